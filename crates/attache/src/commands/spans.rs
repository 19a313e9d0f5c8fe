//! `attache amounts` and `attache periods`: what is found in any text, as a table or as a line of JSON for each document.

use std::io::{self, IsTerminal, Write};

use attache_reader::Reader;
use attache_reader::contract::Article;
use attache_reader::mention::amount::money::Origin;
use attache_reader::mention::{PeriodMention, Timex, TimexType};
use attache_reader::page::Page;
use attache_reader::text::CodePoints;
use serde::Serialize;

use super::{Outcome, read, report_problem};
use crate::cli::{self, SpanFormat};
use crate::ingest::sources::Sources;
use crate::ingest::{Job, Problem};
use crate::pipeline;
use crate::render::table::plain_table;

/// A found amount or period; the names are those of `shared/bench/README.md`.
#[derive(Debug, Serialize)]
struct Found {
    start: usize,
    end: usize,
    surface: String,
    #[serde(rename = "type")]
    kind: &'static str,
    value: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    spans: &'a [Found],
}

type Finder = fn(&Page, &CodePoints) -> Vec<Found>;

pub(super) fn amounts(args: &cli::Spans) -> anyhow::Result<Outcome> {
    run(args, find_amounts, &["start", "end", "words", "type", "value", "unit"])
}

pub(super) fn periods(args: &cli::Spans) -> anyhow::Result<Outcome> {
    run(args, find_periods, &["start", "end", "words", "type", "value", "first day", "last day"])
}

fn run(args: &cli::Spans, finder: Finder, columns: &[&str]) -> anyhow::Result<Outcome> {
    args.input.announce();
    let to_terminal = io::stdout().is_terminal();
    let format = args.format.unwrap_or(if to_terminal { SpanFormat::Table } else { SpanFormat::Jsonl });
    let mut out = io::BufWriter::new(io::stdout().lock());
    let defaults = args.input.defaults();
    let mut outcome = Outcome::default();
    let work = |job: Job| {
        let documents = read::ingested(job, &defaults);
        documents.into_iter().map(|d| d.and_then(|d| written(&d.article, finder, format, columns))).collect::<Vec<_>>()
    };
    let named = args.input.named();
    pipeline::run(
        || Sources::new(&named),
        args.input.jobs(),
        work,
        |found: Vec<Result<String, Problem>>| {
            for document in found {
                match document {
                    Ok(text) => out.write_all(text.as_bytes())?,
                    Err(problem) => {
                        outcome.unreadable += 1;
                        report_problem(&problem);
                    }
                }
            }
            if to_terminal { out.flush() } else { Ok(()) }
        },
    )?;
    out.flush()?;
    outcome.summarise();
    Ok(outcome)
}

fn written(article: &Article, finder: Finder, format: SpanFormat, columns: &[&str]) -> Result<String, Problem> {
    let found = read::guarded(article, |article| finder(&Reader::embedded().page(article), &CodePoints::new(&article.text)))?;
    Ok(match format {
        SpanFormat::Jsonl => {
            let line = serde_json::to_string(&Line { id: &article.id, spans: &found });
            line.map_err(|e| Problem::new(article.id.clone(), e.to_string()))? + "\n"
        }
        SpanFormat::Table => format!("{}\n{}\n", article.id, plain_table(columns, found.iter().map(|f| row(f, columns.len())).collect())),
    })
}

fn row(found: &Found, columns: usize) -> Vec<String> {
    let value = found.value.as_str().map_or_else(|| found.value.to_string(), str::to_owned);
    let mut row = vec![found.start.to_string(), found.end.to_string(), found.surface.clone(), found.kind.to_owned(), value];
    let rest = if columns == 6 { vec![&found.unit] } else { vec![&found.first, &found.last] };
    row.extend(rest.into_iter().map(|cell| cell.clone().unwrap_or_default()));
    row
}

fn find_amounts(page: &Page, points: &CodePoints) -> Vec<Found> {
    let origin = Origin { dateline: page.home, ..Origin::default() };
    let spans = Reader::embedded().amounts.spans(&page.text, &page.parties, origin);
    let found = spans.into_iter().map(|amount| Found {
        start: points.at(amount.span.start),
        end: points.at(amount.span.end),
        surface: page.text.slice(amount.span).to_owned(),
        kind: amount.kind,
        value: match amount.value_max {
            Some(max) => serde_json::json!([amount.value, max]),
            None => serde_json::json!(amount.value),
        },
        unit: Some(amount.unit),
        first: None,
        last: None,
    });
    found.collect()
}

fn find_periods(page: &Page, points: &CodePoints) -> Vec<Found> {
    page.periods.iter().flat_map(|period| period.timexes.iter().map(move |timex| found_period(page, points, period, timex))).collect()
}

/// The words as TIMEX3 has them, with the days of the mention that holds them.
fn found_period(page: &Page, points: &CodePoints, period: &PeriodMention, timex: &Timex) -> Found {
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string());
    let (first, last) = period.period.map_or((None, None), |p| (day(p.start), day(p.end)));
    Found {
        start: points.at(timex.span.start),
        end: points.at(timex.span.end),
        surface: page.text.slice(timex.span).to_owned(),
        kind: match timex.kind {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        },
        value: timex.value.clone().into(),
        unit: None,
        first,
        last,
    }
}

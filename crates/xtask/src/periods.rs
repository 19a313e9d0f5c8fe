//! `cargo xtask periods`: what the period scanner finds, as TIMEX3 spans and against the periods of annotated sets.
//!
//! Example: `cargo xtask periods gold plain --errors 20`; `cargo xtask periods timex set.jsonl > spans.jsonl`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use attache_reader::Reader;
use attache_reader::contract;
use attache_reader::mention::{PeriodMention, TimexType};
use attache_reader::page::Page;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};

use crate::gold::{self, Annotated, Half, Set};
use crate::place;
use crate::score::locate;
use crate::score::record::Period;

#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// TIMEX3 spans of a JSONL set, for eval_time.py
    Timex {
        /// Lines with `id`, `ref_date` and `text`
        set: PathBuf,
    },
    /// How many annotated periods some mention of the sentence, paragraph or article yields exactly
    Gold {
        /// Annotated folders, by path or name
        dirs: Vec<PathBuf>,
        /// List this many periods of the tuning half that no mention yields
        #[arg(long, default_value_t = 0)]
        errors: usize,
        /// List those that only another sentence yields, too
        #[arg(long)]
        far: bool,
    },
}

pub fn run(options: &Options) -> Result<()> {
    let reader = place::reader()?;
    match &options.command {
        Command::Timex { set } => timex(&reader, set),
        Command::Gold { dirs, errors, far } => against_gold(&reader, dirs, *errors, *far),
    }
}

#[derive(Deserialize)]
struct Line {
    id: String,
    ref_date: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Spans {
    id: String,
    spans: Vec<Span>,
}

#[derive(Serialize)]
struct Span {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
}

fn timex(reader: &Reader, set: &Path) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for line in gold::read_jsonl::<Line>(set)? {
        let day = line.ref_date.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
        let found = reader.periods.timexes(&line.text, day);
        let spans = found.into_iter().map(|(start, end, t)| Span { start, end, kind: kind(t.kind), value: t.value });
        writeln!(out, "{}", serde_json::to_string(&Spans { id: line.id, spans: spans.collect() })?)?;
    }
    Ok(())
}

fn kind(kind: TimexType) -> &'static str {
    match kind {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}

#[derive(Clone, Copy, Default)]
struct Tally {
    wanted: usize,
    sentence: usize,
    paragraph: usize,
    article: usize,
}

impl Tally {
    fn add(&mut self, how_far: Option<u8>) {
        self.wanted += 1;
        self.sentence += usize::from(how_far == Some(0));
        self.paragraph += usize::from(how_far.is_some_and(|f| f <= 1));
        self.article += usize::from(how_far.is_some());
    }

    fn show(&self) -> String {
        let share = |n: usize| 100.0 * n as f64 / self.wanted.max(1) as f64;
        format!(
            "{:>4} wanted, {:5.1}% sentence, {:5.1}% paragraph, {:5.1}% article",
            self.wanted,
            share(self.sentence),
            share(self.paragraph),
            share(self.article)
        )
    }
}

fn against_gold(reader: &Reader, dirs: &[PathBuf], mut errors: usize, far: bool) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for dir in dirs {
        let set = Set::load(&place::gold_set(dir)?, None)?;
        for half in [Half::Tune, Half::Check] {
            let (mut figures, mut events) = (Tally::default(), Tally::default());
            for annotated in set.annotated.iter().filter(|a| Half::of(&a.article.id) == half) {
                for wanted in wanted(annotated) {
                    let page = reader.page(&annotated.article);
                    let how_far = distance(&page, &wanted);
                    if wanted.is_event {
                        events.add(how_far)
                    } else {
                        figures.add(how_far)
                    }
                    let wrong = how_far.is_none_or(|f| far && f > 0);
                    if half == Half::Tune && wrong && errors > 0 {
                        errors -= 1;
                        report(&mut out, annotated, &page, &wanted)?;
                    }
                }
            }
            writeln!(
                out,
                "{} {} figures {}\n{} {} events  {}",
                set.name,
                half.name(),
                figures.show(),
                set.name,
                half.name(),
                events.show()
            )?;
        }
    }
    Ok(())
}

/// An annotated period and the code point it belongs to.
struct Wanted<'a> {
    period: &'a Period,
    at: usize,
    is_event: bool,
    context: &'a str,
}

fn wanted(annotated: &Annotated) -> Vec<Wanted<'_>> {
    let places = locate::places(&annotated.article.text, &annotated.expected);
    let figures = annotated.expected.figures.iter().zip(&places.figures);
    let figures =
        figures.filter_map(|(f, p)| Some(Wanted { period: f.period.as_ref()?, at: (*p)?.0, is_event: false, context: &f.context }));
    let events = annotated.expected.events.iter().zip(&places.events);
    let events = events.filter_map(|(e, p)| Some(Wanted { period: e.date.as_ref()?, at: (*p)?.0, is_event: true, context: &e.context }));
    figures.chain(events).collect()
}

/// 0 when a mention of the same sentence yields the period, 1 of the same paragraph, 2 of the article.
fn distance(page: &Page, wanted: &Wanted) -> Option<u8> {
    let byte = page.text.raw.char_indices().nth(wanted.at).map_or(page.text.raw.len(), |(b, _)| b);
    let sentence = page.text.sentence_of(page.text.token_at(byte));
    let paragraph = page.text.sentences.get(sentence)?.paragraph;
    let yields = page.periods.iter().filter(|m| fits(m, wanted));
    let far = yields.map(|m| {
        let own = page.text.sentence_of(m.tokens.first);
        match page.text.sentences.get(own).map(|s| s.paragraph) {
            _ if own == sentence => 0,
            Some(p) if p == paragraph => 1,
            _ => 2,
        }
    });
    far.min()
}

fn fits(mention: &PeriodMention, wanted: &Wanted) -> bool {
    let same =
        |p: &contract::Period| p.start.map(|d| d.to_string()) == wanted.period.start && p.end.map(|d| d.to_string()) == wanted.period.end;
    mention.period.iter().any(same) || mention.place.iter().any(same)
}

fn report(out: &mut impl Write, annotated: &Annotated, page: &Page, wanted: &Wanted) -> Result<()> {
    let open = |d: &Option<String>| d.clone().unwrap_or_else(|| "null".to_owned());
    let (start, end) = (open(&wanted.period.start), open(&wanted.period.end));
    writeln!(
        out,
        "{} {} {start}..{end} {}",
        annotated.article.id,
        page.published.map_or_else(String::new, |d| d.to_string()),
        wanted.context.replace('\n', " ")
    )?;
    let byte = page.text.raw.char_indices().nth(wanted.at).map_or(0, |(b, _)| b);
    let sentence = page.text.sentence_of(page.text.token_at(byte));
    for mention in page.periods.iter().filter(|m| page.text.sentence_of(m.tokens.first) == sentence) {
        let period = mention.period.map_or_else(|| "-".to_owned(), |p| format!("{:?}..{:?}", p.start, p.end));
        writeln!(out, "      [{}] {:?} {period}", page.text.slice(mention.span), mention.role)?;
    }
    Ok(())
}

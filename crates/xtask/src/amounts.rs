//! The amount scanner alone: what it finds in a benchmark's texts, and how it fits the amounts of annotated sets.
//!
//! `cargo xtask amounts-eval --spans FILE.jsonl > spans.jsonl` for `shared/bench/eval_qty.py`; `cargo xtask amounts-eval plain dev --errors 20`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use attache_reader::Reader;
use attache_reader::contract::{Article, Qualifier};
use attache_reader::mention::amount::money::Origin;
use attache_reader::mention::{Amount, AmountKind};
use attache_reader::text::{CodePoints, Text};
use serde::Deserialize;
use serde_json::json;

use crate::gold::{Half, Set, read_jsonl};
use crate::place;
use crate::score::locate::places;
use crate::score::record::Figure;
use crate::score::slots::numbers_equal;

#[derive(clap::Args)]
pub struct Options {
    /// Annotated sets, by name or folder
    sets: Vec<PathBuf>,
    /// Print the spans of a benchmark's texts instead
    #[arg(long)]
    spans: Option<PathBuf>,
    #[arg(long, default_value = "tune")]
    half: Half,
    /// Print so many amounts that don't fit
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

pub fn run(options: &Options) -> Result<()> {
    let reader = place::reader()?;
    if let Some(file) = &options.spans {
        return print_spans(&reader, file);
    }
    for set in &options.sets {
        let set = Set::load(&place::gold_set(set)?, Some(options.half))?;
        measure(&reader, &set, if options.half == Half::Tune { options.errors } else { 0 });
    }
    Ok(())
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

fn print_spans(reader: &Reader, file: &Path) -> Result<()> {
    for line in read_jsonl::<Line>(file)? {
        let article = Article { text: line.text.clone(), ..Article::default() };
        let page = reader.page(&article);
        let points = CodePoints::new(&line.text);
        let spans = reader.amounts.spans(&Text::new(&line.text), &page.parties, Origin::default());
        let spans: Vec<_> = spans
            .iter()
            .map(|s| {
                let number = |v: rust_decimal::Decimal| v.to_string().parse::<f64>().unwrap_or_default();
                let value = s.value_max.map_or(json!(number(s.value)), |max| json!([number(s.value), number(max)]));
                json!({"start": points.at(s.span.start), "end": points.at(s.span.end), "type": s.kind, "value": value, "unit": s.unit})
            })
            .collect();
        println!("{}", json!({"id": line.id, "spans": spans}));
    }
    Ok(())
}

/// How many gold amounts are overlapped, and read with the right value, unit and qualifier.
#[derive(Default)]
struct Fit {
    gold: usize,
    overlapped: usize,
    value: usize,
    unit: usize,
    open_unit: usize,
    qualifier: usize,
    levels: usize,
}

fn measure(reader: &Reader, set: &Set, errors: usize) {
    let mut fit = Fit::default();
    let mut shown = 0;
    for annotated in &set.annotated {
        let text = &annotated.article.text;
        let page = reader.page(&annotated.article);
        let points = CodePoints::new(text);
        for (figure, place) in annotated.expected.figures.iter().zip(places(text, &annotated.expected).figures) {
            let Some((start, end)) = place else { continue };
            let touching: Vec<&Amount> =
                page.amounts.iter().filter(|a| points.at(a.span.start) < end && start < points.at(a.span.end)).collect();
            if let Some(problem) = fit.add(figure, &touching).filter(|_| shown < errors) {
                shown += 1;
                let read: Vec<String> = touching.iter().map(|a| describe(text, a)).collect();
                let context: String = figure.context.chars().take(150).collect();
                println!(
                    "{problem} {}: {} = {:?} {:?} {:?} | {:?} | {context}",
                    annotated.article.id, figure.mention, figure.value, figure.value_max, figure.unit, read
                );
            }
        }
    }
    let share = |n: usize| 100.0 * n as f64 / fit.gold.max(1) as f64;
    println!(
        "{}: {} figures, overlapped {:.1}%, value {:.1}%, value and unit {:.1}% (+ {:.1}% with the unit left open), qualifier {:.1}% of {} levels",
        set.name,
        fit.gold,
        share(fit.overlapped),
        share(fit.value),
        share(fit.unit),
        share(fit.open_unit),
        100.0 * fit.qualifier as f64 / fit.levels.max(1) as f64,
        fit.levels
    );
}

impl Fit {
    /// Counts one gold figure; says what is wrong.
    fn add(&mut self, figure: &Figure, touching: &[&Amount]) -> Option<&'static str> {
        self.gold += 1;
        self.overlapped += usize::from(!touching.is_empty());
        let (value, max, unit) = match (&figure.value, &figure.change) {
            (None, Some(change)) => (change.value, None, change.unit.clone()),
            _ => (figure.value.map(f64::abs), figure.value_max.map(f64::abs), figure.unit.clone()),
        };
        let number = |v: rust_decimal::Decimal| v.to_string().parse::<f64>().ok();
        let right =
            |a: &&&Amount| numbers_equal(number(a.value), value) && (max.is_none() || numbers_equal(a.value_max.and_then(number), max));
        let Some(amount) = touching.iter().find(right) else {
            return Some(if touching.is_empty() { "MISSED" } else { "VALUE" });
        };
        self.value += 1;
        let open = matches!(amount.kind, AmountKind::Bare);
        self.open_unit += usize::from(open);
        self.levels += usize::from(figure.value.is_some());
        let same_qualifier = figure.value.is_some() && figure.qualifier.as_deref() == Some(qualifier_name(amount.qualifier));
        self.qualifier += usize::from(same_qualifier);
        if unit.as_deref() == Some(amount.unit.as_str()) {
            self.unit += 1;
            return (figure.value.is_some() && !same_qualifier).then_some("QUALIFIER");
        }
        (!open).then_some("UNIT")
    }
}

fn qualifier_name(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::About => "about",
        Qualifier::Over => "over",
        Qualifier::Under => "under",
    }
}

fn describe(text: &str, amount: &Amount) -> String {
    let words = text.get(amount.span.start..amount.span.end).unwrap_or_default();
    format!("{words} = {} {:?} {} {:?}", amount.value, amount.value_max, amount.unit, amount.qualifier)
}

//! The unit of a bare number: "rose to 34,800", "109 million", "12.9 of them".
//!
//! ```
//! use attache_reader::figure::unit::Unit;
//! assert_eq!(Unit::plain("USD").code, "USD");
//! ```

use rust_decimal::Decimal;

use crate::choose::{Candidate, Guide};
use crate::contract::Code;
use crate::figure::{Asked, Draft, ask};
use crate::mention::{AmountKind, Tokens};
use crate::page::Page;

/// A unit, and what the printed number is to be multiplied by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    pub code: Code,
    pub scale: Decimal,
}

impl Unit {
    pub fn plain(code: &str) -> Self {
        Unit { code: Code::new(code), scale: Decimal::ONE }
    }
}

/// Where a candidate unit comes from.
struct Source {
    unit: Unit,
    name: String,
}

/// Most amounts bring their unit; a bare number takes one from its neighbours or from the noun that it counts.
pub fn choose(asked: &Asked, before: &[Draft], guide: &mut dyn Guide) -> Unit {
    if asked.amount.kind != AmountKind::Bare && !asked.amount.unit.as_str().is_empty() {
        return Unit { code: asked.amount.unit, scale: Decimal::ONE };
    }
    let sources = sources(asked, before);
    let candidates: Vec<Candidate> = sources.iter().map(|s| candidate(asked, s)).collect();
    match sources.get(ask(guide, "unit", asked.amount.span, &candidates).best) {
        Some(source) => source.unit,
        None => Unit::plain("unit"),
    }
}

fn sources(asked: &Asked, before: &[Draft]) -> Vec<Source> {
    let scene = asked.scene;
    let mut sources: Vec<Source> = Vec::new();
    let Some(sentence) = scene.sentence(asked.amount.tokens.first) else { return sources };
    let own_scale = has_scale(scene.page, asked.amount.tokens);
    let mut add = |code: Code, scale: Decimal, name: String| {
        if !code.as_str().is_empty() && !sources.iter().any(|s| s.unit.code == code && s.unit.scale == scale) {
            sources.push(Source { unit: Unit { code, scale }, name });
        }
    };
    let range = scene.amounts_in(sentence.tokens());
    let earlier = range.start..asked.at;
    for (side, indexes) in [("before", earlier.rev().take(3).collect::<Vec<_>>()), ("after", (asked.at + 1..range.end).take(2).collect())] {
        for (rank, j) in indexes.into_iter().enumerate() {
            let Some(other) = scene.amount(j) else { continue };
            let rank = if rank == 0 { "next" } else { "further" };
            add(other.unit, Decimal::ONE, format!("{side} {rank}"));
            let scale = scale_of(scene.page, other.tokens);
            if !own_scale && scale != Decimal::ONE {
                add(other.unit, scale, format!("{side} {rank} scaled"));
            }
        }
    }
    if let Some(last) = before.last() {
        add(last.unit, Decimal::ONE, "last figure".to_owned());
        if !own_scale && last.scale != Decimal::ONE {
            add(last.unit, last.scale, "last figure scaled".to_owned());
        }
    }
    for code in ["company", "person", "tonne", "flight", "project", "document", "unit", "vehicle", "container"] {
        add(Code::new(code), Decimal::ONE, "counted".to_owned());
    }
    sources
}

fn candidate(asked: &Asked, source: &Source) -> Candidate {
    let scene = asked.scene;
    let code = source.unit.code;
    let family = family(code.as_str());
    let mut c = Candidate::labelled(|| format!("{code} {}", source.unit.scale.normalize()));
    c.note(&["from", &source.name]);
    c.note(&["from", &source.name, family]);
    c.note(&["family", family]);
    let shape = if has_scale(scene.page, asked.amount.tokens) {
        "scaled"
    } else if asked.amount.value < Decimal::ONE_HUNDRED {
        "small"
    } else {
        "plain"
    };
    c.note(&["from", &source.name, shape]);
    c.note(&["family", family, shape]);
    c.note(&["unit", code.as_str(), shape]);
    let first = asked.amount.tokens.first;
    let Some(sentence) = scene.sentence(first) else { return c };
    let mut seen = Vec::new();
    for cue in scene.cues_in(sentence.tokens()).iter().filter(|q| q.measures) {
        let side = if cue.tokens.first < first { "before" } else { "after" };
        if !seen.contains(&(cue.class, side)) {
            seen.push((cue.class, side));
            c.note(&["unit", unit_or_family(code.as_str()), cue.class, side, scene.zone(cue.tokens.first, first)]);
        }
    }
    c.note(&["word before", family, scene.page.text.lower(first.saturating_sub(1))]);
    c.note(&["word after", family, scene.page.text.lower(asked.amount.tokens.last)]);
    c
}

fn unit_or_family(code: &str) -> &str {
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) && code != "TEU" { "money" } else { code }
}

pub fn family(code: &str) -> &'static str {
    match code {
        "percent" => "percent",
        "tonne" | "barrel" | "cubic_metre" | "kWh" | "MW" => "bulk",
        "TEU" | "container" | "wagon" | "train" | "vehicle" => "freight",
        "person" => "person",
        "company" => "company",
        "project" | "document" => "paper",
        "flight" => "flight",
        "km" | "hectare" => "measure",
        "head" => "head",
        "unit" => "unit",
        "" => "none",
        _ => "money",
    }
}

fn has_scale(page: &Page, tokens: Tokens) -> bool {
    scale_of(page, tokens) != Decimal::ONE
}

/// The scale word among these tokens.
fn scale_of(page: &Page, tokens: Tokens) -> Decimal {
    for i in tokens.first..tokens.last {
        let scale = match page.text.lower(i) {
            "thousand" | "k" | "thsd" => 1_000_i64,
            "lakh" | "lakhs" | "lac" => 100_000,
            "million" | "mln" | "mn" | "m" | "millions" => 1_000_000,
            "crore" | "crores" => 10_000_000,
            "billion" | "bln" | "bn" | "b" | "billions" | "bcm" | "milliard" => 1_000_000_000,
            "trillion" | "trln" | "tn" => 1_000_000_000_000,
            "mcm" => 1_000_000,
            _ => continue,
        };
        return Decimal::from(scale);
    }
    Decimal::ONE
}

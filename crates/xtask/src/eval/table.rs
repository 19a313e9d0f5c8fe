//! The table of scores: a set's halves in rows, measures in columns.
//!
//! Example row: `plain  tune  22  0.951 0.96  ...` (articles, then F1 and precision of each measure).

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::Measured;
use crate::gold::Half;
use crate::score::{MEASURES, Summary};

const HALVES: [(Option<Half>, &str); 3] = [(Some(Half::Tune), "tune"), (Some(Half::Check), "check"), (None, "all")];

fn shown(half: Option<Half>) -> impl Iterator<Item = (Option<Half>, &'static str)> {
    HALVES.into_iter().filter(move |(h, _)| half.is_none() || half == *h)
}

pub fn text(measured: &[Measured], half: Option<Half>) -> String {
    let mut out = String::from("                     fig.found   fig.core  fig.exact  sta.found  sta.attr.  eve.found  eve.exact   F1 P\n");
    for (half, name) in shown(half) {
        for set in measured {
            row(&mut out, &set.name, name, &set.summary(half));
        }
        if measured.len() > 1 {
            let mut sum = Summary::default();
            measured.iter().for_each(|m| sum.merge(&m.summary(half)));
            row(&mut out, "=", name, &sum);
        }
    }
    calibration(&mut out, measured, half);
    out
}

fn row(out: &mut String, set: &str, half: &str, summary: &Summary) {
    if summary.articles == 0 {
        return;
    }
    let _ = write!(out, "{set:<9} {half:<5} {:>3}", summary.articles);
    for tally in &summary.tallies {
        let cut = |x: f64| format!("{x:.3}").trim_start_matches('0').to_owned();
        let _ = write!(out, " {:>5} {:>4}", cut(tally.f1()), format!("{:.2}", tally.precision()).trim_start_matches('0'));
    }
    out.push('\n');
}

/// The calibration error that counts is the check halves', all sets together.
fn calibration(out: &mut String, measured: &[Measured], half: Option<Half>) {
    for (half, name) in shown(half) {
        let mut sum = Summary::default();
        measured.iter().for_each(|m| sum.merge(&m.summary(half)));
        match sum.calibration_error() {
            Some(error) => _ = writeln!(out, "ece {name:<5} {error:.3} over {} records", sum.sure.len()),
            None => _ = writeln!(out, "ece {name:<5} - (too few records: {})", sum.sure.len()),
        }
        let slots: Vec<String> = sum.slot_accuracy().iter().map(|(slot, share)| format!("{slot} {share:.3}")).collect();
        if half == Some(Half::Tune) && !slots.is_empty() {
            let _ = writeln!(out, "slots of aligned figures (tune): {}", slots.join("  "));
        }
    }
}

/// `{set: {half: {articles, scores, slots, ece}}}`, the inner part as `score.py --json` has it.
pub fn json(measured: &[Measured], half: Option<Half>) -> Value {
    let mut sets = Map::new();
    for set in measured {
        let halves: Map<String, Value> = shown(half).map(|(h, name)| (name.to_owned(), summary_json(&set.summary(h)))).collect();
        sets.insert(set.name.clone(), Value::Object(halves));
    }
    let overall: Map<String, Value> = shown(half)
        .map(|(h, name)| {
            let mut sum = Summary::default();
            measured.iter().for_each(|m| sum.merge(&m.summary(h)));
            (name.to_owned(), summary_json(&sum))
        })
        .collect();
    sets.insert("=".to_owned(), Value::Object(overall));
    Value::Object(sets)
}

pub fn summary_json(summary: &Summary) -> Value {
    let scores: Map<String, Value> = MEASURES
        .iter()
        .zip(summary.tallies)
        .map(|(name, t)| {
            let scores =
                json!({"precision": t.precision(), "recall": t.recall(), "f1": t.f1(), "tp": t.right, "predicted": t.read, "gold": t.gold});
            ((*name).to_owned(), scores)
        })
        .collect();
    let slots: Map<String, Value> = summary.slot_accuracy().into_iter().map(|(n, x)| (n.to_owned(), json!(x))).collect();
    json!({"articles": summary.articles, "scores": scores, "slots": slots, "ece": summary.calibration_error()})
}

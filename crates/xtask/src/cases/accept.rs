//! Rewriting expectations with what is read, keeping the fields that the author chose to state.
//!
//! A pending case that passes loses its mark, others that are pending stay as they are.
//! Example: `- figure "$5 million": 5 million EUR` becomes `- figure "$5 million": 5000000 USD` where dollars are read; no other field is added.

use std::collections::BTreeMap;

use super::record::Kind;
use super::{Case, Outcome, What};

/// The file with the expectations of these cases rewritten.
pub fn rewrite(source: &str, cases: &[(&Case, Outcome)]) -> String {
    let mut edits: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (case, outcome) in cases {
        if let Some(at) = case.pending_at {
            edits.insert(at, Vec::new());
            continue;
        }
        let lines = expectations(source, case, outcome);
        for expected in &case.expected {
            edits.insert(expected.at, Vec::new());
        }
        if let Some(first) = case.expected.first() {
            edits.insert(first.at, lines);
        }
    }
    let mut out = String::new();
    for (i, line) in source.lines().enumerate() {
        match edits.get(&i) {
            Some(lines) => lines.iter().for_each(|l| out += &format!("{l}\n")),
            None => out += &format!("{line}\n"),
        }
    }
    out
}

fn expectations(source: &str, case: &Case, outcome: &Outcome) -> Vec<String> {
    let written: Vec<&str> = source.lines().collect();
    let mut lines = Vec::new();
    for (expected, found) in case.expected.iter().zip(&outcome.found) {
        let (What::Record(wanted), Some(i)) = (&expected.what, found) else { continue };
        let read = &outcome.read[*i];
        if wanted.differences(read).is_empty() {
            lines.push(written[expected.at].to_owned());
        } else {
            let stated: Vec<_> = wanted.slots.iter().map(|(n, _)| *n).collect();
            let mut record = read.keeping(&stated);
            record.quote.clone_from(&wanted.quote);
            lines.push(format!("- {}", record.line()));
        }
    }
    let extra = (0..outcome.read.len()).filter(|i| !outcome.found.contains(&Some(*i)));
    lines.extend(extra.map(|i| format!("- {}", outcome.read[i].usual().line())));
    lines.extend(absences(case, outcome));
    lines
}

/// `nothing`, or `no KIND` for every kind that the case speaks of and that isn't read.
fn absences(case: &Case, outcome: &Outcome) -> Vec<String> {
    let absent: Vec<Kind> = case.kinds().into_iter().filter(|k| !outcome.read.iter().any(|r| r.kind == *k)).collect();
    let nothing = Kind::RECORDS.iter().all(|k| absent.contains(k));
    let rest = absent.iter().filter(|k| !(nothing && Kind::RECORDS.contains(k))).map(|k| format!("- no {}", k.name()));
    nothing.then(|| "- nothing".to_owned()).into_iter().chain(rest).collect()
}

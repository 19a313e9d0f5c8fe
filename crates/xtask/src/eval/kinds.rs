//! Errors counted by kind: missed, spurious or the slot that is wrong, per indicator and per kind of event, and which indicators are confused.
//!
//! Example line: `  figure trade.exports          gold 80  right 61  missed 5  spurious 7  direction 6  period 4`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Outcome;
use crate::score::{Mistake, Sort};

type Counts = BTreeMap<&'static str, usize>;

#[derive(Default)]
struct Report {
    gold: BTreeMap<(Sort, String), usize>,
    errors: BTreeMap<(Sort, String), Counts>,
    confused: BTreeMap<(String, String), usize>,
}

pub fn report<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> String {
    let mut report = Report::default();
    for outcome in outcomes {
        report.count_gold(outcome);
        for mistake in &outcome.score.mistakes {
            report.count_error(outcome, mistake);
        }
    }
    report.text()
}

impl Report {
    fn count_gold(&mut self, outcome: &Outcome) {
        let gold = &outcome.annotated.expected;
        let figures = gold.figures.iter().map(|f| (Sort::Figure, f.indicator.clone().unwrap_or_default()));
        let statements = gold.statements.iter().map(|s| (Sort::Statement, s.mode.clone().unwrap_or_default()));
        let events = gold.events.iter().map(|e| (Sort::Event, e.kind.clone().unwrap_or_default()));
        for key in figures.chain(statements).chain(events) {
            *self.gold.entry(key).or_default() += 1;
        }
    }

    fn count_error(&mut self, outcome: &Outcome, mistake: &Mistake) {
        let counts = self.errors.entry((mistake.sort, kind(outcome, mistake))).or_default();
        for why in &mistake.why {
            *counts.entry(why).or_default() += 1;
        }
        if let (Sort::Figure, Some(i), Some(j)) = (mistake.sort, mistake.gold, mistake.read) {
            let gold = outcome.annotated.expected.figures[i].indicator.clone().unwrap_or_default();
            let read = outcome.read.figures[j].indicator.clone().unwrap_or_default();
            if gold != read {
                *self.confused.entry((gold, read)).or_default() += 1;
            }
        }
    }

    fn text(&self) -> String {
        let mut out = String::from("errors by kind (tune halves)\n");
        let mut keys: Vec<_> = self.gold.keys().chain(self.errors.keys()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let (sort, kind) = key;
            let gold = self.gold.get(key).copied().unwrap_or(0);
            let _ = write!(out, "  {:<9} {kind:<16} gold {gold:>4}", format!("{sort:?}").to_lowercase());
            for (why, count) in self.errors.get(key).into_iter().flatten() {
                let _ = write!(out, "  {why} {count}");
            }
            out.push('\n');
        }
        let mut confused: Vec<_> = self.confused.iter().collect();
        confused.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for ((gold, read), count) in confused.into_iter().take(20) {
            let _ = writeln!(out, "  {gold} read as {read}: {count}");
        }
        out
    }
}

/// The gold record's kind, or the read one's where nothing was expected.
fn kind(outcome: &Outcome, mistake: &Mistake) -> String {
    let (gold, read) = (&outcome.annotated.expected, &outcome.read);
    let kind = match mistake.sort {
        Sort::Figure => mistake.gold.map(|i| gold.figures[i].indicator.clone()).or(mistake.read.map(|j| read.figures[j].indicator.clone())),
        Sort::Statement => mistake.gold.map(|i| gold.statements[i].mode.clone()).or(mistake.read.map(|j| read.statements[j].mode.clone())),
        Sort::Event => mistake.gold.map(|i| gold.events[i].kind.clone()).or(mistake.read.map(|j| read.events[j].kind.clone())),
    };
    kind.flatten().unwrap_or_default()
}

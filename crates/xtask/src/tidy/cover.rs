//! Every class of words in `data/` and every code of the contract is at work in some case.
//!
//! Example: when no case's text holds a phrase of the class `down` of `figure_cues.tsv`, nobody would notice that the class broke.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Result;
use attache_reader::contract::Indicator;
use attache_reader::data::{FILES, Table};
use attache_reader::lexicon::{Builder, Topic};
use attache_reader::text::Text;

use super::Findings;
use crate::cases::{Case, What};
use crate::place;

/// Columns that name a class, the first that a table has counts.
const CLASS: [&str; 5] = ["class", "kind", "unit", "qualifier", "direction"];
/// Columns that hold phrases.
const PHRASES: [&str; 5] = ["phrase", "phrases", "words", "nouns", "names"];

pub fn check(cases: &[Case], findings: &mut Findings) -> Result<()> {
    let texts: Vec<Text> = cases.iter().map(|c| Text::new(&c.text)).collect();
    for (name, _) in FILES.iter().filter(|(n, _)| !n.starts_with("weights")) {
        let source = fs::read_to_string(place::root().join("crates/attache-reader/data").join(name))?;
        for class in unused_classes(&source, &texts) {
            findings.gap(format!("data/{name}: no case's text uses a phrase of the class {class:?}"));
        }
    }
    codes(cases, findings);
    Ok(())
}

/// The classes of a table of which no text holds a phrase.
fn unused_classes(source: &str, texts: &[Text]) -> Vec<String> {
    let header: Vec<&str> = source.lines().find(|l| !l.starts_with('#')).unwrap_or("").split('\t').map(str::trim).collect();
    let (Some(class), Some(phrases)) = (CLASS.iter().find(|c| header.contains(c)), PHRASES.iter().find(|c| header.contains(c))) else {
        return Vec::new();
    };
    let table = Table::parse(source);
    // A list of single words is separated by blanks.
    let by_blank = *phrases == "words" && !source.lines().any(|l| !l.starts_with('#') && l.contains(';'));
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    let mut builder = Builder::default();
    for row in table.rows().filter(|r| !r.get(class).is_empty()) {
        let next = classes.len();
        let id = *classes.entry(row.get(class).to_owned()).or_insert(next);
        let cell = row.get(phrases);
        let parts: Vec<&str> = if by_blank { cell.split_whitespace().collect() } else { cell.split(';').map(str::trim).collect() };
        parts.into_iter().filter(|p| !p.is_empty()).for_each(|p| builder.add(Topic::Other, id, p));
    }
    let lexicon = builder.build();
    let used: BTreeSet<usize> = texts.iter().flat_map(|t| lexicon.scan(t)).map(|h| h.row as usize).collect();
    classes.into_iter().filter(|(_, id)| !used.contains(id)).map(|(name, _)| name).collect()
}

/// Codes of the contract that some case must expect.
fn codes(cases: &[Case], findings: &mut Findings) {
    let mut expected: BTreeSet<(&str, &str)> = BTreeSet::new();
    for case in cases {
        for line in &case.expected {
            if let What::Record(record) = &line.what {
                expected.extend(record.slots.iter().map(|(slot, value)| (*slot, value.as_str())));
            }
        }
    }
    let indicators = Indicator::ALL.iter().map(|(_, name)| ("indicator", *name));
    let kinds =
        ["agreement", "visit", "meeting", "relations", "mission", "project", "aid", "support", "accusation", "sanction", "conflict"];
    let statuses = ["actual", "target", "forecast", "planned", "happened", "proposed", "denied"];
    let rest =
        kinds.map(|k| ("kind", k)).into_iter().chain(statuses.map(|s| ("status", s))).chain([("mode", "direct"), ("mode", "indirect")]);
    for (slot, code) in indicators.chain(rest).filter(|pair| !expected.contains(pair)) {
        findings.gap(format!("no case expects the {slot} {code}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_class_that_nothing_uses() {
        let texts = [Text::new("Trade rose.")];
        assert_eq!(unused_classes("class\tphrase\nup\trise/v\ndown\tfall/v\n", &texts), ["down"]);
        assert!(unused_classes("code\tname\nAZ\tAzerbaijan\n", &texts).is_empty());
    }
}

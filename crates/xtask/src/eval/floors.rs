//! Accuracy floors: what `eval --floors` must still reach, raised by `eval --raise`, never lowered.
//!
//! Example row of `bench/floors.tsv`: `plain, check, figures.core, 0.861, 5f2c…` (the last cell is the hash of the set's files).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::Measured;
use crate::gold::Half;
use crate::place;
use crate::score::MEASURES;

const HEADER: &str = "\
# Accuracy that must not be lost: F1 (or precision) per set, half and measure. Raised by `cargo xtask eval --raise`, never lowered by it.
# The hash is of the set's articles.jsonl and records.jsonl: floors of other files don't compare.
set	half	measure	floor	hash
";

/// Scores are compared with this much slack: a floor is written with three decimals.
const SLACK: f64 = 0.0005;

type Key = (String, String, String);

#[derive(Clone, Debug, PartialEq)]
struct Floor {
    value: f64,
    hash: String,
}

pub fn settle(measured: &[Measured], check: bool, raise: bool) -> Result<()> {
    if !check && !raise {
        return Ok(());
    }
    let path = place::root().join("bench/floors.tsv");
    let mut floors = parse(&fs::read_to_string(&path).unwrap_or_default())?;
    let scores = scores(measured)?;
    if check {
        report(&floors, &scores)?;
    }
    if raise {
        raise_floors(&mut floors, &scores);
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(&path, render(&floors)).with_context(|| path.display().to_string())?;
        println!("{} floors in {}", floors.len(), path.display());
    }
    Ok(())
}

fn parse(source: &str) -> Result<BTreeMap<Key, Floor>> {
    let rows = source.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).skip(1);
    rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [set, half, measure, value, hash] = cells[..] else { bail!("bench/floors.tsv: {line:?} hasn't five cells") };
        let floor = Floor { value: value.parse().with_context(|| line.to_owned())?, hash: hash.to_owned() };
        Ok(((set.to_owned(), half.to_owned(), measure.to_owned()), floor))
    })
    .collect()
}

fn render(floors: &BTreeMap<Key, Floor>) -> String {
    let mut out = HEADER.to_owned();
    for ((set, half, measure), floor) in floors {
        let _ = writeln!(out, "{set}\t{half}\t{measure}\t{:.3}\t{}", floor.value, floor.hash);
    }
    out
}

/// Every measure of every half that was read whole.
fn scores(measured: &[Measured]) -> Result<BTreeMap<Key, Floor>> {
    let mut scores = BTreeMap::new();
    for set in measured {
        let hash = hash(&set.folder)?;
        for half in [Half::Tune, Half::Check] {
            let summary = set.summary(Some(half));
            if summary.articles == 0 {
                continue;
            }
            let mut note = |measure: &str, value: f64| {
                let key = (set.name.clone(), half.name().to_owned(), measure.to_owned());
                scores.insert(key, Floor { value, hash: hash.clone() });
            };
            MEASURES.iter().zip(summary.tallies).for_each(|(measure, tally)| note(measure, tally.f1()));
            note("figures.core.precision", summary.tallies[1].precision());
        }
    }
    Ok(scores)
}

fn hash(folder: &Path) -> Result<String> {
    let mut hasher = Sha256::new();
    for name in ["articles.jsonl", "records.jsonl"] {
        hasher.update(fs::read(folder.join(name))?);
    }
    Ok(hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect())
}

fn report(floors: &BTreeMap<Key, Floor>, scores: &BTreeMap<Key, Floor>) -> Result<()> {
    let mut below = Vec::new();
    let mut held = 0;
    for ((set, half, measure), floor) in floors {
        match scores.get(&(set.clone(), half.clone(), measure.clone())) {
            None => {}
            Some(score) if score.hash != floor.hash => {
                println!("NOT COMPARED: the files of {set} are not those its floors were measured on");
            }
            Some(score) if score.value + SLACK < floor.value => {
                below.push(format!("{set} {half} {measure}: {:.3}, floor {:.3}", score.value, floor.value));
            }
            Some(_) => held += 1,
        }
    }
    if !below.is_empty() {
        bail!("below the floor:\n  {}", below.join("\n  "));
    }
    println!("{held} floors hold");
    Ok(())
}

/// A set whose files changed starts anew.
fn raise_floors(floors: &mut BTreeMap<Key, Floor>, scores: &BTreeMap<Key, Floor>) {
    for (key, score) in scores {
        let cut = Floor { value: (score.value * 1000.0).floor() / 1000.0, hash: score.hash.clone() };
        let floor = floors.entry(key.clone()).or_insert_with(|| cut.clone());
        if floor.hash != cut.hash || floor.value < cut.value {
            *floor = cut;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_rise_and_never_fall() {
        let key = ("plain".to_owned(), "check".to_owned(), "figures.core".to_owned());
        let floor = |value| Floor { value, hash: "h".to_owned() };
        let mut floors = BTreeMap::from([(key.clone(), floor(0.5))]);
        raise_floors(&mut floors, &BTreeMap::from([(key.clone(), floor(0.4))]));
        assert_eq!(floors[&key], floor(0.5));
        raise_floors(&mut floors, &BTreeMap::from([(key.clone(), floor(0.6))]));
        assert_eq!(floors[&key], floor(0.6));
        assert_eq!(parse(&render(&floors)).ok(), Some(floors));
    }
}

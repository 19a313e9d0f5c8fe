//! `cargo xtask parties`: how near the parties of annotated records are mentioned, and whether the article's pair is the right one.
//!
//! Example: `cargo xtask parties plain press --errors 20` lists records of the tuning half whose parties no mention of the article names.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use attache_reader::Reader;
use attache_reader::contract::Party;
use attache_reader::page::Page;
use attache_reader::resolve;
use clap::Args;

use crate::gold::{Annotated, Half, Set};
use crate::place;
use crate::score::locate;

#[derive(Args)]
pub struct Options {
    /// Annotated folders, by path or name
    dirs: Vec<PathBuf>,
    /// List this many records whose parties are nowhere
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// Where all the parties of a record are mentioned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    Sentence,
    Previous,
    Article,
    Nowhere,
}

const NAMES: [(Near, &str); 4] =
    [(Near::Sentence, "sentence"), (Near::Previous, "previous"), (Near::Article, "article"), (Near::Nowhere, "nowhere")];

/// Counts over one set.
#[derive(Default)]
struct Tally {
    near: BTreeMap<Near, usize>,
    pairs: (usize, usize),
    nowhere: Vec<String>,
}

pub fn run(options: &Options) -> Result<()> {
    let reader = place::reader()?;
    for dir in &options.dirs {
        let set = Set::load(&place::gold_set(dir)?, Some(Half::Tune))?;
        let mut tally = Tally::default();
        for annotated in &set.annotated {
            measure(&reader, annotated, &mut tally);
        }
        report(&set.name, &tally, options.errors);
    }
    Ok(())
}

fn report(name: &str, tally: &Tally, errors: usize) {
    let total: usize = tally.near.values().sum();
    let share = |near: &Near| 100.0 * tally.near.get(near).copied().unwrap_or(0) as f64 / total.max(1) as f64;
    let shares: Vec<String> = NAMES.iter().map(|(near, name)| format!("{name} {:.1}%", share(near))).collect();
    println!("{name:9} {total} records: {}; pair right in {} of {}", shares.join(", "), tally.pairs.0, tally.pairs.1);
    for line in tally.nowhere.iter().take(errors) {
        println!("  {line}");
    }
}

fn measure(reader: &Reader, annotated: &Annotated, tally: &mut Tally) {
    let article = &annotated.article;
    let page = reader.page(article);
    let figures = annotated.expected.figures.iter().map(|f| (&f.context, &f.mention, &f.parties));
    let events = annotated.expected.events.iter().map(|e| (&e.context, &e.context, &e.parties));
    let mut pairs: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (context, mention, parties) in figures.chain(events) {
        let Some(parties) = parties else { continue };
        if parties.len() == 2 {
            *pairs.entry(parties.clone()).or_default() += 1;
        }
        let Some((low, high)) = locate::locate(&article.text, context) else { continue };
        let at = locate::find(&article.text, mention, low, high).map_or(low, |p| p.0);
        let near = near(&page, at, high, parties);
        *tally.near.entry(near).or_default() += 1;
        if near == Near::Nowhere {
            tally.nowhere.push(format!("{} {}: {context}", article.id, parties.join(" ")));
        }
    }
    if let Some(most) = pairs.values().max() {
        let pair: Option<Vec<String>> = page.pair.map(|p| p.iter().map(Party::to_string).collect());
        tally.pairs.1 += 1;
        tally.pairs.0 += usize::from(pair.is_some_and(|p| pairs.get(&p) == Some(most)));
    }
}

/// Sentences that the record's words touch, then the one before, then all.
fn near(page: &Page, start: usize, end: usize, parties: &[String]) -> Near {
    let first = page.text.sentence_of(page.text.token_at(start));
    let last = page.text.sentence_of(page.text.token_at(end.saturating_sub(1))).max(first);
    let holds = |sentences: std::ops::RangeInclusive<usize>| {
        let named: Vec<Party> = sentences.flat_map(|s| resolve::parties_in(page, s)).collect();
        parties.iter().all(|p| p == "WORLD" || named.iter().any(|n| *n == p.as_str()))
    };
    if holds(first..=last) {
        Near::Sentence
    } else if holds(first.saturating_sub(1)..=last) {
        Near::Previous
    } else if holds(0..=page.text.sentences.len()) {
        Near::Article
    } else {
        Near::Nowhere
    }
}

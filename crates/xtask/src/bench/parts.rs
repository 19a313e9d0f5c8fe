//! The parts of reading alone: the scanners of amounts and periods, and the parser.
//!
//! Example: the parser is measured over every sentence, in words a second, though reading parses only where something is to be decided.

use std::fmt::Write;

use anyhow::{Result, ensure};
use attache_reader::Reader;
use attache_reader::contract::Article;
use attache_reader::mention::amount::money::Origin;
use attache_reader::page::Page;
use attache_reader::syntax::{Parse, Parser, Scratch};
use attache_reader::text::Text;

use super::clock::Timed;
use super::{bytes, ratio};

pub fn rows(table: &mut String, reader: &Reader, articles: &[Article]) -> Result<()> {
    let few = &articles[..articles.len().min(1000)];
    let bytes = bytes(few);
    let pages: Vec<Page> = few.iter().map(|a| reader.page(a)).collect();
    let mut row = |name: &str, found: usize, what: &str, time: Timed| -> Result<()> {
        let speed = bytes.len() as f64 / time.processor;
        let ratio = ratio(speed, &bytes)?;
        let per_second = few.len() as f64 / time.processor;
        let size = bytes.len() as f64 / 1e6;
        let _ = writeln!(table, "| {name} | {size:.1} MB | {per_second:.0} | {:.2} | {ratio} | | {found} {what} |", speed / 1e6);
        Ok(())
    };
    stages(&mut row, reader, few, &pages)?;
    let (tokens, time) = Timed::run(|| few.iter().map(|a| Text::new(&a.text).tokens.len()).sum());
    row("tokens and sentences", tokens, "tokens", time)?;
    let expected: usize = pages.iter().map(|p| p.amounts.len()).sum();
    let (found, time) = Timed::run(|| pages.iter().map(|p| amounts(reader, p)).sum::<usize>());
    ensure!(found == expected, "{found} amounts alone, {expected} in pages");
    row("amounts alone", found, "amounts", time)?;
    let expected: usize = pages.iter().map(|p| p.periods.len()).sum();
    let (found, time) = Timed::run(|| pages.iter().map(|p| periods(reader, p)).sum::<usize>());
    ensure!(found == expected, "{found} periods alone, {expected} in pages");
    row("periods alone", found, "periods", time)?;
    let (words, time) = Timed::run(|| pages.iter().map(|p| parse_all(&p.text)).sum::<usize>());
    let words_per_second = format!("words, {:.0} words/s", words as f64 / time.processor);
    row("parser, every sentence", words, &words_per_second, time)
}

/// The stages of reading: mentions, then statements, figures and events over finished pages.
fn stages(row: &mut dyn FnMut(&str, usize, &str, Timed) -> Result<()>, reader: &Reader, few: &[Article], pages: &[Page]) -> Result<()> {
    let (found, time) = Timed::run(|| few.iter().map(|a| reader.page(a).parties.len()).sum());
    row("stage: mentions", found, "parties", time)?;
    let (statements, time) = Timed::run(|| pages.iter().map(|p| reader.statements.read(p, reader.model())).collect::<Vec<_>>());
    row("stage: statements", statements.iter().map(Vec::len).sum(), "statements", time)?;
    let read = pages.iter().zip(&statements);
    let (found, time) = Timed::run(|| read.clone().map(|(p, s)| reader.figures.read(p, s, reader.model()).len()).sum());
    row("stage: figures", found, "figures", time)?;
    let (found, time) = Timed::run(|| read.clone().map(|(p, s)| reader.events.read(p, s, reader.model()).len()).sum());
    row("stage: events", found, "events", time)
}

fn amounts(reader: &Reader, page: &Page) -> usize {
    let origin = Origin { dateline: page.home, ..Origin::default() };
    reader.amounts.scan(&page.text, &page.parties, origin).len()
}

fn periods(reader: &Reader, page: &Page) -> usize {
    reader.periods.scan(&page.text, page.published, &page.parties).len()
}

/// Parses every sentence; the number of its words.
fn parse_all(text: &Text) -> usize {
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    let mut words = 0;
    for sentence in &text.sentences {
        Parser::embedded().parse_tokens(text, sentence.tokens(), &mut scratch, &mut parse);
        words += parse.words.len();
    }
    words
}

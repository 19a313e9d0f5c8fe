//! `attache explain`: what a document mentions, how its sentences parse, and for every choice the candidates, their evidence and scores.

use std::fmt::Write as _;

use attache_reader::Reader;
use attache_reader::choose::{Candidate, Choice, Guide, Model, with_names};
use attache_reader::contract::Article;
use attache_reader::page::Page;
use attache_reader::syntax::{Parse, Parser, Scratch};
use attache_reader::text::{Sentence, Span};

use super::Outcome;
use super::parse::{each_document, one_line};
use crate::cli;
use crate::render::words;

/// Candidates and pieces of evidence shown for one choice.
const CANDIDATES: usize = 6;
const PIECES: usize = 12;

pub(super) fn run(args: &cli::Explain) -> anyhow::Result<Outcome> {
    each_document(&args.input, args.sentence.as_deref(), |article| with_names(|| document(article)))
}

fn document(article: &Article) -> String {
    let reader = Reader::embedded();
    let page = reader.page(article);
    let mut recorder = Recorder { model: reader.model(), asked: Vec::new() };
    let statements = reader.statements.read(&page, reader.model());
    reader.figures.read_guided(&page, &statements, &mut recorder);
    reader.events.read_guided(&page, &statements, &mut recorder);
    let mut out = String::new();
    let (_, line) = words::heading(article);
    let pair = page.pair.map_or("none".to_owned(), |[a, b]| format!("{a}, {b}"));
    put(&mut out, &format!("document {}\n  {line}\n  pair the text is about: {pair}", article.id));
    let mut scratch = Scratch::default();
    for (number, sentence) in page.text.sentences.iter().enumerate() {
        let span = page.text.span(sentence.tokens());
        put(&mut out, &format!("\nsentence {} ({:?})\n  {}", number + 1, sentence.role, one_line(page.text.slice(span))));
        mentions(&page, span, &mut out);
        for statement in statements.iter().filter(|s| span.contains(Span::new(s.span.start, s.span.start))) {
            put(
                &mut out,
                &format!("  statement ({:?}) of {}: {}", statement.mode, words::speaker(&statement.speaker), quoted(&page, statement.span)),
            );
        }
        put(&mut out, "  tree");
        tree(&page, sentence, &mut scratch, &mut out);
        recorder.asked.iter().filter(|a| span.contains(a.at)).for_each(|a| asked(&page, reader.model(), a, &mut out));
    }
    put(&mut out, "\nrecords");
    for record in words::records(&reader.read(article)) {
        let facts =
            [record.what, record.who, words::short(&record.content, 80), record.when, record.status, words::percent(record.confidence)];
        put(&mut out, &format!("  {} {}", record.id, facts.iter().filter(|f| !f.is_empty()).cloned().collect::<Vec<_>>().join(" | ")));
    }
    out.push('\n');
    out
}

/// Writing to a string can't fail.
fn put(out: &mut String, line: &str) {
    let _ = writeln!(out, "{line}");
}

fn quoted(page: &Page, span: Span) -> String {
    format!("“{}”", words::short(page.text.slice(span), 100))
}

/// A question with its candidates and the answer.
struct Asked {
    question: &'static str,
    at: Span,
    candidates: Vec<Candidate>,
    choice: Option<Choice>,
}

/// Answers as the model does and remembers.
struct Recorder<'m> {
    model: &'m Model,
    asked: Vec<Asked>,
}

impl Guide for Recorder<'_> {
    fn choose(&mut self, question: &'static str, at: Span, candidates: &[Candidate]) -> Option<Choice> {
        let choice = self.model.choose(question, candidates);
        self.asked.push(Asked { question, at, candidates: candidates.to_vec(), choice });
        choice
    }
}

fn mentions(page: &Page, within: Span, out: &mut String) {
    let mut found: Vec<(Span, String)> = Vec::new();
    let amount = |a: &attache_reader::mention::Amount| {
        format!(
            "amount {:?} {}{} {}",
            a.kind,
            a.value.normalize(),
            a.value_max.map(|m| format!("–{}", m.normalize())).unwrap_or_default(),
            a.unit
        )
    };
    found.extend(page.amounts.iter().map(|a| (a.span, amount(a))));
    let period = |p: &attache_reader::mention::PeriodMention| {
        let values: Vec<&str> = p.timexes.iter().map(|t| t.value.as_str()).collect();
        format!("period {:?} {} [{}]", p.role, words::period(p.period), values.join(" "))
    };
    found.extend(page.periods.iter().map(|p| (p.span, period(p))));
    let party = |p: &attache_reader::mention::PartyMention| {
        format!("party {:?} {}", p.form, p.parties.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    };
    found.extend(page.parties.iter().map(|p| (p.span, party(p))));
    let person = |index: Option<usize>| {
        let known = index.and_then(|i| page.people.people.get(i));
        known.map_or_else(
            || "person unresolved".to_owned(),
            |p| {
                format!("person {:?} {:?} {:?} {:?}", p.name, p.role, p.organization, p.country)
                    .replace("None", "-")
                    .replace("Some(", "")
                    .replace(')', "")
            },
        )
    };
    found.extend(page.people.mentions.iter().map(|p| (p.span, person(p.person))));
    found.retain(|(span, _)| within.contains(*span));
    found.sort_by_key(|(span, _)| *span);
    if !found.is_empty() {
        put(out, "  mentions");
    }
    found.iter().for_each(|(span, what)| put(out, &format!("    {:<34} {}", quoted(page, *span), what.trim_end())));
}

/// The dependency tree, each word below its head.
fn tree(page: &Page, sentence: &Sentence, scratch: &mut Scratch, out: &mut String) {
    let mut parse = Parse::default();
    Parser::embedded().parse_tokens(&page.text, sentence.tokens(), scratch, &mut parse);
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); parse.words.len()];
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    for i in (0..parse.words.len()).rev() {
        match parse.head(i).and_then(|head| below.get_mut(head)) {
            Some(children) => children.push(i),
            None => waiting.push((i, 0)),
        }
    }
    while let Some((i, depth)) = waiting.pop() {
        let Some(word) = parse.words.get(i) else { continue };
        let text = page.text.word(sentence.first + i);
        put(out, &format!("    {}{text}  {} {}", "  ".repeat(depth.min(40)), word.upos, word.deprel));
        // The last pushed is taken first, and children were found from the right.
        waiting.extend(below.get(i).into_iter().flatten().map(|child| (*child, depth + 1)));
    }
}

/// One choice: the candidates by score, the winner marked, each with what spoke for and against it.
fn asked(page: &Page, model: &Model, asked: &Asked, out: &mut String) {
    put(out, &format!("  choice: {} for {}", asked.question, quoted(page, asked.at)));
    let best = asked.choice.map(|c| c.best);
    let mut ranked: Vec<(usize, &Candidate, i64)> =
        asked.candidates.iter().enumerate().map(|(i, c)| (i, c, model.score(asked.question, c))).collect();
    ranked.sort_by_key(|(i, _, score)| (std::cmp::Reverse(*score), *i));
    for (i, candidate, score) in ranked.iter().take(CANDIDATES) {
        let (mark, sure) = match asked.choice {
            Some(choice) if best == Some(*i) => ("=>", format!(" ({})", words::percent(choice.probability))),
            _ => ("  ", String::new()),
        };
        put(
            out,
            &format!("   {mark} {:+.2} {}{sure}", thousandths(*score), if candidate.label.is_empty() { "none" } else { &candidate.label }),
        );
        let pieces = evidence(model, asked.question, candidate);
        pieces.iter().take(PIECES).for_each(|(weight, name)| put(out, &format!("          {:+.2} {name}", thousandths(*weight))));
    }
    if ranked.len() > CANDIDATES {
        put(out, &format!("      and {} lower", ranked.len() - CANDIDATES));
    }
}

/// What was noted of a candidate, the heaviest first; what weighs nothing is listed last.
fn evidence(model: &Model, question: &str, candidate: &Candidate) -> Vec<(i64, String)> {
    let name = |i: usize| candidate.evidence.names.get(i).map_or_else(|| "?".to_owned(), |n| n.replace('|', " "));
    let weighed = candidate.evidence.hashes.iter().map(|hash| i64::from(model.weight(question, *hash)));
    let mut pieces: Vec<(i64, String)> = weighed.enumerate().map(|(i, weight)| (weight, name(i))).collect();
    pieces.sort_by_key(|(weight, name)| (std::cmp::Reverse(weight.abs()), name.clone()));
    pieces
}

fn thousandths(score: i64) -> f64 {
    // Scores are small: no digit is lost.
    score as f64 / 1000.0
}

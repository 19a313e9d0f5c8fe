//! `attache parse`: sentences as CoNLL-U.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use attache_reader::contract::Article;
use attache_reader::syntax::{Parse, Parser, Scratch, conllu};
use attache_reader::text::{Sentence, Text};

use super::{Outcome, read, report_problem};
use crate::cli::{self, Input};
use crate::ingest::sources::Sources;
use crate::ingest::{Job, Kind, Problem};
use crate::pipeline;

pub(super) fn run(args: &cli::Parse) -> anyhow::Result<Outcome> {
    each_document(&args.input, args.sentence.as_deref(), document)
}

/// Runs `work` over the sentence given, or over all documents of the input, and prints what it returns in order.
pub(super) fn each_document(input: &Input, sentence: Option<&str>, work: impl Fn(&Article) -> String + Sync) -> anyhow::Result<Outcome> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::default();
    let defaults = input.defaults();
    let named = input.named();
    let given = sentence.map(|s| Job::whole("sentence", Kind::Text, s.as_bytes().to_vec()));
    if given.is_none() {
        input.announce();
    }
    let open = || -> Box<dyn Iterator<Item = Job>> {
        match given {
            Some(job) => Box::new(std::iter::once(job)),
            None => Box::new(Sources::new(&named)),
        }
    };
    let done =
        |job: Job| read::ingested(job, &defaults).into_iter().map(|d| d.and_then(|d| read::guarded(&d.article, &work))).collect::<Vec<_>>();
    pipeline::run(open, input.jobs(), done, |found: Vec<Result<String, Problem>>| {
        for document in found {
            match document {
                Ok(text) => out.write_all(text.as_bytes())?,
                Err(problem) => {
                    outcome.unreadable += 1;
                    report_problem(&problem);
                }
            }
        }
        Ok::<(), io::Error>(())
    })?;
    out.flush()?;
    outcome.summarise();
    Ok(outcome)
}

fn document(article: &Article) -> String {
    let text = Text::new(&article.text);
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = writeln!(out, "# newdoc id = {}", one_line(&article.id));
    let mut scratch = Scratch::default();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let _ = writeln!(out, "# sent_id = {}\n# text = {}", number + 1, one_line(text.slice(text.span(sentence.tokens()))));
        out.push_str(&tree(&text, sentence, &mut scratch));
    }
    out
}

/// A sentence's parse in ten columns.
pub(super) fn tree(text: &Text, sentence: &Sentence, scratch: &mut Scratch) -> String {
    let mut parse = Parse::default();
    Parser::embedded().parse_tokens(text, sentence.tokens(), scratch, &mut parse);
    let words: Vec<&str> = sentence.tokens().map(|i| text.word(i)).collect();
    conllu(&words, &parse)
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

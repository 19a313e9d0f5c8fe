//! Scores the parser on treebanks: `cargo xtask parser-eval FILE.conllu...`.
//!
//! Words are the treebank's own, so that only tagger and parser are measured;
//! punctuation counts, and a relation is right only with its subtype. With `--raw`
//! the reader's own tokens are parsed instead: words are then the same if they
//! cover the same characters, and scores are F1.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;
use std::{fmt, fs};

use anyhow::{Context, Result};
use attache_reader::syntax::{Deprel, Parse, Parser, Scratch};
use attache_reader::text::{Span, Text};

use crate::conllu::{self, GoldSentence};

#[derive(clap::Args)]
pub struct Options {
    /// Treebanks in CoNLL-U
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Parse the reader's own tokens of the running text
    #[arg(long)]
    raw: bool,
    /// Another model than the embedded one
    #[arg(long)]
    model: Option<PathBuf>,
}

/// How many words were right, and how fast.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub words: usize,
    pub upos: usize,
    pub xpos: usize,
    pub heads: usize,
    pub heads_and_labels: usize,
    /// By relation without subtype: in gold, in the parse, in both on the same word with the same head.
    pub relations: BTreeMap<Deprel, [usize; 3]>,
    pub words_per_second: f64,
}

impl Scores {
    /// Labelled attachment score, in percent.
    pub fn las(&self) -> f64 {
        self.percent(self.heads_and_labels)
    }

    fn percent(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.words.max(1) as f64
    }

    fn add(&mut self, gold: &GoldSentence, parse: &Parse) {
        for (gold, word) in gold.words.iter().zip(&parse.words) {
            let same_head = gold.head == word.head;
            self.words += 1;
            self.upos += usize::from(gold.upos == Some(word.upos));
            self.xpos += usize::from(gold.xpos == Some(word.xpos));
            self.heads += usize::from(same_head);
            self.heads_and_labels += usize::from(same_head && gold.deprel == Some(word.deprel));
            let (found, wanted) = (word.deprel.base(), gold.deprel.map(Deprel::base));
            self.relations.entry(found).or_default()[1] += 1;
            if let Some(wanted) = wanted {
                self.relations.entry(wanted).or_default()[0] += 1;
            }
            if same_head && wanted == Some(found) {
                self.relations.entry(found).or_default()[2] += 1;
            }
        }
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [upos, xpos] = [self.upos, self.xpos].map(|count| self.percent(count));
        let [uas, las] = [self.heads, self.heads_and_labels].map(|count| self.percent(count));
        write!(f, "{:6} words  UPOS {upos:.2}  XPOS {xpos:.2}  UAS {uas:.2}  LAS {las:.2}", self.words)?;
        write!(f, "  {:.0} words/s on one core", self.words_per_second)
    }
}

/// Scores a parser on sentences; the time is the best of `rounds`.
pub fn score(parser: &Parser, gold: &[GoldSentence], rounds: usize) -> Scores {
    let sentences: Vec<Vec<&str>> = gold.iter().map(GoldSentence::texts).collect();
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    let mut scores = Scores::default();
    for (sentence, words) in gold.iter().zip(&sentences) {
        parser.parse_into(words, &mut scratch, &mut parse);
        scores.add(sentence, &parse);
    }
    for _ in 0..rounds {
        let start = Clock::start();
        for words in &sentences {
            parser.parse_into(words, &mut scratch, &mut parse);
        }
        let speed = scores.words as f64 / start.seconds();
        scores.words_per_second = scores.words_per_second.max(speed);
    }
    scores
}

/// Measures the time this thread was on a core where the system tells (Linux),
/// so that a busy machine doesn't count; else the time that passed.
struct Clock {
    start: Instant,
    on_core: Option<u64>,
}

impl Clock {
    fn start() -> Self {
        Self { start: Instant::now(), on_core: Self::nanoseconds_on_core() }
    }

    fn nanoseconds_on_core() -> Option<u64> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse().ok().filter(|nanoseconds| *nanoseconds > 0)
    }

    fn seconds(&self) -> f64 {
        match self.on_core.zip(Self::nanoseconds_on_core()) {
            Some((start, end)) if end > start => (end - start) as f64 * 1e-9,
            _ => self.start.elapsed().as_secs_f64(),
        }
    }
}

/// F1 of the relations that occur at least 50 times.
fn relations(scores: &Scores) -> String {
    let mut out = String::new();
    for (relation, [gold, found, both]) in &scores.relations {
        if *gold >= 50 {
            let f1 = 200.0 * *both as f64 / (gold + found) as f64;
            out += &format!("  {relation} {f1:.0}");
        }
    }
    out
}

/// LAS from running text, as F1 in percent, and how many sentences could be compared.
fn score_raw(parser: &Parser, gold: &[GoldSentence]) -> (f64, usize) {
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    let (mut words, mut right, mut sentences) = (0, 0, 0);
    for sentence in gold {
        let text = Text::new(&sentence.text);
        let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let wanted = Attachments::of(sentence.words.iter().map(|word| (length(&word.text), word.head, word.deprel)));
        if wanted.length != length(&sentence.text) {
            continue;
        }
        parser.parse_tokens(&text, 0..text.tokens.len(), &mut scratch, &mut parse);
        let tokens = parse.words.iter().enumerate();
        let found = Attachments::of(tokens.map(|(at, word)| (length(text.word(at)), word.head, Some(word.deprel))));
        sentences += 1;
        words += wanted.all.len() + found.all.len();
        right += found.all.iter().filter(|one| wanted.all.contains(one)).count();
    }
    (200.0 * right as f64 / words.max(1) as f64, sentences)
}

/// The attachments of a sentence by the characters they join, spaces not counted.
struct Attachments {
    /// Where the word starts and ends, where its head starts and ends, and how it depends on it.
    all: Vec<(Span, Span, Option<Deprel>)>,
    length: usize,
}

impl Attachments {
    /// Of words' lengths, heads and relations. Words that only continue another are joined to it.
    fn of(words: impl Iterator<Item = (usize, u32, Option<Deprel>)>) -> Self {
        let (mut spans, mut kept, mut length) = (Vec::<Span>::new(), Vec::new(), 0);
        let mut heads = Vec::new();
        for (at, (len, head, deprel)) in words.enumerate() {
            let first = (head as usize).wrapping_sub(1);
            let continues = deprel == Some(Deprel::Goeswith) && first < at;
            spans.push(Span::new(length, length + len));
            length += len;
            if continues {
                spans[first].end = length;
            } else {
                kept.push(at);
            }
            heads.push((first, deprel));
        }
        let span = |at: usize| spans.get(at).copied().unwrap_or_default();
        let all = kept.into_iter().map(|at| (span(at), span(heads[at].0), heads[at].1)).collect();
        Self { all, length }
    }
}

pub fn run(options: &Options) -> Result<()> {
    let parser = match &options.model {
        Some(model) => Parser::from_bytes(&fs::read(model).with_context(|| model.display().to_string())?)?,
        None => Parser::embedded().clone(),
    };
    for file in &options.files {
        let gold = conllu::read(file)?;
        if options.raw {
            let (las, sentences) = score_raw(&parser, &gold);
            println!("LAS {las:.2} from running text ({sentences} of {} sentences)  {}", gold.len(), file.display());
        } else {
            let scores = score(&parser, &gold, 5);
            println!("{scores}  {}\n       F1:{}", file.display(), relations(&scores));
        }
    }
    Ok(())
}

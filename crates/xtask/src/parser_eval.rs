//! Scores the parser on treebanks: `cargo xtask parser-eval FILE.conllu...`.
//!
//! Words are the treebank's own, so that only tagger and parser are measured;
//! punctuation counts, and a relation is right only with its subtype.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::Instant;

use attache_reader::syntax::{Deprel, Parse, Parser, Scratch};

use crate::conllu::{self, GoldSentence};

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
        let start = Instant::now();
        for words in &sentences {
            parser.parse_into(words, &mut scratch, &mut parse);
        }
        let speed = scores.words as f64 / start.elapsed().as_secs_f64();
        scores.words_per_second = scores.words_per_second.max(speed);
    }
    scores
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

pub fn command(arguments: &[&str]) -> Result<(), String> {
    let (parser, files) = match arguments {
        ["--model", model, files @ ..] => {
            let bytes = std::fs::read(model).map_err(|error| format!("{model}: {error}"))?;
            (Parser::from_bytes(&bytes).map_err(|error| format!("{model}: {error}"))?, files)
        }
        files => (Parser::embedded().clone(), files),
    };
    if files.is_empty() {
        return Err("which treebanks? give one or more CoNLL-U files".to_owned());
    }
    for file in files {
        let scores = score(&parser, &conllu::read(Path::new(file))?, 5);
        println!("{scores}  {file}\n       F1:{}", relations(&scores));
    }
    Ok(())
}

//! Syntax: which word depends on which, as evidence for the rules.
//!
//! A tagger and a dependency parser, trained on openly licensed treebanks and
//! embedded (`data/syntax.model`; its licence and sources stand beside it). Both
//! are greedy, sum small integers, and read a sentence in time proportional to
//! its length; the same words give the same tree on every platform.
//!
//! ```
//! use attache_reader::syntax::{Deprel, Parser};
//! let words = ["Trade", "rose", "12", "percent", "."];
//! let parse = Parser::embedded().parse(&words);
//! assert_eq!(parse.words[0].deprel, Deprel::Nsubj);
//! assert_eq!(parse.head(0), Some(1));
//! ```
//!
//! The tree is right about subjects, objects, prepositions and numerals eight
//! to nine times in ten, about apposition and conjunction less than six: a rule
//! weighs it with other evidence, it doesn't obey it.

use std::fmt::Write;
use std::sync::LazyLock;

pub mod features;
mod labels;
pub mod model;
pub mod parser;
pub mod tagger;
mod tokens;
mod tree;

pub use labels::{Deprel, Upos, Xpos};
pub use tree::{Parse, Word};

use features::{Features, Lexeme};
use model::{Model, Table};
use parser::{Joint, State};
use tagger::FixedTags;

static EMBEDDED: &[u8] = include_bytes!("../../data/syntax.model");

/// Why a file is not a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is not zstd, or cut short.
    NotCompressed,
    /// It decompresses, but a part of it is not as it should be.
    Malformed(&'static str),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotCompressed => f.write_str("not a syntax model: it doesn't decompress"),
            Self::Malformed(part) => write!(f, "not a syntax model: {part} is wrong"),
        }
    }
}

impl std::error::Error for Error {}

/// Tagger and parser with their weights.
#[derive(Clone, Debug)]
pub struct Parser {
    tags: Vec<(Upos, Xpos)>,
    relations: Vec<Deprel>,
    joints: Vec<Option<Joint>>,
    root_label: u8,
    fixed: FixedTags,
    tagger: Table,
    actions: Table,
    labels: Table,
}

/// Buffers a parser works in; keep one for each thread.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    lexemes: Vec<Lexeme>,
    tags: Vec<u8>,
    state: State,
    features: Features,
    /// First token of each word, and the parse of the words, where tokens are finer.
    starts: Vec<u32>,
    merged: Parse,
}

impl Parser {
    /// The parser that ships with the reader, unpacked at its first use.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static PARSER: LazyLock<Parser> =
            LazyLock::new(|| Parser::from_bytes(EMBEDDED).unwrap_or_else(|_| Parser::new(Model::untrained())));
        &PARSER
    }

    /// A parser from a model's file.
    ///
    /// # Errors
    /// If the bytes are not such a file.
    pub fn from_bytes(file: &[u8]) -> Result<Self, Error> {
        Model::from_compressed(file).map(Self::new)
    }

    /// A parser with these weights.
    #[must_use]
    pub fn new(model: Model) -> Self {
        let root = model.relations.iter().position(|relation| *relation == Deprel::Root);
        Self {
            root_label: root.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX),
            joints: model.joints(),
            fixed: FixedTags::new(&model.fixed),
            tags: model.tags,
            relations: model.relations,
            tagger: model.tagger,
            actions: model.actions,
            labels: model.labels,
        }
    }

    /// Reads a sentence, given as words.
    #[must_use]
    pub fn parse(&self, words: &[&str]) -> Parse {
        let mut parse = Parse::default();
        self.parse_into(words, &mut Scratch::default(), &mut parse);
        parse
    }

    /// The same without allocating, once the buffers have grown to the longest sentence.
    pub fn parse_into(&self, words: &[&str], scratch: &mut Scratch, parse: &mut Parse) {
        scratch.lexemes.clear();
        scratch.lexemes.extend(words.iter().map(|word| Lexeme::new(word)));
        self.parse_lexemes(scratch, parse);
    }

    /// Reads the sentence whose words are in `scratch` already.
    fn parse_lexemes(&self, scratch: &mut Scratch, parse: &mut Parse) {
        let Scratch { lexemes, tags, state, features, .. } = scratch;
        tagger::tag(&self.tagger, &self.fixed, lexemes, tags, features);
        state.start(lexemes, tags, &self.joints);
        parser::run(&self.actions, &self.labels, self.root_label, state, features);
        parse.words.clear();
        parse.words.extend((0..state.root()).zip(tags.iter()).map(|(at, tag)| self.word(state, at, *tag)));
    }

    /// What a finished state and a tag say of a word.
    fn word(&self, state: &State, at: u32, tag: u8) -> Word {
        let node = state.node(at);
        let (upos, xpos) = self.tags.get(usize::from(tag)).copied().unwrap_or((Upos::X, Xpos::Unknown));
        let class = (node.label as usize).saturating_sub(1);
        Word {
            upos,
            xpos,
            head: if node.head >= state.root() { 0 } else { node.head + 1 },
            deprel: self.relations.get(class).copied().unwrap_or(Deprel::Dep),
            span: (node.first, node.last.saturating_add(1)),
        }
    }
}

/// The sentence as treebanks write it (CoNLL-U, ten columns, an empty line after it).
#[must_use]
pub fn conllu(words: &[&str], parse: &Parse) -> String {
    let mut out = String::new();
    for (number, (text, word)) in (1..).zip(words.iter().zip(&parse.words)) {
        let Word { upos, xpos, head, deprel, .. } = word;
        let text = if text.is_empty() { "_" } else { text };
        let text = text.replace(['\t', '\n', '\r'], " ");
        let number: usize = number;
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{number}\t{text}\t_\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t_");
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_reads() {
        assert!(Parser::from_bytes(EMBEDDED).is_ok());
    }

    #[test]
    fn any_words_parse_to_one_tree() {
        let parser = Parser::embedded();
        let long = vec!["and"; 5000];
        for words in [&[][..], &[""], &["\u{0}", "\u{feff}", "🦀🦀🦀"], &long] {
            let parse = parser.parse(words);
            assert_eq!(parse.words.len(), words.len());
            assert_eq!(parse.words.iter().filter(|word| word.head == 0).count(), words.len().min(1));
        }
    }

    #[test]
    fn buffers_keep_nothing_of_the_sentence_before() {
        let parser = Parser::embedded();
        let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
        let second = ["Imports", "fell", "."];
        parser.parse_into(&["A", "much", "longer", "sentence", "came", "before", "."], &mut scratch, &mut parse);
        parser.parse_into(&second, &mut scratch, &mut parse);
        assert_eq!(parse, parser.parse(&second));
    }

    #[test]
    fn conllu_has_ten_columns() {
        let words = ["Imports", "fell\tsharply", ""];
        let text = conllu(&words, &Parser::embedded().parse(&words));
        assert!(text.ends_with("\n\n"));
        assert!(text.trim_end().lines().all(|line| line.split('\t').count() == 10));
        assert_eq!(conllu(&[], &Parse::default()), "\n");
    }
}

//! Choice between candidates: a linear model over named evidence, its weights readable in `data/weights.tsv`.
//!
//! A candidate is a list of pieces of evidence, each named in plain English; its score is the sum of their weights (integers, thousandths
//! of a logit, so that every platform computes the same). Abstaining is a candidate too. [`Model::choose`] picks the best and tells how sure
//! it is; the trainer (`cargo xtask train`) asks the reader for all candidates of all questions and learns the weights.
//!
//! ```
//! use attache_reader::choose::{Candidate, Model};
//! let model = Model::parse("question\tevidence\tweight\nstatus\twill before target\t1500\n");
//! let mut will = Candidate::new("target");
//! will.note(&["will before", "target"]);
//! let none = Candidate::new("actual");
//! let choice = model.choose("status", &[none, will]);
//! assert_eq!(choice.map(|c| c.best), Some(1));
//! ```

use rustc_hash::FxHashMap;

use crate::text::Span;

/// One possible answer with the evidence for it.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// What it stands for, for `explain` and the trainer.
    pub label: String,
    pub evidence: Vec<Piece>,
}

/// Evidence: a name and its hash.
#[derive(Clone, Debug)]
pub struct Piece {
    pub hash: u64,
    pub name: Option<Box<str>>,
}

thread_local! {
    static NAMED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs `work` with evidence keeping its names (slower): for `explain` and training.
pub fn with_names<T>(work: impl FnOnce() -> T) -> T {
    let before = NAMED.replace(true);
    let result = work();
    NAMED.set(before);
    result
}

impl Candidate {
    pub fn new(label: impl Into<String>) -> Self {
        Candidate { label: label.into(), evidence: Vec::new() }
    }

    /// Adds evidence named by these parts, joined by spaces.
    pub fn note(&mut self, parts: &[&str]) {
        let name = NAMED.get().then(|| parts.join(" ").into_boxed_str());
        self.evidence.push(Piece { hash: hash(parts), name });
    }
}

/// FNV-1a over the parts joined by spaces, finished by a multiplication.
fn hash(parts: &[&str]) -> u64 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for (k, part) in parts.iter().enumerate() {
        let space: &[u8] = if k == 0 { b"" } else { b" " };
        for byte in space.iter().chain(part.as_bytes()) {
            state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    state
}

/// The best candidate and how probable it is against the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    pub best: usize,
    /// Softmax of the scores.
    pub probability: f64,
}

/// Answers questions: the model when reading, an oracle when training, a recorder when explaining.
pub trait Guide {
    /// The answer among these candidates, for the words at `at`.
    fn choose(&mut self, question: &'static str, at: Span, candidates: &[Candidate]) -> Option<Choice>;
}

impl Guide for &Model {
    fn choose(&mut self, question: &'static str, _at: Span, candidates: &[Candidate]) -> Option<Choice> {
        Model::choose(self, question, candidates)
    }
}

/// Weights by question and evidence.
#[derive(Clone, Debug, Default)]
pub struct Model {
    weights: FxHashMap<u64, i32>,
}

impl Model {
    /// Reads `weights.tsv`: question, evidence, weight in thousandths.
    pub fn parse(source: &str) -> Self {
        let mut weights = FxHashMap::default();
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            if let (Some(question), Some(evidence), Some(Ok(weight))) = (cells.next(), cells.next(), cells.next().map(str::parse::<i32>)) {
                weights.insert(key(question, hash(&[evidence])), weight);
            }
        }
        Model { weights }
    }

    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The candidate's score in thousandths of a logit.
    pub fn score(&self, question: &str, candidate: &Candidate) -> i64 {
        candidate.evidence.iter().map(|p| i64::from(self.weight(question, p))).sum()
    }

    pub fn weight(&self, question: &str, piece: &Piece) -> i32 {
        self.weights.get(&key(question, piece.hash)).copied().unwrap_or(0)
    }

    /// The first best candidate; `None` when there is none.
    pub fn choose(&self, question: &str, candidates: &[Candidate]) -> Option<Choice> {
        let scores: Vec<i64> = candidates.iter().map(|c| self.score(question, c)).collect();
        let (best, top) = scores.iter().enumerate().max_by_key(|(i, s)| (**s, std::cmp::Reverse(*i)))?;
        let sum: f64 = scores.iter().map(|s| exp_thousandths(s - top)).sum();
        Some(Choice { best, probability: 1.0 / sum })
    }
}

fn key(question: &str, evidence: u64) -> u64 {
    hash(&[question]).rotate_left(29) ^ evidence
}

/// e^(x/1000) for x <= 0, by squaring a fixed base: the same bits on every platform, unlike the system's `exp`.
fn exp_thousandths(x: i64) -> f64 {
    const BASE: f64 = 0.999_000_499_833_374_9; // e^-0.001
    let mut n = x.unsigned_abs().min(40_000);
    let (mut power, mut result) = (BASE, 1.0);
    while n > 0 {
        if n & 1 == 1 {
            result *= power;
        }
        power *= power;
        n >>= 1;
    }
    result
}

//! Choice between candidates: a linear model over named evidence, its weights readable in `data/weights.tsv`.
//!
//! A candidate is a list of pieces of evidence, each named in plain English; its score is the sum of their weights (integers, thousandths
//! of a logit, so that every platform computes the same). Abstaining is a candidate too. [`Model::choose`] picks the best and tells how sure
//! it is; the trainer (`cargo xtask train`) asks the reader for all candidates of all questions and learns the weights.
//!
//! A piece is named by its parts, joined by `|` in the file; reading keeps only the parts' hash. Where the answers to a question are always
//! the same few ([`Answers`]), every piece counts for each of them and is looked up once.
//!
//! ```
//! use attache_reader::choose::{Candidate, Model};
//! let model = Model::parse("question\tevidence\tweight\nstatus\twill before|target\t1500\n", &[]);
//! let mut will = Candidate::new("target");
//! will.note(&["will before", "target"]);
//! let none = Candidate::new("actual");
//! let choice = model.choose("status", &[none, will]);
//! assert_eq!(choice.map(|c| c.best), Some(1));
//! ```

use rustc_hash::FxHashMap;

use crate::text::Span;

/// Pieces of evidence: their hashes, and their names while somebody asks for them.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    pub hashes: Vec<u64>,
    pub names: Vec<Box<str>>,
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

fn is_named() -> bool {
    NAMED.get()
}

impl Pieces {
    /// These pieces, each by its parts.
    pub fn of(pieces: &[&[&str]]) -> Self {
        let mut all = Pieces::default();
        pieces.iter().for_each(|parts| all.note(parts));
        all
    }

    /// Adds a piece named by these parts.
    pub fn note(&mut self, parts: &[&str]) {
        self.hashes.push(hash(parts));
        if is_named() {
            self.names.push(parts.join("|").into_boxed_str());
        }
    }

    /// Adds a piece unless it is there.
    pub fn note_new(&mut self, parts: &[&str]) {
        if !self.hashes.contains(&hash(parts)) {
            self.note(parts);
        }
    }

    /// Adds the piece at `index` again, narrowed by one more part.
    pub fn note_narrowed(&mut self, index: usize, part: &str) {
        let Some(wide) = self.hashes.get(index) else { return };
        self.hashes.push(joined(*wide, part));
        if let Some(name) = self.names.get(index).map(|n| format!("{n}|{part}").into_boxed_str()) {
            self.names.push(name);
        }
    }

    pub fn extend(&mut self, other: &Pieces) {
        self.hashes.extend_from_slice(&other.hashes);
        self.names.extend_from_slice(&other.names);
    }

    /// Adds what is not there yet.
    pub fn merge(&mut self, other: Pieces) {
        for (i, hash) in other.hashes.iter().enumerate() {
            if !self.hashes.contains(hash) {
                self.hashes.push(*hash);
                self.names.extend(other.names.get(i).cloned());
            }
        }
    }

    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

/// One possible answer with the evidence for it.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// What it stands for, for `explain` and the trainer.
    pub label: String,
    pub evidence: Pieces,
}

impl Candidate {
    pub fn new(label: impl Into<String>) -> Self {
        Candidate { label: label.into(), evidence: Pieces::default() }
    }

    /// The label is only made while somebody asks for names.
    pub fn labelled(label: impl FnOnce() -> String) -> Self {
        Candidate::new(if is_named() { label() } else { String::new() })
    }

    /// Adds evidence named by these parts.
    pub fn note(&mut self, parts: &[&str]) {
        self.evidence.note(parts);
    }
}

/// A question with fixed answers; what counts for a group counts for each of its answers.
#[derive(Clone, Debug)]
pub struct Answers {
    pub question: &'static str,
    pub labels: Vec<&'static str>,
    /// A group's name and its answers, by their place.
    pub groups: Vec<(&'static str, Vec<usize>)>,
}

impl Answers {
    /// The answers that a label or group stands for.
    fn named(&self, name: &str) -> Vec<usize> {
        match self.labels.iter().position(|l| *l == name) {
            Some(i) => vec![i],
            None => self.groups.iter().find(|(group, _)| *group == name).map(|(_, all)| all.clone()).unwrap_or_default(),
        }
    }

    /// Each answer as a candidate with all evidence spelled out.
    pub fn candidates(&self, pieces: &Pieces) -> Vec<Candidate> {
        let spelled = |i: usize, label: &str| {
            let mut candidate = Candidate::new(label);
            let groups = self.groups.iter().filter(|(_, all)| all.contains(&i)).map(|(group, _)| *group);
            for name in groups.chain([label]) {
                for piece in &pieces.names {
                    candidate.note(&std::iter::once(name).chain(piece.split('|')).collect::<Vec<_>>());
                }
            }
            candidate
        };
        self.labels.iter().enumerate().map(|(i, label)| spelled(i, label)).collect()
    }
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

    /// The answer to a question whose answers are fixed.
    fn classify(&mut self, answers: &Answers, at: Span, pieces: &Pieces) -> Option<Choice> {
        self.choose(answers.question, at, &answers.candidates(pieces))
    }
}

impl Guide for &Model {
    fn choose(&mut self, question: &'static str, _at: Span, candidates: &[Candidate]) -> Option<Choice> {
        Model::choose(self, question, candidates)
    }

    fn classify(&mut self, answers: &Answers, _at: Span, pieces: &Pieces) -> Option<Choice> {
        Model::classify(self, answers, pieces)
    }
}

/// Weights by question and evidence.
#[derive(Clone, Debug, Default)]
pub struct Model {
    questions: FxHashMap<String, FxHashMap<u64, i32>>,
    rows: FxHashMap<&'static str, Rows>,
    /// By how much scores are divided, in thousandths, before they are told as probabilities: fitted on articles the weights were not.
    temperatures: FxHashMap<String, i64>,
}

/// In place of a piece of evidence, the line of a question's temperature.
pub const TEMPERATURE: &str = "(temperature)";

/// One row of weights a piece, as wide as there are answers.
#[derive(Clone, Debug, Default)]
struct Rows {
    width: usize,
    index: FxHashMap<u64, u32>,
    weights: Vec<i32>,
}

impl Rows {
    fn add(&mut self, answers: &Answers, parts: &[&str], weight: i32) {
        let Some((name, piece)) = parts.split_first() else { return };
        let next = (self.weights.len() / self.width.max(1)) as u32;
        let row = *self.index.entry(hash(piece)).or_insert(next) as usize;
        self.weights.resize(self.weights.len().max((row + 1) * self.width), 0);
        for answer in answers.named(name) {
            if let Some(cell) = self.weights.get_mut(row * self.width + answer) {
                *cell += weight;
            }
        }
    }

    fn scores(&self, pieces: &Pieces) -> Vec<i64> {
        let mut scores = vec![0; self.width];
        for row in pieces.hashes.iter().filter_map(|hash| self.index.get(hash)) {
            let start = *row as usize * self.width;
            for (score, weight) in scores.iter_mut().zip(self.weights.get(start..start + self.width).unwrap_or(&[])) {
                *score += i64::from(*weight);
            }
        }
        scores
    }
}

impl Model {
    /// Reads `weights.tsv`: question, evidence, weight in thousandths; `fixed` are the questions with fixed answers.
    pub fn parse(source: &str, fixed: &[&Answers]) -> Self {
        let mut model = Model::default();
        for answers in fixed {
            model.rows.insert(answers.question, Rows { width: answers.labels.len(), ..Rows::default() });
        }
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(question), Some(evidence), Some(Ok(weight))) = (cells.next(), cells.next(), cells.next().map(str::parse::<i32>))
            else {
                continue;
            };
            if evidence == TEMPERATURE {
                model.temperatures.insert(question.to_owned(), i64::from(weight.max(1)));
                continue;
            }
            let parts: Vec<&str> = evidence.split('|').collect();
            if let Some(answers) = fixed.iter().find(|a| a.question == question)
                && let Some(rows) = model.rows.get_mut(question)
            {
                rows.add(answers, &parts, weight);
            }
            model.questions.entry(question.to_owned()).or_default().insert(hash(&parts), weight);
        }
        model
    }

    pub fn is_empty(&self) -> bool {
        self.questions.is_empty()
    }

    /// The candidate's score in thousandths of a logit.
    pub fn score(&self, question: &str, candidate: &Candidate) -> i64 {
        let Some(weights) = self.questions.get(question) else { return 0 };
        candidate.evidence.hashes.iter().filter_map(|hash| weights.get(hash)).map(|w| i64::from(*w)).sum()
    }

    pub fn weight(&self, question: &str, piece: u64) -> i32 {
        self.questions.get(question).and_then(|weights| weights.get(&piece)).copied().unwrap_or(0)
    }

    /// The first best candidate; `None` when there is none.
    pub fn choose(&self, question: &str, candidates: &[Candidate]) -> Option<Choice> {
        best(&candidates.iter().map(|c| self.score(question, c)).collect::<Vec<_>>(), self.temperature(question))
    }

    fn temperature(&self, question: &str) -> i64 {
        self.temperatures.get(question).copied().unwrap_or(1000)
    }

    /// The best of fixed answers: the same as [`Model::choose`] over [`Answers::candidates`], in one look-up a piece.
    pub fn classify(&self, answers: &Answers, pieces: &Pieces) -> Option<Choice> {
        match self.rows.get(answers.question) {
            Some(rows) => best(&rows.scores(pieces), self.temperature(answers.question)),
            None => best(&vec![0; answers.labels.len()], 1000),
        }
    }
}

fn best(scores: &[i64], temperature: i64) -> Option<Choice> {
    let (best, top) = scores.iter().enumerate().max_by_key(|(i, s)| (**s, std::cmp::Reverse(*i)))?;
    let sum: f64 = scores.iter().map(|s| exp_thousandths((s - top) * 1000 / temperature)).sum();
    Some(Choice { best, probability: 1.0 / sum })
}

/// A piece's parts into one number: parts keep their borders ("a b" then "c" is not "a" then "b c").
fn hash(parts: &[&str]) -> u64 {
    parts.iter().fold(0, |state, part| joined(state, part))
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A piece narrowed by one more part; eight bytes at a time.
fn joined(state: u64, part: &str) -> u64 {
    let bytes = part.as_bytes();
    let mut state = (state.rotate_left(23) ^ bytes.len() as u64 ^ 0x5851_F42D_4C95_7F2D).wrapping_mul(FACTOR);
    for chunk in bytes.chunks(8) {
        let mut eight = [0u8; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        state = (state.rotate_left(29) ^ u64::from_le_bytes(eight)).wrapping_mul(FACTOR);
    }
    state ^ (state >> 31)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_score_as_spelled_out() {
        let answers = Answers { question: "q", labels: vec!["a", "b", "c"], groups: vec![("b or c", vec![1, 2])] };
        let source = "q\ta|x\t100\nq\tb or c|y|z\t250\nq\tc|x\t-30\n";
        let model = Model::parse(source, &[&answers]);
        let pieces = with_names(|| {
            let mut pieces = Pieces::default();
            pieces.note(&["x"]);
            pieces.note(&["y", "z"]);
            pieces
        });
        let spelled = model.choose("q", &answers.candidates(&pieces));
        assert_eq!(model.classify(&answers, &pieces), spelled);
        assert_eq!(spelled.map(|c| c.best), Some(1));
    }
}

//! A conditional logit: P(candidate) = softmax of the sum of its evidence's weights, with a plain L2 prior; an example may have several
//! right answers.
//!
//! Fitted by full-batch steps (resilient propagation), so that the weights depend on no shuffle: the same examples give the same weights.
//! Example: of accept and abstain, accept wins where the evidence "phrase|sign" was right more often than not.

use std::collections::HashMap;

use attache_reader::choose::{Answers, Candidate, Pieces};

/// Numbers for the names of evidence, in order of appearance.
#[derive(Default)]
pub struct Names {
    numbers: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl Names {
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let next = self.names.len() as u32;
        self.numbers.insert(name.into(), next);
        self.names.push(name.into());
        next
    }

    pub fn all(&mut self, pieces: &Pieces) -> Vec<u32> {
        pieces.names.iter().map(|name| self.number(name)).collect()
    }
}

/// What was asked: candidates with evidence of their own, or fixed answers over common evidence.
#[derive(Clone, Debug)]
pub enum Evidence {
    Own(Vec<Vec<u32>>),
    Common(Vec<u32>),
}

/// A question as it was asked: the evidence, which answers are right, and how much the example counts.
#[derive(Clone, Debug)]
pub struct Example {
    pub article: usize,
    pub evidence: Evidence,
    pub answers: Vec<bool>,
    pub weight: f32,
    /// Labels and words, for reports.
    pub labels: Vec<String>,
    pub words: String,
}

impl Example {
    pub fn own(names: &mut Names, candidates: &[Candidate], answers: Vec<bool>) -> Self {
        let evidence = Evidence::Own(candidates.iter().map(|c| names.all(&c.evidence)).collect());
        let labels = candidates.iter().map(|c| c.label.clone()).collect();
        Example { article: 0, evidence, answers, weight: 1.0, labels, words: String::new() }
    }

    pub fn common(names: &mut Names, asked: &Answers, pieces: &Pieces, answer: usize) -> Self {
        let answers = (0..asked.labels.len()).map(|i| i == answer).collect();
        let labels = asked.labels.iter().map(|l| (*l).to_owned()).collect();
        Example { article: 0, evidence: Evidence::Common(names.all(pieces)), answers, weight: 1.0, labels, words: String::new() }
    }

    fn pieces(&self) -> Vec<u32> {
        let mut all = match &self.evidence {
            Evidence::Own(candidates) => candidates.concat(),
            Evidence::Common(pieces) => pieces.clone(),
        };
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// How strongly weights are drawn to zero, in how many examples evidence must be seen, and which weights the file leaves out (thousandths).
#[derive(Clone, Copy, Debug)]
pub struct Prior {
    pub l2: f32,
    pub seen: usize,
    pub matters: i32,
}

/// A question's examples over the pieces that are seen often enough.
pub struct Problem<'e> {
    /// The names of the rows, by row.
    kept: Vec<u32>,
    rows: HashMap<u32, u32>,
    /// Labels and groups, each with the answers it counts for; a single one for all where candidates have their own evidence.
    columns: Vec<(&'static str, Vec<usize>)>,
    examples: Vec<Row<'e>>,
    prior: Prior,
}

struct Row<'e> {
    example: &'e Example,
    candidates: Vec<Vec<u32>>,
}

/// Weights by row, one for each column.
pub struct Fitted {
    weights: Vec<f32>,
}

const STEPS: usize = 120;

impl<'e> Problem<'e> {
    pub fn new(examples: &[&'e Example], fixed: Option<&Answers>, prior: Prior) -> Self {
        let mut seen: HashMap<u32, usize> = HashMap::new();
        for example in examples {
            example.pieces().into_iter().for_each(|piece| *seen.entry(piece).or_default() += 1);
        }
        let mut kept: Vec<u32> = seen.into_iter().filter(|(_, n)| *n >= prior.seen).map(|(piece, _)| piece).collect();
        kept.sort_unstable();
        let rows: HashMap<u32, u32> = kept.iter().enumerate().map(|(i, piece)| (*piece, i as u32)).collect();
        let columns = fixed.map_or_else(|| vec![("", Vec::new())], columns);
        let mut problem = Problem { kept, rows, columns, examples: Vec::new(), prior };
        problem.examples = examples.iter().map(|example| Row { example, candidates: problem.candidates(example) }).collect();
        problem
    }

    fn candidates(&self, example: &Example) -> Vec<Vec<u32>> {
        let known = |pieces: &Vec<u32>| pieces.iter().filter_map(|piece| self.rows.get(piece).copied()).collect();
        match &example.evidence {
            Evidence::Own(candidates) => candidates.iter().map(known).collect(),
            Evidence::Common(pieces) => vec![known(pieces)],
        }
    }

    /// How many answers each row scores: all fixed ones, or just its candidate.
    fn width(&self) -> usize {
        self.columns.iter().flat_map(|(_, answers)| answers).max().map_or(1, |last| last + 1)
    }

    /// Resilient propagation: each weight has its own step, which grows while its slope keeps its sign.
    pub fn fit(&self) -> Fitted {
        let count = self.kept.len() * self.columns.len();
        let mut weights = vec![0.0_f32; count];
        let (mut steps, mut before) = (vec![0.05_f32; count], vec![0.0_f32; count]);
        for _ in 0..STEPS {
            let mut slope = self.slope(&weights);
            for i in 0..count {
                let turn = slope[i] * before[i];
                if turn > 0.0 {
                    steps[i] = f32::min(steps[i] * 1.2, 0.5);
                } else if turn < 0.0 {
                    steps[i] = f32::max(steps[i] * 0.5, 1e-5);
                    slope[i] = 0.0;
                }
                if slope[i] != 0.0 {
                    weights[i] -= slope[i].signum() * steps[i];
                }
                before[i] = slope[i];
            }
        }
        Fitted { weights: self.rounded(weights) }
    }

    /// As the file will have them.
    fn rounded(&self, weights: Vec<f32>) -> Vec<f32> {
        let written = |w: f32| (w * 1000.0).round();
        weights.into_iter().map(|w| if written(w).abs() >= self.prior.matters as f32 { written(w) / 1000.0 } else { 0.0 }).collect()
    }

    fn slope(&self, weights: &[f32]) -> Vec<f32> {
        let spread = self.spread(weights);
        let width = self.width();
        let mut by_answer = vec![0.0_f32; self.kept.len() * width];
        for row in &self.examples {
            let gaps = gaps(row.example, &scores(&row.candidates, &spread, width));
            push(&row.candidates, &gaps, width, &mut by_answer);
        }
        let mut slope: Vec<f32> = weights.iter().map(|w| self.prior.l2 * w).collect();
        for (row, sums) in by_answer.chunks(width).enumerate() {
            for (column, (_, answers)) in self.columns.iter().enumerate() {
                let gap: f32 = if answers.is_empty() { sums[0] } else { answers.iter().map(|a| sums[*a]).sum() };
                slope[row * self.columns.len() + column] += gap;
            }
        }
        slope
    }

    /// What each row adds to each answer: its own column and those of the groups.
    fn spread(&self, weights: &[f32]) -> Vec<f32> {
        let width = self.width();
        let mut spread = vec![0.0; self.kept.len() * width];
        for (sums, own) in spread.chunks_mut(width).zip(weights.chunks(self.columns.len())) {
            for ((_, answers), weight) in self.columns.iter().zip(own) {
                if answers.is_empty() {
                    sums[0] += weight;
                }
                answers.iter().for_each(|a| sums[*a] += weight);
            }
        }
        spread
    }

    /// The best answer to each of these examples.
    pub fn answers(&self, fitted: &Fitted, examples: &[&Example]) -> Vec<usize> {
        let (spread, width) = (self.spread(&fitted.weights), self.width());
        let best = |scores: Vec<f32>| (0..scores.len()).fold(0, |b, i| if scores[i] > scores[b] { i } else { b });
        examples.iter().map(|e| best(scores(&self.candidates(e), &spread, width))).collect()
    }

    pub fn accuracy(&self, fitted: &Fitted) -> f64 {
        let asked: Vec<&Example> = self.examples.iter().map(|r| r.example).collect();
        let answers = self.answers(fitted, &asked);
        let right = asked.iter().zip(answers).filter(|(e, best)| e.answers[*best]).count();
        right as f64 / asked.len().max(1) as f64
    }

    /// Evidence and weight in thousandths, those that matter only, by name.
    pub fn lines(&self, fitted: &Fitted, names: &Names) -> Vec<(String, i32)> {
        let mut lines = Vec::new();
        for (piece, own) in self.kept.iter().zip(fitted.weights.chunks(self.columns.len())) {
            let name = &names.names[*piece as usize];
            for ((column, _), weight) in self.columns.iter().zip(own).filter(|(_, w)| **w != 0.0) {
                let evidence = if column.is_empty() { name.to_string() } else { format!("{column}|{name}") };
                lines.push((evidence, (weight * 1000.0).round() as i32));
            }
        }
        lines.sort();
        lines
    }
}

fn columns(fixed: &Answers) -> Vec<(&'static str, Vec<usize>)> {
    let own = fixed.labels.iter().enumerate().map(|(i, label)| (*label, vec![i]));
    own.chain(fixed.groups.iter().cloned()).collect()
}

fn scores(candidates: &[Vec<u32>], spread: &[f32], width: usize) -> Vec<f32> {
    let mut scores = vec![0.0; if width == 1 { candidates.len() } else { width }];
    for (i, rows) in candidates.iter().enumerate() {
        for row in rows {
            let start = *row as usize * width;
            for (score, weight) in scores[i..].iter_mut().zip(&spread[start..start + width]) {
                *score += weight;
            }
        }
    }
    scores
}

/// Softmax minus the softmax among the right answers.
fn gaps(example: &Example, scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
    let all: f32 = powers.iter().sum();
    let right: f32 = powers.iter().zip(&example.answers).filter(|(_, a)| **a).map(|(p, _)| p).sum();
    let wanted = |i: usize| if example.answers[i] { powers[i] / right.max(1e-30) } else { 0.0 };
    (0..scores.len()).map(|i| example.weight * (powers[i] / all - wanted(i))).collect()
}

fn push(candidates: &[Vec<u32>], gaps: &[f32], width: usize, slope: &mut [f32]) {
    for (i, rows) in candidates.iter().enumerate() {
        for row in rows {
            let start = *row as usize * width;
            for (sum, gap) in slope[start..start + width].iter_mut().zip(&gaps[i..]) {
                *sum += gap;
            }
        }
    }
}

/// What scores are best divided by, so that their softmax tells how often an answer is right on articles that the weights were not fitted on.
pub fn temperature(examples: &[Example], fixed: Option<&Answers>, prior: Prior, folds: usize) -> f32 {
    let mut unseen: Vec<(&Example, Vec<f32>)> = Vec::new();
    for fold in 0..folds {
        let (test, train): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|e| e.article % folds == fold);
        let problem = Problem::new(&train, fixed, prior);
        let spread = problem.spread(&problem.fit().weights);
        unseen.extend(test.into_iter().map(|e| (e, scores(&problem.candidates(e), &spread, problem.width()))));
    }
    let surprise = |t: f32| unseen.iter().map(|(e, scores)| surprise(e, scores, t)).sum::<f32>();
    let tried = (10..=60).map(|t| t as f32 / 10.0);
    tried.min_by(|a, b| surprise(*a).total_cmp(&surprise(*b))).unwrap_or(1.0)
}

/// The negative log of the probability of the right answers.
fn surprise(example: &Example, scores: &[f32], temperature: f32) -> f32 {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let power = |s: &f32| ((s - top) / temperature).exp();
    let all: f32 = scores.iter().map(power).sum();
    let right: f32 = scores.iter().zip(&example.answers).filter(|(_, a)| **a).map(|(s, _)| power(s)).sum();
    -(right.max(1e-12) / all).ln()
}

/// Accuracy on articles that the weights were not fitted on; `report` sees every answer.
pub fn cross_validate(
    examples: &[Example],
    fixed: Option<&Answers>,
    prior: Prior,
    folds: usize,
    mut report: impl FnMut(&Example, usize),
) -> f64 {
    let mut right = 0;
    for fold in 0..folds {
        let (test, train): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|e| e.article % folds == fold);
        let problem = Problem::new(&train, fixed, prior);
        let fitted = problem.fit();
        for (example, best) in test.iter().zip(problem.answers(&fitted, &test)) {
            right += usize::from(example.answers[best]);
            report(example, best);
        }
    }
    right as f64 / examples.len().max(1) as f64
}

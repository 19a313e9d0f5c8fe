//! A conditional logit whose examples may have several right answers, fitted by full-batch steps with a plain L2 prior.
//!
//! Full batches make the weights independent of any shuffle: the same examples give the same weights.
//! Example: of accept and abstain, accept wins where the evidence "phrase sign" was right more often than not.

use std::collections::{BTreeMap, HashMap};

/// A question: each candidate's evidence by name, which answers are right, and how much the example counts.
#[derive(Clone, Debug)]
pub struct Example {
    pub candidates: Vec<Vec<Box<str>>>,
    pub answers: Vec<bool>,
    pub weight: f64,
}

/// How strongly weights are drawn to zero, and in how many examples evidence must be seen.
#[derive(Clone, Copy, Debug)]
pub struct Prior {
    pub l2: f64,
    pub seen: usize,
}

const STEPS: usize = 160;

/// An example over feature numbers.
struct Row {
    candidates: Vec<Vec<u32>>,
    answers: Vec<bool>,
    weight: f64,
}

/// Weights in thousandths, those that matter only, by evidence.
pub fn fit(examples: &[&Example], prior: Prior) -> BTreeMap<String, i32> {
    let names = names(examples, prior.seen);
    let index: HashMap<&str, u32> = names.iter().enumerate().map(|(i, n)| (*n, i as u32)).collect();
    let rows: Vec<Row> = examples.iter().map(|e| row(e, &index)).collect();
    let weights = descend(&rows, names.len(), prior.l2);
    let rounded = names.iter().zip(weights).map(|(n, w)| ((*n).to_owned(), (w * 1000.0).round() as i32));
    rounded.filter(|(_, w)| w.abs() >= 10).collect()
}

fn names<'e>(examples: &[&'e Example], enough: usize) -> Vec<&'e str> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples {
        let mut names: Vec<&str> = example.candidates.iter().flatten().map(AsRef::as_ref).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().for_each(|n| *seen.entry(n).or_default() += 1);
    }
    seen.into_iter().filter(|(_, n)| *n >= enough).map(|(name, _)| name).collect()
}

fn row(example: &Example, index: &HashMap<&str, u32>) -> Row {
    let number = |names: &Vec<Box<str>>| names.iter().filter_map(|n| index.get(n.as_ref()).copied()).collect();
    Row { candidates: example.candidates.iter().map(number).collect(), answers: example.answers.clone(), weight: example.weight }
}

/// Resilient propagation: each weight has its own step, which grows while its slope keeps its sign.
fn descend(rows: &[Row], count: usize, l2: f64) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    let mut steps = vec![0.05; count];
    let mut before = vec![0.0; count];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|w| l2 * w).collect();
        rows.iter().for_each(|r| add_slope(r, &weights, &mut slope));
        for i in 0..count {
            let turn = slope[i] * before[i];
            if turn > 0.0 {
                steps[i] = f64::min(steps[i] * 1.2, 0.5);
            } else if turn < 0.0 {
                steps[i] = f64::max(steps[i] * 0.5, 1e-5);
                slope[i] = 0.0;
            }
            if slope[i] != 0.0 {
                weights[i] -= slope[i].signum() * steps[i];
            }
            before[i] = slope[i];
        }
    }
    weights
}

/// Softmax minus the softmax among the right answers.
fn add_slope(row: &Row, weights: &[f64], slope: &mut [f64]) {
    let scores: Vec<f64> = row.candidates.iter().map(|c| c.iter().map(|f| weights[*f as usize]).sum()).collect();
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scores.iter().map(|s: &f64| (s - top).exp()).collect();
    let all: f64 = powers.iter().sum();
    let right: f64 = powers.iter().zip(&row.answers).filter(|(_, a)| **a).map(|(p, _)| p).sum();
    for (i, candidate) in row.candidates.iter().enumerate() {
        let wanted = if row.answers[i] { powers[i] / right.max(1e-300) } else { 0.0 };
        let gap = row.weight * (powers[i] / all - wanted);
        candidate.iter().for_each(|f| slope[*f as usize] += gap);
    }
}

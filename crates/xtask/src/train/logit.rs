//! A conditional logit over candidates: P(candidate) = softmax of the sum of its evidence's weights, with L2 shrinkage.
//!
//! Trained by AdaGrad over a fixed shuffle, so that the same examples give the same weights.
//! Example: of two candidates, the one with the evidence "will before target" wins more often; its weight grows.

use std::collections::{BTreeMap, HashMap};

/// A question as it was asked: each candidate's evidence by name, and which one is right.
pub struct Example {
    pub article: usize,
    pub candidates: Vec<Vec<Box<str>>>,
    pub answer: usize,
    /// Labels and words, for reports.
    pub labels: Vec<String>,
    pub words: String,
}

const EPOCHS: usize = 15;
const RATE: f64 = 0.05;
/// Pull towards zero: strong, because a few hundred examples meet tens of thousands of pieces of evidence.
const SHRINK: f64 = 0.06;
/// Weights smaller than this, in thousandths, are left out of the file.
const MATTERS: i32 = 40;
/// Evidence seen in fewer examples than this is not learned from.
const SEEN: usize = 3;

pub struct Problem<'e> {
    names: Vec<&'e str>,
    examples: Vec<(Vec<Vec<u32>>, usize)>,
}

impl<'e> Problem<'e> {
    pub fn new(examples: &'e [Example]) -> Self {
        Self::of(&examples.iter().collect::<Vec<_>>())
    }

    fn of(examples: &[&'e Example]) -> Self {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for example in examples {
            let mut names: Vec<&str> = example.candidates.iter().flatten().map(AsRef::as_ref).collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().for_each(|n| *seen.entry(n).or_default() += 1);
        }
        let names: Vec<&str> = seen.into_iter().filter(|(_, n)| *n >= SEEN).map(|(name, _)| name).collect();
        let index: HashMap<&str, u32> = names.iter().enumerate().map(|(i, n)| (*n, i as u32)).collect();
        let examples = examples
            .iter()
            .map(|e| {
                let candidates = e.candidates.iter().map(|c| c.iter().filter_map(|n| index.get(n.as_ref()).copied()).collect()).collect();
                (candidates, e.answer)
            })
            .collect();
        Problem { names, examples }
    }

    fn train(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.names.len()];
        let mut squares = vec![1e-3; self.names.len()];
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
        for _ in 0..EPOCHS {
            for i in (1..order.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(i, (state >> 33) as usize % (i + 1));
            }
            for i in &order {
                let (candidates, answer) = &self.examples[*i];
                step(candidates, *answer, &mut weights, &mut squares);
            }
        }
        weights
    }

    /// Weights in thousandths, those that matter only, by name.
    pub fn fit(&self) -> Vec<(&'e str, i32)> {
        let weights = self.train();
        let rounded = self.names.iter().zip(weights).map(|(n, w)| (*n, (w * 1000.0).round() as i32));
        rounded.filter(|(_, w)| w.abs() >= MATTERS).collect()
    }

    pub fn accuracy(&self, fitted: &[(&str, i32)]) -> f64 {
        let known: HashMap<&str, i32> = fitted.iter().copied().collect();
        let weights: Vec<f64> = self.names.iter().map(|n| f64::from(known.get(n).copied().unwrap_or(0))).collect();
        let right = self.examples.iter().filter(|(candidates, answer)| best(candidates, &weights) == *answer).count();
        right as f64 / self.examples.len().max(1) as f64
    }
}

fn scores(candidates: &[Vec<u32>], weights: &[f64]) -> Vec<f64> {
    candidates.iter().map(|c| c.iter().map(|f| weights[*f as usize]).sum()).collect()
}

fn best(candidates: &[Vec<u32>], weights: &[f64]) -> usize {
    let scores = scores(candidates, weights);
    (0..scores.len()).fold(0, |b, i| if scores[i] > scores[b] { i } else { b })
}

fn step(candidates: &[Vec<u32>], answer: usize, weights: &mut [f64], squares: &mut [f64]) {
    let scores = scores(candidates, weights);
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
    let sum: f64 = powers.iter().sum();
    for (i, candidate) in candidates.iter().enumerate() {
        let gradient = powers[i] / sum - f64::from(u8::from(i == answer));
        if gradient.abs() < 1e-4 {
            continue;
        }
        for feature in candidate {
            let f = *feature as usize;
            let g = gradient + SHRINK * weights[f];
            squares[f] += g * g;
            weights[f] -= RATE * g / squares[f].sqrt();
        }
    }
}

/// Accuracy on articles that the weights were not fitted on.
pub fn cross_validate(examples: &[Example], folds: usize, mut report: impl FnMut(&Example, usize)) -> f64 {
    let mut right = 0;
    for fold in 0..folds {
        let (test, train): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|e| e.article % folds == fold);
        let problem = Problem::of(&train);
        let weights: HashMap<&str, i32> = problem.fit().into_iter().collect();
        right += test
            .iter()
            .filter(|e| {
                let scores: Vec<i64> =
                    e.candidates.iter().map(|c| c.iter().map(|n| i64::from(weights.get(n.as_ref()).copied().unwrap_or(0))).sum()).collect();
                let best = (0..scores.len()).fold(0, |b, i| if scores[i] > scores[b] { i } else { b });
                report(e, best);
                best == e.answer
            })
            .count();
    }
    right as f64 / examples.len().max(1) as f64
}

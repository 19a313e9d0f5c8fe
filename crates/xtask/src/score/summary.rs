//! Sums of scores: precision, recall and F1 of each measure, the accuracy of slots, and the calibration error of confidence.
//!
//! Example: 3 right of 4 read and 5 expected is a precision of 0.75, a recall of 0.6 and an F1 of 0.667.

use super::Score;
use super::slots::{NAMES, Slots};

/// The measures in the order they are reported.
pub const MEASURES: [&str; 7] =
    ["figures.found", "figures.core", "figures.exact", "statements.found", "statements.attributed", "events.found", "events.exact"];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub right: usize,
    pub read: usize,
    pub gold: usize,
}

impl Tally {
    pub fn precision(self) -> f64 {
        ratio(self.right, self.read, 0.0)
    }

    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold, 0.0)
    }

    pub fn f1(self) -> f64 {
        ratio(2 * self.right, self.read + self.gold, 1.0)
    }

    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.read += other.read;
        self.gold += other.gold;
    }
}

fn ratio(part: usize, whole: usize, without: f64) -> f64 {
    if whole == 0 { without } else { part as f64 / whole as f64 }
}

/// Scores of several articles.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub articles: usize,
    pub tallies: [Tally; 7],
    pub slots: Vec<Slots>,
    pub sure: Vec<(f64, bool)>,
}

impl Summary {
    pub fn add(&mut self, score: &Score) {
        self.articles += 1;
        for (sum, tally) in self.tallies.iter_mut().zip(score.tallies) {
            sum.add(tally);
        }
        self.slots.extend(&score.slots);
        self.sure.extend(&score.sure);
    }

    pub fn merge(&mut self, other: &Summary) {
        self.articles += other.articles;
        for (sum, tally) in self.tallies.iter_mut().zip(other.tallies) {
            sum.add(tally);
        }
        self.slots.extend(&other.slots);
        self.sure.extend(&other.sure);
    }

    /// The share of aligned figures that have each slot right.
    pub fn slot_accuracy(&self) -> Vec<(&'static str, f64)> {
        if self.slots.is_empty() {
            return Vec::new();
        }
        let share = |k: usize| self.slots.iter().filter(|s| s.right[k]).count() as f64 / self.slots.len() as f64;
        NAMES.iter().enumerate().map(|(k, name)| (*name, share(k))).collect()
    }

    /// Expected calibration error over ten bins of equal mass; `None` where too few records carry a confidence.
    pub fn calibration_error(&self) -> Option<f64> {
        const BINS: usize = 10;
        if self.sure.len() < 10 * BINS {
            return None;
        }
        let mut sure = self.sure.clone();
        sure.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let n = sure.len();
        let bin = |k: usize| {
            let bin = &sure[k * n / BINS..(k + 1) * n / BINS];
            let (claimed, right): (f64, f64) = bin.iter().fold((0.0, 0.0), |sum, (c, r)| (sum.0 + c, sum.1 + f64::from(u8::from(*r))));
            (claimed - right).abs()
        };
        Some((0..BINS).map(bin).sum::<f64>() / n as f64)
    }
}

//! The scorer: a port of `../shared/gold/score.py`, tested against it.
//!
//! Figures are aligned one to one by overlap of their evidence, statements by intersection over union, events by kind, parties and place.
//! Example: a figure read with the right indicator, parties, direction and amount counts as `figures.core`, with period and status as `exact`.

pub mod locate;
pub mod record;
pub mod slots;
mod summary;
#[cfg(test)]
mod tests;

pub use summary::{MEASURES, Summary, Tally};

use std::cmp::Ordering;

use locate::Places;
use record::{Event, Figure, Place, Records, Statement};
use slots::{Slots, compare, periods_equal, same_speaker, sorted};

/// What went wrong with one record; `gold` and `read` are indices into the article's records.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    pub sort: Sort,
    pub why: Vec<&'static str>,
    pub gold: Option<usize>,
    pub read: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Sort {
    Figure,
    Statement,
    Event,
}

/// One article's score.
#[derive(Default)]
pub struct Score {
    /// In the order of [`MEASURES`].
    pub tallies: [Tally; 7],
    /// Of every aligned figure.
    pub slots: Vec<Slots>,
    pub mistakes: Vec<Mistake>,
    /// Confidence of every read record, and whether it is right.
    pub sure: Vec<(f64, bool)>,
}

/// Scores what was read in an article against what was expected.
pub fn score(text: &str, gold: &Records, read: &Records) -> Score {
    let places = locate::places(text, gold);
    let mut score = Score::default();
    score_figures(&mut score, &places, &gold.figures, &read.figures);
    score_statements(&mut score, &places, &gold.statements, &read.statements);
    score_events(&mut score, text, &places, &gold.events, &read.events);
    score
}

/// Greedy one-to-one alignment by descending weight; `None` = not eligible.
fn align<W: PartialOrd>(gold: usize, read: usize, weight: impl Fn(usize, usize) -> Option<W>) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(W, usize, usize)> = Vec::new();
    for i in 0..gold {
        candidates.extend((0..read).filter_map(|j| Some((weight(i, j)?, i, j))));
    }
    candidates.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_taken, mut read_taken) = (vec![false; gold], vec![false; read]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !gold_taken[i] && !read_taken[j] {
            (gold_taken[i], read_taken[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

fn overlap(a: Option<Place>, b: Place) -> usize {
    a.map_or(0, |a| a.1.min(b.1).saturating_sub(a.0.max(b.0)))
}

fn score_figures(score: &mut Score, places: &Places, gold: &[Figure], read: &[Figure]) {
    let pairs = align(gold.len(), read.len(), |i, j| {
        let shared = overlap(places.figures[i], read[j].evidence.place());
        let slots = compare(&gold[i], &read[j]);
        (shared > 0).then_some((slots.exact, slots.core, slots.count(), shared))
    });
    let (mut core, mut exact) = (0, 0);
    let mut right = vec![false; read.len()];
    for &(i, j) in &pairs {
        let slots = compare(&gold[i], &read[j]);
        core += usize::from(slots.core);
        exact += usize::from(slots.exact);
        right[j] = slots.core;
        score.slots.push(slots);
        if !slots.exact {
            score.mistakes.push(Mistake { sort: Sort::Figure, why: slots.wrong(), gold: Some(i), read: Some(j) });
        }
    }
    let tally = |right| Tally { right, read: read.len(), gold: gold.len() };
    score.tallies[0] = tally(pairs.len());
    score.tallies[1] = tally(core);
    score.tallies[2] = tally(exact);
    unpaired(score, Sort::Figure, gold.len(), read.len(), &pairs);
    score.sure.extend(read.iter().zip(right).filter_map(|(r, right)| Some((r.confidence?, right))));
}

fn score_statements(score: &mut Score, places: &Places, gold: &[Statement], read: &[Statement]) {
    let pairs = align(gold.len(), read.len(), |i, j| {
        let (place, other) = (places.statements[i]?, read[j].evidence.place());
        let shared = overlap(Some(place), other);
        let union = (place.1 - place.0) + (other.1 - other.0) - shared;
        let share = shared as f64 / union as f64;
        (share >= 0.5).then_some(share)
    });
    let mut right = vec![false; read.len()];
    for &(i, j) in &pairs {
        right[j] = same_speaker(gold[i].speaker.as_ref(), read[j].speaker.as_ref());
        if !right[j] {
            score.mistakes.push(Mistake { sort: Sort::Statement, why: vec!["speaker"], gold: Some(i), read: Some(j) });
        }
    }
    let attributed = right.iter().filter(|r| **r).count();
    let tally = |right| Tally { right, read: read.len(), gold: gold.len() };
    score.tallies[3] = tally(pairs.len());
    score.tallies[4] = tally(attributed);
    unpaired(score, Sort::Statement, gold.len(), read.len(), &pairs);
    score.sure.extend(read.iter().zip(right).filter_map(|(r, right)| Some((r.confidence?, right))));
}

fn score_events(score: &mut Score, text: &str, places: &Places, gold: &[Event], read: &[Event]) {
    let paragraphs = Paragraphs::new(text);
    let pairs = align(gold.len(), read.len(), |i, j| {
        let (g, r) = (&gold[i], &read[j]);
        if g.kind != r.kind || sorted(g.parties.as_ref()) != sorted(r.parties.as_ref()) {
            return None;
        }
        let overlaps = overlap(places.events[i], r.evidence.place()) > 0;
        let same_day = g.date.is_some() && periods_equal(g.date.as_ref(), r.date.as_ref());
        let near = places.events[i].is_some_and(|p| paragraphs.of(p.0) == paragraphs.of(r.evidence.start));
        (overlaps || same_day || near).then_some((overlaps, same_day, near))
    });
    let mut right = vec![false; read.len()];
    let mut exact = 0;
    for &(i, j) in &pairs {
        right[j] = true;
        if periods_equal(gold[i].date.as_ref(), read[j].date.as_ref()) && gold[i].status == read[j].status {
            exact += 1;
        } else {
            score.mistakes.push(Mistake { sort: Sort::Event, why: vec!["date/status"], gold: Some(i), read: Some(j) });
        }
    }
    let tally = |right| Tally { right, read: read.len(), gold: gold.len() };
    score.tallies[5] = tally(pairs.len());
    score.tallies[6] = tally(exact);
    unpaired(score, Sort::Event, gold.len(), read.len(), &pairs);
    score.sure.extend(read.iter().zip(right).filter_map(|(r, right)| Some((r.confidence?, right))));
}

fn unpaired(score: &mut Score, sort: Sort, gold: usize, read: usize, pairs: &[(usize, usize)]) {
    let missed = (0..gold).filter(|i| !pairs.iter().any(|p| p.0 == *i));
    score.mistakes.extend(missed.map(|i| Mistake { sort, why: vec!["missed"], gold: Some(i), read: None }));
    let spurious = (0..read).filter(|j| !pairs.iter().any(|p| p.1 == *j));
    score.mistakes.extend(spurious.map(|j| Mistake { sort, why: vec!["spurious"], gold: None, read: Some(j) }));
}

/// Numbers paragraphs as score.py does: by empty lines, or by line breaks in a text that has none.
struct Paragraphs {
    /// Code points just behind each break.
    breaks: Vec<usize>,
}

impl Paragraphs {
    fn new(text: &str) -> Self {
        let mark = if text.contains("\n\n") { "\n\n" } else { "\n" };
        let mut breaks = Vec::new();
        let (mut points, mut seen) = (0, 0);
        for (at, found) in text.match_indices(mark) {
            points += text[seen..at + found.len()].chars().count();
            seen = at + found.len();
            breaks.push(points);
        }
        Paragraphs { breaks }
    }

    fn of(&self, at: usize) -> usize {
        self.breaks.partition_point(|b| *b <= at)
    }
}

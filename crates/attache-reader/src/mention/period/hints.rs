//! Does the clause look ahead or back? A month or weekday with no year takes its year from this.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let periods = Periods::new(&Data::embedded());
//! let text = Text::new("He will visit Lima in August.");
//! let found = periods.scan(&text, "2021-05-20".parse().ok(), &[]);
//! assert_eq!(found[0].timexes[0].value, "2021-08");
//! ```

use super::scan::Scan;
use super::words::{Cue, Lead, Word};

/// Words looked at on either side; after "by" and "until" only near ones count.
const BACK: usize = 22;
const BACK_NEAR: usize = 8;
const ON: usize = 14;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    Ahead,
    Back,
}

pub(super) fn looks_ahead(scan: &Scan, first: usize, last: usize) -> bool {
    hint(scan, first, last) == Some(Hint::Ahead)
}

/// The nearest verb or cue before the words decides; with none there, the first one after them.
pub(super) fn hint(scan: &Scan, first: usize, last: usize) -> Option<Hint> {
    if scan.before(first, 1).is_some_and(|k| scan.words[k] == Word::Lead(Lead::Next) || scan.text.is_any(k, &["coming", "upcoming"])) {
        return Some(Hint::Ahead);
    }
    if (1..=4).any(|n| scan.is_before(first, n, &["since"])) {
        return Some(Hint::Back);
    }
    let limit = ends_a_span(scan, first);
    let reach = if limit { BACK_NEAR } else { BACK };
    let floor = first.saturating_sub(reach).max(scan.sentence.first);
    let before = (floor..first).rev().find_map(|k| cue(scan, k));
    let opening = first < scan.sentence.first + 4;
    let after = || (last..(last + ON).min(scan.sentence.last)).find_map(|k| cue(scan, k));
    let found = before.or_else(|| if !limit || opening { after() } else { None });
    if limit { found.or(Some(Hint::Ahead)) } else { found }
}

/// "by", "until", "before" look ahead unless a verb says otherwise.
fn ends_a_span(scan: &Scan, first: usize) -> bool {
    let begins = ["starting", "beginning", "commencing", "effective"];
    if scan.is_before(first, 1, &begins) || scan.is_before(first, 2, &begins) {
        return true;
    }
    let words = ["by", "until", "till", "before", "through"];
    (1..=4).any(|n| {
        scan.is_before(first, n, &words)
            && (1..n).all(|k| scan.is_before(first, k, &["the", "end", "of", "-", "mid", "late", "early", "beginning"]))
    })
}

fn cue(scan: &Scan, k: usize) -> Option<Hint> {
    let word = scan.text.word(k);
    if word.len() < 2 || !word.starts_with(|c: char| c.is_ascii_lowercase() || c == '\'' || c == '’') {
        return None;
    }
    if looks_on(scan, k) {
        return Some(Hint::Ahead);
    }
    let past = scan.is_cue(k, Cue::Behind) || (word.len() > 3 && word.ends_with("ed"));
    (past && !after_be(scan, k)).then_some(Hint::Back)
}

fn looks_on(scan: &Scan, k: usize) -> bool {
    if scan.is_any(k, &["is", "are", "was", "were"]) {
        return scan.is(k + 1, "to") && scan.is_cue(k + 2, Cue::Verb);
    }
    if scan.is_any(k, &["set", "due"]) {
        return scan.is_any(k + 1, &["for", "in", "on", "next"]) || scan.is(k + 1, "to") && scan.is_cue(k + 2, Cue::Verb);
    }
    if scan.is(k, "to") {
        return scan.is_cue(k + 1, Cue::Verb) && !scan.is_before(k, 1, &["able", "helped", "managed", "used", "rose", "fell"]);
    }
    scan.is_cue(k, Cue::Ahead)
}

/// "be held", "the united", "a limited": no verb of its own.
fn after_be(scan: &Scan, k: usize) -> bool {
    scan.is_before(k, 1, &["be", "to", "will", "would", "shall", "should", "the", "a", "an", "being", "by", "for", "its", "their"])
}

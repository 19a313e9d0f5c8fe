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
use super::words::{Lead, Word};

/// Words looked at on either side.
const BACK: usize = 22;
const ON: usize = 14;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    Ahead,
    Back,
}

/// The nearest verb or cue before the words decides; with none there, the first one after them.
pub(super) fn looks_ahead(scan: &Scan, first: usize, last: usize) -> bool {
    if scan.before(first, 1).is_some_and(|k| scan.words[k] == Word::Lead(Lead::Next) || scan.text.is_any(k, &["coming", "upcoming"])) {
        return true;
    }
    let floor = first.saturating_sub(BACK).max(scan.sentence.first);
    let before = (floor..first).rev().find_map(|k| hint(scan, k));
    let found = before.or_else(|| (last..(last + ON).min(scan.sentence.last)).find_map(|k| hint(scan, k)));
    found == Some(Hint::Ahead)
}

fn hint(scan: &Scan, k: usize) -> Option<Hint> {
    let word = scan.text.word(k);
    if word.len() < 2 || !word.is_ascii() {
        return None;
    }
    if scan.text.is_any(k, AHEAD) {
        return Some(Hint::Ahead);
    }
    if is_to_be(scan, k) || is_headline_infinitive(scan, k) {
        return Some(Hint::Ahead);
    }
    if scan.text.is_any(k, BEHIND)
        || (word.len() > 3 && word.ends_with("ed") && word.starts_with(|c: char| c.is_ascii_lowercase()) && !is_adjective(scan, k))
    {
        return Some(Hint::Back);
    }
    None
}

/// "is to visit", "are to be".
fn is_to_be(scan: &Scan, k: usize) -> bool {
    scan.is_any(k, &["is", "are"]) && scan.is(k + 1, "to")
}

/// "Minister to visit Baku": a headline's future.
fn is_headline_infinitive(scan: &Scan, k: usize) -> bool {
    scan.is(k, "to")
        && scan.text.word(k + 1).starts_with(|c: char| c.is_ascii_lowercase())
        && !matches!(scan.word(k + 1), Word::Lead(_))
        && scan.before(k, 1).is_some_and(|p| scan.text.is_capitalized(p))
        && scan.sentence.first < 3
}

/// "united", "limited" beside a noun are no verbs.
fn is_adjective(scan: &Scan, k: usize) -> bool {
    scan.before(k, 1).is_some_and(|p| scan.text.is_any(p, &["the", "a", "an", "be", "to", "been"]))
}

const AHEAD: &[&str] = &[
    "will",
    "shall",
    "'ll",
    "’ll",
    "would",
    "scheduled",
    "planned",
    "due",
    "expected",
    "upcoming",
    "plans",
    "plan",
    "intends",
    "intend",
    "hopes",
    "hope",
    "slated",
    "set",
    "forthcoming",
    "deadline",
    "next",
    "until",
    "expects",
    "expect",
    "going",
    "ahead",
    "won't",
    "may",
    "might",
    "should",
    "must",
    "aims",
    "pledged",
    "delivery",
    "shipment",
    "begins",
    "starts",
    "opens",
    "expire",
    "expires",
    "future",
    "planning",
    "projected",
    "targeted",
    "prepared",
    "promised",
];

const BEHIND: &[&str] = &[
    "was",
    "were",
    "had",
    "has",
    "have",
    "did",
    "said",
    "told",
    "rose",
    "fell",
    "grew",
    "came",
    "went",
    "met",
    "began",
    "made",
    "took",
    "gave",
    "held",
    "sold",
    "bought",
    "sent",
    "saw",
    "won",
    "lost",
    "hit",
    "stood",
    "paid",
    "became",
    "brought",
    "broke",
    "ago",
    "earlier",
    "been",
    "after",
    "left",
    "led",
    "shut",
    "ran",
    "spoke",
    "wrote",
    "put",
    "cut",
    "kept",
    "built",
    "sank",
    "shrank",
    "flew",
    "drew",
    "announced",
    "since",
];

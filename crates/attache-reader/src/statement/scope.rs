//! One sentence as the statement slice sees it: where its own words begin after a dateline, which of its tokens are quoted or bracketed.
//!
//! ```
//! use attache_reader::statement::scope;
//! use attache_reader::text::Text;
//! let text = Text::new("OSLO, May 6 (NNA) - Norway will wait.");
//! assert_eq!(text.word(scope::dateline_end(&text, 0, text.tokens.len())), "Norway");
//! ```

use crate::mention::Quotation;
use crate::text::{Text, TokenKind};

/// The sentence's tokens outside quotations and brackets are its own.
#[derive(Clone, Debug)]
pub struct Scope {
    pub first: usize,
    pub last: usize,
    own: Vec<bool>,
}

impl Scope {
    pub fn new(text: &Text, quotations: &[Quotation], first: usize, last: usize) -> Self {
        let mut own = vec![true; last - first];
        let from = quotations.partition_point(|q| q.tokens.first < first.saturating_sub(2000));
        for quotation in quotations[from..].iter().take_while(|q| q.tokens.first < last) {
            let start = quotation.tokens.first.max(first) - first;
            let end = quotation.tokens.last.min(last);
            for slot in own.iter_mut().take(end.saturating_sub(first)).skip(start) {
                *slot = false;
            }
        }
        let mut depth = 0_usize;
        for i in first..last {
            match text.word(i) {
                "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                _ if depth > 0 => own[i - first] = false,
                _ => {}
            }
        }
        Scope { first, last, own }
    }

    pub fn is_own(&self, i: usize) -> bool {
        i.checked_sub(self.first).and_then(|k| self.own.get(k)).copied().unwrap_or(false)
    }

    /// The first own token from `from` on that is one of these marks.
    pub fn next_mark(&self, text: &Text, from: usize, marks: &[&str]) -> Option<usize> {
        (from..self.last).find(|i| self.is_own(*i) && marks.contains(&text.word(*i)) && !is_in_number(text, *i))
    }

    pub fn previous_mark(&self, text: &Text, before: usize, marks: &[&str]) -> Option<usize> {
        (self.first..before).rev().find(|i| self.is_own(*i) && marks.contains(&text.word(*i)))
    }
}

fn is_in_number(text: &Text, i: usize) -> bool {
    text.kind(i) == Some(TokenKind::Number)
}

/// The token after "OSLO, May 6 (NNA) -", "Bishkek /ANA/", "KUALA LUMPUR:"; `first` when there is no dateline.
pub fn dateline_end(text: &Text, first: usize, last: usize) -> usize {
    let mut slash = false;
    for i in first..last.min(first + 22) {
        let word = text.word(i);
        if i > first && is_dash(text, i) || word == ":" && i > first && is_shouted(text, first, i) {
            return if text.is(i + 1, "-") { i + 2 } else { i + 1 };
        }
        if word == "/" {
            if slash {
                return i + 1;
            }
            slash = text.tokens[i].spaced && i > first;
            continue;
        }
        let fits = text.is_capitalized(i)
            || text.kind(i) != Some(TokenKind::Word)
            || slash
            || text.is_any(i, &["de", "of", "la", "do", "del", "the", "al", "es"]);
        if !fits || matches!(word, "\"" | "“" | "«" | "?" | "!" | ";" | "$" | "%") {
            break;
        }
    }
    city_stop(text, first, last)
}

/// "HELSINKI. Russia's ban", where the stop did not end a sentence.
fn city_stop(text: &Text, first: usize, last: usize) -> usize {
    let stop = (first + 1..last.min(first + 4)).find(|i| text.is(*i, "."));
    stop.filter(|i| is_capitals(text, first, *i)).map_or(first, |i| i + 1)
}

fn is_dash(text: &Text, i: usize) -> bool {
    matches!(text.word(i), "-" | "–" | "—")
        && (text.tokens[i].spaced || text.is(i + 1, "-") || text.is(i - 1, ")"))
        && text.tokens.get(i + 1).is_some_and(|t| t.spaced || text.is(i + 1, "-"))
}

fn is_shouted(text: &Text, first: usize, i: usize) -> bool {
    text.is(i - 1, ")") || is_capitals(text, first, i)
}

fn is_capitals(text: &Text, first: usize, last: usize) -> bool {
    (first..last).all(|k| !text.word(k).chars().any(char::is_lowercase)) && text.word(first).len() > 1
}

/// Where reported words end: before the sentence's stop and what belongs to it.
pub fn trimmed_end(text: &Text, first: usize, last: usize) -> usize {
    let mut end = last;
    while end > first
        && matches!(
            text.word(end - 1),
            "." | "," | ";" | ":" | "—" | "–" | "-" | "…" | "!" | "and" | "but" | "while" | "whereas" | "yet" | "or"
        )
    {
        end -= 1;
    }
    end
}

/// Steps over "on Tuesday", "in a statement", "in Khartoum on Monday", "to reporters", "also", as far as they go.
pub fn skip_adverbials(text: &Text, scope: &Scope, from: usize) -> usize {
    let mut at = from;
    for _ in 0..6 {
        let next = adverbial_end(text, scope, at);
        if next == at {
            break;
        }
        at = next;
    }
    at
}

fn adverbial_end(text: &Text, scope: &Scope, at: usize) -> usize {
    const DAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "earlier",
        "later",
        "here",
        "afterwards",
        "recently",
        "then",
        "tonight",
        "again",
        "separately",
        "publicly",
        "privately",
    ];
    if at >= scope.last {
        return at;
    }
    if text.is(at, "(") {
        return (at + 1..scope.last.min(at + 8)).find(|i| text.is(*i, ")")).map_or(at, |i| i + 1);
    }
    let word = text.word(at);
    if DAYS.contains(&word.to_ascii_lowercase().as_str())
        || word.ends_with("ly") && word.len() > 4 && !text.is_capitalized(at) && text.word(at) != "only" && text.word(at) != "nearly"
    {
        return at + 1;
    }
    if text.is_any(at, &["late", "early", "last", "this"])
        && text.is_any(
            at + 1,
            &[
                "on",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
                "week",
                "month",
                "year",
                "morning",
                "afternoon",
                "evening",
            ],
        )
    {
        return at + if text.is(at + 1, "on") { 1 } else { 2 };
    }
    if !text
        .is_any(at, &["on", "in", "at", "to", "during", "after", "following", "via", "by", "before", "from", "through", "over", "ahead"])
    {
        return at;
    }
    prepositional_end(text, scope, at)
}

/// Heads of phrases that tell when, where or to whom something was said.
#[rustfmt::skip]
const SETTING: &[&str] = &[
    "statement", "interview", "conference", "briefing", "meeting", "speech", "report", "letter", "note", "address", "remarks",
    "reporters", "journalists", "press", "talks", "forum", "session", "ceremony", "release", "post", "tweet", "message", "bulletin",
    "newsletter", "event", "parliament", "television", "radio", "twitter", "facebook", "telegram", "media", "newsmen", "turn", "visit",
    "summit", "sidelines", "opening", "occasion", "comments", "article", "website", "communique", "document", "call", "panel", "hearing",
    "reception", "dinner", "seminar", "deputies", "lawmakers", "capital", "city", "agency", "newspaper", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "afterwards", "announcement", "handing-over",
    "audience",
];

/// A prepositional phrase about when, where or to whom something was said.
fn prepositional_end(text: &Text, scope: &Scope, at: usize) -> usize {
    let mut end = at;
    for i in at + 1..scope.last.min(at + 9) {
        if !scope.is_own(i) || text.is_any(i, &[",", "that", ".", ";", ":"]) {
            break;
        }
        let known = SETTING.contains(&text.word(i).to_lowercase().as_str());
        if known || i == at + 1 && text.is_capitalized(i) && text.is_any(at, &["in", "at", "from"]) && !text.is(i, "the") {
            end = i + 1;
            while end < scope.last && SETTING.contains(&text.word(end).to_lowercase().as_str()) {
                end += 1;
            }
            while end < scope.last && (text.kind(end) == Some(TokenKind::Number) || text.is_capitalized(end) && known_place(text, at, end))
            {
                end += 1;
            }
            if text.is_any(end, &["th", "st", "nd", "rd"]) {
                end += 1;
            }
            break;
        }
    }
    if end > at { end } else { at }
}

fn known_place(text: &Text, at: usize, end: usize) -> bool {
    text.is_any(at, &["in", "at", "to"]) && end < at + 4
}

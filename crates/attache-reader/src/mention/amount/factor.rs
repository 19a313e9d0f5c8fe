//! Multiplications: "doubled", "threefold", "2.5 times", "halved", "twice as much", "twice a week".
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::factor::Factors, text::Text};
//! let factors = Factors::new(&Data::embedded());
//! assert_eq!(factors.word(&Text::new("Trade tripled"), 1).map(|f| f.value.to_string()), Some("3".into()));
//! assert!(factors.word(&Text::new("double taxation"), 0).is_none());
//! ```

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::contract::Direction;
use crate::data::Data;
use crate::mention::amount::number::is_hyphen;
use crate::mention::amount::phrases::lower;
use crate::text::{Text, TokenKind};

/// A word that multiplies, or a frequency ("twice a week": 2, no direction).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    pub last: usize,
    pub value: Decimal,
    pub direction: Option<Direction>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    value: Decimal,
    direction: Direction,
    /// Also an adjective: "double taxation".
    bare: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Factors {
    words: FxHashMap<Box<str>, Row>,
}

impl Factors {
    pub fn new(data: &Data) -> Self {
        let mut factors = Factors::default();
        for row in data.table("factors.tsv").rows() {
            let Ok(value) = row.get("value").parse() else { continue };
            let direction = if row.get("direction") == "down" { Direction::Down } else { Direction::Up };
            let entry = Row { value, direction, bare: row.get("use") == "bare" };
            for word in row.get("words").split(';') {
                factors.words.insert(word.into(), entry);
            }
        }
        factors
    }

    /// Can a factor begin with this word (in lower case)?
    pub fn begins(&self, word: &str) -> bool {
        matches!(word, "twice" | "once" | "thrice") || self.words.contains_key(word)
    }

    pub fn word(&self, text: &Text, at: usize) -> Option<Factor> {
        let word = lower(text.word(at));
        if let Some(count) = ["once", "twice", "thrice"].iter().position(|w| *w == word) {
            return times_word(text, at, Decimal::from(count as u32 + 1));
        }
        let row = self.words.get(word.as_ref())?;
        (!row.bare || multiplies(text, at)).then_some(Factor { last: at + 1, value: row.value, direction: Some(row.direction) })
    }
}

/// "twice as much", "twice the volume": a factor; "twice a week": a count.
fn times_word(text: &Text, at: usize, value: Decimal) -> Option<Factor> {
    let rate = text.is_any(at + 1, &["a", "per", "each", "every"])
        && text.is_any(at + 2, &["day", "week", "month", "year", "fortnight", "quarter"])
        || text.is_any(at + 1, &["weekly", "daily", "monthly", "yearly", "annually"]);
    if rate {
        return Some(Factor { last: at + 1, value, direction: None });
    }
    let multiplies = value > Decimal::ONE
        && (text.is_any(at + 1, &["as", "the", "its", "that", "their", "what", "our", "more", "this"])
            || at > 0 && text.is(at - 1, "than"));
    multiplies.then_some(Factor { last: at + 1, value, direction: Some(Direction::Up) })
}

/// Is "double" here what something does, not an adjective?
fn multiplies(text: &Text, at: usize) -> bool {
    let adjective = [
        "taxation",
        "tax",
        "digit",
        "digits",
        "standard",
        "standards",
        "decker",
        "track",
        "room",
        "rooms",
        "check",
        "agent",
        "bed",
        "citizenship",
        "nationality",
        "whammy",
        "jeopardy",
        "murder",
        "entry",
        "edged",
        "hulled",
        "bogey",
        "fault",
        "act",
        "bill",
        "burden",
        "blow",
        "win",
        "jump",
        "crown",
        "bottom",
        "threat",
        "counting",
        "role",
        "lock",
        "visa",
    ];
    let next = at + 1 + usize::from(is_hyphen(text.word(at + 1)));
    if text.is_any(next, &adjective) {
        return false;
    }
    let auxiliary = [
        "to",
        "will",
        "would",
        "could",
        "can",
        "should",
        "may",
        "might",
        "must",
        "shall",
        "nearly",
        "almost",
        "than",
        "and",
        "ll",
        "'ll",
        "not",
        "did",
        "about",
        "least",
        "over",
        "even",
        "we",
        "they",
        "soon",
        "roughly",
        "now",
        "virtually",
        "practically",
        "was",
        "is",
        "were",
        "are",
        "fully",
    ];
    let object = [
        "in",
        "by",
        "its",
        "their",
        "the",
        "that",
        "our",
        "his",
        "her",
        "this",
        "these",
        "what",
        "from",
        "over",
        "to",
        "trade",
        "bilateral",
        "exports",
        "imports",
        "last",
        "those",
        "mutual",
        "turnover",
        "again",
        "within",
        "as",
        "year",
        "between",
        "since",
        "and",
    ];
    let number = matches!(text.kind(next), Some(TokenKind::Number));
    let ends = text.tokens.get(at + 1).is_none_or(|t| t.paragraph) || matches!(text.word(at + 1), "." | "," | ";");
    at > 0 && text.is_any(at - 1, &auxiliary) || text.is_any(at + 1, &object) || number || ends
}

/// Where "times" or "fold" ends after a number, when it multiplies; `decimal`: the number isn't whole.
pub fn times_after(text: &Text, first: usize, at: usize, decimal: bool) -> Option<usize> {
    let hyphen = usize::from(is_hyphen(text.word(at)) && text.is_glued(at + 1));
    let here = at + hyphen;
    if text.is(here, "fold") {
        return Some(here + 1);
    }
    if text.word(here) == "×" && text.kind(here + 1) != Some(TokenKind::Number)
        || text.is(here, "x") && text.is_glued(here) && !text.is_glued(here + 1)
    {
        return Some(here + 1);
    }
    if !text.is_any(here, &["times", "time"]) || text.is(here, "time") && hyphen == 0 {
        return None;
    }
    let last = here + 1;
    let compared = [
        "more", "higher", "as", "the", "larger", "greater", "bigger", "over", "that", "what", "faster", "less", "lower", "fewer",
        "smaller", "increase", "growth", "its", "their", "compared", "than", "those", "up", "rise", "this",
    ];
    let rate = text.is_any(last, &["a", "per", "each", "every", "weekly", "daily", "in", "since"])
        && text.is_any(last + 1, &["day", "week", "month", "year", "succession", "row"]);
    if rate {
        return None;
    }
    let near = |i: usize| i.checked_sub(1).is_some_and(|i| text.is(i, "by"));
    (decimal || hyphen > 0 || text.is_any(last, &compared) || near(first) || has_change_verb(text, first, 5)).then_some(last)
}

/// The direction that a verb or comparison near the factor gives.
pub fn direction_near(text: &Text, first: usize, last: usize) -> Direction {
    let down = [
        "fell",
        "fall",
        "fallen",
        "falling",
        "decreased",
        "decrease",
        "dropped",
        "drop",
        "declined",
        "decline",
        "reduced",
        "reduce",
        "shrank",
        "shrunk",
        "cut",
        "down",
        "lower",
        "less",
        "fewer",
        "smaller",
        "plunged",
        "plummeted",
    ];
    let found = (first.saturating_sub(5)..first).chain(last..last + 1).any(|i| text.is_any(i, &down));
    if found { Direction::Down } else { Direction::Up }
}

/// Does a verb or noun of change stand in the few tokens before?
pub fn has_change_verb(text: &Text, at: usize, reach: usize) -> bool {
    let stems = [
        "ris",
        "rose",
        "grew",
        "grow",
        "increas",
        "decreas",
        "declin",
        "drop",
        "fell",
        "fall",
        "jump",
        "surg",
        "soar",
        "climb",
        "expand",
        "multipl",
        "exceed",
        "shrank",
        "shrunk",
        "shrink",
        "up",
        "went",
        "swell",
        "swoll",
        "gain",
        "skyrocket",
        "balloon",
        "plung",
        "plummet",
        "boost",
        "rais",
        "went",
        "slump",
        "slid",
        "slip",
        "tumbl",
        "advanc",
        "edg",
    ];
    (at.saturating_sub(reach)..at).any(|i| {
        let word = lower(text.word(i));
        stems.iter().any(|s| word.starts_with(s) && (s.len() > 2 || word.len() == s.len()))
    })
}

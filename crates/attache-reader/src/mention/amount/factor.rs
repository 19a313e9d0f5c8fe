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
use crate::mention::amount::words::Lists;
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
    lists: Lists,
}

impl Factors {
    pub fn new(data: &Data) -> Self {
        let mut factors = Factors { lists: Lists::new(data), ..Factors::default() };
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
            return self.times_word(text, at, Decimal::from(count as u32 + 1));
        }
        let row = self.words.get(word.as_ref())?;
        (!row.bare || self.multiplies(text, at)).then_some(Factor { last: at + 1, value: row.value, direction: Some(row.direction) })
    }

    /// "twice as much", "twice the volume": a factor; "twice a week": a count.
    fn times_word(&self, text: &Text, at: usize, value: Decimal) -> Option<Factor> {
        let unit = text.is_any(at + 1, &["a", "per", "each", "every"]) && self.lists.has("rate's unit", text, at + 2);
        if unit || text.is_any(at + 1, &["weekly", "daily", "monthly", "yearly", "annually"]) {
            return Some(Factor { last: at + 1, value, direction: None });
        }
        let compared = self.lists.has("after twice", text, at + 1) || at > 0 && text.is(at - 1, "than");
        (value > Decimal::ONE && compared).then_some(Factor { last: at + 1, value, direction: Some(Direction::Up) })
    }

    /// Is "double" here what something does, not an adjective?
    fn multiplies(&self, text: &Text, at: usize) -> bool {
        let next = at + 1 + usize::from(is_hyphen(text.word(at + 1)));
        if self.lists.has("double's noun", text, next) {
            return false;
        }
        let number = text.kind(next) == Some(TokenKind::Number);
        let ends = text.tokens.get(at + 1).is_none_or(|t| t.paragraph) || matches!(text.word(at + 1), "." | "," | ";");
        self.lists.has_before("before to double", text, at) || self.lists.has("after to double", text, at + 1) || number || ends
    }

    /// Where "times" or "fold" ends after a number, when it multiplies; `decimal`: the number isn't whole.
    pub fn times_after(&self, text: &Text, first: usize, at: usize, decimal: bool) -> Option<usize> {
        let hyphen = is_hyphen(text.word(at)) && text.is_glued(at + 1);
        let here = at + usize::from(hyphen);
        let last = here + 1;
        let cross = text.word(here) == "×" && text.kind(last) != Some(TokenKind::Number);
        if text.is(here, "fold") || cross || text.is(here, "x") && text.is_glued(here) && !text.is_glued(last) {
            return Some(last);
        }
        let rate = self.lists.has("rate", text, last) && self.lists.has("rate's unit", text, last + 1);
        if rate || !text.is_any(here, &["times", "time"]) || text.is(here, "time") && !hyphen {
            return None;
        }
        let by = first > 0 && text.is(first - 1, "by");
        (decimal || hyphen || by || self.lists.has("after times", text, last) || self.has_change_verb(text, first, 5)).then_some(last)
    }

    /// The direction that a verb or comparison near the factor gives.
    pub fn direction_near(&self, text: &Text, first: usize, last: usize) -> Direction {
        let falls = (first.saturating_sub(5)..first).chain(last..last + 1).any(|i| self.lists.has("falling", text, i));
        if falls { Direction::Down } else { Direction::Up }
    }

    /// Does a verb or noun of change stand in the few tokens before?
    pub fn has_change_verb(&self, text: &Text, at: usize, reach: usize) -> bool {
        (at.saturating_sub(reach)..at).any(|i| self.lists.has_stem("change", text, i))
    }
}

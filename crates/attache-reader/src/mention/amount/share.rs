//! Parts of a whole, as percent: "a fifth", "two thirds", "half of", "one in three", "3/4 of".
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::{number::Numbers, share::Shares}, text::Text};
//! let data = Data::embedded();
//! let (numbers, shares) = (Numbers::new(&data), Shares::new(&data));
//! let text = Text::new("two thirds of them");
//! assert_eq!(shares.read(&text, 0, &numbers).map(|s| s.percent.to_string()), Some("66.7".into()));
//! assert_eq!(shares.read(&Text::new("a third country"), 0, &numbers), None);
//! ```

use rust_decimal::{Decimal, RoundingStrategy};
use rustc_hash::FxHashMap;

use crate::data::Data;
use crate::mention::amount::number::{Numbers, fraction_at, is_hyphen};
use crate::mention::amount::phrases::lower;
use crate::mention::amount::words::Lists;
use crate::text::{Text, TokenKind};

/// Tokens `first..last` say this share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub first: usize,
    pub last: usize,
    pub percent: Decimal,
    /// The percentage is rounded ("a third").
    pub rounded: bool,
    /// "cut in half": a share and a fall.
    pub fell: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Shares {
    parts: FxHashMap<Box<str>, u32>,
    lists: Lists,
}

impl Shares {
    pub fn new(data: &Data) -> Self {
        let rows = data.table("shares.tsv");
        let parts = rows.rows().filter_map(|row| Some((row.get("word").into(), row.get("parts").parse().ok()?)));
        Shares { parts: parts.collect(), lists: Lists::new(data) }
    }

    pub fn read(&self, text: &Text, first: usize, numbers: &Numbers) -> Option<Share> {
        self.slash(text, first)
            .or_else(|| self.named_part(text, first, numbers))
            .or_else(|| self.half(text, first))
            .or_else(|| self.one_in(text, first, numbers))
    }

    /// "3/4 of".
    fn slash(&self, text: &Text, first: usize) -> Option<Share> {
        let (above, below) = fraction_at(text, first)?;
        (text.is(first + 3, "of") && above < below).then(|| share(first, first + 3, above, below)).flatten()
    }

    /// "a fifth", "two-thirds", "three quarters".
    fn named_part(&self, text: &Text, first: usize, numbers: &Numbers) -> Option<Share> {
        let article = text.is_any(first, &["a", "an"]);
        let above = if article { 1 } else { small(text, first, numbers)? };
        let hyphen = is_hyphen(text.word(first + 1)) && text.is_glued(first + 1);
        let at = first + 1 + usize::from(hyphen);
        let word = lower(text.word(at));
        let singular = word.strip_suffix('s').filter(|_| above > 1).unwrap_or(word.as_ref());
        let below = *self.parts.get(singular)?;
        let plural_fits = (above > 1) == (word.len() > singular.len());
        let last = at + 1;
        let stands = match below {
            2 => above == 1 && !self.is_part_of_time(text, first, last) && !text.is_any(last, &["a", "an"]),
            4 => self.is_quarter(text, first, last),
            _ if article => self.ends(text, last),
            _ => hyphen || !self.lists.has("not after a part", text, last),
        };
        (plural_fits && above < below && stands).then(|| share(first, last, above, below)).flatten()
    }

    /// "half of", "half its capacity", "by half", "nearly half"; not "half a year" or "the first half".
    fn half(&self, text: &Text, first: usize) -> Option<Share> {
        let last = first + 1;
        if !text.is(first, "half") || self.lists.has_before("before no half", text, first) || self.is_part_of_time(text, first, last) {
            return None;
        }
        let cut = first > 1 && text.is(first - 1, "in");
        let stands = cut || self.lists.has_before("before a half", text, first) || self.lists.has("after a half", text, last);
        stands.then(|| share(first, last, 1, 2).map(|s| Share { fell: cut, ..s })).flatten()
    }

    /// "half a year", "half an hour", "half-time", "half of 2023".
    fn is_part_of_time(&self, text: &Text, first: usize, last: usize) -> bool {
        let hyphen = is_hyphen(text.word(last));
        let at = last + usize::from(hyphen || text.is_any(last, &["a", "an"]));
        let of = last + 1;
        let in_digits = text.word(of).len() == 4 && text.kind(of) == Some(TokenKind::Number);
        let year = text.is(last, "of") && (in_digits || text.is_any(of, &["the", "this", "last"]) && text.is(of + 1, "year"));
        let ordinal = first > 0 && text.is_any(first - 1, &["first", "second"]);
        self.lists.has("time", text, at) || year || hyphen && text.is_glued(last + 1) || ordinal
    }

    /// "a quarter of exports", "by a quarter"; not "200 a quarter", "the first three quarters", "a quarter of a century".
    fn is_quarter(&self, text: &Text, first: usize, last: usize) -> bool {
        let century = text.reads(last, &["-", "century"])
            || text.is_any(last, &["century", "final", "finals"])
            || text.reads(last, &["of", "a", "century"]);
        if century || self.lists.has_before("before no quarter", text, first) {
            return false;
        }
        if text.is(last, "of") {
            return !self.is_part_of_time(text, first, last);
        }
        self.lists.has_before("before a quarter", text, first) || self.lists.has("after a quarter", text, last)
    }

    /// After "a third": a share unless a noun follows, which would make it an ordinal ("a third country").
    fn ends(&self, text: &Text, last: usize) -> bool {
        let closed = text.tokens.get(last).is_none_or(|t| t.paragraph || t.kind == TokenKind::Symbol && !is_hyphen(text.word(last)));
        closed || self.lists.has("after a share", text, last)
    }

    /// "one in five", "nine out of ten", "one euro in twelve", "one in every three".
    fn one_in(&self, text: &Text, first: usize, numbers: &Numbers) -> Option<Share> {
        let above = small(text, first, numbers).filter(|n| *n > 0)?;
        let noun = above == 1 && !text.is_any(first + 1, &["in", "out"]) && text.kind(first + 1) == Some(TokenKind::Word);
        let at = first + 1 + usize::from(noun);
        let out = text.reads(at, &["out", "of"]);
        if !out && !text.is(at, "in") {
            return None;
        }
        let at = at + 1 + usize::from(out);
        let at = at + usize::from(text.is(at, "every"));
        let below = small(text, at, numbers).filter(|n| *n > above)?;
        let both_ways = text.kind(first) == text.kind(at);
        let last = at + 1;
        let round = below <= 20 || below % 10 == 0;
        let stands = both_ways && round && !self.lists.has("not after one in", text, last) && text.word(last) != ":";
        stands.then(|| share(first, last, above, below)).flatten()
    }
}

fn share(first: usize, last: usize, above: u32, below: u32) -> Option<Share> {
    let exact = Decimal::from(above).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(below))?;
    let percent = exact.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize();
    Some(Share { first, last, percent, rounded: percent != exact, fell: false })
}

/// One word or token below 100.
fn small(text: &Text, at: usize, numbers: &Numbers) -> Option<u32> {
    if text.kind(at) == Some(TokenKind::Number) {
        return text.word(at).parse().ok().filter(|n| *n < 100);
    }
    let number = numbers.read(text, at).filter(|n| !n.is_scaled() && !n.digits)?;
    let value: u32 = number.value.try_into().ok()?;
    (number.last == at + 1 && value < 100).then_some(value)
}

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
}

impl Shares {
    pub fn new(data: &Data) -> Self {
        let rows = data.table("shares.tsv");
        let parts = rows.rows().filter_map(|row| Some((row.get("word").into(), row.get("parts").parse().ok()?)));
        Shares { parts: parts.collect() }
    }

    pub fn read(&self, text: &Text, first: usize, numbers: &Numbers) -> Option<Share> {
        self.slash(text, first)
            .or_else(|| self.named_part(text, first, numbers))
            .or_else(|| half(text, first))
            .or_else(|| one_in(text, first, numbers))
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
            2 => above == 1 && !is_part_of_time(text, first, last) && !text.is_any(last, &["a", "an"]),
            4 => is_quarter(text, first, last),
            _ if article => ends_share(text, last),
            _ => hyphen || !text.is_any(last, &["party", "parties", "country", "countries", "term", "-"]),
        };
        (plural_fits && above < below && stands).then(|| share(first, last, above, below)).flatten()
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

/// "half of", "half its capacity", "by half", "nearly half"; not "half a year" or "the first half".
fn half(text: &Text, first: usize) -> Option<Share> {
    if !text.is(first, "half") {
        return None;
    }
    let before = |words: &[&str]| first > 0 && text.is_any(first - 1, words);
    let last = first + 1;
    if before(&[
        "first", "second", "last", "other", "next", "latter", "and", "early", "late", "top", "bottom", "previous", "former", "each",
        "every", "one", "a",
    ]) || is_part_of_time(text, first, last)
    {
        return None;
    }
    let cut = before(&["in"]) && first > 1;
    let measured = before(&[
        "by",
        "nearly",
        "almost",
        "about",
        "than",
        "over",
        "only",
        "just",
        "some",
        "roughly",
        "under",
        "around",
        "least",
        "approximately",
        "to",
        "barely",
        "virtually",
        "up",
    ]);
    let follows = text.is_any(
        last,
        &[
            "of", "the", "its", "their", "our", "his", "her", "my", "that", "this", "these", "those", "all", "as", "were", "are", "was",
            "is", "went", "come", "comes", "goes", "go",
        ],
    );
    (cut || measured || follows).then(|| share(first, last, 1, 2).map(|s| Share { fell: cut, ..s })).flatten()
}

/// "half a year", "half an hour", "half-time", "half of 2023".
fn is_part_of_time(text: &Text, first: usize, last: usize) -> bool {
    let time = [
        "year", "years", "time", "hour", "hours", "month", "day", "century", "decade", "way", "past", "brother", "sister", "term", "price",
        "dozen", "million", "billion",
    ];
    let at = last + usize::from(is_hyphen(text.word(last)) || text.is_any(last, &["a", "an"]));
    let of = last + usize::from(text.is(last, "of"));
    let year = of > last
        && (text.word(of).len() == 4 && text.kind(of) == Some(TokenKind::Number)
            || text.reads(of, &["the", "year"])
            || text.reads(of, &["this", "year"])
            || text.reads(of, &["last", "year"]));
    text.is_any(at, &time)
        || year
        || is_hyphen(text.word(last)) && text.is_glued(last + 1)
        || first > 0 && text.is_any(first - 1, &["first", "second"])
}

/// "a quarter of exports", "by a quarter"; not "200 a quarter", "the first three quarters", "a quarter of a century".
fn is_quarter(text: &Text, first: usize, last: usize) -> bool {
    let before = |words: &[&str]| first > 0 && text.is_any(first - 1, words);
    if before(&["first", "last", "past", "next", "previous", "recent", "consecutive", "straight", "other", "these", "those", "for"])
        || text.reads(last, &["-", "century"])
        || text.is_any(last, &["century", "final", "finals"])
    {
        return false;
    }
    if text.is(last, "of") {
        return !text.reads(last, &["of", "a", "century"]) && !is_part_of_time(text, first, last);
    }
    before(&[
        "by",
        "than",
        "about",
        "nearly",
        "almost",
        "around",
        "over",
        "only",
        "just",
        "roughly",
        "some",
        "to",
        "up",
        "down",
        "fell",
        "rose",
        "fall",
        "rise",
        "grew",
        "dropped",
        "at",
        "is",
        "was",
        "approximately",
        "least",
        "under",
        "takes",
        "took",
        "which",
    ]) || text
        .is_any(last, &["less", "more", "fewer", "higher", "lower", "was", "were", "are", "came", "come", "comes", "went", "goes", "go"])
}

/// After "a third": a share unless a noun follows, which would make it an ordinal ("a third country").
fn ends_share(text: &Text, last: usize) -> bool {
    let after = [
        "of", "more", "less", "fewer", "higher", "lower", "on", "from", "to", "in", "over", "compared", "since", "last", "this", "during",
        "as", "were", "was", "are", "is", "come", "comes", "go", "goes", "went", "came", "and", "or", "between", "against", "by", "at",
        "with", "up", "down", "year", "each", "that", "but", "while", "after", "within", "smaller", "larger", "bigger",
    ];
    text.tokens.get(last).is_none_or(|t| t.paragraph || t.kind == TokenKind::Symbol && !is_hyphen(text.word(last)))
        || text.is_any(last, &after)
}

/// "one in five", "nine out of ten", "one euro in twelve", "one in every three".
fn one_in(text: &Text, first: usize, numbers: &Numbers) -> Option<Share> {
    let above = small(text, first, numbers).filter(|n| *n > 0)?;
    let noun = usize::from(above == 1 && !text.is_any(first + 1, &["in", "out"]) && text.kind(first + 1) == Some(TokenKind::Word));
    let at = first + 1 + noun;
    let out = text.reads(at, &["out", "of"]);
    if !out && !text.is(at, "in") {
        return None;
    }
    let at = at + 1 + usize::from(out);
    let at = at + usize::from(text.is(at, "every"));
    let below = small(text, at, numbers).filter(|n| *n > above)?;
    let both_ways = text.kind(first) == text.kind(at);
    let last = at + 1;
    let spans_time =
        text.is_any(last, &["years", "months", "weeks", "days", "hours", "minutes", "decades", "countries", "cities", "-", "percent", "%"]);
    let round = below <= 20 || below % 10 == 0;
    (both_ways && round && !spans_time && text.word(last) != ":").then(|| share(first, last, above, below)).flatten()
}

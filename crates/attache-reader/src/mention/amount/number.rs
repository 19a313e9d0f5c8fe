//! Numbers: digits in the styles of the world, words, fractions and scales.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::number::Numbers, text::Text};
//! let numbers = Numbers::new(&Data::embedded());
//! let value = |raw: &str| numbers.read(&Text::new(raw), 0).map(|n| n.value.normalize().to_string());
//! assert_eq!(value("14 082 176.75 thousand"), Some("14082176750".into()));
//! assert_eq!(value("one and a half million"), Some("1500000".into()));
//! assert_eq!(value("1.234.567"), Some("1234567".into()));
//! ```

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use rustc_hash::FxHashMap;

use crate::data::Data;
use crate::mention::amount::phrases::lower;
use crate::text::{Text, TokenKind};

/// A number with its scale words: tokens `first..last`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub first: usize,
    pub last: usize,
    pub value: Decimal,
    /// What a scale word ("million") multiplied it by; 1 without one.
    pub scale: Decimal,
    /// Written in digits.
    pub digits: bool,
    /// A scale that is only one beside a currency ("€5m", "$3t"): the number without it.
    pub bare: Option<(usize, Decimal)>,
}

impl Number {
    /// The one token at `at`, its value unread.
    pub fn plain(at: usize) -> Self {
        Number { first: at, last: at + 1, value: Decimal::ONE, scale: Decimal::ONE, digits: true, bare: None }
    }

    pub fn is_scaled(&self) -> bool {
        self.scale != Decimal::ONE
    }

    /// The same number when a one-letter scale turns out to be none ("500 m" of cable).
    pub fn without_letter(self) -> Number {
        match self.bare {
            Some((last, value)) => Number { last, value, scale: Decimal::ONE, bare: None, ..self },
            None => self,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Unit,
    Ten,
    Hundred,
    Dozen,
    Scale,
    /// A scale beside a currency only.
    Money,
    /// A scale right after a digit only.
    Glued,
}

#[derive(Clone, Debug, Default)]
pub struct Numbers {
    words: FxHashMap<Box<str>, (Kind, Decimal)>,
    /// One-letter and other scales that hang on a digit or a currency.
    letters: FxHashMap<Box<str>, (Kind, Decimal)>,
}

const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;
/// No number in the news needs more words.
const MAX_WORDS: usize = 16;

impl Numbers {
    pub fn new(data: &Data) -> Self {
        let mut numbers = Numbers::default();
        for row in data.table("numbers.tsv").rows() {
            let kind = match row.get("kind") {
                "unit" => Kind::Unit,
                "ten" => Kind::Ten,
                "hundred" => Kind::Hundred,
                "dozen" => Kind::Dozen,
                "scale" => Kind::Scale,
                "money" => Kind::Money,
                _ => Kind::Glued,
            };
            let Ok(value) = row.get("value").parse::<Decimal>() else { continue };
            let target = if matches!(kind, Kind::Money | Kind::Glued) { &mut numbers.letters } else { &mut numbers.words };
            target.insert(row.get("word").into(), (kind, value));
        }
        numbers
    }

    /// Can a number begin with this word?
    pub fn begins(&self, word: &str) -> bool {
        self.words.get(lower(word).as_ref()).is_some_and(|(kind, _)| matches!(kind, Kind::Unit | Kind::Ten) || !word.ends_with('s'))
    }

    /// The number that begins at token `first`.
    pub fn read(&self, text: &Text, first: usize) -> Option<Number> {
        match text.kind(first)? {
            TokenKind::Number => self.digits(text, first),
            TokenKind::Symbol => symbol_fraction(text.word(first)).map(|value| {
                let number = Number { first, last: first + 1, value, scale: Decimal::ONE, digits: true, bare: None };
                self.scaled(text, number).unwrap_or(number)
            }),
            TokenKind::Word => self.in_words(text, first),
        }
    }

    fn digits(&self, text: &Text, first: usize) -> Option<Number> {
        let (mut last, mut value) = digit_groups(text, first)?;
        if let Some((end, part)) = mixed_fraction(text, last) {
            (last, value) = (end, value.checked_add(part)?);
        }
        let number = Number { first, last, value, scale: Decimal::ONE, digits: true, bare: None };
        let number = and_a_half(text, number);
        let scaled = self.scaled(text, number).unwrap_or(number);
        Some(self.followed_by_smaller(text, scaled))
    }

    /// "1 million 250 thousand": a second number of a smaller scale is added.
    fn followed_by_smaller(&self, text: &Text, number: Number) -> Number {
        if !number.is_scaled() || text.kind(number.last) != Some(TokenKind::Number) || text.tokens[number.last].line {
            return number;
        }
        let Some((last, value)) = digit_groups(text, number.last) else { return number };
        let part = Number { first: number.last, last, value, scale: Decimal::ONE, digits: true, bare: None };
        let Some(part) = self.scaled(text, part) else { return number };
        match number.value.checked_add(part.value) {
            Some(value) if part.value < number.scale && part.bare.is_none() => Number { last: part.last, value, ..number },
            _ => number,
        }
    }

    /// The number with the scale words that follow; `None` when none does.
    fn scaled(&self, text: &Text, number: Number) -> Option<Number> {
        let mut scaled = number;
        while scaled.last - number.last < MAX_WORDS {
            let hyphen = usize::from(is_hyphen(text.word(scaled.last)) && text.is_glued(scaled.last) && text.is_glued(scaled.last + 1));
            let at = scaled.last + hyphen;
            let Some((kind, scale)) = self.scale_at(text, at, scaled.is_scaled()) else { break };
            let Some((value, total)) = scaled.value.checked_mul(scale).zip(scaled.scale.checked_mul(scale)) else { break };
            let stop = usize::from(kind == Kind::Scale && text.word(at).len() < 4 && stops_abbreviation(text, at + 1));
            let bare = (kind != Kind::Scale && kind != Kind::Hundred).then_some((scaled.last, scaled.value));
            scaled = Number { last: at + 1 + stop, value, scale: total, bare, ..scaled };
            if kind != Kind::Scale && kind != Kind::Hundred {
                break;
            }
        }
        (scaled.last > number.last).then_some(scaled)
    }

    fn scale_at(&self, text: &Text, at: usize, again: bool) -> Option<(Kind, Decimal)> {
        let word = text.word(at);
        if word.is_empty() || text.tokens[at].paragraph {
            return None;
        }
        let key = lower(word);
        if let Some(found @ (Kind::Scale | Kind::Hundred, _)) = self.words.get(key.as_ref()) {
            return Some(*found);
        }
        if key == "dozen" || key == "dozens" {
            return self.words.get("dozen").map(|(_, v)| (Kind::Scale, *v));
        }
        let (kind, value) = *self.letters.get(key.as_ref()).filter(|_| !again)?;
        (kind == Kind::Money || text.is_glued(at)).then_some((kind, value))
    }

    /// A scale named without a number: "million", "thousands", "mln", "'000", with its end.
    pub fn scale_named(&self, text: &Text, at: usize) -> Option<(usize, Decimal)> {
        let quoted = at + usize::from(matches!(text.word(at), "'" | "’" | "‘"));
        if text.word(quoted) == "000" {
            return Some((quoted + 1 + usize::from(text.is(quoted + 1, "s")), Decimal::ONE_THOUSAND));
        }
        let key = lower(text.word(at));
        let find = |word: &str| self.words.get(word).filter(|(kind, _)| *kind == Kind::Scale).or_else(|| self.letters.get(word));
        let (_, value) = find(key.as_ref()).or_else(|| find(key.strip_suffix('s')?))?;
        Some((at + 1 + usize::from(text.word(at + 1) == "." && text.is_glued(at + 1)), *value))
    }

    /// "twenty-five", "two hundred and fifty thousand", "a dozen", "half a billion", "one and a half million".
    fn in_words(&self, text: &Text, first: usize) -> Option<Number> {
        if let Some(number) = self.part_of_scale(text, first) {
            return Some(number);
        }
        let (at, article) = if text.is_any(first, &["a", "an"]) { (first + 1, true) } else { (first, false) };
        let word = text.word(at);
        let begins_with_scale = matches!(self.words.get(lower(word).as_ref()), Some((Kind::Hundred | Kind::Dozen | Kind::Scale, _)));
        if article && !begins_with_scale {
            return score(text, first);
        }
        if begins_with_scale && (word.ends_with('s') || !article && !lacks_article(text, first)) {
            return None;
        }
        if text.kind(at) == Some(TokenKind::Number) {
            return None;
        }
        let mut sum = Sum::default();
        let last = self.add_words(text, at, &mut sum)?;
        let number = Number { first, last, value: sum.total.checked_add(sum.current)?, scale: sum.scale(), digits: false, bare: None };
        let number = if article { number } else { and_a_half(text, number) };
        let number = if number.last > last { self.scaled(text, number).unwrap_or(number) } else { number };
        Some(number)
    }

    fn add_words(&self, text: &Text, first: usize, sum: &mut Sum) -> Option<usize> {
        let mut at = first;
        let mut last = None;
        while at < first + MAX_WORDS {
            let word = text.word(at);
            if at > first && text.tokens.get(at).is_none_or(|t| t.paragraph) {
                break;
            }
            let joins = last == Some(at) && (is_hyphen(word) && text.is_glued(at) || text.is(at, "and") && sum.takes_and());
            if joins && self.words.get(lower(text.word(at + 1)).as_ref()).is_some_and(|(k, v)| sum.takes(*k, *v)) {
                at += 1;
                continue;
            }
            let Some((kind, value)) = self.words.get(lower(word).as_ref()) else { break };
            if !sum.takes(*kind, *value) || !sum.add(*kind, *value) {
                break;
            }
            at += 1;
            last = Some(at);
        }
        last
    }

    /// "half a million", "a quarter of a billion", "three quarters of a million".
    fn part_of_scale(&self, text: &Text, first: usize) -> Option<Number> {
        let (at, part) = if text.is(first, "half") {
            (first + 1, HALF)
        } else if text.reads(first, &["a", "half"]) {
            (first + 2, HALF)
        } else if text.is_any(first, &["a", "one"]) && text.reads(first + 1, &["quarter", "of"]) {
            (first + 3, HALF.checked_mul(HALF)?)
        } else if text.reads(first, &["three", "quarters", "of"]) || text.reads(first, &["three-quarters", "of"]) {
            (first + 3, Decimal::from_parts(75, 0, 0, false, 2))
        } else {
            return None;
        };
        let hyphen = usize::from(is_hyphen(text.word(at)));
        let article = usize::from(text.is_any(at + hyphen, &["a", "an"]));
        let at = at + hyphen + article;
        let (_, scale) = self.words.get(lower(text.word(at)).as_ref()).filter(|(k, _)| matches!(k, Kind::Scale | Kind::Dozen))?;
        let number = Number { first, last: at + 1, value: part.checked_mul(*scale)?, scale: *scale, digits: false, bare: None };
        Some(self.scaled(text, number).unwrap_or(number))
    }
}

/// A number in words while it is added up.
#[derive(Default)]
struct Sum {
    total: Decimal,
    current: Decimal,
    smallest: Option<Decimal>,
    last: Option<Kind>,
}

impl Sum {
    fn scale(&self) -> Decimal {
        self.smallest.unwrap_or(Decimal::ONE)
    }

    fn takes_and(&self) -> bool {
        matches!(self.last, Some(Kind::Hundred | Kind::Scale))
    }

    /// Can this word go on with the number so far?
    fn takes(&self, kind: Kind, value: Decimal) -> bool {
        match (self.last, kind) {
            (_, Kind::Money | Kind::Glued) => false,
            (None, _) => true,
            (Some(Kind::Ten), Kind::Unit) => value < Decimal::TEN && value > Decimal::ZERO,
            (Some(Kind::Hundred | Kind::Scale), Kind::Unit | Kind::Ten) => true,
            (Some(Kind::Unit | Kind::Ten), Kind::Hundred) => self.current < HUNDRED,
            (Some(Kind::Unit | Kind::Ten), Kind::Dozen) => true,
            (Some(_), Kind::Scale) => {
                self.smallest.is_none_or(|s| value < s && self.last != Some(Kind::Scale)) || self.last == Some(Kind::Scale)
            }
            _ => false,
        }
    }

    fn add(&mut self, kind: Kind, value: Decimal) -> bool {
        let sum = match kind {
            Kind::Unit | Kind::Ten => self.current.checked_add(value),
            Kind::Hundred | Kind::Dozen => self.current.max(Decimal::ONE).checked_mul(value),
            _ if self.last == Some(Kind::Scale) && self.current.is_zero() => {
                let Some(total) = self.total.checked_mul(value) else { return false };
                self.total = total;
                self.smallest = Some(value);
                Some(Decimal::ZERO)
            }
            _ => {
                let Some(total) = self.current.max(Decimal::ONE).checked_mul(value).and_then(|v| self.total.checked_add(v)) else {
                    return false;
                };
                self.total = total;
                self.smallest = Some(value);
                Some(Decimal::ZERO)
            }
        };
        self.last = Some(kind);
        sum.map(|s| self.current = s).is_some()
    }
}

pub fn is_hyphen(word: &str) -> bool {
    matches!(word, "-" | "\u{2010}" | "\u{2011}" | "–")
}

/// "bn.", "mln." before more words: the stop belongs to the abbreviation.
fn stops_abbreviation(text: &Text, at: usize) -> bool {
    text.word(at) == "." && text.is_glued(at) && text.word(at + 1).chars().next().is_some_and(|c| c.is_lowercase() || "$€£".contains(c))
}

/// "more than hundred companies": only after such words a scale stands for one of itself, not after "several".
fn lacks_article(text: &Text, first: usize) -> bool {
    first > 0 && text.is_any(first - 1, &["than", "over", "about", "around", "nearly", "almost", "least", "roughly"])
}

/// "a score of planes".
fn score(text: &Text, first: usize) -> Option<Number> {
    let value = Decimal::from_u32(20)?;
    (text.reads(first, &["a", "score", "of"]) && text.kind(first + 3) == Some(TokenKind::Word)).then_some(Number {
        first,
        last: first + 3,
        value,
        scale: Decimal::ONE,
        digits: false,
        bare: None,
    })
}

/// "two and a half", "2-and-a-half".
fn and_a_half(text: &Text, number: Number) -> Number {
    let at = number.last;
    let last = if text.reads(at, &["and", "a", "half"]) || text.reads(at, &["-", "and", "-"]) && text.is(at + 5, "half") {
        at + if text.is(at, "and") { 3 } else { 6 }
    } else {
        return number;
    };
    let half = number.scale.checked_mul(HALF).unwrap_or(HALF);
    number.value.checked_add(half).map_or(number, |value| Number { last, value, ..number })
}

/// "½" and its like.
fn symbol_fraction(word: &str) -> Option<Decimal> {
    let hundredths = match word {
        "½" => 5000,
        "¼" => 2500,
        "¾" => 7500,
        "⅓" => 3333,
        "⅔" => 6667,
        "⅕" => 2000,
        "⅛" => 1250,
        "⅜" => 3750,
        "⅝" => 6250,
        "⅞" => 8750,
        _ => return None,
    };
    Some(Decimal::from_parts(hundredths, 0, 0, false, 4))
}

/// After a whole number: "1 1/2", "1-1/2", "1½".
fn mixed_fraction(text: &Text, at: usize) -> Option<(usize, Decimal)> {
    if let Some(part) = symbol_fraction(text.word(at)).filter(|_| text.is_glued(at)) {
        return Some((at + 1, part));
    }
    let at = at + usize::from(is_hyphen(text.word(at)) && text.is_glued(at));
    let (above, below) = fraction_at(text, at)?;
    (above < below && below <= 16).then(|| Some((at + 3, Decimal::from(above).checked_div(Decimal::from(below))?))).flatten()
}

/// "3/4" at a token.
pub fn fraction_at(text: &Text, at: usize) -> Option<(u32, u32)> {
    if text.kind(at) != Some(TokenKind::Number) || text.word(at + 1) != "/" || !text.is_glued(at + 1) || !text.is_glued(at + 2) {
        return None;
    }
    let (above, below) = (text.word(at).parse::<u32>().ok()?, text.word(at + 2).parse::<u32>().ok()?);
    (below > 0 && text.word(at + 3) != "/").then_some((above, below))
}

/// One number token, with the groups of three that spaces part ("14 082 176.75").
fn digit_groups(text: &Text, first: usize) -> Option<(usize, Decimal)> {
    let mut digits = text.word(first).to_owned();
    let mut last = first + 1;
    if (1..=3).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) {
        while let Some(group) = space_group(text, last) {
            digits.push_str(group);
            last += 1;
            if group.len() > 3 || last - first > 5 {
                break;
            }
        }
    }
    Some((last, parse_digits(&digits)?))
}

/// The token as a further group of three digits after one space.
fn space_group<'a>(text: &Text<'a>, at: usize) -> Option<&'a str> {
    let token = text.tokens.get(at).filter(|t| t.kind == TokenKind::Number && t.spaced && !t.line)?;
    let before = text.tokens.get(at.checked_sub(1)?)?;
    let gap = text.raw.get(before.span.end..token.span.start)?;
    let word = text.word(at);
    let whole = word.split(['.', ',']).next()?;
    let month_before = at >= 2 && is_month(text.word(at - 2));
    (gap.chars().count() == 1 && gap != "\t" && whole.len() == 3 && !month_before && word.matches(['.', ',']).count() <= 1).then_some(word)
}

/// Digits with separators. One separator before three digits parts thousands when it is a comma, decimals when it is a stop.
pub fn parse_digits(word: &str) -> Option<Decimal> {
    let commas = word.matches(',').count();
    let stops = word.matches('.').count();
    let decimal = match (commas, stops) {
        (0, 0) | (_, 0) if commas != 1 => None,
        (1, 0) => (tail(word, ',').len() != 3 || word.starts_with("0,")).then_some(','),
        (0, 1) => Some('.'),
        (0, _) => None,
        _ if word.rfind(',') > word.rfind('.') => (commas == 1).then_some(','),
        _ => (stops == 1).then_some('.'),
    };
    let whole = decimal.map_or(word, |d| word.rsplit_once(d).map_or(word, |(w, _)| w));
    if !groups_are_regular(whole) {
        return None;
    }
    let plain: String = match decimal {
        Some(d) => whole.chars().filter(char::is_ascii_digit).chain(['.']).chain(tail(word, d).chars()).collect(),
        None => word.chars().filter(char::is_ascii_digit).collect(),
    };
    (plain.len() <= 27).then(|| plain.parse().ok()).flatten()
}

fn tail(word: &str, separator: char) -> &str {
    word.rsplit_once(separator).map_or("", |(_, t)| t)
}

/// Thousands have three digits a group; lakhs and crores two, but for the last. "12.10.2021" is no number.
fn groups_are_regular(whole: &str) -> bool {
    let groups: Vec<&str> = whole.split([',', '.']).collect();
    let last = groups.len() - 1;
    last == 0
        || groups[last].len() == 3
            && groups.iter().enumerate().all(|(i, g)| i == last || i == 0 && g.len() <= 3 || matches!(g.len(), 2 | 3))
}

const MONTHS: [&str; 23] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
];

/// A month's name or abbreviation, with its capital.
pub fn is_month(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && (word.eq_ignore_ascii_case("dec") || MONTHS.iter().any(|m| m.eq_ignore_ascii_case(word)))
}

//! Numbers that are no amounts: years, dates, times, ordinals, names, ranks, list numbers, ages, scores.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::{number::Numbers, reject::Names}, text::Text};
//! let data = Data::embedded();
//! let (numbers, names) = (Numbers::new(&data), Names::new(&data));
//! let text = Text::new("Article 5 applies");
//! let five = numbers.read(&text, 1).unwrap();
//! assert!(names.is_name(&text, &five));
//! ```

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use crate::data::Data;
use crate::mention::amount::number::{Number, is_hyphen, is_month};
use crate::mention::amount::phrases::lower;
use crate::text::{Text, TokenKind};

/// Words before a number that make it part of a name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    heads: FxHashSet<Box<str>>,
}

impl Names {
    pub fn new(data: &Data) -> Self {
        let heads =
            data.table("name_heads.tsv").rows().flat_map(|row| row.get("words").split(';').map(Box::from).collect::<Vec<_>>()).collect();
        Names { heads }
    }

    /// "Article 5", "Boeing 737", "top 10".
    pub fn is_name(&self, text: &Text, number: &Number) -> bool {
        let Some(before) = number.first.checked_sub(1) else { return false };
        let at = if text.word(before) == "." || is_hyphen(text.word(before)) { before.saturating_sub(1) } else { before };
        !text.tokens[number.first].line && !number.is_scaled() && self.heads.contains(lower(text.word(at)).as_ref())
    }
}

/// What no unit after it can make an amount: parts of words, dates, times, ordinals.
pub fn is_part_of_something(text: &Text, number: &Number) -> bool {
    hangs_on_word(text, number) || is_ordinal_or_code(text, number) || is_time(text, number) || is_numeric_date(text, number)
}

/// "F-16", "COVID-19", "A320", "12:30", "+994".
fn hangs_on_word(text: &Text, number: &Number) -> bool {
    let Some(before) = number.first.checked_sub(1).filter(|_| text.is_glued(number.first)) else { return false };
    match text.kind(before) {
        Some(TokenKind::Word | TokenKind::Number) => true,
        _ => {
            let mark = text.word(before);
            let glued_mark = text.is_glued(before);
            match mark {
                "#" | "@" | "№" | "_" | "\\" | "&" | "=" => true,
                "." => glued_mark,
                ":" | "'" | "’" | "/" => glued_mark && before > 0 && text.kind(before - 1) != Some(TokenKind::Symbol),
                "+" => {
                    number.digits
                        && number.value > Decimal::from(200)
                        && !number.is_scaled()
                        && text.kind(number.last) == Some(TokenKind::Number)
                }
                m if is_hyphen(m) => {
                    glued_mark && before > 0 && (text.kind(before - 1) != Some(TokenKind::Symbol) || text.word(before - 1) == "%")
                }
                _ => false,
            }
        }
    }
}

/// "29th", "1990s", "5G", "20A": letters hang on the digits that are no unit; "007".
fn is_ordinal_or_code(text: &Text, number: &Number) -> bool {
    if !number.digits {
        return false;
    }
    let word = text.word(number.first);
    let leading_zero = word.len() > 1 && word.starts_with('0') && !word.starts_with("0.") && !word.starts_with("0,");
    leading_zero
        || text.is_glued(number.last)
            && text
                .is_any(number.last, &["st", "nd", "rd", "th", "s", "'s", "’s", "g", "d", "a", "am", "pm", "c", "i", "h", "hrs", "x", "e"])
            && text.kind(number.last) == Some(TokenKind::Word)
}

fn is_time(text: &Text, number: &Number) -> bool {
    let colon = text.word(number.last) == ":"
        && text.is_glued(number.last)
        && text.is_glued(number.last + 1)
        && text.kind(number.last + 1) == Some(TokenKind::Number);
    colon
        || text.is_any(number.last, &["a.m.", "p.m.", "am", "pm", "gmt", "utc", "o'clock", "o’clock", "cet", "bst", "est", "edt", "hours"])
            && number.digits
            && number.value < Decimal::from(2401)
            && (!text.is(number.last, "hours") || text.word(number.first).len() == 4)
}

/// "12/10/2021", "2021-10-12".
fn is_numeric_date(text: &Text, number: &Number) -> bool {
    let joined = |i: usize| {
        matches!(text.word(i), "/" | "-" | "–" | ".")
            && text.is_glued(i)
            && text.is_glued(i + 1)
            && text.kind(i + 1) == Some(TokenKind::Number)
    };
    let at = number.first + 1;
    number.digits && joined(at) && joined(at + 2) && text.word(at) == text.word(at + 2)
}

/// What a unit of measure, a currency or a known noun would make an amount.
pub fn is_date_or_year(text: &Text, number: &Number) -> bool {
    is_year(text, number) || is_day(text, number)
}

/// Four digits from 1500 to 2100 without a separator.
pub fn is_year(text: &Text, number: &Number) -> bool {
    let word = text.word(number.first);
    let four = number.digits && number.last == number.first + 1 && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    four && ("1500"..="2199").contains(&word)
}

/// "5 May", "May 5", "5-7 May", "May 5 and 6".
pub fn is_day(text: &Text, number: &Number) -> bool {
    if number.value > Decimal::from(31) || number.is_scaled() || number.value.scale() > 0 {
        return false;
    }
    let before = |back: usize| number.first.checked_sub(back).is_some_and(|i| is_month(text.word(i)));
    let dotted = number.first >= 2 && text.word(number.first - 1) == "." && before(2);
    let after = number.last + if is_hyphen(text.word(number.last)) || text.is_any(number.last, &["and", "to", "of"]) { 1 } else { 0 };
    let after = after + usize::from(after > number.last && text.kind(after) == Some(TokenKind::Number) && !text.is(number.last, "of"));
    let of_month = is_month(text.word(after)) || is_month(text.word(number.last));
    let second_day = number.first >= 3
        && (is_hyphen(text.word(number.first - 1)) || text.is_any(number.first - 1, &["and", ","]))
        && before(3)
        && text.kind(number.first - 2) == Some(TokenKind::Number);
    number.digits && (before(1) || dotted || of_month || second_day)
}

/// What only a bare number can be: a list's number, an age, a score, part of a name.
pub fn is_no_bare_amount(text: &Text, number: &Number) -> bool {
    is_list_number(text, number)
        || is_age(text, number)
        || is_score(text, number)
        || is_pronoun_like(text, number)
        || is_frequency(text, number)
        || is_in_row(text, number)
}

/// "1." or "2)" at a line's start, "(3)".
fn is_list_number(text: &Text, number: &Number) -> bool {
    let small = number.digits && text.word(number.first).len() <= 2;
    let at_start = text.tokens[number.first].line || number.first == 0;
    small
        && (at_start && matches!(text.word(number.last), "." | ")" | ":")
            || number.first > 0 && matches!(text.word(number.first - 1), "(" | "[") && matches!(text.word(number.last), ")" | "]"))
}

/// "aged 35", "Smith, 42, said", "35-year-old".
fn is_age(text: &Text, number: &Number) -> bool {
    let Some(before) = number.first.checked_sub(1) else { return false };
    if text.is_any(before, &["aged", "age", "ages"]) {
        return true;
    }
    let young = number.digits && number.value < Decimal::from(110) && number.value.scale() == 0;
    let apposed = text.word(before) == ","
        && matches!(text.word(number.last), "," | ".")
        && before > 0
        && text.kind(before - 1) == Some(TokenKind::Word);
    young && apposed && text.word(number.last) == ","
}

/// "won 2-0", "52-48".
fn is_score(text: &Text, number: &Number) -> bool {
    let small = |i: usize| text.kind(i) == Some(TokenKind::Number) && text.word(i).len() <= 3;
    let at = number.first + 1;
    number.digits && is_hyphen(text.word(at)) && text.is_glued(at) && text.is_glued(at + 1) && small(number.first) && small(at + 1)
}

/// A capitalised word inside the sentence right before a small number: "Big 12", "Model 3".
pub fn follows_name(text: &Text, number: &Number) -> bool {
    let Some(before) = number.first.checked_sub(1) else { return false };
    let starts = text.sentences.get(text.sentence_of(before)).is_some_and(|s| s.first == before);
    let small = number.digits
        && number.last == number.first + 1
        && text.word(number.first).len() <= 3
        && !text.word(number.first).contains(['.', ',']);
    small
        && !starts
        && !text.tokens[number.first].line
        && text.is_capitalized(before)
        && text.kind(before) == Some(TokenKind::Word)
        && !is_shouted(text, before)
}

/// In a line of capitals a capital says nothing.
fn is_shouted(text: &Text, at: usize) -> bool {
    let lower = |i: usize| text.word(i).chars().any(char::is_lowercase);
    !(at.saturating_sub(4)..at + 5).any(lower)
}

/// "70-30", "80–20": the two shares of a whole.
pub fn is_split(text: &Text, number: &Number) -> bool {
    let part = |i: usize| text.word(i).parse::<u32>().ok().filter(|n| (1..100).contains(n) && text.kind(i) == Some(TokenKind::Number));
    let at = number.first + 1;
    is_hyphen(text.word(at))
        && text.is_glued(at)
        && text.is_glued(at + 1)
        && part(number.first).zip(part(at + 1)).is_some_and(|(a, b)| a + b == 100)
}

/// "the two", "these three": persons or parties told of before.
fn is_pronoun_like(text: &Text, number: &Number) -> bool {
    let before = ["the", "these", "those", "both", "all", "any", "other", "our", "us", "you", "them", "they", "between"];
    !number.digits && number.value < Decimal::from(13) && number.first > 0 && text.is_any(number.first - 1, &before)
}

/// "five times", but not "170 times a week", which counts.
fn is_frequency(text: &Text, number: &Number) -> bool {
    let rate = text.is_any(number.last + 1, &["a", "per", "each", "every"])
        || text.reads(number.last + 1, &["in", "a"])
        || text.is_any(number.last + 1, &["weekly", "daily", "monthly"]);
    text.is(number.last, "times") && !rate
}

/// "12 404 50 50": short numbers side by side are a telephone's or a code's.
fn is_in_row(text: &Text, number: &Number) -> bool {
    let short = |i: usize| text.kind(i) == Some(TokenKind::Number) && text.word(i).len() <= 3;
    let after = number.digits && short(number.last) && !text.tokens[number.last].line;
    number.digits && number.first > 0 && short(number.last - 1) && (after || short(number.first - 1) && !text.tokens[number.first].line)
}

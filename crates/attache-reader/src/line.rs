//! Lines of a text as a table would use them: rows of values, headers of years, labels, prose.
//!
//! ```
//! use attache_reader::{line::{self, Shape}, text::Text};
//! let text = Text::new("Exports to Peru ($m)\n2019 2020\nCopper 412.5 530.1\nWool 3.1 2.9");
//! let shapes: Vec<Shape> = line::lines(&text).iter().map(|l| l.shape).collect();
//! assert_eq!(shapes, [Shape::Label, Shape::Header, Shape::Row, Shape::Row]);
//! ```

use std::ops::Range;

use crate::text::{Text, TokenKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A label and values: nothing but numbers and marks after its first number.
    Row,
    /// Names its columns, years among them or not; cells are parted.
    Header,
    /// Short, with no stop at its end: a caption, a heading, a row without values.
    Label,
    Prose,
}

/// Tokens `first..last` of one line; its values begin at `values`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub first: usize,
    pub last: usize,
    pub values: usize,
    pub shape: Shape,
}

impl Line {
    pub fn tokens(&self) -> Range<usize> {
        self.first..self.last
    }
}

/// No row's label has more tokens, no row more values.
const LONGEST_LABEL: usize = 16;
const LONGEST_LINE: usize = 80;

/// Every line of the text, in order.
pub fn lines(text: &Text) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut first = 0;
    for i in 1..=text.tokens.len() {
        if text.tokens.get(i).is_none_or(|t| t.line) {
            lines.push(read(text, first, i));
            first = i;
        }
    }
    lines
}

fn read(text: &Text, first: usize, last: usize) -> Line {
    let mut line = Line { first, last, values: last, shape: Shape::Prose };
    if last - first > LONGEST_LINE || matches!(text.word(last - 1), ";" | "!" | "?") {
        return line;
    }
    let parted = (first + 1..last).any(|i| is_parted(text, i));
    if text.word(last - 1) == "." && !parted {
        return line;
    }
    line.values = values(text, first, last);
    let years = (first..last).filter(|i| is_year(text, *i)).count();
    let others = (line.values..last).any(|i| is_value(text, i) && !is_year(text, i));
    let label = line.values - first;
    line.shape = if others && label <= LONGEST_LABEL {
        Shape::Row
    } else if parted || years >= 2 && last - first <= 4 * years + 6 {
        Shape::Header
    } else if last - first <= 2 * LONGEST_LABEL {
        Shape::Label
    } else {
        Shape::Prose
    };
    line
}

/// Where the numbers and marks at a line's end begin.
fn values(text: &Text, first: usize, last: usize) -> usize {
    let mut at = last;
    while at > first && is_filler(text, at - 1) {
        at -= 1;
    }
    while at < last && !is_value(text, at) {
        at += 1;
    }
    at
}

fn is_filler(text: &Text, i: usize) -> bool {
    match text.kind(i) {
        Some(TokenKind::Number) => is_value(text, i),
        Some(TokenKind::Symbol) => {
            matches!(
                text.word(i),
                "|" | "." | "," | "…" | "-" | "–" | "—" | "−" | "+" | "%" | "(" | ")" | "*" | "$" | "€" | "£" | "~" | "/" | ":"
            )
        }
        _ => {
            let not_available = text.is(i, "n") && text.is(i + 1, "/") || i >= 2 && text.is(i, "a") && text.is(i - 2, "n");
            not_available || text.is_any(i, &["na", "nil", "n.a."])
        }
    }
}

/// A number that no letter or further number hangs on; "'000" is a scale.
fn is_value(text: &Text, i: usize) -> bool {
    let hangs = i > 0 && text.is_glued(i) && text.kind(i - 1) == Some(TokenKind::Word);
    let carries = text.is_glued(i + 1) && text.kind(i + 1) == Some(TokenKind::Word);
    let joined = |mark: usize| matches!(text.word(mark), "-" | "–" | "/" | ":") && text.is_glued(mark) && text.is_glued(mark + 1);
    let ranges = joined(i + 1) && text.kind(i + 2) == Some(TokenKind::Number)
        || i >= 2 && joined(i - 1) && text.kind(i - 2) == Some(TokenKind::Number);
    let noughts = text.word(i).len() > 1
        && text.word(i).bytes().all(|b| b == b'0')
        && (i == 0 || !text.kind(i - 1).is_some_and(|k| k == TokenKind::Number));
    text.kind(i) == Some(TokenKind::Number) && !hangs && !carries && !ranges && !noughts
}

pub fn is_year(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    word.len() == 4 && ("1900".."2100").contains(&word) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Does a new cell begin at this token: after a bar, a tab, two spaces?
pub fn is_parted(text: &Text, i: usize) -> bool {
    let (Some(before), Some(token)) = (i.checked_sub(1).and_then(|b| text.tokens.get(b)), text.tokens.get(i)) else { return false };
    let gap = text.raw.get(before.span.end..token.span.start).unwrap_or("");
    let bar = text.word(i) == "|" || text.word(i - 1) == "|";
    let ends_sentence = matches!(text.word(i - 1), "." | "!" | "?" | ":" | "”" | "\"");
    !token.line && (bar || gap.contains('\t') || gap.len() >= 2 && gap.bytes().all(|b| b == b' ') && !ends_sentence)
}

/// Is the line one of a table, as it looks alone and beside its neighbours? Wrapped prose has lines that end in one number.
pub fn is_in_table(text: &Text, lines: &[Line], k: usize) -> bool {
    let Some(line) = lines.get(k) else { return false };
    let row = |k: usize| lines.get(k).is_some_and(|l| matches!(l.shape, Shape::Row | Shape::Header) && begins_row(text, l));
    let numbers = (line.values..line.last).filter(|i| is_value(text, *i)).count();
    row(k) && (numbers >= 2 || k > 0 && row(k - 1) || row(k + 1))
}

fn begins_row(text: &Text, line: &Line) -> bool {
    let sentences_inside = (line.first..line.values).any(|i| text.word(i) == "." && !text.is_glued(i + 1));
    (text.is_capitalized(line.first) || text.kind(line.first) != Some(TokenKind::Word)) && !sentences_inside
}

//! Text into tokens and sentences, by byte offsets into the untouched original.
//!
//! Nothing is normalised: a token is a slice of the article's own text, so `text[evidence]` is what the reader is shown.
//!
//! ```
//! use attache_reader::text::Text;
//! let text = Text::new("Trade hit $1.2bn in 2021. It fell later.");
//! let words: Vec<&str> = (0..text.tokens.len()).map(|i| text.word(i)).collect();
//! assert_eq!(words, ["Trade", "hit", "$", "1.2", "bn", "in", "2021", ".", "It", "fell", "later", "."]);
//! assert_eq!(text.sentences.len(), 2);
//! ```

use std::ops::Range;

use crate::sentence;

/// Bytes of the article's text, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes or full stops ("O'Brien", "U.S.").
    Word,
    /// Digits with inner separators: "14,082.5", "2021".
    Number,
    /// One symbol or punctuation mark.
    Symbol,
}

#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// White space before it.
    pub spaced: bool,
    /// A line break before it.
    pub line: bool,
    /// An empty line before it, or the text's start.
    pub paragraph: bool,
}

/// Tokens `first..last` of one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub first: usize,
    pub last: usize,
    pub paragraph: usize,
    pub role: SentenceRole,
}

impl Sentence {
    pub fn tokens(&self) -> Range<usize> {
        self.first..self.last
    }
}

/// What part of an article a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentenceRole {
    Headline,
    /// "By Azernews", "Contact: ...".
    Byline,
    Body,
    /// A bullet or a row of a fact sheet.
    Item,
    /// An interviewer's turn.
    Question,
    /// The interviewed person's turn.
    Answer,
}

#[derive(Clone, Debug)]
pub struct Text<'a> {
    pub raw: &'a str,
    /// The same bytes with ASCII letters in lower case.
    lower: String,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
}

impl<'a> Text<'a> {
    pub fn new(raw: &'a str) -> Self {
        let mut text = Text::unsplit(raw);
        text.sentences = sentence::split(&text);
        text
    }

    /// Tokens without sentences: for a phrase.
    pub fn unsplit(raw: &'a str) -> Self {
        Text { raw, lower: raw.to_ascii_lowercase(), tokens: tokenize(raw), sentences: Vec::new() }
    }

    /// The token's own characters; empty past the end.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &self.raw[t.span.start..t.span.end])
    }

    /// The token with ASCII letters in lower case; empty past the end.
    pub fn lower(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| &self.lower[t.span.start..t.span.end])
    }

    /// Some bytes with ASCII letters in lower case.
    pub fn lower_slice(&self, span: Span) -> &str {
        self.lower.get(span.start..span.end).unwrap_or("")
    }

    pub fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let word = self.word(i);
        words.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// Do the tokens from `i` read like this, in any case?
    pub fn reads(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, w)| self.is(i + k, w))
    }

    pub fn kind(&self, i: usize) -> Option<TokenKind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// Starts with an upper-case letter.
    pub fn is_capitalized(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// No white space between this token and the one before.
    pub fn is_glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.spaced)
    }

    /// The bytes that tokens `first..last` cover.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|i| self.tokens.get(i))) {
            (Some(a), Some(b)) if a.span.start <= b.span.end => Span::new(a.span.start, b.span.end),
            _ => Span::default(),
        }
    }

    pub fn slice(&self, span: Span) -> &'a str {
        self.raw.get(span.start..span.end).unwrap_or("")
    }

    /// Index of the sentence that holds token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.last <= i).min(self.sentences.len().saturating_sub(1))
    }

    /// Index of the first token that ends after byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }
}

/// Splits at white space, between letters and digits, and around every symbol; see `word_end` for what stays together.
pub fn tokenize(raw: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(raw.len() / 5);
    let mut at = 0;
    let mut gap = Gap { spaced: false, newlines: 2 };
    while let Some(c) = raw[at..].chars().next() {
        if c.is_whitespace() || is_invisible(c) {
            gap.see(c);
            at += c.len_utf8();
            continue;
        }
        let glued_word = !gap.spaced && tokens.last().is_some_and(|t: &Token| t.kind == TokenKind::Word && t.span.end == at);
        let (end, kind) = if let Some(end) = clitic_end(raw, at).filter(|_| glued_word) {
            (end, TokenKind::Word)
        } else if c.is_ascii_digit() {
            (number_end(raw, at), TokenKind::Number)
        } else if c.is_alphabetic() {
            (word_end(raw, at), TokenKind::Word)
        } else {
            (at + c.len_utf8(), TokenKind::Symbol)
        };
        tokens.push(Token { span: Span::new(at, end), kind, spaced: gap.spaced, line: gap.newlines > 0, paragraph: gap.newlines > 1 });
        gap = Gap { spaced: false, newlines: 0 };
        at = end;
    }
    tokens
}

struct Gap {
    spaced: bool,
    newlines: u32,
}

impl Gap {
    fn see(&mut self, c: char) {
        self.spaced |= c.is_whitespace();
        self.newlines += u32::from(c == '\n' || c == '\u{2029}' || c == '\u{2028}');
    }
}

/// Bidi marks, zero-width characters, byte order marks and control characters: no token holds them at its start.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
        || c.is_control()
}

pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{2018}')
}

/// Digits with single separators between digits: "1,234.5", "1.2"; a date's "12.10.2021" and a time's colon stay apart by kind later.
fn number_end(raw: &str, at: usize) -> usize {
    let bytes = raw.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let b = bytes[end];
        let digit_follows = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if b.is_ascii_digit() {
            end += 1;
        } else if (b == b',' || b == b'.') && digit_follows && end > at {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Letters; an apostrophe inside a name stays ("O'Brien"), a possessive or clitic ("'s", "n't") is a token of its own; "U.S." keeps its stops.
fn word_end(raw: &str, at: usize) -> usize {
    if let Some(end) = initialism_end(raw, at) {
        return end;
    }
    let mut end = at;
    for (i, c) in raw[at..].char_indices() {
        if c.is_alphabetic() || is_mark(c) {
            end = at + i + c.len_utf8();
        } else if is_apostrophe(c) && i > 0 {
            let rest = &raw[at + i + c.len_utf8()..];
            if !keeps_apostrophe(&raw[at..at + i], rest) {
                break;
            }
        } else {
            break;
        }
    }
    end
}

/// "'s", "'t", "'ll" after a word.
fn clitic_end(raw: &str, at: usize) -> Option<usize> {
    let first = raw[at..].chars().next().filter(|c| is_apostrophe(*c))?;
    let rest = &raw[at + first.len_utf8()..];
    let tail: &str = ["s", "S", "t", "ll", "re", "ve", "d", "m"]
        .into_iter()
        .find(|t| rest.starts_with(*t) && !rest[t.len()..].chars().next().is_some_and(char::is_alphanumeric))?;
    Some(at + first.len_utf8() + tail.len())
}

/// Combining marks continue a word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}')
}

/// "O'Brien", "N'Djamena", "Sana'a", "Ra'anana" stay whole; "Kazakhstan's", "companies'", "don't", "we'll" do not.
fn keeps_apostrophe(before: &str, rest: &str) -> bool {
    let tail: String = rest.chars().take_while(|c| c.is_alphabetic()).take(4).flat_map(char::to_lowercase).collect();
    if tail.is_empty() || matches!(tail.as_str(), "s" | "t" | "ll" | "re" | "ve" | "d" | "m") {
        return false;
    }
    before.chars().next().is_some_and(char::is_uppercase)
}

/// "U.S.", "a.m.", "D.C": single letters each followed by a stop.
fn initialism_end(raw: &str, at: usize) -> Option<usize> {
    let bytes = raw.as_bytes();
    let mut end = at;
    let mut letters = 0;
    while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) && bytes.get(end + 1) == Some(&b'.') {
        letters += 1;
        end += 2;
    }
    if letters < 2 {
        return None;
    }
    let mut rest = raw[end..].chars();
    let letter = rest.next().filter(|c| c.is_alphabetic());
    if letter.is_some() && rest.next().is_some_and(char::is_alphabetic) {
        return None;
    }
    Some(end + letter.map_or(0, char::len_utf8))
}

/// Maps byte offsets to code points in one pass; offsets asked for must not be before an earlier one by more than the table allows.
#[derive(Debug)]
pub struct CodePoints<'a> {
    raw: &'a str,
    /// Code points before each block of 256 bytes; empty for ASCII text.
    blocks: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    pub fn new(raw: &'a str) -> Self {
        let mut blocks = Vec::new();
        if !raw.is_ascii() {
            let mut count = 0;
            for block in raw.as_bytes().chunks(256) {
                blocks.push(count);
                count += block.iter().filter(|b| **b & 0xC0 != 0x80).count();
            }
            blocks.push(count);
        }
        CodePoints { raw, blocks }
    }

    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.raw.len());
        if self.blocks.is_empty() {
            return byte;
        }
        let block = byte / 256;
        let before = self.blocks.get(block).copied().unwrap_or(0);
        before + self.raw.as_bytes()[block * 256..byte].iter().filter(|b| **b & 0xC0 != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: &str) -> Vec<&str> {
        tokenize(raw).iter().map(|t| &raw[t.span.start..t.span.end]).collect()
    }

    #[test]
    fn keeps_names_and_splits_possessives() {
        assert_eq!(words("O'Brien's N'Djamena don't"), ["O'Brien", "'s", "N'Djamena", "don", "'t"]);
        assert_eq!(words("Kazakhstan’s exports"), ["Kazakhstan", "’s", "exports"]);
    }

    #[test]
    fn keeps_initialisms_and_splits_units() {
        assert_eq!(words("U.S. firms paid US$1.2bn."), ["U.S.", "firms", "paid", "US", "$", "1.2", "bn", "."]);
        assert_eq!(words("H1 2,500 2022-23"), ["H", "1", "2,500", "2022", "-", "23"]);
    }

    #[test]
    fn counts_code_points() {
        let points = CodePoints::new("a€b");
        assert_eq!((points.at(0), points.at(1), points.at(4), points.at(5)), (0, 1, 2, 3));
    }
}

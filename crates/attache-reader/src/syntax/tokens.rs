//! The reader's own tokens, as a treebank would have them.
//!
//! The reader cuts finer than the treebanks the parser learned from: "Mr" and
//! ".", "18" and "th", "10", ":" and "30". Such tokens are parsed as one word
//! and come back as several, the later ones hanging on the first (`goeswith`).
//! "Don" and "'t" are read as "do" and "n't".
//!
//! ```
//! use attache_reader::syntax::{Deprel, Parse, Parser, Scratch};
//! use attache_reader::text::Text;
//! let text = Text::new("Mr. Smith didn't sign.");
//! let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
//! Parser::embedded().parse_tokens(&text, 0..text.tokens.len(), &mut scratch, &mut parse);
//! assert_eq!(parse.words.len(), text.tokens.len());
//! assert_eq!(parse.deprel(1), Some(Deprel::Goeswith)); // the full stop of "Mr."
//! assert_eq!(parse.subject_of(5), Some(2)); // "sign" <- "Smith"
//! ```

use std::ops::Range;

use super::features::Lexeme;
use super::labels::{Deprel, Upos, Xpos};
use super::tree::{Parse, Word};
use super::{Parser, Scratch};
use crate::text::{Span, Text, TokenKind, is_apostrophe};

impl Parser {
    /// Reads the tokens of a sentence; the parse has a word for each of them.
    pub fn parse_tokens(&self, text: &Text, tokens: Range<usize>, scratch: &mut Scratch, parse: &mut Parse) {
        scratch.lexemes.clear();
        scratch.starts.clear();
        let end = tokens.end.min(text.tokens.len());
        let mut at = tokens.start;
        while at < end {
            let next = word_end(text, at, end);
            scratch.lexemes.push(Lexeme::new(spelling(text, at..next)));
            scratch.starts.push(to_u32(at - tokens.start));
            at = next;
        }
        scratch.starts.push(to_u32(at.saturating_sub(tokens.start)));
        let mut merged = std::mem::take(&mut scratch.merged);
        self.parse_lexemes(scratch, &mut merged);
        expand(&merged, &scratch.starts, parse);
        scratch.merged = merged;
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Past the tokens that a treebank has as one word.
fn word_end(text: &Text, at: usize, end: usize) -> usize {
    let glued = |i: usize| i < end && text.is_glued(i);
    let is_number = |i: usize| text.kind(i) == Some(TokenKind::Number);
    let next = at + 1;
    if !glued(next) {
        return next;
    }
    match (text.kind(at), text.word(next)) {
        // "Mr. Smith", but not the full stop that ends the sentence or its quotation.
        (Some(TokenKind::Word), ".") if next + 1 < end && continues(text, next + 1) => next + 1,
        (Some(TokenKind::Number), "st" | "nd" | "rd" | "th") => next + 1,
        (Some(TokenKind::Number), ":" | "/") if glued(next + 1) && is_number(next + 1) => word_end(text, next + 1, end).max(next + 2),
        (Some(TokenKind::Symbol), "." | "-") => {
            let same = |i: &usize| glued(*i) && text.word(*i) == text.word(at);
            next + (next..end).take_while(same).count()
        }
        _ => next,
    }
}

/// The sentence goes on with this token.
fn continues(text: &Text, at: usize) -> bool {
    text.kind(at) != Some(TokenKind::Symbol) || matches!(text.word(at), "," | "(" | "$" | "&")
}

/// How a treebank spells the word of these tokens.
fn spelling<'a>(text: &Text<'a>, tokens: Range<usize>) -> &'a str {
    let is_t = |i: usize| text.word(i).strip_prefix(is_apostrophe).is_some_and(|t| t.eq_ignore_ascii_case("t"));
    let before_n = |i: usize| text.word(i).strip_suffix(['n', 'N']);
    match before_n(tokens.start) {
        Some(verb) if !verb.is_empty() && text.is_glued(tokens.end) && is_t(tokens.end) => return verb,
        _ => {}
    }
    let after_n = tokens.start.checked_sub(1).is_some_and(|before| before_n(before).is_some());
    if after_n && text.is_glued(tokens.start) && is_t(tokens.start) {
        return "n't";
    }
    let span: Span = text.span(tokens);
    text.slice(span)
}

/// A word for each token from a word for each group of tokens; `starts` has the
/// first token of each group, and the end.
fn expand(merged: &Parse, starts: &[u32], parse: &mut Parse) {
    let start = |group: u32| starts.get(group as usize).copied().unwrap_or_default();
    parse.words.clear();
    for (word, group) in merged.words.iter().zip(starts.windows(2)) {
        let &[first, end] = group else { continue };
        let head = word.head.checked_sub(1).map_or(0, |head| start(head) + 1);
        parse.words.push(Word { head, span: (start(word.span.0), start(word.span.1)), ..*word });
        for part in first + 1..end {
            let (upos, xpos, deprel) = (Upos::X, Xpos::GoesWith, Deprel::Goeswith);
            parse.words.push(Word { upos, xpos, head: first + 1, deprel, span: (part, part + 1) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words a treebank would have, merged tokens together.
    fn words(raw: &str) -> Vec<String> {
        let text = Text::new(raw);
        let (mut at, mut words) = (0, Vec::new());
        while at < text.tokens.len() {
            let next = word_end(&text, at, text.tokens.len());
            words.push(spelling(&text, at..next).to_owned());
            at = next;
        }
        words
    }

    fn parse(raw: &str) -> (Vec<&str>, Parse) {
        let text = Text::new(raw);
        let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
        Parser::embedded().parse_tokens(&text, 0..text.tokens.len(), &mut scratch, &mut parse);
        ((0..text.tokens.len()).map(|i| text.word(i)).collect(), parse)
    }

    #[test]
    fn tokens_become_the_words_of_a_treebank() {
        assert_eq!(words("Mr. Lee won't sign."), ["Mr.", "Lee", "wo", "n't", "sign", "."]);
        assert_eq!(words("It isn\u{2019}t the 18th, at 10:30..."), ["It", "is", "n't", "the", "18th", ",", "at", "10:30", "..."]);
        assert_eq!(words("He said \"yes.\""), ["He", "said", "\"", "yes", ".", "\""]);
        assert_eq!(words("1/2/3/"), ["1/2/3", "/"]);
    }

    #[test]
    fn raw_news_parses_as_expected() {
        let (words, parse) = parse("Bilateral trade reached $1.2bn in 2021, up 12.5% year-on-year, Kazakhstan's trade minister said.");
        let at = |word: &str| words.iter().position(|other| *other == word);
        let (Some(reached), Some(trade), Some(said), Some(minister)) = (at("reached"), at("trade"), at("said"), at("minister")) else {
            panic!("{words:?}");
        };
        assert_eq!(parse.subject_of(reached), Some(trade));
        assert_eq!(parse.subject_of(said), Some(minister));
        assert_eq!(parse.words[at("Kazakhstan").unwrap_or_default()].deprel, Deprel::NmodPoss);
    }

    #[test]
    fn every_token_has_its_word_and_one_is_the_root() {
        for raw in ["", ".", "...", "U.S.-led 3rd-party 5th.", "a:b 1:2 1: 2", "don't can't 't n't", "\u{feff}\u{2019}"] {
            let (words, parse) = parse(raw);
            assert_eq!(parse.words.len(), words.len(), "{raw}");
            let roots = parse.words.iter().filter(|word| word.head == 0).count();
            assert_eq!(roots, words.len().min(1), "{raw}");
            for i in 0..words.len() {
                assert!(parse.subtree(i).contains(&i) && parse.subtree(i).end <= words.len(), "{raw}");
            }
        }
    }
}

//! Clauses: a sentence cut at semicolons, subordinate conjunctions and relative pronouns.
//!
//! ```
//! use attache_reader::{event::clause::Clauses, text::Text};
//! let text = Text::new("They signed a pact, while trade fell.");
//! let clauses = Clauses::new(&text);
//! assert_eq!((clauses.around(1).last, clauses.around(6).first), (5, 5));
//! ```

use crate::mention::Tokens;
use crate::text::{Text, TokenKind};

/// Words that open a clause wherever they stand.
const OPENERS: &[&str] = &["while", "whereas", "although", "though", "because", "unless", "whereby", "when", "whose", "which", "who"];

/// Words that open a clause after a comma or dash.
const AFTER_COMMA: &[&str] = &[
    "and",
    "but",
    "or",
    "as",
    "after",
    "before",
    "with",
    "where",
    "since",
    "until",
    "if",
    "that",
    "adding",
    "noting",
    "saying",
    "accusing",
    "citing",
    "calling",
    "according",
    "for",
    "so",
    "then",
    "followed",
    "shut",
    "signed",
    "established",
    "opened",
    "launched",
];

/// Words that open a clause when a verb's subject follows: "after Abuja sealed", "before leaving".
const TEMPORAL: &[&str] = &["after", "before", "since", "until"];

/// Where clauses begin; the text's end is the last boundary.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    starts: Vec<usize>,
    tokens: usize,
}

impl Clauses {
    pub fn new(text: &Text) -> Self {
        let mut starts = Vec::with_capacity(text.sentences.len() * 2);
        for sentence in &text.sentences {
            starts.push(sentence.first);
            starts.extend((sentence.first + 1..sentence.last).filter(|i| begins_clause(text, sentence.first, *i)));
        }
        Clauses { starts, tokens: text.tokens.len() }
    }

    /// The clause that holds this token.
    pub fn around(&self, token: usize) -> Tokens {
        let next = self.starts.partition_point(|s| *s <= token);
        let first = next.checked_sub(1).and_then(|i| self.starts.get(i)).copied().unwrap_or(0);
        Tokens::new(first, self.starts.get(next).copied().unwrap_or(self.tokens))
    }
}

fn begins_clause(text: &Text, sentence: usize, i: usize) -> bool {
    let before = text.word(i - 1);
    if matches!(before, ";" | "—" | "–") && text.tokens[i].spaced || before == ":" && i - sentence > 2 {
        return true;
    }
    if text.is_any(i, OPENERS) {
        return true;
    }
    let after_comma = matches!(before, "," | "”" | "\"");
    if after_comma && text.is_any(i, AFTER_COMMA) {
        return !(text.is_any(i, &["and", "or"]) && text.is_capitalized(i + 1) && lists(text, i));
    }
    text.is_any(i, TEMPORAL) && has_subject(text, i)
}

/// "A, B, and C": the conjunction joins names, not clauses.
fn lists(text: &Text, i: usize) -> bool {
    text.word(i + 2) == "," || text.word(i + 2) == "." || !text.word(i + 2).ends_with("ed")
}

/// A name or article with a verb-like word soon after: "after Abuja sealed", "after the two sides amended".
fn has_subject(text: &Text, i: usize) -> bool {
    let dated = text.kind(i + 2) == Some(TokenKind::Number) || text.kind(i + 1) == Some(TokenKind::Number);
    let subject =
        !dated && text.is_capitalized(i + 1) || text.is_any(i + 1, &["the", "a", "an", "its", "their", "his", "it", "they", "he", "she"]);
    subject && (i + 2..i + 7).any(|k| text.word(k).ends_with("ed") || text.is_any(k, &["had", "was", "were", "has", "have"]))
}

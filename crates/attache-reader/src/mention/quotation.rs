//! Quotations: what stands between quotation marks, of any style, over paragraphs, nested or unclosed.
//!
//! ```
//! use attache_reader::{mention::quotation, text::Text};
//! let text = Text::new("“We can’t wait,” she said. He called it ‘a ‟test” of wills’.");
//! let inside: Vec<&str> = quotation::scan(&text).iter().map(|q| text.slice(q.span)).collect();
//! assert_eq!(inside[0], "We can’t wait,");
//! ```

use crate::mention::{Quotation, Tokens};
use crate::text::{Span, Text, TokenKind};

/// Marks that are opened and closed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    family: Family,
    /// The token after the opening mark.
    first: usize,
}

/// How far a single quotation mark's partner may be: apostrophes must not pair over half an article.
const SINGLE_REACH: usize = 400;

/// Quotations in the order of their opening marks; none crosses a paragraph, one that goes on in the next is `open_ended`.
pub fn scan(text: &Text) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.sentences.len() {
        let paragraph = text.sentences[at].paragraph;
        let mut next = at;
        while text.sentences.get(next).is_some_and(|s| s.paragraph == paragraph) {
            next += 1;
        }
        scan_paragraph(text, text.sentences[at].first, text.sentences[next - 1].last, &mut found);
        at = next;
    }
    found.sort_by_key(|q| (q.tokens.first, std::cmp::Reverse(q.tokens.last)));
    found
}

fn scan_paragraph(text: &Text, first: usize, last: usize, found: &mut Vec<Quotation>) {
    let mut open: Vec<Open> = Vec::new();
    for i in first..last {
        if text.kind(i) != Some(TokenKind::Symbol) {
            continue;
        }
        let Some(family) = family(text.word(i)) else { continue };
        let depth = open.iter().rposition(|o| o.family == family);
        if let Some(depth) = depth.filter(|_| closes(text, i, family, last)) {
            let opened = open[depth];
            push(text, opened.first, i, depth > 0, false, found);
            open.truncate(depth);
        } else if open.len() < 4 && opens(text, i, first, last, family) {
            open.push(Open { family, first: i + 1 });
        }
    }
    if let Some(unclosed) = open.first().filter(|o| o.family != Family::Single) {
        push(text, unclosed.first, last, false, true, found);
    }
}

fn push(text: &Text, first: usize, last: usize, nested: bool, open_ended: bool, found: &mut Vec<Quotation>) {
    if first >= last {
        return;
    }
    let span = Span::new(text.tokens[first].span.start, text.tokens[last - 1].span.end);
    found.push(Quotation { span, tokens: Tokens::new(first, last), nested, open_ended });
}

fn family(mark: &str) -> Option<Family> {
    match mark {
        "\"" | "“" | "”" | "„" | "‟" | "″" => Some(Family::Double),
        "«" | "»" => Some(Family::Angle),
        "'" | "‘" | "’" | "‚" | "`" | "‛" => Some(Family::Single),
        _ => None,
    }
}

/// A mark that stands before a word and after a gap opens; a closing shape never does.
fn opens(text: &Text, i: usize, first: usize, last: usize, family: Family) -> bool {
    let mark = text.word(i);
    if matches!(mark, "”" | "»") || i + 1 >= last || text.tokens[i + 1].spaced {
        return false;
    }
    let after_gap =
        i == first || text.tokens[i].spaced || matches!(text.word(i - 1), "(" | "[" | "—" | "–" | "\"" | "“" | "‘" | "'" | "-" | ":");
    if family != Family::Single {
        return after_gap || matches!(mark, "“" | "„" | "«");
    }
    if mark == "’" || !after_gap || text.kind(i + 1) == Some(TokenKind::Symbol) && family_of_next(text, i).is_none() {
        return false;
    }
    (i + 2..last.min(i + SINGLE_REACH)).any(|k| self::family(text.word(k)) == Some(Family::Single) && closes(text, k, family, last))
}

fn family_of_next(text: &Text, i: usize) -> Option<Family> {
    family(text.word(i + 1))
}

/// A mark glued to what is before it closes, unless it is an apostrophe ("the companies' goods").
fn closes(text: &Text, i: usize, family: Family, last: usize) -> bool {
    if matches!(text.word(i), "“" | "„" | "«") && !(text.word(i) == "“" && text.is_glued(i) && ends_piece(text, i, last)) || i == 0 {
        return false;
    }
    if !text.is_glued(i) {
        return matches!(text.word(i), "”" | "»");
    }
    if family == Family::Single {
        if text.word(i) == "‘" || !ends_piece(text, i, last) {
            return false;
        }
        let plural_owner = text.word(i - 1).ends_with(['s', 'S', 'z']) && text.kind(i + 1) == Some(TokenKind::Word);
        return !plural_owner || !another_closer(text, i, last);
    }
    true
}

fn ends_piece(text: &Text, i: usize, last: usize) -> bool {
    i + 1 >= last || text.tokens[i + 1].spaced || text.kind(i + 1) == Some(TokenKind::Symbol)
}

/// A single closing mark after punctuation further on, before another opens: the nearer one was an apostrophe.
fn another_closer(text: &Text, i: usize, last: usize) -> bool {
    for k in i + 1..last.min(i + SINGLE_REACH) {
        if family(text.word(k)) != Some(Family::Single) {
            continue;
        }
        if !text.is_glued(k) {
            return false;
        }
        if ends_piece(text, k, last) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(raw: &str) -> Vec<String> {
        let text = Text::new(raw);
        scan(&text).iter().map(|q| text.slice(q.span).to_owned()).collect()
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(inside("The two countries' trade and Kenya's debt grew in the '90s."), Vec::<String>::new());
        assert_eq!(inside("'Our farmers' goods can't pass,' he said."), ["Our farmers' goods can't pass,"]);
    }

    #[test]
    fn every_style_pairs() {
        assert_eq!(
            inside("\"One,\" he said. «Two» and „three“ and “four ‘five’ six”."),
            ["One,", "Two", "three", "four ‘five’ six", "five"]
        );
    }

    #[test]
    fn a_paragraph_ends_an_unclosed_quotation() {
        assert_eq!(inside("“It began.\n\n“It ended.”"), ["It began.", "It ended."]);
    }
}

//! Where sentences end, and what part of the article each is.
//!
//! ```
//! use attache_reader::text::Text;
//! let text = Text::new("Mr. Aliyev met Gen. J. Smith. They spoke.");
//! assert_eq!(text.sentences.len(), 2);
//! ```

use crate::line;
use crate::text::{Sentence, SentenceRole, Text, TokenKind, is_apostrophe};

/// Words whose stop does not end a sentence when a capital follows.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "prof", "st", "col", "lt", "sgt", "capt", "cmdr", "adm", "hon", "rev", "amb",
    "messrs", "vs", "v", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "fig", "vol", "dept", "est",
    "approx", "incl", "rs", "ft", "mt", "min", "pres", "vice", "eng", "sh", "cf", "viz", "al", "pp", "art", "ret", "excl", "md", "mme",
    "mlle", "fr", "br", "smt", "engr", "maj", "ald", "cllr", "supt", "brig",
];

/// Words whose stop ends a sentence only before a capitalised word ("No. 5", "Co. said").
const SOFT_ABBREVIATIONS: &[&str] =
    &["no", "nos", "inc", "ltd", "corp", "co", "jr", "sr", "etc", "bn", "mln", "bln", "tn", "pct", "cu", "sq", "p", "c", "ca"];

/// A sentence is cut after so many tokens at a comma or semicolon, and after `LONGEST` anywhere: whatever looks around within a sentence
/// then takes bounded time, on a table or a text without any stop too. Prose has no such sentences.
const LONG: usize = 300;
const LONGEST: usize = 400;

pub fn split(text: &Text) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    let mut paragraph = 0;
    let count = text.tokens.len();
    let rows = rows(text);
    let blank_lines = text.tokens.iter().skip(1).any(|t| t.paragraph);
    for i in 1..=count {
        let breaks_paragraph = i < count
            && (text.tokens[i].paragraph
                || (text.tokens[i].line
                    && (!blank_lines || starts_item(text, i) || follows_heading(text, i) || rows.binary_search(&i).is_ok())));
        if i == count || breaks_paragraph || ends_sentence(text, i) || is_too_long(text, first, i) {
            sentences.push(Sentence { first, last: i, paragraph, role: SentenceRole::Body });
            first = i;
            paragraph += usize::from(breaks_paragraph);
        }
    }
    assign_roles(text, &mut sentences);
    sentences
}

/// Tokens that begin a row of a table, or what stands below one.
fn rows(text: &Text) -> Vec<usize> {
    let lines = line::lines(text);
    let in_table = |k: usize| line::is_in_table(text, &lines, k);
    (1..lines.len()).filter(|k| in_table(*k) || in_table(k - 1)).map(|k| lines[k].first).collect()
}

fn is_too_long(text: &Text, first: usize, i: usize) -> bool {
    let length = i - first;
    length >= LONGEST || (length >= LONG && matches!(text.word(i - 1), "," | ";" | "|"))
}

/// "Background" alone on a paragraph's first line, with no stop, is a heading.
fn follows_heading(text: &Text, i: usize) -> bool {
    let start = (i.saturating_sub(7)..i).rev().find(|k| text.tokens[*k].line);
    let heading = start.is_some_and(|k| text.tokens[k].paragraph && text.is_capitalized(k));
    heading && text.is_capitalized(i) && text.kind(i - 1) == Some(TokenKind::Word)
}

/// Is there a sentence end between tokens `i - 1` and `i`?
fn ends_sentence(text: &Text, i: usize) -> bool {
    if i >= text.tokens.len() || text.tokens[i].line && starts_item(text, i) {
        return i < text.tokens.len();
    }
    if !text.tokens[i].spaced || is_closer(text.word(i)) && !opens_quote(text, i) {
        return false;
    }
    let mut last = i - 1;
    while last > 0 && is_closer(text.word(last)) && text.is_glued(last) {
        last -= 1;
    }
    match text.word(last) {
        "." | "…" => !is_abbreviation(text, last) && starts_sentence(text, i),
        "!" | "?" => starts_sentence(text, i),
        word => {
            word.len() > 2 && word.ends_with('.') && starts_sentence(text, i) && !text.is_capitalized(i + 1) && is_sentence_starter(text, i)
        }
    }
}

/// After "U.S." only a word that usually opens a sentence does.
fn is_sentence_starter(text: &Text, i: usize) -> bool {
    text.is_any(
        i,
        &[
            "the", "it", "he", "she", "they", "in", "on", "but", "this", "a", "an", "that", "these", "we", "at", "for", "its", "his",
            "their",
        ],
    )
}

fn starts_sentence(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    let Some(c) = word.chars().next() else { return true };
    if c.is_uppercase() || c.is_ascii_digit() || opens_quote(text, i) {
        return true;
    }
    matches!(c, '(' | '[' | '$' | '€' | '£' | '•' | '-' | '–' | '—' | '#' | '@' | '*') || (c.is_alphabetic() && !c.is_lowercase())
}

fn opens_quote(text: &Text, i: usize) -> bool {
    matches!(text.word(i), "\"" | "“" | "«" | "‘" | "„" | "'") && text.tokens.get(i + 1).is_some_and(|t| !t.spaced) && text.tokens[i].spaced
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "”" | "»" | ")" | "]") || word.chars().next().is_some_and(is_apostrophe) && word.chars().count() == 1
}

/// Is the stop at token `i` part of an abbreviation, an initial or a list number?
fn is_abbreviation(text: &Text, i: usize) -> bool {
    if i == 0 || !text.is_glued(i) {
        return false;
    }
    let word = text.word(i - 1);
    let lower = word.to_ascii_lowercase();
    if ABBREVIATIONS.contains(&lower.as_str()) {
        return text.is_capitalized(i - 1) || matches!(lower.as_str(), "vs" | "approx" | "incl" | "excl" | "al" | "est");
    }
    if SOFT_ABBREVIATIONS.contains(&lower.as_str()) {
        let next_number = text.kind(i + 1) == Some(TokenKind::Number);
        return next_number && matches!(lower.as_str(), "no" | "nos" | "p" | "c" | "ca") || !text.is_capitalized(i + 1);
    }
    is_initial(text, i - 1, word)
}

/// "J. Smith", but not "Plan B. Then".
fn is_initial(text: &Text, i: usize, word: &str) -> bool {
    let mut chars = word.chars();
    let single = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    single && text.is_capitalized(i + 2) && (i == 0 || text.is_capitalized(i - 1) || !text.is_glued(i))
}

/// Bullets, dashes at a line's start, "1)" and "Q:" open an item of their own.
fn starts_item(text: &Text, i: usize) -> bool {
    match text.word(i) {
        "•" | "▪" | "●" | "◦" | "*" | "·" | "-" | "–" | "—" => true,
        _ => is_turn(text, i).is_some(),
    }
}

/// "Q:", "A:", "Question:", "Answer:" at a line's start.
fn is_turn(text: &Text, i: usize) -> Option<SentenceRole> {
    if !text.tokens.get(i)?.line || text.word(i + 1) != ":" && !(text.is(i + 1, ".") && text.word(i).len() == 1) {
        return None;
    }
    match text.word(i) {
        "Q" | "Question" | "QUESTION" => Some(SentenceRole::Question),
        "A" | "Answer" | "ANSWER" => Some(SentenceRole::Answer),
        _ => None,
    }
}

fn assign_roles(text: &Text, sentences: &mut [Sentence]) {
    let mut turn = None;
    let unlabelled = unlabelled_questions(text, sentences);
    for k in 0..sentences.len() {
        let sentence = sentences[k];
        let opens = k == 0 || sentences[k - 1].paragraph != sentence.paragraph;
        let asked = unlabelled.contains(&sentence.paragraph);
        turn = is_turn(text, sentence.first).or(match turn {
            _ if opens && asked => Some(SentenceRole::Question),
            Some(SentenceRole::Question) if opens && !unlabelled.is_empty() => Some(SentenceRole::Answer),
            other => other,
        });
        sentences[k].role = match turn {
            Some(role) => role,
            None if is_headline(text, sentences, k) => SentenceRole::Headline,
            None if text.is(sentence.first, "by") && is_short_line(text, sentences, k) => SentenceRole::Byline,
            None if text.tokens[sentence.first].line && starts_item(text, sentence.first) => SentenceRole::Item,
            None => SentenceRole::Body,
        };
    }
}

/// Paragraphs that only ask, in an interview whose turns have no labels.
fn unlabelled_questions(text: &Text, sentences: &[Sentence]) -> Vec<usize> {
    let mut asking: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < sentences.len() {
        let paragraph = sentences[at].paragraph;
        let end = (at..sentences.len()).find(|k| sentences[*k].paragraph != paragraph).unwrap_or(sentences.len());
        if is_turn(text, sentences[at].first).is_some() {
            return Vec::new();
        }
        let asks = text.word(sentences[end - 1].last - 1) == "?" && end - at <= 4 && paragraph > 0;
        let quoted = matches!(text.word(sentences[at].first), "\"" | "“" | "'" | "‘" | "«");
        if asks && !quoted {
            asking.push(paragraph);
        }
        at = end;
    }
    let first = asking.first().and_then(|p| sentences.iter().find(|s| s.paragraph == *p)).map_or(0, |s| s.first);
    let announced = (0..first).any(|i| text.is_any(i, &["interview", "interviewed", "questions", "spoke", "talks"]));
    if asking.len() >= if announced { 2 } else { 4 } { asking } else { Vec::new() }
}

/// The first paragraph, when it is one line that no stop ends.
fn is_headline(text: &Text, sentences: &[Sentence], k: usize) -> bool {
    let sentence = &sentences[k];
    sentence.paragraph == 0
        && sentences.iter().any(|s| s.paragraph > 0)
        && sentences.iter().filter(|s| s.paragraph == 0).count() <= 2
        && sentences.iter().filter(|s| s.paragraph == 0).all(|s| s.tokens().len() <= 30)
        && sentences.iter().rfind(|s| s.paragraph == 0).is_some_and(|s| text.word(s.last - 1) != ".")
        && !text.is(sentence.first, "by")
}

fn is_short_line(text: &Text, sentences: &[Sentence], k: usize) -> bool {
    let sentence = &sentences[k];
    sentence.tokens().len() <= 8 && text.word(sentence.last - 1) != "."
}

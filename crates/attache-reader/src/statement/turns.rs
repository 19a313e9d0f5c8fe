//! Interviews, transcripts and headlines: words whose speaker a label names, not a reporting clause.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "Interview with Ambassador Kadri Tamm\n\nQ: Is trade growing?\n\nA: It is. We are glad.";
//! let reading = Reader::embedded().read(&Article { text: text.into(), ..Article::default() });
//! assert_eq!(reading.statements[0].evidence.quote, "It is. We are glad.");
//! assert_eq!(reading.statements[0].speaker.name.as_deref(), Some("Kadri Tamm"));
//! ```

use crate::mention::Tokens;
use crate::mention::person::Source;
use crate::mention::word_class::Kind;
use crate::page::Page;
use crate::statement::reported::{Reported, Rule};
use crate::statement::scope;
use crate::statement::source::Who;
use crate::text::{SentenceRole, TokenKind};

/// Labelled words, and the sentences that need no further reading.
#[derive(Debug, Default)]
pub struct Turns {
    pub found: Vec<Reported>,
    /// Sentences `first..last` read here.
    pub taken: Vec<(usize, usize)>,
}

pub fn read(page: &Page) -> Turns {
    let mut turns = Turns::default();
    interview(page, &mut turns);
    if turns.found.is_empty() {
        transcript(page, &mut turns);
    }
    for k in 0..page.text.sentences.len().min(4) {
        if page.text.sentences[k].role == SentenceRole::Headline {
            headline(page, k, &mut turns);
        }
    }
    turns
}

/// One statement per answer.
fn interview(page: &Page, turns: &mut Turns) {
    let text = &page.text;
    let Some(guest) = interviewee(page) else { return };
    let mut k = 0;
    while k < text.sentences.len() {
        if text.sentences[k].role != SentenceRole::Answer {
            k += 1;
            continue;
        }
        let mut end = k + 1;
        while text.sentences.get(end).is_some_and(|s| s.role == SentenceRole::Answer && !is_label(page, s.first)) {
            end += 1;
        }
        let first = label_end(page, text.sentences[k].first);
        push(turns, Tokens::new(first, text.sentences[end - 1].last), Who::Person(guest), (k, end), Rule::Turn);
        k = end;
    }
}

fn is_label(page: &Page, i: usize) -> bool {
    page.text.is_any(i, &["Q", "A", "Question", "Answer"]) && page.text.is_any(i + 1, &[":", "."])
}

fn label_end(page: &Page, i: usize) -> usize {
    if is_label(page, i) { i + 2 } else { i }
}

fn push(turns: &mut Turns, tokens: Tokens, who: Who, sentences: (usize, usize), rule: Rule) {
    if tokens.first < tokens.last {
        turns.found.push(Reported { tokens, who, clause: Tokens::new(tokens.first, tokens.first), rule });
        turns.taken.push(sentences);
    }
}

/// The person whom the heading or the lead introduces before the first question.
fn interviewee(page: &Page) -> Option<usize> {
    let text = &page.text;
    let question = text.sentences.iter().find(|s| matches!(s.role, SentenceRole::Question | SentenceRole::Answer))?;
    let before = |s: &&Source| s.phrase.tokens.first < question.first;
    let named = |s: &&Source| page.people.people[s.person].name.is_some() && s.phrase.kind != Kind::Company;
    let officer = |s: &&Source| page.people.people[s.person].role.is_some();
    let sources = &page.people.sources;
    sources
        .iter()
        .take_while(before)
        .filter(named)
        .find(officer)
        .or_else(|| sources.iter().take_while(before).find(named))
        .or_else(|| sources.iter().take_while(before).find(officer))
        .map(|s| s.person)
}

/// Paragraphs that begin "NAME:" or "Minister (Deputy NAME):", at least two of them.
fn transcript(page: &Page, turns: &mut Turns) {
    let text = &page.text;
    let labels: Vec<(usize, usize, usize)> =
        (0..text.sentences.len()).filter_map(|k| label_of(page, k).map(|(who, first)| (k, who, first))).collect();
    if labels.len() < 2 {
        return;
    }
    for (n, (k, who, first)) in labels.iter().enumerate() {
        let limit = labels.get(n + 1).map_or(text.sentences.len(), |l| l.0);
        let end = (*k + 1..limit).find(|j| ends_turn(page, *j)).unwrap_or(limit);
        let last = text.sentences[end - 1].last;
        if !text.is(last - 1, "?") && !is_outlet(page, *who) {
            push(turns, Tokens::new(*first, last), Who::Person(*who), (*k, end), Rule::Turn);
        }
    }
}

/// "KT:" for Kadri Tamm.
fn by_initials(page: &Page, i: usize) -> Option<usize> {
    let word = page.text.word(i);
    if !(2..=4).contains(&word.len()) || !word.chars().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    page.people.people.iter().position(|p| {
        let name = p.name.as_deref().unwrap_or("");
        name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect::<String>() == word
    })
}

/// The programme's own people ask and report; they are no source.
fn is_outlet(page: &Page, person: usize) -> bool {
    const STAFF: &[&str] = &[
        "host",
        "editor",
        "correspondent",
        "presenter",
        "anchor",
        "moderator",
        "reporter",
        "journalist",
        "interviewer",
        "announcer",
        "producer",
    ];
    let role = page.people.people[person].role.as_deref().unwrap_or("").to_lowercase();
    STAFF.iter().any(|s| role.split(' ').any(|w| w == *s))
}

/// "Question 12. Deputy ..." opens somebody else's turn.
fn ends_turn(page: &Page, k: usize) -> bool {
    let first = page.text.sentences[k].first;
    page.text.tokens[first].line && page.text.is_any(first, &["Question", "Q", "Moderator", "["])
}

/// The source that a paragraph's label names, and the token after the colon.
fn label_of(page: &Page, k: usize) -> Option<(usize, usize)> {
    let text = &page.text;
    let sentence = text.sentences[k];
    if !text.tokens[sentence.first].line {
        return None;
    }
    let colon = (sentence.first + 1..sentence.last.min(sentence.first + 16)).find(|i| text.is(*i, ":"))?;
    if let Some(person) = by_initials(page, sentence.first).filter(|_| colon == sentence.first + 1) {
        return Some((person, colon + 1));
    }
    let at = page.people.sources.partition_point(|s| s.phrase.tokens.first < sentence.first);
    let inside = |s: &&Source| s.phrase.tokens.last <= colon;
    let source = page.people.sources[at..].iter().take_while(inside).filter(|s| s.phrase.kind != Kind::Text).last()?;
    let bracket = (sentence.first..colon).find(|i| text.is(*i, "(") && text.is(colon - 1, ")"));
    let ends = bracket == Some(source.phrase.tokens.last)
        || source.phrase.tokens.last == colon
        || source.phrase.tokens.last + 1 == colon && text.is(colon - 1, ")");
    let words = (sentence.first..colon).filter(|i| text.kind(*i) == Some(TokenKind::Word) && !text.is_capitalized(*i)).count();
    (ends && words <= 5 && is_somebody(page, source.person)).then_some((source.person, colon + 1))
}

fn is_somebody(page: &Page, person: usize) -> bool {
    let person = &page.people.people[person];
    person.organization.is_none() || person.name.is_some() || person.role.is_some()
}

/// "“We wait”: an interview with Ambassador Tamm".
fn quoted_headline(page: &Page, k: usize, turns: &mut Turns) -> bool {
    let text = &page.text;
    let sentence = text.sentences[k];
    let at = page.quotations.partition_point(|q| q.tokens.first < sentence.first);
    let Some(quotation) =
        page.quotations.get(at).filter(|q| q.tokens.first <= sentence.first + 1 && q.tokens.last < sentence.last && !q.open_ended)
    else {
        return false;
    };
    if quotation.tokens.last - quotation.tokens.first < 3 {
        return false;
    }
    let rest = page.people.sources.partition_point(|s| s.phrase.tokens.first < quotation.tokens.last);
    let named = |s: &&Source| page.people.people[s.person].name.is_some() || s.phrase.kind == Kind::Office;
    let here = page.people.sources[rest..].iter().take_while(|s| s.phrase.tokens.first < sentence.last).find(named).map(|s| s.person);
    let alone = quotation.tokens.last + 1 >= sentence.last;
    let person = here.or_else(|| alone.then(|| interviewee(page)).flatten());
    if let Some(person) = person {
        push(turns, quotation.tokens, Who::Person(person), (k, k + 1), Rule::Turn);
    }
    person.is_some()
}

/// "Trade keeps growing: envoy", "Ambassador Tamm: “We wait”".
fn headline(page: &Page, k: usize, turns: &mut Turns) {
    let text = &page.text;
    let sentence = text.sentences[k];
    if quoted_headline(page, k, turns) {
        return;
    }
    let Some(colon) = (sentence.first + 1..sentence.last.saturating_sub(1)).find(|i| text.is(*i, ":") && text.is_glued(*i)) else { return };
    let speaks = |first: usize, last: usize| {
        let at = page.people.sources.partition_point(|s| s.phrase.tokens.first < first);
        let source = page.people.sources.get(at)?;
        let fits = source.phrase.tokens.first <= first + 1
            && source.phrase.tokens.last == last
            && source.phrase.kind != Kind::Text
            && source.phrase.role.is_some();
        let words = source.phrase.tokens.last - source.phrase.tokens.first;
        (fits && words <= 12).then_some(source.person)
    };
    let after = colon + 1..sentence.last;
    let end = sentence.last;
    if let Some(person) = speaks(after.start, end).filter(|_| end - after.start <= 6 && colon - sentence.first >= 3) {
        push(turns, Tokens::new(sentence.first, colon), Who::Person(person), (k, k + 1), Rule::Headline);
    } else if let Some(person) = speaks(sentence.first, colon).filter(|_| end - after.start >= 3) {
        let quoted = text.is_any(after.start, &["\"", "“", "‘", "'", "«"]);
        let first = after.start + usize::from(quoted);
        let last = if quoted {
            page.quotations.iter().find(|q| q.tokens.first == first).map_or(end, |q| q.tokens.last)
        } else {
            scope::trimmed_end(text, first, end)
        };
        push(turns, Tokens::new(first, last), Who::Person(person), (k, k + 1), if quoted { Rule::Turn } else { Rule::Headline });
    }
}

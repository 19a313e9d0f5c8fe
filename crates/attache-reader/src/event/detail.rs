//! What else a clause tells of an event: how many, about what, where, who took part.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let article = Article { text: "Latvia and Estonia signed three agreements.".into(), ..Article::default() };
//! assert!(Reader::embedded().read(&article).events.iter().all(|e| e.count.is_none_or(|c| c == 3)));
//! ```

use crate::contract::{EventKind, Party, Speaker};
use crate::mention::{PartyForm, Tokens};
use crate::page::Page;
use crate::text::Span;

use super::Draft;

const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Ends a subject: "on the transport of gas | in May".
const ENDS: &[&str] =
    &["during", "after", "before", "at", "on", "by", "as", "while", "which", "who", "that", "under", "when", "said", "says"];

/// The clause without the punctuation and conjunction around it.
pub fn evidence(page: &Page, draft: &Draft) -> Span {
    let mut clause = draft.trigger.clause;
    let is_edge = |i: usize| page.text.word(i).chars().all(|c| !c.is_alphanumeric() && !matches!(c, '$' | '"' | '“' | '”'));
    while clause.last > draft.trigger.tokens.last && is_edge(clause.last - 1) {
        clause.last -= 1;
    }
    while clause.first < draft.trigger.tokens.first && is_edge(clause.first) {
        clause.first += 1;
    }
    page.text.span(clause.first..clause.last)
}

/// "five agreements", "three rounds": a number just before the document or the noun itself.
pub fn count(page: &Page, draft: &Draft) -> Option<u32> {
    let head = match (&draft.trigger.object, draft.trigger.kind) {
        (Some(object), EventKind::Agreement) if &*object.class == "document" => object.tokens.first,
        (None, EventKind::Agreement | EventKind::Meeting) => draft.trigger.tokens.first,
        _ => return None,
    };
    let low = head.saturating_sub(4).max(draft.trigger.clause.first);
    let at = (low..head).rev().find(|i| number(page, *i).is_some())?;
    let money = page.text.word(at.wrapping_sub(1)).ends_with(['$', '€', '£'])
        || page.text.is_any(at + 1, &["million", "billion", "mln", "bln", "percent"]);
    number(page, at).filter(|n| !money && (1..1900).contains(n))
}

fn number(page: &Page, at: usize) -> Option<u32> {
    let word = page.text.word(at);
    let spelled = NUMBERS.iter().position(|n| word.eq_ignore_ascii_case(n)).map(|n| n as u32);
    spelled.or_else(|| word.replace(',', "").parse().ok())
}

/// What follows "on", "for" or "of" after the document.
pub fn subject(page: &Page, draft: &Draft) -> Option<Span> {
    let clause = draft.trigger.clause;
    let from = draft.trigger.object.as_ref().map_or(draft.trigger.tokens.last, |o| o.tokens.last.max(draft.trigger.tokens.last));
    let opener = (from..(from + 4).min(clause.last)).find(|i| page.text.is_any(*i, &["on", "for", "over", "about", "concerning"]))?;
    let first = opener + 1;
    let stops = |i: &usize| page.text.is_any(*i, ENDS) || matches!(page.text.word(*i), "," | "." | ";" | "(" | "”" | "\"");
    let last = (first..(first + 12).min(clause.last)).find(stops).unwrap_or((first + 12).min(clause.last));
    let dated = page.periods.get(page.periods.partition_point(|p| p.tokens.last <= first)).is_some_and(|p| p.tokens.first <= first);
    (last > first && !dated).then(|| page.text.span(first..last))
}

/// "in Tashkent", "at Havana": a place named in the clause after a preposition of place.
pub fn place(page: &Page, draft: &Draft) -> Option<Span> {
    let clause = draft.trigger.clause;
    let begin = page.parties.partition_point(|p| p.tokens.first < clause.first);
    let mut named = page.parties[begin..].iter().take_while(|p| p.tokens.first < clause.last);
    let wanted: &[&str] = if draft.trigger.kind == EventKind::Visit { &["in", "to", "at"] } else { &["in", "at"] };
    let place = named.find(|p| {
        matches!(p.form, PartyForm::Capital | PartyForm::Place | PartyForm::Name)
            && p.tokens.first > 0
            && page.text.is_any(p.tokens.first - 1, wanted)
    })?;
    Some(place.span)
}

/// Named people in the clause whose country is one of the parties.
pub fn participants(page: &Page, draft: &Draft, parties: &[Party]) -> Vec<Speaker> {
    let clause: Tokens = draft.trigger.clause;
    let begin = page.people.mentions.partition_point(|m| m.tokens.first < clause.first);
    let mut found: Vec<Speaker> = Vec::new();
    for mention in page.people.mentions[begin..].iter().take_while(|m| m.tokens.first < clause.last) {
        let Some(person) = mention.person.and_then(|i| page.people.people.get(i)) else { continue };
        if person.name.is_none() || !person.country.is_none_or(|c| parties.contains(&c)) {
            continue;
        }
        let speaker = Speaker {
            name: person.name.clone(),
            role: person.role.clone(),
            organization: person.organization.clone(),
            country: person.country,
        };
        if !found.contains(&speaker) {
            found.push(speaker);
        }
    }
    found
}

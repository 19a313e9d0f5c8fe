//! Who speaks: the noun phrase before or after a cue, and what a pronoun there means.
//!
//! ```
//! use attache_reader::statement::source::Who;
//! assert_ne!(Who::Person(0), Who::Person(1));
//! ```

use crate::contract::{Party, Speaker};
use crate::mention::word_class::Kind;
use crate::mention::{PartyForm, Tokens};
use crate::page::Page;
use crate::statement::cue::Cue;
use crate::statement::scope::Scope;
use crate::text::TokenKind;

/// Whom a subject means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Index into `Page::people`.
    Person(usize),
    /// A government named by its country or capital.
    Country(Party),
    /// A noun phrase that the data doesn't know.
    Words(Tokens),
    /// "two ministers": a role, no name.
    Joint(Tokens),
    /// A pronoun that nothing before explains.
    Nobody,
}

/// A subject in the text; `who` is `None` for a pronoun that is still to be resolved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Subject {
    pub tokens: Tokens,
    pub who: Option<Who>,
}

/// Who spoke last, for pronouns.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    pub person: Option<(Who, usize)>,
    pub group: Option<(Who, usize)>,
    pub body: Option<(Who, usize)>,
    pub any: Option<(Who, usize)>,
}

impl Memory {
    pub fn note(&mut self, page: &Page, who: Who, at: usize) {
        let slot = match who {
            Who::Person(index) => match kind_of(page, index, at) {
                Kind::Body | Kind::Text | Kind::Company => &mut self.body,
                Kind::People | Kind::Chief | Kind::Office if is_group(page, index, at) => &mut self.group,
                _ => &mut self.person,
            },
            Who::Country(_) => &mut self.body,
            Who::Words(_) | Who::Joint(_) => &mut self.group,
            Who::Nobody => return,
        };
        *slot = Some((who, at));
        self.any = Some((who, at));
    }
}

fn kind_of(page: &Page, index: usize, _at: usize) -> Kind {
    let person = &page.people.people[index];
    if person.name.is_some() || person.role.is_some() { Kind::Office } else { Kind::Body }
}

fn is_group(page: &Page, index: usize, at: usize) -> bool {
    let from = page.people.sources.partition_point(|s| s.phrase.tokens.first + 1500 < at);
    let near = page.people.sources[from..].iter().take_while(|s| s.phrase.tokens.first < at + 40);
    page.people.people[index].name.is_none() && near.filter(|s| s.person == index).any(|s| s.phrase.plural)
}

/// Words that may stand between a subject and its verb.
fn is_link(page: &Page, i: usize) -> bool {
    let text = &page.text;
    text.is_any(
        i,
        &[
            "has",
            "already",
            "always",
            "often",
            "since",
            "nevertheless",
            "nonetheless",
            "instead",
            "therefore",
            "had",
            "have",
            "also",
            "further",
            "then",
            "later",
            "earlier",
            "just",
            "even",
            "again",
            "repeatedly",
            "twice",
            "both",
            "is",
            "was",
            "were",
            "are",
            "today",
            "yesterday",
            "himself",
            "herself",
            "too",
            "once",
            "now",
            "been",
            "either",
            "all",
            "each",
            "still",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ],
    ) || text.word(i).ends_with("ly") && !text.is_capitalized(i)
}

/// The token after the subject's last: steps left over adverbs, "on Tuesday", "in turn", ", however,".
fn subject_end(page: &Page, scope: &Scope, cue: usize) -> usize {
    let text = &page.text;
    let mut end = cue;
    while end > scope.first {
        let i = end - 1;
        if is_link(page, i) {
            end = i;
            if end > scope.first && text.is(end - 1, "on") {
                end -= 1;
            }
        } else if text.is(i, ",") && i > scope.first + 2 && text.is_any(i - 1, &["turn", "however", "too", "meanwhile", "part"]) {
            let open = (scope.first..i).rev().find(|k| text.is(*k, ","));
            match open.filter(|k| i - k < 6) {
                Some(open) => end = open,
                None => break,
            }
        } else {
            break;
        }
    }
    end
}

/// The subject before the cue.
pub fn before(page: &Page, scope: &Scope, cue: &Cue) -> Option<Subject> {
    let end = subject_end(page, scope, cue.first);
    ending_at(page, scope, end).or_else(|| {
        let comma = end.checked_sub(1).filter(|i| *i > scope.first && page.text.is(*i, ",") && scope.is_own(*i))?;
        let apposed = ending_at(page, scope, comma).and_then(|s| paired(page, scope, s));
        apposed.or_else(|| {
            let open = (scope.first..comma).rev().take(30).find(|i| page.text.is(*i, ",") && scope.is_own(*i))?;
            let opened = page.text.is_any(
                open + 1,
                &[
                    "who",
                    "speaking",
                    "which",
                    "whose",
                    "addressing",
                    "in",
                    "at",
                    "on",
                    "answering",
                    "asked",
                    "for",
                    "commenting",
                    "after",
                    "during",
                    "quoting",
                    "citing",
                    "referring",
                    "himself",
                    "meanwhile",
                    "too",
                    "himself",
                ],
            );
            ending_at(page, scope, open).filter(|_| opened)
        })
    })
}

/// "His guest, Mara Sol,": two phrases for one subject; the name tells who.
fn paired(page: &Page, scope: &Scope, subject: Subject) -> Option<Subject> {
    if has_apposition(page, subject.tokens) {
        return Some(subject);
    }
    let comma = subject.tokens.first.checked_sub(1).filter(|i| *i > scope.first && page.text.is(*i, ","))?;
    let Some(Who::Person(index)) = subject.who else { return None };
    let first = phrase_ending(page, comma)?;
    let Some(Who::Person(other)) = first.who else { return None };
    let named = |i: usize| page.people.people[i].name.is_some();
    let who = if named(index) { index } else { other };
    let role_and_name = named(index) != named(other) || page.people.people[other].organization.is_none() && named(index);
    role_and_name.then(|| Subject { tokens: Tokens::new(first.tokens.first, subject.tokens.last), who: Some(Who::Person(who)) })
}

fn has_apposition(page: &Page, tokens: Tokens) -> bool {
    (tokens.first..tokens.last).any(|i| page.text.is(i, ","))
}

fn ending_at(page: &Page, scope: &Scope, end: usize) -> Option<Subject> {
    let text = &page.text;
    let last = end.checked_sub(1).filter(|i| *i >= scope.first)?;
    if text.is(last, ")") {
        let open = (scope.first..last).rev().take(12).find(|i| text.is(*i, "("))?;
        return phrase_ending(page, end).or_else(|| ending_at(page, scope, open));
    }
    if let Some(pronoun) = pronoun(page, last) {
        return Some(pronoun);
    }
    phrase_ending(page, end).or_else(|| country_ending(page, scope, end)).or_else(|| reaching(page, scope, end))
}

/// "he", "she", "it", "they", "who" (whoever stands before it).
fn pronoun(page: &Page, at: usize) -> Option<Subject> {
    let text = &page.text;
    if text.is_any(at, &["who", "which"]) && at > 0 && text.is(at - 1, ",") || text.is(at, "who") && at > 0 {
        let end = if text.is(at - 1, ",") { at - 1 } else { at };
        return phrase_ending(page, end).map(|s| Subject { tokens: Tokens::new(at, at + 1), ..s });
    }
    text.is_any(at, &["he", "she", "it", "they"]).then(|| Subject { tokens: Tokens::new(at, at + 1), who: None })
}

fn phrase_ending(page: &Page, end: usize) -> Option<Subject> {
    let sources = &page.people.sources;
    let at = sources.partition_point(|s| s.phrase.tokens.last < end);
    let source = sources.get(at).filter(|s| s.phrase.tokens.last == end)?;
    let first = article_before(page, source.phrase.tokens.first);
    let tokens = Tokens::new(first, end);
    let before = at
        .checked_sub(1)
        .and_then(|k| sources.get(k))
        .filter(|p| page.text.is(p.phrase.tokens.last, "and") && p.phrase.tokens.last + 1 == first);
    if let Some(before) = before.filter(|_| source.phrase.name.is_some()) {
        return Some(Subject { tokens: Tokens::new(before.phrase.tokens.first, end), who: Some(Who::Joint(source.phrase.head)) });
    }
    Some(Subject { tokens, who: Some(Who::Person(source.person)) })
}

fn article_before(page: &Page, first: usize) -> usize {
    if first > 0 && page.text.is_any(first - 1, &["the", "a", "an"]) { first - 1 } else { first }
}

/// "Rabat", "the European Union".
fn country_ending(page: &Page, scope: &Scope, end: usize) -> Option<Subject> {
    let at = page.parties.partition_point(|m| m.tokens.last < end);
    let mention = page.parties.get(at).filter(|m| m.tokens.last == end && m.tokens.first >= scope.first)?;
    if matches!(mention.form, PartyForm::Demonym | PartyForm::Place | PartyForm::Pair) || mention.parties.len() != 1 || mention.possessive {
        return None;
    }
    let first = article_before(page, mention.tokens.first);
    let governed = first > scope.first
        && page.text.is_any(
            first - 1,
            &["in", "of", "to", "with", "from", "for", "and", "by", "on", "between", "at", "into", "via", "against", "visiting"],
        );
    let pair = first > scope.first
        && page.text.is_any(first - 1, &["and", ","])
        && page.parties.get(at.wrapping_sub(1)).is_some_and(|m| m.tokens.last + 1 == first && m.tokens.first <= scope.first + 1);
    if pair {
        return Some(Subject { tokens: Tokens::new(scope.first, end), who: Some(Who::Nobody) });
    }
    let who = Who::Country(*mention.parties.first()?);
    (!governed).then_some(Subject { tokens: Tokens::new(first, end), who: Some(who) })
}

/// A phrase that begins the clause and reaches the verb over words the data doesn't know: "the union at the plant".
fn reaching(page: &Page, scope: &Scope, end: usize) -> Option<Subject> {
    let text = &page.text;
    let start = (scope.first..end)
        .rev()
        .take(10)
        .take_while(|i| scope.is_own(*i))
        .take_while(|i| {
            !text.is_any(*i, &[",", ";", ":", "that", "and", "but", "while", "whereas", "because", "if", "as", "when"])
                && !text.word(*i).ends_with(['”', '"', '“'])
        })
        .last()?;
    let clean = (start..end).all(|i| text.kind(i) == Some(TokenKind::Word) || text.is(i, "-"))
        && (start..end).all(|i| !page.people.classes[i].speech);
    let begins = page
        .people
        .sources
        .iter()
        .skip(page.people.sources.partition_point(|s| s.phrase.tokens.first < start))
        .take(1)
        .find(|s| article_before(page, s.phrase.tokens.first) == start && s.phrase.tokens.last < end);
    if !clean {
        return None;
    }
    if let Some(source) = begins.filter(|s| {
        text.is_any(
            s.phrase.tokens.last,
            &[
                "at",
                "in",
                "of",
                "for",
                "on",
                "from",
                "with",
                "published",
                "released",
                "compiled",
                "issued",
                "ordered",
                "commissioned",
                "prepared",
                "collected",
                "seen",
                "near",
                "close",
                "familiar",
                "quoted",
                "cited",
                "read",
            ],
        )
    }) {
        return Some(Subject { tokens: Tokens::new(start, end), who: Some(Who::Person(source.person)) });
    }
    let nominal = text.is_any(start, &["the", "a", "an"]) && end - start <= 7 && end > start + 1;
    nominal.then(|| Subject { tokens: Tokens::new(start, end), who: Some(Who::Words(Tokens::new(start + 1, end))) })
}

/// The subject after the cue: "said Marta Oliveira, head of cardiology", "according to the port authority".
pub fn after(page: &Page, scope: &Scope, from: usize) -> Option<Subject> {
    let text = &page.text;
    if from >= scope.last {
        return None;
    }
    let sources = &page.people.sources;
    let at = sources.partition_point(|s| s.phrase.tokens.first < from);
    if text.is_any(from, &["he", "she", "they", "it", "him", "her", "them"])
        && sources.get(at).is_none_or(|s| s.phrase.tokens.first != from)
    {
        return Some(Subject { tokens: Tokens::new(from, from + 1), who: None });
    }
    let start = if text.is_any(from, &["the", "a", "an", "both", "some"]) { from + 1 } else { from };
    if let Some(source) = sources.get(at).filter(|s| s.phrase.tokens.first <= start) {
        return Some(Subject { tokens: Tokens::new(from, source.phrase.tokens.last), who: Some(Who::Person(source.person)) });
    }
    let party = page.parties.partition_point(|m| m.tokens.first < from);
    let mention = page.parties.get(party).filter(|m| m.tokens.first <= start && m.parties.len() == 1)?;
    let who = Who::Country(*mention.parties.first()?);
    Some(Subject { tokens: Tokens::new(from, mention.tokens.last), who: Some(who) })
}

/// Whom a pronoun means, by number: the last speaker of that kind, or the person who opens the sentence before.
pub fn resolve(page: &Page, subject: &Subject, memory: &Memory) -> Option<Who> {
    let pronoun = subject.who.is_none() && page.text.is_any(subject.tokens.first, &["he", "she", "they"]);
    antecedent(page, subject, memory).or(pronoun.then_some(Who::Nobody))
}

fn antecedent(page: &Page, subject: &Subject, memory: &Memory) -> Option<Who> {
    if let Some(who) = subject.who {
        return Some(anonymous_text(page, subject, who).and_then(|()| memory.body.or(memory.any).map(|m| m.0)).unwrap_or(who));
    }
    let text = &page.text;
    let at = subject.tokens.first;
    if text.is(at, "it") {
        return memory.body.filter(|(_, t)| at.saturating_sub(*t) < 400).map(|m| m.0);
    }
    if text.is_any(at, &["they", "them"]) {
        return memory.group.or(memory.any).filter(|(_, t)| at.saturating_sub(*t) < 400).map(|m| m.0);
    }
    let sentence = text.sentence_of(at);
    let said = memory.person.map(|(who, t)| (who, text.sentence_of(t)));
    let inside = text.sentences.get(sentence).is_some_and(|s| at > s.first + 4) && said.is_none_or(|(_, s)| s < sentence);
    if let Some(who) = inside.then(|| opening_person(page, sentence)).flatten() {
        return Some(who);
    }
    if let Some((who, _)) = said.filter(|(_, s)| *s + 1 >= sentence) {
        return Some(who);
    }
    let fresh = (1..=3).find_map(|k| opening_person(page, sentence.checked_sub(k).filter(|k| said.is_none_or(|(_, s)| *k > s))?));
    fresh.or(said.filter(|(_, s)| s + 8 > sentence).map(|s| s.0)).or_else(|| person_before(page, sentence, at))
}

/// "the announcement", "a statement": whoever was reported to have made it.
fn anonymous_text(page: &Page, subject: &Subject, who: Who) -> Option<()> {
    let Who::Person(index) = who else { return None };
    let person = &page.people.people[index];
    let words = person.organization.as_deref().unwrap_or("").to_lowercase();
    let made =
        matches!(words.as_str(), "announcement" | "statement" | "release" | "press release" | "communique" | "communiqué" | "document");
    (made && person.name.is_none() && subject.tokens.last - subject.tokens.first <= 3).then_some(())
}

/// The person who is the sentence's subject.
pub fn opening_person(page: &Page, k: usize) -> Option<Who> {
    let sentence = page.text.sentences.get(k)?;
    let from = page.people.sources.partition_point(|s| s.phrase.tokens.first < sentence.first);
    let source = page.people.sources.get(from).filter(|s| s.phrase.tokens.first <= sentence.first + 1 && !s.phrase.plural)?;
    let person = &page.people.people[source.person];
    (person.name.is_some() && person.organization.is_none() || person.role.is_some()).then_some(Who::Person(source.person))
}

/// The first person of this or the sentence before.
fn person_before(page: &Page, sentence: usize, at: usize) -> Option<Who> {
    let text = &page.text;
    for k in [sentence, sentence.wrapping_sub(1)] {
        let Some(scope) = text.sentences.get(k) else { continue };
        let from = page.people.sources.partition_point(|s| s.phrase.tokens.first < scope.first);
        let person = page.people.sources[from..]
            .iter()
            .take_while(|s| s.phrase.tokens.last <= scope.last.min(at))
            .find(|s| page.people.people[s.person].name.is_some() && !s.phrase.plural);
        if let Some(source) = person {
            return Some(Who::Person(source.person));
        }
    }
    None
}

/// "the Nepali government", "the Omani side": the country speaks.
fn is_government(person: &crate::mention::Person) -> bool {
    let words = person.organization.as_deref().unwrap_or("").to_lowercase();
    let last = words.rsplit(' ').next().unwrap_or("");
    person.name.is_none() && person.role.is_none() && matches!(last, "government" | "side" | "party") && words.split(' ').count() <= 3
}

/// The speaker as the record shows it.
pub fn speaker(page: &Page, who: Who) -> Speaker {
    let words = |t: Tokens| page.text.slice(page.text.span(t.first..t.last)).split_whitespace().collect::<Vec<_>>().join(" ");
    match who {
        Who::Person(index) => {
            let person = &page.people.people[index];
            if let Some(country) = person.country.filter(|_| is_government(person)) {
                return Speaker { country: Some(country), ..Speaker::default() };
            }
            Speaker {
                name: person.name.clone(),
                role: person.role.clone(),
                organization: person.organization.clone(),
                country: person.country,
            }
        }
        Who::Nobody => Speaker::default(),
        Who::Country(country) => Speaker { country: Some(country), ..Speaker::default() },
        Who::Words(tokens) | Who::Joint(tokens) => Speaker { role: Some(words(tokens)), ..Speaker::default() },
    }
}

//! What was read of a case, as records that expectations compare with.
//!
//! Example: a figure of the reading is seen as `figure "$5 million": finance.grant JP -> LA, 5000000 USD, no period, actual, exact`.

use attache_reader::Reader;
use attache_reader::contract::{
    Article, Change, Code, Entity, Event, Figure, Party, Period, Qualifier, Reading, Speaker, Statement, Warning,
};
use attache_reader::mention::{Amount, PartyMention, PeriodMention, PersonMention, Quotation};
use attache_reader::page::Page;
use attache_reader::text::{Sentence, Span};
use serde::Serialize;
use serde_json::Value;

use super::parse::Case;
use super::record::{Kind, Record, Slot};
use super::slot::{amount_text, part};

pub fn article(case: &Case) -> Article {
    Article {
        id: case.heading.clone(),
        site: case.site.clone(),
        published: case.published.clone(),
        text: case.text.clone(),
        ..Article::default()
    }
}

/// Every record of these kinds.
pub fn read(reader: &Reader, case: &Case, kinds: &[Kind]) -> Vec<Record> {
    let article = article(case);
    let page = reader.page(&article);
    let reading = reader.read(&article);
    kinds.iter().flat_map(|kind| records(*kind, &page, &reading)).collect()
}

fn records(kind: Kind, page: &Page, reading: &Reading) -> Vec<Record> {
    let record = |quote: &str, slots: Vec<Slot>| Record { kind, quote: quote.to_owned(), slots };
    let slice = |span: Span| page.text.slice(span);
    match kind {
        Kind::Figure => reading.figures.iter().map(|f| record(&f.evidence.quote, figure(f))).collect(),
        Kind::Statement => reading.statements.iter().map(|s| record(&s.evidence.quote, statement(s))).collect(),
        Kind::Event => reading.events.iter().map(|e| record(&e.evidence.quote, event(e))).collect(),
        Kind::Amount => page.amounts.iter().map(|a| record(slice(a.span), amount(page, a))).collect(),
        Kind::Period => page.periods.iter().map(|p| record(slice(p.span), period_mention(p))).collect(),
        Kind::Party => page.parties.iter().map(|p| record(slice(p.span), party(p))).collect(),
        Kind::Person => page.people.mentions.iter().map(|p| record(slice(p.span), person(page, p))).collect(),
        Kind::Quotation => page.quotations.iter().map(|q| record(slice(q.span), quotation(q))).collect(),
        Kind::Sentence => page.text.sentences.iter().map(|s| record(slice(page.text.span(s.tokens())), sentence(s))).collect(),
        Kind::Entity => reading.entities.iter().map(|e| record(&e.name, entity(e))).collect(),
        Kind::Warning => reading.warnings.iter().map(|w| record(w.evidence.as_ref().map_or("", |e| &e.quote), warning(w))).collect(),
    }
}

/// A code's name in JSON: `Qualifier::About` is `about`.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// `PeriodRole::AsOf` is `as_of`, for types that are not part of the contract.
fn debug_name(value: &impl std::fmt::Debug) -> String {
    let mut out = String::new();
    for c in format!("{value:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// `no period`, or the word and the value.
fn optional(word: &str, value: Option<impl std::fmt::Display>) -> String {
    value.map_or(format!("no {word}"), |v| format!("{word} {v}"))
}

fn quoted(word: &str, value: Option<&String>) -> String {
    optional(word, value.map(|v| format!("\"{v}\"")))
}

fn ends(period: &Period) -> String {
    let end = |d: Option<jiff::civil::Date>| d.map_or(String::new(), |d| d.to_string());
    format!("{}..{}", end(period.start), end(period.end))
}

fn codes(parties: &[Party]) -> String {
    let codes: Vec<&str> = parties.iter().map(Code::as_str).collect();
    if codes.is_empty() { "-".to_owned() } else { codes.join(" ") }
}

fn direction(from: Option<Party>, to: Option<Party>, parties: &[Party]) -> String {
    let code = |p: Option<Party>| p.map_or("-".to_owned(), |p| p.to_string());
    match (from, to) {
        (None, None) => parties.iter().map(Code::as_str).collect::<Vec<_>>().join(" <-> "),
        _ => format!("{} -> {}", code(from), code(to)),
    }
}

fn figure(f: &Figure) -> Vec<Slot> {
    let value = f.value.map(|v| amount_text(v, f.value_max, f.unit.as_ref().map_or("", Code::as_str)));
    let since = f.change.as_ref().and_then(|c| c.since.as_ref());
    vec![
        ("indicator", f.indicator.name().to_owned()),
        ("direction", direction(f.from, f.to, &f.parties)),
        ("parties", codes(&f.parties)),
        ("value", value.unwrap_or("no value".to_owned())),
        ("change", optional("change", f.change.as_ref().map(change))),
        ("since", optional("since", since.map(ends))),
        ("period", optional("period", f.period.as_ref().map(ends))),
        ("status", name(&f.status)),
        ("qualifier", name(&f.qualifier)),
        ("topic", quoted("topic", f.topic.as_ref())),
        ("said", said(f.statement.as_ref())),
    ]
}

fn change(c: &Change) -> String {
    format!("{} {}", amount_text(c.value, c.value_max, c.unit.as_str()), name(&c.direction))
}

fn said(statement: Option<&String>) -> String {
    if statement.is_some() { "said" } else { "unsaid" }.to_owned()
}

fn speaker(name: Option<&str>, role: Option<&str>, organization: Option<&str>, country: Option<Party>) -> Vec<Slot> {
    vec![
        ("name", part(name)),
        ("role", part(role)),
        ("organization", part(organization)),
        ("country", part(country.as_ref().map(Code::as_str))),
    ]
}

fn statement(s: &Statement) -> Vec<Slot> {
    let Speaker { name: who, role, organization, country } = &s.speaker;
    let mut slots = speaker(who.as_deref(), role.as_deref(), organization.as_deref(), *country);
    slots.extend([
        ("mode", name(&s.mode)),
        ("medium", optional("medium", s.medium.map(|m| name(&m)))),
        ("date", optional("date", s.date)),
        ("text", format!("text \"{}\"", s.text)),
    ]);
    slots
}

fn event(e: &Event) -> Vec<Slot> {
    vec![
        ("kind", name(&e.kind)),
        ("direction", direction(e.actor, e.target, &e.parties)),
        ("parties", codes(&e.parties)),
        ("date", e.date.as_ref().map_or("no date".to_owned(), ends)),
        ("status", name(&e.status)),
        ("count", optional("count", e.count)),
        ("subject", quoted("subject", e.subject.as_ref())),
        ("place", quoted("place", e.place.as_ref())),
        ("plover", optional("plover", e.plover.as_ref())),
        ("cameo", optional("cameo", e.cameo.as_ref())),
        ("said", said(e.statement.as_ref())),
    ]
}

fn amount(page: &Page, a: &Amount) -> Vec<Slot> {
    let noun = page.text.slice(page.text.span(a.noun.first..a.noun.last)).to_owned();
    let noun = Some(noun).filter(|n| !n.is_empty());
    let converted = a.converted.map(|(value, unit)| amount_text(value, None, unit.as_str()));
    let certainty = if a.ambiguous { "ambiguous" } else { "unambiguous" };
    vec![
        ("value", amount_text(a.value, a.value_max, a.unit.as_str())),
        ("qualifier", qualifier(a.qualifier)),
        ("kind", debug_name(&a.kind)),
        ("way", a.direction.map_or("no way".to_owned(), |d| name(&d))),
        ("noun", quoted("noun", noun.as_ref())),
        ("converted", optional("converted", converted)),
        ("certainty", certainty.to_owned()),
    ]
}

fn qualifier(qualifier: Qualifier) -> String {
    name(&qualifier)
}

fn period_mention(p: &PeriodMention) -> Vec<Slot> {
    vec![("period", p.period.as_ref().map_or("no period".to_owned(), ends)), ("role", debug_name(&p.role)), ("timex", timexes(p))]
}

/// "timex DATE 2021", both of "from 1995 to 2021" with "and" between.
fn timexes(p: &PeriodMention) -> String {
    let each = p.timexes.iter().map(|t| format!("{} {}", debug_name(&t.kind).to_uppercase(), t.value));
    format!("timex {}", each.collect::<Vec<_>>().join(" and "))
}

fn party(p: &PartyMention) -> Vec<Slot> {
    let possessive = if p.possessive { "possessive" } else { "plain" };
    vec![("parties", codes(&p.parties)), ("form", debug_name(&p.form)), ("possessive", possessive.to_owned())]
}

fn person(page: &Page, p: &PersonMention) -> Vec<Slot> {
    let person = p.person.and_then(|i| page.people.people.get(i)).cloned().unwrap_or_default();
    let mut slots = speaker(person.name.as_deref(), person.role.as_deref(), person.organization.as_deref(), person.country);
    slots.push(("anaphoric", if p.anaphoric { "anaphoric" } else { "named" }.to_owned()));
    slots
}

fn quotation(q: &Quotation) -> Vec<Slot> {
    let nested = if q.nested { "nested" } else { "outer" };
    let open = if q.open_ended { "open" } else { "closed" };
    vec![("nested", nested.to_owned()), ("open", open.to_owned())]
}

fn sentence(s: &Sentence) -> Vec<Slot> {
    vec![("role", debug_name(&s.role))]
}

fn entity(e: &Entity) -> Vec<Slot> {
    vec![
        ("kind", name(&e.kind)),
        ("country", optional("country", e.country)),
        ("role", quoted("role", e.role.as_ref())),
        ("organization", quoted("organization", e.organization.as_ref())),
    ]
}

fn warning(w: &Warning) -> Vec<Slot> {
    vec![("kind", name(&w.kind))]
}

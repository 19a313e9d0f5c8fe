//! Errors one by one: what was expected, what was read, and the sentence they stand in.
//!
//! Example: `wd01 figure period` above a gold and a read line that differ in their last fields.

use std::fmt::Write;

use super::Outcome;
use crate::score::locate;
use crate::score::record::{Change, Event, Figure, Period, Place, Speaker, Statement};
use crate::score::{Mistake, Sort};

pub fn list<'o>(outcomes: impl Iterator<Item = &'o Outcome>, most: usize, only: Option<Sort>, grep: Option<&str>) -> String {
    let entries = outcomes.flat_map(|o| o.score.mistakes.iter().map(move |m| (o, m)));
    let wanted = entries.filter(|(_, m)| only.is_none_or(|s| s == m.sort)).map(|(o, m)| describe(o, m));
    wanted.filter(|entry| grep.is_none_or(|g| entry.contains(g))).take(most).collect()
}

fn describe(outcome: &Outcome, mistake: &Mistake) -> String {
    let (gold, read) = (&outcome.annotated.expected, &outcome.read);
    let text = &outcome.annotated.article.text;
    let places = locate::places(text, gold);
    let (expected, actual, place) = match mistake.sort {
        Sort::Figure => (
            mistake.gold.map(|i| figure(&gold.figures[i])),
            mistake.read.map(|j| figure(&read.figures[j])),
            mistake.gold.and_then(|i| places.figures[i]).or(mistake.read.map(|j| read.figures[j].evidence.place())),
        ),
        Sort::Statement => (
            mistake.gold.map(|i| statement(&gold.statements[i])),
            mistake.read.map(|j| statement(&read.statements[j])),
            mistake.gold.and_then(|i| places.statements[i]).or(mistake.read.map(|j| read.statements[j].evidence.place())),
        ),
        Sort::Event => (
            mistake.gold.map(|i| event(&gold.events[i])),
            mistake.read.map(|j| event(&read.events[j])),
            mistake.gold.and_then(|i| places.events[i]).or(mistake.read.map(|j| read.events[j].evidence.place())),
        ),
    };
    let mut out = format!("\n{} {} {}\n", outcome.annotated.article.id, name(mistake.sort), mistake.why.join(", "));
    expected.iter().for_each(|line| _ = writeln!(out, "  gold: {line}"));
    actual.iter().for_each(|line| _ = writeln!(out, "  read: {line}"));
    place.iter().for_each(|place| _ = writeln!(out, "  text: {}", context(text, *place)));
    out
}

fn name(sort: Sort) -> &'static str {
    match sort {
        Sort::Figure => "figure",
        Sort::Statement => "statement",
        Sort::Event => "event",
    }
}

/// The text around a place, the place marked, cut at sentence ends where they are near.
fn context(text: &str, place: Place) -> String {
    let points: Vec<char> = text.chars().collect();
    let (start, end) = (place.0.min(points.len()), place.1.min(points.len()));
    let ends =
        |i: usize| points[i] == '\n' || (matches!(points[i], '.' | '!' | '?') && points.get(i + 1).is_none_or(|c| c.is_whitespace()));
    let low = (start.saturating_sub(220)..start).rev().find(|i| ends(*i)).map_or(start.saturating_sub(220), |i| i + 1);
    let limit = (end + 200).min(points.len());
    let high = (end.max(1) - 1..limit).find(|i| ends(*i)).map_or(limit, |i| i + 1).max(end);
    let part = |a: usize, b: usize| points[a..b].iter().collect::<String>();
    let marked = format!("{}⟦{}⟧{}", part(low, start), part(start, end), part(end, high));
    marked.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn or_dash(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

fn period(period: Option<&Period>) -> String {
    let end = |e: &Option<String>| e.clone().unwrap_or_default();
    period.map_or("no period".to_owned(), |p| format!("{}..{}", end(&p.start), end(&p.end)))
}

fn change(change: Option<&Change>) -> String {
    change.map_or(String::new(), |c| {
        format!(", change {} {} {}", c.value.unwrap_or(f64::NAN), or_dash(c.unit.as_deref()), or_dash(c.direction.as_deref()))
    })
}

fn sure(confidence: Option<f64>) -> String {
    confidence.map_or(String::new(), |c| format!(" ({c})"))
}

pub fn figure(f: &Figure) -> String {
    let parties = f.parties.clone().unwrap_or_default().join(" ");
    let number = |v: Option<f64>| v.map_or("-".to_owned(), |v| v.to_string());
    let upper = f.value_max.map_or(String::new(), |v| format!("..{v}"));
    let topic = f.topic.as_deref().map_or(String::new(), |t| format!(", topic \"{t}\""));
    format!(
        "{} {} -> {} [{parties}] {}{upper} {} {}{}, {}, {}{topic}{}",
        or_dash(f.indicator.as_deref()),
        or_dash(f.from.as_deref()),
        or_dash(f.to.as_deref()),
        number(f.value),
        or_dash(f.unit.as_deref()),
        or_dash(f.qualifier.as_deref()),
        change(f.change.as_ref()),
        period(f.period.as_ref()),
        or_dash(f.status.as_deref()),
        sure(f.confidence),
    )
}

pub fn statement(s: &Statement) -> String {
    let nobody = Speaker::default();
    let speaker = s.speaker.as_ref().unwrap_or(&nobody);
    format!(
        "{} / {} / {} / {}, {}{}",
        or_dash(speaker.name.as_deref()),
        or_dash(speaker.role.as_deref()),
        or_dash(speaker.organization.as_deref()),
        or_dash(speaker.country.as_deref()),
        or_dash(s.mode.as_deref()),
        sure(s.confidence),
    )
}

pub fn event(e: &Event) -> String {
    let count = e.count.map_or(String::new(), |c| format!(", count {c}"));
    format!(
        "{} [{}] {} -> {}, {}, {}{count}{}",
        or_dash(e.kind.as_deref()),
        e.parties.clone().unwrap_or_default().join(" "),
        or_dash(e.actor.as_deref()),
        or_dash(e.target.as_deref()),
        period(e.date.as_ref()),
        or_dash(e.status.as_deref()),
        sure(e.confidence),
    )
}

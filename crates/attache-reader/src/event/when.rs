//! When: the period mentions around a trigger compete with each other and with "never said".
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let reader = Reader::embedded();
//! let article = Article { text: "Latvia and Estonia signed a treaty.".into(), ..Article::default() };
//! let draft = &reader.events.drafts(&reader.page(&article))[0];
//! assert_eq!(draft.dates.values[0], None);
//! ```

use jiff::Span;
use jiff::civil::Date;

use crate::choose::Candidate;
use crate::contract::{EventKind, Period};
use crate::lexicon::Topic;
use crate::mention::{PeriodMention, PeriodRole, Tokens};
use crate::page::Page;

use super::Options;
use super::situation::Situation;
use super::trigger::{Form, Trigger};

/// No more periods than this compete.
const CONTENDERS: usize = 8;

/// "Never said" first, then the periods of the sentence, of its neighbours and of the lead.
pub fn options(page: &Page, trigger: &Trigger, situation: &Situation, others: &[Trigger]) -> Options<Option<Period>> {
    let mut options = Options::default();
    let mentions = nearby(page, trigger);
    let in_sentence = mentions.iter().any(|(zone, _)| matches!(*zone, "clause" | "sentence"));
    let mut none = Candidate::new("none");
    none.note(&["none", trigger.kind.name()]);
    none.note(&["none", trigger.kind.name(), &trigger.act]);
    none.note(&["none", trigger.form.name(), &situation.verbs]);
    none.note(&["none", if in_sentence { "although dated" } else { "undated" }]);
    none.note(&["none", situation.place]);
    if trigger.form == Form::Noun {
        none.note(&["none", "article", situation.article]);
    }
    options.push(None, none);
    let nearest = mentions.iter().map(|(_, m)| distance(m.tokens, trigger)).min().unwrap_or(0);
    for (zone, mention) in mentions.iter().take(CONTENDERS) {
        let mut candidate = Candidate::new(page.text.slice(mention.span));
        note(page, trigger, situation, mention, zone, &mut candidate);
        if distance(mention.tokens, trigger) == nearest {
            candidate.note(&["nearest", zone]);
        }
        if crossed(others, trigger, mention.tokens) {
            candidate.note(&["another trigger between", zone]);
        }
        for (name, period) in variants(page, trigger, mention) {
            let mut variant = candidate.clone();
            variant.note(&["variant", name]);
            variant.note(&["variant", name, trigger.kind.name()]);
            variant.note(&["variant", name, "verbs", &situation.verbs]);
            variant.note(&["variant", name, "role", mention.role.name()]);
            situation.cues.iter().for_each(|cue| variant.note(&["variant", name, cue]));
            options.push(Some(period), variant);
        }
        options.push(mention.period, candidate);
    }
    if let Some(period) = anniversary(page, trigger) {
        let mut candidate = Candidate::new("anniversary");
        candidate.note(&["commemorated"]);
        candidate.note(&["commemorated", trigger.kind.name()]);
        options.push(Some(period), candidate);
    }
    options
}

/// Other readings of a mention: what a "since" began with, the days that a visit lasts, and the year before or after where the year was only inferred.
fn variants(page: &Page, trigger: &Trigger, mention: &PeriodMention) -> Vec<(&'static str, Period)> {
    let mut found = Vec::new();
    let Some(period) = mention.period else { return found };
    if matches!(mention.role, PeriodRole::Since | PeriodRole::From) {
        found.extend(beginning(page, mention).map(|p| ("beginning", p)));
    }
    if let (EventKind::Visit, Some(start), Some(days)) = (trigger.kind, period.start, days(page, trigger)) {
        let last = start.checked_add(Span::new().days(days - 1)).ok();
        found.extend(last.filter(|_| period.end == period.start).map(|last| ("span", Period::new(start, last))));
    }
    if mention.year_inferred {
        match ahead(page, Some(period)) {
            "past" => found.extend(shifted(period, 1).map(|p| ("a year on", p))),
            "future" => found.extend(shifted(period, -1).map(|p| ("a year back", p))),
            _ => {}
        }
    }
    found
}

/// "a three-day visit", "for four days": how many days the clause tells.
fn days(page: &Page, trigger: &Trigger) -> Option<i64> {
    const NUMBERS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let text = &page.text;
    let at = (trigger.clause.first..trigger.clause.last).find(|i| text.is_any(*i, &["day", "days"]) && *i > 1)?;
    let word = |i: usize| NUMBERS.iter().position(|n| text.is(i, n)).map(|n| n as i64 + 2).or_else(|| text.word(i).parse().ok());
    let back = if text.is_any(at - 1, &["-", "–", "‑"]) { 2 } else { 1 };
    word(at.checked_sub(back)?).filter(|days| (2..32).contains(days))
}

fn shifted(period: Period, years: i16) -> Option<Period> {
    let shift = |date: Option<Date>| date.and_then(|d| d.checked_add(Span::new().years(years)).ok());
    let moved = Period { start: shift(period.start), end: shift(period.end) };
    (moved.start.is_some() == period.start.is_some() && moved.end.is_some() == period.end.is_some()).then_some(moved)
}

/// "since 2015" began in 2015, "since March 2000" in that month, "since 21 November 2018" on that day.
fn beginning(page: &Page, mention: &PeriodMention) -> Option<Period> {
    let start = mention.period?.start?;
    let words = mention.tokens.first..mention.tokens.last;
    let is_day = |i: usize| page.text.word(i).parse::<u8>().is_ok_and(|d| (1..=31).contains(&d));
    let has_month = words.clone().any(|i| is_month(page.text.word(i)));
    let end = match (has_month, words.clone().any(is_day)) {
        (true, true) => start,
        (true, false) => start.last_of_month(),
        (false, _) if start.month() == 1 && start.day() == 1 => start.last_of_year(),
        _ => start,
    };
    Some(Period::new(start, end))
}

fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    word.get(..3).is_some_and(|head| MONTHS.contains(&head.to_ascii_lowercase().as_str())) && word.starts_with(char::is_uppercase)
}

/// "the 30th anniversary of": the year that many years ago.
fn anniversary(page: &Page, trigger: &Trigger) -> Option<Period> {
    let text = &page.text;
    let low = trigger.tokens.first.saturating_sub(12);
    let at = (low..trigger.tokens.last + 6).find(|i| text.is_any(*i, &["anniversary", "anniversaries", "jubilee"]))?;
    let digits = |i: usize| text.word(i).chars().take_while(char::is_ascii_digit).collect::<String>();
    let years = (at.saturating_sub(3)..at).find_map(|i| digits(i).parse::<i16>().ok())?;
    let year = page.published?.year().checked_sub(years).filter(|y| *y > 1500)?;
    let start = Date::new(year, 1, 1).ok()?;
    Some(Period::new(start, start.last_of_year()))
}

/// Usable periods with their zone.
fn nearby<'p>(page: &'p Page, trigger: &Trigger) -> Vec<(&'static str, &'p PeriodMention)> {
    let mut found = Vec::new();
    let sentences = &page.text.sentences;
    let Some(own) = sentences.get(trigger.sentence) else { return found };
    for mention in periods_within(page, trigger.reach(own)) {
        let zone = if trigger.clause.holds(mention.tokens.first) { "clause" } else { "sentence" };
        found.push((zone, mention));
    }
    found.sort_by_key(|(_, m)| distance(m.tokens, trigger));
    let previous = trigger.sentence.checked_sub(1).and_then(|i| sentences.get(i));
    if let Some(s) = previous.filter(|s| s.paragraph + 1 >= own.paragraph) {
        let zone = if s.paragraph == own.paragraph { "previous" } else { "paragraph above" };
        found.extend(periods_within(page, trigger.reach(s)).map(|m| (zone, m)));
    }
    if let Some(s) = sentences.get(trigger.sentence + 1).filter(|s| s.paragraph == own.paragraph) {
        found.extend(periods_within(page, trigger.reach(s)).map(|m| ("next", m)));
    }
    if trigger.sentence > 1 {
        let lead = sentences.iter().take(3).take_while(|s| s.first + 1 < own.first);
        let first = lead.flat_map(|s| periods_within(page, Tokens::new(s.first, s.last.min(s.first + 80)))).next();
        found.extend(first.map(|m| ("lead", m)));
    }
    found
}

fn periods_within<'p>(page: &'p Page, tokens: Tokens) -> impl Iterator<Item = &'p PeriodMention> {
    let begin = page.periods.partition_point(|p| p.tokens.first < tokens.first);
    page.periods[begin..].iter().take_while(move |p| p.tokens.first < tokens.last).filter(|p| p.period.is_some() && is_usable(p.role))
}

fn is_usable(role: PeriodRole) -> bool {
    !matches!(role, PeriodRole::Rate | PeriodRole::Duration | PeriodRole::Vague)
}

pub fn distance(at: Tokens, trigger: &Trigger) -> usize {
    if at.first >= trigger.tokens.last { at.first - trigger.tokens.last } else { trigger.tokens.first.saturating_sub(at.last) }
}

/// Does another trigger stand between this one and the period?
fn crossed(others: &[Trigger], trigger: &Trigger, at: Tokens) -> bool {
    let (low, high) = if at.first >= trigger.tokens.last { (trigger.tokens.last, at.first) } else { (at.last, trigger.tokens.first) };
    let begin = others.partition_point(|t| t.tokens.first < low);
    others[begin..].iter().take_while(|t| t.tokens.first < high).any(|t| t.kind != trigger.kind || t.form != trigger.form)
}

fn note(page: &Page, trigger: &Trigger, situation: &Situation, mention: &PeriodMention, zone: &str, candidate: &mut Candidate) {
    let kind = trigger.kind.name();
    let side = if mention.tokens.first >= trigger.tokens.last { "after" } else { "before" };
    candidate.note(&["zone", zone, side]);
    candidate.note(&["zone", zone, kind]);
    candidate.note(&["zone", zone, trigger.form.name()]);
    candidate.note(&["role", mention.role.name(), zone]);
    candidate.note(&["role", mention.role.name(), kind]);
    candidate.note(&["role", mention.role.name(), "verbs", &situation.verbs]);
    candidate.note(&["role", mention.role.name(), trigger.form.name(), ahead(page, mention.period)]);
    candidate.note(&["ahead", relation(page, mention), "act", kind, &trigger.act]);
    candidate.note(&["grain", grain(mention), zone]);
    candidate.note(&["grain", grain(mention), kind]);
    candidate.note(&["ahead", relation(page, mention), &situation.verbs]);
    candidate.note(&["ahead", relation(page, mention), kind]);
    if matches!(zone, "clause" | "sentence") {
        candidate.note(&["near", near(distance(mention.tokens, trigger)), side, zone]);
        let before = mention.tokens.first.checked_sub(1).map_or("", |i| page.text.word(i));
        candidate.note(&["word before", &before.to_lowercase(), kind]);
        if breaks(page, mention.tokens, trigger.tokens) {
            candidate.note(&["comma between", zone, side]);
        }
    }
    if is_of_speech(page, mention) {
        candidate.note(&["of speech", zone]);
        candidate.note(&["of speech", zone, side]);
        candidate.note(&["of speech", kind]);
    }
    if is_dateline(page, mention) {
        candidate.note(&["dateline", zone]);
    }
}

/// "said on Tuesday", "told reporters on Tuesday", "Tuesday announced": the day of the words, not of the event.
fn is_of_speech(page: &Page, mention: &PeriodMention) -> bool {
    let at = mention.tokens;
    let begin = page.hits.partition_point(|h| h.first < at.first.saturating_sub(6));
    let near = page.hits[begin..].iter().take_while(|h| h.first < at.last + 3).filter(|h| h.topic == Topic::Speech);
    near.into_iter().any(|h| h.last <= at.first && at.first - h.last <= 3 || h.first >= at.last)
}

fn near(distance: usize) -> &'static str {
    match distance {
        0..=1 => "0-1",
        2..=4 => "2-4",
        5..=8 => "5-8",
        9..=15 => "9-15",
        _ => "16+",
    }
}

fn breaks(page: &Page, a: Tokens, b: Tokens) -> bool {
    let (low, high) = if a.first >= b.last { (b.last, a.first) } else { (a.last, b.first) };
    (low..high).any(|i| matches!(page.text.word(i), "," | ";" | "(" | ")"))
}

/// Day, days, month, year or longer.
pub fn grain_of(period: Period) -> &'static str {
    let (Some(start), Some(end)) = (period.start, period.end) else { return "open" };
    match i64::from(start.until(end).map_or(0, |s| s.get_days())) {
        0 => "day",
        1..=20 => "days",
        21..=31 => "month",
        32..=200 => "months",
        201..=367 => "year",
        _ => "years",
    }
}

fn grain(mention: &PeriodMention) -> &'static str {
    mention.period.map_or("open", grain_of)
}

/// Is the period after the day of publication?
pub fn ahead(page: &Page, period: Option<Period>) -> &'static str {
    let (Some(published), Some(period)) = (page.published, period) else { return "unknown" };
    match (period.start, period.end) {
        (Some(start), _) if start > published => "future",
        (_, Some(end)) if end < published => "past",
        (Some(start), Some(end)) if start == end => "today",
        (None, Some(_)) => "until future",
        _ => "around",
    }
}

fn relation(page: &Page, mention: &PeriodMention) -> &'static str {
    ahead(page, mention.period)
}

/// A date in the first words of a paragraph before a dash or bracket: "BISHKEK, March 14. —", "Colombo, September 8 (BNW):".
fn is_dateline(page: &Page, mention: &PeriodMention) -> bool {
    let text = &page.text;
    let sentence = text.sentences.get(text.sentence_of(mention.tokens.first));
    let Some(sentence) = sentence.filter(|s| s.paragraph <= 2 && mention.tokens.first < s.first + 10) else { return false };
    let shouts = text.word(sentence.first).chars().filter(|c| c.is_uppercase()).count() > 1;
    let marked = (mention.tokens.last..mention.tokens.last + 3).any(|i| matches!(text.word(i), "/" | "(" | "-" | "—" | "–" | ":" | "."));
    marked && (shouts || text.tokens.get(sentence.first).is_some_and(|t| t.paragraph))
}

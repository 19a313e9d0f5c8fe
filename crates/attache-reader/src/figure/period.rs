//! Over which period: a mention of the sentence, the period of a figure before, one of the sentence before, or none.
//!
//! ```
//! use attache_reader::figure::period::label;
//! assert_eq!(label(None), "none");
//! ```

use crate::choose::{Candidate, Guide, Pieces};
use crate::contract::{FigureStatus, Indicator, Period};
use crate::figure::indicator::distance;
use crate::figure::link::kind_name;
use crate::figure::scene::Scene;
use crate::figure::status;
use crate::figure::{Asked, Draft, ask};
use crate::mention::{Amount, PeriodMention, PeriodRole};
use crate::text::{Sentence, SentenceRole};

/// A period that may be meant, and the evidence's names.
struct Option_ {
    period: Option<Period>,
    pieces: Pieces,
}

impl Option_ {
    fn new(period: Option<Period>, pieces: &[&[&str]]) -> Self {
        Option_ { period, pieces: Pieces::of(pieces) }
    }
}

pub fn label(period: Option<Period>) -> String {
    match period {
        None => "none".to_owned(),
        Some(p) => format!("{}..{}", p.start.map_or(String::new(), |d| d.to_string()), p.end.map_or(String::new(), |d| d.to_string())),
    }
}

pub fn choose(asked: &Asked, before: &[Draft], indicator: Indicator, status: FigureStatus, guide: &mut dyn Guide) -> Option<Period> {
    let scene = asked.scene;
    let sentence = scene.sentence(asked.amount.tokens.first).copied()?;
    let mut options = vec![none(asked, &sentence, before)];
    sentence_options(asked, &sentence, before, &mut options);
    earlier_options(asked, &sentence, before, &mut options);
    opening_options(asked, &sentence, &mut options);
    let of = format!("of {}", indicator.name());
    let kind = format!("kind {}", kind_name(asked.amount));
    let context = [of.as_str(), status::name(status), flow(indicator, status), kind.as_str()];
    let merged = merge(options);
    let candidates: Vec<Candidate> = merged.iter().map(|o| candidate(o, &context)).collect();
    let choice = ask(guide, "period", asked.amount.span, &candidates);
    merged.get(choice.best).and_then(|o| o.period)
}

/// Options that give the same interval are one candidate with the evidence of all.
fn merge(options: Vec<Option_>) -> Vec<Option_> {
    let mut merged: Vec<Option_> = Vec::new();
    for option in options {
        match merged.iter_mut().find(|m| m.period == option.period) {
            Some(known) => known.pieces.merge(option.pieces),
            None => merged.push(option),
        }
    }
    merged
}

/// Each piece alone, and narrowed by what is asked about.
fn candidate(option: &Option_, context: &[&str]) -> Candidate {
    let mut c = Candidate::labelled(|| label(option.period));
    c.evidence.extend(&option.pieces);
    for piece in 0..option.pieces.len() {
        for around in context {
            c.evidence.note_narrowed(piece, around);
        }
    }
    c
}

/// Stocks stand without a date; flows want a period.
fn flow(indicator: Indicator, status: FigureStatus) -> &'static str {
    use Indicator::*;
    let is_actual = status == FigureStatus::Actual;
    match indicator {
        Turnover | Exports | Imports | Balance | Remittances | Travel | Cargo | Supply if is_actual => "actual flow",
        Turnover | Exports | Imports | Balance | Remittances | Travel | Cargo | Supply => "future flow",
        Companies | Agreements | Projects | People | Flights | Tariff if is_actual => "actual stock",
        Companies | Agreements | Projects | People | Flights | Tariff => "future stock",
        _ if is_actual => "actual either",
        _ => "future either",
    }
}

fn none(asked: &Asked, sentence: &Sentence, before: &[Draft]) -> Option_ {
    let scene = asked.scene;
    let first = asked.amount.tokens.first;
    let mut pieces = Pieces::default();
    pieces.note(&["none"]);
    let mut zones: Vec<&str> =
        scene.periods_in(sentence.tokens()).iter().filter(|p| p.period.is_some()).map(|p| scene.zone(p.tokens.first, first)).collect();
    zones.sort_unstable();
    zones.dedup();
    pieces.note(&["none, periods in", &zones.join(" ")]);
    for cue in scene
        .cues_in(sentence.tokens())
        .iter()
        .filter(|q| matches!(q.class, "rate" | "now" | "past" | "cumulative" | "target" | "planned" | "reach"))
    {
        pieces.note_new(&["none", cue.class, scene.zone(cue.tokens.first, first)]);
    }
    let last =
        before.last().map_or("no last figure", |d| if d.found.period.is_some() { "last figure dated" } else { "last figure undated" });
    pieces.note(&["none", last]);
    Option_ { period: None, pieces }
}

fn sentence_options(asked: &Asked, sentence: &Sentence, before: &[Draft], options: &mut Vec<Option_>) {
    let scene = asked.scene;
    let periods = scene.periods_in(sentence.tokens());
    for mention in periods {
        let period = match mention.role {
            PeriodRole::Compared => compared(mention, periods, before),
            _ if mention.dateline => None,
            _ => mention.period,
        };
        if let Some(period) = period {
            options.push(Option_ { period: Some(period), pieces: mention_pieces(asked, mention, periods) });
        }
        variants(asked, mention, options);
    }
    column_option(asked, options);
}

/// The period in the head of the table's column.
fn column_option(asked: &Asked, options: &mut Vec<Option_>) {
    let page = asked.scene.page;
    let first = asked.amount.tokens.first;
    let index = page.amounts.partition_point(|a| a.tokens.first < first);
    if let Ok(at) = page.columns.binary_search_by_key(&index, |(i, _)| *i) {
        options.push(Option_::new(page.columns.get(at).map(|(_, p)| *p), &[&["column"]]));
    }
}

/// Other intervals that the same words may stand for: the place itself, the year up to it, from it on, since then.
fn variants(asked: &Asked, mention: &PeriodMention, options: &mut Vec<Option_>) {
    let scene = asked.scene;
    let Some(place) = mention.place.or(mention.period).filter(|_| !mention.dateline) else { return };
    let zone = scene.zone(mention.tokens.first, asked.amount.tokens.first);
    let role = mention.role.name();
    let mut add = |name: &str, period: Period| {
        options.push(Option_::new(Some(period), &[&["variant", name], &["variant", name, role], &["variant", name, zone]]));
    };
    if Some(place) != mention.period {
        add("place", place);
    }
    if let (Some(start), Some(end)) = (place.start, place.end) {
        add("year to its end", Period::new(end.first_of_year(), end));
        if scene.page.published.is_some_and(|today| start <= today) && says_since(scene, mention) {
            add("since it", Period { start: Some(start), end: scene.page.published });
        }
        add("from it on", Period { start: Some(start), end: None });
        add("up to its end", Period::until(end));
    }
}

/// "since" up to eight tokens before: "since the scheme was introduced in 1989".
fn says_since(scene: &Scene, mention: &PeriodMention) -> bool {
    let text = &scene.page.text;
    (mention.tokens.first.saturating_sub(8)..mention.tokens.first).any(|i| text.is(i, "since"))
}

fn mention_pieces(asked: &Asked, mention: &PeriodMention, periods: &[PeriodMention]) -> Pieces {
    let scene = asked.scene;
    let first = asked.amount.tokens.first;
    let at = mention.tokens.first;
    let side = if at < first {
        "before"
    } else if at < asked.amount.tokens.last {
        "in"
    } else {
        "after"
    };
    let zone = scene.zone(at, first);
    let role = mention.role.name();
    let few = |n: usize| ["0", "1", "2", "3", "4"][n.min(4)];
    let between = few((scene.amounts_between(at.min(first), at.max(first)) as usize).min(3));
    let nearer =
        periods.iter().filter(|p| p.tokens != mention.tokens && p.tokens.first.abs_diff(first) < at.abs_diff(first)).count().min(3);
    let grain = grain(mention);
    let mut pieces = Pieces::of(&[
        &["mention"],
        &["mention", side, zone],
        &["mention", side, zone, "between", between],
        &["mention", side, distance(at.abs_diff(first)), "between", between],
        &["mention", role],
        &["mention", role, zone],
        &["mention", role, side],
        &["mention", grain],
        &["mention", grain, zone],
        &["mention nearer ones", few(nearer), side],
        &["mention word before", scene.page.text.lower(at.saturating_sub(1))],
        &["mention of periods", few(periods.len())],
    ]);
    if side == "after" && scene.amounts_between(asked.amount.tokens.last, at) == 0 {
        pieces.note(&["mention right after", zone]);
    }
    if mention.year_inferred {
        pieces.note(&["mention year inferred"]);
    }
    pieces
}

fn grain(mention: &PeriodMention) -> &'static str {
    let Some(period) = mention.period else { return "open" };
    match (period.start, period.end) {
        (Some(a), Some(b)) => match (b - a).get_days() {
            0 => "day",
            1..=8 => "week",
            9..=31 => "month",
            32..=364 => "months",
            365..=366 => "year",
            _ => "years",
        },
        (None, Some(_)) => "until",
        _ => "from",
    }
}

/// The period a comparison speaks of: so much before the nearest other period, or before the last figure's.
fn compared(mention: &PeriodMention, periods: &[PeriodMention], before: &[Draft]) -> Option<Period> {
    let shift = mention.shift?;
    let base = periods
        .iter()
        .filter(|p| p.role != PeriodRole::Compared && p.period.is_some())
        .min_by_key(|p| p.tokens.first.abs_diff(mention.tokens.first))
        .and_then(|p| p.period)
        .or_else(|| before.last().and_then(|d| d.found.period))
        .or(mention.period)?;
    Some(shifted(base, shift))
}

/// A period moved back by years, months or days; ends of months stay ends of months.
pub fn shifted(period: Period, shift: crate::mention::Shift) -> Period {
    let back = |date: jiff::civil::Date, is_end: bool| {
        let span = jiff::Span::new().try_years(shift.years).and_then(|s| s.try_months(shift.months)).and_then(|s| s.try_days(shift.days));
        let moved = span.and_then(|s| date.checked_sub(s)).unwrap_or(date);
        let was_month_end = date.day() == date.days_in_month();
        if is_end && was_month_end && shift.days == 0 { moved.last_of_month() } else { moved }
    };
    Period { start: period.start.map(|d| back(d, false)), end: period.end.map(|d| back(d, true)) }
}

/// Periods of figures before, of the sentence before, and of the paragraph's opening.
fn earlier_options(asked: &Asked, sentence: &Sentence, before: &[Draft], options: &mut Vec<Option_>) {
    let scene = asked.scene;
    let index = scene.page.text.sentence_of(sentence.first);
    let own = if scene.periods_in(sentence.tokens()).iter().any(|p| p.period.is_some()) { "own periods" } else { "no own period" };
    for (back, draft) in before.iter().rev().take(8).enumerate() {
        let gap = match index.saturating_sub(draft.sentence) {
            0 => "same sentence",
            1 => "last sentence",
            2 => "two back",
            _ => "earlier",
        };
        if let Some(period) = draft.found.period {
            let same = if draft.unit == asked.amount.unit { "same unit" } else { "other unit" };
            let order = if back == 0 { "last figure" } else { "older figure" };
            let was = status::name(draft.found.status);
            options.push(Option_::new(Some(period), &[&[order, gap], &[order, gap, own], &[order, own, same], &[order, "was", was]]));
        }
    }
    if let Some(previous) = index.checked_sub(1).and_then(|i| scene.page.text.sentences.get(i)) {
        for mention in scene.periods_in(previous.tokens()) {
            if let Some(period) = mention.period.filter(|_| mention.role != PeriodRole::Compared) {
                let (role, grain) = (mention.role.name(), grain(mention));
                let pieces: [&[&str]; 3] = [&["sentence before", own], &["sentence before", role, grain], &["sentence before", own, grain]];
                options.push(Option_::new(Some(period), &pieces));
            }
        }
    }
}

/// Periods that the article opens with: what a release or report is about.
fn opening_options(asked: &Asked, sentence: &Sentence, options: &mut Vec<Option_>) {
    let scene = asked.scene;
    let own = if scene.periods_in(sentence.tokens()).iter().any(|p| p.period.is_some()) { "own periods" } else { "no own period" };
    for opening in scene.page.text.sentences.iter().take(3).filter(|s| s.first < sentence.first) {
        for mention in scene.periods_in(opening.tokens()) {
            if let Some(period) = mention.period.filter(|_| mention.role != PeriodRole::Compared && !mention.dateline) {
                let pieces: [&[&str]; 2] = [&["opening", own], &["opening", own, grain(mention), mention.role.name()]];
                options.push(Option_::new(Some(period), &pieces));
            }
        }
    }
}

/// "since" of a change: the period that the change is measured from, where the words give one.
pub fn since(scene: &Scene, source: &Amount, period: Option<Period>) -> Option<Period> {
    let sentence = scene.sentence(source.tokens.first)?;
    let near = scene.periods_in(sentence.tokens()).iter().filter(|p| p.role == PeriodRole::Compared);
    let mention = near.min_by_key(|p| p.tokens.first.abs_diff(source.tokens.last))?;
    match (mention.shift, period) {
        (Some(shift), Some(period)) => Some(shifted(period, shift)),
        _ => mention.period,
    }
}

/// A headline's undated figure takes the period of the body's figure of the same value and indicator.
pub fn fill_headline(scene: &Scene, drafts: &mut [Draft]) {
    let is_headline = |d: &Draft| scene.page.text.sentences.get(d.sentence).is_some_and(|s| s.role == SentenceRole::Headline);
    for i in 0..drafts.len() {
        if !is_headline(&drafts[i]) || drafts[i].found.period.is_some() {
            continue;
        }
        let same = |d: &&Draft| {
            d.found.indicator == drafts[i].found.indicator
                && d.found.status == drafts[i].found.status
                && (d.found.value == drafts[i].found.value || d.found.value.is_none() || drafts[i].found.value.is_none())
        };
        let period = drafts[i + 1..].iter().find(same).and_then(|d| d.found.period);
        drafts[i].found.period = period;
    }
}

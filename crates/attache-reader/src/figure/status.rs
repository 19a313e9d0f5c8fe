//! Fact, aim, expectation or commitment.
//!
//! ```
//! use attache_reader::contract::FigureStatus;
//! assert_eq!(attache_reader::figure::status::name(FigureStatus::Target), "target");
//! ```

use std::sync::LazyLock;

use crate::choose::{Answers, Guide, Pieces};
use crate::contract::{FigureStatus, Indicator};
use crate::figure::indicator::stem;
use crate::figure::unit::family;
use crate::figure::{Asked, Draft, classify};
use crate::mention::PeriodRole;
use crate::text::TokenKind;

const ALL: [FigureStatus; 4] = [FigureStatus::Actual, FigureStatus::Target, FigureStatus::Forecast, FigureStatus::Planned];

pub fn name(status: FigureStatus) -> &'static str {
    match status {
        FigureStatus::Actual => "actual",
        FigureStatus::Target => "target",
        FigureStatus::Forecast => "forecast",
        FigureStatus::Planned => "planned",
    }
}

/// The question with its answers.
pub static ANSWERS: LazyLock<Answers> =
    LazyLock::new(|| Answers { question: "status", labels: ALL.iter().map(|status| name(*status)).collect(), groups: Vec::new() });

pub fn choose(asked: &Asked, before: &[Draft], indicator: Indicator, guide: &mut dyn Guide) -> FigureStatus {
    ALL[classify(guide, &ANSWERS, asked.amount.span, &pieces(asked, before, indicator)).best.min(3)]
}

fn pieces(asked: &Asked, before: &[Draft], indicator: Indicator) -> Pieces {
    let scene = asked.scene;
    let first = asked.amount.tokens.first;
    let mut p = Pieces::default();
    p.note(&["always"]);
    p.note(&["of", indicator.name()]);
    p.note(&["of", indicator.name(), family(asked.amount.unit.as_str())]);
    let Some(sentence) = scene.sentence(first) else { return p };
    for cue in scene.cues_in(sentence.tokens()) {
        if !matches!(cue.class, "target" | "forecast" | "planned" | "past" | "now" | "negative" | "reach" | "rate") {
            continue;
        }
        let side = if cue.tokens.first < first { "before" } else { "after" };
        let zone = scene.zone(cue.tokens.first, first);
        let word = scene.page.text.lower_slice(scene.page.text.span(cue.tokens.first..cue.tokens.last));
        p.note_new(&[cue.class, side, zone]);
        p.note_new(&[cue.class, "in sentence"]);
        if zone != "strong" {
            p.note_new(&["cue", word, side]);
            p.note_new(&[cue.class, side, "of", indicator.name()]);
        }
    }
    for period in scene.periods_in(sentence.tokens()) {
        let zone = scene.zone(period.tokens.first, first);
        let tense = match (period.period.and_then(|x| x.end), scene.page.published) {
            (Some(end), Some(today)) if end > today => "future",
            (Some(_), Some(_)) => "past",
            _ => "open",
        };
        p.note_new(&["period", tense, zone]);
        if matches!(period.role, PeriodRole::By | PeriodRole::Ahead) {
            p.note_new(&["deadline", tense, zone]);
        }
    }
    let text = &scene.page.text;
    for i in first.saturating_sub(6).max(sentence.first)..first {
        p.note_new(&["word", text.lower(i), "before"]);
    }
    for i in sentence.first.max(first.saturating_sub(14))..sentence.last.min(asked.amount.tokens.last + 8) {
        if text.kind(i) == Some(TokenKind::Word) && scene.zone(i, first) != "strong" {
            p.note_new(&["near", stem(text.lower(i)), if i < first { "before" } else { "after" }]);
        }
    }
    if let Some(last) = before.last() {
        let gap = if last.sentence == text.sentence_of(first) { "same sentence" } else { "earlier" };
        p.note(&["after", name(last.found.status), gap]);
    }
    p
}

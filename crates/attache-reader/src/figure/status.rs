//! Fact, aim, expectation or commitment.
//!
//! ```
//! use attache_reader::contract::FigureStatus;
//! assert_eq!(attache_reader::figure::status::name(FigureStatus::Target), "target");
//! ```

use crate::choose::{Candidate, Guide};
use crate::contract::{FigureStatus, Indicator};
use crate::figure::unit::family;
use crate::figure::{Asked, Draft, ask};
use crate::mention::PeriodRole;

const ALL: [FigureStatus; 4] = [FigureStatus::Actual, FigureStatus::Target, FigureStatus::Forecast, FigureStatus::Planned];

pub fn name(status: FigureStatus) -> &'static str {
    match status {
        FigureStatus::Actual => "actual",
        FigureStatus::Target => "target",
        FigureStatus::Forecast => "forecast",
        FigureStatus::Planned => "planned",
    }
}

pub fn choose(asked: &Asked, before: &[Draft], indicator: Indicator, guide: &mut dyn Guide) -> FigureStatus {
    let pieces = pieces(asked, before, indicator);
    let candidates: Vec<Candidate> = ALL
        .iter()
        .map(|status| {
            let mut c = Candidate::new(name(*status));
            for piece in &pieces {
                c.note(&[name(*status), piece]);
            }
            c
        })
        .collect();
    ALL[ask(guide, "status", asked.amount.span, &candidates).best.min(3)]
}

fn pieces(asked: &Asked, before: &[Draft], indicator: Indicator) -> Vec<String> {
    let scene = asked.scene;
    let first = asked.amount.tokens.first;
    let mut p = vec![
        "always".to_owned(),
        format!("of {}", indicator.name()),
        format!("of {} {}", indicator.name(), family(asked.amount.unit.as_str())),
    ];
    let Some(sentence) = scene.sentence(first) else { return p };
    for cue in scene.cues_in(sentence.tokens()) {
        if !matches!(cue.class, "target" | "forecast" | "planned" | "past" | "now" | "negative" | "reach" | "rate") {
            continue;
        }
        let side = if cue.tokens.first < first { "before" } else { "after" };
        let zone = scene.zone(cue.tokens.first, first);
        let word = scene.page.text.slice(scene.page.text.span(cue.tokens.first..cue.tokens.last)).to_ascii_lowercase();
        push(&mut p, format!("{} {side} {zone}", cue.class));
        push(&mut p, format!("{} in sentence", cue.class));
        if zone != "strong" {
            push(&mut p, format!("cue {word} {side}"));
            push(&mut p, format!("{} {side} of {}", cue.class, indicator.name()));
        }
    }
    for period in scene.periods_in(sentence.tokens()) {
        let zone = scene.zone(period.tokens.first, first);
        let tense = match (period.period.and_then(|x| x.end), scene.page.published) {
            (Some(end), Some(today)) if end > today => "future",
            (Some(_), Some(_)) => "past",
            _ => "open",
        };
        push(&mut p, format!("period {tense} {zone}"));
        if matches!(period.role, PeriodRole::By | PeriodRole::Ahead) {
            push(&mut p, format!("deadline {tense} {zone}"));
        }
    }
    let text = &scene.page.text;
    for i in first.saturating_sub(6).max(sentence.first)..first {
        push(&mut p, format!("word {} before", text.word(i).to_ascii_lowercase()));
    }
    if let Some(last) = before.last() {
        let gap = if last.sentence == text.sentence_of(first) { "same sentence" } else { "earlier" };
        p.push(format!("after {} {gap}", name(last.found.status)));
    }
    p
}

fn push(p: &mut Vec<String>, piece: String) {
    if !p.contains(&piece) {
        p.push(piece);
    }
}

//! Figures: how much, from whom to whom, over which period.
//!
//! Every amount of the page passes the same questions, each answered by the model (`choose.rs`) from named evidence: does it stand alone or is
//! it the change of another (`link`), in which unit is a bare number (`unit`), what does it measure, or is it out of scope (`indicator`), from
//! whom to whom (`direction`), is it a fact or an aim (`status`), over which period (`period`).
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! assert!(Reader::embedded().read(&Article::default()).figures.is_empty());
//! ```

pub mod direction;
pub mod indicator;
pub mod link;
pub mod period;
pub mod scene;
pub mod status;
mod topic;
pub mod unit;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::choose::{Answers, Candidate, Choice, Guide, Model, Pieces};
use crate::contract::{Change, Code, FigureStatus, Indicator, Party, Period, Qualifier};
use crate::data::Data;
use crate::lexicon::{Builder, Topic};
use crate::mention::{Amount, AmountKind};
use crate::page::Page;
use crate::statement;
use crate::text::Span;
use link::Link;
use scene::Scene;

/// A figure before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub span: Span,
    pub indicator: Indicator,
    pub from: Option<Party>,
    pub to: Option<Party>,
    pub parties: Vec<Party>,
    pub value: Option<Decimal>,
    pub value_max: Option<Decimal>,
    pub unit: Option<Code>,
    pub qualifier: Qualifier,
    pub change: Option<Change>,
    pub period: Option<Period>,
    pub status: FigureStatus,
    pub topic: Option<Span>,
    pub confidence: f64,
}

/// The lexicon of figures: the class of each cue phrase, by lexicon row.
#[derive(Debug, Default)]
pub struct Figures {
    pub measures: Vec<String>,
    pub cues: Vec<String>,
}

impl Figures {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut figures = Figures::default();
        let tables =
            [("indicators.tsv", Topic::Indicator, &mut figures.measures), ("figure_cues.tsv", Topic::FigureCue, &mut figures.cues)];
        for (file, topic, classes) in tables {
            for row in data.table(file).rows() {
                // One row number a class, so that the longest phrase of one class does not hide a shorter one of another.
                let class = row.get("class");
                let at = classes.iter().position(|c| c == class).unwrap_or(classes.len());
                if at == classes.len() {
                    classes.push(class.to_owned());
                }
                lexicon.add(topic, at, row.get("phrase"));
            }
        }
        figures
    }

    pub fn read(&self, page: &Page, statements: &[statement::Found], model: &Model) -> Vec<Found> {
        let mut guide = model;
        self.read_guided(page, statements, &mut guide)
    }

    /// Reads with somebody else answering the questions: the trainer's oracle, or `explain`'s recorder.
    pub fn read_guided(&self, page: &Page, statements: &[statement::Found], guide: &mut dyn Guide) -> Vec<Found> {
        let scene = Scene::new(page, self, statements);
        let links = link::links(&scene, guide);
        let mut changes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (k, link) in links.iter().enumerate() {
            if let Link::ChangeOf(level) = link {
                changes.entry(*level).or_default().push(k);
            }
        }
        let mut drafts: Vec<Draft> = Vec::new();
        for (i, amount) in page.amounts.iter().enumerate() {
            if matches!(links.get(i), Some(Link::ChangeOf(_)) | None) || is_crowded(&scene, amount) {
                continue;
            }
            let changes = changes.get(&i).map_or(&[][..], Vec::as_slice);
            let asked = Asked { scene: &scene, at: i, amount, alone_as_change: links[i] == Link::Change, changes };
            if let Some(draft) = asked.draft(&drafts, guide) {
                drafts.push(draft);
            }
        }
        period::fill_headline(&scene, &mut drafts);
        drafts.into_iter().map(|d| d.found).collect()
    }
}

/// Amounts of one sentence beyond which it is a table's row or noise, and no sentence that tells whose they are.
const CROWD: usize = 60;

fn is_crowded(scene: &Scene, amount: &Amount) -> bool {
    scene.sentence(amount.tokens.first).is_some_and(|sentence| scene.amounts_in(sentence.tokens()).len() > CROWD)
}

/// A figure with what later figures of the page want to know of it.
#[derive(Clone, Debug)]
pub struct Draft {
    pub at: usize,
    pub sentence: usize,
    pub unit: Code,
    pub scale: Decimal,
    pub found: Found,
}

/// Below this a record is more likely to mislead than to tell: a wrong record is worse than a missing one.
const DOUBTFUL: f64 = 0.2;

/// One amount while its questions are asked.
pub struct Asked<'s, 'p, 'a, 'r> {
    pub scene: &'s Scene<'p, 'a, 'r>,
    pub at: usize,
    pub amount: &'s Amount,
    pub alone_as_change: bool,
    pub changes: &'s [usize],
}

impl Asked<'_, '_, '_, '_> {
    fn draft(&self, before: &[Draft], guide: &mut dyn Guide) -> Option<Draft> {
        let sentence = self.scene.page.text.sentence_of(self.amount.tokens.first);
        let unit = unit::choose(self, before, guide);
        // A factor is a change; as a level ("ten times as many") it has no amount to tell.
        if unit.code == "times" && !self.alone_as_change {
            return None;
        }
        let (indicator, sure) = indicator::choose(self, before, unit.code, guide);
        let indicator = indicator?;
        let (direction, sure_direction) = direction::choose(self, before, indicator, guide);
        let direction = direction.filter(|_| sure * sure_direction >= DOUBTFUL)?;
        let status = status::choose(self, before, indicator, guide);
        let period = period::choose(self, before, indicator, status, guide);
        let change = self.change(period, &unit);
        let sign = Decimal::from(if indicator == Indicator::Balance && direction.deficit { -1 } else { 1 });
        let alone = self.alone_as_change;
        let found = Found {
            span: self.amount.span,
            indicator,
            from: direction.from,
            to: direction.to,
            parties: direction.parties,
            value: (!alone).then(|| self.amount.value * unit.scale * sign),
            value_max: self.amount.value_max.filter(|_| !alone).map(|v| v * unit.scale * sign),
            unit: (!alone).then_some(unit.code),
            qualifier: if alone { Qualifier::Exact } else { self.amount.qualifier },
            change,
            period,
            status,
            topic: topic::find(self),
            confidence: sure * sure_direction,
        };
        Some(Draft { at: self.at, sentence, unit: unit.code, scale: unit.scale, found })
    }

    /// The change that was linked to this level, or that the amount itself is.
    fn change(&self, period: Option<Period>, unit: &unit::Unit) -> Option<Change> {
        let (source, code) = if self.alone_as_change {
            (self.amount, change_unit(self.amount, unit.code))
        } else {
            let linked = self.scene.amount(*self.changes.first()?)?;
            (linked, change_unit(linked, unit.code))
        };
        let direction = source.direction.unwrap_or_else(|| link::direction(self.scene, source));
        let scale = if matches!(source.kind, AmountKind::Bare) { unit.scale } else { Decimal::ONE };
        Some(Change {
            value: source.value * scale,
            value_max: source.value_max.map(|v| v * scale),
            unit: code,
            direction,
            since: period::since(self.scene, source, period),
        })
    }
}

fn change_unit(amount: &Amount, level: Code) -> Code {
    match amount.kind {
        AmountKind::Percent | AmountKind::PercentPoint => Code::new("percent"),
        AmountKind::Factor => Code::new("times"),
        AmountKind::Bare => level,
        _ => amount.unit,
    }
}

/// Asks the guide a question with fixed answers.
pub(crate) fn classify(guide: &mut dyn Guide, answers: &Answers, at: Span, pieces: &Pieces) -> Choice {
    guide.classify(answers, at, pieces).unwrap_or(Choice { best: 0, probability: 0.0 })
}

/// Asks the guide and turns its choice into the candidate's index.
pub(crate) fn ask(guide: &mut dyn Guide, question: &'static str, at: Span, candidates: &[Candidate]) -> Choice {
    guide.choose(question, at, candidates).unwrap_or(Choice { best: 0, probability: 0.0 })
}

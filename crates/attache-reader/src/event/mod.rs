//! Events: what happened, or is to happen, between whom, when.
//!
//! Words of `triggers.tsv` make drafts; for each draft the parties, the date and the status compete as candidates with named evidence, and at last
//! accepting competes with abstaining. What several drafts tell of one occurrence is merged.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! assert!(Reader::embedded().read(&Article::default()).events.is_empty());
//! ```

mod accept;
pub mod clause;
mod code;
mod detail;
mod direction;
mod merge;
pub mod parties;
pub mod sight;
pub mod situation;
mod status;
pub mod trigger;
pub mod when;

use std::sync::Arc;

use crate::choose::{Candidate, Guide, Model};
use crate::contract::{EventKind, EventStatus, Party, Period, Speaker};
use crate::data::Data;
use crate::lexicon::Builder;
use crate::mention::Tokens;
use crate::page::Page;
use crate::statement;
use crate::text::Span;

use clause::Clauses;
use sight::Sight;
use situation::Situation;
use trigger::{Trigger, Triggers};

/// An event before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub span: Span,
    pub kind: EventKind,
    pub plover: Option<&'static str>,
    pub cameo: Option<&'static str>,
    pub parties: Vec<Party>,
    pub actor: Option<Party>,
    pub target: Option<Party>,
    pub participants: Vec<Speaker>,
    pub date: Option<Period>,
    pub status: EventStatus,
    pub count: Option<u32>,
    pub subject: Option<Span>,
    pub place: Option<Span>,
    pub confidence: f64,
}

/// Competing answers: a value and the evidence for it.
#[derive(Clone, Debug)]
pub struct Options<T> {
    pub values: Vec<T>,
    pub candidates: Vec<Candidate>,
}

impl<T> Default for Options<T> {
    fn default() -> Self {
        Options { values: Vec::new(), candidates: Vec::new() }
    }
}

impl<T> Options<T> {
    fn push(&mut self, value: T, candidate: Candidate) {
        self.values.push(value);
        self.candidates.push(candidate);
    }

    /// The best value with its probability.
    pub fn best(&self, guide: &mut dyn Guide, question: &'static str, at: Span) -> Option<(&T, f64)> {
        let choice = guide.choose(question, at, &self.candidates)?;
        Some((self.values.get(choice.best)?, choice.probability))
    }
}

/// The four questions' names in `weights_events.tsv`.
pub const PARTIES: &str = "event parties";
pub const DATE: &str = "event date";
pub const STATUS: &str = "event status";
pub const ACCEPT: &str = "event";

/// A trigger with the answers that compete for it.
#[derive(Clone, Debug)]
pub struct Draft {
    pub trigger: Trigger,
    pub situation: Situation,
    pub parties: Options<parties::Sets>,
    pub dates: Options<Option<Period>>,
    pub sights: Arc<[Sight]>,
}

impl Draft {
    /// The trigger's words.
    pub fn span(&self, page: &Page) -> Span {
        page.text.span(self.trigger.tokens.first..self.trigger.tokens.last)
    }

    pub fn statuses(&self, page: &Page, date: Option<Period>) -> Options<EventStatus> {
        status::options(page, &self.trigger, &self.situation, date)
    }

    /// The evidence that this is an event, given the answers.
    pub fn accept(&self, page: &Page, parties: &[Party], date: Option<Period>, status: EventStatus, sure: f64) -> Candidate {
        accept::candidate(page, self, parties, date, status, sure)
    }
}

/// A draft with its answers.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The parties of each event told: mostly one.
    pub parties: parties::Sets,
    pub date: Option<Period>,
    pub status: EventStatus,
    pub accept: Candidate,
}

/// The rows of the event files.
#[derive(Debug, Default)]
pub struct Events {
    triggers: Triggers,
    codes: code::Codes,
}

impl Events {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        Events { triggers: Triggers::new(data, lexicon), codes: code::Codes::new(data) }
    }

    pub fn triggers(&self, page: &Page) -> Vec<Trigger> {
        self.triggers.scan(page, &Clauses::new(&page.text))
    }

    /// Words of `event_words.tsv` with their class, by first token.
    pub fn words(&self, page: &Page) -> Vec<(Tokens, Arc<str>)> {
        self.triggers.words(page)
    }

    /// Every trigger with the answers that compete for it; those with fewer than two parties in sight are no drafts.
    pub fn drafts(&self, page: &Page) -> Vec<Draft> {
        let triggers = self.triggers(page);
        let words = self.words(page);
        let sights: Arc<[Sight]> = sight::sights(page).into();
        let mut drafts = Vec::with_capacity(triggers.len());
        for trigger in &triggers {
            let parties = parties::options(page, &sights, trigger);
            if parties.values.is_empty() {
                continue;
            }
            let situation = Situation::new(page, &words, &sights, trigger);
            let dates = when::options(page, trigger, &situation, &triggers);
            drafts.push(Draft { trigger: trigger.clone(), situation, parties, dates, sights: sights.clone() });
        }
        drafts
    }

    /// Parties, then date, then status, then the evidence for accepting.
    pub fn decide(&self, page: &Page, draft: &Draft, guide: &mut dyn Guide) -> Option<Decided> {
        let at = draft.span(page);
        let (parties, sure) = draft.parties.best(guide, PARTIES, at)?;
        let date = draft.dates.best(guide, DATE, at).and_then(|(date, _)| *date);
        let status = draft.statuses(page, date).best(guide, STATUS, at).map_or(EventStatus::Happened, |(status, _)| *status);
        let accept = draft.accept(page, parties.first()?, date, status, sure);
        Some(Decided { parties: parties.clone(), date, status, accept })
    }

    pub fn read(&self, page: &Page, statements: &[statement::Found], model: &Model) -> Vec<Found> {
        let mut guide = model;
        self.read_guided(page, statements, &mut guide)
    }

    /// Reads with somebody else answering the questions, such as `explain`'s recorder.
    pub fn read_guided(&self, page: &Page, _statements: &[statement::Found], guide: &mut dyn Guide) -> Vec<Found> {
        let mut accepted = Vec::new();
        for draft in self.drafts(page) {
            let Some(decided) = self.decide(page, &draft, guide) else { continue };
            let candidates = [decided.accept.clone(), Candidate::new("abstain")];
            let choice = guide.choose(ACCEPT, draft.span(page), &candidates);
            if let Some(choice) = choice.filter(|c| c.best == 0) {
                accepted.extend(merge::told(draft, decided, choice.probability));
            }
        }
        let told = merge::occurrences(merge::exclusive(accepted));
        told.into_iter().map(|told| self.found(page, told)).collect()
    }

    fn found(&self, page: &Page, told: merge::Told) -> Found {
        let draft = &told.draft;
        let trigger = &draft.trigger;
        let (actor, target) = direction::of(page, draft, &told.parties);
        let codes = self.codes.of(trigger.kind, &trigger.act, told.status);
        Found {
            span: detail::evidence(page, draft),
            kind: trigger.kind,
            plover: codes.map(|c| c.0),
            cameo: codes.map(|c| c.1),
            actor,
            target,
            participants: detail::participants(page, draft, &told.parties),
            date: told.date,
            status: told.status,
            count: detail::count(page, draft),
            subject: detail::subject(page, draft),
            place: detail::place(page, draft),
            confidence: told.confidence,
            parties: told.parties,
        }
    }
}

//! Whether it happened, is planned, is proposed or won't be: four candidates weighed by the words around the trigger.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let reader = Reader::embedded();
//! let article = Article { text: "Latvia and Estonia signed a treaty.".into(), ..Article::default() };
//! let page = reader.page(&article);
//! let draft = &reader.events.drafts(&page)[0];
//! assert_eq!(draft.statuses(&page, None).values.len(), 4);
//! ```

use crate::choose::Candidate;
use crate::contract::{EventStatus, Period};
use crate::page::Page;

use super::Options;
use super::situation::Situation;
use super::trigger::Trigger;
use super::when::ahead;

pub fn options(page: &Page, trigger: &Trigger, situation: &Situation, date: Option<Period>) -> Options<EventStatus> {
    let mut options = Options::default();
    for (status, name) in EventStatus::ALL {
        let mut candidate = Candidate::new(name);
        note(page, trigger, situation, date, name, &mut candidate);
        options.push(status, candidate);
    }
    options
}

fn note(page: &Page, trigger: &Trigger, situation: &Situation, date: Option<Period>, status: &str, candidate: &mut Candidate) {
    let form = trigger.form.name();
    candidate.note(&[status]);
    candidate.note(&[status, form]);
    candidate.note(&[status, "kind", trigger.kind.name()]);
    candidate.note(&[status, "act", trigger.kind.name(), &trigger.act]);
    candidate.note(&[status, "phrase", trigger.kind.name(), &trigger.phrase]);
    candidate.note(&[status, "verbs", form, &situation.verbs]);
    candidate.note(&[status, "date", ahead(page, date)]);
    candidate.note(&[status, "date", ahead(page, date), form]);
    if !situation.governor.is_empty() {
        candidate.note(&[status, "governor", &situation.governor]);
    }
    for cue in &situation.cues {
        candidate.note(&[status, "cue", cue]);
        candidate.note(&[status, "cue", cue, form]);
    }
    if trigger.form.name() == "noun" {
        candidate.note(&[status, "article", situation.article]);
        candidate.note(&[status, "preposition", &situation.preposition]);
    }
    candidate.note(&[status, "place", situation.place]);
}

//! Whether a trigger tells an event at all: accepting competes with abstaining.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let reader = Reader::embedded();
//! let article = Article { text: "Latvia and Estonia signed a treaty.".into(), ..Article::default() };
//! let page = reader.page(&article);
//! let draft = &reader.events.drafts(&page)[0];
//! let accept = draft.accept(&page, &draft.parties.values[0][0], None, attache_reader::contract::EventStatus::Happened, 0.9);
//! assert!(accept.evidence.len() > 5);
//! ```

use crate::choose::Candidate;
use crate::contract::{EventStatus, Party, Period};
use crate::page::Page;

use super::Draft;
use super::sight::within;
use super::trigger::Form;
use super::when::{ahead, grain_of};

/// The evidence for accepting; abstaining has none.
pub fn candidate(page: &Page, draft: &Draft, parties: &[Party], date: Option<Period>, status: EventStatus, sure: f64) -> Candidate {
    let mut candidate = Candidate::new(draft.trigger.kind.name());
    note_trigger(draft, &mut candidate);
    note_situation(draft, &mut candidate);
    note_parties(page, draft, parties, sure, &mut candidate);
    let kind = draft.trigger.kind.name();
    let grain = date.map_or("none", grain_of);
    candidate.note(&["date", grain]);
    candidate.note(&["date", grain, kind]);
    candidate.note(&["date", grain, draft.trigger.form.name()]);
    candidate.note(&["date", grain, "strength", &draft.trigger.strength]);
    candidate.note(&["ahead", ahead(page, date), kind]);
    candidate.note(&["status", status.name(), kind]);
    candidate
}

fn note_trigger(draft: &Draft, candidate: &mut Candidate) {
    let trigger = &draft.trigger;
    let (kind, form) = (trigger.kind.name(), trigger.form.name());
    candidate.note(&["accept"]);
    candidate.note(&["kind", kind]);
    candidate.note(&["act", kind, &trigger.act, form]);
    candidate.note(&["phrase", kind, &trigger.phrase]);
    candidate.note(&["strength", &trigger.strength]);
    candidate.note(&["strength", &trigger.strength, kind]);
    candidate.note(&["strength", &trigger.strength, form]);
    candidate.note(&["strength", &trigger.strength, &draft.situation.verbs]);
    if let Some(object) = &trigger.object {
        let after = object.tokens.first >= trigger.tokens.last;
        let distance = if after { object.tokens.first - trigger.tokens.last } else { trigger.tokens.first - object.tokens.last };
        let near = if distance <= 3 { "near" } else { "far" };
        candidate.note(&["object", kind, &trigger.act, &object.class, if after { "after" } else { "before" }]);
        if !trigger.clause.holds(object.tokens.first) {
            candidate.note(&["object", "outside clause", form]);
        }
        candidate.note(&["object", near, if after { "after" } else { "before" }, form]);
    }
}

fn note_situation(draft: &Draft, candidate: &mut Candidate) {
    let (trigger, situation) = (&draft.trigger, &draft.situation);
    let (kind, form) = (trigger.kind.name(), trigger.form.name());
    candidate.note(&["place", situation.place]);
    candidate.note(&["place", situation.place, kind]);
    if situation.quoted {
        candidate.note(&["quoted", kind]);
    }
    if trigger.form == Form::Noun {
        candidate.note(&["article", situation.article, kind]);
        candidate.note(&["preposition", &situation.preposition, kind]);
        candidate.note(&["article", situation.article, if situation.plural { "plural" } else { "singular" }]);
        candidate.note(&["preposition", &situation.preposition, situation.article]);
    } else {
        candidate.note(&["verbs", form, &situation.verbs]);
        candidate.note(&["verbs", form, &situation.verbs, kind]);
        if !situation.governor.is_empty() {
            candidate.note(&["governor", &situation.governor]);
        }
    }
    candidate.note(&["next", &situation.next, kind]);
    candidate.note(&["subject", &situation.subject, kind]);
    candidate.note(&["subject", &situation.subject, form]);
    candidate.note(&["follower", &situation.follower, kind]);
    candidate.note(&["follower", &situation.follower, form]);
    for cue in &situation.cues {
        candidate.note(&["cue", cue]);
        candidate.note(&["cue", cue, kind]);
    }
}

fn note_parties(page: &Page, draft: &Draft, parties: &[Party], sure: f64, candidate: &mut Candidate) {
    let kind = draft.trigger.kind.name();
    let near = within(&draft.sights, draft.trigger.clause);
    let seen = parties.iter().filter(|p| near.iter().any(|s| s.parties.contains(p))).count();
    let named = match (seen, near.iter().any(|s| s.form == "pair")) {
        (_, true) => "pair words",
        (0, _) => "none in clause",
        (1, _) => "one in clause",
        _ => "all in clause",
    };
    candidate.note(&["named", named]);
    candidate.note(&["named", named, kind]);
    candidate.note(&["named", named, "strength", &draft.trigger.strength]);
    candidate.note(&["named", named, draft.trigger.form.name()]);
    for party in parties {
        let form = near.iter().find(|s| s.parties.contains(party)).map_or("unseen", |s| s.form);
        candidate.note(&["member", form, kind]);
        candidate.note(&["member", form, draft.trigger.form.name()]);
    }
    let dated = if draft.dates.values.len() > 1 { "dates near" } else { "no dates near" };
    candidate.note(&["pattern", draft.trigger.form.name(), named, dated, &draft.trigger.strength]);
    candidate.note(&["pattern", kind, &draft.trigger.act, named]);
    candidate.note(&["pattern", &draft.situation.subject, &draft.situation.follower]);
    let is_page_pair = page.pair.is_some_and(|p| parties.len() == 2 && parties.iter().all(|x| p.contains(x)));
    candidate.note(&["page pair", if is_page_pair { "yes" } else { "no" }, kind]);
    candidate.note(&["sure", confidence(sure)]);
    candidate.note(&["countries", crowd(page)]);
    if is_multilateral(page, draft) {
        candidate.note(&["multilateral"]);
        candidate.note(&["multilateral", kind]);
    }
    candidate.note(&["contenders", if draft.parties.values.len() > 1 { "several" } else { "one" }]);
    if parties.len() > 2 {
        candidate.note(&["many parties", kind]);
    }
}

/// Of how many countries the article speaks.
fn crowd(page: &Page) -> &'static str {
    match page.partners.len() {
        0..=2 => "two",
        3..=4 => "a few",
        5..=8 => "several",
        _ => "many",
    }
}

/// Words of bodies with many members in the sentence.
fn is_multilateral(page: &Page, draft: &Draft) -> bool {
    const WORDS: &[&str] = &["members", "economies", "bloc", "delegates", "countries", "nations", "multilateral", "leaders", "ministers"];
    let Some(sentence) = page.text.sentences.get(draft.trigger.sentence) else { return false };
    let reach = draft.trigger.reach(sentence);
    (reach.first..reach.last).any(|i| {
        let numbered = i > 1 && page.text.word(i - 2).parse::<u32>().is_ok_and(|n| n > 3)
            || page.text.word(i.wrapping_sub(1)).parse::<u32>().is_ok_and(|n| n > 3);
        page.text.is_any(i, &["members", "economies", "delegates", "multilateral"]) || numbered && page.text.is_any(i, WORDS)
    })
}

fn confidence(sure: f64) -> &'static str {
    match sure {
        s if s > 0.9 => "90+",
        s if s > 0.75 => "75+",
        s if s > 0.6 => "60+",
        s if s > 0.45 => "45+",
        _ => "low",
    }
}

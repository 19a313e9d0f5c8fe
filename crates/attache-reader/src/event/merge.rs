//! One event per occurrence: what several clauses tell of it becomes one, the clause that tells most in front.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "Latvia and Estonia signed a treaty.\n\nThe treaty was signed by Latvia and Estonia.".to_owned();
//! let article = Article { text, ..Article::default() };
//! assert!(Reader::embedded().read(&article).events.len() < 2);
//! ```

use std::sync::Arc;

use crate::contract::{EventKind, EventStatus, Party, Period};

use super::{Decided, Draft};

/// One event as one clause tells it.
#[derive(Clone, Debug)]
pub struct Told {
    pub draft: Arc<Draft>,
    pub parties: Vec<Party>,
    pub date: Option<Period>,
    pub status: EventStatus,
    pub confidence: f64,
}

/// The events that a draft tells, one for each set of parties.
pub fn told(draft: Draft, decided: Decided, confidence: f64) -> impl Iterator<Item = Told> {
    let draft = Arc::new(draft);
    let (date, status) = (decided.date, decided.status);
    decided.parties.into_iter().map(move |parties| Told { draft: draft.clone(), parties, date, status, confidence })
}

/// The same words tell one kind of event between the same parties: the likelier.
pub fn exclusive(mut accepted: Vec<Told>) -> Vec<Told> {
    let mut beaten = vec![false; accepted.len()];
    for (i, a) in accepted.iter().enumerate() {
        for (j, b) in
            accepted.iter().enumerate().skip(i + 1).take_while(|(_, b)| b.draft.trigger.tokens.first < a.draft.trigger.tokens.last + 1)
        {
            if a.draft.trigger.tokens.overlaps(b.draft.trigger.tokens) && a.parties == b.parties {
                beaten[if a.confidence < b.confidence { i } else { j }] = true;
            }
        }
    }
    let mut at = 0;
    accepted.retain(|_| {
        at += 1;
        !beaten[at - 1]
    });
    accepted
}

/// Occurrences looked back upon for each draft.
const MEMORY: usize = 40;

pub fn occurrences(accepted: Vec<Told>) -> Vec<Told> {
    let mut kept: Vec<Told> = Vec::new();
    for told in accepted {
        let recent = kept.len().saturating_sub(MEMORY);
        match kept[recent..].iter_mut().find(|old| same(old, &told)) {
            Some(old) => absorb(old, told),
            None => kept.push(told),
        }
    }
    kept
}

/// Keeps the clause that tells more; a date said in either is the occurrence's.
fn absorb(old: &mut Told, told: Told) {
    let date = match (old.date, told.date) {
        (Some(a), Some(b)) if in_one_clause(old, &told) => Some(if told.confidence > old.confidence { b } else { a }),
        (Some(a), Some(b)) => Some(narrower(a, b)),
        (a, b) => a.or(b),
    };
    if rank(&told, old) > rank(old, &told) {
        *old = told;
    }
    old.date = date;
}

/// Dated beats undated in another clause, surer beats less sure.
fn rank(told: &Told, other: &Told) -> (bool, i64) {
    (told.date.is_some() && !in_one_clause(told, other), (told.confidence * 1000.0) as i64)
}

fn in_one_clause(a: &Told, b: &Told) -> bool {
    a.draft.trigger.clause == b.draft.trigger.clause
}

fn same(a: &Told, b: &Told) -> bool {
    if a.draft.trigger.kind != b.draft.trigger.kind || a.parties != b.parties {
        return false;
    }
    let alike = acts_agree(&a.draft, &b.draft);
    if in_one_clause(a, b) {
        return alike || a.date == b.date;
    }
    alike && statuses_agree(a.status, b.status) && dates_agree(a.date, b.date)
}

fn statuses_agree(a: EventStatus, b: EventStatus) -> bool {
    let open = |s| matches!(s, EventStatus::Planned | EventStatus::Proposed);
    a == b || open(a) && open(b)
}

fn dates_agree(a: Option<Period>, b: Option<Period>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || contains(a, b) || contains(b, a),
        _ => true,
    }
}

fn contains(a: Period, b: Period) -> bool {
    matches!((a.start, a.end, b.start, b.end), (Some(s), Some(e), Some(t), Some(f)) if s <= t && f <= e)
}

fn narrower(a: Period, b: Period) -> Period {
    if contains(a, b) { b } else { a }
}

/// A signing and an entry into force are two; a signing and the deal that it sealed are one.
fn acts_agree(a: &Draft, b: &Draft) -> bool {
    let (x, y) = (&*a.trigger.act, &*b.trigger.act);
    let group = |act: &str| match act {
        "force" => 1,
        "ratify" => 2,
        "end" | "lift" | "sever" | "close" | "downgrade" => 3,
        "recall" => 4,
        "expel" => 5,
        "summon" => 6,
        "appoint" => 7,
        "recognise" => 8,
        "restore" => 9,
        "upgrade" => 10,
        "reject" => 11,
        "condole" => 12,
        _ => 0,
    };
    let alike = group(x) == group(y);
    match a.trigger.kind {
        EventKind::Accusation | EventKind::Support => alike && a.trigger.sentence == b.trigger.sentence || x == y,
        _ => alike,
    }
}

//! One event per occurrence: what several clauses tell of it becomes one, the clause that tells most in front.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "Latvia and Estonia signed a treaty.\n\nThe treaty was signed by Latvia and Estonia.".to_owned();
//! let article = Article { text, ..Article::default() };
//! assert!(Reader::embedded().read(&article).events.len() < 2);
//! ```

use crate::contract::{EventKind, EventStatus, Period};

use super::{Decided, Draft};

type Told = (Draft, Decided, f64);

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
    let date = match (old.1.date, told.1.date) {
        (Some(a), Some(b)) => Some(narrower(a, b)),
        (a, b) => a.or(b),
    };
    if rank(&told) > rank(old) {
        *old = told;
    }
    old.1.date = date;
}

/// Dated beats undated, surer beats less sure.
fn rank(told: &Told) -> (bool, i64) {
    (told.1.date.is_some(), (told.2 * 1000.0) as i64)
}

fn same(a: &Told, b: &Told) -> bool {
    a.0.trigger.kind == b.0.trigger.kind
        && a.1.parties == b.1.parties
        && statuses_agree(a.1.status, b.1.status)
        && dates_agree(a.1.date, b.1.date)
        && acts_agree(a, b)
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
fn acts_agree(a: &Told, b: &Told) -> bool {
    let (x, y) = (&*a.0.trigger.act, &*b.0.trigger.act);
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
    match a.0.trigger.kind {
        EventKind::Accusation | EventKind::Support => alike && a.0.trigger.sentence == b.0.trigger.sentence || x == y,
        _ => alike,
    }
}

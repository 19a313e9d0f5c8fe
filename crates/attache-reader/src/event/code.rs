//! PLOVER types and CAMEO codes by kind, act and status (`events.tsv`).
//!
//! ```
//! use attache_reader::{Reader, contract::{Article, EventStatus}};
//! let reader = Reader::embedded();
//! let article = Article { text: "Latvia and Estonia signed a treaty on Monday.".into(), ..Article::default() };
//! assert!(reader.read(&article).events.iter().all(|e| e.cameo.is_some() || e.status == EventStatus::Denied));
//! ```

use crate::contract::{EventKind, EventStatus};
use crate::data::Data;

/// PLOVER's types and the CAMEO codes that the contract uses, so that a code is one of them and not free text.
const KNOWN: &[&str] = &[
    "SUPPORT",
    "CONSULT",
    "COOPERATE",
    "AID",
    "ACCUSE",
    "REJECT",
    "REQUEST",
    "THREATEN",
    "SANCTION",
    "RETREAT",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "AGREE",
    "030",
    "040",
    "041",
    "042",
    "046",
    "050",
    "051",
    "054",
    "057",
    "060",
    "061",
    "062",
    "070",
    "071",
    "072",
    "073",
    "085",
    "100",
    "110",
    "111",
    "112",
    "120",
    "130",
    "150",
    "161",
    "163",
    "166",
    "170",
    "190",
];

#[derive(Clone, Debug)]
struct Row {
    kind: EventKind,
    act: String,
    happened: (&'static str, &'static str),
    planned: (&'static str, &'static str),
}

#[derive(Clone, Debug, Default)]
pub struct Codes {
    rows: Vec<Row>,
}

impl Codes {
    pub fn new(data: &Data) -> Self {
        let known = |text: &str| KNOWN.iter().find(|k| **k == text).copied();
        let mut rows = Vec::new();
        for row in data.table("events.tsv").rows() {
            let pair = |a: &str, b: &str| Some((known(row.get(a))?, known(row.get(b))?));
            let codes = (EventKind::parse(row.get("kind")), pair("plover", "cameo"), pair("planned_plover", "planned_cameo"));
            if let (Some(kind), Some(happened), Some(planned)) = codes {
                rows.push(Row { kind, act: row.get("act").to_owned(), happened, planned });
            }
        }
        Codes { rows }
    }

    /// `None` for what won't be.
    pub fn of(&self, kind: EventKind, act: &str, status: EventStatus) -> Option<(&'static str, &'static str)> {
        let of_kind = || self.rows.iter().filter(|r| r.kind == kind);
        let row = of_kind().find(|r| r.act == act).or_else(|| of_kind().find(|r| r.act.is_empty()))?;
        match status {
            EventStatus::Happened => Some(row.happened),
            EventStatus::Planned | EventStatus::Proposed => Some(row.planned),
            EventStatus::Denied => None,
        }
    }
}

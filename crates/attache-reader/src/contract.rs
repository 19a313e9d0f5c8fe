//! The record contract (`contract/records.md`): the types every surface writes.
//!
//! ```
//! use attache_reader::contract::Code;
//! assert_eq!(Code::new("AZ").as_str(), "AZ");
//! ```

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A short code (party, unit): at most 15 bytes, copied freely.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    bytes: [u8; 15],
    len: u8,
}

impl Code {
    /// Longer input is cut at 15 bytes on a character boundary; codes in `data/` are checked to be shorter.
    pub const fn new(text: &str) -> Self {
        let source = text.as_bytes();
        let mut bytes = [0u8; 15];
        let mut len = 0;
        while len < source.len() && len < 15 {
            bytes[len] = source[len];
            len += 1;
        }
        while len < source.len() && len > 0 && source[len] & 0xC0 == 0x80 {
            len -= 1;
        }
        let mut tail = len;
        while tail < 15 {
            bytes[tail] = 0;
            tail += 1;
        }
        Code { bytes, len: len as u8 }
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or("")
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = std::borrow::Cow::<str>::deserialize(deserializer)?;
        if written.len() > 15 {
            return Err(serde::de::Error::custom(format!("a code of at most 15 bytes is expected, not `{written}`")));
        }
        Ok(Code::new(&written))
    }
}

/// ISO 3166-1 alpha-2, ISO 3166-3 for former states, or a bloc's code.
pub type Party = Code;

/// What is handed to the reader.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Article {
    pub id: String,
    pub url: Option<String>,
    pub site: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    /// A date or a date-time with offset, as the source wrote it.
    pub published: Option<String>,
    pub language: Option<String>,
    pub text: String,
}

/// Code points of `document.text`, end exclusive (Web Annotation TextPositionSelector).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Evidence {
    pub start: usize,
    pub end: usize,
    pub quote: String,
}

/// Both ends inclusive; an open end is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Period {
    pub start: Option<Date>,
    pub end: Option<Date>,
}

impl Period {
    pub fn new(start: Date, end: Date) -> Self {
        Period { start: Some(start), end: Some(end) }
    }

    pub fn until(end: Date) -> Self {
        Period { start: None, end: Some(end) }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    #[default]
    Exact,
    About,
    Over,
    Under,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Up,
    Down,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Change {
    pub value: Decimal,
    pub value_max: Option<Decimal>,
    pub unit: Code,
    pub direction: Direction,
    pub since: Option<Period>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityType {
    Country,
    Bloc,
    Person,
    Organization,
    Project,
    Place,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Entity {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: EntityType,
    pub name: String,
    pub aliases: Vec<String>,
    pub role: Option<String>,
    pub organization: Option<String>,
    pub country: Option<Party>,
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Speaker {
    pub name: Option<String>,
    pub role: Option<String>,
    pub organization: Option<String>,
    pub country: Option<Party>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Direct,
    Indirect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    Speech,
    Interview,
    Social,
    PressRelease,
    Report,
    Document,
    Meeting,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Statement {
    pub id: String,
    pub speaker: Speaker,
    pub mode: Mode,
    pub text: String,
    pub medium: Option<Medium>,
    pub date: Option<Date>,
    pub confidence: f64,
    pub evidence: Evidence,
}

/// The contract's indicators, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Indicator {
    #[serde(rename = "trade.turnover")]
    Turnover,
    #[serde(rename = "trade.exports")]
    Exports,
    #[serde(rename = "trade.imports")]
    Imports,
    #[serde(rename = "trade.balance")]
    Balance,
    #[serde(rename = "investment")]
    Investment,
    #[serde(rename = "finance.loan")]
    Loan,
    #[serde(rename = "finance.grant")]
    Grant,
    #[serde(rename = "deal")]
    Deal,
    #[serde(rename = "companies")]
    Companies,
    #[serde(rename = "agreements")]
    Agreements,
    #[serde(rename = "projects")]
    Projects,
    #[serde(rename = "cargo")]
    Cargo,
    #[serde(rename = "supply")]
    Supply,
    #[serde(rename = "travel")]
    Travel,
    #[serde(rename = "flights")]
    Flights,
    #[serde(rename = "people")]
    People,
    #[serde(rename = "remittances")]
    Remittances,
    #[serde(rename = "tariff")]
    Tariff,
    #[serde(rename = "other")]
    Other,
}

impl Indicator {
    pub const ALL: [(Indicator, &'static str); 19] = [
        (Indicator::Turnover, "trade.turnover"),
        (Indicator::Exports, "trade.exports"),
        (Indicator::Imports, "trade.imports"),
        (Indicator::Balance, "trade.balance"),
        (Indicator::Investment, "investment"),
        (Indicator::Loan, "finance.loan"),
        (Indicator::Grant, "finance.grant"),
        (Indicator::Deal, "deal"),
        (Indicator::Companies, "companies"),
        (Indicator::Agreements, "agreements"),
        (Indicator::Projects, "projects"),
        (Indicator::Cargo, "cargo"),
        (Indicator::Supply, "supply"),
        (Indicator::Travel, "travel"),
        (Indicator::Flights, "flights"),
        (Indicator::People, "people"),
        (Indicator::Remittances, "remittances"),
        (Indicator::Tariff, "tariff"),
        (Indicator::Other, "other"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(i, _)| *i)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureStatus {
    Actual,
    Target,
    Forecast,
    Planned,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Figure {
    pub id: String,
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
    pub topic: Option<String>,
    pub statement: Option<String>,
    pub confidence: f64,
    pub evidence: Evidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Agreement,
    Visit,
    Meeting,
    Relations,
    Mission,
    Project,
    Aid,
    Support,
    Accusation,
    Sanction,
    Conflict,
}

impl EventKind {
    pub const ALL: [(EventKind, &'static str); 11] = [
        (EventKind::Agreement, "agreement"),
        (EventKind::Visit, "visit"),
        (EventKind::Meeting, "meeting"),
        (EventKind::Relations, "relations"),
        (EventKind::Mission, "mission"),
        (EventKind::Project, "project"),
        (EventKind::Aid, "aid"),
        (EventKind::Support, "support"),
        (EventKind::Accusation, "accusation"),
        (EventKind::Sanction, "sanction"),
        (EventKind::Conflict, "conflict"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    Happened,
    Planned,
    Proposed,
    Denied,
}

impl EventStatus {
    pub const ALL: [(EventStatus, &'static str); 4] = [
        (EventStatus::Happened, "happened"),
        (EventStatus::Planned, "planned"),
        (EventStatus::Proposed, "proposed"),
        (EventStatus::Denied, "denied"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Event {
    pub id: String,
    pub kind: EventKind,
    pub plover: Option<String>,
    pub cameo: Option<String>,
    pub parties: Vec<Party>,
    pub actor: Option<Party>,
    pub target: Option<Party>,
    pub participants: Vec<Speaker>,
    pub date: Option<Period>,
    pub status: EventStatus,
    pub count: Option<u32>,
    pub subject: Option<String>,
    pub place: Option<String>,
    pub statement: Option<String>,
    pub confidence: f64,
    pub evidence: Evidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    UnitSlip,
    PartsDoNotSum,
    GrowthDoesNotFit,
    AmbiguousCurrency,
    NoPublicationDate,
    Truncated,
    NotEnglish,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Warning {
    pub kind: WarningKind,
    pub message: String,
    pub evidence: Option<Evidence>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Meta {
    pub reader: String,
    /// Where each metadata field comes from: `published` -> `json-ld datePublished`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, String>,
}

/// Everything one document yields.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Reading {
    pub document: Article,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub figures: Vec<Figure>,
    pub events: Vec<Event>,
    pub warnings: Vec<Warning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
}

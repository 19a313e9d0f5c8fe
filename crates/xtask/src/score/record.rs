//! Records as the scorer compares them: gold ones quote their place, read ones carry evidence.
//!
//! Example: `{"indicator":"investment","from":"AZ","to":"KZ","value":2.04e8,"unit":"USD","mention":"$204 million","context":"..."}`.

use serde::Deserialize;
use serde_json::Value;

/// What one document holds, gold or read.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Records {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub statements: Vec<Statement>,
    #[serde(default)]
    pub figures: Vec<Figure>,
    #[serde(default)]
    pub events: Vec<Event>,
}

impl Records {
    /// From a reading of the contract.
    pub fn from_reading(reading: &Value) -> serde_json::Result<Records> {
        let mut records = Records::deserialize(reading)?;
        records.id = reading["document"]["id"].as_str().unwrap_or_default().to_owned();
        Ok(records)
    }
}

/// Code points, end exclusive.
pub type Place = (usize, usize);

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Evidence {
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Period {
    #[serde(default)]
    pub start: Option<String>,
    #[serde(default)]
    pub end: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Change {
    #[serde(default)]
    pub value: Option<f64>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub direction: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Speaker {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    pub organization: Option<String>,
    #[serde(default)]
    pub country: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Figure {
    #[serde(default)]
    pub mention: String,
    #[serde(default)]
    pub context: String,
    #[serde(default)]
    pub indicator: Option<String>,
    #[serde(default)]
    pub from: Option<String>,
    #[serde(default)]
    pub to: Option<String>,
    #[serde(default)]
    pub parties: Option<Vec<String>>,
    #[serde(default)]
    pub value: Option<f64>,
    #[serde(default)]
    pub value_max: Option<f64>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default = "exact")]
    pub qualifier: Option<String>,
    #[serde(default)]
    pub change: Option<Change>,
    #[serde(default)]
    pub period: Option<Period>,
    #[serde(default = "actual")]
    pub status: Option<String>,
    #[serde(default)]
    pub topic: Option<String>,
    #[serde(default)]
    pub confidence: Option<f64>,
    #[serde(default)]
    pub evidence: Evidence,
}

fn exact() -> Option<String> {
    Some("exact".to_owned())
}

fn actual() -> Option<String> {
    Some("actual".to_owned())
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Statement {
    #[serde(default)]
    pub sentence: String,
    #[serde(default)]
    pub speaker: Option<Speaker>,
    #[serde(default)]
    pub mode: Option<String>,
    #[serde(default)]
    pub confidence: Option<f64>,
    #[serde(default)]
    pub evidence: Evidence,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Event {
    #[serde(default)]
    pub context: String,
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub parties: Option<Vec<String>>,
    #[serde(default)]
    pub actor: Option<String>,
    #[serde(default)]
    pub target: Option<String>,
    #[serde(default)]
    pub date: Option<Period>,
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub count: Option<u32>,
    #[serde(default)]
    pub confidence: Option<f64>,
    #[serde(default)]
    pub evidence: Evidence,
}

impl Evidence {
    pub fn place(&self) -> Place {
        (self.start, self.end)
    }
}

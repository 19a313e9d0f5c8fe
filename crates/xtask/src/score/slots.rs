//! Comparing the slots of a gold record with those of a read one.
//!
//! Example: 204000000 and 2.04e8 are equal, "P. Shahbazov" and "Parviz Shahbazov" are the same speaker.

use super::record::{Change, Figure, Period, Speaker};

/// The slots of a figure in the order they are reported.
pub const NAMES: [&str; 8] = ["indicator", "parties", "direction", "amount", "qualifier", "change", "period", "status"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    /// In the order of [`NAMES`].
    pub right: [bool; 8],
    pub core: bool,
    pub exact: bool,
}

impl Slots {
    pub fn count(self) -> usize {
        self.right.iter().filter(|r| **r).count() + usize::from(self.core) + usize::from(self.exact)
    }

    pub fn wrong(self) -> Vec<&'static str> {
        NAMES.iter().zip(self.right).filter(|(_, right)| !right).map(|(name, _)| *name).collect()
    }
}

pub fn numbers_equal(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * 1f64.max(a.abs()).max(b.abs()),
        (None, None) => true,
        _ => false,
    }
}

pub fn periods_equal(a: Option<&Period>, b: Option<&Period>) -> bool {
    let ends = |p: Option<&Period>| p.map_or((None, None), |p| (p.start.clone(), p.end.clone()));
    ends(a) == ends(b)
}

pub fn sorted(parties: Option<&Vec<String>>) -> Vec<String> {
    let mut parties = parties.cloned().unwrap_or_default();
    parties.sort();
    parties
}

fn changes_equal(a: Option<&Change>, b: Option<&Change>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => numbers_equal(a.value, b.value) && a.unit == b.unit && a.direction == b.direction,
        (None, None) => true,
        _ => false,
    }
}

pub fn compare(gold: &Figure, read: &Figure) -> Slots {
    let leveled = gold.value.is_some();
    let indicator = gold.indicator == read.indicator;
    let parties = sorted(gold.parties.as_ref()) == sorted(read.parties.as_ref());
    let direction = (&gold.from, &gold.to) == (&read.from, &read.to);
    let amount =
        numbers_equal(gold.value, read.value) && numbers_equal(gold.value_max, read.value_max) && (!leveled || gold.unit == read.unit);
    let qualifier = !leveled || gold.qualifier == read.qualifier;
    let change = changes_equal(gold.change.as_ref(), read.change.as_ref());
    let period = periods_equal(gold.period.as_ref(), read.period.as_ref());
    let status = gold.status == read.status;
    let core = indicator && parties && direction && amount && (leveled || change);
    Slots { right: [indicator, parties, direction, amount, qualifier, change, period, status], core, exact: core && period && status }
}

/// Lower-cased words without punctuation.
fn key(name: Option<&String>) -> Vec<String> {
    let folded = name.map_or(String::new(), |n| n.to_lowercase().replace('ß', "ss"));
    let kept: String = folded.chars().filter(|c| c.is_alphanumeric() || *c == '_' || *c == ' ').collect();
    kept.split_whitespace().map(str::to_owned).collect()
}

/// The same last name; without names, one body's words within the other's; without bodies, the same country.
pub fn same_speaker(gold: Option<&Speaker>, read: Option<&Speaker>) -> bool {
    let (none, absent) = (Speaker::default(), Speaker::default());
    let (gold, read) = (gold.unwrap_or(&none), read.unwrap_or(&absent));
    let (gold_name, read_name) = (key(gold.name.as_ref()), key(read.name.as_ref()));
    if !gold_name.is_empty() || !read_name.is_empty() {
        return !gold_name.is_empty() && gold_name.last() == read_name.last();
    }
    let (gold_body, read_body) = (body(gold), body(read));
    if gold_body.is_empty() && read_body.is_empty() {
        return gold.country == read.country;
    }
    let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    !gold_body.is_empty() && !read_body.is_empty() && (within(&gold_body, &read_body) || within(&read_body, &gold_body))
}

fn body(speaker: &Speaker) -> Vec<String> {
    let organization = key(speaker.organization.as_ref());
    if organization.is_empty() { key(speaker.role.as_ref()) } else { organization }
}

//! Cases as training examples: what the specification says of a short text is an annotation too.
//!
//! Example: `- figure "$2 billion": finance.loan SA -> PK, 2 billion USD` teaches link, indicator, direction and unit, but no period.

use anyhow::Result;

use crate::cases::{self, parse::Case, parse::What, record::Kind, record::Record};
use crate::gold::Annotated;
use crate::score::record::{Change, Figure, Period, Records};

/// Every case that speaks of figures.
pub fn annotated() -> Result<Vec<Annotated>> {
    let cases = cases::to_learn_from()?;
    Ok(cases
        .iter()
        .filter(|c| c.kinds().contains(&Kind::Figure))
        .map(|c| Annotated { article: cases::view::article(c), expected: records(c) })
        .collect())
}

fn records(case: &Case) -> Records {
    let figures = case.expected.iter().filter_map(|e| match &e.what {
        What::Record(record) if record.kind == Kind::Figure => Some(figure(case, record)),
        _ => None,
    });
    Records { id: case.heading.clone(), figures: figures.collect(), ..Records::default() }
}

fn figure(case: &Case, record: &Record) -> Figure {
    let slot = |name: &str| record.slot(name).map(str::to_owned);
    let (from, to, parties) = direction(record.slot("direction").unwrap_or(""));
    let (value, value_max, unit) = value(record.slot("value").unwrap_or("no value"));
    Figure {
        mention: record.quote.clone(),
        context: case.text.clone(),
        indicator: slot("indicator"),
        from,
        to,
        parties: Some(parties),
        value,
        value_max,
        unit,
        change: record.slot("change").and_then(change),
        period: period(record.slot("period")),
        status: slot("status"),
        ..Figure::default()
    }
}

fn direction(written: &str) -> (Option<String>, Option<String>, Vec<String>) {
    let mut parties: Vec<String> = written.split_whitespace().filter(|w| !matches!(*w, "->" | "<->" | "-")).map(str::to_owned).collect();
    let directed = written.contains(" -> ") && parties.len() == 2;
    let ends = directed.then(|| (parties[0].clone(), parties[1].clone()));
    parties.sort();
    (ends.clone().map(|e| e.0), ends.map(|e| e.1), parties)
}

fn value(written: &str) -> (Option<f64>, Option<f64>, Option<String>) {
    let mut words = written.split_whitespace();
    let (Some(number), unit) = (words.next(), words.next()) else { return (None, None, None) };
    let (low, high) = number.split_once("..").unwrap_or((number, ""));
    (low.parse().ok(), high.parse().ok(), unit.map(str::to_owned).filter(|_| number != "no"))
}

fn change(written: &str) -> Option<Change> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let ["change", number, unit, direction] = words[..] else { return None };
    let low = number.split("..").next()?;
    Some(Change { value: low.parse().ok(), unit: Some(unit.to_owned()), direction: Some(direction.to_owned()) })
}

/// An unstated period is none that could be learned: its start is no date.
fn period(written: Option<&str>) -> Option<Period> {
    let Some(written) = written else { return Some(Period { start: Some("unstated".to_owned()), end: None }) };
    let (start, end) = written.strip_prefix("period ")?.split_once("..")?;
    let date = |d: &str| Some(d.to_owned()).filter(|d| !d.is_empty());
    Some(Period { start: date(start), end: date(end) })
}

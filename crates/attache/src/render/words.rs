//! Records in words: amounts, periods, parties and speakers as people write them, for every format that people read.
//!
//! ```
//! use attache_program::render::words::number;
//! assert_eq!(number("204000000".parse().unwrap_or_default()), "204 million");
//! assert_eq!(number("14082.5".parse().unwrap_or_default()), "14,082.5");
//! ```

use attache_reader::contract::{
    Article, Change, Code, Direction, Event, Evidence, Figure, Party, Period, Qualifier, Reading, Speaker, Statement,
};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

/// A code as the contract writes it: the enums' names are those of their serialisation.
pub fn code(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// "204 million", "1.25 billion", "14,082.5".
pub fn number(value: Decimal) -> String {
    let scales: [(&str, i64); 3] = [("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000)];
    for (name, scale) in scales {
        let scaled = value / Decimal::from(scale);
        if scaled.abs() >= Decimal::ONE {
            // More digits than that are better read in full.
            let short = scaled.normalize();
            if short.scale() <= 6 {
                return format!("{} {name}", grouped(short));
            }
        }
    }
    grouped(value.normalize())
}

fn grouped(value: Decimal) -> String {
    let written = value.to_string();
    let (sign, digits) = written.strip_prefix('-').map_or(("", written.as_str()), |d| ("-", d));
    let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(w, f)| (w, f));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// "over USD 204 million", "about 12 to 15 %".
pub fn amount(figure: &Figure) -> String {
    let Some(value) = figure.value else { return String::new() };
    let qualifier = match figure.qualifier {
        Qualifier::Exact => "",
        Qualifier::About => "about ",
        Qualifier::Over => "over ",
        Qualifier::Under => "under ",
    };
    format!("{qualifier}{}", quantity(value, figure.value_max, figure.unit))
}

fn quantity(value: Decimal, max: Option<Decimal>, unit: Option<Code>) -> String {
    let numbers = match max {
        Some(max) => format!("{}–{}", number(value), number(max)),
        None => number(value),
    };
    match unit.as_ref().map(Code::as_str) {
        None | Some("") => numbers,
        Some("percent") => format!("{numbers}%"),
        Some("times") => format!("{numbers}×"),
        Some("unit") => numbers,
        Some(code) if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) && code != "TEU" => format!("{code} {numbers}"),
        Some(unit) => format!("{numbers} {}", plural(unit, value)),
    }
}

fn plural(unit: &str, value: Decimal) -> String {
    let name = unit.replace('_', " ");
    match name.as_str() {
        "kWh" | "MW" | "TEU" | "km" | "head" => name,
        _ if value == Decimal::ONE => name,
        "person" => "people".to_owned(),
        "company" => "companies".to_owned(),
        _ => format!("{name}s"),
    }
}

/// "+12%", "×2.5", "−3 to −5%".
pub fn change(change: &Change) -> String {
    let arrow = match change.direction {
        Direction::Up => "↑",
        Direction::Down => "↓",
    };
    format!("{arrow} {}", quantity(change.value, change.value_max, Some(change.unit)))
}

/// Amount and change together.
pub fn level(figure: &Figure) -> String {
    let parts = [Some(amount(figure)).filter(|a| !a.is_empty()), figure.change.as_ref().map(change)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "2021", "2022-01..2022-08", "to 2030-12-31".
pub fn period(period: Option<Period>) -> String {
    match period {
        None => String::new(),
        Some(Period { start: None, end: None }) => String::new(),
        Some(Period { start: Some(start), end: None }) => format!("from {}", start),
        Some(Period { start: None, end: Some(end) }) => format!("by {}", end),
        Some(Period { start: Some(start), end: Some(end) }) => span(start, end),
    }
}

fn span(start: Date, end: Date) -> String {
    if start == end {
        return start.to_string();
    }
    let whole_months = start.day() == 1 && end == end.last_of_month();
    let whole_years = whole_months && start.month() == 1 && end.month() == 12;
    match (whole_years, whole_months) {
        (true, _) if start.year() == end.year() => start.year().to_string(),
        (true, _) => format!("{}–{}", start.year(), end.year()),
        (_, true) if start.first_of_month() == end.first_of_month() => start.strftime("%b %Y").to_string(),
        (_, true) if start.year() == end.year() => format!("{}–{}", start.strftime("%b"), end.strftime("%b %Y")),
        (_, true) => format!("{}–{}", start.strftime("%b %Y"), end.strftime("%b %Y")),
        _ => format!("{start} – {end}"),
    }
}

/// "AZ → KZ", else "AZ, KZ".
pub fn direction(from: Option<Party>, to: Option<Party>, parties: &[Party]) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (Some(from), None) => format!("{from} →"),
        (None, Some(to)) => format!("→ {to}"),
        (None, None) => parties.iter().map(Party::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// "Parviz Shahbazov, energy minister (AZ)".
pub fn speaker(speaker: &Speaker) -> String {
    let parts = [&speaker.name, &speaker.role, &speaker.organization];
    let named = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    match (named.is_empty(), speaker.country) {
        (true, Some(country)) => country.to_string(),
        (true, None) => "unnamed".to_owned(),
        (false, Some(country)) => format!("{named} ({country})"),
        (false, None) => named,
    }
}

/// What an event is about, in a line: count, subject, place, participants.
pub fn about(event: &Event) -> String {
    let mut parts = Vec::new();
    match (event.count, &event.subject) {
        (Some(count), Some(subject)) => parts.push(format!("{count} × {subject}")),
        (Some(count), None) => parts.push(count.to_string()),
        (None, Some(subject)) => parts.push(subject.clone()),
        (None, None) => {}
    }
    parts.extend(event.place.as_ref().map(|place| format!("in {place}")));
    let people: Vec<&str> =
        event.participants.iter().filter_map(|p| p.name.as_deref().or(p.role.as_deref()).or(p.organization.as_deref())).collect();
    if !people.is_empty() {
        parts.push(people.join(", "));
    }
    parts.join("; ")
}

/// The document's title or id with its day and place.
pub fn heading(document: &Article) -> (String, String) {
    let title = document.title.as_deref().unwrap_or(&document.id).to_owned();
    let day = document.published.as_deref().map(|p| p.get(..10).unwrap_or(p).to_owned());
    let parts = [document.title.as_ref().map(|_| document.id.clone()), document.site.clone(), document.byline.clone(), day];
    (title, parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// White space runs as one blank, cut at so many characters.
pub fn short(text: &str, length: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= length {
        return flat;
    }
    let cut: String = flat.chars().take(length.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Confidence in hundredths.
pub fn percent(confidence: f64) -> String {
    format!("{:.0}%", confidence * 100.0)
}

/// A record of any kind, as lists of records want it.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    pub id: &'a str,
    /// `figure`, `event`, `statement`.
    pub class: &'static str,
    /// The indicator, event kind or speaker.
    pub what: String,
    /// Parties, with their direction.
    pub who: String,
    /// Amount, subject or reported words.
    pub content: String,
    /// Period or date.
    pub when: String,
    pub status: String,
    pub confidence: f64,
    pub evidence: &'a Evidence,
}

/// All records of a reading, in the order of their evidence.
pub fn records(reading: &Reading) -> Vec<Record<'_>> {
    let figures = reading.figures.iter().map(figure);
    let events = reading.events.iter().map(event);
    let statements = reading.statements.iter().map(statement);
    let mut all: Vec<Record> = statements.chain(events).chain(figures).collect();
    all.sort_by_key(|r| (r.evidence.start, std::cmp::Reverse(r.evidence.end)));
    all
}

fn figure(figure: &Figure) -> Record<'_> {
    let topic = figure.topic.as_ref().map(|t| format!(" ({t})")).unwrap_or_default();
    Record {
        id: &figure.id,
        class: "figure",
        what: figure.indicator.name().to_owned(),
        who: direction(figure.from, figure.to, &figure.parties),
        content: level(figure) + &topic,
        when: period(figure.period),
        status: code(&figure.status),
        confidence: figure.confidence,
        evidence: &figure.evidence,
    }
}

fn event(event: &Event) -> Record<'_> {
    Record {
        id: &event.id,
        class: "event",
        what: code(&event.kind),
        who: direction(event.actor, event.target, &event.parties),
        content: about(event),
        when: period(event.date),
        status: code(&event.status),
        confidence: event.confidence,
        evidence: &event.evidence,
    }
}

fn statement(statement: &Statement) -> Record<'_> {
    Record {
        id: &statement.id,
        class: "statement",
        what: speaker(&statement.speaker),
        who: statement.speaker.country.map(|c| c.to_string()).unwrap_or_default(),
        content: statement.text.clone(),
        when: statement.date.map(|d| d.to_string()).unwrap_or_default(),
        status: code(&statement.mode),
        confidence: statement.confidence,
        evidence: &statement.evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_read_as_people_write_them() {
        let written = |a: Date, b: Date| period(Some(Period::new(a, b)));
        assert_eq!(written(date(2021, 1, 1), date(2021, 12, 31)), "2021");
        assert_eq!(written(date(1995, 1, 1), date(2021, 12, 31)), "1995–2021");
        assert_eq!(written(date(2022, 1, 1), date(2022, 8, 31)), "Jan–Aug 2022");
        assert_eq!(written(date(2023, 2, 1), date(2023, 2, 28)), "Feb 2023");
        assert_eq!(written(date(2022, 7, 3), date(2022, 7, 4)), "2022-07-03 – 2022-07-04");
        assert_eq!(period(Some(Period::until(date(2030, 12, 31)))), "by 2030-12-31");
    }

    #[test]
    fn quantities_name_their_units() {
        let q = |value: i64, unit: &str| quantity(Decimal::from(value), None, Some(Code::new(unit)));
        assert_eq!((q(12, "percent"), q(3, "company"), q(1, "train")), ("12%".into(), "3 companies".into(), "1 train".into()));
        assert_eq!(
            (q(1_234_567, "EUR"), q(5, "TEU"), q(40_000, "tonne")),
            ("EUR 1.234567 million".into(), "5 TEU".into(), "40,000 tonnes".into())
        );
    }
}

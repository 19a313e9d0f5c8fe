//! Readings as a sheet: one row a record, the same columns for all kinds.
//!
//! ```
//! assert!(attache_program::render::csv::head().starts_with("document,published,record,id,"));
//! ```

use attache_reader::contract::{Event, Figure, Period, Reading, Speaker, Statement};

use super::words::code;

const COLUMNS: [&str; 34] = [
    "document",
    "published",
    "record",
    "id",
    "kind",
    "from",
    "to",
    "parties",
    "value",
    "value_max",
    "unit",
    "qualifier",
    "change",
    "change_max",
    "change_unit",
    "direction",
    "start",
    "end",
    "status",
    "topic",
    "count",
    "place",
    "plover",
    "cameo",
    "speaker",
    "role",
    "organization",
    "country",
    "statement",
    "confidence",
    "evidence_start",
    "evidence_end",
    "quote",
    "title",
];

/// One record's cells by column name; unnamed columns stay empty.
type Cells = Vec<(&'static str, String)>;

pub fn head() -> String {
    COLUMNS.join(",") + "\r\n"
}

pub fn reading(reading: &Reading) -> String {
    let rows = reading.statements.iter().map(statement).chain(reading.figures.iter().map(figure)).chain(reading.events.iter().map(event));
    let document = &reading.document;
    let common = [
        ("document", document.id.clone()),
        ("published", document.published.clone().unwrap_or_default()),
        ("title", document.title.clone().unwrap_or_default()),
    ];
    let mut out = String::new();
    for mut cells in rows {
        cells.extend(common.clone());
        let row: Vec<String> =
            COLUMNS.iter().map(|column| quoted(cells.iter().find(|(name, _)| name == column).map_or("", |(_, v)| v))).collect();
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    out
}

/// RFC 4180; what a spreadsheet would take for a formula is kept from being one.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '@', '\t', '\r']) || (cell.starts_with('-') && cell.parse::<f64>().is_err());
    let guard = if formula { "'" } else { "" };
    if formula || cell.contains([',', '"', '\n', '\r']) { format!("\"{guard}{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn joined<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn period(period: Option<Period>) -> Cells {
    let day = |day: Option<jiff::civil::Date>| shown(day);
    vec![("start", day(period.and_then(|p| p.start))), ("end", day(period.and_then(|p| p.end)))]
}

fn evidence(evidence: &attache_reader::contract::Evidence) -> Cells {
    vec![("evidence_start", evidence.start.to_string()), ("evidence_end", evidence.end.to_string()), ("quote", evidence.quote.clone())]
}

fn speaker(speaker: &Speaker) -> Cells {
    vec![
        ("speaker", shown(speaker.name.as_ref())),
        ("role", shown(speaker.role.as_ref())),
        ("organization", shown(speaker.organization.as_ref())),
        ("country", shown(speaker.country)),
    ]
}

fn figure(figure: &Figure) -> Cells {
    let change = figure.change.as_ref();
    let mut cells = vec![
        ("record", "figure".to_owned()),
        ("id", figure.id.clone()),
        ("kind", figure.indicator.name().to_owned()),
        ("from", shown(figure.from)),
        ("to", shown(figure.to)),
        ("parties", joined(&figure.parties)),
        ("value", shown(figure.value)),
        ("value_max", shown(figure.value_max)),
        ("unit", shown(figure.unit)),
        ("qualifier", code(&figure.qualifier)),
        ("change", shown(change.map(|c| c.value))),
        ("change_max", shown(change.and_then(|c| c.value_max))),
        ("change_unit", shown(change.map(|c| c.unit))),
        ("direction", change.map(|c| code(&c.direction)).unwrap_or_default()),
        ("status", code(&figure.status)),
        ("topic", shown(figure.topic.as_ref())),
        ("statement", shown(figure.statement.as_ref())),
        ("confidence", figure.confidence.to_string()),
    ];
    cells.extend(period(figure.period));
    cells.extend(evidence(&figure.evidence));
    cells
}

fn event(event: &Event) -> Cells {
    let mut cells = vec![
        ("record", "event".to_owned()),
        ("id", event.id.clone()),
        ("kind", code(&event.kind)),
        ("from", shown(event.actor)),
        ("to", shown(event.target)),
        ("parties", joined(&event.parties)),
        ("status", code(&event.status)),
        ("topic", shown(event.subject.as_ref())),
        ("count", shown(event.count)),
        ("place", shown(event.place.as_ref())),
        ("plover", shown(event.plover.as_ref())),
        ("cameo", shown(event.cameo.as_ref())),
        ("statement", shown(event.statement.as_ref())),
        ("confidence", event.confidence.to_string()),
    ];
    cells.extend(period(event.date));
    cells.extend(evidence(&event.evidence));
    cells
}

fn statement(statement: &Statement) -> Cells {
    let mut cells = vec![
        ("record", "statement".to_owned()),
        ("id", statement.id.clone()),
        ("kind", code(&statement.mode)),
        ("topic", statement.medium.map(|m| code(&m)).unwrap_or_default()),
        ("start", shown(statement.date)),
        ("end", shown(statement.date)),
        ("confidence", statement.confidence.to_string()),
    ];
    cells.extend(speaker(&statement.speaker));
    cells.extend(evidence(&statement.evidence));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!((quoted("-3.5").as_str(), quoted("plain").as_str()), ("-3.5", "plain"));
    }

    #[test]
    fn every_cell_has_its_column() {
        let figure = [
            "record",
            "id",
            "kind",
            "from",
            "to",
            "parties",
            "value",
            "value_max",
            "unit",
            "qualifier",
            "change",
            "change_max",
            "change_unit",
            "direction",
            "status",
            "topic",
            "statement",
            "confidence",
            "start",
            "end",
            "evidence_start",
            "evidence_end",
            "quote",
        ];
        assert!(figure.iter().all(|name| COLUMNS.contains(name)));
    }
}

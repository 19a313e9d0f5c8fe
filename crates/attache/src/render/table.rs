//! Readings for a terminal: a heading, then figures, events and statements as aligned rows.
//!
//! ```
//! let table = attache_program::render::table::plain_table(&["a", "b"], vec![vec!["1".into(), "2".into()]]);
//! assert_eq!(table, " a  b \n 1  2 ");
//! ```

use anstyle::{AnsiColor, Style};
use attache_reader::contract::Reading;
use comfy_table::{ContentArrangement, Table, presets};

use super::words::{self, Record};

/// Columns when nobody says how wide the screen is.
const WIDTH: u16 = 120;
/// Characters of a statement, subject or quotation shown.
const QUOTE: usize = 160;

/// Width and colours.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    width: u16,
    title: Style,
    quiet: Style,
    section: Style,
}

impl Look {
    /// Colours only for a terminal, and not against the user's wish (`NO_COLOR`).
    pub fn new(to_terminal: bool) -> Self {
        let coloured = to_terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        let style = |s: Style| if coloured { s } else { Style::new() };
        Look {
            width: if to_terminal { screen() } else { WIDTH },
            title: style(Style::new().bold()),
            quiet: style(Style::new().dimmed()),
            section: style(AnsiColor::Cyan.on_default().bold()),
        }
    }
}

fn screen() -> u16 {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0.clamp(60, 200))
}

pub fn reading(reading: &Reading, look: &Look) -> String {
    let (title, line) = words::heading(&reading.document);
    let mut out = painted(&words::short(&safe(&title), usize::from(look.width)), look.title);
    out.push('\n');
    if !line.is_empty() {
        out.push_str(&painted(&words::short(&safe(&line), usize::from(look.width)), look.quiet));
        out.push('\n');
    }
    let records = words::records(reading);
    for (class, heading) in [("figure", "Figures"), ("event", "Events"), ("statement", "Statements")] {
        let rows: Vec<Vec<String>> = records.iter().filter(|r| r.class == class).map(row).collect();
        section(heading, rows, look, &mut out);
    }
    section("Warnings", reading.warnings.iter().map(|w| vec![words::code(&w.kind), safe(&w.message)]).collect(), look, &mut out);
    if records.is_empty() {
        out.push_str(&painted("\nnothing found\n", look.quiet));
    }
    out
}

fn section(heading: &str, rows: Vec<Vec<String>>, look: &Look, out: &mut String) {
    if rows.is_empty() {
        return;
    }
    out.push('\n');
    out.push_str(&painted(heading, look.section));
    out.push('\n');
    let mut table = bare(look.width);
    table.add_rows(rows);
    push_table(&table, out);
}

/// Rows without the blanks that fill them up to the right.
fn push_table(table: &Table, out: &mut String) {
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn row(record: &Record) -> Vec<String> {
    let content = match record.class {
        "statement" => format!("“{}”", words::short(&record.content, QUOTE)),
        "event" if record.content.is_empty() => format!("“{}”", words::short(&record.evidence.quote, QUOTE)),
        _ => words::short(&record.content, QUOTE),
    };
    let mut row = vec![record.id.to_owned(), record.what.clone()];
    if record.class != "statement" {
        row.push(record.who.clone());
    }
    row.extend([content, record.when.clone()]);
    row.extend([record.status.clone(), words::percent(record.confidence)]);
    row.iter().map(|cell| safe(cell)).collect()
}

/// A terminal obeys control characters: an article must not.
fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_bidi(c) { ' ' } else { c }).collect()
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn painted(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

fn bare(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table
}

/// Columns under their names.
pub fn plain_table(columns: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = bare(WIDTH);
    table.set_header(columns.iter().copied());
    table.add_rows(rows.into_iter().map(|row| row.iter().map(|cell| safe(cell)).collect::<Vec<_>>()));
    table.to_string()
}

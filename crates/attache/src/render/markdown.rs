//! Readings as Markdown: the article with its evidence in bold and the records' ids beside it, then a table of records.
//!
//! ```
//! assert_eq!(attache_program::render::markdown::escape("1 * 2 | [x]"), "1 \\* 2 \\| \\[x\\]");
//! ```

use attache_reader::contract::{Evidence, Reading};

use super::marks::{Piece, paragraphs};
use super::words::{self, Record};

pub fn reading(reading: &Reading) -> String {
    let (title, line) = words::heading(&reading.document);
    let mut out = format!("# {}\n\n", escape(&words::short(&title, 300)));
    if !line.is_empty() {
        out.push_str(&format!("{}\n\n", escape(&words::short(&line, 300))));
    }
    let records = words::records(reading);
    // Statements are whole sentences: in bold they would drown figures, so only their beginning is marked.
    let evidence: Vec<&Evidence> = records.iter().map(|r| r.evidence).collect();
    for paragraph in paragraphs(&reading.document.text, &evidence) {
        paragraph.pieces.iter().for_each(|piece| out.push_str(&marked(piece, &records)));
        out.push_str("\n\n");
    }
    for (class, heading, columns) in [
        ("figure", "Figures", ["indicator", "parties", "amount"]),
        ("event", "Events", ["kind", "parties", "about"]),
        ("statement", "Statements", ["speaker", "of", "words"]),
    ] {
        let chosen: Vec<&Record> = records.iter().filter(|r| r.class == class).collect();
        table(heading, columns, &chosen, &mut out);
    }
    if !reading.warnings.is_empty() {
        out.push_str("## Warnings\n\n");
        reading.warnings.iter().for_each(|w| out.push_str(&format!("- {}\n", escape(&words::short(&w.message, 300)))));
    }
    out.trim_end().to_owned() + "\n"
}

fn marked(piece: &Piece, records: &[Record]) -> String {
    let record = |i: &usize| records.get(*i);
    let ids: Vec<String> = piece.beginning.iter().filter_map(record).map(|r| format!("`{}`", r.id)).collect();
    let ids = if ids.is_empty() { String::new() } else { format!("{} ", ids.join(" ")) };
    let bold = piece.covering.iter().filter_map(record).any(|r| r.class == "figure");
    let text = escape(piece.text);
    // Marks must touch the words they mark.
    let inner = text.trim();
    if !bold || inner.is_empty() {
        let (space, rest) = text.split_at(text.len() - text.trim_start().len());
        return format!("{space}{ids}{rest}");
    }
    let (before, after) = text.split_once(inner).unwrap_or(("", ""));
    format!("{before}{ids}**{inner}**{after}")
}

fn table(heading: &str, columns: [&str; 3], records: &[&Record], out: &mut String) {
    if records.is_empty() {
        return;
    }
    let [what, who, content] = columns;
    out.push_str(&format!("## {heading}\n\n| | {what} | {who} | {content} | when | status | sure |\n|---|---|---|---|---|---|---|\n"));
    for r in records {
        let content = if r.content.is_empty() { &r.evidence.quote } else { &r.content };
        let cells = [r.id, &r.what, &r.who, content, &r.when, &r.status, &words::percent(r.confidence)];
        let row: Vec<String> = cells.iter().map(|cell| escape(&words::short(cell, 300))).collect();
        out.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    out.push('\n');
}

/// Words that Markdown would take for marks or HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '|' | '<' | '>' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

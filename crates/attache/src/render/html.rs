//! Readings as one self-contained page: the article with its evidence highlighted, the records beside it. No script, no request.
//!
//! ```
//! assert_eq!(attache_program::render::html::escape("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
//! ```

use attache_reader::contract::{Evidence, Reading};

use super::marks::{Piece, paragraphs};
use super::words::{self, Record};

const STYLE: &str = include_str!("../../assets/reading.css");

pub fn head() -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Readings</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
}

pub fn foot() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "</main>\n<footer class=\"colophon\">Read by attache {version}. Each highlight is the evidence of a record.</footer>\n</body>\n</html>\n"
    )
}

/// One document: its head, the article, the records.
pub fn reading(reading: &Reading) -> String {
    let records = words::records(reading);
    let key = key(&reading.document.id);
    let (title, line) = words::heading(&reading.document);
    let mut out = format!("<section class=\"document\">\n<header>\n<h1>{}</h1>\n", escape(&title));
    if !line.is_empty() {
        out.push_str(&format!("<p class=\"source\">{}</p>\n", escape(&line)));
    }
    out.push_str(&tally(reading));
    out.push_str("</header>\n<div class=\"spread\">\n");
    out.push_str(&article(reading, &records, &key));
    out.push_str(&aside(reading, &records, &key));
    out.push_str("</div>\n</section>\n");
    out
}

/// Tells anchors of several documents on one page apart.
fn key(id: &str) -> String {
    blake3::hash(id.as_bytes()).to_hex().chars().take(8).collect()
}

fn tally(reading: &Reading) -> String {
    let counts = [("figure", reading.figures.len()), ("event", reading.events.len()), ("statement", reading.statements.len())];
    let items: String =
        counts.iter().map(|(class, n)| format!("<li class=\"{class}\">{n} {class}{}</li>", if *n == 1 { "" } else { "s" })).collect();
    format!("<ul class=\"tally\">{items}</ul>\n")
}

fn article(reading: &Reading, records: &[Record], key: &str) -> String {
    let evidence: Vec<&Evidence> = records.iter().map(|r| r.evidence).collect();
    let mut out = String::from("<article dir=\"auto\">\n");
    for paragraph in paragraphs(&reading.document.text, &evidence) {
        out.push_str("<p>");
        paragraph.pieces.iter().for_each(|piece| out.push_str(&marked(piece, records, key)));
        out.push_str("</p>\n");
    }
    out.push_str("</article>\n");
    out
}

/// A stretch of text with the classes of all records it proves; targets for the list's links where one begins.
fn marked(piece: &Piece, records: &[Record], key: &str) -> String {
    let mut out = String::new();
    let record = |i: &usize| records.get(*i);
    for beginning in piece.beginning.iter().filter_map(record) {
        out.push_str(&format!("<a class=\"anchor\" id=\"{key}-{}\"></a>", escape(beginning.id)));
    }
    let text = escape(piece.text).replace('\n', "<br>");
    let covering: Vec<&Record> = piece.covering.iter().filter_map(record).collect();
    let Some(inner) = covering.iter().min_by_key(|r| r.evidence.end - r.evidence.start) else { return out + &text };
    let mut classes: Vec<&str> = covering.iter().map(|r| r.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let label = format!("{} {}", inner.what, inner.content);
    let title = escape(&words::short(&label, 120));
    out + &format!("<mark class=\"{}\" title=\"{title}\">{text}</mark>", classes.join(" "))
}

fn aside(reading: &Reading, records: &[Record], key: &str) -> String {
    let mut out = String::from("<aside>\n");
    for (class, heading) in [("figure", "Figures"), ("event", "Events"), ("statement", "Statements")] {
        let chosen: Vec<&Record> = records.iter().filter(|r| r.class == class).collect();
        if chosen.is_empty() {
            continue;
        }
        out.push_str(&format!("<h2>{heading}</h2>\n<ol class=\"records\">\n"));
        chosen.iter().for_each(|r| out.push_str(&card(r, key)));
        out.push_str("</ol>\n");
    }
    if records.is_empty() {
        out.push_str("<p class=\"nothing\">Nothing on a relation between two parties was found in this text.</p>\n");
    }
    if !reading.warnings.is_empty() {
        out.push_str("<h2>Warnings</h2>\n<ul class=\"warnings\">\n");
        reading.warnings.iter().for_each(|w| out.push_str(&format!("<li>{}</li>\n", escape(&w.message))));
        out.push_str("</ul>\n");
    }
    out.push_str("</aside>\n");
    out
}

fn card(record: &Record, key: &str) -> String {
    let id = escape(record.id);
    let sure = (record.confidence.clamp(0.0, 1.0) * 100.0).round();
    let content = match record.class {
        "statement" => format!("<q>{}</q>", escape(&words::short(&record.content, 220))),
        "event" if record.content.is_empty() => format!("<q>{}</q>", escape(&words::short(&record.evidence.quote, 140))),
        _ => escape(&record.content),
    };
    // A speaker's country stands beside the name already.
    let who = if record.class == "statement" { "" } else { record.who.as_str() };
    let facts = [who, record.when.as_str(), record.status.as_str()];
    let facts: String = facts.iter().filter(|f| !f.is_empty()).map(|f| format!("<span>{}</span>", escape(f))).collect();
    format!(
        "<li class=\"{class}\"><a href=\"#{key}-{id}\"><span class=\"what\"><b>{what}</b><i>{id}</i></span>\n<span class=\"content\">{content}</span>\n\
         <span class=\"facts\">{facts}<span class=\"sure\" title=\"confidence\">{sure}%</span></span></a></li>\n",
        class = record.class,
        what = escape(&record.what),
    )
}

/// Safe inside elements and quoted attributes; control and direction characters, which could dress up a text as another, are shown as such.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => out.push('\u{FFFD}'),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use attache_reader::{Reader, contract::Article};

    #[test]
    fn nothing_of_an_article_becomes_markup() {
        let text = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> Trade between Latvia and Estonia reached $2 billion in 2021.";
        let article = Article {
            id: text.to_owned(),
            title: Some(text.to_owned()),
            site: Some(text.to_owned()),
            text: text.to_owned(),
            ..Article::default()
        };
        let page = reading(&Reader::embedded().read(&article));
        assert!(!page.contains("<script") && !page.contains("<img"));
    }
}

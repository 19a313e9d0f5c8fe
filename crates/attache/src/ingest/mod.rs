//! From files to articles: what is named on the command line becomes [`Job`]s one by one, and a job becomes articles or a [`Problem`].
//!
//! Jobs are cut on one thread (they need the stream), interpreted on many (JSON, HTML and encodings take time).
//!
//! ```
//! use attache_program::ingest::{Defaults, Job, Kind, interpret};
//! let job = Job::whole("a.md", Kind::Markdown, b"# Trade grows\n\nIt *grew*.".to_vec());
//! let document = interpret(job, &Defaults::default()).remove(0);
//! assert_eq!(document.map(|d| d.article.text), Ok("Trade grows\n\nIt grew.".to_owned()));
//! ```

pub mod date;
pub mod decode;
pub mod html;
pub mod json;
pub mod language;
pub mod markdown;
pub mod open;
pub mod sources;
pub mod split;

use std::collections::BTreeMap;

use attache_reader::contract::{Article, Warning, WarningKind};

use crate::limits;
use decode::Encoding;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Markdown,
    Html,
    /// One value, an array of articles, or lines: the content decides.
    Json,
    JsonLines,
}

/// A piece of input to be interpreted.
#[derive(Debug, PartialEq, Eq)]
pub enum Job {
    /// A document of its own.
    Whole {
        name: String,
        kind: Kind,
        bytes: Vec<u8>,
        cut: bool,
    },
    /// A line or an element of a larger file.
    Part {
        name: String,
        line: usize,
        bytes: Vec<u8>,
    },
    Failed(Problem),
}

impl Job {
    pub fn whole(name: &str, kind: Kind, bytes: Vec<u8>) -> Self {
        Job::Whole { name: name.to_owned(), kind, bytes, cut: false }
    }
}

/// Why something could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Problem {
    /// A file, or `file:line`.
    pub place: String,
    pub reason: String,
}

impl Problem {
    pub fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Problem { place: place.into(), reason: reason.into() }
    }
}

/// An article ready to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub article: Article,
    /// Where each metadata field comes from: `published` -> `json:date_publish`.
    pub sources: BTreeMap<&'static str, String>,
    pub warnings: Vec<Warning>,
}

/// What the command line says about documents that don't say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    pub published: Option<String>,
}

/// The name standard input goes by.
pub const STDIN: &str = "-";

/// The articles in a job, in order, with what could not be read among them.
pub fn interpret(job: Job, defaults: &Defaults) -> Vec<Result<Document, Problem>> {
    let found = match job {
        Job::Failed(problem) => vec![Err(problem)],
        Job::Part { name, line, bytes } => from_json(&format!("{name}:{line}"), bytes),
        Job::Whole { name, kind: Kind::Json | Kind::JsonLines, bytes, cut: false } => from_json(&name, bytes),
        Job::Whole { name, kind: Kind::Json | Kind::JsonLines, .. } => {
            vec![Err(Problem::new(name, format!("longer than {} MiB", limits::VALUE >> 20)))]
        }
        Job::Whole { name, kind, bytes, cut } => vec![Ok(from_page(name, kind, bytes, cut))],
    };
    found.into_iter().map(|document| document.map(|d| finish(d, defaults))).collect()
}

fn from_json(place: &str, bytes: Vec<u8>) -> Vec<Result<Document, Problem>> {
    match json::articles(bytes) {
        Err(reason) => vec![Err(Problem::new(place, reason))],
        Ok(found) => {
            let many = found.len() > 1;
            let id = |n: usize| if many { format!("{place}#{}", n + 1) } else { place.to_owned() };
            found.into_iter().enumerate().map(|(n, fields)| Ok(from_fields(fields, id(n)))).collect()
        }
    }
}

fn from_fields(fields: json::Fields, place: String) -> Document {
    let article = Article {
        id: fields.id.unwrap_or(place),
        url: fields.url,
        site: fields.site,
        title: fields.title,
        byline: fields.byline,
        published: fields.published,
        language: fields.language,
        text: fields.text,
    };
    Document { article, sources: fields.sources, warnings: Vec::new() }
}

fn from_page(name: String, kind: Kind, bytes: Vec<u8>, cut: bool) -> Document {
    let declared = if kind == Kind::Html { html::charset(&bytes) } else { None };
    let (text, encoding) = decode::decode(bytes, declared.as_deref());
    let mut document = match kind {
        Kind::Html => html::document(&text),
        Kind::Markdown => markdown::document(&text),
        _ => Document { article: Article { text, ..Article::default() }, ..Document::default() },
    };
    if let Encoding::Other(encoding) = encoding {
        document.sources.insert("text", format!("decoded from {encoding}"));
    }
    if cut {
        document.warnings.push(truncated("the file is longer: only its beginning is read"));
    }
    document.article.id = name;
    document
}

/// A note that not all of the text was taken in.
pub fn truncated(message: &str) -> Warning {
    Warning { kind: WarningKind::Truncated, message: message.to_owned(), evidence: None }
}

/// Limits, defaults and language: the same for documents of every kind.
fn finish(mut document: Document, defaults: &Defaults) -> Document {
    let article = &mut document.article;
    if article.text.len() > limits::TEXT {
        article.text.truncate(article.text.floor_char_boundary(limits::TEXT));
        document.warnings.push(truncated("the text is longer than 1 MiB: only its beginning is read"));
    }
    if article.published.is_none() && defaults.published.is_some() {
        article.published.clone_from(&defaults.published);
        document.sources.insert("published", "--published".to_owned());
    }
    if article.id == STDIN || article.id.starts_with("-:") {
        article.id = format!("blake3:{}", blake3::hash(article.text.as_bytes()));
    }
    language::note(&mut document);
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_documents_by_id_path_or_hash() {
        let id = |job| interpret(job, &Defaults::default()).remove(0).map(|d| d.article.id);
        let part = |bytes: &[u8]| Job::Part { name: "d.jsonl".into(), line: 3, bytes: bytes.to_vec() };
        assert_eq!(id(part(br#"{"id": "x", "text": ""}"#)), Ok("x".into()));
        assert_eq!(id(part(br#"{"text": ""}"#)), Ok("d.jsonl:3".into()));
        assert_eq!(id(Job::whole(STDIN, Kind::Text, b"".to_vec())).map(|i| i.len()), Ok("blake3:".len() + 64));
    }

    #[test]
    fn the_command_lines_date_is_only_a_default() {
        let defaults = Defaults { published: Some("2020-01-02".into()) };
        let read = |bytes: &[u8]| interpret(Job::Part { name: "d".into(), line: 1, bytes: bytes.to_vec() }, &defaults).remove(0);
        assert_eq!(read(br#"{"text": "", "date": "2019-05-06"}"#).map(|d| d.article.published), Ok(Some("2019-05-06".into())));
        assert_eq!(read(br#"{"text": ""}"#).map(|d| d.sources["published"].clone()), Ok("--published".into()));
    }
}

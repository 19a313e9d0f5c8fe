//! Readings as people and programs want them: a [`Renderer`] writes each reading on its own, so that a stream is never held.
//!
//! ```
//! use attache_program::{cli::Format, render::Renderer};
//! use attache_reader::{Reader, contract::Article};
//! let reading = Reader::embedded().read(&Article { id: "x".into(), text: "Nothing here.".into(), ..Article::default() });
//! assert!(Renderer::new(Format::Jsonl, false).reading(&reading).starts_with("{\"document\":{\"id\":\"x\""));
//! ```

pub mod csv;
pub mod html;
pub mod markdown;
pub mod marks;
pub mod table;
pub mod words;

use attache_reader::contract::Reading;

use crate::cli::Format;

/// Writes readings in one format: a head, readings with something between them, a foot.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    format: Format,
    /// Colours and the terminal's width, when people look on.
    to_terminal: bool,
}

impl Renderer {
    pub fn new(format: Format, to_terminal: bool) -> Self {
        Renderer { format, to_terminal }
    }

    pub fn head(&self) -> String {
        match self.format {
            Format::Json => "[\n".to_owned(),
            Format::Csv => csv::head(),
            Format::Html => html::head(),
            Format::Table | Format::Jsonl | Format::Markdown => String::new(),
        }
    }

    pub fn reading(&self, reading: &Reading) -> String {
        match self.format {
            Format::Table => table::reading(reading, &table::Look::new(self.to_terminal)),
            Format::Jsonl => json(reading, false) + "\n",
            Format::Json => json(reading, true),
            Format::Csv => csv::reading(reading),
            Format::Markdown => markdown::reading(reading),
            Format::Html => html::reading(reading),
        }
    }

    pub fn between(&self) -> &'static str {
        match self.format {
            Format::Json => ",\n",
            Format::Table | Format::Markdown => "\n",
            Format::Jsonl | Format::Csv | Format::Html => "",
        }
    }

    pub fn foot(&self) -> String {
        match self.format {
            Format::Json => "\n]\n".to_owned(),
            Format::Html => html::foot(),
            Format::Table | Format::Jsonl | Format::Csv | Format::Markdown => String::new(),
        }
    }
}

/// A reading holds nothing that JSON can't: the error is for the type only.
fn json(reading: &Reading, indented: bool) -> String {
    let written = if indented { serde_json::to_string_pretty(reading) } else { serde_json::to_string(reading) };
    written.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string())
}

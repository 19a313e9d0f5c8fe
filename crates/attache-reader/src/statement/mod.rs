//! Statements: who said what, directly or as reported.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! assert!(Reader::embedded().read(&Article::default()).statements.is_empty());
//! ```

use crate::choose::Model;
use crate::contract::{Medium, Mode, Speaker};
use crate::data::Data;
use crate::lexicon::Builder;
use crate::page::Page;
use crate::text::Span;

/// A statement before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub span: Span,
    pub speaker: Speaker,
    pub mode: Mode,
    /// The reported words without the reporting clause, where they differ from the span's.
    pub text: Option<String>,
    pub medium: Option<Medium>,
    pub date: Option<jiff::civil::Date>,
    pub confidence: f64,
}

#[derive(Debug, Default)]
pub struct Statements;

impl Statements {
    pub fn new(_data: &Data, _lexicon: &mut Builder) -> Self {
        Statements
    }

    pub fn read(&self, _page: &Page, _model: &Model) -> Vec<Found> {
        Vec::new()
    }
}

//! Events: what happened, or is to happen, between whom, when.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! assert!(Reader::embedded().read(&Article::default()).events.is_empty());
//! ```

use crate::choose::Model;
use crate::contract::{EventKind, EventStatus, Party, Period, Speaker};
use crate::data::Data;
use crate::lexicon::Builder;
use crate::page::Page;
use crate::statement;
use crate::text::Span;

/// An event before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub span: Span,
    pub kind: EventKind,
    pub plover: Option<&'static str>,
    pub cameo: Option<&'static str>,
    pub parties: Vec<Party>,
    pub actor: Option<Party>,
    pub target: Option<Party>,
    pub participants: Vec<Speaker>,
    pub date: Option<Period>,
    pub status: EventStatus,
    pub count: Option<u32>,
    pub subject: Option<Span>,
    pub place: Option<Span>,
    pub confidence: f64,
}

#[derive(Debug, Default)]
pub struct Events;

impl Events {
    pub fn new(_data: &Data, _lexicon: &mut Builder) -> Self {
        Events
    }

    pub fn read(&self, _page: &Page, _statements: &[statement::Found], _model: &Model) -> Vec<Found> {
        Vec::new()
    }
}

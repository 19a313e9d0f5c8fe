//! Figures: how much, from whom to whom, over which period.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! assert!(Reader::embedded().read(&Article::default()).figures.is_empty());
//! ```

use rust_decimal::Decimal;

use crate::choose::Model;
use crate::contract::{Change, Code, FigureStatus, Indicator, Party, Period, Qualifier};
use crate::data::Data;
use crate::lexicon::Builder;
use crate::page::Page;
use crate::statement;
use crate::text::Span;

/// A figure before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub span: Span,
    pub indicator: Indicator,
    pub from: Option<Party>,
    pub to: Option<Party>,
    pub parties: Vec<Party>,
    pub value: Option<Decimal>,
    pub value_max: Option<Decimal>,
    pub unit: Option<Code>,
    pub qualifier: Qualifier,
    pub change: Option<Change>,
    pub period: Option<Period>,
    pub status: FigureStatus,
    pub topic: Option<Span>,
    pub confidence: f64,
}

#[derive(Debug, Default)]
pub struct Figures;

impl Figures {
    pub fn new(_data: &Data, _lexicon: &mut Builder) -> Self {
        Figures
    }

    pub fn read(&self, _page: &Page, _statements: &[statement::Found], _model: &Model) -> Vec<Found> {
        Vec::new()
    }
}

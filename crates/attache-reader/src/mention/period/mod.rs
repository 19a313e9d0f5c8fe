//! Periods: what the text says about when, as intervals and as TIMEX3.
//!
//! Expressions are read left to right from the classes of their words (`words`), placed on the calendar, and then get their role from the
//! words before them (`role`): "since 1992" is the expression "1992" with the role `Since`.
//!
//! ```
//! use attache_reader::{data::Data, mention::{PeriodRole, period::Periods}, text::Text};
//! let scanner = Periods::new(&Data::embedded());
//! let found = scanner.scan(&Text::new("since 1992"), None, &[]);
//! assert_eq!(found[0].role, PeriodRole::Since);
//! assert_eq!(found[0].timexes[0].value, "1992");
//! ```

pub mod calendar;
mod dates;
mod edge;
pub mod expression;
mod fiscal;
mod hints;
mod parts;
mod relative;
mod role;
pub mod scan;
pub mod timex;
mod vague;
pub mod words;

use crate::data::Data;
use crate::mention::{PartyMention, PeriodMention, Published, Timex};
use crate::text::{CodePoints, Text};

use fiscal::FiscalYears;
use scan::Scan;
use words::Words;

/// The calendar's words and the countries' years.
#[derive(Clone, Debug, Default)]
pub struct Periods {
    words: Words,
    years: FiscalYears,
}

impl Periods {
    pub fn new(data: &Data) -> Self {
        Periods { words: Words::new(data), years: FiscalYears::new(data) }
    }

    /// Every period mention, in text order, none overlapping another. The parties named choose fiscal years and hemispheres.
    pub fn scan(&self, text: &Text, published: Published, parties: &[PartyMention]) -> Vec<PeriodMention> {
        Scan::new(self, text, published, parties).map(Scan::run).unwrap_or_default()
    }

    /// The TIMEX3 expressions of a text, by code points.
    pub fn timexes(&self, raw: &str, published: Published) -> Vec<(usize, usize, Timex)> {
        let text = Text::new(raw);
        let points = CodePoints::new(raw);
        let mentions = self.scan(&text, published, &[]);
        let all = mentions.into_iter().flat_map(|m| m.timexes);
        all.map(|t| (points.at(t.span.start), points.at(t.span.end), t)).collect()
    }
}

//! Periods: what the text says about when, as intervals and as TIMEX3.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let scanner = Periods::new(&Data::embedded());
//! assert!(scanner.scan(&Text::new("no dates here"), None, None).is_empty());
//! ```

use crate::contract::Party;
use crate::data::Data;
use crate::mention::{PeriodMention, Published};
use crate::text::Text;

#[derive(Clone, Debug, Default)]
pub struct Periods;

impl Periods {
    pub fn new(_data: &Data) -> Self {
        Periods
    }

    /// Every period mention, in text order, none overlapping another. `country` chooses the fiscal calendar.
    pub fn scan(&self, _text: &Text, _published: Published, _country: Option<Party>) -> Vec<PeriodMention> {
        Vec::new()
    }
}

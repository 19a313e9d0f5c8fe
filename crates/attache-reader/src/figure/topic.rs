//! The sector or commodity a figure is limited to, as written.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! assert!(Reader::embedded().read(&Article::default()).figures.is_empty());
//! ```

use crate::figure::Asked;
use crate::text::Span;

/// A commodity word next to the amount: "of frozen beef", "in the non-oil sector".
pub fn find(asked: &Asked) -> Option<Span> {
    let text = &asked.scene.page.text;
    let last = asked.amount.tokens.last;
    if !text.is(last, "of") || text.is_any(last + 1, &["the", "which", "its", "their", "this", "that", "it", "them", "all"]) {
        return None;
    }
    let mut end = last + 1;
    while end < last + 5 && text.word(end).chars().all(|c| c.is_alphabetic() || c == '-') && !text.word(end).is_empty() {
        if text.is_any(
            end,
            &["to", "from", "in", "for", "and", "at", "by", "on", "was", "were", "last", "this", "had", "has", "worth", "between"],
        ) {
            break;
        }
        end += 1;
    }
    (end > last + 1).then(|| text.span(last + 1..end))
}

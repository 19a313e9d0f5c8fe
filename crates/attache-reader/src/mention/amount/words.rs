//! Lists of words by name, from `amount_words.tsv`: what may stand before or after an expression for it to be what it seems.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::words::Lists, text::Text};
//! let lists = Lists::new(&Data::embedded());
//! assert!(lists.has("after a share", &Text::new("a third of it"), 2));
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::Data;
use crate::mention::amount::phrases::lower;
use crate::text::Text;

#[derive(Clone, Debug, Default)]
pub struct Lists {
    lists: FxHashMap<Box<str>, FxHashSet<Box<str>>>,
}

impl Lists {
    pub fn new(data: &Data) -> Self {
        let mut lists = Lists::default();
        for row in data.table("amount_words.tsv").rows() {
            lists.lists.entry(row.get("list").into()).or_default().extend(row.get("words").split(';').map(Box::from));
        }
        lists
    }

    /// Is the word at token `at` in this list?
    pub fn has(&self, list: &str, text: &Text, at: usize) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(lower(text.word(at)).as_ref()))
    }

    /// Is the word before token `at` in this list?
    pub fn has_before(&self, list: &str, text: &Text, at: usize) -> bool {
        at > 0 && self.has(list, text, at - 1)
    }

    /// Does the word begin with one of this list?
    pub fn has_stem(&self, list: &str, text: &Text, at: usize) -> bool {
        let word = lower(text.word(at));
        self.lists
            .get(list)
            .is_some_and(|stems| stems.iter().any(|s| word.starts_with(s.as_ref()) && (s.len() > 2 || word.len() == s.len())))
    }
}

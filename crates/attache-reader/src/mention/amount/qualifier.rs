//! Words that make an amount approximate or a limit: "about", "more than", "or so".
//!
//! ```
//! use attache_reader::{contract::Qualifier, data::Data, mention::amount::qualifier::Qualifiers, text::Text};
//! let words = Qualifiers::new(&Data::embedded());
//! let text = Text::new("just over 5 or so");
//! assert_eq!(words.before(&text, 2, 0), Some((0, Qualifier::Over)));
//! assert_eq!(words.after(&text, 3), Some((5, Qualifier::About)));
//! ```

use crate::contract::Qualifier;
use crate::data::Data;
use crate::mention::amount::phrases::Phrases;
use crate::mention::amount::words::Lists;
use crate::text::Text;

#[derive(Clone, Debug, Default)]
pub struct Qualifiers {
    before: Phrases<Qualifier>,
    /// Verbs that say it, outside the amount's own words: "exceeded".
    verbs: Phrases<Qualifier>,
    after: Phrases<Qualifier>,
    lists: Lists,
}

impl Qualifiers {
    pub fn new(data: &Data) -> Self {
        let mut words = Qualifiers { lists: Lists::new(data), ..Qualifiers::default() };
        for row in data.table("qualifiers.tsv").rows() {
            let qualifier = match row.get("qualifier") {
                "about" => Qualifier::About,
                "over" => Qualifier::Over,
                "under" => Qualifier::Under,
                _ => Qualifier::Exact,
            };
            let target = match row.get("where") {
                "after" => &mut words.after,
                "verb" => &mut words.verbs,
                _ => &mut words.before,
            };
            target.add_all(row.get("phrases"), qualifier);
        }
        words
    }

    /// The qualifier that ends before token `first`, with its own start; the outer of two is meant ("up to some").
    pub fn before(&self, text: &Text, first: usize, floor: usize) -> Option<(usize, Qualifier)> {
        let first = self.skip_empty_words(text, first, floor, "before a limit");
        let (start, inner) =
            self.before.ending(text, first).filter(|(start, _)| *start >= floor && !self.is_particle(text, *start, first))?;
        let outer = self.before.ending(text, start).filter(|(at, _)| *at >= floor && !self.is_particle(text, *at, start));
        let (start, qualifier) = match outer {
            Some((at, Qualifier::About)) => (at, *inner),
            Some((at, outer)) => (at, *outer),
            None => (start, *inner),
        };
        Some((self.intensified(text, start, floor), qualifier))
    }

    /// A verb before the amount that limits it; its words are not the amount's.
    pub fn verb(&self, text: &Text, first: usize, floor: usize) -> Option<Qualifier> {
        let first = self.skip_empty_words(text, first, floor, "before a verb's limit");
        self.verbs.ending(text, first).filter(|(start, _)| *start >= floor).map(|(_, q)| *q)
    }

    /// The qualifier that begins at token `at`, with its end.
    pub fn after(&self, text: &Text, at: usize) -> Option<(usize, Qualifier)> {
        if text.tokens.get(at).is_none_or(|t| t.paragraph) {
            return None;
        }
        self.after.starting(text, at).filter(|(last, _)| !text.is_any(*last, &["than", "of"])).map(|(last, q)| (last, *q))
    }

    /// "about a further 5", "over another 300", "exceeded the 1 million mark". Not "more than the 5 billion of 2019", which compares.
    fn skip_empty_words(&self, text: &Text, first: usize, floor: usize, between: &str) -> usize {
        let mut at = first;
        while at > floor && first - at < 3 && self.lists.has(between, text, at - 1) {
            at -= 1;
        }
        if at < first && at > floor && text.is_any(at - 1, &["a", "an"]) { at - 1 } else { at }
    }

    /// "handed over 300", "added up to 5 million": the particle of a verb.
    fn is_particle(&self, text: &Text, start: usize, end: usize) -> bool {
        let over = text.is(start, "over") && end == start + 1 && self.lists.has_before("verb over", text, start);
        over || text.is(start, "up") && self.lists.has_before("verb up to", text, start)
    }

    /// "just over", "well above", "a little less than".
    fn intensified(&self, text: &Text, start: usize, floor: usize) -> usize {
        if start <= floor || !self.lists.has_before("intensifier", text, start) {
            return start;
        }
        start - 1 - usize::from(start > floor + 1 && text.reads(start - 2, &["a", "little"]))
    }
}

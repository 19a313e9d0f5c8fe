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
use crate::text::Text;

#[derive(Clone, Debug, Default)]
pub struct Qualifiers {
    before: Phrases<Qualifier>,
    /// Verbs that say it, outside the amount's own words: "exceeded".
    verbs: Phrases<Qualifier>,
    after: Phrases<Qualifier>,
}

impl Qualifiers {
    pub fn new(data: &Data) -> Self {
        let mut words = Qualifiers::default();
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
        let first = skip_empty_words(text, first, floor, &BETWEEN);
        let (start, inner) = self.before.ending(text, first).filter(|(start, _)| *start >= floor && !is_particle(text, *start, first))?;
        let outer = self.before.ending(text, start).filter(|(at, _)| *at >= floor && !is_particle(text, *at, start));
        let (start, qualifier) = match outer {
            Some((at, Qualifier::About)) => (at, *inner),
            Some((at, outer)) => (at, *outer),
            None => (start, *inner),
        };
        Some((intensified(text, start, floor), qualifier))
    }

    /// A verb before the amount that limits it; its words are not the amount's.
    pub fn verb(&self, text: &Text, first: usize, floor: usize) -> Option<Qualifier> {
        let first = skip_empty_words(text, first, floor, &BETWEEN_VERB);
        self.verbs.ending(text, first).filter(|(start, _)| *start >= floor).map(|(_, q)| *q)
    }

    /// The qualifier that begins at token `at`, with its end.
    pub fn after(&self, text: &Text, at: usize) -> Option<(usize, Qualifier)> {
        if text.tokens.get(at).is_none_or(|t| t.paragraph) {
            return None;
        }
        self.after.starting(text, at).filter(|(last, _)| !text.is_any(*last, &["than", "of"])).map(|(last, q)| (last, *q))
    }
}

/// Words between a qualifier and its number that say nothing here. Not "the": "more than the 5 billion of 2019" compares.
const BETWEEN: [&str; 9] = ["another", "other", "further", "additional", "mere", "total", "whopping", "record", "all"];
const BETWEEN_VERB: [&str; 12] =
    ["the", "a", "an", "another", "further", "additional", "mere", "total", "whopping", "record", "first", "even"];

/// "about a further 5", "over another 300", "exceeded the 1 million mark".
fn skip_empty_words(text: &Text, first: usize, floor: usize, between: &[&str]) -> usize {
    let mut at = first;
    while at > floor && first - at < 3 && text.is_any(at - 1, between) {
        at -= 1;
    }
    if at < first && at > floor && text.is_any(at - 1, &["a", "an"]) { at - 1 } else { at }
}

/// "handed over 300", "added up to 5 million": the particle of a verb.
fn is_particle(text: &Text, start: usize, end: usize) -> bool {
    let Some(verb) = start.checked_sub(1) else { return false };
    if text.is(start, "over") && end == start + 1 {
        return text.is_any(
            verb,
            &[
                "hand",
                "hands",
                "handed",
                "handing",
                "take",
                "takes",
                "took",
                "taken",
                "taking",
                "turn",
                "turned",
                "turning",
                "sign",
                "signed",
                "bring",
                "brought",
                "carried",
                "carry",
                "came",
                "come",
                "cross",
                "crossed",
                "made",
                "transferred",
                "passed",
            ],
        );
    }
    let adds = [
        "add", "adds", "added", "adding", "go", "goes", "went", "going", "gone", "come", "comes", "came", "climbed", "climb", "rose",
        "rise", "moved", "grew", "jumped", "shot", "crept", "edged", "summed", "topped",
    ];
    text.is(start, "up") && text.is_any(verb, &adds)
}

/// "just over", "well above", "slightly less than".
fn intensified(text: &Text, start: usize, floor: usize) -> usize {
    let words = [
        "just",
        "well",
        "slightly",
        "little",
        "far",
        "much",
        "considerably",
        "significantly",
        "somewhat",
        "even",
        "only",
        "comfortably",
        "narrowly",
    ];
    let mut start = start;
    if start > floor && text.is_any(start - 1, &words) {
        start -= 1 + usize::from(start > floor + 1 && text.reads(start - 2, &["a", "little"]));
    }
    start
}

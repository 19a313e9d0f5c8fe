//! Part-of-speech tagger: left to right, one greedy choice a word.
//!
//! Words that nearly always have one tag ("the", "of", "million") are looked
//! up, about half of running text; the others are scored with the tags of the
//! two words before them.
//!
//! ```
//! use attache_reader::syntax::{Parser, Upos, Xpos};
//! let parse = Parser::embedded().parse(&["Exports", "rose", "."]);
//! assert_eq!(parse.words[1].upos, Upos::Verb);
//! assert_eq!(parse.words[1].xpos, Xpos::Vbd);
//! ```

use super::features::{Features, Lexeme, tag_features};
use super::model::Table;

/// Stands for the tag of the word before the first.
pub const NO_TAG: u64 = 500;

/// Words with a single tag, by hash; open addressing, a quarter full at most.
#[derive(Clone, Debug, Default)]
pub struct FixedTags {
    slots: Vec<Option<(u64, u8)>>,
}

impl FixedTags {
    /// Of words and their tag's class.
    #[must_use]
    pub fn new(words: &[(String, u8)]) -> Self {
        let size = (words.len() * 4).next_power_of_two();
        let mut slots = vec![None; size];
        for (word, class) in words {
            let hash = Lexeme::new(word).exact;
            for step in 0..size {
                let Some(slot) = slots.get_mut((hash as usize).wrapping_add(step) & (size - 1)) else { break };
                if slot.is_none() {
                    *slot = Some((hash, *class));
                    break;
                }
            }
        }
        Self { slots }
    }

    /// The only tag of a word, by its exact hash.
    #[inline]
    #[must_use]
    pub fn get(&self, exact: u64) -> Option<u8> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = exact as usize & mask;
        while let Some(Some((hash, class))) = self.slots.get(at) {
            if *hash == exact {
                return Some(*class);
            }
            at = (at + 1) & mask;
        }
        None
    }
}

/// Tags every word; `tags` is overwritten with class numbers.
pub fn tag(table: &Table, fixed: &FixedTags, words: &[Lexeme], tags: &mut Vec<u8>, f: &mut Features) {
    tags.clear();
    let mut before = [NO_TAG; 2];
    for (at, word) in words.iter().enumerate() {
        let class = fixed.get(word.exact).unwrap_or_else(|| {
            tag_features(words, at, before, table.bits(), f);
            table.best(f.rows())
        });
        tags.push(class);
        before = [u64::from(class), before[0]];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_tags_find_every_word_and_no_other() {
        let words: Vec<(String, u8)> =
            (0..200u8).map(|i| (format!("word{}", "x".repeat(usize::from(i % 40)) + &"y".repeat(usize::from(i / 40))), i)).collect();
        let fixed = FixedTags::new(&words);
        for (word, class) in &words {
            assert_eq!(fixed.get(Lexeme::new(word).exact), Some(*class));
        }
        assert_eq!(fixed.get(Lexeme::new("other").exact), None);
        assert_eq!(FixedTags::default().get(1), None);
    }
}

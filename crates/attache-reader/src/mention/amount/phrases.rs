//! Phrases looked up where they are needed: beginning at a token, or ending before one.
//!
//! Amounts are rare and their words stand beside the number, so nothing is searched elsewhere.
//!
//! ```
//! use attache_reader::{mention::amount::phrases::Phrases, text::Text};
//! let mut phrases = Phrases::default();
//! phrases.add("more than", 1);
//! phrases.add("than", 2);
//! let text = Text::new("more than 5");
//! assert_eq!(phrases.ending(&text, 2), Some((0, &1)));
//! assert_eq!(phrases.starting(&text, 0), Some((2, &1)));
//! ```

use rustc_hash::FxHashMap;

use crate::lexicon::expand;
use crate::text::{Text, tokenize};

#[derive(Clone, Debug)]
struct Entry<T> {
    words: Box<[Box<str>]>,
    value: T,
}

/// Phrases by their first and by their last word, in lower case.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    entries: Vec<Entry<T>>,
    by_first: FxHashMap<Box<str>, Vec<u32>>,
    by_last: FxHashMap<Box<str>, Vec<u32>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { entries: Vec::new(), by_first: FxHashMap::default(), by_last: FxHashMap::default() }
    }
}

impl<T: Clone> Phrases<T> {
    /// All forms of a phrase, written as `lexicon` describes.
    pub fn add(&mut self, phrase: &str, value: T) {
        for form in expand(phrase) {
            let words: Vec<Box<str>> = tokenize(&form).iter().map(|t| form[t.span.start..t.span.end].into()).collect();
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            let at = self.entries.len() as u32;
            self.by_first.entry(lower(first).into()).or_default().push(at);
            self.by_last.entry(lower(last).into()).or_default().push(at);
            self.entries.push(Entry { words: words.into_boxed_slice(), value: value.clone() });
        }
    }

    /// Adds every phrase of a cell with several.
    pub fn add_all(&mut self, cell: &str, value: T) {
        for phrase in cell.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            self.add(phrase, value.clone());
        }
    }

    /// The longest phrase that begins at token `first`, with its end.
    pub fn starting(&self, text: &Text, first: usize) -> Option<(usize, &T)> {
        let known = self.by_first.get(lower(text.word(first)).as_ref())?;
        let fits = known.iter().filter_map(|at| self.entries.get(*at as usize)).filter(|e| e.fits(text, first));
        fits.max_by_key(|e| e.words.len()).map(|e| (first + e.words.len(), &e.value))
    }

    /// The longest phrase that ends before token `end`, with its start.
    pub fn ending(&self, text: &Text, end: usize) -> Option<(usize, &T)> {
        let last = end.checked_sub(1)?;
        let known = self.by_last.get(lower(text.word(last)).as_ref())?;
        let fits = known.iter().filter_map(|at| self.entries.get(*at as usize)).filter_map(|e| {
            let first = end.checked_sub(e.words.len())?;
            e.fits(text, first).then_some((first, e))
        });
        fits.min_by_key(|(first, _)| *first).map(|(first, e)| (first, &e.value))
    }
}

impl<T> Entry<T> {
    fn fits(&self, text: &Text, first: usize) -> bool {
        self.words.iter().enumerate().all(|(k, word)| {
            let here = first + k;
            (k == 0 || text.tokens.get(here).is_some_and(|t| !t.paragraph)) && same_word(word, text.word(here))
        })
    }
}

/// A lower-case word matches any case, a capital asks for a capital, capitals for capitals; one letter is taken as it is.
fn same_word(phrase: &str, word: &str) -> bool {
    if phrase == word {
        return true;
    }
    let mut letters = phrase.chars();
    let (Some(head), tail) = (letters.next(), letters.as_str()) else { return false };
    if tail.is_empty() && head.is_alphabetic() {
        return false;
    }
    let same = if word.is_ascii() && phrase.is_ascii() { phrase.eq_ignore_ascii_case(word) } else { lower(phrase) == lower(word) };
    same && (!head.is_uppercase()
        || word.chars().next().is_some_and(char::is_uppercase)
            && (tail.chars().any(char::is_lowercase) || !word.chars().any(char::is_lowercase)))
}

/// Lower case with one apostrophe and one hyphen; borrowed where nothing changes.
pub fn lower(word: &str) -> std::borrow::Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return word.into();
    }
    if word.is_ascii() {
        return word.to_ascii_lowercase().into();
    }
    let unified = word.chars().map(|c| match c {
        '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2014}' => '-',
        c => c,
    });
    unified.flat_map(char::to_lowercase).collect::<String>().into()
}

//! Where gold quotes stand in the text, white space folded.
//!
//! Example: `find("two\n words", "two words", 0, 10)` is `Some((0, 10))`.

use std::collections::HashSet;

use super::record::{Place, Records};

/// Bytes `(start, end)` of the quote in `text[low..high]`, white space folded.
pub fn find(text: &str, quote: &str, low: usize, high: usize) -> Option<Place> {
    let window = text.get(low..high)?;
    if let Some(at) = window.find(quote) {
        return Some((low + at, low + at + quote.len()));
    }
    let words: Vec<&str> = quote.split_whitespace().collect();
    let first = words.first()?;
    window.match_indices(first).find_map(|(at, _)| {
        let end = words_end(&window[at..], &words)?;
        Some((low + at, low + at + end))
    })
}

/// Where these words end, when the text begins with them.
fn words_end(text: &str, words: &[&str]) -> Option<usize> {
    let mut rest = text;
    for (i, word) in words.iter().enumerate() {
        let trimmed = if i == 0 { rest } else { rest.trim_start() };
        if i > 0 && trimmed.len() == rest.len() {
            return None;
        }
        rest = trimmed.strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

/// Like [`find`], and understands 'first words … last words'.
pub fn locate(text: &str, quote: &str) -> Option<Place> {
    let whole = find(text, quote, 0, text.len());
    match quote.split_once(" … ") {
        Some((head, tail)) if whole.is_none() => {
            let start = find(text, head, 0, text.len())?.0;
            Some((start, find(text, tail, start, text.len())?.1))
        }
        _ => whole,
    }
}

/// Where each gold record stands, in code points; `None` where its quote isn't in the text.
#[derive(Default)]
pub struct Places {
    pub figures: Vec<Option<Place>>,
    pub statements: Vec<Option<Place>>,
    pub events: Vec<Option<Place>>,
}

pub fn places(text: &str, gold: &Records) -> Places {
    let point = |byte: usize| text[..byte].chars().count();
    let points = |place: Option<Place>| place.map(|(a, b)| (point(a), point(b)));
    let mut taken = HashSet::new();
    Places {
        figures: gold.figures.iter().map(|f| points(figure_place(text, &f.context, &f.mention, &mut taken))).collect(),
        statements: gold.statements.iter().map(|s| points(locate(text, &s.sentence))).collect(),
        events: gold.events.iter().map(|e| points(locate(text, &e.context))).collect(),
    }
}

/// The mention in its context that no earlier figure has taken; the first one when all are taken.
fn figure_place(text: &str, context: &str, mention: &str, taken: &mut HashSet<Place>) -> Option<Place> {
    let (low, high) = locate(text, context)?;
    let mut place = find(text, mention, low, high);
    while let Some((_, end)) = place.filter(|p| taken.contains(p)) {
        place = find(text, mention, end, high);
    }
    let place = place.or_else(|| find(text, mention, low, high))?;
    taken.insert(place);
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_white_space_and_joins_two_ends() {
        let text = "He said that two\n  words matter. And so on, until the end.";
        assert_eq!(find(text, "two words matter", 0, text.len()), Some((13, 31)));
        assert_eq!(locate(text, "He said … so on"), Some((0, 42)));
        assert_eq!(locate(text, "absent"), None);
    }
}

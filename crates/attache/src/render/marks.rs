//! An article's text cut where evidence begins and ends, so that overlapping records can be marked without crossing tags.
//!
//! ```
//! use attache_program::render::marks::paragraphs;
//! use attache_reader::contract::Evidence;
//! let evidence = [Evidence { start: 4, end: 7, quote: "two".into() }];
//! let cut = paragraphs("one two\n\nthree", &evidence.iter().collect::<Vec<_>>());
//! let texts: Vec<Vec<&str>> = cut.iter().map(|p| p.pieces.iter().map(|s| s.text).collect()).collect();
//! assert_eq!(texts, [vec!["one ", "two"], vec!["three"]]);
//! ```

use attache_reader::contract::Evidence;

/// A stretch of text that the same records cover.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub text: &'a str,
    /// Indices of the evidence that covers it.
    pub covering: Vec<usize>,
    /// Those that begin here.
    pub beginning: Vec<usize>,
}

/// Text between empty lines.
#[derive(Debug, PartialEq, Eq)]
pub struct Paragraph<'a> {
    pub pieces: Vec<Piece<'a>>,
}

/// At most so many records mark one piece; more would be unreadable and slow.
const COVERING: usize = 8;

/// Cuts a text at paragraphs and evidence.
pub fn paragraphs<'a>(text: &'a str, evidence: &[&Evidence]) -> Vec<Paragraph<'a>> {
    let spans = bytes(text, evidence);
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(a, b)| [*a, *b]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|i| spans.get(*i).copied().unwrap_or_default());
    let mut cutter = Cutter { text, spans: &spans, cuts: &cuts, order: &order, active: Vec::new() };
    blocks(text).into_iter().map(|(start, end)| Paragraph { pieces: cutter.pieces(start, end) }).filter(|p| !p.pieces.is_empty()).collect()
}

/// Code points into bytes, all at once.
fn bytes(text: &str, evidence: &[&Evidence]) -> Vec<(usize, usize)> {
    let mut wanted: Vec<usize> = evidence.iter().flat_map(|e| [e.start, e.end]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = std::collections::HashMap::new();
    let mut next = wanted.iter().peekable();
    for (point, at) in text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate() {
        if next.next_if(|w| **w == point).is_some() {
            found.insert(point, at);
        }
    }
    let at = |point: usize| found.get(&point).copied().unwrap_or(text.len());
    evidence.iter().map(|e| (at(e.start), at(e.end))).collect()
}

/// Byte ranges between empty lines, without the white space around them.
fn blocks(text: &str) -> Vec<(usize, usize)> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        if line.trim().is_empty() {
            blocks.push((start, at));
            start = at + line.len();
        }
    }
    blocks.push((start, text.len()));
    blocks.iter().filter_map(|(a, b)| Some((*a, *a + text.get(*a..*b)?.trim_end().len()))).filter(|(a, b)| a < b).collect()
}

struct Cutter<'a, 'b> {
    text: &'a str,
    spans: &'b [(usize, usize)],
    cuts: &'b [usize],
    /// Evidence not yet begun, by start.
    order: &'b [usize],
    active: Vec<usize>,
}

impl<'a> Cutter<'a, '_> {
    fn pieces(&mut self, start: usize, end: usize) -> Vec<Piece<'a>> {
        let first = self.cuts.partition_point(|c| *c <= start);
        let last = self.cuts.partition_point(|c| *c < end);
        let inner = self.cuts.get(first..last).unwrap_or_default();
        let edges: Vec<usize> = std::iter::once(start).chain(inner.iter().copied()).chain([end]).collect();
        let pieces = edges.windows(2).filter_map(|w| match w {
            [a, b] if a < b => Some(self.piece(*a, *b)),
            _ => None,
        });
        pieces.collect()
    }

    fn piece(&mut self, start: usize, end: usize) -> Piece<'a> {
        let spans = self.spans;
        let span = |i: &usize| spans.get(*i).copied().unwrap_or_default();
        let begun = self.order.iter().take_while(|i| span(i).0 <= start).count();
        let (new, rest) = self.order.split_at(begun);
        let beginning: Vec<usize> = new.iter().copied().filter(|i| span(i).1 > start).collect();
        self.order = rest;
        self.active.extend(&beginning);
        self.active.retain(|i| span(i).1 > start);
        Piece { text: self.text.get(start..end).unwrap_or(""), covering: self.active.iter().copied().take(COVERING).collect(), beginning }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(start: usize, end: usize) -> Evidence {
        Evidence { start, end, quote: String::new() }
    }

    #[test]
    fn overlapping_evidence_over_paragraphs() {
        let all = [evidence(2, 9), evidence(4, 6)];
        let cut = paragraphs("ö a bc\n\nd e", &all.iter().collect::<Vec<_>>());
        let pieces: Vec<(&str, &[usize])> = cut.iter().flat_map(|p| &p.pieces).map(|p| (p.text, p.covering.as_slice())).collect();
        assert_eq!(pieces, [("ö ", &[][..]), ("a ", &[0]), ("bc", &[0, 1]), ("d", &[0]), (" e", &[])]);
    }
}

//! A parsed sentence and the questions a rule asks of it.
//!
//! Words are counted from 0 in every question here; only [`Word::head`] counts
//! from 1, as treebanks do, because 0 is the root.
//!
//! ```
//! use attache_reader::syntax::Parser;
//! let words = ["Kazakh", "exports", "to", "China", "rose", "."];
//! let parse = Parser::embedded().parse(&words);
//! assert_eq!(parse.subject_of(4), Some(1));
//! assert_eq!(parse.subtree(1), 0..4);
//! assert!(parse.is_ancestor(4, 3));
//! ```

use std::ops::Range;

use super::labels::{Deprel, Upos, Xpos};

/// What the parser says of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// The word it depends on, counted from 1; 0 for the root's dependent.
    pub head: u32,
    /// How it depends on it.
    pub deprel: Deprel,
    /// First and one past the last of the words at or below it.
    pub(super) span: (u32, u32),
}

/// The tree of a sentence. It is projective: what depends on a word, directly or
/// not, is one stretch of the sentence with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// One for each word given.
    pub words: Vec<Word>,
}

impl Parse {
    /// The word's head; `None` for the root's dependent and past the end.
    #[must_use]
    pub fn head(&self, i: usize) -> Option<usize> {
        (self.words.get(i)?.head as usize).checked_sub(1)
    }

    /// The word's relation to its head.
    #[must_use]
    pub fn deprel(&self, i: usize) -> Option<Deprel> {
        self.words.get(i).map(|word| word.deprel)
    }

    /// The word all others depend on.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|word| word.head == 0)
    }

    /// The words that depend on a word directly, in order.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(i).filter(move |child| self.head(*child) == Some(i))
    }

    /// The first child with this relation, subtypes included if it has none itself.
    #[must_use]
    pub fn child(&self, i: usize, deprel: Deprel) -> Option<usize> {
        self.children(i).find(|child| self.deprel(*child).is_some_and(|found| found == deprel || found.base() == deprel))
    }

    /// The word and all below it.
    #[must_use]
    pub fn subtree(&self, i: usize) -> Range<usize> {
        self.words.get(i).map_or(0..0, |word| word.span.0 as usize..word.span.1 as usize)
    }

    /// `below` depends on `above`, directly or not. No word is its own ancestor.
    #[must_use]
    pub fn is_ancestor(&self, above: usize, below: usize) -> bool {
        above != below && self.subtree(above).contains(&below)
    }

    /// The heads above a word, nearest first.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |above| self.head(*above))
    }

    /// From one word to another by way of the lowest word above both, all
    /// included. Empty if a word is past the end.
    #[must_use]
    pub fn path(&self, from: usize, to: usize) -> Vec<usize> {
        if from.max(to) >= self.words.len() {
            return Vec::new();
        }
        let covers = |above: &usize, below: usize| self.subtree(*above).contains(&below);
        let up = |start| std::iter::once(start).chain(self.ancestors(start));
        let mut path: Vec<usize> = up(from).take_while(|above| !covers(above, to)).collect();
        let meeting = up(from).find(|above| covers(above, to));
        let mut down: Vec<usize> = up(to).take_while(|above| !covers(above, from)).collect();
        path.extend(meeting);
        down.reverse();
        path.extend(down);
        path
    }

    /// The head of the clause a word is in: the nearest word, itself or above
    /// it, that starts one.
    #[must_use]
    pub fn clause_of(&self, i: usize) -> Option<usize> {
        let starts = |at: &usize| self.deprel(*at).is_some_and(Deprel::starts_clause) || self.is_verbal_conjunct(*at);
        std::iter::once(i).filter(|i| *i < self.words.len()).chain(self.ancestors(i)).find(starts)
    }

    fn is_verbal_conjunct(&self, i: usize) -> bool {
        let is_verb = |at: usize| self.words.get(at).is_some_and(|word| word.upos == Upos::Verb);
        self.deprel(i) == Some(Deprel::Conj) && is_verb(i)
    }

    /// Who or what does it: the predicate's own subject, or the one it shares
    /// with the verb it is joined to ("exports fell and imports **rose**",
    /// "the ministry met and **signed**") or complements ("hopes to **sign**").
    #[must_use]
    pub fn subject_of(&self, predicate: usize) -> Option<usize> {
        let mut at = predicate;
        loop {
            let subject = self.children(at).find(|child| self.deprel(*child).is_some_and(Deprel::is_subject));
            if subject.is_some() {
                return subject;
            }
            let deprel = self.deprel(at)?;
            let head = self.head(at)?;
            match deprel {
                Deprel::Xcomp => {
                    if let Some(object) = self.child(head, Deprel::Obj) {
                        return Some(object);
                    }
                }
                Deprel::Conj | Deprel::Cop | Deprel::Aux | Deprel::AuxPass => {}
                Deprel::AclRelcl => return Some(head),
                _ => return None,
            }
            at = head;
        }
    }

    /// The predicate's object.
    #[must_use]
    pub fn object_of(&self, predicate: usize) -> Option<usize> {
        self.child(predicate, Deprel::Obj)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Parser;
    use super::*;

    /// A tree written by hand: head (from 1) and relation of each word.
    fn tree(words: &[(u32, Deprel)]) -> Parse {
        let word = |(head, deprel): &(u32, Deprel)| Word { upos: Upos::Verb, xpos: Xpos::Vb, head: *head, deprel: *deprel, span: (0, 0) };
        let mut parse = Parse { words: words.iter().map(word).collect() };
        for i in 0..words.len() {
            let below = |j: &usize| *j == i || parse.ancestors(*j).any(|above| above == i);
            let all: Vec<u32> = (0..words.len()).filter(below).map(|j| j as u32).collect();
            parse.words[i].span = (all[0], all[all.len() - 1] + 1);
        }
        parse
    }

    /// "ministers met and hope to sign"
    fn met_and_hope() -> Parse {
        use Deprel::{Cc, Conj, Mark, Nsubj, Root, Xcomp};
        tree(&[(2, Nsubj), (0, Root), (4, Cc), (2, Conj), (6, Mark), (4, Xcomp)])
    }

    #[test]
    fn subjects_are_shared() {
        let parse = met_and_hope();
        for verb in [1, 3, 5] {
            assert_eq!(parse.subject_of(verb), Some(0));
        }
        assert_eq!(parse.subject_of(0), None);
    }

    #[test]
    fn questions_past_the_end_have_no_answer() {
        let parse = met_and_hope();
        assert_eq!(parse.head(6), None);
        assert_eq!(parse.subtree(6), 0..0);
        assert_eq!(parse.clause_of(6), None);
        assert_eq!(parse.subject_of(6), None);
        assert!(parse.path(0, 6).is_empty());
        assert_eq!(Parse::default().root(), None);
    }

    #[test]
    fn paths_go_through_the_word_above_both() {
        let parse = met_and_hope();
        assert_eq!(parse.path(0, 5), [0, 1, 3, 5]);
        assert_eq!(parse.path(5, 0), [5, 3, 1, 0]);
        assert_eq!(parse.path(3, 3), [3]);
        assert_eq!(parse.children(3).collect::<Vec<_>>(), [2, 5]);
        assert_eq!(parse.clause_of(4), Some(3));
    }

    #[test]
    fn spans_of_the_parser_are_those_of_its_tree() {
        let words = "Trade between the two countries rose by 12 % to $ 3.8 billion , the minister said on Monday .";
        let words: Vec<&str> = words.split(' ').collect();
        let parse = Parser::embedded().parse(&words);
        let heads: Vec<(u32, Deprel)> = parse.words.iter().map(|word| (word.head, word.deprel)).collect();
        let spans = |parse: &Parse| parse.words.iter().map(|word| word.span).collect::<Vec<_>>();
        assert_eq!(spans(&parse), spans(&tree(&heads)));
    }
}

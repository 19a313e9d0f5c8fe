//! Direct statements: whole quotations, the clauses that attribute them, and how their pieces join into one.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "“It is late,” Foreign Minister Kadri Tamm said. “We wait.”";
//! let reading = Reader::embedded().read(&Article { text: text.into(), ..Article::default() });
//! assert_eq!(reading.statements[0].evidence.quote, "It is late,” Foreign Minister Kadri Tamm said. “We wait.");
//! ```

use crate::mention::{Quotation, Tokens};
use crate::page::Page;
use crate::statement::cue::{Cue, Frames};
use crate::statement::scope::Scope;
use crate::statement::source::{self, Memory, Who};
use crate::text::SentenceRole;

/// A quotation with the clause that says whose words it holds.
#[derive(Clone, Copy, Debug)]
pub struct Quoted {
    pub tokens: Tokens,
    pub who: Option<Who>,
    /// Tokens of the reporting clause, empty when there is none.
    pub clause: Tokens,
    /// Words that stand for themselves, not a fragment of somebody else's sentence.
    pub whole: bool,
    /// It goes on in the next paragraph.
    pub open_ended: bool,
    /// Object of "called it".
    pub called: bool,
}

pub struct Quotes<'p, 'a> {
    pub page: &'p Page<'a>,
    pub cues: &'p [Cue],
}

impl Quotes<'_, '_> {
    /// Reads one outer quotation.
    pub fn read(&self, quotation: &Quotation, memory: &Memory) -> Quoted {
        let tokens = quotation.tokens;
        let mut quoted = Quoted {
            tokens,
            who: None,
            clause: Tokens::new(tokens.last, tokens.last),
            whole: self.is_whole(quotation),
            open_ended: quotation.open_ended,
            called: false,
        };
        if let Some((who, clause)) = self.clause_after(quotation, memory) {
            (quoted.who, quoted.clause, quoted.whole) = (Some(who), clause, !self.is_attached(tokens.first));
            if !quoted.whole {
                quoted.who = None;
            }
        } else if let Some((who, clause, called)) = self.clause_before(quotation, memory) {
            (quoted.who, quoted.clause, quoted.called) = (Some(who), clause, called);
        }
        quoted
    }

    /// Starts like a sentence and stands like one: after a stop, a colon, a comma or at a line's start, and ends in punctuation.
    fn is_whole(&self, quotation: &Quotation) -> bool {
        let text = &self.page.text;
        let (first, last) = (quotation.tokens.first, quotation.tokens.last);
        let capital = text.is_capitalized(first) || text.kind(first) != Some(crate::text::TokenKind::Word);
        if self.is_attached(first) {
            return false;
        }
        let stopped = text.is_any(last - 1, &[".", "!", "?", ",", "…"])
            || quotation.open_ended
            || text.is_any(last + 1, &["."])
            || text.is(last + 1, ",");
        let before = first.checked_sub(2);
        let detached =
            before.is_none_or(|b| text.tokens[first - 1].line || text.is_any(b, &[".", ":", "!", "?", ",", "”", "\"", "’", "—", "–", "-"]));
        capital && stopped && detached && last - first >= 2
    }

    /// The opening mark stands after a word of the same clause: a fragment.
    fn is_attached(&self, first: usize) -> bool {
        let text = &self.page.text;
        let Some(before) = first.checked_sub(2) else { return false };
        if text.tokens[first - 1].line || text.sentence_of(before) != text.sentence_of(first - 1) {
            return false;
        }
        let timed = (text.sentences[text.sentence_of(before)].first..=before).all(|i| text.kind(i) != Some(crate::text::TokenKind::Word));
        if timed {
            return false;
        }
        let says = self.cues[..self.cues.partition_point(|c| c.first < before + 1)].iter().rev().take(2).any(|c| c.last == before + 1);
        let word = text.kind(before) != Some(crate::text::TokenKind::Symbol) && !says;
        word || text.is_any(before, &[","]) && text.word(first).chars().next().is_some_and(char::is_lowercase)
    }

    /// `,” X said`, `” said X`, `,” he added`.
    fn clause_after(&self, quotation: &Quotation, memory: &Memory) -> Option<(Who, Tokens)> {
        let text = &self.page.text;
        let mark = quotation.tokens.last;
        let mut at = mark + 1;
        if text.is(at, ",") || text.is(at, "-") || text.is(at, "–") || text.is(at, "—") {
            at += 1;
        }
        if quotation.open_ended || text.tokens.get(at).is_none_or(|t| t.line) {
            return None;
        }
        let glued_stop = text.is_any(mark - 1, &["."]) && !text.is_any(at, &["said", "says"]);
        if glued_stop {
            return None;
        }
        let scope = self.scope_at(at)?;
        let cue = self
            .cues
            .iter()
            .skip(self.cues.partition_point(|c| c.first < at))
            .take(2)
            .find(|c| c.first < scope.last && c.first < at + 24)?;
        if cue.first == at || self.only_adverbs(at, cue.first) {
            let subject = source::after(self.page, &scope, cue.last)?;
            let who = source::resolve(self.page, &subject, memory)?;
            return Some((who, Tokens::new(at, subject.tokens.last)));
        }
        let subject = source::before(self.page, &scope, cue)?;
        let starts =
            subject.tokens.first == at || subject.tokens.first == at + 1 && text.is_any(at, &["the", "a", "an", "as", "and", "so"]);
        let says = !cue.frames.has(Frames::ACCORDING) && !cue.frames.has(Frames::KEEP) && !cue.participle;
        let who = source::resolve(self.page, &subject, memory).filter(|_| starts && says)?;
        Some((who, Tokens::new(at, cue.last)))
    }

    fn only_adverbs(&self, from: usize, to: usize) -> bool {
        to > from
            && to - from < 3
            && (from..to).all(|i| self.page.text.word(i).ends_with("ly") || self.page.text.is_any(i, &["also", "then"]))
    }

    /// `X said: “`, `X called it “`, `In the words of X, “`.
    fn clause_before(&self, quotation: &Quotation, memory: &Memory) -> Option<(Who, Tokens, bool)> {
        let text = &self.page.text;
        let mark = quotation.tokens.first.checked_sub(1)?;
        let before = mark.checked_sub(1)?;
        if text.tokens[mark].line && !text.is_any(before, &[":"]) {
            return None;
        }
        let scope = self.scope_at(before)?;
        let to = self.cues.partition_point(|c| c.first < mark);
        let cue = self.cues[..to].iter().rev().take(3).find(|c| c.first >= scope.first)?;
        let pronoun = text.is_any(cue.last, &["it", "him", "her", "them", "this", "that", "as"]);
        let called =
            cue.frames.has(Frames::CALL) && !cue.frames.has(Frames::KEEP) || pronoun && text.is_any(cue.first, &["described", "describes"]);
        let gap = mark - cue.last;
        let colon = text.is_any(before, &[":", ","]);
        let attached = self.is_attached(quotation.tokens.first);
        let direct = text.is(before, "that") || cue.last == mark;
        let reach = match (called, colon && !attached, direct) {
            (true, _, _) => 14,
            (_, true, _) => 40,
            (_, _, true) => 1,
            _ => 0,
        };
        if gap > reach {
            return None;
        }
        if cue.frames.has(Frames::ACCORDING) {
            return None;
        }
        let Some(subject) = source::before(self.page, &scope, cue) else {
            let coordinated = cue.first > scope.first && text.is_any(cue.first - 1, &["and", "but", ","]) && !cue.participle;
            let who = source::opening_person(self.page, text.sentence_of(cue.first)).filter(|_| coordinated)?;
            return Some((who, Tokens::new(cue.first, cue.last), called));
        };
        let who = source::resolve(self.page, &subject, memory)?;
        Some((who, Tokens::new(subject.tokens.first, cue.last), called))
    }

    fn scope_at(&self, at: usize) -> Option<Scope> {
        let text = &self.page.text;
        let sentence = text.sentences.get(text.sentence_of(at))?;
        Some(Scope::new(text, &self.page.quotations, sentence.first, sentence.last))
    }

    /// Is this gap between two quotations nothing but the reporting clause of one of them?
    pub fn is_clause_only(&self, from: usize, to: usize, clause: Tokens) -> bool {
        let text = &self.page.text;
        if to <= from {
            return true;
        }
        if clause.first == clause.last {
            return (from..to).all(|i| text.is_any(i, &["\"", "“", "”", "'", "‘", "’", "«", "»", ",", ".", "…"]));
        }
        let Some(scope) = self.scope_at(clause.first) else { return false };
        let end = scope.last.min(to);
        let rest = clause.last.max(from).min(end);
        let says_more = (rest..end).any(|i| text.is_any(i, &["adding", "added", "noted", "stressed", "saying"]));
        let rest_is_short = end - rest <= 40 && !says_more;
        let beyond = (end..to).all(|i| text.kind(i) == Some(crate::text::TokenKind::Symbol));
        rest_is_short && beyond
    }

    pub fn in_turn(&self, at: usize) -> bool {
        let sentence = self.page.text.sentences.get(self.page.text.sentence_of(at));
        sentence.is_some_and(|s| matches!(s.role, SentenceRole::Answer | SentenceRole::Question))
    }
}

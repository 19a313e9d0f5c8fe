//! The walk over the tokens: finds expressions, gives them their roles, remembers what later ones refer to.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let periods = Periods::new(&Data::embedded());
//! let found = periods.scan(&Text::new("Trade grew in 2021."), None, &[]);
//! assert_eq!(found.len(), 1);
//! ```

use std::cell::Cell;

use jiff::civil::Date;

use super::Periods;
use super::calendar::{Grain, Stretch};
use super::expression::Expression;
use super::words::{Cue, Lead, Unit, Word};
use crate::mention::{PartyMention, PeriodMention, PeriodRole, Published};
use crate::text::{Sentence, Text};

/// A period that later words may refer to ("the same period", "a year earlier").
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    pub stretch: Stretch,
    pub token: usize,
    /// Its year was written out.
    pub explicit: bool,
    pub role: PeriodRole,
}

/// One pass over one text.
pub struct Scan<'s> {
    pub text: &'s Text<'s>,
    pub words: Vec<Word>,
    pub periods: &'s Periods,
    pub today: Published,
    pub parties: &'s [PartyMention],
    /// The last periods named, newest last; few are kept.
    pub anchors: Vec<Anchor>,
    /// The sentence being read.
    pub sentence: Sentence,
    /// No mention may begin before this token.
    pub floor: usize,
    /// How deep expressions stand in expressions ("the end of the end of ...").
    pub depth: Cell<u8>,
}

/// Deeper nesting is no English.
const DEEPEST: u8 = 5;

/// How many periods are remembered.
const ANCHORS: usize = 6;
/// How many tokens back a period is still referred to.
const ANCHOR_REACH: usize = 120;

impl<'s> Scan<'s> {
    pub fn new(periods: &'s Periods, text: &'s Text<'s>, today: Published, parties: &'s [PartyMention]) -> Option<Self> {
        let sentence = *text.sentences.first()?;
        let words = periods.words.classify(text);
        Some(Scan { text, words, periods, today, parties, anchors: Vec::new(), sentence, floor: 0, depth: Cell::new(0) })
    }

    pub fn run(mut self) -> Vec<PeriodMention> {
        let mut found = Vec::new();
        for k in 0..self.text.sentences.len() {
            self.sentence = self.text.sentences[k];
            self.floor = self.sentence.first;
            let mut i = self.sentence.first;
            while i < self.sentence.last {
                let Some(expression) = self.expression(i) else {
                    i += 1;
                    continue;
                };
                i = expression.last.max(i + 1);
                if let Some(mention) = self.dress(expression) {
                    self.floor = i;
                    found.push(mention);
                }
            }
        }
        found
    }

    /// The longest expression that begins at token `i`.
    fn expression(&self, i: usize) -> Option<Expression> {
        match self.words[i] {
            Word::Plain => None,
            Word::Number(_) | Word::Dotted => self.number_expression(i),
            Word::Month(_) | Word::ShortMonth(_) => self.month_expression(i),
            Word::Weekday(_) | Word::Weekdays(_) | Word::ShortWeekday(_) => self.weekday_expression(i),
            Word::QuarterLetter | Word::HalfLetter => self.lettered_part(i),
            Word::FiscalShort | Word::Fiscal(_) => self.fiscal_expression(i),
            Word::Ordinal(_) => self.part_expression(i),
            Word::Lead(_) => self.lead_expression(i),
            Word::Edge(_) => self.edge_expression(i),
            Word::Season(_) => self.season_expression(i),
            Word::Unit(_) => self.unit_expression(i),
            Word::Day(_) | Word::Tonight | Word::DayPart(_) => self.day_expression(i),
            Word::Reference(_) | Word::Set(_) => self.vague_expression(i),
            Word::Then => self.then_expression(i),
        }
    }

    /// Reads an expression inside another, as long as the nesting is sane.
    pub fn nested<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<T> {
        let depth = self.depth.get();
        if depth >= DEEPEST {
            return None;
        }
        self.depth.set(depth + 1);
        let found = read();
        self.depth.set(depth);
        found
    }

    pub fn word(&self, i: usize) -> Word {
        if i < self.sentence.last { self.words.get(i).copied().unwrap_or(Word::Plain) } else { Word::Plain }
    }

    /// The word before, within the sentence.
    pub fn before(&self, i: usize, back: usize) -> Option<usize> {
        i.checked_sub(back).filter(|k| *k >= self.sentence.first)
    }

    pub fn is(&self, i: usize, word: &str) -> bool {
        i < self.sentence.last && self.text.is(i, word)
    }

    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        i < self.sentence.last && self.text.is_any(i, words)
    }

    pub fn is_before(&self, i: usize, back: usize, words: &[&str]) -> bool {
        self.before(i, back).is_some_and(|k| self.text.is_any(k, words))
    }

    pub fn is_dash(&self, i: usize) -> bool {
        i < self.sentence.last && matches!(self.text.word(i), "-" | "–" | "—" | "‑" | "‐" | "−")
    }

    pub fn is_cue(&self, i: usize, cue: Cue) -> bool {
        i < self.sentence.last && self.periods.words.is_cue(self.text.word(i), cue)
    }

    /// Is the word before, within the sentence, one of this sort?
    pub fn is_cue_before(&self, i: usize, cue: Cue) -> bool {
        self.before(i, 1).is_some_and(|k| self.is_cue(k, cue))
    }

    pub fn lead(&self, i: usize) -> Option<Lead> {
        match self.word(i) {
            Word::Lead(lead) => Some(lead),
            _ => None,
        }
    }

    pub fn unit(&self, i: usize) -> Option<Unit> {
        match self.word(i) {
            Word::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    /// A plain number or number word, "twenty-five" included; 0 for "several".
    pub fn count(&self, i: usize) -> Option<(u16, usize)> {
        let Word::Number(first) = self.word(i) else { return None };
        if self.is_before(i, 1, &["/"]) && self.text.is_glued(i) {
            return None;
        }
        if first == 0 && self.is(i, "couple") && self.is(i + 1, "of") {
            return Some((2, i + 2));
        }
        let written_out = !self.text.word(i).starts_with(|c: char| c.is_ascii_digit());
        if written_out && first >= 20 && self.is_dash(i + 1) {
            match self.word(i + 2) {
                Word::Number(ones) if ones < 10 && ones > 0 => return Some((first + ones, i + 3)),
                _ => {}
            }
        }
        Some((first, i + 1))
    }

    /// A year told in this paragraph, by the newest period named, when it is long past: what has no year there belongs to it.
    pub fn told_year(&self) -> Option<i32> {
        let today = i32::from(self.today?.year());
        let newest = self.anchor(|_| true)?;
        let told = i32::from(newest.stretch.start.year());
        let own = self.text.sentences.get(self.text.sentence_of(newest.token))?;
        let here = newest.token >= self.sentence.first && told < today - 1;
        let near = own.paragraph == self.sentence.paragraph && told < today - 5;
        (newest.explicit && newest.stretch.grain <= Grain::Year && (here || near)).then_some(told)
    }

    /// The year today, or the last year written out when the publication date is unknown.
    pub fn this_year(&self) -> Option<i32> {
        self.today.map(|d| i32::from(d.year())).or_else(|| self.anchor(|a| a.explicit).map(|a| i32::from(a.stretch.end.year())))
    }

    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// The newest period named that fits and is not too far back.
    pub fn anchor(&self, fits: impl Fn(&Anchor) -> bool) -> Option<Anchor> {
        let near = |a: &&Anchor| a.token + ANCHOR_REACH >= self.floor;
        self.anchors.iter().rev().find(|a| near(a) && fits(a)).copied()
    }

    /// Likewise, but in this sentence.
    pub fn anchor_here(&self, fits: impl Fn(&Anchor) -> bool) -> Option<Anchor> {
        self.anchor(|a| a.token >= self.sentence.first && fits(a))
    }

    pub fn remember(&mut self, expression: &Expression, role: PeriodRole) {
        let Some(stretch) = expression.stretch else { return };
        if matches!(role, PeriodRole::Rate | PeriodRole::Vague | PeriodRole::Duration | PeriodRole::Compared)
            || stretch.grain > Grain::Decade
        {
            return;
        }
        if self.anchors.len() >= ANCHORS {
            self.anchors.remove(0);
        }
        self.anchors.push(Anchor { stretch, token: expression.first, explicit: !expression.inferred, role });
    }
}

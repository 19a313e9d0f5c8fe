//! Years written as numbers or words, and what looks like one and isn't.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let scan = |raw| Periods::new(&Data::embedded()).scan(&Text::new(raw), None, &[]).len();
//! assert_eq!((scan("the 2018 treaty"), scan("Vision 2030"), scan("2021 tonnes")), (1, 0, 0));
//! ```

use super::calendar::{Grain, Stretch};
use super::expression::{Expression, year};
use super::scan::Scan;
use super::words::{Cue, Unit, Word};

/// Years that a bare number may stand for.
const YEARS: std::ops::RangeInclusive<u16> = 1600..=2150;

impl Scan<'_> {
    /// "nineteen ninety-six", "two thousand": years as they are spoken.
    pub(super) fn year_in_words(&self, i: usize) -> Option<Expression> {
        if self.text.word(i).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (hundreds, at) = self.count(i)?;
        if hundreds == 2 && self.is(at, "thousand") && self.is_before(i, 1, &["in", "year", "by", "since"]) {
            return Some(Expression::place(i, at + 1, Stretch::year(2000)));
        }
        let (rest, last) = self.count(at).filter(|_| matches!(hundreds, 18..=20))?;
        let y = i32::from(hundreds) * 100 + i32::from(rest);
        ((10..100).contains(&rest) && self.unit(last).is_none()).then(|| Expression::place(i, last, Stretch::year(y)))
    }

    /// Is the year's number a year, not an amount or a name?
    pub(super) fn bare_year(&self, i: usize) -> Option<Expression> {
        let y = self.year_number(i)?;
        if self.is_part_of_name(i) || self.is_amount(i) {
            return None;
        }
        if let Some(found) = self.split_year(i) {
            return Some(found);
        }
        Some(Expression::place(i, i + 1, Stretch::year(y)))
    }

    /// "2022-23", "1986/87", "2019-2021": a year of its own kind when the two are neighbours, else a range.
    fn split_year(&self, i: usize) -> Option<Expression> {
        let (first, second, next) = self.year_pair(i)?;
        if second == first + 1 && (self.text.word(next - 1).len() == 2 || self.is(i + 1, "/")) {
            return Some(Expression::place(i, next, self.fiscal_pair(i, next, first)));
        }
        let mut range = Expression::place(i, next, Stretch::years(first, second));
        range.parts = vec![
            Expression::place(i, i + 1, Stretch::year(first)).timex(self.text.span(i..i + 1)),
            Expression::place(next - 1, next, Stretch::year(second)).timex(self.text.span(next - 1..next)),
        ];
        Some(range)
    }

    /// The two years of "2022-23" or "2019–2021" and the token after.
    pub(super) fn year_pair(&self, i: usize) -> Option<(i32, i32, usize)> {
        let first = self.year_number(i)?;
        if !(self.is_dash(i + 1) || self.is(i + 1, "/")) || self.is_dash(i + 3) && self.text.is_glued(i + 3) {
            return None;
        }
        let Word::Number(n) = self.word(i + 2) else { return None };
        let second = match self.text.word(i + 2).len() {
            2 if self.text.is_glued(i + 1) => {
                first - first.rem_euclid(100) + i32::from(n) + if i32::from(n) < first.rem_euclid(100) { 100 } else { 0 }
            }
            4 => i32::from(n),
            _ => return None,
        };
        (second > first && second < first + 60).then_some((first, second, i + 3))
    }

    /// "Vision 2030", "Expo 2025", "Agenda 2063", "Flight 1950".
    fn is_part_of_name(&self, i: usize) -> bool {
        let Some(k) = self.before(i, 1) else { return false };
        let word = self.text.word(k);
        if self.is_dash(k) || word == "'" || word == "’" {
            return self
                .before(i, 2)
                .is_some_and(|k| self.text.is_capitalized(k) && self.text.is_glued(k + 1) && self.words[k] == Word::Plain);
        }
        if word == "." && self.text.is_glued(k) && self.is_before(i, 2, &["no", "nos", "art", "ref"]) {
            return true;
        }
        matches!(word, "$" | "€" | "£" | "#" | "₦" | "¥" | "№")
            || self.is_cue(k, Cue::Named)
            || self.text.is_glued(i) && self.text.kind(k) == Some(crate::text::TokenKind::Word) && self.words[k] == Word::Plain
    }

    /// "2021 companies", "1,950 tonnes", "2000 MW".
    fn is_amount(&self, i: usize) -> bool {
        if self.is_cue(i + 1, Cue::AmountNoun) || matches!(self.word(i + 1), Word::Unit(Unit::Day | Unit::Hour | Unit::Minute)) {
            return true;
        }
        if self.before(i, 1).is_none_or(|k| self.is_cue(k, Cue::YearLead)) {
            return false;
        }
        let approximate =
            self.is_before(i, 1, &["nearly", "almost", "about", "around", "some", "over", "than", "approximately", "roughly", "all"]);
        let noun = self.text.word(i + 1);
        approximate || (noun.len() > 4 && self.is_plural_noun(i + 1) && self.before(i, 1).is_some_and(|k| self.text.word(k) != "the"))
    }

    /// "companies", "goats": the lower-case plural that a number counts.
    fn is_plural_noun(&self, i: usize) -> bool {
        let noun = self.text.word(i);
        noun.ends_with('s')
            && !["ss", "us", "is"].iter().any(|e| noun.ends_with(e))
            && noun.starts_with(|c: char| c.is_ascii_lowercase())
            && !self.is_cue(i, Cue::AfterYear)
    }

    /// "1990s", "the 1980s", "'90s".
    pub(super) fn decade(&self, i: usize) -> Option<Expression> {
        let Word::Number(n) = self.word(i) else { return None };
        if !(self.is_any(i + 1, &["s", "'s", "’s"]) && self.text.is_glued(i + 1)) || n % 10 != 0 {
            return None;
        }
        let plural = self.is(i + 1, "s");
        let first = match self.text.word(i).len() {
            4 if YEARS.contains(&n) && (plural || self.is_before(i, 1, &["the", "early", "late", "mid"])) => i32::from(n),
            2 if plural && n >= 20 => 1900 + i32::from(n),
            _ => return None,
        };
        let stretch = if first % 100 == 0 && first < 2000 { Stretch::century(first / 100 + 1) } else { Stretch::decade(first) };
        Some(Expression::place(i, i + 2, stretch))
    }

    /// Four digits of a likely year, not part of a longer number.
    pub(super) fn year_number(&self, i: usize) -> Option<i32> {
        let Word::Number(n) = self.word(i) else { return None };
        let glued_letter = self.text.is_glued(i + 1)
            && matches!(self.text.kind(i + 1), Some(crate::text::TokenKind::Word))
            && !self.is_any(i + 1, &["'s", "’s"]);
        (YEARS.contains(&n) && self.text.word(i).len() == 4 && !glued_letter && !self.is(i + 1, "%")).then_some(i32::from(n))
    }

    /// "2021", ", 2021", "of 2021", "last year", "of this year" after a month or a day.
    pub(super) fn year_suffix(&self, at: usize) -> Option<(i32, usize)> {
        let at = if self.is(at, ",") && matches!(self.word(at + 1), Word::Number(n) if YEARS.contains(&n)) { at + 1 } else { at };
        let at = if self.is_any(at, &["of", "in"]) { at + 1 } else { at };
        if let Some(y) = self.year_number(at) {
            return Some((y, at + 1));
        }
        if let Some(spoken) = self.year_in_words(at) {
            return Some((year(spoken.stretch?.start), spoken.last));
        }
        let (expression, same) = (self.year_reference(at)?, self.is(at, "the"));
        let stretch = expression.stretch.filter(|s| s.grain == Grain::Year)?;
        (!same || self.is(at.checked_sub(1)?, "of")).then_some((year(stretch.start), expression.last))
    }
}

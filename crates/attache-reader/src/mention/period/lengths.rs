//! Lengths of time and what places them: "the past five years", "two weeks ago", "three months later", "for six months".
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("over the past five years"), "2021-05-20".parse().ok(), &[]);
//! assert_eq!(found[0].period.and_then(|p| p.start).map(|d| d.to_string()), Some("2016-01-01".to_owned()));
//! ```

use jiff::civil::Date;

use super::calendar::{Grain, Stretch, add_days, add_months};
use super::expression::Expression;
use super::relative::{next_stretch, past_stretch, shift_of, stretch_around};
use super::scan::{Anchor, Scan};
use super::timex;
use super::words::{Cue, Lead, Unit, Word};
use crate::mention::{PeriodRole, TimexType};

impl Scan<'_> {
    /// "the past five years", "next three months", "the last two weeks".
    pub(super) fn led_count(&self, i: usize, at: usize, lead: Lead) -> Option<Expression> {
        let (count, at) = self.count(at)?;
        let at = if self.is_any(at, &["full", "calendar", "consecutive", "or", "-"]) || self.is_dash(at) { at + 1 } else { at };
        let unit = self.unit(at)?;
        let last = if self.is(at + 1, "period") { at + 2 } else { at + 1 };
        match lead {
            Lead::Past | Lead::Last | Lead::Previous | Lead::Latest => Some(self.past_length(i, last, count, unit)),
            Lead::Next | Lead::Coming | Lead::Following => Some(self.next_length(i, last, count, unit)),
            _ => None,
        }
    }

    /// N full units before the one of today.
    pub(super) fn past_length(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let found = Expression::length(first, last, count, unit)
            .with_role(if count == 0 { PeriodRole::Vague } else { PeriodRole::Past })
            .inferred();
        Expression { stretch: self.today().and_then(|t| past_stretch(t, count, unit)), ..found }
    }

    fn next_length(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let found = Expression::length(first, last, count, unit)
            .with_role(if count == 0 { PeriodRole::Vague } else { PeriodRole::Ahead })
            .inferred();
        Expression { stretch: self.today().and_then(|t| next_stretch(t, count, unit)), ..found }
    }

    /// "three months", "two years ago", "five-year", "six months to June", "eight months of 2022".
    pub(super) fn count_expression(&self, i: usize) -> Option<Expression> {
        let (count, at) = self.count(i)?;
        let plain = self.text.word(i);
        if count == 0 && !matches!(plain, "several" | "Several" | "couple") && !self.is_any(i, &["few", "some", "many"]) {
            return None;
        }
        self.count_tail(i, at, count)
    }

    pub(super) fn count_tail(&self, first: usize, at: usize, count: u16) -> Option<Expression> {
        let hyphen = self.is_dash(at) && self.text.is_glued(at);
        if self.is_age(at) {
            return None;
        }
        let at =
            if hyphen || self.is_any(at, &["more", "full", "consecutive", "calendar", "straight", "additional", "further", "long", "or"]) {
                at + 1
            } else {
                at
            };
        let unit = self.unit(at).filter(|u| *u != Unit::Half)?;
        let mut last = at + 1;
        if self.is(last, "period") {
            last += 1;
        }
        if self.is_dash(last) && self.text.is_glued(last) && self.is_any(last + 1, &["old", "long", "period"]) {
            last += 2;
        }
        if count > 1 && !hyphen && !self.text.word(at).ends_with('s') && unit != Unit::Century && !matches!(self.word(first), Word::Lead(_))
        {
            return Some(Expression::length(first, last, count, unit));
        }
        if let Some(found) = self.after_length(first, last, count, unit) {
            return Some(found);
        }
        Some(Expression::length(first, last, count, unit))
    }

    /// "62-year-old", "52 years old".
    fn is_age(&self, at: usize) -> bool {
        (at..at + 4).any(|k| self.is(k, "old")) && (at..at + 2).any(|k| matches!(self.word(k), Word::Unit(Unit::Year)))
    }

    /// "ago", "earlier", "later", "before", "of 2022", "to June" after a length.
    pub(super) fn after_length(&self, first: usize, at: usize, count: u16, unit: Unit) -> Option<Expression> {
        if self.is(at, "ago") {
            return Some(self.ago(first, at + 1, count, unit));
        }
        let back = match () {
            () if self.is_any(at, &["earlier", "previously"]) => true,
            () if self.is(at, "before") && !self.takes_clause(at + 1) => true,
            () if self.is_any(at, &["later", "afterwards"]) || self.is(at, "on") && self.is(at + 1, ",") => false,
            () if self.is(at, "after")
                && !self.takes_clause(at + 1)
                && !matches!(self.word(at + 1), Word::Plain if at + 1 < self.sentence.last && self.text.word(at + 1).len() > 1) =>
            {
                false
            }
            () if self.is(at, "from") && self.is(at + 1, "now") => return Some(self.time_from_now(first, at + 2, count, unit)),
            () => return self.placed_length(first, at, count, unit),
        };
        let shift = shift_of(count, unit)?;
        let shift = if back { shift } else { shift.negated() };
        Some(self.shifted_from_anchor(first, at + 1, unit, shift))
    }

    /// "two years ago" is that calendar year; months, weeks and days are counted back from today.
    fn ago(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let vague = || Expression::vague(first, last, timex::duration(0, unit)).with_kind(TimexType::Duration, timex::duration(0, unit));
        if count == 0 {
            return vague();
        }
        let n = i32::from(count);
        if unit == Unit::Year && self.word(last) == Word::Day(0) {
            let day = self.today().and_then(|t| add_months(t, -12 * n)).map(Stretch::day);
            return Expression::place(first, last + 1, day).inferred();
        }
        let place = |today: Date| match unit {
            Unit::Decade => stretch_around(today, Unit::Year)?.shifted_months(-120 * n),
            Unit::Fortnight => Some(Stretch::day(add_days(today, -14 * n)?)),
            Unit::Century => stretch_around(today, Unit::Year)?.shifted_months(-1200 * n),
            _ => stretch_around(today, unit)?.stepped(-n),
        };
        let shift = shift_of(count, unit);
        let found = Expression::place(first, last, self.today().and_then(place)).inferred();
        let span = |a: &Anchor| a.stretch.grain != Grain::Day && a.stretch.grain < Grain::Year;
        let same = self.anchor_here(span).or_else(|| self.anchor(span).filter(|_| self.compares(first)));
        let same = same.filter(|_| unit == Unit::Year && count == 1);
        match (same, shift) {
            (Some(told), Some(shift)) => {
                self.year_value(Expression::place(first, last, told.stretch.shifted_months(-12)).inferred().compared(shift))
            }
            _ if matches!(unit, Unit::Week | Unit::Fortnight) => self.week_ago_value(found, n, unit),
            (None, Some(shift)) if count == 1 && unit == Unit::Year => Expression { shift: Some(shift), ..found },
            _ => found,
        }
    }

    /// TIMEX3 counts weeks back to the day.
    fn week_ago_value(&self, found: Expression, n: i32, unit: Unit) -> Expression {
        let days = if unit == Unit::Week { 7 * n } else { 14 * n };
        match self.today().and_then(|t| add_days(t, -days)) {
            Some(day) => found.with_value(day.to_string()),
            None => found,
        }
    }

    /// Is there a change or comparison just before?
    fn compares(&self, first: usize) -> bool {
        let floor = first.saturating_sub(14).max(self.sentence.first);
        (floor..first).any(|k| self.is_cue(k, Cue::Change))
    }

    fn time_from_now(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let stretch = self.stepped_today(unit, i32::from(count)).filter(|_| count > 0);
        Expression::place(first, last, stretch).inferred()
    }

    /// Is this a number and a unit of time?
    pub(super) fn counts_time(&self, i: usize) -> bool {
        self.count(i).is_some_and(|(_, at)| self.unit(at).is_some() || self.is_dash(at))
    }
}

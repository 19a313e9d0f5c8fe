//! What has no place on the calendar: "now", "recently", "daily", "per week", "years"; and units that stand alone.
//!
//! ```
//! use attache_reader::{data::Data, mention::{PeriodRole, period::Periods}, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("30 flights per week"), None, &[]);
//! assert_eq!((found[0].role, found[0].timexes[0].value.as_str()), (PeriodRole::Rate, "P1W"));
//! ```

use super::calendar::{Grain, Stretch};
use super::expression::Expression;
use super::scan::Scan;
use super::timex;
use super::words::{Reference, SETS, Unit, Word};
use crate::mention::{Shift, TimexType};

impl Scan<'_> {
    pub(super) fn vague_expression(&self, i: usize) -> Option<Expression> {
        match self.word(i) {
            Word::Reference(Reference::Past) => Some(Expression::vague(i, i + 1, "PAST_REF")),
            Word::Reference(Reference::Present) => Some(Expression::vague(i, i + 1, "PRESENT_REF")),
            Word::Reference(Reference::Future) if !self.is(i + 1, "after") => Some(Expression::vague(i, i + 1, "FUTURE_REF")),
            Word::Set(k) => SETS.get(usize::from(k)).map(|v| Expression::set(i, i + 1, *v)),
            _ => None,
        }
    }

    /// "since then", "until then": the period that was named last.
    pub(super) fn then_expression(&self, i: usize) -> Option<Expression> {
        if !self.is_before(i, 1, &["since", "until", "by"]) {
            return None;
        }
        let told = self.anchor(|_| true)?;
        Some(Expression::place(i, i + 1, Some(told.stretch)).inferred())
    }

    /// A unit with no number and no lead before it: "per week", "year-end", "year-on-year", "year-earlier".
    pub(super) fn unit_expression(&self, i: usize) -> Option<Expression> {
        let unit = self.unit(i)?;
        if let Some(found) = self.unit_end(i) {
            return Some(found);
        }
        if self.is_before(i, 1, &["per"]) || self.is_before(i, 1, &["/"]) && !self.text.word(i).ends_with('s') {
            return Some(Expression::set(i, i + 1, timex::duration(1, unit)));
        }
        self.on_unit(i, unit).or_else(|| self.unit_earlier_adjective(i)).or_else(|| self.bare_plural(i, unit))
    }

    /// "year-on-year", "year on year", "month-to-month", "year over year".
    fn on_unit(&self, i: usize, unit: Unit) -> Option<Expression> {
        let at = if self.is_dash(i + 1) { i + 2 } else { i + 1 };
        if !self.is_any(at, &["on", "over", "to"]) {
            return None;
        }
        let at = if self.is_dash(at + 1) { at + 2 } else { at + 1 };
        if self.unit(at) != Some(unit) || matches!(unit, Unit::Day | Unit::Second | Unit::Hour) {
            return None;
        }
        let (months, years) = if unit == Unit::Year { (0, 1) } else { (super::spans::months_in(1, unit)?, 0) };
        let shift = Shift { years, months, days: 0 };
        let told = self.anchor(|a| a.stretch.grain >= Grain::Month);
        let stretch = told.and_then(|a| a.stretch.shifted_months(-(years * 12 + months)));
        Some(Expression::place(i, at + 1, stretch).inferred().compared(shift))
    }

    /// "year-earlier", "year-ago quarter".
    pub(super) fn unit_earlier_adjective(&self, i: usize) -> Option<Expression> {
        self.unit(i).filter(|u| *u == Unit::Year)?;
        if !(self.is_dash(i + 1) && self.is_any(i + 2, &["earlier", "ago", "before"])) {
            return None;
        }
        let last = match self.word(i + 3) {
            Word::Unit(Unit::Quarter | Unit::Month) => i + 4,
            Word::Plain if self.is(i + 3, "period") => i + 4,
            _ => i + 3,
        };
        let shift = Shift { years: 1, months: 0, days: 0 };
        let told = self.anchor(|a| a.stretch.grain >= Grain::Month).map(|a| a.stretch);
        let from = told.or_else(|| self.this_year().and_then(Stretch::year));
        Some(Expression::place(i, last, from.and_then(|s| s.shifted_months(-12))).inferred().compared(shift))
    }

    /// "years", "decades", "months" with no number: a long time.
    fn bare_plural(&self, i: usize, unit: Unit) -> Option<Expression> {
        let plural = self.text.word(i).ends_with('s') && unit >= Unit::Minute && unit != Unit::Quarter && unit != Unit::Half;
        let led = self.is_before(i, 1, &["for", "in", "of", "after", "over", "within", "took", "take"]);
        if !plural || !led && !self.is(i + 1, "ago") {
            return None;
        }
        let last = if self.is(i + 1, "ago") { i + 2 } else { i + 1 };
        let value = timex::duration(0, unit);
        Some(Expression::vague(i, last, value.clone()).with_kind(TimexType::Duration, value))
    }
}

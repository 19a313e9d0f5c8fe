//! What points back into the text: "the same period of 2019", "a year earlier", "the week before", "the quarter".
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let text = Text::new("It was 5 in May 2021, against 4 in the same month of 2020.");
//! let found = Periods::new(&Data::embedded()).scan(&text, None, &[]);
//! assert_eq!(found[1].period.and_then(|p| p.end).map(|d| d.to_string()), Some("2020-05-31".to_owned()));
//! ```

use super::calendar::{Grain, Stretch};
use super::expression::{Expression, year};
use super::hints;
use super::relative::{grain_of, shift_of, shifted, stretch_around};
use super::scan::{Anchor, Scan};
use super::words::{Cue, Lead, Unit, Word};
use crate::mention::{PeriodRole, Shift};

impl Scan<'_> {
    /// "same period last year", "same month of 2021", "corresponding period", "same day".
    pub(super) fn same_expression(&self, i: usize) -> Option<Expression> {
        let mut at = i + 1;
        while matches!(self.word(at), Word::Number(_)) || self.is_dash(at) || self.is_any(at, &["-"]) {
            at += 1;
        }
        let unit = self.unit(at);
        if unit.is_none() && !self.is_any(at, &["period", "time", "date", "timeframe", "span", "interval", "stretch"]) {
            return None;
        }
        let at = if self.is(at + 1, "period") { at + 2 } else { at + 1 };
        if let Some((expression, last)) = self.same_of(at) {
            return Some(self.same_in(i, last, &expression));
        }
        let told = match unit {
            Some(Unit::Year) => self.anchor(|_| true).and_then(|a| Stretch::year(year(a.stretch.start))),
            Some(Unit::Day) => self.anchor(|a| a.stretch.grain == Grain::Day).map(|a| a.stretch).or_else(|| self.today().map(Stretch::day)),
            Some(unit) => self.anchor(|a| Some(a.stretch.grain) == grain_of(unit)).or_else(|| self.anchor(|_| true)).map(|a| a.stretch),
            None if self.is(at - 1, "time") => return None,
            None => {
                let shift = Shift { years: 1, months: 0, days: 0 };
                let told = self.anchor(|a| a.stretch.grain >= Grain::Month)?;
                return Some(Expression::place(i, at, told.stretch.shifted_months(-12)).inferred().compared(shift));
            }
        };
        Some(Expression::place(i, at, told).inferred())
    }

    /// "of 2021", "last year", "a year earlier", "in the previous year" after "the same period".
    fn same_of(&self, at: usize) -> Option<(Expression, usize)> {
        let at = if self.is_any(at, &["of", "in", "from", "during", "for"]) { at + 1 } else { at };
        let at = if self.is(at, "the") && self.year_number(at + 1).is_some() { at + 1 } else { at };
        if let Some(found) = self.year_reference(at) {
            let last = found.last;
            return Some((found, last));
        }
        let found = match self.word(at) {
            Word::Lead(Lead::A | Lead::The) => self.lead_expression(at)?,
            Word::Number(_) => self.count_expression(at)?,
            _ => return None,
        };
        let last = found.last;
        (found.shift.is_some() || found.grain() == Some(Grain::Year)).then_some((found, last))
    }

    /// The period named last, in the year of the expression.
    fn same_in(&self, first: usize, last: usize, of: &Expression) -> Expression {
        let told = self.anchor(|a| a.stretch.grain >= Grain::Month).or_else(|| self.anchor(|_| true));
        let Some(target) = of.stretch else { return Expression::place(first, last, None) };
        let Some(told) = told.map(|a| a.stretch) else { return Expression::place(first, last, Some(target)).inferred() };
        let years = match of.shift {
            Some(shift) => shift.years,
            None => year(told.end) - year(target.end),
        };
        let stretch = if years == 0 { None } else { told.shifted_months(-12 * years) };
        let shift = Shift { years, months: 0, days: 0 };
        Expression::place(first, last, stretch.or(Some(target))).inferred().compared(shift)
    }

    /// "a year earlier" and the like: the nearest period of the sentence, moved.
    pub(super) fn shifted_from_anchor(&self, first: usize, last: usize, unit: Unit, shift: Shift) -> Expression {
        let wanted = |a: &Anchor| unit != Unit::Day || a.stretch.grain == Grain::Day;
        let recent =
            |a: &Anchor| unit == Unit::Day && wanted(a) && self.today.is_some_and(|t| (t - a.stretch.start).get_days().abs() <= 14);
        let told =
            self.anchor_here(recent).or_else(|| self.anchor(recent)).or_else(|| self.anchor_here(wanted)).or_else(|| self.anchor(wanted));
        let from = told.map(|a| a.stretch).or_else(|| self.stepped_today(unit, 0));
        let whole = unit == Unit::Year && self.text.is(last.saturating_sub(2), "year") && self.is_before(last, 3, &["the"]);
        let stretch = match from {
            Some(s) if whole && s.grain < Grain::Year && shift.years != 0 => Stretch::year(year(s.start) - shift.years),
            _ => from.and_then(|s| shifted(s, unit, shift)),
        };
        let open = told.is_some_and(|a| a.role == PeriodRole::AsOf);
        self.year_value(Expression { open, ..Expression::place(first, last, stretch).inferred().compared(shift) })
    }

    /// A comparison with a span of months is told as its year.
    pub(super) fn year_value(&self, found: Expression) -> Expression {
        match found.stretch {
            Some(s) if matches!(s.grain, Grain::Months) => found.with_value(year(s.end).to_string()),
            _ => found,
        }
    }

    /// "the year before", "the day after": told from what was named last.
    pub(super) fn stepped_unit(&self, i: usize, unit: Unit) -> Option<Expression> {
        let steps = match () {
            () if self.is_any(i + 1, &["before", "earlier", "previously"]) => -1,
            () if self.is_any(i + 1, &["after", "later"]) => 1,
            () => return None,
        };
        let open = self.text.word(i + 2).starts_with(char::is_alphabetic) && i + 2 < self.sentence.last;
        let verb = self.is_cue(i + 2, Cue::Behind) || self.is_cue(i + 2, Cue::Ahead) || self.is_cue(i + 2, Cue::AfterYear);
        let joined = verb || self.is_any(i + 2, &["in", "at", "on", "from", "to", "and", "but", "he", "she", "it", "they", "when", "for"]);
        if self.text.word(i).ends_with('s') || open && !joined && !self.is_any(i + 1, &["earlier", "later", "previously"]) {
            return None;
        }
        let shift = shift_of(1, unit).map(|s| if steps > 0 { s.negated() } else { s })?;
        Some(self.shifted_from_anchor(i, i + 2, unit, shift))
    }

    /// A clause or noun phrase follows ("the day after the vote").
    pub(super) fn takes_clause(&self, i: usize) -> bool {
        matches!(self.word(i), Word::Lead(_)) || self.text.is_capitalized(i)
    }

    /// The stretch of this unit that the text last spoke of, or that of today; a quarter is the last one over.
    pub(super) fn running(&self, i: usize, unit: Unit) -> Option<Stretch> {
        let grain = grain_of(unit)?;
        if unit == Unit::Year && hints::looks_ahead(self, i, i + 1) {
            return self.this_year().and_then(Stretch::year);
        }
        if let Some(told) = self.anchor(|a| a.stretch.grain == grain) {
            return Some(told.stretch);
        }
        match unit {
            Unit::Year => self.told_or_this_year(),
            Unit::Quarter => self.stepped_today(unit, -1),
            _ => self.stepped_today(unit, 0),
        }
    }

    /// "the week of March 6".
    pub(super) fn week_of(&self, i: usize, unit: Unit) -> Option<Expression> {
        if unit != Unit::Week || !self.is(i + 1, "of") {
            return None;
        }
        let day = match self.word(i + 2) {
            Word::Month(_) | Word::ShortMonth(_) => self.month_expression(i + 2),
            Word::Number(_) => self.number_expression(i + 2),
            _ => None,
        };
        let day = day.filter(|d| d.grain() == Some(Grain::Day))?;
        let stretch = day.stretch.and_then(|s| Stretch::week(s.start));
        let found = Expression::place(i, day.last, stretch);
        Some(if day.inferred { found.inferred() } else { found })
    }

    pub(super) fn steps_from_anchor(&self, unit: Unit, steps: i32) -> Option<Stretch> {
        let told = self.anchor_here(|_| true).or_else(|| self.anchor(|_| true));
        match told {
            Some(told) if unit == Unit::Year && told.stretch.grain == Grain::Fiscal => told.stretch.stepped(steps),
            Some(told) => stretch_around(told.stretch.start, unit)?.stepped(steps),
            None => self.stepped_today(unit, steps),
        }
    }
}

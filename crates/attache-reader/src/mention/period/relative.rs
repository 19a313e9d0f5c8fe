//! Times told from another time: "last year", "the past two months", "a year earlier", "two weeks ago", "the same period of 2019".
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("two years ago"), "2021-05-20".parse().ok(), &[]);
//! assert_eq!(found[0].period.and_then(|p| p.end).map(|d| d.to_string()), Some("2019-12-31".to_owned()));
//! ```

use jiff::civil::Date;

use super::calendar::{Grain, Stretch, add_days, add_months, weekday};
use super::expression::{Expression, month, year};
use super::scan::Scan;
use super::spans::months_in;
use super::words::{Lead, Unit, Word};
use super::{hints, timex};
use crate::mention::{PeriodRole, Shift, TimexType};

impl Scan<'_> {
    pub(super) fn lead_expression(&self, i: usize) -> Option<Expression> {
        let Word::Lead(lead) = self.word(i) else { return None };
        self.nested(|| self.by_lead(i, lead))
    }

    fn by_lead(&self, i: usize, lead: Lead) -> Option<Expression> {
        match lead {
            Lead::The => self.the_expression(i),
            Lead::A => self.a_expression(i),
            Lead::Each | Lead::Every => self.each_expression(i),
            Lead::Same => self.same_expression(i),
            Lead::Whole => self.whole_expression(i),
            Lead::Its => self.its_expression(i),
            _ => self.placed_by_lead(i, lead),
        }
    }

    /// After "the".
    fn the_expression(&self, i: usize) -> Option<Expression> {
        let found = match self.word(i + 1) {
            Word::Number(_) => self.the_number(i + 1),
            Word::Ordinal(_) => self.part_expression(i + 1),
            Word::Edge(_) => self.edge_expression(i + 1),
            Word::Lead(Lead::Past) if !self.counts_time(i + 2) => self.the_past(i + 1),
            Word::Lead(Lead::Each | Lead::Every | Lead::A | Lead::The | Lead::This | Lead::That | Lead::Recent) => None,
            Word::Lead(_) => self.lead_expression(i + 1),
            Word::Fiscal(_) => self.fiscal_expression(i + 1),
            Word::Season(_) => self.season_expression(i + 1),
            Word::Unit(_) => self.the_unit(i + 1),
            Word::Plain => self.the_plain(i + 1),
            _ => None,
        };
        found.filter(|e| !self.is_attribute(i + 1, e)).map(|e| {
            let mut whole = e.with_first(i);
            if let Some(part) = whole.parts.first_mut() {
                part.span = part.span.cover(self.text.span(i..i + 1));
            }
            whole
        })
    }

    /// "the third-quarter loss", "the two-day rally": the article belongs to the noun; "the current rules".
    fn is_attribute(&self, i: usize, found: &Expression) -> bool {
        let hyphen = (i..found.last).any(|k| self.is_dash(k) && self.text.is_glued(k)) && !self.is(i, "year");
        let part = hyphen && matches!(found.grain(), None | Some(Grain::Quarter | Grain::Half)) && found.shift.is_none();
        let bare = found.shift.is_some() && found.last == i + 3 && self.is_dash(i + 1);
        bare || part && found.edge.is_none() || found.value == "PRESENT_REF" || found.value == "PAST_REF" && self.is(i, "recent")
    }

    fn the_number(&self, i: usize) -> Option<Expression> {
        let found = self.number_expression(i)?;
        let keeps = matches!(found.grain(), Some(Grain::Decade | Grain::Fiscal | Grain::Century))
            || found.length.is_some()
            || self.is_before(found.last, 1, &["year", "season"])
            || self.count(i).is_some_and(|(_, at)| self.unit(at).is_some())
            || found.kind == TimexType::Duration;
        (keeps || self.day_number(i).is_some()).then_some(found)
    }

    fn the_past(&self, i: usize) -> Option<Expression> {
        match self.word(i + 1) {
            Word::Unit(_) | Word::Fiscal(_) => self.placed_by_lead(i, Lead::Past),
            Word::Plain if self.text.is_capitalized(i + 1) => self.placed_by_lead(i, Lead::Past),
            Word::Plain
                if !self.text.word(i + 1).starts_with(|c: char| c.is_alphabetic())
                    || self.is_any(i + 1, &["that", "to", "the", "and", "but"]) =>
            {
                Some(Expression::vague(i, i + 1, "PAST_REF"))
            }
            _ => None,
        }
    }

    /// "the future", "the period", "the weekend", "the Iranian year 1403".
    fn the_plain(&self, i: usize) -> Option<Expression> {
        if self.is(i, "future") {
            return Some(Expression::vague(i, i + 1, "FUTURE_REF"));
        }
        if self.is(i, "weekend") {
            return Some(self.weekend(i, 0));
        }
        if self.is(i, "period") || self.is(i, "reporting") && self.is(i + 1, "period") {
            let told = self.anchor(|a| a.stretch.grain >= Grain::Month)?;
            let last = if self.is(i, "period") { i + 1 } else { i + 2 };
            return Some(Expression::place(i, last, Some(told.stretch)).inferred());
        }
        self.foreign_year(i)
    }

    fn weekend(&self, i: usize, steps: i32) -> Expression {
        let ahead = hints::looks_ahead(self, i, i + 1);
        let place = |today: Date| {
            let back = if ahead || steps != 0 || weekday(today) >= 6 { steps * 7 } else { -7 };
            Stretch::weekend(add_days(today, back)?)
        };
        Expression::place(i, i + 1, self.today().and_then(place)).inferred()
    }

    /// "the year", "the quarter", "the month before", "the year-earlier period".
    fn the_unit(&self, i: usize) -> Option<Expression> {
        let unit = self.unit(i)?;
        if let Some(found) = self.stepped_unit(i, unit).or_else(|| self.placed_length(i, i + 1, 1, unit)) {
            return Some(found);
        }
        if let Some(found) = self.unit_earlier_adjective(i).or_else(|| self.week_of(i, unit)).or_else(|| self.unit_end(i)) {
            return Some(found);
        }
        if unit == Unit::Year && self.year_number(i + 1).is_some() {
            return self.year_number(i + 1).map(|y| Expression::place(i, i + 2, Stretch::year(y)));
        }
        let plural = self.text.word(i).ends_with('s');
        if plural || self.is_dash(i + 1) || matches!(unit, Unit::Half | Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        Some(Expression::place(i, i + 1, self.running(i, unit)).inferred())
    }

    /// "a year ago", "a year earlier", "a decade ago", "a few days", "a year".
    fn a_expression(&self, i: usize) -> Option<Expression> {
        if let Word::Number(0) = self.word(i + 1) {
            let (count, at) = self.count(i + 1)?;
            return self.count_tail(i, at, count);
        }
        if let Word::Number(_) = self.word(i + 1) {
            return self
                .count_expression(i + 1)
                .filter(|e| e.kind == TimexType::Duration && !self.is(i + 1, "one"))
                .map(|e| Expression { first: i + 1, ..e });
        }
        let at = if self.is_any(i + 1, &["full", "whole", "calendar"]) { i + 2 } else { i + 1 };
        let unit = self.unit(at)?;
        if self.text.word(at).ends_with('s') || matches!(unit, Unit::Half | Unit::Second | Unit::Quarter) {
            return None;
        }
        if let Some(found) = self.after_length(i, at + 1, 1, unit) {
            return Some(found);
        }
        if self.is_dash(at + 1) && self.text.is_glued(at + 1) {
            return None;
        }
        let found = Expression::length(i, at + 1, 1, unit);
        Some(if self.is_rate(i, unit) { found.with_role(PeriodRole::Rate) } else { found })
    }

    /// "500 flights a week", "$3 billion a year": after a noun or an amount, not after a preposition.
    fn is_rate(&self, i: usize, unit: Unit) -> bool {
        !matches!(unit, Unit::Decade | Unit::Century)
            && self.before(i, 1).is_some_and(|k| {
                !self.text.is_any(
                    k,
                    &[
                        "for", "in", "within", "after", "over", "of", "than", "about", "nearly", "almost", "him", "last", "is", "was",
                        "takes", "took", "lasting", "only", "just", "half", "every", "during",
                    ],
                )
            })
    }

    /// "each year", "every month", "each Thursday", "every five years".
    fn each_expression(&self, i: usize) -> Option<Expression> {
        if let Some(unit) = self.unit(i + 1) {
            return Some(Expression::set(i, i + 2, timex::duration(1, unit)));
        }
        match self.word(i + 1) {
            Word::Weekday(d) => Some(Expression::set(i, i + 2, format!("XXXX-WXX-{d}"))),
            Word::Month(m) => Some(Expression::set(i, i + 2, format!("XXXX-{m:02}"))),
            Word::Season(s) => {
                Some(Expression::set(i, i + 2, format!("XXXX-{}", ["SP", "SU", "FA", "WI"][usize::from(s.clamp(1, 4)) - 1])))
            }
            Word::DayPart(part) => Some(Expression::set(i, i + 2, format!("XXXX-XX-XX{}", timex::day_part(part)))),
            Word::Number(_) => {
                let (count, at) = self.count(i + 1)?;
                Some(Expression::set(i, at + 1, timex::duration(count, self.unit(at)?)))
            }
            _ => None,
        }
    }

    /// "full year", "the whole of 1985", "entire year".
    fn whole_expression(&self, i: usize) -> Option<Expression> {
        let at = if self.is(i + 1, "of") { i + 2 } else { i + 1 };
        if let Some(found) = self.year_reference(at) {
            return Some(found.with_first(i));
        }
        (self.unit(at)? == Unit::Year).then(|| self.the_unit(at)).flatten().map(|e| e.with_first(i))
    }

    /// "its third quarter", "its fiscal year".
    fn its_expression(&self, i: usize) -> Option<Expression> {
        match self.word(i + 1) {
            Word::Fiscal(_) => self.fiscal_expression(i + 1).map(|e| e.with_first(i)),
            _ => None,
        }
    }

    /// "last year", "next Tuesday", "this summer", "the past five years", "last October", "this evening", "the last fiscal year".
    fn placed_by_lead(&self, i: usize, lead: Lead) -> Option<Expression> {
        let at = self.skip_adverb(i + 1);
        match self.word(at) {
            Word::Unit(_) if lead == Lead::Last && self.is(at + 1, "of") && self.unit(at) == Some(Unit::Week) => {
                self.part_of_month(i, at, 0)
            }
            Word::Unit(_) => self.led_unit(i, lead).map(|e| self.with_part_of(e)),
            Word::Number(_) => self.led_count(i, at, lead),
            Word::Month(_) | Word::ShortMonth(_) => self.led_month(i, at, lead),
            Word::Weekday(_) | Word::ShortWeekday(_) => self.led_weekday(i, at, lead),
            Word::Season(_) => self.led_season(i, at, lead),
            Word::DayPart(part) => self.led_day_part(i, at, lead, timex::day_part(part)),
            Word::Fiscal(_) => self.led_unit(i, lead),
            Word::Lead(_) if matches!(lead, Lead::This | Lead::That) => {
                let inner = self.lead(at)?;
                (inner == Lead::Same || lead == Lead::This && matches!(inner, Lead::Past | Lead::Coming))
                    .then(|| self.lead_expression(at))
                    .flatten()
                    .map(|e| e.with_first(i))
            }
            Word::Plain if self.is(at, "weekend") => Some(self.led_weekend(i, at, lead)),
            Word::Plain if matches!(lead, Lead::Latest | Lead::Last | Lead::Previous) && self.is(at, "period") => {
                let told = self.anchor(|a| a.stretch.grain >= Grain::Month).map(|a| a.stretch);
                Some(Expression::place(i, at + 1, told).inferred())
            }
            Word::Plain if self.text.is_capitalized(at) => {
                let foreign = steps_of(lead).and_then(|steps| self.foreign_year_step(at, steps));
                foreign.map(|e| e.with_first(i)).or_else(|| self.led_unit(i, lead))
            }
            _ if lead == Lead::Current => {
                Some(Expression::vague(i, i + 1, "PRESENT_REF")).filter(|_| self.is_any(i, &["current", "ongoing", "present"]))
            }
            _ if lead == Lead::Recent => Some(Expression::vague(i, i + 1, "PAST_REF")),
            _ => None,
        }
    }

    /// "last year's third quarter", "this year's first half".
    fn with_part_of(&self, found: Expression) -> Expression {
        let Some(stretch) =
            found.stretch.filter(|s| matches!(s.grain, Grain::Year | Grain::Fiscal) && self.is_any(found.last, &["'s", "’s"]))
        else {
            return found;
        };
        self.part_after(found.first, found.last, stretch).unwrap_or(found)
    }
}

impl Shift {
    pub(super) fn negated(self) -> Self {
        Shift { years: -self.years, months: -self.months, days: -self.days }
    }
}

/// Steps from today of "last", "this", "next".
pub(super) fn steps_of(lead: Lead) -> Option<i32> {
    match lead {
        Lead::This | Lead::Current => Some(0),
        Lead::Last | Lead::Past | Lead::Previous | Lead::Latest => Some(-1),
        Lead::Next | Lead::Coming | Lead::Following => Some(1),
        _ => None,
    }
}

pub(super) fn grain_of(unit: Unit) -> Option<Grain> {
    match unit {
        Unit::Day => Some(Grain::Day),
        Unit::Week => Some(Grain::Week),
        Unit::Month => Some(Grain::Month),
        Unit::Quarter => Some(Grain::Quarter),
        Unit::Half => Some(Grain::Half),
        Unit::Year => Some(Grain::Year),
        Unit::Decade => Some(Grain::Decade),
        Unit::Century => Some(Grain::Century),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Fortnight => None,
    }
}

/// The day's own week, month, quarter, year ...
pub(super) fn stretch_around(day: Date, unit: Unit) -> Option<Stretch> {
    match unit {
        Unit::Day => Some(Stretch::day(day)),
        Unit::Week | Unit::Fortnight => Stretch::week(day),
        Unit::Month => Stretch::month(year(day), month(day)),
        Unit::Quarter => Stretch::quarter(year(day), (month(day) + 2) / 3),
        Unit::Half => Stretch::half(year(day), if month(day) < 7 { 1 } else { 2 }),
        Unit::Year => Stretch::year(year(day)),
        Unit::Decade => Stretch::decade(year(day)),
        Unit::Century => Stretch::century(year(day) / 100 + 1),
        Unit::Second | Unit::Minute | Unit::Hour => None,
    }
}

pub(super) fn shift_of(count: u16, unit: Unit) -> Option<Shift> {
    let n = i32::from(count);
    if n == 0 {
        return None;
    }
    let none = Shift { years: 0, months: 0, days: 0 };
    match unit {
        Unit::Day => Some(Shift { days: n, ..none }),
        Unit::Week => Some(Shift { days: n * 7, ..none }),
        Unit::Fortnight => Some(Shift { days: n * 14, ..none }),
        Unit::Year => Some(Shift { years: n, ..none }),
        Unit::Decade => Some(Shift { years: n * 10, ..none }),
        Unit::Century => Some(Shift { years: n * 100, ..none }),
        Unit::Month if n % 12 == 0 => Some(Shift { years: n / 12, ..none }),
        _ => months_in(count, unit).map(|months| Shift { months, ..none }),
    }
}

/// The stretch so far back; a day moved by months stays a day only when the text counts in days or weeks.
pub(super) fn shifted(from: Stretch, unit: Unit, shift: Shift) -> Option<Stretch> {
    if shift.days != 0 {
        return from.shifted_days(-shift.days);
    }
    let months = -(shift.years * 12 + shift.months);
    if from.grain == Grain::Day && from.start == from.end {
        return stretch_around(add_months(from.start, months)?, unit);
    }
    from.shifted_months(months)
}

/// The full years (or months, weeks, days) before those of today.
pub(super) fn past_stretch(today: Date, count: u16, unit: Unit) -> Option<Stretch> {
    let n = i32::from(count);
    if n == 0 {
        return None;
    }
    match unit {
        Unit::Year | Unit::Decade | Unit::Century => {
            let years = if unit == Unit::Year { n } else { n * if unit == Unit::Decade { 10 } else { 100 } };
            Stretch::years(year(today) - years, year(today) - 1)
        }
        Unit::Month => Stretch::months(year(today), month(today) - n, month(today) - 1),
        Unit::Quarter => {
            let this = stretch_around(today, Unit::Quarter)?;
            Some(Stretch::new(this.stepped(-n)?.start, add_days(this.start, -1)?, Grain::Months))
        }
        _ => {
            let days = shift_of(count, unit)?.days;
            Some(Stretch::new(add_days(today, -days)?, add_days(today, -1)?, Grain::Day))
        }
    }
}

/// From the day after today, so long.
pub(super) fn next_stretch(today: Date, count: u16, unit: Unit) -> Option<Stretch> {
    let shift = shift_of(count, unit)?;
    let end = if shift.days > 0 { add_days(today, shift.days)? } else { add_months(today, shift.years * 12 + shift.months)? };
    Some(Stretch::new(add_days(today, 1)?, end, Grain::Months))
}

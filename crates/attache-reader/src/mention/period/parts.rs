//! Parts of years: quarters, halves, the first so many months, and spans that run to a month.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("in the first eight months of 2022"), None, &[]);
//! assert_eq!(found[0].period.and_then(|p| p.end).map(|d| d.to_string()), Some("2022-08-31".to_owned()));
//! ```

use jiff::civil::Date;

use super::calendar::{Grain, Stretch, add_days, add_months, date};
use super::expression::{Expression, year};
use super::hints::{self, Hint};
use super::scan::Scan;
use super::timex;
use super::words::{Lead, Unit, Word};
use crate::mention::TimexType;
use crate::text::TokenKind;

/// `count` months of a year, after its first `skip`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    skip: i32,
    count: i32,
    grain: Grain,
}

impl Part {
    pub(super) fn months(count: i32) -> Self {
        Part { skip: 0, count, grain: Grain::Months }
    }

    fn nth(number: i32, unit: Unit) -> Option<Self> {
        match unit {
            Unit::Quarter if number <= 4 => Some(Part { skip: number * 3 - 3, count: 3, grain: Grain::Quarter }),
            Unit::Half if number <= 2 => Some(Part { skip: number * 6 - 6, count: 6, grain: Grain::Half }),
            _ => None,
        }
    }

    /// The first `count` units.
    fn first(count: i32, unit: Unit) -> Option<Self> {
        let months = match unit {
            Unit::Month => count,
            Unit::Quarter => count * 3,
            Unit::Half => count * 6,
            _ => return None,
        };
        (1..=12).contains(&months).then(|| Part::months(months))
    }

    pub(super) fn of_year_from(self, start: Date) -> Option<Stretch> {
        Stretch::part_of(start, self.skip, self.count, self.grain)
    }
}

impl Scan<'_> {
    /// "first quarter of 2021", "first-half", "first eight months", "21st century".
    pub(super) fn part_expression(&self, i: usize) -> Option<Expression> {
        let Word::Ordinal(number) = self.word(i) else { return None };
        let number = i32::from(number);
        if let Some(found) = self.part_of_month(i, i + 1, number) {
            return Some(found);
        }
        if self.unit(i + 1) == Some(Unit::Century) {
            return Some(Expression::place(i, i + 2, Stretch::century(number)));
        }
        let (part, at) = self.ordinal_part(i, number)?;
        Some(self.finish_part(i, at, part))
    }

    fn ordinal_part(&self, i: usize, number: i32) -> Option<(Part, usize)> {
        let at = if self.is_dash(i + 1) { i + 2 } else { i + 1 };
        let at = if self.is_any(at, &["full", "calendar", "fiscal", "financial"]) { at + 1 } else { at };
        let named = match self.text.word(at) {
            "semester" => Some(Unit::Half),
            "trimester" => Some(Unit::Quarter),
            _ => self.unit(at),
        };
        if let Some(unit) = named {
            let year_follows = unit == Unit::Half && self.is_dash(at + 1) && self.unit(at + 2) == Some(Unit::Year);
            let part = Part::nth(number, unit)?;
            return Some((part, if year_follows { at + 3 } else { at + 1 }));
        }
        let (count, next) = self.count(at).filter(|(n, _)| number == 1 && (1..=12).contains(n))?;
        let next = if self.is_dash(next) || self.is_any(next, &["full", "calendar"]) { next + 1 } else { next };
        let part = Part::first(i32::from(count), self.unit(next)?)?;
        let next = if self.is(next + 1, "period") { next + 2 } else { next + 1 };
        Some((part, next))
    }

    /// "second half of June", "first week of January", "first ten days of May"; 0 is the last week.
    pub(super) fn part_of_month(&self, first: usize, at: usize, number: i32) -> Option<Expression> {
        let (count, at) = self.count(at).filter(|(n, _)| *n > 0).unwrap_or((1, at));
        let unit = self.unit(at)?;
        if !self.is(at + 1, "of") || !matches!(unit, Unit::Half | Unit::Week | Unit::Day) || (unit == Unit::Day && count == 1) {
            return None;
        }
        let month = match self.word(at + 2) {
            Word::Month(_) | Word::ShortMonth(_) => self.month_expression(at + 2),
            Word::Lead(_) => self.lead_expression(at + 2),
            _ => None,
        };
        let month = month.filter(|m| m.grain() == Some(Grain::Month))?;
        let whole = month.stretch?;
        let step = match unit {
            Unit::Half => 15,
            Unit::Week => 7,
            _ => i32::from(count),
        };
        let start = add_days(whole.start, step * (number - 1))?;
        let end = if unit == Unit::Half && number == 2 { whole.end } else { add_days(start, step - 1)?.min(whole.end) };
        let stretch = if number == 0 {
            Stretch::new(add_days(whole.end, 1 - step)?, whole.end, Grain::Day)
        } else {
            Stretch::new(start, end, Grain::Day)
        };
        let value = if unit == Unit::Week { Stretch::week(stretch.start).map(timex::value) } else { None };
        let found = Expression {
            inferred: month.inferred,
            ..Expression::place(first, month.last, (stretch.start <= stretch.end).then_some(stretch))
        };
        Some(found.with_value(value.unwrap_or_else(|| timex::value(whole))))
    }

    /// The year after a part, or the one that suits best.
    fn finish_part(&self, first: usize, at: usize, part: Part) -> Expression {
        if let Some((container, last)) = self.year_of_part(at) {
            let stretch = container.stretch.and_then(|s| part.of_year_from(s.start));
            let found = self.part_value(Expression::place(first, last, stretch), part);
            return if part.grain == Grain::Months { self.in_two_parts(found, at, &container) } else { found };
        }
        let stretch = self.likely_part(first, at, part);
        self.part_value(Expression::place(first, at, stretch).inferred(), part)
    }

    /// "the first nine months" and "of 1997" are two expressions to TIMEX3.
    fn in_two_parts(&self, found: Expression, at: usize, container: &Expression) -> Expression {
        let own = Expression { last: at, ..found.clone() }.timex(self.text.span(found.first..at));
        let year = container.timex(self.text.span(container.first..container.last));
        Expression { parts: vec![own, year], ..found }
    }

    /// Spans of months are durations to TIMEX3.
    fn part_value(&self, found: Expression, part: Part) -> Expression {
        match part.grain {
            Grain::Months => {
                let value = timex::duration(part.count.unsigned_abs() as u16, Unit::Month);
                found.with_kind(TimexType::Duration, value)
            }
            _ => found,
        }
    }

    /// "of 2021", "of this year", "2021", "last year", "of fiscal 2023", "(2021)".
    pub(super) fn year_of_part(&self, at: usize) -> Option<(Expression, usize)> {
        let at = if self.is(at, ",") && self.year_number(at + 1).is_some() { at + 1 } else { at };
        let of = self.is_any(at, &["of", "in", "for"]);
        let start = if of { at + 1 } else { at };
        let found = self.year_reference(start)?;
        let anaphoric = self.is(start, "the") && found.inferred;
        if anaphoric && !self.is(at, "of") {
            return None;
        }
        let last = found.last;
        Some((found, last))
    }

    /// A year, however it is called: "2021", "this year", "the previous year", "fiscal 2023", "the year", "2022-23", "the Iranian year 1403".
    pub(super) fn year_reference(&self, i: usize) -> Option<Expression> {
        let found = match self.word(i) {
            Word::Number(_) => {
                self.year_number(i)?;
                self.fiscal_by_year(i).or_else(|| self.plain_year(i))
            }
            Word::Fiscal(_) | Word::FiscalShort => self.fiscal_expression(i),
            Word::Lead(Lead::The | Lead::Its) => self.the_year(i),
            Word::Lead(_) => self.led_year(i),
            _ if self.is(i, "calendar") => self.plain_year(i + 1),
            _ => self.foreign_year(i),
        }?;
        found.grain().is_some_and(|g| matches!(g, Grain::Year | Grain::Fiscal)).then_some(found)
    }

    fn plain_year(&self, i: usize) -> Option<Expression> {
        if let Some((first, second, next)) = self.year_pair(i) {
            return (second == first + 1).then(|| Expression::place(i, next, self.fiscal_pair(i, next, first)));
        }
        Some(Expression::place(i, i + 1, Stretch::year(self.year_number(i)?)))
    }

    fn the_year(&self, i: usize) -> Option<Expression> {
        if self.unit(i + 1) == Some(Unit::Year) && !self.is_any(i + 2, &["before", "after", "earlier", "to", "ended", "ending"]) {
            let number = self.year_number(i + 2).map(|y| Expression::place(i, i + 3, Stretch::year(y)));
            return number.or_else(|| Some(Expression::place(i, i + 2, self.current_year()).inferred()));
        }
        if self.is(i + 1, "calendar") && self.unit(i + 2) == Some(Unit::Year) {
            let number = self.year_number(i + 3).map(|y| Expression::place(i, i + 4, Stretch::year(y)));
            return number.or_else(|| Some(Expression::place(i, i + 3, self.current_year()).inferred()));
        }
        self.year_reference_after_the(i + 1).map(|e| e.with_first(i))
    }

    fn year_reference_after_the(&self, i: usize) -> Option<Expression> {
        if matches!(self.word(i), Word::Lead(Lead::The)) { None } else { self.year_reference(i) }
    }

    /// "this year", "last year", "the previous year", "the current fiscal year", "the same year".
    fn led_year(&self, i: usize) -> Option<Expression> {
        let lead = self.lead(i)?;
        if matches!(lead, Lead::A | Lead::Each | Lead::Every | Lead::Recent | Lead::The) {
            return None;
        }
        if lead == Lead::Whole && self.is(i + 1, "of") {
            return self.year_reference_after_the(i + 2).map(|e| e.with_first(i));
        }
        let found = self.led_unit(i, lead)?;
        Some(found)
    }

    /// "of the year": the running one.
    pub(super) fn current_year(&self) -> Option<Stretch> {
        self.this_year().and_then(Stretch::year)
    }

    /// "the year" alone: the one that the sentence told, or the running one.
    pub(super) fn told_or_this_year(&self) -> Option<Stretch> {
        let told = self.anchor_here(|a| a.stretch.grain <= Grain::Year).map(|a| year(a.stretch.start));
        told.or_else(|| self.this_year()).and_then(Stretch::year)
    }

    /// The latest such part that is over, or the next one when the clause looks ahead.
    fn likely_part(&self, first: usize, last: usize, part: Part) -> Option<Stretch> {
        let today = self.today()?;
        let in_year = |y: i32| part.of_year_from(date(y, 1, 1)?);
        let hint = hints::hint(self, first, last);
        if let Some(told) = self.told_year().filter(|_| hint != Some(Hint::Ahead)) {
            return in_year(told);
        }
        let this = in_year(year(today))?;
        if hint == Some(Hint::Ahead) {
            let just_over = add_months(this.end, 3).is_some_and(|d| d >= today);
            return if this.end < today && !just_over { in_year(year(today) + 1) } else { Some(this) };
        }
        let running = hint.is_none() && part.grain == Grain::Quarter && this.start <= today;
        if running || this.end <= today { Some(this) } else { in_year(year(today) - 1) }
    }

    /// "Q3 2021", "H1 of 2023", "Q1-Q3".
    pub(super) fn lettered_part(&self, i: usize) -> Option<Expression> {
        let unit = if self.word(i) == Word::QuarterLetter { Unit::Quarter } else { Unit::Half };
        let at = if self.is_dash(i + 1) { i + 2 } else { i + 1 };
        let Word::Number(n) = self.word(at) else { return None };
        if self.text.word(at).len() != 1 || !(self.text.is_glued(at) || self.text.is(i, "qtr")) {
            return None;
        }
        let mut part = Part::nth(i32::from(n), unit)?;
        let mut at = at + 1;
        if let Some((end, next)) = self.lettered_end(at, unit) {
            part = Part { skip: part.skip, count: end.skip + end.count - part.skip, grain: Grain::Months };
            at = next;
        }
        let at = if self.is(at, "/") || self.is_dash(at) && self.year_number(at + 1).is_some() { at + 1 } else { at };
        let short = self.is_any(at, &["'", "’"]).then(|| self.two_digit_year(at + 1)).flatten();
        if let Some(y) = short.and_then(|y| date(y, 1, 1)) {
            return Some(Expression::place(i, at + 2, part.of_year_from(y)));
        }
        Some(self.finish_part(i, at, part))
    }

    fn lettered_end(&self, at: usize, unit: Unit) -> Option<(Part, usize)> {
        let at = (self.is_dash(at) || self.is(at, "to")).then_some(at + 1)?;
        let at = if self.word(at) == Word::QuarterLetter { at + 1 } else { at };
        let Word::Number(n) = self.word(at) else { return None };
        (self.text.word(at).len() == 1).then(|| Part::nth(i32::from(n), unit).map(|p| (p, at + 1))).flatten()
    }

    fn two_digit_year(&self, i: usize) -> Option<i32> {
        let Word::Number(n) = self.word(i) else { return None };
        (self.text.word(i).len() == 2).then(|| super::dates::full_year(i32::from(n))).flatten()
    }

    /// "3Q 2021", "1H23", "21st century".
    pub(super) fn glued_part(&self, i: usize) -> Option<Expression> {
        let Word::Number(n) = self.word(i) else { return None };
        if i + 1 >= self.sentence.last || !self.text.is_glued(i + 1) || self.text.kind(i + 1) != Some(TokenKind::Word) || n > 21 {
            return None;
        }
        let unit = match self.word(i + 1) {
            Word::QuarterLetter => Unit::Quarter,
            Word::HalfLetter => Unit::Half,
            _ if self.is_any(i + 1, &["st", "nd", "rd", "th"]) => return self.numbered_part(i, i32::from(n)),
            _ => return None,
        };
        let part = Part::nth(i32::from(n), unit)?;
        if let Some(y) = self.two_digit_year(i + 2).and_then(|y| date(y, 1, 1)) {
            return Some(Expression::place(i, i + 3, part.of_year_from(y)));
        }
        Some(self.finish_part(i, i + 2, part))
    }

    /// "1st quarter", "20th century".
    fn numbered_part(&self, i: usize, number: i32) -> Option<Expression> {
        match self.unit(i + 2)? {
            Unit::Century => Some(Expression::place(i, i + 3, Stretch::century(number))),
            _ => self.ordinal_part(i + 1, number).map(|(part, at)| self.finish_part(i, at, part)),
        }
    }

    /// "2021 third quarter", "2022's first half", "2022 Q1".
    pub(super) fn year_with_part(&self, i: usize) -> Option<Expression> {
        let y = self.year_number(i)?;
        self.part_after(i, i + 1, Stretch::year(y)?)
    }

    /// A part named after its year.
    pub(super) fn part_after(&self, first: usize, at: usize, container: Stretch) -> Option<Expression> {
        let at = if self.is_any(at, &["'s", "’s"]) { at + 1 } else { at };
        let (part, last) = match self.word(at) {
            Word::Ordinal(number) => self.ordinal_part(at, i32::from(number))?,
            Word::QuarterLetter | Word::HalfLetter => {
                let unit = if self.word(at) == Word::QuarterLetter { Unit::Quarter } else { Unit::Half };
                let Word::Number(n) = self.word(at + 1) else { return None };
                (self.text.is_glued(at + 1) && self.text.word(at + 1).len() == 1)
                    .then(|| Part::nth(i32::from(n), unit))
                    .flatten()
                    .map(|p| (p, at + 2))?
            }
            _ => return None,
        };
        Some(self.part_value(Expression::place(first, last, part.of_year_from(container.start)), part))
    }
}

//! Lengths that a date or a year places: "eight months of 2022", "six months to June", "the year ended March 31", "for eight months".
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("over the twelve months to May 2023"), None, &[]);
//! assert_eq!(found[0].period.and_then(|p| p.start).map(|d| d.to_string()), Some("2022-06-01".to_owned()));
//! ```

use jiff::civil::Date;

use super::calendar::{Grain, Stretch, add_days, add_months, date, days_in_month, nowruz};
use super::expression::{Expression, month, year};
use super::scan::Scan;
use super::timex;
use super::words::{Unit, Word};
use crate::mention::TimexType;

impl Scan<'_> {
    /// "eight months of 2022", "six months to June", "the year ended March 31": what follows a length and places it.
    pub(super) fn placed_length(&self, first: usize, at: usize, count: u16, unit: Unit) -> Option<Expression> {
        let months = months_in(count, unit);
        if let Some(container) =
            self.is(at, "of").then(|| self.year_reference(at + 1)).flatten().filter(|_| months.is_some_and(|m| m <= 12))
        {
            let stretch = container.stretch.and_then(|s| self.months_of_year(s, months?));
            let found = Expression::place(first, container.last, stretch).with_kind(TimexType::Duration, timex::duration(count, unit));
            return Some(found);
        }
        if let Some(found) = self.length_from_month(first, at, count, unit) {
            return Some(found);
        }
        let closing = self.is_any(at, &["to", "through", "till", "until"]) || self.is_any(at, &["ended", "ending", "finishing"]);
        let closing = closing || self.is(at, "that") && self.is_any(at + 1, &["ended"]);
        if !closing {
            return None;
        }
        let mut at = at + 1;
        while self.is_any(at, &["on", "in", "at", "ended", "the", "with", "end", "of", "-"]) {
            at += 1;
        }
        let end = self.closing_date(at)?;
        let last_day = end.stretch?.end;
        let stretch = rolling(last_day, count, unit)?;
        let found = Expression { inferred: end.inferred, ..Expression::place(first, end.last, Some(stretch)) };
        let span = self.text.span(first..at.saturating_sub(1).max(first + 1));
        Some(Expression {
            parts: vec![Expression::length(first, at, count, unit).timex(span), end.timex(self.text.span(end.first..end.last))],
            ..found
        })
    }

    /// "six months from January": forward from a month.
    fn length_from_month(&self, first: usize, at: usize, count: u16, unit: Unit) -> Option<Expression> {
        if !self.is_any(at, &["from", "since", "starting", "beginning"]) || unit != Unit::Month {
            return None;
        }
        let begin = self.month_expression(at + 1).filter(|m| m.grain() == Some(Grain::Month))?;
        let stretch = Stretch::part_of(begin.stretch?.start, 0, i32::from(count), Grain::Months).filter(|_| count > 0);
        let found = Expression::place(first, begin.last, stretch).with_kind(TimexType::Duration, timex::duration(count, unit));
        let own = Expression::length(first, at, count, unit).timex(self.text.span(first..at));
        let month = begin.timex(self.text.span(begin.first..begin.last));
        Some(Expression { parts: vec![own, month], inferred: begin.inferred, ..found })
    }

    /// "June 2024", "last September", "Sept. 30", "April 16".
    fn closing_date(&self, at: usize) -> Option<Expression> {
        match self.word(at) {
            Word::Month(_) | Word::ShortMonth(_) => {
                let (m, next) = self.month_name(at)?;
                let found = self.month_expression(at);
                if found.is_some() {
                    return found;
                }
                let y = self.likely_year(at, next, m, 1)?;
                Some(Expression::place(at, next, Stretch::month(y, m)).inferred())
            }
            Word::Lead(_) => self.lead_expression(at).filter(|e| e.grain().is_some_and(|g| g <= Grain::Month)),
            Word::Number(_) | Word::Dotted => self.number_expression(at).filter(|e| e.grain() == Some(Grain::Day)),
            Word::QuarterLetter | Word::HalfLetter => self.lettered_part(at),
            Word::Ordinal(_) => self.part_expression(at),
            _ => None,
        }
    }

    /// The first months of a year: of the Iranian one by its own months.
    fn months_of_year(&self, whole: Stretch, count: i32) -> Option<Stretch> {
        if nowruz(year(whole.start)) == Some(whole.start) {
            return persian_months(whole, count);
        }
        Stretch::part_of(whole.start, 0, count, Grain::Months)
    }

    /// "for eight months": the last such span of months from January that is over.
    pub(super) fn year_to_date(&self, count: u16) -> Option<Stretch> {
        let today = self.today()?;
        let in_year = |y: i32| Stretch::months(y, 1, i32::from(count));
        let this = in_year(year(today))?;
        if this.end <= today { Some(this) } else { in_year(year(today) - 1) }
    }
}

/// Six months of 31 days, five of 30, the rest of the year.
fn persian_months(whole: Stretch, count: i32) -> Option<Stretch> {
    let days = match count {
        0..=6 => count * 31,
        7..=11 => 186 + (count - 6) * 30,
        _ => return Some(whole),
    };
    Some(Stretch::new(whole.start, add_days(whole.start, days - 1)?, Grain::Months))
}

pub(super) fn months_in(count: u16, unit: Unit) -> Option<i32> {
    let factor = match unit {
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Half => 6,
        Unit::Year => 12,
        Unit::Decade => 120,
        _ => return None,
    };
    (count > 0).then(|| i32::from(count) * factor)
}

/// So long a stretch that ends on this day.
pub(super) fn rolling(end: Date, count: u16, unit: Unit) -> Option<Stretch> {
    if let Some(months) = months_in(count, unit) {
        let at_month_end = i32::from(end.day()) == days_in_month(year(end), month(end));
        let start = if at_month_end {
            let first = date(year(end), month(end), 1)?;
            add_months(first, 1 - months)?
        } else {
            add_days(add_months(end, -months)?, 1)?
        };
        let grain = match (unit, months) {
            (Unit::Quarter, 3) => Grain::Quarter,
            (_, 12) => Grain::Fiscal,
            _ => Grain::Months,
        };
        return Some(Stretch::new(start, end, grain));
    }
    let days = match unit {
        Unit::Day => i32::from(count),
        Unit::Week => i32::from(count) * 7,
        Unit::Fortnight => i32::from(count) * 14,
        _ => return None,
    };
    let grain = if days == 7 { Grain::Week } else { Grain::Day };
    (count > 0).then(|| add_days(end, 1 - days)).flatten().map(|start| Stretch::new(start, end, grain))
}

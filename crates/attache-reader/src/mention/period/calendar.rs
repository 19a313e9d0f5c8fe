//! Dates, spans of whole months and the calendars of years: arithmetic that never fails, because a date out of range is `None`.
//!
//! ```
//! use attache_reader::mention::period::calendar::{Grain, Stretch};
//! let quarter = Stretch::quarter(2021, 3);
//! assert_eq!(quarter.map(|q| (q.start.to_string(), q.end.to_string())), Some(("2021-07-01".into(), "2021-09-30".into())));
//! assert_eq!(quarter.map(|q| q.grain), Some(Grain::Quarter));
//! ```

use jiff::civil::Date;

use crate::contract::Period;

/// How long a stretch of time is, coarsely; it also tells how its TIMEX3 value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    /// Several months that are neither a quarter nor a half.
    Months,
    Quarter,
    Season,
    Half,
    Year,
    Fiscal,
    Years,
    Decade,
    Century,
}

/// A place on the calendar, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub start: Date,
    pub end: Date,
    pub grain: Grain,
}

pub fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    if !(1..=9998).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub fn add_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The same day of another month, or that month's last.
pub fn add_months(day: Date, months: i32) -> Option<Date> {
    let count = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let first = date(count.div_euclid(12), count.rem_euclid(12) + 1, 1)?;
    date(count.div_euclid(12), count.rem_euclid(12) + 1, i32::from(day.day().min(first.days_in_month())))
}

/// Monday is 1.
pub fn weekday(day: Date) -> i32 {
    i32::from(day.weekday().to_monday_one_offset())
}

pub fn days_in_month(year: i32, month: i32) -> i32 {
    date(year, month, 1).map_or(0, |d| i32::from(d.days_in_month()))
}

/// 1 Farvardin falls on 20 March in the Gregorian leap years since 1996, else on 21 March.
pub fn nowruz(year: i32) -> Option<Date> {
    date(year, 3, if year >= 1996 && days_in_month(year, 2) == 29 { 20 } else { 21 })
}

impl Stretch {
    pub fn new(start: Date, end: Date, grain: Grain) -> Self {
        Stretch { start, end, grain }
    }

    pub fn day(day: Date) -> Self {
        Stretch::new(day, day, Grain::Day)
    }

    pub fn month(year: i32, month: i32) -> Option<Self> {
        Self::months(year, month, month).map(|s| Stretch { grain: Grain::Month, ..s })
    }

    /// From the first day of one month to the last of another; past December goes into the next year.
    pub fn months(year: i32, first: i32, last: i32) -> Option<Self> {
        let january = date(year, 1, 1)?;
        let start = add_months(january, first - 1)?;
        let end = add_days(add_months(january, last)?, -1)?;
        (start <= end).then(|| Stretch::new(start, end, Grain::Months))
    }

    pub fn quarter(year: i32, quarter: i32) -> Option<Self> {
        (1..=4).contains(&quarter).then(|| Self::part_of(date(year, 1, 1)?, quarter * 3 - 3, 3, Grain::Quarter)).flatten()
    }

    pub fn half(year: i32, half: i32) -> Option<Self> {
        (1..=2).contains(&half).then(|| Self::part_of(date(year, 1, 1)?, half * 6 - 6, 6, Grain::Half)).flatten()
    }

    pub fn year(year: i32) -> Option<Self> {
        Some(Stretch::new(date(year, 1, 1)?, date(year, 12, 31)?, Grain::Year))
    }

    pub fn years(first: i32, last: i32) -> Option<Self> {
        let (start, end) = (date(first, 1, 1)?, date(last, 12, 31)?);
        (start <= end).then(|| Stretch::new(start, end, Grain::Years))
    }

    pub fn decade(year: i32) -> Option<Self> {
        let first = year.div_euclid(10) * 10;
        Self::years(first, first + 9).map(|s| Stretch { grain: Grain::Decade, ..s })
    }

    pub fn century(number: i32) -> Option<Self> {
        Self::years(number * 100 - 100, number * 100 - 1).map(|s| Stretch { grain: Grain::Century, ..s })
    }

    /// Monday to Sunday of the week that holds the day.
    pub fn week(day: Date) -> Option<Self> {
        let monday = add_days(day, 1 - weekday(day))?;
        Some(Stretch::new(monday, add_days(monday, 6)?, Grain::Week))
    }

    /// Saturday and Sunday of the week that holds the day.
    pub fn weekend(day: Date) -> Option<Self> {
        let week = Self::week(day)?;
        Some(Stretch::new(add_days(week.start, 5)?, week.end, Grain::Weekend))
    }

    /// Three months: spring of the north begins in March. 1 is spring, 4 winter (which runs into the next year).
    pub fn season(year: i32, season: i32, southern: bool) -> Option<Self> {
        let shift = if southern { 6 } else { 0 };
        let first = (season * 3 - 1 + shift) % 12 + 1;
        Self::months(year, first, first + 2).map(|s| Stretch { grain: Grain::Season, ..s })
    }

    /// `count` months after the first `skip` months of a year that begins on any day.
    pub fn part_of(year_start: Date, skip: i32, count: i32, grain: Grain) -> Option<Self> {
        let start = add_months(year_start, skip)?;
        let end = add_days(add_months(year_start, skip + count)?, -1)?;
        (start <= end).then(|| Stretch::new(start, end, grain))
    }

    /// The same stretch so many months later; the ends of months stay ends of months.
    pub fn shifted_months(self, months: i32) -> Option<Self> {
        let at_month_end = i32::from(self.end.day()) == days_in_month(i32::from(self.end.year()), i32::from(self.end.month()));
        let mut end = add_months(self.end, months)?;
        if at_month_end && self.grain != Grain::Day {
            end = date(i32::from(end.year()), i32::from(end.month()), i32::from(end.days_in_month()))?;
        }
        Some(Stretch::new(add_months(self.start, months)?, end, self.grain))
    }

    pub fn shifted_days(self, days: i32) -> Option<Self> {
        Some(Stretch::new(add_days(self.start, days)?, add_days(self.end, days)?, self.grain))
    }

    /// The stretch of the same grain so many steps later ("the week before").
    pub fn stepped(self, steps: i32) -> Option<Self> {
        match self.grain {
            Grain::Day => self.shifted_days(steps),
            Grain::Week | Grain::Weekend => self.shifted_days(steps * 7),
            Grain::Month => self.shifted_months(steps),
            Grain::Quarter => self.shifted_months(steps * 3),
            Grain::Half => self.shifted_months(steps * 6),
            Grain::Decade => self.shifted_months(steps * 120),
            Grain::Century => self.shifted_months(steps * 1200),
            Grain::Years => self.shifted_months(steps * 12 * (i32::from(self.end.year()) - i32::from(self.start.year()) + 1)),
            Grain::Months | Grain::Season | Grain::Year | Grain::Fiscal => self.shifted_months(steps * 12),
        }
    }

    pub fn period(self) -> Period {
        Period::new(self.start, self.end)
    }

    /// From this start to that end.
    pub fn to(self, other: Stretch) -> Option<Self> {
        let grain = if self.grain == other.grain && self.grain == Grain::Year {
            Grain::Years
        } else if self.grain.max(other.grain) <= Grain::Week {
            Grain::Day
        } else {
            Grain::Months
        };
        (self.start <= other.end).then(|| Stretch::new(self.start, other.end, grain))
    }
}

//! Dates and years written out: days of months, numeric dates, bare years, spans of years, and ranges between any two of them.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("from 14 May to June 3, 2021"), None, &[]);
//! assert_eq!(found[0].period.and_then(|p| p.start).map(|d| d.to_string()), Some("2021-05-14".to_owned()));
//! ```

use jiff::civil::Date;

use super::calendar::{Grain, Stretch, add_days, add_months, date, weekday};
use super::expression::{Expression, month, year};
use super::hints::{self, Hint};
use super::scan::Scan;
use super::words::{Cue, Word};

/// "Expected on Monday, May 14" may be told two weeks late.
const JUST_PAST: i32 = 20;
/// A day so near to publication needs no year.
const NEAR_DAYS: i32 = 150;
/// A month this near in the future is meant when no verb tells.
const SOON: i32 = 3;

impl Scan<'_> {
    pub(super) fn number_expression(&self, i: usize) -> Option<Expression> {
        if let Some(found) = self.date_or_year(i) {
            return Some(self.ranged(found));
        }
        self.year_in_words(i).or_else(|| self.count_expression(i)).or_else(|| self.clock(i))
    }

    pub(super) fn month_expression(&self, i: usize) -> Option<Expression> {
        self.month_date(i).map(|found| self.ranged(found))
    }

    fn date_or_year(&self, i: usize) -> Option<Expression> {
        if self.word(i) == Word::Dotted {
            return self.dotted_date(i);
        }
        self.numeric_date(i)
            .or_else(|| self.day_month(i))
            .or_else(|| self.glued_part(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.fiscal_by_year(i))
            .or_else(|| self.year_with_part(i))
            .or_else(|| self.bare_year(i))
    }

    /// An expression that stands by itself on the calendar, for the second half of a range.
    pub(super) fn absolute(&self, i: usize) -> Option<Expression> {
        match self.word(i) {
            Word::Number(_) | Word::Dotted => self.date_or_year(i),
            Word::Month(_) | Word::ShortMonth(_) => self.month_date(i),
            Word::QuarterLetter | Word::HalfLetter => self.lettered_part(i),
            _ => None,
        }
    }

    /// "14.05.2021" by day, month, year.
    fn dotted_date(&self, i: usize) -> Option<Expression> {
        let mut parts = self.text.word(i).split('.').map(|p| p.parse::<i32>().ok());
        if self.text.word(i).rsplit('.').next().is_none_or(|last| last.len() < 2) {
            return None;
        }
        let (a, b, c) = (parts.next()??, parts.next()??, parts.next()??);
        let day = if a > 1000 {
            date(a, b, c)?
        } else {
            let y = full_year(c)?;
            date(y, b, a).or_else(|| date(y, a, b))?
        };
        Some(Expression::place(i, i + 1, Some(Stretch::day(day))))
    }

    /// "2021-05-14", "14/05/2021", "05/14/2021".
    fn numeric_date(&self, i: usize) -> Option<Expression> {
        let glued = |k: usize| k < self.sentence.last && self.text.is_glued(k);
        if !(glued(i + 1) && glued(i + 2) && glued(i + 3) && glued(i + 4)) {
            return None;
        }
        let sign = self.text.word(i + 1);
        let (Word::Number(a), Word::Number(b), Word::Number(c)) = (self.word(i), self.word(i + 2), self.word(i + 4)) else { return None };
        if sign != self.text.word(i + 3) || !(sign == "/" || self.is_dash(i + 1)) {
            return None;
        }
        let (a, b, c) = (i32::from(a), i32::from(b), i32::from(c));
        let day = if a > 1000 {
            date(a, b, c)?
        } else if c > 1000 || sign == "/" {
            let y = full_year(c)?;
            let (day_first, month_first) = (date(y, b, a), date(y, a, b));
            if self.writes_month_first() { month_first.or(day_first)? } else { day_first.or(month_first)? }
        } else {
            return None;
        };
        Some(Expression::place(i, i + 5, Some(Stretch::day(day))))
    }

    /// Texts about the United States write the month first.
    fn writes_month_first(&self) -> bool {
        self.parties.iter().take(20).any(|m| m.parties.iter().any(|p| *p == "US"))
    }

    /// "14", "14th", "the 14th": a day of a month.
    pub(super) fn day_number(&self, i: usize) -> Option<(i32, usize)> {
        let Word::Number(n) = self.word(i) else { return None };
        if !(1..=31).contains(&n) || self.text.word(i).len() > 2 {
            return None;
        }
        let ordinal = i + 1 < self.sentence.last && self.text.is_glued(i + 1) && self.is_any(i + 1, &["st", "nd", "rd", "th"]);
        Some((i32::from(n), if ordinal { i + 2 } else { i + 1 }))
    }

    /// A month's name; an abbreviation takes its stop.
    pub(super) fn month_name(&self, i: usize) -> Option<(i32, usize)> {
        match self.word(i) {
            Word::Month(m) => Some((i32::from(m), i + 1)),
            Word::ShortMonth(m) => {
                let stop = self.is(i + 1, ".") && self.text.is_glued(i + 1);
                Some((i32::from(m), if stop { i + 2 } else { i + 1 }))
            }
            _ => None,
        }
    }

    /// "14 May 2021", "14th of May", "14-16 May", "18th and 19th of May 2011".
    fn day_month(&self, i: usize) -> Option<Expression> {
        let (first, mut at) = self.day_number(i)?;
        let mut last = first;
        let joined = self.is_dash(at) || self.is_any(at, &["and", "to", "/", "or"]);
        if let Some((second, next)) = joined.then(|| self.day_number(at + 1)).flatten() {
            last = second;
            at = next;
        }
        if self.is_dash(at) && self.text.is_glued(at) {
            at += 1;
        }
        if self.is(at, "of") {
            at += 1;
        }
        if let Some(found) = self.instant(i, at, first) {
            return Some(found);
        }
        let (m, at) = self.month_name(at)?;
        let (y, at, explicit) = self.year_of_day(i, at, (m, first))?;
        self.days(i, at, (y, m), (first, last), explicit)
    }

    /// "the 18th instant": of this month; "ultimo": of the last.
    fn instant(&self, first: usize, at: usize, day: i32) -> Option<Expression> {
        let back = match () {
            () if self.is_any(at, &["instant", "inst"]) => 0,
            () if self.is_any(at, &["ultimo", "ult"]) => 1,
            () => return None,
        };
        let of = add_months(self.today()?, -back)?;
        let stretch = date(year(of), month(of), day).map(Stretch::day);
        Some(Expression::place(first, at + 1, stretch).inferred())
    }

    fn days(&self, first: usize, last: usize, (y, m): (Option<i32>, i32), (from, to): (i32, i32), explicit: bool) -> Option<Expression> {
        let Some(y) = y else {
            return Some(Expression::unplaced(first, last, format!("XXXX-{m:02}-{from:02}")));
        };
        let (start, end) = (date(y, m, from)?, date(y, m, to)?);
        if end < start {
            return None;
        }
        let found = Expression::place(first, last, Some(Stretch::new(start, end, Grain::Day)));
        Some(if explicit { found } else { found.inferred() })
    }

    /// A day without a year is the nearest one, unless the clause looks ahead or the sentence tells an older year.
    fn year_of_day(&self, first: usize, at: usize, (m, day): (i32, i32)) -> Option<(Option<i32>, usize, bool)> {
        if let Some((y, next)) = self.year_suffix(at) {
            return Some((Some(y), next, true));
        }
        let likely = self.likely_year(first, at, m, 1);
        let Some(today) = self.today() else { return Some((likely, at, false)) };
        if self.anchor_here(|a| a.explicit && a.stretch.grain <= Grain::Year && year(a.stretch.start) < year(today) - 1).is_some() {
            return Some((likely, at, false));
        }
        let since = (1..=5).any(|n| self.is_before(first, n, &["since"]));
        let ahead = hints::looks_ahead(self, first, at);
        let away = |y: i32| date(y, m, day).map_or(i32::MAX, |d| (d - today).get_days());
        let fits =
            |y: &i32| !(since && away(*y) > 0 || ahead && away(*y) < -JUST_PAST) && away(*y).abs() <= if ahead { 366 } else { NEAR_DAYS };
        let nearest = (year(today) - 1..=year(today) + 1).filter(fits).min_by_key(|y| away(*y).abs());
        Some((nearest.or(likely), at, false))
    }

    /// The year of a month named without one: the latest past one, or the next when the clause looks ahead.
    pub(super) fn likely_year(&self, first: usize, last: usize, m: i32, months: i32) -> Option<i32> {
        let Some(today) = self.today() else {
            return self.anchor(|a| a.stretch.grain >= Grain::Day).map(|a| year(a.stretch.start));
        };
        let hint = hints::hint(self, first, last);
        if let Some(told) = self.told_year().filter(|_| hint != Some(Hint::Ahead)) {
            return Some(told);
        }
        let (now, ends) = (month(today), m + months - 1);
        let past = if m > now || (months > 1 && ends >= now) { year(today) - 1 } else { year(today) };
        let next = if ends < now { year(today) + 1 } else { year(today) };
        let soon = (m - now).rem_euclid(12) <= SOON && (m != now);
        Some(match hint {
            Some(Hint::Ahead) => next,
            None if soon && months == 1 => next,
            _ => past,
        })
    }

    /// "May 14, 2021", "May 14-16", "May 2021", "May".
    fn month_date(&self, i: usize) -> Option<Expression> {
        let (m, at) = self.month_name(i)?;
        if let Some((day, next)) = self.day_number(at).filter(|(_, next)| !self.counts_something(i, at, *next)) {
            let (last, next) = self.last_day(next).unwrap_or((day, next));
            let (y, next, explicit) = self.year_of_day(i, next, (m, day))?;
            return self.days(i, next, (y, m), (day, last), explicit).map(|e| self.with_weekday_after(e));
        }
        if let Some((y, next)) = self.year_suffix(at) {
            return Some(Expression::place(i, next, Stretch::month(y, m)));
        }
        if !self.is_month_alone(i, at) {
            return None;
        }
        match self.likely_year(i, at, m, 1) {
            Some(y) => Some(Expression::place(i, at, Stretch::month(y, m)).inferred()),
            None => Some(Expression::unplaced(i, at, format!("XXXX-{m:02}"))),
        }
    }

    /// "-16", "and 15", "to 16" after a day.
    fn last_day(&self, at: usize) -> Option<(i32, usize)> {
        let joined = self.is_dash(at) || self.is_any(at, &["and", "to", "/"]);
        let (day, next) = joined.then(|| self.day_number(at + 1)).flatten()?;
        let counted =
            matches!(self.word(next), Word::Unit(_) | Word::Month(_) | Word::ShortMonth(_)) || self.counts_something(at, at + 1, next);
        (!counted).then_some((day, next))
    }

    fn with_weekday_after(&self, found: Expression) -> Expression {
        let bracketed = self.is(found.last, "(") && self.is(found.last + 2, ")");
        match self.word(found.last + 1) {
            Word::Weekday(_) | Word::ShortWeekday(_) if bracketed => Expression { last: found.last + 3, ..found },
            _ => found,
        }
    }

    /// "In May 14 companies": a number after "in May" that counts a noun is no day.
    fn counts_something(&self, first: usize, number: usize, next: usize) -> bool {
        if self.is_any(next, &["percent", "per", "%", "million", "billion", "mln", "bln", "bn", "thousand", "tonnes", "tons", "pct"]) {
            return true;
        }
        let noun = self.text.word(next);
        next == number + 1
            && self.is_before(first, 1, &["in"])
            && noun.len() > 3
            && noun.ends_with('s')
            && noun.starts_with(|c: char| c.is_ascii_lowercase())
    }

    /// Is the month's name alone a month here? "May", "March", "August" and abbreviations are more than months.
    fn is_month_alone(&self, i: usize, at: usize) -> bool {
        let named = self.text.is_capitalized(at)
            && at < self.sentence.last
            && self.word(at) == Word::Plain
            && !self.text.tokens.get(at).is_some_and(|t| t.line);
        let led = self.before(i, 1).is_some_and(|k| {
            matches!(self.words[k], Word::Lead(_) | Word::Edge(_) | Word::Weekday(_))
                || self.is_cue(k, Cue::MonthLead)
                || self.is_dash(k)
                || self.text.word(k) == "/"
        });
        let strong = ["in", "since", "by", "until", "till", "from", "during", "before", "after", "early", "late", "mid", "end", "of"];
        let led = led && (!named || self.is_before(i, 1, &strong));
        let ranged = self.is_dash(at) || self.is_any(at, &["to", "through", "/"]);
        match self.text.word(i) {
            _ if matches!(self.word(i), Word::ShortMonth(_)) => {
                led && (ranged || at > i + 1) || self.is_before(i, 1, &["in", "since", "by"])
            }
            "May" | "MAY" | "March" | "MARCH" => led && !named || (ranged && matches!(self.word(at + 1), Word::Month(_))),
            "April" | "June" | "August" => led || !named,
            _ => !named || led,
        }
    }

    /// "Tuesday", "Friday, May 14", "Tuesday night".
    pub(super) fn weekday_expression(&self, i: usize) -> Option<Expression> {
        let (wanted, at) = match self.word(i) {
            Word::Weekday(d) => (i32::from(d), i + 1),
            Word::ShortWeekday(d) if self.is(i + 1, ".") || self.is(i + 1, ",") => (i32::from(d), i + 2),
            Word::Weekdays(d) => return Some(Expression::set(i, i + 1, format!("XXXX-WXX-{d}"))),
            _ => return None,
        };
        let dated = if self.is(at, ",") { at + 1 } else { at };
        if let Some(found) = self.absolute(dated).filter(|e| e.grain() == Some(Grain::Day)) {
            return Some(self.ranged(found).with_first(i));
        }
        if at > i + 1 && !self.is(at - 1, ".") {
            return None;
        }
        Some(self.with_day_part(self.nearest_weekday(i, at, wanted)))
    }

    fn nearest_weekday(&self, i: usize, at: usize, wanted: i32) -> Expression {
        let Some(today) = self.today() else {
            return Expression::unplaced(i, at, format!("XXXX-WXX-{wanted}"));
        };
        let ahead = hints::looks_ahead(self, i, at);
        let back = (weekday(today) - wanted).rem_euclid(7);
        let offset = if ahead { (wanted - weekday(today)).rem_euclid(7) } else { -back };
        Expression::place(i, at, add_days(today, offset).map(Stretch::day)).inferred()
    }
}

/// "21" is 2021, "87" is 1987.
pub(super) fn full_year(y: i32) -> Option<i32> {
    match y {
        0..=49 => Some(2000 + y),
        50..=99 => Some(1900 + y),
        1600..=2150 => Some(y),
        _ => None,
    }
}

/// The day before a date, for "before March".
pub(super) fn day_before(day: Date) -> Option<Date> {
    add_days(day, -1)
}

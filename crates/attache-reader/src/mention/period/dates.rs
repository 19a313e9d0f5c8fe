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
use super::timex;
use super::words::{Cue, DayPart, Unit, Word};
use crate::mention::TimexType;

/// Years that a bare number may stand for.
const YEARS: std::ops::RangeInclusive<u16> = 1600..=2150;
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

    /// "nineteen ninety-six", "two thousand": years as they are spoken.
    fn year_in_words(&self, i: usize) -> Option<Expression> {
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
    fn absolute(&self, i: usize) -> Option<Expression> {
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
        let ahead = hints::looks_ahead(self, first, at);
        let here = self.anchor_here(|a| a.explicit && a.stretch.grain <= Grain::Year && year(a.stretch.start) < year(today) - 1).is_some();
        if ahead || here {
            let past = date(year(today), m, day).is_some_and(|d| d < today) && likely == Some(year(today)) && !here;
            return Some((likely.map(|y| if past { y + 1 } else { y }).filter(|_| true), at, false));
        }
        let distance = |y: i32| date(y, m, day).map_or(i32::MAX, |d| (d - today).get_days().abs());
        let nearest = (year(today) - 1..=year(today) + 1).min_by_key(|y| distance(*y)).filter(|y| distance(*y) <= NEAR_DAYS);
        Some((nearest.or(likely), at, false))
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

    /// Four digits of a likely year, not part of a longer number.
    pub(super) fn year_number(&self, i: usize) -> Option<i32> {
        let Word::Number(n) = self.word(i) else { return None };
        let glued_letter = self.text.is_glued(i + 1)
            && matches!(self.text.kind(i + 1), Some(crate::text::TokenKind::Word))
            && !self.is_any(i + 1, &["'s", "’s"]);
        (YEARS.contains(&n) && self.text.word(i).len() == 4 && !glued_letter && !self.is(i + 1, "%")).then_some(i32::from(n))
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
                led && at > i + 1 || (led && ranged) || self.is_before(i, 1, &["in", "since", "by"])
            }
            "May" | "MAY" | "March" | "MARCH" => led && !named || (ranged && matches!(self.word(at + 1), Word::Month(_))),
            "April" | "June" | "August" => led || !named,
            _ => !named || led,
        }
    }

    /// Is the year's number a year, not an amount or a name?
    fn bare_year(&self, i: usize) -> Option<Expression> {
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
    fn decade(&self, i: usize) -> Option<Expression> {
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

    /// Joins two dates or years into one period: "from 1995 to 2021", "between July and September", "January-August 2022".
    fn ranged(&self, first: Expression) -> Expression {
        if !first.parts.is_empty() {
            return first;
        }
        let at = first.last;
        let opened = self.is_before(first.first, 1, &["from", "between"]);
        let fine = first.grain().is_none_or(|g| g < Grain::Year);
        let joined = (self.is(at, "and") && self.is_before(first.first, 1, &["between"]))
            || (self.is_any(at, &["to", "until", "till", "through", "thru"]) && (opened || fine))
            || self.is_dash(at) && fine
            || (self.is(at, "/") && fine);
        let second = if joined { self.absolute(at + 1) } else { None };
        second.and_then(|second| self.join(&first, &second)).unwrap_or(first)
    }

    fn join(&self, first: &Expression, second: &Expression) -> Option<Expression> {
        let (mut start, mut end) = (first.stretch?, second.stretch?);
        match (first.inferred, second.inferred) {
            (true, false) => {
                start = start.shifted_months((year(end.end) - year(start.start)) * 12)?;
                if start.start > end.end {
                    start = start.shifted_months(-12)?;
                }
            }
            (_, true) => {
                end = end.shifted_months((year(start.start) - year(end.start)) * 12)?;
                if end.start < start.start {
                    end = end.shifted_months(12)?;
                }
                if first.inferred && self.today().is_some_and(|t| end.end > t) && !hints::looks_ahead(self, first.first, second.last) {
                    (start, end) = (start.shifted_months(-12)?, end.shifted_months(-12)?);
                }
            }
            (false, false) => {}
        }
        let mut range = Expression::place(first.first, second.last, start.to(end));
        let part = |e: &Expression, s: Stretch| Expression { value: timex::value(s), ..e.clone() }.timex(self.text.span(e.first..e.last));
        range.parts = vec![part(first, start), part(second, end)];
        Some(if first.inferred && second.inferred { range.inferred() } else { range })
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

    /// "night" after a day makes it a time.
    pub(super) fn with_day_part(&self, found: Expression) -> Expression {
        match self.word(found.last) {
            Word::DayPart(part) => {
                let value = format!("{}{}", found.value, timex::day_part(part));
                Expression { last: found.last + 1, ..found }.with_kind(TimexType::Time, value)
            }
            _ => found,
        }
    }

    /// "10:35 a.m.", "5 p.m.", "16:00 UTC", with the day before or after it.
    fn clock(&self, i: usize) -> Option<Expression> {
        let Word::Number(hour) = self.word(i) else { return None };
        let minutes = match self.word(i + 2) {
            Word::Number(n) if self.is(i + 1, ":") && self.text.is_glued(i + 2) && n < 60 => Some(n),
            _ => None,
        };
        let at = if minutes.is_some() { i + 3 } else { i + 1 };
        let noon = self.is_any(at, &["p.m.", "pm", "p.m"]);
        let half = noon || self.is_any(at, &["a.m.", "am", "a.m"]);
        if hour > 24 || !(half || minutes.is_some() && self.is_any(at, &["GMT", "UTC", "EST", "EDT", "hours", "local"])) {
            return None;
        }
        let hour = if noon && hour < 12 { hour + 12 } else { hour };
        let clock = format!("T{hour:02}:{:02}", minutes.unwrap_or(0));
        let mut last = at + 1;
        while self.is_any(last, &["GMT", "UTC", "EST", "EDT", "local", "time", "(", "0000"]) && last < at + 3 && !self.is(last, "(") {
            last += 1;
        }
        let day = self.day_after_clock(last);
        let told = self.anchor_here(|a| a.stretch.grain == Grain::Day).map(|a| a.stretch);
        let stretch = day.as_ref().map_or_else(|| told.or_else(|| self.today().map(Stretch::day)), |d| d.stretch);
        let value = format!("{}{clock}", stretch.map_or("XXXX-XX-XX".to_owned(), timex::value));
        let last = day.map_or(last, |d| d.last);
        Some(Expression::place(i, last, stretch).with_kind(TimexType::Time, value).inferred())
    }

    fn day_after_clock(&self, at: usize) -> Option<Expression> {
        let at = if self.is_any(at, &["on", ","]) { at + 1 } else { at };
        let day = match self.word(at) {
            Word::Weekday(_) => self.weekday_expression(at),
            Word::Day(_) => self.day_expression(at),
            Word::Month(_) | Word::ShortMonth(_) | Word::Number(_) => self.absolute(at),
            _ => None,
        };
        day.filter(|d| d.grain() == Some(Grain::Day))
    }

    /// "yesterday", "today", "tomorrow night", "overnight".
    pub(super) fn day_expression(&self, i: usize) -> Option<Expression> {
        let place = |offset: i32| self.today().and_then(|t| add_days(t, offset)).map(Stretch::day);
        match self.word(i) {
            Word::Day(offset) => {
                let found = place(i32::from(offset));
                let value = found.map_or_else(|| if offset == 0 { "PRESENT_REF" } else { "XXXX-XX-XX" }.to_owned(), timex::value);
                Some(self.with_day_part(Expression::place(i, i + 1, found).with_value(value).inferred()))
            }
            Word::DayPart(DayPart::Midday) | Word::DayPart(DayPart::Night) if self.is_any(i, &["noon", "midnight"]) => {
                let day = self.day_after_clock(i + 1)?;
                let clock = if self.is(i, "noon") { "T12:00" } else { "T24:00" };
                let value = format!("{}{clock}", day.value);
                Some(day.with_first(i).with_kind(TimexType::Time, value))
            }
            Word::Tonight => {
                let value = format!("{}TNI", place(0).map_or_else(|| "XXXX-XX-XX".to_owned(), timex::value));
                Some(Expression::place(i, i + 1, place(0)).with_kind(TimexType::Time, value).inferred())
            }
            _ => None,
        }
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

//! Times of day and days told from today: "10:35 a.m. on Friday", "noon Saturday", "yesterday", "tonight".
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("He left at 10:35 a.m. yesterday."), "2021-05-20".parse().ok(), &[]);
//! assert_eq!(found[0].timexes[0].value, "2021-05-19T10:35");
//! ```

use super::calendar::{Grain, Stretch, add_days};
use super::expression::Expression;
use super::scan::Scan;
use super::timex;
use super::words::{DayPart, Word};
use crate::mention::TimexType;

impl Scan<'_> {
    /// "10:35 a.m.", "5 p.m.", "16:00 UTC", with the day before or after it.
    pub(super) fn clock(&self, i: usize) -> Option<Expression> {
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

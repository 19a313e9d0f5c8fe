//! What "last", "this", "next", "that" and the like place: units, months, weekdays, parts of days.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("last Friday"), "2021-05-20".parse().ok(), &[]);
//! assert_eq!(found[0].timexes[0].value, "2021-05-14");
//! ```

use super::calendar::{Grain, Stretch, add_days, weekday};
use super::expression::{Expression, month, year};
use super::relative::{steps_of, stretch_around};
use super::scan::Scan;
use super::timex;
use super::words::{Lead, Unit, Word};
use crate::mention::TimexType;

impl Scan<'_> {
    /// A lead and a unit: the unit's own stretch, so many steps away.
    pub(super) fn led_unit(&self, i: usize, lead: Lead) -> Option<Expression> {
        let mut at = self.skip_adverb(i + 1);
        let adjective = self.text.is_capitalized(at) && self.word(at) == Word::Plain;
        if adjective {
            at += 1;
        }
        if let Word::Fiscal(kind) = self.word(at) {
            if self.unit(at + 1) != Some(Unit::Year) {
                return None;
            }
            return Some(Expression::place(i, at + 2, self.fiscal_step(at + 1, Some(kind), steps_of(lead)?)).inferred());
        }
        let unit = self.unit(at).filter(|_| !adjective)?;
        if self.text.word(at).ends_with('s') {
            return self.led_plural(i, at, lead, unit);
        }
        if self.is_dash(at + 1) && self.text.is_glued(at + 1) {
            return None;
        }
        let stretch = match lead {
            Lead::That => {
                self.anchor(|a| a.explicit).or_else(|| self.anchor(|_| true)).map(|a| a.stretch).and_then(|s| stretch_around(s.start, unit))
            }
            Lead::Following => self.steps_from_anchor(unit, 1),
            Lead::Previous => self.steps_from_anchor(unit, -1),
            Lead::Past if unit == Unit::Decade => return Some(self.past_length(i, at + 1, 1, unit)),
            Lead::Last | Lead::Past | Lead::Latest if unit == Unit::Decade => return Some(self.past_length(i, at + 1, 1, unit)),
            Lead::Latest | Lead::Last if unit == Unit::Quarter => self.running(at, unit),
            Lead::Latest => self.running(at, unit),
            _ => self.stepped_today(unit, steps_of(lead)?),
        };
        let stray_day = unit == Unit::Day && !matches!(lead, Lead::Next | Lead::Previous | Lead::Following | Lead::That);
        if stray_day || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Half) || (unit == Unit::Day && stretch.is_none()) {
            return None;
        }
        Some(Expression::place(i, at + 1, stretch).inferred())
    }

    /// "recent years", "coming months", "past years".
    fn led_plural(&self, i: usize, at: usize, lead: Lead, unit: Unit) -> Option<Expression> {
        match lead {
            Lead::Recent if unit == Unit::Year => Some(Expression::vague(i, at + 1, "PAST_REF")),
            Lead::Recent | Lead::Past | Lead::Previous | Lead::Last => {
                Some(Expression::vague(i, at + 1, timex::duration(0, unit)).with_kind(TimexType::Duration, timex::duration(0, unit)))
            }
            Lead::Coming | Lead::Next | Lead::Following => Some(Expression::vague(i, at + 1, "FUTURE_REF")),
            _ => None,
        }
    }

    /// "last October": the latest one; "next May"; "this September".
    pub(super) fn led_month(&self, i: usize, at: usize, lead: Lead) -> Option<Expression> {
        let (m, next) = self.month_name(at)?;
        if self.year_suffix(next).is_some() || self.day_number(next).is_some() && lead != Lead::Last {
            return self.month_expression(at);
        }
        let today = self.today()?;
        let y = match lead {
            Lead::Last | Lead::Past if m < month(today) => year(today),
            Lead::Last | Lead::Past | Lead::Previous => year(today) - 1,
            Lead::Next | Lead::Coming if m > month(today) => year(today),
            Lead::Next | Lead::Coming => year(today) + 1,
            Lead::This | Lead::Current => year(today),
            Lead::That => year(self.anchor(|a| a.explicit && a.stretch.grain <= Grain::Year)?.stretch.start),
            Lead::Following | Lead::Latest => return self.month_expression(at),
            _ => return None,
        };
        if let Some((day, next)) = self.day_number(next) {
            return Some(Expression::place(i, next, super::calendar::date(y, m, day).map(Stretch::day)).inferred());
        }
        Some(Expression::place(i, next, Stretch::month(y, m)).inferred())
    }

    pub(super) fn led_weekday(&self, i: usize, at: usize, lead: Lead) -> Option<Expression> {
        let (Word::Weekday(d) | Word::ShortWeekday(d)) = self.word(at) else { return None };
        let wanted = i32::from(d);
        let Some(today) = self.today() else {
            return Some(Expression::unplaced(i, at + 1, format!("XXXX-WXX-{wanted}")));
        };
        let offset = match lead {
            Lead::Last | Lead::Past => -((weekday(today) - wanted - 1).rem_euclid(7) + 1),
            Lead::Next | Lead::Coming => (wanted - weekday(today) - 1).rem_euclid(7) + 1,
            Lead::This => wanted - weekday(today),
            _ => return self.weekday_expression(at),
        };
        Some(self.with_day_part(Expression::place(i, at + 1, add_days(today, offset).map(Stretch::day)).inferred()))
    }

    pub(super) fn led_weekend(&self, i: usize, at: usize, lead: Lead) -> Expression {
        let steps = match lead {
            Lead::Last | Lead::Past | Lead::Previous => -1,
            Lead::Next | Lead::Coming | Lead::Following => 1,
            _ => 0,
        };
        let stretch = self.today().and_then(|t| Stretch::weekend(add_days(t, steps * 7)?));
        Expression::place(i, at + 1, stretch).inferred()
    }

    /// "this morning", "last night", "that evening".
    pub(super) fn led_day_part(&self, i: usize, at: usize, lead: Lead, part: &str) -> Option<Expression> {
        let day = match lead {
            Lead::This => self.today(),
            Lead::Last => self.today().and_then(|t| add_days(t, -1)),
            Lead::Same | Lead::That => self.anchor(|a| a.stretch.grain == Grain::Day).map(|a| a.stretch.start).or(self.today()),
            _ => return None,
        };
        let value = format!("{}{part}", day.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string()));
        Some(Expression::place(i, at + 1, day.map(Stretch::day)).with_kind(TimexType::Time, value).inferred())
    }

    /// The stretch of this unit around today, so many steps on.
    pub(super) fn stepped_today(&self, unit: Unit, steps: i32) -> Option<Stretch> {
        stretch_around(self.today()?, unit)?.stepped(steps)
    }

    pub(super) fn skip_adverb(&self, i: usize) -> usize {
        if self.is_any(i, &["calendar", "reporting", "full", "few", "couple"]) && self.unit(i + 1).is_some() && !self.is(i, "few") {
            i + 1
        } else {
            i
        }
    }
}

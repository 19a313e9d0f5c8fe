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
use super::parts::months_in;
use super::scan::{Anchor, Scan};
use super::words::{Cue, Lead, Unit, Word};
use super::{hints, timex};
use crate::mention::{PeriodRole, Shift, TimexType};

impl Scan<'_> {
    pub(super) fn lead_expression(&self, i: usize) -> Option<Expression> {
        let Word::Lead(lead) = self.word(i) else { return None };
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

    /// Is this a number and a unit of time?
    fn counts_time(&self, i: usize) -> bool {
        self.count(i).is_some_and(|(_, at)| self.unit(at).is_some() || self.is_dash(at))
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

    /// "the week of March 6".
    fn week_of(&self, i: usize, unit: Unit) -> Option<Expression> {
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

    /// The stretch of this unit that the text last spoke of, or that of today; a quarter is the last one over.
    fn running(&self, i: usize, unit: Unit) -> Option<Stretch> {
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

    /// "the year before", "the day after": told from what was named last.
    fn stepped_unit(&self, i: usize, unit: Unit) -> Option<Expression> {
        let steps = match () {
            () if self.is_any(i + 1, &["before", "earlier", "previously"]) => -1,
            () if self.is_any(i + 1, &["after", "later"]) => 1,
            () => return None,
        };
        let open = self.text.word(i + 2).starts_with(char::is_alphabetic) && i + 2 < self.sentence.last;
        let joined =
            self.is_any(i + 2, &["in", "at", "on", "from", "to", "and", "but", "he", "she", "it", "they", "had", "was", "were", "when"]);
        if self.text.word(i).ends_with('s') || open && !joined && !self.is_any(i + 1, &["earlier", "later", "previously"]) {
            return None;
        }
        let shift = shift_of(1, unit).map(|s| if steps > 0 { s.negated() } else { s })?;
        Some(self.shifted_from_anchor(i, i + 2, unit, shift))
    }

    /// A clause or noun phrase follows ("the day after the vote").
    fn takes_clause(&self, i: usize) -> bool {
        matches!(self.word(i), Word::Lead(_)) || self.text.is_capitalized(i)
    }

    /// "a year earlier" and the like: the nearest period of the sentence, moved.
    fn shifted_from_anchor(&self, first: usize, last: usize, unit: Unit, shift: Shift) -> Expression {
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
    fn year_value(&self, found: Expression) -> Expression {
        match found.stretch {
            Some(s) if matches!(s.grain, Grain::Months) => found.with_value(year(s.end).to_string()),
            _ => found,
        }
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

    /// "same period last year", "same month of 2021", "corresponding period", "same day".
    fn same_expression(&self, i: usize) -> Option<Expression> {
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
        let told = self.anchor(|a| a.stretch.grain != Grain::Day || of.shift.is_none());
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

    fn skip_adverb(&self, i: usize) -> usize {
        if self.is_any(i, &["calendar", "reporting", "full", "few", "couple"]) && self.unit(i + 1).is_some() && !self.is(i, "few") {
            i + 1
        } else {
            i
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
            Lead::Following => self.from_anchor(unit, 1),
            Lead::Previous => self.from_anchor(unit, -1),
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
        let found = Expression::place(i, at + 1, stretch).inferred();
        Some(if lead == Lead::Current || lead == Lead::This { found } else { self.last_beside_a_date(found, lead, unit) })
    }

    /// "last year" in a sentence dated otherwise ("in 2019 ... last year") stays with the publication date; "previous" follows the text.
    fn last_beside_a_date(&self, found: Expression, _lead: Lead, _unit: Unit) -> Expression {
        found
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

    fn from_anchor(&self, unit: Unit, steps: i32) -> Option<Stretch> {
        let told = self.anchor_here(|_| true).or_else(|| self.anchor(|_| true));
        match told {
            Some(told) if unit == Unit::Year && told.stretch.grain == Grain::Fiscal => told.stretch.stepped(steps),
            Some(told) => stretch_around(told.stretch.start, unit)?.stepped(steps),
            None => self.stepped_today(unit, steps),
        }
    }

    /// The stretch of this unit around today, so many steps on.
    pub(super) fn stepped_today(&self, unit: Unit, steps: i32) -> Option<Stretch> {
        stretch_around(self.today()?, unit)?.stepped(steps)
    }

    /// "the past five years", "next three months", "the last two weeks".
    fn led_count(&self, i: usize, at: usize, lead: Lead) -> Option<Expression> {
        let (count, at) = self.count(at)?;
        let at = if self.is_any(at, &["full", "calendar", "consecutive", "or", "-"]) || self.is_dash(at) { at + 1 } else { at };
        let unit = self.unit(at)?;
        let last = if self.is(at + 1, "period") { at + 2 } else { at + 1 };
        match lead {
            Lead::Past | Lead::Last | Lead::Previous | Lead::Latest => Some(self.past_length(i, last, count, unit)),
            Lead::Next | Lead::Coming | Lead::Following => Some(self.next_length(i, last, count, unit)),
            _ => None,
        }
    }

    /// N full units before the one of today.
    fn past_length(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let found = Expression::length(first, last, count, unit)
            .with_role(if count == 0 { PeriodRole::Vague } else { PeriodRole::Past })
            .inferred();
        Expression { stretch: self.today().and_then(|t| past_stretch(t, count, unit)), ..found }
    }

    fn next_length(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let found = Expression::length(first, last, count, unit)
            .with_role(if count == 0 { PeriodRole::Vague } else { PeriodRole::Ahead })
            .inferred();
        Expression { stretch: self.today().and_then(|t| next_stretch(t, count, unit)), ..found }
    }

    /// "last October": the latest one; "next May"; "this September".
    fn led_month(&self, i: usize, at: usize, lead: Lead) -> Option<Expression> {
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
            Lead::That | Lead::Following | Lead::Latest => return self.month_expression(at),
            _ => return None,
        };
        if let Some((day, next)) = self.day_number(next) {
            return Some(Expression::place(i, next, super::calendar::date(y, m, day).map(Stretch::day)).inferred());
        }
        Some(Expression::place(i, next, Stretch::month(y, m)).inferred())
    }

    fn led_weekday(&self, i: usize, at: usize, lead: Lead) -> Option<Expression> {
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

    fn led_weekend(&self, i: usize, at: usize, lead: Lead) -> Expression {
        let steps = match lead {
            Lead::Last | Lead::Past | Lead::Previous => -1,
            Lead::Next | Lead::Coming | Lead::Following => 1,
            _ => 0,
        };
        let stretch = self.today().and_then(|t| Stretch::weekend(add_days(t, steps * 7)?));
        Expression::place(i, at + 1, stretch).inferred()
    }

    /// "this morning", "last night", "that evening".
    fn led_day_part(&self, i: usize, at: usize, lead: Lead, part: &str) -> Option<Expression> {
        let day = match lead {
            Lead::This => self.today(),
            Lead::Last => self.today().and_then(|t| add_days(t, -1)),
            Lead::Same | Lead::That => self.anchor(|a| a.stretch.grain == Grain::Day).map(|a| a.stretch.start).or(self.today()),
            _ => return None,
        };
        let value = format!("{}{part}", day.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string()));
        Some(Expression::place(i, at + 1, day.map(Stretch::day)).with_kind(TimexType::Time, value).inferred())
    }

    /// "three months", "two years ago", "five-year", "six months to June", "eight months of 2022".
    pub(super) fn count_expression(&self, i: usize) -> Option<Expression> {
        let (count, at) = self.count(i)?;
        let plain = self.text.word(i);
        if count == 0 && !matches!(plain, "several" | "Several" | "couple") && !self.is_any(i, &["few", "some", "many"]) {
            return None;
        }
        self.count_tail(i, at, count)
    }

    fn count_tail(&self, first: usize, at: usize, count: u16) -> Option<Expression> {
        let hyphen = self.is_dash(at) && self.text.is_glued(at);
        if self.is_age(at) {
            return None;
        }
        let at =
            if hyphen || self.is_any(at, &["more", "full", "consecutive", "calendar", "straight", "additional", "further", "long", "or"]) {
                at + 1
            } else {
                at
            };
        let unit = self.unit(at).filter(|u| *u != Unit::Half)?;
        let mut last = at + 1;
        if self.is(last, "period") {
            last += 1;
        }
        if self.is_dash(last) && self.text.is_glued(last) && self.is_any(last + 1, &["old", "long", "period"]) {
            last += 2;
        }
        if count > 1 && !hyphen && !self.text.word(at).ends_with('s') && unit != Unit::Century && !matches!(self.word(first), Word::Lead(_))
        {
            return Some(Expression::length(first, last, count, unit));
        }
        if let Some(found) = self.after_length(first, last, count, unit) {
            return Some(found);
        }
        Some(Expression::length(first, last, count, unit))
    }

    /// "62-year-old", "52 years old".
    fn is_age(&self, at: usize) -> bool {
        (at..at + 4).any(|k| self.is(k, "old")) && (at..at + 2).any(|k| matches!(self.word(k), Word::Unit(Unit::Year)))
    }

    /// "ago", "earlier", "later", "before", "of 2022", "to June" after a length.
    fn after_length(&self, first: usize, at: usize, count: u16, unit: Unit) -> Option<Expression> {
        if self.is(at, "ago") {
            return Some(self.ago(first, at + 1, count, unit));
        }
        let back = match () {
            () if self.is_any(at, &["earlier", "previously"]) => true,
            () if self.is(at, "before") && !self.takes_clause(at + 1) => true,
            () if self.is_any(at, &["later", "afterwards"]) || self.is(at, "on") && self.is(at + 1, ",") => false,
            () if self.is(at, "after")
                && !self.takes_clause(at + 1)
                && !matches!(self.word(at + 1), Word::Plain if at + 1 < self.sentence.last && self.text.word(at + 1).len() > 1) =>
            {
                false
            }
            () if self.is(at, "from") && self.is(at + 1, "now") => return Some(self.from_now(first, at + 2, count, unit)),
            () => return self.placed_length(first, at, count, unit),
        };
        let shift = shift_of(count, unit)?;
        let shift = if back { shift } else { shift.negated() };
        Some(self.shifted_from_anchor(first, at + 1, unit, shift))
    }

    /// "two years ago" is that calendar year; months, weeks and days are counted back from today.
    fn ago(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let vague = || Expression::vague(first, last, timex::duration(0, unit)).with_kind(TimexType::Duration, timex::duration(0, unit));
        if count == 0 {
            return vague();
        }
        let n = i32::from(count);
        if unit == Unit::Year && self.word(last) == Word::Day(0) {
            let day = self.today().and_then(|t| add_months(t, -12 * n)).map(Stretch::day);
            return Expression::place(first, last + 1, day).inferred();
        }
        let place = |today: Date| match unit {
            Unit::Decade => stretch_around(today, Unit::Year)?.shifted_months(-120 * n),
            Unit::Fortnight => Some(Stretch::day(add_days(today, -14 * n)?)),
            Unit::Century => stretch_around(today, Unit::Year)?.shifted_months(-1200 * n),
            _ => stretch_around(today, unit)?.stepped(-n),
        };
        let shift = shift_of(count, unit);
        let found = Expression::place(first, last, self.today().and_then(place)).inferred();
        let span = |a: &Anchor| a.stretch.grain != Grain::Day && a.stretch.grain < Grain::Year;
        let same = self.anchor_here(span).or_else(|| self.anchor(span).filter(|_| self.compares(first)));
        let same = same.filter(|_| unit == Unit::Year && count == 1);
        match (same, shift) {
            (Some(told), Some(shift)) => {
                self.year_value(Expression::place(first, last, told.stretch.shifted_months(-12)).inferred().compared(shift))
            }
            _ if matches!(unit, Unit::Week | Unit::Fortnight) => self.week_ago_value(found, n, unit),
            (None, Some(shift)) if count == 1 && unit == Unit::Year => Expression { shift: Some(shift), ..found },
            _ => found,
        }
    }

    /// TIMEX3 counts weeks back to the day.
    fn week_ago_value(&self, found: Expression, n: i32, unit: Unit) -> Expression {
        let days = if unit == Unit::Week { 7 * n } else { 14 * n };
        match self.today().and_then(|t| add_days(t, -days)) {
            Some(day) => found.with_value(day.to_string()),
            None => found,
        }
    }

    /// Is there a change or comparison just before?
    fn compares(&self, first: usize) -> bool {
        let floor = first.saturating_sub(14).max(self.sentence.first);
        (floor..first).any(|k| self.is_cue(k, Cue::Change))
    }

    fn from_now(&self, first: usize, last: usize, count: u16, unit: Unit) -> Expression {
        let stretch = self.stepped_today(unit, i32::from(count)).filter(|_| count > 0);
        Expression::place(first, last, stretch).inferred()
    }
}

impl Shift {
    fn negated(self) -> Self {
        Shift { years: -self.years, months: -self.months, days: -self.days }
    }
}

/// Steps from today of "last", "this", "next".
fn steps_of(lead: Lead) -> Option<i32> {
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

fn shift_of(count: u16, unit: Unit) -> Option<Shift> {
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
fn shifted(from: Stretch, unit: Unit, shift: Shift) -> Option<Stretch> {
    if shift.days != 0 {
        let whole = if unit == Unit::Week && from.grain == Grain::Day { from } else { from };
        return whole.shifted_days(-shift.days);
    }
    let months = -(shift.years * 12 + shift.months);
    if from.grain == Grain::Day && from.start == from.end {
        return stretch_around(add_months(from.start, months)?, unit);
    }
    from.shifted_months(months)
}

/// The full years (or months, weeks, days) before those of today.
fn past_stretch(today: Date, count: u16, unit: Unit) -> Option<Stretch> {
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

//! Years that aren't the calendar's: fiscal and marketing years by country, and the Iranian year.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("ten months of the Iranian year 1403"), None, &[]);
//! assert_eq!(found[0].period.and_then(|p| p.start).map(|d| d.to_string()), Some("2024-03-20".to_owned()));
//! ```

use super::calendar::{Grain, Stretch, add_days, date, nowruz};
use super::expression::{Expression, year};
use super::scan::Scan;
use super::words::{Fiscal, Unit, Word};
use crate::contract::Party;
use crate::data::Data;

/// A row of `fiscal_years.tsv`.
#[derive(Clone, Copy, Debug)]
pub(super) struct FiscalYear {
    country: Party,
    month: i32,
    day: i32,
    /// "Fiscal 2023" ends in 2023.
    named_by_end: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct FiscalYears {
    rows: Vec<FiscalYear>,
}

impl FiscalYears {
    pub(super) fn new(data: &Data) -> Self {
        let table = data.table("fiscal_years.tsv");
        let rows = table.rows().map(|row| FiscalYear {
            country: Party::new(row.get("code")),
            month: row.get("month").parse().unwrap_or(1),
            day: row.get("day").parse().unwrap_or(1),
            named_by_end: row.get("label") == "end",
        });
        FiscalYears { rows: rows.collect() }
    }

    fn of(&self, country: Party) -> Option<FiscalYear> {
        self.rows.iter().find(|r| r.country == country).copied()
    }
}

impl FiscalYear {
    /// The one that begins in this year.
    fn beginning(self, y: i32) -> Option<Stretch> {
        let start = |y: i32| if self.country == "IR" || self.country == "AF" { nowruz(y) } else { date(y, self.month, self.day) };
        Some(Stretch::new(start(y)?, add_days(start(y + 1)?, -1)?, Grain::Fiscal))
    }

    fn named(self, y: i32) -> Option<Stretch> {
        self.beginning(if self.named_by_end { y - 1 } else { y })
    }
}

/// July to June, where no country's own marketing year is known.
const MARKET: FiscalYear = FiscalYear { country: Party::new(""), month: 7, day: 1, named_by_end: false };

impl Scan<'_> {
    /// The calendar of the country whose adjective stands before it, of the sentence's first (whose figures they are), or of the nearest.
    pub(super) fn fiscal_year(&self, i: usize) -> Option<FiscalYear> {
        let near = self.parties.partition_point(|m| m.tokens.first <= i);
        let begun = self.parties.partition_point(|m| m.tokens.first < self.sentence.first);
        let adjacent = self.parties[..near].iter().rev().take(1).filter(|m| m.tokens.last == i);
        let here = self.parties[begun.min(near)..near].iter().take(6);
        let before = self.parties[..begun.min(near)].iter().rev().take(12);
        let after = self.parties[near..].iter().take(4);
        let all = adjacent.chain(here).chain(before).chain(after);
        all.flat_map(|m| m.parties.iter()).find_map(|p| self.periods.years.of(*p))
    }

    /// "2022-23": the country's fiscal year, a marketing year, or the two calendar years.
    pub(super) fn fiscal_pair(&self, first: usize, last: usize, y: i32) -> Option<Stretch> {
        let after = if self.is_dash(last) { last + 1 } else { last };
        let market = matches!(self.word(after), Word::Fiscal(Fiscal::Market))
            || self.around(first, last, &["crop", "harvest", "wool", "wheat", "grain", "cotton", "marketing"]);
        if matches!(self.word(after), Word::Fiscal(Fiscal::Academic)) || self.around(first, last, &["academic", "school"]) {
            return Stretch::years(y, y + 1);
        }
        match self.fiscal_year(first) {
            Some(own) if !market => own.beginning(y),
            _ if market => MARKET.beginning(y),
            _ => Stretch::years(y, y + 1),
        }
    }

    fn around(&self, first: usize, last: usize, words: &[&str]) -> bool {
        let from = first.saturating_sub(3).max(self.sentence.first);
        (from..first).chain(last..last + 3).any(|k| self.is_any(k, words))
    }

    /// "fiscal 2023", "financial year 2022-23", "FY23", "the fiscal year".
    pub(super) fn fiscal_expression(&self, i: usize) -> Option<Expression> {
        let kind = match self.word(i) {
            Word::Fiscal(kind) => Some(kind),
            Word::FiscalShort => None,
            _ => return None,
        };
        let has_year_word = kind.is_some() && self.unit(i + 1) == Some(Unit::Year);
        let at = if has_year_word || self.is_any(i + 1, &["year", "'", "’"]) { i + 2 } else { i + 1 };
        if kind.is_some() && !has_year_word && !matches!(self.text.word(i), "fiscal" | "Fiscal" | "FISCAL") {
            return None;
        }
        if let Some((y, next)) = self.fiscal_label(at, i) {
            return Some(Expression::place(i, next, y));
        }
        if !has_year_word {
            return None;
        }
        if let Some(found) = self.placed_length(i, at, 1, Unit::Year) {
            return Some(found);
        }
        Some(Expression::place(i, at, self.fiscal_step(i, kind, 0)).inferred())
    }

    /// "2023", "2022-23", "23", "2022/23" after "FY" or "fiscal year".
    fn fiscal_label(&self, at: usize, i: usize) -> Option<(Option<Stretch>, usize)> {
        let at = if self.is_dash(at) && self.text.is_glued(at) { at + 1 } else { at };
        if let Some((first, second, next)) = self.year_pair(at) {
            let own = self.fiscal_year(i);
            let stretch = if second == first + 1 {
                own.map_or_else(|| Stretch::years(first, second), |o| o.beginning(first))
            } else {
                Stretch::years(first, second)
            };
            return Some((stretch, next));
        }
        let Word::Number(n) = self.word(at) else { return None };
        let y = match self.text.word(at).len() {
            4 => i32::from(n),
            2 if self.text.is_glued(at) => super::dates::full_year(i32::from(n))?,
            _ => return None,
        };
        if let Some(persian) = persian_year(y) {
            return Some((Some(persian), at + 1));
        }
        Some((self.fiscal_year(i).map_or_else(|| Stretch::year(y), |own| own.named(y)), at + 1))
    }

    /// "2022-23 fiscal year", "the 2022 financial year", "2022/23 marketing year".
    pub(super) fn fiscal_by_year(&self, i: usize) -> Option<Expression> {
        let pair = self.year_pair(i).filter(|(a, b, _)| *b == a + 1);
        let single = self.year_number(i);
        let at = pair.map_or(i + 1, |p| p.2);
        let Word::Fiscal(kind) = self.word(at) else { return None };
        let last = if self.unit(at + 1) == Some(Unit::Year) { at + 2 } else { at + 1 };
        if last == at + 1 && !self.is_any(at, &["season", "crop"]) {
            return None;
        }
        let own = if kind == Fiscal::Market { Some(MARKET) } else { self.fiscal_year(i) };
        let stretch = match (pair, kind) {
            (Some((first, ..)), Fiscal::Academic) => Stretch::years(first, first + 1),
            (Some((first, ..)), _) => own.map_or_else(|| Stretch::years(first, first + 1), |o| o.beginning(first)),
            (None, _) => own.map_or_else(|| Stretch::year(single?), |o| o.named(single?)),
        };
        Some(Expression::place(i, last, stretch))
    }

    /// The running fiscal year, or one so many years later.
    pub(super) fn fiscal_step(&self, i: usize, kind: Option<Fiscal>, steps: i32) -> Option<Stretch> {
        let today = self.today()?;
        let own = match kind {
            Some(Fiscal::Market) => Some(MARKET),
            _ => self.fiscal_year(i),
        };
        let Some(own) = own else { return Stretch::year(year(today) + steps) };
        let this = own.beginning(year(today)).filter(|s| s.start <= today);
        let this = this.or_else(|| own.beginning(year(today) - 1))?;
        own.beginning(year(this.start) + steps)
    }

    /// "Iranian year 1403", "Iranian calendar year (started March 20)".
    pub(super) fn foreign_year(&self, i: usize) -> Option<Expression> {
        self.foreign_year_step(i, 0)
    }

    /// The running one, so many years on.
    pub(super) fn foreign_year_step(&self, i: usize, steps: i32) -> Option<Expression> {
        if !self.is_any(i, &["Iranian", "Persian", "Afghan", "solar", "Shamsi"]) {
            return None;
        }
        let mut at = i + 1;
        while self.is_any(at, &["calendar", "fiscal", "solar", "Hijri", "financial", "hijri"]) {
            at += 1;
        }
        if self.unit(at) != Some(Unit::Year) {
            return None;
        }
        let Word::Number(n) = self.word(at + 1) else {
            let today = self.today()?;
            let begun = persian_year(year(today) - 621).is_some_and(|s| s.start <= today);
            let y = year(today) - if begun { 621 } else { 622 };
            return Some(Expression::place(i, at + 1, persian_year(y + steps)).inferred());
        };
        Some(Expression::place(i, at + 2, persian_year(i32::from(n))))
    }
}

/// 1403 began on 20 March 2024.
pub(super) fn persian_year(y: i32) -> Option<Stretch> {
    if !(1300..=1450).contains(&y) {
        return None;
    }
    Some(Stretch::new(nowruz(y + 621)?, add_days(nowruz(y + 622)?, -1)?, Grain::Fiscal))
}

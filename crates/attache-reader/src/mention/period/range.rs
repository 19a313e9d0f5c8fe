//! Ranges: two dates or years that make one period.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("between July and September 2021"), None, &[]);
//! assert_eq!(found[0].period.and_then(|p| p.start).map(|d| d.to_string()), Some("2021-07-01".to_owned()));
//! ```

use super::calendar::{Grain, Stretch, date};
use super::expression::{Expression, year};
use super::hints;
use super::scan::Scan;
use super::timex;

impl Scan<'_> {
    /// Joins two dates or years into one period: "from 1995 to 2021", "between July and September", "January-August 2022".
    pub(super) fn ranged(&self, first: Expression) -> Expression {
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
        let placed = if first.stretch.is_none() { in_year_of(first, second) } else { None };
        let first = placed.as_ref().unwrap_or(first);
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
}

/// A day or month that no publication date could place takes the year written at the range's end.
fn in_year_of(first: &Expression, second: &Expression) -> Option<Expression> {
    let y = year(second.stretch.filter(|_| !second.inferred)?.end);
    let mut numbers = first.value.strip_prefix("XXXX-")?.split('-').map(|n| n.parse::<i32>().ok());
    let m = numbers.next()??;
    let stretch = match numbers.next() {
        Some(day) => Stretch::day(date(y, m, day?)?),
        None => Stretch::month(y, m)?,
    };
    Some(Expression::place(first.first, first.last, Some(stretch)).inferred())
}

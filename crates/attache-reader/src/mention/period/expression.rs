//! Expressions: the words that name a time, before anything around them tells what they are for.
//!
//! ```
//! use attache_reader::{mention::period::{calendar::Stretch, expression::Expression}, mention::TimexType};
//! let year = Expression::place(3, 4, Stretch::year(2021));
//! assert_eq!((year.kind, year.value.as_str()), (TimexType::Date, "2021"));
//! ```

use jiff::civil::Date;

use super::calendar::{Grain, Stretch};
use super::timex;
use super::words::{Edge, Unit};
use crate::mention::{PeriodRole, Shift, Timex, TimexType};
use crate::text::Span;

/// Tokens `first..last` and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    pub first: usize,
    pub last: usize,
    /// Where on the calendar; `None` when it can't be placed or has no place.
    pub stretch: Option<Stretch>,
    pub kind: TimexType,
    pub value: String,
    /// A part of the stretch: "early", "end of".
    pub edge: Option<Edge>,
    /// How long: "three months"; 0 for "several".
    pub length: Option<(u16, Unit)>,
    /// The role that the words bring themselves: `Compared` for "a year earlier".
    pub role: Option<PeriodRole>,
    pub shift: Option<Shift>,
    /// The stretch is only an end: a stock at that day.
    pub open: bool,
    /// The publication date or another period of the text was needed.
    pub inferred: bool,
    /// Spans of its own when the words hold two TIMEX3 expressions ("between 2016 and 2019").
    pub parts: Vec<Timex>,
}

impl Expression {
    fn new(first: usize, last: usize, kind: TimexType, value: String) -> Self {
        Expression {
            first,
            last,
            stretch: None,
            kind,
            value,
            edge: None,
            length: None,
            role: None,
            shift: None,
            open: false,
            inferred: false,
            parts: Vec::new(),
        }
    }

    /// A place on the calendar, or one that can't be found.
    pub fn place(first: usize, last: usize, stretch: Option<Stretch>) -> Self {
        let value = stretch.map_or_else(|| "XXXX".to_owned(), timex::value);
        Expression { stretch, ..Self::new(first, last, TimexType::Date, value) }
    }

    pub fn unplaced(first: usize, last: usize, value: impl Into<String>) -> Self {
        Self::new(first, last, TimexType::Date, value.into())
    }

    pub fn length(first: usize, last: usize, count: u16, unit: Unit) -> Self {
        Expression { length: Some((count, unit)), ..Self::new(first, last, TimexType::Duration, timex::duration(count, unit)) }
    }

    pub fn set(first: usize, last: usize, value: impl Into<String>) -> Self {
        Expression { role: Some(PeriodRole::Rate), ..Self::new(first, last, TimexType::Set, value.into()) }
    }

    /// "recently", "now".
    pub fn vague(first: usize, last: usize, value: impl Into<String>) -> Self {
        Expression { role: Some(PeriodRole::Vague), ..Self::new(first, last, TimexType::Date, value.into()) }
    }

    pub fn inferred(self) -> Self {
        Expression { inferred: true, ..self }
    }

    pub fn with_first(self, first: usize) -> Self {
        Expression { first, ..self }
    }

    pub fn with_value(self, value: impl Into<String>) -> Self {
        Expression { value: value.into(), ..self }
    }

    pub fn with_edge(self, edge: Edge) -> Self {
        Expression { edge: Some(edge), ..self }
    }

    pub fn with_role(self, role: PeriodRole) -> Self {
        Expression { role: Some(role), ..self }
    }

    pub fn with_kind(self, kind: TimexType, value: impl Into<String>) -> Self {
        Expression { kind, value: value.into(), ..self }
    }

    pub fn compared(self, shift: Shift) -> Self {
        Expression { shift: Some(shift), role: Some(PeriodRole::Compared), ..self }
    }

    pub fn grain(&self) -> Option<Grain> {
        self.stretch.map(|s| s.grain)
    }

    pub fn timex(&self, span: Span) -> Timex {
        Timex { span, kind: self.kind, value: self.value.clone() }
    }

    /// The part that the words mean: December for "the end of the year", the whole year for "early 2023".
    pub fn narrowed(&self) -> Option<Stretch> {
        let whole = self.stretch?;
        match self.edge {
            Some(Edge::End) if whole.grain >= Grain::Quarter => last_month(whole.end),
            Some(Edge::Start) if whole.grain >= Grain::Quarter => Stretch::month(year(whole.start), month(whole.start)),
            Some(Edge::End) if whole.grain >= Grain::Week => Some(Stretch { start: whole.end, ..whole }),
            Some(Edge::Start) if whole.grain >= Grain::Week => Some(Stretch { end: whole.start, ..whole }),
            Some(Edge::Mid) if matches!(whole.grain, Grain::Year | Grain::Fiscal) => Stretch::part_of(whole.start, 5, 2, Grain::Months),
            _ => Some(whole),
        }
    }
}

fn last_month(day: Date) -> Option<Stretch> {
    Stretch::month(year(day), month(day))
}

pub fn year(day: Date) -> i32 {
    i32::from(day.year())
}

pub fn month(day: Date) -> i32 {
    i32::from(day.month())
}

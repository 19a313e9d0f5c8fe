//! Periods: what the text says about when, as intervals and as TIMEX3.
//!
//! Expressions are read left to right from the classes of their words (`words`), placed on the calendar, and then get their role from the
//! words before them (`role`): "since 1992" is the expression "1992" with the role `Since`.
//!
//! ```
//! use attache_reader::{data::Data, mention::{PeriodRole, period::Periods}, text::Text};
//! let scanner = Periods::new(&Data::embedded());
//! let found = scanner.scan(&Text::new("since 1992"), None, &[]);
//! assert_eq!(found[0].role, PeriodRole::Since);
//! assert_eq!(found[0].timexes[0].value, "1992");
//! ```

mod anaphora;
pub mod calendar;
mod clock;
mod dates;
mod edge;
pub mod expression;
mod fiscal;
mod hints;
mod led;
mod lengths;
mod parts;
mod range;
mod relative;
mod role;
pub mod scan;
mod spans;
pub mod timex;
mod vague;
pub mod words;
mod years;

use crate::data::Data;
use crate::mention::{PartyMention, PeriodMention, Published, Timex};
use crate::text::{CodePoints, Text};

use fiscal::FiscalYears;
use scan::Scan;
use words::Words;

/// The calendar's words and the countries' years.
#[derive(Clone, Debug, Default)]
pub struct Periods {
    words: Words,
    years: FiscalYears,
}

impl Periods {
    pub fn new(data: &Data) -> Self {
        Periods { words: Words::new(data), years: FiscalYears::new(data) }
    }

    /// Every period mention, in text order, none overlapping another. The parties named choose fiscal years and hemispheres.
    pub fn scan(&self, text: &Text, published: Published, parties: &[PartyMention]) -> Vec<PeriodMention> {
        Scan::new(self, text, published, parties).map(Scan::run).unwrap_or_default()
    }

    /// The TIMEX3 expressions of a text, by code points.
    pub fn timexes(&self, raw: &str, published: Published) -> Vec<(usize, usize, Timex)> {
        let text = Text::new(raw);
        let points = CodePoints::new(raw);
        let mentions = self.scan(&text, published, &[]);
        let all = mentions.into_iter().flat_map(|m| m.timexes);
        all.map(|t| (points.at(t.span.start), points.at(t.span.end), t)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Any order of the calendar's words must be read without a panic, and mentions must not overlap.
    #[test]
    fn reads_any_soup_of_words() {
        const SOUP: &[&str] = &[
            "the",
            "same",
            "period",
            "of",
            "last",
            "year",
            "May",
            "14",
            "2021",
            "-",
            "/",
            "to",
            "end",
            "first",
            "half",
            "eight",
            "months",
            "from",
            "since",
            "by",
            "a",
            "ago",
            "before",
            "31",
            "February",
            "0",
            "9999",
            "FY",
            "23",
            "Q",
            "5",
            "week",
            "next",
            "Tuesday",
            ",",
            "within",
            "é",
            "mid",
            "fiscal",
            "summer",
            "that",
            "'s",
            "00.00.0000",
            "2022",
            "23",
            "p.m.",
            ":",
            "noon",
            "past",
            "decade",
            "centuries",
            "then",
        ];
        let periods = Periods::new(&Data::embedded());
        let mut state: u32 = 7;
        for _ in 0..400 {
            let mut raw = String::new();
            for _ in 0..60 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                raw.push_str(SOUP[(state >> 16) as usize % SOUP.len()]);
                raw.push_str(if state & 0x700 == 0 { "" } else { " " });
            }
            let found = periods.scan(&Text::new(&raw), "2021-05-20".parse().ok(), &[]);
            assert!(found.windows(2).all(|w| w[0].tokens.last <= w[1].tokens.first), "{raw}");
        }
    }

    /// A long line of nested expressions takes no more than linear time.
    #[test]
    fn bounds_nesting() {
        let periods = Periods::new(&Data::embedded());
        for phrase in ["the end of ", "the same period of ", "the year to ", "from May 14 to ", "last the past "] {
            let raw = phrase.repeat(20_000);
            periods.scan(&Text::new(&raw), "2021-05-20".parse().ok(), &[]);
        }
    }
}

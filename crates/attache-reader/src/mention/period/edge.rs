//! Parts of a stretch: "early 2023", "mid-May", "the end of the year", "end-June", "year-end"; and seasons.
//!
//! ```
//! use attache_reader::{data::Data, mention::period::Periods, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("by mid-1991"), None, &[]);
//! assert_eq!(found[0].period.and_then(|p| p.end).map(|d| d.to_string()), Some("1991-07-31".to_owned()));
//! ```

use super::calendar::{Grain, Stretch, add_months};
use super::expression::{Expression, month, year};
use super::hints;
use super::scan::Scan;
use super::words::{Edge, Lead, Unit, Word};

impl Scan<'_> {
    pub(super) fn edge_expression(&self, i: usize) -> Option<Expression> {
        let Word::Edge(edge) = self.word(i) else { return None };
        let dash = self.is_dash(i + 1);
        let of = self.is_any(i + 1, &["of", "in", "on"]);
        let at = if dash || of { i + 2 } else { i + 1 };
        if of && !self.is(i + 1, "of") && !matches!(edge, Edge::Early | Edge::Late | Edge::Mid) {
            return None;
        }
        if matches!(edge, Edge::Start | Edge::End) && !(of || dash) {
            return None;
        }
        let found = self.nested(|| self.contained(at))?;
        let vague_day = found.grain().is_none_or(|g| g <= Grain::Weekend) && matches!(edge, Edge::Start | Edge::End);
        if vague_day && found.grain() == Some(Grain::Day) {
            return None;
        }
        Some(Expression { edge: Some(edge).filter(|_| found.edge.is_none()), ..found.with_first(i) })
    }

    /// What an edge may belong to.
    fn contained(&self, at: usize) -> Option<Expression> {
        let found = match self.word(at) {
            Word::Number(_) => self.number_expression(at).filter(|e| e.length.is_none()),
            Word::Month(_) | Word::ShortMonth(_) => self.month_after_edge(at),
            Word::Lead(Lead::The) => self.the_of_edge(at),
            Word::Lead(_) => self.lead_expression(at).filter(|e| e.length.is_none()),
            Word::Season(_) => self.season_expression(at),
            Word::Fiscal(_) | Word::FiscalShort => self.fiscal_expression(at),
            Word::Weekday(_) => self.weekday_expression(at),
            Word::Day(_) => self.day_expression(at),
            Word::Ordinal(_) => self.part_expression(at),
            Word::QuarterLetter | Word::HalfLetter => self.lettered_part(at),
            Word::Unit(Unit::Year | Unit::Month | Unit::Week) if self.is_dash(at - 1) => {
                Some(Expression::place(at, at + 1, self.stepped_today(self.unit(at)?, 0)).inferred())
            }
            _ => None,
        }?;
        found.stretch.is_some().then_some(found)
    }

    fn month_after_edge(&self, at: usize) -> Option<Expression> {
        self.month_expression(at)
    }

    /// "the end of the decade", "of the year".
    fn the_of_edge(&self, at: usize) -> Option<Expression> {
        if self.unit(at + 1) == Some(Unit::Decade) {
            let today = self.today()?;
            return Some(Expression::place(at, at + 2, Stretch::decade(year(today))).inferred());
        }
        if self.unit(at + 1) == Some(Unit::Year)
            && self.year_number(at + 2).is_none()
            && !self.is_any(at + 2, &["before", "after", "to", "ended"])
        {
            return Some(Expression::place(at, at + 2, self.current_year()).inferred());
        }
        self.lead_expression(at)
    }

    /// "year-end", "year-end 2016", "the end-of-year".
    pub(super) fn unit_end(&self, i: usize) -> Option<Expression> {
        let unit = self.unit(i).filter(|u| matches!(u, Unit::Year | Unit::Month | Unit::Quarter))?;
        if !((self.is_dash(i + 1) || self.is_any(i + 1, &["'s", "’s"])) && self.is(i + 2, "end")) {
            return None;
        }
        if let Some(y) = self.year_number(i + 3).filter(|_| unit == Unit::Year) {
            return Some(Expression::place(i, i + 4, Stretch::year(y)).with_edge(Edge::End));
        }
        let today = self.today()?;
        let ahead = hints::looks_ahead(self, i, i + 3) || self.is_before(i, 1, &["by", "until", "before"]);
        let steps = if ahead || month(today) == 12 { 0 } else { -1 };
        let stretch = self.stepped_today(unit, steps);
        let value = stretch.map_or_else(String::new, |s| s.end.to_string());
        Some(Expression::place(i, i + 3, stretch).with_value(value).with_edge(Edge::End).inferred())
    }

    /// "spring 2022", "summer of 2021", "in winter", "autumn".
    pub(super) fn season_expression(&self, i: usize) -> Option<Expression> {
        let Word::Season(season) = self.word(i) else { return None };
        if self.is_any(i, &["fall", "falls", "springs"])
            && !(self.year_suffix(i + 1).is_some() && self.is_before(i, 1, &["in", "the", "by", "of"]))
        {
            return None;
        }
        let season = i32::from(season);
        if let Some((y, last)) = self.year_suffix(i + 1) {
            return Some(Expression::place(i, last, Stretch::season(y, season, self.is_southern())));
        }
        let led = self.before(i, 1).is_some_and(|k| {
            self.text.is_any(k, &["in", "by", "the", "this", "until", "since", "before", "during", "early", "late", "mid", "for"])
                || self.is_dash(k)
        });
        if !led || self.is_dash(i + 1) {
            return None;
        }
        Some(Expression::place(i, i + 1, self.likely_season(i, season)).inferred())
    }

    fn likely_season(&self, i: usize, season: i32) -> Option<Stretch> {
        let today = self.today()?;
        let of = |y: i32| Stretch::season(y, season, self.is_southern());
        let ahead = hints::looks_ahead(self, i, i + 1) || self.is_before(i, 1, &["by", "until"]);
        let this = of(year(today))?;
        if ahead {
            return if this.end < today { of(year(today) + 1) } else { Some(this) };
        }
        if this.start <= today { Some(this) } else { of(year(today) - 1) }
    }

    /// "last summer", "next spring", "this autumn".
    pub(super) fn led_season(&self, i: usize, at: usize, lead: Lead) -> Option<Expression> {
        let Word::Season(season) = self.word(at) else { return None };
        let season = i32::from(season);
        let today = self.today()?;
        let of = |y: i32| Stretch::season(y, season, self.is_southern());
        let this = of(year(today))?;
        let stretch = match lead {
            Lead::Last | Lead::Past | Lead::Previous => {
                if this.end < today {
                    Some(this)
                } else {
                    of(year(today) - 1)
                }
            }
            Lead::Next | Lead::Coming | Lead::Following => {
                if this.start > today {
                    Some(this)
                } else {
                    of(year(today) + 1)
                }
            }
            Lead::This | Lead::Current => Some(this).filter(|s| add_months(today, -9).is_none_or(|t| s.start > t)).or(of(year(today))),
            Lead::That => self.anchor(|_| true).and_then(|a| of(year(a.stretch.start))),
            _ => return None,
        };
        Some(Expression::place(i, at + 1, stretch).inferred())
    }

    /// The first party named that lies in one hemisphere decides.
    fn is_southern(&self) -> bool {
        let south = |m: &crate::mention::PartyMention| m.parties.iter().any(|p| SOUTHERN.contains(&p.as_str()));
        let near = self.parties.iter().take(12);
        let (south, north): (Vec<_>, Vec<_>) = near.partition(|m| south(m));
        south.len() > north.len()
    }
}

/// Countries whose summer is December to February.
const SOUTHERN: &[&str] =
    &["AR", "AU", "BO", "BR", "BW", "CL", "FJ", "LS", "MG", "MU", "MW", "MZ", "NA", "NZ", "PE", "PG", "PY", "SZ", "UY", "ZA", "ZM", "ZW"];

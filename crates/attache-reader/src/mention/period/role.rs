//! What an expression is for: the words around it give it a role, and the role the period that is written down.
//!
//! ```
//! use attache_reader::{data::Data, mention::{PeriodRole, period::Periods}, text::Text};
//! let found = Periods::new(&Data::embedded()).scan(&Text::new("before March 2023"), None, &[]);
//! assert_eq!(found[0].role, PeriodRole::By);
//! assert_eq!(found[0].period.and_then(|p| p.end).map(|d| d.to_string()), Some("2023-02-28".to_owned()));
//! ```

use jiff::civil::Date;

use super::calendar::{Grain, Stretch, date};
use super::dates::day_before;
use super::expression::Expression;
use super::hints;
use super::relative::next_stretch;
use super::scan::Scan;
use super::words::{Cue, Edge, Unit, Word};
use crate::contract::Period;
use crate::mention::{PeriodMention, PeriodRole, Timex, TimexType, Tokens};

/// A role, the token that its words begin at, and whether the stretch itself is left out ("before").
struct Role {
    role: PeriodRole,
    first: usize,
    excluded: bool,
}

impl Role {
    fn new(role: PeriodRole, first: usize) -> Self {
        Role { role, first, excluded: false }
    }
}

impl Scan<'_> {
    pub(super) fn dress(&mut self, found: Expression) -> Option<PeriodMention> {
        let found = self.as_year_to_date(found);
        let role = self.role(&found);
        let (role, last) = self.with_tail(&found, role);
        let first = role.first.max(self.floor);
        self.remember(&found, role.role);
        Some(PeriodMention {
            tokens: Tokens::new(first, last),
            span: self.text.span(first..last),
            role: role.role,
            period: self.written(&role, &found),
            place: self.place(&role, &found),
            timexes: self.timexes(&found),
            shift: found.shift,
            year_inferred: found.inferred,
            dateline: self.is_dateline(&found),
        })
    }

    /// What the words name, whatever they are for; "over two years" names the two to come.
    fn place(&self, role: &Role, found: &Expression) -> Option<Period> {
        let to_come = || {
            let (count, unit) = found.length.filter(|(n, _)| *n > 0)?;
            next_stretch(self.today()?, count, unit)
        };
        let own = found.narrowed();
        if let Some(whole) = own.filter(|_| role.role == PeriodRole::By && !role.excluded).and_then(|s| self.run_up(s)) {
            return Some(whole.period());
        }
        let over = matches!(role.role, PeriodRole::Duration | PeriodRole::Ahead) && own.is_none();
        own.or_else(|| if over { to_come() } else { None }).map(Stretch::period)
    }

    /// "exported $3 million by the end of September": what came in from 1 January on.
    fn run_up(&self, to: Stretch) -> Option<Stretch> {
        let within_year = to.grain <= Grain::Month && self.today().is_some_and(|t| to.end <= t);
        let start = date(i32::from(to.end.year()), 1, 1)?;
        within_year.then(|| Stretch::new(start, to.end, Grain::Months))
    }

    fn timexes(&self, found: &Expression) -> Vec<Timex> {
        if !found.parts.is_empty() {
            return found.parts.clone();
        }
        let first = self.approximated(found);
        if found.role == Some(PeriodRole::Rate)
            && matches!(self.word(found.first), Word::Set(_))
            && !self.is_any(found.first, &["daily", "weekly", "monthly", "hourly"])
        {
            return Vec::new();
        }
        vec![found.timex(self.text.span(first..found.last))]
    }

    /// "nearly forty years": the approximation belongs to the expression.
    fn approximated(&self, found: &Expression) -> usize {
        let i = found.first;
        if found.length.is_none() && !self.is_before(found.last, 1, &["ago", "earlier", "later"])
            || found.role.is_some_and(|r| r == PeriodRole::Past)
        {
            return i;
        }
        if self.is_before(i, 1, &["than"]) && self.is_before(i, 2, &["more", "less", "fewer"]) && i - 2 >= self.floor {
            return i - 2;
        }
        let near =
            self.is_before(i, 1, &["nearly", "almost", "about", "around", "some", "over", "approximately", "roughly", "only", "just"]);
        if near && !self.is_before(i, 1, &["over", "only", "just"]) && i > self.floor { i - 1 } else { i }
    }

    /// "in eight months", "for the nine months": from January, when such months are over and nothing looks ahead.
    fn as_year_to_date(&self, found: Expression) -> Expression {
        let Some((count, Unit::Month)) = found.length.filter(|(n, _)| (2..=11).contains(n)) else { return found };
        let outer = self.is_before(found.first, 1, &["the"]);
        let the = outer || self.text.is(found.first, "the");
        let led = self.is_before(found.first, 1 + usize::from(outer), &["in", "for", "over", "during", "after"]);
        if found.role.is_some() || found.stretch.is_some() || !led || hints::looks_ahead(self, found.first, found.last) {
            return found;
        }
        if !the && self.is_before(found.first, 1, &["for", "over", "after"]) && !self.tells_totals(&found) {
            return found;
        }
        let stretch = self.year_to_date(count);
        Expression { stretch, role: stretch.map(|_| PeriodRole::Within), inferred: true, ..found }
    }

    /// Does the sentence tell totals of trade and the like?
    fn tells_totals(&self, found: &Expression) -> bool {
        let from = found.first.saturating_sub(25).max(self.sentence.first);
        let to = (found.last + 20).min(self.sentence.last);
        (from..to).any(|k| self.is_cue(k, Cue::Total))
    }

    fn role(&self, found: &Expression) -> Role {
        let first = found.first;
        if let Some(preset) = found.role {
            let led = matches!(preset, PeriodRole::Past | PeriodRole::Ahead)
                && self.is_before(first, 1, &["over", "in", "during", "within", "for"]);
            let per = preset == PeriodRole::Rate && self.is_before(first, 1, &["per"]);
            return Role::new(preset, if led || per { first - 1 } else { first });
        }
        if found.length.is_some() {
            return self.role_of_length(found);
        }
        self.role_of_place(found)
    }

    fn role_of_length(&self, found: &Expression) -> Role {
        let first = found.first;
        let ahead = hints::looks_ahead(self, first, found.last);
        let within = self.is_before(first, 1, &["within"]) || self.is_before(first, 2, &["within"]) && self.is_before(first, 1, &["the"]);
        if within || self.is_before(first, 1, &["in"]) && ahead {
            return Role::new(PeriodRole::Ahead, first.saturating_sub(1));
        }
        Role::new(PeriodRole::Duration, first)
    }

    fn role_of_place(&self, found: &Expression) -> Role {
        let first = found.first;
        if let Some(role) = self.role_by_phrase(first, found) {
            return role;
        }
        let back = |n: usize| first.saturating_sub(n);
        let word = self.before(first, 1).map_or("", |k| self.text.word(k));
        match () {
            () if word.eq_ignore_ascii_case("since") => Role::new(PeriodRole::Since, back(1)),
            () if is_any(word, &["by", "until", "till", "through"]) => Role::new(PeriodRole::By, back(1)),
            () if word.eq_ignore_ascii_case("before") => Role { role: PeriodRole::By, first: back(1), excluded: true },
            () if word.eq_ignore_ascii_case("from") && found.parts.is_empty() && !self.is_compared(back(1)) => {
                Role::new(PeriodRole::From, back(1))
            }
            () if word.eq_ignore_ascii_case("at") && found.edge.is_some_and(|e| e != Edge::Mid) => Role::new(PeriodRole::AsOf, back(1)),
            () => Role::new(PeriodRole::Within, first),
        }
    }

    /// Roles that more than one word gives.
    fn role_by_phrase(&self, first: usize, found: &Expression) -> Option<Role> {
        let reads = |phrase: &[&str]| first >= self.sentence.first + phrase.len() && self.text.reads(first - phrase.len(), phrase);
        let made = |role: PeriodRole, n: usize| Some(Role::new(role, first - n));
        if reads(&["so", "far"]) {
            return made(PeriodRole::Since, 2);
        }
        if reads(&["so", "far", "in"]) || reads(&["so", "far", "during"]) || reads(&["up", "to", "now"]) {
            return made(PeriodRole::Since, 3);
        }
        if reads(&["as", "of"]) || reads(&["as", "at"]) || reads(&["as", "on"]) {
            return made(PeriodRole::AsOf, 2);
        }
        if reads(&["as", "of", "the"]) {
            return made(PeriodRole::AsOf, 3);
        }
        if reads(&["ahead", "of"]) || reads(&["prior", "to"]) {
            return Some(Role { role: PeriodRole::By, first: first - 2, excluded: found.edge.is_none() });
        }
        if reads(&["up", "to"]) || reads(&["up", "until"]) || reads(&["later", "than"]) {
            return made(PeriodRole::By, 2);
        }
        if let Some(at) = self.opens_clause_date(first, "since") {
            return Some(Role::new(PeriodRole::Since, at));
        }
        if let Some(at) = self.opens_clause_date(first, "before") {
            return Some(Role { role: PeriodRole::By, first: at, excluded: true });
        }
        for lead in ["starting", "beginning", "effective", "commencing"] {
            if reads(&[lead]) {
                return made(PeriodRole::From, 1);
            }
            if ["from", "in", "on", "with"].iter().any(|w| reads(&[lead, w])) {
                return made(PeriodRole::From, 2);
            }
        }
        None
    }

    /// "since independence in 1990", "before the crisis of 2002": the noun between is dated by the year.
    fn opens_clause_date(&self, first: usize, word: &str) -> Option<usize> {
        if !self.is_before(first, 1, &["in", "of", "on"]) {
            return None;
        }
        let at = (2..=8).find_map(|n| self.before(first, n).filter(|k| self.text.is(*k, word)))?;
        let plain =
            |k: usize| self.text.word(k).starts_with(char::is_alphabetic) && !(self.is_cue(k, Cue::Behind) || self.is_cue(k, Cue::Ahead));
        (at >= self.floor && (at + 1..first).all(plain)).then_some(at)
    }

    /// "up 5% from 2021": a comparison, not a beginning.
    fn is_compared(&self, from: usize) -> bool {
        let floor = from.saturating_sub(6).max(self.sentence.first);
        (floor..from).any(|k| self.is_cue(k, Cue::Change))
    }

    /// "on", "onwards" after "from May"; "at the latest"; "to date" after a year.
    fn with_tail(&self, found: &Expression, role: Role) -> (Role, usize) {
        let last = found.last;
        if self.is_any(last, &["onwards", "onward"]) || self.is(last, "on") && role.role == PeriodRole::From {
            return (Role { role: PeriodRole::From, ..role }, last + 1);
        }
        if self.text.reads(last, &["at", "the", "latest"]) {
            return (Role { role: PeriodRole::By, ..role }, last + 3);
        }
        if self.text.reads(last, &["so", "far"]) && role.role == PeriodRole::Within {
            return (Role { role: PeriodRole::Since, ..role }, last + 2);
        }
        if self.is(last, "to") && self.is(last + 1, "date") && found.grain() == Some(Grain::Year) {
            return (Role { role: PeriodRole::Since, ..role }, last + 2);
        }
        (role, last)
    }

    /// The period that the guidelines' table asks for.
    fn written(&self, role: &Role, found: &Expression) -> Option<Period> {
        let narrowed = found.narrowed();
        match role.role {
            PeriodRole::Compared if found.open => narrowed.map(|s| Period::until(s.end)),
            PeriodRole::Within | PeriodRole::Compared | PeriodRole::Past => narrowed.map(Stretch::period),
            PeriodRole::Since => self.since(found),
            PeriodRole::By => self.until(role, found),
            PeriodRole::AsOf => narrowed.map(|s| Period::until(if found.edge == Some(Edge::Start) { s.start } else { s.end })),
            PeriodRole::From => {
                narrowed.map(|s| Period { start: Some(if found.edge == Some(Edge::End) { s.end } else { s.start }), end: None })
            }
            PeriodRole::Ahead => self.ahead(found).map(Period::until),
            PeriodRole::Rate | PeriodRole::Duration | PeriodRole::Vague => None,
        }
    }

    fn since(&self, found: &Expression) -> Option<Period> {
        let start = found.narrowed()?.start;
        match self.today() {
            Some(today) if start <= today => Some(Period::new(start, today)),
            Some(_) => None,
            None => Some(Period { start: Some(start), end: None }),
        }
    }

    fn until(&self, role: &Role, found: &Expression) -> Option<Period> {
        let narrowed = found.narrowed()?;
        let end = match found.edge {
            Some(Edge::Start) => narrowed.start,
            Some(Edge::End) => narrowed.end,
            _ if role.excluded => day_before(narrowed.start)?,
            _ => narrowed.end,
        };
        Some(Period::until(end))
    }

    fn ahead(&self, found: &Expression) -> Option<Date> {
        if let Some(stretch) = found.stretch {
            return Some(stretch.end);
        }
        let (count, unit) = found.length.filter(|(n, _)| *n > 0)?;
        next_stretch(self.today()?, count, unit).map(|s| s.end)
    }

    /// "MADRID, May 14 (Agency) -": the date of a newswire's dateline.
    fn is_dateline(&self, found: &Expression) -> bool {
        let day = found.grain() == Some(Grain::Day) && found.kind == TimexType::Date;
        let near = found.first > self.sentence.first && found.first - self.sentence.first <= 9;
        if !day || !near || !self.text.tokens.get(self.sentence.first).is_some_and(|t| t.line || t.paragraph) {
            return false;
        }
        let place = (self.sentence.first..found.first)
            .all(|k| self.text.is_capitalized(k) || self.words[k] == Word::Plain && !self.text.word(k).starts_with(char::is_alphabetic));
        place && matches!(self.text.word(found.last), "-" | "--" | "–" | "—" | "(" | "." | ":" | "/" | "_" | ",")
    }
}

fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

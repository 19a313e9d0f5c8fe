//! What a schema can't say about a reading: evidence that slices right, directions, dates, ids, codes.
//!
//! ```
//! use attache_reader::{Reader, check, contract::Article};
//! let article = Article { text: "Exports from Togo to Mali fell to $3 million in 2019.".into(), ..Article::default() };
//! let reading = Reader::embedded().read(&article);
//! assert_eq!(check::check(&reading), Vec::<String>::new());
//! ```

mod event;
mod evidence;
mod figure;

use crate::contract::{Evidence, Party, Period, Reading, Statement};
use evidence::Offsets;

/// The contract's blocs; every other party has two letters.
const BLOCS: [&str; 20] = [
    "EU", "ASEAN", "EAEU", "CIS", "GCC", "AFU", "MERCOSUR", "ECOWAS", "EAC", "SADC", "SCO", "OTS", "BRICS", "CARICOM", "EFTA", "NATO",
    "G7", "G20", "UN", "WORLD",
];

/// What breaks the contract, one line each, naming the record; empty when nothing does.
pub fn check(reading: &Reading) -> Vec<String> {
    let mut report = Report { offsets: Offsets::new(&reading.document.text), statements: &reading.statements, problems: Vec::new() };
    report.entities(reading);
    report.statements();
    report.order("f", reading.figures.iter().map(|f| (f.id.as_str(), f.evidence.start)));
    reading.figures.iter().for_each(|f| figure::check(&mut report, f));
    report.order("e", reading.events.iter().map(|e| (e.id.as_str(), e.evidence.start)));
    reading.events.iter().for_each(|e| event::check(&mut report, e));
    reading.warnings.iter().filter_map(|w| w.evidence.as_ref()).for_each(|e| report.evidence("warning", e));
    report.problems
}

struct Report<'r> {
    offsets: Offsets<'r>,
    statements: &'r [Statement],
    problems: Vec<String>,
}

impl Report<'_> {
    fn say(&mut self, id: &str, problem: impl AsRef<str>) {
        self.problems.push(format!("{id}: {}", problem.as_ref()));
    }

    fn expect(&mut self, holds: bool, id: &str, problem: &str) {
        if !holds {
            self.say(id, problem);
        }
    }

    fn entities(&mut self, reading: &Reading) {
        for (i, entity) in reading.entities.iter().enumerate() {
            let id = entity.id.as_str();
            self.expect(entity.id == format!("n{}", i + 1), id, "ids aren't n1, n2 ... in order");
            self.expect(!entity.name.trim().is_empty(), id, "no name");
            self.expect(!entity.evidence.is_empty(), id, "no evidence");
            entity.country.iter().for_each(|c| self.party(id, *c));
            entity.evidence.iter().for_each(|e| self.evidence(id, e));
        }
    }

    fn statements(&mut self) {
        let statements = self.statements;
        self.order("s", statements.iter().map(|s| (s.id.as_str(), s.evidence.start)));
        for statement in statements {
            let id = statement.id.as_str();
            self.evidence(id, &statement.evidence);
            self.confidence(id, statement.confidence);
            self.expect(!statement.text.trim().is_empty(), id, "no words");
            statement.speaker.country.iter().for_each(|c| self.party(id, *c));
        }
    }

    /// Ids count from 1, and records stand in the order of the text.
    fn order<'i>(&mut self, letter: &str, ids: impl Iterator<Item = (&'i str, usize)>) {
        let mut before = 0;
        for (i, (id, start)) in ids.enumerate() {
            self.expect(*id == format!("{letter}{}", i + 1), id, "ids don't count from 1 in order");
            self.expect(start >= before, id, "stands before the record that precedes it");
            before = start;
        }
    }

    fn evidence(&mut self, id: &str, evidence: &Evidence) {
        let slice = self.offsets.slice(evidence.start, evidence.end);
        self.expect(!evidence.quote.is_empty(), id, "empty evidence");
        self.expect(slice == Some(evidence.quote.as_str()), id, "the evidence's quote isn't the text between its offsets");
    }

    fn confidence(&mut self, id: &str, confidence: f64) {
        self.expect((0.0..=1.0).contains(&confidence), id, "confidence outside 0..1");
    }

    fn party(&mut self, id: &str, party: Party) {
        let code = party.as_str();
        let two_letters = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        self.expect(two_letters || BLOCS.contains(&code), id, &format!("{code:?} is no party's code"));
    }

    /// Sorted, without repetition, and holding those that act.
    fn parties(&mut self, id: &str, parties: &[Party], roles: [Option<Party>; 2]) {
        self.expect(!parties.is_empty(), id, "no parties");
        self.expect(parties.is_sorted() && parties.windows(2).all(|w| w[0] != w[1]), id, "parties aren't sorted and different");
        self.expect(roles.iter().flatten().all(|r| parties.contains(r)), id, "parties don't hold both ends of the direction");
        self.expect(roles[0].is_none() || roles[0] != roles[1], id, "the direction leads back to where it began");
        parties.iter().for_each(|p| self.party(id, *p));
    }

    fn period(&mut self, id: &str, period: Option<&Period>) {
        let Some(period) = period else { return };
        self.expect(period.start.is_some() || period.end.is_some(), id, "a period without an end or a beginning should be null");
        let ordered = period.start.zip(period.end).is_none_or(|(start, end)| start <= end);
        self.expect(ordered, id, "the period ends before it begins");
    }

    /// Says the statement that holds the record, exactly when there is one.
    fn holder(&mut self, id: &str, named: Option<&str>, evidence: &Evidence) {
        let holds = |s: &Statement| s.evidence.start <= evidence.start && evidence.end <= s.evidence.end;
        match named {
            None => {
                let held = self.statements.iter().any(holds);
                self.expect(!held, id, "stands in a statement and doesn't name it");
            }
            Some(name) => match self.statements.iter().find(|s| s.id == name) {
                None => self.say(id, format!("names {name}, which isn't there")),
                Some(statement) => self.expect(holds(statement), id, "names a statement that doesn't hold it"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Article, Code, Figure, FigureStatus, Indicator, Qualifier};

    fn reading(figure: Figure) -> Reading {
        let document = Article { text: "Trade was €5 million.".into(), ..Article::default() };
        let (entities, statements, events, warnings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Reading { document, entities, statements, figures: vec![figure], events, warnings, meta: None }
    }

    fn figure() -> Figure {
        Figure {
            id: "f1".into(),
            indicator: Indicator::Turnover,
            from: None,
            to: None,
            parties: vec![Code::new("CL"), Code::new("PE")],
            value: Some(5_000_000.into()),
            value_max: None,
            unit: Some(Code::new("EUR")),
            qualifier: Qualifier::Exact,
            change: None,
            period: None,
            status: FigureStatus::Actual,
            topic: None,
            statement: None,
            confidence: 0.5,
            evidence: Evidence { start: 10, end: 20, quote: "€5 million".into() },
        }
    }

    #[test]
    fn a_sound_figure_passes() {
        assert_eq!(check(&reading(figure())), Vec::<String>::new());
    }

    #[test]
    fn each_slip_is_named() {
        let slips: [(Figure, &str); 6] = [
            (Figure { evidence: Evidence { start: 11, ..figure().evidence }, ..figure() }, "quote"),
            (Figure { parties: vec![Code::new("PE"), Code::new("CL")], ..figure() }, "sorted"),
            (Figure { from: Some(Code::new("PE")), to: Some(Code::new("CL")), ..figure() }, "from and to"),
            (Figure { unit: Some(Code::new("euro")), ..figure() }, "unit"),
            (Figure { value: None, unit: None, ..figure() }, "neither"),
            (Figure { statement: Some("s3".into()), ..figure() }, "s3"),
        ];
        for (figure, word) in slips {
            let problems = check(&reading(figure)).join("\n");
            assert!(problems.contains(word), "{word}: {problems:?}");
        }
    }
}

//! What the annotation answers to the reader's questions about events.
//!
//! Example: a draft whose trigger stands in the words of an expected event of its kind has that event's parties as right answer.

use attache_reader::Reader;
use attache_reader::choose::{Candidate, Model};
use attache_reader::contract::{EventKind, EventStatus, Party, Period};
use attache_reader::event::parties::Sets;
use attache_reader::event::{Decided, Draft, Found, Options};
use attache_reader::page::Page;
use attache_reader::text::Span;

use crate::gold::Annotated;
use crate::logit::{Example, Names};
use crate::score::record::{self, Records};
use crate::score::{Score, Sort, locate};

/// An expected event with its bytes.
pub struct Gold {
    pub span: Span,
    pub paragraph: usize,
    pub kind: EventKind,
    pub parties: Vec<Party>,
    pub date: Option<Period>,
    pub status: EventStatus,
}

impl Gold {
    /// Is the draft's trigger of this kind and in these words?
    pub fn holds(&self, page: &Page, draft: &Draft) -> bool {
        self.kind == draft.trigger.kind && self.span.overlaps(draft.span(page))
    }
}

pub fn gold(annotated: &Annotated) -> Vec<Gold> {
    let text = &annotated.article.text;
    let events = annotated.expected.events.iter();
    events.filter_map(|e| one(text, e)).collect()
}

fn one(text: &str, event: &record::Event) -> Option<Gold> {
    let (start, end) = locate::locate(text, &event.context)?;
    let mut parties: Vec<Party> = event.parties.iter().flatten().map(|p| Party::new(p)).collect();
    parties.sort_unstable();
    let status = EventStatus::ALL.iter().find(|(_, n)| Some(*n) == event.status.as_deref())?.0;
    let date = event.date.as_ref().map(|d| Period { start: day(d.start.as_deref()), end: day(d.end.as_deref()) });
    let kind = EventKind::parse(event.kind.as_deref()?)?;
    Some(Gold { span: Span::new(start, end), paragraph: paragraph(text, start), kind, parties, date, status })
}

fn day(text: Option<&str>) -> Option<jiff::civil::Date> {
    text.and_then(|t| t.parse().ok())
}

fn paragraph(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let gap = if text.contains("\n\n") { "\n\n" } else { "\n" };
    before.matches(gap).count()
}

/// One article's drafts beside what is expected of them.
pub struct Asked<'a> {
    pub reader: &'a Reader,
    pub page: &'a Page<'a>,
    pub drafts: &'a [Draft],
    pub gold: &'a [Gold],
}

impl Asked<'_> {
    fn own<'g>(&'g self, draft: &'g Draft) -> impl Iterator<Item = &'g Gold> {
        self.gold.iter().filter(|g| g.holds(self.page, draft))
    }

    fn example<T: PartialEq>(&self, names: &mut Names, options: &Options<T>, right: impl Fn(&T) -> bool) -> Option<Example> {
        let answers: Vec<bool> = options.values.iter().map(right).collect();
        let learnable = answers.iter().any(|a| *a) && !answers.iter().all(|a| *a);
        learnable.then(|| Example::own(names, &options.candidates, answers))
    }

    pub fn parties(&self, names: &mut Names) -> Vec<Example> {
        let examples = self.drafts.iter().filter_map(|d| {
            let told = |sets: &Sets| sets.iter().all(|set| self.own(d).any(|g| g.parties == *set));
            let most = d.parties.values.iter().filter(|sets| told(sets)).map(Vec::len).max()?;
            self.example(names, &d.parties, |sets| told(sets) && sets.len() == most)
        });
        examples.collect()
    }

    pub fn dates(&self, names: &mut Names) -> Vec<Example> {
        self.drafts.iter().filter_map(|d| self.example(names, &d.dates, |p| self.own(d).any(|g| g.date == *p))).collect()
    }

    pub fn statuses(&self, model: &Model, names: &mut Names) -> Vec<Example> {
        let asked = self.drafts.iter().filter(|d| self.own(d).next().is_some());
        let examples = asked.filter_map(|d| {
            let mut guide = model;
            let decided = self.reader.events.decide(self.page, d, &mut guide)?;
            self.example(names, &d.statuses(self.page, decided.date), |s| self.own(d).any(|g| g.status == *s))
        });
        examples.collect()
    }

    /// Accepting is right where the event is found as the scorer finds it.
    pub fn accepts(&self, model: &Model, names: &mut Names) -> Vec<Example> {
        let mut guide = model;
        let decided: Vec<Option<Decided>> = self.drafts.iter().map(|d| self.reader.events.decide(self.page, d, &mut guide)).collect();
        let overlapped: Vec<bool> = self.gold.iter().map(|g| self.is_overlapped(g, &decided)).collect();
        let mut examples = Vec::new();
        for (draft, decided) in self.drafts.iter().zip(&decided) {
            let Some(decided) = decided else { continue };
            let Some(right) = self.is_right(draft, decided, &overlapped) else { continue };
            examples.push(Example::own(names, &[decided.accept.clone(), Candidate::new("abstain")], vec![right, !right]));
        }
        examples
    }

    fn is_overlapped(&self, gold: &Gold, decided: &[Option<Decided>]) -> bool {
        let mut pairs = self.drafts.iter().zip(decided);
        pairs.any(|(d, a)| gold.holds(self.page, d) && a.as_ref().is_some_and(|a| a.parties.contains(&gold.parties)))
    }

    /// `None` where the draft repeats an event that another one tells better.
    fn is_right(&self, draft: &Draft, decided: &Decided, overlapped: &[bool]) -> Option<bool> {
        let span = draft.span(self.page);
        let alike = |g: &&Gold| g.kind == draft.trigger.kind && decided.parties.contains(&g.parties);
        if self.gold.iter().filter(alike).any(|g| g.span.overlaps(span)) {
            return Some(true);
        }
        let here = paragraph(self.page.text.raw, span.start);
        let near = |g: &Gold| g.paragraph == here || g.date.is_some() && g.date == decided.date;
        let mut found = self.gold.iter().zip(overlapped).filter(|(g, _)| alike(g) && near(g)).peekable();
        if found.peek().is_none() {
            return Some(false);
        }
        found.any(|(_, told)| !told).then_some(true)
    }
}

/// What was found as the scorer reads it.
pub fn records(text: &str, found: &[Found]) -> Records {
    let point = |byte: usize| text.get(..byte).map_or(0, |t| t.chars().count());
    let date = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    let events = found.iter().map(|f| record::Event {
        kind: Some(f.kind.name().to_owned()),
        parties: Some(f.parties.iter().map(Party::to_string).collect()),
        date: f.date.map(|p| record::Period { start: date(p.start), end: date(p.end) }),
        status: Some(f.status.name().to_owned()),
        confidence: Some(f.confidence),
        evidence: record::Evidence { start: point(f.span.start), end: point(f.span.end) },
        ..record::Event::default()
    });
    Records { events: events.collect(), ..Records::default() }
}

pub fn print_errors(annotated: &Annotated, read: &Records, outcome: &Score) {
    let text: Vec<char> = annotated.article.text.chars().collect();
    for mistake in outcome.mistakes.iter().filter(|m| m.sort == Sort::Event) {
        let gold = mistake.gold.map(|i| &annotated.expected.events[i]);
        let found = mistake.read.map(|i| &read.events[i]);
        println!("{} {:?}", annotated.article.id, mistake.why);
        if let Some(g) = gold {
            println!("   gold {} | {}", line(g), g.context);
        }
        if let Some(f) = found {
            let words: String = text.get(f.evidence.start..f.evidence.end).unwrap_or(&[]).iter().collect();
            println!("   read {} | {}", line(f), words);
        }
    }
}

fn line(event: &record::Event) -> String {
    let date = event
        .date
        .as_ref()
        .map_or_else(|| "undated".to_owned(), |d| format!("{}..{}", d.start.as_deref().unwrap_or(""), d.end.as_deref().unwrap_or("")));
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    format!(
        "{} {} {date} {}",
        text(&event.kind),
        event.parties.iter().flatten().cloned().collect::<Vec<_>>().join(","),
        text(&event.status)
    )
}

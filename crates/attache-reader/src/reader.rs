//! The reader: data and lexicon built once, articles read one by one.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let reading = Reader::embedded().read(&Article { id: "x".into(), ..Article::default() });
//! assert_eq!(reading.document.id, "x");
//! ```

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::choose::Model;
use crate::contract::{Article, Event, Evidence, Figure, Meta, Reading, Statement, Warning, WarningKind};
use crate::data::Data;
use crate::event::{self, Events};
use crate::figure::{self, Figures};
use crate::lexicon::{Builder, Lexicon};
use crate::mention::amount::Amounts;
use crate::mention::amount::money::Origin;
use crate::mention::amount::table;
use crate::mention::party::Parties;
use crate::mention::period::Periods;
use crate::mention::person::Names;
use crate::mention::project::Projects;
use crate::mention::{Published, quotation};
use crate::page::Page;
use crate::resolve::{Outlet, Resolved, StandIns};
use crate::statement::{self, Statements};
use crate::text::{CodePoints, Span, Text};
use crate::{entity, resolve};

/// Everything that reading needs besides the article.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    pub amounts: Amounts,
    pub periods: Periods,
    pub parties: Parties,
    stand_ins: StandIns,
    projects: Projects,
    names: Names,
    pub statements: Statements,
    pub figures: Figures,
    pub events: Events,
    model: Model,
}

impl Reader {
    pub fn new(data: &Data) -> Self {
        let mut builder = Builder::default();
        let parties = Parties::new(data, &mut builder);
        let stand_ins = StandIns::new(data, &mut builder);
        let projects = Projects::new(data, &mut builder);
        let names = Names::new(data, &mut builder);
        let statements = Statements::new(data, &mut builder);
        let figures = Figures::new(data, &mut builder);
        let events = Events::new(data, &mut builder);
        Reader {
            lexicon: builder.build(),
            amounts: Amounts::new(data),
            periods: Periods::new(data),
            parties,
            stand_ins,
            projects,
            names,
            statements,
            figures,
            events,
            model: Model::parse(
                &[data.file("weights.tsv"), data.file("weights_events.tsv")].join("\n"),
                &[&figure::indicator::ANSWERS, &figure::status::ANSWERS],
            ),
        }
    }

    /// The reader over the data it was built with.
    pub fn embedded() -> &'static Reader {
        static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&Data::embedded()));
        &READER
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Finds all mentions, decides nothing.
    pub fn page<'a>(&self, article: &'a Article) -> Page<'a> {
        let text = Text::new(&article.text);
        let published = published(article);
        let hits = self.lexicon.scan(&text);
        let quotations = quotation::scan(&text);
        let mut named = self.parties.scan(&text, &hits, published);
        let projects = self.projects.scan(&text, &hits, &mut named);
        let outlet = self.outlet(article);
        let Resolved { parties, partners, pair, home } = resolve::resolve(&text, &hits, named, &outlet, &self.parties, &self.stand_ins);
        let people = self.names.scan(&text, &hits, &parties, home);
        let amounts = self.amounts.scan(
            &text,
            &parties,
            Origin { outlet: outlet.parties.first().and_then(|m| m.parties.first().copied()), dateline: home },
        );
        let periods = self.periods.scan(&text, published, &parties);
        let columns = table::columns(&text, &self.amounts.cells(&text), &amounts, &periods);
        Page {
            text,
            site: article.site.as_deref(),
            published,
            hits,
            amounts,
            periods,
            columns,
            parties,
            people,
            quotations,
            projects,
            pair,
            partners,
            home,
        }
    }

    /// Parties that the outlet's name or address mentions.
    fn outlet<'s>(&self, article: &'s Article) -> Outlet<'s> {
        let site = article.site.as_deref().unwrap_or_default();
        let text = Text::new(site);
        Outlet { site, parties: self.parties.scan(&text, &self.lexicon.scan(&text), None) }
    }

    pub fn read(&self, article: &Article) -> Reading {
        let page = self.page(article);
        let statements = self.statements.read(&page, &self.model);
        let mut figures = self.figures.read(&page, &statements, &self.model);
        figures.sort_by_key(|f| f.span.start);
        let mut events = self.events.read(&page, &statements, &self.model);
        events.sort_by_key(|e| e.span.start);
        let warnings = warnings(&page);
        let quote = Quoter { raw: &article.text, points: CodePoints::new(&article.text) };
        let ids: Vec<(Span, String)> = statements.iter().enumerate().map(|(i, s)| (s.span, format!("s{}", i + 1))).collect();
        Reading {
            entities: entity::entities(&page, &quote, &self.parties),
            statements: statements.into_iter().enumerate().map(|(i, s)| quote.statement(i, s)).collect(),
            figures: figures.into_iter().enumerate().map(|(i, f)| quote.figure(i, f, &ids)).collect(),
            events: events.into_iter().enumerate().map(|(i, e)| quote.event(i, e, &ids)).collect(),
            warnings,
            document: article.clone(),
            meta: Some(Meta { reader: concat!("attache ", env!("CARGO_PKG_VERSION")).to_owned(), sources: BTreeMap::new() }),
        }
    }
}

/// The date part of what the source wrote; `None` when it isn't a date.
pub fn published(article: &Article) -> Published {
    let written = article.published.as_deref()?;
    written.get(..10)?.parse::<Date>().ok()
}

fn warnings(page: &Page) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if page.published.is_none() {
        let message = "the article has no publication date: relative periods stay open".to_owned();
        warnings.push(Warning { kind: WarningKind::NoPublicationDate, message, evidence: None });
    }
    warnings
}

/// Turns byte spans into evidence.
pub struct Quoter<'a> {
    raw: &'a str,
    points: CodePoints<'a>,
}

impl Quoter<'_> {
    pub fn evidence(&self, span: Span) -> Evidence {
        Evidence {
            start: self.points.at(span.start),
            end: self.points.at(span.end),
            quote: self.raw.get(span.start..span.end).unwrap_or("").to_owned(),
        }
    }

    fn text(&self, span: Option<Span>) -> Option<String> {
        span.and_then(|s| self.raw.get(s.start..s.end)).map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn statement(&self, index: usize, found: statement::Found) -> Statement {
        let evidence = self.evidence(found.span);
        Statement {
            id: format!("s{}", index + 1),
            speaker: found.speaker,
            mode: found.mode,
            text: found.text.unwrap_or_else(|| evidence.quote.clone()),
            medium: found.medium,
            date: found.date,
            confidence: round(found.confidence),
            evidence,
        }
    }

    fn figure(&self, index: usize, found: figure::Found, statements: &[(Span, String)]) -> Figure {
        Figure {
            id: format!("f{}", index + 1),
            indicator: found.indicator,
            from: found.from,
            to: found.to,
            parties: found.parties,
            value: found.value,
            value_max: found.value_max,
            unit: found.unit,
            qualifier: found.qualifier,
            change: found.change,
            period: found.period,
            status: found.status,
            topic: self.text(found.topic),
            statement: holder(found.span, statements),
            confidence: round(found.confidence),
            evidence: self.evidence(found.span),
        }
    }

    fn event(&self, index: usize, found: event::Found, statements: &[(Span, String)]) -> Event {
        Event {
            id: format!("e{}", index + 1),
            kind: found.kind,
            plover: found.plover.map(str::to_owned),
            cameo: found.cameo.map(str::to_owned),
            parties: found.parties,
            actor: found.actor,
            target: found.target,
            participants: found.participants,
            date: found.date,
            status: found.status,
            count: found.count,
            subject: self.text(found.subject),
            place: self.text(found.place),
            statement: holder(found.span, statements),
            confidence: round(found.confidence),
            evidence: self.evidence(found.span),
        }
    }
}

/// The shortest statement whose evidence contains the span.
fn holder(span: Span, statements: &[(Span, String)]) -> Option<String> {
    let holding = statements.iter().filter(|(s, _)| s.contains(span));
    holding.min_by_key(|(s, _)| s.end - s.start).map(|(_, id)| id.clone())
}

fn round(confidence: f64) -> f64 {
    (confidence.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

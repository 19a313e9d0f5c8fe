//! One article while it is read: its text and everything mentioned in it, which the slices (statements, figures, events) share.
//!
//! ```
//! use attache_reader::{Reader, contract::Article, page::Page};
//! let article = Article { text: "Trade between Latvia and Estonia grew.".into(), ..Article::default() };
//! let page: Page = Reader::embedded().page(&article);
//! assert_eq!(page.pair.map(|p| (p[0].to_string(), p[1].to_string())), Some(("EE".into(), "LV".into())));
//! ```

use crate::contract::{Party, Period};
use crate::lexicon::Hit;
use crate::mention::person::People;
use crate::mention::word_class::Words;
use crate::mention::{Amount, PartyMention, PeriodMention, ProjectMention, Published, Quotation};
use crate::text::Text;

#[derive(Debug)]
pub struct Page<'a> {
    pub text: Text<'a>,
    /// Where the news comes from, as far as metadata tells.
    pub site: Option<&'a str>,
    pub published: Published,
    /// Lexicon hits of every topic, by first token.
    pub hits: Vec<Hit>,
    pub amounts: Vec<Amount>,
    pub periods: Vec<PeriodMention>,
    /// For values of tables: the amount's index and the period that heads its column, by index.
    pub columns: Vec<(usize, Period)>,
    /// Named parties and resolved anaphors, in text order.
    pub parties: Vec<PartyMention>,
    pub people: People,
    pub quotations: Vec<Quotation>,
    pub projects: Vec<ProjectMention>,
    /// The two parties the article is about, sorted by code.
    pub pair: Option<[Party; 2]>,
    /// All parties named, the most salient first.
    pub partners: Vec<(Party, u32)>,
    /// The country of the dateline, else of the outlet.
    pub home: Option<Party>,
}

impl<'a> Page<'a> {
    /// The tokens with their classes, for whoever grows or skips noun phrases.
    pub fn words(&self) -> Words<'_, 'a> {
        Words { text: &self.text, classes: &self.people.classes, party: &self.people.party_at }
    }
}

//! Entities: what the document names, one each, with all its mentions.
//!
//! ```
//! use attache_reader::{Reader, contract::{Article, EntityType}};
//! let text = "Latvian exports to Estonia rose, Latvia said. The two countries share Rail Baltica.";
//! let entities = Reader::embedded().read(&Article { text: text.into(), ..Article::default() }).entities;
//! let named: Vec<(EntityType, &str, usize)> = entities.iter().map(|e| (e.kind, e.name.as_str(), e.evidence.len())).collect();
//! assert_eq!(named[..2], [(EntityType::Country, "Latvia", 2), (EntityType::Country, "Estonia", 1)]);
//! assert_eq!(named[2], (EntityType::Project, "Rail Baltica", 1));
//! ```

use rustc_hash::FxHashMap;

use crate::contract::{Entity, EntityType, Evidence, Party};
use crate::mention::party::Parties;
use crate::mention::{PartyForm, PartyMention, Person};
use crate::page::Page;
use crate::reader::Quoter;
use crate::text::Span;

/// Gathers mentions into things, in the order of their first mention.
struct Gatherer<'g, 'a> {
    page: &'g Page<'a>,
    quote: &'g Quoter<'a>,
    entities: Vec<Entity>,
    /// Type and key to index.
    known: FxHashMap<(EntityType, String), usize>,
}

pub fn entities<'a>(page: &Page<'a>, quote: &Quoter<'a>, parties: &Parties) -> Vec<Entity> {
    let mut gatherer = Gatherer { page, quote, entities: Vec::new(), known: FxHashMap::default() };
    for mention in &page.parties {
        gatherer.party(mention, parties);
    }
    for project in &page.projects {
        let at = gatherer.thing(EntityType::Project, &project.name, &project.name, None);
        gatherer.seen(at, project.span, true);
    }
    gatherer.people();
    let mut entities = gatherer.entities;
    for entity in &mut entities {
        entity.evidence.sort_by_key(|e| (e.start, e.end));
        entity.evidence.dedup();
    }
    entities.sort_by_key(|e| e.evidence.first().map(|e| (e.start, std::cmp::Reverse(e.end))));
    for (i, entity) in entities.iter_mut().enumerate() {
        entity.id = format!("n{}", i + 1);
    }
    entities
}

impl Gatherer<'_, '_> {
    /// The entity of this type and key, new when it is the first of it.
    fn thing(&mut self, kind: EntityType, key: &str, name: &str, country: Option<Party>) -> usize {
        let fresh = self.entities.len();
        let at = *self.known.entry((kind, key.to_owned())).or_insert(fresh);
        if at == fresh {
            self.entities.push(Entity {
                id: String::new(),
                kind,
                name: name.to_owned(),
                aliases: Vec::new(),
                role: None,
                organization: None,
                country,
                evidence: Vec::new(),
            });
        }
        at
    }

    /// Adds a mention, and its words as an alias when they name the thing in another way.
    fn seen(&mut self, at: usize, span: Span, names: bool) {
        let evidence: Evidence = self.quote.evidence(span);
        let Some(entity) = self.entities.get_mut(at).filter(|_| !evidence.quote.is_empty()) else { return };
        let words = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        if names && words != entity.name && !entity.aliases.contains(&words) {
            entity.aliases.push(words);
        }
        entity.evidence.push(evidence);
    }

    fn party(&mut self, mention: &PartyMention, parties: &Parties) {
        let Some(party) = mention.parties.first().copied().filter(|_| mention.parties.len() == 1) else { return };
        let words = self.page.text.slice(mention.span);
        let profile = parties.profile(party);
        let at = match mention.form {
            PartyForm::Place => self.thing(EntityType::Place, words, words, Some(party)),
            PartyForm::Body => self.thing(EntityType::Organization, words, words, profile.filter(|p| !p.is_bloc).map(|_| party)),
            PartyForm::Pair => return,
            _ => {
                let Some(profile) = profile else { return };
                let (kind, country) = if profile.is_bloc { (EntityType::Bloc, None) } else { (EntityType::Country, Some(party)) };
                self.thing(kind, party.as_str(), &profile.name, country)
            }
        };
        self.seen(at, mention.span, mention.form != PartyForm::Anaphor);
    }

    /// People with a name, and organisations that speak.
    fn people(&mut self) {
        let people = &self.page.people;
        let mut spans: Vec<(usize, Span)> = people.mentions.iter().filter_map(|m| m.person.map(|p| (p, m.span))).collect();
        let text = &self.page.text;
        let speaks = |p: usize| people.people.get(p).is_some_and(|p| p.name.is_none() && p.role.is_none());
        let sources = people.sources.iter().filter(|s| speaks(s.person));
        spans.extend(sources.map(|s| (s.person, text.span(s.phrase.tokens.first..s.phrase.tokens.last))));
        for (index, span) in spans {
            let Some(person) = people.people.get(index) else { continue };
            if let Some(at) = self.person(person) {
                self.seen(at, span, false);
            }
        }
    }

    fn person(&mut self, person: &Person) -> Option<usize> {
        if let Some(name) = &person.name {
            let at = self.thing(EntityType::Person, name, name, person.country);
            if let Some(entity) = self.entities.get_mut(at) {
                entity.role.clone_from(&person.role);
                entity.organization.clone_from(&person.organization);
            }
            return Some(at);
        }
        let name = person.organization.as_ref().filter(|_| person.role.is_none())?;
        Some(self.thing(EntityType::Organization, name, name, person.country))
    }
}

//! Where parties are sighted: named, meant, or present through a person of theirs.
//!
//! ```
//! use attache_reader::{Reader, contract::Article, event::sight};
//! let article = Article { text: "Latvia thanked Estonia.".into(), ..Article::default() };
//! assert_eq!(sight::sights(&Reader::embedded().page(&article)).len(), 2);
//! ```

use crate::contract::Party;
use crate::mention::{PartyForm, Tokens};
use crate::page::Page;

/// One sighting of a party, or of a pair ("the two countries").
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    pub tokens: Tokens,
    pub parties: Vec<Party>,
    pub form: &'static str,
    pub possessive: bool,
}

/// All sightings in text order. A person's is dropped where a party named inside it says the same.
pub fn sights(page: &Page) -> Vec<Sight> {
    let named = page.parties.iter().filter(|m| !m.parties.is_empty()).map(|m| Sight {
        tokens: m.tokens,
        parties: m.parties.clone(),
        form: form_name(m.form),
        possessive: m.possessive,
    });
    let mut found: Vec<Sight> = named.collect();
    let mut persons = Vec::new();
    for mention in &page.people.mentions {
        let Some(country) = mention.person.and_then(|i| page.people.people.get(i)).and_then(|p| p.country) else { continue };
        let begin = found.partition_point(|s| s.tokens.last <= mention.tokens.first);
        let inside = found[begin..].iter().take_while(|s| s.tokens.first < mention.tokens.last).any(|s| s.parties.contains(&country));
        if !inside {
            let form = if mention.anaphoric { "pronoun" } else { "person" };
            persons.push(Sight { tokens: mention.tokens, parties: vec![country], form, possessive: false });
        }
    }
    found.extend(persons);
    found.sort_by_key(|s| (s.tokens.first, s.tokens.last));
    found
}

fn form_name(form: PartyForm) -> &'static str {
    match form {
        PartyForm::Name => "name",
        PartyForm::Demonym => "demonym",
        PartyForm::Capital => "capital",
        PartyForm::Place => "place",
        PartyForm::Bloc => "bloc",
        PartyForm::Body => "body",
        PartyForm::Anaphor => "anaphor",
        PartyForm::Pair => "pair",
    }
}

/// Sightings that begin within these tokens.
pub fn within(sights: &[Sight], tokens: Tokens) -> &[Sight] {
    let begin = sights.partition_point(|s| s.tokens.first < tokens.first);
    let end = sights.partition_point(|s| s.tokens.first < tokens.last);
    sights.get(begin..end).unwrap_or(&[])
}

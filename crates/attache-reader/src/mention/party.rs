//! Parties: countries, blocs, capitals, demonyms, bodies, and what stands for them.
//!
//! ```
//! use attache_reader::{lexicon::Builder, data::Data, mention::party::Parties};
//! let mut lexicon = Builder::default();
//! let parties = Parties::new(&Data::embedded(), &mut lexicon);
//! assert!(parties.name("AZ").is_some());
//! ```

use crate::contract::Party;
use crate::data::Data;
use crate::lexicon::{Builder, Hit, Topic};
use crate::mention::{PartyForm, PartyMention, Tokens};
use crate::text::Text;

/// A row of `countries.tsv`: one way to name one party.
#[derive(Clone, Debug)]
struct Naming {
    code: Party,
    form: PartyForm,
}

#[derive(Clone, Debug, Default)]
pub struct Parties {
    namings: Vec<Naming>,
    names: Vec<(Party, String)>,
}

impl Parties {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut parties = Parties::default();
        for row in data.table("countries.tsv").rows() {
            let code = Party::new(row.get("code"));
            let columns =
                [("name", PartyForm::Name), ("names", PartyForm::Name), ("demonyms", PartyForm::Demonym), ("capitals", PartyForm::Capital)];
            parties.names.push((code, row.get("name").to_owned()));
            for (column, form) in columns {
                for phrase in row.get(column).split(';').map(str::trim).filter(|p| !p.is_empty()) {
                    lexicon.add(Topic::Country, parties.namings.len(), phrase);
                    parties.namings.push(Naming { code, form });
                }
            }
        }
        parties
    }

    pub fn name(&self, code: &str) -> Option<&str> {
        self.names.iter().find(|(c, _)| *c == code).map(|(_, n)| n.as_str())
    }

    /// Named parties, before anything is resolved.
    pub fn scan(&self, text: &Text, hits: &[Hit]) -> Vec<PartyMention> {
        let mut mentions: Vec<PartyMention> = Vec::new();
        for hit in hits.iter().filter(|h| h.topic == Topic::Country) {
            let tokens = Tokens::new(hit.first, hit.last);
            if mentions.last().is_some_and(|m| m.tokens.overlaps(tokens)) {
                continue;
            }
            let naming = &self.namings[hit.row as usize];
            mentions.push(PartyMention {
                tokens,
                span: text.span(hit.first..hit.last),
                form: naming.form,
                parties: vec![naming.code],
                possessive: text.is_any(hit.last, &["'s", "’s"]),
            });
        }
        mentions
    }
}

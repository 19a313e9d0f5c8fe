//! Parties: countries, blocs, capitals, demonyms, bodies, and what stands for them.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let article = Article { text: "Riga and the Estonians trade across the Gulf of Finland.".into(), ..Article::default() };
//! let found: Vec<String> = Reader::embedded().page(&article).parties.iter().map(|m| m.parties[0].to_string()).collect();
//! assert_eq!(found, ["LV", "EE"]);
//! ```

use crate::contract::Party;
use crate::data::Data;
use crate::lexicon::{Builder, Hit, Topic};
use crate::mention::{PartyForm, PartyMention, Tokens};
use crate::text::Text;

/// One way to name one party; a phrase that only looks like one has no party.
#[derive(Clone, Debug)]
struct Naming {
    party: Option<Party>,
    form: PartyForm,
}

#[derive(Clone, Debug, Default)]
pub struct Parties {
    namings: Vec<Naming>,
    names: Vec<(Party, String)>,
}

/// File, column, and what its phrases are. Files that come first win where two name the same words.
const COLUMNS: &[(&str, &str, PartyForm)] = &[
    ("countries.tsv", "name", PartyForm::Name),
    ("countries.tsv", "names", PartyForm::Name),
    ("namings.tsv", "names", PartyForm::Name),
    ("namings.tsv", "demonyms", PartyForm::Demonym),
    ("blocs.tsv", "name", PartyForm::Bloc),
    ("blocs.tsv", "names", PartyForm::Bloc),
    ("blocs.tsv", "bodies", PartyForm::Body),
    ("namings.tsv", "capitals", PartyForm::Capital),
    ("countries.tsv", "capital", PartyForm::Capital),
];

impl Parties {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut parties = Parties::default();
        for row in data.table("not_parties.tsv").rows() {
            parties.add(lexicon, None, PartyForm::Name, row.get("phrases"));
        }
        for (file, column, form) in COLUMNS {
            for row in data.table(file).rows() {
                parties.add(lexicon, Some(Party::new(row.get("code"))), *form, row.get(column));
            }
        }
        for file in ["countries.tsv", "blocs.tsv"] {
            parties.names.extend(data.table(file).rows().map(|r| (Party::new(r.get("code")), r.get("name").to_owned())));
        }
        parties
    }

    fn add(&mut self, lexicon: &mut Builder, party: Option<Party>, form: PartyForm, phrases: &str) {
        for phrase in phrases.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            lexicon.add(Topic::Country, self.namings.len(), phrase);
        }
        self.namings.push(Naming { party, form });
    }

    pub fn name(&self, code: &str) -> Option<&str> {
        self.names.iter().find(|(c, _)| *c == code).map(|(_, n)| n.as_str())
    }

    /// Named parties, before anything is resolved.
    pub fn scan(&self, text: &Text, hits: &[Hit]) -> Vec<PartyMention> {
        let mut mentions: Vec<PartyMention> = Vec::new();
        let mut taken = 0;
        for hit in hits.iter().filter(|h| h.topic == Topic::Country) {
            if hit.first < taken {
                continue;
            }
            taken = hit.last;
            let Some(naming) = self.namings.get(hit.row as usize) else { continue };
            let Some(party) = naming.party else { continue };
            if is_word_in_capitals(text, hit) {
                continue;
            }
            mentions.push(PartyMention {
                tokens: Tokens::new(hit.first, hit.last),
                span: text.span(hit.first..hit.last),
                form: naming.form,
                parties: vec![party],
                possessive: is_possessive(text, hit.last),
            });
        }
        mentions
    }
}

/// "Kazakhstan's", "the Philippines' exports".
fn is_possessive(text: &Text, after: usize) -> bool {
    text.is_any(after, &["'s", "’s"]) || text.is_glued(after) && text.is_any(after, &["'", "’"]) && text.word(after - 1).ends_with('s')
}

/// "WHO" in a headline set in capitals is the pronoun.
fn is_word_in_capitals(text: &Text, hit: &Hit) -> bool {
    let capitals = |i: usize| text.word(i).len() > 1 && !text.word(i).chars().any(char::is_lowercase);
    ["WHO", "CAR"].contains(&text.word(hit.first)) && hit.first > 0 && (capitals(hit.first - 1) || capitals(hit.last))
}

//! Parties: countries, blocs, capitals, demonyms, places and bodies, as the text names them.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let article = Article { text: "Riga and the Estonians trade across the Gulf of Finland.".into(), ..Article::default() };
//! let found: Vec<String> = Reader::embedded().page(&article).parties.iter().map(|m| m.parties[0].to_string()).collect();
//! assert_eq!(found, ["LV", "EE"]);
//! ```

mod doubt;
mod era;

use rustc_hash::FxHashMap;

use crate::contract::Party;
use crate::data::Data;
use crate::lexicon::{Builder, Hit, Topic};
use crate::mention::{PartyForm, PartyMention, Published, Tokens};
use crate::text::Text;
use doubt::Doubts;

/// One way to name one party; a phrase that only looks like one has no party.
#[derive(Clone, Debug)]
struct Naming {
    party: Option<Party>,
    form: PartyForm,
    /// Also a word or a surname: taken only where the text makes it a place.
    doubtful: bool,
}

/// What is known of a country or bloc beside its names.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub name: String,
    pub is_bloc: bool,
    /// Countries it has a land border with.
    pub neighbours: Vec<Party>,
}

#[derive(Clone, Debug, Default)]
pub struct Parties {
    namings: Vec<Naming>,
    profiles: FxHashMap<Party, Profile>,
    doubts: Doubts,
}

/// File, column, and what its phrases are. Files that come first win where two name the same words.
const COLUMNS: &[(&str, &str, PartyForm)] = &[
    ("countries.tsv", "name", PartyForm::Name),
    ("countries.tsv", "names", PartyForm::Name),
    ("namings.tsv", "names", PartyForm::Name),
    ("namings.tsv", "demonyms", PartyForm::Demonym),
    ("namings.tsv", "prefixes", PartyForm::Demonym),
    ("blocs.tsv", "name", PartyForm::Bloc),
    ("blocs.tsv", "names", PartyForm::Bloc),
    ("blocs.tsv", "bodies", PartyForm::Body),
    ("blocs.tsv", "capitals", PartyForm::Capital),
    ("bodies.tsv", "phrases", PartyForm::Body),
    ("namings.tsv", "capitals", PartyForm::Capital),
    ("countries.tsv", "capital", PartyForm::Capital),
    ("regions.tsv", "phrases", PartyForm::Place),
    ("regions.tsv", "doubtful", PartyForm::Place),
    ("places.tsv", "phrases", PartyForm::Place),
];

impl Parties {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut parties = Parties { doubts: Doubts::new(data), ..Parties::default() };
        for row in data.table("not_parties.tsv").rows().filter(|r| !r.get("kind").contains(' ')) {
            parties.add(lexicon, Naming { party: None, form: PartyForm::Name, doubtful: false }, row.get("phrases"));
        }
        for (file, column, form) in COLUMNS {
            for row in data.table(file).rows() {
                let naming = Naming { party: Some(Party::new(row.get("code"))), form: *form, doubtful: *column == "doubtful" };
                parties.add(lexicon, naming, row.get(column));
            }
        }
        for file in ["countries.tsv", "blocs.tsv"] {
            for row in data.table(file).rows() {
                let profile = Profile {
                    name: row.get("name").to_owned(),
                    is_bloc: file == "blocs.tsv",
                    neighbours: row.get("neighbours").split(';').filter(|c| !c.is_empty()).map(Party::new).collect(),
                };
                parties.profiles.insert(Party::new(row.get("code")), profile);
            }
        }
        parties
    }

    fn add(&mut self, lexicon: &mut Builder, naming: Naming, phrases: &str) {
        for phrase in phrases.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            lexicon.add(Topic::Country, self.namings.len(), phrase);
        }
        self.namings.push(naming);
    }

    pub fn name(&self, code: &str) -> Option<&str> {
        self.profile(Party::new(code)).map(|p| p.name.as_str())
    }

    pub fn profile(&self, party: Party) -> Option<&Profile> {
        self.profiles.get(&party)
    }

    /// Named parties, before anything is resolved.
    pub fn scan(&self, text: &Text, hits: &[Hit], published: Published) -> Vec<PartyMention> {
        let mut mentions: Vec<PartyMention> = Vec::new();
        let mut taken = 0;
        for hit in hits.iter().filter(|h| h.topic == Topic::Country) {
            if hit.first < taken {
                continue;
            }
            taken = hit.last;
            let Some(naming) = self.namings.get(hit.row as usize) else { continue };
            let Some(party) = naming.party else { continue };
            let after_party = mentions.last().is_some_and(|m| m.tokens.last == hit.first);
            if self.doubts.refuse(text, hit, naming.form, naming.doubtful, after_party) {
                continue;
            }
            // The hyphen of "Sino-" belongs to the pair, not to the name.
            let last = if hit.last - hit.first > 1 && text.is_any(hit.last - 1, &["-", "–"]) { hit.last - 1 } else { hit.last };
            mentions.push(PartyMention {
                tokens: Tokens::new(hit.first, last),
                span: text.span(hit.first..last),
                form: if naming.form == PartyForm::Capital && is_seat_of_mission(text, hit.first) { PartyForm::Place } else { naming.form },
                parties: vec![party],
                possessive: is_possessive(text, last),
            });
        }
        era::settle(text, &mut mentions, published);
        mentions
    }
}

/// "the Indian High Commission in Colombo" speaks for India; Colombo only tells where.
fn is_seat_of_mission(text: &Text, first: usize) -> bool {
    first > 1
        && text.is_any(first - 1, &["in", "at"])
        && text.is_any(first - 2, &["embassy", "embassies", "commission", "consulate", "mission", "legation", "representation"])
}

/// "Kazakhstan's", "the Philippines' exports".
fn is_possessive(text: &Text, after: usize) -> bool {
    text.is_any(after, &["'s", "’s"]) || text.is_glued(after) && text.is_any(after, &["'", "’"]) && text.word(after - 1).ends_with('s')
}

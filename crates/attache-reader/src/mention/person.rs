//! People and organisations: names, roles, and the pronouns and bare roles that stand for them.
//!
//! ```
//! use attache_reader::mention::person::People;
//! assert!(People::default().people.is_empty());
//! ```

use crate::data::Data;
use crate::lexicon::{Builder, Hit};
use crate::mention::{PartyMention, Person, PersonMention, Quotation};
use crate::text::Text;

/// Who is named in a document, and where.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub people: Vec<Person>,
    pub mentions: Vec<PersonMention>,
}

/// The lexicon of roles and organisations.
#[derive(Clone, Debug, Default)]
pub struct Names;

impl Names {
    pub fn new(_data: &Data, _lexicon: &mut Builder) -> Self {
        Names
    }

    pub fn scan(&self, _text: &Text, _hits: &[Hit], _parties: &[PartyMention], _quotations: &[Quotation]) -> People {
        People::default()
    }
}

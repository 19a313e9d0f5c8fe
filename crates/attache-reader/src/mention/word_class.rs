//! What each token may be in a noun phrase that names somebody: an office, a body, part of a name, a word that never is one.
//!
//! ```
//! use attache_reader::mention::word_class::Kind;
//! assert!(Kind::Office.is_head() && !Kind::Stop.is_head());
//! ```

use crate::data::Data;
use crate::lexicon::{Builder, Hit, Topic, expand};
use crate::text::{Text, TokenKind};

/// A row's `kind` in `roles.tsv`, the more telling first: where two fit the same words the first wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// "minister", "ambassador": one person holds it.
    Office,
    /// "head", "member", "official": says little without "of ...".
    Chief,
    /// "Mr", "Dr".
    Title,
    /// "analyst", "trader".
    People,
    /// "ministry", "bank".
    Body,
    /// "data", "report": speaks for whoever made it.
    Text,
    /// "Oyj", "Airlines": ends a company's name.
    Company,
    /// "deputy", "foreign".
    Modifier,
    /// "affairs", "agriculture".
    Portfolio,
    /// "bin", "van".
    Particle,
    /// "the", "Monday": never part of a name.
    Stop,
    Plain,
}

impl Kind {
    fn parse(name: &str) -> Kind {
        match name {
            "office" => Kind::Office,
            "chief" => Kind::Chief,
            "title" => Kind::Title,
            "people" => Kind::People,
            "body" => Kind::Body,
            "text" => Kind::Text,
            "modifier" => Kind::Modifier,
            "portfolio" => Kind::Portfolio,
            "company" => Kind::Company,
            "particle" => Kind::Particle,
            _ => Kind::Stop,
        }
    }

    /// Can a noun phrase that speaks be built on it?
    pub fn is_head(self) -> bool {
        matches!(self, Kind::Office | Kind::Chief | Kind::People | Kind::Body | Kind::Text)
    }

    pub fn is_person(self) -> bool {
        matches!(self, Kind::Office | Kind::Chief | Kind::People)
    }
}

/// One token's class; `first..last` is the phrase it is part of.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    pub kind: Kind,
    pub first: usize,
    pub last: usize,
    pub plural: bool,
    /// Also a verb of saying.
    pub speech: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Rows {
    rows: Vec<(Kind, bool)>,
}

impl Rows {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut rows = Vec::new();
        for row in data.table("roles.tsv").rows() {
            let kind = Kind::parse(row.get("kind"));
            let counted = row.get("phrase").contains("/n");
            for (k, form) in expand(row.get("phrase")).into_iter().enumerate() {
                lexicon.add(Topic::Role, rows.len(), &form);
                rows.push((kind, counted && k == 1 || is_plural(&form)));
            }
        }
        Rows { rows }
    }

    /// The class of every token, the longest phrase first.
    pub fn classes(&self, text: &Text, hits: &[Hit]) -> Vec<Class> {
        let mut classes: Vec<Class> =
            (0..text.tokens.len()).map(|i| Class { kind: Kind::Plain, first: i, last: i + 1, plural: false, speech: false }).collect();
        for hit in hits.iter().filter(|h| h.topic == Topic::Role) {
            let Some((kind, plural)) = self.rows.get(hit.row as usize).copied() else { continue };
            let old = classes[hit.first];
            let longer = hit.last > old.last || hit.last == old.last && kind < old.kind;
            if old.first == hit.first && longer && fits(text, hit, kind) {
                for class in &mut classes[hit.first..hit.last] {
                    *class = Class { kind, first: hit.first, last: hit.last, plural, speech: class.speech };
                }
            }
        }
        for hit in hits.iter().filter(|h| h.topic == Topic::Speech) {
            classes[hit.first].speech = true;
        }
        classes
    }
}

/// "May" and "General" only with their capital, "van" only without.
fn fits(text: &Text, hit: &Hit, kind: Kind) -> bool {
    kind != Kind::Particle || !text.is_capitalized(hit.first)
}

fn is_plural(form: &str) -> bool {
    matches!(form, "authorities" | "police" | "prosecutors" | "officials" | "people familiar")
        || form.ends_with("ies")
        || form.ends_with("men")
}

/// The words of one text with their classes and the parties among them.
#[derive(Clone, Copy, Debug)]
pub struct Words<'t, 'a> {
    pub text: &'t Text<'a>,
    pub classes: &'t [Class],
    /// For each token the index of the party mention that holds it.
    pub party: &'t [Option<usize>],
}

impl Words<'_, '_> {
    pub fn kind(&self, i: usize) -> Kind {
        self.classes.get(i).map_or(Kind::Stop, |c| c.kind)
    }

    /// Could it be a word of a person's or company's name?
    pub fn is_name_word(&self, i: usize) -> bool {
        self.text.kind(i) == Some(TokenKind::Word)
            && self.text.is_capitalized(i)
            && self.party.get(i).is_none_or(Option::is_none)
            && matches!(self.kind(i), Kind::Plain | Kind::Particle | Kind::Company)
    }

    /// The end of the name that begins at token `i`; `i` when none does.
    pub fn name_end(&self, i: usize, limit: usize) -> usize {
        let mut end = i;
        let mut at = i;
        while at < limit && at < i + 10 {
            if at > i && self.text.tokens[at].line {
                break;
            }
            if self.is_name_word(at) && !self.is_clitic(at) {
                at += 1;
                end = at;
                if self.is_initial_stop(at) {
                    at += 1;
                    end = at;
                }
            } else if end > i && self.is_link(at) {
                at += 1;
                if self.is_hyphenated_tail(at - 1) {
                    end = at;
                }
            } else if end == i && self.is_linked_start(at, limit) {
                at += 1;
            } else {
                break;
            }
        }
        end
    }

    /// "'s".
    pub fn is_clitic(&self, i: usize) -> bool {
        self.text.word(i).starts_with(['\'', '’'])
    }

    /// The stop of "B. Bataar" or "Md. Karim".
    fn is_initial_stop(&self, i: usize) -> bool {
        self.text.is(i, ".") && self.text.is_glued(i) && self.text.word(i - 1).chars().count() <= 2 && self.is_name_word(i + 1)
    }

    /// "van", "-" inside a name.
    fn is_link(&self, i: usize) -> bool {
        let particle = self.kind(i) == Kind::Particle && (self.is_name_word(i + 1) || self.kind(i + 1) == Kind::Particle);
        let hyphen =
            self.text.is(i, "-") && self.text.is_glued(i) && self.text.is_glued(i + 1) && self.text.kind(i + 1) == Some(TokenKind::Word);
        let company = self.text.is(i, "&") && self.is_name_word(i + 1);
        particle || hyphen || company || self.is_hyphenated_tail(i) || self.is_patronymic(i)
    }

    /// The "wei" of "Kyung-ja".
    fn is_hyphenated_tail(&self, i: usize) -> bool {
        i > 0 && self.text.is(i - 1, "-") && self.text.is_glued(i) && self.text.is_glued(i - 1)
    }

    /// A name word that is also a common one inside a name ("Maria Bishop Silva") stays with it only between two plain ones.
    fn is_patronymic(&self, i: usize) -> bool {
        self.text.is_capitalized(i)
            && matches!(self.kind(i), Kind::Title | Kind::Modifier)
            && self.is_name_word(i + 1)
            && !self.is_clitic(i + 1)
    }

    /// "al-Sudani", "de Souza".
    fn is_linked_start(&self, i: usize, limit: usize) -> bool {
        self.kind(i) == Kind::Particle
            && i + 1 < limit
            && (self.is_name_word(i + 1) || self.text.is(i + 1, "-") && self.is_name_word(i + 2))
    }
}

//! Currencies: how the news names them, and whose a bare "dollar" or "crown" is.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::money::Money, text::Text};
//! let money = Money::new(&Data::embedded());
//! let text = Text::new("US$ 5 or 93 Kuwaiti dinars");
//! assert_eq!(money.prefix(&text, 2, 0).map(|(start, _)| start), Some(0));
//! assert_eq!(money.suffix(&text, 5, &[]).map(|s| s.last), Some(7));
//! ```

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::contract::{Code, Party};
use crate::data::Data;
use crate::mention::PartyMention;
use crate::mention::amount::number::is_hyphen;
use crate::mention::amount::phrases::Phrases;
use crate::text::Text;

/// Which naming of a currency the text uses.
pub type NamingId = u32;

/// One way to name currencies, the likeliest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    pub codes: Box<[Code]>,
    /// Only the country of publication can make it another than the first ("$").
    firm: bool,
    /// "tomans" are ten rials.
    pub times: Decimal,
    /// Could be an English word or part of a name: asks for a large number after it.
    weak: bool,
}

/// A currency named after the number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suffix {
    pub last: usize,
    pub naming: NamingId,
    /// The party whose adjective stands before it ("Cypriot pounds").
    pub of: Option<Party>,
}

#[derive(Clone, Debug, Default)]
pub struct Money {
    namings: Vec<Naming>,
    before: Phrases<NamingId>,
    glued: Phrases<NamingId>,
    after: Phrases<NamingId>,
    /// Present and past currencies of a party.
    tenders: FxHashMap<Party, Vec<Code>>,
}

/// Codes that are English words: no codes in a line of capitals.
const WORD_CODES: [&str; 16] =
    ["ALL", "TRY", "MAD", "TOP", "CUP", "PEN", "COP", "SOS", "GEL", "LAK", "MOP", "BAM", "CAD", "BAD", "BAN", "RON"];

impl Money {
    pub fn new(data: &Data) -> Self {
        let mut money = Money::default();
        for row in data.table("currency_names.tsv").rows() {
            let id = money.add_naming(row.get("codes"), row.get("where") == "glued");
            let targets: &mut [&mut Phrases<NamingId>] = match row.get("where") {
                "before" => &mut [&mut money.before],
                "after" => &mut [&mut money.after],
                "glued" => &mut [&mut money.glued],
                _ => &mut [&mut money.before, &mut money.after],
            };
            targets.iter_mut().for_each(|phrases| phrases.add_all(row.get("phrases"), id));
        }
        for row in data.table("currencies.tsv").rows() {
            let id = money.add_naming(row.get("code"), false);
            money.before.add(row.get("code"), id);
            money.after.add(row.get("code"), id);
            money.after.add_all(row.get("names"), id);
        }
        money.add_tenders(data, "parties");
        money.add_tenders(data, "past");
        money
    }

    /// Present currencies first: of a party's rupees the one it has now is meant.
    fn add_tenders(&mut self, data: &Data, column: &str) {
        for row in data.table("currencies.tsv").rows() {
            for party in row.get(column).split(';').filter(|p| !p.is_empty()) {
                self.tenders.entry(Party::new(party)).or_default().push(Code::new(row.get("code")));
            }
        }
    }

    fn add_naming(&mut self, cell: &str, weak: bool) -> NamingId {
        let (cell, times) = cell.split_once('*').map_or((cell, Decimal::ONE), |(c, t)| (c, t.parse().unwrap_or(Decimal::ONE)));
        let codes = cell.trim_start_matches('!').split(';').map(Code::new).collect();
        self.namings.push(Naming { codes, firm: cell.starts_with('!'), times, weak });
        (self.namings.len() - 1) as NamingId
    }

    pub fn naming(&self, id: NamingId) -> Option<&Naming> {
        self.namings.get(id as usize)
    }

    /// The currency that ends right before token `end`, not before token `floor`.
    pub fn prefix(&self, text: &Text, end: usize, floor: usize) -> Option<(usize, NamingId)> {
        let glued = if text.is_glued(end) { self.glued.ending(text, end) } else { None };
        let (start, id) = [self.before.ending(text, end), glued].into_iter().flatten().min_by_key(|(start, _)| *start)?;
        let inside_word = text.is_glued(start) && start > 0 && text.word(start - 1).ends_with(char::is_alphanumeric);
        (start >= floor && !inside_word && !is_shouted_word(text, start)).then_some((start, *id))
    }

    /// The currency that a caption or a column's head names.
    pub fn named_at(&self, text: &Text, at: usize) -> Option<(usize, NamingId)> {
        let all = [&self.before, &self.after, &self.glued].map(|phrases| phrases.starting(text, at));
        all.into_iter().flatten().max_by_key(|(end, _)| *end).map(|(end, id)| (end, *id)).filter(|(_, id)| {
            text.word(at).chars().count() > 1 || !self.is_weak(text, at, *id) && text.kind(at) != Some(crate::text::TokenKind::Word)
        })
    }

    /// Does this prefix ask for a large number ("K2", "M23" are no money)?
    pub fn is_weak(&self, text: &Text, start: usize, id: NamingId) -> bool {
        self.naming(id).is_some_and(|n| n.weak)
            || matches!(
                text.word(start),
                "Le" | "Br"
                    | "Nu"
                    | "UM"
                    | "ID"
                    | "TL"
                    | "DA"
                    | "LE"
                    | "BF"
                    | "FF"
                    | "FC"
                    | "FG"
                    | "RO"
                    | "SR"
                    | "Ft"
                    | "Af"
                    | "VT"
                    | "Re"
                    | "Sh"
                    | "Fr"
            )
    }

    /// The currency that begins at token `at`, a hyphen or an adjective first.
    pub fn suffix(&self, text: &Text, at: usize, parties: &[PartyMention]) -> Option<Suffix> {
        let at = at + usize::from(is_hyphen(text.word(at)) && text.is_glued(at + 1));
        let at = at + usize::from(text.is_any(at, &["in", "of"]) && text.is_any(at + 1, &["US", "U.S.", "USD"]));
        if text.tokens.get(at).is_none_or(|t| t.paragraph) {
            return None;
        }
        if let Some((last, id)) = self.after.starting(text, at) {
            return (!is_shouted_word(text, at)).then_some(Suffix { last, naming: *id, of: None });
        }
        let mention = parties.get(parties.partition_point(|m| m.tokens.first < at)).filter(|m| m.tokens.first == at)?;
        let (last, id) = self.after.starting(text, mention.tokens.last)?;
        Some(Suffix { last, naming: *id, of: mention.parties.first().copied() })
    }

    /// Which of the naming's currencies are this party's.
    fn of_party(&self, naming: &Naming, party: &Party) -> Option<Code> {
        let tenders = self.tenders.get(party)?;
        tenders.iter().find(|code| naming.codes.contains(code)).copied()
    }
}

/// In a headline of capitals "ALL", "TOP" and "TRY" are words.
fn is_shouted_word(text: &Text, at: usize) -> bool {
    let lower = |i: usize| text.word(i).chars().any(char::is_lowercase);
    WORD_CODES.contains(&text.word(at)) && !(at.saturating_sub(3)..at + 5).any(lower)
}

/// Where an article comes from: the country of its outlet, and of its dateline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub outlet: Option<Party>,
    pub dateline: Option<Party>,
}

/// Whose money a name is, decided once per text for every name.
#[derive(Debug)]
pub struct Whose<'a> {
    money: &'a Money,
    parties: &'a [PartyMention],
    origin: Origin,
    /// Parties by how often they are named.
    ranked: Vec<Party>,
    /// What an earlier amount of the text said with an adjective: "CFA francs", later "francs".
    known: Vec<Code>,
}

impl<'a> Whose<'a> {
    pub fn new(money: &'a Money, parties: &'a [PartyMention], origin: Origin) -> Self {
        let mut counts: BTreeMap<Party, (usize, usize)> = BTreeMap::new();
        for (at, party) in parties.iter().flat_map(|m| &m.parties).enumerate() {
            counts.entry(*party).or_insert((0, at)).0 += 1;
        }
        let mut ranked: Vec<_> = counts.into_iter().map(|(party, (count, at))| (usize::MAX - count, at, party)).collect();
        ranked.sort_unstable();
        Whose { money, parties, origin, ranked: ranked.into_iter().map(|r| r.2).collect(), known: Vec::new() }
    }

    /// The code, and whether it is a guess among several.
    pub fn code(&mut self, text: &Text, at: usize, id: NamingId, of: Option<Party>) -> Option<(Code, bool)> {
        let naming = self.money.naming(id)?;
        let first = *naming.codes.first()?;
        if naming.codes.len() == 1 {
            self.remember(first);
            return Some((first, false));
        }
        if let Some(code) = of.and_then(|party| self.money.of_party(naming, &party)) {
            self.remember(code);
            return Some((code, false));
        }
        if naming.firm {
            return Some(self.firm(naming, first));
        }
        if let Some(code) = self.known.iter().rev().find(|c| naming.codes.contains(c)) {
            return Some((*code, false));
        }
        let home = self.origin.outlet.or(self.origin.dateline).and_then(|p| self.money.of_party(naming, &p));
        let at_home = self.ranked.iter().take(2).any(|p| Some(*p) == self.origin.outlet);
        let ranked = || self.ranked.iter().find_map(|p| self.money.of_party(naming, p));
        let found = home.filter(|_| at_home).or_else(|| self.nearest(text, at, naming, home)).or_else(ranked).or(home);
        let rivals = self.ranked.iter().take(4).filter_map(|p| self.money.of_party(naming, p)).any(|c| Some(c) != found);
        Some((found.unwrap_or(first), found.is_none() || rivals))
    }

    /// "$" is the US dollar unless the outlet's country has its own; a dateline in Singapore says nothing.
    fn firm(&self, naming: &Naming, first: Code) -> (Code, bool) {
        let home = self.origin.outlet.and_then(|p| self.money.of_party(naming, &p)).filter(|c| *c != first);
        let rivals = self.ranked.iter().take(2).filter_map(|p| self.money.of_party(naming, p)).any(|c| c != first);
        (home.unwrap_or(first), home.is_some() || rivals)
    }

    fn remember(&mut self, code: Code) {
        if self.known.last() != Some(&code) && self.known.len() < 64 {
            self.known.push(code);
        }
    }

    /// Of the parties named in the same sentence the nearest with such a currency, or that of home when it is named there too.
    fn nearest(&self, text: &Text, at: usize, naming: &Naming, home: Option<Code>) -> Option<Code> {
        let sentence = text.sentences.get(text.sentence_of(at))?.tokens();
        let from = self.parties.partition_point(|m| m.tokens.first < sentence.start);
        let inside = self.parties.get(from..)?.iter().take(32).take_while(|m| m.tokens.first < sentence.end);
        let near = inside.filter_map(|m| {
            let code = m.parties.iter().find_map(|p| self.money.of_party(naming, p))?;
            Some((m.tokens.first.abs_diff(at), code))
        });
        near.min_by_key(|(distance, code)| (Some(*code) != home, *distance)).map(|(_, code)| code)
    }
}

//! What a number counts or measures: units of measure, counted nouns, demonyms.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::measure::Measures, text::Text};
//! let measures = Measures::new(&Data::embedded());
//! let text = Text::new("9,000 South Korean companies operate there");
//! let noun = measures.noun(&text, 1, false).unwrap();
//! assert_eq!((noun.unit.as_str(), noun.tokens.last), ("company", 4));
//! ```

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use crate::contract::Code;
use crate::data::Data;
use crate::lexicon::{expand, noun_forms};
use crate::mention::Tokens;
use crate::mention::amount::number::is_hyphen;
use crate::mention::amount::phrases::{Phrases, lower};
use crate::text::{Text, TokenKind};

/// What a row of `units.tsv` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// Has a unit of the contract.
    Unit,
    /// Time: the period scanner's.
    Duration,
    /// Physical, without a unit of the contract.
    Measure,
    /// Basis points and the like: no amount.
    Skip,
}

#[derive(Clone, Debug)]
pub struct Unit {
    pub code: Code,
    pub factor: Decimal,
    pub kind: UnitKind,
    /// What other tools call it.
    pub name: Box<str>,
}

/// A counted noun phrase after a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noun {
    pub tokens: Tokens,
    /// The contract's unit; `unit` when it has none of its own.
    pub unit: Code,
    /// In the lexicon, not guessed from its ending.
    pub known: bool,
}

#[derive(Clone, Copy, Debug)]
struct Counted {
    unit: Code,
    plural: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Measures {
    units: Vec<Unit>,
    phrases: Phrases<u32>,
    nouns: Phrases<Counted>,
    demonyms: Phrases<()>,
    stops: FxHashSet<Box<str>>,
}

/// How the names of peoples end.
const PEOPLES: [&str; 8] = ["ans", "ese", "is", "anders", "ards", "oles", "urks", "hais"];
/// Words between a number and its noun, at most.
const MAX_MODIFIERS: usize = 6;

impl Measures {
    pub fn new(data: &Data) -> Self {
        let mut measures = Measures::default();
        for row in data.table("units.tsv").rows() {
            let kind = match row.get("kind") {
                "duration" => UnitKind::Duration,
                "measure" => UnitKind::Measure,
                "skip" => UnitKind::Skip,
                _ => UnitKind::Unit,
            };
            let factor = row.get("factor").parse().unwrap_or(Decimal::ONE);
            measures.phrases.add_all(row.get("phrases"), measures.units.len() as u32);
            measures.units.push(Unit { code: Code::new(row.get("unit")), factor, kind, name: row.get("name").into() });
        }
        for row in data.table("nouns.tsv").rows() {
            let unit = Code::new(row.get("unit"));
            row.get("nouns").split(';').for_each(|noun| measures.add_noun(noun.trim(), unit));
        }
        for row in data.table("noun_stops.tsv").rows() {
            measures.stops.extend(row.get("words").split(';').map(Box::from));
        }
        let numbers = data.table("numbers.tsv");
        measures.stops.extend(numbers.rows().filter(|r| matches!(r.get("kind"), "unit" | "ten")).map(|r| Box::from(r.get("word"))));
        measures.add_demonyms(data);
        measures
    }

    fn add_noun(&mut self, noun: &str, unit: Code) {
        let Some(stem) = noun.strip_suffix("/n").filter(|s| !s.contains('/')) else {
            self.nouns.add(noun, Counted { unit, plural: true });
            return;
        };
        let (head, last) = stem.rsplit_once(' ').map_or(("", stem), |(h, l)| (h, l));
        for (plural, form) in [(false, last.to_owned()), (true, noun_forms(last).pop().unwrap_or_default())] {
            self.nouns.add(format!("{head} {form}").trim(), Counted { unit, plural });
        }
    }

    /// Plurals of demonyms: "50,000 Tanzanians".
    fn add_demonyms(&mut self, data: &Data) {
        for file in ["countries.tsv", "namings.tsv"] {
            for row in data.table(file).rows() {
                for phrase in row.get("demonyms").split(';').map(str::trim).filter(|p| !p.is_empty()) {
                    expand(phrase).iter().for_each(|form| self.demonyms.add(form, ()));
                }
            }
        }
    }

    pub fn unit(&self, id: u32) -> Option<&Unit> {
        self.units.get(id as usize)
    }

    /// The unit that begins at token `at`, a hyphen first ("300-kilometre").
    pub fn unit_at(&self, text: &Text, at: usize) -> Option<(usize, u32)> {
        let hyphen = usize::from(is_hyphen(text.word(at)) && text.is_glued(at) && text.is_glued(at + 1));
        let here = at + hyphen;
        if here > 0 && text.tokens.get(here).is_none_or(|t| t.paragraph) {
            return None;
        }
        let (last, id) = self.phrases.starting(text, here)?;
        let letter = text.word(here).len() == 1 && text.kind(here) == Some(TokenKind::Word);
        let spaced_letter = letter && !text.is_glued(here) && !matches!(text.word(here), "t" | "m");
        let in_name = letter && text.is_glued(last) && matches!(text.word(last), "." | "'" | "-" | "&");
        (!spaced_letter && !in_name).then_some((last, *id))
    }

    fn is_stop(&self, text: &Text, at: usize) -> bool {
        text.tokens.get(at).is_none_or(|t| t.paragraph || t.kind == TokenKind::Number)
            || text.kind(at) == Some(TokenKind::Symbol) && !is_inner_hyphen(text, at)
            || self.stops.contains(lower(text.word(at)).as_ref())
    }

    /// The counted noun after a number that ends before `at`.
    pub fn noun(&self, text: &Text, at: usize, one: bool) -> Option<Noun> {
        let hyphen = is_hyphen(text.word(at)) && text.is_glued(at) && text.is_glued(at + 1);
        let odd = hyphen && text.is_any(at + 1, &["odd", "plus"]);
        let first = if hyphen { at + 1 + usize::from(odd) } else { after_of(text, at)? };
        let hyphen = hyphen && !odd;
        let end = (first..first + MAX_MODIFIERS).find(|k| self.is_stop(text, *k)).unwrap_or(first + MAX_MODIFIERS);
        self.known_noun(text, first, end, one || hyphen)
            .or_else(|| self.demonym(text, first, end))
            .or_else(|| self.guessed_noun(text, first, end, one || hyphen))
    }

    fn known_noun(&self, text: &Text, first: usize, end: usize, singular: bool) -> Option<Noun> {
        let mut at = first;
        while at < end {
            let Some((last, counted)) = self.nouns.starting(text, at) else {
                at += 1;
                continue;
            };
            let modifies = self.nouns.starting(text, last).is_some_and(|(_, next)| next.plural || singular) && last < end;
            if (counted.plural || singular) && !modifies {
                return Some(Noun { tokens: Tokens::new(first, last), unit: counted.unit, known: true });
            }
            at = last;
        }
        None
    }

    /// A people named: persons. "Ghanaians" anywhere, "Chinese" at the phrase's end only, since companies may follow.
    fn demonym(&self, text: &Text, first: usize, end: usize) -> Option<Noun> {
        let last = (first..end).find(|k| {
            let word = text.word(*k);
            let known = self.demonyms.ending(text, k + 1).is_some_and(|(start, ())| start >= first);
            let plural = word.ends_with('s') && !text.is_capitalized(k + 1);
            let people = known || word.len() > 4 && PEOPLES.iter().any(|e| word.ends_with(e));
            people && (plural || k + 1 == end) && text.is_capitalized(*k) && word.chars().any(char::is_lowercase)
        })?;
        Some(Noun { tokens: Tokens::new(first, last + 1), unit: Code::new("person"), known: true })
    }

    /// A plural by its ending, else nothing counted.
    fn guessed_noun(&self, text: &Text, first: usize, end: usize, singular: bool) -> Option<Noun> {
        let plural = (first..end).find(|k| looks_plural(text.word(*k)));
        let plural = plural.map(|k| if k + 1 < end && looks_plural(text.word(k + 1)) { k + 1 } else { k });
        let lone =
            || (singular && first < end && text.kind(first) == Some(TokenKind::Word) && !text.is_capitalized(first)).then_some(first);
        let last = plural.or_else(lone)? + 1;
        Some(Noun { tokens: Tokens::new(first, last), unit: Code::new("unit"), known: false })
    }
}

fn is_inner_hyphen(text: &Text, at: usize) -> bool {
    is_hyphen(text.word(at)) && text.is_glued(at) && text.is_glued(at + 1)
}

/// "2,700 of our firms" counts firms, "480,000 of them" counts what is to be found elsewhere.
fn after_of(text: &Text, at: usize) -> Option<usize> {
    if !text.is(at, "of") {
        return Some(at);
    }
    let inner = ["the", "our", "its", "their", "my", "his", "her", "your", "these", "those"];
    text.is_any(at + 1, &inner).then_some(at + 2)
}

fn looks_plural(word: &str) -> bool {
    let letters = word.len() > 3 && word.chars().all(char::is_alphabetic);
    letters && word.ends_with('s') && !["ss", "us", "is", "ous"].iter().any(|e| word.ends_with(e))
}

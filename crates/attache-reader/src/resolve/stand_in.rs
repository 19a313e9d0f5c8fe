//! Words that stand for parties named elsewhere: "the two countries", "the island nation", "its neighbour", "its exports".
//!
//! ```
//! use attache_reader::{Reader, contract::Article, mention::PartyForm};
//! let text = "Latvia and Estonia signed. The two countries trade; the Gulf emirate does not.";
//! let article = Article { text: text.into(), ..Article::default() };
//! let page = Reader::embedded().page(&article);
//! let last = page.parties.last().map(|m| (m.form, page.text.slice(m.span), m.parties.len()));
//! assert_eq!(last, Some((PartyForm::Pair, "The two countries", 2)));
//! ```

use rustc_hash::FxHashMap;

use crate::contract::Party;
use crate::data::Data;
use crate::lexicon::{Builder, Hit, Topic};
use crate::mention::Tokens;
use crate::text::{Text, TokenKind};

/// What a row of the two files contributes.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    Pair,
    Three,
    MutualNoun,
    Possession,
    ItVerb,
    Whole(Vec<Party>),
    Country,
    /// A head only with a trait: "the Gulf state", not "the state".
    Trait,
    Neighbour,
    Bloc,
    Filler,
    /// A trait and the countries it fits.
    Fits(Vec<Party>),
}

/// Which parties words can stand for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// Lists that must all hold the party; none is no constraint.
    pub lists: Vec<Vec<Party>>,
    pub bloc: bool,
}

impl Fit {
    pub fn is_open(&self) -> bool {
        self.lists.is_empty() && !self.bloc
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Pair,
    Three,
    One(Fit),
    /// "its neighbour": not the one spoken of, but the other.
    Neighbour(Fit),
    /// "its exports", "It also sells".
    Pronoun,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StandIn {
    pub tokens: Tokens,
    pub kind: Kind,
}

#[derive(Clone, Debug, Default)]
pub struct StandIns {
    words: Vec<Word>,
}

/// Hits of this slice by first token.
type ByToken<'h> = FxHashMap<usize, Vec<&'h Hit>>;

impl StandIns {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut stand_ins = StandIns::default();
        for row in data.table("traits.tsv").rows() {
            stand_ins.add(lexicon, Word::Fits(codes(row.get("codes"))), row.get("words"));
        }
        for row in data.table("stand_ins.tsv").rows() {
            let word = match row.get("kind") {
                "pair" => Word::Pair,
                "three" => Word::Three,
                "mutual noun" => Word::MutualNoun,
                "possession" => Word::Possession,
                "it verb" => Word::ItVerb,
                "whole" => Word::Whole(codes(row.get("codes"))),
                "country" => Word::Country,
                "country trait" => Word::Trait,
                "neighbour" => Word::Neighbour,
                "bloc" => Word::Bloc,
                _ => Word::Filler,
            };
            stand_ins.add(lexicon, word, row.get("phrases"));
        }
        stand_ins
    }

    fn add(&mut self, lexicon: &mut Builder, word: Word, phrases: &str) {
        for phrase in phrases.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            lexicon.add(Topic::StandIn, self.words.len(), phrase);
        }
        self.words.push(word);
    }

    /// Every stand-in, in text order, none overlapping another.
    pub fn scan(&self, text: &Text, hits: &[Hit]) -> Vec<StandIn> {
        let mut by_token: ByToken = FxHashMap::default();
        for hit in hits.iter().filter(|h| h.topic == Topic::StandIn) {
            by_token.entry(hit.first).or_default().push(hit);
        }
        let mut starts: Vec<usize> = by_token.keys().copied().collect();
        let determiners = starts.iter().flat_map(|at| (at.saturating_sub(1)..*at).filter(|i| is_determiner(text, *i) || text.is(*i, "it")));
        starts = starts.iter().copied().chain(determiners).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut found: Vec<StandIn> = Vec::new();
        for at in starts {
            if found.last().is_some_and(|s| s.tokens.last > at) {
                continue;
            }
            found.extend(self.at(text, &by_token, at));
        }
        found
    }

    fn at(&self, text: &Text, by_token: &ByToken, at: usize) -> Option<StandIn> {
        self.fixed(text, by_token, at).or_else(|| self.pronoun(text, by_token, at)).or_else(|| self.described(text, by_token, at))
    }

    /// "the two countries", "Europe's largest economy".
    fn fixed(&self, text: &Text, by_token: &ByToken, at: usize) -> Option<StandIn> {
        for (word, last) in self.words_at(by_token, at) {
            let kind = match word {
                Word::Pair => Kind::Pair,
                Word::Three => Kind::Three,
                Word::Whole(codes) => Kind::One(Fit { lists: vec![codes.clone()], bloc: false }),
                _ => continue,
            };
            let counts_others = text.is_any(last - 1, &["two", "three"]) && continues_as_noun(text, last);
            let part_of_name = matches!(word, Word::Whole(_)) && text.is(last, "of");
            if !(counts_others || part_of_name) {
                return Some(StandIn { tokens: Tokens::new(at, last), kind });
            }
        }
        None
    }

    /// "its exports", "their border", "It also sells".
    fn pronoun(&self, text: &Text, by_token: &ByToken, at: usize) -> Option<StandIn> {
        let followed_by = |wanted: Word| self.words_at(by_token, at + 1).any(|(w, _)| *w == wanted);
        let kind = if text.is(at, "its") && followed_by(Word::Possession) {
            Kind::Pronoun
        } else if text.is(at, "their") && followed_by(Word::MutualNoun) {
            Kind::Pair
        } else if text.word(at) == "It" && followed_by(Word::ItVerb) {
            Kind::Pronoun
        } else {
            return None;
        };
        Some(StandIn { tokens: Tokens::new(at, at + 1), kind })
    }

    /// Determiner, up to four describing words, head: "the tiny Gulf state", "its larger neighbour".
    fn described(&self, text: &Text, by_token: &ByToken, at: usize) -> Option<StandIn> {
        if !is_determiner(text, at) {
            return None;
        }
        let mut fit = Fit::default();
        let mut next = at + 1;
        for _ in 0..5 {
            let here: Vec<(&Word, usize)> = self.words_at(by_token, next).collect();
            let (_, last) = here.first()?;
            let list = here.iter().find_map(|(w, _)| if let Word::Fits(codes) = w { Some(codes.clone()) } else { None });
            fit.lists.extend(list);
            if let Some(kind) = head(&here, &mut fit) {
                let neighbour = matches!(kind, Kind::Neighbour(_));
                let owned = text.is_any(at, &["its", "their"]);
                let nobody_s = text.is(*last, "of") || if neighbour { !owned && *last == at + 2 } else { owned };
                return (!nobody_s).then(|| StandIn { tokens: Tokens::new(at, *last), kind });
            }
            let describes = here.iter().any(|(w, _)| matches!(w, Word::Filler | Word::Fits(_)));
            if !describes {
                return None;
            }
            next = *last;
        }
        None
    }

    fn words_at<'a>(&'a self, by_token: &'a ByToken, at: usize) -> impl Iterator<Item = (&'a Word, usize)> {
        by_token.get(&at).into_iter().flatten().filter_map(|h| self.words.get(h.row as usize).map(|w| (w, h.last)))
    }
}

/// The head among the words here, if one is.
fn head(here: &[(&Word, usize)], fit: &mut Fit) -> Option<Kind> {
    let has = |wanted: Word| here.iter().any(|(w, _)| **w == wanted);
    if has(Word::Neighbour) {
        Some(Kind::Neighbour(std::mem::take(fit)))
    } else if has(Word::Country) || has(Word::Trait) && !fit.lists.is_empty() {
        Some(Kind::One(std::mem::take(fit)))
    } else if has(Word::Bloc) && fit.lists.is_empty() {
        fit.bloc = true;
        Some(Kind::One(std::mem::take(fit)))
    } else {
        None
    }
}

fn codes(cell: &str) -> Vec<Party> {
    cell.split(';').map(str::trim).filter(|c| !c.is_empty()).map(Party::new).collect()
}

fn is_determiner(text: &Text, at: usize) -> bool {
    text.is_any(at, &["the", "this", "that", "its", "their"])
}

/// "the two ships": the words after "the two" are what is counted.
fn continues_as_noun(text: &Text, at: usize) -> bool {
    const GO_ON: &[&str] = &[
        "are",
        "were",
        "have",
        "had",
        "has",
        "also",
        "will",
        "would",
        "can",
        "could",
        "may",
        "must",
        "should",
        "at",
        "in",
        "on",
        "by",
        "since",
        "to",
        "and",
        "for",
        "with",
        "last",
        "do",
        "did",
        "signed",
        "agreed",
        "share",
        "trade",
        "met",
        "said",
        "is",
        "was",
        "exchanged",
        "still",
        "now",
        "but",
        "as",
        "stood",
        "came",
        "reached",
        "rose",
        "fell",
        "set",
        "from",
        "over",
        "during",
        "after",
        "before",
        "under",
        "first",
    ];
    text.kind(at) == Some(TokenKind::Word) && !text.is_any(at, GO_ON) && !text.word(at).starts_with(['\'', '’'])
}

//! What stands for what: the article's pair, its home, "the two countries", "the republic", "its neighbour".
//!
//! ```
//! use attache_reader::{Reader, contract::Article, resolve};
//! let text = "Peru and Chile met. Trade doubled. Brazil watched.";
//! let article = Article { text: text.into(), ..Article::default() };
//! let page = Reader::embedded().page(&article);
//! assert_eq!(resolve::pair_at(&page, 1).map(|p| p.map(|c| c.to_string())), Some(["CL".into(), "PE".into()]));
//! ```

mod antecedent;
mod home;
mod stand_in;

use std::collections::BTreeMap;

use crate::contract::Party;
use crate::lexicon::Hit;
use crate::mention::party::Parties;
use crate::mention::{PartyForm, PartyMention};
use crate::page::Page;
use crate::text::{SentenceRole, Text};
use antecedent::Context;
pub use stand_in::StandIns;

/// Everything that resolving finds out.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// Named parties and resolved stand-ins, in text order, without datelines.
    pub parties: Vec<PartyMention>,
    /// All parties, the most salient first, with their salience.
    pub partners: Vec<(Party, u32)>,
    pub pair: Option<[Party; 2]>,
    pub home: Option<Party>,
}

/// Where the article appeared, and the parties that the outlet's name or address mentions.
#[derive(Clone, Debug, Default)]
pub struct Outlet<'s> {
    pub site: &'s str,
    pub parties: Vec<PartyMention>,
}

/// Ranks the named parties, finds home and pair, and resolves the stand-ins.
pub fn resolve(text: &Text, hits: &[Hit], named: Vec<PartyMention>, outlet: &Outlet, known: &Parties, stand_ins: &StandIns) -> Resolved {
    let (datelines, named) = home::split_datelines(text, named);
    let home = home::home(&datelines, &outlet.parties);
    let partners = partners(text, &named, home, home::is_official(outlet.site));
    let pair = pair(text, &named, &partners);
    let ranked: Vec<Party> = partners.iter().map(|(p, _)| *p).collect();
    let context = Context { text, known, ranked: &ranked, pair, home, so_far: Vec::with_capacity(named.len()) };
    let parties = context.resolve(named, stand_ins.scan(text, hits));
    Resolved { parties, partners, pair, home }
}

/// How much one mention says about what the article is about.
fn weight(text: &Text, mention: &PartyMention) -> u32 {
    let form = match mention.form {
        PartyForm::Name | PartyForm::Bloc => 4,
        PartyForm::Demonym | PartyForm::Capital => 3,
        PartyForm::Place | PartyForm::Body => 1,
        PartyForm::Anaphor | PartyForm::Pair => 2,
    };
    let sentence = text.sentence_of(mention.tokens.first);
    let headline = text.sentences.get(sentence).is_some_and(|s| s.role == SentenceRole::Headline);
    form * if headline || sentence == 0 {
        4
    } else if sentence <= 2 {
        2
    } else {
        1
    }
}

/// Home and all named parties by salience, then by code.
fn partners(text: &Text, named: &[PartyMention], home: Option<Party>, official: bool) -> Vec<(Party, u32)> {
    let mut salience: BTreeMap<Party, u32> = BTreeMap::new();
    for mention in named {
        for party in &mention.parties {
            *salience.entry(*party).or_default() += weight(text, mention);
        }
    }
    if let Some(at_home) = home.map(|h| salience.entry(h).or_default()) {
        *at_home += if official { *at_home * 2 } else { *at_home / 2 } + 1;
    }
    let mut ranked: Vec<(Party, u32)> = salience.into_iter().collect();
    ranked.sort_by_key(|(party, weight)| (std::cmp::Reverse(*weight), *party));
    ranked
}

/// The two parties the article is about: salient, and named in the same sentences.
fn pair(text: &Text, named: &[PartyMention], partners: &[(Party, u32)]) -> Option<[Party; 2]> {
    const CANDIDATES: usize = 6;
    let top = partners.get(..partners.len().min(CANDIDATES)).unwrap_or_default();
    let together = together(text, named, top);
    let mut best: Option<(u64, [Party; 2])> = None;
    for (i, (a, weight_a)) in top.iter().enumerate() {
        for (k, (b, weight_b)) in top.iter().enumerate().skip(i + 1) {
            let score = u64::from(*weight_a.min(weight_b)) * 4 + u64::from(weight_a + weight_b) + u64::from(together[i][k]) * 8;
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, if a < b { [*a, *b] } else { [*b, *a] }));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

/// In how many sentences two of the `top` stand together.
fn together(text: &Text, named: &[PartyMention], top: &[(Party, u32)]) -> Vec<Vec<u32>> {
    let mut counts = vec![vec![0; top.len()]; top.len()];
    let mut at = 0;
    while at < named.len() {
        let sentence = text.sentence_of(named[at].tokens.first);
        let end = text.sentences.get(sentence).map_or(usize::MAX, |s| s.last);
        let mut here = vec![false; top.len()];
        while let Some(mention) = named.get(at).filter(|m| m.tokens.first < end) {
            for (i, (party, _)) in top.iter().enumerate() {
                here[i] |= mention.parties.contains(party);
            }
            at += 1;
        }
        for (i, row) in counts.iter_mut().enumerate() {
            for (k, count) in row.iter_mut().enumerate() {
                *count += u32::from(here[i] && here[k]);
            }
        }
    }
    counts
}

/// The pair that a sentence is about: its own two parties, its one party and that one's partner, else what was spoken of before it.
pub fn pair_at(page: &Page, sentence: usize) -> Option<[Party; 2]> {
    const BACK: usize = 4;
    for k in (0..=BACK).map_while(|k| sentence.checked_sub(k)) {
        let here = parties_in(page, k);
        match here.as_slice() {
            [] => continue,
            [a, b] => return Some(if a < b { [*a, *b] } else { [*b, *a] }),
            [one] => return partner_of(page, *one, k).map(|other| if *one < other { [*one, other] } else { [other, *one] }),
            many => return page.pair.filter(|p| p.iter().all(|c| many.contains(c))),
        }
    }
    page.pair
}

/// Whom `party` is most likely spoken of together with in this sentence.
pub fn partner_of(page: &Page, party: Party, sentence: usize) -> Option<Party> {
    const BACK: usize = 4;
    if let Some([a, b]) = page.pair.filter(|p| p.contains(&party)) {
        return Some(if a == party { b } else { a });
    }
    let before = (1..=BACK).map_while(|k| sentence.checked_sub(k)).find_map(|s| match parties_in(page, s).as_slice() {
        [a, b] if *a == party => Some(*b),
        [a, b] if *b == party => Some(*a),
        _ => None,
    });
    let home = page.home.filter(|h| *h != party && page.partners.iter().any(|(p, _)| p == h));
    before.or(home).or_else(|| page.partners.iter().map(|(p, _)| *p).find(|p| *p != party))
}

/// Distinct parties of a sentence, in order of mention.
pub fn parties_in(page: &Page, sentence: usize) -> Vec<Party> {
    let Some(bounds) = page.text.sentences.get(sentence) else { return Vec::new() };
    let start = page.parties.partition_point(|m| m.tokens.first < bounds.first);
    let mut found = Vec::new();
    for mention in page.parties.get(start..).unwrap_or_default().iter().take_while(|m| m.tokens.first < bounds.last) {
        for party in &mention.parties {
            if !found.contains(party) {
                found.push(*party);
            }
        }
    }
    found
}

/// Is the word here the speaker's own side ("we", "our country", "us")? Inside a quotation it means the speaker's country.
pub fn is_own_side(text: &Text, token: usize) -> bool {
    text.is_any(token, &["we", "our", "ours", "ourselves"]) || text.word(token) == "us" || text.reads(token, &["my", "country"])
}

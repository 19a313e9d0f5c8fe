//! Chooses whom a stand-in means among the parties named before it; where two tie, nobody.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "Japan and Mongolia met. The landlocked nation sells coal.";
//! let article = Article { text: text.into(), ..Article::default() };
//! let page = Reader::embedded().page(&article);
//! assert!(page.parties.last().is_some_and(|m| m.parties[0] == "MN"));
//! ```

use crate::contract::Party;
use crate::mention::party::Parties;
use crate::mention::{PartyForm, PartyMention};
use crate::resolve::stand_in::{Fit, Kind, StandIn};
use crate::text::Text;

/// Sentences and mentions looked back at.
const SENTENCES_BACK: usize = 3;
const MENTIONS_BACK: usize = 60;

/// What is known while one article's stand-ins are resolved.
pub struct Context<'c, 'a> {
    pub text: &'c Text<'a>,
    pub known: &'c Parties,
    /// All parties of the article, the most salient first.
    pub ranked: &'c [Party],
    pub pair: Option<[Party; 2]>,
    pub home: Option<Party>,
    /// Named and resolved so far, in text order.
    pub so_far: Vec<PartyMention>,
}

/// One party in a sentence, at its first mention.
#[derive(Clone, Copy)]
struct Seen {
    party: Party,
    /// It is the doer, as far as the words around it tell.
    subject: bool,
    /// Only an adjective of somebody or something ("Swiss companies").
    adjective: bool,
    /// "neighbouring Venezuela": the country meant by "the country" is the other.
    beside: bool,
}

impl Context<'_, '_> {
    /// Named parties with the stand-ins that could be resolved, in text order.
    pub fn resolve(mut self, named: Vec<PartyMention>, stand_ins: Vec<StandIn>) -> Vec<PartyMention> {
        let mut stand_ins = stand_ins.into_iter().peekable();
        for mention in named {
            while let Some(next) = stand_ins.next_if(|s| s.tokens.first < mention.tokens.first) {
                if !next.tokens.overlaps(mention.tokens) {
                    self.add(&next);
                }
            }
            while stand_ins.next_if(|s| s.tokens.overlaps(mention.tokens)).is_some() {}
            self.so_far.push(mention);
        }
        for next in stand_ins {
            self.add(&next);
        }
        self.so_far
    }

    fn add(&mut self, stand_in: &StandIn) {
        let at = stand_in.tokens.first;
        let mut parties = match &stand_in.kind {
            Kind::Pair => self.pair_before(at).map(|p| p.to_vec()).unwrap_or_default(),
            Kind::Three => self.three_before(at),
            Kind::One(fit) => self.one_before(at, fit).into_iter().collect(),
            Kind::Neighbour(fit) => self.neighbour_before(at, fit).into_iter().collect(),
            Kind::Pronoun => self.pronoun_before(at).into_iter().collect(),
        };
        if parties.is_empty() {
            return;
        }
        parties.sort_unstable();
        let form = if parties.len() > 1 { PartyForm::Pair } else { PartyForm::Anaphor };
        let possessive = self.text.is_any(at, &["its", "their"]) && stand_in.tokens.last == at + 1
            || self.text.is_any(stand_in.tokens.last, &["'s", "’s", "'", "’"]);
        let span = self.text.span(stand_in.tokens.first..stand_in.tokens.last);
        self.so_far.push(PartyMention { tokens: stand_in.tokens, span, form, parties, possessive });
    }

    /// Distinct parties of one sentence before token `at`, in order of first mention.
    fn seen(&self, sentence: usize, at: usize) -> Vec<Seen> {
        let Some(bounds) = self.text.sentences.get(sentence) else { return Vec::new() };
        let mut seen: Vec<Seen> = Vec::new();
        let recent =
            self.so_far.iter().rev().take(MENTIONS_BACK).filter(|m| m.tokens.last <= at && bounds.tokens().contains(&m.tokens.first));
        let mut here: Vec<&PartyMention> = recent.filter(|m| !matches!(m.form, PartyForm::Pair | PartyForm::Place)).collect();
        here.reverse();
        for mention in here {
            for party in &mention.parties {
                let subject = is_subject(self.text, mention, bounds.first);
                let adjective = mention.form == PartyForm::Demonym;
                let beside = mention.tokens.first > 0 && self.text.is_any(mention.tokens.first - 1, &["neighbouring", "neighboring"]);
                match seen.iter_mut().find(|s| s.party == *party) {
                    Some(known) => {
                        known.subject |= subject;
                        known.adjective &= adjective;
                    }
                    None => seen.push(Seen { party: *party, subject, adjective, beside }),
                }
            }
        }
        seen
    }

    /// The sentences to look at from `at` backwards, with the parties of each.
    fn back(&self, at: usize) -> impl Iterator<Item = (usize, Vec<Seen>)> + '_ {
        let sentence = self.text.sentence_of(at);
        (0..=SENTENCES_BACK).map_while(move |k| sentence.checked_sub(k).map(|s| (k, self.seen(s, at))))
    }

    fn fits(&self, party: Party, fit: &Fit) -> bool {
        let is_bloc = self.known.profile(party).is_some_and(|p| p.is_bloc);
        let listed = fit.lists.iter().all(|l| l.contains(&party));
        listed && party != "WORLD" && (is_bloc == fit.bloc || !fit.lists.is_empty())
    }

    /// "the country", "the island nation", "the bloc".
    fn one_before(&self, at: usize, fit: &Fit) -> Option<Party> {
        if fit.is_open() && self.text.is(at, "this") {
            return self.home;
        }
        for (k, seen) in self.back(at) {
            let fitting: Vec<Seen> = seen.into_iter().filter(|s| self.fits(s.party, fit)).collect();
            match fitting.as_slice() {
                [] => continue,
                [one] if k == 0 && self.is_other_side(at, one) => return self.mate(one.party).filter(|m| self.fits(*m, fit)),
                [one] => return Some(one.party),
                several if fit.is_open() && self.text.is(at, "that") => return several.last().map(|s| s.party),
                several => return self.pick(several, k, fit),
            }
        }
        let mut others = self.ranked.iter().filter(|p| self.fits(**p, fit));
        if fit.is_open() {
            return self.home.filter(|h| self.ranked.contains(h));
        }
        match (others.next(), others.next()) {
            (Some(only), None) => Some(*only),
            (None, None) => fit.lists.first().filter(|l| l.len() == 1).and_then(|l| l.first().copied()),
            _ => None,
        }
    }

    /// "Swiss companies are active in the country", "Russia exports to the country": not the one already named in the sentence.
    fn is_other_side(&self, at: usize, named: &Seen) -> bool {
        let after = |words: &[&str]| at > 0 && self.text.is_any(at - 1, words);
        let flows = after(&["to", "from", "into", "with"]);
        let invested = at > 1 && self.text.is_any(at - 2, &["investor", "investors", "invested", "invests", "investment", "investments"]);
        named.beside
            || invested && after(&["in"])
            || named.adjective && (flows || after(&["in", "within", "across"]))
            || named.subject && flows
    }

    /// Of several that fit in one sentence: the pair's only member, or the doer of an earlier sentence.
    fn pick(&self, several: &[Seen], sentences_back: usize, fit: &Fit) -> Option<Party> {
        if !fit.is_open() {
            let in_pair = |s: &&Seen| self.pair.is_some_and(|p| p.contains(&s.party));
            return only(several.iter().filter(in_pair)).map(|s| s.party);
        }
        if sentences_back == 0 { None } else { only(several.iter().filter(|s| s.subject)).map(|s| s.party) }
    }

    /// "its neighbour": the other of the pair that the doer belongs to.
    fn neighbour_before(&self, at: usize, fit: &Fit) -> Option<Party> {
        let (_, seen) = self.back(at).find(|(_, seen)| !seen.is_empty())?;
        let whose = seen.iter().rev().find(|s| s.subject).or(seen.first())?.party;
        let borders = &self.known.profile(whose)?.neighbours;
        let other = |p: &Party| *p != whose && self.fits(*p, fit);
        let mate = self.mate(whose).filter(|m| other(m) && (borders.contains(m) || borders.is_empty()));
        let recent =
            || self.so_far.iter().rev().take(MENTIONS_BACK).flat_map(|m| &m.parties).copied().find(|p| other(p) && borders.contains(p));
        mate.or_else(recent).or_else(|| self.mate(whose).filter(other))
    }

    /// "its exports", "It also sells": the doer of this sentence or the one before.
    fn pronoun_before(&self, at: usize) -> Option<Party> {
        if at > 0 && self.text.is(at - 1, "of") {
            return None;
        }
        for (k, seen) in self.back(at).take(2) {
            match seen.as_slice() {
                [] if k == 0 => continue,
                [one] if k == 0 || one.subject => return Some(one.party),
                several => {
                    let doers: Vec<&Seen> = several.iter().filter(|s| s.subject).collect();
                    return if k == 0 { doers.last() } else { doers.first() }.map(|s| s.party);
                }
            }
        }
        None
    }

    /// "the two countries": two just named, else the article's pair.
    fn pair_before(&self, at: usize) -> Option<[Party; 2]> {
        for (k, seen) in self.back(at) {
            let about_pair = self.pair.filter(|pair| pair.iter().all(|p| seen.iter().any(|s| s.party == *p)));
            match seen.as_slice() {
                [] => continue,
                [a, b] => return Some(sorted(a.party, b.party)),
                [one] => match self.pair.filter(|p| p.contains(&one.party)) {
                    Some(pair) => return Some(pair),
                    None if k == 0 => return self.mate(one.party).map(|m| sorted(one.party, m)),
                    None => continue,
                },
                _ => return about_pair,
            }
        }
        self.pair
    }

    fn three_before(&self, at: usize) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for (_, seen) in self.back(at) {
            parties.extend(seen.iter().map(|s| s.party).filter(|p| !parties.contains(p)).collect::<Vec<_>>());
            if parties.len() >= 3 {
                break;
            }
        }
        if parties.len() < 3 {
            parties = self.ranked.to_vec();
        }
        if parties.len() == 3 { parties } else { Vec::new() }
    }

    /// The party that `party` is most likely spoken of together with here.
    fn mate(&self, party: Party) -> Option<Party> {
        if let Some([a, b]) = self.pair.filter(|p| p.contains(&party)) {
            return Some(if a == party { b } else { a });
        }
        self.home.filter(|h| *h != party).or_else(|| self.ranked.iter().copied().find(|p| *p != party))
    }
}

fn sorted(a: Party, b: Party) -> [Party; 2] {
    if a < b { [a, b] } else { [b, a] }
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// A name that opens its clause and does something: not after a preposition, not a possessor, not half of "Latvia and Estonia".
fn is_subject(text: &Text, mention: &PartyMention, sentence_first: usize) -> bool {
    const LINKS: &[&str] = &[
        "of", "to", "from", "in", "with", "between", "and", "by", "for", "at", "against", "into", "on", "than", "through", "via", "like",
        "unlike", "&", "-", "–", "or", "as", "toward", "towards", "over", "under", "about", "told", "near",
    ];
    const DESCRIBING: &[&str] =
        &["the", "\"", "“", "eastern", "western", "northern", "southern", "central", "neighbouring", "neighboring", "mainland", "nearby"];
    const NOT_VERBS: &[&str] = &["and", "of", "'s", "’s", "-", "–", "&", "or", "'", "’", ")"];
    if mention.possessive || matches!(mention.form, PartyForm::Demonym | PartyForm::Body) {
        return false;
    }
    let mut before = mention.tokens.first;
    while before > sentence_first && text.is_any(before - 1, DESCRIBING) {
        before -= 1;
    }
    let linked = before > sentence_first && text.is_any(before - 1, LINKS);
    !linked && !text.is_any(mention.tokens.last, NOT_VERBS)
}

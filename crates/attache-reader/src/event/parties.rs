//! Between whom: the pairs that the words around a trigger allow, each with the evidence for it.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let reader = Reader::embedded();
//! let article = Article { text: "Latvia and Estonia signed a treaty.".into(), ..Article::default() };
//! let page = reader.page(&article);
//! let draft = &reader.events.drafts(&page)[0];
//! assert_eq!(draft.parties.values[0][0].len(), 2);
//! ```

use crate::choose::Candidate;
use crate::contract::Party;
use crate::mention::Tokens;
use crate::page::Page;

use super::Options;
use super::sight::{Sight, within};
use super::trigger::Trigger;

/// No more parties than this compete, the nearest first.
const CONTENDERS: usize = 6;

/// Where a party was seen best, relative to a trigger.
#[derive(Clone, Debug)]
struct Seen<'s> {
    party: Party,
    zone: Zone,
    distance: usize,
    sight: Option<&'s Sight>,
}

/// From the nearest to the farthest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    ClauseBefore,
    ClauseAfter,
    SentenceBefore,
    SentenceAfter,
    Previous,
    Earlier,
    Page,
}

impl Zone {
    fn name(self) -> &'static str {
        match self {
            Zone::ClauseBefore => "clause before",
            Zone::ClauseAfter => "clause after",
            Zone::SentenceBefore => "sentence before",
            Zone::SentenceAfter => "sentence after",
            Zone::Previous => "previous",
            Zone::Earlier => "earlier",
            Zone::Page => "page",
        }
    }
}

/// The parties of each event that a trigger tells: mostly of one, of several in "signed pacts with Chad and Togo".
pub type Sets = Vec<Vec<Party>>;

/// All pairs of the contenders, each of a list with somebody else, and everybody in the clause when that is more than two.
pub fn options(page: &Page, sights: &[Sight], trigger: &Trigger) -> Options<Sets> {
    let seen = contenders(page, sights, trigger);
    let mut options = Options::default();
    for (k, a) in seen.iter().enumerate() {
        for b in &seen[k + 1..] {
            let parties = sorted([a.party, b.party]);
            let mut candidate = Candidate::new(label(&parties));
            note_pair(page, sights, trigger, [a, b], seen.len(), &mut candidate);
            options.push(vec![parties], candidate);
        }
    }
    if let Some((parties, candidate)) = everybody(page, &seen, trigger) {
        options.push(vec![parties], candidate);
    }
    if let Some((sets, candidate)) = each(page, sights, &seen, trigger) {
        options.push(sets, candidate);
    }
    options
}

pub fn label(parties: &[Party]) -> String {
    parties.iter().map(Party::as_str).collect::<Vec<_>>().join(" ")
}

fn contenders<'s>(page: &Page, sights: &'s [Sight], trigger: &Trigger) -> Vec<Seen<'s>> {
    let mut seen: Vec<Seen> = Vec::new();
    let sentences = &page.text.sentences;
    let Some(own) = sentences.get(trigger.sentence) else { return seen };
    look(within(sights, trigger.reach(own)), trigger, None, &mut seen);
    if let Some(previous) = trigger.sentence.checked_sub(1).and_then(|i| sentences.get(i)) {
        look(within(sights, trigger.reach(previous)), trigger, Some(Zone::Previous), &mut seen);
    }
    if let Some(earlier) = trigger.sentence.checked_sub(2).and_then(|i| sentences.get(i)) {
        look(within(sights, trigger.reach(earlier)), trigger, Some(Zone::Earlier), &mut seen);
    }
    for party in page.pair.into_iter().flatten() {
        if !seen.iter().any(|s| s.party == party) {
            seen.push(Seen { party, zone: Zone::Page, distance: 0, sight: None });
        }
    }
    seen.sort_by_key(|s| (s.zone.min(Zone::Previous), s.distance, s.party));
    let is_of_page = |party: Party| page.pair.is_some_and(|p| p.contains(&party));
    let mut kept = 0;
    seen.retain(|s| {
        kept += 1;
        kept <= CONTENDERS || is_of_page(s.party)
    });
    seen
}

/// Keeps the nearest sighting of each party.
fn look<'s>(sights: &'s [Sight], trigger: &Trigger, zone: Option<Zone>, seen: &mut Vec<Seen<'s>>) {
    for sight in sights {
        let at = sight.tokens;
        let distance =
            if at.first >= trigger.tokens.last { at.first - trigger.tokens.last } else { trigger.tokens.first.saturating_sub(at.last) };
        let zone = zone.unwrap_or_else(|| zone_of(at, trigger));
        for party in &sight.parties {
            match seen.iter_mut().find(|s| s.party == *party) {
                Some(old) if (zone, distance) < (old.zone, old.distance) => {
                    *old = Seen { party: *party, zone, distance, sight: Some(sight) };
                }
                Some(_) => {}
                None => seen.push(Seen { party: *party, zone, distance, sight: Some(sight) }),
            }
        }
    }
}

fn zone_of(at: Tokens, trigger: &Trigger) -> Zone {
    let in_clause = trigger.clause.holds(at.first);
    match (in_clause, at.first >= trigger.tokens.last) {
        (true, false) => Zone::ClauseBefore,
        (true, true) => Zone::ClauseAfter,
        (false, false) => Zone::SentenceBefore,
        (false, true) => Zone::SentenceAfter,
    }
}

fn note_pair(page: &Page, sights: &[Sight], trigger: &Trigger, pair: [&Seen; 2], count: usize, candidate: &mut Candidate) {
    let [a, b] = if pair[0].zone <= pair[1].zone { pair } else { [pair[1], pair[0]] };
    let kind = trigger.kind.name();
    candidate.note(&["zones", a.zone.name(), b.zone.name()]);
    candidate.note(&[kind, "zones", a.zone.name(), b.zone.name()]);
    candidate.note(&[trigger.form.name(), "zones", a.zone.name(), b.zone.name()]);
    if count == 2 {
        candidate.note(&["only two"]);
    }
    for seen in [a, b] {
        note_member(page, trigger, seen, candidate);
    }
    let is_page_pair = page.pair.is_some_and(|p| p.contains(&a.party) && p.contains(&b.party));
    if is_page_pair {
        candidate.note(&["page pair", b.zone.name()]);
        candidate.note(&["page pair", kind]);
    } else if page.pair.is_some_and(|p| p.contains(&a.party) || p.contains(&b.party)) {
        candidate.note(&["half page pair", b.zone.name()]);
    } else {
        candidate.note(&["not page pair"]);
    }
    note_together(page, sights, trigger, a, b, candidate);
}

fn note_member(page: &Page, trigger: &Trigger, seen: &Seen, candidate: &mut Candidate) {
    let zone = seen.zone.name();
    let Some(sight) = seen.sight else {
        candidate.note(&["unseen", trigger.kind.name()]);
        return;
    };
    candidate.note(&["form", sight.form, zone]);
    if seen.zone < Zone::Previous {
        candidate.note(&["near", bucket(seen.distance), zone]);
        candidate.note(&["preposition", preposition(page, sight), zone]);
        candidate.note(&["preposition", preposition(page, sight), trigger.kind.name()]);
        candidate.note(&["form", sight.form, trigger.kind.name(), zone]);
        if sight.possessive {
            candidate.note(&["possessive", zone]);
        }
    }
}

/// What stands before the sighting, past articles and names: "with", "to", "and".
fn preposition(page: &Page, sight: &Sight) -> &'static str {
    const KNOWN: &[&str] = &["with", "to", "in", "of", "from", "by", "on", "against", "between", "for", "at", "into", "and", "than", ","];
    for back in 1..4 {
        let Some(at) = sight.tokens.first.checked_sub(back) else { break };
        if let Some(known) = KNOWN.iter().find(|k| page.text.is(at, k)) {
            return known;
        }
        if !page.text.is_capitalized(at) && !page.text.is_any(at, &["the", "a", "an", "its", "his", "their", "neighbouring", "both"]) {
            break;
        }
    }
    "none"
}

fn bucket(distance: usize) -> &'static str {
    match distance {
        0 => "0",
        1..=2 => "1-2",
        3..=5 => "3-5",
        6..=10 => "6-10",
        11..=18 => "11-18",
        _ => "19+",
    }
}

/// Evidence that the two belong together.
fn note_together(page: &Page, sights: &[Sight], trigger: &Trigger, a: &Seen, b: &Seen, candidate: &mut Candidate) {
    let own = within(sights, trigger.clause);
    let pair_named = own.iter().any(|s| s.parties.len() > 1 && s.parties.contains(&a.party) && s.parties.contains(&b.party));
    if pair_named {
        candidate.note(&["two countries"]);
    }
    let in_clause = |s: &Seen| s.zone <= Zone::ClauseAfter;
    if in_clause(a) && in_clause(b) {
        let mut all: Vec<Party> = own.iter().flat_map(|s| s.parties.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        candidate.note(&["in clause", if all.len() == 2 { "alone" } else { "with others" }]);
    }
    if let (Some(x), Some(y)) = (a.sight, b.sight)
        && let Some(joined) = joined(page, x.tokens, y.tokens)
    {
        candidate.note(&["joined", joined]);
        candidate.note(&["joined", joined, trigger.kind.name()]);
    }
}

/// "A and B", "A-B", "A, B", "between A and B", "A with B".
fn joined(page: &Page, x: Tokens, y: Tokens) -> Option<&'static str> {
    let (x, y) = if x.first <= y.first { (x, y) } else { (y, x) };
    let between = x.last..y.first;
    if between.len() > 3 {
        return None;
    }
    let found = |words: &[&str]| between.clone().any(|i| page.text.is_any(i, words));
    if found(&["and", "&"]) {
        let opens = x.first > 0 && (1..4).any(|k| x.first >= k && page.text.is_any(x.first - k, &["between", "both"]));
        return Some(if opens { "between" } else { "and" });
    }
    if found(&["-", "–", "—", "/"]) {
        return Some("dash");
    }
    if found(&["with", "to", "for", "against", "by", "from"]) {
        return Some("preposition");
    }
    if found(&["'s", "’s", "of", "in"]) {
        return Some("of");
    }
    if found(&[","]) {
        return Some("comma");
    }
    between.is_empty().then_some("adjacent")
}

/// Three or more in the trigger's clause as one set.
fn everybody(page: &Page, seen: &[Seen], trigger: &Trigger) -> Option<(Vec<Party>, Candidate)> {
    let mut parties: Vec<Party> = seen.iter().filter(|s| s.zone <= Zone::ClauseAfter).map(|s| s.party).collect();
    if parties.len() < 3 {
        return None;
    }
    parties.sort_unstable();
    let mut candidate = Candidate::new(label(&parties));
    let count = if parties.len() == 3 { "three" } else { "more" };
    candidate.note(&["everybody", count]);
    candidate.note(&["everybody", trigger.kind.name()]);
    let trilateral = trigger.clause.first..trigger.clause.last;
    let cue = &["trilateral", "tripartite", "three-way", "quadrilateral", "three", "four", "five", "together"];
    if trilateral.into_iter().any(|i| page.text.is_any(i, cue)) {
        candidate.note(&["everybody", "cue"]);
    }
    let before = seen.iter().filter(|s| s.zone == Zone::ClauseBefore).count();
    candidate.note(&["everybody", if before >= 3 { "as subject" } else { "scattered" }]);
    Some((parties, candidate))
}

/// One party with each of a list: "similar accords with Chad, Togo and Benin".
fn each(page: &Page, sights: &[Sight], seen: &[Seen], trigger: &Trigger) -> Option<(Sets, Candidate)> {
    let list = list(page, within(sights, trigger.clause))?;
    let other = seen.iter().find(|s| s.zone < Zone::Previous && !list.1.contains(&s.party))?;
    let sets: Sets = list.1.iter().map(|p| sorted([other.party, *p])).collect();
    let mut candidate = Candidate::new(sets.iter().map(|s| label(s)).collect::<Vec<_>>().join("; "));
    let after = if list.0.first >= trigger.tokens.last { "after" } else { "before" };
    let opener = list.0.first.checked_sub(1).map_or(String::new(), |i| page.text.word(i).to_lowercase());
    candidate.note(&["each", after]);
    candidate.note(&["each", after, trigger.kind.name()]);
    candidate.note(&["each", "opener", &opener]);
    candidate.note(&["each", "other", other.zone.name()]);
    candidate.note(&["each", if sets.len() == 2 { "of two" } else { "of more" }]);
    Some((sets, candidate))
}

fn sorted(mut pair: [Party; 2]) -> Vec<Party> {
    pair.sort_unstable();
    pair.to_vec()
}

/// The first list of at least two single parties joined by commas and "and", with its tokens.
fn list(page: &Page, sights: &[Sight]) -> Option<(Tokens, Vec<Party>)> {
    let mut at = 0;
    while at < sights.len() {
        let mut parties: Vec<Party> = Vec::new();
        let first = sights[at].tokens.first;
        let mut last = sights[at].tokens.last;
        while let Some(sight) =
            sights.get(at).filter(|s| s.parties.len() == 1 && (parties.is_empty() || is_joint(page, last, s.tokens.first)))
        {
            if !parties.contains(&sight.parties[0]) {
                parties.push(sight.parties[0]);
            }
            last = sight.tokens.last;
            at += 1;
        }
        if parties.len() > 1 {
            return Some((Tokens::new(first, last), parties));
        }
        at += usize::from(parties.is_empty());
    }
    None
}

fn is_joint(page: &Page, last: usize, first: usize) -> bool {
    (last..first).len() <= 3 && last < first && (last..first).all(|i| page.text.is_any(i, &[",", "and", "the", "or", "&", "with"]))
}

//! From whom to whom.
//!
//! Candidates are all ordered and unordered pairs of the parties within reach: those of the sentence, of the sentence before, the article's
//! pair, the last figure's, the speaker's own country. The evidence for a side is how that party stands in the sentence ("exports **to** X",
//! "**X's** imports", first party before a verb of giving), and, where it doesn't stand there, what brought it in.
//!
//! ```
//! use attache_reader::figure::direction::Directed;
//! assert!(Directed::default().parties.is_empty());
//! ```

use crate::choose::{Candidate, Guide, Piece};
use crate::contract::{Indicator, Party};
use crate::figure::indicator::distance;
use crate::figure::scene::Scene;
use crate::figure::{Asked, Draft, ask};
use crate::mention::{PartyForm, PartyMention};
use crate::text::Sentence;

/// Parties within reach at most: more would be a list of countries, and the work grows with the square.
const REACH: usize = 6;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directed {
    pub from: Option<Party>,
    pub to: Option<Party>,
    pub parties: Vec<Party>,
    /// A balance told as a deficit: its value is negative.
    pub deficit: bool,
}

/// A party as it stands in the sentence.
#[derive(Clone, Debug)]
struct Stand {
    party: Party,
    token: usize,
    /// "to", "from", "poss", "adj", "pair", "we", "bare".
    link: String,
    /// Class of the cue word that follows ("Kazakh **exports**") or that the preposition hangs on ("**exports** to").
    cue: String,
    zone: &'static str,
    side: &'static str,
}

/// A party within reach and what brought it in.
struct Reached {
    party: Party,
    by: &'static str,
}

pub fn choose(asked: &Asked, before: &[Draft], indicator: Indicator, guide: &mut dyn Guide) -> (Option<Directed>, f64) {
    let scene = asked.scene;
    let Some(sentence) = scene.sentence(asked.amount.tokens.first).copied() else { return (None, 0.0) };
    let stands = stands(asked, &sentence);
    let reached = reached(asked, &sentence, &stands, before);
    let deficit = indicator == Indicator::Balance && is_deficit(asked, &sentence);
    let pairs = pairs(&reached, indicator);
    if pairs.is_empty() {
        return (None, 0.0);
    }
    let way = way(asked, &sentence);
    let sides: Vec<[Vec<Piece>; 3]> =
        reached.iter().map(|r| ["from", "to", "with"].map(|side| side_pieces(asked, indicator, side, r, &stands, way))).collect();
    let candidates: Vec<Candidate> = pairs.iter().map(|p| candidate(asked, indicator, p, &reached, &sides, &stands, before)).collect();
    let choice = ask(guide, "direction", asked.amount.span, &candidates);
    let directed = pairs.get(choice.best).map(|p| p.directed(&reached, deficit));
    (directed, choice.probability)
}

#[derive(Clone, Copy)]
struct Pair {
    a: usize,
    b: usize,
    directed: bool,
}

impl Pair {
    fn directed(&self, reached: &[Reached], deficit: bool) -> Directed {
        let (a, b) = (reached[self.a].party, reached[self.b].party);
        let mut parties = vec![a, b];
        parties.sort_unstable();
        Directed { from: self.directed.then_some(a), to: self.directed.then_some(b), parties, deficit }
    }

    fn label(&self, reached: &[Reached]) -> String {
        let (a, b) = (reached[self.a].party, reached[self.b].party);
        if self.directed { format!("{a}>{b}") } else { format!("{},{}", a.min(b), a.max(b)) }
    }
}

/// Which pairs make sense for an indicator.
fn pairs(reached: &[Reached], indicator: Indicator) -> Vec<Pair> {
    use Indicator::*;
    let never_directed = matches!(indicator, Turnover | Agreements | Flights);
    let always_directed = matches!(indicator, Exports | Imports | Balance | Remittances | Grant);
    let mut pairs = Vec::new();
    for a in 0..reached.len() {
        for b in 0..reached.len() {
            if a != b && !never_directed {
                pairs.push(Pair { a, b, directed: true });
            }
            if a < b && !always_directed {
                pairs.push(Pair { a, b, directed: false });
            }
        }
    }
    pairs
}

fn stands(asked: &Asked, sentence: &Sentence) -> Vec<Stand> {
    let scene = asked.scene;
    let mut stands = Vec::new();
    for mention in scene.parties_in(sentence.tokens()) {
        for party in &mention.parties {
            stands.push(stand(asked, mention, *party));
        }
    }
    if let Some(country) = scene.speaker_country(asked.amount.span) {
        for token in sentence.tokens().filter(|i| scene.page.text.is_any(*i, &["we", "our", "us", "ours"])).take(3) {
            let cue = following_cue(scene, token + 1);
            let link = if scene.page.text.is(token, "our") { "our" } else { "we" };
            stands.push(Stand {
                party: country,
                token,
                link: link.to_owned(),
                cue,
                zone: scene.zone(token, asked.amount.tokens.first),
                side: side(asked, token),
            });
        }
    }
    stands.sort_by_key(|s| s.token);
    stands
}

fn side(asked: &Asked, token: usize) -> &'static str {
    if token < asked.amount.tokens.first {
        "before"
    } else if token < asked.amount.tokens.last {
        "in"
    } else {
        "after"
    }
}

fn stand(asked: &Asked, mention: &PartyMention, party: Party) -> Stand {
    let scene = asked.scene;
    let text = &scene.page.text;
    let first = mention.tokens.first;
    let before = if first > 0 && text.is_any(first - 1, &["the", "its", "neighbouring", "neighboring"]) {
        first.saturating_sub(2)
    } else {
        first.saturating_sub(1)
    };
    let preposition = [
        "from", "to", "in", "of", "by", "with", "for", "between", "against", "into", "via", "on", "towards", "through", "at", "than",
        "and", "among", "inside",
    ]
    .into_iter()
    .find(|w| first > 0 && text.is(before, w));
    let (link, cue) = match (mention.form, preposition) {
        (PartyForm::Pair, _) => ("pair".to_owned(), following_cue(scene, mention.tokens.last)),
        (_, Some(p)) if !mention.possessive && mention.form != PartyForm::Demonym => (p.to_owned(), preceding_cue(scene, before)),
        (_, Some(p)) if mention.possessive => (format!("{p} poss"), following_cue(scene, mention.tokens.last + 1)),
        (PartyForm::Demonym, Some(p)) => (format!("{p} adj"), following_cue(scene, mention.tokens.last)),
        (PartyForm::Demonym, None) => ("adj".to_owned(), following_cue(scene, mention.tokens.last)),
        _ if mention.possessive => ("poss".to_owned(), following_cue(scene, mention.tokens.last + 1)),
        _ => ("bare".to_owned(), following_cue(scene, mention.tokens.last)),
    };
    Stand { party, token: first, link, cue, zone: scene.zone(first, asked.amount.tokens.first), side: side(asked, first) }
}

/// The first cue word within four tokens.
fn following_cue(scene: &Scene, from: usize) -> String {
    let cues = scene.cues_in(from..from + 4);
    cues.iter().find(|q| q.measures || matches!(q.class, "give" | "receive" | "go")).map_or("none", |q| q.class).to_owned()
}

fn preceding_cue(scene: &Scene, to: usize) -> String {
    let cues = scene.cues_in(to.saturating_sub(4)..to);
    cues.iter().rev().find(|q| q.measures || matches!(q.class, "give" | "receive" | "go")).map_or("none", |q| q.class).to_owned()
}

fn reached(asked: &Asked, sentence: &Sentence, stands: &[Stand], before: &[Draft]) -> Vec<Reached> {
    let scene = asked.scene;
    let mut reached: Vec<Reached> = Vec::new();
    let mut add = |party: Party, by: &'static str| {
        if reached.len() < REACH && !reached.iter().any(|r| r.party == party) {
            reached.push(Reached { party, by });
        }
    };
    let mut near: Vec<&Stand> = stands.iter().collect();
    near.sort_by_key(|s| s.token.abs_diff(asked.amount.tokens.first));
    for stand in near.iter().take(12) {
        add(stand.party, "sentence");
    }
    for party in scene.page.pair.into_iter().flatten() {
        add(party, "pair");
    }
    if let Some(last) = before.last() {
        last.found.parties.iter().for_each(|p| add(*p, "last figure"));
    }
    if let Some(country) = scene.speaker_country(asked.amount.span) {
        add(country, "speaker");
    }
    if let Some(home) = scene.page.home {
        add(home, "home");
    }
    let index = scene.page.text.sentence_of(sentence.first);
    if let Some(previous) = index.checked_sub(1).and_then(|i| scene.page.text.sentences.get(i)) {
        scene.parties_in(previous.tokens()).iter().flat_map(|m| &m.parties).for_each(|p| add(*p, "sentence before"));
    }
    reached
}

/// Is the nearest verb one of giving or of receiving?
fn way<'r>(asked: &Asked<'_, '_, '_, 'r>, sentence: &Sentence) -> &'r str {
    let scene = asked.scene;
    let at = asked.amount.tokens.first;
    let cost = |first: usize| first.abs_diff(at) + if first > at { 6 } else { 0 } + if scene.zone(first, at) == "strong" { 40 } else { 0 };
    let cues = scene.cues_in(sentence.tokens()).iter();
    cues.filter(|q| matches!(q.class, "give" | "receive" | "go")).min_by_key(|q| cost(q.tokens.first)).map_or("none", |q| q.class)
}

fn side_pieces(asked: &Asked, indicator: Indicator, side: &str, reached: &Reached, stands: &[Stand], way: &str) -> Vec<Piece> {
    let mut c = Candidate::default();
    let name = indicator.name();
    let group = group(indicator);
    let own: Vec<&Stand> = stands.iter().filter(|s| s.party == reached.party).collect();
    if own.is_empty() {
        c.note(&[side, "absent, by", reached.by]);
        c.note(&[side, "absent, by", reached.by, name]);
    }
    if asked.scene.page.home == Some(reached.party) {
        c.note(&[side, "home", group]);
        c.note(&[side, "home", name, way]);
    }
    if asked.scene.speaker_country(asked.amount.span) == Some(reached.party) {
        c.note(&[side, "speaker", group]);
    }
    let mut near: Vec<&&Stand> = own.iter().collect();
    near.sort_by_key(|s| s.token.abs_diff(asked.amount.tokens.first));
    for stand in near.into_iter().take(2) {
        stand_pieces(side, group, name, stand, way, &mut c);
        let rank = stands.iter().filter(|s| s.party != reached.party && s.token < stand.token).count().min(2).to_string();
        c.note(&[side, "rank", &rank, way, group]);
        c.note(&[side, "rank", &rank, &stand.link, group]);
        let gap = distance(gap_to(stand, asked));
        c.note(&[side, gap, stand.side]);
        c.note(&[side, gap, stand.side, &stand.link]);
        c.note(&[side, gap, stand.side, &stand.link, group]);
        let nearer =
            stands.iter().filter(|s| s.party != reached.party && gap_to(s, asked) < gap_to(stand, asked)).count().min(2).to_string();
        c.note(&[side, "nearer ones", &nearer, stand.side]);
        c.note(&[side, "nearer ones", &nearer, &stand.link, group]);
    }
    c.evidence
}

/// Tokens between a party and the amount.
fn gap_to(stand: &Stand, asked: &Asked) -> usize {
    let amount = asked.amount.tokens;
    if stand.token < amount.first { amount.first - stand.token } else { (stand.token + 1).saturating_sub(amount.last) }
}

fn stand_pieces(side: &str, group: &str, name: &str, stand: &Stand, way: &str, c: &mut Candidate) {
    c.note(&[side, &stand.link]);
    c.note(&[side, &stand.link, name]);
    c.note(&[side, &stand.link, group, way]);
    c.note(&[side, &stand.link, &stand.cue]);
    c.note(&[side, &stand.link, &stand.cue, name]);
    c.note(&[side, &stand.link, stand.side, group]);
    c.note(&[side, stand.side, stand.zone]);
    c.note(&[side, stand.side, stand.zone, name]);
    c.note(&[side, stand.side, way, name]);
}

/// Indicators whose origin and destination read alike.
fn group(indicator: Indicator) -> &'static str {
    use Indicator::*;
    match indicator {
        Exports | Supply | Cargo => "goods out",
        Imports => "goods in",
        Investment | Loan | Grant | Projects | Companies => "money",
        People | Travel => "persons",
        Remittances => "remittances",
        Tariff => "tariff",
        Balance => "balance",
        Turnover | Agreements | Flights => "mutual",
        Deal | Other => "other",
    }
}

fn candidate(
    asked: &Asked,
    indicator: Indicator,
    pair: &Pair,
    reached: &[Reached],
    sides: &[[Vec<Piece>; 3]],
    stands: &[Stand],
    before: &[Draft],
) -> Candidate {
    let mut c = Candidate::new(pair.label(reached));
    let (left, right) = if pair.directed { (0, 1) } else { (2, 2) };
    c.evidence.extend_from_slice(&sides[pair.a][left]);
    c.evidence.extend_from_slice(&sides[pair.b][right]);
    let (a, b) = (reached[pair.a].party, reached[pair.b].party);
    let shape = if pair.directed { "directed" } else { "mutual" };
    let name = indicator.name();
    c.note(&[shape, name]);
    let of_pair = asked.scene.page.pair.map_or(0, |p| usize::from(p.contains(&a)) + usize::from(p.contains(&b)));
    let of_pair = ["none", "one", "both"][of_pair.min(2)];
    c.note(&["of the article's pair", of_pair]);
    c.note(&["of the article's pair", of_pair, name]);
    let standing = |p: Party| stands.iter().any(|s| s.party == p);
    let in_clause = |p: Party| stands.iter().any(|s| s.party == p && s.zone != "strong");
    let named = ["none", "one", "both"][usize::from(standing(a)) + usize::from(standing(b))];
    let close = ["none", "one", "both"][usize::from(in_clause(a)) + usize::from(in_clause(b))];
    c.note(&["named in sentence", named, of_pair]);
    c.note(&["named in clause", close]);
    c.note(&[shape, "named in clause", close, name]);
    pair_mention_pieces(shape, name, a, b, stands, &mut c);
    history_pieces(asked, indicator, a, b, pair.directed, before, &mut c);
    c
}

/// "between A and B", "the two countries": one expression names both.
fn pair_mention_pieces(shape: &str, name: &str, a: Party, b: Party, stands: &[Stand], c: &mut Candidate) {
    let as_pair = |p: Party| stands.iter().filter(move |s| s.party == p && s.link == "pair").map(|s| s.token);
    if as_pair(a).any(|t| as_pair(b).any(|u| u == t)) {
        c.note(&[shape, "named as a pair"]);
        c.note(&[shape, "named as a pair", name]);
    }
    let between = |p: Party| stands.iter().any(|s| s.party == p && s.link == "between");
    if between(a) || between(b) {
        c.note(&[shape, "between"]);
        c.note(&[shape, "between", name]);
    }
}

fn history_pieces(asked: &Asked, indicator: Indicator, a: Party, b: Party, directed: bool, before: &[Draft], c: &mut Candidate) {
    let Some(last) = before.last() else { return };
    let found = &last.found;
    let gap = match asked.scene.page.text.sentence_of(asked.amount.tokens.first).saturating_sub(last.sentence) {
        0 => "same sentence",
        1 => "last sentence",
        _ => "earlier",
    };
    let mut sorted = [a, b];
    sorted.sort_unstable();
    let relation = if found.parties != sorted {
        "another pair"
    } else if !directed {
        if found.from.is_none() { "same, mutual" } else { "same pair, now mutual" }
    } else if (found.from, found.to) == (Some(a), Some(b)) {
        "same direction"
    } else if found.from.is_none() {
        "same pair, now directed"
    } else {
        "opposite direction"
    };
    let same = if found.indicator == indicator { "same indicator" } else { "other indicator" };
    c.note(&["last figure", relation, gap]);
    c.note(&["last figure", relation, gap, same]);
    c.note(&["last figure", relation, found.indicator.name(), indicator.name()]);
}

/// The nearest word for a balance is one of a deficit.
fn is_deficit(asked: &Asked, sentence: &Sentence) -> bool {
    let scene = asked.scene;
    let at = asked.amount.tokens.first;
    let balance = scene.cues_in(sentence.tokens()).iter().filter(|q| q.class == "trade.balance");
    let nearest = balance.min_by_key(|q| q.tokens.first.abs_diff(at) + if q.tokens.first > at { 3 } else { 0 });
    nearest.is_some_and(|q| {
        (q.tokens.first..q.tokens.last).any(|i| {
            let word = scene.page.text.word(i).to_ascii_lowercase();
            ["deficit", "gap", "imbalance", "shortfall", "negative", "red", "adverse"].iter().any(|w| word.starts_with(w))
        })
    })
}

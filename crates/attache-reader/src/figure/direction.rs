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

use crate::choose::{Candidate, Guide, Pieces};
use crate::contract::{Indicator, Party};
use crate::figure::indicator::{distance, stem};
use crate::figure::scene::Scene;
use crate::figure::{Asked, Draft, ask};
use crate::mention::{PartyForm, PartyMention};
use crate::text::{Sentence, TokenKind};

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
struct Stand<'r> {
    party: Party,
    token: usize,
    /// The token after it.
    end: usize,
    /// "to", "from", "poss", "adj", "pair", "we", "bare".
    link: &'static str,
    /// Class of the cue word that follows ("Kazakh **exports**") or that the preposition hangs on ("**exports** to").
    cue: &'r str,
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
    let words = near_words(asked, &sentence);
    let sides: Vec<[Pieces; 3]> =
        reached.iter().map(|r| ["from", "to", "with"].map(|side| side_pieces(asked, indicator, side, r, &stands, way, &words))).collect();
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
    let always_directed = matches!(indicator, Exports | Imports | Balance | Remittances | Grant | People | Travel);
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

fn stands<'r>(asked: &Asked<'_, '_, '_, 'r>, sentence: &Sentence) -> Vec<Stand<'r>> {
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
                end: token + 1,
                link,
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

/// Prepositions that tell a side, alone, before a possessive, before a demonym.
const PREPOSITIONS: [[&str; 3]; 19] = [
    ["from", "from poss", "from adj"],
    ["to", "to poss", "to adj"],
    ["in", "in poss", "in adj"],
    ["of", "of poss", "of adj"],
    ["by", "by poss", "by adj"],
    ["with", "with poss", "with adj"],
    ["for", "for poss", "for adj"],
    ["between", "between poss", "between adj"],
    ["against", "against poss", "against adj"],
    ["into", "into poss", "into adj"],
    ["via", "via poss", "via adj"],
    ["on", "on poss", "on adj"],
    ["towards", "towards poss", "towards adj"],
    ["through", "through poss", "through adj"],
    ["at", "at poss", "at adj"],
    ["than", "than poss", "than adj"],
    ["and", "and poss", "and adj"],
    ["among", "among poss", "among adj"],
    ["inside", "inside poss", "inside adj"],
];

fn stand<'r>(asked: &Asked<'_, '_, '_, 'r>, mention: &PartyMention, party: Party) -> Stand<'r> {
    let scene = asked.scene;
    let text = &scene.page.text;
    let first = mention.tokens.first;
    let before = if first > 0 && text.is_any(first - 1, &["the", "its", "neighbouring", "neighboring"]) {
        first.saturating_sub(2)
    } else {
        first.saturating_sub(1)
    };
    let word = text.lower(before);
    let preposition = PREPOSITIONS.iter().find(|p| first > 0 && p[0] == word);
    let is_demonym = mention.form == PartyForm::Demonym;
    let (link, cue) = match preposition {
        _ if mention.form == PartyForm::Pair => ("pair", following_cue(scene, mention.tokens.last)),
        Some(p) if !mention.possessive && !is_demonym => (p[0], preceding_cue(scene, before)),
        Some(p) if mention.possessive => (p[1], following_cue(scene, mention.tokens.last + 1)),
        Some(p) => (p[2], following_cue(scene, mention.tokens.last)),
        None if is_demonym => ("adj", following_cue(scene, mention.tokens.last)),
        None if mention.possessive => ("poss", following_cue(scene, mention.tokens.last + 1)),
        None => ("bare", following_cue(scene, mention.tokens.last)),
    };
    Stand {
        party,
        token: first,
        end: mention.tokens.last,
        link,
        cue,
        zone: scene.zone(first, asked.amount.tokens.first),
        side: side(asked, first),
    }
}

/// The first cue word within four tokens.
fn following_cue<'r>(scene: &Scene<'_, '_, 'r>, from: usize) -> &'r str {
    let cues = scene.cues_in(from..from + 4);
    cues.iter().find(|q| q.measures || matches!(q.class, "give" | "receive" | "go")).map_or("none", |q| q.class)
}

fn preceding_cue<'r>(scene: &Scene<'_, '_, 'r>, to: usize) -> &'r str {
    let cues = scene.cues_in(to.saturating_sub(4)..to);
    cues.iter().rev().find(|q| q.measures || matches!(q.class, "give" | "receive" | "go")).map_or("none", |q| q.class)
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

fn side_pieces(asked: &Asked, indicator: Indicator, side: &str, reached: &Reached, stands: &[Stand], way: &str, words: &[&str]) -> Pieces {
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
    // What is said of the party in another clause counts only where its own is silent: "A's sales to B ..., while B's sales to A ...".
    let in_clause = own.iter().any(|s| s.zone != "strong");
    let mut near: Vec<&&Stand> = own.iter().filter(|s| !in_clause || s.zone != "strong").collect();
    near.sort_by_key(|s| s.token.abs_diff(asked.amount.tokens.first));
    for stand in near.into_iter().take(2) {
        stand_pieces(side, group, name, stand, way, &mut c);
        let rank = stands.iter().filter(|s| s.party != reached.party && s.token < stand.token).count();
        c.note(&[side, "rank", few(rank), way, group]);
        c.note(&[side, "rank", few(rank), stand.link, group]);
        c.note(&[side, stand.link, "next", stem(asked.scene.page.text.lower(stand.end))]);
        for word in words {
            c.note(&[side, "rank", few(rank), "near", word]);
        }
        let gap = distance(gap_to(stand, asked));
        c.note(&[side, gap, stand.side]);
        c.note(&[side, gap, stand.side, stand.link]);
        c.note(&[side, gap, stand.side, stand.link, group]);
        let nearer = stands.iter().filter(|s| s.party != reached.party && gap_to(s, asked) < gap_to(stand, asked)).count();
        c.note(&[side, "nearer ones", few(nearer), stand.side]);
        c.note(&[side, "nearer ones", few(nearer), stand.link, group]);
    }
    c.evidence
}

/// The words of the clause up to the amount: with the parties' order they tell who gives.
fn near_words<'t>(asked: &'t Asked, sentence: &Sentence) -> Vec<&'t str> {
    let scene = asked.scene;
    let text = &scene.page.text;
    let first = asked.amount.tokens.first;
    let own = sentence.first.max(first.saturating_sub(10))..first;
    let mut words: Vec<&str> = Vec::new();
    for i in own.filter(|i| text.kind(*i) == Some(TokenKind::Word) && !text.is_capitalized(*i) && text.word(*i).len() > 3) {
        let word = stem(text.lower(i));
        if scene.zone(i, first) != "strong" && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn few(count: usize) -> &'static str {
    ["0", "1", "2"][count.min(2)]
}

/// Tokens between a party and the amount.
fn gap_to(stand: &Stand, asked: &Asked) -> usize {
    let amount = asked.amount.tokens;
    if stand.token < amount.first { amount.first - stand.token } else { (stand.token + 1).saturating_sub(amount.last) }
}

fn stand_pieces(side: &str, group: &str, name: &str, stand: &Stand, way: &str, c: &mut Candidate) {
    c.note(&[side, stand.link]);
    c.note(&[side, stand.link, name]);
    c.note(&[side, stand.link, group, way]);
    c.note(&[side, stand.link, stand.cue]);
    c.note(&[side, stand.link, stand.cue, name]);
    c.note(&[side, stand.link, stand.side, group]);
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
    sides: &[[Pieces; 3]],
    stands: &[Stand],
    before: &[Draft],
) -> Candidate {
    let mut c = Candidate::labelled(|| pair.label(reached));
    let (left, right) = if pair.directed { (0, 1) } else { (2, 2) };
    c.evidence.extend(&sides[pair.a][left]);
    c.evidence.extend(&sides[pair.b][right]);
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
            let word = scene.page.text.lower(i);
            ["deficit", "gap", "imbalance", "shortfall", "negative", "red", "adverse"].iter().any(|w| word.starts_with(w))
        })
    })
}

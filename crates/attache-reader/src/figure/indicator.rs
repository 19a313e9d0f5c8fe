//! What an amount measures: one of the contract's indicators, or nothing in scope.
//!
//! ```
//! use attache_reader::figure::indicator::distance;
//! assert_eq!(distance(3), "3");
//! ```

use crate::choose::{Candidate, Guide};
use crate::contract::{Code, Indicator};
use crate::figure::link::kind_name;
use crate::figure::scene::{Cue, Scene};
use crate::figure::unit::family;
use crate::figure::{Asked, Draft, ask};
use crate::text::{Sentence, SentenceRole};

/// The evidence, once for all labels; each label then adds its own name to every piece.
type Pieces = Vec<String>;

/// The indicator and how sure; `None` when the amount is out of scope.
pub fn choose(asked: &Asked, before: &[Draft], unit: Code, guide: &mut dyn Guide) -> (Option<Indicator>, f64) {
    let pieces = pieces(asked, before, unit);
    let mut candidates = vec![labelled("out", &pieces)];
    candidates.extend(Indicator::ALL.iter().map(|(_, name)| labelled(name, &pieces)));
    let choice = ask(guide, "indicator", asked.amount.span, &candidates);
    match choice.best {
        0 => (None, choice.probability),
        i => (Indicator::ALL.get(i - 1).map(|(indicator, _)| *indicator), choice.probability),
    }
}

fn labelled(label: &str, pieces: &Pieces) -> Candidate {
    let mut c = Candidate::new(label);
    for piece in pieces {
        c.note(&[label, piece]);
    }
    if label != "out" {
        let group = group(label);
        for piece in pieces {
            c.note(&["in scope", piece]);
            c.note(&[group, piece]);
        }
    }
    c
}

/// Indicators that share most of their evidence.
fn group(label: &str) -> &'static str {
    match label {
        "trade.turnover" | "trade.exports" | "trade.imports" | "trade.balance" => "any trade",
        "finance.loan" | "finance.grant" | "investment" | "deal" | "remittances" => "any money",
        "cargo" | "supply" | "tariff" => "any goods",
        "people" | "travel" | "flights" | "companies" => "any heads",
        _ => "any else",
    }
}

fn pieces(asked: &Asked, before: &[Draft], unit: Code) -> Pieces {
    let mut p = vec!["always".to_owned()];
    let scene = asked.scene;
    let form = if asked.alone_as_change {
        "change"
    } else if asked.changes.is_empty() {
        "level"
    } else {
        "level with change"
    };
    p.push(format!("form {form}"));
    p.push(format!("unit {}", family(unit.as_str())));
    p.push(format!("unit {} {form}", short(unit)));
    p.push(format!("kind {}", kind_name(asked.amount)));
    if let Some(sentence) = scene.sentence(asked.amount.tokens.first) {
        p.push(format!("place {}", role_name(sentence.role)));
        cue_pieces(asked, sentence, family(unit.as_str()), &mut p);
        party_pieces(asked, sentence, family(unit.as_str()), &mut p);
    }
    noun_pieces(asked, &mut p);
    word_pieces(asked, family(unit.as_str()), &mut p);
    history_pieces(asked, before, unit, &mut p);
    context_pieces(asked, &mut p);
    article_pieces(scene, &mut p);
    p
}

/// Currencies are one word to the model; a contract unit is itself.
fn short(unit: Code) -> String {
    match family(unit.as_str()) {
        "money" => "money".to_owned(),
        _ => unit.to_string(),
    }
}

fn role_name(role: SentenceRole) -> &'static str {
    match role {
        SentenceRole::Headline => "headline",
        SentenceRole::Byline => "byline",
        SentenceRole::Body => "body",
        SentenceRole::Item => "item",
        SentenceRole::Question => "question",
        SentenceRole::Answer => "answer",
    }
}

/// Cue words of the sentence by class, side and distance; the nearest on each side; what leads the sentence before.
fn cue_pieces(asked: &Asked, sentence: &Sentence, family: &str, p: &mut Pieces) {
    let scene = asked.scene;
    let cues = scene.cues_in(sentence.tokens());
    let (first, last) = (asked.amount.tokens.first, asked.amount.tokens.last);
    let mut nearest: [Option<&Cue>; 2] = [None, None];
    for cue in cues {
        let (side, slot) = if cue.tokens.first < first {
            ("before", 0)
        } else if cue.tokens.first < last {
            ("in", 2)
        } else {
            ("after", 1)
        };
        let zone = scene.zone(cue.tokens.first, first);
        push_new(p, format!("{} {side} {zone}", cue.class));
        push_new(p, format!("{} in sentence", cue.class));
        if !cue.measures || is_weak(cue.class) {
            continue;
        }
        if slot == 0 || (slot == 1 && nearest[1].is_none()) {
            nearest[slot] = Some(cue);
        }
        if slot == 0 && scene.amounts_between(cue.tokens.first, first) == 0 {
            push_new(p, format!("{} since the last amount", cue.class));
        }
        if slot == 1 && scene.amounts_between(last, cue.tokens.first) == 0 {
            push_new(p, format!("{} until the next amount {zone}", cue.class));
        }
    }
    for (side, cue) in [("before", nearest[0]), ("after", nearest[1])] {
        let Some(cue) = cue else {
            p.push(format!("no cue {side} {family}"));
            continue;
        };
        p.push(format!("nearest {side} {}", cue.class));
        p.push(format!("nearest {side} {} {family}", cue.class));
        p.push(format!("nearest {side} {} {}", cue.class, distance(cue.tokens.first.abs_diff(first))));
        p.push(format!("nearest {side} {} {}", cue.class, scene.zone(cue.tokens.first, first)));
    }
    if let [Some(a), Some(b)] = nearest {
        p.push(format!("between {} and {}", a.class, b.class));
    }
}

/// Classes that go with several indicators: they count as evidence, but never as the word that governs an amount.
fn is_weak(class: &str) -> bool {
    matches!(class, "commodity" | "vague" | "body" | "out.head" | "out.length" | "cargo.place" | "projects" | "agreements")
}

fn push_new(p: &mut Pieces, piece: String) {
    if !p.contains(&piece) {
        p.push(piece);
    }
}

/// Token distance in coarse steps.
pub fn distance(tokens: usize) -> &'static str {
    match tokens {
        0..=1 => "1",
        2..=3 => "3",
        4..=6 => "6",
        7..=12 => "12",
        13..=25 => "25",
        _ => "far",
    }
}

/// How many parties the sentence names, and how near.
fn party_pieces(asked: &Asked, sentence: &Sentence, family: &str, p: &mut Pieces) {
    let scene = asked.scene;
    let mut named = Vec::new();
    let mut near = Vec::new();
    for mention in scene.parties_in(sentence.tokens()) {
        for party in &mention.parties {
            if !named.contains(party) {
                named.push(*party);
            }
            if scene.zone(mention.tokens.first, asked.amount.tokens.first) != "strong" && !near.contains(party) {
                near.push(*party);
            }
        }
        if mention.parties.len() > 1 {
            push_new(p, "the pair is named".to_owned());
        }
    }
    let count = |n: usize| ["0", "1", "2", "3", "more"][n.min(4)];
    p.push(format!("parties in sentence {} {family}", count(named.len())));
    p.push(format!("parties in clause {}", count(near.len())));
    p.push(format!("parties in clause {} {family}", count(near.len())));
    let of_pair = scene.page.pair.map_or(0, |pair| pair.iter().filter(|x| named.contains(x)).count());
    p.push(format!("of the article's pair {of_pair} {family}"));
    let others = named.iter().filter(|x| !scene.page.pair.is_some_and(|pair| pair.contains(x))).count();
    p.push(format!("other parties {}", count(others)));
}

/// The counted noun: its cue class, and whether a country's adjective stands in it.
fn noun_pieces(asked: &Asked, p: &mut Pieces) {
    let (scene, amount) = (asked.scene, asked.amount);
    let start = amount.tokens.first;
    let end = amount.tokens.last.max(amount.noun.last);
    let head = amount.noun.last.max(amount.tokens.last);
    for cue in scene.cues_in(start..end + 1).iter().filter(|q| q.measures && q.tokens.first <= head) {
        push_new(p, format!("counts {}", cue.class));
    }
    if !scene.parties_in(start..end).is_empty() {
        p.push("a country in the noun".to_owned());
        p.push(format!("a country in the noun {}", kind_name(amount)));
    }
    if !scene.parties_in(end..end + 4).is_empty() {
        p.push("a country soon after".to_owned());
    }
}

/// Function words and verbs around the amount: they tell the construction, not the topic.
fn word_pieces(asked: &Asked, family: &str, p: &mut Pieces) {
    let text = &asked.scene.page.text;
    let (first, last) = (asked.amount.tokens.first, asked.amount.tokens.last);
    let lower = |i: usize| text.word(i).to_ascii_lowercase();
    if first > 0 {
        p.push(format!("word before {}", lower(first - 1)));
        p.push(format!("word before {} {family}", lower(first - 1)));
    }
    if first > 1 {
        p.push(format!("second word before {}", lower(first - 2)));
    }
    p.push(format!("word after {} {family}", lower(last)));
    p.push(format!("words after {} {}", lower(last), lower(last + 1)));
}

/// What the figure before was, and how far back.
fn history_pieces(asked: &Asked, before: &[Draft], unit: Code, p: &mut Pieces) {
    let sentence = asked.scene.page.text.sentence_of(asked.amount.tokens.first);
    let Some(last) = before.last() else {
        p.push("first figure".to_owned());
        return;
    };
    let gap = match sentence.saturating_sub(last.sentence) {
        0 => "same sentence",
        1 => "last sentence",
        2 => "two back",
        _ => "far back",
    };
    let same = if last.unit == unit {
        "same unit"
    } else if family(last.unit.as_str()) == family(unit.as_str()) {
        "same family"
    } else {
        "other unit"
    };
    p.push(format!("after {} {gap}", last.found.indicator.name()));
    p.push(format!("after {} {gap} {same}", last.found.indicator.name()));
    p.push(format!("after any {gap} {same}"));
    let skipped = asked.at.saturating_sub(last.at + 1).min(3).to_string();
    p.push(format!("amounts skipped {gap} {skipped}"));
}

/// What the sentences before speak of, the heading above, and the headline.
fn context_pieces(asked: &Asked, p: &mut Pieces) {
    let scene = asked.scene;
    let sentences = &scene.page.text.sentences;
    let index = scene.page.text.sentence_of(asked.amount.tokens.first);
    let Some(own) = sentences.get(index) else { return };
    let has_own = scene.cues_in(own.tokens()).iter().any(|q| q.measures && !is_weak(q.class));
    let own_topic = if has_own { "own topic" } else { "no own topic" };
    let mut note = |name: &str, sentence: &Sentence| {
        for cue in scene.cues_in(sentence.tokens()).iter().filter(|q| q.measures && !is_weak(q.class)) {
            push_new(p, format!("{name} {}", cue.class));
            push_new(p, format!("{name} {} {own_topic}", cue.class));
        }
    };
    if let Some(previous) = index.checked_sub(1).and_then(|i| sentences.get(i)) {
        note("sentence before", previous);
    }
    if let Some(heading) = sentences[..index].iter().rev().take(12).find(|s| is_heading(scene, s)) {
        note("heading", heading);
    }
    if let Some(first) = sentences.first().filter(|_| index > 0) {
        note("headline", first);
    }
}

/// A short line without a full stop: the title of a section of a fact sheet or release.
fn is_heading(scene: &Scene, sentence: &Sentence) -> bool {
    let text = &scene.page.text;
    sentence.tokens().len() <= 6 && !matches!(text.word(sentence.last.saturating_sub(1)), "." | "?" | "!" | "\"" | "”" | ",")
}

/// What kind of article it is.
fn article_pieces(scene: &Scene, p: &mut Pieces) {
    // Four are many, and the first few hundred cues tell: asked for every amount, a whole book must not be searched each time.
    let count = |prefix: &str| scene.cues.iter().take(400).filter(|q| q.class.starts_with(prefix)).take(4).count();
    let many = |n: usize| {
        if n == 0 {
            "none"
        } else if n < 4 {
            "some"
        } else {
            "many"
        }
    };
    p.push(format!("article sport {}", many(count("out.sport"))));
    p.push(format!("article company {}", many(count("out.company"))));
    p.push(format!("article trade {}", many(count("trade."))));
    p.push(format!("article mutual {}", many(count("mutual"))));
    if scene.page.pair.is_none() {
        p.push("article without a pair".to_owned());
    }
}

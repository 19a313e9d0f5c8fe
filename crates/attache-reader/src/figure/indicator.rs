//! What an amount measures: one of the contract's indicators, or nothing in scope.
//!
//! ```
//! use attache_reader::figure::indicator::distance;
//! assert_eq!(distance(3), "3");
//! ```

use std::sync::LazyLock;

use crate::choose::{Answers, Guide, Pieces};
use crate::contract::{Code, Indicator};
use crate::figure::link::kind_name;
use crate::figure::scene::{Cue, Scene};
use crate::figure::unit::family;
use crate::figure::{Asked, Draft, classify};
use crate::text::{Sentence, SentenceRole, TokenKind};

/// The question with its answers: out of scope, or one of the contract's indicators, some of which share most of their evidence.
pub static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    let names = Indicator::ALL.iter().map(|(_, name)| *name);
    let among = |members: &[Indicator]| members.iter().map(|i| *i as usize + 1).collect::<Vec<usize>>();
    use Indicator::*;
    Answers {
        question: "indicator",
        labels: std::iter::once("out").chain(names).collect(),
        groups: vec![
            ("in scope", (1..=Indicator::ALL.len()).collect()),
            ("any trade", among(&[Turnover, Exports, Imports, Balance])),
            ("any money", among(&[Loan, Grant, Investment, Deal, Remittances])),
            ("any goods", among(&[Cargo, Supply, Tariff])),
            ("any heads", among(&[People, Travel, Flights, Companies])),
            ("any else", among(&[Agreements, Projects, Other])),
        ],
    }
});

/// The indicator and how sure; `None` when the amount is out of scope.
pub fn choose(asked: &Asked, before: &[Draft], unit: Code, guide: &mut dyn Guide) -> (Option<Indicator>, f64) {
    let choice = classify(guide, &ANSWERS, asked.amount.span, &pieces(asked, before, unit));
    match choice.best {
        0 => (None, choice.probability),
        i => (Indicator::ALL.get(i - 1).map(|(indicator, _)| *indicator), choice.probability),
    }
}

fn pieces(asked: &Asked, before: &[Draft], unit: Code) -> Pieces {
    let mut p = Pieces::default();
    p.note(&["always"]);
    let scene = asked.scene;
    let form = if asked.alone_as_change {
        "change"
    } else if asked.changes.is_empty() {
        "level"
    } else {
        "level with change"
    };
    p.note(&["form", form]);
    p.note(&["unit", family(unit.as_str())]);
    p.note(&["unit", short(&unit), form]);
    p.note(&["kind", kind_name(asked.amount)]);
    if let Some(sentence) = scene.sentence(asked.amount.tokens.first) {
        p.note(&["place", role_name(sentence.role)]);
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
fn short(unit: &Code) -> &str {
    match family(unit.as_str()) {
        "money" => "money",
        _ => unit.as_str(),
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
        p.note_new(&[cue.class, side, zone]);
        p.note_new(&[cue.class, "in sentence"]);
        if !cue.measures || is_weak(cue.class) {
            continue;
        }
        if slot == 0 || (slot == 1 && nearest[1].is_none()) {
            nearest[slot] = Some(cue);
        }
        if slot == 0 && scene.amounts_between(cue.tokens.first, first) == 0 {
            p.note_new(&[cue.class, "since the last amount"]);
        }
        if slot == 1 && scene.amounts_between(last, cue.tokens.first) == 0 {
            p.note_new(&[cue.class, "until the next amount", zone]);
        }
    }
    for (side, cue) in [("before", nearest[0]), ("after", nearest[1])] {
        let Some(cue) = cue else {
            p.note(&["no cue", side, family]);
            continue;
        };
        p.note(&["nearest", side, cue.class]);
        p.note(&["nearest", side, cue.class, family]);
        p.note(&["nearest", side, cue.class, distance(cue.tokens.first.abs_diff(first))]);
        p.note(&["nearest", side, cue.class, scene.zone(cue.tokens.first, first)]);
    }
    if let [Some(a), Some(b)] = nearest {
        p.note(&["between", a.class, "and", b.class]);
    }
}

/// Classes that go with several indicators: they count as evidence, but never as the word that governs an amount.
fn is_weak(class: &str) -> bool {
    matches!(class, "commodity" | "vague" | "body" | "out.head" | "out.length" | "cargo.place" | "projects" | "agreements")
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
            p.note_new(&["the pair is named"]);
        }
    }
    let count = |n: usize| ["0", "1", "2", "3", "more"][n.min(4)];
    p.note(&["parties in sentence", count(named.len()), family]);
    p.note(&["parties in clause", count(near.len())]);
    p.note(&["parties in clause", count(near.len()), family]);
    let of_pair = scene.page.pair.map_or(0, |pair| pair.iter().filter(|x| named.contains(x)).count());
    p.note(&["of the article's pair", count(of_pair), family]);
    let others = named.iter().filter(|x| !scene.page.pair.is_some_and(|pair| pair.contains(x))).count();
    p.note(&["other parties", count(others)]);
}

/// The counted noun: its cue class, and whether a country's adjective stands in it.
fn noun_pieces(asked: &Asked, p: &mut Pieces) {
    let (scene, amount) = (asked.scene, asked.amount);
    let start = amount.tokens.first;
    let end = amount.tokens.last.max(amount.noun.last);
    let head = amount.noun.last.max(amount.tokens.last);
    for cue in scene.cues_in(start..end + 1).iter().filter(|q| q.measures && q.tokens.first <= head) {
        p.note_new(&["counts", cue.class]);
    }
    if !scene.parties_in(start..end).is_empty() {
        p.note(&["a country in the noun"]);
        p.note(&["a country in the noun", kind_name(amount)]);
    }
    if !scene.parties_in(end..end + 4).is_empty() {
        p.note(&["a country soon after"]);
    }
}

/// Function words and verbs around the amount: they tell the construction, not the topic.
fn word_pieces(asked: &Asked, family: &str, p: &mut Pieces) {
    let text = &asked.scene.page.text;
    let (first, last) = (asked.amount.tokens.first, asked.amount.tokens.last);
    let lower = |i: usize| text.lower(i);
    if first > 0 {
        p.note(&["word before", lower(first - 1)]);
        p.note(&["word before", lower(first - 1), family]);
    }
    if first > 1 {
        p.note(&["second word before", lower(first - 2)]);
    }
    p.note(&["word after", lower(last), family]);
    p.note(&["words after", lower(last), lower(last + 1)]);
    near_words(asked, p);
}

/// Content words of the sentence around the amount: what the lexicon has no class for.
fn near_words(asked: &Asked, p: &mut Pieces) {
    let scene = asked.scene;
    let text = &scene.page.text;
    let (first, last) = (asked.amount.tokens.first, asked.amount.tokens.last);
    let Some(sentence) = scene.sentence(first) else { return };
    for i in sentence.first.max(first.saturating_sub(14))..sentence.last.min(last + 12) {
        if (first..last).contains(&i) || text.kind(i) != Some(TokenKind::Word) || text.word(i).len() < 3 {
            continue;
        }
        let side = if i < first { "before" } else { "after" };
        let stem = stem(text.lower(i));
        p.note_new(&["near", stem]);
        if scene.zone(i, first) != "strong" && scene.amounts_between(i.min(last), i.max(first)) == 0 {
            p.note_new(&["near", stem, side]);
        }
    }
}

/// A word without its commonest endings.
pub fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "s"].iter().find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() >= 4));
    cut.unwrap_or(word)
}

/// What the figure before was, and how far back.
fn history_pieces(asked: &Asked, before: &[Draft], unit: Code, p: &mut Pieces) {
    let sentence = asked.scene.page.text.sentence_of(asked.amount.tokens.first);
    let Some(last) = before.last() else {
        p.note(&["first figure"]);
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
    p.note(&["after", last.found.indicator.name(), gap]);
    p.note(&["after", last.found.indicator.name(), gap, same]);
    p.note(&["after any", gap, same]);
    let skipped = ["0", "1", "2", "3"][asked.at.saturating_sub(last.at + 1).min(3)];
    p.note(&["amounts skipped", gap, skipped]);
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
            p.note_new(&[name, cue.class]);
            p.note_new(&[name, cue.class, own_topic]);
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
    p.note(&["article sport", many(count("out.sport"))]);
    p.note(&["article company", many(count("out.company"))]);
    p.note(&["article trade", many(count("trade."))]);
    p.note(&["article mutual", many(count("mutual"))]);
    if scene.page.pair.is_none() {
        p.note(&["article without a pair"]);
    }
}

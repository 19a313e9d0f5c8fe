//! Triggers: the verbs and nouns that can tell an event, with the word they are about.
//!
//! A row of `triggers.tsv` may ask for a class of words near it (`event_words.tsv`): "signed" tells an agreement only where a document is signed.
//! Whether the trigger does tell an event is left to the choice in `accept`.
//!
//! ```
//! use attache_reader::{Reader, contract::{Article, EventKind}};
//! let reader = Reader::embedded();
//! let article = Article { text: "Latvia and Estonia signed a treaty.".into(), ..Article::default() };
//! let triggers = reader.events.triggers(&reader.page(&article));
//! assert!(triggers.iter().any(|t| t.kind == EventKind::Agreement && &*t.act == "sign"));
//! ```

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::contract::EventKind;
use crate::data::Data;
use crate::lexicon::{Builder, Topic, irregular_pasts};
use crate::mention::{AmountKind, Tokens};
use crate::page::Page;
use crate::text::Sentence;

use super::clause::Clauses;

/// How many tokens a verb's object may stand away.
const OBJECT_REACH: usize = 12;

/// How far before a passive its subject may stand.
const PASSIVE_REACH: usize = 25;

/// Overlapping triggers are looked for among so many of the last ones.
const RECENT: usize = 12;

/// A clause reaches no farther than this from its trigger.
const CLAUSE_REACH: usize = 60;

/// Nor does a sentence.
const SENTENCE_REACH: usize = 100;

/// What a row of `triggers.tsv` says.
#[derive(Clone, Debug)]
struct Row {
    kind: EventKind,
    act: Arc<str>,
    phrase: Arc<str>,
    /// A bit for each class that may stand near it; 0 asks for none.
    object: u32,
    noun: bool,
    strength: Arc<str>,
}

/// The grammatical form a trigger has in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Noun,
    /// "sign", "signs".
    Present,
    /// "signed", "met", "taken".
    Past,
    /// "signing".
    Gerund,
}

impl Form {
    pub fn name(self) -> &'static str {
        match self {
            Form::Noun => "noun",
            Form::Present => "present",
            Form::Past => "past",
            Form::Gerund => "gerund",
        }
    }
}

/// A trigger in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    pub tokens: Tokens,
    pub kind: EventKind,
    pub act: Arc<str>,
    /// As written in `triggers.tsv`: a feature of its own.
    pub phrase: Arc<str>,
    /// How often these words tell an event: "strong", "fair", "weak".
    pub strength: Arc<str>,
    pub form: Form,
    /// The word of the class it asks for.
    pub object: Option<Object>,
    pub sentence: usize,
    /// Tokens of the clause around it.
    pub clause: Tokens,
}

impl Trigger {
    /// The part of a sentence near enough to matter.
    pub fn reach(&self, sentence: &Sentence) -> Tokens {
        let first = sentence.first.max(self.tokens.first.saturating_sub(SENTENCE_REACH)).min(sentence.last);
        Tokens::new(first, sentence.last.min(self.tokens.last + SENTENCE_REACH).max(first))
    }
}

/// A word of a class near a trigger.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub tokens: Tokens,
    pub class: Arc<str>,
}

/// The rows of `triggers.tsv` and `event_words.tsv`.
#[derive(Debug, Default)]
pub struct Triggers {
    rows: Vec<Row>,
    classes: Vec<Arc<str>>,
    /// The class of each row of `event_words.tsv`, by index into `classes`.
    words: Vec<usize>,
    irregular: FxHashSet<&'static str>,
    /// The class of amounts of money.
    money: usize,
}

impl Triggers {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut triggers = Triggers { irregular: irregular_pasts().collect(), ..Triggers::default() };
        triggers.money = triggers.class("money");
        for row in data.table("event_words.tsv").rows() {
            lexicon.add(Topic::EventCue, triggers.words.len(), row.get("phrase"));
            let class = triggers.class(row.get("class"));
            triggers.words.push(class);
        }
        for row in data.table("triggers.tsv").rows() {
            let Some(kind) = EventKind::parse(row.get("kind")) else { continue };
            let classes = row.get("object").split('|').filter(|c| !c.is_empty());
            let object = classes.fold(0, |bits, class| bits | 1 << triggers.class(class));
            lexicon.add(Topic::Trigger, triggers.rows.len(), row.get("phrase"));
            let noun = row.get("shape") == "noun";
            triggers.rows.push(Row {
                kind,
                act: row.get("act").into(),
                phrase: row.get("phrase").into(),
                object,
                noun,
                strength: row.get("strength").into(),
            });
        }
        triggers
    }

    fn class(&mut self, name: &str) -> usize {
        let known = self.classes.iter().position(|c| &**c == name);
        known.unwrap_or_else(|| {
            self.classes.push(name.into());
            self.classes.len() - 1
        })
    }

    /// Words with a class, by first token.
    fn classed(&self, page: &Page) -> Vec<(Tokens, usize)> {
        let cues = page.hits.iter().filter(|h| h.topic == Topic::EventCue);
        let words = cues.filter_map(|h| Some((Tokens::new(h.first, h.last), *self.words.get(h.row as usize)?)));
        let money = page.amounts.iter().filter(|a| a.kind == AmountKind::Money).map(|a| (a.tokens, self.money));
        let mut classed: Vec<(Tokens, usize)> = words.chain(money).collect();
        classed.sort_by_key(|(t, _)| *t);
        classed
    }

    /// Words with a class, named.
    pub fn words(&self, page: &Page) -> Vec<(Tokens, Arc<str>)> {
        self.classed(page).into_iter().filter_map(|(tokens, class)| Some((tokens, self.classes.get(class)?.clone()))).collect()
    }

    /// Every trigger whose demand for an object is met, by first token.
    pub fn scan(&self, page: &Page, clauses: &Clauses) -> Vec<Trigger> {
        let classed = self.classed(page);
        let mut found: Vec<Trigger> = Vec::new();
        for hit in page.hits.iter().filter(|h| h.topic == Topic::Trigger) {
            let Some(row) = self.rows.get(hit.row as usize) else { continue };
            let tokens = Tokens::new(hit.first, hit.last);
            let form = if row.noun { Form::Noun } else { self.form_of(page, tokens) };
            let sentence = page.text.sentence_of(hit.first);
            let clause = bounded(clauses.around(hit.first), tokens);
            let object = self.object(page, &classed, row, tokens, form, clause);
            if row.object != 0 && object.is_none() {
                continue;
            }
            let trigger = Trigger {
                tokens,
                kind: row.kind,
                act: row.act.clone(),
                phrase: row.phrase.clone(),
                strength: row.strength.clone(),
                form,
                object,
                sentence,
                clause,
            };
            keep_best(&mut found, trigger);
        }
        found
    }

    /// By its ending: the lexicon lists verbs' forms but doesn't say which one matched.
    fn form_of(&self, page: &Page, tokens: Tokens) -> Form {
        let first = page.text.word(tokens.first).to_ascii_lowercase();
        if first.ends_with("ing") {
            Form::Gerund
        } else if first.ends_with("ed") || self.irregular.contains(first.as_str()) {
            Form::Past
        } else {
            Form::Present
        }
    }

    /// Before a past form the object may stand across a clause's beginning ("the bridge, which was opened"), before a passive farther off.
    fn first_object(&self, page: &Page, at: Tokens, form: Form, clause: Tokens) -> usize {
        if form != Form::Past {
            return clause.first;
        }
        let passive =
            (1..4).any(|back| at.first >= back && page.text.is_any(at.first - back, &["was", "were", "been", "be", "is", "are", "being"]));
        let reach = if passive { PASSIVE_REACH } else { OBJECT_REACH };
        let sentence = page.text.sentences.get(page.text.sentence_of(at.first)).map_or(0, |s| s.first);
        at.first.saturating_sub(reach).max(sentence)
    }

    /// The nearest word of a class that the row asks for: after a verb, or before a past form ("the treaty was signed").
    fn object(&self, page: &Page, classed: &[(Tokens, usize)], row: &Row, at: Tokens, form: Form, clause: Tokens) -> Option<Object> {
        if row.object == 0 {
            return None;
        }
        let first = self.first_object(page, at, form, clause);
        let last = (at.last + OBJECT_REACH).min(clause.last);
        let begin = classed.partition_point(|(t, _)| t.first < first);
        let fitting = classed[begin..].iter().take_while(|(t, _)| t.first < last).filter(|(t, class)| {
            let side_fits = t.first >= at.last || form == Form::Past && t.last <= at.first;
            side_fits && row.object & (1 << class) != 0 && !ends_object(page, at, *t)
        });
        let (tokens, class) = fitting.min_by_key(|(t, _)| if t.first >= at.last { t.first - at.last } else { at.first - t.last + 2 })?;
        Some(Object { tokens: *tokens, class: self.classes.get(*class)?.clone() })
    }
}

/// A full stop of another phrase between trigger and object: a semicolon, a colon, or "to" with a verb in between is another matter.
fn ends_object(page: &Page, at: Tokens, object: Tokens) -> bool {
    let between = if object.first >= at.last { at.last..object.first } else { object.last..at.first };
    between.into_iter().any(|i| matches!(page.text.word(i), ";" | ":" | "”" | "\u{201C}" | "\""))
}

/// The part of a clause near the trigger, so that a text without full stops costs no more than another.
fn bounded(clause: Tokens, at: Tokens) -> Tokens {
    Tokens::new(clause.first.max(at.first.saturating_sub(CLAUSE_REACH)), clause.last.min(at.last + CLAUSE_REACH).max(at.last))
}

/// Two rows of one kind on the same words are one trigger: the one with an object stays.
fn keep_best(found: &mut Vec<Trigger>, trigger: Trigger) {
    let recent = found.len().saturating_sub(RECENT);
    let same = found[recent..].iter().rposition(|t| t.kind == trigger.kind && t.tokens.overlaps(trigger.tokens));
    match same.map(|at| at + recent) {
        Some(at) => {
            let old = &found[at];
            let rank = |t: &Trigger| (t.object.is_some(), t.tokens.last - t.tokens.first);
            if rank(&trigger) > rank(old) {
                found[at] = trigger;
            }
        }
        None => found.push(trigger),
    }
}

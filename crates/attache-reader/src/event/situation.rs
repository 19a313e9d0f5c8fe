//! How a trigger stands in its sentence: the verbs before it, the words that tell of plans, wishes and refusals, articles and prepositions.
//!
//! ```
//! use attache_reader::{Reader, contract::Article, event::situation::Situation};
//! let reader = Reader::embedded();
//! let article = Article { text: "The ministers will sign a treaty in May.".into(), ..Article::default() };
//! let page = reader.page(&article);
//! let triggers = reader.events.triggers(&page);
//! let situation = Situation::new(&page, &reader.events.words(&page), &[], &triggers[0]);
//! assert_eq!(situation.verbs, "will");
//! ```

use std::sync::Arc;

use crate::mention::Tokens;
use crate::page::Page;
use crate::text::SentenceRole;

use super::sight::Sight;
use super::trigger::{Form, Trigger};

/// Words of the verb group before its main verb.
const AUXILIARIES: &[&str] = &[
    "will", "would", "shall", "should", "may", "might", "can", "could", "must", "is", "are", "was", "were", "be", "been", "being", "has",
    "have", "had", "having", "to", "did", "do", "does", "'s", "’s", "'ll", "’ll", "'ve", "’ve", "am", "get", "got", "not", "never", "'t",
    "’t",
];

/// What may stand inside the verb group.
const ADVERBS: &[&str] =
    &["also", "soon", "now", "already", "yet", "then", "again", "just", "since", "ever", "still", "first", "both", "today"];

/// Classes of `event_words.tsv` that tell how real an event is.
const CUES: &[&str] = &["future", "plan", "wish", "refuse", "past", "anniversary", "cancel"];

/// What stands around a trigger, told by names the choices use.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// The auxiliaries before a verb: "has been", "will", "to".
    pub verbs: String,
    /// The word before "to": "agreed", "plans".
    pub governor: String,
    /// Cue classes with their side: "plan before".
    pub cues: Vec<&'static str>,
    /// What stands before a noun: "the", "a", "ordinal", "number", "possessive".
    pub article: &'static str,
    /// The preposition before a noun's group: "during", "after".
    pub preposition: String,
    /// The word after the trigger.
    pub next: String,
    pub place: &'static str,
    pub quoted: bool,
    /// Plural noun.
    pub plural: bool,
    /// What stands before the verb group or the noun's group: a form of party, a class of words, a pronoun.
    pub subject: Arc<str>,
    /// What follows the trigger, likewise.
    pub follower: Arc<str>,
}

impl Situation {
    pub fn new(page: &Page, words: &[(Tokens, Arc<str>)], sights: &[Sight], trigger: &Trigger) -> Self {
        let first = trigger.tokens.first;
        let mut situation = Situation {
            place: place(page, trigger.sentence),
            quoted: is_quoted(page, first),
            next: page.text.word(trigger.tokens.last).to_lowercase(),
            ..Situation::default()
        };
        situation.cues = cues(words, trigger);
        let start = if trigger.form == Form::Noun { situation.read_noun(page, trigger) } else { situation.read_verbs(page, trigger) };
        situation.subject = before(page, words, sights, start);
        situation.follower = after(page, words, sights, trigger.tokens.last);
        situation
    }

    /// Returns where the verb group begins.
    fn read_verbs(&mut self, page: &Page, trigger: &Trigger) -> usize {
        let mut chain: Vec<String> = Vec::new();
        let mut at = trigger.tokens.first;
        while at > trigger.clause.first && trigger.tokens.first - at < 7 {
            let word = page.text.word(at - 1).to_lowercase();
            if AUXILIARIES.contains(&word.as_str()) {
                chain.push(word);
            } else if !(ADVERBS.contains(&word.as_str()) || word.ends_with("ly") && word.len() > 4) {
                break;
            }
            at -= 1;
        }
        if chain.last().is_some_and(|w| w == "to") && at > trigger.clause.first {
            self.governor = page.text.word(at - 1).to_lowercase();
        }
        chain.reverse();
        self.verbs = chain.join(" ");
        at
    }

    /// Returns where the noun's group begins.
    fn read_noun(&mut self, page: &Page, trigger: &Trigger) -> usize {
        let text = &page.text;
        self.plural = text.word(trigger.tokens.last - 1).ends_with('s') && !text.word(trigger.tokens.last - 1).ends_with("ss");
        let mut at = trigger.tokens.first;
        self.article = "bare";
        while at > trigger.clause.first && trigger.tokens.first - at < 6 {
            at -= 1;
            let word = text.word(at).to_lowercase();
            if let Some(article) = article(&word) {
                self.article = article;
                break;
            }
            if is_preposition(&word) || matches!(word.as_str(), "," | "and" | "(" | ")") {
                at += 1;
                break;
            }
        }
        let before = text.word(at.wrapping_sub(1)).to_lowercase();
        if at > trigger.clause.first && is_preposition(&before) {
            self.preposition = before;
        }
        at
    }
}

/// What ends at this token.
fn before(page: &Page, words: &[(Tokens, Arc<str>)], sights: &[Sight], at: usize) -> Arc<str> {
    let end = sights.partition_point(|s| s.tokens.first < at);
    if let Some(sight) = sights[end.saturating_sub(3)..end].iter().find(|s| s.tokens.last == at) {
        return sight.form.into();
    }
    let end = words.partition_point(|(t, _)| t.first < at);
    let classed = words[end.saturating_sub(6)..end].iter().find(|(t, class)| t.last == at && !CUES.contains(&&**class));
    classed.map_or_else(|| plain(page, at.wrapping_sub(1)), |(_, class)| class.clone())
}

/// What begins within the next three tokens.
fn after(page: &Page, words: &[(Tokens, Arc<str>)], sights: &[Sight], at: usize) -> Arc<str> {
    let begin = sights.partition_point(|s| s.tokens.first < at);
    if let Some(sight) = sights.get(begin).filter(|s| s.tokens.first < at + 3) {
        return sight.form.into();
    }
    let begin = words.partition_point(|(t, _)| t.first < at);
    let classed = words[begin..].iter().take_while(|(t, _)| t.first < at + 3).find(|(_, class)| !CUES.contains(&&**class));
    classed.map_or_else(|| plain(page, at), |(_, class)| class.clone())
}

/// A pronoun, a conjunction or a mark as it stands; any other word is "other".
fn plain(page: &Page, at: usize) -> Arc<str> {
    const KNOWN: &[&str] = &[
        "who", "which", "that", "it", "they", "he", "she", "we", "i", "you", "and", "but", "or", "to", "of", "by", "for", "with", "in",
        "on", "at", "from", "as", ",", ".", "(", ")", ":", "\"", "“", "”", "the", "a", "an",
    ];
    let word = page.text.word(at);
    let known = KNOWN.iter().find(|k| word.eq_ignore_ascii_case(k)).copied();
    let capital = if page.text.is_capitalized(at) { "Other" } else { "other" };
    known.unwrap_or(if word.starts_with(|c: char| c.is_ascii_digit()) { "number" } else { capital }).into()
}

fn is_quoted(page: &Page, token: usize) -> bool {
    let end = page.quotations.partition_point(|q| q.tokens.first <= token);
    page.quotations[end.saturating_sub(4)..end].iter().any(|q| q.tokens.holds(token))
}

fn article(word: &str) -> Option<&'static str> {
    Some(match word {
        "the" => "the",
        "a" | "an" => "a",
        "this" | "that" | "these" | "those" | "such" => "this",
        "next" | "upcoming" | "forthcoming" => "next",
        "last" | "previous" | "latest" => "last",
        "first" => "first",
        "no" | "any" => "no",
        "'s" | "’s" | "his" | "her" | "its" | "their" | "our" | "my" => "possessive",
        "new" | "another" | "similar" | "own" => "new",
        "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "several" | "some" | "many" => "number",
        w if w.starts_with(|c: char| c.is_ascii_digit()) => "number",
        w if w.len() > 3 && (w.ends_with("th") || w == "second" || w == "third") && w != "south" && w != "north" && w != "with" => {
            "ordinal"
        }
        _ => return None,
    })
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "at"
            | "on"
            | "during"
            | "after"
            | "before"
            | "under"
            | "with"
            | "for"
            | "by"
            | "to"
            | "from"
            | "since"
            | "following"
            | "over"
            | "against"
            | "about"
            | "between"
            | "through"
            | "into"
            | "despite"
            | "ahead"
            | "until"
            | "via"
            | "within"
            | "without"
    )
}

/// Which part of the article the sentence belongs to.
fn place(page: &Page, sentence: usize) -> &'static str {
    let Some(s) = page.text.sentences.get(sentence) else { return "body" };
    match s.role {
        SentenceRole::Headline => "headline",
        SentenceRole::Byline => "byline",
        SentenceRole::Item => "item",
        SentenceRole::Question => "question",
        SentenceRole::Answer => "answer",
        SentenceRole::Body if s.paragraph <= 1 => "lead",
        SentenceRole::Body => "body",
    }
}

/// Cue classes in the trigger's clause, by side and nearness.
fn cues(words: &[(Tokens, Arc<str>)], trigger: &Trigger) -> Vec<&'static str> {
    let begin = words.partition_point(|(t, _)| t.first < trigger.clause.first);
    let mut found: Vec<&'static str> = Vec::new();
    for (tokens, class) in words[begin..].iter().take_while(|(t, _)| t.first < trigger.clause.last) {
        let Some(known) = CUES.iter().position(|c| *c == &**class) else { continue };
        if tokens.overlaps(trigger.tokens) {
            continue;
        }
        let name = side(known, *tokens, trigger.tokens);
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// "plan near": at most four tokens before; "plan before", "plan after".
fn side(cue: usize, at: Tokens, trigger: Tokens) -> &'static str {
    const NAMES: [[&str; 3]; 7] = [
        ["future near", "future before", "future after"],
        ["plan near", "plan before", "plan after"],
        ["wish near", "wish before", "wish after"],
        ["refuse near", "refuse before", "refuse after"],
        ["past near", "past before", "past after"],
        ["anniversary near", "anniversary before", "anniversary after"],
        ["cancel near", "cancel before", "cancel after"],
    ];
    let side = if at.first >= trigger.last { 2 } else { usize::from(trigger.first.saturating_sub(at.last) > 4) };
    NAMES[cue][side]
}

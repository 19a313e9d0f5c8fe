//! Cues: the verbs and phrases that report words, each with the frames it reports them in.
//!
//! ```
//! use attache_reader::statement::cue::Frames;
//! assert!(Frames::parse("say tell").has(Frames::TELL));
//! ```

use crate::data::Data;
use crate::lexicon::{Builder, Topic, expand};
use crate::mention::word_class::{Kind, Words};
use crate::page::Page;

/// How a verb takes the words it reports; one verb may have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(u16);

impl Frames {
    /// "said (that) trade grew".
    pub const SAY: u16 = 1;
    /// "stressed that ...": a bare object is no statement.
    pub const STRESS: u16 = 2;
    /// "estimates losses at ...", "promised a grant": a bare object is one.
    pub const OBJECT: u16 = 4;
    /// "told reporters that ...": somebody is told.
    pub const TELL: u16 = 8;
    /// "urged Canada to ...".
    pub const URGE: u16 = 16;
    /// "denied that ...": the verb is part of the reported words.
    pub const KEEP: u16 = 32;
    /// "put the number at ...".
    pub const PUT: u16 = 64;
    /// "called it a “farce”".
    pub const CALL: u16 = 128;
    /// "was quoted as saying".
    pub const QUOTED: u16 = 256;
    /// "according to".
    pub const ACCORDING: u16 = 512;
    /// "praised the hosts": no statement, but the end of one before "and".
    pub const CUT: u16 = 1024;
    /// Reports only whole quotations: "asked".
    pub const QUOTE: u16 = 2048;

    /// Reads a cell of `speech.tsv`.
    pub fn parse(cell: &str) -> Frames {
        let bit = |name: &str| match name {
            "say" => Self::SAY,
            "stress" => Self::STRESS,
            "object" => Self::OBJECT,
            "tell" => Self::TELL,
            "urge" => Self::URGE,
            "keep" => Self::KEEP,
            "put" => Self::PUT,
            "call" => Self::CALL,
            "quoted" => Self::QUOTED,
            "according" => Self::ACCORDING,
            "cut" => Self::CUT,
            "quote" => Self::QUOTE,
            _ => 0,
        };
        Frames(cell.split(' ').map(bit).fold(0, |a, b| a | b))
    }

    pub fn has(self, frame: u16) -> bool {
        self.0 & frame != 0
    }
}

/// A cue in a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    pub first: usize,
    pub last: usize,
    pub frames: Frames,
    /// "adding", "noting" with no auxiliary before.
    pub participle: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Cues {
    rows: Vec<Frames>,
}

impl Cues {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut rows = Vec::new();
        for row in data.table("speech.tsv").rows() {
            for form in expand(row.get("phrase")) {
                lexicon.add(Topic::Speech, rows.len(), &form);
            }
            rows.push(Frames::parse(row.get("frames")));
        }
        Cues { rows }
    }

    /// Every cue that may report something: no nouns, no infinitives, no passives.
    pub fn scan(&self, page: &Page) -> Vec<Cue> {
        let words = page.words();
        let mut found: Vec<Cue> = Vec::new();
        for hit in page.hits.iter().filter(|h| h.topic == Topic::Speech) {
            let Some(frames) = self.rows.get(hit.row as usize).copied() else { continue };
            if found.last().is_some_and(|c| c.last > hit.first) {
                continue;
            }
            if is_name_part(words, hit.first) {
                continue;
            }
            let special = frames.has(Frames::ACCORDING) || frames.has(Frames::QUOTED) && hit.last > hit.first + 1;
            let participle = page.text.word(hit.first).ends_with("ing") && !follows_be(words, hit.first);
            if special || participle || is_finite(words, hit.first, hit.last) {
                found.push(Cue { first: hit.first, last: hit.last, frames, participle });
            }
        }
        found
    }
}

/// "the Weekly Post": a capital inside a sentence is no verb's, but in a headline.
fn is_name_part(words: Words, first: usize) -> bool {
    let text = words.text;
    let sentence = text.sentences.get(text.sentence_of(first));
    let opens = sentence.is_some_and(|s| s.first == first || s.role == crate::text::SentenceRole::Headline);
    let after_mark = first > 0 && text.is_any(first - 1, &[".", ":", "-", "–", "—", "\"", "“", "”"]);
    text.is_capitalized(first) && !opens && !after_mark
}

fn follows_be(words: Words, i: usize) -> bool {
    i > 0
        && words.text.is_any(i - 1, &["is", "are", "was", "were", "been", "be", "being", "’s", "'s"])
        && !words.text.is_any(i, &["according"])
}

/// A verb that asserts: not "to say", "would say", "was told", "the report", "did not say".
fn is_finite(words: Words, first: usize, last: usize) -> bool {
    let text = words.text;
    let mut i = first;
    while i > 0
        && (text.word(i - 1).ends_with("ly")
            || text.is_any(i - 1, &["also", "further", "then", "later", "earlier", "just", "even", "again", "repeatedly", "twice"]))
    {
        i -= 1;
    }
    let Some(before) = i.checked_sub(1) else { return true };
    if text.is_any(
        before,
        &[
            "to", "would", "could", "should", "will", "may", "might", "must", "can", "cannot", "not", "n't", "n’t", "'t", "’t", "never",
            "did", "does", "do", "shall", "'ll", "’ll",
        ],
    ) {
        return false;
    }
    let word = text.word(first);
    let past = word.ends_with('d') || word.ends_with("t") || word.ends_with('n') || matches!(word, "wrote");
    if past && text.is_any(before, &["is", "are", "was", "were", "be", "been", "being"]) {
        return false;
    }
    !is_noun(words, first, last, before)
}

/// Reporting verbs that are nouns as often.
#[rustfmt::skip]
const NOUN_OR_VERB: &[&str] = &[
    "report", "reports", "note", "notes", "claim", "claims", "estimate", "estimates", "forecast", "forecasts", "project", "projects",
    "comment", "comments", "promise", "promises", "call", "calls", "show", "shows", "record", "records", "answer", "answers", "demand",
    "demands", "post", "posts", "state", "states", "read", "pledge", "pledges", "warning", "saying", "offer", "offers", "hope", "hopes",
    "fear", "fears", "charge", "charges", "reply", "object", "objects", "question", "questions", "request", "requests", "list",
    "proposal", "remark", "remarks", "quote", "quotes", "guess", "protest", "protests", "open", "reason", "challenge", "address",
    "agreed", "proposed", "projected", "estimated", "reported", "expected", "announced", "promised", "stated", "declared", "recorded",
    "put", "term", "terms", "brand", "brands", "brief", "find", "finds", "sees", "see", "begin", "go",
];

/// Before a noun rather than a verb.
#[rustfmt::skip]
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those", "no", "any", "some", "of", "in", "on", "by",
    "for", "with", "from", "at", "as", "previously", "'s", "’s", "two", "new", "recent",
];

/// "the report", "its claims", "official estimates", "reports of".
fn is_noun(words: Words, first: usize, last: usize, before: usize) -> bool {
    let text = words.text;
    if last > first + 1 {
        return false;
    }
    let ambiguous = text.is_any(first, NOUN_OR_VERB);
    let determined = text.is_any(before, DETERMINERS)
        || text.kind(before) == Some(crate::text::TokenKind::Number)
        || matches!(words.kind(before), Kind::Modifier)
            && text.word(first) == text.word(first).to_lowercase()
            && !text.is_capitalized(before);
    let base =
        ambiguous && !text.word(first).ends_with('s') && !text.word(first).ends_with("ed") && !text.is_any(first, &["put", "read", "show"]);
    let plural = text.word(before).ends_with('s')
        || text.is_any(before, &["they", "we", "police", "data", "media", "people", "who", "and", "i", "you", "have", "has", "had"])
        || text.word(before).ends_with("ly");
    ambiguous && determined || base && !plural || text.is_any(before, &["the", "a", "an", "its", "of"]) && !text.word(first).ends_with("ed")
}

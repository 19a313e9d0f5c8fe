//! Statements: who said what, directly or as reported.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! assert!(Reader::embedded().read(&Article::default()).statements.is_empty());
//! ```

pub mod cue;
pub mod quoted;
pub mod reported;
pub mod scope;
pub mod source;
pub mod turns;

use crate::choose::Model;
use crate::contract::{Medium, Mode, Speaker};
use crate::data::Data;
use crate::lexicon::Builder;
use crate::mention::Tokens;
use crate::page::Page;
use crate::text::{SentenceRole, Span};
use cue::{Cue, Cues};
use quoted::{Quoted, Quotes};
use reported::{Reported, Rule, Sentence};
use scope::Scope;
use source::{Memory, Who};

/// A statement before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub span: Span,
    pub speaker: Speaker,
    pub mode: Mode,
    /// The reported words without the reporting clause, where they differ from the span's.
    pub text: Option<String>,
    pub medium: Option<Medium>,
    pub date: Option<jiff::civil::Date>,
    pub confidence: f64,
}

#[derive(Debug, Default)]
pub struct Statements {
    cues: Cues,
}

/// A statement while the document is read.
#[derive(Clone, Copy, Debug)]
struct Draft {
    tokens: Tokens,
    who: Option<Who>,
    mode: Mode,
    clause: Tokens,
    rule: Rule,
    open_ended: bool,
}

impl Statements {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        Statements { cues: Cues::new(data, lexicon) }
    }

    pub fn read(&self, page: &Page, _model: &Model) -> Vec<Found> {
        let cues = self.cues.scan(page);
        let turns = turns::read(page);
        let mut reader = DocumentReader { page, cues: &cues, memory: Memory::default(), drafts: Vec::new(), next_quote: 0 };
        for k in 0..page.text.sentences.len() {
            let sentence = page.text.sentences[k];
            let taken = turns.taken.iter().any(|(a, b)| *a <= k && k < *b);
            if !taken && sentence.role != SentenceRole::Byline {
                reader.sentence(k);
            }
        }
        let mut drafts = reader.drafts;
        drafts.extend(turns.found.iter().map(turn_draft));
        drafts.sort_by_key(|d| (d.tokens.first, d.tokens.last));
        let drafts = without_overlaps(drafts);
        drafts.iter().filter_map(|d| finish(page, d)).filter(|f| !is_outlet(page, &f.speaker)).collect()
    }
}

/// The outlet itself never speaks.
fn is_outlet(page: &Page, speaker: &Speaker) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (Some(site), Some(body)) = (page.site, speaker.organization.as_deref().or(speaker.name.as_deref())) else { return false };
    letters(site) == letters(body)
}

fn turn_draft(turn: &Reported) -> Draft {
    let mode = if turn.rule == Rule::Turn { Mode::Direct } else { Mode::Indirect };
    Draft { tokens: turn.tokens, who: Some(turn.who), mode, clause: turn.clause, rule: turn.rule, open_ended: false }
}

/// A fragment quoted inside a reported clause belongs to that clause's statement.
fn without_overlaps(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.last_mut() {
            Some(old) if old.tokens.overlaps(draft.tokens) => {
                if draft.tokens.last - draft.tokens.first > old.tokens.last - old.tokens.first {
                    *old = draft;
                }
            }
            _ => kept.push(draft),
        }
    }
    kept
}

struct DocumentReader<'p, 'a> {
    page: &'p Page<'a>,
    cues: &'p [Cue],
    memory: Memory,
    drafts: Vec<Draft>,
    /// The first quotation not read yet.
    next_quote: usize,
}

impl DocumentReader<'_, '_> {
    fn sentence(&mut self, k: usize) {
        let page = self.page;
        let sentence = page.text.sentences[k];
        let question = sentence.role == SentenceRole::Question;
        let mut clauses = if question { Vec::new() } else { self.quotations(sentence.first, sentence.last) };
        let from = self.cues.partition_point(|c| c.first < sentence.first);
        let cues: Vec<Cue> = self.cues[from..]
            .iter()
            .take_while(|c| c.first < sentence.last)
            .copied()
            .filter(|c| !clauses.iter().any(|t| t.holds(c.first)))
            .collect();
        clauses.clear();
        let estimated = (sentence.first..sentence.last).any(|i| {
            page.text.is_any(
                i,
                &[
                    "count",
                    "reckoning",
                    "estimate",
                    "estimates",
                    "calculation",
                    "calculations",
                    "tally",
                    "arithmetic",
                    "view",
                    "opinion",
                    "account",
                    "by",
                ],
            )
        });
        if cues.is_empty() && !estimated {
            return;
        }
        let scope = Scope::new(&page.text, &page.quotations, sentence.first, sentence.last);
        let start = if k < 8 { scope::dateline_end(&page.text, sentence.first, sentence.last) } else { sentence.first };
        let start = if sentence.role == SentenceRole::Item && !page.text.is_capitalized(start) { start + 1 } else { start };
        let reported = Sentence { page, scope, start, cues }.reported(&mut self.memory);
        self.drafts.extend(reported.iter().map(|r| Draft {
            tokens: r.tokens,
            who: Some(r.who),
            mode: Mode::Indirect,
            clause: r.clause,
            rule: r.rule,
            open_ended: false,
        }));
    }

    /// Reads the quotations that begin in the sentence; returns their reporting clauses.
    fn quotations(&mut self, first: usize, last: usize) -> Vec<Tokens> {
        let page = self.page;
        let mut clauses = Vec::new();
        while let Some(quotation) = page.quotations.get(self.next_quote).filter(|q| q.tokens.first < last) {
            self.next_quote += 1;
            if quotation.nested || quotation.tokens.first < first || quotation.tokens.first >= last {
                continue;
            }
            let quotes = Quotes { page, cues: self.cues };
            let quoted = quotes.read(quotation, &self.memory);
            if let Some(who) = quoted.who {
                self.memory.note(page, who, quoted.clause.first.max(quotation.tokens.first));
            }
            let near = quoted.clause.last + 3 > quotation.tokens.first;
            if self.add_quoted(&quotes, &quoted) && quoted.clause.first < quoted.clause.last && near {
                clauses.push(quoted.clause);
            }
        }
        clauses
    }

    /// Joins a quotation to the one before or adds a statement; false for a fragment.
    fn add_quoted(&mut self, quotes: &Quotes, quoted: &Quoted) -> bool {
        let text = &self.page.text;
        let recent = self.drafts.len().saturating_sub(2)..self.drafts.len();
        let at = recent.rev().find(|i| self.drafts[*i].mode == Mode::Direct && self.drafts[*i].rule == Rule::Quoted);
        if let Some(old) = at.and_then(|i| self.drafts.get_mut(i)) {
            let gap_is_clause = quotes.is_clause_only(old.tokens.last + 1, quoted.tokens.first - 1, old.clause);
            let same = quoted.who.is_none() || quoted.who == old.who;
            let between = (old.tokens.last..quoted.tokens.first).filter(|i| text.tokens[*i].line).count();
            let next_paragraph = between > 0 && !old.open_ended;
            if same && !next_paragraph && (gap_is_clause || old.open_ended && between > 0) && quoted.tokens.first > old.tokens.last {
                old.tokens.last = quoted.tokens.last;
                old.open_ended = quoted.open_ended;
                if quoted.who.is_some() && quoted.clause.first < quoted.clause.last {
                    (old.clause, old.who) = (quoted.clause, quoted.who);
                }
                return true;
            }
        }
        if !quoted.whole && !quoted.called && quoted.who.is_none() {
            return false;
        }
        let who = quoted.who.or_else(|| self.unattributed(quoted));
        let rule = if quoted.called && !quoted.whole { Rule::Called } else { Rule::Quoted };
        if who.is_some() || quoted.open_ended {
            self.drafts.push(Draft {
                tokens: quoted.tokens,
                who,
                mode: Mode::Direct,
                clause: quoted.clause,
                rule,
                open_ended: quoted.open_ended,
            });
        }
        true
    }

    /// Whose words a quotation without a clause are: of whoever was speaking, or of whom its own sentence is about.
    fn unattributed(&self, quoted: &Quoted) -> Option<Who> {
        let text = &self.page.text;
        let k = text.sentence_of(quoted.tokens.first.saturating_sub(1));
        let paragraph = text.sentences[k].paragraph;
        let recent = self.memory.any.filter(|(_, at)| {
            let spoken = text.sentences[text.sentence_of(*at)].paragraph;
            spoken + 1 >= paragraph
        });
        let own = quoted.tokens.first > text.sentences[k].first + 2;
        let subject = own.then(|| self.first_person(k)).flatten();
        subject.or(recent.map(|r| r.0)).or_else(|| self.first_person(k.saturating_sub(1)))
    }

    fn first_person(&self, k: usize) -> Option<Who> {
        let sentence = self.page.text.sentences.get(k)?;
        let sources = &self.page.people.sources;
        let from = sources.partition_point(|s| s.phrase.tokens.first < sentence.first);
        let named = |s: &&crate::mention::person::Source| self.page.people.people[s.person].name.is_some();
        sources[from..].iter().take_while(|s| s.phrase.tokens.first < sentence.last).find(named).map(|s| Who::Person(s.person))
    }
}

fn finish(page: &Page, draft: &Draft) -> Option<Found> {
    let who = draft.who?;
    let span = page.text.span(draft.tokens.first..draft.tokens.last);
    if span.start >= span.end {
        return None;
    }
    Some(Found {
        span,
        speaker: source::speaker(page, who),
        mode: draft.mode,
        text: spoken(page, draft),
        medium: medium(page, draft),
        date: date(page, draft),
        confidence: confidence(draft.rule),
    })
}

/// The words without a reporting clause inside them.
fn spoken(page: &Page, draft: &Draft) -> Option<String> {
    let (tokens, clause) = (draft.tokens, draft.clause);
    if clause.first <= tokens.first || clause.last >= tokens.last {
        return None;
    }
    let part = |first: usize, last: usize| page.text.slice(page.text.span(first..last));
    let joined = format!("{} {}", part(tokens.first, clause.first), part(clause.last, tokens.last));
    let marks: &[char] = &['"', '“', '”', '«', '»', ',', ' '];
    Some(joined.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(marks).to_owned())
}

/// Where it was said, by the words of the reporting clause and what follows it.
fn medium(page: &Page, draft: &Draft) -> Option<Medium> {
    const WORDS: &[(&[&str], Medium)] = &[
        (&["interview", "interviewed"], Medium::Interview),
        (&["tweet", "tweeted", "twitter", "facebook", "telegram", "posted", "x", "instagram"], Medium::Social),
        (&["release", "statement", "announcement"], Medium::PressRelease),
        (&["report", "bulletin", "survey", "data", "figures", "newsletter", "study", "statistics"], Medium::Report),
        (&["memorandum", "communique", "declaration", "letter", "document", "documents"], Medium::Document),
        (&["speech", "address", "addressing", "forum", "conference", "briefing", "speaking"], Medium::Speech),
        (&["meeting", "talks", "session"], Medium::Meeting),
    ];
    if draft.rule == Rule::Turn {
        return Some(Medium::Interview);
    }
    let sentence = page.text.sentences.get(page.text.sentence_of(draft.clause.first))?;
    let window = draft.clause.first.saturating_sub(12).max(sentence.first)..(draft.clause.last + 10).min(sentence.last);
    let outside = window.filter(|i| !draft.tokens.holds(*i)).map(|i| page.text.word(i).to_lowercase()).collect::<Vec<_>>();
    WORDS.iter().find(|(words, _)| outside.iter().any(|w| words.contains(&w.as_str()))).map(|(_, medium)| *medium)
}

/// The day beside the reporting clause.
fn date(page: &Page, draft: &Draft) -> Option<jiff::civil::Date> {
    let near = |m: &&crate::mention::PeriodMention| {
        m.tokens.first >= draft.clause.first && m.tokens.first < draft.clause.last + 8 && !draft.tokens.overlaps(m.tokens)
    };
    let from = page.periods.partition_point(|m| m.tokens.first < draft.clause.first);
    let period = page.periods[from..].iter().take(4).find(near)?.period?;
    period.start.filter(|day| period.end == Some(*day))
}

/// How often each shape was right on articles that no rule was written for; replaced by the model's where there is one.
fn confidence(rule: Rule) -> f64 {
    match rule {
        Rule::That | Rule::Quoted | Rule::Turn => 0.92,
        Rule::After | Rule::According => 0.9,
        Rule::Inside | Rule::Bare | Rule::Adding => 0.85,
        Rule::Headline | Rule::Kept | Rule::Urged => 0.75,
        Rule::Object | Rule::Called => 0.65,
    }
}

#[cfg(test)]
mod tests {
    use crate::Reader;
    use crate::contract::Article;

    const WORDS: &[&str] = &[
        "said",
        "“",
        "”",
        "\"",
        ",",
        ".",
        "that",
        "the",
        "minister",
        "Foreign",
        "Minister",
        "of",
        "Kenya",
        "Kenya's",
        "John",
        "Smith",
        "he",
        "it",
        "they",
        "told",
        "according",
        "to",
        "adding",
        "who",
        "-",
        "(",
        ")",
        ":",
        "\n",
        "\n\n",
        "and",
        "data",
        "show",
        "put",
        "at",
        "5",
        "denied",
        "'s",
        "’",
        "'",
        "ministry",
        "Mr",
        "as",
        "quoted",
        "saying",
        "Q:",
        "A:",
        "which",
        "trade",
        "rose",
        "was",
        "—",
        "in",
        "Paris",
        "spokesman",
        "announced",
        "on",
        "Monday",
        "[",
        "]",
        "É",
        "…",
        "urged",
        "called",
        "Emphasising",
    ];

    /// Words that the rules look at, thrown together: nothing may panic, and evidence must be there.
    #[test]
    fn no_order_of_words_panics() {
        let mut state = 1_u64;
        for _ in 0..400 {
            let mut text = String::new();
            for _ in 0..60 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
                text.push_str(if state >> 62 == 0 { "" } else { " " });
            }
            let reading = Reader::embedded().read(&Article { text: text.clone(), ..Article::default() });
            assert!(reading.statements.iter().all(|s| !s.evidence.quote.is_empty()), "{text}");
        }
    }
}

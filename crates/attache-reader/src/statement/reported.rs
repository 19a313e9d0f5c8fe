//! Indirect statements: a reporting clause before, after or inside the reported words of one sentence.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "Exports doubled last year, the Estonian finance ministry said.";
//! let reading = Reader::embedded().read(&Article { text: text.into(), ..Article::default() });
//! assert_eq!(reading.statements[0].evidence.quote, "Exports doubled last year");
//! ```

use crate::mention::Tokens;
use crate::mention::word_class::Kind;
use crate::page::Page;
use crate::statement::cue::{Cue, Frames};
use crate::statement::scope::{self, Scope};
use crate::statement::source::{self, Memory, Subject, Who};
use crate::text::TokenKind;

/// Reported words of one sentence and who said them.
#[derive(Clone, Copy, Debug)]
pub struct Reported {
    pub tokens: Tokens,
    pub who: Who,
    /// The reporting clause: subject and cue.
    pub clause: Tokens,
    /// How it was found, for the confidence.
    pub rule: Rule,
}

/// The shapes of a reporting sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// "X said that ...".
    That,
    /// "X said trade grew".
    Bare,
    /// "X promised a grant".
    Object,
    /// "..., X said".
    After,
    /// "Canada, she said, would ...".
    Inside,
    /// "according to X".
    According,
    /// "..., adding that ...".
    Adding,
    /// "urged Canada to ...".
    Urged,
    /// "denied that ...".
    Kept,
    /// "called it a “farce”".
    Called,
    Quoted,
    Turn,
    Headline,
}

pub struct Sentence<'p, 'a> {
    pub page: &'p Page<'a>,
    pub scope: Scope,
    /// Where its own words begin, after a dateline.
    pub start: usize,
    pub cues: Vec<Cue>,
}

impl Sentence<'_, '_> {
    /// Every indirect statement of the sentence, in order.
    pub fn reported(&self, memory: &mut Memory) -> Vec<Reported> {
        let mut found: Vec<Reported> = Vec::new();
        for cue in &self.cues {
            if !self.scope.is_own(cue.first) {
                continue;
            }
            if cue.frames.has(Frames::CUT) {
                self.cut(cue, &mut found);
                continue;
            }
            let Some(new) = self.read(cue, memory, &found) else { continue };
            memory.note(self.page, new.who, new.clause.first);
            self.settle(new, &mut found);
        }
        self.add_opening(&mut found);
        self.estimates(memory, &mut found);
        found.retain(|r| r.tokens.first < r.tokens.last);
        found
    }

    /// "Emphasising that A, he added that B": both are of one reporting clause.
    fn add_opening(&self, found: &mut [Reported]) {
        let Some(cue) = self.cues.first().filter(|c| c.participle && c.first == self.start) else { return };
        if let (Some(that), Some(first)) = (self.that(cue), found.first_mut())
            && first.clause.first > that
            && matches!(first.rule, Rule::That | Rule::Bare | Rule::Object | Rule::After)
        {
            first.tokens.first = that + 1;
            first.rule = Rule::Inside;
        }
    }

    /// "... and praised the hosts" ends the reported words.
    fn cut(&self, cue: &Cue, found: &mut [Reported]) {
        let text = &self.page.text;
        let coordinated = cue.first > 0 && text.is_any(cue.first - 1, &["and", "but"]) && text.word(cue.first).ends_with("ed");
        if let Some(old) = found.last_mut().filter(|r| coordinated && r.tokens.holds(cue.first)) {
            old.tokens.last = scope::trimmed_end(text, old.tokens.first, cue.first);
        }
    }

    /// Adds a statement; those before it end where its reporting clause begins.
    fn settle(&self, new: Reported, found: &mut Vec<Reported>) {
        if let Some(old) = found.last_mut() {
            if new.tokens.first <= old.clause.first && old.clause.first < new.tokens.last {
                *old = new;
                return;
            }
            let cuts = new.clause.first > old.tokens.first && new.clause.first < old.tokens.last;
            if cuts {
                old.tokens.last = scope::trimmed_end(&self.page.text, old.tokens.first, new.clause.first);
            }
            if new.tokens.overlaps(old.tokens) && !cuts {
                return;
            }
        }
        found.push(new);
    }

    fn read(&self, cue: &Cue, memory: &Memory, found: &[Reported]) -> Option<Reported> {
        if cue.frames.has(Frames::ACCORDING) {
            return self.according(cue, memory);
        }
        if cue.frames.has(Frames::QUOTED) && self.page.text.is_any(cue.first, &["quoted", "quotes", "cited", "cites", "quoting", "citing"])
        {
            return self.quoting(cue, memory);
        }
        if cue.frames.has(Frames::QUOTED) && !self.page.text.is(cue.last - 1, "saying") {
            return self.quoted_by(cue, memory);
        }
        if cue.participle {
            return self.adding(cue, memory, found);
        }
        let floor = found.last().map_or(self.start, |r| r.tokens.first.max(r.clause.last));
        if let Some(subject) = source::before(self.page, &self.scope, cue).filter(|s| s.tokens.first >= self.start.min(floor)) {
            if !self.is_embedded(&subject, found) {
                let who = source::resolve(self.page, &subject, memory);
                return who.and_then(|who| self.with_subject(cue, subject.tokens, who, found));
            }
            return None;
        }
        self.inverted(cue, memory).or_else(|| self.coordinated(cue, found))
    }

    /// "was quoted by the agency as saying that ...".
    fn quoted_by(&self, cue: &Cue, memory: &Memory) -> Option<Reported> {
        let text = &self.page.text;
        let as_saying =
            (cue.last..self.scope.last.min(cue.last + 10)).find(|i| text.is(*i, "as") && text.is_any(i + 1, &["saying", "telling"]))?;
        let subject = source::before(self.page, &self.scope, cue)?;
        let who = source::resolve(self.page, &subject, memory)?;
        let says = Cue { first: as_saying, last: as_saying + 2, ..*cue };
        let first = self.that(&says).map_or(as_saying + 2, |t| t + 1);
        let tokens = Tokens::new(first, scope::trimmed_end(text, first, self.scope.last));
        Some(Reported { tokens, who, clause: Tokens::new(subject.tokens.first, as_saying + 2), rule: Rule::That })
    }

    /// "by the bank's count", "in Tokyo's view", "by the reckoning of the chamber".
    fn estimated(&self, at: usize, memory: &Memory) -> Option<Reported> {
        let text = &self.page.text;
        let by = text.is(at, "by");
        let limit = self.scope.last.min(at + 14);
        let noun = (at + 1..limit).take_while(|i| self.scope.is_own(*i) && !text.is_any(*i, &[",", ".", ";"])).find(|i| {
            text.is_any(
                *i,
                if by {
                    &[
                        "count",
                        "reckoning",
                        "estimate",
                        "estimates",
                        "calculation",
                        "calculations",
                        "account",
                        "tally",
                        "arithmetic",
                        "figures",
                        "measure",
                    ]
                } else {
                    &["view", "opinion", "eyes", "words"]
                },
            )
        })?;
        let of = text.is(noun + 1, "of");
        let (who, last) = if of {
            let subject = source::after(self.page, &self.scope, noun + 2)?;
            (source::resolve(self.page, &subject, memory)?, subject.tokens.last)
        } else {
            (self.possessor(at + 1, noun, memory)?, noun + 1)
        };
        self.around(Tokens::new(at, last), who)
    }

    /// Whose "count" it is: "his", "most historians'", "Tokyo's".
    fn possessor(&self, from: usize, noun: usize, memory: &Memory) -> Option<Who> {
        let text = &self.page.text;
        if text.is_any(from, &["his", "her"]) {
            return memory.person.map(|m| m.0);
        }
        if text.is_any(from, &["their", "its"]) {
            return memory.group.or(memory.body).map(|m| m.0);
        }
        let owned = (from..noun).any(|i| self.page.words().is_clitic(i));
        let quantified = usize::from(text.is_any(from, &["most", "some", "many", "several"]));
        source::after(self.page, &self.scope, from + quantified).filter(|_| owned).and_then(|s| s.who)
    }

    /// The clause around a phrase like "according to X".
    fn around(&self, clause: Tokens, who: Who) -> Option<Reported> {
        let text = &self.page.text;
        let end = scope::trimmed_end(text, self.start, self.scope.last);
        let made = |first: usize, last: usize| {
            (last > first + 1).then_some(Reported { tokens: Tokens::new(first, last), who, clause, rule: Rule::According })
        };
        let first = (self.start..clause.first).rev().find(|i| self.scope.is_own(*i) && text.is(*i, ";")).map_or(self.start, |i| i + 1);
        if clause.first <= first + 1 && !text.is(clause.last, ",") && first > self.start {
            return made(clause.last, end);
        }
        if clause.first <= first + 1 {
            let comma = self.scope.next_mark(text, clause.last, &[","])?;
            return made(comma + 1, end);
        }
        let before = scope::trimmed_end(text, first, clause.first);
        let mark = self.scope.next_mark(text, clause.last, &[",", ";", "."]).unwrap_or(self.scope.last);
        let finite = (first..before).any(|i| is_finite(text, i) || looks_finite(text, i, first));
        made(first, if text.is(mark, ",") && !finite { end } else { before })
    }

    /// "were put at $2 billion by the agency", "it was stressed by the Omani side".
    fn passive(&self, by: usize, memory: &Memory) -> Option<Reported> {
        let text = &self.page.text;
        let verb = (self.start + 1..by).rev().take(14).find(|i| {
            self.page.people.classes[*i].speech && text.is_any(i - 1, &["was", "were", "is", "are", "been"]) && self.scope.is_own(*i)
        })?;
        let telling = text.is_any(
            verb,
            &[
                "put",
                "estimated",
                "valued",
                "forecast",
                "projected",
                "calculated",
                "assessed",
                "noted",
                "pointed",
                "stressed",
                "emphasised",
                "emphasized",
                "announced",
                "confirmed",
                "reported",
                "said",
                "underlined",
                "recalled",
                "mentioned",
                "stated",
            ],
        );
        let subject = source::after(self.page, &self.scope, by + 1).filter(|_| telling)?;
        let who = source::resolve(self.page, &subject, memory)?;
        let clause = Tokens::new(by, subject.tokens.last);
        let impersonal = text.is(verb - 2, "it");
        let boundary = (self.start..verb).rev().find(|i| self.scope.is_own(*i) && text.is(*i, ";")).map_or(self.start, |i| i + 1);
        if impersonal {
            if text.is(subject.tokens.last, "that") {
                let first = subject.tokens.last + 1;
                let tokens = Tokens::new(first, scope::trimmed_end(text, first, self.scope.last));
                return Some(Reported { tokens, who, clause, rule: Rule::That });
            }
            let last = scope::trimmed_end(text, boundary, verb.saturating_sub(2));
            return (last > boundary + 2).then_some(Reported { tokens: Tokens::new(boundary, last), who, clause, rule: Rule::After });
        }
        let quantified = text.is_any(verb, &["put", "estimated", "valued", "forecast", "projected", "calculated", "assessed"]);
        quantified.then_some(Reported { tokens: Tokens::new(boundary, by), who, clause, rule: Rule::Object })
    }

    /// Every "by X's count" of the sentence.
    fn estimates(&self, memory: &mut Memory, found: &mut Vec<Reported>) {
        let text = &self.page.text;
        for at in self.start..self.scope.last {
            if !text.is_any(at, &["by", "in"]) || !self.scope.is_own(at) {
                continue;
            }
            let passive = || text.is(at, "by").then(|| self.passive(at, memory)).flatten();
            let Some(new) = self.estimated(at, memory).or_else(passive) else { continue };
            if !found.iter().any(|r| r.tokens.overlaps(new.tokens)) {
                memory.note(self.page, new.who, at);
                found.push(new);
            }
        }
    }

    /// "The agency quoted X as saying that ...".
    fn quoting(&self, cue: &Cue, memory: &Memory) -> Option<Reported> {
        let text = &self.page.text;
        let subject = source::after(self.page, &self.scope, cue.last)?;
        let at = subject.tokens.last;
        if !text.is(at, "as") || !text.is_any(at + 1, &["saying", "telling", "having"]) {
            return None;
        }
        let who = source::resolve(self.page, &subject, memory)?;
        let says = Cue { first: at, last: at + 2, ..*cue };
        let first = self.that(&says).map_or(at + 2, |t| t + 1);
        let tokens = Tokens::new(first, scope::trimmed_end(text, first, self.scope.last));
        Some(Reported { tokens, who, clause: Tokens::new(cue.first, at + 2), rule: Rule::That })
    }

    /// "X said Y had denied it": the second clause is part of the first one's words.
    fn is_embedded(&self, subject: &Subject, found: &[Reported]) -> bool {
        let Some(old) = found.last() else { return false };
        let text = &self.page.text;
        let first = subject.tokens.first;
        if first <= old.tokens.first || first >= old.tokens.last {
            return false;
        }
        let boundary = text.is_any(first - 1, &[",", ";", "and", "but", "while", "whereas", "—", "–", "yet"]) || text.is(first, "who");
        !boundary
    }

    fn with_subject(&self, cue: &Cue, subject: Tokens, who: Who, found: &[Reported]) -> Option<Reported> {
        let text = &self.page.text;
        let clause = Tokens::new(subject.first, cue.last);
        if !self.may_say(cue, who, subject) {
            return None;
        }
        let parenthetical =
            subject.first > self.start && (text.is_any(subject.first - 1, &[",", "—", "–"]) || !self.scope.is_own(subject.first - 1));
        if subject.first > self.start
            && text.is_any(subject.first - 1, &["which", "that", "whom", "when", "where", "as", "than", "because", "if", "what"])
        {
            return self.relative(cue, clause, who);
        }
        if !self.agrees(cue, subject) {
            return None;
        }
        if parenthetical
            && self.tail_is_setting(cue)
            && (cue.frames.has(Frames::SAY) || cue.frames.has(Frames::STRESS) || cue.frames.has(Frames::TELL))
        {
            return self.after_or_inside(cue, clause, who, found);
        }
        self.following(cue, clause, who)
    }

    /// A verb without an ending has a plural subject: "traders say", not "no Bonn guarantee".
    fn agrees(&self, cue: &Cue, subject: Tokens) -> bool {
        let text = &self.page.text;
        let word = text.word(cue.first);
        let bare = !word.ends_with('s')
            && !word.ends_with("ed")
            && !word.ends_with('d')
            && !matches!(
                word,
                "put"
                    | "wrote"
                    | "spoke"
                    | "read"
                    | "thought"
                    | "foresaw"
                    | "forecast"
                    | "felt"
                    | "made"
                    | "gave"
                    | "drew"
                    | "went"
                    | "swore"
                    | "let"
                    | "spelt"
                    | "shot"
                    | "hit"
                    | "began"
                    | "broke"
            );
        let past = word.ends_with('d') || word.ends_with('t');
        let last = text.word(subject.last - 1);
        let plural = last.ends_with('s')
            || matches!(last, "they" | "police" | "data" | "who" | "we" | "media" | "people" | "which" | "men" | "women")
            || (subject.first..subject.last)
                .any(|i| text.word(i).ends_with('s') || text.is_any(i, &["and", "data", "police", "media", "people"]));
        !bare || past || plural || text.is_any(cue.first.saturating_sub(1), &["has", "had", "have"])
    }

    /// "a sum that Mr Okello said might rise", "as the bureau announces".
    fn relative(&self, cue: &Cue, clause: Tokens, who: Who) -> Option<Reported> {
        let text = &self.page.text;
        let word = text.word(clause.first - 1).to_lowercase();
        let end = scope::trimmed_end(text, cue.last, self.next_break(cue.last));
        let made = |first: usize, last: usize, rule: Rule| {
            (first + 1 < last).then_some(Reported { tokens: Tokens::new(first, last), who, clause, rule })
        };
        match word.as_str() {
            "as" if self.tail_is_setting(cue) && clause.first > self.start + 1 && text.is(clause.first - 2, ",") => {
                made(self.start, scope::trimmed_end(text, self.start, clause.first - 1), Rule::After)
            }
            "which" | "that" | "what" if cue.frames.has(Frames::PUT) && text.is(cue.last, "at") => {
                let last = (cue.last..end).find(|i| text.is_any(*i, &["and", "but"])).unwrap_or(end);
                made(cue.last + 1, last, Rule::Object)
            }
            "that" if cue.frames.has(Frames::SAY) && is_finite(text, cue.last) => {
                let first =
                    (self.start..clause.first).rev().find(|i| text.is(*i, ",") && self.scope.is_own(*i)).map_or(cue.last, |i| i + 1);
                made(first, end, Rule::Bare)
            }
            "as" if clause.first <= self.start + 2 => {
                let comma = self.scope.next_mark(text, cue.last, &[","])?;
                made(comma + 1, scope::trimmed_end(text, comma + 1, self.scope.last), Rule::After)
            }
            "which" | "that" | "whom"
                if cue.frames.has(Frames::SAY) && (is_finite(text, cue.last) || text.word(cue.last).ends_with("ed")) =>
            {
                made(cue.last, end, Rule::Bare)
            }
            "when" | "where" | "because" | "if" | "than" | "which" if text.is_any(cue.last, &["that"]) || cue.frames.has(Frames::KEEP) => {
                self.following(cue, clause, who)
            }
            _ => None,
        }
    }

    /// The comma, semicolon or end after `from`.
    fn next_break(&self, from: usize) -> usize {
        self.scope.next_mark(&self.page.text, from, &[",", ";"]).unwrap_or(self.scope.last)
    }

    /// Data and reports "show" and "read"; people don't.
    fn may_say(&self, cue: &Cue, who: Who, subject: Tokens) -> bool {
        let text = &self.page.text;
        let shows = text.is_any(
            cue.first,
            &["show", "shows", "showed", "read", "reads", "indicate", "indicates", "indicated", "suggest", "suggests", "suggested"],
        );
        let by_text =
            self.page.words().kind(subject.last - 1) == Kind::Text && (cue.frames.has(Frames::URGE) && !cue.frames.has(Frames::SAY));
        if by_text {
            return false;
        }
        let bare_text = subject.last - subject.first == 1 && self.page.words().kind(subject.first) == Kind::Text;
        let told_by_text =
            cue.frames.has(Frames::TELL) && !cue.frames.has(Frames::SAY) && self.page.words().kind(subject.last - 1) == Kind::Text;
        if bare_text || told_by_text {
            return false;
        }
        if !shows {
            return true;
        }
        let textual = (subject.first..subject.last).any(|i| self.page.words().kind(i) == Kind::Text) || matches!(who, Who::Words(_));
        textual || text.is_any(cue.first, &["suggested", "indicated"])
    }

    /// After the cue nothing but when, where and to whom, up to a comma or the end.
    fn tail_is_setting(&self, cue: &Cue) -> bool {
        let text = &self.page.text;
        let mut at = cue.last;
        if cue.frames.has(Frames::TELL) && !text.is_any(at, &[",", ".", "that"]) {
            at = self.addressee_end(at);
        }
        at = scope::skip_adverbials(text, &self.scope, at);
        if at >= self.scope.last
            || text.is_any(at, &[",", ".", ";", ":", "—", "–", "!", "?"])
            || text.is(at, "and")
            || !self.scope.is_own(at) && text.is_any(at, &["(", "["])
        {
            return true;
        }
        if text.is_any(at, &["that", "the", "a", "an", "it", "he", "she", "they", "there", "his", "her", "its", "their"])
            || text.is_capitalized(at)
        {
            return false;
        }
        let end = self.scope.next_mark(text, at, &[",", ".", ";"]).unwrap_or(self.scope.last);
        text.is_any(
            at,
            &["in", "on", "at", "to", "during", "after", "when", "as", "before", "with", "following", "by", "while", "of", "about"],
        ) && !(at..end).any(|i| is_finite(text, i) || text.is(i, "that"))
    }

    /// The one who is told: "reporters", "a news conference", "The Daily Star".
    fn addressee_end(&self, from: usize) -> usize {
        let text = &self.page.text;
        let mut at = from;
        if text.is_any(at, &["the", "a", "an", "his", "her", "its", "their"]) {
            at += 1;
        }
        while at < self.scope.last && at < from + 8 && self.scope.is_own(at) {
            let word = text.word(at);
            if text.kind(at) != Some(TokenKind::Word)
                || text.is_any(
                    at,
                    &["to", "not", "that", "the", "a", "an", "on", "it", "there", "its", "his", "their", "after", "he", "she", "they"],
                )
                || is_finite(text, at)
            {
                break;
            }
            at += 1;
            if matches!(
                word.to_lowercase().as_str(),
                "reporters"
                    | "journalists"
                    | "newsmen"
                    | "parliament"
                    | "lawmakers"
                    | "deputies"
                    | "conference"
                    | "forum"
                    | "session"
                    | "meeting"
                    | "briefing"
                    | "him"
                    | "her"
                    | "them"
                    | "me"
                    | "us"
                    | "programme"
                    | "investors"
                    | "agency"
                    | "radio"
                    | "television"
                    | "newspaper"
            ) {
                break;
            }
        }
        at
    }

    /// Words before a parenthetical clause, or around it.
    fn after_or_inside(&self, cue: &Cue, clause: Tokens, who: Who, found: &[Reported]) -> Option<Reported> {
        let text = &self.page.text;
        let first = self.content_start(clause.first, found)?;
        let before = scope::trimmed_end(text, first, clause.first);
        let mark = self.scope.next_mark(text, cue.last, &[",", ".", ";", "—", "–"]).unwrap_or(self.scope.last);
        let rest = mark + 1;
        let short = before.saturating_sub(first) < 4 || !(first..before).any(|i| is_finite(text, i) || looks_finite(text, i, first));
        let subordinate = (cue.last..mark).any(|i| {
            text.is_any(i, &["when", "as", "before", "while"])
                || text.is(i, "after") && is_finite(text, mark + 1)
                || text.is(i, "after") && text.is_capitalized(mark + 1)
        });
        let goes_on = !subordinate && text.is_any(mark, &[",", "—", "–"]) && rest < self.scope.last && self.continues(rest, short);
        let (last, rule) = if goes_on { (scope::trimmed_end(text, first, self.scope.last), Rule::Inside) } else { (before, Rule::After) };
        (last > first).then_some(Reported { tokens: Tokens::new(first, last), who, clause, rule })
    }

    /// Does the sentence after ", X said," still report?
    fn continues(&self, rest: usize, short: bool) -> bool {
        let text = &self.page.text;
        if short {
            return true;
        }
        let word = text.word(rest);
        let other = text.is_any(
            rest,
            &[
                "with",
                "which",
                "who",
                "where",
                "citing",
                "when",
                "noting",
                "quoting",
                "after",
                "calling",
                "urging",
                "days",
                "two",
                "three",
                "following",
            ],
        );
        let participle = word.ends_with("ing") && word.len() > 4;
        !other && !participle
    }

    /// Where the words before a parenthetical clause begin.
    fn content_start(&self, clause: usize, found: &[Reported]) -> Option<usize> {
        let text = &self.page.text;
        let mut first = self.start;
        if let Some(old) = found.last().filter(|r| r.clause.first < clause) {
            let from = old.tokens.first.max(old.clause.last);
            let mark = (from..clause.saturating_sub(1)).rev().find(|i| {
                self.scope.is_own(*i)
                    && (text.is_any(*i, &[";"]) || text.is(*i, ",") && text.is_any(*i + 1, &["and", "but", "while", "whereas", "which"]))
            });
            let postposed = matches!(old.rule, Rule::Object | Rule::Bare | Rule::Kept | Rule::Urged);
            first = match mark {
                Some(mark) => mark + 1,
                None if postposed => self.start,
                None => return None,
            };
            if text.is_any(first, &["and", "but", "while", "whereas"]) {
                first += 1;
            }
        }
        (first < clause).then_some(first)
    }

    /// Words after the cue.
    fn following(&self, cue: &Cue, clause: Tokens, who: Who) -> Option<Reported> {
        let text = &self.page.text;
        let end = self.words_end(cue);
        let made = |first: usize, rule: Rule| (first + 1 < end).then_some(Reported { tokens: Tokens::new(first, end), who, clause, rule });
        if cue.frames.has(Frames::KEEP) && self.keeps(cue) {
            let described = text.is_any(cue.first, &["described", "describes", "describe"]);
            return made(if described && !self.has_pronoun_object(cue) { cue.last } else { cue.first }, Rule::Kept);
        }
        if text.word(cue.first).starts_with("assur")
            && let Some(of) = (cue.last..end.min(cue.last + 5)).find(|i| text.is(*i, "of"))
        {
            return made(of + 1, Rule::Object);
        }
        if cue.frames.has(Frames::TELL) {
            let to = self.addressee_end(cue.last);
            if text.is_any(to, &["to", "not"]) && to > cue.last {
                return made(cue.last, Rule::Urged);
            }
        }
        if cue.frames.has(Frames::URGE) && self.is_urging(cue, end) {
            return made(cue.last, Rule::Urged);
        }
        if let Some(that) = self.that(cue) {
            return made(that + 1, Rule::That);
        }
        if cue.frames.has(Frames::PUT) {
            let at = (cue.last..end.min(cue.last + 18)).any(|i| text.is_any(i, &["at", "between"]) && self.amount_follows(i));
            return if at { made(cue.last, Rule::Object) } else { None };
        }
        let mut first = cue.last;
        if cue.frames.has(Frames::TELL) && !cue.frames.has(Frames::SAY) {
            first = self.addressee_end(first);
        }
        first = scope::skip_adverbials(text, &self.scope, first);
        if text.is(first, ",") || text.is(first, ":") {
            first += 1;
        }
        let says = text.is_any(cue.first, &["say", "says", "said"])
            && end >= first + 5
            && !text.is_any(first, &["to", "of", "about", "no", "yes", "so", "goodbye", "nothing", "as", "with", "by", "from"]);
        let clause_follows = self.is_clause(first, end) || says;
        if (cue.frames.has(Frames::SAY) || cue.frames.has(Frames::TELL) || cue.frames.has(Frames::OBJECT)) && clause_follows {
            return made(first, Rule::Bare);
        }
        if cue.frames.has(Frames::OBJECT) && self.is_object(first, end) && !self.is_short_object(first, end) {
            return made(first, Rule::Object);
        }
        if cue.frames.has(Frames::STRESS) && (first..end).any(|i| text.is_any(i, &["pointing", "noting", "recalling", "saying", "adding"]))
        {
            return made(first, Rule::Object);
        }
        None
    }

    /// Words after a cue end at a semicolon, before ", whereas", and, after a verb that takes an object, before ", and".
    fn words_end(&self, cue: &Cue) -> usize {
        let text = &self.page.text;
        let narrow = cue.frames.has(Frames::PUT) || cue.frames.has(Frames::KEEP) || cue.frames.has(Frames::URGE);
        let stop = (cue.last..self.scope.last).find(|i| {
            self.scope.is_own(*i)
                && (text.is(*i, ";")
                    || text.is(*i, ":") && !self.scope.is_own(i + 2) && i + 3 < self.scope.last
                    || text.is(*i, ",")
                        && (text.is(i + 1, "whereas")
                            || narrow && text.is_any(i + 1, &["while", "and", "but", "a", "which"]) && *i > cue.last + 3))
        });
        scope::trimmed_end(text, cue.last, stop.unwrap_or(self.scope.last))
    }

    /// "that" after the cue with nothing but setting between.
    fn that(&self, cue: &Cue) -> Option<usize> {
        let text = &self.page.text;
        let limit = self.scope.last.min(cue.last + 24);
        let that = (cue.last..limit).find(|i| self.scope.is_own(*i) && text.is(*i, "that") || text.is_any(*i, &[";", "."]))?;
        let between = cue.last..that;
        let verb = |i: usize| {
            is_finite(text, i)
                || self.page.people.classes[i].speech && text.word(i).ends_with("ed") && text.is_any(i - 1, &["and", "but", ","])
        };
        let clean = text.is(that, "that") && !between.clone().any(verb) && !text.is_any(that + 1, &[",", "."]);
        let nouny = cue.last < that
            && text.is_any(cue.last, &["the", "a", "an"])
            && !cue.frames.has(Frames::TELL)
            && text.is_any(that - 1, &["fact", "idea", "view", "possibility", "claim", "suggestion"]);
        let listed = between.clone().any(|i| text.is_any(i, &["of"])) && that - cue.last > 6 && !cue.frames.has(Frames::TELL);
        (clean && !nouny && !listed).then_some(that)
    }

    fn keeps(&self, cue: &Cue) -> bool {
        let text = &self.page.text;
        let near_that = (cue.last..self.scope.last.min(cue.last + 7)).any(|i| text.is(i, "that"));
        if text.is_any(
            cue.first,
            &[
                "dismissed",
                "dismisses",
                "dismiss",
                "rejected",
                "rejects",
                "reject",
                "refuted",
                "refutes",
                "rebutted",
                "disputed",
                "disputes",
                "dispute",
            ],
        ) {
            return near_that;
        }
        if text.is_any(cue.first, &["declined", "declines", "refused", "refuses", "decline", "refuse"]) {
            return false;
        }
        if text.is_any(cue.first, &["described", "describes", "describe"]) {
            return (cue.last..self.scope.last).any(|i| text.is(i, "as") && self.scope.is_own(i + 1));
        }
        if text.is_any(cue.first, &["accused", "accuses", "accuse"]) {
            return (cue.last..self.scope.last).any(|i| text.is(i, "of"));
        }
        true
    }

    fn is_urging(&self, cue: &Cue, end: usize) -> bool {
        let text = &self.page.text;
        if text.is_any(cue.last, &["whether", "if", "about", "why", "how", "for", "what", "when"]) && !text.is(cue.last - 1, "for") {
            return false;
        }
        text.is(cue.last - 1, "for") || (cue.last..end.min(cue.last + 14)).any(|i| text.is_any(i, &["to", "not"]) && self.scope.is_own(i))
    }

    fn has_pronoun_object(&self, cue: &Cue) -> bool {
        self.page.text.is_any(cue.last, &["it", "him", "her", "them", "this", "that"])
    }

    fn amount_follows(&self, at: usize) -> bool {
        (at + 1..self.scope.last.min(at + 5)).any(|i| self.page.text.kind(i) == Some(TokenKind::Number))
            || self.page.text.is_any(
                at + 1,
                &["more", "less", "nearly", "about", "some", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
            )
    }

    /// Subject and finite verb follow.
    fn is_clause(&self, first: usize, end: usize) -> bool {
        let text = &self.page.text;
        if first >= end
            || text.is_any(
                first,
                &[
                    "to", "for", "of", "in", "on", "by", "from", "about", "against", "with", "into", "up", "as", "how", "what", "whether",
                    "why", "goodbye", "nothing", "little", "farewell",
                ],
            ) && !text.is_any(first, &["in", "for", "by", "on"])
        {
            return false;
        }
        let mark = (first..end.min(first + 45))
            .find(|i| {
                self.scope.is_own(*i)
                    && (text.is_any(*i, &[";"])
                        || text.is_any(*i, &["and", "or"])
                            && (text.is_any(i + 1, &["has", "have", "is", "was", "were", "had", "are"])
                                || text.word(i + 1).ends_with("ed")))
            })
            .unwrap_or(end.min(first + 45));
        (first + 1..mark).any(|i| self.scope.is_own(i) && (is_finite(text, i) || looks_finite(text, i, first)))
    }

    /// "announced the choice on Wednesday": nothing is told.
    fn is_short_object(&self, first: usize, end: usize) -> bool {
        let text = &self.page.text;
        let setting = (first..end)
            .find(|i| {
                scope::skip_adverbials(text, &self.scope, *i) > *i
                    && text.is_any(*i, &["on", "in", "at", "late", "today", "yesterday", "earlier"])
            })
            .unwrap_or(end);
        let numbers = (first..end).any(|i| text.kind(i) == Some(TokenKind::Number));
        let told = text.is_any(
            first - 1,
            &[
                "announced",
                "announces",
                "confirmed",
                "confirms",
                "revealed",
                "reveals",
                "disclosed",
                "discloses",
                "suggested",
                "suggests",
                "claimed",
                "claims",
            ],
        );
        told && setting - first < 4 && !numbers && !text.is(first, "to")
    }

    fn is_object(&self, first: usize, end: usize) -> bool {
        let text = &self.page.text;
        let noun = text
            .is_any(first, &["the", "a", "an", "its", "his", "her", "their", "to", "up", "that", "some", "more", "no", "further", "new"])
            || text.kind(first) == Some(TokenKind::Number)
            || text.is_any(first, &["$", "€", "£"])
            || text.is_capitalized(first)
            || end - first >= 4;
        noun && end - first >= 3 && !text.is_any(first, &["by", "as", "with", "from", "at", "of", ",", "."])
    }

    fn according(&self, cue: &Cue, memory: &Memory) -> Option<Reported> {
        let text = &self.page.text;
        let subject = source::after(self.page, &self.scope, cue.last)?;
        let who = source::resolve(self.page, &subject, memory)?;
        let clause = Tokens::new(cue.first, subject.tokens.last);
        let (start, end) = (self.start, scope::trimmed_end(text, self.start, self.scope.last));
        let opening = cue.first <= start + 1;
        let tokens = if opening {
            let comma = self.scope.next_mark(text, subject.tokens.last, &[","])?;
            let comma = if text.is(comma + 1, "who") || text.is(comma + 1, "which") {
                self.scope.next_mark(text, comma + 1, &[","])?
            } else {
                comma
            };
            Tokens::new(comma + 1, end)
        } else {
            let boundary = (start..cue.first).rev().find(|i| self.scope.is_own(*i) && text.is_any(*i, &[";"]));
            let first = boundary.map_or(start, |i| i + 1);
            let before = scope::trimmed_end(text, first, cue.first);
            let mark = self.scope.next_mark(text, subject.tokens.last, &[",", ";", "."]).unwrap_or(self.scope.last);
            let rest =
                text.is(mark, ",") && mark + 1 < end && !text.is_any(mark + 1, &["who", "which", "with", "while", "and", "but", "as"]);
            let inside = rest && !(first..before).any(|i| is_finite(text, i) || looks_finite(text, i, first));
            if inside && before - first < 6 { Tokens::new(mark + 1, end) } else { Tokens::new(first, if inside { end } else { before }) }
        };
        (tokens.last > tokens.first + 1).then_some(Reported { tokens, who, clause, rule: Rule::According })
    }

    /// "..., adding that ..." by whoever spoke before in the sentence; "noting" stays part of what it stands in.
    fn adding(&self, cue: &Cue, memory: &Memory, found: &[Reported]) -> Option<Reported> {
        let text = &self.page.text;
        let splits = text.is_any(
            cue.first,
            &[
                "adding",
                "saying",
                "denying",
                "warning",
                "claiming",
                "insisting",
                "arguing",
                "pledging",
                "urging",
                "promising",
                "telling",
                "calling",
                "vowing",
                "declaring",
                "announcing",
                "stating",
                "ruling",
            ],
        );
        if text.is_any(cue.first, &["asking", "accusing"]) {
            return None;
        }
        let after_comma = cue.first > self.scope.first && text.is_any(cue.first - 1, &[",", "—", "by"]);
        let quoted_before = cue.first > 0 && !(self.start..cue.first).all(|i| self.scope.is_own(i));
        let that = self.that(cue);
        if !after_comma || found.last().is_some_and(|r| r.tokens.last > cue.first) && !splits {
            return None;
        }
        let end = scope::trimmed_end(text, cue.last, self.scope.last);
        let first = if cue.frames.has(Frames::KEEP) { cue.first } else { that.map_or(cue.last, |t| t + 1) };
        let reporting = that.is_some()
            || self.is_clause(first, end) && splits
            || cue.frames.has(Frames::URGE) && self.is_urging(cue, end)
            || cue.frames.has(Frames::KEEP) && self.keeps(cue);
        if !reporting || first >= end {
            return None;
        }
        let before = found
            .last()
            .map(|r| r.who)
            .or_else(|| quoted_before.then_some(memory.any.map(|m| m.0)).flatten())
            .or_else(|| self.main_subject(cue.first));
        let clause = Tokens::new(cue.first, cue.last);
        before.map(|who| Reported { tokens: Tokens::new(first, end), who, clause, rule: Rule::Adding })
    }

    /// Who or what opens the sentence.
    fn main_subject(&self, limit: usize) -> Option<Who> {
        let text = &self.page.text;
        let starts =
            std::iter::once(self.start).chain((self.start..limit).filter(|i| text.is(*i, ",") && self.scope.is_own(*i)).map(|i| i + 1));
        let subject = starts.take(4).find_map(|at| source::after(self.page, &self.scope, at))?;
        (subject.tokens.last < limit).then_some(subject.who).flatten()
    }

    /// "..., said Marta Oliveira".
    fn inverted(&self, cue: &Cue, memory: &Memory) -> Option<Reported> {
        let text = &self.page.text;
        let before = cue.first.checked_sub(1).filter(|i| *i >= self.start)?;
        let detached = text.is_any(before, &[",", "—", "–"]) || !self.scope.is_own(before);
        if !detached || !cue.frames.has(Frames::SAY) && !cue.frames.has(Frames::STRESS) || text.is(cue.last, "that") {
            return None;
        }
        let subject = source::after(self.page, &self.scope, cue.last)?;
        let who = source::resolve(self.page, &subject, memory)?;
        let clause = Tokens::new(cue.first, subject.tokens.last);
        let tail = Cue { last: subject.tokens.last, ..*cue };
        self.after_or_inside(&tail, clause, who, &[])
    }

    /// "X said that A and stressed that B".
    fn coordinated(&self, cue: &Cue, found: &[Reported]) -> Option<Reported> {
        let text = &self.page.text;
        let mut before = cue.first.checked_sub(1)?;
        if text.is_any(before, &["also", "further", "then", "later"]) {
            before -= 1;
        }
        while before > self.start && text.is_any(before, &["has", "have", "had", "already"]) {
            before -= 1;
        }
        if !text.is_any(before, &["and", "but", "or"]) {
            return None;
        }
        let who = match found.last() {
            Some(old) => old.who,
            None => self.main_subject(cue.first)?,
        };
        let clause = Tokens::new(before, cue.last);
        let new = self.following(cue, clause, who)?;
        let strong = matches!(new.rule, Rule::That | Rule::Kept | Rule::Urged) || matches!(new.rule, Rule::Object | Rule::Bare);
        strong.then_some(new)
    }
}

/// Auxiliaries and the like: a sure sign of a finite clause.
pub fn is_finite(text: &crate::text::Text, i: usize) -> bool {
    let clitic = text.word(i).starts_with(['\'', '’']);
    let possessive = clitic && !text.is_any(i.saturating_sub(1), &["it", "he", "she", "that", "there", "we", "they", "you"]);
    let finite = text.is_any(
        i,
        &[
            "is", "are", "was", "were", "has", "had", "have", "will", "would", "could", "can", "cannot", "should", "may", "might", "must",
            "shall", "did", "does", "do", "'s", "’s", "'ll", "’ll", "'re", "’re", "came", "rose", "fell", "grew", "stood", "made", "met",
            "took", "went", "became", "began", "got", "gave", "held", "paid", "sold", "bought", "sent", "left", "kept", "ran", "set",
            "won", "lost", "saw", "hit", "remains", "remain", "wants", "want", "needs", "need",
        ],
    );
    finite && !possessive
}

/// A past tense or a third person, by its ending.
fn looks_finite(text: &crate::text::Text, i: usize, first: usize) -> bool {
    let word = text.word(i);
    let past = word.ends_with("ed") && word.len() > 3;
    let third = word.ends_with('s')
        && word.len() > 3
        && !word.ends_with("ss")
        && i > first + 1
        && text.kind(i - 1) == Some(TokenKind::Word)
        && (text.is_capitalized(i - 1) || text.word(i - 1).ends_with('s'))
        && !text.is_capitalized(i);
    past || third
        || text.is_any(
            i,
            &[
                "expects",
                "hopes",
                "plans",
                "aims",
                "accounts",
                "operate",
                "depends",
                "enjoy",
                "continues",
                "intends",
                "attaches",
                "aim",
                "take",
                "follow",
                "looks",
                "seeks",
                "supports",
                "stands",
                "faces",
                "takes",
                "makes",
                "gives",
                "goes",
                "comes",
                "hang",
                "hangs",
            ],
        )
}

//! One page prepared for its amounts: cue words by sentence, clause barriers, parties, who speaks.
//!
//! ```
//! use attache_reader::{Reader, contract::Article, figure::scene::Scene};
//! let article = Article { text: "Exports rose, and imports fell.".into(), ..Article::default() };
//! let reader = Reader::embedded();
//! let page = reader.page(&article);
//! let scene = Scene::new(&page, &reader.figures, &[]);
//! assert_eq!(scene.zone(0, 5), "strong");
//! ```

use std::ops::Range;

use crate::contract::Party;
use crate::figure::Figures;
use crate::lexicon::Topic;
use crate::mention::{Amount, PartyMention, PeriodMention, Tokens};
use crate::page::Page;
use crate::statement;
use crate::text::{Sentence, Span};

/// A cue word of `indicators.tsv` or `figure_cues.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct Cue<'r> {
    pub tokens: Tokens,
    pub class: &'r str,
    /// From `indicators.tsv`.
    pub measures: bool,
}

pub struct Scene<'p, 'a, 'r> {
    pub page: &'p Page<'a>,
    pub statements: &'p [statement::Found],
    pub cues: Vec<Cue<'r>>,
    /// Commas up to each token of the text.
    commas: Vec<u32>,
    /// Strong clause barriers up to each token.
    barriers: Vec<u32>,
    /// Amounts up to each token.
    amounts: Vec<u32>,
}

impl<'p, 'a, 'r> Scene<'p, 'a, 'r> {
    pub fn new(page: &'p Page<'a>, figures: &'r Figures, statements: &'p [statement::Found]) -> Self {
        let cues = page.hits.iter().filter_map(|hit| {
            let (class, measures) = match hit.topic {
                Topic::Indicator => (figures.measures.get(hit.row as usize)?, true),
                Topic::FigureCue => (figures.cues.get(hit.row as usize)?, false),
                _ => return None,
            };
            Some(Cue { tokens: Tokens::new(hit.first, hit.last), class, measures })
        });
        let mut scene = Scene { page, statements, cues: cues.collect(), commas: Vec::new(), barriers: Vec::new(), amounts: Vec::new() };
        scene.count();
        scene
    }

    fn count(&mut self) {
        let text = &self.page.text;
        let (mut commas, mut barriers) = (0, 0);
        for i in 0..text.tokens.len() {
            commas += u32::from(matches!(text.word(i), "," | "(" | ")" | "–" | "—"));
            barriers += u32::from(is_barrier(self.page, i));
            self.commas.push(commas);
            self.barriers.push(barriers);
        }
        let mut begun = vec![0; text.tokens.len() + 1];
        for amount in &self.page.amounts {
            if let Some(at) = begun.get_mut(amount.tokens.first) {
                *at += 1;
            }
        }
        let mut sum = 0;
        self.amounts = begun
            .into_iter()
            .map(|n| {
                sum += n;
                sum
            })
            .collect();
    }

    pub fn sentence(&self, token: usize) -> Option<&Sentence> {
        self.page.text.sentences.get(self.page.text.sentence_of(token))
    }

    /// Cues that begin in these tokens.
    pub fn cues_in(&self, range: Range<usize>) -> &[Cue<'r>] {
        let first = self.cues.partition_point(|c| c.tokens.first < range.start);
        let last = self.cues.partition_point(|c| c.tokens.first < range.end);
        self.cues.get(first..last).unwrap_or(&[])
    }

    pub fn parties_in(&self, range: Range<usize>) -> &[PartyMention] {
        let all = &self.page.parties;
        let first = all.partition_point(|m| m.tokens.first < range.start);
        let last = all.partition_point(|m| m.tokens.first < range.end);
        all.get(first..last).unwrap_or(&[])
    }

    pub fn periods_in(&self, range: Range<usize>) -> &[PeriodMention] {
        let all = &self.page.periods;
        let first = all.partition_point(|m| m.tokens.first < range.start);
        let last = all.partition_point(|m| m.tokens.first < range.end);
        all.get(first..last).unwrap_or(&[])
    }

    pub fn amounts_in(&self, range: Range<usize>) -> Range<usize> {
        let all = &self.page.amounts;
        all.partition_point(|m| m.tokens.first < range.start)..all.partition_point(|m| m.tokens.first < range.end)
    }

    /// How far two places of a sentence are apart, as clauses go.
    pub fn zone(&self, a: usize, b: usize) -> &'static str {
        let (low, high) = (a.min(b), a.max(b));
        let between = |sums: &[u32]| match (sums.get(low), sums.get(high)) {
            (Some(x), Some(y)) => y - x,
            _ => 0,
        };
        if between(&self.barriers) > 0 {
            "strong"
        } else if between(&self.commas) > 0 {
            "comma"
        } else if high - low <= 4 {
            "near"
        } else {
            "clause"
        }
    }

    /// Amounts that begin after token `a` and before token `b`.
    pub fn amounts_between(&self, a: usize, b: usize) -> u32 {
        let (low, high) = (a.min(b), a.max(b));
        match (self.amounts.get(low), self.amounts.get(high.saturating_sub(1))) {
            (Some(x), Some(y)) => y.saturating_sub(*x),
            _ => 0,
        }
    }

    /// The innermost statement that holds a span.
    pub fn statement(&self, span: Span) -> Option<&statement::Found> {
        self.statements.iter().filter(|s| s.span.contains(span)).min_by_key(|s| s.span.end - s.span.start)
    }

    pub fn speaker_country(&self, span: Span) -> Option<Party> {
        self.statement(span).and_then(|s| s.speaker.country)
    }

    pub fn amount(&self, i: usize) -> Option<&Amount> {
        self.page.amounts.get(i)
    }
}

/// Where a new clause begins: semicolons, dashes, contrasts.
fn is_barrier(page: &Page, i: usize) -> bool {
    let text = &page.text;
    match text.word(i) {
        ";" | ":" | "•" => true,
        "and" | "but" | "or" | "while" | "whereas" | "although" | "though" => {
            i > 0 && (text.word(i - 1) == "," || text.is_any(i, &["while", "whereas", "but", "although", "though"]))
        }
        _ => false,
    }
}

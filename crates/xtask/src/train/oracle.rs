//! Answers the reader's questions as the annotation does, and keeps every question it could answer as an example.
//!
//! Example: for the amount "$204 million" whose gold record says `investment`, the candidate labelled `investment` is right.

use attache_reader::choose::{Answers, Candidate, Choice, Guide, Model, Pieces};
use attache_reader::mention::Amount;
use attache_reader::page::Page;
use attache_reader::text::Span;

use crate::logit::{Example, Names};
use crate::score::locate::places;
use crate::score::record::{Figure, Period, Records};

pub struct Oracle<'g> {
    names: &'g mut Names,
    amounts: Vec<Amount>,
    sentences: Vec<Span>,
    /// Gold figures with their bytes.
    gold: Vec<(Span, &'g Figure)>,
    pub examples: Vec<(&'static str, Example)>,
    article: usize,
    text: &'g str,
    /// Answers in the annotation's place, where it is given.
    pub model: Option<&'g Model>,
}

impl<'g> Oracle<'g> {
    pub fn new(page: &Page, article: usize, text: &'g str, expected: &'g Records, names: &'g mut Names) -> Self {
        let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let byte = |point: usize| bytes.get(point).copied().unwrap_or(text.len());
        let found = places(text, expected).figures;
        let gold = expected.figures.iter().zip(found).filter_map(|(f, place)| place.map(|(a, b)| (Span::new(byte(a), byte(b)), f)));
        Oracle {
            names,
            amounts: page.amounts.clone(),
            sentences: page.text.sentences.iter().map(|s| page.text.span(s.tokens())).collect(),
            gold: gold.collect(),
            examples: Vec::new(),
            article,
            text,
            model: None,
        }
    }

    /// The words with what stands around them.
    fn around(&self, at: Span) -> String {
        let low = (at.start.saturating_sub(110)..=at.start).find(|i| self.text.is_char_boundary(*i)).unwrap_or(at.start);
        let high = (at.end..=(at.end + 70).min(self.text.len())).rev().find(|i| self.text.is_char_boundary(*i)).unwrap_or(at.end);
        format!("{}[{}]{}", &self.text[low..at.start], &self.text[at.start..at.end], &self.text[at.end..high]).replace('\n', " / ")
    }

    /// The gold figure at these words: the one with the same value where several overlap.
    fn figure(&self, at: Span) -> Option<&'g Figure> {
        let value = self.amount(at).and_then(|a| f64::try_from(a.value).ok());
        let overlapping = self.gold.iter().filter(|(span, _)| span.overlaps(at));
        overlapping
            .max_by_key(|(span, f)| {
                (close(f.value.or(f.change.as_ref().and_then(|c| c.value)), value), span.end.min(at.end) - span.start.max(at.start))
            })
            .map(|(_, f)| *f)
    }

    fn amount(&self, at: Span) -> Option<&Amount> {
        self.amounts.iter().find(|a| a.span == at)
    }

    fn answer(&self, question: &str, at: Span, candidates: &[Candidate]) -> Option<usize> {
        let labelled = |label: &str| candidates.iter().position(|c| c.label == label);
        let gold = self.figure(at);
        match question {
            "link" => self.link(at, gold, candidates),
            "unit" => self.unit(at, gold?, candidates),
            "direction" => labelled(&direction(gold?)?),
            "period" => labelled(&period(gold?.period.as_ref())),
            _ => None,
        }
    }

    fn link(&self, at: Span, gold: Option<&Figure>, candidates: &[Candidate]) -> Option<usize> {
        let label = match gold {
            Some(g) if g.value.is_none() => "change".to_owned(),
            Some(_) => "own".to_owned(),
            None => {
                let value = f64::try_from(self.amount(at)?.value).ok();
                let sentence = self.sentences.iter().find(|s| s.contains(at))?;
                let (level, _) = self.gold.iter().find(|(span, f)| {
                    sentence.contains(*span) && f.value.is_some() && f.change.as_ref().is_some_and(|c| close(c.value, value))
                })?;
                let j = self.amounts.iter().position(|a| a.span.overlaps(*level))?;
                format!("change of {j}")
            }
        };
        candidates.iter().position(|c| c.label == label)
    }

    fn unit(&self, at: Span, gold: &Figure, candidates: &[Candidate]) -> Option<usize> {
        let value = f64::try_from(self.amount(at)?.value).ok()?;
        let unit = gold.unit.as_deref()?;
        candidates.iter().position(|c| {
            let Some((code, scale)) = c.label.split_once(' ') else { return false };
            code == unit && close(gold.value.map(f64::abs), scale.parse::<f64>().ok().map(|s| s * value))
        })
    }
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if (a - b).abs() <= 1e-6 * a.abs().max(1.0))
}

fn direction(gold: &Figure) -> Option<String> {
    let mut parties = gold.parties.clone()?;
    parties.sort();
    match (&gold.from, &gold.to) {
        (Some(a), Some(b)) => Some(format!("{a}>{b}")),
        (None, None) if parties.len() == 2 => Some(parties.join(",")),
        _ => None,
    }
}

fn period(gold: Option<&Period>) -> String {
    let none = String::new();
    match gold {
        Some(p) if p.start.is_some() || p.end.is_some() => {
            format!("{}..{}", p.start.as_ref().unwrap_or(&none), p.end.as_ref().unwrap_or(&none))
        }
        _ => "none".to_owned(),
    }
}

impl Oracle<'_> {
    fn keep(&mut self, question: &'static str, at: Span, example: Example) {
        let words = self.around(at);
        self.examples.push((question, Example { article: self.article, words, ..example }));
    }
}

impl Guide for Oracle<'_> {
    fn choose(&mut self, question: &'static str, at: Span, candidates: &[Candidate]) -> Option<Choice> {
        let answer = self.answer(question, at, candidates);
        if let Some(answer) = answer.filter(|_| candidates.len() > 1) {
            let example = Example::own(self.names, candidates, (0..candidates.len()).map(|i| i == answer).collect());
            self.keep(question, at, example);
        }
        let own = self.model.and_then(|model| model.choose(question, candidates));
        own.or(Some(Choice { best: answer.unwrap_or(0), probability: 1.0 }))
    }

    fn classify(&mut self, answers: &Answers, at: Span, pieces: &Pieces) -> Option<Choice> {
        let gold = self.figure(at);
        let wanted = match answers.question {
            "indicator" => gold.and_then(|g| g.indicator.as_deref()).or(Some("out")),
            _ => gold.and_then(|g| g.status.as_deref()),
        };
        let answer = wanted.and_then(|wanted| answers.labels.iter().position(|l| *l == wanted));
        if let Some(answer) = answer {
            let example = Example::common(self.names, answers, pieces, answer);
            self.keep(answers.question, at, example);
        }
        let own = self.model.and_then(|model| model.classify(answers, pieces));
        // What the model takes for out of scope is asked about all the same where the annotation has it.
        let is_lost = answers.question == "indicator" && gold.is_some() && own.is_some_and(|own| own.best == 0);
        own.filter(|_| !is_lost).or(Some(Choice { best: answer.unwrap_or(0), probability: 1.0 }))
    }
}

//! What is read: articles of 400 words, all about relations between countries, or one in twenty among ordinary news.
//!
//! Example: `Stream::mixed` takes every 20th article from the annotated sets and makes the others from `bench/ordinary.txt`.

use std::fs;

use anyhow::{Context, Result};
use attache_reader::contract::Article;

use super::ordinary::Ordinary;
use crate::eval::SETS;
use crate::gold::Set;
use crate::{cases, place};

/// The length that speeds are told for.
pub const WORDS: usize = 400;
/// One in this many articles of a mixed stream is in scope.
const SCOPE: usize = 20;

/// Articles in scope, and a source of others.
pub struct Stream {
    scoped: Vec<Article>,
    ordinary: Ordinary,
    pub source: &'static str,
}

impl Stream {
    /// From the annotated sets; from the cases where those don't stand beside the checkout.
    pub fn load() -> Result<Stream> {
        let path = place::root().join("bench/ordinary.txt");
        let ordinary = Ordinary::parse(&fs::read_to_string(&path).with_context(|| path.display().to_string())?);
        let (articles, source) = match place::shared() {
            Some(shared) => {
                let mut articles = Vec::new();
                for name in SETS {
                    articles.extend(Set::load(&shared.join("gold").join(name), None)?.annotated.into_iter().map(|a| a.article));
                }
                (articles, "the annotated sets")
            }
            None => (cases::load(cases::CASES, None)?.iter().map(cases::article).collect(), "the cases (no ../shared: don't compare)"),
        };
        Ok(Stream { scoped: normalised(&articles), ordinary, source })
    }

    /// `count` articles, every one in scope.
    pub fn scoped(&self, count: usize) -> Vec<Article> {
        (0..count).map(|i| self.scoped[i % self.scoped.len()].clone()).collect()
    }

    /// Article `i` of a stream of which 5 % are in scope.
    pub fn mixed_article(&self, i: usize) -> Article {
        if i.is_multiple_of(SCOPE) {
            return self.scoped[i / SCOPE % self.scoped.len()].clone();
        }
        let text = self.ordinary.article(i as u64, WORDS);
        Article { id: format!("o{i}"), published: Some("2021-06-01".to_owned()), text, ..Article::default() }
    }

    pub fn mixed(&self, count: usize) -> Vec<Article> {
        (0..count).map(|i| self.mixed_article(i)).collect()
    }
}

pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Joins short articles, paragraph by paragraph, and cuts long ones, so that each has about [`WORDS`] words.
fn normalised(articles: &[Article]) -> Vec<Article> {
    let mut out = Vec::new();
    let mut current = Article::default();
    let mut count = 0;
    for article in articles {
        for paragraph in article.text.split("\n\n") {
            if count == 0 {
                current = Article { text: String::new(), ..article.clone() };
            }
            current.text += if count == 0 { "" } else { "\n\n" };
            current.text += paragraph;
            count += words(paragraph);
            if count >= WORDS {
                out.push(std::mem::take(&mut current));
                count = 0;
            }
        }
    }
    if out.is_empty() {
        out.push(current);
    }
    out
}

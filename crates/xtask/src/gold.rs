//! Annotated sets: articles with the records an expert expects, and the halves they are split into.
//!
//! Example: `Set::load(Path::new("../shared/gold/plain"), None)` holds 44 pairs of article and records.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use attache_reader::contract::Article;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::score::record::Records;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Half {
    /// The half to look at while working
    Tune,
    /// The half that is looked at only through its scores
    Check,
}

impl Half {
    /// Articles whose id's SHA-256 begins with an even byte are the tuning half.
    pub fn of(id: &str) -> Half {
        if Sha256::digest(id.as_bytes())[0] % 2 == 0 { Half::Tune } else { Half::Check }
    }

    pub fn name(self) -> &'static str {
        match self {
            Half::Tune => "tune",
            Half::Check => "check",
        }
    }
}

/// One line of `articles.jsonl`.
#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    site: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
    text: String,
}

impl Line {
    fn article(self) -> Article {
        let Line { id, url, site, date, title, text } = self;
        Article { id, url, site, title, published: date, text, ..Article::default() }
    }
}

/// An article with the records an expert expects.
pub struct Annotated {
    pub article: Article,
    pub expected: Records,
}

pub struct Set {
    pub name: String,
    pub annotated: Vec<Annotated>,
}

impl Set {
    /// All of it or one half, in the order of `records.jsonl`.
    pub fn load(folder: &Path, half: Option<Half>) -> Result<Set> {
        let lines: Vec<Line> = read_jsonl(&folder.join("articles.jsonl"))?;
        let mut articles: HashMap<String, Article> = lines.into_iter().map(|l| (l.id.clone(), l.article())).collect();
        let records: Vec<Records> = read_jsonl(&folder.join("records.jsonl"))?;
        let mut annotated = Vec::new();
        for expected in records.into_iter().filter(|r| half.is_none_or(|h| h == Half::of(&r.id))) {
            let article = articles.remove(&expected.id).with_context(|| format!("{}: no such article", expected.id))?;
            annotated.push(Annotated { article, expected });
        }
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Set { name, annotated })
    }
}

/// The project's own annotated articles: every folder of `training/`, in the order of their names.
pub fn own_sets() -> Result<Vec<Set>> {
    let entries = fs::read_dir(crate::place::root().join("training")).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.map(|e| e.path()).filter(|p| p.join("articles.jsonl").exists()).collect();
    folders.sort();
    folders.iter().map(|folder| Set::load(folder, None)).collect()
}

pub fn read_jsonl<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let content = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = content.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines.map(|(i, l)| serde_json::from_str(l).with_context(|| format!("{}:{}", path.display(), i + 1))).collect()
}

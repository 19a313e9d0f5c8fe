//! `cargo xtask contract`: every reading of the annotated sets and of the cases against the schema and the semantic check.
//!
//! Example: `cargo xtask contract plain` prints what breaks the contract there, the most frequent first.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use attache_reader::contract::Article;
use attache_reader::{Reader, check};
use clap::Args;

use crate::eval::SETS;
use crate::gold::Set;
use crate::schema::Schema;
use crate::{cases, place};

#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Annotated folders, by path or by name under ../shared/gold [default: all of them, and the cases]
    dirs: Vec<PathBuf>,
}

pub fn run(options: &Options) -> Result<()> {
    let articles = if options.dirs.is_empty() { everything()? } else { articles_of(&options.dirs)? };
    let problems = problems(&place::reader()?, &articles)?;
    let mut kinds: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for problem in &problems {
        let kind = problem.rsplit(": ").next().unwrap_or(problem);
        kinds.entry(kind).or_default().push(problem);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    for (kind, all) in &kinds {
        println!("{:>5} {kind}", all.len());
        all.iter().take(3).for_each(|p| println!("        {p}"));
    }
    println!("{} readings, {} breaches of the contract", articles.len(), problems.len());
    if problems.is_empty() { Ok(()) } else { bail!("the contract is broken") }
}

fn articles_of(sets: &[PathBuf]) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for name in sets {
        let set = Set::load(&place::gold_set(name)?, None)?;
        articles.extend(set.annotated.into_iter().map(|a| a.article));
    }
    Ok(articles)
}

/// The cases, and the annotated sets where they stand beside the checkout.
fn everything() -> Result<Vec<Article>> {
    let mut articles: Vec<Article> = cases::load(cases::CASES, None)?.iter().map(cases::article).collect();
    match place::shared() {
        Some(shared) => articles.extend(articles_of(&SETS.map(|s| shared.join("gold").join(s)))?),
        None => {
            eprintln!("\n*** NOT CHECKED: no ../shared beside the checkout, only the cases' readings are held against the contract ***\n")
        }
    }
    Ok(articles)
}

fn problems(reader: &Reader, articles: &[Article]) -> Result<Vec<String>> {
    let path = place::root().join("docs/reading.schema.json");
    let schema = Schema::parse(&fs::read_to_string(&path).with_context(|| path.display().to_string())?)?;
    let mut problems = Vec::new();
    for article in articles {
        let reading = reader.read(article);
        let found = check::check(&reading).into_iter().chain(schema.check(&serde_json::to_value(&reading)?));
        problems.extend(found.map(|p| format!("{}: {p}", article.id)));
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_keep_the_contract() {
        let articles = everything().expect("the articles load");
        let reader = place::reader().expect("the data loads");
        let problems = problems(&reader, &articles).expect("the schema loads");
        assert!(problems.is_empty(), "{} breaches, see `cargo xtask contract`:\n{}", problems.len(), problems.join("\n"));
    }

    #[test]
    fn the_schema_is_the_contracts() {
        let Some(shared) = place::shared() else { return };
        let read = |path: PathBuf| fs::read_to_string(path).expect("the schema can be read");
        assert_eq!(read(place::root().join("docs/reading.schema.json")), read(shared.join("contract/reading.schema.json")));
    }
}

//! `cargo xtask train choice`: learns `data/weights.tsv` from annotated articles.
//!
//! The reader reads each article with an oracle (`oracle.rs`) in place of the model: every question is answered as the annotation says, and
//! question, candidates and answer are kept as an example. The weights are those of a conditional logit (`logit.rs`).
//!
//! Example: `cargo xtask train choice` trains on the tuning halves; `--folds 5` cross-validates by article instead of writing weights.

mod cases;
mod logit;
mod oracle;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use attache_reader::Reader;
use attache_reader::choose::with_names;

use crate::gold::{self, Annotated, Half, Set};
use crate::place;
use logit::{Example, Problem};
use oracle::Oracle;

#[derive(clap::Args)]
pub struct Options {
    /// Annotated folders, or names under shared/gold [default: all, and the project's own in training/]
    sets: Vec<PathBuf>,
    /// Report accuracy by cross-validation over articles, write nothing
    #[arg(long)]
    folds: Option<usize>,
    /// With --folds: print the wrong answers to this question
    #[arg(long)]
    errors: Option<String>,
    /// Where the weights go
    #[arg(long, default_value = "crates/attache-reader/data/weights.tsv")]
    out: PathBuf,
}

pub fn run(options: &Options) -> Result<()> {
    let reader = place::reader()?;
    let articles = load(&options.sets)?;
    let examples = collect(&reader, &articles);
    let questions: BTreeMap<&'static str, Vec<Example>> = by_question(examples);
    if let Some(folds) = options.folds {
        for (question, examples) in &questions {
            let show = options.errors.as_deref() == Some(question);
            let right = logit::cross_validate(examples, folds, |e, best| {
                if show && best != e.answer {
                    println!("{} not {}\t{}", e.labels[e.answer], e.labels[best], e.words);
                }
            });
            println!("{question}\t{} examples\taccuracy {right:.3}", examples.len());
        }
        return Ok(());
    }
    let mut lines = String::from(HEADER);
    for (question, examples) in &questions {
        let problem = Problem::new(examples);
        let weights = problem.fit();
        println!("{question}\t{} examples\t{} weights\ttraining accuracy {:.3}", examples.len(), weights.len(), problem.accuracy(&weights));
        for (evidence, weight) in weights {
            lines.push_str(&format!("{question}\t{evidence}\t{weight}\n"));
        }
    }
    let path = place::root().join(&options.out);
    fs::write(&path, lines).with_context(|| path.display().to_string())
}

const HEADER: &str = "# Weights of the evidence in thousandths of a logit, written by `cargo xtask train choice`; see choose.rs.
question\tevidence\tweight
";

/// The tuning halves of the shared sets, and all of the project's own articles.
fn load(sets: &[PathBuf]) -> Result<Vec<Annotated>> {
    let mut articles = Vec::new();
    if sets.is_empty() {
        for name in ["plain", "press", "official", "dev"] {
            if let Ok(folder) = place::gold_set(name.as_ref()) {
                articles.extend(Set::load(&folder, Some(Half::Tune))?.annotated);
            }
        }
        articles.extend(gold::own_sets()?.into_iter().flat_map(|s| s.annotated));
    }
    if sets.is_empty() {
        articles.extend(cases::annotated()?);
    }
    for set in sets {
        articles.extend(Set::load(&place::gold_set(set)?, Some(Half::Tune))?.annotated);
    }
    Ok(articles)
}

fn collect(reader: &Reader, articles: &[Annotated]) -> Vec<(&'static str, Example)> {
    let mut examples = Vec::new();
    for (number, annotated) in articles.iter().enumerate() {
        with_names(|| {
            let page = reader.page(&annotated.article);
            let statements = reader.statements.read(&page, reader.model());
            let mut oracle = Oracle::new(&page, number, &annotated.article.text, &annotated.expected);
            reader.figures.read_guided(&page, &statements, &mut oracle);
            examples.extend(oracle.examples);
        });
    }
    examples
}

fn by_question(examples: Vec<(&'static str, Example)>) -> BTreeMap<&'static str, Vec<Example>> {
    let mut questions: BTreeMap<&'static str, Vec<Example>> = BTreeMap::new();
    for (question, example) in examples {
        questions.entry(question).or_default().push(example);
    }
    questions
}

//! `cargo xtask train choice`: learns `data/weights.tsv` from annotated articles.
//!
//! The reader reads each article with an oracle (`oracle.rs`) in place of the model: every question is answered as the annotation says, and
//! question, candidates and answer are kept as an example. The weights are those of a conditional logit (`logit.rs`).
//!
//! Example: `cargo xtask train choice` trains on the tuning halves; `--folds 5` cross-validates by article instead of writing weights.

mod cases;
mod oracle;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use attache_reader::Reader;
use attache_reader::choose::{Answers, Model, TEMPERATURE, with_names};
use attache_reader::figure::{indicator, status};

use crate::gold::{self, Annotated, Half, Set};
use crate::logit::{self, Example, Names, Prior, Problem};
use crate::place;
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
    /// With --folds: only this question
    #[arg(long)]
    only: Option<String>,
    /// How strongly weights are drawn to zero
    #[arg(long)]
    shrink: Option<f32>,
    /// Where the weights go
    #[arg(long, default_value = "crates/attache-reader/data/weights.tsv")]
    out: PathBuf,
}

pub fn run(options: &Options) -> Result<()> {
    let reader = place::reader()?;
    let articles = load(&options.sets)?;
    let mut names = Names::default();
    let taught = by_question(collect(&reader, &articles, &mut names, &[]));
    let models: Vec<Model> = (0..FOLDS).map(|fold| without(fold, &taught, &names, options)).collect();
    let questions = by_question(collect(&reader, &articles, &mut names, &models));
    if let Some(folds) = options.folds {
        questions.iter().for_each(|(question, examples)| cross_validate(question, examples, folds, options));
        return Ok(());
    }
    let mut lines = String::from(HEADER);
    for (question, examples) in &questions {
        let problem = Problem::new(&examples.iter().collect::<Vec<_>>(), fixed(question), prior(question, options));
        let fitted = problem.fit();
        let written = problem.lines(&fitted, &names);
        let temperature = logit::temperature(examples, fixed(question), prior(question, options), FOLDS);
        lines.push_str(&format!("{question}\t{TEMPERATURE}\t{:.0}\n", temperature * 1000.0));
        println!(
            "{question}\t{} examples\t{} weights\ttraining accuracy {:.3}\ttemperature {temperature}",
            examples.len(),
            written.len(),
            problem.accuracy(&fitted)
        );
        for (evidence, weight) in written {
            lines.push_str(&format!("{question}\t{evidence}\t{weight}\n"));
        }
    }
    let path = place::root().join(&options.out);
    fs::write(&path, lines).with_context(|| path.display().to_string())
}

fn cross_validate(question: &str, examples: &[Example], folds: usize, options: &Options) {
    if options.only.as_deref().is_some_and(|only| only != question) {
        return;
    }
    let show = options.errors.as_deref() == Some(question);
    let right = logit::cross_validate(examples, fixed(question), prior(question, options), folds, |e, best| {
        if show && !e.answers[best] {
            let wanted = e.answers.iter().position(|a| *a).unwrap_or(0);
            println!("{} not {}\t{}", e.labels[wanted], e.labels[best], e.words);
        }
    });
    println!("{question}\t{} examples\taccuracy {right:.3}", examples.len());
}

/// The questions with fixed answers.
fn fixed(question: &str) -> Option<&'static Answers> {
    let all: [&'static Answers; 2] = [&indicator::ANSWERS, &status::ANSWERS];
    all.into_iter().find(|a| a.question == question)
}

/// What cross-validation liked best.
fn prior(question: &str, options: &Options) -> Prior {
    let usual = if question == "period" { 4.0 } else { 2.0 };
    Prior { l2: options.shrink.unwrap_or(usual), seen: 3, matters: 40 }
}

/// Folds in which earlier answers are given and the temperature is fitted.
const FOLDS: usize = 5;

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

/// The weights that all folds but this one teach.
fn without(fold: usize, questions: &BTreeMap<&'static str, Vec<Example>>, names: &Names, options: &Options) -> Model {
    let mut lines = String::new();
    for (question, examples) in questions {
        let rest: Vec<&Example> = examples.iter().filter(|e| e.article % FOLDS != fold).collect();
        let problem = Problem::new(&rest, fixed(question), prior(question, options));
        for (evidence, weight) in problem.lines(&problem.fit(), names) {
            lines.push_str(&format!("{question}\t{evidence}\t{weight}\n"));
        }
    }
    Model::parse(&lines, &[&indicator::ANSWERS, &status::ANSWERS])
}

/// All questions as they are asked. With `models`, each article's earlier answers are those of the model that did not learn from it, as they
/// will be when reading: a figure is then not taught to lean on a figure before that is always right.
fn collect(reader: &Reader, articles: &[Annotated], names: &mut Names, models: &[Model]) -> Vec<(&'static str, Example)> {
    let mut examples = Vec::new();
    for (number, annotated) in articles.iter().enumerate() {
        with_names(|| {
            let page = reader.page(&annotated.article);
            let statements = reader.statements.read(&page, reader.model());
            let mut oracle = Oracle::new(&page, number, &annotated.article.text, &annotated.expected, names);
            oracle.model = models.get(number % FOLDS);
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

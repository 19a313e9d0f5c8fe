//! `cargo xtask train events`: learns `data/weights_events.tsv` from the tuning halves.
//!
//! Four questions in the order the reader asks them: parties, date, status, and whether to accept. Each later one is trained on what the
//! earlier ones answer on articles they were not fitted on, as it will be when reading.
//!
//! Example: `cargo xtask train events --folds 5` measures by cross-validation over articles and writes nothing.

mod examples;
mod taught;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use attache_reader::Reader;
use attache_reader::choose::{Model, with_names};
use attache_reader::event::{ACCEPT, DATE, Draft, PARTIES, STATUS};
use attache_reader::page::Page;

use crate::gold::{Annotated, Half, Set};
use crate::logit::{Example, Names, Prior, Problem};
use crate::place;
use crate::score::{Tally, score};
use examples::{Gold, gold};

/// Folds in which the earlier questions answer for the later ones.
const INNER: usize = 5;

#[derive(clap::Args)]
pub struct Options {
    /// Measure by cross-validation over articles, write nothing
    #[arg(long)]
    folds: Option<usize>,
    /// Print what cross-validation gets wrong
    #[arg(long)]
    errors: bool,
    /// How strongly weights are drawn to zero: of parties, date, status, accepting
    #[arg(long, value_delimiter = ',', default_values_t = [1.0, 1.5, 1.0, 1.5])]
    shrink: Vec<f32>,
    /// Where the weights go
    #[arg(long, default_value = "crates/attache-reader/data/weights_events.tsv")]
    out: PathBuf,
}

const HEADER: &str = "# Question, evidence, weight in thousandths of a logit: written by `cargo xtask train events`.\n";

/// One article with its drafts and the events an expert expects.
struct Lesson<'a> {
    set: &'a str,
    annotated: &'a Annotated,
    page: Page<'a>,
    drafts: Vec<Draft>,
    gold: Vec<Gold>,
}

pub fn run(options: &Options) -> Result<()> {
    let reader = place::reader()?;
    let sets = load()?;
    let lessons: Vec<Lesson> = sets.iter().flat_map(|s| s.annotated.iter().map(|a| lesson(&reader, &s.name, a))).collect();
    report_reach(&lessons, options.errors);
    if let Some(folds) = options.folds {
        return cross_validate(&reader, &lessons, folds, options);
    }
    let all: Vec<&Lesson> = lessons.iter().collect();
    let path = place::root().join(&options.out);
    let weights = format!("{HEADER}{}", train(&reader, &all, &options.shrink));
    fs::write(&path, weights).with_context(|| path.display().to_string())
}

fn load() -> Result<Vec<Set>> {
    let shared = place::shared().context("no shared gold folder")?;
    let gold = crate::eval::SETS.iter().map(|s| Set::load(&shared.join("gold").join(s), Some(Half::Tune)));
    let own = crate::gold::own_sets()?.into_iter().map(Ok);
    gold.chain(own).chain([taught::set()]).collect()
}

fn lesson<'a>(reader: &Reader, set: &'a str, annotated: &'a Annotated) -> Lesson<'a> {
    let page = reader.page(&annotated.article);
    let drafts = with_names(|| reader.events.drafts(&page));
    Lesson { set, gold: gold(annotated), page, drafts, annotated }
}

/// How many expected events have a trigger of their kind, and the right parties among its candidates.
fn report_reach(lessons: &[Lesson], errors: bool) {
    let (mut all, mut triggered, mut paired, mut dated) = (0, 0, 0, 0);
    for lesson in lessons {
        for event in &lesson.gold {
            let own: Vec<&Draft> = lesson.drafts.iter().filter(|d| event.holds(&lesson.page, d)).collect();
            all += 1;
            if errors && !own.iter().any(|d| d.parties.values.iter().any(|sets| sets.contains(&event.parties))) {
                let what = if own.is_empty() { "no trigger" } else { "no parties" };
                println!("{what}: {} {:?} {}", event.kind.name(), event.parties, lesson.page.text.slice(event.span));
            }
            triggered += usize::from(!own.is_empty());
            paired += usize::from(own.iter().any(|d| d.parties.values.iter().any(|sets| sets.contains(&event.parties))));
            dated += usize::from(own.iter().any(|d| d.dates.values.contains(&event.date)));
        }
    }
    let drafts: usize = lessons.iter().map(|l| l.drafts.len()).sum();
    println!("{all} expected events; trigger for {triggered}, parties for {paired}, date for {dated}; {drafts} drafts");
}

/// Weights of all four questions as the lines of a file.
fn train(reader: &Reader, lessons: &[&Lesson], shrink: &[f32]) -> String {
    let mut lines = String::new();
    for (question, prior) in [PARTIES, DATE, STATUS, ACCEPT].into_iter().zip(shrink) {
        let (mut examples, mut names) = (Vec::new(), Names::default());
        for fold in 0..INNER {
            let (held, rest): (Vec<usize>, Vec<usize>) = (0..lessons.len()).partition(|i| i % INNER == fold);
            let model = if question == PARTIES { Model::default() } else { inner(reader, lessons, &rest, question, shrink) };
            examples.extend(held.iter().flat_map(|i| ask(reader, lessons[*i], question, &model, &mut names)));
        }
        lines.push_str(&weights(question, &examples, *prior, &names));
    }
    lines
}

/// A model of the questions before this one, fitted on these lessons only.
fn inner(reader: &Reader, lessons: &[&Lesson], at: &[usize], question: &str, shrink: &[f32]) -> Model {
    let mut lines = String::new();
    for (earlier, prior) in [PARTIES, DATE, STATUS].into_iter().zip(shrink).take_while(|(q, _)| *q != question) {
        let model = Model::parse(&lines, &[]);
        let mut names = Names::default();
        let examples: Vec<Example> = at.iter().flat_map(|i| ask(reader, lessons[*i], earlier, &model, &mut names)).collect();
        lines.push_str(&weights(earlier, &examples, *prior, &names));
    }
    Model::parse(&lines, &[])
}

fn ask(reader: &Reader, lesson: &Lesson, question: &str, model: &Model, names: &mut Names) -> Vec<Example> {
    let asked = examples::Asked { reader, page: &lesson.page, drafts: &lesson.drafts, gold: &lesson.gold };
    with_names(|| match question {
        PARTIES => asked.parties(names),
        DATE => asked.dates(names),
        STATUS => asked.statuses(model, names),
        _ => asked.accepts(model, names),
    })
}

fn weights(question: &str, examples: &[Example], l2: f32, names: &Names) -> String {
    let problem = Problem::new(&examples.iter().collect::<Vec<_>>(), None, Prior { l2, seen: 2, matters: 10 });
    let fitted = problem.lines(&problem.fit(), names);
    fitted.into_iter().map(|(evidence, weight)| format!("{question}\t{evidence}\t{weight}\n")).collect()
}

fn cross_validate(reader: &Reader, lessons: &[Lesson], folds: usize, options: &Options) -> Result<()> {
    let mut tallies: BTreeMap<&str, [Tally; 2]> = BTreeMap::new();
    for fold in 0..folds {
        let rest: Vec<&Lesson> = lessons.iter().enumerate().filter(|(i, _)| i % folds != fold).map(|(_, l)| l).collect();
        let model = Model::parse(&train(reader, &rest, &options.shrink), &[]);
        for lesson in lessons.iter().enumerate().filter(|(i, _)| i % folds == fold).map(|(_, l)| l) {
            let found = reader.events.read(&lesson.page, &[], &model);
            let records = examples::records(&lesson.annotated.article.text, &found);
            let outcome = score(&lesson.annotated.article.text, &lesson.annotated.expected, &records);
            let entry = tallies.entry(lesson.set).or_default();
            for (sum, one) in entry.iter_mut().zip(&outcome.tallies[5..7]) {
                sum.add(*one);
            }
            if options.errors {
                examples::print_errors(lesson.annotated, &records, &outcome);
            }
        }
    }
    let measured = tallies.iter().filter(|(set, _)| **set != "cases");
    let all = measured.fold([Tally::default(); 2], |mut all, (_, one)| {
        all.iter_mut().zip(one).for_each(|(sum, t)| sum.add(*t));
        all
    });
    for (set, [found, exact]) in tallies.into_iter().chain([("all", all)]) {
        println!(
            "{set}\tfound P {:.3} R {:.3} F1 {:.3}\texact F1 {:.3}\t{} read, {} expected",
            found.precision(),
            found.recall(),
            found.f1(),
            exact.f1(),
            found.read,
            found.gold
        );
    }
    Ok(())
}

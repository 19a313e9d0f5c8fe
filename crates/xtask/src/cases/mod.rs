//! `cargo xtask cases`: the specification in `cases/`, run against the working tree's data. `cargo xtask accept` rewrites expectations.
//!
//! Example: `cargo xtask cases figure/investment` runs the cases whose file or heading holds that text.

mod accept;
pub mod parse;
pub mod record;
mod slot;
pub mod view;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, bail};
use attache_reader::Reader;
use clap::Args;

pub use parse::{Case, What};
use record::Record;
pub use view::article;

use crate::place;

#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Only cases whose file or heading holds this text
    filter: Option<String>,
    /// Print what is read of every case, also where it is as expected
    #[arg(long)]
    verbose: bool,
    /// The folder of the cases, in the workspace or not
    #[arg(long = "in", default_value = CASES)]
    folder: PathBuf,
}

/// The specification.
pub const CASES: &str = "cases";
/// Annotated passages in the same form: examples to learn from, not expected to pass.
pub const PASSAGES: &str = "training/passages";

/// What became of a case.
pub struct Outcome {
    /// Expected line (by its place in the case) to the read record it found.
    pub found: Vec<Option<usize>>,
    pub read: Vec<Record>,
    pub problems: Vec<String>,
}

pub fn run(options: &Options) -> Result<()> {
    let cases = load(&options.folder, options.filter.as_deref())?;
    let reader = place::reader()?;
    let (mut failed, mut pending, mut ready) = (0, 0, 0);
    for case in &cases {
        let outcome = check(&reader, case);
        let passes = outcome.problems.is_empty();
        match (&case.pending, passes) {
            (Some(_), false) => pending += 1,
            (Some(why), true) => {
                ready += 1;
                println!("NO LONGER PENDING {}:{} {} ({why})", case.file.display(), case.line, case.heading);
            }
            (None, false) => {
                failed += 1;
                print!("{}", report(case, &outcome));
            }
            (None, true) => {}
        }
        if options.verbose {
            print!("{}", listing(case, &outcome));
        }
    }
    println!("{}", summary(&cases, failed, pending, ready));
    if failed > 0 { bail!("{failed} cases fail") } else { Ok(()) }
}

pub fn accept(options: &Options) -> Result<()> {
    let cases = load(&options.folder, options.filter.as_deref())?;
    let reader = place::reader()?;
    let mut rewritten = 0;
    let mut files: Vec<&PathBuf> = cases.iter().map(|c| &c.file).collect();
    files.dedup();
    for file in files {
        let outcomes = cases.iter().filter(|c| c.file == *file).map(|c| (c, check(&reader, c)));
        let changed: Vec<_> = outcomes.filter(|(c, o)| c.pending.is_some() == o.problems.is_empty()).collect();
        if changed.is_empty() {
            continue;
        }
        let path = place::root().join(file);
        let source = fs::read_to_string(&path)?;
        fs::write(&path, accept::rewrite(&source, &changed))?;
        for (case, _) in &changed {
            println!("rewritten {}:{} {}", file.display(), case.line, case.heading);
        }
        rewritten += changed.len();
    }
    println!("{rewritten} of {} cases rewritten: read them before you commit", cases.len());
    Ok(())
}

fn summary(cases: &[Case], failed: usize, pending: usize, ready: usize) -> String {
    let negative = cases.iter().filter(|c| c.is_negative()).count();
    let share = 100 * negative / cases.len().max(1);
    let passed = cases.len() - failed - pending - ready;
    format!("{} cases: {passed} pass, {failed} fail, {pending} pending, {ready} no longer pending; {share} % negative", cases.len())
}

/// All cases, by file and line.
pub fn load(folder: impl AsRef<Path>, filter: Option<&str>) -> Result<Vec<Case>> {
    let root = place::root();
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files)?;
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let file = path.strip_prefix(&root).unwrap_or(&path);
        cases.extend(parse::parse(file, &source).map_err(Error::msg)?);
    }
    cases.retain(|c| filter.is_none_or(|f| c.heading.contains(f) || c.file.to_string_lossy().contains(f)));
    if cases.is_empty() {
        bail!("no case matches");
    }
    Ok(cases)
}

/// The cases and the passages, as many as there are.
pub fn to_learn_from() -> Result<Vec<Case>> {
    let mut cases = load(CASES, None)?;
    if place::root().join(PASSAGES).is_dir() {
        cases.extend(load(PASSAGES, None)?);
    }
    Ok(cases)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "md") && path.file_name().is_some_and(|n| n != "README.md") {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads a case and compares.
pub fn check(reader: &Reader, case: &Case) -> Outcome {
    let read = view::read(reader, case, &case.kinds());
    let found = matches(case, &read);
    let mut problems = Vec::new();
    for (expected, found) in case.expected.iter().zip(&found) {
        match (&expected.what, found) {
            (What::Record(wanted), None) => problems.push(format!("missing    {}", wanted.line())),
            (What::Record(wanted), Some(i)) => {
                let wrong = wanted.differences(&read[*i]);
                if !wrong.is_empty() {
                    let stated: Vec<_> = wanted.slots.iter().map(|(n, _)| *n).collect();
                    problems.push(format!("expected   {}\n  read       {}", wanted.line(), read[*i].keeping(&stated).line()));
                }
            }
            (What::None(_), _) => {}
        }
    }
    let extra = (0..read.len()).filter(|i| !found.contains(&Some(*i)));
    problems.extend(extra.map(|i| format!("unexpected {}", read[i].usual().line())));
    Outcome { found, read, problems }
}

/// Pairs expected with read records: those that quote the same words, the pairs that differ least first.
fn matches(case: &Case, read: &[Record]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (e, expected) in case.expected.iter().enumerate() {
        let What::Record(wanted) = &expected.what else { continue };
        let same = (0..read.len()).filter(|i| read[*i].kind == wanted.kind && wanted.quotes_same(&read[*i]));
        pairs.extend(same.map(|i| (wanted.differences(&read[i]).len(), e, i)));
    }
    pairs.sort();
    let mut found = vec![None; case.expected.len()];
    for (_, e, i) in pairs {
        if found[e].is_none() && !found.contains(&Some(i)) {
            found[e] = Some(i);
        }
    }
    found
}

fn report(case: &Case, outcome: &Outcome) -> String {
    let mut out = format!("\n{}:{} {}\n", case.file.display(), case.line, case.heading);
    outcome.problems.iter().for_each(|p| _ = writeln!(out, "  {p}"));
    out
}

fn listing(case: &Case, outcome: &Outcome) -> String {
    let mut out = format!("\n{}:{} {}\n", case.file.display(), case.line, case.heading);
    outcome.read.iter().for_each(|r| _ = writeln!(out, "  {}", r.line()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_cases_pass() {
        let cases = load(CASES, None).expect("the cases can be read");
        let reader = place::reader().expect("the data can be read");
        let mut failures = String::new();
        for case in cases.iter().filter(|c| c.pending.is_none()) {
            let outcome = check(&reader, case);
            if !outcome.problems.is_empty() {
                failures += &report(case, &outcome);
            }
        }
        assert!(failures.is_empty(), "{failures}\nsee cases/README.md; `cargo xtask cases` prints this without a test run");
    }
}

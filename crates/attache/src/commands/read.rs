//! `attache read`: articles in, readings out.

use std::io::{self, IsTerminal, Write};
use std::panic::{self, AssertUnwindSafe};

use attache_reader::contract::{Article, Reading};
use attache_reader::{Reader, check};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Outcome, report, report_problem};
use crate::cli::{self, Format, Input};
use crate::ingest::sources::Sources;
use crate::ingest::{self, Defaults, Document, Job, Problem};
use crate::pipeline;
use crate::render::Renderer;

const FAILED: &str = "attache failed on this document: please report it";

/// What one job gave: written readings and what to complain about.
struct Written {
    readings: Vec<String>,
    problems: Vec<Problem>,
    violations: Vec<String>,
    bytes: u64,
}

pub(super) fn run(args: &cli::Read) -> anyhow::Result<Outcome> {
    args.input.announce();
    let to_terminal = io::stdout().is_terminal();
    let format = args.format.unwrap_or(if to_terminal { Format::Table } else { Format::Jsonl });
    let renderer = Renderer::new(format, to_terminal);
    let defaults = args.input.defaults();
    let named = args.input.named();
    let bar = bar(&args.input, to_terminal);
    let mut out = Out { stream: io::BufWriter::with_capacity(1 << 16, io::stdout().lock()), renderer: &renderer, written: 0 };
    let mut outcome = Outcome::default();
    out.put(&renderer.head())?;
    let work = |job| written(job, &defaults, &renderer, args.check);
    pipeline::run(
        || Sources::new(&named),
        args.input.jobs(),
        work,
        |found: Written| {
            outcome.unreadable += found.problems.len();
            outcome.violations += found.violations.len();
            bar.suspend(|| {
                found.problems.iter().for_each(report_problem);
                found.violations.iter().for_each(|v| report(v));
            });
            bar.inc(found.bytes);
            found.readings.iter().try_for_each(|reading| out.reading(reading))?;
            // Whoever watches a stream sees each document as it is read; files are written in large pieces.
            if to_terminal { out.stream.flush() } else { Ok(()) }
        },
    )?;
    out.put(&renderer.foot())?;
    out.stream.flush()?;
    bar.finish_and_clear();
    outcome.summarise();
    Ok(outcome)
}

/// Standard output with what stands between two readings.
struct Out<'a, W> {
    stream: W,
    renderer: &'a Renderer,
    written: usize,
}

impl<W: Write> Out<'_, W> {
    fn put(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())
    }

    fn reading(&mut self, text: &str) -> io::Result<()> {
        if self.written > 0 {
            self.put(self.renderer.between())?;
        }
        self.written += 1;
        self.put(text)
    }
}

fn written(job: Job, defaults: &Defaults, renderer: &Renderer, check: bool) -> Written {
    let bytes = size(&job);
    let mut written = Written { readings: Vec::new(), problems: Vec::new(), violations: Vec::new(), bytes };
    for found in ingested(job, defaults) {
        match found.and_then(read) {
            Ok(reading) => {
                if check {
                    let id = &reading.document.id;
                    written.violations.extend(check::check(&reading).into_iter().map(|v| format!("{id}: {v}")));
                }
                written.readings.push(renderer.reading(&reading));
            }
            Err(problem) => written.problems.push(problem),
        }
    }
    written
}

/// A job's documents; a failure in a format's library costs the job, not the run.
pub(super) fn ingested(job: Job, defaults: &Defaults) -> Vec<Result<Document, Problem>> {
    let place = match &job {
        Job::Whole { name, .. } => name.clone(),
        Job::Part { name, line, .. } => format!("{name}:{line}"),
        Job::Failed(problem) => problem.place.clone(),
    };
    panic::catch_unwind(AssertUnwindSafe(|| ingest::interpret(job, defaults))).unwrap_or_else(|_| vec![Err(Problem::new(place, FAILED))])
}

/// Runs work on an article; a failure of ours costs the document, not the run.
pub(super) fn guarded<T>(article: &Article, work: impl Fn(&Article) -> T) -> Result<T, Problem> {
    panic::catch_unwind(AssertUnwindSafe(|| work(article))).map_err(|_| Problem::new(article.id.clone(), FAILED))
}

/// Reads a document; metadata sources and the ingest's warnings become part of the reading.
pub(super) fn read(document: Document) -> Result<Reading, Problem> {
    let Document { article, sources, warnings } = document;
    let mut reading = guarded(&article, |article| Reader::embedded().read(article))?;
    reading.warnings.extend(warnings);
    if let Some(meta) = &mut reading.meta {
        meta.sources = sources.into_iter().map(|(field, source)| (field.to_owned(), source)).collect();
    }
    Ok(reading)
}

fn size(job: &Job) -> u64 {
    match job {
        Job::Whole { bytes, .. } | Job::Part { bytes, .. } => bytes.len() as u64,
        Job::Failed(_) => 0,
    }
}

/// Progress on standard error, when that is a terminal and the output goes elsewhere.
fn bar(input: &Input, to_terminal: bool) -> ProgressBar {
    if to_terminal || !io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let (length, template) = match Sources::size(&input.named()) {
        Some(bytes) => (Some(bytes), "{bar:30} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec} {eta} left"),
        None => (None, "{spinner} {decimal_bytes} read, {decimal_bytes_per_sec}"),
    };
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(5));
    // The templates are ours and right; the default style would do as well.
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

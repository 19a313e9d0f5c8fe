//! `cargo xtask bench`: how fast articles are read, on one core and on two, and with how much memory; counts are verified on the way.
//!
//! Example: `cargo xtask bench --record` appends a dated table to `bench/results.md`; `--smoke` only sees that everything runs.

mod clock;
mod ordinary;
mod parts;
mod rival;
mod stream;

use std::fmt::Write;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use attache_reader::Reader;
use attache_reader::contract::{Article, Reading};
use clap::Args;

use crate::place;
use clock::Timed;
use stream::Stream;

#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Articles in scope to read; four times as many of the mixed stream
    #[arg(long, default_value_t = 3000)]
    articles: usize,
    /// A few articles, in this build: counts are verified, speeds mean nothing
    #[arg(long)]
    smoke: bool,
    /// Append the table to bench/results.md
    #[arg(long)]
    record: bool,
    /// Read this many articles of the mixed stream and print the peak of memory (a child process does this)
    #[arg(long, hide = true)]
    memory: Option<usize>,
}

/// Sums that every pass over the same articles must reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    statements: usize,
    figures: usize,
    events: usize,
}

impl Counts {
    fn add(&mut self, reading: &Reading) {
        self.statements += reading.statements.len();
        self.figures += reading.figures.len();
        self.events += reading.events.len();
    }
}

pub fn run(options: &Options) -> Result<()> {
    if let Some(articles) = options.memory {
        return print_memory(articles);
    }
    if cfg!(debug_assertions) && !options.smoke {
        return in_release(options);
    }
    let articles = if options.smoke { 40 } else { options.articles };
    let reader = place::reader()?;
    let stream = Stream::load()?;
    let mut table =
        String::from("| what | size | articles/s | MB/s | of gzip -6 | two cores, articles/s | records |\n|---|---|---|---|---|---|---|\n");
    let scoped = stream.scoped(articles);
    let mixed = stream.mixed(4 * articles);
    reading_row(&mut table, "reading, all in scope", &reader, &scoped)?;
    reading_row(&mut table, "reading, 5 % in scope", &reader, &mixed)?;
    parts::rows(&mut table, &reader, &scoped)?;
    let memory = memory(if options.smoke { 200 } else { 20_000 })?;
    let _ = writeln!(table, "\nIn scope: {}, cut to {} words. Peak memory over a stream: {memory}.", stream.source, stream::WORDS);
    let _ = writeln!(table, "One core: processor seconds of the thread; two cores: wall. gzip is the program, one core.");
    print!("{table}");
    if options.record && !options.smoke { record(&table) } else { Ok(()) }
}

/// Speeds are the release build's: builds it and runs this command there.
fn in_release(options: &Options) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(place::root()).args(["run", "--quiet", "--release", "--package", "xtask", "--", "bench"]);
    cargo.args(["--articles", &options.articles.to_string()]);
    if options.record {
        cargo.arg("--record");
    }
    if cargo.status()?.success() { Ok(()) } else { bail!("the benchmark failed") }
}

fn read_all(reader: &Reader, articles: &[Article]) -> Counts {
    let mut counts = Counts::default();
    articles.iter().for_each(|a| counts.add(&reader.read(a)));
    counts
}

fn reading_row(table: &mut String, name: &str, reader: &Reader, articles: &[Article]) -> Result<()> {
    read_all(reader, &articles[..articles.len() / 10]);
    let (counts, one) = Timed::run(|| read_all(reader, articles));
    let (halves, two) = Timed::run(|| read_halves(reader, articles));
    ensure!(counts == halves, "two threads read {halves:?}, one reads {counts:?}");
    let bytes = bytes(articles);
    let (size, n) = (bytes.len() as f64, articles.len() as f64);
    let ratio = ratio(size / one.processor, &bytes)?;
    let Counts { statements, figures, events } = counts;
    let _ = writeln!(
        table,
        "| {name} | {n} articles, {:.1} MB | {:.0} | {:.2} | {ratio} | {:.0} | {statements} statements, {figures} figures, {events} events |",
        size / 1e6,
        n / one.processor,
        size / one.processor / 1e6,
        n / two.wall,
    );
    Ok(())
}

/// Two threads, each every other article, the counts summed.
fn read_halves(reader: &Reader, articles: &[Article]) -> Counts {
    let (first, second) = articles.split_at(articles.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| read_all(reader, second));
        let mut counts = read_all(reader, first);
        let more = other.join().unwrap_or_default();
        counts.statements += more.statements;
        counts.figures += more.figures;
        counts.events += more.events;
        counts
    })
}

fn bytes(articles: &[Article]) -> Vec<u8> {
    articles.iter().flat_map(|a| a.text.bytes().chain([b'\n'])).collect()
}

/// A speed in bytes a second beside gzip's over the same bytes.
fn ratio(speed: f64, bytes: &[u8]) -> Result<String> {
    Ok(rival::gzip(bytes)?.map_or("- (no gzip)".to_owned(), |gzip| format!("{:.3}", speed / gzip)))
}

/// The peak of a child process that reads a stream and keeps nothing.
fn memory(articles: usize) -> Result<String> {
    let output = Command::new(std::env::current_exe()?).args(["bench", "--memory", &articles.to_string()]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(format!("{} MB in {articles} articles", String::from_utf8_lossy(&output.stdout).trim()))
}

fn print_memory(articles: usize) -> Result<()> {
    let (reader, stream) = (place::reader()?, Stream::load()?);
    let mut counts = Counts::default();
    (0..articles).for_each(|i| counts.add(&reader.read(&stream.mixed_article(i))));
    println!("{:.0}", clock::peak_memory().context("the system doesn't tell the peak of memory")?);
    Ok(())
}

/// Appends the table under today's date, the machine and the commit.
fn record(table: &str) -> Result<()> {
    let path = place::root().join("bench/results.md");
    let mut pages = fs::read_to_string(&path).unwrap_or_else(|_| "# Measured speeds, newest last\n".to_owned());
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor =
        processor.lines().find_map(|l| l.strip_prefix("model name")).unwrap_or("unknown processor").trim_start_matches(['\t', ' ', ':']);
    let commit = Command::new("git").args(["rev-parse", "--short", "HEAD"]).current_dir(place::root()).output()?;
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    let today = jiff::Zoned::now().date();
    let _ = write!(pages, "\n## {today}, {commit}, {processor}, load {load}\n\n{table}");
    fs::write(&path, pages).with_context(|| path.display().to_string())
}

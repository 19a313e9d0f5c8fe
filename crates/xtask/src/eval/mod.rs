//! `cargo xtask eval`: reads annotated sets with the working tree's data and scores the readings as score.py does.
//!
//! Example: `cargo xtask eval plain --half tune --errors 20 --only figure`.

mod floors;
mod kinds;
mod mistakes;
mod table;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use attache_reader::Reader;
use attache_reader::contract::Article;
use clap::Args;

use crate::gold::{Annotated, Half, Set};
use crate::place;
use crate::score::record::Records;
use crate::score::{Score, Sort, Summary, score};

/// The sets that are measured when none is named.
pub const SETS: [&str; 5] = ["seed", "plain", "press", "official", "dev"];

#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Annotated folders, by path or by name under ../shared/gold [default: all of them]
    dirs: Vec<PathBuf>,
    /// Only this half
    #[arg(long)]
    half: Option<Half>,
    /// Print this many errors of the tuning half
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Errors of this sort only
    #[arg(long)]
    only: Option<Sort>,
    /// Errors that contain this text only (an id, "spurious", "period", "trade.exports")
    #[arg(long)]
    grep: Option<String>,
    /// Print scores as JSON
    #[arg(long)]
    json: bool,
    /// Count errors by kind, indicator and slot
    #[arg(long)]
    by_kind: bool,
    /// Also write the readings, one JSON object a line
    #[arg(long)]
    write: Option<PathBuf>,
    /// List errors of the check half too: what is seen there can no longer measure
    #[arg(long)]
    i_know: bool,
    /// Fail when a measure is below its floor in bench/floors.tsv
    #[arg(long)]
    floors: bool,
    /// Raise the floors to what is measured now; none is ever lowered
    #[arg(long)]
    raise: bool,
}

/// One article, read and scored.
pub struct Outcome {
    pub half: Half,
    pub annotated: Annotated,
    pub read: Records,
    pub line: String,
    pub score: Score,
}

/// One set, read and scored.
pub struct Measured {
    pub name: String,
    pub folder: PathBuf,
    pub outcomes: Vec<Outcome>,
}

impl Measured {
    pub fn summary(&self, half: Option<Half>) -> Summary {
        let mut summary = Summary::default();
        for outcome in self.outcomes.iter().filter(|o| half.is_none_or(|h| h == o.half)) {
            summary.add(&outcome.score);
        }
        summary
    }
}

pub fn run(options: &Options) -> Result<()> {
    let folders = folders(&options.dirs)?;
    if folders.is_empty() {
        println!("NOT MEASURED: no ../shared/gold beside the checkout (ATTACHE_SHARED names another place)");
        return Ok(());
    }
    let reader = place::reader()?;
    let measured = folders.iter().map(|f| measure(&reader, f, options.half)).collect::<Result<Vec<_>>>()?;
    if let Some(path) = &options.write {
        write_readings(path, &measured)?;
    }
    if options.json {
        println!("{}", table::json(&measured, options.half));
    } else {
        print!("{}", table::text(&measured, options.half));
    }
    if options.by_kind {
        print!("{}", kinds::report(visible(&measured, options)));
    }
    if options.errors > 0 {
        if options.half == Some(Half::Check) && !options.i_know {
            bail!("the check half is looked at only through its scores (--i-know overrides)");
        }
        print!("{}", mistakes::list(visible(&measured, options), options.errors, options.only, options.grep.as_deref()));
    }
    floors::settle(&measured, options.floors, options.raise)
}

fn folders(named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    if !named.is_empty() {
        return named.iter().map(|d| place::gold_set(d)).collect();
    }
    let Some(shared) = place::shared() else { return Ok(Vec::new()) };
    Ok(SETS.iter().map(|s| shared.join("gold").join(s)).filter(|p| p.join("articles.jsonl").exists()).collect())
}

/// The articles whose errors may be looked at: tuning halves, and the archetype, which has to be read right whole.
fn visible<'m>(measured: &'m [Measured], options: &Options) -> impl Iterator<Item = &'m Outcome> {
    let all = options.i_know;
    let may_see = move |m: &Measured, o: &Outcome| all || o.half == Half::Tune || m.name == "seed";
    measured.iter().flat_map(move |m| m.outcomes.iter().filter(move |o| may_see(m, o)))
}

/// Reads and scores one annotated folder.
pub fn measure(reader: &Reader, folder: &Path, half: Option<Half>) -> Result<Measured> {
    let set = Set::load(folder, half)?;
    let outcomes = set.annotated.into_iter().map(|a| outcome(reader, a)).collect::<Result<Vec<_>>>()?;
    Ok(Measured { name: set.name, folder: folder.to_owned(), outcomes })
}

fn outcome(reader: &Reader, annotated: Annotated) -> Result<Outcome> {
    let (read, line) = read(reader, &annotated.article)?;
    let score = score(&annotated.article.text, &annotated.expected, &read);
    Ok(Outcome { half: Half::of(&annotated.article.id), annotated, read, line, score })
}

/// The records of an article, and the reading as a line of JSON.
fn read(reader: &Reader, article: &Article) -> Result<(Records, String)> {
    let value = serde_json::to_value(reader.read(article)).with_context(|| article.id.clone())?;
    Ok((Records::from_reading(&value)?, value.to_string()))
}

fn write_readings(path: &Path, measured: &[Measured]) -> Result<()> {
    let mut file = fs::File::create(path).with_context(|| path.display().to_string())?;
    for outcome in measured.iter().flat_map(|m| &m.outcomes) {
        writeln!(file, "{}", outcome.line)?;
    }
    Ok(())
}

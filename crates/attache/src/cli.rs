//! The command line: one declaration from which parsing, help, completions and man pages follow.
//!
//! ```
//! use attache_program::cli::{Cli, Command};
//! use clap::Parser;
//! let cli = Cli::try_parse_from(["attache", "read", "--format", "csv", "news/"]).map(|c| c.command);
//! assert!(matches!(cli, Ok(Command::Read(_))));
//! ```

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

/// Reads English news about relations between countries: who said what, how much, and what happened, each with its words.
#[derive(Debug, Parser)]
#[command(name = "attache", version, about, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

/// Shown below the help and in the man page; `commands::exit` has the same numbers.
const EXIT_CODES: &str = "Exit codes: 0 everything was read; 1 a check failed; 2 some input could not be read (the rest was); 3 the output could not be written; 64 wrong usage.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles into statements, figures and events.
    ///
    /// Takes plain text, Markdown, HTML, and articles as JSON or JSON lines, each also compressed with gzip or zstd. A folder stands for
    /// all files in it. What can't be read is named on standard error, the rest is read.
    Read(Read),
    /// Find amounts in any text: money, percentages, quantities, factors.
    Amounts(Spans),
    /// Find periods in any text: dates, spans, fiscal years, relative times.
    Periods(Spans),
    /// Show why an article or sentence is read as it is.
    ///
    /// Prints what is mentioned, the parse of each sentence, and for every choice its candidates, their evidence and scores.
    Explain(Explain),
    /// Parse sentences into CoNLL-U.
    Parse(Parse),
    /// Print the completions for a shell.
    Completions { shell: clap_complete::Shell },
    /// Write the manual pages into a folder, or the main one to standard output.
    Man {
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
}

#[derive(Args, Debug, Default)]
pub struct Input {
    /// Files and folders; `-` or none is standard input.
    #[arg(value_name = "FILE|DIR|-", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// The publication date of documents that don't say theirs: relative periods count from it.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<String>,
    /// Documents read at once; as many as there are processors unless told.
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

#[derive(Args, Debug)]
pub struct Read {
    #[command(flatten)]
    pub input: Input,
    /// How the readings are written: `table` to a terminal, `jsonl` elsewhere unless told.
    #[arg(short, long)]
    pub format: Option<Format>,
    /// Check every reading against the contract; a violation is named on standard error and makes the exit code 1.
    #[arg(long)]
    pub check: bool,
}

#[derive(Args, Debug)]
pub struct Spans {
    #[command(flatten)]
    pub input: Input,
    /// `table` lists what is found, `jsonl` writes one line a document: `{"id", "spans": [...]}`.
    #[arg(short, long)]
    pub format: Option<SpanFormat>,
}

#[derive(Args, Debug)]
pub struct Explain {
    #[command(flatten)]
    pub input: Input,
    /// A sentence to explain instead of files.
    #[arg(short, long, value_name = "TEXT", conflicts_with = "files")]
    pub sentence: Option<String>,
}

#[derive(Args, Debug)]
pub struct Parse {
    #[command(flatten)]
    pub input: Input,
    /// A sentence to parse instead of files.
    #[arg(short, long, value_name = "TEXT", conflicts_with = "files")]
    pub sentence: Option<String>,
}

/// How readings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a short list of records for each document.
    Table,
    /// One reading a line, as the contract has it.
    Jsonl,
    /// One array of readings, indented.
    Json,
    /// One row a record.
    Csv,
    /// The article with its evidence marked, then its records.
    Markdown,
    /// One self-contained page: articles with highlights, records beside them.
    Html,
}

/// How found spans are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SpanFormat {
    Table,
    Jsonl,
}

fn date(written: &str) -> Result<String, String> {
    crate::ingest::date::normalise(written).ok_or_else(|| "a date like 2022-10-26 is expected".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn is_consistent() {
        Cli::command().debug_assert();
    }
}

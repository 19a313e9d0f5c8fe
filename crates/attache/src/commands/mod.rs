//! What each command does, and what they share: exit codes, standard streams, problems counted on standard error.
//!
//! ```
//! assert_eq!(attache_program::commands::exit::UNREADABLE, 2);
//! ```

mod explain;
mod manual;
mod parse;
mod read;
mod spans;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::{Cli, Command, Input};
use crate::ingest::{Defaults, Problem, STDIN};

/// What the process returns; README and man pages state the same.
pub mod exit {
    pub const OK: u8 = 0;
    /// A reading breaks the contract (`--check`).
    pub const CHECK: u8 = 1;
    /// Some input could not be read; the rest was.
    pub const UNREADABLE: u8 = 2;
    /// The output could not be written.
    pub const OUTPUT: u8 = 3;
    /// The command line makes no sense (sysexits' EX_USAGE).
    pub const USAGE: u8 = 64;
}

/// Runs a command; problems have been reported when it returns.
pub fn run(cli: Cli) -> ExitCode {
    quiet_panics();
    let result = match cli.command {
        Command::Read(args) => read::run(&args),
        Command::Amounts(args) => spans::amounts(&args),
        Command::Periods(args) => spans::periods(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { dir } => manual::man(dir.as_deref()),
    };
    match result {
        Ok(outcome) => ExitCode::from(outcome.code()),
        // Whoever reads us has had enough: `attache read ... | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::from(exit::OK),
        Err(error) => {
            report(&format!("{error:#}"));
            ExitCode::from(exit::OUTPUT)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// A document on which the reader fails is reported like any other unreadable one, not by the runtime.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|_| {}));
}

/// What became of all input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Outcome {
    unreadable: usize,
    violations: usize,
}

impl Outcome {
    fn code(self) -> u8 {
        match (self.unreadable, self.violations) {
            (0, 0) => exit::OK,
            (0, _) => exit::CHECK,
            _ => exit::UNREADABLE,
        }
    }

    /// The last line on standard error, when there is something to say.
    fn summarise(self) {
        if self.unreadable > 0 {
            report(&format!("{} could not be read", count(self.unreadable, "input")));
        }
        if self.violations > 0 {
            report(&format!("{} of the contract", count(self.violations, "violation")));
        }
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn report(message: &str) {
    // Standard error may be closed; there is nowhere left to say so.
    let _ = writeln!(io::stderr().lock(), "attache: {message}");
}

fn report_problem(problem: &Problem) {
    report(&problem.to_string());
}

impl Input {
    /// What to read: standard input when nothing is named.
    fn named(&self) -> Vec<PathBuf> {
        if self.files.is_empty() { vec![PathBuf::from(STDIN)] } else { self.files.clone() }
    }

    fn defaults(&self) -> Defaults {
        Defaults { published: self.published.clone() }
    }

    fn jobs(&self) -> usize {
        self.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
    }

    /// Waiting for a person to type an article is rarely what was meant; say so.
    fn announce(&self) {
        let typed = self.files.is_empty() && io::stdin().is_terminal();
        if typed {
            report("reading from the terminal: end with Ctrl-D, or name files (see `attache help`)");
        }
    }
}

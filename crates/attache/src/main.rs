//! The program. Example: `attache read FILE` reads an article; `attache help` lists the rest.

use std::process::ExitCode;

use attache_program::cli::Cli;
use attache_program::commands::{self, exit};
use clap::Parser;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => commands::run(cli),
        Err(error) => {
            let code = if error.use_stderr() { exit::USAGE } else { exit::OK };
            // A closed terminal is no reason to fail differently.
            let _ = error.print();
            ExitCode::from(code)
        }
    }
}

//! `attache completions` and `attache man`: both follow from the command line's declaration.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;

use super::Outcome;
use crate::cli::Cli;

pub(super) fn completions(shell: Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "attache", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::default())
}

pub(super) fn man(dir: Option<&Path>) -> anyhow::Result<Outcome> {
    match dir {
        None => clap_mangen::Man::new(Cli::command()).render(&mut io::stdout().lock())?,
        Some(dir) => {
            fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
            clap_mangen::generate_to(Cli::command(), dir).with_context(|| dir.display().to_string())?;
        }
    }
    Ok(Outcome::default())
}

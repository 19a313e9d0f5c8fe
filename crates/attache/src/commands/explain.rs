//! `attache explain`: what a document mentions, how its sentences parse, and why its records are what they are.

use super::Outcome;
use crate::cli;

pub(super) fn run(_args: &cli::Explain) -> anyhow::Result<Outcome> {
    anyhow::bail!("not yet")
}

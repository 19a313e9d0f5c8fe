//! `attache parse`: sentences as CoNLL-U.

use super::Outcome;
use crate::cli;

pub(super) fn run(_args: &cli::Parse) -> anyhow::Result<Outcome> {
    anyhow::bail!("not yet")
}

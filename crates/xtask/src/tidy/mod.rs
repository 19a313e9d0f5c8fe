//! `cargo xtask tidy`: what the compiler doesn't check: headers, lengths, data, cases, wording, documentation.
//!
//! Example: a file of 401 lines is a warning, one of 701 an error; a class of words that no case uses is an error.

mod cover;
mod data;
mod flags;
mod source;
mod wording;

use anyhow::{Result, bail};
use clap::Args;

use crate::cases;

#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Also hold the program's flags against docs/guide.md (builds the program)
    #[arg(long)]
    flags: bool,
}

/// What was found: errors fail, warnings are printed.
#[derive(Default)]
pub struct Findings {
    pub errors: Vec<String>,
    pub warnings: Vec<String>,
    /// What no case exercises: errors once there are as many cases as are aimed at, warnings until then.
    pub gaps: Vec<String>,
}

impl Findings {
    pub fn error(&mut self, text: impl Into<String>) {
        self.errors.push(text.into());
    }

    pub fn gap(&mut self, text: impl Into<String>) {
        self.gaps.push(text.into());
    }

    pub fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }
}

/// The least share of cases that expect nothing, in percent.
const NEGATIVE: usize = 20;
/// What the specification aims at.
const CASES: usize = 600;

pub fn run(options: &Options) -> Result<()> {
    let mut findings = everything()?;
    if options.flags {
        flags::check(&mut findings)?;
    }
    findings.warnings.iter().for_each(|w| println!("warning: {w}"));
    findings.errors.iter().for_each(|e| println!("error: {e}"));
    println!("tidy: {} errors, {} warnings", findings.errors.len(), findings.warnings.len());
    if findings.errors.is_empty() { Ok(()) } else { bail!("untidy") }
}

fn everything() -> Result<Findings> {
    let mut findings = Findings::default();
    source::check(&mut findings)?;
    data::check(&mut findings)?;
    let cases = cases::load(cases::CASES, None)?;
    count(&cases, &mut findings);
    cover::check(&cases, &mut findings)?;
    let gaps = std::mem::take(&mut findings.gaps);
    if cases.len() < CASES {
        findings.warnings.extend(gaps)
    } else {
        findings.errors.extend(gaps)
    }
    wording::check(&mut findings)?;
    Ok(findings)
}

fn count(cases: &[cases::Case], findings: &mut Findings) {
    let negative = cases.iter().filter(|c| c.is_negative()).count();
    let pending = cases.iter().filter(|c| c.pending.is_some()).count();
    if negative * 100 < cases.len() * NEGATIVE {
        findings.error(format!("{negative} of {} cases are negative: at least {NEGATIVE} % must be", cases.len()));
    }
    if cases.len() < CASES {
        findings.warn(format!("{} cases, the aim is {CASES}", cases.len()));
    }
    if pending > 0 {
        findings.warn(format!("{pending} cases are pending"));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_repository_is_tidy() {
        let findings = super::everything().expect("the repository can be read");
        assert!(findings.errors.is_empty(), "see `cargo xtask tidy`:\n{}", findings.errors.join("\n"));
    }
}

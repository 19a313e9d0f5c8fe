//! Every command and flag of the program is described in `docs/guide.md`.
//!
//! Example: `attache read --published` must be in the guide once `attache read --help` prints it.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Findings;
use crate::place;

pub fn check(findings: &mut Findings) -> Result<()> {
    let root = place::root();
    let guide = fs::read_to_string(root.join("docs/guide.md")).unwrap_or_default();
    let help = help(&[])?;
    if help.trim().is_empty() {
        findings.warn("the program prints no help yet");
        return Ok(());
    }
    for command in commands(&help) {
        if !guide.contains(&format!("attache {command}")) {
            findings.error(format!("docs/guide.md doesn't describe `attache {command}`"));
        }
        for flag in flags(&self::help(&[&command])?) {
            if !guide.contains(&flag) {
                findings.error(format!("docs/guide.md doesn't describe {flag} of `attache {command}`"));
            }
        }
    }
    Ok(())
}

fn help(command: &[&str]) -> Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(place::root()).args(["run", "--quiet", "--package", "attache", "--"]).args(command).arg("--help");
    let output = cargo.output().context("cargo runs")?;
    if !output.status.success() {
        bail!("attache {} --help: {}", command.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first words under "Commands:" of a help text.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|l| l.trim() != "Commands:").skip(1).take_while(|l| l.starts_with("  ") || l.is_empty());
    let indent = |l: &str| l.len() - l.trim_start().len();
    let names = listed.filter(|l| indent(l) == 2).filter_map(|l| l.split_whitespace().next());
    names.filter(|n| *n != "help").map(str::to_owned).collect()
}

/// The long flags of a help text.
fn flags(help: &str) -> BTreeSet<String> {
    let lines = help.lines().map(str::trim_start).filter(|l| l.starts_with('-'));
    let words = lines.filter_map(|l| l.split([' ', ',', '=', '[']).find(|w| w.starts_with("--")));
    words.map(str::to_owned).filter(|f| f != "--help" && f != "--version").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_help_text() {
        let text =
            "Usage: attache <COMMAND>\n\nCommands:\n  read  Reads\n  help  Prints\n\nOptions:\n  -f, --format <F>  Form\n      --check\n";
        assert_eq!(commands(text), ["read"]);
        assert_eq!(flags(text).into_iter().collect::<Vec<_>>(), ["--check", "--format"]);
    }
}

//! Source files: what they begin with and how long they are.
//!
//! Example: this comment is what every file must have: `//!`, what it is, and an example.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Findings;
use crate::place;

/// What shows that a comment has an example: code, a command, words of a text.
const EXAMPLES: [&str; 5] = ["```", "xample", "\"", "`cargo xtask ", "`attache "];
const LONG: usize = 400;
const TOO_LONG: usize = 1100;

pub fn check(findings: &mut Findings) -> Result<()> {
    let root = place::root();
    let mut files = Vec::new();
    for folder in ["crates", "fuzz", "python"] {
        collect(&root.join(folder), &mut files)?;
    }
    files.sort();
    for path in files {
        let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        header(&name, &source, findings);
        length(&name, &source, findings);
    }
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        if !root.join(page).exists() {
            findings.error(format!("{page} is missing"));
        }
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() || folder.file_name().is_some_and(|n| n == "target") {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn header(name: &str, source: &str, findings: &mut Findings) {
    let header: Vec<&str> = source.lines().skip_while(|l| l.starts_with("#!")).take_while(|l| l.starts_with("//!")).collect();
    if header.is_empty() {
        findings.error(format!("{name}: doesn't begin with //! and what it is"));
    } else if !name.contains("tests") && !header.iter().any(|l| EXAMPLES.iter().any(|e| l.contains(e))) {
        findings.error(format!("{name}: its first comment has no example"));
    }
}

fn length(name: &str, source: &str, findings: &mut Findings) {
    match source.lines().count() {
        n if n > TOO_LONG => findings.error(format!("{name}: {n} lines, at most {TOO_LONG}: split it by sense")),
        n if n > LONG => findings.warn(format!("{name}: {n} lines, files aim at {LONG}")),
        _ => {}
    }
}

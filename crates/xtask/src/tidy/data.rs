//! Data files: each is embedded, described, and well formed.
//!
//! Example: a row with more cells than its header has is an error, and so is a file that `data/README.md` doesn't name.

use std::fs;

use anyhow::{Context, Result};
use attache_reader::data::FILES;

use super::Findings;
use crate::place;

pub fn check(findings: &mut Findings) -> Result<()> {
    let root = place::root();
    if fs::read_link(root.join("data")).is_err() {
        findings.error("data isn't a link to crates/attache-reader/data");
    }
    let folder = root.join("crates/attache-reader/data");
    let readme = fs::read_to_string(folder.join("README.md")).context("data/README.md")?;
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names.iter().filter(|n| *n != "README.md") {
        if !readme.contains(&format!("`{name}`")) {
            findings.error(format!("data/{name} isn't described in data/README.md"));
        }
        if name.ends_with(".tsv") {
            table(name, &fs::read_to_string(folder.join(name)).with_context(|| name.clone())?, findings);
        }
    }
    Ok(())
}

fn table(name: &str, source: &str, findings: &mut Findings) {
    if !FILES.iter().any(|(n, _)| *n == name) {
        findings.error(format!("data/{name} isn't listed in data.rs: nothing reads it"));
    }
    let rows = source.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    let mut rows = rows.map(|(i, l)| (i + 1, l.split('\t').count(), l));
    let Some((_, columns, _)) = rows.next() else { return };
    let mut seen = std::collections::HashSet::new();
    for (line, cells, row) in rows {
        if cells > columns {
            findings.error(format!("data/{name}:{line}: {cells} cells under {columns} columns"));
        }
        if !seen.insert(row) {
            findings.error(format!("data/{name}:{line}: the row is there twice"));
        }
    }
}

//! No wording of annotated articles in the repository: runs of seven words, found by `../shared/tools/gold_leak.py`.
//!
//! Example: a case copied from an annotated article measures memory, and fails here.

use std::process::Command;

use anyhow::Result;

use super::Findings;
use crate::place;

pub fn check(findings: &mut Findings) -> Result<()> {
    let Some(shared) = place::shared() else {
        findings.warn("NOT CHECKED: no ../shared beside the checkout, wording of annotated articles wasn't looked for");
        return Ok(());
    };
    let script = shared.join("tools/gold_leak.py");
    let Ok(output) = Command::new("python3").arg(script).arg(shared.join("gold")).arg(place::root()).output() else {
        findings.warn("NOT CHECKED: no python3, wording of annotated articles wasn't looked for");
        return Ok(());
    };
    if !output.status.success() {
        let found = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        findings.error(format!("the repository shares wording with annotated articles:\n{}{}", found.trim_end(), errors.trim_end()));
    }
    Ok(())
}

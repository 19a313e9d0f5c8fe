//! What speeds are compared with: `gzip -6` over the same bytes in the same run, so that runs on different machines compare.
//!
//! Example: 0.11 means that the bytes take nine times as long to read as to compress on one core.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::clock::{Timed, children_seconds};

/// Bytes a second of the gzip program on one core (processor time, the better of two runs); `None` where there is no gzip.
pub fn gzip(bytes: &[u8]) -> Result<Option<f64>> {
    if Command::new("gzip").arg("--version").output().is_err() {
        return Ok(None);
    }
    let path = std::env::temp_dir().join(format!("attache-bench-{}.txt", std::process::id()));
    fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    let mut best = f64::MAX;
    for _ in 0..2 {
        let before = children_seconds();
        let (status, time) = Timed::run(|| Command::new("gzip").args(["-6", "-c"]).arg(&path).stdout(Stdio::null()).status());
        if !status?.success() {
            bail!("gzip failed");
        }
        let seconds = children_seconds().zip(before).map_or(time.wall, |(after, before)| after - before);
        best = best.min(seconds.max(0.01));
    }
    fs::remove_file(&path).ok();
    Ok(Some(bytes.len() as f64 / best))
}

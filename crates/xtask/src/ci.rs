//! `cargo xtask ci`: everything that has to hold before a change is taken, in the order of how soon it tells.
//!
//! Example: `cargo xtask ci --only tests` runs one step; `.ci/run` installs what is needed and runs them all.

use std::fs;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::place;

#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Only steps whose name holds this text
    #[arg(long)]
    only: Option<String>,
    /// Run the steps that follow a failed one too
    #[arg(long)]
    keep_going: bool,
}

type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 11] = [
    ("format", || cargo(&["fmt", "--all", "--check"])),
    ("clippy", || cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])),
    ("dependencies", dependencies),
    ("tests", || cargo(&["test", "--workspace", "--quiet"])),
    ("docs", docs),
    ("tidy", || xtask(&["tidy", "--flags"])),
    ("cases", || xtask(&["cases"])),
    ("contract", || xtask(&["contract"])),
    ("floors", || xtask(&["eval", "--floors"])),
    ("package", package),
    ("bench", || xtask(&["bench", "--smoke"])),
];

pub fn run(options: &Options) -> Result<()> {
    let mut failed = Vec::new();
    for (name, step) in STEPS.iter().filter(|(n, _)| options.only.as_deref().is_none_or(|o| n.contains(o))) {
        println!("--- {name}");
        let begun = Instant::now();
        let result = step();
        println!("--- {name}: {} in {:.0} s", if result.is_ok() { "holds" } else { "FAILS" }, begun.elapsed().as_secs_f64());
        if let Err(error) = result {
            println!("{error:#}");
            failed.push(*name);
            if !options.keep_going {
                break;
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn run_command(command: &mut Command) -> Result<()> {
    let status = command.current_dir(place::root()).status().with_context(|| format!("{command:?}"))?;
    if status.success() { Ok(()) } else { bail!("{command:?} failed") }
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run_command(Command::new("cargo").args(arguments))
}

/// This program again: each step in a process of its own, so that one can be repeated as it is printed.
fn xtask(arguments: &[&str]) -> Result<()> {
    run_command(Command::new(std::env::current_exe()?).args(arguments))
}

fn docs() -> Result<()> {
    let arguments = ["doc", "--workspace", "--no-deps", "--quiet", "--exclude", "xtask"];
    run_command(Command::new("cargo").args(arguments).env("RUSTDOCFLAGS", "--deny warnings"))
}

/// What a crate must never depend on, however indirectly: only the outermost knows JSON, HTTP, the clock and the terminal.
const FORBIDDEN: [(&str, &[&str]); 2] = [
    (
        "attache-reader",
        &[
            "serde_json",
            "tokio",
            "reqwest",
            "hyper",
            "axum",
            "rusqlite",
            "clap",
            "chrono",
            "time",
            "rand",
            "getrandom",
            "cc",
            "zstd-sys",
            "ring",
            "openssl-sys",
            "libc",
            "tracing",
            "anyhow",
        ],
    ),
    ("attache-ledger", &["tokio", "reqwest", "hyper", "axum", "clap", "ring", "openssl-sys", "comfy-table", "indicatif"]),
];

fn dependencies() -> Result<()> {
    for (package, forbidden) in FORBIDDEN {
        let arguments = ["tree", "--package", package, "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
        let output = Command::new("cargo").args(arguments).current_dir(place::root()).output()?;
        if !output.status.success() {
            bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr));
        }
        let tree = String::from_utf8_lossy(&output.stdout);
        let names: Vec<&str> = tree.lines().filter_map(|l| l.split_whitespace().next()).collect();
        let found: Vec<&&str> = forbidden.iter().filter(|f| names.contains(f)).collect();
        if !found.is_empty() {
            bail!("{package} must not depend on {found:?}");
        }
        println!("{package}: none of {} forbidden packages", forbidden.len());
    }
    Ok(())
}

/// The registry's limit.
const PACKAGE: u64 = 10_000_000;

/// Packages all crates and looks at their sizes.
fn package() -> Result<()> {
    cargo(&["package", "--workspace", "--exclude", "xtask", "--no-verify", "--allow-dirty", "--quiet"])?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| place::root().join("target"), Into::into);
    for name in ["attache-reader", "attache-ledger", "attache"] {
        let file = target.join(format!("package/{name}-{}.crate", env!("CARGO_PKG_VERSION")));
        let size = fs::metadata(&file).with_context(|| file.display().to_string())?.len();
        println!("{name}: {:.2} MB packed", size as f64 / 1e6);
        if size > PACKAGE {
            bail!("{name} is larger than the registry's {PACKAGE} bytes");
        }
    }
    Ok(())
}

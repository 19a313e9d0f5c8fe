//! Where things are: the workspace, the shared material beside it, and the reader over the working tree's `data/`.
//!
//! Example: in a checkout `/work/main` the annotated sets are `/work/shared/gold/*`; `ATTACHE_SHARED` says otherwise.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use attache_reader::Reader;
use attache_reader::data::Data;

/// The workspace's folder.
pub fn root() -> PathBuf {
    let manifest = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let here = Path::new(&manifest);
    here.ancestors().find(|p| p.join("Cargo.lock").exists()).unwrap_or(here).to_owned()
}

/// The shared material, where it stands beside the checkout.
pub fn shared() -> Option<PathBuf> {
    let path = std::env::var_os("ATTACHE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    path.join("gold").is_dir().then(|| path.canonicalize().unwrap_or(path))
}

/// A folder named by its path, or by its name under `shared/gold`.
pub fn gold_set(name: &Path) -> Result<PathBuf> {
    if name.join("articles.jsonl").exists() {
        return Ok(name.to_owned());
    }
    let inside = shared().map(|s| s.join("gold").join(name)).filter(|p| p.join("articles.jsonl").exists());
    inside.with_context(|| format!("{}: no articles.jsonl there nor under the shared gold folder", name.display()))
}

/// The data files as they are on disk now: an edited word counts without a build.
pub fn data() -> Result<Data> {
    let folder = root().join("crates/attache-reader/data");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if let Ok(text) = fs::read_to_string(&path) {
            files.push((name, text));
        }
    }
    Ok(Data::with_files(files))
}

pub fn reader() -> Result<Reader> {
    Ok(Reader::new(&data()?))
}

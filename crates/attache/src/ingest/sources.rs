//! The files, folders and streams named on the command line, as jobs one after the other.
//!
//! ```
//! use attache_program::ingest::{Job, sources::Sources};
//! let mut jobs = Sources::new(&["/no/such/file".into()]);
//! assert!(matches!(jobs.next(), Some(Job::Failed(_))));
//! assert!(jobs.next().is_none());
//! ```

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use super::split::{Broken, Elements, Lines, Value};
use super::{Job, Kind, Problem, STDIN, open};
use crate::limits;

/// Jobs from everything named, in order; folders in the order of their names, hidden files left out.
pub struct Sources {
    waiting: VecDeque<(PathBuf, usize)>,
    /// The file whose lines or elements are being handed out.
    current: Option<Current>,
}

struct Current {
    name: String,
    values: Box<dyn Iterator<Item = Result<Value, Broken>>>,
}

impl Sources {
    pub fn new(named: &[PathBuf]) -> Self {
        Sources { waiting: named.iter().map(|p| (p.clone(), 0)).collect(), current: None }
    }

    /// Bytes of all files named directly, for a progress bar; `None` when one is a stream or folder.
    pub fn size(named: &[PathBuf]) -> Option<u64> {
        named.iter().map(|p| fs::metadata(p).ok().filter(fs::Metadata::is_file).map(|m| m.len())).sum()
    }

    fn next_part(&mut self) -> Option<Job> {
        let current = self.current.as_mut()?;
        let job = match current.values.next() {
            Some(Ok(Value { line, bytes })) => Job::Part { name: current.name.clone(), line, bytes },
            Some(Err(Broken { line, reason })) => Job::Failed(Problem::new(format!("{}:{line}", current.name), reason)),
            None => {
                self.current = None;
                return None;
            }
        };
        Some(job)
    }

    /// Opens a file; `None` when it yields its jobs later.
    fn start(&mut self, path: &Path, depth: usize) -> Option<Job> {
        let name = path.to_string_lossy().into_owned();
        let failed = |reason: String| Some(Job::Failed(Problem::new(name.clone(), reason)));
        if path.is_dir() && name != STDIN {
            return self.list(path, depth).err().and_then(failed);
        }
        let opened = if name == STDIN { open::decompress(io::stdin()) } else { File::open(path).and_then(open::decompress) };
        match opened.and_then(|mut stream| Ok((stream.fill_buf()?.to_vec(), stream))) {
            Err(error) => failed(reason(&error)),
            Ok((head, stream)) => match open::sniff(&name, &head) {
                Err(reason) => failed(reason),
                Ok(kind) => self.begin(name, kind, stream),
            },
        }
    }

    fn begin(&mut self, name: String, kind: Kind, mut stream: Box<dyn BufRead>) -> Option<Job> {
        let values: Box<dyn Iterator<Item = Result<Value, Broken>>> = match kind {
            Kind::JsonLines => Box::new(Lines::new(stream)),
            Kind::Json => match shape(&mut stream) {
                Shape::Array => Box::new(Elements::new(stream)),
                Shape::Lines => Box::new(Lines::new(stream)),
                Shape::Single => return Some(whole(name, kind, stream)),
            },
            _ => return Some(whole(name, kind, stream)),
        };
        self.current = Some(Current { name, values });
        None
    }

    /// Puts a folder's entries before what else waits.
    fn list(&mut self, path: &Path, depth: usize) -> Result<(), String> {
        if depth > limits::FOLDERS {
            return Err("folders nested too deep".to_owned());
        }
        let mut entries: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(path).map_err(|e| reason(&e))? {
            let entry = entry.map_err(|e| reason(&e))?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                entries.push(entry.path());
            }
        }
        entries.sort();
        for entry in entries.into_iter().rev() {
            self.waiting.push_front((entry, depth + 1));
        }
        Ok(())
    }
}

impl Iterator for Sources {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(job) = self.next_part() {
                return Some(job);
            }
            let (path, depth) = self.waiting.pop_front()?;
            if let Some(job) = self.start(&path, depth) {
                return Some(job);
            }
        }
    }
}

/// The system's reason without its number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    plain.chars().next().map_or_else(String::new, |c| c.to_lowercase().chain(plain.chars().skip(1)).collect())
}

fn whole(name: String, kind: Kind, stream: Box<dyn BufRead>) -> Job {
    let limit = match kind {
        Kind::Json | Kind::JsonLines => limits::VALUE,
        Kind::Html => limits::HTML,
        // Two bytes a character are the most that decoding shrinks.
        Kind::Text | Kind::Markdown => limits::TEXT * 2,
    };
    let mut bytes = Vec::new();
    match stream.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Job::Failed(Problem::new(name, reason(&error))),
        Ok(read) => {
            bytes.truncate(limit);
            Job::Whole { name, kind, bytes, cut: read > limit }
        }
    }
}

enum Shape {
    Array,
    Lines,
    Single,
}

/// An array, lines (the first line closes what it opens) or one value over many lines, as far as the first buffer shows.
fn shape(stream: &mut dyn BufRead) -> Shape {
    let head = stream.fill_buf().unwrap_or_default();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if head.first() == Some(&b'[') {
        return Shape::Array;
    }
    let Some(end) = head.iter().position(|b| *b == b'\n') else { return if head.len() < 32 << 10 { Shape::Single } else { Shape::Lines } };
    let (line, rest) = head.split_at(end);
    if line.trim_ascii_end().ends_with(b"}") && rest.trim_ascii().first().is_none_or(|b| *b == b'{') { Shape::Lines } else { Shape::Single }
}

//! Splits a stream of JSON lines, or the elements of one JSON array, into values without holding the whole.
//!
//! ```
//! use attache_program::ingest::split::{Elements, Lines};
//! let values: Vec<_> = Lines::new(&b"{}\n\n{1"[..]).filter_map(Result::ok).collect();
//! assert_eq!((values.len(), values[1].line), (2, 3));
//! let values: Vec<_> = Elements::new(&b"[{\"a\": \"]\"}, {}]"[..]).filter_map(Result::ok).collect();
//! assert_eq!(values[0].bytes, b"{\"a\": \"]\"}");
//! ```

use std::io::{BufRead, Read};

use crate::limits;

/// A JSON value's bytes and the line it begins on, from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Value {
    pub line: usize,
    pub bytes: Vec<u8>,
}

/// What is wrong with a line or an element.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub line: usize,
    pub reason: String,
}

fn too_long() -> String {
    format!("longer than {} MiB", limits::VALUE >> 20)
}

/// Lines that aren't blank; one that is too long is an error and skipped.
#[derive(Debug)]
pub struct Lines<R> {
    source: R,
    line: usize,
    failed: bool,
}

impl<R: BufRead> Lines<R> {
    pub fn new(source: R) -> Self {
        Lines { source, line: 0, failed: false }
    }

    /// The next line, blank or not; `None` at the end.
    fn take(&mut self) -> Option<Result<Value, Broken>> {
        let mut bytes = Vec::new();
        self.line += 1;
        let line = self.line;
        match (&mut self.source).take(limits::VALUE as u64 + 1).read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(read) if read > limits::VALUE && bytes.last() != Some(&b'\n') => match self.source.skip_until(b'\n') {
                Ok(_) => Some(Err(Broken { line, reason: too_long() })),
                Err(error) => self.fail(&error),
            },
            Ok(_) => Some(Ok(Value { line, bytes })),
            Err(error) => self.fail(&error),
        }
    }

    fn fail(&mut self, error: &std::io::Error) -> Option<Result<Value, Broken>> {
        self.failed = true;
        Some(Err(Broken { line: self.line, reason: error.to_string() }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Value, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            match self.take()? {
                Ok(value) if is_blank(&value.bytes) => {}
                other => return Some(other),
            }
        }
        None
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii().is_empty()
}

/// Elements of the array that the stream is.
#[derive(Debug)]
pub struct Elements<R> {
    source: R,
    line: usize,
    state: State,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    /// Before the opening bracket.
    Before,
    Inside,
    Done,
}

/// Where in a value's syntax the scan is.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// False when this byte, at depth 0, ends the element.
    fn holds(&mut self, byte: u8) -> bool {
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = byte == b'\\' && !self.escaped;
            return true;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => self.depth -= 1,
            b']' | b',' if self.depth == 0 => return false,
            _ => {}
        }
        true
    }
}

impl<R: BufRead> Elements<R> {
    pub fn new(source: R) -> Self {
        Elements { source, line: 1, state: State::Before }
    }

    /// Reads up to a comma or bracket at depth 0; the byte that ended it, `None` at the stream's end.
    fn element(&mut self) -> std::io::Result<(Value, bool, Option<u8>)> {
        let mut value = Value { line: self.line, bytes: Vec::new() };
        let (mut scan, mut long) = (Scan::default(), false);
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                return Ok((value, long, None));
            }
            let mut used = 0;
            let mut end = None;
            for &byte in buffer {
                used += 1;
                self.line += usize::from(byte == b'\n');
                if !scan.holds(byte) {
                    end = Some(byte);
                    break;
                }
                if value.bytes.len() >= limits::VALUE {
                    long = true;
                } else if !value.bytes.is_empty() || !byte.is_ascii_whitespace() {
                    value.bytes.push(byte);
                } else {
                    value.line = self.line;
                }
            }
            self.source.consume(used);
            if end.is_some() {
                return Ok((value, long, end));
            }
        }
    }

    fn open(&mut self) -> std::io::Result<()> {
        let mut byte = [0];
        while self.source.read(&mut byte)? == 1 && byte != *b"[" {
            self.line += usize::from(byte == *b"\n");
        }
        self.state = State::Inside;
        Ok(())
    }

    fn broken(&mut self, reason: String) -> Option<Result<Value, Broken>> {
        self.state = State::Done;
        Some(Err(Broken { line: self.line, reason }))
    }
}

impl<R: BufRead> Iterator for Elements<R> {
    type Item = Result<Value, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Before
            && let Err(error) = self.open()
        {
            return self.broken(error.to_string());
        }
        while self.state == State::Inside {
            let (value, long, end) = match self.element() {
                Ok(found) => found,
                Err(error) => return self.broken(error.to_string()),
            };
            match end {
                None => return self.broken("the array is not closed".to_owned()),
                Some(b']') => self.state = State::Done,
                Some(_) => {}
            }
            if long {
                return Some(Err(Broken { line: value.line, reason: too_long() }));
            }
            if !value.bytes.trim_ascii().is_empty() {
                return Some(Ok(value));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_skipped_and_the_next_is_read() {
        let mut input = vec![b'x'; limits::VALUE + 10];
        input.extend_from_slice(b"\n{}\n");
        let seen: Vec<_> = Lines::new(&input[..]).collect();
        assert_eq!(seen[0], Err(Broken { line: 1, reason: "longer than 16 MiB".into() }));
        assert_eq!(seen[1], Ok(Value { line: 2, bytes: b"{}\n".to_vec() }));
    }

    #[test]
    fn elements_know_their_lines() {
        let input = b"[\n  {\"a\": \"x\\\"]\"},\n\n  {\"b\": [1, {}]}\n]\n";
        let seen: Vec<_> = Elements::new(&input[..]).filter_map(Result::ok).map(|v| (v.line, v.bytes.len())).collect();
        assert_eq!(seen, [(2, 13), (4, 15)]);
    }

    #[test]
    fn an_open_array_is_reported_after_what_it_holds() {
        let seen: Vec<_> = Elements::new(&b"[{}, {\"a\": 1"[..]).collect();
        assert_eq!(seen.len(), 2);
        assert!(seen[0].is_ok() && seen[1].is_err());
    }
}

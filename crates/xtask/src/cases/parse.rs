//! Case files: Markdown whose second-level headings are cases; `cases/README.md` describes the format.
//!
//! Example: a heading, `published: 2022-10-26`, a quoted text and `- no figure` make a case.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::record::{Kind, Record, fold};
use super::slot;

#[derive(Clone, Debug)]
pub struct Case {
    pub file: PathBuf,
    /// Of the heading, from 1.
    pub line: usize,
    pub heading: String,
    pub published: Option<String>,
    pub site: Option<String>,
    /// Why it isn't expected to pass yet.
    pub pending: Option<String>,
    /// Index of that line.
    pub pending_at: Option<usize>,
    pub text: String,
    pub expected: Vec<Expected>,
}

/// One line of expectation.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Index into the file's lines.
    pub at: usize,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Record(Record),
    /// `nothing`, or `no figure`.
    None(Vec<Kind>),
}

impl Case {
    /// The kinds that the case speaks of: what is read of them must be what is expected, no more and no less.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self.expected.iter().flat_map(|e| e.what.kinds()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    }

    pub fn is_negative(&self) -> bool {
        self.expected.iter().all(|e| matches!(e.what, What::None(_)))
    }
}

impl What {
    pub fn kinds(&self) -> Vec<Kind> {
        match self {
            What::Record(record) => vec![record.kind],
            What::None(kinds) => kinds.clone(),
        }
    }
}

/// All cases of a file; an error names the line.
pub fn parse(file: &Path, source: &str) -> Result<Vec<Case>, String> {
    let lines: Vec<&str> = source.lines().collect();
    let headings: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].starts_with("## ")).collect();
    let ends = headings.iter().skip(1).copied().chain([lines.len()]);
    headings.iter().zip(ends).map(|(start, end)| case(file, &lines, *start..end)).collect()
}

fn case(file: &Path, lines: &[&str], range: Range<usize>) -> Result<Case, String> {
    let place = |i: usize| format!("{}:{}", file.display(), i + 1);
    let mut case = Case {
        file: file.to_owned(),
        line: range.start + 1,
        heading: lines[range.start].trim_start_matches("## ").trim().to_owned(),
        published: None,
        site: None,
        pending: None,
        pending_at: None,
        text: String::new(),
        expected: Vec::new(),
    };
    let start = range.start;
    for i in range.skip(1) {
        let line = lines[i];
        if let Some(quoted) = line.strip_prefix('>') {
            case.text += quoted.strip_prefix(' ').unwrap_or(quoted);
            case.text += "\n";
        } else if let Some(value) = line.strip_prefix("published:") {
            case.published = Some(value.trim().to_owned());
        } else if let Some(value) = line.strip_prefix("site:") {
            case.site = Some(value.trim().to_owned());
        } else if let Some(value) = line.strip_prefix("pending:") {
            case.pending = Some(value.trim().to_owned());
            case.pending_at = Some(i);
        } else if let Some(item) = line.strip_prefix("- ") {
            let what = expectation(item.trim()).map_err(|e| format!("{}: {e}", place(i)))?;
            case.expected.push(Expected { at: i, what });
        }
    }
    case.text.truncate(case.text.trim_end().len());
    check(&case).map_err(|e| format!("{}: {e}", place(start)))?;
    Ok(case)
}

/// What no case may be: without a text, without an expectation, or quoting words that its text doesn't hold.
fn check(case: &Case) -> Result<(), String> {
    if case.text.is_empty() {
        return Err("no quoted text (lines that begin with >)".to_owned());
    }
    if case.expected.is_empty() {
        return Err("no expectation: a negative case says `- nothing` or `- no figure`".to_owned());
    }
    let text = fold(&case.text);
    for expected in &case.expected {
        let What::Record(record) = &expected.what else { continue };
        let held = fold(&record.quote).split(" … ").all(|part| text.contains(part));
        if !held && record.kind != Kind::Entity {
            return Err(format!("the text doesn't hold the words {:?}", record.quote));
        }
    }
    Ok(())
}

/// `nothing`, `no figure`, or `kind "words": slots`.
fn expectation(item: &str) -> Result<What, String> {
    if item == "nothing" {
        return Ok(What::None(Kind::RECORDS.to_vec()));
    }
    let (word, rest) = item.split_once(' ').ok_or("an expectation is `nothing`, `no KIND` or `KIND \"words\": fields`")?;
    if word == "no" {
        let kind = Kind::parse(rest).ok_or_else(|| format!("no kind is called {rest:?}"))?;
        return Ok(What::None(vec![kind]));
    }
    let kind = Kind::parse(word).ok_or_else(|| format!("no kind is called {word:?}"))?;
    let (quote, written) = quoted(rest)?;
    let written = written.trim_start_matches(':').trim();
    Ok(What::Record(Record { kind, quote, slots: slot::slots(kind, written)? }))
}

/// The words in quotation marks that `rest` begins with, unescaped, and what follows them.
fn quoted(rest: &str) -> Result<(String, &str), String> {
    let inside = rest.strip_prefix('"').ok_or("the words it quotes are missing")?;
    let mut quote = String::new();
    let mut chars = inside.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '"' => return Ok((quote, &inside[i + 1..])),
            '\\' => quote.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => quote.push(c),
        }
    }
    Err("the quotation mark isn't closed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(source: &str) -> String {
        parse(Path::new("x.md"), source).map(|_| String::new()).unwrap_or_else(|e| e)
    }

    #[test]
    fn empty_expectations_are_errors() {
        assert!(error("## A\n> Trade grew.\n").contains("no expectation"));
        assert!(error("## A\n- nothing\n").contains("no quoted text"));
        assert!(error("## A\n> Trade grew.\n- amount \"$5\": 5 USD\n").contains("doesn't hold"));
        assert_eq!(error("## A\n> Trade grew.\n- nothing\n"), "");
    }
}

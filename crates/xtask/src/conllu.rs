//! Reads treebanks in CoNLL-U: what training and scoring need of them. Example: `read(Path::new("en_ewt-ud-dev.conllu"))`.

use std::path::Path;

use anyhow::{Context, Result};
use attache_reader::syntax::{Deprel, Upos, Xpos};

/// A word as annotators labelled it. A label that the reader doesn't know is `None`.
#[derive(Clone, Debug)]
pub struct GoldWord {
    pub text: String,
    pub upos: Option<Upos>,
    pub xpos: Option<Xpos>,
    /// Counted from 1; 0 is the root.
    pub head: u32,
    pub deprel: Option<Deprel>,
}

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct GoldSentence {
    /// As it stood in print, from the comment above it.
    pub text: String,
    pub words: Vec<GoldWord>,
}

impl GoldSentence {
    pub fn texts(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.text.as_str()).collect()
    }

    /// Heads counted from 0, the root after the last word, as the parser's state has them.
    pub fn heads(&self) -> Vec<u32> {
        let root = self.words.len() as u32;
        self.words.iter().map(|word| word.head.checked_sub(1).unwrap_or(root)).collect()
    }
}

pub fn read(path: &Path) -> Result<Vec<GoldSentence>> {
    let sentences = std::fs::read_to_string(path).map_err(Into::into).and_then(|text| parse(&text));
    sentences.with_context(|| path.display().to_string())
}

/// Sentences of a file's text. Comments, multi-word tokens and empty nodes are left out.
pub fn parse(text: &str) -> Result<Vec<GoldSentence>> {
    let mut sentences = Vec::new();
    let mut sentence = GoldSentence::default();
    for (number, line) in (1..).zip(text.lines().chain([""])) {
        let number: usize = number;
        if line.is_empty() {
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            if let Some(text) = comment.trim_start().strip_prefix("text = ") {
                text.clone_into(&mut sentence.text);
            }
        } else {
            sentence.words.extend(word(line).with_context(|| format!("line {number} is not a word's"))?);
        }
    }
    Ok(sentences)
}

/// The word of a line: `None` if the line is malformed, `Some(None)` if it is no word's.
fn word(line: &str) -> Option<Option<GoldWord>> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, text, _, upos, xpos, _, head, deprel, ..] = columns.as_slice() else { return None };
    if !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(None);
    }
    Some(Some(GoldWord {
        text: (*text).to_owned(),
        upos: Upos::parse(upos),
        xpos: Xpos::parse(xpos),
        head: head.parse().ok()?,
        deprel: Deprel::parse(deprel),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_and_leaves_out_the_rest() {
        let text = "# text = don't\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVB\t_\t0\troot\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n";
        let sentences = parse(text).unwrap();
        assert_eq!(sentences.len(), 1);
        assert_eq!(sentences[0].text, "don't");
        assert_eq!(sentences[0].texts(), ["do", "n't"]);
        assert_eq!(sentences[0].heads(), [2, 0]);
        assert!(parse("1\tdo\n").is_err());
    }
}

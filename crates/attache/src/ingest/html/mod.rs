//! A news page into an article: its body by the `trafilatura` crate behind a guard, its metadata by our own reader.
//!
//! ```
//! use attache_program::ingest::html::document;
//! let found = document("<html lang=en><head><title>T</title></head><body><article><p>Trade between the two grew.</p></article></body></html>");
//! assert_eq!(found.article.text, "Trade between the two grew.");
//! ```

pub mod guard;
pub mod metadata;
pub mod scan;
pub mod text;

use std::panic::{self, AssertUnwindSafe};

use attache_reader::contract::Article;

use super::{Document, truncated};
use crate::limits;
use scan::{Piece, Scanner};
use trafilatura::dom::Document as Tree;

/// Bytes of the head searched for a declared encoding, as browsers do, with room for long heads.
const HEAD: usize = 4096;

/// The article of a page. Words are never lost silently: what the extractor can't take is stripped of tags, with a warning.
pub fn document(page: &str) -> Document {
    let mut document = metadata::read(page);
    let (text, doubt) = match guard::check(page) {
        Some(reason) => (text::page(page), Some(format!("the page is not parsed but only stripped of its tags: {reason}"))),
        None => extract(page),
    };
    document.article = Article { text, ..document.article };
    document.warnings.extend(doubt.map(|d| truncated(&d)));
    document
}

/// The body, and a doubt about it.
fn extract(page: &str) -> (String, Option<String>) {
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    // The library is foreign code fed with foreign pages: a slip in it costs one page's shape, not the run.
    let run = || {
        let tree = Tree::parse(page);
        // The library recurses: what the guard should have missed must not end the process.
        if is_deep(&tree) { None } else { Some(trafilatura::extract_document(tree, &options)) }
    };
    match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(Some(Ok(found))) => (text::plain(&found.content_html), None),
        Ok(Some(Err(_))) => (text::page(page), None),
        Ok(None) => (text::page(page), Some("the page is only stripped of its tags: it is nested too deep".to_owned())),
        Err(_) => (text::page(page), Some("the page is only stripped of its tags: the HTML library failed on it".to_owned())),
    }
}

/// More than twice as deep as the guard allows: implied elements are the parser's own.
fn is_deep(tree: &Tree) -> bool {
    let mut waiting = vec![(tree.root(), 0)];
    while let Some((node, depth)) = waiting.pop() {
        if depth > 2 * limits::HTML_DEPTH {
            return true;
        }
        waiting.extend(tree.child_nodes(node).into_iter().map(|child| (child, depth + 1)));
    }
    false
}

/// The encoding a page declares.
pub fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    Scanner::new(&head).find_map(|piece| {
        let Piece::Open(tag) = piece else { return None };
        if !tag.is("meta") {
            return None;
        }
        let declared = tag.attribute("charset").or_else(|| Some(tag.attribute("content")?.split_once("charset=")?.1.to_owned()));
        declared.map(|d| d.trim_matches(['"', '\'', ' ']).to_owned()).filter(|d| !d.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_declared_encodings() {
        assert_eq!(charset(b"<meta charset=\"windows-1251\">").as_deref(), Some("windows-1251"));
        assert_eq!(charset(b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>").as_deref(), Some("koi8-r"));
        assert_eq!(charset(b"<p>none"), None);
    }

    #[test]
    fn a_page_that_is_too_deep_still_gives_its_words() {
        let page = format!("<body>{}<p>Trade grew.</p>", "<div>".repeat(5_000));
        let found = document(&page);
        assert_eq!(found.article.text, "Trade grew.");
        assert_eq!(found.warnings.len(), 1);
    }
}

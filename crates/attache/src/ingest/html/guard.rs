//! May this page be handed to the HTML parser? Its time grows with the square of depth and of attributes, so both are measured first.
//!
//! ```
//! use attache_program::ingest::html::guard::check;
//! assert_eq!(check("<div><p>fine"), None);
//! assert!(check(&"<div>".repeat(100_000)).is_some());
//! ```

use std::collections::HashMap;

use super::scan::{Piece, Scanner, Tag};
use crate::limits;

/// Elements that never hold others.
const VOID: [&str; 16] =
    ["area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"];
/// Elements whose next sibling closes them: they don't nest on their own. Inside SVG or MathML they do.
const IMPLIED: [&str; 17] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "caption", "rp", "rt", "body"];
/// An end tag doesn't reach out of these.
const WALLS: [&str; 13] =
    ["table", "button", "object", "applet", "marquee", "template", "select", "svg", "math", "foreignobject", "desc", "mi", "mtext"];

/// Why the page is too much for the parser; `None` when it isn't.
pub fn check(page: &str) -> Option<&'static str> {
    let mut open = Open::default();
    let mut tags = 0;
    for piece in Scanner::new(page) {
        tags += 1;
        match piece {
            Piece::Open(tag) => {
                if tag.attributes().take(limits::HTML_ATTRIBUTES + 1).count() > limits::HTML_ATTRIBUTES {
                    return Some("a tag has too many attributes");
                }
                open.enter(&tag);
            }
            Piece::Close(name) => open.leave(&name.to_ascii_lowercase()),
            // In there the parser may see markup where the scanner saw none, and the other way round.
            Piece::Raw(text) if open.is_ambiguous() && has_tags(text) => return Some("it has markup inside of a drawing's or list's text"),
            Piece::Text(_) | Piece::Raw(_) => {}
        }
        if open.stack.len() > limits::HTML_DEPTH {
            return Some("its elements are nested too deep");
        }
        if tags > limits::HTML_TAGS {
            return Some("it has too many tags");
        }
    }
    None
}

/// Elements open at once: at least as many as the parser has. An end tag that closes nothing for sure counts for nothing.
#[derive(Default)]
struct Open {
    stack: Vec<String>,
    /// Positions in the stack, by name.
    places: HashMap<String, Vec<usize>>,
    /// Positions of walls in the stack.
    walls: Vec<usize>,
    /// SVG, MathML and selection lists among them.
    foreign: usize,
    /// SVG and MathML alone.
    drawings: usize,
}

impl Open {
    fn is_ambiguous(&self) -> bool {
        self.foreign > 0
    }

    fn enter(&mut self, tag: &Tag) {
        let name = tag.name.to_ascii_lowercase();
        let skipped = if self.drawings > 0 { tag.closed } else { VOID.contains(&name.as_str()) || IMPLIED.contains(&name.as_str()) };
        if skipped {
            return;
        }
        self.foreign += usize::from(is_foreign(&name));
        self.drawings += usize::from(is_drawing(&name));
        if is_wall(&name) {
            self.walls.push(self.stack.len());
        }
        self.places.entry(name.clone()).or_default().push(self.stack.len());
        self.stack.push(name);
    }

    fn leave(&mut self, name: &str) {
        let Some(place) = self.places.get(name).and_then(|p| p.last()).copied() else { return };
        if self.walls.last().is_some_and(|wall| *wall > place) && !is_wall(name) {
            return;
        }
        while self.stack.len() > place {
            let Some(last) = self.stack.pop() else { return };
            self.foreign -= usize::from(is_foreign(&last)).min(self.foreign);
            self.drawings -= usize::from(is_drawing(&last)).min(self.drawings);
            if self.walls.last() == Some(&self.stack.len()) {
                self.walls.pop();
            }
            if let Some(places) = self.places.get_mut(&last) {
                places.pop();
            }
        }
    }
}

/// Inside of these, titles and the like are no raw text to the parser.
fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math" | "select")
}

fn is_drawing(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

fn has_tags(text: &str) -> bool {
    text.as_bytes().windows(2).any(|w| w.starts_with(b"<") && !w.ends_with(b" "))
}

fn is_wall(name: &str) -> bool {
    WALLS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_pages_that_are_not_deep_pass() {
        assert_eq!(check(&"<p>One<br>two<img src=x>".repeat(5_000)), None);
        assert_eq!(check(&"<table><tr><td><b>1</b></table><ul><li>x<li>y</ul>".repeat(2_000)), None);
        assert_eq!(check(&"<div><span>1</div>".repeat(5_000)), None);
    }

    #[test]
    fn depth_is_not_hidden_by_end_tags_that_close_nothing() {
        for unit in [
            "<div></x>",
            "<b></table>",
            "<div><table><td></div>",
            "<svg><tr>",
            "<font color=1><p>",
            "<i></p>",
            "<svg><title><p>",
            "<select><title></select><div></title>",
        ] {
            assert!(check(&unit.repeat(1_000)).is_some(), "{unit}");
        }
    }

    #[test]
    fn attributes_are_counted_in_one_tag() {
        let many: String = (0..100_000).map(|i| format!(" a{i}=1")).collect();
        assert_eq!(check(&format!("<p{many}>x")), Some("a tag has too many attributes"));
    }
}

//! A page as a stream of tags and text, in one pass and in linear time whatever the page: for the guard, the metadata and the plain text.
//!
//! ```
//! use attache_program::ingest::html::scan::{Piece, Scanner};
//! let names: Vec<_> = Scanner::new("<p class=x>One<br/>two</p>").filter_map(|p| match p { Piece::Open(tag) => Some(tag.name), _ => None }).collect();
//! assert_eq!(names, ["p", "br"]);
//! ```

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// As written; compare without case.
    pub name: &'a str,
    /// Everything between name and closing bracket.
    pub inside: &'a str,
    /// Ends in `/>`.
    pub closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Open(Tag<'a>),
    Close(&'a str),
    /// Text with its entities.
    Text(&'a str),
    /// What stands in a script, style or title: no tags in there.
    Raw(&'a str),
}

/// Elements whose content isn't markup.
const RAW: [&str; 7] = ["script", "style", "title", "textarea", "xmp", "iframe", "noframes"];

#[derive(Clone, Debug)]
pub struct Scanner<'a> {
    rest: &'a str,
    /// The raw element just opened.
    raw: Option<&'a str>,
}

impl<'a> Scanner<'a> {
    pub fn new(page: &'a str) -> Self {
        Scanner { rest: page, raw: None }
    }

    fn cut(&mut self, at: usize) -> &'a str {
        let (before, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        before
    }

    /// Up to the end tag of `name`, or everything: as browsers do, so that an unclosed script can't be searched for twice.
    fn raw_text(&mut self, name: &str) -> Piece<'a> {
        let end = find_close(self.rest, name).unwrap_or(self.rest.len());
        Piece::Raw(self.cut(end))
    }

    /// Skips a comment, declaration or processing instruction.
    fn skip_declaration(&mut self) {
        let end = if self.rest.starts_with("<!--") { self.rest.find("-->").map(|i| i + 3) } else { self.rest.find('>').map(|i| i + 1) };
        self.cut(end.unwrap_or(self.rest.len()));
    }

    fn tag(&mut self) -> Piece<'a> {
        let is_close = self.rest.starts_with("</");
        let whole = self.cut(tag_end(self.rest));
        let inner = whole.trim_start_matches(['<', '/']).trim_end_matches('>');
        let name_end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(inner.len());
        let (name, inside) = inner.split_at(name_end);
        if is_close {
            return Piece::Close(name);
        }
        let closed = inside.ends_with('/');
        self.raw = RAW.iter().any(|r| name.eq_ignore_ascii_case(r)).then_some(name);
        Piece::Open(Tag { name, inside, closed })
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(name));
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(at) = markup(self.rest) else { return Some(Piece::Text(self.cut(self.rest.len()))) };
            if at > 0 {
                return Some(Piece::Text(self.cut(at)));
            }
            if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.skip_declaration();
                continue;
            }
            return Some(self.tag());
        }
    }
}

/// The next `<` that begins markup; "a < b" doesn't.
fn markup(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |i: &usize| match bytes.get(i + 1) {
        Some(b'!' | b'?') => true,
        Some(b'/') => bytes.get(i + 2).is_some_and(u8::is_ascii_alphabetic),
        Some(b) => b.is_ascii_alphabetic(),
        None => false,
    };
    text.match_indices('<').map(|(i, _)| i).find(begins)
}

/// Past the `>` that closes the tag; one inside a quoted value doesn't.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (i, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(q), b) if b == q => quote = None,
            (Some(_), _) => continue,
            (None, b'>') => return i + 1,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    text.len()
}

/// `</name`, in any case.
fn find_close(text: &str, name: &str) -> Option<usize> {
    let is_it = |i: &usize| text.get(i + 2..i + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
    text.match_indices("</").map(|(i, _)| i).find(is_it)
}

impl<'a> Tag<'a> {
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub fn is_any(&self, names: &[&str]) -> bool {
        names.iter().any(|n| self.is(n))
    }

    /// Names and raw values, in order.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes { rest: self.inside }
    }

    /// The first attribute of this name, its entities resolved.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| super::text::unescape(value))
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end =
            rest.char_indices().skip(1).find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/')).map_or(rest.len(), |(i, _)| i);
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            self.rest = after;
            return Some((name, ""));
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(q) => value.get(1..).and_then(|v| v.split_once(q)).unwrap_or((value.get(1..).unwrap_or(""), "")),
            None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        self.rest = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_attributes_of_all_sorts() {
        let page = "<meta property='og:title' content=\"A > B &amp; C\" data-x=1 hidden/>";
        let Some(Piece::Open(tag)) = Scanner::new(page).next() else { unreachable!("a tag") };
        assert_eq!(tag.attribute("content").as_deref(), Some("A > B & C"));
        assert_eq!(tag.attributes().map(|(n, _)| n).collect::<Vec<_>>(), ["property", "content", "data-x", "hidden"]);
        assert!(tag.closed);
    }

    #[test]
    fn scripts_comments_and_lone_brackets_hold_no_tags() {
        let page = "<script>if (a < b) '<p>'</SCRIPT><!-- <p> -->1 < 2<p>";
        let pieces: Vec<Piece> = Scanner::new(page).collect();
        assert_eq!(pieces[1], Piece::Raw("if (a < b) '<p>'"));
        assert_eq!(pieces[3], Piece::Text("1 < 2"));
        assert_eq!(pieces.len(), 5);
    }

    #[test]
    fn what_is_not_closed_takes_the_rest() {
        for page in ["<!--".repeat(50_000), "<script>".repeat(50_000), "<a b=\"".repeat(50_000), "</".repeat(50_000)] {
            assert!(Scanner::new(&page).count() <= 3);
        }
    }
}

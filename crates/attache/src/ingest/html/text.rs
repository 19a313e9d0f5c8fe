//! HTML into plain text without a parser: for what the extractor returns, for pages that are too much for it, and for fields of JSON.
//!
//! ```
//! use attache_program::ingest::html::text::{plain, unescape};
//! assert_eq!(plain("<p>One &amp;<br>two</p><p>three</p>"), "One &\ntwo\n\nthree");
//! assert_eq!(unescape("caf&eacute; &#8364;5&hellip;"), "café €5…");
//! ```

use super::scan::{Piece, Scanner};

/// Elements that begin a paragraph.
const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "hr",
    "body",
    "html",
    "head",
    "title",
    "address",
    "details",
    "summary",
];
/// Elements that begin a line.
const LINES: [&str; 7] = ["br", "li", "tr", "dt", "dd", "option", "caption"];
/// Elements whose words are no part of an article.
const SILENT: [&str; 12] = ["head", "nav", "footer", "aside", "form", "noscript", "svg", "math", "button", "select", "template", "object"];

/// All words outside scripts, a blank line between blocks.
pub fn plain(html: &str) -> String {
    let mut writer = Writer::default();
    for piece in Scanner::new(html) {
        match piece {
            Piece::Open(tag) => writer.tag(tag.name),
            Piece::Close(name) => writer.tag(name),
            Piece::Text(text) => writer.words(text),
            Piece::Raw(_) => {}
        }
    }
    writer.out
}

/// The words of a whole page, its navigation, forms and the like left out as far as tags tell.
pub fn page(html: &str) -> String {
    let mut writer = Writer::default();
    let mut silent: Option<(String, usize)> = None;
    for piece in Scanner::new(html) {
        match (piece, &mut silent) {
            (Piece::Open(tag), Some((name, depth))) if tag.is(name) && !tag.closed => *depth += 1,
            (Piece::Close(end), Some((name, depth))) if end.eq_ignore_ascii_case(name) => {
                *depth -= 1;
                if *depth == 0 {
                    silent = None;
                }
            }
            (_, Some(_)) => {}
            (Piece::Open(tag), None) if tag.is_any(&SILENT) && !tag.closed => silent = Some((tag.name.to_owned(), 1)),
            (Piece::Open(tag), None) => writer.tag(tag.name),
            (Piece::Close(name), None) => writer.tag(name),
            (Piece::Text(text), None) => writer.words(text),
            (Piece::Raw(_), None) => {}
        }
    }
    writer.out
}

/// Collects words with white space as a browser would show it.
#[derive(Default)]
struct Writer {
    out: String,
    /// Line breaks due before the next word.
    breaks: usize,
    space: bool,
    /// A table cell ended: a gap, but no new line.
    cell: bool,
}

impl Writer {
    fn tag(&mut self, name: &str) {
        let is = |names: &[&str]| names.iter().any(|n| name.eq_ignore_ascii_case(n));
        if is(&BLOCKS) {
            self.breaks = 2;
        } else if is(&LINES) {
            self.breaks = self.breaks.max(1);
        } else if is(&["td", "th"]) {
            self.cell = true;
        }
    }

    fn words(&mut self, text: &str) {
        let text = unescape(text);
        self.space |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if !self.out.is_empty() {
                match (self.breaks, self.cell, self.space) {
                    (0, true, _) => self.out.push('\t'),
                    (0, false, true) => self.out.push(' '),
                    (breaks, ..) => self.out.extend(std::iter::repeat_n('\n', breaks)),
                }
            }
            self.out.push_str(word);
            (self.breaks, self.cell, self.space) = (0, false, true);
        }
        // Glued to the next piece unless white space says otherwise: "<b>Ka</b>zakh".
        if !text.trim().is_empty() {
            self.space = text.ends_with(char::is_whitespace);
        }
    }
}

/// Character references resolved; what isn't one stays.
pub fn unescape(text: &str) -> String {
    let Some(first) = text.find('&') else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at(first);
    out.push_str(before);
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        match reference(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = rest.get(length..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = rest.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character that `&...;` stands for and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
        None => NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)?,
    };
    Some((c, end + 1))
}

/// The references news pages use; the parser knows the rest.
const NAMED: [(&str, char); 49] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("times", '×'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("shy", '\u{AD}'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("iacute", 'í'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ouml", 'ö'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("uuml", 'ü'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_apart_as_a_browser_does() {
        assert_eq!(plain("<h1> A  b</h1>\n<p><b>Ka</b>zakh <i>exports</i>, 5 < 6</p>"), "A b\n\nKazakh exports, 5 < 6");
        assert_eq!(plain("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"), "1\t2\n3");
        assert_eq!(plain("<ul><li>x</li><li>y</li></ul>"), "x\ny");
    }

    #[test]
    fn a_page_loses_its_navigation() {
        let html = "<head><title>T</title></head><nav><nav>in</nav>x</nav><script>y</script><p>Body.</p><footer>z</footer>";
        assert_eq!(page(html), "Body.");
    }

    #[test]
    fn entities_that_are_none_stay() {
        assert_eq!(unescape("AT&T R&D; &#0; &#x41; &unknown; &"), "AT&T R&D; &#0; A &unknown; &");
    }
}

//! Markdown into an article: front matter becomes metadata, marks are taken off, the words stay where they are.
//!
//! ```
//! use attache_program::ingest::markdown::document;
//! let found = document("---\ntitle: Trade grows\ndate: 2022-10-26\n---\nExports to [Oman](https://x.org) **rose**.\n");
//! assert_eq!(found.article.text, "Exports to Oman rose.\n");
//! assert_eq!(found.article.published.as_deref(), Some("2022-10-26"));
//! ```

use attache_reader::contract::Article;

use super::{Document, date};

pub fn document(source: &str) -> Document {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let (front, body) = front_matter(source);
    let mut document = Document::default();
    let mut text = String::with_capacity(body.len());
    let mut fenced = false;
    for line in body.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fenced = !fenced;
        } else if fenced {
            text.push_str(line);
        } else {
            plain_line(line, &mut text);
        }
    }
    document.article = Article { text, ..Article::default() };
    front.into_iter().for_each(|(key, value)| meta(&mut document, key, value));
    if document.article.title.is_none() {
        let heading = body.lines().find(|l| !l.trim().is_empty()).and_then(|l| l.trim().strip_prefix("# "));
        note(&mut document, "title", "heading", heading.map(|h| inline(h.trim_end_matches(['#', ' ']))));
    }
    document
}

/// The `key: value` lines between two lines of dashes at the top, and the rest.
fn front_matter(source: &str) -> (Vec<(&str, &str)>, &str) {
    let none = (Vec::new(), source);
    let Some(inner) = source.strip_prefix("---\n").or_else(|| source.strip_prefix("---\r\n")) else { return none };
    let mut at = 0;
    let mut pairs = Vec::new();
    for line in inner.split_inclusive('\n').take(200) {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return (pairs, inner.get(at..).unwrap_or("").trim_start_matches(['\r', '\n']));
        }
        if let Some((key, value)) = line.split_once(':').filter(|(k, _)| !k.starts_with([' ', '-'])) {
            pairs.push((key.trim(), value.trim().trim_matches(['"', '\''])));
        }
    }
    none
}

fn meta(document: &mut Document, key: &str, value: &str) {
    let given = (!value.is_empty()).then(|| value.trim_matches(['[', ']']).to_owned());
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => note(document, "title", "front matter", given),
        "date" | "published" | "pubdate" | "publish_date" => note(document, "published", "front matter", date::normalise(value)),
        "author" | "authors" | "byline" => note(document, "byline", "front matter", given),
        "site" | "source" | "publisher" => note(document, "site", "front matter", given),
        "url" | "link" | "canonical" | "canonical_url" => note(document, "url", "front matter", given),
        "lang" | "language" => note(document, "language", "front matter", given),
        _ => {}
    }
}

fn note(document: &mut Document, field: &'static str, source: &str, value: Option<String>) {
    let article = &mut document.article;
    let place = match field {
        "title" => &mut article.title,
        "published" => &mut article.published,
        "byline" => &mut article.byline,
        "site" => &mut article.site,
        "url" => &mut article.url,
        _ => &mut article.language,
    };
    if place.is_none() && value.is_some() {
        *place = value;
        document.sources.insert(field, source.to_owned());
    }
}

/// Takes a line's block marks off: headings, quotations, rules. Bullets stay, they tell the reader what the line is.
fn plain_line(line: &str, text: &mut String) {
    let (content, end) = line.strip_suffix('\n').map_or((line, ""), |l| (l, "\n"));
    let content = content.trim_end_matches('\r');
    let trimmed = content.trim();
    let is_rule = trimmed.len() >= 3 && ["-", "*", "_", "="].iter().any(|m| trimmed.replace(m, "").trim().is_empty());
    if is_rule {
        text.push_str(end);
        return;
    }
    let mut content = content;
    while let Some(rest) = content.trim_start().strip_prefix('>') {
        content = rest.strip_prefix(' ').unwrap_or(rest);
    }
    let hashes = content.trim_start().bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && content.trim_start().as_bytes().get(hashes) == Some(&b' ') {
        content = content.trim_start().get(hashes + 1..).unwrap_or("").trim_end_matches(['#', ' ']);
    }
    text.push_str(&inline(content));
    text.push_str(end);
}

/// Takes emphasis, code marks, links and images off.
fn inline(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find(['*', '_', '`', '[', '!', '\\']) {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        rest = mark(here, out.chars().next_back(), &mut out);
    }
    out.push_str(rest);
    out
}

/// Handles the mark `here` starts with; what is left after it.
fn mark<'a>(here: &'a str, before: Option<char>, out: &mut String) -> &'a str {
    let first = here.chars().next().unwrap_or(' ');
    let rest = here.get(first.len_utf8()..).unwrap_or("");
    match first {
        '\\' if rest.starts_with(|c: char| c.is_ascii_punctuation()) => {
            out.push_str(rest.get(..1).unwrap_or(""));
            return rest.get(1..).unwrap_or("");
        }
        '!' if rest.starts_with('[') => {
            if let Some((_, after)) = link(rest) {
                return after;
            }
        }
        '[' => {
            if let Some((label, after)) = link(here) {
                out.push_str(&inline_once(label));
                return after;
            }
        }
        '`' => return rest,
        '*' | '_' => {
            let run = here.chars().take_while(|c| *c == first).count();
            let after = here.get(run..).unwrap_or("");
            let inside_word = before.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
            let alone = before.is_none_or(char::is_whitespace) && after.chars().next().is_none_or(char::is_whitespace);
            let product = before.is_some_and(|c| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
            let literal = alone || product || inside_word && first == '_';
            if !literal {
                return after;
            }
            out.push_str(here.get(..run).unwrap_or(""));
            return after;
        }
        _ => {}
    }
    out.push(first);
    rest
}

/// A link's label has no links of its own.
fn inline_once(label: &str) -> String {
    label.replace(['*', '`'], "")
}

/// `[label](target)`: the label and what follows. Labels and targets are short, so a line of brackets takes no square time.
fn link<'a>(here: &'a str) -> Option<(&'a str, &'a str)> {
    let window = |from: &'a str, length: usize| from.get(..from.floor_char_boundary(length)).unwrap_or(from);
    let close = window(here, 300).find("](")?;
    let label = here.get(1..close)?;
    let target = window(here.get(close + 2..)?, 1000);
    let end = target.find(')')?;
    (!label.contains('[')).then_some((label, here.get(close + 2 + end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_marks_stay_as_they_are() {
        let text = "Trade hit $1.2bn (up 5%) in 2021.\n\n- Exports: 3_000 * 2\n* one\n\n\"We [the ministry] agree!\" he said.\r\n";
        assert_eq!(document(text).article.text, text.replace('\r', ""));
    }

    #[test]
    fn takes_marks_off() {
        let found = document("# **Trade** grows #\n\n> He said: *\"we agree\"*, ![chart](c.png)see `data`.\n\n---\n");
        assert_eq!(found.article.text, "Trade grows\n\nHe said: \"we agree\", see data.\n\n\n");
        assert_eq!(found.article.title.as_deref(), Some("Trade grows"));
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert_eq!(document("---\nTrade grew.\n").article.text, "\nTrade grew.\n");
    }
}

//! A page's metadata, each field with its source: JSON-LD, then OpenGraph and other meta tags, then `<time>` and what the page shows.
//!
//! ```
//! use attache_program::ingest::html::metadata::read;
//! let found = read(r#"<head><title>Old</title><meta property="og:title" content="New"></head>"#);
//! assert_eq!(found.article.title.as_deref(), Some("New"));
//! assert_eq!(found.sources["title"], "og:title");
//! ```

use attache_reader::contract::Article;
use serde_json::Value;

use super::scan::{Piece, Scanner, Tag};
use super::text::{plain, unescape};
use crate::ingest::{Document, date};

/// Meta tags by field, the preferred first; `name`, `property` and `itemprop` alike.
const META: [(&str, &str); 27] = [
    ("title", "og:title"),
    ("title", "twitter:title"),
    ("title", "dc.title"),
    ("title", "headline"),
    ("published", "article:published_time"),
    ("published", "datepublished"),
    ("published", "og:published_time"),
    ("published", "parsely-pub-date"),
    ("published", "sailthru.date"),
    ("published", "cxenseparse:recs:publishtime"),
    ("published", "publish_date"),
    ("published", "publishdate"),
    ("published", "pubdate"),
    ("published", "dc.date.issued"),
    ("published", "dc.date"),
    ("published", "dcterms.created"),
    ("published", "date"),
    ("byline", "author"),
    ("byline", "article:author"),
    ("byline", "parsely-author"),
    ("byline", "dc.creator"),
    ("byline", "byl"),
    ("site", "og:site_name"),
    ("site", "application-name"),
    ("url", "og:url"),
    ("url", "twitter:url"),
    ("language", "og:locale"),
];
/// JSON-LD types that are an article.
const ARTICLES: [&str; 9] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "PressRelease",
    "Report",
];

/// A value, where it is from, and its rank: the lowest wins.
#[derive(Default)]
struct Best {
    value: Option<(usize, String, String)>,
}

impl Best {
    fn offer(&mut self, rank: usize, source: &str, value: Option<String>) {
        let Some(value) = value.map(|v| v.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|v| !v.is_empty()) else { return };
        if self.value.as_ref().is_none_or(|(r, ..)| rank < *r) {
            self.value = Some((rank, value, source.to_owned()));
        }
    }
}

#[derive(Default)]
struct Found {
    title: Best,
    published: Best,
    byline: Best,
    site: Best,
    url: Best,
    language: Best,
}

impl Found {
    fn field(&mut self, name: &str) -> &mut Best {
        match name {
            "title" => &mut self.title,
            "published" => &mut self.published,
            "byline" => &mut self.byline,
            "site" => &mut self.site,
            "url" => &mut self.url,
            _ => &mut self.language,
        }
    }
}

/// Ranks: JSON-LD before meta tags (by their place in the table, from 10) before what the page shows (from 100).
const LD: usize = 0;
const TAGS: usize = 10;
const SHOWN: usize = 100;

pub fn read(page: &str) -> Document {
    let mut found = Found::default();
    let mut raw = Raw::Other;
    for piece in Scanner::new(page) {
        match piece {
            Piece::Open(tag) if raw == Raw::Heading && tag.is_any(&["a", "span", "strong"]) => {}
            Piece::Open(tag) => raw = open(&tag, &mut found),
            Piece::Raw(text) if raw == Raw::Linked => linked(text, &mut found),
            Piece::Raw(text) if raw == Raw::Title => found.title.offer(SHOWN + 1, "title element", Some(unescape(text))),
            Piece::Text(text) if raw == Raw::Heading => found.title.offer(SHOWN, "h1", Some(plain(text))),
            _ => raw = Raw::Other,
        }
    }
    finish(found)
}

/// What the next raw text or words are.
#[derive(PartialEq, Eq)]
enum Raw {
    Linked,
    Title,
    Heading,
    Other,
}

fn open(tag: &Tag, found: &mut Found) -> Raw {
    if tag.is("meta") {
        meta(tag, found);
    } else if tag.is("link") && tag.attribute("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) {
        found.url.offer(TAGS - 1, "canonical link", tag.attribute("href").filter(|u| u.contains("://")));
    } else if tag.is("time") {
        let marked = tag.inside.contains("pubdate") || tag.inside.contains("datePublished") || tag.inside.contains("published");
        found.published.offer(SHOWN + usize::from(!marked), "time element", tag.attribute("datetime").and_then(|d| date::normalise(&d)));
    } else if tag.is("html") {
        found.language.offer(LD, "html lang", tag.attribute("lang").or_else(|| tag.attribute("xml:lang")));
    } else if tag.is("script") && tag.attribute("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) {
        return Raw::Linked;
    } else if tag.is("title") {
        return Raw::Title;
    } else if tag.is("h1") {
        return Raw::Heading;
    }
    Raw::Other
}

fn meta(tag: &Tag, found: &mut Found) {
    let Some(name) = tag.attribute("property").or_else(|| tag.attribute("name")).or_else(|| tag.attribute("itemprop")) else { return };
    let name = name.trim().to_ascii_lowercase();
    let Some(rank) = META.iter().position(|(_, n)| *n == name) else { return };
    let Some(content) = tag.attribute("content") else { return };
    let field = META.get(rank).map_or("", |(f, _)| f);
    let value = match field {
        "published" => date::normalise(&content),
        "byline" => Some(content).filter(|c| !c.contains("://")),
        "language" => content.split('_').next().map(str::to_owned),
        _ => Some(content),
    };
    found.field(field).offer(TAGS + rank, &name, value);
}

/// A JSON-LD block: the article in it, wherever it is (`@graph`, lists).
fn linked(text: &str, found: &mut Found) {
    let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim_end_matches(';');
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        nodes(&value, 0, found);
    }
}

fn nodes(value: &Value, depth: usize, found: &mut Found) {
    match value {
        Value::Array(values) if depth < 4 => values.iter().for_each(|v| nodes(v, depth + 1, found)),
        Value::Object(object) => {
            if kinds(value.get("@type")).iter().any(|k| ARTICLES.contains(k)) {
                article(value, found);
            } else if let Some(graph) = object.get("@graph").or_else(|| object.get("mainEntity")).filter(|_| depth < 4) {
                nodes(graph, depth + 1, found);
            }
        }
        _ => {}
    }
}

fn kinds(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn article(value: &Value, found: &mut Found) {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(unescape);
    found.title.offer(LD, "json-ld headline", text("headline").or_else(|| text("name")));
    found.published.offer(LD, "json-ld datePublished", text("datePublished").and_then(|d| date::normalise(&d)));
    found.published.offer(LD + 1, "json-ld dateCreated", text("dateCreated").and_then(|d| date::normalise(&d)));
    found.byline.offer(LD, "json-ld author", value.get("author").and_then(named));
    found.site.offer(TAGS + META.len(), "json-ld publisher", value.get("publisher").and_then(named));
    let page = value.get("mainEntityOfPage").and_then(|p| p.as_str().or_else(|| p.get("@id")?.as_str())).map(str::to_owned);
    found.url.offer(TAGS + META.len(), "json-ld url", text("url").or(page).filter(|u| u.contains("://")));
    found.language.offer(LD + 1, "json-ld inLanguage", text("inLanguage"));
}

/// A name, an object with one, or several.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(name) if !name.contains("://") => Some(unescape(name)),
        Value::Object(object) => object.get("name").and_then(named),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(named).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

fn finish(mut found: Found) -> Document {
    let host = found.url.value.as_ref().and_then(|(_, url, _)| host(url));
    found.site.offer(SHOWN, "url", host);
    let day = found.url.value.as_ref().and_then(|(_, url, _)| day(url));
    found.published.offer(SHOWN + 2, "url", day);
    let mut document = Document::default();
    let mut take = |field: &'static str, best: Best| {
        let (_, value, source) = best.value?;
        document.sources.insert(field, source);
        Some(value)
    };
    let article = Article {
        id: String::new(),
        url: take("url", found.url),
        site: take("site", found.site),
        title: take("title", found.title),
        byline: take("byline", found.byline),
        published: take("published", found.published),
        language: take("language", found.language),
        text: String::new(),
    };
    Document { article, ..document }
}

fn host(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.trim_start_matches("www.");
    (host.contains('.')).then(|| host.to_owned())
}

/// "/2022/10/26/" in an address.
fn day(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|w| {
        let plausible = w.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) && w.first()?.len() == 4;
        plausible.then(|| date::normalise(&w.join("/")))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_wins_and_every_field_tells_its_source() {
        let page = r#"<html lang="en-GB"><head><link rel=canonical href="https://www.paper.example/2022/10/26/x">
            <meta property="article:published_time" content="2022-10-25"><meta name=author content="Desk">
            <script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "A &amp; B",
            "datePublished": "2022-10-26T08:00:00+04:00", "author": [{"name": "C. D"}, {"name": "E. F"}]}]}</script></head>"#;
        let found = read(page);
        let article = &found.article;
        assert_eq!(
            (article.title.as_deref(), article.byline.as_deref(), article.site.as_deref()),
            (Some("A & B"), Some("C. D, E. F"), Some("paper.example"))
        );
        assert_eq!((article.published.as_deref(), article.language.as_deref()), (Some("2022-10-26T08:00:00+04:00"), Some("en-GB")));
        assert_eq!(found.sources["byline"], "json-ld author");
    }

    #[test]
    fn falls_back_on_what_the_page_shows() {
        let found = read("<title>Paper | News</title><h1>Trade\n grows</h1><time datetime='2022-10-26 10:00'>today</time>");
        assert_eq!((found.article.title.as_deref(), found.article.published.as_deref()), (Some("Trade grows"), Some("2022-10-26")));
        assert_eq!(found.sources["published"], "time element");
    }

    #[test]
    fn broken_json_ld_is_no_metadata() {
        assert_eq!(read(r#"<script type="application/ld+json">{"@type": "NewsArticle", </script>"#).article, Article::default());
    }
}

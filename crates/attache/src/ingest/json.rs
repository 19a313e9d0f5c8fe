//! Articles from JSON: our own field names and those common in news dumps, one object or an envelope of many.
//!
//! ```
//! use attache_program::ingest::json::articles;
//! let found = articles(br#"{"headline": "Trade grows", "maintext": "Trade grew.", "date_publish": "2022-10-26"}"#.to_vec());
//! assert_eq!(found.map(|a| a[0].published.clone()), Ok(Some("2022-10-26".to_owned())));
//! ```

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{date, html};

/// Names by field, letters and digits only, the preferred first.
const ID: &[&str] = &["id", "docid", "documentid", "articleid", "uuid", "guid", "identifier"];
const TEXT: &[&str] = &[
    "text",
    "body",
    "content",
    "maintext",
    "articlebody",
    "articletext",
    "fulltext",
    "bodytext",
    "contenttext",
    "story",
    "article",
    "plaintext",
    "contenthtml",
    "bodyhtml",
];
const TITLE: &[&str] = &["title", "headline", "webtitle", "pagetitle"];
const DATE: &[&str] = &[
    "published",
    "date",
    "datepublish",
    "datepublished",
    "publishedat",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "pubdate",
    "publishedtime",
    "publishedon",
    "firstpublished",
    "webpublicationdate",
    "refdate",
    "datetime",
    "timestamp",
    "issued",
    "created",
    "createdat",
    "datecreated",
];
const URL: &[&str] = &["url", "link", "permalink", "canonicalurl", "weburl", "sourceurl", "articleurl", "href"];
const SITE: &[&str] = &[
    "site",
    "sitename",
    "source",
    "publisher",
    "outlet",
    "publication",
    "newspaper",
    "agency",
    "provider",
    "sourcename",
    "sourcedomain",
    "domain",
];
const BYLINE: &[&str] = &["byline", "author", "authors", "creator", "writer"];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage", "languagecode", "locale"];
/// Fields under which envelopes keep many articles.
const MANY: &[&str] = &["articles", "documents", "docs", "items", "results", "entries", "data", "hits", "news", "response"];

/// An article's fields as the JSON gives them.
#[derive(Debug, Default, PartialEq)]
pub struct Fields {
    pub id: Option<String>,
    pub url: Option<String>,
    pub site: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    pub text: String,
    /// The name each was found under.
    pub sources: BTreeMap<&'static str, String>,
}

/// All articles in one JSON value.
pub fn articles(bytes: Vec<u8>) -> Result<Vec<Fields>, String> {
    let (text, _) = super::decode::decode(bytes, None);
    let value: Value = serde_json::from_str(&text).map_err(|e| format!("not JSON: {e}"))?;
    let mut found = Vec::new();
    collect(&value, 0, &mut found);
    if found.is_empty() { Err(lacking(&value)) } else { Ok(found) }
}

fn lacking(value: &Value) -> String {
    match value {
        Value::Object(_) => format!("no text: none of the fields {} holds any", TEXT.get(..6).unwrap_or_default().join(", ")),
        _ => "not an article: a JSON object with a text is expected".to_owned(),
    }
}

/// Envelopes are opened three deep: an Elasticsearch dump has hits.hits._source.
fn collect(value: &Value, depth: usize, found: &mut Vec<Fields>) {
    match value {
        Value::Array(values) => values.iter().for_each(|v| collect(v, depth + 1, found)),
        Value::Object(object) => {
            let keys = index(object);
            if let Some(fields) = fields(&keys) {
                found.push(fields);
            } else if depth < 6 {
                let inner = ["document", "source", "attributes", "fields"].iter().chain(MANY);
                let held = inner.filter_map(|name| keys.get(*name)).find(|(_, v)| v.is_array() || v.is_object());
                if let Some((_, held)) = held {
                    collect(held, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

/// Keys without case and punctuation, so that `date_publish`, `datePublish` and `Date-Publish` are one.
fn index(object: &Map<String, Value>) -> BTreeMap<String, (&str, &Value)> {
    let plain = |key: &str| key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect::<String>();
    object.iter().rev().map(|(key, value)| (plain(key), (key.as_str(), value))).collect()
}

type Keys<'a> = BTreeMap<String, (&'a str, &'a Value)>;

fn fields(keys: &Keys) -> Option<Fields> {
    let (name, text) = first(keys, TEXT, &|v| body(v))?;
    let mut fields = Fields { text: plain(name, text), ..Fields::default() };
    let mut note = |field: &'static str, names: &[&str], read: &dyn Fn(&Value) -> Option<String>| {
        let (name, value) = first(keys, names, read)?;
        fields.sources.insert(field, format!("json:{name}"));
        Some(value)
    };
    let title = note("title", TITLE, &words);
    let published = note("published", DATE, &day);
    let url = note("url", URL, &|v| words(v).filter(|u| u.contains('/') || u.contains('.')));
    let site = note("site", SITE, &words);
    let byline = note("byline", BYLINE, &names);
    let language = note("language", LANGUAGE, &words);
    let id = first(keys, ID, &identifier).map(|(_, id)| id);
    Some(Fields { id, url, site, title, byline, published, language, ..fields })
}

/// The first of the names that holds something readable.
fn first<'a, T>(keys: &Keys<'a>, names: &[&str], read: &dyn Fn(&Value) -> Option<T>) -> Option<(&'a str, T)> {
    names.iter().filter_map(|name| keys.get(*name)).find_map(|(name, value)| Some((*name, read(value)?)))
}

/// A string, a list of paragraphs, or WordPress' `{"rendered": ...}`; an empty text is a text.
fn body(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) if !parts.is_empty() => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            parts.map(|p| p.join("\n\n"))
        }
        Value::Object(object) => object.get("rendered").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

/// Text that is a piece of HTML, by its field's name or its look, without the tags.
fn plain(name: &str, text: String) -> String {
    let named = name.to_ascii_lowercase().contains("html");
    let looks = text.contains("</p>") || text.contains("<br>") || text.contains("<br />") || text.contains("<br/>");
    if named || looks { html::text::plain(&text) } else { text }
}

fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Object(object) => ["rendered", "name", "title", "main"].iter().find_map(|k| object.get(*k)?.as_str())?.trim().to_owned(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// One name, or several joined.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().filter_map(words).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        other => words(other),
    }
}

fn identifier(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("$oid").and_then(Value::as_str).map(str::to_owned),
        other => words(other),
    }
}

fn day(value: &Value) -> Option<String> {
    match value {
        Value::String(written) => date::normalise(written),
        Value::Number(number) => date::from_epoch(number.as_i64()?),
        Value::Object(object) => object.get("$date").and_then(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(json: &str) -> Fields {
        articles(json.as_bytes().to_vec()).ok().and_then(|mut a| a.pop()).unwrap_or_default()
    }

    #[test]
    fn reads_our_own_fields_and_readings() {
        let fields =
            one(r#"{"id": "a1", "url": "https://x.org/1", "title": "T", "date": "2022-10-26", "text": "Body.", "truncated": false}"#);
        assert_eq!((fields.id.as_deref(), fields.published.as_deref(), fields.text.as_str()), (Some("a1"), Some("2022-10-26"), "Body."));
        assert_eq!(one(r#"{"document": {"id": "a2", "published": "2022-10-26", "text": "B"}, "figures": []}"#).id.as_deref(), Some("a2"));
    }

    #[test]
    fn reads_dumps() {
        let fields = one(
            r#"{"webTitle": "T", "pubDate": "Wed, 26 Oct 2022 14:05:00 GMT", "authors": ["A. B", "C. D"], "source": {"id": null, "name": "Paper"}, "content": ["One.", "Two."]}"#,
        );
        assert_eq!(
            (fields.byline.as_deref(), fields.site.as_deref(), fields.text.as_str()),
            (Some("A. B, C. D"), Some("Paper"), "One.\n\nTwo.")
        );
        assert_eq!(fields.published.as_deref(), Some("2022-10-26T14:05:00+00:00"));
        let press = one(
            r#"{"id": 7, "title": {"rendered": "T"}, "content": {"rendered": "<p>One &amp; only.</p>"}, "date": "2022-10-26T10:00:00"}"#,
        );
        assert_eq!((press.id.as_deref(), press.text.as_str(), press.title.as_deref()), (Some("7"), "One & only.", Some("T")));
    }

    #[test]
    fn opens_envelopes() {
        let hits = articles(br#"{"hits": {"total": 2, "hits": [{"_source": {"text": "a"}}, {"_source": {"text": "b"}}]}}"#.to_vec());
        assert_eq!(hits.map(|a| a.len()), Ok(2));
    }

    #[test]
    fn names_what_is_missing() {
        assert!(articles(br#"{"title": "T"}"#.to_vec()).is_err_and(|e| e.starts_with("no text")));
        assert!(articles(b"[1, 2]".to_vec()).is_err());
        assert!(articles(b"{".to_vec()).is_err_and(|e| e.starts_with("not JSON")));
    }
}

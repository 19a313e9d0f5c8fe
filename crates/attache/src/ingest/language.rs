//! What language a text is in: the reader knows English only, and says so when it meets another.
//!
//! ```
//! use attache_program::ingest::{Document, language};
//! let mut document = Document::default();
//! document.article.text = "Le commerce entre les deux pays a augmenté de dix pour cent au cours de la dernière année.".into();
//! language::note(&mut document);
//! assert_eq!(document.article.language.as_deref(), Some("fr"));
//! assert_eq!(document.warnings.len(), 1);
//! ```

use attache_reader::contract::{Warning, WarningKind};
use whichlang::Lang;

use super::Document;

/// Bytes looked at.
const SAMPLE: usize = 4096;
/// Shorter texts are taken for English: too little to tell.
const WORDS: usize = 8;
/// The words no English prose goes without.
const COMMON: [&str; 24] = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "as", "was", "by", "at", "from", "are", "has", "its", "were",
    "said", "will", "have", "an",
];
/// English prose has 30 to 50 of those in 100 words, tables and lists far fewer.
const COMMON_PER_HUNDRED: usize = 8;

/// Fills `language` where the source didn't say and warns of what isn't English; the text is read all the same.
pub fn note(document: &mut Document) {
    let Some(found) = detect(&document.article.text) else { return };
    if document.article.language.is_none() {
        document.article.language = found.map(str::to_owned);
        document.sources.insert("language", "detected".to_owned());
    }
    if found != Some("en") {
        let message = format!("the text seems to be {}: only English is read reliably", found.map_or("in an unknown language", name));
        document.warnings.push(Warning { kind: WarningKind::NotEnglish, message, evidence: None });
    }
}

/// `None` when there is too little text, `Some(None)` for a language we can't name.
fn detect(text: &str) -> Option<Option<&'static str>> {
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    let words: Vec<&str> = sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    if words.len() < WORDS {
        return None;
    }
    let common = words.iter().filter(|w| COMMON.iter().any(|c| w.eq_ignore_ascii_case(c))).count();
    if common * 100 >= words.len() * COMMON_PER_HUNDRED * 2 {
        return Some(Some("en"));
    }
    let code = code(whichlang::detect_language(sample));
    let sure = code != "en" || common * 100 >= words.len() * COMMON_PER_HUNDRED || words.len() < 4 * WORDS;
    Some(sure.then_some(code))
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

fn name(code: &str) -> &str {
    const NAMES: [(&str, &str); 16] = [
        ("ar", "Arabic"),
        ("zh", "Chinese"),
        ("de", "German"),
        ("en", "English"),
        ("fr", "French"),
        ("hi", "Hindi"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("nl", "Dutch"),
        ("pt", "Portuguese"),
        ("ru", "Russian"),
        ("es", "Spanish"),
        ("sv", "Swedish"),
        ("tr", "Turkish"),
        ("vi", "Vietnamese"),
    ];
    NAMES.iter().find(|(c, _)| *c == code).map_or("in an unknown language", |(_, n)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(text: &str) -> Document {
        let mut document = Document::default();
        document.article.text = text.to_owned();
        note(&mut document);
        document
    }

    #[test]
    fn english_is_no_news() {
        let document = noted("Trade between Latvia and Estonia reached 2 billion euros in 2021, the statistics office said on Monday.");
        assert_eq!((document.article.language.as_deref(), document.warnings.len()), (Some("en"), 0));
        assert!(noted("Exports: 5").warnings.is_empty());
    }

    #[test]
    fn a_language_the_detector_lacks_is_not_called_english() {
        let azeri = "Azərbaycan ilə Gürcüstan arasında ticarət dövriyyəsi bu ilin ilk altı ayında artıb və iki ölkə arasında əməkdaşlıq genişlənir. ".repeat(4);
        let document = noted(&azeri);
        assert_ne!(document.article.language.as_deref(), Some("en"));
        assert_eq!(document.warnings.len(), 1);
    }
}

//! Occurrences of a party's name that are something else: a person, a currency, a language, a US state.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "Michael Jordan paid 20 Swiss francs and US$5 in Georgia and Alabama.";
//! let article = Article { text: text.into(), ..Article::default() };
//! let page = Reader::embedded().page(&article);
//! assert_eq!(page.parties.iter().map(|m| page.text.slice(m.span)).collect::<Vec<_>>(), ["Alabama"]);
//! ```

use rustc_hash::FxHashSet;

use crate::data::Data;
use crate::lexicon::Hit;
use crate::mention::PartyForm;
use crate::text::{Text, TokenKind};

/// After a country that may be a given name, these begin its office or body, not a surname.
const INSTITUTIONS: &[&str] = &[
    "airlines",
    "airport",
    "airways",
    "ambassador",
    "army",
    "authorities",
    "authority",
    "bank",
    "central",
    "chamber",
    "customs",
    "defence",
    "defense",
    "deputy",
    "economy",
    "embassy",
    "energy",
    "envoy",
    "finance",
    "foreign",
    "gas",
    "government",
    "international",
    "investment",
    "king",
    "minister",
    "ministry",
    "monday",
    "national",
    "news",
    "oil",
    "parliament",
    "police",
    "port",
    "premier",
    "president",
    "prime",
    "queen",
    "railway",
    "railways",
    "river",
    "state",
    "times",
    "trade",
    "tuesday",
    "university",
    "valley",
    "vice",
    "wednesday",
];

/// A place that is also a word or a surname counts only after one of these.
const BEFORE_PLACES: &[&str] = &["in", "to", "from", "at", "near", "via", "between", "of", "through", "outside", "around", "into"];

/// Words that tell parties' names from what they look like, from `not_parties.tsv`.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    currency_nouns: FxHashSet<String>,
    given_names: FxHashSet<String>,
    also_given_names: FxHashSet<String>,
}

impl Doubts {
    pub fn new(data: &Data) -> Self {
        let mut doubts = Doubts::default();
        for row in data.table("not_parties.tsv").rows() {
            let words = match row.get("kind") {
                "currency noun" => &mut doubts.currency_nouns,
                "given name" => &mut doubts.given_names,
                "also given name" => &mut doubts.also_given_names,
                _ => continue,
            };
            words.extend(row.get("phrases").split(';').map(str::to_owned));
        }
        doubts
    }

    /// Is the phrase at `hit` no party after all?
    pub fn refuse(&self, text: &Text, hit: &Hit, form: PartyForm, doubtful: bool, after_party: bool) -> bool {
        is_word_in_capitals(text, hit)
            || doubtful && !(hit.first > 0 && text.is_any(hit.first - 1, BEFORE_PLACES))
            || self.is_currency(text, hit, form)
            || is_language(text, hit)
            || self.is_person(text, hit)
            || form == PartyForm::Place && !after_party && is_end_of_name(text, hit)
            || is_us_state(text, hit)
    }

    /// "US$", "Hong Kong dollars", "Swiss francs"; but "South Korea won the tender", "Brazilian real estate".
    fn is_currency(&self, text: &Text, hit: &Hit, form: PartyForm) -> bool {
        if text.is_glued(hit.last) && text.is(hit.last, "$") {
            return true;
        }
        let noun = text.word(hit.last);
        if !noun.is_ascii() || !self.currency_nouns.contains(&noun.to_ascii_lowercase()) || text.is(hit.last + 1, "estate") {
            return false;
        }
        let plural = text.word(hit.last - 1).ends_with('s') && !text.word(hit.last - 1).ends_with("ss");
        form == PartyForm::Demonym && !plural || text.is_any(hit.last, &["dollar", "dollars", "sterling"])
    }

    /// "Michael Jordan", "Jack London"; "Chad Smith said", but "Chad President Deby".
    fn is_person(&self, text: &Text, hit: &Hit) -> bool {
        if hit.last - hit.first != 1 || text.word(hit.first).len() < 4 {
            return false;
        }
        if hit.first > 0 && text.is_capitalized(hit.first - 1) && text.tokens[hit.first].spaced {
            let before = text.word(hit.first - 1).to_ascii_lowercase();
            if self.given_names.contains(&before) {
                return true;
            }
        }
        if !self.also_given_names.contains(&text.word(hit.first).to_lowercase()) {
            return false;
        }
        let after_link =
            hit.first > 0 && text.is_any(hit.first - 1, &["in", "to", "from", "of", "with", "and", "between", "for", "the", "by", "at"]);
        let surname = text.word(hit.last);
        !after_link
            && text.tokens.get(hit.last).is_some_and(|t| t.spaced && t.kind == TokenKind::Word)
            && surname.chars().skip(1).all(char::is_lowercase)
            && text.is_capitalized(hit.last)
            && !INSTITUTIONS.contains(&surname.to_ascii_lowercase().as_str())
            && !text.is_capitalized(hit.last + 1)
    }
}

/// "Sergio Albuquerque", "Santa Marta Hospital": a capitalised word before a town makes another name of it, unless it may stand before towns.
fn is_end_of_name(text: &Text, hit: &Hit) -> bool {
    const MAY_PRECEDE: &[&str] = &[
        "in",
        "at",
        "from",
        "to",
        "the",
        "near",
        "of",
        "and",
        "for",
        "with",
        "between",
        "via",
        "through",
        "port",
        "greater",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
        "downtown",
        "metropolitan",
        "outside",
        "around",
        "or",
        "but",
        "while",
        "both",
        "including",
        "historic",
        "modern",
        "after",
        "before",
        "as",
        "when",
        "nearby",
        "upper",
        "lower",
        "by",
        "on",
        "into",
        "coastal",
    ];
    let Some(before) = hit.first.checked_sub(1) else { return false };
    text.kind(before) == Some(TokenKind::Word)
        && text.tokens[hit.first].spaced
        && !text.tokens[hit.first].line
        && text.is_capitalized(before)
        && text.word(before).chars().any(char::is_lowercase)
        && !text.is_any(before, MAY_PRECEDE)
}

/// "WHO" in a headline set in capitals is the pronoun.
fn is_word_in_capitals(text: &Text, hit: &Hit) -> bool {
    let capitals = |i: usize| text.word(i).len() > 1 && !text.word(i).chars().any(char::is_lowercase);
    ["WHO", "CAR"].contains(&text.word(hit.first)) && hit.first > 0 && (capitals(hit.first - 1) || capitals(hit.last))
}

/// "Russian-speaking", "English-language".
fn is_language(text: &Text, hit: &Hit) -> bool {
    text.is(hit.last, "-") && text.is_any(hit.last + 1, &["speaking", "language", "speakers", "medium"])
}

/// Georgia beside another state of the US.
fn is_us_state(text: &Text, hit: &Hit) -> bool {
    const STATES: &[&str] =
        &["Alabama", "Florida", "Carolina", "Carolinas", "Tennessee", "Mississippi", "Texas", "Virginia", "Louisiana", "Arizona"];
    text.is(hit.first, "Georgia") && (hit.first.saturating_sub(3)..hit.last + 4).any(|i| STATES.contains(&text.word(i)))
}

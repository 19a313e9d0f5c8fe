//! Where the news comes from: the dateline's country, else the outlet's.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let article = Article { text: "LIMA, May 3 (Andes) - The president met Chile's envoy.".into(), ..Article::default() };
//! let page = Reader::embedded().page(&article);
//! assert_eq!(page.home.map(|h| h.to_string()), Some("PE".into()));
//! assert_eq!(page.parties.len(), 1);
//! ```

use crate::contract::Party;
use crate::mention::{PartyForm, PartyMention};
use crate::text::{Text, TokenKind};

/// How many tokens a dateline may take, and in which sentences it may stand.
const LONGEST: usize = 16;
const SENTENCES: usize = 8;

/// The country of the first dateline, else of the outlet; what neither tells stays open. Domestic papers leave their own country unsaid
/// ("the president", "the ministry"), and this is the country they mean.
pub fn home(datelines: &[PartyMention], outlet: &[PartyMention]) -> Option<Party> {
    let first = |mentions: &[PartyMention]| mentions.iter().find(|m| m.form != PartyForm::Bloc).and_then(|m| m.parties.first().copied());
    first(datelines).or_else(|| first(outlet))
}

/// A statistical office, a customs service, a ministry: what it publishes is about its own country's relations, even unsaid.
pub fn is_official(site: &str) -> bool {
    const OFFICES: &[&str] = &[
        "bureau",
        "statistics",
        "statistical",
        "customs",
        "ministry",
        "central bank",
        "authority",
        "department",
        "office",
        "embassy",
        "government",
        "commission",
        "chamber",
        "secretariat",
        "agency for",
        "board of",
    ];
    let site = site.to_lowercase();
    OFFICES.iter().any(|o| site.contains(o))
}

/// Takes the datelines out of the mentions: "BAKU, Nov 3 (Trend) -" says where the report was filed, not whom it is about.
pub fn split_datelines(text: &Text, mentions: Vec<PartyMention>) -> (Vec<PartyMention>, Vec<PartyMention>) {
    let starts: Vec<usize> = text.sentences.iter().take(SENTENCES).map(|s| s.first).collect();
    let datelines: Vec<(usize, usize, bool)> =
        starts.iter().filter_map(|at| dateline(text, *at).map(|(end, dated)| (*at, end, dated))).collect();
    let inside = |m: &PartyMention| {
        let town = matches!(m.form, PartyForm::Capital | PartyForm::Place);
        datelines.iter().any(|(first, end, dated)| *first <= m.tokens.first && m.tokens.last <= *end && (*dated || town))
    };
    mentions.into_iter().partition(|m| inside(m))
}

/// One past the last token of a dateline that begins here, and whether it holds a date or an agency: capitals, or a place with a date or an
/// agency, up to a dash, a colon or a slash.
fn dateline(text: &Text, first: usize) -> Option<(usize, bool)> {
    if !text.is_capitalized(first) {
        return None;
    }
    let shouts = |i: usize| text.word(i).chars().count() > 2 && !text.word(i).chars().any(char::is_lowercase);
    let mut dated = false;
    for at in first..(first + LONGEST).min(text.tokens.len()) {
        let word = text.word(at);
        match word {
            "-" | "–" | "—" if text.tokens[at].spaced => return (dated || shouts(first) && !shouts(at + 1)).then_some((at, dated)),
            "/" | ":" if at > first => return (dated || shouts(first)).then_some((at, dated)),
            "(" => dated |= shouts(first) || dated,
            ")" | "," | "." => {}
            _ if is_month(word) || text.kind(at) == Some(TokenKind::Number) => dated |= at > first,
            _ if text.is_capitalized(at) || text.is_any(at, &["de", "la", "el", "al"]) => {}
            _ if word == "-" && text.is_glued(at) => {}
            _ => return None,
        }
    }
    None
}

fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    word.get(..3).is_some_and(|w| MONTHS.contains(&w.to_ascii_lowercase().as_str())) && word.len() <= 9
}

//! Words that name one of two parties, settled by what else the article names: Congo, Korea, Moscow in Soviet times.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let article = Article { text: "The USSR bought grain. Moscow paid in gold.".into(), ..Article::default() };
//! let page = Reader::embedded().page(&article);
//! assert!(page.parties.iter().all(|m| m.parties[0] == "SU"));
//! ```

use jiff::civil::Date;

use crate::contract::Party;
use crate::mention::{PartyMention, Published};
use crate::text::Text;

/// These words mean `usual`, or `other` when the article names `other` by words of its own and `usual` only by these.
struct Choice {
    words: &'static [&'static str],
    usual: Party,
    other: Party,
    /// Before this day they mean `other` unless `usual` is named by words of its own.
    until: Option<Date>,
}

const CHOICES: &[Choice] = &[
    Choice { words: &["Congo", "Congolese"], usual: Party::new("CD"), other: Party::new("CG"), until: None },
    Choice { words: &["Korea", "Korean", "Koreans"], usual: Party::new("KR"), other: Party::new("KP"), until: None },
    Choice { words: &["Dominican", "Dominicans"], usual: Party::new("DO"), other: Party::new("DM"), until: None },
    Choice {
        words: &["Moscow", "Kremlin", "Russian", "Russians"],
        usual: Party::new("RU"),
        other: Party::new("SU"),
        until: Some(Date::constant(1991, 12, 26)),
    },
    Choice {
        words: &["Prague", "Czech", "Czechs"],
        usual: Party::new("CZ"),
        other: Party::new("CS"),
        until: Some(Date::constant(1993, 1, 1)),
    },
    Choice { words: &["Belgrade"], usual: Party::new("RS"), other: Party::new("YU"), until: Some(Date::constant(2003, 2, 4)) },
    Choice { words: &["Berlin"], usual: Party::new("DE"), other: Party::new("DD"), until: None },
    Choice { words: &["Brussels"], usual: Party::new("EU"), other: Party::new("BE"), until: None },
];

pub fn settle(text: &Text, mentions: &mut [PartyMention], published: Published) {
    for choice in CHOICES {
        let shared = |m: &PartyMention| m.parties.contains(&choice.usual) && choice.words.contains(&text.slice(m.span));
        if !mentions.iter().any(shared) {
            continue;
        }
        let by_own_words =
            |party: Party| mentions.iter().any(|m| m.parties.contains(&party) && !choice.words.contains(&text.slice(m.span)));
        let early = choice.until.is_some_and(|day| published.is_some_and(|p| p < day));
        if !by_own_words(choice.usual) && (early || by_own_words(choice.other)) {
            for mention in mentions.iter_mut().filter(|m| choice.words.contains(&text.slice(m.span))) {
                for party in mention.parties.iter_mut().filter(|p| **p == choice.usual) {
                    *party = choice.other;
                }
            }
        }
    }
}

//! All phrases of `data/` in one trie over tokens, found in one pass.
//!
//! A trie over tokens, not over characters: words are hashed once, a match can't begin inside a word, and any white space or line break
//! between two words of a phrase is the same.
//!
//! A phrase is written as it stands in the news, with three conveniences: `sign/v` stands for all forms of a verb, `bank/n` for singular and
//! plural, `(trade|commercial) turnover` for alternatives (an empty one is allowed: `(the |)Netherlands`). A lower-case phrase matches in any
//! case; a capital in the phrase asks for a capital in the text, and a word all in capitals ("US", "EAEU") for capitals throughout.
//!
//! ```
//! use attache_reader::{lexicon::{Builder, Topic}, text::Text};
//! let mut builder = Builder::default();
//! builder.add(Topic::Indicator, 7, "trade (turnover|volume)/n");
//! let lexicon = builder.build();
//! let text = Text::new("Trade volumes grew.");
//! let hits = lexicon.scan(&text);
//! assert_eq!((hits[0].first, hits[0].last, hits[0].row), (0, 2, 7));
//! ```

use rustc_hash::FxHashMap;

use crate::text::Text;

/// Which slice a phrase belongs to. `row` is that slice's own index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Country,
    Organization,
    Role,
    Project,
    Currency,
    Unit,
    Scale,
    Qualifier,
    Indicator,
    FigureCue,
    Speech,
    Trigger,
    EventCue,
    /// What stands for a party named elsewhere.
    StandIn,
    Other,
}

/// Tokens `first..last` read like phrase `row` of `topic`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    pub first: usize,
    pub last: usize,
    pub topic: Topic,
    pub row: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    AllCaps,
}

#[derive(Clone, Debug)]
struct Entry {
    topic: Topic,
    row: u32,
    cases: Box<[Case]>,
}

#[derive(Default)]
pub struct Builder {
    words: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    entries: Vec<Vec<Entry>>,
}

#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    entries: Vec<Box<[Entry]>>,
}

impl Builder {
    /// Adds every form of a phrase.
    pub fn add(&mut self, topic: Topic, row: usize, phrase: &str) {
        for form in expand(phrase) {
            self.add_form(topic, row as u32, &form);
        }
    }

    fn add_form(&mut self, topic: Topic, row: u32, form: &str) {
        let text = Text::unsplit(form);
        if text.tokens.is_empty() {
            return;
        }
        if self.entries.is_empty() {
            self.entries.push(Vec::new());
        }
        let mut node = 0;
        for i in 0..text.tokens.len() {
            let id = self.words.len() as u32 + 1;
            let id = *self.words.entry(normal(text.word(i)).into_boxed_str()).or_insert(id);
            let fresh = self.entries.len() as u32;
            node = *self.edges.entry((node, id)).or_insert(fresh);
            if node == fresh {
                self.entries.push(Vec::new());
            }
        }
        let cases: Box<[Case]> = (0..text.tokens.len()).map(|i| case_of(text.word(i))).collect();
        let known = &mut self.entries[node as usize];
        if !known.iter().any(|e| e.topic == topic && e.row == row && e.cases == cases) {
            known.push(Entry { topic, row, cases });
        }
    }

    pub fn build(self) -> Lexicon {
        Lexicon { words: self.words, edges: self.edges, entries: self.entries.into_iter().map(Vec::into_boxed_slice).collect() }
    }
}

impl Lexicon {
    /// Every phrase in the text, by first token, the longest of a topic at a token only; phrases of one topic may overlap otherwise.
    pub fn scan(&self, text: &Text) -> Vec<Hit> {
        let mut buffer = String::new();
        let ids: Vec<u32> = (0..text.tokens.len()).map(|i| self.id(text.word(i), &mut buffer)).collect();
        let mut hits: Vec<Hit> = Vec::new();
        for first in 0..ids.len() {
            self.scan_from(text, &ids, first, &mut hits);
        }
        hits
    }

    fn scan_from(&self, text: &Text, ids: &[u32], first: usize, hits: &mut Vec<Hit>) {
        let mut node = 0;
        let begun = hits.len();
        for (k, id) in ids[first..].iter().enumerate() {
            let Some(next) = (*id != 0).then(|| self.edges.get(&(node, *id))).flatten() else { break };
            if k > 0 && text.tokens[first + k].paragraph {
                break;
            }
            node = *next;
            for entry in self.entries.get(node as usize).into_iter().flatten() {
                if fits(text, first, &entry.cases) {
                    let hit = Hit { first, last: first + k + 1, topic: entry.topic, row: entry.row };
                    let mut kept = begun;
                    for at in begun..hits.len() {
                        if !(hits[at].topic == hit.topic && hits[at].last < hit.last) {
                            hits[kept] = hits[at];
                            kept += 1;
                        }
                    }
                    hits.truncate(kept);
                    hits.push(hit);
                }
            }
        }
    }

    fn id(&self, word: &str, buffer: &mut String) -> u32 {
        buffer.clear();
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.words.get(word).copied().unwrap_or(0);
        }
        normalize_into(word, buffer);
        self.words.get(buffer.as_str()).copied().unwrap_or(0)
    }
}

fn fits(text: &Text, first: usize, cases: &[Case]) -> bool {
    cases.iter().enumerate().all(|(k, case)| match case {
        Case::Any => true,
        Case::Capital => text.is_capitalized(first + k),
        Case::AllCaps => !text.word(first + k).chars().any(char::is_lowercase),
    })
}

fn case_of(word: &str) -> Case {
    if !word.chars().next().is_some_and(char::is_uppercase) {
        Case::Any
    } else if !word.chars().any(char::is_lowercase) {
        Case::AllCaps
    } else {
        Case::Capital
    }
}

fn normal(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    normalize_into(word, &mut out);
    out
}

/// Lower case, one apostrophe, one dash.
fn normalize_into(word: &str, out: &mut String) {
    for c in word.chars() {
        match c {
            '\u{2019}' | '\u{02BC}' | '\u{2018}' => out.push('\''),
            '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2014}' => out.push('-'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// All forms of a phrase: alternatives in brackets, then `/v` and `/n`.
pub fn expand(phrase: &str) -> Vec<String> {
    if let Some((open, close)) = innermost_bracket(phrase) {
        let (head, tail) = (&phrase[..open], &phrase[close + 1..]);
        return phrase[open + 1..close].split('|').flat_map(|alternative| expand(&format!("{head}{alternative}{tail}"))).collect();
    }
    let mut forms = vec![String::new()];
    for word in phrase.split(' ').filter(|w| !w.is_empty()) {
        let variants = match word.rsplit_once('/') {
            Some((stem, "v")) => verb_forms(stem),
            Some((stem, "n")) => noun_forms(stem),
            _ => vec![word.to_owned()],
        };
        forms =
            forms.iter().flat_map(|f| variants.iter().map(move |v| if f.is_empty() { v.clone() } else { format!("{f} {v}") })).collect();
    }
    forms
}

fn innermost_bracket(phrase: &str) -> Option<(usize, usize)> {
    let close = phrase.find(')')?;
    let open = phrase[..close].rfind('(')?;
    Some((open, close))
}

/// Base, -s, past, participle, -ing.
pub fn verb_forms(stem: &str) -> Vec<String> {
    let mut forms = vec![stem.to_owned(), plural(stem)];
    if let Some((_, past)) = IRREGULAR.iter().find(|(v, _)| *v == stem) {
        forms.extend(past.split(' ').map(str::to_owned));
    } else {
        forms.push(regular_past(stem));
    }
    forms.push(gerund(stem));
    forms.dedup();
    forms
}

/// Past forms and participles that no ending gives away.
pub fn irregular_pasts() -> impl Iterator<Item = &'static str> {
    IRREGULAR.iter().flat_map(|(_, past)| past.split(' '))
}

pub fn noun_forms(stem: &str) -> Vec<String> {
    let plural = match stem {
        "man" => "men".to_owned(),
        "woman" => "women".to_owned(),
        "person" => "people".to_owned(),
        s if s.ends_with("man") && s.len() > 4 => format!("{}men", &s[..s.len() - 3]),
        s => plural(s),
    };
    vec![stem.to_owned(), plural]
}

fn plural(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let consonant_y = bytes.len() > 1 && bytes.ends_with(b"y") && !is_vowel(bytes[bytes.len() - 2]);
    if consonant_y {
        format!("{}ies", &stem[..stem.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| stem.ends_with(e)) || matches!(stem, "go" | "undergo" | "do" | "veto" | "echo") {
        format!("{stem}es")
    } else {
        format!("{stem}s")
    }
}

fn regular_past(stem: &str) -> String {
    let bytes = stem.as_bytes();
    if stem.ends_with('e') {
        format!("{stem}d")
    } else if bytes.len() > 1 && bytes.ends_with(b"y") && !is_vowel(bytes[bytes.len() - 2]) {
        format!("{}ied", &stem[..stem.len() - 1])
    } else if doubles(stem) {
        format!("{stem}{}ed", &stem[stem.len() - 1..])
    } else {
        format!("{stem}ed")
    }
}

fn gerund(stem: &str) -> String {
    if let Some(head) = stem.strip_suffix("ie") {
        format!("{head}ying")
    } else if stem.ends_with('e') && !stem.ends_with("ee") && stem.len() > 2 {
        format!("{}ing", &stem[..stem.len() - 1])
    } else if doubles(stem) {
        format!("{stem}{}ing", &stem[stem.len() - 1..])
    } else {
        format!("{stem}ing")
    }
}

/// One-syllable consonant-vowel-consonant stems double ("plan"), and a few longer ones stressed at the end.
fn doubles(stem: &str) -> bool {
    const LONGER: &[&str] = &[
        "admit", "commit", "permit", "submit", "transfer", "refer", "prefer", "occur", "expel", "compel", "rebut", "omit", "forbid",
        "begin", "forget", "regret",
    ];
    let b = stem.as_bytes();
    if LONGER.contains(&stem) {
        return true;
    }
    let n = b.len();
    (3..=5).contains(&n)
        && !is_vowel(b[n - 1])
        && !matches!(b[n - 1], b'w' | b'x' | b'y' | b'h')
        && is_vowel(b[n - 2])
        && !is_vowel(b[n - 3])
        && b.iter().filter(|c| is_vowel(**c)).count() == 1
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Past and participle of the irregular verbs that news of this kind uses.
const IRREGULAR: &[(&str, &str)] = &[
    ("arise", "arose arisen"),
    ("bear", "bore borne"),
    ("become", "became become"),
    ("begin", "began begun"),
    ("break", "broke broken"),
    ("bring", "brought"),
    ("build", "built"),
    ("rebuild", "rebuilt"),
    ("buy", "bought"),
    ("catch", "caught"),
    ("choose", "chose chosen"),
    ("come", "came come"),
    ("cost", "cost"),
    ("cut", "cut"),
    ("deal", "dealt"),
    ("do", "did done"),
    ("draw", "drew drawn"),
    ("withdraw", "withdrew withdrawn"),
    ("drive", "drove driven"),
    ("fall", "fell fallen"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("find", "found"),
    ("fly", "flew flown"),
    ("forbid", "forbade forbidden"),
    ("get", "got gotten"),
    ("give", "gave given"),
    ("go", "went gone"),
    ("grow", "grew grown"),
    ("hit", "hit"),
    ("hold", "held"),
    ("uphold", "upheld"),
    ("withhold", "withheld"),
    ("keep", "kept"),
    ("know", "knew known"),
    ("lay", "laid"),
    ("lead", "led"),
    ("leave", "left"),
    ("lend", "lent"),
    ("let", "let"),
    ("lose", "lost"),
    ("make", "made"),
    ("mean", "meant"),
    ("meet", "met"),
    ("overtake", "overtook overtaken"),
    ("pay", "paid"),
    ("repay", "repaid"),
    ("put", "put"),
    ("read", "read"),
    ("rise", "rose risen"),
    ("run", "ran run"),
    ("say", "said"),
    ("see", "saw seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set"),
    ("shake", "shook shaken"),
    ("shrink", "shrank shrunk"),
    ("shut", "shut"),
    ("sink", "sank sunk"),
    ("speak", "spoke spoken"),
    ("spend", "spent"),
    ("stand", "stood"),
    ("strike", "struck"),
    ("swear", "swore sworn"),
    ("take", "took taken"),
    ("undertake", "undertook undertaken"),
    ("tell", "told"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("understand", "understood"),
    ("undergo", "underwent undergone"),
    ("win", "won"),
    ("write", "wrote written"),
    ("bid", "bid"),
    ("foresee", "foresaw foreseen"),
    ("upset", "upset"),
    ("overrun", "overran overrun"),
    ("slide", "slid"),
    ("shoot", "shot"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects() {
        assert_eq!(verb_forms("sign"), ["sign", "signs", "signed", "signing"]);
        assert_eq!(verb_forms("ratify"), ["ratify", "ratifies", "ratified", "ratifying"]);
        assert_eq!(verb_forms("plan"), ["plan", "plans", "planned", "planning"]);
        assert_eq!(verb_forms("take"), ["take", "takes", "took", "taken", "taking"]);
        assert_eq!(noun_forms("company"), ["company", "companies"]);
    }

    #[test]
    fn capitals_ask_for_capitals() {
        let mut builder = Builder::default();
        builder.add(Topic::Country, 1, "US");
        builder.add(Topic::Country, 2, "Turkey");
        let lexicon = builder.build();
        let rows = |raw: &str| lexicon.scan(&Text::new(raw)).iter().map(|h| h.row).collect::<Vec<_>>();
        assert_eq!(rows("Give us roast turkey."), Vec::<u32>::new());
        assert_eq!(rows("US and TURKEY and Turkey"), [1, 2, 2]);
    }
}

//! Which words belong to the calendar: every token of a text gets a [`Word`], most of them [`Word::Plain`].
//!
//! ```
//! use attache_reader::{data::Data, mention::period::words::{Word, Words}, text::Text};
//! let words = Words::new(&Data::embedded());
//! let classes = words.classify(&Text::new("in May they may march"));
//! assert_eq!(classes, [Word::Plain, Word::Month(5), Word::Plain, Word::Plain, Word::Plain]);
//! ```

use rustc_hash::FxHashMap;

use crate::data::Data;
use crate::text::{Text, TokenKind};

/// What the calendar makes of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Plain,
    /// 1 is January.
    Month(u8),
    /// "Jan", "Sept": asks for a number or a stop beside it.
    ShortMonth(u8),
    /// 1 is Monday.
    Weekday(u8),
    /// "Mondays".
    Weekdays(u8),
    ShortWeekday(u8),
    Unit(Unit),
    /// "three", "25"; 0 for "several".
    Number(u16),
    Ordinal(u8),
    /// 1 is spring.
    Season(u8),
    DayPart(DayPart),
    Lead(Lead),
    Edge(Edge),
    /// Days from today.
    Day(i8),
    Tonight,
    Reference(Reference),
    /// Index into [`SETS`].
    Set(u8),
    Fiscal(Fiscal),
    /// "FY".
    FiscalShort,
    /// "Q".
    QuarterLetter,
    /// "H".
    HalfLetter,
    /// "then".
    Then,
    /// "14.05.2021".
    Dotted,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),* }

        impl $name {
            fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

named! {
    /// Units of time.
    Unit {
        Second "second", Minute "minute", Hour "hour", Day "day", Week "week", Fortnight "fortnight", Month "month", Quarter "quarter",
        Half "half", Year "year", Decade "decade", Century "century",
    }
}

named! {
    /// Words before a unit that place it.
    Lead {
        The "the", A "a", This "this", That "that", Last "last", Past "past", Latest "latest", Next "next", Coming "coming",
        Previous "previous", Following "following", Current "current", Same "same", Each "each", Every "every", Recent "recent",
        Whole "whole", Its "its",
    }
}

named! {
    /// A part of a stretch.
    Edge { Early "early", Late "late", Mid "mid", Start "start", End "end" }
}

named! {
    /// A part of the day.
    DayPart { Morning "MO", Midday "MI", Afternoon "AF", Evening "EV", Night "NI", Dawn "DT" }
}

named! {
    /// Vague references.
    Reference { Past "past", Present "present", Future "future" }
}

named! {
    /// What kind of year that isn't the calendar's.
    Fiscal { Fiscal "fiscal", Market "market", Academic "academic" }
}

named! {
    /// What else a word tells about a period near it.
    Cue {
        Ahead "ahead", Behind "behind", Verb "verb", Named "named", AmountNoun "amount_noun", Total "total", Change "change",
        YearLead "year_lead", MonthLead "month_lead", AfterYear "verb_after_year",
    }
}

/// TIMEX3 values of "daily", "weekly" and so on.
pub const SETS: &[&str] = &["P1D", "P1W", "P2W", "P1M", "P3M", "P1Y", "P6M", "PT1H", "P2Y"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    Upper,
}

/// `calendar_words.tsv` by lower-case word.
#[derive(Clone, Debug, Default)]
pub struct Words {
    rows: FxHashMap<Box<str>, (Word, Case)>,
    /// Bit `n` is set when some word has `n` letters and that first letter.
    lengths: [u32; 26],
    /// `period_cues.tsv`: bit `n` for the `n`th cue.
    cues: FxHashMap<Box<str>, u16>,
}

/// No word of the calendar is longer.
const LONGEST: usize = 14;

impl Words {
    pub fn new(data: &Data) -> Self {
        let mut words = Words::default();
        for row in data.table("calendar_words.tsv").rows() {
            let case = match row.get("case") {
                "capital" => Case::Capital,
                "upper" => Case::Upper,
                _ => Case::Any,
            };
            let Some(word) = parse(row.get("class"), row.get("value")) else { continue };
            for spelling in row.get("words").split(';').filter(|w| !w.is_empty()) {
                words.insert(&spelling.to_ascii_lowercase(), word, case);
            }
        }
        for row in data.table("period_cues.tsv").rows() {
            let Some(cue) = Cue::parse(row.get("class")) else { continue };
            for word in row.get("words").split(' ') {
                *words.cues.entry(word.into()).or_insert(0) |= 1 << cue as u16;
            }
        }
        words
    }

    /// Is the word one of this sort?
    pub fn is_cue(&self, word: &str, cue: Cue) -> bool {
        let known = |word: &str| self.cues.get(word).is_some_and(|bits| bits & (1 << cue as u16) != 0);
        if word.bytes().any(|b| b.is_ascii_uppercase()) { known(&word.to_ascii_lowercase()) } else { known(word) }
    }

    fn insert(&mut self, word: &str, class: Word, case: Case) {
        if let Some(letter) = letter_index(word) {
            self.lengths[letter] |= 1 << word.len().min(31);
            self.rows.insert(word.into(), (class, case));
        }
    }

    pub fn classify(&self, text: &Text) -> Vec<Word> {
        (0..text.tokens.len()).map(|i| self.word(text, i)).collect()
    }

    fn word(&self, text: &Text, i: usize) -> Word {
        match text.kind(i) {
            Some(TokenKind::Number) => number(text.word(i)),
            Some(TokenKind::Word) => self.letters(text.word(i)),
            _ => Word::Plain,
        }
    }

    fn letters(&self, word: &str) -> Word {
        let Some(letter) = letter_index(word) else { return Word::Plain };
        if word.len() > LONGEST || self.lengths[letter] & (1 << word.len()) == 0 {
            return Word::Plain;
        }
        let mut buffer = [0u8; LONGEST];
        for (to, from) in buffer.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        let lower = std::str::from_utf8(&buffer[..word.len()]).unwrap_or("");
        match self.rows.get(lower) {
            Some((class, case)) if case.fits(word) => *class,
            _ => Word::Plain,
        }
    }
}

impl Case {
    fn fits(self, word: &str) -> bool {
        match self {
            Case::Any => true,
            Case::Capital => word.starts_with(|c: char| c.is_ascii_uppercase()),
            Case::Upper => !word.bytes().any(|b| b.is_ascii_lowercase()),
        }
    }
}

fn letter_index(word: &str) -> Option<usize> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    first.is_ascii_lowercase().then(|| usize::from(first - b'a'))
}

/// Plain digits up to four are a number; two stops between digits make a dotted date.
fn number(word: &str) -> Word {
    if word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().map_or(Word::Plain, Word::Number);
    }
    let dots = word.bytes().filter(|b| *b == b'.').count();
    if dots == 2 && word.len() <= 10 && !word.contains(',') { Word::Dotted } else { Word::Plain }
}

fn parse(class: &str, value: &str) -> Option<Word> {
    let number = || value.parse::<u8>().ok();
    Some(match class {
        "month" => Word::Month(number()?),
        "short_month" => Word::ShortMonth(number()?),
        "weekday" => Word::Weekday(number()?),
        "weekdays" => Word::Weekdays(number()?),
        "short_weekday" => Word::ShortWeekday(number()?),
        "unit" => Word::Unit(Unit::parse(value)?),
        "number" => Word::Number(value.parse().ok()?),
        "ordinal" => Word::Ordinal(number()?),
        "season" => Word::Season(number()?),
        "day_part" => Word::DayPart(DayPart::parse(value)?),
        "lead" => Word::Lead(Lead::parse(value)?),
        "edge" => Word::Edge(Edge::parse(value)?),
        "day" if value == "tonight" => Word::Tonight,
        "day" => Word::Day(value.parse().ok()?),
        "reference" => Word::Reference(Reference::parse(value)?),
        "set" => Word::Set(SETS.iter().position(|s| *s == value)?.try_into().ok()?),
        "fiscal" => Word::Fiscal(Fiscal::parse(value)?),
        "fiscal_short" => Word::FiscalShort,
        "quarter_letter" => Word::QuarterLetter,
        "half_letter" => Word::HalfLetter,
        "then" => Word::Then,
        _ => return None,
    })
}

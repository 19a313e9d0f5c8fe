//! What a text mentions, by kind: amounts, periods, parties, people, organisations, projects, quotations.
//!
//! Each scanner is a function of tokens and lexicon hits; none decides what a mention is *for* — that is the slices' work.
//!
//! ```
//! use attache_reader::mention::Tokens;
//! assert!(Tokens { first: 2, last: 4 }.holds(3));
//! ```

pub mod amount;
pub mod party;
pub mod period;
pub mod person;
pub mod phrase;
pub mod project;
pub mod quotation;
pub mod word_class;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::contract::{Code, Direction, Party, Period, Qualifier};
use crate::text::Span;

/// Tokens `first..last`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tokens {
    pub first: usize,
    pub last: usize,
}

impl Tokens {
    pub fn new(first: usize, last: usize) -> Self {
        Tokens { first, last }
    }

    pub fn holds(self, token: usize) -> bool {
        self.first <= token && token < self.last
    }

    pub fn overlaps(self, other: Tokens) -> bool {
        self.first < other.last && other.first < self.last
    }
}

/// What kind of amount the words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AmountKind {
    /// A currency's amount: "$1.2bn". `unit` is ISO 4217.
    Money,
    /// "12 percent", "a fifth", "one in three". `unit` is `percent`.
    Percent,
    /// "percentage points". `unit` is `percent`.
    PercentPoint,
    /// "doubled", "2.5 times", "threefold", "halved". `unit` is `times`; `direction` is set.
    Factor,
    /// A number with a unit of the contract: "21,000 tonnes", "160 companies". `unit` is the contract's.
    Quantity,
    /// A number with a noun that has no unit of its own ("46 hurdles"): `unit` is `unit`, `noun` names it.
    Count,
    /// A number alone ("rose to 34,800", "109 million"): its unit is to be found by others. `unit` is empty.
    Bare,
}

/// A quantity as the text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Shortest span holding qualifier, number and unit: the figure's evidence.
    pub tokens: Tokens,
    pub span: Span,
    /// The number and unit without the qualifier.
    pub core: Span,
    pub kind: AmountKind,
    pub value: Decimal,
    pub value_max: Option<Decimal>,
    pub unit: Code,
    pub qualifier: Qualifier,
    /// Up or down when the expression itself says so ("doubled", "halved").
    pub direction: Option<Direction>,
    /// Tokens of the counted noun phrase ("South Korean companies", "hurdles"); empty when none.
    pub noun: Tokens,
    /// The same amount in another currency, in brackets or after "or": never an amount of its own.
    pub converted: Option<(Decimal, Code)>,
    /// Currency guessed from the country or left open ("dollars" in an article on Canada).
    pub ambiguous: bool,
}

/// TIMEX3's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

/// How the words tie the period to what they modify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodRole {
    /// "in 2021", "January-August", "last year".
    Within,
    /// "since 1992", "so far this year", "since the start of the year".
    Since,
    /// "by 2030", "until the end of the decade", "before March".
    By,
    /// "within five years", "over the next three months".
    Ahead,
    /// "over the past decade".
    Past,
    /// "as of 1 October", "at the end of March".
    AsOf,
    /// "from May on".
    From,
    /// "a year earlier", "the same period last year", "the year before": relative to another period of the sentence.
    Compared,
    /// "per week", "a year", "annually", "each month": a rate.
    Rate,
    /// "for five years", "a three-year loan": a duration with no place in time.
    Duration,
    /// "in recent years", "recently", "now": nothing to write down.
    Vague,
}

impl PeriodRole {
    pub fn name(self) -> &'static str {
        match self {
            PeriodRole::Within => "within",
            PeriodRole::Since => "since",
            PeriodRole::By => "by",
            PeriodRole::Ahead => "ahead",
            PeriodRole::Past => "past",
            PeriodRole::AsOf => "as of",
            PeriodRole::From => "from",
            PeriodRole::Compared => "compared",
            PeriodRole::Rate => "rate",
            PeriodRole::Duration => "duration",
            PeriodRole::Vague => "vague",
        }
    }
}

/// A TIMEX3 expression: the words that name a time, without preposition.
#[derive(Clone, Debug, PartialEq)]
pub struct Timex {
    pub span: Span,
    pub kind: TimexType,
    /// "2021", "2021-Q3", "P5Y", "PRESENT_REF".
    pub value: String,
}

/// A period or point as the text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodMention {
    /// With the preposition: "since 1992", "by the end of the year".
    pub tokens: Tokens,
    pub span: Span,
    pub role: PeriodRole,
    /// What GUIDELINES' table says to write for it; `None` when it can't be resolved.
    pub period: Option<Period>,
    /// The place that the words name by themselves, whatever the role: December for "at the end of 2021", the year for "by 2030",
    /// the time from tomorrow on for "over the next two years". An event in or at it happened then.
    pub place: Option<Period>,
    /// The TIMEX3 expressions it holds: one, or two for "from 1995 to 2021".
    pub timexes: Vec<Timex>,
    /// For `Compared`: how many years, months or days before the period it is compared with.
    pub shift: Option<Shift>,
    /// "for eight months", "January" with no year: the publication date or another period of the text was needed.
    pub year_inferred: bool,
    /// The date of a newswire's dateline: no figure's or event's period.
    pub dateline: bool,
}

/// Steps back from the period that a comparison is with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    pub years: i32,
    pub months: i32,
    pub days: i32,
}

/// How a party is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartyForm {
    /// "Kazakhstan".
    Name,
    /// "Kazakh", "Kazakhs".
    Demonym,
    /// "Astana": the capital or the seat of its government.
    Capital,
    /// Another city or region of it: "Almaty", "Bavaria".
    Place,
    /// "EU", "ASEAN".
    Bloc,
    /// A company, bank, ministry or other body that is of one country: "Gazprom", "KTZ", "the US Federal Reserve".
    Body,
    /// A periphrasis or pronoun resolved: "the island nation", "the country", "its neighbour", "it", "our country".
    Anaphor,
    /// "the two countries", "both sides", "bilateral", "mutual", "each other": `parties` holds the pair.
    Pair,
}

/// A party (or a pair of them) named or meant.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyMention {
    pub tokens: Tokens,
    pub span: Span,
    pub form: PartyForm,
    /// One code; two (rarely more) for `Pair`; empty when not resolved.
    pub parties: Vec<Party>,
    /// A possessive follows or is part of it: "Kazakhstan's", "its".
    pub possessive: bool,
}

/// A named corridor, railway, pipeline, plant, fund or scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectMention {
    pub tokens: Tokens,
    pub span: Span,
    /// The project's fullest known name, else the words of the text.
    pub name: String,
}

/// A person named or meant: "Energy Minister Parviz Shahbazov", "the minister", "he".
#[derive(Clone, Debug, PartialEq)]
pub struct PersonMention {
    pub tokens: Tokens,
    pub span: Span,
    /// Index into `Page::people`.
    pub person: Option<usize>,
    /// The words are a pronoun or a bare role, resolved by context.
    pub anaphoric: bool,
}

/// Somebody or some body that can speak or take part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The fullest form in the document.
    pub name: Option<String>,
    pub role: Option<String>,
    pub organization: Option<String>,
    pub country: Option<Party>,
}

/// A quotation's inside, between its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// The words between the marks.
    pub span: Span,
    pub tokens: Tokens,
    /// Nested in another quotation.
    pub nested: bool,
    /// The closing mark is missing (a quotation of several paragraphs, or a slip).
    pub open_ended: bool,
}

/// The day an article came out, where known.
pub type Published = Option<Date>;

//! Amounts: numbers with scale, currency, unit, qualifier and range.
//!
//! A scan walks the tokens once; at a number it looks a bounded way to both sides: currency before, unit or noun after, a second number of a
//! range, qualifiers around.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::{Amounts, money::Origin}, text::Text};
//! let scanner = Amounts::new(&Data::embedded());
//! let text = Text::new("more than 3.8 trillion tenge ($8.5 billion)");
//! let amounts = scanner.scan(&text, &[], Origin::default());
//! assert_eq!((amounts.len(), amounts[0].unit.as_str()), (1, "KZT"));
//! assert_eq!(text.slice(amounts[0].span), "more than 3.8 trillion tenge");
//! assert!(scanner.scan(&Text::new("no amounts here"), &[], Origin::default()).is_empty());
//! ```

pub mod draft;
pub mod factor;
pub mod measure;
pub mod money;
pub mod number;
pub mod phrases;
pub mod qualifier;
mod range;
pub mod reject;
pub mod share;
pub mod spans;
pub mod table;
pub mod words;

use crate::contract::{Code, Qualifier};
use crate::data::Data;
use crate::mention::{Amount, AmountKind, PartyMention, Tokens};
use crate::text::{Text, TokenKind};
use draft::{Draft, DraftKind};
use factor::Factors;
use measure::Measures;
use money::{Money, Origin, Whose};
use number::Numbers;
use phrases::lower;
use qualifier::Qualifiers;
use reject::Names;
use share::{Share, Shares};

#[derive(Clone, Debug, Default)]
pub struct Amounts {
    numbers: Numbers,
    money: Money,
    measures: Measures,
    qualifiers: Qualifiers,
    shares: Shares,
    factors: Factors,
    names: Names,
}

/// One walk over a text.
struct Scan<'a> {
    amounts: &'a Amounts,
    text: &'a Text<'a>,
    parties: &'a [PartyMention],
    whose: Whose<'a>,
    /// Where the last amount ended: nothing before it belongs to the next.
    floor: usize,
    /// The last amount is a percentage or a factor: "22% more than" compares.
    after_rate: bool,
}

impl Amounts {
    pub fn new(data: &Data) -> Self {
        Amounts {
            numbers: Numbers::new(data),
            money: Money::new(data),
            measures: Measures::new(data),
            qualifiers: Qualifiers::new(data),
            shares: Shares::new(data),
            factors: Factors::new(data),
            names: Names::new(data),
        }
    }

    /// Every amount, in text order, none overlapping another. Parties named in the text and where the article comes from decide between the
    /// currencies of one name.
    pub fn scan(&self, text: &Text, parties: &[PartyMention], origin: Origin) -> Vec<Amount> {
        draft::fold_conversions(text, self.drafts(text, parties, origin)).into_iter().filter_map(|d| d.amount(text)).collect()
    }

    /// Everything with a number that measures or counts, durations too, before conversions are folded into what they convert.
    fn drafts(&self, text: &Text, parties: &[PartyMention], origin: Origin) -> Vec<Draft> {
        let mut scan = Scan { amounts: self, text, parties, whose: Whose::new(&self.money, parties, origin), floor: 0, after_rate: false };
        let mut drafts: Vec<Draft> = Vec::new();
        let mut at = 0;
        while at < text.tokens.len() {
            match scan.at(at) {
                Step::Found(draft) => {
                    at = draft.tokens.last.max(at + 1);
                    scan.floor = at;
                    scan.after_rate = draft.is(AmountKind::Percent) || draft.is(AmountKind::PercentPoint) || draft.is(AmountKind::Factor);
                    drafts.push(draft);
                }
                Step::Skip(last) => {
                    at = last.max(at + 1);
                    scan.floor = at;
                    scan.after_rate = false;
                }
                Step::Nothing => at += 1,
            }
        }
        self.tabulate(text, drafts, &mut scan.whose)
    }
}

/// What stands at a token.
enum Step {
    Found(Draft),
    /// A number that is no amount, up to this token.
    Skip(usize),
    Nothing,
}

impl Scan<'_> {
    fn at(&mut self, at: usize) -> Step {
        match self.text.kind(at) {
            Some(TokenKind::Number) => self.at_number(at),
            Some(TokenKind::Word) => self.at_word(at),
            Some(TokenKind::Symbol) if matches!(self.text.word(at), "½" | "¼" | "¾" | "⅓" | "⅔") => self.number(at),
            _ => Step::Nothing,
        }
    }

    fn at_number(&mut self, at: usize) -> Step {
        match self.amounts.shares.read(self.text, at, &self.amounts.numbers) {
            Some(share) if !reject::is_year(self.text, &number::Number::plain(at)) => self.share(share),
            _ => self.number(at),
        }
    }

    fn at_word(&mut self, at: usize) -> Step {
        let word = lower(self.text.word(at));
        let article = matches!(word.as_ref(), "a" | "an");
        if article || word == "half" || self.amounts.numbers.begins(&word) {
            if let Some(share) = self.amounts.shares.read(self.text, at, &self.amounts.numbers)
                && self.amounts.numbers.read(self.text, at).is_none_or(|n| n.last <= share.last)
            {
                return self.share(share);
            }
            return self.number(at);
        }
        if self.amounts.factors.begins(&word) { self.factor(at) } else { Step::Nothing }
    }

    fn share(&self, share: Share) -> Step {
        let mut draft = Draft::new(DraftKind::Amount(AmountKind::Percent), Tokens::new(share.first, share.last), share.percent);
        draft.unit = Code::new("percent");
        draft.qualifier = if share.rounded { Qualifier::About } else { Qualifier::Exact };
        draft.direction = share.fell.then_some(crate::contract::Direction::Down);
        if self.text.is(share.last, "of") {
            draft.noun = self.amounts.measures.noun(self.text, share.last + 1, false).map(|n| n.tokens).unwrap_or_default();
        }
        Step::Found(self.qualified(draft))
    }

    /// Words that multiply; "halved" is a fall by 50 percent.
    fn factor(&self, at: usize) -> Step {
        let Some(factor) = self.amounts.factors.word(self.text, at) else { return Step::Nothing };
        let kind = if factor.direction.is_some() { AmountKind::Factor } else { AmountKind::Bare };
        let mut draft = Draft::new(DraftKind::Amount(kind), Tokens::new(at, factor.last), factor.value);
        draft.direction = factor.direction;
        draft.unit = Code::new(if factor.direction.is_some() { "times" } else { "" });
        if factor.direction == Some(crate::contract::Direction::Down) {
            draft.kind = DraftKind::Amount(AmountKind::Percent);
            draft.unit = Code::new("percent");
            draft.value = rust_decimal::Decimal::from(50);
        }
        Step::Found(self.qualified(draft))
    }

    /// Adds the qualifiers around: those beside it belong to the evidence, verbs don't.
    fn qualified(&self, mut draft: Draft) -> Draft {
        let words = &self.amounts.qualifiers;
        draft.core = draft.tokens;
        let before = words.before(self.text, draft.tokens.first, self.floor);
        if let Some((start, qualifier)) = before.filter(|(start, _)| !(self.after_rate && *start == self.floor)) {
            draft.tokens.first = start;
            draft.qualifier = qualifier;
        } else if let Some(qualifier) = words.verb(self.text, draft.tokens.first, self.floor) {
            draft.qualifier = qualifier;
        }
        if draft.qualifier == Qualifier::Exact
            && let Some((last, qualifier)) = words.after(self.text, draft.tokens.last)
        {
            draft.tokens.last = last;
            draft.qualifier = qualifier;
        }
        draft
    }
}

#[cfg(test)]
mod tests;

//! An amount while it is put together, with what other tools' conventions need besides.
//!
//! ```
//! use attache_reader::mention::{AmountKind, Tokens, amount::draft::{Draft, DraftKind}};
//! let draft = Draft::new(DraftKind::Amount(AmountKind::Bare), Tokens::new(0, 1), 5.into());
//! assert_eq!(draft.value_max, None);
//! ```

use rust_decimal::Decimal;

use crate::contract::{Code, Direction, Qualifier};
use crate::mention::{Amount, AmountKind, Tokens};
use crate::text::Text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKind {
    Amount(AmountKind),
    /// "five years", "basis points": what other slices read, or nobody.
    Other,
}

#[derive(Clone, Debug)]
pub struct Draft {
    pub tokens: Tokens,
    pub core: Tokens,
    pub kind: DraftKind,
    pub value: Decimal,
    pub value_max: Option<Decimal>,
    pub unit: Code,
    /// What the contract's unit multiplies the written number by ("GWh").
    pub factor: Decimal,
    /// Row of `units.tsv`.
    pub measure: Option<u32>,
    pub qualifier: Qualifier,
    pub direction: Option<Direction>,
    pub noun: Tokens,
    pub converted: Option<(Decimal, Code)>,
    pub ambiguous: bool,
}

impl Draft {
    pub fn new(kind: DraftKind, tokens: Tokens, value: Decimal) -> Self {
        Draft {
            tokens,
            core: tokens,
            kind,
            value,
            value_max: None,
            unit: Code::new(""),
            factor: Decimal::ONE,
            measure: None,
            qualifier: Qualifier::Exact,
            direction: None,
            noun: Tokens::default(),
            converted: None,
            ambiguous: false,
        }
    }

    pub fn is(&self, kind: AmountKind) -> bool {
        self.kind == DraftKind::Amount(kind)
    }

    /// The amount in the contract's units; `None` for durations and what overflows.
    pub fn amount(self, text: &Text) -> Option<Amount> {
        let DraftKind::Amount(kind) = self.kind else { return None };
        let in_units = |value: Decimal| value.checked_mul(self.factor).map(|v| v.normalize());
        Some(Amount {
            tokens: self.tokens,
            span: text.span(self.tokens.first..self.tokens.last),
            core: text.span(self.core.first..self.core.last),
            kind,
            value: in_units(self.value)?,
            value_max: match self.value_max {
                Some(max) => Some(in_units(max)?),
                None => None,
            },
            unit: self.unit,
            qualifier: self.qualifier,
            direction: self.direction,
            noun: self.noun,
            converted: self.converted,
            ambiguous: self.ambiguous,
        })
    }
}

/// "3.8 trillion tenge ($8.5 billion)", "1,000 rubles, or $12": the second amount is the first in another currency.
pub fn fold_conversions(text: &Text, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut folded: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match folded.last_mut() {
            Some(last) if converts(text, last, &draft) => last.converted = Some((draft.value, draft.unit)),
            _ => folded.push(draft),
        }
    }
    folded
}

fn converts(text: &Text, first: &Draft, second: &Draft) -> bool {
    if !(first.is(AmountKind::Money) && second.is(AmountKind::Money) && first.unit != second.unit && first.converted.is_none()) {
        return false;
    }
    let between = first.tokens.last..second.tokens.first;
    if between.len() > 6 || between.is_empty() {
        return false;
    }
    let word = |k: usize| text.word(between.start + k);
    let bracket = matches!(word(0), "(" | "[");
    let equal = |k: usize| {
        text.is_any(between.start + k, &["or", "equivalent", "equal", "i.e.", "ie", "about", "around", "worth", "approximately", "at"])
    };
    bracket
        || word(0) == "," && equal(1)
        || text.is_any(between.start, &["or", "equivalent", "equal"])
        || matches!(word(0), "/" | "=" | "≈")
}

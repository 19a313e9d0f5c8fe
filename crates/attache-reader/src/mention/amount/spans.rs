//! What stands in a text, as other people's benchmarks write it down.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::{Amounts, money::Origin}, text::Text};
//! let spans = Amounts::new(&Data::embedded()).spans(&Text::new("It rose 12% in five years."), &[], Origin::default());
//! assert_eq!(spans.iter().map(|s| (s.value.to_string(), s.unit.as_str())).collect::<Vec<_>>(), [("12".into(), "percentage"), ("5".into(), "year")]);
//! ```

use rust_decimal::Decimal;

use super::Amounts;
use super::draft::{Draft, DraftKind};
use super::money::Origin;
use crate::contract::Direction;
use crate::mention::{AmountKind, PartyMention};
use crate::text::{Span, Text};

/// One quantity: bytes of the text, the number as written, its unit in words or as a currency's code.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantitySpan {
    pub span: Span,
    pub kind: &'static str,
    pub value: Decimal,
    pub value_max: Option<Decimal>,
    pub unit: String,
}

impl Amounts {
    /// Everything measured or counted, durations and conversions too, each with its number as it is written.
    pub fn spans(&self, text: &Text, parties: &[PartyMention], origin: Origin) -> Vec<QuantitySpan> {
        self.drafts(text, parties, origin).iter().map(|draft| self.quantity_span(text, draft)).collect()
    }

    fn quantity_span(&self, text: &Text, draft: &Draft) -> QuantitySpan {
        let negative = draft.direction == Some(Direction::Down) && !draft.is(AmountKind::Factor) && !draft.is(AmountKind::Percent);
        QuantitySpan {
            span: text.span(draft.core.first..draft.core.last),
            kind: kind_name(draft.kind),
            value: if negative { -draft.value } else { draft.value }.normalize(),
            value_max: draft.value_max.map(|v| v.normalize()),
            unit: self.unit_name(text, draft),
        }
    }

    fn unit_name(&self, text: &Text, draft: &Draft) -> String {
        if let Some(unit) = draft.measure.and_then(|row| self.measures.unit(row)) {
            return if unit.name.is_empty() { singular(text, draft) } else { unit.name.to_string() };
        }
        match draft.kind {
            DraftKind::Amount(AmountKind::Money) => draft.unit.to_string(),
            DraftKind::Amount(AmountKind::Percent | AmountKind::PercentPoint) => "percentage".to_owned(),
            DraftKind::Amount(AmountKind::Factor) => "count".to_owned(),
            DraftKind::Amount(AmountKind::Bare) => "-".to_owned(),
            _ => singular(text, draft),
        }
    }
}

fn kind_name(kind: DraftKind) -> &'static str {
    match kind {
        DraftKind::Amount(AmountKind::Money) => "money",
        DraftKind::Amount(AmountKind::Percent) => "percent",
        DraftKind::Amount(AmountKind::PercentPoint) => "percent_point",
        DraftKind::Amount(AmountKind::Factor) => "factor",
        DraftKind::Amount(AmountKind::Quantity) => "quantity",
        DraftKind::Amount(AmountKind::Count) => "count",
        DraftKind::Amount(AmountKind::Bare) => "number",
        DraftKind::Other => "duration",
    }
}

/// The noun in the singular, as far as its ending tells.
fn singular(text: &Text, draft: &Draft) -> String {
    let words: Vec<&str> = (draft.noun.first..draft.noun.last).map(|i| text.word(i)).filter(|w| *w != "-").collect();
    let mut name = words.join(" ").to_lowercase();
    if name.ends_with("ies") && name.len() > 4 {
        name.truncate(name.len() - 3);
        name.push('y');
    } else if name.ends_with('s') && !name.ends_with("ss") {
        name.pop();
    }
    name
}

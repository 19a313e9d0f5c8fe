//! The amount at a number: its unit to either side, and the second number of a range.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::{Amounts, money::Origin}, text::Text};
//! let amounts = Amounts::new(&Data::embedded()).scan(&Text::new("US$ 770-780 billion"), &[], Origin::default());
//! assert_eq!(amounts[0].value_max.map(|v| v.to_string()), Some("780000000000".into()));
//! ```

use rust_decimal::Decimal;

use super::draft::{Draft, DraftKind};
use super::measure::UnitKind;
use super::money::{NamingId, Suffix};
use super::number::{Number, is_hyphen};
use super::{Scan, Step, reject};
use crate::contract::{Code, Direction};
use crate::mention::{AmountKind, Tokens};
use crate::text::TokenKind;

/// What the words around a number say that it measures.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    Money(NamingId, Option<crate::contract::Party>),
    Percent,
    Points,
    Times,
    /// Row of `units.tsv`.
    Measure(u32),
}

/// A number with its unit: tokens `first..last`.
#[derive(Clone, Copy, Debug)]
struct Side {
    first: usize,
    last: usize,
    number: Number,
    unit: Option<Unit>,
    /// The currency stands before it.
    prefixed: bool,
}

impl Scan<'_> {
    /// The amount whose number begins at this token.
    pub(super) fn number(&mut self, at: usize) -> Step {
        let Some(number) = self.amounts.numbers.read(self.text, at) else {
            return if self.text.kind(at) == Some(TokenKind::Number) { Step::Skip(at + 1) } else { Step::Nothing };
        };
        let Some(side) = self.side(number) else { return Step::Skip(number.first + 1) };
        let draft = match self.second_of_range(&side) {
            Some(Second::Range(second, inherited)) => self.draft(&inherited, Some(&second)),
            Some(Second::Inherit(inherited)) => self.draft(&inherited, None),
            None => self.draft(&side, None),
        };
        match draft {
            Some(draft) => Step::Found(self.qualified(draft)),
            None => Step::Skip(side.last),
        }
    }

    /// The number with the unit to its left or right; `None` when it is part of a word, a date, a time.
    fn side(&self, number: Number) -> Option<Side> {
        let text = self.text;
        let (first, sign_first) = self.behind_sign(number.first);
        let prefix = self.amounts.money.prefix(text, first, self.floor).filter(|(start, id)| {
            !self.amounts.money.is_weak(text, *start, *id) || number.is_scaled() || number.value >= Decimal::ONE_THOUSAND
        });
        if let Some(side) = self.scale_before(number).filter(|_| prefix.is_none()) {
            return Some(side);
        }
        if prefix.is_none() && reject::is_part_of_something(text, &number) {
            return None;
        }
        if let Some((start, id)) = prefix {
            let suffix = self.same_money_after(number.last, id);
            let last = suffix.map_or(number.last, |s| s.last);
            let unit = suffix.map_or(Unit::Money(id, None), |s| Unit::Money(s.naming, s.of));
            return Some(Side { first: start, last, number, unit: Some(unit), prefixed: true });
        }
        let (number, unit) = self.unit_after(number);
        let (last, unit) = unit.map_or((number.last, None), |(last, unit)| (last, Some(unit)));
        Some(Side { first: sign_first, last, number, unit, prefixed: false })
    }

    /// "USD m 412", "Rs crore 1,200": currency and scale both stand before the number, as in tables.
    fn scale_before(&self, number: Number) -> Option<Side> {
        let scale_at =
            number.first.checked_sub(1).filter(|at| *at > self.floor && !number.is_scaled() && !self.text.is_glued(number.first))?;
        let (_, scale) = self.amounts.numbers.scale_named(self.text, scale_at).filter(|(end, _)| *end == number.first)?;
        let money = &self.amounts.money;
        let (start, id) = money.prefix(self.text, scale_at, self.floor).filter(|(start, id)| !money.is_weak(self.text, *start, *id))?;
        let number = Number { value: number.value.checked_mul(scale)?, scale, ..number };
        Some(Side { first: start, last: number.last, number, unit: Some(Unit::Money(id, None)), prefixed: true })
    }

    /// Steps over a sign that is glued to the number: where a currency would end, where the amount begins.
    fn behind_sign(&self, first: usize) -> (usize, usize) {
        let signed =
            first > self.floor && self.text.is_glued(first) && matches!(self.text.word(first - 1), "-" | "−" | "+" | "–" | "~" | "±");
        if signed && first - 1 > self.floor && self.text.is_glued(first - 1) && self.text.kind(first - 2) == Some(TokenKind::Symbol) {
            (first - 1, first)
        } else {
            (first, first)
        }
    }

    /// "$5 million USD", "$300 million dollars", "$2 billion Canadian": a name after the number that goes with the sign before it.
    fn same_money_after(&self, at: usize, id: NamingId) -> Option<Suffix> {
        let suffix = self.amounts.money.suffix(self.text, at, self.parties)?;
        let sign = self.amounts.money.naming(id)?;
        let name = self.amounts.money.naming(suffix.naming)?;
        name.codes.iter().any(|c| sign.codes.contains(c)).then_some(suffix)
    }

    /// Percent, currency, factor or unit of measure after a number. A letter that can be a scale ("m") is one only for money.
    fn unit_after(&self, number: Number) -> (Number, Option<(usize, Unit)>) {
        let text = self.text;
        if let Some(found) = self.percent_after(number.last) {
            return (number, Some(found));
        }
        if let Some(suffix) = self.amounts.money.suffix(text, number.last, self.parties).filter(|s| self.is_money(&number, s)) {
            return (number, Some((suffix.last, Unit::Money(suffix.naming, suffix.of))));
        }
        let plain = if self.amounts.measures.unit_at(text, number.last).is_some() { number } else { self.letter_as_unit(number) };
        if let Some(last) = self.amounts.factors.times_after(text, plain.first, plain.last, plain.value.scale() > 0) {
            return (plain, Some((last, Unit::Times)));
        }
        let measure = self.amounts.measures.unit_at(text, plain.last).map(|(last, row)| (last, Unit::Measure(row)));
        (plain, measure)
    }

    /// "500m" is metres unless what follows is counted ("500m people").
    fn letter_as_unit(&self, number: Number) -> Number {
        let counted = || self.amounts.measures.noun(self.text, number.last, false).is_some();
        if number.bare.is_none() || self.text.is(number.last - 1, "k") || self.text.is_any(number.last - 1, &["bio", "tr"]) || counted() {
            return number;
        }
        number.without_letter()
    }

    fn percent_after(&self, at: usize) -> Option<(usize, Unit)> {
        let text = self.text;
        let at = at + usize::from(is_hyphen(text.word(at)) && text.is_glued(at) && text.is_glued(at + 1));
        if text.tokens.get(at).is_none_or(|t| t.paragraph) {
            return None;
        }
        let last = if text.is_any(at, &["percent", "pct", "percents", "percentage", "％", "%", "prct"]) || text.is_any(at, &["pc", "p.c."])
        {
            at + 1
        } else if text.is(at, "per") && (text.is_any(at + 1, &["cent", "cents"]) || text.is(at + 1, "cent.")) {
            at + 2
        } else if text.is_any(at, &["pp", "p.p.", "pps", "ppt", "ppts"]) {
            return Some((at + 1, Unit::Points));
        } else {
            return None;
        };
        let hyphen = usize::from(is_hyphen(text.word(last)));
        if text.is_any(last + hyphen, &["point", "points"]) { Some((last + hyphen + 1, Unit::Points)) } else { Some((last, Unit::Percent)) }
    }

    /// Currency names that are also words: "won the match", "real estate", "the 1 million mark", "5 pounds of meat".
    fn is_money(&self, number: &Number, suffix: &Suffix) -> bool {
        let text = self.text;
        let at = suffix.last - 1;
        let large = number.is_scaled() || number.value >= Decimal::ONE_HUNDRED;
        match text.word(at) {
            "won" => large && !text.is_any(suffix.last, &["the", "a", "by"]),
            "real" => !text.is_any(suffix.last, &["estate", "growth", "gdp", "terms", "time", "wage", "wages", "madrid"]),
            "mark" => !(number.first > 0 && text.is_any(number.first - 1, &["the", "its"]) || text.is_any(suffix.last, &["on"])),
            "sum" | "lit" | "sol" | "som" | "lats" | "rand" | "crown" | "colon" | "bob" => large,
            word if word.len() <= 2 && word.is_ascii() => large && !text.is_glued(suffix.last),
            _ => true,
        }
    }

    fn draft(&mut self, side: &Side, second: Option<&Side>) -> Option<Draft> {
        let last = second.map_or(side.last, |s| s.last);
        let tokens = Tokens::new(side.first, last);
        let value_max = second.map(|s| s.number.value);
        let mut draft = match side.unit {
            Some(Unit::Money(id, of)) => self.money_draft(tokens, side, id, of)?,
            Some(Unit::Measure(row)) => self.measure_draft(tokens, side, row)?,
            Some(unit) => self.plain_unit_draft(tokens, side, unit),
            None => return self.counted_draft(side, second),
        };
        draft.value_max = match value_max {
            Some(max) => Some(max.checked_mul(self.times(side.unit))?),
            None => None,
        };
        self.sign(&mut draft, side.number.first);
        Some(draft)
    }

    /// "tomans" are ten rials.
    fn times(&self, unit: Option<Unit>) -> Decimal {
        match unit {
            Some(Unit::Money(id, _)) => self.amounts.money.naming(id).map_or(Decimal::ONE, |n| n.times),
            _ => Decimal::ONE,
        }
    }

    fn money_draft(&mut self, tokens: Tokens, side: &Side, id: NamingId, of: Option<crate::contract::Party>) -> Option<Draft> {
        let (unit, ambiguous) = self.whose.code(self.text, side.first, id, of)?;
        let times = self.times(side.unit);
        let mut draft = Draft::new(DraftKind::Amount(AmountKind::Money), tokens, side.number.value.checked_mul(times)?);
        draft.unit = unit;
        draft.ambiguous = ambiguous;
        Some(draft)
    }

    fn measure_draft(&self, tokens: Tokens, side: &Side, row: u32) -> Option<Draft> {
        let unit = self.amounts.measures.unit(row)?;
        let kind = match unit.kind {
            UnitKind::Unit => DraftKind::Amount(AmountKind::Quantity),
            UnitKind::Measure => DraftKind::Amount(AmountKind::Count),
            UnitKind::Duration | UnitKind::Skip => DraftKind::Other,
        };
        let mut draft = Draft::new(kind, tokens, side.number.value);
        draft.unit = unit.code;
        draft.factor = unit.factor;
        draft.measure = Some(row);
        draft.noun = Tokens::new(side.number.last, side.last.max(side.number.last));
        Some(draft)
    }

    fn plain_unit_draft(&self, tokens: Tokens, side: &Side, unit: Unit) -> Draft {
        let (kind, code) = match unit {
            Unit::Points => (AmountKind::PercentPoint, "percent"),
            Unit::Times => (AmountKind::Factor, "times"),
            _ => (AmountKind::Percent, "percent"),
        };
        let mut draft = Draft::new(DraftKind::Amount(kind), tokens, side.number.value);
        draft.unit = Code::new(code);
        if kind == AmountKind::Factor {
            draft.direction = Some(self.amounts.factors.direction_near(self.text, tokens.first, tokens.last));
        }
        draft
    }

    /// Without a unit of measure: a counted noun, or a bare number.
    fn counted_draft(&self, side: &Side, second: Option<&Side>) -> Option<Draft> {
        let text = self.text;
        let last = second.unwrap_or(side).number;
        if self.amounts.names.is_name(text, &side.number) {
            return None;
        }
        let one = last.value == Decimal::ONE;
        let loose = self
            .amounts
            .qualifiers
            .after(text, last.last)
            .filter(|(at, _)| !text.tokens.get(*at).is_none_or(|t| t.kind == TokenKind::Symbol));
        let behind = || loose.and_then(|(at, _)| self.amounts.measures.noun(text, at, one)).filter(|n| n.known);
        let noun = self.amounts.measures.noun(text, last.last, one).or_else(behind).filter(|n| n.known || !is_pronoun(text, &side.number));
        let known = noun.is_some_and(|n| n.known);
        if reject::is_year(text, &side.number) && !(known && self.counts_after_year(side)) || reject::is_day(text, &side.number) && !known {
            return None;
        }
        if is_pronoun(text, &side.number) && text.is(side.last, "of") {
            return None;
        }
        if noun.is_none() && (self.is_no_bare(side, second) || is_pronoun(text, &side.number)) {
            return self.split(side).filter(|_| second.is_none());
        }
        let (kind, unit) = match noun {
            Some(noun) if noun.unit != "unit" => (AmountKind::Quantity, noun.unit),
            Some(noun) => (AmountKind::Count, noun.unit),
            None => (AmountKind::Bare, Code::new("")),
        };
        // "two-way trade", "a 12-member team": an adjective of its noun, of interest to no figure.
        let adjective = (!known || unit == "person" || unit == "unit")
            && loose.is_none()
            && is_hyphen(text.word(last.last))
            && text.is_glued(last.last);
        let kind = if adjective && noun.is_some() { DraftKind::Other } else { DraftKind::Amount(kind) };
        let end = noun.map_or(last.last, |n| n.tokens.last);
        let mut draft = Draft::new(kind, Tokens::new(side.first, end), side.number.value);
        draft.value_max = second.map(|s| s.number.value);
        draft.unit = unit;
        draft.noun = noun.map(|n| n.tokens).unwrap_or_default();
        if let Some((at, qualifier)) = loose.filter(|(at, _)| noun.is_some() && *at <= end) {
            draft.tokens.last = end.max(at);
            draft.qualifier = qualifier;
        }
        self.sign(&mut draft, side.number.first);
        Some(draft)
    }

    /// A bare number that is a list's, an age, a score or part of a name.
    fn is_no_bare(&self, side: &Side, second: Option<&Side>) -> bool {
        let after_party = || {
            self.parties
                .get(..self.parties.partition_point(|m| m.tokens.last < side.number.first + 1))
                .and_then(<[_]>::last)
                .is_some_and(|m| m.tokens.last == side.number.first)
        };
        let single = second.is_none()
            && (reject::is_no_bare_amount(self.text, &side.number) || reject::follows_name(self.text, &side.number) && !after_party());
        single || side.first > 0 && self.text.is_any(side.first - 1, &["aged", "age", "ages"])
    }

    /// "split 70-30": the first share.
    fn split(&self, side: &Side) -> Option<Draft> {
        let mut draft = Draft::new(DraftKind::Amount(AmountKind::Percent), Tokens::new(side.first, side.number.last), side.number.value);
        draft.unit = Code::new("percent");
        reject::is_split(self.text, &side.number).then_some(draft)
    }

    /// "2000 companies", but not "in 2000 companies paid".
    fn counts_after_year(&self, side: &Side) -> bool {
        let before = [
            "in", "since", "by", "from", "until", "during", "of", "before", "after", "to", "for", "year", "and", "late", "early", "mid",
            "till",
        ];
        !(side.first > 0 && self.text.is_any(side.first - 1, &before))
            && self
                .amounts
                .measures
                .noun(self.text, side.number.last, false)
                .is_some_and(|n| n.tokens.first == side.number.last && n.tokens.last == n.tokens.first + 1)
    }

    /// A minus or plus glued to the number, or to the sign of the currency before it.
    fn sign(&self, draft: &mut Draft, number: usize) {
        let text = self.text;
        let marks = [draft.tokens.first, number]
            .into_iter()
            .filter_map(|at| at.checked_sub(1).filter(|b| *b + 1 > self.floor && text.is_glued(at)));
        for mark in marks {
            let free = !text.is_glued(mark) || mark == 0 || text.kind(mark - 1) == Some(TokenKind::Symbol);
            match text.word(mark) {
                "-" | "−" | "–" if free && !text.tokens[mark].line => draft.direction = Some(Direction::Down),
                "+" if free => draft.direction = Some(Direction::Up),
                _ => {}
            }
        }
        if draft.tokens.first > self.floor && text.is(draft.tokens.first - 1, "minus") {
            draft.direction = Some(Direction::Down);
        }
    }
}

/// "one of them", "no one", "the one": alone it counts nothing.
fn is_pronoun(text: &crate::text::Text, number: &Number) -> bool {
    !number.digits && number.value == Decimal::ONE && !number.is_scaled() || text.is(number.first, "zero")
}

/// What the words after a first number make of it.
enum Second {
    /// A range: the second side, and the first with the unit and scale it takes from it.
    Range(Side, Side),
    /// Two amounts, but the first has its unit or scale from the second.
    Inherit(Side),
}

impl Scan<'_> {
    fn second_of_range(&self, side: &Side) -> Option<Second> {
        let text = self.text;
        let at = side.last;
        let link = self.link(side)?;
        let skip = self.amounts.qualifiers.before(text, at + 2, at + 1).filter(|(start, _)| *start == at + 1).map_or(0, |_| 1);
        let at = at + 1 + skip;
        let number =
            (at..at + 4).take_while(|k| *k == at || text.is_glued(*k) || text.kind(*k - 1) != Some(TokenKind::Number)).find_map(|k| {
                let number = self.amounts.numbers.read(text, k).filter(|_| !text.is_any(k, &["a", "an"]) || link != Link::Hyphen)?;
                (k == at || self.amounts.money.prefix(text, k, at).is_some_and(|(start, _)| start == at)).then_some(number)
            })?;
        let second = self.second_side(number, at)?;
        let first = inherit(side, &second)?;
        let (low, high) = (first.number.value, second.number.value);
        match link {
            Link::FromTo => (first.unit != side.unit || first.number.value != side.number.value).then_some(Second::Inherit(first)),
            Link::Or if high != low + Decimal::ONE || high > Decimal::TEN || second.prefixed => None,
            _ if low < high && self.may_range(side, &first, link) => Some(Second::Range(second, first)),
            _ => None,
        }
    }

    fn second_side(&self, number: Number, at: usize) -> Option<Side> {
        let text = self.text;
        if let Some((start, id)) = self.amounts.money.prefix(text, number.first, at) {
            return Some(Side { first: start, last: number.last, number, unit: Some(Unit::Money(id, None)), prefixed: true });
        }
        let (number, unit) = self.unit_after(number);
        let (last, unit) = unit.map_or((number.last, None), |(last, unit)| (last, Some(unit)));
        Some(Side { first: number.first, last, number, unit, prefixed: false })
    }

    /// The word between two numbers of a range.
    fn link(&self, side: &Side) -> Option<Link> {
        let text = self.text;
        let at = side.last;
        let before = |word: &str| {
            let start = self.amounts.qualifiers.before(text, side.first, self.floor).map_or(side.first, |(s, _)| s);
            start > self.floor && text.is(start - 1, word)
        };
        match text.word(at) {
            w if is_hyphen(w) || w == "—" => {
                let glued = text.is_glued(at) && text.is_glued(at + 1);
                (glued || side.unit.is_none()).then_some(Link::Hyphen)
            }
            w if w.eq_ignore_ascii_case("to") => {
                let from = before("from");
                let ranging = from
                    && side.first >= 2
                    && (["rang", "vary", "vari"].iter().any(|s| text.word(side.first - 2).starts_with(s))
                        || text.is_any(side.first - 2, &["run", "runs", "ran", "anywhere", "anything"]));
                Some(if from && !ranging { Link::FromTo } else { Link::To })
            }
            w if w.eq_ignore_ascii_case("and") && before("between") => Some(Link::And),
            w if w.eq_ignore_ascii_case("or") => Some(Link::Or),
            _ => None,
        }
    }

    /// "rose 5 percent to 12 percent" is two amounts; years joined by a hyphen are none.
    fn may_range(&self, side: &Side, first: &Side, link: Link) -> bool {
        let text = self.text;
        let dated =
            side.unit.is_none() && !first.number.is_scaled() && (reject::is_year(text, &side.number) || reject::is_day(text, &side.number));
        let changes = link == Link::To && side.unit.is_some() && self.amounts.factors.has_change_verb(text, side.first, 3);
        !(dated || changes)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Hyphen,
    To,
    FromTo,
    And,
    Or,
}

/// The first side with the unit and scale that only the second has; `None` when they measure different things.
fn inherit(side: &Side, second: &Side) -> Option<Side> {
    let mut first = *side;
    match (side.unit, second.unit) {
        (None, unit) => first.unit = unit,
        (Some(Unit::Money(..)), None) if side.prefixed => {}
        (Some(Unit::Money(..)), Some(Unit::Money(..))) => {}
        (Some(a), Some(b)) if a == b => {}
        _ => return None,
    }
    let thousand = Decimal::ONE_THOUSAND;
    if !side.number.is_scaled() && second.number.is_scaled() && side.number.value < thousand && side.unit_is_shared(second) {
        first.number.value = side.number.value.checked_mul(second.number.scale)?;
        first.number.scale = second.number.scale;
    }
    if second.number.bare.is_none() && side.number.bare.is_some() && second.number.value < thousand {
        return None;
    }
    Some(first)
}

impl Side {
    /// "$3 and $4 billion": the scale holds for both; "1 percent" has its own end.
    fn unit_is_shared(&self, second: &Side) -> bool {
        self.unit.is_none() || self.prefixed && second.number.value / second.number.scale.max(Decimal::ONE) >= self.number.value
    }
}

//! The conventions of figures: which indicators have a direction, what an amount needs.
//!
//! Example: turnover goes both ways, so its `from` and `to` are null; exports always have both.

use super::Report;
use crate::contract::{Code, Figure, Indicator};

/// The contract's units that are no currency.
const UNITS: [&str; 20] = [
    "percent",
    "tonne",
    "barrel",
    "cubic_metre",
    "kWh",
    "MW",
    "TEU",
    "container",
    "wagon",
    "train",
    "person",
    "company",
    "project",
    "document",
    "flight",
    "vehicle",
    "km",
    "hectare",
    "head",
    "unit",
];

/// Whether `from` and `to` must be there.
#[derive(PartialEq)]
enum Ends {
    Never,
    Always,
    Either,
}

fn ends(indicator: Indicator) -> Ends {
    match indicator {
        Indicator::Turnover | Indicator::Agreements | Indicator::Flights => Ends::Never,
        Indicator::Exports | Indicator::Imports | Indicator::Balance | Indicator::Grant => Ends::Always,
        Indicator::People | Indicator::Remittances => Ends::Always,
        _ => Ends::Either,
    }
}

pub fn check(report: &mut Report, figure: &Figure) {
    let id = figure.id.as_str();
    report.evidence(id, &figure.evidence);
    report.confidence(id, figure.confidence);
    report.parties(id, &figure.parties, [figure.from, figure.to]);
    report.holder(id, figure.statement.as_deref(), &figure.evidence);
    report.period(id, figure.period.as_ref());
    direction(report, figure);
    amount(report, figure);
    change(report, figure);
}

fn direction(report: &mut Report, figure: &Figure) {
    let id = figure.id.as_str();
    let given = [figure.from, figure.to].iter().flatten().count();
    let name = figure.indicator.name();
    report.expect(figure.parties.len() > 1, id, "one party alone is no relation");
    report.expect(given != 1, id, "from without to, or to without from");
    match ends(figure.indicator) {
        Ends::Never => report.expect(given == 0, id, &format!("{name} has no from and to")),
        Ends::Always => report.expect(given == 2, id, &format!("{name} needs from and to")),
        Ends::Either => {}
    }
}

fn amount(report: &mut Report, figure: &Figure) {
    let id = figure.id.as_str();
    report.expect(figure.value.is_some() || figure.change.is_some(), id, "neither a value nor a change");
    report.expect(figure.value.is_some() == figure.unit.is_some(), id, "a value and a unit go together");
    report.expect(figure.unit.is_none_or(is_unit), id, "the unit isn't the contract's");
    let ranged = figure.value_max.is_none_or(|upper| figure.value.is_some_and(|lower| lower <= upper));
    report.expect(ranged, id, "value_max without a smaller value");
    let may_be_negative = matches!(figure.indicator, Indicator::Balance | Indicator::Investment);
    let negative = figure.value.is_some_and(|v| v.is_sign_negative() && !v.is_zero());
    report.expect(!negative || may_be_negative, id, "a negative value that is no balance");
}

fn change(report: &mut Report, figure: &Figure) {
    let Some(change) = &figure.change else { return };
    let id = figure.id.as_str();
    report.expect(change.unit == "times" || is_unit(change.unit), id, "the change's unit isn't the contract's");
    report.expect(!change.value.is_sign_negative() || change.value.is_zero(), id, "a negative change: the direction says down");
    report.expect(change.value_max.is_none_or(|upper| change.value <= upper), id, "the change's value_max is the smaller");
    report.period(id, change.since.as_ref());
}

fn is_unit(unit: Code) -> bool {
    let currency = unit.as_str().len() == 3 && unit.as_str().bytes().all(|b| b.is_ascii_uppercase());
    currency || UNITS.contains(&unit.as_str())
}

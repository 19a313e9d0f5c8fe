//! The conventions of events: who acts on whom, and which PLOVER and CAMEO codes go with which kind.
//!
//! Example: a meeting has no direction; a denied one has no codes; a planned one is AGREE 030.

use super::Report;
use crate::contract::{Event, EventKind, EventStatus};

pub fn check(report: &mut Report, event: &Event) {
    let id = event.id.as_str();
    report.evidence(id, &event.evidence);
    report.confidence(id, event.confidence);
    report.parties(id, &event.parties, [event.actor, event.target]);
    report.holder(id, event.statement.as_deref(), &event.evidence);
    report.period(id, event.date.as_ref());
    report.expect(event.parties.len() > 1, id, "one party alone is no relation");
    report.expect(event.actor.is_none() || event.target.is_some(), id, "an actor without a target");
    report.expect(event.kind != EventKind::Meeting || event.actor.is_none(), id, "a meeting has no direction");
    event.participants.iter().filter_map(|p| p.country).for_each(|c| report.party(id, c));
    codes(report, event);
}

fn codes(report: &mut Report, event: &Event) {
    let codes = event.plover.as_deref().zip(event.cameo.as_deref());
    let hostile = matches!(event.kind, EventKind::Sanction | EventKind::Accusation | EventKind::Conflict);
    let right = match event.status {
        EventStatus::Denied => event.plover.is_none() && event.cameo.is_none(),
        EventStatus::Planned | EventStatus::Proposed => codes == Some(if hostile { ("THREATEN", "130") } else { ("AGREE", "030") }),
        EventStatus::Happened => codes.is_some_and(|c| happened(event.kind).contains(&c)),
    };
    report.expect(right, &event.id, "the PLOVER and CAMEO codes aren't those of its kind and status");
}

/// The pairs of codes that an event of this kind may have once it happened.
fn happened(kind: EventKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        EventKind::Agreement => &[("SUPPORT", "057"), ("SANCTION", "161")],
        EventKind::Visit => &[("CONSULT", "042")],
        EventKind::Meeting => &[("CONSULT", "040"), ("CONSULT", "041"), ("CONSULT", "046")],
        EventKind::Relations => &[("SUPPORT", "050"), ("SUPPORT", "054"), ("SANCTION", "161")],
        EventKind::Mission => &[("SUPPORT", "050"), ("SANCTION", "161"), ("SANCTION", "166"), ("ACCUSE", "111")],
        EventKind::Project => &[("COOPERATE", "060"), ("COOPERATE", "061"), ("COOPERATE", "062")],
        EventKind::Aid => &[("AID", "070"), ("AID", "071"), ("AID", "072"), ("AID", "073")],
        EventKind::Support => &[("SUPPORT", "051")],
        EventKind::Accusation => {
            &[("ACCUSE", "110"), ("ACCUSE", "111"), ("ACCUSE", "112"), ("REJECT", "120"), ("REQUEST", "100"), ("THREATEN", "130")]
        }
        EventKind::Sanction => &[("SANCTION", "163"), ("RETREAT", "085")],
        EventKind::Conflict => &[("MOBILIZE", "150"), ("COERCE", "170"), ("ASSAULT", "190")],
    }
}

//! Cases as lessons: each case that speaks of events is an article with all the events in it.
//!
//! Example: `- event "signed a treaty": agreement CL UY, 2019-06-11, happened` is an expected event with those words as context.

use anyhow::Result;

use crate::cases::{self, Case, What};
use crate::gold::{Annotated, Set};
use crate::score::record::{self, Records};

/// The passages are left out: with them precision on the gold sets' unseen halves falls from .75 to .67, with nothing gained in recall.
///
/// The cases that state everything an expected event has.
pub fn set() -> Result<Set> {
    let cases = cases::load(cases::CASES, None)?;
    let speaks = |c: &&Case| c.kinds().iter().any(|k| k.name() == "event");
    let annotated = cases.iter().filter(speaks).filter_map(annotated).collect();
    Ok(Set { name: "cases".to_owned(), annotated })
}

/// `None` where an expected event leaves its parties, date or status open.
fn annotated(case: &Case) -> Option<Annotated> {
    let article = cases::article(case);
    let mut events = Vec::new();
    for expected in &case.expected {
        if let What::Record(wanted) = &expected.what
            && wanted.kind.name() == "event"
        {
            events.push(event(&wanted.quote, &|name| wanted.slot(name).map(str::to_owned))?);
        }
    }
    let expected = Records { id: article.id.clone(), events, ..Records::default() };
    Some(Annotated { article, expected })
}

fn event(quote: &str, slot: &dyn Fn(&str) -> Option<String>) -> Option<record::Event> {
    let written = slot("direction").or_else(|| slot("parties"))?;
    let mut parties: Vec<String> = written.split_whitespace().filter(|w| w.chars().all(char::is_alphanumeric)).map(str::to_owned).collect();
    parties.sort();
    let date = slot("date")?;
    let end = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    Some(record::Event {
        context: quote.to_owned(),
        kind: slot("kind"),
        parties: Some(parties),
        date: date.split_once("..").map(|(a, b)| record::Period { start: end(a), end: end(b) }),
        status: Some(slot("status")?),
        ..record::Event::default()
    })
}

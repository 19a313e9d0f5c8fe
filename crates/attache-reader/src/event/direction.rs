//! Who acts on whom: from passives, possessives, prepositions and the order of words.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let article = Article { text: "Latvia thanked Estonia for its help.".into(), ..Article::default() };
//! for event in Reader::embedded().read(&article).events {
//!     assert_eq!(event.actor.map(|p| p.to_string()), Some("LV".to_owned()));
//! }
//! ```

use crate::contract::{EventKind, Party};
use crate::page::Page;

use super::Draft;
use super::sight::{Sight, within};
use super::trigger::Form;

/// Actor and target; both `None` for mutual events and for more than two parties.
pub fn of(page: &Page, draft: &Draft, parties: &[Party]) -> (Option<Party>, Option<Party>) {
    let &[a, b] = parties else { return (None, None) };
    if !is_directed(draft) {
        return (None, None);
    }
    let other = |p: Party| if p == a { b } else { a };
    let Some(sentence) = page.text.sentences.get(draft.trigger.sentence) else { return (None, None) };
    let near = within(&draft.sights, draft.trigger.reach(sentence));
    let single = |s: &&Sight| s.parties.len() == 1 && parties.contains(&s.parties[0]);
    let seen: Vec<&Sight> = near.iter().filter(single).collect();
    let actor = whose_diplomats(draft, &seen)
        .map(other)
        .or_else(|| whose_post(page, draft, &seen))
        .or_else(|| by_whom(page, draft, &seen))
        .or_else(|| whose(page, draft, &seen))
        .or_else(|| subject(page, draft, &seen))
        .or_else(|| to_whom(page, draft, &seen).map(other));
    let actor = if is_received(draft) { actor.map(other) } else { actor };
    (actor, actor.map(other))
}

/// "received 60 million in aid": the subject is the one acted on.
fn is_received(draft: &Draft) -> bool {
    const RECEIVING: &[&str] = &["receive/v", "get/v", "benefit/v from", "be/v the recipient of", "face/v", "be/v hit by"];
    RECEIVING.contains(&&*draft.trigger.phrase)
}

fn is_directed(draft: &Draft) -> bool {
    let act = &*draft.trigger.act;
    match draft.trigger.kind {
        EventKind::Visit | EventKind::Mission | EventKind::Aid | EventKind::Support | EventKind::Accusation | EventKind::Sanction => true,
        EventKind::Relations => matches!(act, "recognise" | "sever"),
        EventKind::Conflict => act != "fight" || draft.trigger.form != Form::Noun,
        EventKind::Agreement | EventKind::Meeting | EventKind::Project => false,
    }
}

/// "imposed by Japan", "a visit by the Libyan premier".
fn by_whom(page: &Page, draft: &Draft, seen: &[&Sight]) -> Option<Party> {
    let after = seen.iter().filter(|s| s.tokens.first >= draft.trigger.tokens.last);
    after.filter(|s| preceded(page, s, &["by"])).map(|s| s.parties[0]).next()
}

/// "Japan's curbs", "the Indian minister's visit": a noun's owner just before it.
fn whose(page: &Page, draft: &Draft, seen: &[&Sight]) -> Option<Party> {
    if draft.trigger.form != Form::Noun {
        return None;
    }
    let before = seen.iter().rev().find(|s| s.tokens.last <= draft.trigger.tokens.first)?;
    let close = draft.trigger.tokens.first - before.tokens.last <= 6;
    let of = seen.iter().find(|s| s.tokens.first >= draft.trigger.tokens.last && preceded(page, s, &["of"]));
    if draft.trigger.kind == EventKind::Visit {
        return of.map(|s| s.parties[0]).or(close.then(|| before.parties[0]));
    }
    (close && (before.possessive || before.form == "demonym")).then(|| before.parties[0])
}

/// The nearest before a verb that no preposition makes something else.
fn subject(page: &Page, draft: &Draft, seen: &[&Sight]) -> Option<Party> {
    let before = || seen.iter().rev().filter(|s| s.tokens.last <= draft.trigger.tokens.first);
    let is_free = |s: &&&Sight| !preceded(page, s, &["in", "with", "to", "from", "against", "on"]);
    let in_clause = before().filter(|s| draft.trigger.clause.holds(s.tokens.first)).find(is_free);
    in_clause.or_else(|| before().find(is_free)).or_else(|| before().next()).map(|s| s.parties[0])
}

/// "expelled three Polish diplomats", "summoned the Israeli envoy": whose diplomats they are.
fn whose_diplomats(draft: &Draft, seen: &[&Sight]) -> Option<Party> {
    let object = draft.trigger.object.as_ref().filter(|o| &*o.class == "diplomat")?;
    if !matches!(&*draft.trigger.act, "expel" | "summon") {
        return None;
    }
    seen.iter().find(|s| s.form == "demonym" && (s.tokens.last..s.tokens.last + 3).contains(&object.tokens.first)).map(|s| s.parties[0])
}

/// "the embassy of Malta in Lima": an embassy's owner.
fn whose_post(page: &Page, draft: &Draft, seen: &[&Sight]) -> Option<Party> {
    let is_post = draft.trigger.kind == EventKind::Mission && matches!(&*draft.trigger.act, "open" | "close" | "dated");
    let owner = seen.iter().find(|s| draft.trigger.clause.holds(s.tokens.first) && preceded(page, s, &["of"]));
    owner.filter(|_| is_post).map(|s| s.parties[0])
}

/// "to Ankara", "against Moscow", "in Hanoi".
fn to_whom(page: &Page, draft: &Draft, seen: &[&Sight]) -> Option<Party> {
    let after = seen.iter().filter(|s| s.tokens.first >= draft.trigger.tokens.last);
    after.filter(|s| preceded(page, s, &["to", "in", "on", "against", "for", "from"])).map(|s| s.parties[0]).next()
}

/// One of the words stands before the sighting, past an article or a capitalised word.
fn preceded(page: &Page, sight: &Sight, words: &[&str]) -> bool {
    for back in 1..4 {
        let Some(at) = sight.tokens.first.checked_sub(back) else { return false };
        if page.text.is_any(at, words) {
            return true;
        }
        if !page.text.is_capitalized(at) && !page.text.is_any(at, &["the", "a", "an"]) {
            return false;
        }
    }
    false
}

//! The words of an expectation into slots: `investment AZ -> KZ, 204 million USD, period 2022, actual`.
//!
//! Example: the segment `period 2022` of a figure is the slot `("period", "period 2022-01-01..2022-12-31")`.

use attache_reader::contract::Indicator;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::record::{Kind, Slot};

type Parsed = Result<Vec<Slot>, String>;

const STATUSES: [&str; 4] = ["actual", "target", "forecast", "planned"];
const EVENT_STATUSES: [&str; 4] = ["happened", "planned", "proposed", "denied"];
const QUALIFIERS: [&str; 4] = ["exact", "about", "over", "under"];
const EVENT_KINDS: [&str; 11] =
    ["agreement", "visit", "meeting", "relations", "mission", "project", "aid", "support", "accusation", "sanction", "conflict"];
const AMOUNT_KINDS: [&str; 7] = ["money", "percent", "percent_point", "factor", "quantity", "count", "bare"];
const PERIOD_ROLES: [&str; 11] = ["within", "since", "by", "ahead", "past", "as_of", "from", "compared", "rate", "duration", "vague"];
const PARTY_FORMS: [&str; 8] = ["name", "demonym", "capital", "place", "bloc", "body", "anaphor", "pair"];
const SENTENCE_ROLES: [&str; 6] = ["headline", "byline", "body", "item", "question", "answer"];

/// All slots of an expectation's part behind the colon.
pub fn slots(kind: Kind, written: &str) -> Parsed {
    let mut slots = Vec::new();
    for (i, segment) in segments(written).into_iter().enumerate() {
        slots.extend(segment_slots(kind, segment, i == 0).map_err(|e| format!("{segment:?}: {e}"))?);
    }
    Ok(slots)
}

/// Splits at commas outside quotation marks.
fn segments(written: &str) -> Vec<&str> {
    let mut quoted = false;
    let parts = written.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.map(str::trim).filter(|s| !s.is_empty()).collect()
}

fn segment_slots(kind: Kind, segment: &str, first: bool) -> Parsed {
    match kind {
        Kind::Figure if first => head(segment, "indicator", |w| Indicator::parse(w).is_some()),
        Kind::Event if first => head(segment, "kind", |w| EVENT_KINDS.contains(&w)),
        Kind::Statement | Kind::Person if first && segment.contains('/') => speaker(segment),
        Kind::Party if first => Ok(vec![("parties", segment.to_owned())]),
        Kind::Entity | Kind::Warning if first => Ok(vec![("kind", segment.to_owned())]),
        _ => one(kind, segment).map(|slot| vec![slot]),
    }
}

/// `investment AZ -> KZ`, `trade.turnover AZ <-> KZ`, `agreement AZ KZ`, `agreement`.
fn head(segment: &str, name: &'static str, known: impl Fn(&str) -> bool) -> Parsed {
    let (word, rest) = segment.split_once(' ').unwrap_or((segment, ""));
    let mut slots = Vec::new();
    if known(word) {
        slots.push((name, word.to_owned()));
    } else if word != "*" {
        return Err(format!("no {name} is called {word:?}"));
    }
    slots.extend(parties(rest)?);
    Ok(slots)
}

/// `AZ -> KZ` (from, to), `AZ <-> KZ` (both null), `AZ KZ` (the parties alone), `AZ -> - of AZ KZ`.
fn parties(written: &str) -> Parsed {
    let (direction, of) = written.split_once(" of ").unwrap_or((written, ""));
    let words: Vec<&str> = direction.split_whitespace().collect();
    let codes = |text: &str| -> Result<Vec<String>, String> {
        let mut codes: Vec<String> = text.split_whitespace().filter(|w| *w != "<->").map(str::to_owned).collect();
        codes.sort();
        let known = codes.iter().all(|c| is_code(c));
        known.then_some(codes).ok_or_else(|| "parties are codes, joined by a blank, -> or <->".to_owned())
    };
    let mut slots = match words[..] {
        [] => Vec::new(),
        [from, "->", to] if [from, to].iter().all(|w| *w == "-" || is_code(w)) => vec![("direction", format!("{from} -> {to}"))],
        _ if words.contains(&"<->") => vec![("direction", codes(direction)?.join(" <-> "))],
        _ => vec![("parties", codes(direction)?.join(" "))],
    };
    if !of.is_empty() {
        slots.push(("parties", codes(of)?.join(" ")));
    }
    Ok(slots)
}

fn is_code(word: &str) -> bool {
    word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// `Name / Role / Organization / CC`: `-` for none, `*` for not compared.
fn speaker(segment: &str) -> Parsed {
    let mut quoted = false;
    let parts: Vec<&str> = segment
        .split(|c| {
            quoted ^= c == '"';
            c == '/' && !quoted
        })
        .map(|p| p.trim().trim_matches('"'))
        .collect();
    let [name, role, organization, country] = parts[..] else { return Err("a speaker is name / role / organization / country".to_owned()) };
    let stated = [("name", name), ("role", role), ("organization", organization), ("country", country)];
    Ok(stated.into_iter().filter(|(_, v)| *v != "*").map(|(n, v)| (n, part(Some(v)))).collect())
}

/// A part of a speaker as it is written: in quotation marks where it holds a separator.
pub fn part(value: Option<&str>) -> String {
    let value = value.unwrap_or("-");
    if value.contains([',', '/']) { format!("\"{value}\"") } else { value.to_owned() }
}

/// One segment that is one slot.
fn one(kind: Kind, segment: &str) -> Result<Slot, String> {
    if let Some(slot) = listed(kind, segment) {
        return Ok((slot, segment.to_owned()));
    }
    let (word, rest) = segment.split_once(' ').unwrap_or((segment, ""));
    let own = |slot| Ok((slot, format!("{word} {rest}")));
    match (kind, word) {
        (_, "no") => absent(kind, rest).map(|slot| (slot, segment.to_owned())),
        (Kind::Figure, "period") => Ok(("period", format!("period {}", period(rest)?))),
        (Kind::Figure, "since") => Ok(("since", format!("since {}", period(rest)?))),
        (Kind::Figure, "change") => change(rest).map(|c| ("change", c)),
        (Kind::Figure, "topic") => own("topic"),
        (Kind::Event, "date") => Ok(("date", period(rest)?)),
        (Kind::Event, "count") => own("count"),
        (Kind::Event, "subject") => own("subject"),
        (Kind::Event, "place") => own("place"),
        (Kind::Event, "plover") => own("plover"),
        (Kind::Event, "cameo") => own("cameo"),
        (Kind::Event, _) => Ok(("date", period(segment)?)),
        (Kind::Statement, "medium") => own("medium"),
        (Kind::Statement, "date") => own("date"),
        (Kind::Statement, "text") => own("text"),
        (Kind::Amount, "noun") => own("noun"),
        (Kind::Amount, "converted") => Ok(("converted", format!("converted {}", amount(rest)?))),
        (Kind::Period, "timex") => own("timex"),
        (Kind::Period, _) => Ok(("period", period(segment)?)),
        (Kind::Entity, "country") => own("country"),
        (Kind::Entity, "role") => own("role"),
        (Kind::Entity, "organization") => own("organization"),
        (Kind::Figure | Kind::Amount, _) => Ok(("value", amount(segment)?)),
        _ => Err(format!("a {} has no such field", kind.name())),
    }
}

/// The slot that a fixed word fills.
fn listed(kind: Kind, segment: &str) -> Option<&'static str> {
    let lists: &[(&'static str, &[&str])] = match kind {
        Kind::Figure => &[("status", &STATUSES), ("qualifier", &QUALIFIERS), ("said", &["said", "unsaid"])],
        Kind::Event => &[("status", &EVENT_STATUSES), ("said", &["said", "unsaid"])],
        Kind::Statement => &[("mode", &["direct", "indirect"])],
        Kind::Amount => {
            &[("qualifier", &QUALIFIERS), ("kind", &AMOUNT_KINDS), ("way", &["up", "down"]), ("certainty", &["ambiguous", "unambiguous"])]
        }
        Kind::Period => &[("role", &PERIOD_ROLES)],
        Kind::Party => &[("form", &PARTY_FORMS), ("possessive", &["possessive", "plain"])],
        Kind::Person => &[("anaphoric", &["anaphoric", "named"])],
        Kind::Quotation => &[("nested", &["nested", "outer"]), ("open", &["open", "closed"])],
        Kind::Sentence => &[("role", &SENTENCE_ROLES)],
        Kind::Entity | Kind::Warning => &[],
    };
    lists.iter().find(|(_, words)| words.contains(&segment)).map(|(slot, _)| *slot)
}

/// `no period`, `no change`.
fn absent(kind: Kind, what: &str) -> Result<&'static str, String> {
    let slots: &[&'static str] = match kind {
        Kind::Figure => &["value", "period", "since", "change", "topic"],
        Kind::Event => &["date", "count", "subject", "place", "plover", "cameo"],
        Kind::Statement => &["medium", "date"],
        Kind::Amount => &["noun", "converted", "way", "unit"],
        Kind::Period => &["period"],
        Kind::Entity => &["country", "role", "organization"],
        _ => &[],
    };
    slots.iter().find(|s| **s == what).copied().ok_or_else(|| format!("a {} has no {what}", kind.name()))
}

/// `12 percent up`, `10..12 percent down`, `2 times up`.
fn change(written: &str) -> Result<String, String> {
    let (amounts, direction) = written.rsplit_once(' ').ok_or("a change is: number unit up|down")?;
    if !matches!(direction, "up" | "down") {
        return Err("a change ends in up or down".to_owned());
    }
    Ok(format!("change {} {direction}", amount(amounts)?))
}

/// `204000000 USD`, `204 million USD`, `770..780 billion USD`, `5` (no unit).
fn amount(written: &str) -> Result<String, String> {
    let mut words = written.split_whitespace();
    let number = words.next().ok_or("no number")?;
    let mut unit = words.next().unwrap_or("");
    let scale = match unit {
        "thousand" => 1_000i64,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        _ => 1,
    };
    if scale > 1 {
        unit = words.next().unwrap_or("");
    }
    if words.next().is_some() {
        return Err("an amount is: number [thousand|million|billion|trillion] unit".to_owned());
    }
    let parse = |n: &str| n.replace('_', "").parse::<Decimal>().map_err(|_| format!("{n:?} is no number"));
    let ends: Vec<Decimal> = number.split("..").map(parse).collect::<Result<_, _>>()?;
    let ends: Vec<Decimal> = ends.into_iter().map(|n| n * Decimal::from(scale)).collect();
    let [low, high] = [ends[0], *ends.get(1).unwrap_or(&ends[0])];
    Ok(amount_text(low, (ends.len() > 1).then_some(high), unit))
}

pub fn amount_text(value: Decimal, upper: Option<Decimal>, unit: &str) -> String {
    let upper = upper.map_or(String::new(), |u| format!("..{}", u.normalize()));
    format!("{}{upper} {unit}", value.normalize()).trim_end().to_owned()
}

/// `2022`, `2022-05`, `2022-05-01`, `2022-01..2022-08`, `..2030`, `2020-05-01..`: always written out as two dates.
fn period(written: &str) -> Result<String, String> {
    let (start, end) = written.split_once("..").unwrap_or((written, written));
    let start = if start.is_empty() { String::new() } else { bounds(start)?.0.to_string() };
    let end = if end.is_empty() { String::new() } else { bounds(end)?.1.to_string() };
    Ok(format!("{start}..{end}"))
}

/// First and last day of a year, a month or a day.
fn bounds(written: &str) -> Result<(Date, Date), String> {
    let bad = || format!("{written:?} is no year, month or day");
    let first = match written.len() {
        4 => format!("{written}-01-01"),
        7 => format!("{written}-01"),
        _ => written.to_owned(),
    };
    let first: Date = first.parse().map_err(|_| bad())?;
    match written.len() {
        4 => Ok((first, first.last_of_year())),
        7 => Ok((first, first.last_of_month())),
        10 => Ok((first, first)),
        _ => Err(bad()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_figure() {
        let read = slots(Kind::Figure, "investment AZ -> KZ, 204 million USD, period 2022-01..2022-08, actual, about").expect("slots");
        let written: Vec<&str> = read.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!(written, ["investment", "AZ -> KZ", "204000000 USD", "period 2022-01-01..2022-08-31", "actual", "about"]);
        assert!(slots(Kind::Figure, "investments").is_err());
        assert!(slots(Kind::Event, "visit FR DE, yesterday").is_err());
    }
}

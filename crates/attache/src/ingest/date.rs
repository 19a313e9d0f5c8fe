//! Publication dates as sources write them, into the contract's form; what could mean two days is no date.
//!
//! ```
//! use attache_program::ingest::date::normalise;
//! assert_eq!(normalise("Wed, 26 Oct 2022 14:05:00 +0400").as_deref(), Some("2022-10-26T14:05:00+04:00"));
//! assert_eq!(normalise("October 26, 2022").as_deref(), Some("2022-10-26"));
//! assert_eq!(normalise("03/04/2022"), None);
//! ```

use jiff::civil::Date;
use jiff::fmt::{rfc2822, temporal};
use jiff::{Timestamp, tz::TimeZone};

/// A date, or a date-time with its offset; `None` when the words are no date or more than one.
pub fn normalise(written: &str) -> Option<String> {
    let written = written.trim();
    if written.len() > 64 || written.len() < 6 {
        return None;
    }
    iso(written).or_else(|| mail(written)).or_else(|| compact(written)).or_else(|| words(written)).or_else(|| slashes(written))
}

/// Seconds or milliseconds since 1970; other magnitudes are no time of any article.
pub fn from_epoch(number: i64) -> Option<String> {
    let seconds = if number.abs() >= 100_000_000_000 { number / 1000 } else { number };
    let time = Timestamp::from_second(seconds).ok().filter(|_| seconds.abs() > 1_000_000)?;
    Some(time.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string())
}

fn iso(written: &str) -> Option<String> {
    let date: Date = written.get(..10)?.parse().ok().filter(|_| written.as_bytes().get(4) == Some(&b'-'))?;
    let rest = written.get(10..)?;
    let exact = temporal::DateTimeParser::new().parse_timestamp(written).is_ok();
    if exact && rest.starts_with(['T', ' ']) {
        return Some(format!("{date}T{}", rest.get(1..)?));
    }
    // Digits that go on are no date: "2022-10-261".
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| date.to_string())
}

fn mail(written: &str) -> Option<String> {
    let time = rfc2822::DateTimeParser::new().parse_zoned(written).ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// "20221026", "20221026T140500Z".
fn compact(written: &str) -> Option<String> {
    let digits = written.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    if written.as_bytes().get(8).is_some_and(u8::is_ascii_digit) && written.len() != 14 {
        return None;
    }
    date(digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?)
}

/// "October 26, 2022", "26 Oct. 2022, 14:00", "Wednesday, 26th October 2022".
fn words(written: &str) -> Option<String> {
    let parts: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let at = parts.iter().position(|p| month(p).is_some())?;
    let number = |i: Option<usize>| i.and_then(|i| parts.get(i)).map(|p| p.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let is_day = |d: &str| d.len() <= 2 && d.parse::<u8>().is_ok();
    let month = month(parts.get(at)?)?.to_string();
    let before = number(at.checked_sub(1)).filter(|d| is_day(d));
    let (day, year) = match before {
        Some(day) => (day, number(Some(at + 1))?),
        None => (number(Some(at + 1)).filter(|d| is_day(d))?, number(Some(at + 2))?),
    };
    date(year, &month, day)
}

fn month(word: &str) -> Option<usize> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let lower = word.to_ascii_lowercase();
    let found = NAMES.iter().position(|n| lower == *n || (lower.len() >= 3 && lower.len() <= 4 && n.starts_with(&lower)));
    found.map(|i| i + 1)
}

/// "26.10.2022", "10/26/2022" where only one reading is a date; "2022/10/26".
fn slashes(written: &str) -> Option<String> {
    let day = written.split([' ', ',', 'T']).next()?;
    let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    if a.len() == 4 {
        return date(a, b, c);
    }
    let (day_first, month_first) = (date(c, b, a), date(c, a, b));
    match (day_first, month_first) {
        (Some(x), Some(y)) => (x == y || day.contains('.')).then_some(x),
        (one, other) => one.or(other),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<String> {
    if year.len() != 4 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_offsets_and_drops_times_without_one() {
        assert_eq!(normalise("2022-10-26T14:05:00Z").as_deref(), Some("2022-10-26T14:05:00Z"));
        assert_eq!(normalise("2022-10-26 14:05:00+04:00").as_deref(), Some("2022-10-26T14:05:00+04:00"));
        assert_eq!(normalise("2022-10-26 14:05:00").as_deref(), Some("2022-10-26"));
    }

    #[test]
    fn reads_what_dumps_write() {
        for written in
            ["20221026", "26 Oct 2022", "Oct 26, 2022 10:00", "Wednesday, 26th October 2022", "26.10.2022", "10/26/2022", "2022/10/26"]
        {
            assert_eq!(normalise(written).as_deref(), Some("2022-10-26"), "{written}");
        }
        assert_eq!(from_epoch(1_666_785_900).as_deref(), Some("2022-10-26T12:05:00+00:00"));
        assert_eq!(from_epoch(1_666_785_900_000).as_deref(), Some("2022-10-26T12:05:00+00:00"));
    }

    #[test]
    fn is_silent_when_not_sure() {
        for written in ["yesterday", "2022", "12345678901", "2022-13-01", "5/6/2022", ""] {
            assert_eq!(normalise(written), None, "{written}");
        }
    }
}

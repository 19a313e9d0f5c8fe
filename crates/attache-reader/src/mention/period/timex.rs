//! TIMEX3 values.
//!
//! ```
//! use attache_reader::mention::period::{timex, words::Unit};
//! assert_eq!((timex::duration(5, Unit::Year), timex::duration(0, Unit::Hour)), ("P5Y".into(), "PTXH".into()));
//! ```

use super::calendar::{Grain, Stretch};
use super::words::{DayPart, Unit};

const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

pub fn value(stretch: Stretch) -> String {
    let (year, month) = (stretch.start.year(), stretch.start.month());
    match stretch.grain {
        Grain::Day => stretch.start.to_string(),
        Grain::Week => week(stretch),
        Grain::Weekend => format!("{}-WE", week(stretch)),
        Grain::Month => format!("{year:04}-{month:02}"),
        Grain::Months => format!("P{}M", months(stretch)),
        Grain::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
        Grain::Season => format!("{year:04}-{}", SEASONS[usize::from(((month + 9) % 12 / 3).unsigned_abs()) % 4]),
        Grain::Half => format!("{year:04}-H{}", if month < 7 { 1 } else { 2 }),
        Grain::Year => format!("{year:04}"),
        Grain::Fiscal => format!("FY{}", stretch.end.year()),
        Grain::Years => format!("P{}Y", stretch.end.year() - year + 1),
        Grain::Decade => format!("{:03}", year / 10),
        Grain::Century => format!("{:02}", year / 100),
    }
}

fn week(stretch: Stretch) -> String {
    let iso = stretch.start.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

fn months(stretch: Stretch) -> i32 {
    let count = |day: jiff::civil::Date| i32::from(day.year()) * 12 + i32::from(day.month());
    count(stretch.end) - count(stretch.start) + 1
}

/// "P3M"; 0 of a unit is an unknown number of them.
pub fn duration(count: u16, unit: Unit) -> String {
    let (letter, factor, time) = match unit {
        Unit::Second => ('S', 1, true),
        Unit::Minute => ('M', 1, true),
        Unit::Hour => ('H', 1, true),
        Unit::Day => ('D', 1, false),
        Unit::Week => ('W', 1, false),
        Unit::Fortnight => ('W', 2, false),
        Unit::Month => ('M', 1, false),
        Unit::Quarter => ('M', 3, false),
        Unit::Half => ('M', 6, false),
        Unit::Year => ('Y', 1, false),
        Unit::Decade => ('Y', 10, false),
        Unit::Century => ('Y', 100, false),
    };
    let count = if count == 0 { "X".to_owned() } else { (u32::from(count) * factor).to_string() };
    format!("P{}{count}{letter}", if time { "T" } else { "" })
}

pub fn day_part(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "TMO",
        DayPart::Midday => "T12:00",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
        DayPart::Dawn => "TDT",
    }
}

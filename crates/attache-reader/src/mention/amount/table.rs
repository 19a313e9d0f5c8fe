//! Tables: values whose scale and unit stand in a caption, a column's head or the row's label.
//!
//! Lines are walked once. A caption or header sets what the rows below it take until prose follows. A value with a unit of its own keeps it.
//!
//! ```
//! use attache_reader::{data::Data, mention::amount::{Amounts, money::Origin}, text::Text};
//! let text = Text::new("Trade with Peru (US$ million)\n2019 2020\nExports 412.5 530.1");
//! let amounts = Amounts::new(&Data::embedded()).scan(&text, &[], Origin::default());
//! assert_eq!((amounts[1].value.to_string(), amounts[1].unit.as_str()), ("530100000".into(), "USD"));
//! ```

use std::ops::Range;

use rust_decimal::Decimal;

use super::Amounts;
use super::draft::{Draft, DraftKind};
use super::money::{NamingId, Whose};
use super::number::parse_digits;
use crate::contract::{Code, Direction, Period};
use crate::line::{self, Line, Shape};
use crate::mention::{Amount, AmountKind, PeriodMention, Tokens};
use crate::text::{Text, TokenKind};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    None,
    Money(NamingId),
    Percent,
    /// Row of `units.tsv`.
    Measure(u32),
    Counted(Code),
}

/// What a caption or a head says of the values under it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Said {
    unit: Unit,
    scale: Decimal,
}

/// One column: its cell, the token of its year, what its head says.
#[derive(Clone, Copy, Debug)]
struct Column {
    cell: usize,
    year: Option<usize>,
    said: Option<Said>,
}

/// One value of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    tokens: Tokens,
    value: Decimal,
    said: Option<Said>,
    /// The year in its column's head.
    year: Option<usize>,
}

/// Words before a unit: "Value, EUR mln", "in thousands of tonnes".
const LEADS: [&str; 14] =
    ["in", "value", "values", "unit", "units", "all", "figures", "amounts", "are", "expressed", ":", "of", "the", "volume"];
/// Units of measure and counts stand at most so far into a bracket.
const MAX_LEADS: usize = 5;
/// Rows far from their caption are another table's.
const MAX_ROWS: usize = 200;
/// A table has no more columns that are looked at.
const MAX_COLUMNS: usize = 24;

impl Amounts {
    /// The values of the text's tables, in text order.
    pub fn cells(&self, text: &Text) -> Vec<Cell> {
        let lines = line::lines(text);
        let (mut caption, mut columns, mut rows) = (None, Vec::new(), 0);
        let mut cells = Vec::new();
        for (k, line) in lines.iter().enumerate() {
            rows += 1;
            match line.shape {
                Shape::Row if line::is_in_table(text, &lines, k) || rows <= MAX_ROWS && caption.is_some() => {
                    let own = self.said_in(text, line.first..line.values);
                    self.row(text, line, own.or(caption), own.is_some(), &columns, &mut cells);
                }
                Shape::Header => {
                    columns = self.columns(text, line);
                    caption = self.said_in(text, line.tokens()).filter(|_| columns.iter().all(|c| c.said.is_none())).or(caption);
                    rows = 0;
                }
                Shape::Row | Shape::Label => match self.said_in(text, line.tokens()) {
                    Some(said) => (caption, columns, rows) = (Some(said), Vec::new(), 0),
                    None if rows > MAX_ROWS => caption = None,
                    None => {}
                },
                Shape::Prose => {
                    (caption, columns, rows) = (self.said_in_sentence(text, line), Vec::new(), 0);
                }
            }
        }
        cells
    }

    /// The values of a row, each with its column.
    fn row(&self, text: &Text, line: &Line, said: Option<Said>, own: bool, columns: &[Column], cells: &mut Vec<Cell>) {
        let values = values(text, line, columns.len());
        let width = cell_at(text, line, line.last);
        let bars_differ = columns.last().is_some_and(|c| c.cell != width);
        for (n, (tokens, value)) in values.iter().enumerate() {
            let cell = cell_at(text, line, tokens.first);
            let by_cell = columns.iter().find(|c| c.cell == cell).filter(|_| width > 0 && !bars_differ);
            let column = by_cell.or_else(|| columns.get(n).filter(|_| values.len() == columns.len()));
            let said = if own { said } else { column.and_then(|c| c.said).or(said) };
            cells.push(Cell { tokens: *tokens, value: *value, said, year: column.and_then(|c| c.year) });
        }
    }

    fn columns(&self, text: &Text, line: &Line) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        let parted = cell_at(text, line, line.last) > 0;
        let mut first = line.first;
        for i in line.first + 1..=line.last {
            let ends =
                i == line.last || if parted { line::is_parted(text, i) } else { line::is_year(text, i - 1) || text.word(i - 1) == "%" };
            if !ends {
                continue;
            }
            let year = (first..i).rev().find(|y| line::is_year(text, *y));
            let said = self.said_in(text, first..i).or_else(|| self.said(text, first, i));
            if (year.is_some() || said.is_some()) && columns.len() < MAX_COLUMNS {
                columns.push(Column { cell: cell_at(text, line, first), year, said: said.filter(|_| parted || year.is_none()) });
            }
            first = i;
        }
        columns
    }

    /// What a line, a label or a cell says: in brackets, after a comma, a colon or "in".
    fn said_in(&self, text: &Text, range: Range<usize>) -> Option<Said> {
        let opens =
            |i: &usize| *i == range.start || matches!(text.word(i - 1), "(" | "[" | "," | ":" | "|" | "–" | "—") || text.is(i - 1, "in");
        let end = |i: usize| (i..range.end).find(|k| matches!(text.word(*k), ")" | "]" | "|")).unwrap_or(range.end);
        let starts = range.clone().filter(opens).take(MAX_COLUMNS);
        // "Cheese", "Grants" at a line's start are a row's label, no unit.
        let is_label = |i: usize, said: &Said| i == range.start && said.scale == Decimal::ONE && matches!(said.unit, Unit::Counted(_));
        starts.filter_map(|i| self.said(text, i, end(i)).filter(|s| !is_label(i, s))).max_by_key(|s| (s.unit != Unit::None, s.scale))
    }

    /// "All figures in millions of euros." above a table.
    fn said_in_sentence(&self, text: &Text, line: &Line) -> Option<Said> {
        let short = line.last - line.first <= 14 && text.word(line.last - 1) == ".";
        let numbers = line.tokens().any(|i| text.kind(i) == Some(TokenKind::Number));
        if short && !numbers { self.said_in(text, line.first..line.last - 1) } else { None }
    }

    /// The unit and scale that these tokens are.
    fn said(&self, text: &Text, first: usize, last: usize) -> Option<Said> {
        let at = (first..last.min(first + MAX_LEADS)).find(|i| !text.is_any(*i, &LEADS) && text.word(*i) != "|")?;
        if text.is_any(at, &["%", "percent", "per", "pct", "percentage"]) && (!text.is(at, "per") || text.is(at + 1, "cent")) {
            return Some(Said { unit: Unit::Percent, scale: Decimal::ONE });
        }
        let (mut at, mut said) = (at, Said { unit: Unit::None, scale: Decimal::ONE });
        if let Some((end, id)) = self.money.named_at(text, at).filter(|(end, _)| *end <= last) {
            (at, said.unit) = (end, Unit::Money(id));
        }
        let scaled = self.numbers.scale_named(text, at).filter(|(end, _)| *end <= last);
        if let Some((end, scale)) = scaled {
            (at, said.scale) = (end + usize::from(text.is(end, "of")), scale);
        }
        if said.unit == Unit::None && at < last {
            (at, said.unit) = self.unit_named(text, at, last).unwrap_or((at, Unit::None));
        }
        let closed = at >= last
            || matches!(text.word(at), "," | ";" | ":" | ")" | "." | "|" | "/" | "-" | "–")
            || text.is_any(at, &["at", "and", "unless"]);
        (closed && (said.unit != Unit::None || scaled.is_some())).then_some(said)
    }

    fn unit_named(&self, text: &Text, at: usize, last: usize) -> Option<(usize, Unit)> {
        let money = self.money.named_at(text, at).map(|(end, id)| (end, Unit::Money(id)));
        let measure = || self.measures.unit_at(text, at).map(|(end, row)| (end, Unit::Measure(row)));
        let counted = || self.measures.noun(text, at, false).filter(|n| n.known && n.unit != "unit" && n.tokens.first == at);
        money.or_else(measure).or_else(|| counted().map(|n| (n.tokens.last, Unit::Counted(n.unit)))).filter(|(end, _)| *end <= last)
    }

    /// Puts the tables' values in the place of what was read without their units.
    pub(super) fn tabulate(&self, text: &Text, drafts: Vec<Draft>, whose: &mut Whose) -> Vec<Draft> {
        let cells = self.cells(text);
        if cells.is_empty() {
            return drafts;
        }
        let mut out = Vec::with_capacity(drafts.len());
        let mut drafts = drafts.into_iter().peekable();
        for cell in &cells {
            while let Some(draft) = drafts.next_if(|d| d.tokens.last <= cell.tokens.first) {
                out.push(draft);
            }
            let Some(mut found) = self.cell_draft(text, cell, whose) else { continue };
            let floor = out.last().map_or(0, |d: &Draft| d.tokens.last);
            let mut keeps = false;
            while let Some(draft) = drafts.next_if(|d| d.tokens.first < cell.tokens.last) {
                if has_own_unit(text, &draft, cell) {
                    keeps = true;
                    out.push(draft);
                } else if draft.direction.is_some() {
                    found.direction = draft.direction;
                }
            }
            if !keeps && floor <= cell.tokens.first {
                out.push(found);
            }
        }
        out.extend(drafts);
        out
    }

    fn cell_draft(&self, text: &Text, cell: &Cell, whose: &mut Whose) -> Option<Draft> {
        let said = cell.said?;
        let mut value = cell.value.checked_mul(said.scale)?;
        let (mut kind, mut code, mut factor, mut ambiguous) = (AmountKind::Bare, Code::new(""), Decimal::ONE, false);
        match said.unit {
            Unit::None => {}
            Unit::Percent => (kind, code) = (AmountKind::Percent, Code::new("percent")),
            Unit::Counted(unit) => (kind, code) = (AmountKind::Quantity, unit),
            Unit::Money(id) => {
                (code, ambiguous) = whose.code(text, cell.tokens.first, id, None)?;
                value = value.checked_mul(self.money.naming(id)?.times)?;
                kind = AmountKind::Money;
            }
            Unit::Measure(row) => {
                let unit = self.measures.unit(row)?;
                (kind, code, factor) = (AmountKind::Quantity, unit.code, unit.factor);
            }
        }
        let mut draft = Draft::new(DraftKind::Amount(kind), cell.tokens, value);
        (draft.unit, draft.factor, draft.ambiguous) = (code, factor, ambiguous);
        let mark = cell.tokens.first.checked_sub(1).filter(|_| text.is_glued(cell.tokens.first)).map_or("", |m| text.word(m));
        draft.direction = match mark {
            "-" | "−" | "–" => Some(Direction::Down),
            "+" => Some(Direction::Up),
            _ => None,
        };
        Some(draft)
    }
}

/// A sign, a unit or a percent mark beside the value itself; a noun of the next line or cell is none.
fn has_own_unit(text: &Text, draft: &Draft, cell: &Cell) -> bool {
    let crosses = (cell.tokens.last..draft.tokens.last).any(|i| text.tokens[i].line || line::is_parted(text, i));
    !crosses && !draft.is(AmountKind::Bare) && draft.unit != "unit" && draft.kind != DraftKind::Other
}

/// Which cell of its line a token is in.
fn cell_at(text: &Text, line: &Line, at: usize) -> usize {
    let in_line = line.first + 1..at.min(line.last.saturating_sub(1)) + 1;
    in_line.filter(|i| *i < line.last && line::is_parted(text, *i) && text.word(*i) != "|").count()
}

/// The numbers of a row. Groups of three digits are joined within a cell, or when only so they are as many as the columns.
fn values(text: &Text, line: &Line, columns: usize) -> Vec<(Tokens, Decimal)> {
    let numbers: Vec<usize> = (line.values..line.last).filter(|i| text.kind(*i) == Some(TokenKind::Number)).take(LIMIT).collect();
    let parted = (line.first + 1..line.last).any(|i| line::is_parted(text, i));
    let joins = parted || numbers.len() != columns;
    let mut groups: Vec<Tokens> = Vec::new();
    for i in numbers {
        match groups.last_mut() {
            Some(group) if joins && group.last == i && continues(text, group.first, i) => group.last = i + 1,
            _ => groups.push(Tokens::new(i, i + 1)),
        }
    }
    let value = |t: Tokens| parse_digits(&(t.first..t.last).map(|i| text.word(i)).collect::<String>());
    groups.into_iter().filter_map(|t| value(t).map(|v| (t, v))).collect()
}

const LIMIT: usize = 64;

fn continues(text: &Text, first: usize, i: usize) -> bool {
    let whole = text.word(i).split(['.', ',']).next().unwrap_or("");
    whole.len() == 3 && text.word(first).len() <= 3 && text.word(i - 1).bytes().all(|b| b.is_ascii_digit()) && !line::is_parted(text, i)
}

/// Which period heads the column that an amount stands in, by the amount's index.
pub fn columns(text: &Text, cells: &[Cell], amounts: &[Amount], periods: &[PeriodMention]) -> Vec<(usize, Period)> {
    let dated = cells.iter().filter_map(|cell| {
        let year = cell.year?;
        let index = amounts.partition_point(|a| a.tokens.last <= cell.tokens.first);
        amounts.get(index).filter(|a| a.tokens.holds(cell.tokens.first))?;
        let mention = periods.get(periods.partition_point(|p| p.tokens.last <= year)).filter(|p| p.tokens.holds(year));
        let one_year = |m: &&PeriodMention| (m.tokens.first..m.tokens.last).filter(|i| line::is_year(text, *i)).count() == 1;
        let period = mention.filter(one_year).and_then(|m| m.place.or(m.period)).or_else(|| whole_year(text.word(year)))?;
        Some((index, period))
    });
    dated.collect()
}

fn whole_year(word: &str) -> Option<Period> {
    let first = jiff::civil::Date::new(word.parse().ok()?, 1, 1).ok()?;
    Some(Period::new(first, first.last_of_year()))
}

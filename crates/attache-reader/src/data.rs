//! The files of `data/`: embedded in a build, or handed over by whoever can read a disk (tests, `xtask`), never read here.
//!
//! ```
//! use attache_reader::data::{Data, Table};
//! let table = Table::parse("# comment\ncode\tname\nAZ\tAzerbaijan\n");
//! assert_eq!(table.rows().next().map(|r| (r.get("code"), r.get("name"))), Some(("AZ", "Azerbaijan")));
//! assert!(Data::embedded().file("countries.tsv").contains("Azerbaijan"));
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every data file, in the order of the alphabet. A new one is added here and nowhere else.
        pub const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../data/", $name)))),*];
    };
}

#[rustfmt::skip]
files![
    "amount_words.tsv",
    "blocs.tsv",
    "bodies.tsv",
    "calendar_words.tsv",
    "countries.tsv",
    "currencies.tsv",
    "currency_names.tsv",
    "event_words.tsv",
    "events.tsv",
    "factors.tsv",
    "figure_cues.tsv",
    "fiscal_years.tsv",
    "indicators.tsv",
    "name_heads.tsv",
    "namings.tsv",
    "not_parties.tsv",
    "noun_stops.tsv",
    "nouns.tsv",
    "numbers.tsv",
    "period_cues.tsv",
    "places.tsv",
    "projects.tsv",
    "qualifiers.tsv",
    "regions.tsv",
    "roles.tsv",
    "shares.tsv",
    "speech.tsv",
    "stand_ins.tsv",
    "traits.tsv",
    "triggers.tsv",
    "units.tsv",
    "weights.tsv",
    "weights_events.tsv",
];

/// File name to content.
#[derive(Clone, Debug, Default)]
pub struct Data {
    files: BTreeMap<String, Cow<'static, str>>,
}

impl Data {
    pub fn embedded() -> Self {
        Data { files: FILES.iter().map(|(n, c)| ((*n).to_owned(), Cow::Borrowed(*c))).collect() }
    }

    /// The embedded files with some replaced, as read from a working tree.
    pub fn with_files(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut data = Self::embedded();
        data.files.extend(files.into_iter().map(|(n, c)| (n, Cow::Owned(c))));
        data
    }

    /// Empty when there is no such file.
    pub fn file(&self, name: &str) -> &str {
        self.files.get(name).map_or("", |c| c.as_ref())
    }

    pub fn table(&self, name: &str) -> Table {
        Table::parse(self.file(name))
    }
}

/// A TSV file: `#` comments, one header line, then rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row, its cells by column name.
#[derive(Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    cells: &'t [String],
}

impl Table {
    pub fn parse(source: &str) -> Self {
        let mut lines = source.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
        let split = |l: &str| l.split('\t').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
        let columns = lines.next().map(split).unwrap_or_default();
        Table { columns, rows: lines.map(split).collect() }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

impl<'t> Row<'t> {
    /// The cell under this column; empty when missing.
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|c| c == column);
        at.and_then(|i| self.cells.get(i)).map_or("", String::as_str)
    }
}

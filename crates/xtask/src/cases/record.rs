//! What cases are compared by: a record is its kind, the words it quotes, and slots, each written as a case writes it.
//!
//! Example: `figure "$204 million": investment AZ -> KZ, 204000000 USD, actual` has the slots indicator, direction, value and status.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Figure,
    Statement,
    Event,
    Amount,
    Period,
    Party,
    Person,
    Quotation,
    Sentence,
    Entity,
    Warning,
}

impl Kind {
    pub const ALL: [(Kind, &'static str); 11] = [
        (Kind::Figure, "figure"),
        (Kind::Statement, "statement"),
        (Kind::Event, "event"),
        (Kind::Amount, "amount"),
        (Kind::Period, "period"),
        (Kind::Party, "party"),
        (Kind::Person, "person"),
        (Kind::Quotation, "quotation"),
        (Kind::Sentence, "sentence"),
        (Kind::Entity, "entity"),
        (Kind::Warning, "warning"),
    ];

    /// What `nothing` speaks of.
    pub const RECORDS: [Kind; 3] = [Kind::Figure, Kind::Statement, Kind::Event];

    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    pub fn parse(name: &str) -> Option<Kind> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }

    /// Must the evidence be the quoted words exactly? An event's and a warning's only has to hold them.
    fn is_exact(self) -> bool {
        !matches!(self, Kind::Event | Kind::Warning)
    }
}

/// A slot's name and its value as written: `("value", "204000000 USD")`, `("period", "no period")`.
pub type Slot = (&'static str, String);

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub kind: Kind,
    pub quote: String,
    pub slots: Vec<Slot>,
}

impl Record {
    pub fn slot(&self, name: &str) -> Option<&str> {
        self.slots.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }

    /// Does the read record quote what this one expects? ` … ` stands for left-out words.
    pub fn quotes_same(&self, read: &Record) -> bool {
        let (wanted, found) = (fold(&self.quote), fold(&read.quote));
        match (wanted.split_once(" … "), self.kind.is_exact()) {
            (Some((head, tail)), true) => found.starts_with(head) && found.ends_with(tail) && found.len() >= head.len() + tail.len(),
            (Some((head, tail)), false) => found.split_once(head).is_some_and(|(_, rest)| rest.contains(tail)),
            (None, true) => wanted == found,
            (None, false) => found.contains(&wanted),
        }
    }

    /// The stated slots that the read record has otherwise.
    pub fn differences(&self, read: &Record) -> Vec<&'static str> {
        self.slots.iter().filter(|(name, value)| read.slot(name) != Some(value)).map(|(name, _)| *name).collect()
    }

    /// The line of a case, without its dash.
    pub fn line(&self) -> String {
        let quote = fold(&self.quote).replace('\\', "\\\\").replace('"', "\\\"");
        let slots = self.written();
        let colon = if slots.is_empty() { "" } else { ": " };
        format!("{} \"{quote}\"{colon}{slots}", self.kind.name())
    }

    fn written(&self) -> String {
        let mut out = String::new();
        let speaks = matches!(self.kind, Kind::Statement | Kind::Person) && SPEAKER.iter().any(|s| self.slot(s).is_some());
        if speaks {
            out = SPEAKER.map(|s| self.slot(s).unwrap_or("*")).join(" / ");
        }
        let mut before = "";
        for (name, value) in self.slots.iter().filter(|(n, _)| !(speaks && SPEAKER.contains(n))) {
            let glue = match (before, *name) {
                ("indicator" | "kind", "direction" | "parties") => " ",
                ("direction", "parties") => " of ",
                _ => ", ",
            };
            out += if out.is_empty() { "" } else { glue };
            out += value;
            before = name;
        }
        out
    }

    /// The read record with only these slots, in this order.
    pub fn keeping(&self, names: &[&'static str]) -> Record {
        let slots = names.iter().filter_map(|n| self.slot(n).map(|v| (*n, v.to_owned()))).collect();
        Record { kind: self.kind, quote: self.quote.clone(), slots }
    }

    /// The slots that a new expectation states: those that carry meaning for its kind.
    pub fn usual(&self) -> Record {
        let names: &[&'static str] = match self.kind {
            Kind::Figure => &["indicator", "direction", "value", "change", "period", "status", "qualifier"],
            Kind::Statement => &["name", "role", "organization", "country", "mode"],
            Kind::Event => &["kind", "direction", "date", "status", "count"],
            Kind::Amount => &["value", "qualifier"],
            Kind::Period => &["period", "role"],
            Kind::Party => &["parties"],
            Kind::Person => &["name", "role", "organization", "country"],
            Kind::Quotation | Kind::Sentence => &[],
            Kind::Entity | Kind::Warning => &["kind"],
        };
        let mut record = self.keeping(names);
        if record.slot("direction").is_some_and(|d| d.starts_with("- ") || d.ends_with(" -")) {
            record.slots.extend(self.slot("parties").map(|p| ("parties", p.to_owned())));
            record.slots.sort_by_key(|(name, _)| !matches!(*name, "indicator" | "kind" | "direction" | "parties"));
        }
        record.slots.retain(|(_, value)| !matches!(value.as_str(), "no change" | "no value" | "no count" | "exact"));
        record
    }
}

const SPEAKER: [&str; 4] = ["name", "role", "organization", "country"];

/// White space folded to single blanks.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

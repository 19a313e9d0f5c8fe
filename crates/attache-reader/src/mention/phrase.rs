//! Noun phrases that name somebody: an office with or without its holder, a body, a group of people, a name alone.
//!
//! A phrase is grown from its head noun: leftwards over modifiers, demonyms and a possessive, rightwards over "of ..." and "to ...", then over
//! the name that follows or stands in apposition.
//!
//! ```
//! use attache_reader::mention::phrase::Phrase;
//! assert!(Phrase::default().name.is_none());
//! ```

use crate::contract::Party;
use crate::mention::word_class::{Kind, Words};
use crate::mention::{PartyForm, PartyMention, Tokens};

/// A noun phrase and its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phrase {
    pub tokens: Tokens,
    pub kind: Kind,
    /// The head noun's tokens; the name's when there is only a name.
    pub head: Tokens,
    /// The office or body without a determiner, with what follows it.
    pub role: Option<Tokens>,
    pub name: Option<Tokens>,
    /// Words of the body somebody belongs to.
    pub organization: Option<Tokens>,
    pub country: Option<Party>,
    /// "the", "his", "Bulgaria's".
    pub definite: bool,
    /// "his", "its": belongs to somebody named before.
    pub owned: bool,
    pub plural: bool,
}

impl Default for Phrase {
    fn default() -> Self {
        Phrase {
            tokens: Tokens::default(),
            kind: Kind::Plain,
            head: Tokens::default(),
            role: None,
            name: None,
            organization: None,
            country: None,
            definite: false,
            owned: false,
            plural: false,
        }
    }
}

/// Phrases of a text in order; none overlaps another.
pub fn scan(words: Words, parties: &[PartyMention]) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    for sentence in &words.text.sentences {
        let grower = Grower { words, parties, first: sentence.first, last: sentence.last };
        let mut at = sentence.first;
        let mut floor = sentence.first;
        while at < sentence.last {
            let Some(phrase) = grower.phrase_at(at, floor) else {
                at += 1;
                continue;
            };
            at = phrase.tokens.last.max(at + 1);
            floor = at;
            grower.push(phrase, &mut found);
        }
    }
    found
}

struct Grower<'w, 't, 'a> {
    words: Words<'t, 'a>,
    parties: &'w [PartyMention],
    first: usize,
    last: usize,
}

/// What was found left of a head.
#[derive(Clone, Copy, Debug, Default)]
struct Left {
    first: usize,
    /// First token of the role proper, after a determiner or a possessive.
    role: usize,
    country: Option<Party>,
    definite: bool,
    owned: bool,
    organization: Option<Tokens>,
}

impl Grower<'_, '_, '_> {
    /// The phrase whose head, or whose name, begins at token `at`.
    fn phrase_at(&self, at: usize, floor: usize) -> Option<Phrase> {
        let class = *self.words.classes.get(at)?;
        if class.kind == Kind::Title && class.first == at {
            return self.titled(at);
        }
        if class.kind.is_head() && class.first == at && class.last <= self.last {
            return self.headed(at, floor);
        }
        let end = self.words.name_end(at, self.last);
        (end > at && !self.premodifies(end)).then(|| self.named(at, end, floor))
    }

    /// "Contractors' Union", "Nordkraft chief executive": the name belongs to the head after it.
    fn premodifies(&self, end: usize) -> bool {
        let text = self.words.text;
        let mut at = end;
        if at < self.last && (self.words.is_clitic(at) || text.is(at, "-") && text.is_glued(at)) {
            at += 1;
        }
        for _ in 0..6 {
            if at >= self.last || text.tokens[at].line {
                return false;
            }
            let class = self.words.classes[at];
            if class.kind.is_head() && class.first == at {
                return !class.speech || text.is_capitalized(at);
            }
            let name = self.words.is_name_word(at) && text.is_capitalized(at) && !self.words.is_clitic(at);
            if !name && !matches!(class.kind, Kind::Modifier | Kind::Portfolio | Kind::Company) && !text.is_any(at, &["-", "&"])
                || class.speech && !text.is_capitalized(at)
            {
                return false;
            }
            at = class.last.max(at + 1);
        }
        false
    }

    /// "Mr El Sayed", "Dr. Marta Oliveira".
    fn titled(&self, at: usize) -> Option<Phrase> {
        let start = self.after_titles(at);
        let end = self.words.name_end(start, self.last);
        if end == start {
            return None;
        }
        let name = Tokens::new(start, end);
        let phrase = Phrase { tokens: Tokens::new(at, end), kind: Kind::Title, head: name, name: Some(name), ..Phrase::default() };
        Some(self.with_apposition(phrase))
    }

    fn after_titles(&self, at: usize) -> usize {
        let mut start = at;
        while start < self.last && self.words.kind(start) == Kind::Title {
            start = self.words.classes[start].last;
            if self.words.text.is(start, ".") {
                start += 1;
            }
        }
        start
    }

    fn named(&self, at: usize, end: usize, floor: usize) -> Phrase {
        let text = self.words.text;
        let mut name = Tokens::new(at, end);
        let mut phrase = Phrase { tokens: name, kind: Kind::Plain, head: name, name: Some(name), ..Phrase::default() };
        let owned = at > floor + 1 && self.words.is_clitic(at - 1);
        let before = if owned { at.checked_sub(2) } else { at.checked_sub(1) }.filter(|i| *i >= floor);
        let company = (at..end).any(|i| self.words.kind(i) == Kind::Company);
        if let Some(party) = before.and_then(|i| self.words.party[i]) {
            let mention = &self.parties[party];
            phrase.tokens.first = mention.tokens.first.max(floor);
            phrase.country = mention.parties.first().copied();
            let person = mention.form == PartyForm::Demonym && end - at > 1 && !company;
            if !owned && !person {
                name.first = phrase.tokens.first;
            }
            if mention.form == PartyForm::Place && !company && !owned {
                phrase.name = Some(name);
                phrase.country = None;
                return self.with_apposition(Phrase { head: name, ..phrase });
            }
        }
        if let Some(party) = self.words.party.get(end).copied().flatten().filter(|_| company && end < self.last && text.is_capitalized(end))
        {
            name.last = self.parties[party].tokens.last;
            phrase.tokens.last = name.last;
        }
        let organization = company && name.last - name.first > 1 || name.first < at || self.looks_company(end - 1);
        if organization {
            return Phrase { kind: Kind::Company, name: Some(name), head: name, ..phrase };
        }
        self.with_apposition(phrase)
    }

    /// "Seebank", "Kazgaz".
    fn looks_company(&self, i: usize) -> bool {
        let word = self.words.text.word(i).to_lowercase();
        ["bank", "gaz", "neft", "gas", "air", "rail", "corp", "energo", "stat", "fond"]
            .iter()
            .any(|e| word.len() > e.len() + 2 && word.ends_with(e))
    }

    /// "Marta Oliveira, head of cardiology at a Lisbon clinic", "Ilmar Saar, who heads the union", "Ana Ruiz of Bancora".
    fn with_apposition(&self, mut phrase: Phrase) -> Phrase {
        let mut at = self.skip_bracket(phrase.tokens.last);
        let text = self.words.text;
        if text.is_any(at, &["of", "from", "at"])
            && self.name_length(phrase) > 1
            && let Some(body) = self.body_after(at + 1)
        {
            phrase.organization = Some(body);
            phrase.tokens.last = body.last;
            return phrase;
        }
        if !text.is(at, ",") {
            return phrase;
        }
        if text.kind(at + 1) == Some(crate::text::TokenKind::Number) && text.is(at + 2, ",") {
            at += 2;
        }
        if text.is(at + 1, "who") && text.is_any(at + 2, &["heads", "leads", "chairs", "runs", "headed", "led"]) {
            if let Some(body) = self.body_after(at + 3) {
                phrase.role = Some(Tokens::new(at + 2, body.last));
                phrase.organization = Some(body);
                phrase.tokens.last = body.last;
            }
            return phrase;
        }
        let Some(apposed) = self.apposed_role(at + 1) else { return phrase };
        let closed = self.is_closed(apposed.tokens.last);
        if !closed || self.name_length(phrase) == 1 && self.is_acronym(phrase.tokens.first) {
            return phrase;
        }
        Phrase {
            tokens: Tokens::new(phrase.tokens.first, apposed.tokens.last),
            kind: apposed.kind,
            head: apposed.head,
            role: apposed.role,
            organization: apposed.organization,
            country: apposed.country,
            ..phrase
        }
    }

    fn name_length(&self, phrase: Phrase) -> usize {
        phrase.name.map_or(0, |n| n.last - n.first)
    }

    /// "(rtd)", "(Fidesz)".
    fn skip_bracket(&self, at: usize) -> usize {
        if !self.words.text.is(at, "(") {
            return at;
        }
        (at + 1..self.last.min(at + 6)).find(|i| self.words.text.is(*i, ")")).map_or(at, |i| i + 1)
    }

    /// A comma, a stop or a verb of saying follows.
    fn is_closed(&self, at: usize) -> bool {
        at >= self.last
            || self.words.text.is_any(at, &[",", ".", ";", ":", "(", ")", "”", "\"", "—", "–", "’", "'"])
            || self.words.classes.get(at).is_some_and(|c| c.speech)
    }

    fn is_acronym(&self, i: usize) -> bool {
        let word = self.words.text.word(i);
        word.len() > 1 && !word.chars().any(char::is_lowercase)
    }

    /// A nameless office that begins within a few words and ends at a comma, a stop or a verb.
    fn apposed_role(&self, from: usize) -> Option<Phrase> {
        let head = (from..self.last.min(from + 9)).take_while(|i| !self.words.text.is_any(*i, &[",", ".", ";", ":"])).find(|i| {
            let class = self.words.classes[*i];
            class.kind.is_person() && class.first == *i
        })?;
        let phrase = self.headed(head, from)?;
        (phrase.tokens.first == from && phrase.name.is_none() && !phrase.plural).then_some(phrase)
    }

    /// A body's phrase beginning at `from`, perhaps after an article: "the Nordmelk cooperative", "Bancora".
    fn body_after(&self, from: usize) -> Option<Tokens> {
        let text = self.words.text;
        let start = if text.is_any(from, &["the", "a", "an"]) { from + 1 } else { from };
        let head = (start..self.last.min(start + 7))
            .take_while(|i| !text.is_any(*i, &[",", ".", ";", ":"]) && !self.words.classes[*i].speech)
            .find(|i| self.words.kind(*i) == Kind::Body && self.words.classes[*i].first == *i);
        if let Some(phrase) = head.and_then(|h| self.headed(h, start)).filter(|p| p.tokens.first == start) {
            return Some(phrase.name.unwrap_or(phrase.tokens));
        }
        let end = self.words.name_end(start, self.last);
        (end > start && end - start < 6).then(|| Tokens::new(start, end))
    }

    /// The phrase grown from the head at `at`.
    fn headed(&self, at: usize, floor: usize) -> Option<Phrase> {
        let (head, inner) = self.last_head(at);
        let class = self.words.classes[head];
        let left = self.left(at, floor);
        let right = self.right(class.last, class.kind);
        if class.speech && !left.definite && left.country.is_none() && left.first == at && right.organization.is_none() {
            return None;
        }
        let role = Tokens::new(left.role.min(head), right.last);
        let mut phrase = Phrase {
            tokens: Tokens::new(left.first, right.last),
            kind: class.kind,
            head: Tokens::new(head, class.last),
            role: Some(role),
            name: None,
            organization: right
                .organization
                .or(left.organization.filter(|t| self.words.text.is_capitalized(t.first)))
                .or(inner.map(|end| Tokens::new(left.role, end)))
                .or(left.organization)
                .filter(|t| class.kind == Kind::Text || (t.first..t.last).any(|i| self.words.text.is_capitalized(i))),
            country: left.country.or(right.country),
            definite: left.definite,
            owned: left.owned,
            plural: class.plural,
        };
        self.add_name(&mut phrase);
        Some(phrase)
    }

    /// "Commission spokesman", "the ministry's press office": the head is the last noun. Also where the inner body ends.
    fn last_head(&self, at: usize) -> (usize, Option<usize>) {
        let (mut head, mut inner) = (at, None);
        for _ in 0..4 {
            let class = self.words.classes[head];
            let mut next = class.last;
            let possessive = next < self.last && self.words.is_clitic(next) && self.words.text.is_glued(next);
            if possessive {
                next += 1;
            }
            while next < self.last
                && next < class.last + 4
                && (self.is_premodifier(next) || possessive && self.is_plain_noun(next) && !looks_verbal(self.words.text.word(next)))
            {
                next = self.words.classes[next].last;
            }
            let follows = next < self.last
                && self.words.kind(next).is_head()
                && self.words.classes[next].first == next
                && !(self.words.classes[next].speech && !self.words.classes[next].plural && !possessive);
            if !follows || self.words.classes[next].speech && !possessive {
                break;
            }
            if class.kind == Kind::Body {
                inner = Some(class.last);
            }
            head = next;
        }
        (self.joined_office(head).unwrap_or(head), inner)
    }

    /// "Deputy Prime Minister and Transport Minister X": one holder of two offices.
    fn joined_office(&self, head: usize) -> Option<usize> {
        let text = self.words.text;
        let class = self.words.classes[head];
        if class.kind != Kind::Office || class.plural || !text.is_capitalized(head) || !text.is(class.last, "and") {
            return None;
        }
        let mut next = class.last + 1;
        while next < self.last && next < class.last + 6 && text.is_capitalized(next) && self.is_premodifier(next) {
            next = self.words.classes[next].last;
        }
        let office = next < self.last
            && self.words.kind(next) == Kind::Office
            && self.words.classes[next].first == next
            && text.is_capitalized(next);
        let named = office && self.words.name_end(self.words.classes[next].last, self.last) > self.words.classes[next].last;
        named.then_some(next)
    }

    fn is_premodifier(&self, i: usize) -> bool {
        matches!(self.words.kind(i), Kind::Modifier | Kind::Portfolio | Kind::Company) && !self.words.classes[i].speech
    }

    fn left(&self, head: usize, floor: usize) -> Left {
        let text = self.words.text;
        let mut left = Left { first: head, role: head, ..Left::default() };
        let mut at = head;
        let mut plain = 0;
        while at > floor && head - at < 12 {
            let i = at - 1;
            if self.words.is_clitic(i)
                && text.is_glued(i)
                && (text.word(i).chars().count() > 1 || i > floor && text.word(i - 1).ends_with('s'))
            {
                self.owner(i, floor, at, &mut left);
                break;
            }
            if text.is_any(i, &["the", "a", "an", "this", "his", "her", "its", "their", "our", "my"]) {
                left.first = i;
                left.role = at;
                left.owned = text.is_any(i, &["his", "her", "its", "their", "our", "my"]);
                left.definite = left.owned || text.is_any(i, &["the", "this"]);
                break;
            }
            if let Some(party) = self.words.party[i] {
                let mention = &self.parties[party];
                let start = mention.tokens.first.max(floor);
                left.country = left.country.or(mention.parties.first().copied());
                (left.first, left.role, at, plain) = (start, start, start, 0);
                continue;
            }
            if self.is_left_word(i, at) {
                let start = self.words.classes[i].first.max(floor);
                (left.first, left.role, at, plain) = (start, start, start, 0);
            } else if plain < 3 && self.is_plain_noun(i) {
                plain += 1;
                at = i;
            } else {
                break;
            }
        }
        left
    }

    /// A word that may stand before a head whatever comes before it.
    fn is_left_word(&self, i: usize, next: usize) -> bool {
        let text = self.words.text;
        if self.words.classes[i].speech && !text.is_capitalized(i) {
            return false;
        }
        match self.words.kind(i) {
            Kind::Modifier | Kind::Portfolio | Kind::Chief | Kind::Office | Kind::Body | Kind::Title | Kind::Company => true,
            Kind::Plain | Kind::Particle if text.is_capitalized(i) => !self.words.is_clitic(i),
            _ if text.is(i, "-") && text.is_glued(i) && text.is_glued(next) => true,
            _ => text.is_any(i, &["and", "&"]) && i > self.first && self.is_listed(i - 1) && self.is_listed(next),
        }
    }

    /// Part of "oil and energy", "Deputy Prime Minister and Transport".
    fn is_listed(&self, i: usize) -> bool {
        matches!(self.words.kind(i), Kind::Portfolio | Kind::Modifier)
            || self.words.kind(i) == Kind::Office && self.words.text.is_capitalized(i)
    }

    /// A lower-case noun or adjective that the data doesn't know ("carrier", "Lima teaching").
    fn is_plain_noun(&self, i: usize) -> bool {
        let text = self.words.text;
        let word = text.word(i);
        self.words.kind(i) == Kind::Plain
            && text.kind(i) == Some(crate::text::TokenKind::Word)
            && !self.words.classes[i].speech
            && !word.ends_with("ly")
    }

    /// The possessor before "'s" at `clitic`: a country, a body, a name.
    fn owner(&self, clitic: usize, floor: usize, role: usize, left: &mut Left) {
        let text = self.words.text;
        (left.role, left.definite) = (role, true);
        left.first = clitic;
        let Some(i) = clitic.checked_sub(1).filter(|i| *i >= floor) else { return };
        if let Some(party) = self.words.party[i] {
            let mention = &self.parties[party];
            left.first = mention.tokens.first.max(floor);
            left.country = left.country.or(mention.parties.first().copied());
        } else {
            let mut start = i;
            while start > floor && start + 5 > i && (text.is_capitalized(start) || start == i) && text.is_capitalized(start - 1) {
                start -= 1;
            }
            left.organization = Some(Tokens::new(start, clitic));
            left.first = start;
        }
        if left.first > floor && text.is_any(left.first - 1, &["the", "a", "an"]) {
            left.first -= 1;
        }
    }

    fn right(&self, from: usize, kind: Kind) -> Right {
        let mut right = Right { last: from, organization: None, country: None };
        for _ in 0..3 {
            let at = self.compiler(self.skip_acronym(right.last), kind);
            if !self.is_joining_preposition(at, kind) {
                break;
            }
            let Some((end, organization, country)) = self.complement(at + 1, kind) else { break };
            right.last = self.skip_acronym(end);
            right.organization = right.organization.or(organization);
            right.country = right.country.or(country.filter(|_| self.words.text.is_any(at, &["of", "for", "in"])));
        }
        right
    }

    /// "figures published on Wednesday by": the preposition that names who made the text.
    fn compiler(&self, at: usize, kind: Kind) -> usize {
        let text = self.words.text;
        if kind != Kind::Text
            || !text.is_any(
                at,
                &[
                    "published",
                    "released",
                    "compiled",
                    "issued",
                    "collected",
                    "quoted",
                    "cited",
                    "prepared",
                    "gathered",
                    "provided",
                    "obtained",
                ],
            )
        {
            return at;
        }
        (at + 1..self.last.min(at + 6)).find(|i| text.is_any(*i, &["by", "from"])).unwrap_or(at)
    }

    fn is_joining_preposition(&self, at: usize, kind: Kind) -> bool {
        let text = self.words.text;
        if at >= self.last {
            return false;
        }
        if text.is_any(at, &["of", "for"]) {
            return true;
        }
        let place = self.words.party.get(at + 1).is_some_and(Option::is_some)
            || text.is_capitalized(at + 1) && self.words.kind(at + 1) == Kind::Plain;
        match kind {
            Kind::Office => text.is(at, "to") && (place || text.is(at + 1, "the")) || text.is_any(at, &["at", "in", "from"]) && place,
            Kind::Chief | Kind::People => {
                text.is(at, "at") || text.is_any(at, &["in", "to", "with", "from"]) && place || self.at_crossing(at)
            }
            Kind::Body => {
                text.is_any(at, &["in", "at"]) && place
                    || text.is_any(at, &["on", "at"]) && (text.is_capitalized(at + 1) || text.is(at + 1, "the")) && text.is(at, "at")
            }
            _ => text.is_any(at, &["by", "from"]) && (text.is(at + 1, "the") || text.is_capitalized(at + 1)),
        }
    }

    fn at_crossing(&self, at: usize) -> bool {
        self.words.text.is_any(at, &["at", "with"]) && self.words.text.is_any(at + 1, &["the", "a", "an"])
    }

    /// The words after a preposition: where they end, the body they name, the country.
    fn complement(&self, from: usize, kind: Kind) -> Option<(usize, Option<Tokens>, Option<Party>)> {
        let text = self.words.text;
        let start = if text.is_any(from, &["the", "a", "an", "its", "his", "her", "their"]) { from + 1 } else { from };
        let (mut at, mut country, mut body) = (start, None, false);
        while at < self.last && at < start + 14 {
            if let Some(party) = self.words.party[at] {
                let mention = &self.parties[party];
                country = country.or(mention.parties.first().copied());
                at = mention.tokens.last.max(at + 1);
                continue;
            }
            if self.words.is_clitic(at) && text.word(at).len() > 1 {
                at += 1;
                continue;
            }
            match self.step(at, start, kind) {
                Some(next) => {
                    body |= matches!(self.words.kind(at), Kind::Body | Kind::Plain | Kind::Company) && text.is_capitalized(at)
                        || self.words.kind(at) == Kind::Body;
                    at = next;
                }
                None => break,
            }
        }
        let end = at.min(self.last);
        (end > start).then(|| (end, (body && (kind.is_person() || kind == Kind::Text)).then(|| Tokens::new(start, end)), country))
    }

    /// The token after the one at `at` if that can stay in the complement.
    fn step(&self, at: usize, start: usize, kind: Kind) -> Option<usize> {
        let text = self.words.text;
        let class = self.words.classes[at];
        if class.speech && !text.is_capitalized(at) {
            return None;
        }
        match class.kind {
            Kind::Portfolio | Kind::Modifier | Kind::Body => Some(class.last),
            Kind::Office | Kind::Chief | Kind::People if (class.plural || matches!(kind, Kind::Body | Kind::Text)) && class.first == at => {
                Some(class.last)
            }
            Kind::Company => Some(at + 1),
            Kind::Plain | Kind::Particle if text.is_capitalized(at) && kind == Kind::Office && self.is_portfolio_word(at, start) => {
                Some(at + 1)
            }
            Kind::Plain | Kind::Particle if text.is_capitalized(at) => {
                if at == start || kind == Kind::Body || !kind.is_person() {
                    Some(self.words.name_end(at, self.last).max(at + 1))
                } else {
                    self.joins_name(at, start, kind)
                }
            }
            Kind::Plain if self.is_plain_noun(at) && !looks_verbal(text.word(at)) && at < start + 6 => Some(at + 1),
            _ if text.is_any(at, &["and", "&", ","]) => self.list_goes_on(at).then_some(at + 1),
            _ if text.is(at, "of") => {
                (text.is_capitalized(at + 1) || text.is(at + 1, "the")).then_some(at + if text.is(at + 1, "the") { 2 } else { 1 })
            }
            _ if text.is(at, "-") && text.is_glued(at) => Some(at + 2),
            _ => None,
        }
    }

    /// In "Minister of Equipment and Housing Ali Diallo" each listed word is one of the office's.
    fn is_portfolio_word(&self, at: usize, start: usize) -> bool {
        let text = self.words.text;
        let run = self.words.name_end(at, self.last) - at;
        let minister = (start.saturating_sub(4)..start).any(|i| text.is_any(i, &["minister", "secretary"]));
        minister
            && (run >= 3 && (at == start || text.is_any(at - 1, &["and", "&", ","]))
                || run == 1 && at > start && text.is_any(at - 1, &["and", "&", ","]))
    }

    /// In "Union of Tea Growers" the name goes on, in "Minister of Trade Ali Diallo" the holder's begins.
    fn joins_name(&self, at: usize, start: usize, kind: Kind) -> Option<usize> {
        let text = self.words.text;
        let end = self.words.name_end(at, self.last);
        let listed = at >= 2 && text.is_any(at - 2, &["and", "&", "of"]) && kind == Kind::Office;
        let previous_is_office = matches!(self.words.kind(at - 1), Kind::Portfolio | Kind::Modifier | Kind::Company)
            || self.words.party[at - 1].is_some()
            || listed;
        let lower_start = !text.is_capitalized(start) && self.words.party[start].is_none();
        let holder = end - at >= 2 || previous_is_office;
        (!(holder && (previous_is_office || lower_start))).then_some(end.max(at + 1))
    }

    /// "affairs and trade", "Commerce, Industry and Tourism", but not "of Trade and President X".
    fn list_goes_on(&self, at: usize) -> bool {
        let text = self.words.text;
        let next = self.words.kind(at + 1);
        let listed = matches!(next, Kind::Portfolio | Kind::Modifier | Kind::Company)
            && matches!(self.words.kind(at - 1), Kind::Portfolio | Kind::Modifier | Kind::Body | Kind::Company);
        if !text.is(at, ",") {
            return listed
                || next == Kind::Plain
                    && text.is_capitalized(at + 1)
                    && text.is_capitalized(at - 1)
                    && self.words.kind(at - 1) != Kind::Plain;
        }
        listed && text.is_capitalized(at + 1) && (at + 2..self.last.min(at + 6)).any(|i| text.is(i, "and"))
    }

    fn skip_acronym(&self, at: usize) -> usize {
        let text = self.words.text;
        let acronym = text.is(at, "(") && text.is(at + 2, ")") && text.is_capitalized(at + 1);
        if acronym { at + 3 } else { at }
    }

    /// The name after the office, straight or in apposition.
    fn add_name(&self, phrase: &mut Phrase) {
        let text = self.words.text;
        let at = self.skip_acronym(phrase.tokens.last);
        phrase.tokens.last = at.min(self.last);
        let person = phrase.kind.is_person();
        let start = if person { self.after_titles(at) } else { at };
        let end = self.words.name_end(start, self.last);
        if end > start
            && !text.tokens[start].line
            && !phrase.plural
            && (person || phrase.kind == Kind::Body && (phrase.definite || !text.is_capitalized(phrase.head.first)))
        {
            phrase.name = Some(Tokens::new(start, end));
            phrase.tokens.last = end;
            if person && text.is_any(end, &["of", "from"]) && phrase.organization.is_none() {
                self.add_affiliation(phrase, end);
            }
            return;
        }
        if text.is(at, ",") && person && !phrase.plural {
            let start = self.after_titles(at + 1);
            let end = self.words.name_end(start, self.last);
            let closed = text.is_any(end, &[",", ".", ";", "(", ")", "”", "\""])
                || end == self.last
                || self.words.classes.get(end).is_some_and(|c| c.speech);
            if end > start && closed && (end - start > 1 || text.is(end, ",")) {
                phrase.name = Some(Tokens::new(start, end));
                phrase.tokens.last = end;
            }
        }
    }

    fn add_affiliation(&self, phrase: &mut Phrase, at: usize) {
        if let Some(body) = self.body_after(at + 1) {
            phrase.organization = Some(body);
            phrase.tokens.last = body.last;
        }
    }

    /// Adds a phrase, or joins "Kadri Tamm" and the "ambassador" apposed to it.
    fn push(&self, phrase: Phrase, found: &mut Vec<Phrase>) {
        found.push(phrase);
    }
}

struct Right {
    last: usize,
    organization: Option<Tokens>,
    country: Option<Party>,
}

/// Finite verbs end the complement; most unknown ones in the news are past tense.
fn looks_verbal(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(
            word,
            "met"
                | "left"
                | "came"
                | "went"
                | "took"
                | "gave"
                | "held"
                | "paid"
                | "flew"
                | "spoke"
                | "made"
                | "began"
                | "led"
                | "sent"
                | "saw"
                | "won"
                | "lost"
                | "set"
                | "put"
                | "replies"
                | "wants"
                | "hopes"
                | "plans"
                | "ran"
                | "told"
                | "kept"
                | "rose"
                | "fell"
                | "arrives"
                | "arrive"
        )
}

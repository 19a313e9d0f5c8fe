//! People and organisations: who is named in a document, and which later words ("the minister", a surname) mean whom.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "Estonian Foreign Minister Kadri Tamm met reporters in Riga. The minister left, Tamm said.";
//! let article = Article { text: text.into(), ..Article::default() };
//! let people = &Reader::embedded().page(&article).people;
//! assert_eq!(people.people[0].name.as_deref(), Some("Kadri Tamm"));
//! assert_eq!(people.mentions.iter().filter(|m| m.person == Some(0)).count(), 3);
//! ```

use crate::contract::Party;
use crate::data::Data;
use crate::lexicon::{Builder, Hit};
use crate::mention::phrase::{self, Phrase};
use crate::mention::word_class::{Class, Kind, Rows, Words};
use crate::mention::{PartyForm, PartyMention, Person, PersonMention, Tokens};
use crate::text::{SentenceRole, Text};

/// Who is named in a document, and where.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub people: Vec<Person>,
    pub mentions: Vec<PersonMention>,
    /// Every noun phrase that may speak, with whom it means.
    pub sources: Vec<Source>,
    /// What each token may be.
    pub classes: Vec<Class>,
    /// For each token the index of the party mention that holds it.
    pub party_at: Vec<Option<usize>>,
}

/// A noun phrase and whom it means.
#[derive(Clone, Debug)]
pub struct Source {
    pub phrase: Phrase,
    pub person: usize,
}

/// The lexicon of roles and organisations.
#[derive(Clone, Debug, Default)]
pub struct Names {
    rows: Rows,
}

impl Names {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        Names { rows: Rows::new(data, lexicon) }
    }

    pub fn scan(&self, text: &Text, hits: &[Hit], parties: &[PartyMention], home: Option<Party>) -> People {
        let classes = self.rows.classes(text, hits);
        let party_at = party_tokens(text, parties, &classes);
        let words = Words { text, classes: &classes, party: &party_at };
        let phrases = phrase::scan(words, parties);
        let mut cast = Cast { words, home, members: Vec::new(), known: Vec::new(), clock: 0, last: usize::MAX };
        cast.introduce(&phrases);
        let sources: Vec<Source> = phrases.into_iter().map(|phrase| Source { phrase, person: cast.whom(&phrase) }).collect();
        let mentions = sources.iter().filter(|s| cast.members[s.person].is_person()).map(|s| mention(text, s)).collect();
        let people = cast.members.into_iter().map(|m| m.person).collect();
        People { people, mentions, sources, classes, party_at }
    }
}

fn mention(text: &Text, source: &Source) -> PersonMention {
    let tokens = source.phrase.tokens;
    PersonMention {
        tokens,
        span: text.span(tokens.first..tokens.last),
        person: Some(source.person),
        anaphoric: source.phrase.name.is_none(),
    }
}

/// A place's name after a name word is a surname ("Rui Santarem").
fn party_tokens(text: &Text, parties: &[PartyMention], classes: &[Class]) -> Vec<Option<usize>> {
    let mut at = vec![None; text.tokens.len()];
    for (index, mention) in parties.iter().enumerate() {
        let before = mention
            .tokens
            .first
            .checked_sub(1)
            .filter(|i| mention.form == PartyForm::Place && classes[*i].kind == Kind::Plain && text.is_capitalized(*i));
        let surname = before.is_some_and(|i| !text.tokens[i + 1].line && at[i].is_none() && i > 0 && !text.tokens[i].line);
        let named = !surname && !matches!(mention.form, PartyForm::Anaphor | PartyForm::Pair | PartyForm::Body);
        for slot in at.iter_mut().take(mention.tokens.last).skip(mention.tokens.first).filter(|_| named) {
            *slot = Some(index);
        }
    }
    at
}

/// So many are told apart; a text that names more is a list, and every mention is compared with all.
const MOST: usize = 1000;

/// Somebody of the document while it is read.
#[derive(Clone, Debug, Default)]
struct Member {
    person: Person,
    /// Words of the name in lower case.
    name: Vec<String>,
    /// The head noun of the role in lower case.
    head: String,
    /// The role's portfolio words in lower case.
    portfolio: Vec<String>,
    first_token: usize,
    /// When it was last mentioned; 0 before it first is.
    seen: usize,
    /// When it last opened a sentence or a clause.
    subject: usize,
    /// Named like a company.
    company: bool,
}

impl Member {
    fn is_person(&self) -> bool {
        self.person.name.is_some() || self.person.role.is_some()
    }
}

struct Cast<'t, 'a> {
    words: Words<'t, 'a>,
    home: Option<Party>,
    members: Vec<Member>,
    /// Lower-case name word and the member who bears it: last words of names, then first ones.
    known: Vec<(String, usize)>,
    clock: usize,
    /// The one enriched last.
    last: usize,
}

impl Cast<'_, '_> {
    /// First pass: everybody with a full name or a name with a role.
    fn introduce(&mut self, phrases: &[Phrase]) {
        for phrase in phrases.iter().filter(|p| is_person_name(p)) {
            let Some(name) = phrase.name else { continue };
            let spelled = self.spelled(name);
            let at = match self.find(&spelled, phrase) {
                Some(at) => at,
                None if self.members.len() >= MOST / 2 => continue,
                None => self.add_person(name, spelled, phrase),
            };
            self.enrich(at, phrase);
        }
        for (at, member) in self.members.iter().enumerate() {
            if let Some(last) = member.name.last() {
                self.known.push((last.clone(), at));
            }
        }
        for (at, member) in self.members.iter().enumerate().filter(|(_, m)| m.name.len() > 1) {
            self.known.push((member.name[0].clone(), at));
        }
    }

    fn spelled(&self, name: Tokens) -> Vec<String> {
        let text = self.words.text;
        (name.first..name.last).map(|i| text.word(i)).filter(|w| w.chars().any(char::is_alphabetic)).map(str::to_lowercase).collect()
    }

    /// The member of this name: all words of one are in the other, the last the same (or the only one).
    fn find(&self, name: &[String], phrase: &Phrase) -> Option<usize> {
        self.members.iter().position(|m| {
            let (short, long) = if name.len() <= m.name.len() { (name, m.name.as_slice()) } else { (m.name.as_slice(), name) };
            let same = match (short, long) {
                ([], _) | (_, []) => false,
                ([only], _) => long.last() == Some(only) || long.first() == Some(only),
                _ => short.iter().all(|w| long.contains(w)) && short.last() == long.last(),
            };
            same && agree(m.person.country, phrase.country)
        })
    }

    fn add_person(&mut self, name: Tokens, spelled: Vec<String>, phrase: &Phrase) -> usize {
        let person = Person { name: Some(self.name_text(name)), ..Person::default() };
        self.members.push(Member { person, name: spelled, first_token: phrase.tokens.first, ..Member::default() });
        self.members.len() - 1
    }

    fn name_text(&self, name: Tokens) -> String {
        let written = flat(self.words.text.slice(self.words.text.span(name.first..name.last)));
        let shouted = !written.chars().any(char::is_lowercase) && written.len() > 3;
        if shouted { written.split(' ').map(capitalized).collect::<Vec<_>>().join(" ") } else { written }
    }

    /// Adds what a further mention tells.
    fn enrich(&mut self, at: usize, phrase: &Phrase) {
        let text = self.words.text;
        let longer = phrase.name.map(|n| (self.spelled(n), n)).filter(|(s, _)| s.len() > self.members[at].name.len());
        if let Some((spelled, name)) = longer {
            self.members[at].person.name = Some(self.name_text(name));
            self.members[at].name = spelled;
        }
        let country = phrase.country.or_else(|| self.home.filter(|_| phrase.kind == Kind::Office && phrase.name.is_some()));
        let role = phrase.role.map(|r| self.role_text(r));
        let organization = phrase.organization.map(|o| flat(text.slice(text.span(o.first..o.last))));
        let portfolio = self.portfolio(phrase);
        let head = text.word(phrase.head.last.saturating_sub(1)).to_lowercase();
        let mirrored = matches!(head.as_str(), "counterpart" | "number") && self.last != at;
        let (role, head, portfolio) = match self.members.get(self.last).filter(|_| mirrored) {
            Some(other) => (other.person.role.clone().or(role), other.head.clone(), other.portfolio.clone()),
            None => (role, head, portfolio),
        };
        self.last = at;
        let member = &mut self.members[at];
        if member.person.role.is_none() && role.is_some() {
            (member.person.role, member.head, member.portfolio) = (role, head, portfolio);
        }
        member.person.organization = member.person.organization.take().or(organization);
        member.person.country = member.person.country.or(country);
    }

    /// The role as written, without the country's adjective before it.
    fn role_text(&self, role: Tokens) -> String {
        let text = self.words.text;
        let mut first = role.first;
        while first + 1 < role.last
            && (self.words.party[first].is_some() && !text.is(first + 1, "-") || text.is_any(first, &["a", "an", "the"]))
        {
            first += 1;
        }
        flat(text.slice(text.span(first..role.last)))
    }

    fn portfolio(&self, phrase: &Phrase) -> Vec<String> {
        let Some(role) = phrase.role else { return Vec::new() };
        let telling = |i: &usize| matches!(self.words.kind(*i), Kind::Portfolio | Kind::Modifier | Kind::Company) && !phrase.head.holds(*i);
        (role.first..role.last).filter(telling).map(|i| self.words.text.word(i).to_lowercase()).collect()
    }

    /// Second pass, in text order: whom the phrase means.
    fn whom(&mut self, phrase: &Phrase) -> usize {
        let at = self
            .known_as(phrase)
            .or_else(|| self.holder(phrase))
            .or_else(|| self.short_body(phrase))
            .unwrap_or_else(|| self.newcomer(phrase));
        self.clock += 1;
        self.members[at].seen = self.clock;
        if self.opens_clause(phrase) {
            self.members[at].subject = self.clock;
        }
        at
    }

    /// At a sentence's start, after a comma, or right before a verb of saying.
    fn opens_clause(&self, phrase: &Phrase) -> bool {
        let text = self.words.text;
        let first = phrase.tokens.first;
        let article = usize::from(first > 0 && text.is_any(first - 1, &["the", "a", "an"]));
        let start = first - article;
        let opens = text.sentences.get(text.sentence_of(start)).is_some_and(|s| s.first == start);
        opens
            || start > 0 && text.is_any(start - 1, &[",", "\"", "”"])
            || self.words.classes.get(phrase.tokens.last).is_some_and(|c| c.speech)
    }

    fn known_as(&self, phrase: &Phrase) -> Option<usize> {
        let name = self.spelled(phrase.name?);
        if is_person_name(phrase) {
            return self.find(&name, phrase);
        }
        let only = name.first().filter(|_| name.len() == 1)?;
        self.known.iter().filter(|(w, _)| w == only).map(|(_, at)| *at).max_by_key(|at| self.members[*at].seen)
    }

    /// Who holds the office that stands without a name: the last one named before, else the next one.
    fn holder(&mut self, phrase: &Phrase) -> Option<usize> {
        let one = self.words.text.is_any(phrase.tokens.first, &["a", "an", "another", "one", "some", "each"]);
        let refers = !one && (phrase.definite || phrase.country.is_some() || self.is_title_like(phrase));
        if phrase.name.is_some() || !phrase.kind.is_person() || phrase.plural || !refers {
            return None;
        }
        let fits: Vec<usize> = (0..self.members.len()).filter(|at| self.holds_office(&self.members[*at], phrase)).collect();
        let before = fits
            .iter()
            .copied()
            .filter(|at| self.members[*at].seen > 0)
            .max_by_key(|at| (self.members[*at].subject, self.members[*at].seen));
        before
            .or_else(|| {
                fits.iter().copied().filter(|at| self.members[*at].person.name.is_some()).min_by_key(|at| self.members[*at].first_token)
            })
            .or_else(|| self.next_roleless(phrase))
    }

    /// "Minister: ..." in a headline.
    fn is_title_like(&self, phrase: &Phrase) -> bool {
        phrase.tokens.last < 40
            && self
                .words
                .text
                .sentences
                .get(self.words.text.sentence_of(phrase.tokens.first))
                .is_some_and(|s| s.role == SentenceRole::Headline)
    }

    fn holds_office(&self, member: &Member, phrase: &Phrase) -> bool {
        if !member.is_person() || !agree(member.person.country, phrase.country) {
            return false;
        }
        let head = self.words.text.word(phrase.head.last.saturating_sub(1)).to_lowercase();
        let generic = matches!(head.as_str(), "official" | "visitor" | "guest" | "host") && member.person.name.is_some();
        let same = head == member.head || synonyms(&head, &member.head);
        let rank = |words: &[String]| words.iter().any(|w| matches!(w.as_str(), "deputy" | "vice" | "former"));
        let portfolio = self.portfolio(phrase);
        let ranks_fit = !rank(&portfolio) || rank(&member.portfolio);
        let fields = |words: &[String]| {
            words
                .iter()
                .filter(|w| !matches!(w.as_str(), "deputy" | "vice" | "acting" | "foreign" | "state" | "chief" | "former" | "first"))
                .cloned()
                .collect::<Vec<_>>()
        };
        let (wanted, held) = (fields(&portfolio), fields(&member.portfolio));
        let fields_fit = wanted.is_empty() || held.is_empty() && member.portfolio.is_empty() || wanted.iter().any(|w| held.contains(w));
        let prime = |role: Tokens| self.words.text.slice(self.words.text.span(role.first..role.last)).to_lowercase();
        let prime_fits = prime(phrase.head).contains("prime")
            == member
                .person
                .role
                .as_deref()
                .is_some_and(|r| r.to_lowercase().contains("prime minister") && !r.to_lowercase().contains(" and "));
        generic && phrase.definite
            || same
                && ranks_fit
                && fields_fit
                && (prime_fits
                    || !head.ends_with("minister")
                    || prime(phrase.head) == "minister"
                        && member.person.role.as_deref().is_some_and(|r| r.to_lowercase().contains(" and ")))
    }

    /// The lead's "the foreign minister" whom the next paragraph only names.
    fn next_roleless(&self, phrase: &Phrase) -> Option<usize> {
        if phrase.kind != Kind::Office || phrase.owned {
            return None;
        }
        let near = |m: &Member| phrase.tokens.last < 90 && m.first_token > phrase.tokens.last && m.first_token < phrase.tokens.last + 60;
        let roleless = |m: &Member| m.person.name.is_some() && m.person.role.is_none() && m.seen == 0;
        let at = self.members.iter().position(|m| near(m) && roleless(m))?;
        Some(at)
    }

    /// "the company", "the mission": the last body of that sort.
    fn short_body(&self, phrase: &Phrase) -> Option<usize> {
        let role = phrase.role?;
        let bare = phrase.head.first == role.first
            && phrase.head.last == role.last
            && phrase.definite
            && !phrase.owned
            && phrase.country.is_none();
        if phrase.kind != Kind::Body || phrase.name.is_some() || !bare || phrase.plural {
            return None;
        }
        let head = self.words.text.word(phrase.head.last - 1).to_lowercase();
        let kin: &[&str] = match head.as_str() {
            "mission" => &["commission", "embassy", "mission", "delegation", "consulate"],
            "company" | "firm" | "group" | "lender" | "carrier" | "operator" | "utility" | "airline" | "carmaker" => {
                &["company", "group", "corporation", "firm"]
            }
            "government" => return None,
            "agency" | "office" | "service" | "bureau" | "institute" => {
                &["agency", "office", "service", "bureau", "institute", "committee", "department", "statistics"]
            }
            _ => &[],
        };
        let bodies = self.members.iter().enumerate().filter(|(_, m)| !m.is_person() && m.seen > 0);
        let fitting = bodies.filter(|(_, m)| {
            let words: Vec<String> = m.person.organization.as_deref().unwrap_or("").to_lowercase().split(' ').map(str::to_owned).collect();
            words.len() > 1 && (words.contains(&head) || kin.iter().any(|k| words.iter().any(|w| w == k)))
                || m.company && kin.contains(&"company")
        });
        fitting.max_by_key(|(_, m)| m.seen).map(|(at, _)| at)
    }

    fn newcomer(&mut self, phrase: &Phrase) -> usize {
        let text = self.words.text;
        let mut member = Member { first_token: phrase.tokens.first, ..Member::default() };
        let whole = |t: Tokens| flat(text.slice(text.span(t.first..t.last)));
        match phrase.kind {
            Kind::Body | Kind::Text | Kind::Company | Kind::Plain | Kind::Title => {
                member.company = phrase.kind == Kind::Company;
                let words = phrase.name.or(phrase.role).unwrap_or(phrase.tokens);
                let owner = phrase.organization.filter(|_| phrase.kind == Kind::Text);
                member.person.organization = Some(whole(owner.unwrap_or(words)));
            }
            _ => {
                member.person.role = phrase.role.map(|r| self.role_text(r));
                member.person.organization = phrase.organization.map(whole);
                member.head = text.word(phrase.head.last.saturating_sub(1)).to_lowercase();
                member.portfolio = self.portfolio(phrase);
            }
        }
        member.person.country = phrase.country.or(self.home.filter(|_| phrase.kind == Kind::Office));
        if let Some(at) = self.members.iter().position(|m| m.person == member.person) {
            return at;
        }
        if self.members.len() < MOST {
            self.members.push(member);
        }
        self.members.len() - 1
    }
}

/// A name that introduces a person: with an office or title, or of several words.
fn is_person_name(phrase: &Phrase) -> bool {
    match phrase.kind {
        Kind::Office | Kind::Chief | Kind::People | Kind::Title => phrase.name.is_some(),
        Kind::Plain => phrase.name.is_some_and(|n| n.last - n.first > 1),
        _ => false,
    }
}

fn agree(a: Option<Party>, b: Option<Party>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn synonyms(a: &str, b: &str) -> bool {
    const SAME: &[&[&str]] = &[
        &["ambassador", "envoy", "diplomat", "commissioner"],
        &["premier", "minister"],
        &["leader", "president"],
        &["spokesman", "spokeswoman", "spokesperson"],
        &["chairman", "chairwoman", "chairperson", "chair", "head", "chief", "boss"],
        &["executive", "boss", "chief", "ceo", "officer"],
        &["king", "monarch"],
    ];
    SAME.iter().any(|group| group.contains(&a) && group.contains(&b))
}

fn flat(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
}

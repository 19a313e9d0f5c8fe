//! Named projects: corridors, railways, pipelines, plants, funds; listed ones, and "the X-Y(-Z) railway" by rule.
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let text = "TANAP and the Lima-Callao gas pipeline carry gas.";
//! let article = Article { text: text.into(), ..Article::default() };
//! let page = Reader::embedded().page(&article);
//! assert_eq!(page.projects[0].name, "Trans-Anatolian Natural Gas Pipeline");
//! assert_eq!(page.projects[1].name, "Lima-Callao gas pipeline");
//! ```

use crate::data::Data;
use crate::lexicon::{Builder, Hit, Topic};
use crate::mention::{PartyForm, PartyMention, ProjectMention, Tokens};
use crate::text::Text;

#[derive(Clone, Debug, Default)]
pub struct Projects {
    /// The fullest name of each row.
    names: Vec<String>,
}

impl Projects {
    pub fn new(data: &Data, lexicon: &mut Builder) -> Self {
        let mut projects = Projects::default();
        for row in data.table("projects.tsv").rows() {
            for name in row.get("names").split(';').map(str::trim).filter(|n| !n.is_empty()) {
                lexicon.add(Topic::Project, projects.names.len(), name);
            }
            projects.names.push(row.get("names").split(';').next().unwrap_or_default().trim().to_owned());
        }
        projects
    }

    /// Listed projects and routes by rule, in text order. Towns inside their names become mere places.
    pub fn scan(&self, text: &Text, hits: &[Hit], parties: &mut [PartyMention]) -> Vec<ProjectMention> {
        let mut found: Vec<ProjectMention> = Vec::new();
        for hit in hits.iter().filter(|h| h.topic == Topic::Project) {
            let tokens = Tokens::new(hit.first, hit.last);
            if let Some(name) = self.names.get(hit.row as usize).filter(|_| !found.last().is_some_and(|p| p.tokens.overlaps(tokens))) {
                found.push(ProjectMention { tokens, span: text.span(hit.first..hit.last), name: name.clone() });
            }
        }
        found.extend(routes(text, parties));
        found.sort_by_key(|p| (p.tokens.first, std::cmp::Reverse(p.tokens.last)));
        found.dedup_by(|later, kept| kept.tokens.overlaps(later.tokens));
        for party in parties.iter_mut().filter(|p| p.form == PartyForm::Capital) {
            let at = found.partition_point(|p| p.tokens.last <= party.tokens.first);
            if found.get(at).is_some_and(|p| p.tokens.overlaps(party.tokens)) {
                party.form = PartyForm::Place;
            }
        }
        found
    }
}

/// Two to four places joined by hyphens, up to three words, and what was built.
fn routes(text: &Text, parties: &[PartyMention]) -> Vec<ProjectMention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < parties.len() {
        let mut last = at;
        while parties.get(last + 1).is_some_and(|next| joined(text, &parties[last], next)) {
            last += 1;
        }
        if (1..=3).contains(&(last - at))
            && let Some(end) = built_thing(text, parties[last].tokens.last)
        {
            let tokens = Tokens::new(parties[at].tokens.first, end);
            let span = text.span(tokens.first..tokens.last);
            found.push(ProjectMention { tokens, span, name: text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ") });
        }
        at = last + 1;
    }
    found
}

fn joined(text: &Text, a: &PartyMention, b: &PartyMention) -> bool {
    let names = |m: &PartyMention| matches!(m.form, PartyForm::Capital | PartyForm::Place | PartyForm::Name);
    names(a) && names(b) && b.tokens.first == a.tokens.last + 1 && text.is_any(a.tokens.last, &["-", "–", "—"])
}

/// One past "high-speed railway", "gas pipeline": at most four tokens after the last place.
fn built_thing(text: &Text, after: usize) -> Option<usize> {
    const KINDS: &str = "gas oil crude product products rail railway high - speed transport economic energy power electricity \
        transmission trade transit international natural road ferry fibre fiber optic optical submarine undersea \
        multimodal freight container land green water hydropower air";
    const THINGS: &str = "railway railroad line pipeline corridor highway motorway expressway bridge interconnector cable canal tunnel \
        ferry route link road aqueduct plant";
    let is = |at: usize, list: &str| list.split(' ').any(|w| text.is(at, w));
    let mut at = after;
    while at < after + 4 && text.tokens.get(at).is_some() {
        if is(at, THINGS) && !is(at + 1, THINGS) {
            return Some(at + 1);
        }
        if !is(at, KINDS) && !is(at, THINGS) {
            return None;
        }
        at += 1;
    }
    None
}

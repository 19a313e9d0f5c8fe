//! Does an amount stand alone, or is it the change of another: "rose 12% to $3.2bn" is one figure.
//!
//! ```
//! use attache_reader::figure::link::Link;
//! assert_ne!(Link::Own, Link::ChangeOf(0));
//! ```

use crate::choose::{Candidate, Guide};
use crate::contract::Direction;
use crate::figure::ask;
use crate::figure::scene::Scene;
use crate::mention::{Amount, AmountKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// A level (or share) of its own.
    Own,
    /// A change with no level beside it.
    Change,
    /// The change of the level given by this amount.
    ChangeOf(usize),
}

/// One link for each amount of the page.
pub fn links(scene: &Scene, guide: &mut dyn Guide) -> Vec<Link> {
    (0..scene.page.amounts.len()).map(|i| link(scene, i, guide)).collect()
}

fn link(scene: &Scene, i: usize, guide: &mut dyn Guide) -> Link {
    let Some(amount) = scene.amount(i) else { return Link::Own };
    if !can_be_change(scene, amount) {
        return Link::Own;
    }
    let mut links = vec![Link::Own, Link::Change];
    links.extend(levels_near(scene, i, amount).into_iter().map(Link::ChangeOf));
    let candidates: Vec<Candidate> = links.iter().map(|l| candidate(scene, amount, *l)).collect();
    links[ask(guide, "link", amount.span, &candidates).best]
}

/// Percentages and factors can; money and counts only with a word for a change just before or after.
fn can_be_change(scene: &Scene, amount: &Amount) -> bool {
    match amount.kind {
        AmountKind::Percent | AmountKind::PercentPoint | AmountKind::Factor => true,
        AmountKind::Money | AmountKind::Quantity | AmountKind::Count | AmountKind::Bare => {
            let text = &scene.page.text;
            let first = amount.tokens.first;
            first > 0 && text.is_any(first - 1, &["by", "additional", "extra", "another", "further"])
                || text.is_any(first, &["by", "additional", "extra", "another", "further", "an", "a"]) && has_more(scene, amount)
                || text.is_any(amount.tokens.last, &["more", "less", "fewer", "higher", "lower", "above", "below", "extra", "additional"])
                || has_more(scene, amount)
        }
    }
}

fn has_more(scene: &Scene, amount: &Amount) -> bool {
    (amount.tokens.first..amount.tokens.last).any(|i| scene.page.text.is_any(i, &["additional", "extra", "another", "further", "by"]))
}

/// Levels of the same sentence, the two nearest on each side.
fn levels_near(scene: &Scene, i: usize, amount: &Amount) -> Vec<usize> {
    let Some(sentence) = scene.sentence(amount.tokens.first) else { return Vec::new() };
    let level = |j: &usize| {
        scene.amount(*j).is_some_and(|a| !matches!(a.kind, AmountKind::Percent | AmountKind::PercentPoint | AmountKind::Factor))
    };
    let range = scene.amounts_in(sentence.tokens());
    let mut near: Vec<usize> = (range.start..i).rev().filter(level).take(2).collect();
    near.extend((i + 1..range.end).filter(level).take(2));
    near
}

fn candidate(scene: &Scene, amount: &Amount, link: Link) -> Candidate {
    let kind = kind_name(amount);
    let name = match link {
        Link::Own => "own",
        Link::Change => "change",
        Link::ChangeOf(_) => "of",
    };
    let mut c = Candidate::labelled(|| match link {
        Link::ChangeOf(j) => format!("change of {j}"),
        _ => name.to_owned(),
    });
    c.note(&[name]);
    c.note(&[name, kind]);
    surroundings(scene, amount, name, &mut c);
    if let Link::ChangeOf(j) = link {
        tie(scene, amount, j, &mut c);
    } else {
        let alone = levels_near_count(scene, amount);
        c.note(&[name, "levels in clause", alone]);
        c.note(&[name, kind, "levels in clause", alone]);
    }
    c
}

pub fn kind_name(amount: &Amount) -> &'static str {
    match amount.kind {
        AmountKind::Money => "money",
        AmountKind::Percent => "percent",
        AmountKind::PercentPoint => "point",
        AmountKind::Factor => "factor",
        AmountKind::Quantity => "quantity",
        AmountKind::Count => "count",
        AmountKind::Bare => "bare",
    }
}

/// The words next to the amount, and the nearest words for a change or a part.
fn surroundings(scene: &Scene, amount: &Amount, name: &str, c: &mut Candidate) {
    let text = &scene.page.text;
    let (first, last) = (amount.tokens.first, amount.tokens.last);
    let before = if first > 0 { text.lower(first - 1) } else { "" };
    let after = text.lower(last);
    c.note(&[name, "word before", before]);
    c.note(&[name, "word after", after]);
    c.note(&[name, "first word", text.lower(first)]);
    if first > 1 {
        c.note(&[name, "words before", text.lower(first - 2), before]);
    }
    c.note(&[name, "words after", after, text.lower(last + 1)]);
    let Some(sentence) = scene.sentence(first) else { return };
    for cue in
        scene.cues_in(sentence.tokens()).iter().filter(|q| matches!(q.class, "up" | "down" | "part" | "compare" | "reach" | "other.share"))
    {
        let side = if cue.tokens.first < first { "before" } else { "after" };
        if scene.amounts_between(cue.tokens.first.min(last), cue.tokens.first.max(first)) == 0 {
            c.note(&[name, cue.class, side, scene.zone(cue.tokens.first, first)]);
        }
    }
}

/// How the change and the level stand to each other.
fn tie(scene: &Scene, amount: &Amount, j: usize, c: &mut Candidate) {
    let Some(level) = scene.amount(j) else { return };
    let text = &scene.page.text;
    let order = if level.tokens.first > amount.tokens.first { "level after" } else { "level before" };
    let (gap_first, gap_last) = if level.tokens.first > amount.tokens.first {
        (amount.tokens.last, level.tokens.first)
    } else {
        (level.tokens.last, amount.tokens.first)
    };
    let zone = scene.zone(amount.tokens.first, level.tokens.first);
    let gap = gap_last.saturating_sub(gap_first);
    let distance = match gap {
        0..=1 => "1",
        2..=3 => "3",
        4..=6 => "6",
        7..=12 => "12",
        _ => "far",
    };
    let between = if scene.amounts_between(gap_first, gap_last + 1) == 0 { "none between" } else { "one between" };
    c.note(&["of", order, zone, between]);
    c.note(&["of", order, distance, between]);
    c.note(&["of", order, "kind", kind_name(amount), kind_name(level)]);
    for i in gap_first..gap_last.min(gap_first + 12) {
        if text.is_any(
            i,
            &[
                "to", "up", "down", "from", "while", "and", "(", "at", "of", "against", "which", ",", "with", "than", "by", "or",
                "reaching", "a", "but", "after", "in",
            ],
        ) {
            c.note(&["of", order, "between", text.lower(i)]);
        }
    }
    c.note(&["of", order, "next before level", text.lower(level.tokens.first.saturating_sub(1))]);
}

fn levels_near_count(scene: &Scene, amount: &Amount) -> &'static str {
    let Some(sentence) = scene.sentence(amount.tokens.first) else { return "0" };
    let levels = scene.amounts_in(sentence.tokens()).filter(|j| {
        scene.amount(*j).is_some_and(|a| {
            !matches!(a.kind, AmountKind::Percent | AmountKind::PercentPoint | AmountKind::Factor)
                && a.tokens != amount.tokens
                && scene.zone(a.tokens.first, amount.tokens.first) != "strong"
        })
    });
    match levels.count() {
        0 => "0",
        1 => "1",
        _ => "more",
    }
}

/// Up or down, from the nearest word for a change.
pub fn direction(scene: &Scene, amount: &Amount) -> Direction {
    let Some(sentence) = scene.sentence(amount.tokens.first) else { return Direction::Up };
    let at = amount.tokens.first;
    let distance = |first: usize| {
        let gap = first.abs_diff(at);
        let penalty = match scene.zone(first, at) {
            "strong" => 60,
            "comma" => 8,
            _ => 0,
        };
        gap + penalty + 10 * scene.amounts_between(first, at) as usize
    };
    let cues = scene.cues_in(sentence.tokens());
    let nearest = cues.iter().filter(|q| matches!(q.class, "up" | "down")).min_by_key(|q| distance(q.tokens.first));
    let minus = at > 0 && matches!(scene.page.text.word(at - 1), "-" | "−" | "–") && scene.page.text.is_glued(at);
    match nearest {
        _ if minus => Direction::Down,
        Some(cue) if cue.class == "down" => Direction::Down,
        _ => Direction::Up,
    }
}

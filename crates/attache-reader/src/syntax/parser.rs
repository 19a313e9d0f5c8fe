//! Arc-hybrid transitions: a stack, a buffer, three actions.
//!
//! A sentence of n words is read in exactly 2n actions. Shift moves the front
//! of the buffer onto the stack; Left makes the top of the stack a dependent of
//! the front of the buffer, Right of the word below it. The root is a node
//! after the last word, so it is attached to by Left, and once only.
//!
//! ```
//! use attache_reader::syntax::features::Lexeme;
//! use attache_reader::syntax::parser::{Action, State};
//! let words = ["exports", "rose"].map(Lexeme::new);
//! let mut state = State::default();
//! state.start(&words, &[0, 1], &[]);
//! for action in [Action::Shift, Action::Left, Action::Shift, Action::Left] {
//!     assert!(state.allows(action));
//!     if let Some((head, dependent)) = state.apply(action) {
//!         state.label(head, dependent, 1);
//!     }
//! }
//! assert!(state.is_done());
//! assert_eq!(state.node(0).head, 1); // "exports" <- "rose"
//! ```

use super::features::{Features, Lexeme, action_features, label_features};
use super::labels::Upos;
use super::model::Table;

/// No node: nothing on the stack, no child, no head yet.
pub const NONE: u32 = u32::MAX;
/// Children on one side are counted up to this many.
const MOST_COUNTED: u64 = 5;

/// What the parser can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Move the front of the buffer onto the stack.
    Shift,
    /// Attach the top of the stack to the front of the buffer.
    Left,
    /// Attach the top of the stack to the word below it.
    Right,
}

impl Action {
    /// Every action, in the order of the model's classes.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// What is counted between two words: signs that clauses and lists are joined there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// A comma, a bracket, a quotation mark ...
    Mark,
    /// A verb or auxiliary.
    Verb,
    /// "And", "or", "but".
    Conjunction,
}

impl Joint {
    /// Of a part of speech; most are none.
    #[must_use]
    pub const fn of(upos: Upos) -> Option<Self> {
        match upos {
            Upos::Punct => Some(Self::Mark),
            Upos::Verb | Upos::Aux => Some(Self::Verb),
            Upos::Cconj => Some(Self::Conjunction),
            _ => None,
        }
    }
}

/// A word (or the root) while its sentence is being read.
#[derive(Clone, Debug)]
pub struct Node {
    /// Hash of the word in lower case.
    pub word: u64,
    /// Its tag's class and one, so that nothing is 0.
    pub tag: u64,
    /// Hash of its last three bytes.
    pub suffix: u64,
    /// Class of its relation and one; 0 before it has a head.
    pub label: u64,
    /// One bit for each relation (modulo 64) among its children.
    pub labels_below: u64,
    /// How many children it has before it, up to five.
    pub left_count: u64,
    /// How many children it has after it, up to five.
    pub right_count: u64,
    /// Children before it: the latest attached, and the one attached before that.
    pub left: [u32; 2],
    /// The same after it.
    pub right: [u32; 2],
    /// The node it depends on.
    pub head: u32,
    /// The first word at or below it.
    pub first: u32,
    /// The last word at or below it.
    pub last: u32,
    /// Joints of each kind in the sentence before it.
    pub joints: [u32; 3],
}

impl Node {
    const fn new(word: u64, tag: u64, suffix: u64, at: u32) -> Self {
        Self {
            word,
            tag,
            suffix,
            label: 0,
            labels_below: 0,
            left_count: 0,
            right_count: 0,
            left: [NONE; 2],
            right: [NONE; 2],
            head: NONE,
            first: at,
            last: at,
            joints: [0; 3],
        }
    }
}

/// Stands where there is no node.
static ABSENT: Node = {
    let mut node = Node::new(7, 1001, 7, NONE);
    node.label = 999;
    node.left_count = 9;
    node.right_count = 9;
    node
};

/// A sentence half read. Kept between sentences for its buffers.
#[derive(Clone, Debug, Default)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: u32,
}

impl State {
    /// Starts a sentence; `tags` are class numbers, one for each word, and
    /// `joints` says of each class whether it is one.
    pub fn start(&mut self, words: &[Lexeme], tags: &[u8], joints: &[Option<Joint>]) {
        self.nodes.clear();
        self.stack.clear();
        self.next = 0;
        let mut before = [0; 3];
        for (at, (word, tag)) in words.iter().zip(tags).enumerate() {
            let node = Node::new(word.word, u64::from(*tag) + 1, word.suffixes[2], at as u32);
            self.nodes.push(Node { joints: before, ..node });
            if let Some(Some(joint)) = joints.get(usize::from(*tag)) {
                before[*joint as usize] += 1;
            }
        }
        let root = self.nodes.len() as u32;
        self.nodes.push(Node { joints: before, ..Node::new(8, 1002, 8, root) });
    }

    /// How many marks (up to two), verbs (up to two) and conjunctions (up to
    /// one) stand between two words, as one number.
    #[inline(always)]
    #[must_use]
    pub fn between(&self, left: u32, right: u32) -> u64 {
        let after_left = self.node(left.saturating_add(1)).joints;
        let at_right = self.node(right).joints;
        let count = |joint: Joint, most: u32| {
            let joint = joint as usize;
            u64::from(at_right[joint].wrapping_sub(after_left[joint]).min(most))
        };
        count(Joint::Mark, 2) + 3 * count(Joint::Verb, 2) + 9 * count(Joint::Conjunction, 1)
    }

    /// The node, or one that stands for none.
    #[inline(always)]
    #[must_use]
    pub fn node(&self, at: u32) -> &Node {
        self.nodes.get(at as usize).unwrap_or(&ABSENT)
    }

    /// The root's place: after the last word.
    #[inline(always)]
    #[must_use]
    pub fn root(&self) -> u32 {
        (self.nodes.len() as u32).saturating_sub(1)
    }

    /// The front of the buffer; the root when no word is left.
    #[inline(always)]
    #[must_use]
    pub fn next(&self) -> u32 {
        self.next
    }

    /// Words on the stack, the top last.
    #[must_use]
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// The word `depth` below the top of the stack, or [`NONE`].
    #[inline(always)]
    #[must_use]
    pub fn stack_at(&self, depth: usize) -> u32 {
        let at = self.stack.len().wrapping_sub(depth + 1);
        self.stack.get(at).copied().unwrap_or(NONE)
    }

    /// Every word has its head.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// Whether the action is possible here. One always is until the end.
    #[inline(always)]
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        let at_root = self.next == self.root();
        match action {
            Action::Shift => !at_root,
            Action::Left if at_root => self.stack.len() == 1,
            Action::Left => !self.stack.is_empty(),
            Action::Right => self.stack.len() >= 2,
        }
    }

    /// Does it. An attachment gives back head and dependent, to be labelled.
    pub fn apply(&mut self, action: Action) -> Option<(u32, u32)> {
        if action == Action::Shift {
            self.stack.push(self.next);
            self.next += 1;
            return None;
        }
        let dependent = self.stack.pop()?;
        let head = if action == Action::Left { self.next } else { self.stack_at(0) };
        Some((head, dependent))
    }

    /// Records a dependent of `head` with the class of its relation.
    pub fn label(&mut self, head: u32, dependent: u32, class: u8) {
        let Some(node) = self.nodes.get_mut(dependent as usize) else { return };
        node.head = head;
        node.label = u64::from(class) + 1;
        let (first, last) = (node.first, node.last);
        let Some(above) = self.nodes.get_mut(head as usize) else { return };
        above.labels_below |= 1 << (class & 63);
        above.first = above.first.min(first);
        above.last = above.last.max(last);
        let (side, count) =
            if dependent < head { (&mut above.left, &mut above.left_count) } else { (&mut above.right, &mut above.right_count) };
        *side = [dependent, side[0]];
        *count = (*count + 1).min(MOST_COUNTED);
    }
}

/// Reads a whole sentence that `state` was started on.
pub(super) fn run(actions: &Table, labels: &Table, root_label: u8, state: &mut State, f: &mut Features) {
    while !state.is_done() {
        let action = choose(actions, state, f);
        let Some((head, dependent)) = state.apply(action) else { continue };
        let class = if head == state.root() {
            root_label
        } else {
            label_features(state, head, dependent, labels.bits(), f);
            labels.best_but(f.rows(), root_label)
        };
        state.label(head, dependent, class);
    }
}

/// The possible action with the highest score; the first one at a tie.
fn choose(actions: &Table, state: &State, f: &mut Features) -> Action {
    let mut possible = Action::ALL.into_iter().filter(|action| state.allows(*action));
    let (first, second) = (possible.next(), possible.next());
    let Some(first) = first else { return Action::Shift };
    if second.is_none() {
        return first;
    }
    action_features(state, actions.bits(), f);
    let scores = actions.score_four(f.rows());
    let mut best = (first, i32::MIN);
    for (action, score) in Action::ALL.into_iter().zip(scores) {
        if state.allows(action) && score > best.1 {
            best = (action, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_model_ends_in_one_tree() {
        let actions = Table::new(1, 3, vec![3, -9, 5, 0, -4, 8, 1, 0]);
        let labels = Table::new(1, 3, vec![1; 8]);
        let (Some(actions), Some(labels)) = (actions, labels) else { panic!("tables of the right size") };
        let mut state = State::default();
        for words in 0..40 {
            state.start(&vec![Lexeme::default(); words], &vec![0; words], &[]);
            run(&actions, &labels, 0, &mut state, &mut Features::default());
            let heads: Vec<u32> = (0..words as u32).map(|i| state.node(i).head).collect();
            assert_eq!(heads.iter().filter(|head| **head == words as u32).count(), words.min(1));
            assert!(heads.iter().all(|head| *head <= words as u32));
        }
    }
}

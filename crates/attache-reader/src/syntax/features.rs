//! What the models look at: hashed features of a word and of a parser state.
//!
//! A feature is a template (its place in the list below) with the values found
//! there, hashed to a row of a weight table. Nothing is looked up by name, so
//! a word never seen in training costs no more than a known one.
//!
//! Training and reading share these functions; changing one of them makes the
//! embedded model stale, and `cargo xtask train syntax` has to be run again.
//!
//! ```
//! use attache_reader::syntax::features::Lexeme;
//! // Case is kept apart from the word, digits are alike.
//! assert_eq!(Lexeme::new("Trade").word, Lexeme::new("trade").word);
//! assert_eq!(Lexeme::new("3.8").word, Lexeme::new("2.1").word);
//! ```

use super::parser::{Node, State};

/// Bytes of a word that count; the rest of a longer one is ignored.
const WORD_BYTES: usize = 48;
/// The most features any of the three models asks for.
const MOST_FEATURES: usize = 96;

/// Hashes of a word that do not depend on its neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexeme {
    /// In lower case, digits as `0`.
    pub word: u64,
    /// As written.
    pub exact: u64,
    /// The last one, two, three and four bytes.
    pub suffixes: [u64; 4],
    /// The first byte and the first three.
    pub prefixes: [u64; 2],
    /// Kinds of characters: `Xx`, `00.00`, `XX-x`.
    pub shape: u64,
}

impl Lexeme {
    /// Hashes a word.
    #[must_use]
    pub fn new(word: &str) -> Self {
        let mut buffer = [0; WORD_BYTES];
        let len = plain_bytes(usual_spelling(word), &mut buffer);
        let exact = buffer.get_mut(..len).unwrap_or_default();
        let shape = shape(exact);
        let exact_hash = hash_bytes(exact);
        for byte in exact.iter_mut() {
            *byte = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
        }
        let lower = &*exact;
        let suffix = |n: usize| hash_bytes(lower.get(len.saturating_sub(n)..).unwrap_or_default());
        let prefix = |n: usize| hash_bytes(lower.get(..n.min(len)).unwrap_or_default());
        Self {
            word: hash_bytes(lower),
            exact: exact_hash,
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefixes: [prefix(1), prefix(3)],
            shape,
        }
    }
}

/// Spellings of newspapers that treebanks lack, as the word they stand for.
fn usual_spelling(word: &str) -> &str {
    match word {
        "bn" | "bln" | "mn" | "mln" | "tn" | "trn" | "tln" => "billion",
        "pct" => "percent",
        "cannot" => "can",
        _ => word,
    }
}

/// Copies a word, typographic quotation marks as plain ones, every currency
/// sign as a dollar's; says how many bytes it took.
fn plain_bytes(word: &str, buffer: &mut [u8; WORD_BYTES]) -> usize {
    let mut len = 0;
    let mut push = |bytes: &[u8]| {
        for (slot, byte) in buffer.iter_mut().skip(len).zip(bytes) {
            *slot = *byte;
            len += 1;
        }
    };
    if word.is_ascii() {
        push(word.as_bytes());
        return len;
    }
    for c in word.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => push(b"'"),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => push(b"\""),
            '\u{2026}' => push(b"..."),
            '\u{a3}' | '\u{a5}' | '\u{20a0}'..='\u{20c0}' => push(b"$"),
            _ => push(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    len
}

/// The kinds of a word's characters, a run of one kind cut to two.
fn shape(bytes: &[u8]) -> u64 {
    let (mut shape, mut last, mut run) = (0u64, 0, 0);
    for byte in bytes {
        let kind = match byte {
            b'A'..=b'Z' => 1,
            b'a'..=b'z' => 2,
            b'0'..=b'9' => 3,
            b'-' => 4,
            0x80.. => 5,
            _ => 6,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 2 {
            shape = shape.wrapping_mul(7).wrapping_add(kind);
        }
    }
    shape
}

/// FNV-1a, its high bits folded down.
fn hash_bytes(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    hash ^ (hash >> 31)
}

/// One hash of two values, in order.
#[inline(always)]
fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 29)
}

/// The rows a decision looks at. Kept between decisions, so that none allocates.
#[derive(Clone, Debug)]
pub struct Features {
    rows: [u32; MOST_FEATURES],
    len: usize,
    shift: u32,
}

impl Default for Features {
    fn default() -> Self {
        Self { rows: [0; MOST_FEATURES], len: 0, shift: 63 }
    }
}

impl Features {
    /// The rows, one for each template.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        self.rows.get(..self.len).unwrap_or_default()
    }

    /// Forgets the rows; the next ones are of a table of `2^bits` rows.
    #[inline(always)]
    fn start(&mut self, bits: u32) {
        self.len = 0;
        self.shift = 64 - bits.clamp(1, 32);
    }

    /// The next template, with one value.
    #[inline(always)]
    fn one(&mut self, value: u64) {
        if let Some(row) = self.rows.get_mut(self.len) {
            let template = (self.len as u64 + 1).wrapping_mul(0x517c_c1b7_2722_0a95);
            let hash = (value ^ template).wrapping_mul(0x9fb2_1c65_1e98_df25);
            *row = ((hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93) >> self.shift) as u32;
            self.len += 1;
        }
    }

    /// The next template, with two values.
    #[inline(always)]
    fn two(&mut self, a: u64, b: u64) {
        self.one(mix(a, b));
    }

    /// The next template, with three values.
    #[inline(always)]
    fn three(&mut self, a: u64, b: u64, c: u64) {
        self.one(mix(mix(a, b), c));
    }
}

/// Features of the word at `at`, after words tagged `before` (the nearest
/// first). Tags are class numbers.
#[inline]
pub fn tag_features(words: &[Lexeme], at: usize, before: [u64; 2], bits: u32, f: &mut Features) {
    let edge = |value| Lexeme { word: value, shape: value, suffixes: [value; 4], ..Lexeme::default() };
    let word = |i: Option<usize>, outside: u64| i.and_then(|i| words.get(i)).copied().unwrap_or_else(|| edge(outside));
    let this = word(Some(at), 0);
    let (last, last2) = (word(at.checked_sub(1), 1), word(at.checked_sub(2), 1));
    let (next, next2) = (word(Some(at + 1), 2), word(Some(at + 2), 2));
    let [tag, tag2] = before;
    f.start(bits);
    f.one(0);
    f.one(this.exact);
    f.one(this.word);
    for suffix in this.suffixes {
        f.one(suffix);
    }
    for prefix in this.prefixes {
        f.one(prefix);
    }
    f.one(this.shape * 2 + u64::from(at == 0));
    f.one(tag);
    f.two(tag, tag2);
    f.two(tag, this.word);
    f.two(tag2, this.word);
    f.two(tag, this.suffixes[2]);
    f.two(tag, this.shape);
    f.two(tag, next.word);
    f.one(last.word);
    f.one(last.suffixes[2]);
    f.one(last2.word);
    f.one(next.word);
    f.one(next.suffixes[2]);
    f.one(next2.word);
    f.two(this.word, last.word);
    f.two(this.word, next.word);
    f.two(this.suffixes[2], next.suffixes[2]);
    f.two(this.shape, last.shape);
    f.two(this.shape, next.shape);
}

/// Features of the next action: what lies on top of the stack, at the front
/// of the buffer, and below them.
#[inline]
pub fn action_features(state: &State, bits: u32, f: &mut Features) {
    let top = Top::of(state);
    f.start(bits);
    f.one(0);
    single_words(&top, f);
    pairs_of_words(&top, f);
    triples_of_tags(&top, f);
    children(state, &top, f);
    distances_and_counts(&top, f);
    between(state, &top, f);
}

/// The nodes an action is about: three of the stack, three of the buffer.
struct Top<'a> {
    s0: &'a Node,
    s1: &'a Node,
    s2: &'a Node,
    b0: &'a Node,
    b1: &'a Node,
    b2: &'a Node,
    /// Words between `s0` and `b0`, and between `s1` and `s0`, up to ten.
    gap: u64,
    gap1: u64,
}

impl<'a> Top<'a> {
    #[inline(always)]
    fn of(state: &'a State) -> Self {
        let (i0, i1, i2) = (state.stack_at(0), state.stack_at(1), state.stack_at(2));
        let next = state.next();
        let gap = |left: u32, right: u32| match right.checked_sub(left) {
            Some(words) => u64::from(words.min(10)),
            None => 0,
        };
        Self {
            s0: state.node(i0),
            s1: state.node(i1),
            s2: state.node(i2),
            b0: state.node(next),
            b1: state.node(next.saturating_add(1)),
            b2: state.node(next.saturating_add(2)),
            gap: gap(i0, next),
            gap1: gap(i1, i0),
        }
    }
}

#[inline(always)]
fn single_words(top: &Top, f: &mut Features) {
    for node in [top.s0, top.s1, top.s2, top.b0, top.b1, top.b2] {
        f.one(node.word);
        f.one(node.tag);
        f.two(node.word, node.tag);
    }
}

#[inline(always)]
fn pairs_of_words(top: &Top, f: &mut Features) {
    let Top { s0, s1, b0, b1, .. } = top;
    let (s0_full, s1_full, b0_full) = (mix(s0.word, s0.tag), mix(s1.word, s1.tag), mix(b0.word, b0.tag));
    f.two(s0_full, b0_full);
    f.two(s0_full, b0.word);
    f.two(s0.word, b0_full);
    f.two(s0_full, b0.tag);
    f.two(s0.tag, b0_full);
    f.two(s0.tag, b0.tag);
    f.two(b0.tag, b1.tag);
    f.two(s0.word, s1.word);
    f.two(s0_full, s1.tag);
    f.two(s0.tag, s1_full);
    f.two(s0.tag, s1.tag);
    f.two(s1.tag, b0.tag);
    f.two(s1.word, b0.word);
}

#[inline(always)]
fn triples_of_tags(top: &Top, f: &mut Features) {
    let Top { s0, s1, s2, b0, b1, b2, .. } = top;
    f.three(b0.tag, b1.tag, b2.tag);
    f.three(s0.tag, b0.tag, b1.tag);
    f.three(s1.tag, s0.tag, b0.tag);
    f.three(s2.tag, s1.tag, s0.tag);
    f.three(s0.tag, b0.tag, b1.word);
    f.three(s1.tag, b0.tag, s0.word);
    f.three(s1.tag, b0.word, s0.tag);
}

#[inline(always)]
fn children(state: &State, top: &Top, f: &mut Features) {
    let Top { s0, s1, b0, .. } = top;
    let (s0_left, s0_right) = (state.node(s0.left[0]), state.node(s0.right[0]));
    let (s1_left, s1_right) = (state.node(s1.left[0]), state.node(s1.right[0]));
    let b0_left = state.node(b0.left[0]);
    f.three(s0.tag, s0_left.tag, b0.tag);
    f.three(s0.tag, s0_right.tag, b0.tag);
    f.three(s0.tag, b0.tag, b0_left.tag);
    f.three(s1.tag, s1_right.tag, s0.tag);
    f.three(s1.tag, s1_left.tag, s0.tag);
    f.three(s1.tag, s0.tag, s0_left.tag);
    f.three(s1.tag, s0.tag, s0_right.tag);
    f.three(s0.tag, s0_left.tag, state.node(s0.left[1]).tag);
    f.three(s0.tag, s0_right.tag, state.node(s0.right[1]).tag);
    f.three(s1.tag, s1_right.tag, state.node(s1.right[1]).tag);
    f.three(b0.tag, b0_left.tag, state.node(b0.left[1]).tag);
    f.two(s0.tag, s0_left.label);
    f.two(s0.tag, s0_right.label);
    f.two(s1.tag, s1_right.label);
    f.two(b0.tag, b0_left.label);
    f.two(s0.word, s0_left.word);
    f.two(s1.word, s0_left.word);
    f.two(b0.word, b0_left.word);
    f.three(s1.tag, s1.word, s0_left.word);
    f.three(s1.word, s0_left.word, s0.word);
    f.three(s1.tag, s0.tag, s0.labels_below);
    f.two(s1.tag, s1.labels_below);
}

/// What lies between the words, and a wider view of tags.
#[inline(always)]
fn between(state: &State, top: &Top, f: &mut Features) {
    let Top { s0, s1, b0, b1, b2, .. } = top;
    let (i0, i1, next) = (state.stack_at(0), state.stack_at(1), state.next());
    let (seen, seen1) = (state.between(i0, next), state.between(i1, i0));
    let (s0_right, s1_right) = (state.node(s0.right[0]), state.node(s1.right[0]));
    f.three(s0.tag, b0.tag, seen);
    f.three(s1.tag, s0.tag, seen1);
    f.three(s0.word, b0.tag, seen);
    f.three(s1.tag, s0.word, seen1);
    f.two(s0.word, s0_right.word);
    f.three(s1.word, s1_right.word, s0.tag);
    f.three(s0_right.word, b0.tag, s0.tag);
    f.three(s1.word, s0.tag, b0.word);
    f.three(mix(s0.tag, b0.tag), b1.tag, b2.tag);
    f.three(mix(s1.tag, s0.tag), b0.tag, b1.tag);
    f.three(b1.tag, b2.tag, state.node(next.saturating_add(3)).tag);
}

#[inline(always)]
fn distances_and_counts(top: &Top, f: &mut Features) {
    let Top { s0, s1, b0, gap, gap1, .. } = top;
    f.two(s0.word, *gap);
    f.two(s0.tag, *gap);
    f.two(b0.tag, *gap);
    f.three(s0.tag, b0.tag, *gap);
    f.three(s0.word, b0.word, *gap);
    f.three(s1.tag, s0.tag, *gap1);
    f.two(s0.tag, s0.right_count);
    f.two(s0.word, s0.right_count);
    f.two(s0.tag, s0.left_count);
    f.two(s0.word, s0.left_count);
    f.two(s1.tag, s1.right_count);
    f.two(s1.word, s1.right_count);
    f.two(b0.tag, b0.left_count);
}

/// Features of the relation of `dependent` to `head`, both complete.
#[inline]
pub fn label_features(state: &State, head: u32, dependent: u32, bits: u32, f: &mut Features) {
    let (h, d) = (state.node(head), state.node(dependent));
    let (left, left2) = (state.node(d.left[0]), state.node(d.left[1]));
    let right = state.node(d.right[0]);
    let after_head = u64::from(dependent > head);
    let distance = u64::from(head.abs_diff(dependent).min(7));
    let (d_tag, h_tag) = (d.tag * 2 + after_head, h.tag * 2 + after_head);
    let before = |i: u32| state.node(i.wrapping_sub(1));
    let after = |i: u32| state.node(i.saturating_add(1));
    f.start(bits);
    f.one(d_tag);
    f.one(h_tag);
    f.two(d_tag, h.tag);
    f.two(d.word, d_tag);
    f.two(h.word, h_tag);
    f.two(d.word, h_tag);
    f.two(h.word, d_tag);
    f.three(d.word, h.word, after_head);
    f.three(d_tag, h.tag, distance);
    f.three(d.word, distance, after_head);
    f.two(left.word, d_tag);
    f.three(left.word, d_tag, h.tag);
    f.three(left.word, h.word, d_tag);
    f.three(left.tag, d_tag, h.tag);
    f.two(left.label, d_tag);
    f.three(left.label, d_tag, h.tag);
    f.three(left2.label, left.label, d_tag);
    f.three(right.label, d_tag, h.tag);
    f.three(right.word, d_tag, after_head);
    f.three(h.labels_below, h_tag, d.tag);
    f.three(d.labels_below, d_tag, h.tag);
    f.three(d.labels_below, h.labels_below, d_tag);
    f.three(before(dependent).tag, d_tag, h.tag);
    f.three(after(dependent).tag, d_tag, h.tag);
    f.three(after(head).tag, h_tag, d.tag);
    f.three(before(head).tag, h_tag, d.tag);
    f.three(d.suffix, h_tag, d.tag);
    f.two(before(dependent).word, d_tag);
    f.two(after(dependent).word, d_tag);
    f.three(d.word, after(dependent).tag, after_head);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_does_not_matter() {
        assert_eq!(Lexeme::new("\u{2019}s").word, Lexeme::new("'s").word);
        assert_eq!(Lexeme::new("\u{20ac}").word, Lexeme::new("$").word);
        assert_eq!(Lexeme::new("bn").word, Lexeme::new("billion").word);
        assert_ne!(Lexeme::new("Trade").exact, Lexeme::new("trade").exact);
    }

    #[test]
    fn any_word_hashes() {
        for word in ["", "a", &"é".repeat(100), "\u{0}", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢"] {
            let lexeme = Lexeme::new(word);
            assert_eq!(lexeme.word, Lexeme::new(word).word);
        }
    }

    #[test]
    fn no_feature_is_dropped() {
        let mut state = State::default();
        state.start(&[Lexeme::default(); 3], &[0; 3], &[]);
        let mut f = Features::default();
        action_features(&state, 22, &mut f);
        assert!(f.rows().len() < MOST_FEATURES);
        assert!(f.rows().iter().all(|row| *row < 1 << 22));
    }
}

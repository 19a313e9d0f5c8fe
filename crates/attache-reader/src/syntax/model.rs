//! Weight tables, and the file that carries them.
//!
//! A table has a row of small integers for every hash of a feature, a column
//! for every class. In the file only rows that are not all zero are written,
//! after a bitmap that says which they are; the whole is compressed with zstd.
//!
//! ```
//! use attache_reader::syntax::model::Table;
//! let table = Table::new(1, 2, [[3, 4, 0, 0], [0, 5, 0, 0]].concat()).unwrap();
//! assert_eq!(table.best(&[0, 1]), 1); // 3 against 9
//! ```

use super::Error;
use super::labels::{Deprel, Upos, Xpos};
use super::parser::Joint;

/// The most classes a table can have.
pub const MOST_CLASSES: usize = 128;
/// The most a table's rows can be numbered with.
const MOST_BITS: u32 = 24;
/// First bytes of an uncompressed model; the digit changes with the format.
const MAGIC: &[u8] = b"attache syntax 1\n";
/// An honest model is smaller than this, uncompressed.
const MOST_BYTES: u64 = 64 << 20;
/// Columns are summed this many at a time.
const LANES: usize = 8;

/// Integer weights: `2^bits` rows, one column a class.
#[derive(Clone, Debug)]
pub struct Table {
    bits: u32,
    classes: usize,
    stride: usize,
    rows: Vec<i8>,
}

impl Table {
    /// The columns a row takes: four for up to four classes, else whole lanes.
    #[must_use]
    pub const fn stride(classes: usize) -> usize {
        if classes <= 4 { 4 } else { classes.next_multiple_of(LANES) }
    }

    /// A table of these rows, each [`Table::stride`] long; `None` if the sizes
    /// don't fit each other.
    #[must_use]
    pub fn new(bits: u32, classes: usize, rows: Vec<i8>) -> Option<Self> {
        let stride = Self::stride(classes);
        let fits = (1..=MOST_BITS).contains(&bits) && (1..=MOST_CLASSES).contains(&classes) && rows.len() == stride << bits;
        fits.then_some(Self { bits, classes, stride, rows })
    }

    /// The table that prefers the first class of everything.
    fn empty(classes: usize) -> Self {
        let stride = Self::stride(classes);
        Self { bits: 1, classes, stride, rows: vec![0; stride * 2] }
    }

    /// Rows are numbered with so many bits.
    #[inline(always)]
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// Sums of a table of up to four classes.
    #[inline(always)]
    #[must_use]
    pub fn score_four(&self, features: &[u32]) -> [i32; 4] {
        let mut sums = [0i32; 4];
        for &row in features {
            let start = row as usize * 4;
            if let Some(weights) = self.rows.get(start..start + 4) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(*weight);
                }
            }
        }
        sums
    }

    /// Sums of all classes. At most 96 features of at most 127: 16 bits hold them.
    #[inline(always)]
    fn score(&self, features: &[u32]) -> [i16; MOST_CLASSES] {
        let mut sums = [0i16; MOST_CLASSES];
        if self.stride == 4 {
            for (sum, four) in sums.iter_mut().zip(self.score_four(features)) {
                *sum = four as i16;
            }
            return sums;
        }
        let (lanes, _) = sums.as_chunks_mut::<LANES>();
        for &row in features {
            let start = row as usize * self.stride;
            let weights = self.rows.get(start..start + self.stride).unwrap_or_default();
            let (weights, _) = weights.as_chunks::<LANES>();
            for (sum, weights) in lanes.iter_mut().zip(weights) {
                for (sum, weight) in sum.iter_mut().zip(weights) {
                    *sum = sum.wrapping_add(i16::from(*weight));
                }
            }
        }
        sums
    }

    /// The class with the highest sum; the first one at a tie.
    #[must_use]
    pub fn best(&self, features: &[u32]) -> u8 {
        self.best_but(features, u8::MAX)
    }

    /// The same, one class left out.
    #[must_use]
    pub fn best_but(&self, features: &[u32], excluded: u8) -> u8 {
        let sums = self.score(features);
        let mut best = (0, i16::MIN);
        for (class, sum) in (0u8..).zip(sums.iter().take(self.classes)) {
            if *sum > best.1 && class != excluded {
                best = (class, *sum);
            }
        }
        best.0
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.bits as u8);
        out.push(self.classes as u8);
        let rows = || self.rows.chunks_exact(self.stride).map(|row| row.get(..self.classes).unwrap_or_default());
        let full: Vec<bool> = rows().map(|row| row.iter().any(|weight| *weight != 0)).collect();
        for eight in full.chunks(8) {
            out.push(eight.iter().rev().fold(0, |byte, full| byte << 1 | u8::from(*full)));
        }
        for row in rows().zip(&full).filter_map(|(row, full)| full.then_some(row)) {
            out.extend(row.iter().map(|weight| weight.cast_unsigned()));
        }
    }

    fn read(bytes: &mut Bytes) -> Result<Self, Error> {
        let bits = u32::from(bytes.byte()?);
        let classes = usize::from(bytes.byte()?);
        let stride = Self::stride(classes);
        if !(3..=MOST_BITS).contains(&bits) || classes == 0 || classes > MOST_CLASSES {
            return Err(Error::Malformed("a table's size"));
        }
        let mut rows = vec![0i8; stride << bits];
        let full = bytes.take(1 << (bits - 3))?;
        for (at, row) in rows.chunks_exact_mut(stride).enumerate() {
            let byte = full.get(at / 8).copied().unwrap_or_default();
            if byte >> (at % 8) & 1 == 1 {
                for (weight, byte) in row.iter_mut().zip(bytes.take(classes)?) {
                    *weight = byte.cast_signed();
                }
            }
        }
        Ok(Self { bits, classes, stride, rows })
    }
}

/// All that training gives and reading needs.
#[derive(Clone, Debug)]
pub struct Model {
    /// What each class of the tagger means.
    pub tags: Vec<(Upos, Xpos)>,
    /// What each class of the labels means; `root` is among them.
    pub relations: Vec<Deprel>,
    /// Words with a single tag, and its class.
    pub fixed: Vec<(String, u8)>,
    /// Weights of the tagger.
    pub tagger: Table,
    /// Weights of the three actions.
    pub actions: Table,
    /// Weights of the relations.
    pub labels: Table,
}

impl Model {
    /// A model that knows nothing: every word an `X`, whatever tree comes out.
    #[must_use]
    pub fn untrained() -> Self {
        Self {
            tags: vec![(Upos::X, Xpos::Unknown)],
            relations: vec![Deprel::Dep, Deprel::Root],
            fixed: Vec::new(),
            tagger: Table::empty(1),
            actions: Table::empty(3),
            labels: Table::empty(2),
        }
    }

    /// Which classes of the tagger are joints of clauses and lists.
    #[must_use]
    pub fn joints(&self) -> Vec<Option<Joint>> {
        self.tags.iter().map(|(upos, _)| Joint::of(*upos)).collect()
    }

    /// The model's file, before compression.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(self.tags.len() as u8);
        for (upos, xpos) in &self.tags {
            write_text(&mut out, upos.as_str());
            write_text(&mut out, xpos.as_str());
        }
        out.push(self.relations.len() as u8);
        for relation in &self.relations {
            write_text(&mut out, relation.as_str());
        }
        out.extend((self.fixed.len() as u16).to_le_bytes());
        for (word, class) in &self.fixed {
            write_text(&mut out, word);
            out.push(*class);
        }
        for table in [&self.tagger, &self.actions, &self.labels] {
            table.write(&mut out);
        }
        out
    }

    /// Reads a model's file, compressed.
    ///
    /// # Errors
    /// If it is not such a file, or of another version.
    pub fn from_compressed(file: &[u8]) -> Result<Self, Error> {
        use std::io::Read;
        let decoder = ruzstd::decoding::StreamingDecoder::new(file).map_err(|_| Error::NotCompressed)?;
        let mut bytes = Vec::new();
        decoder.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|_| Error::NotCompressed)?;
        Self::from_bytes(&bytes)
    }

    /// Reads what [`Model::to_bytes`] wrote.
    ///
    /// # Errors
    /// If it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut bytes = Bytes(bytes);
        if bytes.take(MAGIC.len())? != MAGIC {
            return Err(Error::Malformed("the first line"));
        }
        let mut tags = Vec::new();
        for _ in 0..bytes.byte()? {
            let upos = Upos::parse(bytes.text()?).ok_or(Error::Malformed("a tag"))?;
            let xpos = Xpos::parse(bytes.text()?).ok_or(Error::Malformed("a tag"))?;
            tags.push((upos, xpos));
        }
        let mut relations = Vec::new();
        for _ in 0..bytes.byte()? {
            relations.push(Deprel::parse(bytes.text()?).ok_or(Error::Malformed("a relation"))?);
        }
        let mut fixed = Vec::new();
        for _ in 0..u16::from_le_bytes([bytes.byte()?, bytes.byte()?]) {
            fixed.push((bytes.text()?.to_owned(), bytes.byte()?));
        }
        let (tagger, actions, labels) = (Table::read(&mut bytes)?, Table::read(&mut bytes)?, Table::read(&mut bytes)?);
        let model = Self { tags, relations, fixed, tagger, actions, labels };
        if bytes.0.is_empty() && model.is_consistent() { Ok(model) } else { Err(Error::Malformed("its parts")) }
    }

    fn is_consistent(&self) -> bool {
        self.tags.len() == self.tagger.classes
            && self.relations.len() == self.labels.classes
            && self.actions.classes == 3
            && self.relations.contains(&Deprel::Root)
            && self.fixed.iter().all(|(_, class)| usize::from(*class) < self.tags.len())
    }
}

/// A length in one byte, then the text.
fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(text.len() as u8);
    out.extend(text.as_bytes());
}

/// What is left of the bytes being read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Error::Malformed("its length"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Error> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    fn text(&mut self) -> Result<&'a str, Error> {
        let len = usize::from(self.byte()?);
        std::str::from_utf8(self.take(len)?).map_err(|_| Error::Malformed("a text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Model {
        let mut rows = vec![0; 4 << 3];
        rows[9] = -7;
        let table = |classes| Table::new(3, classes, rows.clone()).unwrap_or_else(|| Table::empty(classes));
        Model { tagger: table(1), actions: table(3), labels: table(2), fixed: vec![("the".to_owned(), 0)], ..Model::untrained() }
    }

    #[test]
    fn a_model_reads_back() {
        let bytes = small().to_bytes();
        let read = Model::from_bytes(&bytes).map(|model| model.to_bytes());
        assert_eq!(read, Ok(bytes));
    }

    #[test]
    fn damaged_bytes_are_an_error_not_a_panic() {
        let bytes = small().to_bytes();
        for end in 0..bytes.len() {
            assert!(Model::from_bytes(&bytes[..end]).is_err());
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            let _ = Model::from_bytes(&damaged);
            let _ = Model::from_compressed(&damaged);
        }
    }
}

//! Code points back to bytes, to see whether an offset is what it says.
//!
//! Example: in "a€b" the code points 1..2 are "€", which takes three bytes.

/// Byte offset of every 256th code point.
pub struct Offsets<'t> {
    text: &'t str,
    blocks: Vec<usize>,
}

const BLOCK: usize = 256;

impl<'t> Offsets<'t> {
    pub fn new(text: &'t str) -> Self {
        // The end of the text is an offset too, one past its last code point.
        let starts = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        Offsets { text, blocks: starts.step_by(BLOCK).collect() }
    }

    /// The text between two code points, where both exist.
    pub fn slice(&self, start: usize, end: usize) -> Option<&'t str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }

    fn byte(&self, point: usize) -> Option<usize> {
        let block = *self.blocks.get(point / BLOCK)?;
        let rest = self.text.get(block..)?;
        let mut starts = rest.char_indices().map(|(byte, _)| byte).chain([rest.len()]);
        starts.nth(point % BLOCK).map(|byte| block + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_by_code_points() {
        let offsets = Offsets::new("a€b");
        assert_eq!(offsets.slice(1, 2), Some("€"));
        assert_eq!(offsets.slice(0, 3), Some("a€b"));
        assert_eq!(offsets.slice(0, 4), None);
        let long = "é".repeat(512);
        assert_eq!(Offsets::new(&long).slice(255, 512).map(str::len), Some(514));
        assert_eq!(Offsets::new(&long).slice(255, 513), None);
        assert_eq!(Offsets::new("").slice(0, 0), Some(""));
    }
}

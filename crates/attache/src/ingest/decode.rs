//! Bytes into text: UTF-8 as it is, byte order marks obeyed, everything else guessed.
//!
//! ```
//! use attache_program::ingest::decode::{decode, Encoding};
//! assert_eq!(decode(b"caf\xe9 au lait".to_vec(), None).0, "café au lait");
//! assert_eq!(decode("café".into(), None), ("café".to_owned(), Encoding::Utf8));
//! ```

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// How the text was found to be encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// Named by a byte order mark, a declaration or a guess.
    Other(&'static str),
}

/// Where a valid UTF-8 text with a few bad bytes ends and another encoding begins: bad sequences per 1,000 bytes.
const SPOILED_PER_THOUSAND: usize = 2;
/// Bytes looked at for a guess.
const SAMPLE: usize = 64 << 10;

/// Decodes; `declared` is what the page or its sender claims. Invalid sequences become U+FFFD.
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> (String, Encoding) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    // Before UTF-8, because Latin text in UTF-16 is UTF-8 as well, with many zeros.
    if let Some(encoding) = wide(&bytes) {
        return with(encoding, &bytes);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, Encoding::Utf8),
        Err(error) => error.into_bytes(),
    };
    let declared = declared.and_then(|name| encoding_rs::Encoding::for_label(name.trim().as_bytes()));
    match declared {
        Some(encoding) if encoding != encoding_rs::UTF_8 => with(encoding, &bytes),
        _ if is_spoiled_utf8(&bytes) => with(encoding_rs::UTF_8, &bytes),
        _ => with(guess(&bytes), &bytes),
    }
}

fn with(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (String, Encoding) {
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let name = if encoding == encoding_rs::UTF_8 { Encoding::Utf8 } else { Encoding::Other(encoding.name()) };
    (text, name)
}

/// UTF-16 without a mark: every other byte of mostly Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = bytes.get(..bytes.len().min(1024) & !1)?;
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Mostly well-formed multi-byte sequences with a few bad ones: a spoiled UTF-8 text, not another encoding.
fn is_spoiled_utf8(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad * 2 || (bad * 1000 < sample.len() * SPOILED_PER_THOUSAND && good >= bad)
}

fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn obeys_marks_and_finds_wide_text() {
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain("Trade: 5 €".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(little, None).0, "Trade: 5 €");
        let unmarked: Vec<u8> = "Trade grew by a fifth – twice".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(unmarked, None).0, "Trade grew by a fifth – twice");
    }

    #[test]
    fn one_bad_byte_spoils_no_utf8() {
        let mut bytes = "Ağrı and Şırnak – Türkiye’s east".as_bytes().to_vec();
        bytes.push(0xFF);
        assert_eq!(decode(bytes, None), ("Ağrı and Şırnak – Türkiye’s east\u{FFFD}".to_owned(), Encoding::Utf8));
    }

    #[test]
    fn believes_a_declaration() {
        assert_eq!(decode(b"\xcc\xee\xf1\xea\xe2\xe0".to_vec(), Some("windows-1251")).0, "Москва");
    }
}

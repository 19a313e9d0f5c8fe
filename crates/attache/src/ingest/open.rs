//! Opens a file or standard input: decompression with a bomb limit, and what kind of document it is by name and by content.
//!
//! ```
//! use attache_program::ingest::{Kind, open::sniff};
//! assert_eq!(sniff("page", b"<!DOCTYPE html><p>hello"), Ok(Kind::Html));
//! assert!(sniff("photo", b"\x89PNG\r\n\x1a\n").is_err());
//! ```

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{
    FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

use super::Kind;
use crate::limits;

const BUFFER: usize = 64 << 10;
const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// Formats whose first bytes tell that they hold no text we read.
const MAGIC: [(&[u8], &str); 12] = [
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x7FELF", "an executable"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
];

/// Opens compressed or plain bytes, whatever the name says: the content decides.
pub fn decompress<'a>(source: impl Read + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
    let taken = Rc::new(Cell::new(0));
    let mut raw = BufReader::with_capacity(BUFFER, Counted { source, taken: Rc::clone(&taken) });
    let head = raw.fill_buf()?;
    let inner: Box<dyn Read + 'a> = if head.starts_with(GZIP) {
        Box::new(MultiGzDecoder::new(raw))
    } else if is_zstd(head) {
        Box::new(Frames { source: raw, decoder: FrameDecoder::new(), open: false })
    } else {
        return Ok(Box::new(raw));
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, Guarded { inner, taken, given: 0 })))
}

/// A frame, or a skippable frame before it.
fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(ZSTD) || matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

/// Counts the bytes taken from the source.
struct Counted<R> {
    source: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

/// Stops a stream that grows far more than text does.
struct Guarded<'a> {
    inner: Box<dyn Read + 'a>,
    taken: Rc<Cell<u64>>,
    given: u64,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.given += read as u64;
        if self.given > limits::BOMB_BYTES && self.given / limits::BOMB_RATIO > self.taken.get() {
            return Err(io::Error::other(format!("grows more than {} times when decompressed: taken for a bomb", limits::BOMB_RATIO)));
        }
        Ok(read)
    }
}

/// All frames of a zstd stream one after the other, skippable ones skipped.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Frames<R> {
    /// False at the end of the stream.
    fn open_next(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.source).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open {
                if !self.open_next()? {
                    return Ok(0);
                }
                self.open = true;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let strategy = ruzstd::decoding::BlockDecodingStrategy::UptoBlocks(1);
                let decoded = self.decoder.decode_blocks(&mut self.source, strategy);
                decoded.map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.open = false;
        }
    }
}

/// What a document is, by its name and its first bytes; the reason when we don't read such.
pub fn sniff(name: &str, head: &[u8]) -> Result<Kind, String> {
    let extension = extension(name);
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(format!("not supported: {what}"));
    }
    if head.starts_with(GZIP) || is_zstd(head) {
        return Err("not supported: compressed twice".to_owned());
    }
    if is_binary(head) {
        return Err("not supported: binary, not text".to_owned());
    }
    match extension.as_str() {
        "html" | "htm" | "xhtml" | "shtml" => Ok(Kind::Html),
        "md" | "markdown" => Ok(Kind::Markdown),
        "txt" | "text" => Ok(Kind::Text),
        "jsonl" | "ndjson" | "jl" => Ok(Kind::JsonLines),
        "json" => Ok(Kind::Json),
        "csv" | "tsv" | "xml" | "rss" | "atom" | "warc" | "rtf" | "eml" => Err(format!("not supported: a .{extension} file")),
        _ => by_content(head),
    }
}

/// The name's last extension in lower case, without that of a compression.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let bare = [".gz", ".zst", ".zstd"].iter().find_map(|e| file.strip_suffix(e)).unwrap_or(&file);
    bare.rsplit_once('.').map(|(_, e)| e.to_owned()).unwrap_or_default()
}

fn by_content(head: &[u8]) -> Result<Kind, String> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let start = String::from_utf8_lossy(head.get(..head.len().min(256)).unwrap_or_default()).to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<article"].iter().any(|tag| start.starts_with(tag)) {
        return Ok(Kind::Html);
    }
    if start.starts_with("<?xml") {
        return if start.contains("<html") || start.contains("doctype html") {
            Ok(Kind::Html)
        } else {
            Err("not supported: XML".to_owned())
        };
    }
    let inside = start.get(1..).unwrap_or("").trim_start();
    let is_json = (start.starts_with('{') && inside.starts_with(['"', '}'])) || (start.starts_with('[') && inside.starts_with(['{', ']']));
    Ok(if is_json { Kind::Json } else { Kind::Text })
}

/// More than a tenth control characters that no text has; UTF-16 is text though every other byte is zero.
fn is_binary(head: &[u8]) -> bool {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return false;
    }
    let head = head.get(..8192).unwrap_or(head);
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let odd = head.iter().filter(|b| control(b)).count();
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let wide = zeros(0).abs_diff(zeros(1)) * 10 > head.len() * 3;
    odd * 10 > head.len() && !(wide && odd < head.len() * 6 / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, bytes).and_then(|()| encoder.finish()).unwrap_or_default()
    }

    fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        decompress(bytes)?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn reads_members_and_frames_one_after_the_other() -> io::Result<()> {
        let two = [gzip(b"first "), gzip(b"second")].concat();
        assert_eq!(read(&two)?, b"first second");
        let frame = |b: &[u8]| ruzstd::encoding::compress_to_vec(b, ruzstd::encoding::CompressionLevel::Fastest);
        let skipped = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9];
        let frames = [&skipped[..], &frame(b"first "), &skipped, &frame(b"second")].concat();
        assert_eq!(read(&frames)?, b"first second");
        Ok(())
    }

    #[test]
    fn a_cut_archive_is_an_error() {
        let whole = gzip(&b"Trade grew. ".repeat(1000));
        assert!(read(&whole[..whole.len() / 2]).is_err());
    }

    #[test]
    fn knows_kinds_by_name_and_by_content() {
        assert_eq!(sniff("a.b/News.HTML.gz", b"anything"), Ok(Kind::Html));
        assert_eq!(sniff("dump", b" {\"text\": 1}"), Ok(Kind::Json));
        assert_eq!(sniff("notes", b"[UPDATE] Trade grew"), Ok(Kind::Text));
        assert_eq!(sniff("x.txt", b"T\0r\0a\0d\0e\0"), Ok(Kind::Text));
        assert!(sniff("x.txt", &[1, 2, 3, 250, 0, 0, 7, 8]).is_err());
        assert!(sniff("feed.xml", b"<?xml version='1.0'?><rss>").is_err());
    }
}

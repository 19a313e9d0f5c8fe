//! How much of anything is taken in. `docs/sources.md` states the same numbers; a test compares them.
//!
//! ```
//! assert!(attache_program::limits::TEXT < attache_program::limits::VALUE);
//! ```

/// Bytes of one document's text; what is longer is cut, with a `truncated` warning.
pub const TEXT: usize = 1 << 20;
/// Bytes of one JSON line, array element or file that holds a single article; what is longer is reported and skipped.
pub const VALUE: usize = 16 << 20;
/// Bytes of one HTML page; what is longer is cut, with a `truncated` warning.
pub const HTML: usize = 8 << 20;
/// Elements open at once in an HTML page that is still parsed: the parser's time grows with its square.
pub const HTML_DEPTH: usize = 200;
/// Attributes of one tag in an HTML page that is still parsed, for the same reason.
pub const HTML_ATTRIBUTES: usize = 400;
/// Tags in an HTML page that is still parsed.
pub const HTML_TAGS: usize = 60_000;
/// Compressed input may grow this many times ...
pub const BOMB_RATIO: u64 = 200;
/// ... once it has given this many bytes; what grows more is taken for a bomb and not read on.
pub const BOMB_BYTES: u64 = 64 << 20;
/// Folders below the one that was named.
pub const FOLDERS: usize = 64;

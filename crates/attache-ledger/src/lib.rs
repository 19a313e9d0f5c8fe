//! Records into knowledge: what the reader found, kept, compared and followed.
//!
//! ```
//! assert_eq!(attache_ledger::CONTRACT, 1);
//! ```

/// Version of the record contract that this ledger stores.
pub const CONTRACT: u32 = 1;

//! Any bytes as a page: the guard, the metadata reader and the extractor give a document, soon.
//! Example: `cargo fuzz run html`.
#![no_main]

use attache_program::ingest::{Defaults, Job, Kind, interpret};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let found = interpret(Job::whole("fuzz", Kind::Html, bytes.to_vec()), &Defaults::default());
    assert_eq!(found.len(), 1);
});

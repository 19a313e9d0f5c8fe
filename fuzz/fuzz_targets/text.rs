//! Any bytes as a text: reading can't panic and keeps the contract.
//! Example: `cargo fuzz run text`.
#![no_main]

use attache_program::ingest::{Defaults, Job, Kind, interpret};
use attache_reader::{Reader, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for document in interpret(Job::whole("fuzz", Kind::Text, bytes.to_vec()), &Defaults::default()).into_iter().flatten() {
        let reading = Reader::embedded().read(&document.article);
        let slices = |e: &attache_reader::contract::Evidence| {
            reading.document.text.chars().skip(e.start).take(e.end - e.start).eq(e.quote.chars())
        };
        assert!(reading.figures.iter().all(|f| slices(&f.evidence)));
        assert!(reading.events.iter().all(|e| slices(&e.evidence)));
        assert!(reading.statements.iter().all(|s| slices(&s.evidence)));
        let _ = check::check(&reading);
    }
});

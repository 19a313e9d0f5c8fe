//! Inputs nobody writes by hand: each must be read or refused, soon, without a crash.

mod support;

use std::time::{Duration, Instant};

use support::{Run, Scratch, attache, attache_with, gzip, lines};

/// Far more than any of these takes, far less than a quadratic reader would.
const SOON: Duration = Duration::from_secs(30);

fn timed(name: &str, run: impl FnOnce() -> Run) -> Run {
    let begun = Instant::now();
    let result = run();
    let taken = begun.elapsed();
    eprintln!("{name}: {taken:?}");
    assert!(taken < SOON, "{name} took {taken:?}");
    assert!((0..=2).contains(&result.code), "{name} ended with {}: {}", result.code, result.err);
    assert!(!result.err.contains("attache failed"), "{name}: {}", result.err);
    result
}

fn text(name: &str, input: &[u8]) -> Run {
    let scratch = Scratch::new(&name.replace(' ', "-"));
    let file = scratch.file("input.txt", input);
    timed(name, || attache(&["read", "--check", &file]))
}

fn html(name: &str, input: &str) -> Run {
    let scratch = Scratch::new(&name.replace(' ', "-"));
    let file = scratch.file("input.html", input.as_bytes());
    timed(name, || attache(&["read", &file]))
}

/// Reproducible noise.
fn noise(length: usize) -> Vec<u8> {
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn nothing_at_all() {
    assert_eq!(lines(&text("empty", b"").out).len(), 1);
    assert_eq!(timed("empty input", || attache_with(&["read"], b"")).code, 0);
    assert_eq!(lines(&text("blanks", &b" \n\t\r\n".repeat(10_000)).out).len(), 1);
}

#[test]
fn fifty_megabytes_of_one_line() {
    let line = "Of all that was hoped for little came to pass and ".repeat(50_000_000 / 50);
    let run = text("fifty megabytes", line.as_bytes());
    assert!(run.out.contains("\"truncated\""));
    let word = text("one word", &vec![b'x'; 50_000_000]);
    assert!(word.out.contains("\"truncated\""));
    let value =
        timed("fifty megabytes of JSON", || attache_with(&["read"], format!("{{\"text\": \"{line}\"}}\n{{\"text\": \"x\"}}\n").as_bytes()));
    assert_eq!((value.code, lines(&value.out).len()), (2, 1));
}

#[test]
fn bytes_that_are_no_text() {
    let scratch = Scratch::new("noise");
    let file = scratch.file("noise", &noise(1_000_000));
    assert_eq!(timed("random bytes", || attache(&["read", &file])).code, 2);
    // As text by force: printable noise in every script.
    let printable: Vec<u8> = noise(100_000).into_iter().map(|b| if b < 0x20 { b' ' } else { b }).collect();
    text("printable noise", &printable);
    let mut spoiled = "Exports to Türkiye rose by 12% to €3 million. ".repeat(2_000).into_bytes();
    spoiled.iter_mut().step_by(997).for_each(|b| *b = 0xFF);
    assert_eq!(lines(&text("invalid UTF-8", &spoiled).out).len(), 1);
    let nuls = "Exports to Oman rose\0 by 12%\0\0 in 2021. ".repeat(2_000);
    assert_eq!(lines(&text("NULs", nuls.as_bytes()).out).len(), 1);
    let marks =
        "Exports\u{200B} to \u{202E}Oman\u{202C} \u{2066}rose\u{2069} by 1\u{200D}2%\u{FEFF} in\u{AD} 2021. e\u{301}\u{302}\u{303} "
            .repeat(2_000);
    assert_eq!(lines(&text("bidi and zero width", marks.as_bytes()).out).len(), 1);
}

#[test]
fn a_hundred_thousand_of_everything() {
    for (name, unit, times) in [
        ("amounts", "$5 million ", 100_000),
        ("amounts with commas", "$5 million, ", 100_000),
        ("numbers", "1 ", 100_000),
        ("digits", "1", 200_000),
        ("digit groups", "1,000,", 100_000),
        ("percent ranges", "5-10% to ", 50_000),
        ("years", "in 2021 and ", 100_000),
        ("months", "January-", 100_000),
        ("countries", "Latvia, Estonia and ", 20_000),
        ("names", "John Smith ", 20_000),
        ("said", "Latvia said that ", 20_000),
        ("cues", "exports of imports to trade with ", 10_000),
        ("agreements", "Latvia and Estonia signed an agreement and ", 3_000),
        ("both", "The two countries signed it. ", 3_000),
        ("stops", ". ", 200_000),
        ("lines", "A\n\n", 100_000),
        ("brackets", "(", 200_000),
        ("letters", "A.", 200_000),
    ] {
        assert_eq!(lines(&text(name, unit.repeat(times).as_bytes()).out).len(), 1, "{name}");
    }
}

#[test]
fn ten_thousand_nested_quotations() {
    text("curly quotes", format!("{}said he{}", "“he said ".repeat(10_000), "”".repeat(10_000)).as_bytes());
    text("straight quotes", "\"he said 'she said ".repeat(10_000).as_bytes());
    text("guillemets", "«".repeat(100_000).as_bytes());
}

#[test]
fn html_that_is_all_depth_or_attributes() {
    let deep = html("deep page", &format!("<html><body>{}<p>Trade grew.</p>", "<div>".repeat(100_000)));
    assert!(deep.out.contains("Trade grew."));
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=\"{i}\"")).collect();
    assert!(html("attributes", &format!("<html><body><p{attributes}>Trade grew.</p>")).out.contains("Trade grew."));
    for (name, unit, times) in [
        ("formatting", "<b><i><font size=1>x</b></p>", 10_000),
        ("tables", "<table><tr><td>", 10_000),
        ("links", "<a href=x><p>", 20_000),
        ("comments", "<!--", 100_000),
        ("open tags", "<a b='", 100_000),
        ("scripts", "<script>", 100_000),
        ("entities", "&amp;&#x41;&unknown;&", 100_000),
        ("selects", "<select><option><optgroup>", 20_000),
        ("svg", "<svg><title><p>", 20_000),
        ("paragraphs", "<p>Trade grew.<br>", 25_000),
        ("spans", "<div><span>Trade</span> <b>grew</b>.</div>", 9_000),
    ] {
        html(name, &format!("<html><body>{}", unit.repeat(times)));
    }
    // As deep as the guard lets through, and as long.
    let block = format!("{}Trade grew.{}", "<div>".repeat(150), "</div>".repeat(150));
    html("just below the limits", &format!("<html><body>{}", block.repeat(190)));
}

#[test]
fn bombs() {
    let scratch = Scratch::new("bombs");
    // A gigabyte of blanks in a megabyte: as JSON it would be searched for a value to its end.
    let blanks = gzip(&vec![b' '; 32 << 20]).repeat(32);
    let json = scratch.file("bomb.jsonl.gz", &blanks);
    let run = timed("gzip bomb", || attache(&["read", &json]));
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("bomb") || run.err.contains("longer than"), "{}", run.err);
    let text = scratch.file("bomb.txt.gz", &gzip(&vec![b'a'; 32 << 20]).repeat(8));
    assert_eq!(timed("gzip text bomb", || attache(&["read", &text])).code, 0);
    let zstd = scratch.file("bomb.jsonl.zst", &zstd_zeros(2_000));
    let run = timed("zstd bomb", || attache(&["read", &zstd]));
    assert_eq!(run.code, 2, "{}", run.err);
    let nested = scratch.file("twice.txt.gz", &gzip(&gzip(b"Trade grew.")));
    assert!(timed("compressed twice", || attache(&["read", &nested])).err.contains("compressed twice"));
    let cut = gzip(&b"Trade grew by a fifth in 2021, he said. ".repeat(1_000));
    let cut = scratch.file("cut.txt.gz", &cut[..cut.len() / 2]);
    assert_eq!(timed("cut gzip", || attache(&["read", &cut])).code, 2);
}

/// A zstd frame of run-length blocks: four bytes become 128 KiB of blanks.
fn zstd_zeros(blocks: usize) -> Vec<u8> {
    // Magic number, no content size, a window of 128 KiB.
    let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38];
    for block in 0..blocks {
        let last = u32::from(block + 1 == blocks);
        let header = (128 << 10 << 3) | (1 << 1) | last;
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(b' ');
    }
    frame
}

//! The program from outside: inputs of every kind, output formats, exit codes.

mod support;

use support::{Scratch, attache, attache_with, lines};

const ARTICLE: &str = "Trade between Latvia and Estonia reached 2 billion euros in 2021, the Latvian economy minister said.";

#[test]
fn reads_the_examples() {
    let run = attache(&["read", "--format", "jsonl", concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples")]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(lines(&run.out).len() >= 6);
}

#[test]
fn writes_json_lines_to_a_pipe_and_hashes_standard_input() {
    let run = attache_with(&["read"], ARTICLE.as_bytes());
    let reading: serde_json::Value = serde_json::from_str(&run.out).expect("a reading");
    assert!(reading["document"]["id"].as_str().is_some_and(|id| id.starts_with("blake3:")));
    assert_eq!(reading["document"]["text"], ARTICLE);
    assert_eq!(reading["warnings"][0]["kind"], "no_publication_date");
}

#[test]
fn a_file_is_called_as_it_was_named_whatever_holds_it() {
    let scratch = Scratch::new("names");
    let plain = scratch.file("a.txt", ARTICLE.as_bytes());
    let gzip = scratch.file("b.txt.gz", &support::gzip(ARTICLE.as_bytes()));
    let zstd = scratch.file("c.zst", &support::zstd(ARTICLE.as_bytes()));
    let run = attache(&["read", &plain, &gzip, &zstd]);
    let found = lines(&run.out);
    let ids: Vec<&str> = found.iter().filter_map(|r| r["document"]["id"].as_str()).collect();
    assert_eq!(ids, [plain.as_str(), &gzip, &zstd]);
    assert!(found.iter().all(|r| r["document"]["text"] == ARTICLE));
}

#[test]
fn the_date_given_fills_in_only_what_is_missing() {
    let input = b"{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"b\", \"text\": \"x\", \"date\": \"2001-02-03\"}\n";
    let run = attache_with(&["read", "--published", "3 May 2020"], input);
    let dates: Vec<serde_json::Value> = lines(&run.out).iter().map(|r| r["document"]["published"].clone()).collect();
    assert_eq!(dates, ["2020-05-03", "2001-02-03"]);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let scratch = Scratch::new("bad");
    let good = scratch.file("good.txt", ARTICLE.as_bytes());
    let image = scratch.file("chart.png", b"\x89PNG\r\n\x1a\n000");
    let dump = scratch.file(
        "dump.jsonl",
        b"{\"id\": \"one\", \"text\": \"x\"}\n{broken\n\n{\"title\": \"no text\"}\n{\"id\": \"two\", \"text\": \"y\"}\n",
    );
    let run = attache(&["read", "/no/such/file", &image, &dump, &good]);
    assert_eq!(run.code, 2);
    let ids: Vec<serde_json::Value> = lines(&run.out).iter().map(|r| r["document"]["id"].clone()).collect();
    assert_eq!(ids, ["one", "two", good.as_str()]);
    for said in [
        "/no/such/file: no such file",
        "chart.png: not supported: a PNG image",
        "dump.jsonl:2: not JSON",
        "dump.jsonl:4: no text",
        "4 inputs could not be read",
    ] {
        assert!(run.err.contains(said), "{said} in {}", run.err);
    }
}

#[test]
fn order_is_kept_on_any_number_of_threads() {
    let input: String = (0..300).map(|i| format!("{{\"id\": \"d{i}\", \"text\": \"{}\"}}\n", ARTICLE.repeat(1 + i % 7))).collect();
    let one = attache_with(&["read", "--jobs", "1"], input.as_bytes());
    let four = attache_with(&["read", "--jobs", "4"], input.as_bytes());
    assert_eq!(lines(&one.out).len(), 300);
    assert!(one.out == four.out, "the same bytes on every number of threads");
}

#[test]
fn every_format_holds_every_document() {
    let input = b"{\"id\": \"first-doc\", \"text\": \"Trade grew.\"}\n{\"id\": \"second-doc\", \"text\": \"It fell.\"}\n";
    for format in ["table", "jsonl", "json", "markdown", "html"] {
        let run = attache_with(&["read", "--format", format], input);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("first-doc") && run.out.contains("second-doc"), "{format}: {}", run.out);
    }
    let all: serde_json::Value = serde_json::from_str(&attache_with(&["read", "--format", "json"], input).out).expect("an array");
    assert_eq!(all.as_array().map(Vec::len), Some(2));
}

#[test]
fn spans_come_one_line_a_document() {
    let input = b"{\"id\": \"q\", \"ref_date\": \"2022-10-26\", \"text\": \"It paid $5 million last year.\"}\n";
    for (command, words) in [("amounts", "$5 million"), ("periods", "last year")] {
        let run = attache_with(&[command, "--format", "jsonl"], input);
        let found = lines(&run.out);
        assert_eq!(found[0]["id"], "q");
        assert!(found[0]["spans"].as_array().is_some_and(|s| s.iter().any(|s| s["surface"] == words)), "{command}: {}", run.out);
    }
}

#[test]
fn parse_writes_a_row_a_word() {
    let run = attache(&["parse", "--sentence", "Trade grew."]);
    assert_eq!(run.out.lines().filter(|l| l.split('\t').count() == 10).count(), 3, "{}", run.out);
}

#[test]
fn explain_shows_mentions_tree_and_records() {
    let run = attache(&["explain", "--sentence", ARTICLE]);
    for part in ["mentions", "tree", "party Name EE", "amount Money", "records"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
}

#[test]
fn usage_completions_and_manual() {
    assert_eq!(attache(&["read", "--format", "nonsense"]).code, 64);
    assert_eq!(attache(&["read", "--published", "someday"]).code, 64);
    assert!(attache(&["help"]).out.contains("Exit codes"));
    assert!(attache(&["completions", "bash"]).out.contains("_attache"));
    let scratch = Scratch::new("man");
    let dir = scratch.path("man");
    assert_eq!(attache(&["man", &dir]).code, 0);
    assert!(std::path::Path::new(&dir).join("attache-read.1").is_file());
}

#[test]
fn limits_are_documented() {
    use attache_program::limits;
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sources.md")).expect("docs/sources.md");
    let mib = |bytes: usize| format!("{} MiB", bytes >> 20);
    let ratio = usize::try_from(limits::BOMB_RATIO).unwrap_or_default();
    let counts = [limits::HTML_DEPTH, limits::HTML_ATTRIBUTES, limits::HTML_TAGS, limits::FOLDERS, ratio];
    let stated = [mib(limits::TEXT), mib(limits::VALUE), mib(limits::HTML)].into_iter().chain(counts.map(support::grouped));
    for limit in stated {
        assert!(docs.contains(&limit), "docs/sources.md doesn't state {limit}");
    }
}

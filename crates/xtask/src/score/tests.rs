//! The port against score.py: the same damaged predictions must get the same scores from both.
//!
//! Example: every third figure of a set loses its period, every fifth its place; both scorers have to agree on what that costs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::record::{Place, Records};
use super::{MEASURES, Summary, locate, score};
use crate::gold::{Half, Set, read_jsonl};
use crate::place;

/// The gold as a reading with deterministic damage, so that every branch of the scorer is taken.
fn damaged(text: &str, gold: &Value, records: &Records, salt: usize) -> Value {
    let places = locate::places(text, records);
    let evidence = |place: Option<Place>| place.map(|(start, end)| json!({"start": start, "end": end, "quote": ""}));
    let list = |name: &str, places: &[Option<Place>], harm: &dyn Fn(usize, &mut Value)| -> Value {
        let empty = Vec::new();
        let found = gold[name].as_array().unwrap_or(&empty).iter().zip(places).enumerate();
        let kept = found.filter(|(i, _)| (i + salt) % 11 != 10).filter_map(|(i, (record, place))| {
            let mut record = record.clone();
            record["evidence"] = evidence(*place)?;
            record["confidence"] = json!(((i * 37 + salt * 13) % 100) as f64 / 100.0);
            harm(i + salt, &mut record);
            Some(record)
        });
        Value::Array(kept.collect())
    };
    json!({
        "document": {"id": gold["id"]},
        "figures": list("figures", &places.figures, &harm_figure),
        "statements": list("statements", &places.statements, &harm_statement),
        "events": list("events", &places.events, &harm_event),
    })
}

fn shift(record: &mut Value, by: u64) {
    for end in ["start", "end"] {
        record["evidence"][end] = json!(record["evidence"][end].as_u64().unwrap_or(0) + by);
    }
}

fn harm_figure(i: usize, record: &mut Value) {
    match i % 9 {
        0 => record["period"] = Value::Null,
        1 => record["indicator"] = json!("other"),
        2 => shift(record, 4),
        3 => record["value"] = json!(record["value"].as_f64().map(|v| v * 1.000_000_1)),
        4 => record["from"] = record["to"].clone(),
        5 => record["qualifier"] = json!("about"),
        6 => record["change"] = json!({"value": 2, "unit": "times", "direction": "up", "since": null}),
        _ => {}
    }
    if i.is_multiple_of(17) {
        shift(record, 300);
    }
}

fn harm_statement(i: usize, record: &mut Value) {
    match i % 7 {
        0 => record["speaker"]["name"] = json!("Dr. Nobody O'Else"),
        1 => record["speaker"]["name"] = Value::Null,
        2 => shift(record, 25),
        3 => record["speaker"]["organization"] = Value::Null,
        4 => record["evidence"]["end"] = json!(record["evidence"]["end"].as_u64().unwrap_or(0) + 80),
        _ => {}
    }
}

fn harm_event(i: usize, record: &mut Value) {
    match i % 6 {
        0 => record["date"] = Value::Null,
        1 => record["status"] = json!("planned"),
        2 => shift(record, 250),
        3 => record["kind"] = json!("meeting"),
        _ => {}
    }
}

struct Rivals {
    script: PathBuf,
    predictions: PathBuf,
}

impl Rivals {
    fn compare(&self, folder: &Path, half: Half) {
        let set = Set::load(folder, None).expect("the annotated set loads");
        let raw: Vec<Value> = read_jsonl(&folder.join("records.jsonl")).expect("the records load");
        let mut summary = Summary::default();
        let mut lines = String::new();
        for (i, (annotated, gold)) in set.annotated.iter().zip(&raw).enumerate() {
            let reading = damaged(&annotated.article.text, gold, &annotated.expected, i);
            lines += &format!("{reading}\n");
            if Half::of(&annotated.article.id) == half {
                let read = Records::from_reading(&reading).expect("a reading");
                summary.add(&score(&annotated.article.text, &annotated.expected, &read));
            }
        }
        fs::write(&self.predictions, lines).expect("the target folder can be written");
        let theirs = self.score_py(folder, half);
        for (measure, tally) in MEASURES.iter().zip(summary.tallies) {
            let score = &theirs["scores"][measure];
            let counts = [&score["tp"], &score["predicted"], &score["gold"]].map(|v| v.as_u64().map(|n| n as usize));
            assert_eq!(counts, [Some(tally.right), Some(tally.read), Some(tally.gold)], "{} {measure}", folder.display());
        }
        for (slot, share) in summary.slot_accuracy() {
            assert!((theirs["slots"][slot].as_f64().unwrap_or(-1.0) - share).abs() < 1e-9, "{} {slot}", folder.display());
        }
        match (summary.calibration_error(), theirs["ece"].as_f64()) {
            (Some(ours), Some(theirs)) => assert!((ours - theirs).abs() < 1e-9, "{} ece {ours} {theirs}", folder.display()),
            (ours, theirs) => assert_eq!(ours, theirs),
        }
    }

    fn score_py(&self, folder: &Path, half: Half) -> Value {
        let output = Command::new("python3")
            .args([&self.script, folder, &self.predictions])
            .args(["--json", "--half", half.name()])
            .output()
            .expect("python3 runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("score.py prints JSON")
    }
}

#[test]
fn scores_as_score_py_does() {
    let Some(shared) = place::shared() else {
        eprintln!("\n*** NOT TESTED: no ../shared beside the checkout, the scorer is not compared with score.py ***\n");
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("\n*** NOT TESTED: no python3, the scorer is not compared with score.py ***\n");
        return;
    }
    let predictions = std::env::temp_dir().join(format!("attache-predictions-{}.jsonl", std::process::id()));
    let rivals = Rivals { script: shared.join("gold/score.py"), predictions };
    for (set, half) in [("seed", Half::Check), ("plain", Half::Tune), ("press", Half::Check), ("dev", Half::Tune)] {
        rivals.compare(&shared.join("gold").join(set), half);
    }
    fs::remove_file(&rivals.predictions).ok();
}

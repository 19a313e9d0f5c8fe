//! Time as a machine with other work measures it: processor seconds of this thread, of child processes, and the wall's.
//!
//! Example: `Timed::run(|| read_all())` gives both; on a busy machine the processor's seconds are the ones that compare.

use std::fs;
use std::time::Instant;

/// How long some work took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timed {
    pub wall: f64,
    /// Of the calling thread alone.
    pub processor: f64,
}

impl Timed {
    pub fn run<T>(work: impl FnOnce() -> T) -> (T, Timed) {
        let (begun, before) = (Instant::now(), thread_seconds());
        let result = work();
        let wall = begun.elapsed().as_secs_f64();
        let processor = thread_seconds().zip(before).map_or(wall, |(after, before)| after - before);
        (result, Timed { wall, processor })
    }
}

/// Seconds that this thread has been on a processor; `None` where the system doesn't tell.
fn thread_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(stat.split_whitespace().next()?.parse::<u64>().ok()? as f64 / 1e9)
}

/// Processor seconds of the children that have ended, in steps of a hundredth.
pub fn children_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: u64 = fields.get(13..15)?.iter().filter_map(|f| f.parse::<u64>().ok()).sum();
    Some(ticks as f64 / 100.0)
}

/// The most memory this process has had, in MB.
pub fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

//! Work in parallel, results in order, memory bounded: a reader thread fills a short queue, workers empty it, the caller takes results in turn.
//!
//! ```
//! let mut squares = Vec::new();
//! let done = attache_program::pipeline::run(|| 1..=4, 2, |n| n * n, |square| { squares.push(square); Ok::<(), ()>(()) });
//! assert_eq!((done, squares), (Ok(()), vec![1, 4, 9, 16]));
//! ```

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Deep documents recurse in the HTML library; the guard's limits fit into this with room to spare, in a debug build too.
const STACK: usize = 16 << 20;
/// Items under way for each worker: enough to keep them busy, few enough to bound memory.
const AHEAD: usize = 4;

/// An item and where its result is awaited.
type Ticket<I, T> = (I, SyncSender<T>);

/// Calls `work` on each of the items that `open` gives, on `jobs` threads, and hands the results to `sink` in the items' order; stops at the sink's first error.
pub fn run<S, I, T, E>(
    open: impl FnOnce() -> S + Send,
    jobs: usize,
    work: impl Fn(I) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E>
where
    S: Iterator<Item = I>,
    I: Send,
    T: Send,
{
    let jobs = jobs.max(1);
    let (queue, tickets) = sync_channel::<Ticket<I, T>>(jobs * AHEAD);
    let (order, awaited) = sync_channel::<Receiver<T>>(jobs * AHEAD);
    let tickets = Mutex::new(tickets);
    thread::scope(|scope| {
        scope.spawn(move || fill(open(), &queue, &order));
        for _ in 0..jobs {
            let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || labour(&tickets, &work));
            // Fewer threads than asked for still do all the work, unless there is none at all.
            if spawned.is_err() {
                break;
            }
        }
        let mut result = Ok(());
        for slot in awaited.iter() {
            let Ok(value) = slot.recv() else { continue };
            result = sink(value);
            if result.is_err() {
                break;
            }
        }
        // Hang up first, so that the reader thread's next item ends it.
        drop(awaited);
        result
    })
}

fn fill<I, T>(items: impl Iterator<Item = I>, queue: &SyncSender<Ticket<I, T>>, order: &SyncSender<Receiver<T>>) {
    for item in items {
        let (answer, slot) = sync_channel(1);
        if order.send(slot).is_err() || queue.send((item, answer)).is_err() {
            return;
        }
    }
}

fn labour<I, T>(tickets: &Mutex<Receiver<Ticket<I, T>>>, work: &impl Fn(I) -> T) {
    loop {
        let next = match tickets.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok((item, answer)) = next else { return };
        // Nobody waits any more when the sink has stopped.
        let _ = answer.send(work(item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_over_many_items() {
        let mut seen = Vec::new();
        let uneven = |n: u64| {
            thread::sleep(std::time::Duration::from_micros((n * 7919) % 97));
            n
        };
        let done = run(
            || 0..500,
            3,
            uneven,
            |n| {
                seen.push(n);
                Ok::<(), ()>(())
            },
        );
        assert_eq!(done, Ok(()));
        assert!(seen.iter().copied().eq(0..500));
    }

    #[test]
    fn stops_an_endless_stream_at_the_sinks_error() {
        let mut left = 10;
        let done = run(
            || 0u64..,
            2,
            |n| n,
            |_| {
                left -= 1;
                if left == 0 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!(done, Err("full"));
    }
}

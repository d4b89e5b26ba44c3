//! Work on many episodes side by side, its results in the order of the shelf, few of them at a time.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::threads::processors;

/// Threads that work at most: more would wait for the disk and hold more episodes in memory.
const MOST_THREADS: usize = 8;

/// Results that may be waiting for their turn, for each thread.
const AHEAD: usize = 4;

/// Does `work` for each number below `count` on a few threads, and hands the results to `take` in the
/// order of the numbers. However many there are and however long one takes, only a few results are held.
/// A panic of `work` goes on in the caller.
///
/// # Errors
/// The first error of `take`, which ends the work.
pub fn in_order<T: Send, E>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let threads = processors().min(MOST_THREADS).min(count);
    let (issue, tickets) = mpsc::channel::<usize>();
    let (done, results) = mpsc::channel();
    let tickets = Mutex::new(tickets);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (done, tickets, work) = (done.clone(), &tickets, &work);
            scope.spawn(move || {
                loop {
                    let ticket = tickets.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(at) = ticket else { return };
                    // A failure is the caller's to see; here it would only keep it waiting.
                    let result = panic::catch_unwind(AssertUnwindSafe(|| work(at)));
                    if done.send((at, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        hand_out(count, threads * AHEAD, issue, &results, take)
    })
}

/// Issues tickets, never more than `ahead` of what was taken, and takes what comes in its turn.
fn hand_out<T, E>(
    count: usize,
    ahead: usize,
    issue: Sender<usize>,
    results: &Receiver<(usize, thread::Result<T>)>,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut due = 0;
    // The threads keep the other end until this one is gone, so that a ticket is always taken.
    let mut tickets = (0..count).map(|at| issue.send(at));
    let _issued = tickets.by_ref().take(ahead).count();
    while due < count {
        let Ok((at, result)) = results.recv() else { break };
        early.insert(at, result);
        while let Some(result) = early.remove(&due) {
            due += 1;
            take(result.unwrap_or_else(|panic| panic::resume_unwind(panic)))?;
            let _issued = tickets.next();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_and_few_of_them_wait() {
        let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most_ahead = AtomicUsize::new(0);
        let work = |at: usize| {
            // The first is the slowest: all others could be done before it.
            if at == 0 {
                thread::sleep(Duration::from_millis(60));
            }
            let begun = begun.fetch_add(1, Ordering::SeqCst) + 1;
            most_ahead.fetch_max(begun.saturating_sub(taken.load(Ordering::SeqCst)), Ordering::SeqCst);
            at
        };
        let mut order = Vec::new();
        let done: Result<(), Infallible> = in_order(500, work, |at| {
            taken.fetch_add(1, Ordering::SeqCst);
            order.push(at);
            Ok(())
        });
        assert_eq!(done, Ok(()));
        assert_eq!(order, (0..500).collect::<Vec<_>>());
        assert!(most_ahead.load(Ordering::SeqCst) <= MOST_THREADS * AHEAD + 1, "{most_ahead:?}");
    }

    #[test]
    fn an_error_ends_the_work() {
        let begun = AtomicUsize::new(0);
        let work = |at: usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            at
        };
        let done = in_order(10_000, work, |at| if at == 3 { Err("closed") } else { Ok(()) });
        assert_eq!(done, Err("closed"));
        assert!(begun.load(Ordering::SeqCst) <= 2 * MOST_THREADS * AHEAD);
    }

    #[test]
    fn of_nothing_comes_nothing() {
        let done: Result<(), Infallible> = in_order(0, |at| at, |_| panic!("nothing to take"));
        assert_eq!(done, Ok(()));
    }

    #[test]
    #[should_panic(expected = "the lamp is out")]
    fn a_panic_goes_on_in_the_caller() {
        let work = |at: usize| if at == 5 { panic!("the lamp is out") } else { at };
        let _done: Result<(), Infallible> = in_order(50, work, |_| Ok(()));
    }
}

//! Work done at the same time, for results that are wanted together.

use std::iter;
use std::num::NonZero;
use std::panic;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

/// How many threads can run at once here; at least one.
pub fn processors() -> usize {
    // To tell it the system's files of limits are read, and it is asked for every key and every episode.
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

/// What `here` and `beside` give, which run at the same time where there are processors for it. A panic of
/// either goes on in the caller.
pub(crate) fn both<A, B: Send>(here: impl FnOnce() -> A, beside: impl FnOnce() -> B + Send) -> (A, B) {
    if processors() == 1 {
        return (here(), beside());
    }
    thread::scope(|scope| {
        let beside = scope.spawn(beside);
        let here = here();
        (here, beside.join().unwrap_or_else(|cause| panic::resume_unwind(cause)))
    })
}

/// What `work` makes of each of `items`, in their order. As many are worked on at the same time as there are
/// processors, begun with those of the greatest `weight`: what takes longest is not left to the end. A panic
/// goes on in the caller.
pub(crate) fn each<T: Send, R: Send>(
    items: Vec<T>,
    weight: impl Fn(&T) -> usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let workers = processors().min(items.len());
    let mut waiting: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    waiting.sort_by_key(|(_, item)| weight(item));
    let waiting = Mutex::new(waiting);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let worker = || -> Vec<(usize, R)> { iter::from_fn(next).map(|(at, item)| (at, work(item))).collect() };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(worker)).collect();
        let own = worker();
        let join = |other: thread::ScopedJoinHandle<'_, Vec<(usize, R)>>| {
            other.join().unwrap_or_else(|cause| panic::resume_unwind(cause))
        };
        own.into_iter().chain(others.into_iter().flat_map(join)).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_the_order_of_the_items() {
        assert_eq!(each(vec![3, 1, 2], |item| *item, |item| item * 2), [6, 2, 4]);
        assert!(each(Vec::new(), |_| 0, |item: u8| item).is_empty());
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }

    #[test]
    fn a_panic_goes_on_in_the_caller() {
        let work = |item: u8| assert!(item < 2, "two is too many");
        let ended = panic::catch_unwind(|| each(vec![2, 1], |_| 0, work)).map_err(|cause| cause.is::<&str>());
        assert_eq!(ended, Err(true));
    }
}

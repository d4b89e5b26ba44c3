//! Work done at the same time, for results that are wanted together.

use std::num::NonZero;
use std::panic;
use std::sync::OnceLock;
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

/// What `work` makes of each of `items`, in their order. A few items are worked on at the same time, each on
/// a thread of its own, the last of them on the caller's. A panic goes on in the caller.
pub(crate) fn each<T: Send, R: Send>(mut items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let Some(last) = items.pop() else { return Vec::new() };
    if processors() == 1 {
        return items.into_iter().chain([last]).map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = items.into_iter().map(|item| scope.spawn(move || work(item))).collect();
        let last = work(last);
        let join = |other: thread::ScopedJoinHandle<'_, R>| {
            other.join().unwrap_or_else(|cause| panic::resume_unwind(cause))
        };
        others.into_iter().map(join).chain([last]).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_the_order_of_the_items() {
        assert_eq!(each(vec![3, 1, 2], |item| item * 2), [6, 2, 4]);
        assert!(each(Vec::new(), |item: u8| item).is_empty());
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }

    #[test]
    fn a_panic_goes_on_in_the_caller() {
        let work = |item: u8| assert!(item < 2, "two is too many");
        let ended = panic::catch_unwind(|| each(vec![2, 1], work)).map_err(|cause| cause.is::<&str>());
        assert_eq!(ended, Err(true));
    }
}

//! What a panic does while the terminal is ours.
//!
//! On the main thread it ends the program, so the terminal is given back before anything is
//! printed. On another thread the reader lives on: restoring would paint the next frame over the
//! shell, printing would spoil the screen. Such a panic becomes an event.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use crate::text::clean::clean_line;
use crate::tui::event::{Event, Incoming, Outbox};
use crate::tui::terminal::Restorer;

use super::Job;

/// Set to `main` or `worker`, makes the reader panic there after its first frame; set to the first word of
/// what jobs are called, in each of them. For tests.
const PROVOKE: &str = "TABLEREAD_TEST_PANIC";

type Handler = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// Our panic hook while it lives; the one before it afterwards.
pub(super) struct Hook {
    previous: Arc<Handler>,
}

impl Hook {
    /// Sends the panics of other threads to `queue`; on this one, gives the terminal back and leaves
    /// the rest to the hook that was there before.
    pub(super) fn install<M: Send + 'static>(restorer: Restorer, queue: Sender<Incoming<M>>) -> Self {
        let previous = Arc::new(panic::take_hook());
        let (before, main) = (Arc::clone(&previous), thread::current().id());
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == main {
                restorer.restore();
                before(info);
            } else {
                TOLD.set(true);
                let _ended = queue.send(Incoming::Told(told(info)));
            }
        }));
        Self { previous }
    }
}

impl Drop for Hook {
    fn drop(&mut self) {
        let previous = Arc::clone(&self.previous);
        panic::set_hook(Box::new(move |info| previous(info)));
    }
}

thread_local! {
    /// Whether a panic of this thread was told.
    static TOLD: Cell<bool> = const { Cell::new(false) };
}

/// Runs `job` on this thread. Where it fails because a thread failed that it waited for, the hook has told
/// of that one; then it is told of the job as well, whose name says what was being done.
pub(super) fn run_job<M: Send + 'static>(job: Job<M>, outbox: Outbox<M>) {
    let to = outbox.clone();
    let work = move || {
        provoke_in_job();
        job(outbox);
    };
    if let Err(cause) = panic::catch_unwind(AssertUnwindSafe(work))
        && !TOLD.get()
    {
        to.tell(panicked(cause.as_ref(), ""));
    }
}

fn told<M>(info: &PanicHookInfo<'_>) -> Event<M> {
    let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    panicked(info.payload(), &place)
}

/// That this thread panicked, at `place`.
fn panicked<M>(cause: &(dyn Any + Send), place: &str) -> Event<M> {
    let literal = cause.downcast_ref::<&str>().copied();
    let said = literal.or_else(|| cause.downcast_ref::<String>().map(String::as_str)).unwrap_or("panicked");
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    Event::Panicked { thread, message: clean_line(&format!("{said}{place}")) }
}

/// Panics on the thread of a job where the tests ask for it.
fn provoke_in_job() {
    let name = thread::current().name().and_then(|name| name.split(' ').next()).map(str::to_owned);
    assert!(name.is_none() || std::env::var(PROVOKE).ok() != name, "asked to panic for a test");
}

/// Panics where the tests ask for it: nothing else makes a sound program do so.
pub(super) fn provoke_for_tests() {
    match std::env::var(PROVOKE).as_deref() {
        Ok("main") => panic!("asked to panic for a test"),
        Ok("worker") => drop(thread::spawn(|| panic!("asked to panic for a test"))),
        _ => {}
    }
}

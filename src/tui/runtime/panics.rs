//! What a panic does while the terminal is ours.
//!
//! On the main thread it ends the program, so the terminal is given back before anything is
//! printed. On another thread the reader lives on: restoring would paint the next frame over the
//! shell, printing would spoil the screen. Such a panic becomes an event.

use std::panic::{self, PanicHookInfo};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use crate::text::clean::clean_line;
use crate::tui::event::{Event, Incoming};
use crate::tui::terminal::Restorer;

/// Set to `main` or `worker`, makes the reader panic there after its first frame. For tests.
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

fn told<M>(info: &PanicHookInfo<'_>) -> Event<M> {
    let payload = info.payload();
    let literal = payload.downcast_ref::<&str>().copied();
    let said = literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panicked");
    let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    Event::Panicked { thread, message: clean_line(&format!("{said}{place}")) }
}

/// Panics where the tests ask for it: nothing else makes a sound program do so.
pub(super) fn provoke_for_tests() {
    match std::env::var(PROVOKE).as_deref() {
        Ok("main") => panic!("asked to panic for a test"),
        Ok("worker") => drop(thread::spawn(|| panic!("asked to panic for a test"))),
        _ => {}
    }
}

//! A job that failed: what it was to do is waited for no more, and can be asked for again.

use crate::tui::state::State;

/// The thread that writes what is to be kept.
pub(super) const KEEPING: &str = "journal";
/// The thread that makes the library's index.
pub(super) const INDEXING: &str = "index";
/// The thread that looks into the library's folder again.
pub(super) const SCANNING: &str = "scan";

impl State {
    /// Tells that `thread` failed, and why. A search that fails says itself that it is over; whoever reads
    /// an episode is waited for by nobody.
    pub(super) fn failed(&mut self, thread: &str, message: &str) {
        let told = format!("{thread} failed: {message}");
        match thread {
            KEEPING if self.own.saving.writing.is_some() => return self.saved(Err(told)),
            INDEXING => {
                self.search.library.making = None;
                self.search.waiting = false;
            }
            SCANNING => {
                self.episodes.progress = None;
                self.episodes.renewed = None;
            }
            _ => self.reloading = false,
        }
        self.complain(told);
    }
}

//! A job that failed: what it was to do is waited for no more, and can be asked for again.

use crate::tui::state::State;

/// How a thread is called that reads an episode, before what it reads.
pub(super) const READING: &str = "reading";
/// The thread that writes what is to be kept.
pub(super) const KEEPING: &str = "journal";
/// The thread that makes the library's index.
pub(super) const INDEXING: &str = "index";
/// The thread that searches the library.
pub(super) const SEARCHING: &str = "search";
/// The thread that looks into the library's folder again.
pub(super) const SCANNING: &str = "scan";

impl State {
    /// Tells that `thread` failed, and why.
    pub(super) fn failed(&mut self, thread: &str, message: &str) {
        let told = format!("{thread} failed: {message}");
        match thread {
            KEEPING if self.own.saving.writing.is_some() => return self.saved(Err(told)),
            INDEXING | SEARCHING => {
                self.search.library.making = None;
                self.search.library.searching = false;
                self.search.waiting = false;
            }
            SCANNING => {
                self.episodes.progress = None;
                self.episodes.renewed = None;
            }
            thread if thread.starts_with(READING) => {
                self.reloading = false;
                if self.opened.is_none() {
                    self.show_shelf();
                }
            }
            _ => {}
        }
        self.complain(told);
    }
}

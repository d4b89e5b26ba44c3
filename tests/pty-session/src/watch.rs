//! What a program has written so far, and being woken when it writes more.

use std::io::Read;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::{Ended, at_least_one};

/// What has been seen of a program.
pub(crate) struct Seen {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
    started: Instant,
    first_text: Option<Duration>,
    ended: Option<Ended>,
    silent: bool,
    closing: bool,
}

impl Seen {
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn first_text(&self) -> Option<Duration> {
        self.first_text
    }

    pub(crate) fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// Whether its output has come to an end.
    pub(crate) fn is_silent(&self) -> bool {
        self.silent
    }

    fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.emulator.process(bytes);
        if self.first_text.is_none() && self.screen().contents().contains(|c: char| !c.is_whitespace()) {
            self.first_text = Some(self.started.elapsed());
        }
    }
}

/// What has been seen since this was made, and the bell that rings at every change of it.
pub(crate) struct Watch {
    seen: Mutex<Seen>,
    changed: Condvar,
}

impl Watch {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let emulator = vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0);
        let seen = Seen {
            emulator,
            bytes: Vec::new(),
            started: Instant::now(),
            first_text: None,
            ended: None,
            silent: false,
            closing: false,
        };
        Self { seen: Mutex::new(seen), changed: Condvar::new() }
    }

    /// A failed assertion elsewhere must not hide behind a poisoned lock.
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn look<T>(&self, at: impl FnOnce(&Seen) -> T) -> T {
        at(&self.lock())
    }

    fn change(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits until `wanted`, but no longer than `limit`; says whether it came true.
    pub(crate) fn wait_at_most(&self, limit: Duration, wanted: impl Fn(&Seen) -> bool) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), limit, |seen| !wanted(seen));
        let (_seen, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        !timeout.timed_out()
    }

    /// Waits until `wanted`, which the failure calls `what`.
    ///
    /// # Panics
    /// Where it has not come true within `limit`.
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, limit: Duration, wanted: impl Fn(&Seen) -> bool) {
        if !self.wait_at_most(limit, wanted) {
            let (screen, ended) = self.look(|seen| (seen.screen().contents(), seen.ended.clone()));
            panic!("waited {limit:?} for {what}; ended: {ended:?}; the screen:\n{screen}");
        }
    }

    /// Reads `output` to its end.
    pub(crate) fn follow(&self, mut output: impl Read) {
        let mut buffer = [0; 1 << 16];
        // A terminal without users reads as an error or as an end, depending on the system.
        while let Ok(read @ 1..) = output.read(&mut buffer) {
            if self.look(|seen| seen.closing) {
                break;
            }
            self.change(|seen| seen.take(&buffer[..read]));
        }
        drop(output);
        self.change(|seen| seen.silent = true);
    }

    pub(crate) fn end(&self, ended: Ended) {
        self.change(|seen| seen.ended = Some(ended));
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.change(|seen| seen.emulator.set_size(at_least_one(rows), at_least_one(columns)));
    }

    pub(crate) fn close_at_next_output(&self) {
        self.change(|seen| seen.closing = true);
    }
}

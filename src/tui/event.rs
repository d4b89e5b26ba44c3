//! Everything that can happen, in one queue.
//!
//! Three threads sleep, each in the one call that can wake it: one reads the keyboard, one waits
//! for signals, one waits for the terminal to go away. With background work they all send to one
//! channel, and the main loop sleeps on that. Nothing polls, so an idle reader uses no CPU.
//!
//! The third thread is needed because crossterm's reader, once the terminal is gone, reads nothing
//! for ever and never returns; a flag set by a signal would not be looked at again.

mod answer;
mod listen;

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use crate::text::clean::clean_line;

pub(super) use listen::{Listening, catch_signals, listen};

/// What an application is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<M> {
    /// A key went down or repeats; releases are not told.
    Key(KeyEvent),
    /// Told only while the mouse is captured.
    Mouse(MouseEvent),
    /// Text was pasted. It comes from outside: clean it before it is shown.
    Paste(String),
    /// The frames to come have this size. Told before the first frame and before each frame of
    /// another size than the last, so layouts can rely on it.
    Resized(Size),
    /// Text was sent to the terminal's clipboard, or was too long for that.
    Copied {
        /// Length of the text.
        bytes: usize,
        /// False where it was longer than [`COPY_LIMIT`](super::terminal::COPY_LIMIT).
        sent: bool,
    },
    /// The program of [`Effect::Foreground`](super::runtime::Effect::Foreground) has ended, and the
    /// terminal is the reader's again.
    Returned {
        /// Why it could not be run, or how it failed; cleaned, one line.
        failure: Option<String>,
    },
    /// A thread other than the main one panicked and is gone; the reader goes on.
    Panicked {
        /// The thread's name.
        thread: String,
        /// What it said and where, cleaned, one line.
        message: String,
    },
    /// The terminal's background: red, green, blue. Answers
    /// [`Effect::AskForGround`](super::runtime::Effect::AskForGround), where the terminal does.
    Ground([u8; 3]),
    /// The time of [`Effect::Remind`](super::runtime::Effect::Remind) is over.
    Reminded,
    /// Background work has something to say.
    Background(M),
}

/// What comes through the queue: what the application is told, and what the runtime sees to.
#[derive(Debug)]
pub(super) enum Incoming<M> {
    Told(Event<M>),
    /// The window has another size; how large it is by now is asked when a frame is due.
    SizeChanged,
    Signal(i32),
    HangUp,
}

/// Where background work sends its messages. Clones send to the same application.
#[derive(Debug)]
pub struct Outbox<M> {
    queue: Sender<Incoming<M>>,
}

impl<M> Clone for Outbox<M> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone() }
    }
}

impl<M> Outbox<M> {
    pub(super) fn new(queue: Sender<Incoming<M>>) -> Self {
        Self { queue }
    }

    /// Tells the application `message`. False where it has ended and further work is for nothing.
    pub fn send(&self, message: M) -> bool {
        self.tell(Event::Background(message))
    }

    pub(super) fn tell(&self, event: Event<M>) -> bool {
        self.queue.send(Incoming::Told(event)).is_ok()
    }
}

/// Runs `work` on a thread called `name`.
pub(super) fn start(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(clean_line(name)).spawn(work).map(drop)
}

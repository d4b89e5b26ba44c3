//! Everything that can happen, in one queue.
//!
//! Three threads sleep, each in the one call that can wake it: one reads the keyboard, one waits
//! for signals, one waits for the terminal to go away. With background work they all send to one
//! channel, and the main loop sleeps on that. Nothing polls, so an idle reader uses no CPU.
//!
//! The third thread is needed because crossterm's reader, once the terminal is gone, reads nothing
//! for ever and never returns; a flag set by a signal would not be looked at again.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use ratatui::crossterm::event::{self as input, Event as Input, KeyEvent, KeyEventKind, MouseEvent};
use ratatui::layout::Size;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use crate::text::clean::clean_line;

use super::terminal;

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
    /// A thread other than the main one panicked and is gone; the reader goes on.
    Panicked {
        /// The thread's name.
        thread: String,
        /// What it said and where, cleaned, one line.
        message: String,
    },
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

/// Starts the threads that wait for keys, signals and the end of the terminal.
///
/// # Errors
/// Where the system refuses a signal handler or a thread.
pub(super) fn listen<M: Send + 'static>(queue: &Sender<Incoming<M>>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let to = queue.clone();
    start("signals", move || {
        for signal in signals.forever() {
            if to.send(Incoming::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    let to = queue.clone();
    start("hang-up", move || {
        terminal::wait_for_hang_up();
        let _ended = to.send(Incoming::HangUp);
    })?;
    let to = queue.clone();
    start("input", move || read_input(&to))
}

/// Runs `work` on a thread called `name`.
pub(super) fn start(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(clean_line(name)).spawn(work).map(drop)
}

fn read_input<M>(queue: &Sender<Incoming<M>>) {
    loop {
        let incoming = match input::read() {
            Ok(read) => translated(read),
            Err(_) => Some(Incoming::HangUp),
        };
        let ended = matches!(incoming, Some(Incoming::HangUp));
        if incoming.is_some_and(|incoming| queue.send(incoming).is_err()) || ended {
            return;
        }
    }
}

fn translated<M>(read: Input) -> Option<Incoming<M>> {
    match read {
        Input::Key(key) if key.kind == KeyEventKind::Release => None,
        Input::Key(key) => Some(Incoming::Told(Event::Key(key))),
        Input::Mouse(mouse) => Some(Incoming::Told(Event::Mouse(mouse))),
        Input::Paste(text) => Some(Incoming::Told(Event::Paste(text))),
        Input::Resize(..) => Some(Incoming::SizeChanged),
        Input::FocusGained | Input::FocusLost => None,
    }
}

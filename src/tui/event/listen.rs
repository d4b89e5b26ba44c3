//! The threads that wait for keys, signals and the end of the terminal.

use std::io;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self as input, Event as Input, KeyEventKind};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::answer::Answer;
use super::{Event, Incoming, start};
use crate::tui::terminal;

/// The longest that the input thread may take to let go of the keyboard. It takes longer only in
/// the middle of an escape sequence that never ends.
const LETTING_GO: Duration = Duration::from_millis(500);

/// The longest that a terminal takes to answer, over a slow line.
const ANSWERING: Duration = Duration::from_secs(5);

/// An interrupt from the keyboard goes to the program that has the terminal and to us, at once; it
/// may end the program before our thread has seen the signal.
const LATE_SIGNALS: Duration = Duration::from_millis(250);

/// Lets signals wait for [`listen`] from here on, instead of ending or stopping the process.
///
/// # Errors
/// Where the system refuses a signal handler.
pub(crate) fn catch_signals() -> io::Result<Signals> {
    Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])
}

/// Starts the three threads; `signals` are what [`catch_signals`] gave.
///
/// # Errors
/// Where the system refuses a thread.
pub(crate) fn listen<M: Send + 'static>(
    mut signals: Signals,
    queue: &Sender<Incoming<M>>,
) -> io::Result<Listening> {
    let listening = Listening::default();
    let (to, others) = (queue.clone(), listening.clone());
    start("signals", move || {
        for signal in signals.forever().filter(|signal| !others.concerns(*signal)) {
            if !matches!(signal, SIGTSTP | SIGCONT) {
                others.ending.store(signal, Ordering::SeqCst);
            }
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
    let (to, turns) = (queue.clone(), listening.clone());
    start("input", move || read_input(&to, &turns))?;
    Ok(listening)
}

/// Whose the keyboard is: ours, or another program's that we started on our terminal. Clones share
/// it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listening {
    turn: Arc<(Mutex<Turn>, Condvar)>,
    /// The signal that is to end the process, 0 where none has come.
    ending: Arc<AtomicI32>,
}

#[derive(Debug, Default)]
struct Turn {
    /// Another program has the terminal, or is to have it.
    others: bool,
    /// The input thread does not read.
    parked: bool,
    /// Until when an answer about the background is waited for.
    ground_until: Option<Instant>,
    /// When another program last gave the terminal back.
    returned: Option<Instant>,
}

impl Listening {
    /// Lets another program have the keys: on return the input thread reads no more.
    ///
    /// # Errors
    /// Where the system refuses a signal to ourselves.
    pub(crate) fn stop_reading(&self) -> io::Result<()> {
        self.lock().others = true;
        // Nothing but an event brings crossterm's reader back; a change of size is one that we can make.
        raise(SIGWINCH)?;
        let (_, changed) = &*self.turn;
        let _late = changed.wait_timeout_while(self.lock(), LETTING_GO, |turn| !turn.parked);
        Ok(())
    }

    /// Takes the keys back.
    pub(crate) fn read_again(&self) {
        let mut turn = self.lock();
        turn.others = false;
        turn.returned = Some(Instant::now());
        drop(turn);
        self.turn.1.notify_all();
    }

    /// The signal that is to end the process, if one has come: it need not wait behind all keys before it.
    pub(crate) fn ending_signal(&self) -> Option<i32> {
        Some(self.ending.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
    }

    /// Takes what looks like an answer about the background for one, for a while.
    pub(crate) fn expect_ground(&self) {
        self.lock().ground_until = Some(Instant::now() + ANSWERING);
    }

    /// Waits for that answer no more.
    pub(crate) fn forget_ground(&self) {
        self.lock().ground_until = None;
    }

    /// Whether an answer about the background may still come.
    pub(crate) fn expects_ground(&self) -> bool {
        self.lock().ground_until.is_some_and(|until| Instant::now() < until)
    }

    /// Whether `signal` is meant for the program that has, or just had, the terminal. Stopping means
    /// us as well: the shell waits until all of the group has stopped.
    fn concerns(&self, signal: i32) -> bool {
        let turn = self.lock();
        let late = turn.returned.is_some_and(|returned| returned.elapsed() < LATE_SIGNALS);
        let others = turn.others;
        drop(turn);
        match signal {
            SIGINT | SIGQUIT => others || late,
            SIGTSTP if others => emulate_default_handler(SIGTSTP).is_ok(),
            SIGCONT => others,
            _ => false,
        }
    }

    /// Waits, on the input thread, until the keys are ours.
    fn wait_for_our_turn(&self) {
        let (_, changed) = &*self.turn;
        let mut turn = self.lock();
        while turn.others {
            turn.parked = true;
            changed.notify_all();
            turn = changed.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        turn.parked = false;
    }

    fn lock(&self) -> MutexGuard<'_, Turn> {
        self.turn.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read_input<M>(queue: &Sender<Incoming<M>>, turns: &Listening) {
    let mut answer = Answer::default();
    loop {
        turns.wait_for_our_turn();
        let Ok(read) = input::read() else {
            let _ended = queue.send(Incoming::HangUp);
            return;
        };
        let told: Vec<Incoming<M>> = match read {
            Input::Key(key) if key.kind != KeyEventKind::Release && turns.expects_ground() => {
                answer.take(key)
            }
            read => answer.give_up().chain(translated(read)).collect(),
        };
        for incoming in told {
            if matches!(incoming, Incoming::Told(Event::Ground(_))) {
                turns.forget_ground();
            }
            if queue.send(incoming).is_err() {
                return;
            }
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

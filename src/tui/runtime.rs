//! The loop: wait, let the application answer, carry out what it asks for, draw one frame.
//!
//! The application is values: [`update`](Application::update) gets an event and gives back effects,
//! [`view`](Application::view) draws. It touches neither terminal nor thread nor file; this module
//! does, so everything that can go wrong outside goes wrong here.
//!
//! The queue is drained before a frame is drawn: a burst of keys costs one frame.

mod panics;

use std::borrow::Cow;
use std::convert::Infallible;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process::Command;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::Frame;
use rustix::process::{getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP};
use signal_hook::low_level::emulate_default_handler;

use super::event::{self, Event, Incoming, Listening, Outbox};
use super::terminal::{self, Restorer, Terminal, TerminalError};
use crate::text::clean::clean_line;

/// The longest that a frame is put off while events keep coming.
const LONGEST_DRAIN: Duration = Duration::from_millis(50);

/// What the runtime runs. Only `update` changes it; only `view` draws.
pub trait Application {
    /// What background work tells it.
    type Message: Send + 'static;

    /// What to begin with once the first frame is on the screen: until then every other work would
    /// only keep a person waiting for it.
    fn start(&mut self) -> Vec<Effect<Self::Message>> {
        Vec::new()
    }

    /// Answers one event. Does no input or output: what is to be done is given back.
    fn update(&mut self, event: Event<Self::Message>) -> Vec<Effect<Self::Message>>;

    /// Draws the present state onto a frame of the size last told.
    fn view(&self, frame: &mut Frame);

    /// Saves what must outlive the process. Called once, before the terminal is given back, however
    /// the reader ends short of being killed; the terminal may be gone already.
    fn before_exit(&mut self) {}
}

/// Work for a thread of its own.
pub type Job<M> = Box<dyn FnOnce(Outbox<M>) + Send>;

/// What an application wants done.
pub enum Effect<M> {
    /// End the reader.
    Quit,
    /// Stop the process group, as ^Z does, until the shell continues it. Passed over where no shell
    /// could.
    Suspend,
    /// Capture the mouse or leave it to the terminal.
    Mouse(bool),
    /// Tell [`Event::Reminded`] after this time, once; a later wish takes the place of an earlier one.
    Remind(Duration),
    /// Ask the terminal for the colour of its background; [`Event::Ground`] when it answers. Nothing
    /// waits for that.
    AskForGround,
    /// Draw the next frame from an empty screen: something else has written to the terminal.
    Redraw,
    /// Send text to the terminal's clipboard; answered by [`Event::Copied`].
    Copy(String),
    /// Run a program on the terminal, an editor for one, and wait for it; answered by
    /// [`Event::Returned`]. Background work goes on.
    Foreground(Box<Command>),
    /// Run a job beside the reader. A panic in it is told as [`Event::Panicked`].
    Spawn {
        /// What is done, for messages: the thread's name.
        name: Cow<'static, str>,
        /// The work; it should end when [`Outbox::send`] gives false.
        job: Job<M>,
    },
}

/// Why the loop ends.
#[derive(Debug)]
enum Stop {
    /// The application asked for it.
    Quit,
    /// The process is to die by this signal; a hang-up is SIGHUP whether it was sent or not.
    Signal(i32),
    /// The system refused something.
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Runs `application` on the terminal until it quits, and gives it back.
///
/// Where a signal ends the reader this does not return: state is saved, the terminal given back,
/// and the process dies by that signal, so that its parent sees the truth. A panic on the calling
/// thread saves and gives back as well, then goes on unwinding. After a return the process is meant
/// to end: the threads that listen stay, and the signals they wait for do nothing any more.
///
/// # Errors
/// [`TerminalError`] where there is no terminal to run on, or it fails otherwise than by going away.
pub fn run<A: Application>(application: A) -> Result<A, TerminalError> {
    let (queue, incoming) = mpsc::channel();
    // Before the terminal is taken there is somebody to give it back, whatever comes meanwhile.
    let restorer = Restorer::default();
    let hook = panics::Hook::install(restorer.clone(), queue.clone());
    let signals = event::catch_signals()?;
    let terminal = Terminal::enter(restorer)?;
    let listening = event::listen(signals, &queue)?;
    let outbox = Outbox::new(queue);
    let mut runtime = Runtime { application, terminal, listening, outbox, incoming, reminder: None };
    let ended = panic::catch_unwind(AssertUnwindSafe(|| runtime.until_stopped()));
    let saved = panic::catch_unwind(AssertUnwindSafe(|| runtime.application.before_exit()));
    if matches!(ended, Ok(Stop::Quit)) {
        // A terminal that is gone by now has nothing to let go of.
        let _gone = runtime.let_go();
    }
    runtime.terminal.leave();
    drop(hook);
    let stop = ended.unwrap_or_else(|panic| panic::resume_unwind(panic));
    saved.unwrap_or_else(|panic| panic::resume_unwind(panic));
    match stop {
        Stop::Quit => {}
        Stop::Signal(signal) => emulate_default_handler(signal)?,
        Stop::Failed(error) if is_gone(&error) => emulate_default_handler(SIGHUP)?,
        Stop::Failed(error) => return Err(error.into()),
    }
    Ok(runtime.application)
}

struct Runtime<A: Application> {
    application: A,
    terminal: Terminal,
    listening: Listening,
    outbox: Outbox<A::Message>,
    incoming: Receiver<Incoming<A::Message>>,
    /// When the application wants to be told that time has passed.
    reminder: Option<Instant>,
}

impl<A: Application> Runtime<A> {
    fn until_stopped(&mut self) -> Stop {
        let Err(stop) = self.first_frame().and_then(|()| self.frames());
        stop
    }

    fn first_frame(&mut self) -> Result<(), Stop> {
        let size = self.terminal.size();
        self.tell(Event::Resized(size))?;
        self.frame()?;
        let effects = self.application.start();
        self.carry_out(effects)?;
        panics::provoke_for_tests();
        Ok(())
    }

    fn frames(&mut self) -> Result<Infallible, Stop> {
        loop {
            self.drain()?;
            self.frame()?;
        }
    }

    /// Sleeps until something happens and sees to all that has.
    fn drain(&mut self) -> Result<(), Stop> {
        let mut next = self.wait();
        let begun = Instant::now();
        while let Some(incoming) = next {
            if let Some(signal) = self.listening.ending_signal() {
                return Err(Stop::Signal(signal));
            }
            self.see_to(incoming)?;
            next = if begun.elapsed() < LONGEST_DRAIN { self.incoming.try_recv().ok() } else { None };
        }
        Ok(())
    }

    /// Sleeps until something happens, or the time for a reminder has come.
    fn wait(&mut self) -> Option<Incoming<A::Message>> {
        let Some(due) = self.reminder else { return self.incoming.recv().ok() };
        match self.incoming.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(incoming) => Some(incoming),
            Err(RecvTimeoutError::Timeout) => {
                self.reminder = None;
                Some(Incoming::Told(Event::Reminded))
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn see_to(&mut self, incoming: Incoming<A::Message>) -> Result<(), Stop> {
        match incoming {
            Incoming::Told(event) => self.tell(event),
            // The frame that follows asks for the size. It may be the one it was, there and back at once,
            // and yet the terminal has cut off what did not fit between.
            Incoming::SizeChanged => Ok(self.terminal.repaint()?),
            Incoming::Signal(SIGTSTP) => Ok(self.suspend()?),
            Incoming::Signal(SIGCONT) => Ok(self.terminal.enter_again()?),
            Incoming::Signal(signal) => Err(Stop::Signal(signal)),
            Incoming::HangUp => Err(Stop::Signal(SIGHUP)),
        }
    }

    fn tell(&mut self, event: Event<A::Message>) -> Result<(), Stop> {
        let effects = self.application.update(event);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect<A::Message>>) -> Result<(), Stop> {
        for effect in effects {
            match effect {
                Effect::Quit => return Err(Stop::Quit),
                Effect::Suspend => self.suspend()?,
                Effect::Remind(after) => self.reminder = Some(Instant::now() + after),
                Effect::AskForGround => {
                    self.listening.expect_ground();
                    self.terminal.ask_for_ground()?;
                }
                Effect::Redraw => self.terminal.repaint()?,
                Effect::Mouse(captured) => self.terminal.set_mouse(captured)?,
                Effect::Copy(text) => {
                    let sent = self.terminal.copy(&text)?;
                    self.outbox.tell(Event::Copied { bytes: text.len(), sent });
                }
                Effect::Foreground(command) => self.run_in_foreground(*command)?,
                Effect::Spawn { name, job } => {
                    let outbox = self.outbox.clone();
                    event::start(&name, move || panics::run_job(job, outbox))?;
                }
            }
        }
        Ok(())
    }

    /// Stops the whole process group: a parent that waits for us must stop as well, or the shell
    /// never gets the terminal back. SIGCONT, when it comes, takes the terminal again.
    ///
    /// The group of a session's leader has no shell above it that could continue it.
    fn suspend(&mut self) -> io::Result<()> {
        if getsid(None)? == getpgrp() {
            return Ok(());
        }
        self.await_answers()?;
        self.terminal.leave();
        kill_current_process_group(rustix::process::Signal::STOP)?;
        Ok(())
    }

    /// Reads no more: what is typed from here on is for whoever has the terminal next, what the terminal
    /// still answers is not.
    fn let_go(&mut self) -> io::Result<()> {
        self.listening.stop_reading()?;
        self.take_in_answers()
    }

    /// As [`Runtime::let_go`] for the answers alone; keys are read again.
    fn await_answers(&mut self) -> io::Result<()> {
        if !self.listening.expects_ground() {
            return Ok(());
        }
        self.let_go()?;
        self.listening.read_again();
        Ok(())
    }

    /// Takes in what the terminal may still have to say about its background, which would look like keys.
    /// Nobody else may be reading.
    fn take_in_answers(&mut self) -> io::Result<()> {
        if self.listening.expects_ground() {
            self.terminal.await_answers()?;
            self.listening.forget_ground();
        }
        Ok(())
    }

    /// Lends the terminal to `command` until it has ended.
    fn run_in_foreground(&mut self, mut command: Command) -> io::Result<()> {
        self.let_go()?;
        self.terminal.leave();
        let lent = terminal::modes();
        let failure = match command.status() {
            Ok(status) if status.success() => None,
            Ok(status) => Some(status.to_string()),
            Err(error) => Some(error.to_string()),
        };
        let program = command.get_program().to_string_lossy();
        let failure = failure.map(|failure| clean_line(&format!("{program}: {failure}")));
        // One that was killed has left it as it was then.
        terminal::set_modes(lent)?;
        self.terminal.enter_again()?;
        self.listening.read_again();
        self.outbox.tell(Event::Returned { failure });
        Ok(())
    }

    fn frame(&mut self) -> Result<(), Stop> {
        if !self.terminal.is_ours() {
            return Ok(());
        }
        if let Some(size) = self.terminal.fit()? {
            self.tell(Event::Resized(size))?;
        }
        self.terminal.draw(|frame| self.application.view(frame))?;
        Ok(())
    }
}

/// Whether `error` only says that the terminal went away.
fn is_gone(error: &io::Error) -> bool {
    let gone = [rustix::io::Errno::IO, rustix::io::Errno::PIPE, rustix::io::Errno::NXIO];
    let by_number = gone.iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()));
    by_number || terminal::has_hung_up()
}

//! A program on a terminal of its own, driven and watched.
//!
//! [`Program`] says what to start; [`Session`] is it running. A thread feeds what it writes to a
//! terminal emulator; whoever waits is woken by every byte, so nothing here sleeps for a guessed
//! time. Every wait has a limit and panics beyond it with the whole screen: this is made for tests.

mod folder;
pub mod hostile;
mod keys;
pub mod sequences;
mod stopwatch;
mod watch;

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, kill_process};

pub use folder::Folder;
pub use rustix::process::Signal;
pub use stopwatch::Stopwatch;
pub use vt100;

use watch::Watch;

/// The longest that anything is waited for, on a machine that has much else to do.
pub const LIMIT: Duration = Duration::from_secs(60);

/// What to start, and on what terminal.
#[derive(Debug, Clone)]
pub struct Program {
    path: OsString,
    arguments: Vec<OsString>,
    environment: Vec<(String, OsString)>,
    folder: Option<OsString>,
    size: (u16, u16),
}

impl Program {
    /// The program at `path`, on a terminal of 120 columns and 36 rows.
    pub fn new(path: impl AsRef<OsStr>) -> Self {
        let path = path.as_ref().to_owned();
        Self { path, arguments: Vec::new(), environment: Vec::new(), folder: None, size: (120, 36) }
    }

    /// With one more argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// With `name` set in its environment, which is otherwise empty but for `PATH`, `TERM`, `LANG`
    /// and a fresh `HOME`.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    /// Started in `folder`.
    pub fn folder(mut self, folder: impl AsRef<OsStr>) -> Self {
        self.folder = Some(folder.as_ref().to_owned());
        self
    }

    /// On a terminal of `columns` and `rows`.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// Starts it.
    pub fn start(self) -> Session {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(pty_size(columns, rows)).expect("a pseudo-terminal");
        let home = Folder::new();
        let settings = settings(pair.master.as_ref());
        let output = pair.master.try_clone_reader().expect("the terminal's output");
        let writer = pair.master.take_writer().expect("the terminal's input");
        let command = self.command(&home);
        let watch = Arc::new(Watch::new(columns, rows));
        let child =
            pair.slave.spawn_command(command).unwrap_or_else(|error| panic!("{:?}: {error}", self.path));
        let process = child.process_id().and_then(|id| Pid::from_raw(id.cast_signed())).expect("a process");
        follow(&watch, output, child);
        Session {
            master: Some(pair.master),
            slave: Some(pair.slave),
            writer: Some(writer),
            watch,
            process,
            settings,
            home,
        }
    }

    fn command(&self, home: &Path) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.path);
        command.args(&self.arguments);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", home);
        command.cwd(self.folder.as_deref().unwrap_or(home.as_os_str()));
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command
    }
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// It exited with this code.
    Code(u32),
    /// It died by the signal that the system calls so: `Terminated`, `Hangup`, ...
    Signal(String),
}

/// A program running on its terminal. Dropping it closes the terminal.
pub struct Session {
    master: Option<Box<dyn MasterPty + Send>>,
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    watch: Arc<Watch>,
    process: Pid,
    settings: String,
    home: Folder,
}

impl Session {
    /// The program's `HOME`, removed with the session.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Its process id.
    pub fn process(&self) -> i32 {
        self.process.as_raw_nonzero().get()
    }

    /// Presses keys: text as it stands, other keys by name in angle brackets, `<enter>`, `<esc>`,
    /// `<c-z>`; `<lt>` is the bracket itself.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.send(&keys::bytes(keys))
    }

    /// Sends bytes as a terminal would.
    pub fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let writer = self.writer.as_mut().expect("an open terminal");
        writer.write_all(bytes).and_then(|()| writer.flush()).expect("keys to be taken");
        self
    }

    /// Presses `keys` one after the other, one `every` so often, whatever is on the screen; `look` looks at
    /// the screen whenever that has changed, knowing how many keys are pressed, until it says that it has
    /// seen enough. Gives when each key was pressed.
    ///
    /// # Panics
    /// Where `look` has not seen enough a while after the last key.
    pub fn keys_every(
        &mut self,
        every: Duration,
        keys: &[&str],
        look: impl Fn(&vt100::Screen, usize) -> bool,
    ) -> Vec<Instant> {
        let count = AtomicUsize::new(0);
        let writer = self.writer.as_mut().expect("an open terminal");
        let limit = LIMIT + every * u32::try_from(keys.len()).unwrap_or(u32::MAX);
        thread::scope(|scope| {
            let pressed = scope.spawn(|| {
                let begun = Instant::now();
                let press = |(due, key): (Duration, &&str)| {
                    thread::sleep((begun + due).saturating_duration_since(Instant::now()));
                    let pressed = Instant::now();
                    count.fetch_add(1, Ordering::SeqCst);
                    writer.write_all(&keys::bytes(key)).expect("keys to be taken");
                    pressed
                };
                let due = (0u32..).map(|at| every * at);
                due.zip(keys).map(press).collect()
            });
            let look = |seen: &watch::Seen| look(seen.screen(), count.load(Ordering::SeqCst));
            self.watch.wait("what was typed to be seen", limit, look);
            pressed.join().expect("keys to be pressed")
        })
    }

    /// Sends it a signal.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.process, signal).expect("a living process");
        self
    }

    /// Gives the window another size; zero is allowed.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.watch.resize(columns, rows);
        let master = self.master.as_ref().expect("an open terminal");
        master.resize(pty_size(columns, rows)).expect("the terminal to take its size");
        self
    }

    /// Waits until the screen satisfies `wanted`; `what` says so in the failure.
    pub fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        self.watch.wait(what, LIMIT, |seen| wanted(seen.screen()));
        self
    }

    /// Waits until `text` stands on the screen.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text:?} on the screen"), |screen| screen.contents().contains(text))
    }

    /// Waits until `bytes` have been written, whatever has become of them on the screen.
    pub fn wait_for_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let what = format!("{:?} in the output", String::from_utf8_lossy(bytes));
        self.watch.wait(&what, LIMIT, |seen| contains(seen.bytes(), bytes));
        self
    }

    /// Asserts that it writes nothing for `time`.
    pub fn stays_quiet(&mut self, time: Duration) -> &mut Self {
        let before = self.raw_bytes().len();
        let wrote = self.watch.wait_at_most(time, |seen| seen.bytes().len() > before);
        assert!(!wrote, "it wrote while nothing happened:\n{}", self.screen());
        self
    }

    /// Waits until it has written nothing for `time`: where nothing better can be waited for.
    pub fn settle(&mut self, time: Duration) -> &mut Self {
        let mut written = 0;
        while self.watch.wait_at_most(time, |seen| seen.bytes().len() > written) {
            written = self.raw_bytes().len();
        }
        self
    }

    /// The text of the screen, a line a row.
    pub fn screen(&self) -> String {
        self.watch.look(|seen| seen.screen().contents())
    }

    /// The emulator's screen as it is now, with colours and modes.
    pub fn picture(&self) -> vt100::Screen {
        self.watch.look(|seen| seen.screen().clone())
    }

    /// Everything that it has written.
    pub fn raw_bytes(&self) -> Vec<u8> {
        self.watch.look(|seen| seen.bytes().to_vec())
    }

    /// How long after its start the first text stood on the screen.
    pub fn first_text(&self) -> Option<Duration> {
        self.watch.look(watch::Seen::first_text)
    }

    /// Whether the terminal has the settings (termios) that it was opened with.
    pub fn has_its_settings(&self) -> bool {
        self.master.as_deref().is_some_and(|master| settings(master) == self.settings)
    }

    /// Closes the terminal, as closing its window does: whoever uses it is hung up on, also where it is
    /// stopped.
    pub fn close(&mut self) -> &mut Self {
        self.watch.close_at_next_output();
        // The watching thread has an end of the terminal too: something written wakes it, which lets go.
        let terminal = self.master.as_ref().and_then(|master| master.tty_name()).expect("a terminal");
        std::fs::write(terminal, "\0").expect("the terminal to take it");
        self.writer = None;
        self.slave = None;
        self.master = None;
        self
    }

    /// Waits until it has ended and its last words are on the screen.
    pub fn finish(&mut self) -> Ended {
        self.watch.wait("the program to end", LIMIT, |seen| seen.ended().is_some());
        assert!(self.master.is_none() || self.has_its_settings(), "terminal settings are not as before");
        self.writer = None;
        self.slave = None;
        self.watch.wait("the end of its output", LIMIT, watch::Seen::is_silent);
        self.watch.look(|seen| seen.ended().cloned()).expect("it has ended")
    }

    /// Asserts that the screen is the shell's again: no mode that we could have left is on.
    pub fn assert_given_back(&self) {
        let screen = self.picture();
        assert!(!screen.alternate_screen(), "the alternate screen was left on");
        assert!(!screen.hide_cursor(), "the cursor was left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste was left on");
        assert_eq!(
            screen.mouse_protocol_mode(),
            vt100::MouseProtocolMode::None,
            "the mouse was left captured"
        );
        assert!(self.has_its_settings(), "terminal settings are not as before");
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let ended = self.watch.look(|seen| seen.ended().is_some());
        if !ended {
            let _gone = kill_process(self.process, Signal::KILL);
        }
    }
}

/// Starts the threads that watch a program: one for its output, one for its end.
fn follow(
    watch: &Arc<Watch>,
    output: Box<dyn std::io::Read + Send>,
    mut child: Box<dyn Child + Send + Sync>,
) {
    let watching = Arc::clone(watch);
    thread::spawn(move || watching.follow(output));
    let watching = Arc::clone(watch);
    thread::spawn(move || {
        let status = child.wait().expect("an exit status");
        watching.end(match status.signal() {
            Some(signal) => Ended::Signal(signal.to_owned()),
            None => Ended::Code(status.exit_code()),
        });
    });
}

/// The terminal's settings, in words.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn at_least_one(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN)
}

fn contains(all: &[u8], part: &[u8]) -> bool {
    part.is_empty() || all.windows(part.len()).any(|window| window == part)
}

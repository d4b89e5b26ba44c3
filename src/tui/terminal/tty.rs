//! The terminal as the system sees it: descriptors, without the locks and buffers of `std::io`,
//! which a panicking thread may hold.

use std::fs::File;
use std::io;
use std::time::Duration;

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::{dup2_stdin, stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// Writes all of `bytes` to standard output.
pub(super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => wait_until_writable()?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A terminal that another program left in non-blocking mode refuses bytes while it is busy.
fn wait_until_writable() -> io::Result<()> {
    match poll(&mut [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)], None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Reads what stands on standard input into `buffer`, as soon as there is something; gives how much, 0
/// where nothing came within `longest`.
pub(super) fn read_within(longest: Duration, buffer: &mut [u8]) -> io::Result<usize> {
    let timeout = Timespec::try_from(longest).unwrap_or(Timespec { tv_sec: 0, tv_nsec: 0 });
    let mut end = [PollFd::from_borrowed_fd(stdin(), PollFlags::IN)];
    match poll(&mut end, Some(&timeout)) {
        Ok(0) | Err(Errno::INTR) => Ok(0),
        Ok(_) => Ok(rustix::io::read(stdin(), buffer)?),
        Err(error) => Err(error.into()),
    }
}

/// Puts the terminal that the process runs on in place of its standard input.
pub(super) fn onto_standard_input() -> io::Result<()> {
    let terminal = File::options().read(true).write(true).open("/dev/tty")?;
    Ok(dup2_stdin(terminal)?)
}

/// How the terminal handles what is typed and written; `None` where it does not say.
pub(crate) fn modes() -> Option<Termios> {
    tcgetattr(stdin()).ok()
}

/// Gives the terminal back the `modes` that it had, if it told them.
pub(crate) fn set_modes(modes: Option<Termios>) -> io::Result<()> {
    modes.map_or(Ok(()), |modes| Ok(tcsetattr(stdin(), OptionalActions::Now, &modes)?))
}

/// Columns and rows of the window.
pub(super) fn size() -> io::Result<Size> {
    let window = rustix::termios::tcgetwinsize(stdout())?;
    Ok(Size::new(window.ws_col, window.ws_row))
}

/// Sleeps until the terminal is gone: its window closed, its connection broken. An error of the
/// system is taken for the same, since nothing could be shown any more.
pub(crate) fn wait_for_hang_up() {
    while !hung_up_within(None) {}
}

/// Whether the terminal is gone.
pub(crate) fn has_hung_up() -> bool {
    hung_up_within(Some(&Timespec { tv_sec: 0, tv_nsec: 0 }))
}

/// Asked for no event at all, `poll` still reports a hang-up.
fn hung_up_within(timeout: Option<&Timespec>) -> bool {
    let mut ends = [stdin(), stdout()].map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::empty()));
    match poll(&mut ends, timeout) {
        Err(Errno::INTR | Errno::AGAIN) => false,
        Err(_) => true,
        Ok(_) => ends.iter().any(|end| !end.revents().is_empty()),
    }
}

//! One frame's bytes, gathered so that they can be shown at once.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::tty;

/// Synchronized update (DEC private mode 2026); terminals that do not know it pass over it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// Erases the screen, in the default colours.
const ERASE: &[u8] = b"\x1b[0m\x1b[2J";

/// Where ratatui writes. Flushing does nothing, as ratatui flushes several times a frame;
/// [`present`](Self::present) shows it. Clones share the bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct FrameBytes {
    gathered: Rc<RefCell<Vec<u8>>>,
}

impl FrameBytes {
    /// Forgets what was gathered and begins from an empty screen.
    pub(super) fn begin_empty(&self) {
        let mut gathered = self.gathered.borrow_mut();
        gathered.clear();
        gathered.extend_from_slice(ERASE);
    }

    /// Writes what was gathered to the terminal, as one update.
    pub(super) fn present(&self) -> io::Result<()> {
        let gathered = std::mem::take(&mut *self.gathered.borrow_mut());
        tty::write_all(&[BEGIN, &gathered, END].concat())
    }
}

impl Write for FrameBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

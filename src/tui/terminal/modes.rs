//! The list of modes that are on, and the one function that ends them.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::tty;

/// Something about the terminal that outlives the process unless it is switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Mode {
    /// Keys one by one, without echo (termios, not a sequence).
    Raw = 1,
    /// The screen beside the shell's.
    AlternateScreen = 1 << 1,
    /// No cursor.
    HiddenCursor = 1 << 2,
    /// Pasted text arrives as one piece.
    BracketedPaste = 1 << 3,
    /// Clicks, drags and the wheel arrive as events.
    Mouse = 1 << 4,
}

/// All modes with their sequences (xterm's private modes), in the order of ending them: the screen
/// last but for raw mode, so that nothing of ours shows on the shell's.
const SEQUENCES: [(Mode, &str, &str); 5] = [
    (Mode::Mouse, "\x1b[?1000h\x1b[?1002h\x1b[?1006h", "\x1b[?1006l\x1b[?1002l\x1b[?1000l"),
    (Mode::BracketedPaste, "\x1b[?2004h", "\x1b[?2004l"),
    (Mode::HiddenCursor, "\x1b[?25l", "\x1b[?25h"),
    (Mode::AlternateScreen, "\x1b[?1049h", "\x1b[?1049l"),
    (Mode::Raw, "", ""),
];

/// Ends a synchronized update and a style that a frame may have left open.
const FRAME_END: &str = "\x1b[?2026l\x1b[0m";

/// The modes that are on; clones share the list. Needs no lock, so that a panic hook can use it
/// wherever the panic arose.
#[derive(Debug, Clone, Default)]
pub struct Restorer {
    on: Arc<AtomicU8>,
}

impl Restorer {
    /// Gives the terminal back: ends every mode that is on, and forgets it. Errors are passed over:
    /// a terminal that is gone needs nothing.
    pub fn restore(&self) {
        let on = self.on.swap(0, Ordering::SeqCst);
        if on == 0 {
            return;
        }
        let ended = SEQUENCES.iter().filter(|(mode, ..)| on & *mode as u8 != 0);
        let sequences: String = std::iter::once(FRAME_END).chain(ended.map(|(_, _, off)| *off)).collect();
        let _gone = tty::write_all(sequences.as_bytes());
        if on & Mode::Raw as u8 != 0 {
            let _gone = disable_raw_mode();
        }
    }

    pub(super) fn any_on(&self) -> bool {
        self.on.load(Ordering::SeqCst) != 0
    }

    /// Switches `mode` on. It is on the list before it is on, so that restoring never misses it.
    pub(super) fn switch_on(&self, mode: Mode) -> io::Result<()> {
        self.on.fetch_or(mode as u8, Ordering::SeqCst);
        if mode == Mode::Raw { enable_raw_mode() } else { write(mode, |(_, on, _)| on) }
    }

    pub(super) fn switch_off(&self, mode: Mode) -> io::Result<()> {
        let on = self.on.fetch_and(!(mode as u8), Ordering::SeqCst);
        if on & mode as u8 == 0 {
            return Ok(());
        }
        if mode == Mode::Raw { disable_raw_mode() } else { write(mode, |(_, _, off)| off) }
    }
}

fn write(mode: Mode, which: impl Fn((Mode, &'static str, &'static str)) -> &'static str) -> io::Result<()> {
    let wanted = SEQUENCES.into_iter().find(|(of, ..)| *of == mode);
    tty::write_all(wanted.map_or("", which).as_bytes())
}

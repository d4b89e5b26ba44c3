//! The terminal: taken over on entry, given back by one function.
//!
//! Whoever switches a mode on owes the shell its end. [`Terminal`] keeps the list of what is on
//! and hands it, as a [`Restorer`], to everything that may have to end the program: the
//! panic hook, a signal, an error, a plain return. Restoring twice does nothing the second time.
//!
//! A frame is gathered in memory and written by one call inside a synchronized update, so that no
//! half of it is ever seen. Nothing here waits for an answer of the terminal: that comes through the
//! input thread, which holds the reader's lock while it waits.

mod answers;
mod clipboard;
mod frame;
mod modes;
mod tty;

use std::io::{self, IsTerminal};

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Color;
use ratatui::{Frame, TerminalOptions, Viewport};

pub use clipboard::COPY_LIMIT;
pub use modes::Restorer;
pub(crate) use tty::{has_hung_up, modes, set_modes, wait_for_hang_up};

use crate::text::clean::is_harmless;

use frame::FrameBytes;
use modes::Mode;

/// Why the reader cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Standard input or output is a file, a pipe or nothing.
    #[error("standard {stream} is not a terminal")]
    NotATerminal {
        /// `input` or `output`.
        stream: &'static str,
    },
    /// `TERM` names a terminal that cannot place text.
    #[error("TERM={term}: this terminal cannot show a full screen")]
    Incapable {
        /// The value of `TERM`, cleaned.
        term: String,
    },
    /// The system refused.
    #[error("the terminal cannot be set up: {0}")]
    Io(#[from] io::Error),
}

/// The terminal while the reader has it. Dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    modes: Restorer,
    bytes: FrameBytes,
    screen: ratatui::Terminal<CrosstermBackend<FrameBytes>>,
    size: Size,
    mouse: bool,
    colours: bool,
}

impl Terminal {
    /// Takes the terminal over: raw mode, alternate screen, hidden cursor, bracketed paste. `modes` gives it back
    /// from somewhere else, a panic hook for one.
    ///
    /// # Errors
    /// [`TerminalError`] where there is no terminal to take; nothing has been changed then.
    pub fn enter(modes: Restorer) -> Result<Self, TerminalError> {
        require_terminal()?;
        let size = tty::size()?;
        let bytes = FrameBytes::default();
        let screen = screen(bytes.clone(), size)?;
        let colours = colours_are_welcome();
        let mut terminal = Self { modes, bytes, screen, size, mouse: false, colours };
        terminal.switch_on()?;
        Ok(terminal)
    }

    /// Columns and rows of the frames that are drawn; zero is possible.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Whether the terminal is the reader's at present; not so while suspended.
    pub fn is_ours(&self) -> bool {
        self.modes.any_on()
    }

    /// Takes over the size that the window has now; says it where it has changed.
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn fit(&mut self) -> io::Result<Option<Size>> {
        let size = tty::size()?;
        if size == self.size {
            return Ok(None);
        }
        self.size = size;
        self.repaint()?;
        Ok(Some(size))
    }

    /// Draws one frame of [`size`](Self::size) and shows it whole.
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let colours = self.colours;
        self.screen.draw(|frame| {
            view(frame);
            debug_assert_eq!(first_harmful(frame.buffer_mut()), None, "a text that was not cleaned");
            if !colours {
                uncolour(frame.buffer_mut());
            }
        })?;
        self.bytes.present()
    }

    /// Captures the mouse, or leaves it to the terminal for selecting text.
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn set_mouse(&mut self, captured: bool) -> io::Result<()> {
        self.mouse = captured;
        if captured { self.modes.switch_on(Mode::Mouse) } else { self.modes.switch_off(Mode::Mouse) }
    }

    /// Sends `text`, cleaned, to the terminal's clipboard (OSC 52). Whether the terminal accepts it
    /// cannot be known. Gives false, and sends nothing, beyond [`COPY_LIMIT`].
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<bool> {
        match clipboard::sequence(text) {
            Some(sequence) => tty::write_all(sequence.as_bytes()).map(|()| true),
            None => Ok(false),
        }
    }

    /// Asks for the colour of the background (OSC 11). The answer comes among the keys, where the input
    /// thread knows it; a terminal that does not know the question does not answer.
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn ask_for_ground(&mut self) -> io::Result<()> {
        tty::write_all(b"\x1b]11;?\x1b\\")
    }

    /// Takes in, and forgets, what the terminal still has to answer to questions of ours. Nobody else may
    /// be reading. A terminal that answers nothing is waited for no longer than can be noticed.
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn await_answers(&mut self) -> io::Result<()> {
        answers::take_in()
    }

    /// Gives the terminal back: after this the shell is as it was. Does nothing the second time.
    pub fn leave(&mut self) {
        self.modes.restore();
    }

    /// Takes the terminal again after [`leave`](Self::leave), or after others have used it while
    /// the process was stopped, and makes the next frame a whole one.
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn enter_again(&mut self) -> io::Result<()> {
        self.modes.restore();
        self.switch_on()?;
        self.repaint()
    }

    fn switch_on(&mut self) -> io::Result<()> {
        for mode in [Mode::Raw, Mode::AlternateScreen, Mode::HiddenCursor, Mode::BracketedPaste] {
            self.modes.switch_on(mode)?;
        }
        if self.mouse { self.modes.switch_on(Mode::Mouse) } else { Ok(()) }
    }

    /// Makes the next frame begin from an empty screen. Not `ratatui::Terminal::clear`: that asks
    /// for the cursor's position.
    ///
    /// # Errors
    /// What the system says about a terminal that is gone.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.bytes.begin_empty();
        self.screen = screen(self.bytes.clone(), self.size)?;
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.leave();
    }
}

/// A ratatui terminal of exactly `size`: a frame has the size that the application was told, even
/// where the window has changed since.
fn screen(bytes: FrameBytes, size: Size) -> io::Result<ratatui::Terminal<CrosstermBackend<FrameBytes>>> {
    let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, size)));
    ratatui::Terminal::with_options(CrosstermBackend::new(bytes), TerminalOptions { viewport })
}

/// The first cell of `buffer` with anything that a terminal could obey: what is shown was cleaned long
/// before, where it came in.
fn first_harmful(buffer: &Buffer) -> Option<&str> {
    let mut symbols = buffer.content.iter().map(|cell| cell.symbol());
    symbols.find(|symbol| !symbol.chars().all(is_harmless))
}

/// Whether the person wants colours (<https://no-color.org>).
fn colours_are_welcome() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Takes the colours off and leaves bold, reversed and underlined. Crossterm obeys `NO_COLOR` too, but
/// what it sends for a colour then, `ESC [ ; m`, ends those as well.
fn uncolour(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        cell.fg = Color::Reset;
        cell.bg = Color::Reset;
        cell.underline_color = Color::Reset;
    }
}

/// Makes the terminal that the process runs on its standard input, where something else was and has been read.
///
/// # Errors
/// [`TerminalError`] where it runs on none.
pub fn keys_from_the_terminal() -> Result<(), TerminalError> {
    tty::onto_standard_input().map_err(|_none| TerminalError::NotATerminal { stream: "input" })
}

fn require_terminal() -> Result<(), TerminalError> {
    if !io::stdin().is_terminal() {
        return Err(TerminalError::NotATerminal { stream: "input" });
    }
    if !io::stdout().is_terminal() {
        return Err(TerminalError::NotATerminal { stream: "output" });
    }
    match std::env::var("TERM") {
        Ok(term) if term == "dumb" => Err(TerminalError::Incapable { term }),
        _ => Ok(()),
    }
}

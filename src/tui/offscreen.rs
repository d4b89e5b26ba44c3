//! The reader without a terminal: keys in, bytes counted. What a key and its frame cost is measured
//! here, without what a terminal makes of them.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect, Size};
use ratatui::{TerminalOptions, Viewport};

use crate::config::Config;

use super::First;
use super::event::{self, Event, Incoming, Outbox};
use super::own::Memory;
use super::reader::Reader;
use super::runtime::{Application, Effect};
use super::scanning::Opening;
use super::settings::Looks;
use super::update::Loaded;

/// The reader on a screen in memory. Nothing is kept of what is done in it.
pub struct Offscreen {
    reader: Reader,
    queue: Sender<Incoming<Loaded>>,
    incoming: Receiver<Incoming<Loaded>>,
    screen: ratatui::Terminal<CrosstermBackend<Counted>>,
    written: Rc<Cell<usize>>,
}

/// Counts what is written to it, and forgets it.
struct Counted(Rc<Cell<usize>>);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Offscreen {
    /// Opens `opening` on a screen of `columns` and `rows`, with the shipped settings.
    ///
    /// # Errors
    /// Where the system refuses a thread.
    pub fn open(opening: Opening, (columns, rows): (u16, u16)) -> io::Result<Self> {
        let size = Size::new(columns, rows);
        let written = Rc::new(Cell::new(0));
        let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, size)));
        let backend = CrosstermBackend::new(Counted(Rc::clone(&written)));
        let screen = ratatui::Terminal::with_options(backend, TerminalOptions { viewport })?;
        let (memory, config) = (Memory::default(), Config::default());
        let first = First::of(opening, &memory);
        let reader = first.reader(Looks::of(&config), memory, &config);
        let (queue, incoming) = mpsc::channel();
        let mut offscreen = Self { reader, queue, incoming, screen, written };
        offscreen.tell(Event::Resized(size))?;
        let effects = offscreen.reader.start();
        offscreen.carry_out(effects)?;
        Ok(offscreen)
    }

    /// Presses a key.
    ///
    /// # Errors
    /// Where the system refuses a thread.
    pub fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) -> io::Result<()> {
        self.tell(Event::Key(KeyEvent::new(code, modifiers)))
    }

    /// Takes in what background work tells, until it tells nothing for `quiet`.
    ///
    /// # Errors
    /// Where the system refuses a thread.
    pub fn settle(&mut self, quiet: Duration) -> io::Result<()> {
        while let Ok(incoming) = self.incoming.recv_timeout(quiet) {
            if let Incoming::Told(event) = incoming {
                self.tell(event)?;
            }
        }
        Ok(())
    }

    /// Draws a frame; gives how many bytes a terminal would get.
    ///
    /// # Errors
    /// None that memory could have.
    pub fn frame(&mut self) -> io::Result<usize> {
        self.written.set(0);
        self.screen.draw(|frame| self.reader.view(frame))?;
        Ok(self.written.get())
    }

    /// The text of the screen as it would be drawn now, a line a row.
    ///
    /// # Errors
    /// None that memory could have.
    pub fn text(&mut self) -> io::Result<String> {
        let mut text = String::new();
        self.screen.draw(|frame| {
            self.reader.view(frame);
            let width = usize::from(frame.area().width).max(1);
            for row in frame.buffer_mut().content.chunks(width) {
                text.extend(row.iter().map(ratatui::buffer::Cell::symbol));
                text.push('\n');
            }
        })?;
        Ok(text)
    }

    fn tell(&mut self, event: Event<Loaded>) -> io::Result<()> {
        let effects = self.reader.update(event);
        self.carry_out(effects)
    }

    /// Starts what is to be done in the background; what concerns a terminal means nothing here.
    fn carry_out(&mut self, effects: Vec<Effect<Loaded>>) -> io::Result<()> {
        for effect in effects {
            if let Effect::Spawn { name, job } = effect {
                let outbox = Outbox::new(self.queue.clone());
                event::start(&name, move || job(outbox))?;
            }
        }
        Ok(())
    }
}

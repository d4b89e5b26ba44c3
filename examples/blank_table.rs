//! The smallest application on the reader's runtime: it counts what it is told.
//!
//! Run it with `cargo run --example blank_table`. The end-to-end tests drive it to see that the
//! terminal is given back whatever happens, apart from anything the reader itself does.
//! Keys: `q` quit, `^Z` suspend, `m` mouse on and off, `y` copy, `b` background work, `e` run `~/editor`; `p` and `w`
//! panic on the main thread and on another. On the way out it writes the number of keys to `~/keys`.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;
use ratatui::style::Stylize;
use ratatui::text::{Line, Text};
use tableread::tui::event::{Event, Outbox};
use tableread::tui::runtime::{Application, Effect, run};

#[derive(Default)]
struct BlankTable {
    size: Size,
    keys: usize,
    mouse: bool,
    last: String,
}

impl Application for BlankTable {
    type Message = u32;

    fn update(&mut self, event: Event<u32>) -> Vec<Effect<u32>> {
        match event {
            Event::Key(key) => return self.key(key),
            Event::Resized(size) => self.size = size,
            Event::Paste(text) => self.last = format!("pasted {} characters", text.chars().count()),
            Event::Mouse(mouse) => self.last = format!("mouse at {},{}", mouse.column, mouse.row),
            Event::Copied { bytes, sent } => self.last = format!("copied {bytes}: {sent}"),
            Event::Returned { failure } => self.last = failure.unwrap_or_else(|| "returned".to_owned()),
            Event::Panicked { thread, message } => self.last = format!("{thread} panicked: {message}"),
            Event::Ground(colour) => self.last = format!("background {colour:?}"),
            Event::Reminded => self.last = "reminded".to_owned(),
            Event::Background(number) => self.last = format!("background says {number}"),
        }
        Vec::new()
    }

    fn view(&self, frame: &mut Frame) {
        let Size { width, height } = self.size;
        let lines = [
            Line::raw("A blank table").bold().yellow(),
            Line::raw(format!("{width}x{height}")),
            Line::raw(format!("keys {}", self.keys)),
            Line::raw(self.last.as_str()),
        ];
        frame.render_widget(Text::from_iter(lines), frame.area());
    }

    fn before_exit(&mut self) {
        let _unsaved = std::fs::write(in_home("keys"), self.keys.to_string());
    }
}

impl BlankTable {
    fn key(&mut self, key: KeyEvent) -> Vec<Effect<u32>> {
        self.keys += 1;
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let effect = match key.code {
            KeyCode::Char('q') => Effect::Quit,
            KeyCode::Char('z') if control => Effect::Suspend,
            KeyCode::Char('m') => {
                self.mouse = !self.mouse;
                Effect::Mouse(self.mouse)
            }
            KeyCode::Char('y') => Effect::Copy("the lamp is out\n".to_owned()),
            KeyCode::Char('e') => Effect::Foreground(Box::new(Command::new(in_home("editor")))),
            KeyCode::Char('p') => panic!("asked to panic"),
            KeyCode::Char('w') => spawn("worker", |_| panic!("asked to panic")),
            KeyCode::Char('b') => spawn("background", |outbox| {
                outbox.send(7);
            }),
            _ => return Vec::new(),
        };
        vec![effect]
    }
}

fn in_home(name: &str) -> PathBuf {
    std::env::home_dir().unwrap_or_default().join(name)
}

fn spawn(name: &'static str, job: impl FnOnce(Outbox<u32>) + Send + 'static) -> Effect<u32> {
    Effect::Spawn { name: name.into(), job: Box::new(job) }
}

fn main() -> ExitCode {
    match run(BlankTable::default()) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("blank_table: {error}");
            ExitCode::from(2)
        }
    }
}

//! A picture of the running reader, as SVG on standard output.
//!
//! `cargo build && cargo run --example picture -- PATH [KEYS [COLUMNSxROWS]] > docs/tableread.svg`
//! starts the real program on a pseudo-terminal, presses KEYS (text, and names in angle brackets:
//! `jj<enter>flamp<down>`), and draws what stands on the screen, colours and all.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use pty_session::vt100::{Cell, Color, Screen};
use pty_session::{Program, Session};

/// Size of a cell and of the letters in it, user units.
const CELL: (f32, f32) = (8.4, 18.0);
const FONT_SIZE: f32 = 14.0;
/// How far the letters' base line lies below a cell's top.
const BASE_LINE: f32 = 13.5;
const MARGIN: f32 = 12.0;
const PAPER: &str = "#16181d";
const INK: &str = "#d5d8de";

/// The sixteen colours that themes name.
const NAMED: [&str; 16] = [
    "#2a2d35", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#abb2bf", "#6b7280",
    "#ef8a92", "#b5e890", "#f2d59b", "#8cc8ff", "#dba0ee", "#7fd6e0", "#f5f6f8",
];

/// Nothing is written for so long: the program has done what it was asked to.
const SETTLED: Duration = Duration::from_millis(300);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("the path of an episode");
    let keys = arguments.next().unwrap_or_default();
    let size = arguments.next().unwrap_or_else(|| "132x40".to_owned());
    let mut session = start(&path, &size);
    session.settle(SETTLED).keys(&keys).settle(SETTLED);
    print!("{}", svg(&session.picture()));
}

fn start(path: &str, size: &str) -> Session {
    let (columns, rows) = size.split_once('x').expect("a size such as 132x40");
    let (columns, rows) = (columns.parse().expect("columns"), rows.parse().expect("rows"));
    let here = std::env::current_dir().expect("a current folder");
    let program = Program::new(reader()).arg(path).folder(here).env("COLORTERM", "truecolor");
    program.size(columns, rows).start()
}

/// The reader, which `cargo build` puts beside the examples.
fn reader() -> PathBuf {
    let example = std::env::current_exe().expect("this program's path");
    let reader = example.ancestors().nth(2).expect("a build folder").join("tableread");
    assert!(reader.exists(), "{}: first: cargo build", reader.display());
    reader
}

/// How a stretch of text looks.
#[derive(Clone, PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    bold: bool,
    italic: bool,
    dim: bool,
    underline: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (mut ink, mut paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
        if cell.inverse() {
            (ink, paper) = (
                Some(paper.unwrap_or_else(|| PAPER.to_owned())),
                Some(ink.unwrap_or_else(|| INK.to_owned())),
            );
        }
        Self {
            ink: ink.unwrap_or_else(|| INK.to_owned()),
            paper,
            bold: cell.bold(),
            italic: cell.italic(),
            dim: cell.dim(),
            underline: cell.underline(),
        }
    }

    fn attributes(&self) -> String {
        let mut attributes = format!(" fill=\"{}\"", self.ink);
        let marks = [
            (self.bold, " font-weight=\"bold\""),
            (self.italic, " font-style=\"italic\""),
            (self.dim, " opacity=\"0.6\""),
            (self.underline, " text-decoration=\"underline\""),
        ];
        attributes.extend(marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark));
        attributes
    }
}

/// Cells of one row that look the same.
struct Run {
    column: u16,
    cells: u16,
    text: String,
    look: Look,
}

fn runs(screen: &Screen, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let cells = (0..screen.size().1.get()).filter_map(|column| Some((column, screen.cell(row, column)?)));
    for (column, cell) in cells.filter(|(_, cell)| !cell.is_wide_continuation()) {
        let (look, width) = (Look::of(cell), 1 + u16::from(cell.is_wide()));
        let text = if cell.has_contents() { cell.contents() } else { " " };
        match runs.last_mut() {
            Some(run) if run.look == look => {
                run.text.push_str(text);
                run.cells += width;
            }
            _ => runs.push(Run { column, cells: width, text: text.to_owned(), look }),
        }
    }
    runs
}

fn svg(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let (width, height) =
        (f32::from(columns.get()) * CELL.0 + 2.0 * MARGIN, f32::from(rows.get()) * CELL.1 + 2.0 * MARGIN);
    let mut papers = String::new();
    let mut texts = String::new();
    for row in 0..rows.get() {
        for run in runs(screen, row) {
            draw(&run, row, &mut papers, &mut texts);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" role=\"img\">\n\
         <title>tableread on a terminal</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n{papers}\
         <g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"{FONT_SIZE}\" \
         xml:space=\"preserve\">\n{texts}</g>\n</svg>\n"
    )
}

/// Adds a run's background and its letters. The letters are stretched to their cells, so that the
/// columns meet whatever font is at hand.
fn draw(run: &Run, row: u16, papers: &mut String, texts: &mut String) {
    let place = |column: u16, cells: usize| {
        (MARGIN + f32::from(column) * CELL.0, MARGIN + f32::from(row) * CELL.1, cells as f32 * CELL.0)
    };
    if let Some(paper) = &run.look.paper {
        let ((x, y, width), height) = (place(run.column, run.cells.into()), CELL.1);
        let at = format!("x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"");
        writeln!(papers, "<rect {at} fill=\"{paper}\"/>").expect("a string takes everything");
    }
    let letters = run.text.trim_matches(' ');
    if !letters.is_empty() {
        // Spaces at the ends are one cell and one byte each.
        let before = run.text.len() - run.text.trim_start_matches(' ').len();
        let around = run.text.len() - letters.len();
        let (x, y, width) = place(run.column + before as u16, usize::from(run.cells) - around);
        let at = format!("x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\"", y + BASE_LINE);
        let look = run.look.attributes();
        writeln!(texts, "<text {at}{look}>{}</text>", escaped(letters)).expect("a string takes everything");
    }
}

/// A cell's colour as SVG has it; `None` for the terminal's own.
fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Default => None,
        Color::Idx(index @ 0..16) => Some(NAMED[usize::from(index)].to_owned()),
        // xterm's cube of six steps a side, then its greys.
        Color::Idx(index @ 16..232) => {
            let step = |place: u8| [0, 95, 135, 175, 215, 255][usize::from((index - 16) / place % 6)];
            Some(format!("#{:02x}{:02x}{:02x}", step(36), step(6), step(1)))
        }
        Color::Idx(index) => Some(format!("#{:02x}{0:02x}{0:02x}", 8 + 10 * u16::from(index - 232))),
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

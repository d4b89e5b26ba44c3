//! `tableread [PATH]`: the reader, on what was read last where no path is given; the script as plain text
//! where stdout is no terminal.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::episode::{ElementKind, Episode};
use crate::journal::{Journal, Kept, LastOpened};
use crate::library::{SAMPLE, Shelf};
use crate::text::clean::clean_line;
use crate::tui::{self, Opening};

use super::arguments::Arguments;
use super::{CliError, Found, load, output};

pub(super) fn run(arguments: &Arguments) -> Result<Found, CliError> {
    let config = Config::read();
    let keeps = config.settings.as_ref().is_none_or(|settings| settings.remember);
    let memory = Memory::read(keeps && !arguments.no_state);
    let opening = opening(arguments, memory)?;
    if !io::stdout().is_terminal() {
        return print(&opening.shelf);
    }
    if let Some(unkept) = tui::run(opening, &config)? {
        eprintln!("tableread: not kept: {}", clean_line(&unkept));
    }
    Ok(Found::Something)
}

/// What earlier runs kept, and where to keep more.
#[derive(Default)]
struct Memory {
    journal: Option<Journal>,
    kept: Kept,
    notice: Option<String>,
}

impl Memory {
    /// Reads the journal; a person whose journal cannot be read is told, and nothing is kept.
    fn read(wanted: bool) -> Self {
        if !wanted {
            return Self::default();
        }
        let read = Journal::of_the_person().and_then(|journal| journal.read().map(|kept| (journal, kept)));
        match read {
            Ok((journal, kept)) => Self { journal: Some(journal), kept, notice: None },
            Err(error) => Self { notice: Some(format!("nothing is kept: {error}")), ..Self::default() },
        }
    }
}

/// What is to be opened: the path given, else what was read last, else the sample.
fn opening(arguments: &Arguments, memory: Memory) -> Result<Opening, CliError> {
    let last = memory.kept.last_opened().cloned();
    let opening = match (&arguments.path, last.as_ref()) {
        (Some(path), last) => given(Shelf::open(path)?, path, last),
        (None, Some(last)) if !arguments.sample && last.path != SAMPLE => again(last),
        (None, last) => sample(last.filter(|_| !arguments.sample)),
    };
    let Memory { journal, kept, notice } = memory;
    Ok(Opening { journal, kept, notice: notice.or(opening.notice), ..opening })
}

/// What lies at `path`: a list to choose from where it is several episodes.
fn given(shelf: Shelf, path: &Path, last: Option<&LastOpened>) -> Opening {
    let origin = path.canonicalize().unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned();
    let last = last.filter(|last| last.path == origin);
    let choose = shelf.entries.len() > 1;
    Opening {
        entry: entry(&shelf, path, last),
        path: path.to_owned(),
        origin,
        choose,
        shelf,
        ..Opening::default()
    }
}

/// What was read last, or the sample where that is gone.
fn again(last: &LastOpened) -> Opening {
    let path = PathBuf::from(&last.path);
    match Shelf::open(&path) {
        Ok(shelf) => Opening { choose: false, ..given(shelf, &path, Some(last)) },
        Err(error) => Opening { notice: Some(format!("{error}; this is the sample")), ..sample(None) },
    }
}

fn sample(last: Option<&LastOpened>) -> Opening {
    let shelf = Shelf::sample();
    let entry = entry(&shelf, Path::new(""), last);
    Opening { shelf, entry, origin: SAMPLE.to_owned(), ..Opening::default() }
}

/// The entry of the shelf that was read last, or its first.
fn entry(shelf: &Shelf, path: &Path, last: Option<&LastOpened>) -> usize {
    let read = |last: &LastOpened| shelf.entries.iter().position(|entry| entry.within(path) == last.entry);
    last.and_then(read).unwrap_or_default()
}

/// Prints every episode of `shelf`.
fn print(shelf: &Shelf) -> Result<Found, CliError> {
    let mut out = output::stdout();
    let mut printed = 0;
    for entry in &shelf.entries {
        let episode = load(entry);
        print_script(&episode, &mut out)?;
        printed += episode.elements.len();
    }
    out.flush()?;
    Ok(Found::any(printed))
}

fn print_script(episode: &Episode, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", episode.identity.title)?;
    let mut act = None;
    for element in &episode.elements {
        if element.act.is_some() && element.act != act {
            act = element.act;
            let name = act.map_or("", |ix| episode.outline.acts[ix.at()].name.as_str());
            writeln!(out, "\n== {name} ==")?;
        }
        match element.kind {
            ElementKind::Heading => writeln!(out, "\n[{}]", element.text)?,
            ElementKind::Speech => {
                let name = episode.speaker_name(element).unwrap_or_else(|| "?".to_owned());
                let extension = element.extension.as_ref().map_or_else(String::new, |e| format!(" [{e}]"));
                writeln!(out, "{}\t{name}{extension}: {}", element.id, element.text)?;
            }
            _ => writeln!(out, "{}\t{}", element.id, element.text)?,
        }
    }
    Ok(())
}

//! The command line: one subcommand a file, all printing through one place.
//!
//! Exit codes are those of search tools: 0 found, 1 nothing found, 2 error. A reader of our output
//! that goes away (`| head`) is no error.

mod arguments;
mod check;
mod export;
mod library;
mod logs;
mod notes;
mod outline;
mod output;
mod plain;
mod quotes;
mod read;
mod search;
mod settings;
mod speakers;
mod stats;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use crate::cache::Cache;
use crate::episode::Episode;
use crate::journal::JournalError;
use crate::library::{Entry, INPUT, OpenError, Shelf, Taken};
use crate::search::Problem;
use crate::text::clean::{clean, clean_line};
use crate::tui::terminal::TerminalError;

use arguments::{Arguments, Command};

/// Whether anything was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Something,
    Nothing,
}

impl Found {
    fn any(count: usize) -> Self {
        if count > 0 { Self::Something } else { Self::Nothing }
    }
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{path}: holds {count} episodes; name one of them: {names}")]
    Several { path: String, count: usize, names: String },
    #[error("{}", told(query, problem))]
    Query { query: String, problem: Problem },
    #[error("{0}")]
    NotThere(String),
    #[error("{0} of the settings cannot be used; what is shipped stands in for it")]
    Faulty(String),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    #[error("writing: {0}")]
    Write(#[from] io::Error),
    #[error("writing: {0}")]
    Json(#[from] serde_json::Error),
}

impl CliError {
    /// Whether it only says that nobody reads our output any more.
    fn is_closed_pipe(&self) -> bool {
        let kind = match self {
            Self::Write(error) => Some(error.kind()),
            Self::Json(error) => error.io_error_kind(),
            _ => None,
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    }
}

/// A query with a caret under what could not be understood.
fn told(query: &str, problem: &Problem) -> String {
    let before = query.get(..problem.span.start).map_or(0, |before| before.chars().count());
    let marked = query.get(problem.span.clone()).map_or(1, |part| part.chars().count()).max(1);
    format!("{query}\n{}{}\n{}", " ".repeat(before), "^".repeat(marked), problem.message)
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    outlive_full_quotas();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return not_understood(&error),
    };
    match carry_out(arguments) {
        Ok(Found::Something) => ExitCode::SUCCESS,
        Ok(Found::Nothing) => ExitCode::from(1),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            for line in error.to_string().lines() {
                output::complain(clean_line(line));
            }
            ExitCode::from(2)
        }
    }
}

/// Lets a write beyond the limit on the length of files fail as any other: unasked, the system would end the
/// program there and leave the terminal as it is.
fn outlive_full_quotas() {
    #[cfg(unix)]
    {
        // Where the system refuses, all is as it was.
        let _refused = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    }
}

/// Tells what of the arguments could not be understood, or help where that was asked for. A shell's `*` may
/// have made arguments of file names: what is told of them is cleaned.
fn not_understood(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        error.exit();
    }
    let _unheard = write!(io::stderr(), "{}", clean(&error.to_string()));
    ExitCode::from(2)
}

fn carry_out(mut arguments: Arguments) -> Result<Found, CliError> {
    let cache = if arguments.no_cache { Cache::none() } else { Cache::of_person() };
    let taken = Taken { kind: arguments.taken_as, encoding: arguments.encoding };
    let access = Access { cache, taken };
    if let Some(Command::Read(wanted)) = &arguments.command {
        arguments.path.clone_from(&wanted.path);
    }
    match &arguments.command {
        None => read::run(&arguments, &access),
        Some(Command::Read(wanted)) if wanted.plain => plain::run(wanted, &access),
        Some(Command::Read(_)) => read::run(&arguments, &access),
        Some(Command::Export(wanted)) => export::run(wanted, &access),
        Some(Command::Outline(wanted)) => outline::run(wanted, &access),
        Some(Command::Speakers(wanted)) => speakers::run(wanted, &access),
        Some(Command::Notes(wanted)) => notes::run(wanted, &access),
        Some(Command::Logs(wanted)) => logs::run(wanted, &access),
        Some(Command::Quotes(wanted)) => quotes::run(wanted, &access),
        Some(Command::Search(wanted)) => search::run(wanted, &access),
        Some(Command::Stats(wanted)) => stats::run(wanted, &access),
        Some(Command::Check(wanted)) => check::run(wanted, &access),
        Some(Command::Settings) => settings::run(),
        Some(Command::Library(wanted)) => library::run(wanted, &access.cache),
    }
}

/// How documents are come by: what is kept of them, and what a person says of them.
struct Access {
    cache: Cache,
    taken: Taken,
}

impl Access {
    /// The shelf at `path`, or of what comes by standard input.
    fn shelf(&self, path: &Path) -> Result<Shelf, CliError> {
        self.shelf_kept_in(path, &self.cache)
    }

    fn shelf_kept_in(&self, path: &Path, cache: &Cache) -> Result<Shelf, CliError> {
        if !is_input(path) {
            return Ok(Shelf::open_as(path, cache, self.taken)?);
        }
        let input = io::stdin().lock();
        if input.is_terminal() {
            return Err(CliError::NotThere("standard input is a terminal; expected a document".to_owned()));
        }
        Ok(Shelf::of_input(input, self.taken)?)
    }

    /// What is kept of the files at `path`.
    fn cache_of(&self, path: &Path) -> Cache {
        if is_input(path) { Cache::none() } else { self.cache.clone() }
    }

    /// The one episode at `path`.
    fn one_episode(&self, path: &Path) -> Result<Episode, CliError> {
        let shelf = self.shelf_kept_in(path, &Cache::none())?;
        match shelf.entries.as_slice() {
            [entry] => Ok(load(entry)),
            several => Err(CliError::Several {
                path: clean_line(&path.display().to_string()),
                count: several.len(),
                names: names(several),
            }),
        }
    }
}

/// Whether `path` stands for standard input.
fn is_input(path: &Path) -> bool {
    path.as_os_str() == INPUT
}

/// Loads `entry`; what could not be read is said on stderr.
fn load(entry: &Entry) -> Episode {
    let (episode, problems) = entry.load();
    for problem in problems {
        output::complain(problem);
    }
    episode
}

/// Where the first episodes of a shelf are, as many as a message can hold.
fn names(entries: &[Entry]) -> String {
    let mut places: Vec<String> = entries.iter().take(5).map(Entry::place).collect();
    if entries.len() > places.len() {
        places.push("...".to_owned());
    }
    places.join(", ")
}

//! `tableread [PATH]`: the reader; the script as plain text where stdout is no terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crate::cache::Cache;
use crate::config::Config;
use crate::episode::{ElementKind, Episode};
use crate::library::Shelf;
use crate::tui::{self, Opening};

use super::{CliError, Found, load, output};

pub(super) fn run(path: Option<&Path>, cache: &Cache) -> Result<Found, CliError> {
    if io::stdout().is_terminal() {
        let opening = match path {
            Some(path) if path.is_dir() => Opening::of_library(path, cache.clone())?,
            _ => Opening::of_shelf(shelf(path, cache)?),
        };
        tui::run(opening, &Config::read())?;
        return Ok(Found::Something);
    }
    print(&shelf(path, cache)?)
}

fn shelf(path: Option<&Path>, cache: &Cache) -> Result<Shelf, CliError> {
    path.map_or_else(|| Ok(Shelf::sample()), |path| Ok(Shelf::open(path, cache)?))
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

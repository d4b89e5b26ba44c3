//! `tableread settings`: where a person's settings are, and every fault in them with its place.

use std::io::{self, Write};

use crate::config::{Config, Fault};
use crate::text::clean::clean_line;
use crate::tui;

use super::{CliError, Found, output};

/// Tells what is wrong with the person's settings.
///
/// # Errors
/// [`CliError::Faulty`] where anything is, so that a script sees it.
pub(super) fn run() -> Result<Found, CliError> {
    let config = Config::read();
    let faults = tui::faults(&config);
    let mut out = output::stdout();
    let folder = config.folder.as_ref();
    let folder =
        folder.map_or("no home, no settings".to_owned(), |path| clean_line(&path.display().to_string()));
    writeln!(out, "{folder}")?;
    for fault in &faults {
        print(fault, &mut out)?;
    }
    out.flush()?;
    match faults.len() {
        0 => Ok(Found::any(config.own.iter().count() + config.keymap.iter().count() + config.themes.len())),
        1 => Err(CliError::Faulty("1 thing".to_owned())),
        count => Err(CliError::Faulty(format!("{count} things"))),
    }
}

/// The fault, the line that it is in, and carets under what is wrong there.
fn print(fault: &Fault, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{fault}")?;
    let Some(excerpt) = &fault.excerpt else { return Ok(()) };
    // As much as is looked at: a line may be a megabyte.
    const MOST: usize = 200;
    let shown = |text: &str, from: usize| text.chars().skip(from).take(MOST).collect::<String>();
    let hidden = excerpt.mark.start.saturating_sub(MOST / 2);
    let carets = "^".repeat(excerpt.mark.len().min(MOST / 2));
    writeln!(out, "    {}", shown(&excerpt.line, hidden))?;
    writeln!(out, "    {}{carets}", " ".repeat(excerpt.mark.start - hidden))
}

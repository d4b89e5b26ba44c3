//! `tableread quotes`: the summary's quotes, with the lines they were found in.

use std::io::Write;

use crate::episode::Episode;
use crate::export;

use super::arguments::{Format, Wanted};
use super::{Access, CliError, Found, output};

pub(super) fn run(wanted: &Wanted, access: &Access) -> Result<Found, CliError> {
    let episode = access.one_episode(&wanted.path)?;
    match wanted.format {
        Format::Json => output::json(&export::sections(&episode, &["quotes"])?)?,
        Format::Text => print(&episode)?,
    }
    Ok(Found::any(episode.quotes.len()))
}

fn print(episode: &Episode) -> Result<(), CliError> {
    let mut out = output::stdout();
    for (number, quote) in episode.quotes.iter().enumerate() {
        let place = match quote.elements.as_slice() {
            [] => "not found in the script".to_owned(),
            elements => {
                elements.iter().map(|ix| episode.element(*ix).id.to_string()).collect::<Vec<_>>().join(" ")
            }
        };
        writeln!(out, "{}  {place}", number + 1)?;
        for line in &quote.text {
            writeln!(out, "   \"{line}\"")?;
        }
        if let Some(attribution) = &quote.attribution {
            writeln!(out, "   - {attribution}")?;
        }
    }
    out.flush()?;
    Ok(())
}

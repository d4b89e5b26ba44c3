//! `tableread export`: the episode written out for other programs.

use std::io::Write;

use crate::export::exported;

use super::arguments::{ExportArguments, ExportFormat};
use super::{CliError, Found, one_episode, output};

pub(super) fn run(wanted: &ExportArguments) -> Result<Found, CliError> {
    let episode = one_episode(&wanted.path)?;
    let mut out = output::stdout();
    match wanted.format {
        ExportFormat::Json => serde_json::to_writer(&mut out, &exported(&episode))?,
    }
    writeln!(out)?;
    out.flush()?;
    Ok(Found::any(episode.elements.len()))
}

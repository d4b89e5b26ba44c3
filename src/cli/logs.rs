//! `tableread logs`: the log entries, with stardate and speaker.

use std::io::Write;

use crate::episode::{Episode, Origin};
use crate::export;

use super::arguments::{Format, Wanted};
use super::output::Table;
use super::{Access, CliError, Found, output};

pub(super) fn run(wanted: &Wanted, access: &Access) -> Result<Found, CliError> {
    let episode = access.one_episode(&wanted.path)?;
    match wanted.format {
        Format::Json => output::json(&export::sections(&episode, &["logs"])?)?,
        Format::Text => print(&episode)?,
    }
    Ok(Found::any(episode.logs.len()))
}

fn print(episode: &Episode) -> Result<(), CliError> {
    let mut table = Table::default();
    for log in &episode.logs {
        let element = episode.element(log.element);
        let speaker = log.speaker.map_or_else(String::new, |speaker| {
            let mark = if speaker.origin == Origin::Marked { "" } else { "~" };
            format!("{mark}{}", episode.speaker(speaker.value).name)
        });
        let stardate = log.stardate.clone().unwrap_or_else(|| "supplemental".to_owned());
        table.row([element.id.to_string(), element.line.to_string(), stardate, speaker, log.text.clone()]);
    }
    let mut out = output::stdout();
    table.print(&mut out)?;
    out.flush()?;
    Ok(())
}

//! `tableread speakers`: who speaks, under which labels, played by whom.

use std::io::Write;

use crate::episode::{Episode, Speaker};
use crate::export;

use super::arguments::{Format, Wanted};
use super::output::Table;
use super::{Access, CliError, Found, output};

pub(super) fn run(wanted: &Wanted, access: &Access) -> Result<Found, CliError> {
    let episode = access.one_episode(&wanted.path)?;
    match wanted.format {
        Format::Json => output::json(&export::sections(&episode, &["speakers", "crew"])?)?,
        Format::Text => print(&episode)?,
    }
    Ok(Found::any(episode.cast.speakers.len()))
}

fn print(episode: &Episode) -> Result<(), CliError> {
    let mut speakers: Vec<&Speaker> = episode.cast.speakers.iter().collect();
    speakers.sort_by(|a, b| b.speeches.cmp(&a.speeches).then(b.words.cmp(&a.words)));
    let mut table = Table::default();
    table.row(["speaker", "scenes", "speeches", "words", "role", "actor", "labels"]);
    for speaker in speakers {
        table.row([
            speaker.name.clone(),
            speaker.scenes.to_string(),
            speaker.speeches.to_string(),
            speaker.words.to_string(),
            speaker.role.clone().unwrap_or_default(),
            speaker.actor.clone().unwrap_or_default(),
            speaker.labels.join("; "),
        ]);
    }
    for credit in &episode.cast.crew {
        table.row([format!("{}: {}", credit.job, credit.name)]);
    }
    let mut out = output::stdout();
    table.print(&mut out)?;
    out.flush()?;
    Ok(())
}

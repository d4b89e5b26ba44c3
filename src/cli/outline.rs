//! `tableread outline`: acts and scenes, with how much is said in each.

use std::collections::HashSet;
use std::io::Write;

use crate::episode::{ActIx, ElementKind, Episode, Origin, Scene};
use crate::export;

use super::arguments::{Format, Wanted};
use super::output::Table;
use super::{Access, CliError, Found, output};

pub(super) fn run(wanted: &Wanted, access: &Access) -> Result<Found, CliError> {
    let episode = access.one_episode(&wanted.path)?;
    match wanted.format {
        Format::Json => output::json(&export::sections(&episode, &["acts", "scenes"])?)?,
        Format::Text => print(&episode)?,
    }
    Ok(Found::any(episode.outline.scenes.len() + episode.outline.acts.len()))
}

fn print(episode: &Episode) -> Result<(), CliError> {
    let mut table = Table::default();
    table.row(["scene", "heading", "lines", "speeches", "speakers"]);
    let outline = &episode.outline;
    let mut shown = None;
    for scene in &outline.scenes {
        for (nth, ix) in scene.acts.iter().enumerate() {
            if shown < Some(*ix) {
                table.row([act_row(episode, *ix)]);
                shown = Some(*ix);
            }
            if nth > 0 {
                table.row(scene_row(episode, scene, "  continued"));
            } else {
                table.row(scene_row(episode, scene, ""));
            }
        }
        if scene.acts.is_empty() {
            table.row(scene_row(episode, scene, ""));
        }
    }
    let mut out = output::stdout();
    table.print(&mut out)?;
    out.flush()?;
    Ok(())
}

fn act_row(episode: &Episode, ix: ActIx) -> String {
    let act = &episode.outline.acts[ix.at()];
    match act.origin {
        Origin::Aligned => format!("~ {} (borrowed, {:.0} % sure)", act.name, act.confidence * 100.0),
        _ => format!("  {}", act.name),
    }
}

fn scene_row(episode: &Episode, scene: &Scene, continued: &str) -> [String; 5] {
    let elements = &episode.elements[scene.elements.clone()];
    let (mut seen, mut present): (HashSet<&str>, Vec<&str>) = Default::default();
    for ix in elements.iter().flat_map(|element| &element.speakers) {
        let name = episode.speaker(*ix).name.as_str();
        if seen.insert(name) {
            present.push(name);
        }
    }
    let speeches = elements.iter().filter(|element| element.kind == ElementKind::Speech).count();
    [
        scene.number.to_string(),
        format!("{}{continued}", scene.titled()),
        format!("{}-{}", scene.lines.0, scene.lines.1),
        speeches.to_string(),
        present.join(", "),
    ]
}

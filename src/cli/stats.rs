//! `tableread stats`: who says how much, by speaker, scene and act: the numbers of the reader's views.
//! Of a folder of episodes, by episode too.

mod shelf;

use std::io::Write;

use serde::Serialize;

use crate::episode::{ElementId, ElementIx, Episode, SpeakerIx};
use crate::export::csv_field;
use crate::statistics::{OfStretch, Statistics, Tally};

use super::arguments::{StatsArguments, StatsFormat, StatsGrouping};
use super::output::Table;
use super::{Access, CliError, Found, load, output};

pub(super) fn run(wanted: &StatsArguments, access: &Access) -> Result<Found, CliError> {
    let shelf = access.shelf(&wanted.path)?;
    let told = match shelf.entries.as_slice() {
        [entry] => {
            let episode = load(entry);
            Told::of(&episode, &Statistics::of(&episode))
        }
        _ => shelf::told(&shelf),
    };
    let told = told.only(wanted.by);
    match wanted.format {
        StatsFormat::Json => output::json(&told)?,
        StatsFormat::Csv => print_csv(&told)?,
        StatsFormat::Text => print_text(&told)?,
    }
    Ok(Found::any(told.whole.speeches))
}

/// The numbers as they are printed.
#[derive(Debug, Default, Serialize)]
struct Told {
    title: String,
    whole: Row,
    /// Of a folder of episodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    episodes: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenes: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acts: Option<Vec<Row>>,
}

/// The numbers of one speaker, scene, act or episode.
#[derive(Debug, Default, Serialize)]
struct Row {
    name: String,
    /// How many speak in it; of a speaker, in how many scenes they speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenes: Option<usize>,
    speeches: usize,
    words: usize,
    /// Of all words, from 0 to 1.
    share: f64,
    /// Words of a speech.
    mean: f64,
    longest: usize,
    longest_at: Option<ElementId>,
    first: Option<ElementId>,
    last: Option<ElementId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    talks_with: Vec<Talk>,
}

#[derive(Debug, Serialize)]
struct Talk {
    name: String,
    turns: usize,
}

impl Told {
    fn of(episode: &Episode, statistics: &Statistics) -> Self {
        let row = |name: String, tally: &Tally| Row::of(episode, statistics, name, tally);
        let speakers = statistics.speakers.iter().zip(&episode.cast.speakers);
        let mut speakers: Vec<Row> = speakers
            .map(|(of, speaker)| Row {
                scenes: Some(of.scenes.len()),
                talks_with: of.partners.iter().map(|with| talk(episode, with.speaker, with.turns)).collect(),
                ..row(speaker.name.clone(), &of.tally)
            })
            .collect();
        speakers.sort_by_key(|row| std::cmp::Reverse((row.speeches, row.words)));
        let stretch =
            |of: &OfStretch, name| Row { speakers: Some(of.speakers.len()), ..row(name, &of.tally) };
        let scenes = statistics.scenes.iter().zip(&episode.outline.scenes);
        let acts = statistics.acts.iter().zip(&episode.outline.acts);
        Self {
            title: episode.identity.title.clone(),
            whole: row("all".to_owned(), &statistics.whole),
            episodes: None,
            speakers: Some(speakers),
            scenes: Some(
                scenes
                    .map(|(of, scene)| {
                        stretch(of, format!("{} {}", scene.number, scene.heading).trim_end().to_owned())
                    })
                    .collect(),
            ),
            acts: Some(acts.map(|(of, act)| stretch(of, act.name.clone())).collect()),
        }
    }

    /// Leaves out what was not asked for.
    fn only(self, by: Option<StatsGrouping>) -> Self {
        let asked = |grouping| by.is_none_or(|by| by == grouping);
        Self {
            episodes: self.episodes.filter(|_| asked(StatsGrouping::Episode)),
            speakers: self.speakers.filter(|_| asked(StatsGrouping::Speaker)),
            scenes: self.scenes.filter(|_| asked(StatsGrouping::Scene)),
            acts: self.acts.filter(|_| asked(StatsGrouping::Act)),
            ..self
        }
    }

    /// The tables with the word for what a row of each is.
    fn tables(&self) -> impl Iterator<Item = (&'static str, &[Row])> {
        [
            ("episode", &self.episodes),
            ("speaker", &self.speakers),
            ("scene", &self.scenes),
            ("act", &self.acts),
        ]
        .into_iter()
        .filter_map(|(of, rows)| Some((of, rows.as_deref()?)))
    }
}

fn talk(episode: &Episode, speaker: SpeakerIx, turns: usize) -> Talk {
    Talk { name: episode.speaker(speaker).name.clone(), turns }
}

impl Row {
    fn of(episode: &Episode, statistics: &Statistics, name: String, tally: &Tally) -> Self {
        let id = |ix: ElementIx| episode.element(ix).id;
        Self {
            name,
            speakers: None,
            scenes: None,
            speeches: tally.speeches,
            words: tally.words,
            share: rounded(tally.share(&statistics.whole), 4),
            mean: rounded(tally.mean(), 1),
            longest: tally.longest.map_or(0, |longest| longest.words),
            longest_at: tally.longest.map(|longest| id(longest.element)),
            first: tally.ends.map(|(first, _)| id(first)),
            last: tally.ends.map(|(_, last)| id(last)),
            talks_with: Vec::new(),
        }
    }

    /// The cells after the name, with `share` as it is to be written.
    fn cells(&self, share: String) -> [String; 9] {
        let id = |id: Option<ElementId>| id.map_or_else(String::new, |id| id.to_string());
        let among = self.scenes.or(self.speakers);
        [
            among.map_or_else(String::new, |among| among.to_string()),
            self.speeches.to_string(),
            self.words.to_string(),
            share,
            format!("{:.1}", self.mean),
            self.longest.to_string(),
            id(self.longest_at),
            id(self.first),
            id(self.last),
        ]
    }
}

/// `number` with so many digits after the point.
fn rounded(number: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (number * scale).round() / scale
}

fn print_text(told: &Told) -> Result<(), CliError> {
    let mut out = output::stdout();
    for (at, (of, rows)) in told.tables().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let among = if of == "speaker" { "scenes" } else { "speakers" };
        let mut table = Table::default();
        table.row([of, among, "speeches", "words", "share", "mean", "longest", "at", "first", "last"]);
        for row in rows.iter().chain([&told.whole]) {
            let cells = row.cells(format!("{:.1} %", row.share * 100.0));
            table.row([row.name.clone()].into_iter().chain(cells));
        }
        table.print(&mut out)?;
    }
    out.flush()?;
    Ok(())
}

/// One table of all rows, as RFC 4180 has it, but with line ends of the system's text files.
fn print_csv(told: &Told) -> Result<(), CliError> {
    let mut out = output::stdout();
    writeln!(out, "of,name,among,speeches,words,share,mean,longest,longest_at,first,last")?;
    for (of, rows) in told.tables() {
        for row in rows {
            let cells = row.cells(row.share.to_string());
            let fields = [of.to_owned(), row.name.clone()].into_iter().chain(cells);
            let quoted: Vec<String> = fields.map(|field| csv_field(&field)).collect();
            writeln!(out, "{}", quoted.join(","))?;
        }
    }
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    #[test]
    fn the_printed_numbers_are_those_that_were_counted() {
        let (episode, _) = Shelf::sample().entries[0].load();
        let statistics = Statistics::of(&episode);
        let told = Told::of(&episode, &statistics);
        assert_eq!(
            (told.whole.speeches, told.whole.words),
            (statistics.whole.speeches, statistics.whole.words)
        );
        let speakers = told.speakers.as_deref().expect("speakers");
        assert!(speakers.windows(2).all(|pair| pair[0].speeches >= pair[1].speeches));
        let fenn = speakers.iter().find(|row| row.name == "FENN").expect("FENN");
        assert!(!fenn.talks_with.is_empty() && fenn.longest_at.is_some());
        let scenes = told.scenes.as_deref().expect("scenes");
        assert_eq!(scenes.iter().map(|row| row.speeches).sum::<usize>(), told.whole.speeches);
        let only = told.only(Some(StatsGrouping::Act));
        assert_eq!(only.tables().map(|(of, _)| of).collect::<Vec<_>>(), ["act"]);
    }
}

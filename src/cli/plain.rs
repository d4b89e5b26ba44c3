//! `tableread read --plain`: the script as lines of words, for screen readers and pipes.
//!
//! One line a speech: who speaks, then what is said. Acts, scenes and logs are told in words, how sure
//! something is too; nothing is drawn and nothing stands in columns.

use std::io::{self, Write};
use std::ops::Range;

use crate::episode::{Act, Element, ElementId, ElementIx, ElementKind, Episode, Origin, SpeakerIx};
use crate::library::Shelf;
use crate::text::fold::fold;

use super::arguments::ReadArguments;
use super::{Access, CliError, Found, load, output};

pub(super) fn run(wanted: &ReadArguments, access: &Access) -> Result<Found, CliError> {
    let episode = match &wanted.path {
        Some(path) => access.one_episode(path)?,
        None => Shelf::sample().entries.first().map(load).unwrap_or_default(),
    };
    let part = Part::new(&episode, wanted)?;
    let mut out = output::stdout();
    let printed = part.print(&mut out)?;
    out.flush()?;
    Ok(Found::any(printed))
}

/// What is wanted of an episode.
struct Part<'a> {
    episode: &'a Episode,
    elements: Range<usize>,
    /// Whose lines alone, where that is asked for.
    speaker: Option<SpeakerIx>,
    /// Whether each line begins with its id.
    ids: bool,
}

impl<'a> Part<'a> {
    fn new(episode: &'a Episode, wanted: &ReadArguments) -> Result<Self, CliError> {
        let mut elements = 0..episode.elements.len();
        if let Some(number) = wanted.scene {
            elements = scene(episode, number)?;
        }
        if let Some(id) = &wanted.from {
            elements.start = elements.start.max(line(episode, id)?.at());
        }
        let speaker = wanted.speaker.as_deref().map(|name| speaker(episode, name)).transpose()?;
        Ok(Self { episode, elements, speaker, ids: wanted.ids })
    }

    /// Prints it; gives how many lines of the script that were.
    fn print(&self, out: &mut impl Write) -> io::Result<usize> {
        writeln!(out, "{}", self.episode.identity.title)?;
        let (mut act, mut scene, mut printed) = (None, None, 0);
        let elements = self.episode.elements.get(self.elements.clone()).unwrap_or_default();
        for (at, element) in (self.elements.start..).zip(elements) {
            if !self.is_wanted(element) {
                continue;
            }
            if element.act.is_some() && element.act != act {
                act = element.act;
                let told = act.and_then(|ix| self.episode.outline.acts.get(ix.at())).map(told_act);
                writeln!(out, "\n{}", told.unwrap_or_default())?;
            }
            if element.scene.is_some() && element.scene != scene {
                scene = element.scene;
                writeln!(out, "\n{}", self.told_scene(element))?;
            }
            let Some(told) = self.told(ElementIx::new(at), element) else { continue };
            let id = if self.ids { format!("{} ", element.id) } else { String::new() };
            writeln!(out, "{id}{told}")?;
            printed += 1;
        }
        Ok(printed)
    }

    fn is_wanted(&self, element: &Element) -> bool {
        self.speaker.is_none_or(|speaker| element.speakers.contains(&speaker))
    }

    fn told_scene(&self, element: &Element) -> String {
        let scene = element.scene.and_then(|ix| self.episode.outline.scenes.get(ix.at()));
        scene.map_or_else(String::new, |scene| match scene.heading.as_str() {
            "" => format!("Scene {}.", scene.number),
            heading => format!("Scene {}: {heading}.", scene.number),
        })
    }

    /// An element in words; `None` for what the heading of its scene or act says already.
    fn told(&self, ix: ElementIx, element: &Element) -> Option<String> {
        let text = &element.text;
        Some(match element.kind {
            ElementKind::Heading => return None,
            ElementKind::Speech => format!("{}: {text}", self.told_speaker(element)),
            ElementKind::Log => format!("{}: {text}", self.told_log(ix)),
            ElementKind::Direction => format!("Direction: {text}"),
            ElementKind::Narration | ElementKind::Metadata | ElementKind::Other => text.clone(),
        })
    }

    fn told_speaker(&self, element: &Element) -> String {
        let mut told = self.episode.speaker_name(element).unwrap_or_else(|| "Unknown speaker".to_owned());
        if let Some(extension) = &element.extension {
            told.push_str(&format!(", {extension}"));
        }
        if element.confidence < 1.0 && !element.speakers.is_empty() {
            told.push_str(&format!(", {:.0} percent sure", element.confidence * 100.0));
        }
        told
    }

    fn told_log(&self, ix: ElementIx) -> String {
        let mut told = "Log entry".to_owned();
        let Some(log) = self.episode.logs.iter().find(|log| log.element == ix) else { return told };
        if let Some(speaker) = log.speaker {
            let sure = if speaker.origin == Origin::Marked { "" } else { " probably" };
            told.push_str(&format!(",{sure} by {}", self.episode.speaker(speaker.value).name));
        }
        if let Some(stardate) = &log.stardate {
            told.push_str(&format!(", stardate {stardate}"));
        }
        told
    }
}

fn told_act(act: &Act) -> String {
    let sure = act.confidence * 100.0;
    match act.origin {
        Origin::Marked | Origin::Stated => format!("{}.", act.name),
        Origin::Aligned => format!("{}, by the summary, {sure:.0} percent sure.", act.name),
        Origin::Inferred => format!("{}, concluded, {sure:.0} percent sure.", act.name),
    }
}

/// The elements of the scene with this number.
fn scene(episode: &Episode, number: u32) -> Result<Range<usize>, CliError> {
    let scenes = &episode.outline.scenes;
    let found = scenes.iter().find(|scene| scene.number == number);
    found
        .map(|scene| scene.elements.clone())
        .ok_or_else(|| CliError::NotThere(format!("there is no scene {number}; there are {}", scenes.len())))
}

/// The line with this id.
fn line(episode: &Episode, id: &str) -> Result<ElementIx, CliError> {
    let parsed: ElementId = id.parse().map_err(|error| CliError::NotThere(format!("{error}")))?;
    episode.find(parsed).ok_or_else(|| CliError::NotThere(format!("there is no line {id}")))
}

/// The speaker who has this name, label or role, or the only one whose name begins so.
fn speaker(episode: &Episode, name: &str) -> Result<SpeakerIx, CliError> {
    let wanted = fold(name);
    let speakers = || episode.cast.speakers.iter().enumerate();
    let exact = speakers().find(|(_, speaker)| {
        let others = speaker.labels.iter().chain(&speaker.aliases).chain(&speaker.role);
        fold(&speaker.name) == wanted || others.into_iter().any(|other| fold(other) == wanted)
    });
    let mut beginning = speakers().filter(|(_, speaker)| fold(&speaker.name).starts_with(&wanted));
    let only = match (beginning.next(), beginning.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    };
    exact.or(only).map(|(at, _)| SpeakerIx::new(at)).ok_or_else(|| {
        let names: Vec<&str> = speakers().map(|(_, speaker)| speaker.name.as_str()).collect();
        CliError::NotThere(format!("no speaker is called {name}; there are {}", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(wanted: ReadArguments) -> Result<String, CliError> {
        let (episode, _) = Shelf::sample().entries[0].load();
        let mut out = Vec::new();
        Part::new(&episode, &wanted)?.print(&mut out)?;
        Ok(String::from_utf8(out).expect("text"))
    }

    fn wanted() -> ReadArguments {
        ReadArguments { path: None, plain: true, from: None, speaker: None, scene: None, ids: false }
    }

    #[test]
    fn everything_is_told_in_words() {
        let all = read(wanted()).expect("a script");
        for told in
            ["Teaser, by the summary, ", "Scene 1: Bridge.\n", "FENN: Twelve.", "Direction: (", "Log entry, "]
        {
            assert!(all.contains(told), "{told}");
        }
        let drawn = |sign: char| ('\u{2500}'..='\u{25ff}').contains(&sign) || sign == '\t';
        assert!(!all.contains(drawn));
    }

    #[test]
    fn a_part_is_told() {
        let fenn = read(ReadArguments { speaker: Some("fen".to_owned()), ..wanted() }).expect("lines");
        assert!(
            fenn.contains("FENN: Twelve.")
                && !fenn.contains("HALLORAN:")
                && fenn.contains("Scene 3: Bridge.")
        );
        let scene = read(ReadArguments { scene: Some(2), ids: true, ..wanted() }).expect("a scene");
        assert!(scene.contains("Scene 2: Wick room.") && !scene.contains("Scene 3"));
        assert!(scene.contains("\n2.01 "));
        let rest = read(ReadArguments { from: Some("26.03".to_owned()), ..wanted() }).expect("the rest");
        assert!(rest.contains("Scene 26") && !rest.contains("Scene 25"));
    }

    #[test]
    fn what_is_not_there_is_told() {
        for (wanted, said) in [
            (ReadArguments { scene: Some(99), ..wanted() }, "no scene 99"),
            (ReadArguments { from: Some("99.01".to_owned()), ..wanted() }, "no line 99.01"),
            (ReadArguments { from: Some("nine".to_owned()), ..wanted() }, "no line's id"),
            (ReadArguments { speaker: Some("nobody".to_owned()), ..wanted() }, "there are FENN"),
        ] {
            let error = read(wanted).expect_err(said).to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}

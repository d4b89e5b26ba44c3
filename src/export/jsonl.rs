//! `tableread export --format jsonl`: every element of every episode, one JSON object a line, for
//! engines that take tables. Each line says all that is to be known of it, so that lines can be sorted,
//! cut and spread over machines. Fields may be added; none is renamed.

use std::io::{self, Write};

use serde::Serialize;

use crate::episode::{Element, ElementId, ElementKind, Episode};

/// Where an episode is filed: what its documents do not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filed<'a> {
    /// What the episode is known by from one export to the next.
    pub key: &'a str,
    /// The series it was put to, where its documents name none.
    pub series: Option<&'a str>,
    /// The season it was put to.
    pub season: Option<&'a str>,
}

/// One element, with what is known of its episode.
#[derive(Debug, Serialize)]
struct Line<'a> {
    /// Unique in a library and the same as long as the episode stays where it is: `KEY#9.06`.
    id: String,
    episode: &'a str,
    series: Option<&'a str>,
    season: Option<&'a str>,
    number: Option<&'a str>,
    title: &'a str,
    air_date: Option<&'a str>,
    stardate: Option<&'a str>,
    element: ElementId,
    /// The place among the elements, from 0: lines sorted by it are the script.
    position: usize,
    document: &'a str,
    line: usize,
    kind: ElementKind,
    scene: Option<u32>,
    heading: Option<&'a str>,
    scene_number: Option<&'a str>,
    act: Option<&'a str>,
    speaker: Option<String>,
    speakers: Vec<&'a str>,
    extension: Option<&'a str>,
    confidence: f64,
    words: usize,
    text: &'a str,
    /// How it is set, where that says more than its kind: `centred`, `transition`, `at-once`.
    set_as: Option<&'static str>,
    /// Where lines of their own begin in the text but the first one, bytes of it.
    breaks: &'a [usize],
    /// What of the text is emphasised: from which byte of it, to which, and how.
    emphasis: Vec<(usize, usize, String)>,
}

/// What of the element's text is emphasised: from which byte of it, to which, and how.
pub(super) fn emphasis(element: &Element) -> Vec<(usize, usize, String)> {
    element.emphasis.iter().map(|(range, set)| (range.start, range.end, set.names().join(" "))).collect()
}

/// Writes the elements of `episode` to `out`, one object a line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_lines(out: &mut impl Write, episode: &Episode, filed: Filed<'_>) -> io::Result<()> {
    for (position, element) in episode.elements.iter().enumerate() {
        serde_json::to_writer(&mut *out, &line(episode, filed, position, element))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn line<'a>(episode: &'a Episode, filed: Filed<'a>, position: usize, element: &'a Element) -> Line<'a> {
    let identity = &episode.identity;
    let scene = element.scene.and_then(|ix| episode.outline.scenes.get(ix.at()));
    let act = element.act.and_then(|ix| episode.outline.acts.get(ix.at()));
    let document = episode.sources.get(element.source.at());
    Line {
        id: format!("{}#{}", filed.key, element.id),
        episode: filed.key,
        series: filed.series.or(identity.series.as_deref()),
        season: filed.season,
        number: identity.number.as_deref(),
        title: &identity.title,
        air_date: identity.air_date.as_deref(),
        stardate: identity.stardate.as_deref(),
        element: element.id,
        position,
        document: document.map_or("", |document| &document.source.name),
        line: element.line,
        kind: element.kind,
        scene: scene.map(|scene| scene.number),
        heading: scene.map(|scene| scene.heading.as_str()),
        scene_number: scene.and_then(|scene| scene.written.as_deref()),
        act: act.map(|act| act.name.as_str()),
        speaker: episode.speaker_name(element),
        speakers: element.speakers.iter().map(|ix| episode.speaker(*ix).name.as_str()).collect(),
        extension: element.extension.as_deref(),
        confidence: super::json::rounded(element.confidence),
        words: element.spoken_words(),
        text: &element.text,
        set_as: element.setting.name(),
        breaks: &element.lines,
        emphasis: emphasis(element),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;
    use crate::library::Shelf;

    #[test]
    fn every_element_is_a_line_with_an_id_of_its_own() {
        for entry in Shelf::sample().entries {
            let (episode, _) = entry.load();
            let mut out = Vec::new();
            let filed = Filed { key: &entry.key, season: Some("2"), series: None };
            write_lines(&mut out, &episode, filed).expect("writing to memory");
            let text = String::from_utf8(out).expect("text");
            let lines: Vec<Value> =
                text.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
            let ids: HashSet<&str> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
            assert_eq!((lines.len(), ids.len()), (episode.elements.len(), episode.elements.len()));
            for (line, element) in lines.iter().zip(&episode.elements) {
                assert_eq!(line["text"], element.text.as_str());
                assert_eq!(line["id"], format!("{}#{}", entry.key, element.id));
                assert_eq!(
                    (&line["season"], &line["title"]),
                    (&"2".into(), &episode.identity.title.as_str().into())
                );
            }
        }
    }

    #[test]
    fn speakers_are_counted_by_the_lines_as_the_cast_counts_them() {
        let (episode, _) = Shelf::sample().entries[0].load();
        let mut out = Vec::new();
        write_lines(&mut out, &episode, Filed::default()).expect("writing to memory");
        let text = String::from_utf8(out).expect("text");
        let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        for speaker in &episode.cast.speakers {
            let is_of = |line: &&Value| {
                line["kind"] == "speech"
                    && line["speakers"]
                        .as_array()
                        .is_some_and(|names| names.contains(&speaker.name.as_str().into()))
            };
            let words = lines.iter().filter(is_of).filter_map(|line| line["words"].as_u64()).sum::<u64>();
            assert_eq!(lines.iter().filter(is_of).count(), speaker.speeches, "{}", speaker.name);
            assert_eq!(words, speaker.words as u64, "{}", speaker.name);
        }
    }
}

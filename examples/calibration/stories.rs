//! Who speaks in a story, by the story that was read by hand and the novels.

use std::collections::HashMap;
use std::path::Path;

use tableread::document::Kind;
use tableread::episode::{ElementKind, Episode};
use tableread::source::Source;

use crate::table::Table;
use crate::{bytes, files, given_text, json, list, loaded, number, same_person, text};

/// A speech of which is known who speaks it: bytes of the text, and the names of the speaker.
struct Known {
    start: usize,
    end: usize,
    names: Vec<String>,
}

pub(crate) fn measure(shared: &Path, table: &mut Table) {
    seed(shared, table);
    for folder in files(&shared.join("corpus/prose"), "") {
        novel(&folder, table);
    }
}

fn seed(shared: &Path, table: &mut Table) {
    let story = Source::from_bytes("story", &bytes(&shared.join("seeds/betrayals/story.txt")));
    let truth = json(&shared.join("truth/betrayals.json"));
    let starts: Vec<usize> = story.line_spans().map(|line| line.start).collect();
    let known = list(&truth, "segments").iter().filter_map(|segment| {
        let start = *starts.get(number(&segment["line"]).checked_sub(1)?)?;
        let place = |field: &str| start + byte_of(&story.text[start..], number(&segment[field]));
        let names = vec![text(&segment["speaker"]).to_owned()];
        Some(Known { start: place("start"), end: place("end"), names })
    });
    let known: Vec<Known> = known.collect();
    compare(&loaded(vec![given_text(&story.text, Kind::Story)]), &known, table);
}

fn novel(folder: &Path, table: &mut Table) {
    let story = Source::from_bytes("novel", &bytes(&folder.join("novel_text.txt")));
    let aliases = aliases(&folder.join("character_info.csv"));
    let mut places: Vec<usize> = story.text.char_indices().map(|(at, _)| at).collect();
    places.push(story.text.len());
    let mut known = Vec::new();
    let mut rows = rows(&folder.join("quotation_info.csv")).into_iter();
    let head = rows.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|of| of == name).unwrap_or_default();
    let (spans, speaker) = (column("quoteByteSpans"), column("speaker"));
    for row in rows {
        let names = aliases.get(&row[speaker]).cloned().unwrap_or_else(|| vec![row[speaker].clone()]);
        for span in numbers(&row[spans]).chunks_exact(2) {
            let (Some(start), Some(end)) = (places.get(span[0]), places.get(span[1])) else { continue };
            known.push(Known { start: *start, end: *end, names: names.clone() });
        }
    }
    known.sort_by_key(|known| known.start);
    compare(&loaded(vec![given_text(&story.text, Kind::Story)]), &known, table);
}

/// Holds the speeches of `episode` that are half of a known one or more against it.
fn compare(episode: &Episode, known: &[Known], table: &mut Table) {
    for element in episode.elements.iter().filter(|element| element.kind == ElementKind::Speech) {
        let Some(name) = episode.speaker_name(element) else { continue };
        let (start, end) = (element.span.start, element.span.end);
        let shared = |known: &&Known| {
            let both = end.min(known.end).saturating_sub(start.max(known.start));
            2 * both > known.end - known.start
        };
        let Some(known) = known.iter().find(shared) else { continue };
        let right = known.names.iter().any(|meant| same_person(&name, meant));
        table.add("story speakers", element.confidence, right);
    }
}

/// The names of each person of a novel.
fn aliases(path: &Path) -> HashMap<String, Vec<String>> {
    let mut aliases = HashMap::new();
    for row in rows(path).into_iter().skip(1) {
        let listed = row[2].trim_matches(['{', '}']).split(", ");
        let mut names: Vec<String> = listed
            .map(|name| name.trim_matches(['\'', '"']).to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        names.push(row[1].clone());
        aliases.insert(row[1].clone(), names);
    }
    aliases
}

/// The byte at which the character number `at` of `text` begins.
fn byte_of(text: &str, at: usize) -> usize {
    text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte)
}

/// All numbers in `text`, in order.
fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The rows of a file of comma-separated values (RFC 4180).
fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = String::from_utf8_lossy(&bytes(path)).replace("\r\n", "\n");
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(character),
        }
    }
    rows
}

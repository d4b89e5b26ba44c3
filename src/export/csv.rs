//! `tableread export --format csv`: every element of every episode as a row, for spreadsheets.
//!
//! The form is that of RFC 4180 with `\n` between rows. Columns may be added at the end; none is renamed.

use std::io::{self, Write};

use serde::Serialize;

use crate::episode::{Element, Episode};

use super::Filed;

/// The first row: what the columns are called.
const COLUMNS: [&str; 23] = [
    "id",
    "episode",
    "series",
    "season",
    "number",
    "title",
    "element",
    "position",
    "document",
    "line",
    "kind",
    "act",
    "scene",
    "heading",
    "speaker",
    "extension",
    "text",
    "air_date",
    "stardate",
    "scene_number",
    "set_as",
    "breaks",
    "emphasis",
];

/// Writes the first row.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_columns(out: &mut impl Write) -> io::Result<()> {
    write_row(out, COLUMNS.map(str::to_owned))
}

/// Writes the elements of `episode` to `out`, a row each.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_rows(out: &mut impl Write, episode: &Episode, filed: Filed<'_>) -> io::Result<()> {
    for (position, element) in episode.elements.iter().enumerate() {
        write_row(out, row(episode, filed, position, element))?;
    }
    Ok(())
}

fn row(episode: &Episode, filed: Filed<'_>, position: usize, element: &Element) -> [String; COLUMNS.len()] {
    let identity = &episode.identity;
    let scene = element.scene.and_then(|ix| episode.outline.scenes.get(ix.at()));
    let act = element.act.and_then(|ix| episode.outline.acts.get(ix.at()));
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        format!("{}#{}", filed.key, element.id),
        filed.key.to_owned(),
        text(filed.series.or(identity.series.as_deref())),
        text(filed.season),
        text(identity.number.as_deref()),
        identity.title.clone(),
        element.id.to_string(),
        position.to_string(),
        text(episode.sources.get(element.source.at()).map(|document| document.source.name.as_str())),
        element.line.to_string(),
        element.kind.name().to_owned(),
        text(act.map(|act| act.name.as_str())),
        scene.map(|scene| scene.number.to_string()).unwrap_or_default(),
        text(scene.map(|scene| scene.heading.as_str())),
        episode.speaker_name(element).unwrap_or_default(),
        text(element.extension.as_deref()),
        element.text.clone(),
        text(identity.air_date.as_deref()),
        text(identity.stardate.as_deref()),
        text(scene.and_then(|scene| scene.written.as_deref())),
        text(element.setting.name()),
        list(&element.lines),
        list(&super::jsonl::emphasis(element)),
    ]
}

/// `items` as JSON has them; nothing where there are none.
fn list<T: Serialize>(items: &[T]) -> String {
    let list = serde_json::to_string(items).unwrap_or_default();
    if items.is_empty() { String::new() } else { list }
}

fn write_row(out: &mut impl Write, fields: [String; COLUMNS.len()]) -> io::Result<()> {
    let fields = fields.map(|field| csv_field(&field));
    writeln!(out, "{}", fields.join(","))
}

/// A field as it stands in a row of a table: in quotation marks where it has to be. A spreadsheet takes what begins
/// with `=`, `+`, `-` or `@` for a formula, in quotation marks or not; the text stays as it is.
pub fn csv_field(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) || field.trim() != field {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    #[test]
    fn fields_that_need_it_are_quoted() {
        assert_eq!(csv_field("3 Deck"), "3 Deck");
        assert_eq!(csv_field("Deck, \"aft\""), "\"Deck, \"\"aft\"\"\"");
        assert_eq!(csv_field(" Deck"), "\" Deck\"");
    }

    #[test]
    fn every_element_is_a_row_of_as_many_fields_as_there_are_columns() {
        let (episode, _) = Shelf::sample().entries[0].load();
        let mut out = Vec::new();
        write_columns(&mut out).expect("writing to memory");
        write_rows(&mut out, &episode, Filed { key: "k", ..Filed::default() }).expect("writing to memory");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(text.lines().count(), episode.elements.len() + 1);
        let commas =
            |row: &str| row.split('"').step_by(2).map(|part| part.matches(',').count()).sum::<usize>();
        assert!(text.lines().all(|row| commas(row) == COLUMNS.len() - 1));
    }
}

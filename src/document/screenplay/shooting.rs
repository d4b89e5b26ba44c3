//! Shooting scripts as text: columns, page headings, scene numbers, revision marks, cast and set pages.
//!
//! What stands before the script (title, cast, sets) and what pages repeat is metadata. Acts are as marked.

mod assembly;
mod columns;
mod marks;

use crate::document::script::{Block, BlockKind, Header, Script};
use crate::document::{Kind, Parsed};
use crate::source::Source;

use columns::{Columns, Row};
use marks::{ActMark, act_mark, heading, is_furniture};

/// Reads `source` as a shooting script.
pub(super) fn parse(source: &Source) -> Parsed<Script> {
    let rows = columns::rows(source);
    let columns =
        columns::learn(source, &rows).map_or(Columns { name: 40, said: 24 }, |(_, columns)| columns);
    let first = first_row(source, &rows);
    let front = rows.iter().take(first).filter(|row| !row.whole.is_empty());
    let front = front.map(|row| Block::plain(row.whole, row.span, BlockKind::Metadata));
    let (blocks, diagnostics) = assembly::assemble(source, &rows, columns, first);
    let header = read_header(source, &rows, first);
    let blocks = front.chain(blocks).collect();
    Parsed { document: Script { kind: Kind::Screenplay, header, blocks }, diagnostics }
}

/// What stands before the script says of it.
pub(super) fn header(source: &Source) -> Header {
    let rows = columns::rows(source);
    read_header(source, &rows, first_row(source, &rows))
}

/// The first row of the script: an act's mark, a heading, or that the picture fades in.
fn first_row(source: &Source, rows: &[Row]) -> usize {
    let begins = |row: &Row| {
        let text = source.slice(row.span);
        act_mark(text) == Some(ActMark::Begins) || heading(text).is_some() || text == "FADE IN:"
    };
    rows.iter().position(begins).unwrap_or_default()
}

/// The title in quotation marks, the series above it, and who wrote the script.
fn read_header(source: &Source, rows: &[Row], first: usize) -> Header {
    let mut header = Header::default();
    let lines = rows.iter().take(first).map(|row| source.slice(row.span)).filter(|line| !line.is_empty());
    let mut written = false;
    let mut above = "";
    for line in lines.filter(|line| !is_furniture(line)) {
        let quoted = line.strip_prefix(['"', '“']).and_then(|rest| rest.strip_suffix(['"', '”']));
        if let Some(title) = quoted.filter(|_| header.title.is_none()) {
            header.title = Some(title.to_owned());
            header.series = Some(above.to_owned()).filter(|series| !series.is_empty());
        }
        if written && header.author.is_none() {
            header.author = Some(line.to_owned());
        }
        written = line.to_lowercase().ends_with("written by") || line.eq_ignore_ascii_case("teleplay by");
        above = line;
    }
    header
}

/// How much of a source is looked at to recognise it, bytes.
const SAMPLE: usize = 24 * 1024;
/// How many names in a column of their own a shooting script has there at least.
const FEWEST_NAMES: usize = 5;

/// How sure it is that `source` is a shooting script, and what speaks for it.
pub(super) fn recognise(source: &Source) -> (f32, String) {
    let end = source.line_of(SAMPLE.min(source.text.len().saturating_sub(1)));
    let rows: Vec<Row> = columns::rows_until(source, end);
    let (names, columns) = columns::learn(source, &rows).unwrap_or((0, Columns { name: 0, said: 0 }));
    if names < FEWEST_NAMES || columns.said == 0 {
        // Nearly all files are none, and the marks of one take longer to look for than all else.
        return (0.0, format!("{names} names in a column of their own"));
    }
    let count = |is: fn(&str) -> bool| rows.iter().filter(|row| is(source.slice(row.span))).count();
    let headings = count(|line| heading(line).is_some_and(|(_, numbered)| numbered));
    let slugs = count(|line| heading(line).is_some());
    let continued = count(|line| line.contains("CONTINUED:") || line.contains("(CONTINUED)"));
    let acts = count(|line| act_mark(line).is_some());
    let furniture = count(is_furniture);
    let reason = format!(
        "{names} names in a column of their own, {slugs} slug lines, {furniture} lines of page furniture"
    );
    let labels = count(|line| line.split_once(": ").is_some_and(|(name, _)| super::lines::is_cue(name)));
    if labels > names {
        return (0.0, reason);
    }
    let marks = [headings > 0, slugs > 1, continued > 0, acts > 0, furniture > 1, columns.said >= 8];
    let marks = marks.iter().filter(|mark| **mark).count();
    ((0.5 + 0.1 * marks as f32).min(0.97), reason)
}

//! A script as a table: every element a row, as `tableread export` writes it (`csv`, `jsonl`) and as others
//! keep dialogue (`character,dialogue`).
//!
//! The columns are known by their names, whatever their order; those that mean nothing here are passed over.
//! An act begins where the column of acts changes, a scene where a row is a heading; in a table that has no
//! kinds, where the column of scenes changes.
//!
//! # Diagnostics
//!
//! The codes are stable; all are warnings.
//!
//! | code | found | read as |
//! | --- | --- | --- |
//! | `malformed-json` | a line that is no JSON object | *other* |
//! | `no-text` | a row without the column of what is said | *other* |
//! | `several-episodes` | the first row of another episode | one episode with the rows before |
//! | `unclosed-quote` | a quotation mark that opens a field and that none closes | a field that ends with its line |
//! | `unknown-kind` | a kind that no element has | *other* |

mod column;
mod csv;
mod jsonl;
mod rows;

use super::script::{Header, Script};
use super::{Kind, Parsed, Recognition};
use crate::source::Source;
use crate::text::span::Span;

use column::Column;
use rows::{Row, Rows};

/// The columns that an element of our own tables has and no other table has together.
const OURS: [Column; 3] = [Column::Element, Column::Kind, Column::Text];

/// What a table is written in.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// Fields between commas or the like.
    Csv(csv::Head),
    /// A JSON object a line.
    Jsonl,
}

/// What `source` is written in, where its first line is that of a table, and the columns in it.
fn form(source: &Source) -> Option<(Form, Vec<Column>)> {
    let first = source.slice(source.line_span(source.first_line()));
    if first.starts_with('{') {
        return jsonl::columns(first).map(|columns| (Form::Jsonl, columns));
    }
    csv::head(first).map(|(head, columns)| (Form::Csv(head), columns))
}

/// The rows of `source`; all of it as one that nobody understands where it is no table.
fn rows_of(source: &Source) -> Rows<'_> {
    match form(source) {
        Some((Form::Csv(head), _)) => csv::rows(source, head),
        Some((Form::Jsonl, _)) => jsonl::rows(source),
        None => Rows { header: None, rows: jsonl::rows(source).rows },
    }
}

/// Reads `source` as a table.
pub fn parse(source: &Source) -> Parsed<Script> {
    let rows = rows_of(source);
    let header = rows.rows.iter().find(|row| row.has(Column::Text)).map(header_of).unwrap_or_default();
    let (blocks, diagnostics) = rows::blocks(source, &rows);
    Parsed { document: Script { kind: Kind::Table, header, blocks }, diagnostics }
}

/// What the first row of the table `source` says of the episode.
pub fn header(source: &Source) -> Header {
    parse(source).document.header
}

fn header_of(row: &Row<'_>) -> Header {
    let said = |column| row.value(column).map(crate::text::clean::clean_line);
    Header {
        title: said(Column::Title),
        series: said(Column::Series),
        number: said(Column::Number),
        stardate: said(Column::Stardate),
        air_date: said(Column::AirDate),
        author: None,
    }
}

/// How sure it is that `source` is a table: its first line names the columns.
pub fn recognise(source: &Source) -> Recognition {
    let (confidence, reason) = match form(source) {
        None => (0.0, "no columns in the first line".to_owned()),
        Some((form, columns)) => {
            let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
            let form = match form {
                Form::Csv(_) => "a table",
                Form::Jsonl => "JSON lines",
            };
            let ours = OURS.iter().all(|column| columns.contains(column));
            (if ours { 0.99 } else { 0.96 }, format!("{form} of {}", names.join(", ")))
        }
    };
    Recognition { kind: Kind::Table, confidence, reason }
}

/// The stretches of the table `source` that are of one episode each, in order, and the line with the names of
/// the columns, which all of them need; `None` where it has one episode.
pub(super) fn episodes(source: &Source) -> Option<(Option<Span>, Vec<Span>)> {
    let rows = rows_of(source);
    let starts = rows::first_rows(&rows);
    (starts.len() > 1).then(|| (rows.header, Span::between(&starts, source.text.len()).collect()))
}

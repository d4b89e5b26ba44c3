//! Key words in context: what answers stands in one column, what is said around it on either side.

use std::ops::Range;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::cli::CliError;
use crate::cli::arguments::{Order, SearchArguments, SearchFormat};
use crate::search::{Answer, KeyWord, KwicOrder, Query, key_words};
use crate::text::columns::{beginning, end};

use super::Report;
use super::episodes::Found;
use super::print::{LIT, may_light};
use super::records::record;
use super::sink::Sink;

const COLUMNS: &[&str] = &["episode", "path", "id", "speaker", "left", "match", "right"];

/// Columns for a line's id and for who speaks, in rows for people.
const ID: usize = 7;
const NAME: usize = 12;

/// A concordance: printed as it is found, or held until all is known where neighbours sort it.
pub(super) struct Concordance<'q> {
    query: &'q Query,
    order: KwicOrder,
    format: SearchFormat,
    width: usize,
    lit: bool,
    several: bool,
    held: Vec<Row>,
    sink: Sink,
}

/// A row with all that is printed of it.
struct Row {
    compared: Vec<String>,
    episode: String,
    path: String,
    id: String,
    speaker: Option<String>,
    left: String,
    found: String,
    right: String,
}

impl<'q> Concordance<'q> {
    pub(super) fn new(query: &'q Query, wanted: &SearchArguments, several: bool) -> Self {
        let order = match wanted.sort {
            Order::Place => KwicOrder::Place,
            Order::Left => KwicOrder::Left,
            Order::Right => KwicOrder::Right,
        };
        let (format, width) = (wanted.format, wanted.width);
        let (lit, sink) = (may_light(wanted.color), Sink::new(format, COLUMNS));
        Self { query, order, format, width, lit, several, held: Vec::new(), sink }
    }

    fn print(&mut self, row: Row) -> Result<(), CliError> {
        if self.format == SearchFormat::Text {
            let line = self.line(&row);
            return self.sink.line(line.trim_end());
        }
        self.sink.put(record([
            ("episode", json!(row.episode)),
            ("path", json!(row.path)),
            ("id", json!(row.id)),
            ("speaker", json!(row.speaker)),
            ("left", json!(row.left.trim())),
            ("match", json!(row.found)),
            ("right", json!(row.right.trim())),
        ]))
    }

    fn line(&self, row: &Row) -> String {
        let name = beginning(row.speaker.as_deref().unwrap_or_default(), NAME);
        let left = end(&row.left, self.width);
        let right = beginning(&row.right, self.width);
        // Paths differ in length: behind the rest they leave the column of what answers alone.
        let room = self.width.saturating_sub(right.width()) + 2;
        let path = if self.several { format!("{:room$}{}", "", row.path) } else { String::new() };
        let (on, off) = if self.lit { LIT } else { ("", "") };
        format!(
            "{id:<ID$} {name}{pad} {indent}{left}{on}{found}{off}{right}{path}",
            id = row.id,
            pad = " ".repeat(NAME.saturating_sub(name.width())),
            indent = " ".repeat(self.width.saturating_sub(left.width())),
            found = row.found,
        )
    }
}

impl Report for Concordance<'_> {
    fn take(&mut self, found: &Found) -> Result<(), CliError> {
        let lit = |element| found.index.highlights(self.query, element);
        let key_words = key_words(&found.episode, &found.answer.hits, self.order, lit);
        let (episode, path) = (found.name.clone(), found.path());
        for key_word in key_words {
            let row = row(found, &key_word, self.order, &episode, &path);
            if self.order == KwicOrder::Place { self.print(row)? } else { self.held.push(row) }
        }
        self.sink.flush()
    }

    /// A concordance is of the script.
    fn prints(&self, answer: &Answer) -> bool {
        !answer.hits.is_empty()
    }

    fn finish(&mut self) -> Result<(), CliError> {
        self.held.sort_by(|a, b| a.compared.cmp(&b.compared));
        for row in std::mem::take(&mut self.held) {
            self.print(row)?;
        }
        self.sink.finish()
    }
}

fn row(found: &Found, key_word: &KeyWord, order: KwicOrder, episode: &str, path: &str) -> Row {
    let element = found.episode.element(key_word.element);
    let part = |range: Range<usize>| element.text.get(range).unwrap_or_default().to_owned();
    Row {
        compared: key_word.compared(order).to_vec(),
        episode: episode.to_owned(),
        path: path.to_owned(),
        id: element.id.to_string(),
        speaker: found.episode.speaker_name(element),
        left: part(0..key_word.found.start),
        found: part(key_word.found.clone()),
        right: part(key_word.found.end..element.text.len()),
    }
}

//! Rows, whatever they are written in, to blocks.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::document::Diagnostic;
use crate::document::script::{Block, BlockKind, Cue, Setting};
use crate::document::words::{Emphasis, Words};
use crate::source::Source;
use crate::text::clean::clean_line;
use crate::text::span::Span;

use super::column::Column;

/// The rows of a table.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    /// The line with the names of the columns.
    pub(super) header: Option<Span>,
    pub(super) rows: Vec<Row<'a>>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) span: Span,
    /// The fields of columns that mean something.
    pub(super) fields: Vec<(Column, Field<'a>)>,
    /// What is wrong with it.
    pub(super) fault: Option<Diagnostic>,
}

/// A field of a row.
#[derive(Debug)]
pub(super) struct Field<'a> {
    /// Its place, without the marks around it.
    pub(super) span: Span,
    /// What it says.
    pub(super) value: Cow<'a, str>,
}

impl Row<'_> {
    pub(super) fn has(&self, column: Column) -> bool {
        self.field(column).is_some()
    }

    fn field(&self, column: Column) -> Option<&Field<'_>> {
        self.fields.iter().find(|(of, _)| *of == column).map(|(_, field)| field)
    }

    /// What the field of `column` says; `None` where that is nothing.
    pub(super) fn value(&self, column: Column) -> Option<&str> {
        let value = self.field(column).map(|field| field.value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// What tells its episode from others: what that is known by, or its title.
    fn episode(&self) -> Option<&str> {
        self.value(Column::Episode).or_else(|| self.value(Column::Title))
    }
}

/// Where the first row of each episode begins.
pub(super) fn first_rows(rows: &Rows<'_>) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before = None;
    for row in &rows.rows {
        let episode = row.episode();
        if episode.is_some() && episode != before {
            starts.push(row.span.start);
            before = episode;
        }
    }
    starts
}

/// The blocks of `rows`, and what there is to say about them.
pub(super) fn blocks(source: &Source, rows: &Rows<'_>) -> (Vec<Block>, Vec<Diagnostic>) {
    let mut reading = Reading {
        source,
        blocks: Vec::new(),
        diagnostics: Vec::new(),
        has_kinds: rows.rows.iter().any(|row| row.has(Column::Kind)),
        act: None,
        scene: None,
        persons: HashMap::new(),
    };
    let further: Vec<usize> = first_rows(rows).into_iter().skip(1).collect();
    for row in &rows.rows {
        if further.binary_search(&row.span.start).is_ok() {
            reading.diagnostics.push(Diagnostic::another_episode(source, row.span, "a row"));
        }
        reading.diagnostics.extend(row.fault.clone());
        reading.row(row);
    }
    // The names of the columns say nothing of the episode: they are of the block that is first.
    match (rows.header, reading.blocks.first_mut()) {
        (Some(header), Some(first)) => first.span.start = header.start,
        (Some(header), None) => reading.blocks.push(Block::plain(header, header, BlockKind::Metadata)),
        (None, _) => {}
    }
    reading.diagnostics.sort_by_key(|said| said.span.start);
    (reading.blocks, reading.diagnostics)
}

/// A table that is being read.
struct Reading<'a> {
    source: &'a Source,
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
    has_kinds: bool,
    /// The act and the scene that the row before is in.
    act: Option<String>,
    scene: Option<String>,
    /// Those who speak, by their names, and the number of each.
    persons: HashMap<String, usize>,
}

impl Reading<'_> {
    fn row(&mut self, row: &Row<'_>) {
        let Some(text) = row.field(Column::Text) else {
            if row.fault.is_none() {
                let message = "found a row without a text; expected what is said or told";
                self.diagnostics.push(Diagnostic::warning("no-text", row.span, message));
            }
            return self.blocks.push(Block::plain(row.span, row.span, BlockKind::Other));
        };
        let kind = self.kind(row);
        let act = row.value(Column::Act);
        if kind == BlockKind::ActMark {
            self.act = act.map(str::to_owned);
            let name = act.and_then(|_| row.field(Column::Act)).unwrap_or(text);
            self.blocks.push(Block { setting: Setting::Section, ..self.block(row.span, name, kind) });
            return;
        }
        let mut start = row.span.start;
        if act.is_some() && act != self.act.as_deref() {
            self.act = act.map(str::to_owned);
            start = self.opened(row, Column::Act, BlockKind::ActMark, start);
        }
        if !self.has_kinds {
            start = self.scene_opened(row, start);
        }
        let number = row.value(Column::SceneNumber).filter(|_| kind == BlockKind::Heading).map(clean_line);
        let block = self.block(Span::new(start, row.span.end), text, kind);
        let words = set_apart(row, &text.value).or(block.words);
        let setting = row.value(Column::SetAs).and_then(Setting::called).unwrap_or_default();
        self.blocks.push(Block { number, words, setting, ..block });
    }

    /// What the row is, by its column of kinds; where there is none, by whether somebody speaks.
    fn kind(&mut self, row: &Row<'_>) -> BlockKind {
        let Some(kind) = row.value(Column::Kind) else {
            return match row.value(Column::Speaker) {
                Some(_) => BlockKind::Speech(self.cue(row)),
                None if self.has_kinds => BlockKind::Other,
                None => BlockKind::Direction,
            };
        };
        match kind {
            "speech" => BlockKind::Speech(self.cue(row)),
            "log" => BlockKind::Log,
            "direction" => BlockKind::Direction,
            // The heading of a scene is `9.00`; a heading that has a letter marks an act.
            "heading" => match row.value(Column::Element) {
                Some(id) if id.ends_with(|last: char| last.is_ascii_lowercase()) => BlockKind::ActMark,
                _ => BlockKind::Heading,
            },
            "narration" => BlockKind::Narration,
            "metadata" => BlockKind::Metadata,
            "other" => BlockKind::Other,
            unknown => {
                let message =
                    format!("found the kind {unknown:?}; expected speech, direction, heading or the like");
                self.diagnostics.push(Diagnostic::warning("unknown-kind", row.span, clean_line(&message)));
                BlockKind::Other
            }
        }
    }

    fn cue(&mut self, row: &Row<'_>) -> Cue {
        let Some(label) = row.value(Column::Speaker) else { return Cue::unknown() };
        let extension = row.value(Column::Extension).map(clean_line);
        let confidence = row.value(Column::Confidence).and_then(|value| value.parse().ok());
        let names =
            row.value(Column::Speakers).and_then(|list| serde_json::from_str::<Vec<String>>(list).ok());
        let who = names.filter(|names| !names.is_empty()).map(|names| self.numbers(names));
        let confidence = confidence.filter(|sure| (0.0..=1.0).contains(sure)).unwrap_or(1.0);
        Cue { confidence, who, ..Cue::written(clean_line(label), extension) }
    }

    /// The numbers of those with these names, set apart by spaces.
    fn numbers(&mut self, names: Vec<String>) -> String {
        let number = |name| {
            let next = self.persons.len();
            self.persons.entry(name).or_insert(next).to_string()
        };
        names.into_iter().map(number).collect::<Vec<_>>().join(" ")
    }

    /// A scene begins where the column of its number or heading changes.
    fn scene_opened(&mut self, row: &Row<'_>, start: usize) -> usize {
        let named = [Column::Heading, Column::Scene].into_iter().find(|column| row.value(*column).is_some());
        let Some(named) = named else { return start };
        let scene = [Column::Scene, Column::Heading].map(|column| row.value(column).unwrap_or_default());
        let scene = scene.join("\n");
        if self.scene.as_ref() == Some(&scene) {
            return start;
        }
        self.scene = Some(scene);
        self.opened(row, named, BlockKind::Heading, start)
    }

    /// Says that what the field of `column` names begins with `row`, of which everything before `start` has been
    /// told; gives where what is left of it begins. A field behind the text is told of and left where it is.
    fn opened(&mut self, row: &Row<'_>, column: Column, kind: BlockKind, start: usize) -> usize {
        let text = row.field(Column::Text).map_or(start, |text| text.span.start);
        let Some(field) = row.field(column) else { return start };
        let setting = if kind == BlockKind::ActMark { Setting::Section } else { Setting::Plain };
        let in_order = start <= field.span.start && field.span.end < text;
        let block = if in_order {
            self.block(Span::new(start, field.span.end), field, kind)
        } else {
            let nothing = Span::new(start, start);
            Block { words: Some(words(&field.value)), ..Block::plain(nothing, nothing, kind) }
        };
        let end = block.span.end;
        self.blocks.push(Block { setting, ..block });
        end
    }

    /// The block that `field` is the text of.
    fn block(&self, span: Span, field: &Field<'_>, kind: BlockKind) -> Block {
        let text = Span::new(field.span.start.max(span.start), field.span.end.min(span.end));
        let verbatim = self.source.slice(text) == field.value;
        let words = (!verbatim).then(|| words(&field.value));
        Block { words, ..Block::plain(span, text, kind) }
    }
}

/// The words of `row`, whose text is `text`, where other columns say how they are set.
fn set_apart(row: &Row<'_>, text: &str) -> Option<Words> {
    let breaks = row.value(Column::Breaks).and_then(|list| serde_json::from_str::<Vec<usize>>(list).ok());
    let emphasis = row.value(Column::Emphasis);
    let emphasis = emphasis.and_then(|list| serde_json::from_str::<Vec<(usize, usize, String)>>(list).ok());
    let mut breaks = breaks.unwrap_or_default();
    let emphasis = emphasis.unwrap_or_default().into_iter();
    let mut emphasis: Vec<_> =
        emphasis.map(|(start, end, names)| (start..end, Emphasis::named(&names))).collect();
    if breaks.is_empty() && emphasis.is_empty() {
        return None;
    }
    breaks.sort_unstable();
    emphasis.sort_by_key(|(range, _)| range.start);
    Some(Words::set_apart(text, &breaks, &emphasis))
}

/// What a field says, its lines apart.
fn words(value: &str) -> Words {
    let mut words = Words::default();
    for line in value.lines() {
        words.push(line, Emphasis::default());
        words.end_line();
    }
    words
}

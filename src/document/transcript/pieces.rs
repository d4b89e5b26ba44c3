//! A line taken apart: a heading with a speech behind it, a direction with a log behind it.

use crate::source::Source;
use crate::text::span::Span;

use super::brackets::closing;
use super::labels::{Label, Labels};
use super::marks::{ActLine, act_line, begins_log, is_furniture};

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: PieceKind,
}

/// What a part of a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A scene heading; its name, and whether its bracket is closed.
    Heading { text: Span, closed: bool },
    /// A direction, and whether its bracket is closed.
    Direction { closed: bool },
    /// A speech: who, and what.
    Speech { label: Label, text: Span },
    /// A colon or an extension with nobody before it.
    Nobody { text: Span },
    /// A log entry begins.
    Log,
    /// An act begins or ends.
    Act(ActLine),
    /// Page furniture.
    Furniture,
    /// Words on a screen, in capitals.
    Caption,
    /// Marks without a word, left over from typing.
    Stray,
    /// Anything else: goes on with what was before.
    Text,
}

/// Extensions that stand in brackets like headings do.
const EXTENSIONS: [&str; 8] = ["oc", "oc.", "o.c.", "os", "o.s.", "vo", "v.o.", "on viewscreen"];

/// The parts of `line`, in order; together they are the line.
pub(super) fn pieces(source: &Source, labels: &Labels, line: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line.trimmed(&source.text);
    while !rest.is_empty() {
        let piece = first(source, labels, rest, pieces.is_empty());
        let end = piece.span.end.max(rest.start + 1);
        pieces.push(piece);
        rest = Span::new(end, line.end).trimmed(&source.text);
    }
    pieces
}

fn first(source: &Source, labels: &Labels, rest: Span, at_start: bool) -> Piece {
    let text = source.slice(rest);
    if let Some(act) = act_line(text).filter(|_| at_start) {
        return Piece { span: rest, kind: PieceKind::Act(act) };
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Piece { span: rest, kind: PieceKind::Stray };
    }
    if text.starts_with(['[', '{']) {
        return bracketed(source, labels, rest, at_start);
    }
    if text.starts_with('(') {
        return direction(source, labels, rest);
    }
    if let Some(label) = labels.at(source, rest) {
        return speech(source, labels, rest, label);
    }
    let span = before_next(source, labels, rest);
    let kind = match text {
        _ if begins_log(text) => PieceKind::Log,
        _ if is_furniture(text) => PieceKind::Furniture,
        _ if text.starts_with(':') => {
            PieceKind::Nobody { text: Span::new(span.start + 1, span.end).trimmed(&source.text) }
        }
        _ if at_start && is_caption(text) => PieceKind::Caption,
        _ => PieceKind::Text,
    };
    Piece { span, kind }
}

/// `rest` up to where the next speech begins on its line.
fn before_next(source: &Source, labels: &Labels, rest: Span) -> Span {
    let end = labels.inside(source.slice(rest)).map_or(rest.end, |at| rest.start + at);
    Span::new(rest.start, end).trimmed(&source.text)
}

/// `[Bridge]`, `{Bridge]`, `[Bridge`: a heading; `[OC]: text`: somebody; `[a bell rings]` where the
/// document has no such headings, and `[A bell rings.]`: a direction.
fn bracketed(source: &Source, labels: &Labels, rest: Span, at_start: bool) -> Piece {
    let text = source.slice(rest);
    let Some(close) = closing(text) else {
        let inner = Span::new(rest.start + 1, rest.end).trimmed(&source.text);
        return Piece { span: rest, kind: PieceKind::Heading { text: inner, closed: false } };
    };
    let inner = Span::new(rest.start + 1, rest.start + close - 1).trimmed(&source.text);
    let behind = &text[close..];
    let name = source.slice(inner);
    if let Some(words) = behind.trim_start().strip_prefix(':')
        && EXTENSIONS.contains(&name.to_lowercase().as_str())
    {
        let text = before_next(source, labels, Span::new(rest.end - words.len(), rest.end));
        return Piece { span: Span::new(rest.start, text.end), kind: PieceKind::Nobody { text } };
    }
    let stray = behind.len() - behind.trim_start_matches([']', '}', ';', '.']).len();
    let span = Span::new(rest.start, rest.start + close + stray);
    let alone = at_start && span.end == rest.end;
    let named = name.starts_with(|c: char| !c.is_lowercase()) || (labels.has_headings() && alone);
    let text = scene_name(source, inner);
    let kind = if text != inner || (named && !is_sentence(name)) {
        PieceKind::Heading { text, closed: true }
    } else {
        PieceKind::Direction { closed: true }
    };
    Piece { span, kind }
}

/// Whether what stands in brackets tells of something, as a place's name does not.
fn is_sentence(name: &str) -> bool {
    let words = name.split_whitespace().count();
    words > 4 && name.ends_with(['.', '!']) && !name.ends_with("etc.")
}

/// `[Scene: the lamp room]` is called `the lamp room`.
fn scene_name(source: &Source, inner: Span) -> Span {
    let text = source.slice(inner);
    let lead = ["Scene:", "SCENE:", "Scene -", "Setting:"].iter().find(|lead| text.starts_with(**lead));
    Span::new(inner.start + lead.map_or(0, |lead| lead.len()), inner.end).trimmed(&source.text)
}

fn direction(source: &Source, labels: &Labels, rest: Span) -> Piece {
    let text = source.slice(rest);
    if let Some(close) = closing(text) {
        // What is typed by mistake behind the bracket belongs to it.
        let behind = &text[close..];
        let stray = behind.trim_start().trim_start_matches([';', ')', ']', ',', '.']);
        let end = if stray.trim().is_empty() { rest.end } else { rest.start + close };
        return Piece { span: Span::new(rest.start, end), kind: PieceKind::Direction { closed: true } };
    }
    Piece { span: before_next(source, labels, rest), kind: PieceKind::Direction { closed: false } }
}

fn speech(source: &Source, labels: &Labels, rest: Span, label: Label) -> Piece {
    let words = Span::new(label.end, rest.end);
    let mut end = before_next(source, labels, words).end;
    // A heading at the end of the line is not said.
    let said = Span::new(words.start, end).of(&source.text).trim_end();
    if let Some(open) = said.rfind('[').filter(|_| said.ends_with(']')) {
        let before = said[..open].trim_end();
        let heading = said[open + 1..].starts_with(char::is_uppercase);
        if heading && before.ends_with(['.', '!', '?', ')']) {
            end = words.start + open;
        }
    }
    let text = Span::new(words.start, end).trimmed(&source.text);
    Piece { span: Span::new(rest.start, text.end.max(label.end)), kind: PieceKind::Speech { label, text } }
}

/// Whether a line is words on a screen: several in capitals, and nothing else.
fn is_caption(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && !text.chars().any(char::is_lowercase) && text.len() <= 80
}

/// How much of what there is in a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) headings: usize,
    pub(super) speeches: usize,
    /// Lines after a blank one that nobody says and that are no direction.
    pub(super) loose: usize,
}

/// How much of a source is looked at to recognise it, bytes.
pub(super) const SAMPLE: usize = 12 * 1024;

/// Counts what the beginning of `source` holds.
pub(super) fn count(source: &Source, labels: &Labels) -> Counts {
    let mut counts = Counts::default();
    let mut after_blank = true;
    for line in source.line_spans().take_while(|line| line.start < SAMPLE) {
        let line = Span::new(line.start, line.end.min(line.start + SAMPLE)).trimmed(&source.text);
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        for piece in pieces(source, labels, line).iter().take(4) {
            match piece.kind {
                PieceKind::Heading { closed: true, .. } => counts.headings += 1,
                PieceKind::Speech { .. } => counts.speeches += 1,
                PieceKind::Text if after_blank => counts.loose += 1,
                _ => {}
            }
        }
        after_blank = false;
    }
    counts
}

//! A line taken apart: a heading with a speech behind it, a direction with a log behind it.

use crate::source::Source;
use crate::text::span::Span;

use super::brackets::closing;
use super::extension::{Bracket, is_extension};
use super::labels::{Label, Labels, Mark, after_blank};
use super::marks::{
    ActLine, act_line, begins_log, changes_scene, cuts, heading_lead, is_furniture, is_time_caption,
    is_transition, scene_lead,
};
use super::names::{is_capital, is_mixed};

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
    Nobody { extension: Option<Span>, text: Span },
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

/// The parts of `line`, in order; together they are the line.
pub(super) fn pieces(source: &Source, labels: &Labels, line: Span) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(1);
    let mut rest = line.trimmed(&source.text);
    if let Some(strange) = strange_lead(source, labels, rest) {
        let span = Span::new(rest.start, rest.start + strange);
        pieces.push(Piece { span: span.trimmed(&source.text), kind: PieceKind::Stray });
        rest = Span::new(span.end, line.end).trimmed(&source.text);
    }
    while !rest.is_empty() {
        let at_start = pieces.iter().all(|piece: &Piece| piece.kind == PieceKind::Stray);
        let piece = first(source, labels, rest, at_start);
        let end = piece.span.end.max(rest.start + 1);
        pieces.push(piece);
        rest = Span::new(end, line.end).trimmed(&source.text);
    }
    pieces
}

/// How many bytes stand before a label or a bracket that belong to neither: marks left over from typing,
/// or the time of the line, `38.02 MAREN: text`. Only at the beginning of a line.
fn strange_lead(source: &Source, labels: &Labels, line: Span) -> Option<usize> {
    let text = source.slice(line);
    // So most lines begin, and nothing that is left over.
    if text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let label_at = |at: usize, known: bool| {
        let label = labels.at(source, Span::new(line.start + at, line.end))?;
        let name = label.name.of(&source.text);
        let named = if known { labels.knows(name) } else { is_capital(name) };
        (label.mark == Mark::Colon && named).then_some(at)
    };
    let marks = |strange: &[char]| text.len() - text.trim_start_matches(strange).len();
    if text.starts_with('(') && closing(text).is_none() {
        return label_at(1, true);
    }
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text[1..].starts_with(' ') {
        return label_at(2, true);
    }
    let before_bracket = marks(&[';', ')', ']', '}', ' ']);
    if before_bracket > 0 && text[before_bracket..].starts_with(['(', '[']) {
        return Some(before_bracket);
    }
    let time = marks(&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ':', ' ', '[', ']']);
    let timed = text[..time].contains(['.', ':']) && text[..time].contains(|c: char| c.is_ascii_digit());
    let typed = marks(&[';', '.', ',', ')', ']', '}', '-', '*', ' ']);
    [typed, if timed { time } else { 0 }].into_iter().filter(|at| *at > 0).find_map(|at| label_at(at, false))
}

fn first(source: &Source, labels: &Labels, rest: Span, at_start: bool) -> Piece {
    let text = source.slice(rest);
    if at_start && let Some(act) = act_line(text) {
        return Piece { span: rest, kind: PieceKind::Act(act) };
    }
    // Of a whole line only: to look at all that is left for each piece takes too long.
    if (at_start || !text.starts_with(['[', '{', '('])) && !text.chars().any(char::is_alphanumeric) {
        return Piece { span: rest, kind: PieceKind::Stray };
    }
    if text.starts_with(['[', '{']) {
        return bracketed(source, labels, rest, at_start);
    }
    if text.starts_with(['(', '（']) {
        return direction(source, labels, rest);
    }
    if at_start && let Some(lead) = heading_lead(text) {
        let span = before_next(source, labels, rest);
        let text = Span::new(span.start + lead, span.end.max(span.start + lead)).trimmed(&source.text);
        return Piece { span, kind: PieceKind::Heading { text, closed: true } };
    }
    if at_start && cuts(text) && after_blank(source, rest) {
        return cut(source, labels, rest);
    }
    if let Some(label) = labels.at(source, rest) {
        return speech(source, labels, rest, label);
    }
    let span = before_next(source, labels, rest);
    let kind = match text {
        _ if begins_log(text) => PieceKind::Log,
        _ if is_furniture(text, at_start && after_blank(source, rest)) => PieceKind::Furniture,
        _ if text.starts_with(':') => {
            let text = Span::new(span.start + 1, span.end).trimmed(&source.text);
            PieceKind::Nobody { extension: None, text }
        }
        _ if at_start && is_order(text) => PieceKind::Caption,
        _ if at_start && (is_caption(text) || is_time_caption(text)) => PieceKind::Caption,
        _ => PieceKind::Text,
    };
    Piece { span, kind }
}

/// `Cut to the jetty. Fenn is there.`: the first sentence heads a scene.
fn cut(source: &Source, labels: &Labels, rest: Span) -> Piece {
    let span = before_next(source, labels, rest);
    let text = source.slice(span);
    let end = text.find(". ").or_else(|| text.find(" (")).map_or(span.end, |at| span.start + at + 1);
    let span = Span::new(span.start, end).trimmed(&source.text);
    let marks =
        source.slice(span).len() - source.slice(span).trim_start_matches(['-', '–', '—', '*', ' ']).len();
    Piece { span, kind: PieceKind::Heading { text: Span::new(span.start + marks, span.end), closed: true } }
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
    let inner = inside(source, rest.start, close);
    let behind = &text[close..];
    let name = source.slice(inner);
    if let Some(words) = behind.trim_start().strip_prefix(':')
        && is_extension(name)
    {
        let text = before_next(source, labels, Span::new(rest.end - words.len(), rest.end));
        return Piece {
            span: Span::new(rest.start, text.end),
            kind: PieceKind::Nobody { extension: Some(inner), text },
        };
    }
    let named = is_capital(name) || is_mixed(name) || labels.knows(name);
    if let Some(words) = behind.strip_prefix(':').filter(|_| named && at_start) {
        let (end, mark, bracket) = (rest.end - words.len(), Mark::Colon, Bracket::Whole);
        return speech(source, labels, rest, Label { name: inner, extension: None, end, mark, bracket });
    }
    let stray = behind.len() - behind.trim_start_matches([']', '}', ';', '.']).len();
    let span = Span::new(rest.start, rest.start + close + stray);
    let alone = at_start && span.end == rest.end;
    let named = name.starts_with(|c: char| !c.is_lowercase()) || (labels.has_headings() && alone);
    let heads = labels.has_telling_headings() && text.starts_with('[') || changes_scene(name);
    let told = is_sentence(name) && !(heads && alone);
    let text = scene_name(source, inner);
    let kind = if text != inner || (named && !told && !is_extension_alone(name)) {
        PieceKind::Heading { text, closed: true }
    } else {
        PieceKind::Direction { closed: true }
    };
    Piece { span, kind }
}

/// What stands between the bracket at `start` and its other half, `close` bytes on; an opening bracket
/// typed twice is left out.
fn inside(source: &Source, start: usize, close: usize) -> Span {
    let inner = Span::new(start + 1, start + close - 1);
    let twice = source.slice(inner).starts_with(['[', '{']) && !source.slice(inner).contains([']', '}']);
    Span::new(inner.start + usize::from(twice), inner.end).trimmed(&source.text)
}

/// Whether `name` is an extension, written as one: `[On screen]` may head a scene.
fn is_extension_alone(name: &str) -> bool {
    let capital = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    is_extension(name) && !capital
}

/// Whether what stands in brackets tells of something, as a place's name does not.
fn is_sentence(name: &str) -> bool {
    let words = name.split_whitespace().count();
    words > 3 && name.ends_with(['.', '!']) && !name.ends_with("etc.")
}

/// `[Scene: the lamp room]` is called `the lamp room`.
fn scene_name(source: &Source, inner: Span) -> Span {
    let text = source.slice(inner);
    Span::new(inner.start + scene_lead(text).unwrap_or_default(), inner.end).trimmed(&source.text)
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
    if said.ends_with(']')
        && let Some(open) = said.rfind('[')
    {
        let before = said[..open].trim_end();
        let inner = &said[open + 1..];
        let led = scene_lead(inner).is_some() || changes_scene(inner);
        let heading = led || (inner.starts_with(char::is_uppercase) && !labels.has_led_headings());
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

/// Whether a line is an order to the camera or a note: `CUT TO: the boat`, `NOTE: the soup is cold.`
fn is_order(text: &str) -> bool {
    let name = text.split_once(':').map(|(name, _)| name);
    text.starts_with(char::is_uppercase) && name.is_some_and(is_transition)
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
pub(super) const SAMPLE: usize = 6 * 1024;

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

//! Pieces of lines to blocks: what goes on over lines is joined, what is odd is told.

use crate::document::Diagnostic;
use crate::document::script::{Block, BlockKind, Cue, Evidence};
use crate::source::Source;
use crate::text::span::Span;

use super::labels::{Label, Labels, Mark};
use super::marks::ActLine;
use super::pieces::{Piece, PieceKind, pieces};

/// How many lines a direction goes on for at most, where its bracket is closed on a later one.
const LONGEST_DIRECTION: usize = 12;

/// The same for a heading, which is short.
const LONGEST_HEADING: usize = 3;

/// The longest name of a place without its opening bracket, bytes.
const LONGEST_PLACE: usize = 40;

/// How sure it is that the one who spoke before a direction goes on after it.
const GOES_ON: f32 = 0.7;

/// The blocks of `source` from line `first` on (from 1), and what there is to say about them.
pub(super) fn assemble(source: &Source, labels: &Labels, first: usize) -> (Vec<Block>, Vec<Diagnostic>) {
    let mut assembly = Assembly { source, labels, blocks: Vec::new(), diagnostics: Vec::new(), open: None };
    for number in first..=source.line_count() {
        let line = source.line_span(number).trimmed(&source.text);
        if line.is_empty() || assembly.goes_on_with_open(line, number) {
            continue;
        }
        assembly.add_line(pieces(source, labels, line), number);
    }
    if assembly.open.is_some() {
        assembly.tell_unclosed();
    }
    (assembly.blocks, assembly.diagnostics)
}

struct Assembly<'a> {
    source: &'a Source,
    labels: &'a Labels,
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
    /// A bracket of the last block that a later line may close: up to which line.
    open: Option<usize>,
}

impl Assembly<'_> {
    fn push(&mut self, span: Span, text: Span, kind: BlockKind) {
        self.blocks.push(Block { span, text, kind });
    }

    fn warn(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::warning(code, span, message));
    }

    /// Takes `line` as the rest of a bracket that the last block left open, where it closes there.
    fn goes_on_with_open(&mut self, line: Span, number: usize) -> bool {
        let Some(until) = self.open.take() else { return false };
        let text = self.source.slice(line);
        let starts_other = text.starts_with(['[', '(', '{']) || self.labels.at(self.source, line).is_some();
        let closes = text.find([')', ']', '}']);
        if starts_other || !self.closes_within(line, number, until) {
            self.tell_unclosed();
            return false;
        }
        if let Some(last) = self.blocks.last_mut() {
            let end = closes.map_or(line.end, |at| line.start + at + 1);
            last.span.end = end;
            last.text.end = if last.kind == BlockKind::Heading && closes.is_some() { end - 1 } else { end };
            if closes.is_none() {
                self.open = Some(until);
            }
            let rest = Span::new(end, line.end);
            self.add_line(pieces(self.source, self.labels, rest), number);
        }
        true
    }

    /// Whether the open bracket closes on `line` or on one of the lines up to `until`.
    fn closes_within(&self, line: Span, number: usize, until: usize) -> bool {
        let mut next = line;
        for at in number..=until {
            let text = self.source.slice(next);
            let closing = text.find([')', ']', '}']);
            let opening = text.find(['(', '[', '{']);
            match (closing, opening) {
                (Some(close), open) if open.is_none_or(|open| close < open) => return true,
                (_, Some(_)) => return false,
                _ if text.is_empty() || (at > number && self.labels.at(self.source, next).is_some()) => {
                    return false;
                }
                _ => next = self.source.line_span(at + 1).trimmed(&self.source.text),
            }
        }
        false
    }

    fn tell_unclosed(&mut self) {
        if let Some(last) = self.blocks.last() {
            let span = last.span;
            self.warn(
                "unclosed-bracket",
                span,
                "a bracket is opened and never closed; taken to end with its line",
            );
        }
    }

    /// Adds what a line holds; a heading and a speech, or two speeches, are more than a line should.
    fn add_line(&mut self, pieces: Vec<Piece>, number: usize) {
        let mut before: Option<&'static str> = None;
        for piece in pieces {
            let what = match piece.kind {
                PieceKind::Heading { .. } => Some("a scene heading"),
                PieceKind::Speech { .. } => Some("a speech"),
                _ => None,
            };
            if let (Some(before), Some(what)) = (before, what) {
                let message = format!("{what} begins on the line of {before}; expected a line of its own");
                self.warn("several-on-a-line", piece.span, message);
            }
            before = what.or(before);
            self.add(piece, number);
        }
    }

    fn add(&mut self, piece: Piece, number: usize) {
        let Piece { span, kind } = piece;
        match kind {
            PieceKind::Heading { text, closed } => {
                self.push(span, text, BlockKind::Heading);
                self.leave_open(closed, number + LONGEST_HEADING);
            }
            PieceKind::Direction { closed } => {
                self.push(span, span, BlockKind::Direction);
                self.leave_open(closed, number + LONGEST_DIRECTION);
            }
            PieceKind::Speech { label, text } => self.speech(span, &label, text),
            PieceKind::Nobody { text } => {
                self.warn(
                    "speech-without-speaker",
                    span,
                    "somebody speaks here; expected a name before the colon",
                );
                self.push(span, text, BlockKind::Speech(Cue::unknown()));
            }
            PieceKind::Log => self.push(span, span, BlockKind::Log),
            PieceKind::Act(ActLine::Named) => self.push(span, span, BlockKind::ActMark),
            PieceKind::Act(ActLine::Break) => {
                self.push(span, Span::new(span.end, span.end), BlockKind::ActMark)
            }
            PieceKind::Act(ActLine::End) | PieceKind::Furniture => self.push(span, span, BlockKind::Metadata),
            PieceKind::Caption => self.push(span, span, BlockKind::Direction),
            PieceKind::Stray => self.leftover(span),
            PieceKind::Text => self.text(span),
        }
    }

    /// Remembers that the last block's bracket may be closed on a line up to `until`.
    fn leave_open(&mut self, closed: bool, until: usize) {
        self.open = (!closed).then_some(until.min(self.source.line_count()));
    }

    fn speech(&mut self, span: Span, label: &Label, text: Span) {
        let name = self.source.flow(label.name);
        match label.mark {
            Mark::Colon => {}
            Mark::Semicolon => {
                self.warn(
                    "semicolon-for-colon",
                    span,
                    format!("`{name};`: expected a colon after the speaker"),
                );
            }
            Mark::Missing => {
                self.warn(
                    "missing-colon",
                    span,
                    format!("`{name}` speaks elsewhere; expected a colon after the speaker"),
                );
            }
            Mark::Alone => {
                self.warn(
                    "speaker-alone",
                    span,
                    format!("`{name}` stands alone; expected a colon and what is said"),
                );
            }
        }
        if label.unclosed {
            self.warn("unclosed-bracket", span, format!("the bracket after `{name}` is never closed"));
        }
        let extension =
            label.extension.map(|extension| self.source.flow(extension)).filter(|e| !e.is_empty());
        self.push(span, text, BlockKind::Speech(Cue::written(name, extension)));
    }

    /// A mark without words belongs to what is before it.
    fn leftover(&mut self, span: Span) {
        match self.blocks.last_mut() {
            Some(last) => last.span.end = span.end,
            None => self.push(span, span, BlockKind::Metadata),
        }
    }

    /// Words that nothing introduces: they go on with what is before them.
    fn text(&mut self, span: Span) {
        let words = self.source.slice(span);
        let bare = words.trim_end_matches([';', '.', ',']);
        if bare.ends_with([')', ']']) && !words.contains(['(', '[']) && !self.goes_on(words) {
            return self.unopened(span, bare.len());
        }
        match self.blocks.last_mut().map(|last| (last.kind.clone(), last)) {
            Some((BlockKind::Speech(_) | BlockKind::Log | BlockKind::Other | BlockKind::Narration, last)) => {
                last.span.end = span.end;
                let start = if last.text.is_empty() { span.start } else { last.text.start };
                last.text = Span::new(start, span.end);
            }
            Some((BlockKind::Direction, _)) => self.after_direction(span),
            // Before the first scene a text tells what has been.
            None | Some((BlockKind::Metadata | BlockKind::ActMark, _)) => {
                self.push(span, span, BlockKind::Narration)
            }
            Some((BlockKind::Heading, _)) => self.stray(span),
        }
    }

    /// A line whose bracket is closed at `end` and was never opened: a place's name, or a direction.
    fn unopened(&mut self, span: Span, end: usize) {
        let place = self.source.slice(span).ends_with(']') && end < LONGEST_PLACE;
        let taken = if place { "a scene heading" } else { "a direction" };
        self.warn(
            "unopened-bracket",
            span,
            format!("a bracket is closed that was never opened; taken for {taken}"),
        );
        if place {
            self.push(span, Span::new(span.start, span.start + end - 1), BlockKind::Heading);
        } else {
            self.push(span, span, BlockKind::Direction);
        }
    }

    /// Whether words with a closing bracket go on with a sentence in the block before.
    fn goes_on(&self, words: &str) -> bool {
        let spoken =
            self.blocks.last().is_some_and(|last| matches!(last.kind, BlockKind::Speech(_) | BlockKind::Log));
        spoken && words.starts_with(char::is_lowercase)
    }

    /// Words after a direction: the one who spoke before it goes on, or the log entry does.
    fn after_direction(&mut self, span: Span) {
        let before = self.blocks.iter().rev().find(|block| block.kind != BlockKind::Direction);
        match before.map(|block| block.kind.clone()) {
            Some(BlockKind::Speech(cue)) => {
                let confidence = cue.confidence.min(GOES_ON);
                let cue = Cue { confidence, evidence: Evidence::Continued, ..cue };
                self.push(span, span, BlockKind::Speech(cue));
            }
            Some(BlockKind::Log) => self.push(span, span, BlockKind::Log),
            _ if self.log_continues() => self.push(span, span, BlockKind::Log),
            _ => self.stray(span),
        }
    }

    /// Whether the last direction says that a log entry goes on.
    fn log_continues(&self) -> bool {
        let told = self.blocks.last().map(|block| self.source.slice(block.span).to_lowercase());
        told.is_some_and(|told| told.contains("log continues"))
    }

    fn stray(&mut self, span: Span) {
        self.warn(
            "unclear-line",
            span,
            "nobody is named and nothing is bracketed; expected a speaker or a direction",
        );
        self.push(span, span, BlockKind::Other);
    }
}

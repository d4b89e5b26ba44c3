//! Pieces of lines to blocks: what goes on over lines is joined, what is odd is told.

use crate::document::Diagnostic;
use crate::document::script::{Block, BlockKind, Cue, Evidence};
use crate::source::Source;
use crate::text::span::Span;

use super::extension::{Bracket, is_extension};
use super::labels::{Label, Labels, Mark, after_blank};
use super::marks::{ActLine, act_line};
use super::names::is_capital;
use super::pieces::{Piece, PieceKind, pieces};

/// How many lines a direction goes on for at most, where its bracket is closed on a later one.
const LONGEST_DIRECTION: usize = 12;

/// The same for a heading, which is short.
const LONGEST_HEADING: usize = 3;

/// The longest name of a place without its opening bracket, bytes.
const LONGEST_PLACE: usize = 40;

/// How many lines a transcript usually has at most.
const USUAL_LINES: usize = 1024;

/// How sure it is that the one who spoke before a direction goes on after it.
const GOES_ON: f32 = 0.7;

/// The blocks of `source` from line `first` on (from 1), and what there is to say about them.
pub(super) fn assemble(source: &Source, labels: &Labels, first: usize) -> (Vec<Block>, Vec<Diagnostic>) {
    // Nearly all lines of most transcripts are a block; a long file may have blank ones alone.
    let blocks = Vec::with_capacity(source.line_count().min(USUAL_LINES));
    let mut assembly =
        Assembly { source, labels, blocks, diagnostics: Vec::new(), spoken: false, open: None };
    for number in first..=source.last_line() {
        let line = source.line_span(number).trimmed(&source.text);
        if line.is_empty() || assembly.goes_on_with_open(line, number) {
            continue;
        }
        assembly.add_line(pieces(source, labels, line), number);
    }
    if assembly.open.is_some() {
        assembly.tell_unclosed();
    }
    assembly.keep_breaks_between_speeches();
    (assembly.blocks, assembly.diagnostics)
}

struct Assembly<'a> {
    source: &'a Source,
    labels: &'a Labels,
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
    /// Whether anybody has spoken.
    spoken: bool,
    /// A bracket of the last block that a later line may close: up to which line.
    open: Option<usize>,
}

impl Assembly<'_> {
    /// A bare break before the first speech or after the last one parts nothing: it is a caption.
    fn keep_breaks_between_speeches(&mut self) {
        let speech = |block: &Block| matches!(block.kind, BlockKind::Speech(_) | BlockKind::Log);
        let first = self.blocks.iter().position(speech).unwrap_or(self.blocks.len());
        let last = self.blocks.iter().rposition(speech).unwrap_or_default();
        let outside = |(at, _): &(usize, &mut Block)| *at < first || *at > last;
        for (_, block) in self.blocks.iter_mut().enumerate().filter(outside) {
            let words = self.source.slice(block.text);
            if block.kind == BlockKind::ActMark && act_line(words) == Some(ActLine::Break) {
                block.kind = BlockKind::Direction;
            }
        }
    }

    fn push(&mut self, span: Span, text: Span, kind: BlockKind) {
        self.spoken |= matches!(kind, BlockKind::Speech(_));
        self.blocks.push(Block::plain(span, text, kind));
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

    /// Notes marks that stand before a label or a bracket; a time there is none.
    fn tell_stray(&mut self, span: Span) {
        let marks = self.source.slice(span);
        if !marks.contains(|c: char| c.is_ascii_digit()) {
            let message =
                format!("found `{marks}` at the beginning of a line; expected a label or a bracket there");
            self.diagnostics.push(Diagnostic::note("stray-mark", span, message));
        }
    }

    fn tell_unclosed(&mut self) {
        if let Some(last) = self.blocks.last() {
            let span = last.span;
            self.warn(
                "unclosed-bracket",
                span,
                "found a bracket that no later line closes; expected `)` or `]`; taken to end with its line",
            );
        }
    }

    /// Adds what a line holds; a heading and a speech, or two speeches, are more than a line should.
    fn add_line(&mut self, pieces: Vec<Piece>, number: usize) {
        if let [Piece { span, kind: PieceKind::Stray }, _, ..] = pieces.as_slice() {
            self.tell_stray(*span);
        }
        let mut before: Option<&'static str> = None;
        for piece in pieces {
            let what = match piece.kind {
                PieceKind::Heading { .. } => Some("a scene heading"),
                PieceKind::Speech { .. } => Some("a speech"),
                _ => None,
            };
            if let (Some(before), Some(what)) = (before, what) {
                let message = format!("found {what} on the line of {before}; expected a line of its own");
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
            PieceKind::Nobody { extension, text } => self.nobody(span, extension, text),
            PieceKind::Log => self.push(span, span, BlockKind::Log),
            PieceKind::Act(ActLine::Named | ActLine::Break) => {
                let words = self.source.slice(span).trim_matches(|c: char| !c.is_alphanumeric());
                let start = span.start + self.source.slice(span).find(words).unwrap_or_default();
                self.push(span, Span::new(start, start + words.len()), BlockKind::ActMark);
            }
            PieceKind::Act(ActLine::End) | PieceKind::Furniture => self.push(span, span, BlockKind::Metadata),
            PieceKind::Caption => self.push(span, span, BlockKind::Direction),
            PieceKind::Stray => self.leftover(span, number),
            PieceKind::Text => self.text(span),
        }
    }

    /// Remembers that the last block's bracket may be closed on a line up to `until`.
    fn leave_open(&mut self, closed: bool, until: usize) {
        self.open = (!closed).then_some(until.min(self.source.last_line()));
    }

    fn speech(&mut self, span: Span, label: &Label, text: Span) {
        let name = self.source.flow(label.name);
        match label.mark {
            Mark::Colon => {}
            Mark::Semicolon => {
                self.warn("semicolon-for-colon", span, format!("found `{name};`; expected `{name}:`"));
            }
            Mark::Missing => {
                self.warn(
                    "missing-colon",
                    span,
                    format!("found no colon behind `{name}`; expected `{name}:`"),
                );
            }
            Mark::Alone => {
                self.warn(
                    "speaker-alone",
                    span,
                    format!("found `{name}` alone on its line; expected `{name}:` and what is said"),
                );
            }
        }
        let fault = match label.bracket {
            Bracket::Whole => None,
            Bracket::Unclosed => Some(("unclosed-bracket", "never closed")),
            Bracket::Unopened => Some(("unopened-bracket", "never opened")),
        };
        if let Some((code, fault)) = fault {
            self.warn(
                code,
                span,
                format!("found a bracket behind `{name}` that is {fault}; expected `{name} [...]:`"),
            );
        }
        let extension =
            label.extension.map(|extension| self.source.flow(extension)).filter(|e| !e.is_empty());
        self.push(span, text, BlockKind::Speech(Cue::written(name, extension)));
    }

    /// Words behind a colon with nobody before it: said by the name that stands alone above, else by
    /// somebody unknown.
    fn nobody(&mut self, span: Span, extension: Option<Span>, text: Span) {
        let extension = extension.map(|extension| self.source.flow(extension));
        if let Some((at, above)) = self.name_above() {
            if let Some(block) = self.blocks.get_mut(at) {
                let told = matches!(block.kind, BlockKind::Speech(_));
                (block.text, block.kind) = (block.span, BlockKind::Metadata);
                if !told {
                    let message = "found the speaker on a line above; expected the name before the colon";
                    self.warn("speaker-alone", span, message);
                }
            }
            let cue = Cue { extension: extension.or(above.extension.clone()), ..above };
            return self.push(span, text, BlockKind::Speech(cue));
        }
        self.warn(
            "speech-without-speaker",
            span,
            "found a colon with nobody before it; expected the speaker's name there",
        );
        self.push(span, text, BlockKind::Speech(Cue { extension, ..Cue::unknown() }));
    }

    /// The name in capitals that stands alone on a line right above, or above a heading or an extension;
    /// and the block that it is.
    fn name_above(&self) -> Option<(usize, Cue)> {
        let mut extension = None;
        for (at, block) in self.blocks.iter().enumerate().rev().take(3) {
            let words = self.source.flow(block.text);
            match &block.kind {
                BlockKind::Speech(cue) if block.text.is_empty() => {
                    return Some((at, Cue { extension: cue.extension.clone().or(extension), ..cue.clone() }));
                }
                BlockKind::Direction if is_capital(&words) => {
                    return Some((at, Cue::written(words, extension)));
                }
                BlockKind::Direction if is_extension(words.trim_matches(['[', ']', '(', ')'])) => {
                    extension = Some(words.trim_matches(['[', ']', '(', ')']).to_owned());
                }
                BlockKind::Heading => {}
                _ => return None,
            }
        }
        None
    }

    /// A mark without words belongs to what is before it; a bracket that a later line closes opens there.
    fn leftover(&mut self, span: Span, number: usize) {
        let next = self.source.line_span(number + 1).trimmed(&self.source.text);
        let (lines, kind) = match self.source.slice(span) {
            "[" => (LONGEST_HEADING, BlockKind::Heading),
            "(" => (LONGEST_DIRECTION, BlockKind::Direction),
            _ => (0, BlockKind::Other),
        };
        let until = (number + lines).min(self.source.last_line());
        if until > number && self.closes_within(next, number + 1, until) {
            let text = if kind == BlockKind::Heading { Span::new(span.end, span.end) } else { span };
            self.push(span, text, kind);
            self.open = Some(until);
            return;
        }
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
        if self.is_inside(span) {
            return self.go_on_around(span);
        }
        let spoken = self.spoken;
        let told = self.is_told(span);
        match self.blocks.last_mut().map(|last| (last.kind.clone(), last)) {
            _ if told => self.push(span, span, BlockKind::Narration),
            Some((BlockKind::Speech(_) | BlockKind::Log | BlockKind::Other | BlockKind::Narration, last)) => {
                last.span.end = span.end;
                let start = if last.text.is_empty() { span.start } else { last.text.start };
                last.text = Span::new(start, span.end);
            }
            Some((BlockKind::Direction, _)) => self.after_direction(span),
            Some((BlockKind::Metadata, last)) if spoken && !after_blank(self.source, span) => {
                (last.span.end, last.text.end) = (span.end, span.end);
            }
            // Before the first scene a text tells what has been.
            None | Some((BlockKind::Metadata | BlockKind::ActMark, _)) => {
                self.push(span, span, BlockKind::Narration)
            }
            Some((BlockKind::Heading, _)) => self.stray(span),
        }
    }

    /// Whether the words at `span` tell what happens, as whole paragraphs of this document do, and as
    /// those below a heading that opens one do.
    fn is_told(&self, span: Span) -> bool {
        let below_heading = self.blocks.last().is_some_and(|last| last.kind == BlockKind::Heading);
        self.labels.is_narrated()
            && (below_heading || after_blank(self.source, span))
            && !self.source.slice(span).starts_with(['"', '“', '\'', '‘'])
    }

    /// A line whose bracket is closed at `end` and was never opened: a place's name, or a direction.
    fn unopened(&mut self, span: Span, end: usize) {
        if self.goes_on_with_direction(span) {
            return;
        }
        let place = self.source.slice(span).ends_with(']') && end < LONGEST_PLACE;
        let taken = if place { "a scene heading" } else { "a direction" };
        self.warn(
            "unopened-bracket",
            span,
            format!("found a bracket that nothing opened; expected `(` or `[` before it; taken for {taken}"),
        );
        if place {
            self.push(span, Span::new(span.start, span.start + end - 1), BlockKind::Heading);
        } else {
            self.push(span, span, BlockKind::Direction);
        }
    }

    /// Takes the end of a direction whose beginning is the block before, which was not understood or
    /// closed too early; what was said of that block is withdrawn.
    fn goes_on_with_direction(&mut self, span: Span) -> bool {
        let lower = self.source.slice(span).starts_with(|c: char| c.is_lowercase() || c == ',');
        let Some(last) = self.blocks.last_mut().filter(|_| lower) else { return false };
        if !matches!(last.kind, BlockKind::Other | BlockKind::Direction) {
            return false;
        }
        if last.kind == BlockKind::Other {
            let message = "found the end of a direction that nothing opened; expected `(` at its beginning";
            let start = last.span.start;
            self.diagnostics.pop_if(|told| told.code == "unclear-line" && told.span.start == start);
            self.diagnostics.push(Diagnostic::warning("unopened-bracket", last.span, message));
        }
        (last.kind, last.span.end, last.text.end) = (BlockKind::Direction, span.end, span.end);
        true
    }

    /// Whether words with a closing bracket go on with a sentence in the block before, or close a
    /// bracket that is open in it.
    fn goes_on(&self, words: &str) -> bool {
        let said = |last: &&Block| matches!(last.kind, BlockKind::Speech(_) | BlockKind::Log);
        self.blocks.last().filter(said).is_some_and(|last| {
            words.starts_with(char::is_lowercase) || is_left_open(self.source.slice(last.text))
        })
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

    /// Whether the last direction stands inside a speech that goes on with `span`: the speech is on the
    /// line above it, the words are behind it on its line. So it looks where long lines are wrapped.
    fn is_inside(&self, span: Span) -> bool {
        let [.., before, direction] = self.blocks.as_slice() else { return false };
        let gap = self.source.slice(Span::new(before.span.end, direction.span.start));
        let spoken = matches!(before.kind, BlockKind::Speech(_) | BlockKind::Log);
        spoken
            && direction.kind == BlockKind::Direction
            && !before.text.is_empty()
            && gap.matches('\n').count() == 1
            && self.source.line_of(direction.span.end) == self.source.line_of(span.start)
    }

    /// Makes the last direction a part of the speech before it, which goes on up to the end of `span`.
    fn go_on_around(&mut self, span: Span) {
        self.blocks.pop();
        if let Some(speech) = self.blocks.last_mut() {
            (speech.span.end, speech.text.end) = (span.end, span.end);
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
            "found words that nothing introduces; expected a speaker and a colon, or brackets",
        );
        self.push(span, span, BlockKind::Other);
    }
}

/// How much of the end of a speech is looked at for a bracket, characters.
const END_OF_SPEECH: usize = 1000;

/// Whether a bracket is open at the end of what is `said`.
fn is_left_open(said: &str) -> bool {
    let mark = said.chars().rev().take(END_OF_SPEECH).find(|c| matches!(c, '(' | '[' | ')' | ']'));
    matches!(mark, Some('(' | '['))
}

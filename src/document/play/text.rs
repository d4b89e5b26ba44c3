//! Plays as plain text: a name in capitals on a line of its own over what is said, or before it on the same
//! line and a full stop or a direction behind it; directions in brackets; `ACT` and `SCENE` lines.
//!
//! What stands before the first act that somebody speaks in (persons, contents) is front matter.

mod front;
mod lines;
mod names;

use crate::document::edition::{Edition, edition};
use crate::document::screenplay::is_slug;
use crate::document::script::{Block, BlockKind, Cue, Script, Setting};
use crate::document::words::{Emphasis, Words};
use crate::document::{Diagnostic, Kind, Parsed};
use crate::source::Source;
use crate::text::flow::flow;
use crate::text::span::Span;

use lines::{
    Mark, direction_end, heading_end, is_bare_direction, is_leaving, is_name, is_numbered, leaves_at, mark,
};
use names::Names;

/// How much of a source is looked at to recognise it, bytes.
const SAMPLE: usize = 24 * 1024;

/// How sure it is that `source` is a play, and what speaks for it.
pub(super) fn recognise(source: &Source) -> (f32, String) {
    let from = edition(source).map_or(0, |edition| edition.body.start);
    let sample = |line: &Span| line.start < from + SAMPLE;
    let lines: Vec<Span> =
        source.line_spans().skip_while(|line| line.start < from).take_while(sample).collect();
    let trimmed: Vec<Span> = lines.iter().map(|line| line.trimmed(&source.text)).collect();
    let before = Names::of(source, &trimmed);
    let (mut names, mut marks, mut others, mut slugs, mut blank) = (0, 0, 0, 0, true);
    for (at, line) in trimmed.iter().enumerate() {
        let text = source.slice(*line);
        let below = trimmed.get(at + 1).map_or("", |line| source.slice(*line));
        // A transcript has colons behind its labels.
        let stopped =
            |name: &&str| !text.trim_start_matches('_').get(name.len()..).is_some_and(|b| b.starts_with(':'));
        let named = before.before(text, blank).map(|(name, _)| name).filter(stopped).is_some();
        marks += usize::from(blank && mark(text).is_some());
        names += usize::from(named || blank && !below.is_empty() && is_name(text) && mark(text).is_none());
        // What only other scripts have: labels with a colon, slug lines.
        let label = text.split_once(": ").is_some_and(|(name, _)| name.len() < 30 && !name.contains('.'));
        others += usize::from(label && !named && mark(text).is_none());
        slugs += usize::from(is_slug(text));
        blank = text.is_empty();
    }
    let reason = format!("{names} names over what they say, {marks} acts and scenes");
    let confidence = match (names, marks) {
        _ if others * 3 > names || slugs > 0 => 0.0,
        (10.., 2..) => 0.96,
        (5.., 1..) => 0.8,
        (12.., 0) => 0.4,
        _ => 0.0,
    };
    (confidence, reason)
}

/// Reads `source` as a play in plain text.
pub(super) fn parse(source: &Source) -> Parsed<Script> {
    let edition = edition(source);
    let lines: Vec<Span> = source.line_spans().map(|line| line.trimmed(&source.text)).collect();
    let behind = |edition: &Edition| lines.partition_point(|line| line.start < edition.body.end);
    let end = edition.as_ref().map_or(lines.len(), behind);
    let names = Names::of(source, lines.get(..end).unwrap_or_default());
    let front = front::lines(source, &lines, &names, edition.as_ref());
    let mut reader = Reader {
        source,
        lines,
        names,
        front,
        end,
        blocks: Vec::new(),
        diagnostics: Vec::new(),
        begun: false,
    };
    let mut at = 0;
    while at < reader.lines.len() {
        at = if reader.lines[at].is_empty() { at + 1 } else { reader.block(at).max(at + 1) };
    }
    let header = front::header(source, &reader.blocks, edition);
    Parsed {
        document: Script { kind: Kind::Play, header, blocks: reader.blocks },
        diagnostics: reader.diagnostics,
    }
}

struct Reader<'a> {
    source: &'a Source,
    /// The lines without white space at their ends.
    lines: Vec<Span>,
    /// The names of those who speak.
    names: Names,
    /// The line where the play begins, and the one behind its end.
    front: usize,
    end: usize,
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
    /// Whether an act, a scene or a speech was read.
    begun: bool,
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.lines.get(at).map(|line| self.source.slice(*line)).unwrap_or_default()
    }

    /// Reads what begins at line `at`; gives the line behind it.
    fn block(&mut self, at: usize) -> usize {
        if at < self.front || at >= self.end {
            return self.paragraph(at, BlockKind::Metadata);
        }
        let text = self.text(at);
        let alone = self.text(at + 1).is_empty();
        let opens = at == 0 || self.text(at - 1).is_empty();
        match mark(text) {
            Some(mark)
                if opens && (alone || mark != Mark::Apart) && !(is_name(text) && self.speaks_below(at)) =>
            {
                return self.marks(at, mark);
            }
            _ => {}
        }
        match () {
            () if text.starts_with(['[', '(']) || text.starts_with("_[") => self.direction(at),
            () if is_bare_direction(text) && opens => self.paragraph(at, BlockKind::Direction),
            () if opens && is_name(text) && self.speaks_below(at) => self.speech_below(at),
            () if let Some(said) = self.named(at) => self.speech_behind(at, said),
            () if !self.begun => self.paragraph(at, BlockKind::Metadata),
            () => self.go_on(at),
        }
    }

    /// Whether somebody says what stands below line `at`; not where names stand below each other in a list.
    fn speaks_below(&self, at: usize) -> bool {
        let below = self.text(at + 1);
        !below.is_empty() && mark(below).is_none() && !self.names.is_over(below)
    }

    /// Where the words begin that line `at` has behind a name, if it begins with one that is known.
    fn named(&self, at: usize) -> Option<usize> {
        self.name_of(at).map(|(_, said)| said)
    }

    /// The name that line `at` begins with, and where the words behind it begin.
    fn name_of(&self, at: usize) -> Option<(&str, usize)> {
        let opens = at == 0 || self.text(at - 1).is_empty();
        self.names.before(self.text(at), opens)
    }

    /// An act or a scene begins, or both do.
    fn marks(&mut self, at: usize, mark: Mark) -> usize {
        self.begun = true;
        let line = self.lines[at];
        let (act, scene) = match mark {
            Mark::Act | Mark::Apart => (Some(line), None),
            Mark::Scene if !is_numbered(self.text(at)) => return self.described(at),
            Mark::Scene => (None, Some(line)),
            Mark::Both(split) => (
                Some(Span::new(line.start, line.start + split)),
                Some(Span::new(line.start + split, line.end)),
            ),
        };
        for (span, kind) in [(act, BlockKind::ActMark), (scene, BlockKind::Heading)] {
            let Some(span) = span.map(|span| span.trimmed(&self.source.text)).filter(|span| !span.is_empty())
            else {
                continue;
            };
            // A division inside an act that is no epilogue is a scene of it.
            let inside = mark == Mark::Apart && self.text(at).to_lowercase().starts_with("chorus");
            let (kind, setting) = match kind {
                BlockKind::ActMark if !inside => (kind, Setting::Section),
                _ => (BlockKind::Heading, Setting::Plain),
            };
            self.blocks.push(Block { setting, ..Block::plain(span, span, kind) });
        }
        at + 1
    }

    /// A scene begins that has no number and says where it is; more of that than a sentence is a direction.
    fn described(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        let heading = Span::new(line.start, line.start + heading_end(self.source.slice(line)));
        self.blocks.push(Block::plain(heading, heading, BlockKind::Heading));
        let count = self.lines[at..].iter().take_while(|line| !line.is_empty()).count();
        let rest = Span::new(heading.end, self.lines[at + count - 1].end).trimmed(&self.source.text);
        if !rest.is_empty() {
            self.blocks.push(Block::plain(rest, rest, BlockKind::Direction));
        }
        at + count
    }

    /// A direction in brackets from line `at` on; whatever stands behind it on its line goes on.
    fn direction(&mut self, at: usize) -> usize {
        let end = self.direction_lines(at);
        let span = Span::new(self.lines[at].start, self.lines[end - 1].end);
        self.blocks.push(Block::plain(span, span, BlockKind::Direction));
        end
    }

    /// The line behind the direction that begins at line `at`.
    fn direction_lines(&mut self, at: usize) -> usize {
        let open = self.text(at).starts_with(['[', '(', '_']);
        let closes = |at: usize| direction_end(self.text(at)).is_some();
        let paragraph = (at..self.end).take_while(|at| !self.text(*at).is_empty());
        if let Some(last) = paragraph.clone().find(|at| closes(*at)) {
            return last + 1;
        }
        // Old editions close no bracket around who comes and goes.
        let goes = is_bare_direction(self.text(at).trim_start_matches(['[', '_']));
        if goes && self.text(at + 1).is_empty() {
            return at + 1;
        }
        if open {
            let message = "found a bracket that nothing closes; expected `]` or `)` in its paragraph";
            self.diagnostics.push(Diagnostic::warning("unclosed-bracket", self.lines[at], message));
        }
        at + 1
    }

    /// How many lines there are from `at` on to a blank one or to somebody who speaks.
    fn told_from(&self, at: usize) -> usize {
        let goes_on = |at: &usize| !self.text(*at).is_empty() && self.named(*at).is_none();
        1 + (at + 1..self.lines.len()).take_while(goes_on).count()
    }

    /// The lines from `at` to the next blank one, or to somebody who speaks, as a block.
    fn paragraph(&mut self, at: usize, kind: BlockKind) -> usize {
        let count = if kind == BlockKind::Metadata { 1 } else { self.told_from(at) };
        let span = Span::new(self.lines[at].start, self.lines[at + count - 1].end);
        self.blocks.push(Block::plain(span, span, kind));
        at + count
    }

    /// A name on a line of its own.
    fn speech_below(&mut self, at: usize) -> usize {
        let name = self.source.flow(self.lines[at]);
        let cue = Cue::written(name.trim_end_matches(['.', ':']), None);
        self.speech(self.lines[at].start, cue, at + 1, None)
    }

    /// A name and behind it, from byte `said` of the line on, what is said.
    fn speech_behind(&mut self, at: usize, said: usize) -> usize {
        let name = self.name_of(at).map_or("", |(name, _)| name);
        let cue = Cue::written(flow(name), None);
        let line = self.lines[at];
        self.speech(line.start, cue, at, Some(Span::new(line.start + said, line.end)))
    }

    /// What `cue` says from line `from` on, of which `first` is the first line if it is not all of it.
    fn speech(&mut self, start: usize, cue: Cue, from: usize, first: Option<Span>) -> usize {
        self.begun = true;
        let Said { words, text, extension, stages, next } = self.said(from, first);
        let cue = Cue { extension: extension.or(cue.extension), ..cue };
        let end = text.map_or(start, |text| text.end);
        // Where nothing is said, the name is all that there is.
        let above = || self.lines.get(from.saturating_sub(1)).map_or(end, |line| line.end);
        let cue_end = first.map_or_else(above, |said| said.start);
        let first_stage = stages.first().map_or(usize::MAX, |stage| stage.start);
        let end = end.max(cue_end.min(first_stage)).max(self.extension_end(from, &cue, text));
        let span = Span::new(start, end).trimmed(&self.source.text);
        let text = text.unwrap_or(Span::new(span.end, span.end));
        self.blocks.push(Block { words: Some(words), ..Block::plain(span, text, BlockKind::Speech(cue)) });
        let stages = stages.into_iter().map(|stage| Block::plain(stage, stage, BlockKind::Direction));
        self.blocks.extend(stages);
        next.max(from + 1)
    }

    /// What is said from line `from` on, of which `first` is the first line if it is not all of it.
    fn said(&self, from: usize, first: Option<Span>) -> Said {
        let mut said = Said { next: from, ..Said::default() };
        while let Some(whole) = self.lines.get(said.next).filter(|_| said.next < self.end) {
            let line = first.filter(|_| said.next == from).unwrap_or(*whole).trimmed(&self.source.text);
            let ends =
                line.is_empty() || self.named(said.next).is_some() || mark(self.text(said.next)).is_some();
            if ends && said.next > from {
                break;
            }
            let text = self.source.slice(line);
            let framed = text.starts_with('[') && direction_end(text) == Some(line.len());
            if framed || is_leaving(text) {
                self.direct(&mut said, line);
            } else {
                self.speak(&mut said, line);
            }
            said.next += 1;
        }
        said
    }

    /// Takes `line`, a direction: before the first words it may tell how these are spoken.
    fn direct(&self, said: &mut Said, line: Span) {
        let inner = self.source.slice(line).trim_matches(['[', ']']);
        if said.text.is_none() && inner.starts_with(',') {
            let how = inner.trim_start_matches([',', ' ']).trim_end_matches('.');
            said.extension = Some(flow(how));
        } else {
            said.stages.push(line);
        }
    }

    /// Takes `line`, which is said; the directions before it stand among the words.
    fn speak(&self, said: &mut Said, line: Span) {
        for stage in said.stages.drain(..) {
            said.words.push(&format!(" {} ", self.source.slice(stage)), Emphasis::default());
        }
        let leaving = leaves_at(self.source.slice(line)).map(|at| Span::new(line.start + at, line.end));
        let end = leaving.map_or(line.end, |leaving| leaving.start);
        let line = Span::new(line.start, end).trimmed(&self.source.text);
        if self.begins_verse(line, said.text) {
            said.words.end_line();
        }
        said.words.push(self.source.slice(line), Emphasis::default());
        said.words.push(" ", Emphasis::default());
        said.text = Some(Span::new(said.text.map_or(line.start, |text| text.start), line.end));
        said.stages.extend(leaving);
    }

    /// Whether `line` begins as verse does, in capitals and behind a line that ended early; prose is broken
    /// where the page ends.
    fn begins_verse(&self, line: Span, before: Option<Span>) -> bool {
        let last = before.map(|text| self.source.slice(text).lines().next_back().unwrap_or_default());
        let capital = self.source.slice(line).trim_start_matches(|c: char| !c.is_alphanumeric());
        last.is_some_and(|last| last.len() < PROSE) && capital.starts_with(char::is_uppercase)
    }

    /// The end of the line that says how a speech without words is spoken.
    fn extension_end(&self, from: usize, cue: &Cue, text: Option<Span>) -> usize {
        let line = self.lines.get(from).filter(|_| cue.extension.is_some() && text.is_none());
        line.map_or(0, |line| line.end)
    }

    /// Words that nothing introduces: the speech before them goes on, over a direction or a blank line.
    fn go_on(&mut self, at: usize) -> usize {
        let count = self.told_from(at);
        let span = Span::new(self.lines[at].start, self.lines[at + count - 1].end);
        let spoken = self.blocks.iter().rev().find(|block| block.kind != BlockKind::Direction);
        let Some(BlockKind::Speech(cue)) = spoken.map(|block| block.kind.clone()) else {
            return self.unspoken(at, span);
        };
        let mut words = Words::default();
        for line in &self.lines[at..at + count] {
            words.push(self.source.slice(*line), Emphasis::default());
            words.end_line();
        }
        match self.blocks.last_mut() {
            Some(last) if matches!(last.kind, BlockKind::Speech(_)) => {
                let before = last.words.get_or_insert_default();
                before.end_line();
                before.append(&words, false);
                (last.span.end, last.text.end) = (span.end, span.end);
                if last.text.is_empty() {
                    last.text = span;
                }
            }
            _ => {
                let evidence = crate::document::script::Evidence::Continued;
                let cue = Cue { confidence: GOES_ON, evidence, ..cue };
                self.blocks
                    .push(Block { words: Some(words), ..Block::plain(span, span, BlockKind::Speech(cue)) });
            }
        }
        at + count
    }

    /// Words at line `at` that are nobody's: behind a heading or a direction they tell what is seen.
    fn unspoken(&mut self, at: usize, span: Span) -> usize {
        let headed = self.blocks.last().is_some_and(|block| {
            matches!(
                block.kind,
                BlockKind::Heading | BlockKind::ActMark | BlockKind::Direction | BlockKind::Narration
            )
        });
        if headed {
            return self.paragraph(at, BlockKind::Narration);
        }
        let message = "found words that nothing introduces; expected a name, a direction or a scene";
        self.diagnostics.push(Diagnostic::warning("unclear-line", span, message));
        self.paragraph(at, BlockKind::Other)
    }
}

/// A speech as far as it is read.
#[derive(Default)]
struct Said {
    words: Words,
    /// From the first word to the last.
    text: Option<Span>,
    /// How it is spoken, where a direction before its first word tells.
    extension: Option<String>,
    /// Directions since the last word.
    stages: Vec<Span>,
    /// The first line that is not of it.
    next: usize,
}

/// The length from which on a line is one of prose, bytes.
const PROSE: usize = 66;

/// How sure it is that the last speaker goes on behind a direction.
const GOES_ON: f32 = 0.9;

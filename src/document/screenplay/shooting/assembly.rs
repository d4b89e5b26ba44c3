//! The lines of a shooting script to blocks.

use crate::document::Diagnostic;
use crate::document::screenplay::lines::{cue, goes_on, is_capital, is_cue, is_slug, is_transition};
use crate::document::script::{Block, BlockKind, Cue, Evidence, Setting};
use crate::document::words::{Emphasis, Words};
use crate::source::Source;
use crate::text::span::Span;

use super::columns::{Columns, Row};
use super::marks::{ActMark, act_mark, heading, is_furniture, is_scene_letter, is_shot, number_length};

/// Reads `rows` of `source`, whose columns are `columns`, from the row `first` on.
pub(super) fn assemble(
    source: &Source,
    rows: &[Row],
    columns: Columns,
    first: usize,
) -> (Vec<Block>, Vec<Diagnostic>) {
    let mut assembly = Assembly { source, rows, columns, blocks: Vec::new(), diagnostics: Vec::new() };
    let mut at = first;
    while at < rows.len() {
        at = if rows[at].whole.is_empty() { at + 1 } else { assembly.block(at).max(at + 1) };
    }
    (assembly.blocks, assembly.diagnostics)
}

struct Assembly<'a> {
    source: &'a Source,
    rows: &'a [Row],
    columns: Columns,
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
}

impl Assembly<'_> {
    /// Reads what begins at row `at`; gives the row behind it.
    fn block(&mut self, at: usize) -> usize {
        let row = self.rows[at];
        let text = self.text(at);
        let alone = self.is_blank(at + 1);
        match () {
            () if text.is_empty() || is_furniture(text) => self.line(at, BlockKind::Metadata, Setting::Plain),
            () if let Some(mark) = act_mark(text) => {
                let kind = if mark == ActMark::Begins { BlockKind::ActMark } else { BlockKind::Metadata };
                self.line(at, kind, Setting::Plain)
            }
            () if is_scene_letter(text) && self.is_over_heading(at) => {
                self.line(at, BlockKind::Metadata, Setting::Plain)
            }
            () if heading(text).is_some() => self.heading(at),
            () if is_shot(text) && row.column < self.columns.said => {
                self.line(at, BlockKind::Direction, Setting::Plain)
            }
            () if is_order(text) && (alone || row.column > self.columns.name) => {
                self.line(at, BlockKind::Direction, Setting::Transition)
            }
            () if self.columns.is_name(row) && is_cue(text) && self.first_said(at).is_some() => {
                self.speech(at)
            }
            () if self.columns.is_said(row) && self.goes_on(at) => self.go_on(at),
            () => self.action(at),
        }
    }

    fn text(&self, at: usize) -> &str {
        self.rows.get(at).map(|row| self.source.slice(row.span)).unwrap_or_default()
    }

    fn is_blank(&self, at: usize) -> bool {
        self.rows.get(at).is_none_or(|row| row.span.is_empty())
    }

    /// Whether a heading stands below row `at`; that the picture fades in may stand between them.
    fn is_over_heading(&self, at: usize) -> bool {
        let below = self.rows.get(at + 1..).unwrap_or_default().iter().map(|row| self.source.slice(row.span));
        below.filter(|text| !text.is_empty()).take(2).any(|text| heading(text).is_some())
    }

    /// One row as a block of its own.
    fn line(&mut self, at: usize, kind: BlockKind, setting: Setting) -> usize {
        let row = self.rows[at];
        self.blocks.push(Block { setting, ..Block::plain(row.whole, row.span, kind) });
        at + 1
    }

    /// A heading; one that is too long for its line goes on with the next.
    fn heading(&mut self, at: usize) -> usize {
        let name = heading(self.text(at)).map_or("", |(name, _)| name);
        let line = self.text(at);
        let number = line.get(..number_length(line)).unwrap_or_default().trim().trim_end_matches('.');
        let number = (!number.is_empty()).then(|| number.to_owned());
        let start = self.rows[at].span.start + (name.as_ptr().addr() - self.text(at).as_ptr().addr());
        let mut end = at + 1;
        while !self.is_blank(end) && self.rows[end].column > 0 && self.belongs_to_heading(end) {
            end += 1;
        }
        let text = if end == at + 1 {
            Span::new(start, start + name.len())
        } else {
            Span::new(start, self.rows[end - 1].span.end)
        };
        let span = Span::new(self.rows[at].whole.start, self.rows[end - 1].whole.end);
        self.blocks.push(Block { number, ..Block::plain(span, text, BlockKind::Heading) });
        end
    }

    fn belongs_to_heading(&self, at: usize) -> bool {
        let text = self.text(at);
        is_capital(text) && !is_slug(text) && !is_furniture(text) && self.rows[at].column < self.columns.said
    }

    /// The rows from `at` on that are said by one person, the rest of a page between them passed over.
    fn said(&self, at: usize) -> usize {
        let said = |row: &&Row| {
            !row.whole.is_empty()
                && (row.span.is_empty() || self.columns.is_said(**row))
                && !self.is_page_mark(**row)
        };
        at + self.rows.get(at..).unwrap_or_default().iter().take_while(said).count()
    }

    fn is_page_mark(&self, row: Row) -> bool {
        let text = self.source.slice(row.span);
        is_furniture(text) || heading(text).is_some() || act_mark(text).is_some()
    }

    /// The row below the name at row `at` with which that person begins to speak: the next one, or the one
    /// behind a blank one.
    fn first_said(&self, at: usize) -> Option<usize> {
        let first = if self.is_blank(at + 1) { at + 2 } else { at + 1 };
        let row = self.rows.get(first).filter(|row| !row.span.is_empty())?;
        let text = self.source.slice(row.span);
        let said = self.columns.is_said(*row) && !self.is_page_mark(*row);
        (said && (first == at + 1 || !(self.columns.is_name(*row) && is_cue(text)))).then_some(first)
    }

    /// Who speaks at row `at`, and what is said below.
    fn speech(&mut self, at: usize) -> usize {
        let Some(first) = self.first_said(at) else { return self.action(at) };
        let end = self.said(first);
        let written = self.text(at);
        let again = written.contains('(') && written.split(['(', ')']).any(goes_on);
        let cue = cue(written);
        if again && self.same_speaker(&cue) {
            return self.extend(first, end);
        }
        let mut words = Words::default();
        self.push_words(&mut words, first, end);
        let text = Span::new(self.rows[first].span.start, self.rows[end - 1].span.end);
        let span = Span::new(self.rows[at].whole.start, self.rows[end - 1].whole.end);
        self.blocks.push(Block { words: Some(words), ..Block::plain(span, text, BlockKind::Speech(cue)) });
        end
    }

    fn push_words(&self, words: &mut Words, from: usize, to: usize) {
        for row in self.rows.get(from..to).unwrap_or_default() {
            words.push(self.source.slice(row.span), Emphasis::default());
            words.push(" ", Emphasis::default());
        }
    }

    /// The index of the last speech, if nothing but the rest of a page stands behind it.
    fn speech_before(&self) -> Option<usize> {
        let at = self.blocks.iter().rposition(|block| block.kind != BlockKind::Metadata)?;
        matches!(self.blocks[at].kind, BlockKind::Speech(_)).then_some(at)
    }

    fn same_speaker(&self, cue: &Cue) -> bool {
        let before = self.speech_before().and_then(|at| self.blocks.get(at));
        before.is_some_and(
            |block| matches!(&block.kind, BlockKind::Speech(before) if before.label == cue.label),
        )
    }

    /// Makes what is said in the rows `from..to` a part of the last speech, which it goes on with over the
    /// end of a page; what the page has between them becomes a part of it that is not read.
    fn extend(&mut self, from: usize, to: usize) -> usize {
        let Some(at) = self.speech_before() else { return to };
        let mut words = self.blocks[at].words.clone().unwrap_or_default();
        self.push_words(&mut words, from, to);
        self.blocks.truncate(at + 1);
        let (last, whole) = (self.rows[to - 1].span.end, self.rows[to - 1].whole.end);
        if let Some(speech) = self.blocks.last_mut() {
            (speech.text.end, speech.span.end, speech.words) = (last, whole, Some(words));
        }
        to
    }

    /// Whether row `at`, with nobody named over it, goes on with what somebody says: behind the end of a
    /// page, or behind a direction.
    fn goes_on(&self, at: usize) -> bool {
        let said = self.blocks.iter().rev().find(|block| block.kind != BlockKind::Metadata);
        // Capitals alone are a title in the middle of the page.
        let titled = self.is_blank(at + 1) && is_capital(self.text(at));
        let narrow = self.rows.get(at).is_some_and(|row| row.column <= self.columns.name) && !titled;
        narrow && said.is_some_and(|block| matches!(block.kind, BlockKind::Speech(_)))
    }

    fn go_on(&mut self, at: usize) -> usize {
        let end = self.said(at);
        let paged = self.blocks.last().is_some_and(|block| block.kind == BlockKind::Metadata);
        if paged {
            return self.extend(at, end);
        }
        let before = self.speech_before().and_then(|at| self.blocks.get(at)).map(|block| block.kind.clone());
        let Some(BlockKind::Speech(cue)) = before else { return self.action(at) };
        let cue = Cue { confidence: GOES_ON, evidence: Evidence::Continued, ..cue };
        let span = Span::new(self.rows[at].whole.start, self.rows[end - 1].whole.end);
        let text = Span::new(self.rows[at].span.start, self.rows[end - 1].span.end);
        let message =
            "found words where names stand over what is said, and no name; taken for the last speaker's";
        self.diagnostics.push(Diagnostic::warning("speech-without-name", span, message));
        self.blocks.push(Block::plain(span, text, BlockKind::Speech(cue)));
        end
    }

    /// A paragraph of action.
    fn action(&mut self, at: usize) -> usize {
        let row = self.rows[at];
        let goes_on = |row: &&Row| {
            let text = self.source.slice(row.span);
            let named = self.columns.is_name(**row) && is_cue(text);
            !row.span.is_empty() && !self.is_page_mark(**row) && !is_order(text) && !named
        };
        let end = at + 1 + self.rows.get(at + 1..).unwrap_or_default().iter().take_while(goes_on).count();
        let last = self.rows[end - 1];
        let span = Span::new(row.whole.start, last.whole.end);
        let starred = self.rows[at..end].iter().any(|row| row.span.end < row.whole.end);
        let text = Span::new(row.span.start, last.span.end);
        let mut block = Block::plain(span, text, BlockKind::Direction);
        if starred {
            let mut words = Words::default();
            self.push_words(&mut words, at, end);
            block.words = Some(words);
        }
        self.blocks.push(block);
        end
    }
}

/// How sure it is that the last speaker goes on where no name stands over the words.
const GOES_ON: f32 = 0.7;

/// Whether `line` is an order to the cutting room.
fn is_order(line: &str) -> bool {
    let orders = [
        "FADE OUT",
        "FADE OUT.",
        "FADE TO BLACK.",
        "BLACK OUT.",
        "INTERCUT:",
        "INTERCUT WITH:",
        "SUPERIMPOSE:",
    ];
    is_transition(line) || orders.contains(&line)
}

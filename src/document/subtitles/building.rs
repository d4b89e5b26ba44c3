//! What the readers of subtitles put together: blocks, cues and diagnostics in the order of the text.

use crate::document::{Diagnostic, Parsed};
use crate::source::Source;
use crate::text::span::Span;

use super::markup::Words;
use super::{Block, BlockKind, Cue, Format, Subtitles, voices};

/// Subtitles in the making.
pub(super) struct Building<'a> {
    pub(super) source: &'a Source,
    blocks: Vec<Block>,
    cues: Vec<Cue>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Building<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, blocks: Vec::new(), cues: Vec::new(), diagnostics: Vec::new() }
    }

    /// A line that is meant for the player, or a mark of the format.
    pub(super) fn timing(&mut self, line: Span) {
        self.block(line, BlockKind::Timing);
    }

    /// Something that is not understood, and why.
    pub(super) fn other(&mut self, line: Span, code: &'static str, message: &str) {
        self.block(line, BlockKind::Other);
        self.warn(code, line, message);
    }

    /// More of what was not understood, of which all has been said.
    pub(super) fn more_of_it(&mut self, line: Span) {
        self.block(line, BlockKind::Other);
    }

    pub(super) fn warn(&mut self, code: &'static str, span: Span, message: &str) {
        self.diagnostics.push(Diagnostic::warning(code, span, message));
    }

    /// A cue whose words are at `span`; `timed` is where its times are, `None` where they cannot be read.
    pub(super) fn cue(
        &mut self,
        span: Span,
        timed: Span,
        times: Option<(f64, f64)>,
        words: Words,
        id: Option<String>,
    ) {
        if span.is_empty() {
            let message = "nothing is shown at this time";
            self.diagnostics.push(Diagnostic::note("cue-without-words", timed, message));
        }
        if times.is_some_and(|(start, end)| end < start) {
            let message = "the cue ends before it begins; expected the later time second";
            self.warn("time-out-of-order", timed, message);
        }
        self.block(span, BlockKind::Cue);
        let (start, end) = times.unzip();
        let Words { text, voice, turns } = words;
        self.cues.push(Cue { span, start, end, text, voice, turns, id });
    }

    /// Cues are shown by their times, in whatever order the file has them.
    pub(super) fn sort_by_time(&mut self) {
        let time = |cue: &Cue| cue.start.unwrap_or_default();
        self.cues.sort_by(|a, b| time(a).total_cmp(&time(b)));
    }

    /// Warns of cues that begin before the one above them.
    pub(super) fn check_order(&mut self) {
        let pairs = self.cues.iter().zip(self.cues.iter().skip(1));
        let falls = |(above, cue): &(&Cue, &Cue)| {
            above.start.zip(cue.start).is_some_and(|(above, start)| start < above)
        };
        for (_, cue) in pairs.filter(falls) {
            let message = "this cue begins before the one above it; expected cues in the order of time";
            self.diagnostics.push(Diagnostic::warning("cue-out-of-order", cue.span, message));
        }
    }

    pub(super) fn finish(mut self, format: Format) -> Parsed<Subtitles> {
        if !matches!(format, Format::Tokenised | Format::Plain) {
            voices::take(&mut self.cues);
        }
        self.blocks.sort_by_key(|block| block.span);
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        let document = Subtitles { format, blocks: self.blocks, cues: self.cues };
        Parsed { document, diagnostics: self.diagnostics }
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        if !span.is_empty() {
            self.blocks.push(Block { span, kind });
        }
    }
}

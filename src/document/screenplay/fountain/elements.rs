//! The lines of a Fountain text to blocks.
//!
//! The rules are those of <https://fountain.io/syntax>, with one mercy: a slug line that the action
//! follows without a blank line heads its scene too, and that is told.

use crate::document::Diagnostic;
use crate::document::screenplay::lines::{cue, is_cue, is_slug, is_transition};
use crate::document::script::{Block, BlockKind, Cue, Setting};
use crate::document::words::Words;
use crate::source::Source;
use crate::text::span::Span;

use super::emphasis;
use super::visible::Line;

/// What was read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) blocks: Vec<Block>,
    /// The sections: the index of their block, and how deep they are, from 1.
    pub(super) sections: Vec<(usize, usize)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads `lines` of `source`.
pub(super) fn read(source: &Source, lines: &[Line]) -> Read {
    let mut reader = Reader { source, lines, read: Read::default() };
    let mut at = 0;
    while at < lines.len() {
        at = if lines[at].is_empty(source) { at + 1 } else { reader.element(at).max(at + 1) };
    }
    reader.read
}

struct Reader<'a> {
    source: &'a Source,
    lines: &'a [Line],
    read: Read,
}

impl Reader<'_> {
    /// Reads what begins at line `at`; gives the line behind it.
    fn element(&mut self, at: usize) -> usize {
        let line = self.lines[at].text(self.source);
        let text = line.trim();
        let marks = |mark: char| text.len() - text.trim_start_matches(mark).len();
        match text.chars().next() {
            Some('#') if text.len() > marks('#') && marks('#') <= 6 => self.section(at, marks('#')),
            Some('=') if marks('=') == text.len() && text.len() >= 3 => {
                let span = self.lines[at].span(self.source);
                let empty = Span::new(span.end, span.end);
                self.push(Block {
                    setting: Setting::PageBreak,
                    ..Block::plain(span, empty, BlockKind::Metadata)
                });
                at + 1
            }
            Some('=') if text.len() > 1 => self.line_without(at, 1, BlockKind::Metadata, Setting::Synopsis),
            Some('~') => self.run(at, BlockKind::Direction, Setting::Lyrics, |text| text.starts_with('~')),
            Some('!') if text.len() > 1 => self.action(at, 1),
            Some('@') if text.len() > 1 => self.forced_cue(at),
            Some('>') if is_centred(text) => self.run(at, BlockKind::Direction, Setting::Centred, is_centred),
            Some('>') if text.len() > 1 => {
                self.line_without(at, 1, BlockKind::Direction, Setting::Transition)
            }
            Some('.') if text.chars().nth(1).is_some_and(|c| c != '.' && !c.is_whitespace()) => {
                self.heading(at, 1)
            }
            _ => self.unforced(at, text),
        }
    }

    /// A line whose kind shows in its letters and in the blank lines around it.
    fn unforced(&mut self, at: usize, text: &str) -> usize {
        let opens = self.after_blank(at);
        let alone = self.before_blank(at);
        let line = self.lines[at].text(self.source);
        match () {
            () if opens && is_slug(text) => {
                if !alone {
                    let message = "found no blank line behind a scene heading; expected one";
                    let span = self.lines[at].span(self.source);
                    self.read.diagnostics.push(Diagnostic::warning("heading-not-alone", span, message));
                }
                self.heading(at, 0)
            }
            // Spaces behind it say that it is none.
            () if opens && alone && is_transition(line.trim_start()) => {
                self.line_without(at, 0, BlockKind::Direction, Setting::Transition)
            }
            () if opens && !alone && is_cue(text.trim_end_matches('^')) => self.speech(at, 0),
            () => self.action(at, 0),
        }
    }

    /// Whether nothing stands right before line `at` that it could go on with.
    fn after_blank(&self, at: usize) -> bool {
        let before = self.lines.get(..at).unwrap_or_default().iter().next_back();
        before.is_none_or(|line| {
            let text = line.text(self.source);
            line.is_empty(self.source) || text.trim_start().starts_with(['#', '=']) || is_slug(text.trim())
        })
    }

    /// Whether line `at` is the last one before a blank one.
    fn before_blank(&self, at: usize) -> bool {
        self.lines.get(at + 1).is_none_or(|line| line.is_blank(self.source))
    }

    fn push(&mut self, block: Block) {
        self.read.blocks.push(block);
    }

    fn section(&mut self, at: usize, depth: usize) -> usize {
        self.read.sections.push((self.read.blocks.len(), depth));
        self.line_without(at, depth, BlockKind::Metadata, Setting::Section)
    }

    /// One line, of which the first `lead` bytes are a mark.
    fn line_without(&mut self, at: usize, lead: usize, kind: BlockKind, setting: Setting) -> usize {
        let block = self.block(at..at + 1, lead, kind, setting, |text| text);
        self.push(block);
        at + 1
    }

    /// A scene's heading without its mark and its number (`#12A#`).
    fn heading(&mut self, at: usize, lead: usize) -> usize {
        let mut block = self.block(at..at + 1, lead, BlockKind::Heading, Setting::Plain, without_number);
        // A row of stars parts scenes without naming one.
        if !self.source.slice(block.text).contains(char::is_alphanumeric) {
            (block.words, block.text.start) = (None, block.text.end);
        }
        block.number = numbered(self.lines[at].text(self.source).trim()).map(|(_, number)| number.to_owned());
        self.push(block);
        at + 1
    }

    /// The lines from `at` on that `belong`, each without its marks.
    fn run(&mut self, at: usize, kind: BlockKind, setting: Setting, belong: fn(&str) -> bool) -> usize {
        let belongs = |line: &&Line| belong(line.text(self.source).trim());
        let count = self.lines[at..].iter().take_while(belongs).count();
        let bare = |text: &str| text.trim_matches(['~', '>', '<']).len();
        let block = self.block(at..at + count, 0, kind, setting, |text| {
            let start = text.len() - text.trim_start_matches(['~', '>']).len();
            text.get(start..start + bare(text)).unwrap_or_default()
        });
        self.push(block);
        at + count
    }

    fn action(&mut self, at: usize, lead: usize) -> usize {
        let goes_on = |line: &Line| {
            let text = line.text(self.source);
            let text = text.trim();
            !line.is_blank(self.source) && !text.starts_with(['#', '=', '!']) && !is_centred(text)
        };
        let count = 1 + self.lines[at + 1..].iter().take_while(|line| goes_on(line)).count();
        let block = self.block(at..at + count, lead, BlockKind::Direction, Setting::Plain, |text| text);
        self.push(block);
        at + count
    }

    fn forced_cue(&mut self, at: usize) -> usize {
        if self.lines.get(at + 1).is_some_and(|line| self.is_said(line)) {
            return self.speech(at, 1);
        }
        let message = "found a name after `@` and nothing said; expected what is said on the next line";
        let span = self.lines[at].span(self.source);
        self.read.diagnostics.push(Diagnostic::warning("cue-without-speech", span, message));
        self.action(at, 1)
    }

    /// Whether `line` goes on with what somebody says: two spaces keep it from being blank.
    fn is_said(&self, line: &Line) -> bool {
        !line.is_blank(self.source)
            || line.text(self.source).chars().filter(|c| c.is_whitespace()).count() > 1
    }

    /// Who speaks at line `at`, and what is said below it.
    fn speech(&mut self, at: usize, lead: usize) -> usize {
        let said = |line: &&Line| {
            !line.is_blank(self.source)
                || line.text(self.source).chars().filter(|c| c.is_whitespace()).count() > 1
        };
        let mut count = self.lines[at + 1..].iter().take_while(said).count();
        while count > 0 && self.lines[at + count].is_empty(self.source) {
            count -= 1;
        }
        let line = self.lines[at].text(self.source);
        let name = line.trim().get(lead..).unwrap_or_default();
        let at_once = name.ends_with('^');
        let mut words = Words::default();
        emphasis::push_line(&mut words, name.trim_end_matches('^'));
        let cue =
            if words.text().contains(char::is_alphanumeric) { cue(words.text()) } else { Cue::unknown() };
        let mut block =
            self.block(at + 1..at + 1 + count, 0, BlockKind::Speech(cue), Setting::Plain, |text| text);
        block.span.start = self.lines[at].span(self.source).start;
        if at_once {
            block.setting = Setting::AtOnce;
        }
        if count == 0 {
            block.span = self.lines[at].span(self.source);
            block.text = Span::new(block.span.end, block.span.end);
        }
        self.push(block);
        at + 1 + count
    }

    /// The block of the lines `range`, the first of them without `lead` bytes, each cut by `bare`.
    fn block(
        &self,
        range: std::ops::Range<usize>,
        lead: usize,
        kind: BlockKind,
        setting: Setting,
        bare: impl Fn(&str) -> &str,
    ) -> Block {
        let lines = self.lines.get(range).unwrap_or_default();
        let filled: Vec<Span> =
            lines.iter().filter(|l| !l.is_empty(self.source)).map(|line| line.span(self.source)).collect();
        let span = match (filled.first(), filled.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        };
        let mut words = Words::default();
        let mut plain = lines.len() == 1;
        let mut text = span;
        for (number, line) in lines.iter().enumerate() {
            let whole = line.text(self.source);
            let whole = whole.trim();
            let led = whole.get(if number == 0 { lead } else { 0 }..).unwrap_or_default();
            let shown = bare(led).trim();
            match shown.strip_prefix('~').filter(|_| matches!(kind, BlockKind::Speech(_))) {
                Some(sung) => emphasis::push_sung(&mut words, sung),
                None => emphasis::push_line(&mut words, shown),
            }
            words.end_line();
            plain &= line.is_whole() && !emphasis::is_marked(shown) && !shown.starts_with('~');
            if plain {
                text = within(span, whole, shown);
            }
        }
        Block { setting, words: (!plain).then_some(words), ..Block::plain(span, text, kind) }
    }
}

/// The place of `shown`, a part of `whole`, in the source that has `whole` at `span`.
fn within(span: Span, whole: &str, shown: &str) -> Span {
    let start = span.start + shown.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    Span::new(start, start + shown.len())
}

fn is_centred(text: &str) -> bool {
    text.len() > 2 && text.starts_with('>') && text.ends_with('<')
}

/// A heading without the number of its scene: `INT. HOLD #12A#`.
fn without_number(heading: &str) -> &str {
    numbered(heading).map_or(heading, |(name, _)| name).trim_end()
}

/// The name and the number of a heading that has one at its end: `INT. HOLD #12A#`.
fn numbered(heading: &str) -> Option<(&str, &str)> {
    let (name, number) = heading.strip_suffix('#')?.rsplit_once('#')?;
    let plain = number.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    (plain && !number.is_empty()).then_some((name, number))
}

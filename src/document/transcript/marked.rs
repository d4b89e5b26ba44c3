//! Transcripts in Markdown: headings are acts and scenes, what somebody says begins with the name in bold
//! letters, directions are in italics, log entries are quoted.
//!
//! ```markdown
//! # The fog bell
//! ## Act One
//! ### 1. Lantern room
//! **MAREN** *(low)*: It is out.
//!
//! *She strikes a match.*
//! ```

use crate::document::script::{Block, BlockKind, Cue, Header, Script, Setting};
use crate::document::words::{Emphasis, Words};
use crate::document::{Kind, Parsed};
use crate::source::{Form, Role, Source};
use crate::text::span::Span;

use super::header;
use super::marks::act_line;

/// The level of the headings of scenes; those of acts are above it.
const SCENE: u8 = 3;

/// The level from which on a heading is a line of the title page.
const PAGE: u8 = 5;

/// How much of a text is looked at to see what it is, bytes.
const SAMPLE: usize = 64 * 1024;

/// How many speeches make it certain, and what share of the paragraphs they have to be where scenes have no
/// numbers.
const FEW_SPEECHES: usize = 3;
const SHARE: f32 = 0.3;

/// How sure it is that `source` is a transcript in Markdown, and what speaks for it; `None` where it is not even
/// Markdown or nobody speaks in it.
pub(super) fn recognise(source: &Source) -> Option<(f32, String)> {
    if !matches!(source.form, Form::Markdown { .. }) {
        return None;
    }
    let paragraphs = paragraphs(source).take_while(|paragraph| paragraph.start < SAMPLE);
    let (mut speeches, mut scenes, mut others) = (0, 0, 0);
    for paragraph in paragraphs {
        match source.role_at(paragraph.start) {
            Some(Role::Heading(SCENE)) => scenes += usize::from(numbered(source.slice(paragraph)).0),
            Some(Role::Heading(_)) => {}
            _ if label(source, paragraph).is_some() => speeches += 1,
            _ => others += 1,
        }
    }
    let share = speeches as f32 / (speeches + others).max(1) as f32;
    let sure = speeches > 0 && scenes > 0 || speeches >= FEW_SPEECHES && share >= SHARE;
    let reason =
        format!("Markdown, {scenes} numbered scenes, {speeches} speeches with a name in bold letters");
    sure.then_some((0.98, reason))
}

/// Reads `source`, which is a transcript in Markdown.
pub(super) fn parse(source: &Source) -> Parsed<Script> {
    let mut reading = Reading { source, header: Header::default(), blocks: Vec::new(), has_scenes: false };
    reading.has_scenes = source.roles.iter().any(|(_, role)| *role == Role::Heading(SCENE));
    paragraphs(source).for_each(|paragraph| reading.paragraph(paragraph));
    let script = Script { kind: Kind::Transcript, header: reading.header, blocks: reading.blocks };
    Parsed { document: script, diagnostics: Vec::new() }
}

/// The paragraphs of `source`: lines with no blank one between.
fn paragraphs(source: &Source) -> impl Iterator<Item = Span> + '_ {
    let mut lines = source.line_spans().map(|line| line.trimmed(&source.text)).peekable();
    std::iter::from_fn(move || {
        let first = lines.find(|line| !line.is_empty())?;
        let mut whole = first;
        while let Some(line) = lines.next_if(|line| !line.is_empty()) {
            whole.end = line.end;
        }
        Some(whole)
    })
}

/// Who speaks, as a paragraph tells at its beginning.
struct Label {
    name: Span,
    extension: Option<Span>,
    /// Where what is said begins.
    said: usize,
}

/// `**NAME**: `, `**NAME:** `, `**NAME** *(low)*: `.
fn label(source: &Source, paragraph: Span) -> Option<Label> {
    let mut roles =
        source.roles.iter().skip(source.roles.partition_point(|(span, _)| span.end <= paragraph.start));
    let (bold, Role::Set { bold: true, italic: false }) = roles.next()? else { return None };
    if bold.start != paragraph.start || bold.end > paragraph.end {
        return None;
    }
    if let Some(name) = source.slice(*bold).strip_suffix(':') {
        let name = Span::new(bold.start, bold.start + name.len()).trimmed(&source.text);
        return (!name.is_empty()).then_some(Label { name, extension: None, said: bold.end });
    }
    let colon_at = |from: usize| {
        let rest = source.slice(Span::new(from, paragraph.end));
        rest.starts_with(':').then_some(from + 1)
    };
    if let Some(said) = colon_at(bold.end) {
        return Some(Label { name: *bold, extension: None, said });
    }
    let (set, Role::Set { bold: false, italic: true }) = roles.next()? else { return None };
    let between = source.slice(Span::new(bold.end, set.start));
    let inner = source.slice(*set).strip_prefix('(')?.strip_suffix(')')?;
    let said = colon_at(set.end).filter(|_| between == " ")?;
    let extension = Span::new(set.start + 1, set.start + 1 + inner.len());
    Some(Label { name: *bold, extension: Some(extension), said })
}

/// Whether `heading` begins with a scene's number, and what stands behind that.
fn numbered(heading: &str) -> (bool, &str) {
    let rest = heading.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix('.') {
        Some(name) if rest.len() < heading.len() && (name.is_empty() || name.starts_with(' ')) => {
            (true, name.trim_start())
        }
        _ => (false, heading),
    }
}

/// The name of a scene and the number that stands behind it, `Deck #12A#`, where one does.
fn written_number(name: &str) -> (&str, Option<&str>) {
    let parts = name.strip_suffix('#').and_then(|rest| rest.rsplit_once('#'));
    let plain = |number: &&str| !number.is_empty() && !number.contains(char::is_whitespace);
    match parts.filter(|(_, number)| plain(number)) {
        Some((name, number)) => (name.trim_end(), Some(number)),
        None => (name, None),
    }
}

/// A transcript that is being read.
struct Reading<'a> {
    source: &'a Source,
    header: Header,
    blocks: Vec<Block>,
    /// Whether some headings are of the level of scenes.
    has_scenes: bool,
}

impl Reading<'_> {
    fn paragraph(&mut self, span: Span) {
        if let Some(Role::Heading(level)) = self.source.role_at(span.start) {
            return self.heading(span, level);
        }
        if let Some(label) = label(self.source, span) {
            return self.speech(span, &label);
        }
        let text = self.source.slice(span);
        let role = self.source.role_at(span.start);
        let kind = match role {
            _ if text == "* * *" => {
                let nothing = Span::new(span.end, span.end);
                let block = Block::plain(span, nothing, BlockKind::Metadata);
                return self.blocks.push(Block { setting: Setting::PageBreak, ..block });
            }
            Some(Role::Quotation) => BlockKind::Log,
            Some(Role::Set { italic: true, .. }) if self.is_set_throughout(span) => BlockKind::Direction,
            _ if text.starts_with(['(', '[']) && text.ends_with([')', ']']) => BlockKind::Direction,
            _ => BlockKind::Narration,
        };
        self.push(span, span, kind, Setting::Plain);
    }

    /// Whether all lines of `span` are in italics from end to end.
    fn is_set_throughout(&self, span: Span) -> bool {
        let role_at = |at| self.source.role_at(at);
        let mut at = span.start;
        self.source.slice(span).split('\n').all(|line| {
            let (start, end) = (at, at + line.trim_end().len());
            at += line.len() + 1;
            let ends = [start, end.saturating_sub(1)].map(role_at);
            ends.iter().all(|role| matches!(role, Some(Role::Set { italic: true, .. })))
        })
    }

    fn heading(&mut self, span: Span, level: u8) {
        let text = self.source.slice(span);
        let first = !self.blocks.iter().any(|block| block.kind != BlockKind::Metadata);
        match level {
            1 if first && self.header.title.is_none() => {
                self.header.title = Some(self.source.flow(span));
                self.push(span, span, BlockKind::Metadata, Setting::Plain);
            }
            PAGE.. => {
                if let Some((key, value)) = text.split_once(':').filter(|(key, _)| header::is_key(key)) {
                    header::set(&mut self.header, key, value);
                }
                self.push(span, span, BlockKind::Metadata, Setting::Plain);
            }
            4 => self.push(span, span, BlockKind::Metadata, Setting::Section),
            // Without headings below them, those of the second level are scenes unless they are called acts.
            1 | 2 if self.has_scenes || act_line(text).is_some() => {
                self.push(span, span, BlockKind::ActMark, Setting::Section);
            }
            _ => {
                let name = numbered(text).1;
                let start = span.end - name.len();
                let (name, number) = written_number(name);
                let text = Span::new(start, start + name.len());
                self.push(span, text, BlockKind::Heading, Setting::Plain);
                if let Some(heading) = self.blocks.last_mut() {
                    heading.number = number.map(str::to_owned);
                }
            }
        }
    }

    fn speech(&mut self, span: Span, label: &Label) {
        let extension = label.extension.map(|extension| self.source.flow(extension));
        let cue = match self.source.slice(label.name) {
            "?" => Cue { extension, ..Cue::unknown() },
            _ => Cue::written(self.source.flow(label.name), extension),
        };
        let said = Span::new(label.said, span.end).trimmed(&self.source.text);
        self.push(span, said, BlockKind::Speech(cue), Setting::Plain);
    }

    fn push(&mut self, span: Span, text: Span, kind: BlockKind, setting: Setting) {
        let words = self.words(text, &kind);
        self.blocks.push(Block { setting, words, ..Block::plain(span, text, kind) });
    }

    /// What is read of `text` where more is to be said of it than its letters: lines, and what is set in it.
    fn words(&self, text: Span, kind: &BlockKind) -> Option<Words> {
        let apart = self.source.slice(text).contains('\n');
        let from = self.source.roles.partition_point(|(span, _)| span.end <= text.start);
        let within = self.source.roles.iter().skip(from).take_while(|(span, _)| span.start < text.end);
        let set = within.filter_map(|(span, role)| match role {
            Role::Set { bold, italic } => {
                Some((*span, Emphasis { bold: *bold, italic: *italic, ..Emphasis::default() }))
            }
            _ => None,
        });
        // A direction is in italics as it is.
        let set: Vec<(Span, Emphasis)> = set.filter(|_| *kind != BlockKind::Direction).collect();
        if !apart && set.is_empty() {
            return None;
        }
        let mut words = Words::default();
        let mut at = text.start;
        for (span, emphasis) in set {
            self.push_lines(&mut words, Span::new(at, span.start), Emphasis::default());
            self.push_lines(&mut words, Span::new(span.start.max(at), span.end.min(text.end)), emphasis);
            at = span.end;
        }
        self.push_lines(&mut words, Span::new(at, text.end), Emphasis::default());
        Some(words)
    }

    fn push_lines(&self, words: &mut Words, span: Span, emphasis: Emphasis) {
        for (number, line) in self.source.slice(span).split('\n').enumerate() {
            if number > 0 {
                words.end_line();
            }
            words.push(line, emphasis);
        }
    }
}

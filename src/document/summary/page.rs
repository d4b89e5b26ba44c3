//! The page from top to bottom: which section one is in decides what a line is.

use crate::document::press_kit::CastEntry;
use crate::document::script::Header;
use crate::document::{Diagnostic, Parsed};
use crate::source::Source;
use crate::text::sentences::sentences;
use crate::text::span::Span;

use super::headings::{Heading, SHORTEST_PROSE, Section, heading};
use super::quotes::{QuoteLine, Quotes};
use super::{Act, Block, BlockKind, Log, Paragraph, Summary};

/// The longest caption, bytes.
const LONGEST_CAPTION: usize = 160;

/// How far into a paragraph the word `log` stands where it is a log entry, bytes.
const LOG_WITHIN: usize = 70;

/// Reads a page.
pub(super) fn read(source: &Source) -> Parsed<Summary> {
    let mut page = Page {
        source,
        section: Section::Prose,
        summary: Summary::default(),
        quotes: Quotes::default(),
        diagnostics: Vec::new(),
    };
    let mut after_blank = true;
    for number in 1..=source.line_count() {
        let line = source.line_span(number).trimmed(&source.text);
        if !line.is_empty() {
            page.line(line, after_blank);
        }
        after_blank = line.is_empty();
    }
    page.quotes.close(&mut page.diagnostics);
    page.summary.quotes = page.quotes.quotes;
    page.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    if page.summary.paragraphs.is_empty() {
        let whole = Span::new(0, source.text.len());
        let message = "nothing is retold here; expected paragraphs of prose";
        page.diagnostics.push(Diagnostic::warning("summary-without-prose", whole, message));
    }
    Parsed { document: page.summary, diagnostics: page.diagnostics }
}

struct Page<'a> {
    source: &'a Source,
    section: Section,
    summary: Summary,
    quotes: Quotes,
    diagnostics: Vec<Diagnostic>,
}

impl Page<'_> {
    fn block(&mut self, span: Span, kind: BlockKind) {
        self.summary.blocks.push(Block { span, kind });
    }

    fn line(&mut self, line: Span, after_blank: bool) {
        let text = self.source.slice(line);
        if let Some(heading) = heading(text) {
            return self.heading(line, heading);
        }
        match self.section {
            Section::Prose => self.prose(line, after_blank),
            Section::Logs => self.listed_log(line),
            Section::Quotes => {
                let kind = match self.quotes.line(self.source, line, after_blank, &mut self.diagnostics) {
                    QuoteLine::Said => BlockKind::Quote,
                    QuoteLine::Attribution => BlockKind::Attribution,
                };
                self.block(line, kind);
            }
            Section::Notes => self.note(line),
            Section::Cast => self.cast(line),
            Section::References => self.block(line, BlockKind::Reference),
        }
    }

    fn heading(&mut self, line: Span, heading: Heading) {
        self.quotes.close(&mut self.diagnostics);
        match heading {
            Heading::Act(name) => {
                self.section = Section::Prose;
                self.summary.acts.push(Act { name, heading: Some(line) });
            }
            Heading::Section(section) => self.section = section,
            // A heading of the story's own, or one that divides the notes.
            Heading::Unknown if self.section == Section::Prose => {}
            Heading::Unknown => self.section = Section::Notes,
        }
        self.block(line, BlockKind::Heading);
    }

    fn prose(&mut self, line: Span, after_blank: bool) {
        let text = self.source.slice(line);
        if self.summary.paragraphs.is_empty() && self.summary.acts.is_empty() && self.metadata(line) {
            return self.block(line, BlockKind::Metadata);
        }
        if !after_blank && self.goes_on(line) {
            return;
        }
        if let Some(log) = self.log_in(line) {
            return self.log(line, log);
        }
        if is_caption(text) {
            self.summary.captions.push(line);
            return self.block(line, BlockKind::Caption);
        }
        if self.is_logline(line) {
            self.summary.logline = Some(line);
            return self.block(line, BlockKind::Metadata);
        }
        let act = self.act_of_prose();
        self.summary.paragraphs.push(Paragraph { act, span: line });
        self.block(line, BlockKind::Prose);
    }

    /// The act that prose belongs to: the last one that was named; the teaser before the first, where
    /// the page names any.
    fn act_of_prose(&mut self) -> Option<usize> {
        if self.summary.acts.is_empty() && self.names_acts() {
            self.summary.acts.push(Act { name: "Teaser".to_owned(), heading: None });
        }
        self.summary.acts.len().checked_sub(1)
    }

    /// Whether a heading further on names an act.
    fn names_acts(&self) -> bool {
        self.source.line_spans().any(|line| matches!(heading(self.source.slice(line)), Some(Heading::Act(_))))
    }

    /// Takes a line of what the page says about the whole: `Stardate: 8812.3`, or its title.
    fn metadata(&mut self, line: Span) -> bool {
        let text = self.source.slice(line);
        if let Some((key, value)) = text.split_once(':').filter(|(key, _)| key.len() < 30) {
            return set(&mut self.summary.header, key, value);
        }
        let first = self.summary.blocks.is_empty();
        let title = first
            && text.len() < 60
            && !text.ends_with(['.', '!', '?', '"'])
            && text.starts_with(char::is_alphanumeric);
        if title && self.summary.header.title.is_none() {
            let name = text.strip_suffix("(episode)").unwrap_or(text);
            self.summary.header.title =
                Some(self.source.flow(Span::new(line.start, line.start + name.len())));
        }
        title
    }

    /// Joins a line to the paragraph before it, where lines are broken by hand.
    fn goes_on(&mut self, line: Span) -> bool {
        let Some(last) = self.summary.blocks.last_mut().filter(|last| last.kind == BlockKind::Prose) else {
            return false;
        };
        let before = self.source.slice(last.span);
        let ended = before.trim_end().ends_with(['.', '!', '?', '"', '”', ')']);
        let begins = self.source.slice(line).starts_with(|c: char| c.is_lowercase());
        let broken = self.source.line_of(last.span.start) < self.source.line_of(last.span.end)
            || before.len() < SHORTEST_PROSE;
        if ended && !(begins || broken) {
            return false;
        }
        last.span.end = line.end;
        if let Some(paragraph) = self.summary.paragraphs.last_mut() {
            paragraph.span.end = line.end;
        }
        true
    }

    /// Whether `line` is the one sentence that says what the episode is about: the first, alone, with
    /// a paragraph after it that retells the beginning.
    fn is_logline(&self, line: Span) -> bool {
        let alone = self.summary.logline.is_none()
            && self.summary.paragraphs.is_empty()
            && self.summary.acts.is_empty()
            && self.summary.logs.is_empty();
        if !alone || sentences(self.source.slice(line)).len() > 2 {
            return false;
        }
        let rest = self.source.line_spans().filter(|next| next.start > line.end);
        let follows =
            rest.map(|next| self.source.slice(next).trim()).find(|next| next.len() >= SHORTEST_PROSE / 2);
        follows.is_some_and(|next| heading(next).is_none())
    }

    /// The log entry that a paragraph begins with, without quotation marks.
    fn log_in(&self, line: Span) -> Option<Span> {
        let text = self.source.slice(line);
        let opened = text.starts_with(['"', '“']);
        let start = if opened { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let body = &text[start..];
        let within = body.char_indices().map(|(at, _)| at).take_while(|at| *at <= LOG_WITHIN).last()?;
        let lower = body[..within].to_lowercase();
        let said = lower.split("log").nth(1).is_some_and(|after| after.starts_with([',', '.', ':', ' ']));
        let owned = lower.find("log").is_some_and(|at| {
            lower[..at].contains("'s ") || lower[..at].contains("’s ") || lower[..at].contains("personal")
        });
        if !said || !owned || !(opened || lower.contains("stardate") || lower.contains("supplemental")) {
            return None;
        }
        let end =
            if opened { body.find(['"', '”']).map_or(text.len(), |at| start + at) } else { text.len() };
        Some(Span::new(line.start + start, line.start + end))
    }

    /// A paragraph that begins with a log entry: what stands behind it is prose.
    fn log(&mut self, line: Span, log: Span) {
        let act = self.act_of_prose();
        self.summary.logs.push(Log { act, span: log });
        let text = self.source.slice(Span::new(log.end, line.end));
        let mark = text.chars().next().filter(|c| matches!(c, '"' | '”')).map_or(0, char::len_utf8);
        let rest = Span::new(log.end + mark, line.end).trimmed(&self.source.text);
        self.block(
            Span::new(line.start, if rest.is_empty() { line.end } else { log.end + mark }),
            BlockKind::Log,
        );
        if !rest.is_empty() {
            self.summary.paragraphs.push(Paragraph { act, span: rest });
            self.block(rest, BlockKind::Prose);
        }
    }

    fn listed_log(&mut self, line: Span) {
        let inner = without_bullet(self.source, line);
        let text = self.source.slice(inner);
        let open = text.chars().next().filter(|c| matches!(c, '"' | '“')).map_or(0, char::len_utf8);
        let close = text.rfind(['"', '”']).filter(|at| *at > open).unwrap_or(text.len());
        let span = Span::new(inner.start + open, inner.start + close).trimmed(&self.source.text);
        self.summary.logs.push(Log { act: None, span });
        self.block(line, BlockKind::Log);
    }

    fn note(&mut self, line: Span) {
        let inner = without_bullet(self.source, line);
        let text = self.source.slice(inner);
        let told = inner != line || text.ends_with(['.', '!', '?', ')', ']', '"', '”']);
        if !told || text.is_empty() {
            return self.block(line, BlockKind::Reference);
        }
        self.summary.notes.push(inner);
        self.block(line, BlockKind::Note);
    }

    /// `Anna Vane as Keeper Halloran`.
    fn cast(&mut self, line: Span) {
        let inner = without_bullet(self.source, line);
        let text = self.source.slice(inner);
        let pair =
            text.split_once(" as ").or_else(|| text.split_once(" – ")).or_else(|| text.split_once(" ... "));
        if let Some((actor, role)) = pair {
            let guest = true;
            let clean = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
            self.summary.cast.push(CastEntry {
                role: clean(role),
                actor: Some(clean(actor)),
                span: inner,
                guest,
            });
        }
        self.block(line, BlockKind::Reference);
    }
}

fn is_caption(text: &str) -> bool {
    let ended = text.ends_with(['.', '!', '?', '"', '”', ':', ')', '…']);
    text.len() <= LONGEST_CAPTION && !ended && text.chars().any(char::is_alphabetic)
}

fn without_bullet(source: &Source, line: Span) -> Span {
    let text = source.slice(line);
    let bare = text.trim_start_matches(|c: char| {
        matches!(c, '•' | '*' | '·' | '◦' | '‣' | '-' | '–') || c.is_whitespace()
    });
    Span::new(line.end - bare.len(), line.end)
}

/// Sets what a line `key: value` says; false for a key that is none.
fn set(header: &mut Header, key: &str, value: &str) -> bool {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let field = match key.trim().to_lowercase().as_str() {
        "title" | "episode" => &mut header.title,
        "series" => &mut header.series,
        "number" | "episode number" | "production number" => &mut header.number,
        "stardate" | "date" => &mut header.stardate,
        "airdate" | "air date" | "original airdate" | "original air date" | "first aired" => {
            &mut header.air_date
        }
        "written by" | "writer" | "teleplay by" => &mut header.author,
        "directed by" | "director" | "story by" | "runtime" => return true,
        _ => return false,
    };
    if field.is_none() && !value.is_empty() {
        *field = Some(value);
    }
    true
}

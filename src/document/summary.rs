//! A wiki page about the episode, saved as text: logline, acts retold in prose, captions, log
//! entries, memorable quotes, background notes, references.

mod cast;
mod headings;
mod lead;
mod logs;
mod marks;
mod parts;
mod pieces;
mod prose;
mod quotes;
mod reading;
mod recognition;
mod sidebar;

use crate::source::Source;
use crate::text::span::Span;

use super::press_kit::CastEntry;
use super::script::Header;
use super::{Parsed, Recognition};

/// A summary, read. The lists name places in the same text that `blocks` covers.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// What the page says of the episode.
    pub header: Header,
    /// Every block in the order of the text.
    pub blocks: Vec<Block>,
    /// The one-sentence description at the top.
    pub logline: Option<Span>,
    /// The acts, the teaser first where prose stands before the first act heading.
    pub acts: Vec<Act>,
    /// The paragraphs of prose, each of one act.
    pub paragraphs: Vec<Paragraph>,
    /// Log entries, inside the acts (`act` given) and in the list of them (`act` none).
    pub logs: Vec<Log>,
    /// Memorable quotes.
    pub quotes: Vec<Quote>,
    /// Captions of pictures.
    pub captions: Vec<Span>,
    /// Background notes, without their bullets.
    pub notes: Vec<Span>,
    /// Who plays whom, where the page lists it.
    pub cast: Vec<CastEntry>,
}

/// A block of the page.
pub type Block = super::Block<BlockKind>;

/// What a block of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Title, logline or other line about the whole.
    Metadata,
    /// The heading of an act or of another section.
    Heading,
    /// Prose that retells the episode.
    Prose,
    /// The caption of a picture.
    Caption,
    /// A log entry.
    Log,
    /// A line of a quote.
    Quote,
    /// Who says the quote.
    Attribution,
    /// A background note.
    Note,
    /// Links, references, cast lists.
    Reference,
    /// Not understood.
    Other,
}

/// An act as the page names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// `Teaser`, `Act One`, ...
    pub name: String,
    /// The heading, `None` for a teaser without one.
    pub heading: Option<Span>,
}

/// A paragraph of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Index into [`Summary::acts`], `None` where the page has no acts.
    pub act: Option<usize>,
    /// The paragraph.
    pub span: Span,
}

/// A log entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The act it stands in; `None` in the page's list of log entries.
    pub act: Option<usize>,
    /// The entry without bullets and quotation marks.
    pub span: Span,
}

/// A quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its lines, without quotation marks.
    pub lines: Vec<Span>,
    /// Who says it, as written after the dash.
    pub attribution: Option<Span>,
}

/// How sure it is that `source` is a wiki summary.
pub fn recognise(source: &Source) -> Recognition {
    recognition::recognise(source)
}

/// Reads `source` as a wiki summary.
pub fn parse(source: &Source) -> Parsed<Summary> {
    let pieces = pieces::pieces(source);
    reading::read(source, &parts::parts(source, &pieces))
}

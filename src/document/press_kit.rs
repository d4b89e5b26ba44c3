//! A press kit: number, title, logline, synopsis, cast with roles and actors, credits, headlines.

mod cast;
mod credits;
mod front;
mod headings;
mod naming;
mod pieces;
mod reading;
mod recognition;

use crate::source::Source;
use crate::text::span::Span;

use super::script::Header;
use super::{Parsed, Recognition};

/// A press kit, read. The lists name places in the same text that `blocks` covers.
#[derive(Debug, Clone, Default)]
pub struct PressKit {
    /// What it says of the episode.
    pub header: Header,
    /// Every block in the order of the text.
    pub blocks: Vec<Block>,
    /// The one-sentence description.
    pub logline: Option<Span>,
    /// The paragraphs of the synopsis.
    pub synopsis: Vec<Span>,
    /// Who plays whom, in the order of the kit.
    pub cast: Vec<CastEntry>,
    /// Who did what.
    pub credits: Vec<Credit>,
    /// Headlines and other lines for advertising.
    pub headlines: Vec<Span>,
}

/// One role and, where it is given, who plays it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CastEntry {
    /// The role as written, `LIEUTENANT TOM PARIS`.
    pub role: String,
    /// The actor as written.
    pub actor: Option<String>,
    /// Where the role is written.
    pub span: Span,
    /// Whether it is listed as a guest.
    pub guest: bool,
}

/// One credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The job as written, lower case: `written by`.
    pub job: String,
    /// The name as written.
    pub name: String,
    /// Where the credit is written.
    pub span: Span,
}

/// A block of the kit.
pub type Block = super::Block<BlockKind>;

/// What a block of the kit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Number, title, logline.
    Metadata,
    /// A heading of the kit's own: `CAST`, `GUEST STARS`.
    Heading,
    /// A paragraph of the synopsis.
    Synopsis,
    /// A role.
    Role,
    /// An actor.
    Actor,
    /// A credit.
    Credit,
    /// A line for advertising.
    Headline,
    /// Page furniture: `Episode #131 - Page 2`.
    Furniture,
    /// Not understood.
    Other,
}

/// How sure it is that `source` is a press kit.
pub fn recognise(source: &Source) -> Recognition {
    recognition::recognise(source)
}

/// Reads `source` as a press kit.
pub fn parse(source: &Source) -> Parsed<PressKit> {
    reading::read(source, &pieces::pieces(source))
}

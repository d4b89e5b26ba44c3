//! What every document that carries lines is read into: a flat list of blocks.
//!
//! Transcripts, screenplays, plays and stories all give a [`Script`]; the loader alone builds the
//! tree of acts and scenes from it.

use serde::Serialize;

use crate::text::flow::flow;
use crate::text::span::Span;

use super::Kind;
use super::words::Words;

/// A document that carries an episode's lines.
#[derive(Debug, Clone)]
pub struct Script {
    /// Transcript, screenplay, play or story.
    pub kind: Kind,
    /// What its first lines say of it.
    pub header: Header,
    /// Its blocks in the order of the text.
    pub blocks: Vec<Block>,
}

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The episode's title.
    pub title: Option<String>,
    /// The series' name.
    pub series: Option<String>,
    /// The episode's number as written.
    pub number: Option<String>,
    /// The stardate as written, `None` where it is given as unknown.
    pub stardate: Option<String>,
    /// The day it was first shown, as written.
    pub air_date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

impl Header {
    /// Brings each field to one line, whatever white space its document has there, and takes away what is blank:
    /// quotation marks around nothing are no title.
    pub(super) fn bring_to_lines(&mut self) {
        let Self { title, series, number, stardate, air_date, author } = self;
        for field in [title, series, number, stardate, air_date, author] {
            *field = field.take().map(|said| flow(&said)).filter(|said| !said.is_empty());
        }
    }
}

/// One block: a paragraph with a meaning of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The whole block, labels, brackets and marks included.
    pub span: Span,
    /// The words of it: what is said, the name of the scene, the direction with its parentheses.
    pub text: Span,
    /// What it is.
    pub kind: BlockKind,
    /// How it is set, where that says more than its kind.
    pub setting: Setting,
    /// What is read of it where that is not what `text` covers, letter by letter.
    pub words: Option<Words>,
    /// The number that the document gives the scene of a heading, `12A`.
    pub number: Option<String>,
}

impl Block {
    /// A block that reads as it is written.
    pub fn plain(span: Span, text: Span, kind: BlockKind) -> Self {
        Self { span, text, kind, setting: Setting::Plain, words: None, number: None }
    }
}

/// How a screenplay sets a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// As its kind is set.
    #[default]
    Plain,
    /// A direction to the cutting room, `CUT TO:`, set to the right.
    Transition,
    /// In the middle of the page.
    Centred,
    /// Words of a song.
    Lyrics,
    /// The heading of a section; an act mark that is one names the act as written.
    Section,
    /// What a section or scene is to tell.
    Synopsis,
    /// A writer's note.
    Note,
    /// Struck out, and kept in the file.
    Omitted,
    /// A new page.
    PageBreak,
    /// Said at once with the speech before it.
    AtOnce,
}

/// The settings that have a name in what is written out, by it.
const SETTINGS: [(&str, Setting); 9] = [
    ("transition", Setting::Transition),
    ("centred", Setting::Centred),
    ("lyrics", Setting::Lyrics),
    ("section", Setting::Section),
    ("synopsis", Setting::Synopsis),
    ("note", Setting::Note),
    ("omitted", Setting::Omitted),
    ("page-break", Setting::PageBreak),
    ("at-once", Setting::AtOnce),
];

impl Setting {
    /// Its name in what is written out; `None` for [`Setting::Plain`], of which there is nothing to say.
    pub fn name(self) -> Option<&'static str> {
        SETTINGS.iter().find(|(_, setting)| *setting == self).map(|(name, _)| *name)
    }

    /// The setting with this name.
    pub fn called(name: &str) -> Option<Self> {
        SETTINGS.iter().find(|(known, _)| *known == name).map(|(_, setting)| *setting)
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A line of the header or the page's own furniture.
    Metadata,
    /// A scene heading; its name is the block's text. A separator in a story has an empty text.
    Heading,
    /// A mark that an act (or teaser) begins: its name as written, `ACT TWO`, or the words of a bare
    /// break, `Commercial Break`.
    ActMark,
    /// Something said.
    Speech(Cue),
    /// A log entry.
    Log,
    /// A stage direction.
    Direction,
    /// What is told and not said.
    Narration,
    /// What the reader did not understand.
    Other,
}

/// Who says a speech, as far as the document tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// The speaker as this document spells it, without the extension; `None` where it cannot be told.
    /// A story's reader puts the fullest name here that it can tell for the person (`Kathryn Janeway`).
    pub label: Option<String>,
    /// Where the voice comes from: `OC`, `on viewscreen`, `V.O.`.
    pub extension: Option<String>,
    /// How sure the reader is of the label, 0 to 1; 1 where the document writes it.
    pub confidence: f32,
    /// What the label rests on.
    pub evidence: Evidence,
    /// Who that is in the document's own list of persons; several are set apart by spaces.
    pub who: Option<String>,
}

/// What the attribution of a speech rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The document writes the speaker before the speech.
    Written,
    /// A tag names the speaker: `said Janeway`.
    Tag,
    /// A tag has a pronoun: `she said`.
    Pronoun,
    /// An action in the same paragraph: `Janeway smiled.`
    Action,
    /// The speech goes on from the paragraph or the half before.
    Continued,
    /// Turns are taken.
    Turn,
    /// Nothing tells.
    None,
}

impl Cue {
    /// A cue that the document writes out.
    pub fn written(label: impl Into<String>, extension: Option<String>) -> Self {
        Self { label: Some(label.into()), extension, confidence: 1.0, evidence: Evidence::Written, who: None }
    }

    /// A speech of which nothing tells who says it.
    pub fn unknown() -> Self {
        Self { label: None, extension: None, confidence: 0.0, evidence: Evidence::None, who: None }
    }
}

//! Subtitles: cues with times (SubRip), or the bare text of them as a scanner left it.

mod bare;
mod markup;
mod timed;

use crate::source::Source;
use crate::text::span::Span;

use super::{Kind, Parsed, Recognition};

/// Subtitles, read.
#[derive(Debug, Clone)]
pub struct Subtitles {
    /// How the file writes them.
    pub format: Format,
    /// Every block in the order of the text.
    pub blocks: Vec<Block>,
    /// The cues in the order of the file.
    pub cues: Vec<Cue>,
}

/// How a file writes subtitles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// SubRip (`.srt`).
    SubRip,
    /// WebVTT (`.vtt`): as far as it is like SubRip, with voices.
    WebVtt,
    /// Bare text, tokens apart (`don 't`, `Captain .`), no times; a cue is a sentence.
    Tokenised,
    /// Bare text without times; a cue is a line.
    Plain,
}

/// One cue.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// The words of it in the source.
    pub span: Span,
    /// When it appears, seconds from the start; `None` where the file has no times.
    pub start: Option<f64>,
    /// When it goes, seconds.
    pub end: Option<f64>,
    /// The words as the file has them, markup removed, flowing on one line. Scanning faults stay.
    pub text: String,
    /// The speaker where the file names one (`MAN:`, a voice tag).
    pub voice: Option<String>,
}

/// A block of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The whole block.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The words of a cue.
    Cue,
    /// Counters and times.
    Timing,
    /// Not understood.
    Other,
}

/// How sure it is that `source` is subtitles, and how it writes them.
pub fn recognise(source: &Source) -> Recognition {
    let times = timed::count_times(source);
    let (confidence, reason) = match source.text.trim_start().starts_with("WEBVTT") {
        true => (0.99, format!("WebVTT, {times} cues with times")),
        false if times >= 3 => (0.98, format!("{times} cues with times")),
        false if times >= 1 => (0.7, format!("{times} cues with times")),
        false => bare::recognise(source),
    };
    Recognition { kind: Kind::Subtitles, confidence, reason }
}

/// Reads `source` as subtitles.
pub fn parse(source: &Source) -> Parsed<Subtitles> {
    if timed::count_times(source) > 0 { timed::read(source) } else { bare::read(source) }
}

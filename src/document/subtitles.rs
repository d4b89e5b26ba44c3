//! Subtitles: cues with times, in the formats that players take, or the bare text of them as a scanner
//! left it.

mod bare;
mod building;
mod line_each;
mod markup;
mod substation;
mod timed;
mod two_times;
mod voices;
mod webvtt;

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
    /// The cues in the order of the file; of SubStation in the order of their times.
    pub cues: Vec<Cue>,
}

/// How a file writes subtitles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// SubRip (`.srt`).
    SubRip,
    /// WebVTT (`.vtt`).
    WebVtt,
    /// SubStation Alpha (`.ass`, `.ssa`).
    SubStation,
    /// MicroDVD (`.sub`): times are frames.
    MicroDvd,
    /// MPL2 (`.mpl`): times are tenths of a second.
    Mpl2,
    /// SBV and SubViewer: both times of a cue with a comma between.
    Sbv,
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
    /// What each says, where more than one speaks in it.
    pub turns: Vec<Turn>,
    /// The cue's name, where the format has names.
    pub id: Option<String>,
}

/// What one of several in a cue says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The speaker where the file names one.
    pub voice: Option<String>,
    /// The words, flowing on one line.
    pub text: String,
}

/// A block of the file.
pub type Block = super::Block<BlockKind>;

/// What a block of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The words of a cue.
    Cue,
    /// Counters, times, and what else is meant for the player: names, notes, styles, regions.
    Timing,
    /// Not understood.
    Other,
}

/// How many lines of a source are looked at to recognise it.
const SAMPLE: usize = 400;

/// The format with times that `source` is in, and how many cues were seen of it.
fn timed_format(source: &Source) -> Option<(Format, usize)> {
    if webvtt::is_signed(source) {
        return Some((Format::WebVtt, webvtt::count(source, SAMPLE)));
    }
    let counts = [
        (Format::SubRip, timed::count(source, SAMPLE)),
        (Format::SubStation, substation::count(source, SAMPLE)),
        (Format::MicroDvd, line_each::count(source, SAMPLE)),
        (Format::Sbv, two_times::count(source, SAMPLE)),
    ];
    counts.into_iter().rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0)
}

/// How sure it is that `source` is subtitles, and how it writes them.
pub fn recognise(source: &Source) -> Recognition {
    let (confidence, reason) = match timed_format(source) {
        Some((Format::WebVtt, count)) => (0.99, format!("WebVTT, {count} cues with times")),
        Some((_, count)) if count >= 3 => (0.98, format!("{count} cues with times")),
        Some((_, count)) => (0.7, format!("{count} cues with times")),
        None => bare::recognise(source),
    };
    Recognition { kind: Kind::Subtitles, confidence, reason }
}

/// Reads `source` as subtitles.
pub fn parse(source: &Source) -> Parsed<Subtitles> {
    match timed_format(source).map(|(format, _)| format) {
        Some(Format::WebVtt) => webvtt::read(source),
        Some(Format::SubStation) => substation::read(source),
        Some(Format::MicroDvd | Format::Mpl2) => line_each::read(source),
        Some(Format::Sbv) => two_times::read(source),
        Some(Format::SubRip | Format::Tokenised | Format::Plain) => timed::read(source),
        None => bare::read(source),
    }
}

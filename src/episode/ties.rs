//! What the other documents say, each piece tied to its line of the script where one answers.

use crate::text::span::Span;

use super::{ActIx, Borrowed, ElementIx, SourceIx, SpeakerIx};

/// A log entry of the script.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// Its element.
    pub element: ElementIx,
    /// Who speaks it, by evidence.
    pub speaker: Option<Borrowed<SpeakerIx>>,
    /// The stardate as written; `None` for a supplemental.
    pub stardate: Option<String>,
    /// The entry's words.
    pub text: String,
    /// The same entry in the summary: the document and the line of it.
    pub in_summary: Option<(SourceIx, usize)>,
    /// What the summary has for it, where it has the entry.
    pub told: Option<String>,
}

/// A quote of the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The summary.
    pub source: SourceIx,
    /// The line of the summary where the quote begins, from 1.
    pub summary_line: usize,
    /// Its lines as the summary has them.
    pub text: Vec<String>,
    /// Who says it, as the summary writes it.
    pub attribution: Option<String>,
    /// The elements it was found in, in order; empty where the script has no such line.
    pub elements: Vec<ElementIx>,
    /// Who speaks those elements, each once.
    pub speakers: Vec<SpeakerIx>,
    /// How sure the place is, 0 to 1.
    pub confidence: f32,
}

/// A sentence of the summary's prose.
#[derive(Debug, Clone, PartialEq)]
pub struct SummarySentence {
    /// The summary.
    pub source: SourceIx,
    /// The act that the summary tells it in.
    pub act: Option<ActIx>,
    /// The line of the summary, from 1.
    pub summary_line: usize,
    /// Which sentence of that line, from 0.
    pub sentence: usize,
    /// The sentence's place in the summary.
    pub span: Span,
    /// The sentence.
    pub text: String,
    /// The first and last element that it tells of.
    pub elements: Option<Borrowed<(ElementIx, ElementIx)>>,
}

/// The caption of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// The summary.
    pub source: SourceIx,
    /// The line of the summary, from 1.
    pub summary_line: usize,
    /// The caption.
    pub text: String,
    /// The element it was tied to.
    pub element: Option<Borrowed<ElementIx>>,
}

/// A background note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The summary.
    pub source: SourceIx,
    /// The line of the summary, from 1.
    pub summary_line: usize,
    /// The note.
    pub text: String,
}

/// A subtitle.
#[derive(Debug, Clone, PartialEq)]
pub struct SubtitleCue {
    /// The document.
    pub source: SourceIx,
    /// Its place among the document's cues, from 0.
    pub index: usize,
    /// Its place in the document, bytes of the source's text.
    pub span: Span,
    /// Its name in the document, where it has one.
    pub id: Option<String>,
    /// When it appears, seconds.
    pub start: Option<f64>,
    /// When it goes, seconds.
    pub end: Option<f64>,
    /// The words as the document has them.
    pub raw: String,
    /// The words with scanning faults mended.
    pub text: String,
    /// The first element whose words it shows.
    pub element: Option<Borrowed<ElementIx>>,
    /// Further elements that the same cue shows.
    pub more: Vec<ElementIx>,
    /// Who speaks it: the speaker of the element that has most of its words.
    pub speaker: Option<SpeakerIx>,
}

impl SubtitleCue {
    /// Whether it shows words of `element`.
    pub fn shows(&self, element: ElementIx) -> bool {
        self.element.is_some_and(|tie| tie.value == element) || self.more.contains(&element)
    }
}

/// When a line is heard, seconds from the start of the recording.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Timing {
    /// When it begins.
    pub start: f64,
    /// When it ends, no earlier.
    pub end: f64,
}

/// A place where the subtitles of a line say other words than the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The line.
    pub element: ElementIx,
    /// The script's words, bytes of the element's text; empty where only the subtitles say something.
    pub script: std::ops::Range<usize>,
    /// What the subtitles say instead; empty where only the script does.
    pub heard: String,
}

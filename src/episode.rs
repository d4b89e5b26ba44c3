//! The one model: everything known about an episode, as values.
//!
//! No input or output happens here. Indices ([`ElementIx`], ...) are good for one [`Episode`];
//! what outlives a reload is the [`ElementId`] that a person cites together with the words.

mod cast;
mod outline;
mod script;
mod ties;

use std::sync::Arc;

use serde::Serialize;

pub use cast::{Cast, Credit, Speaker};
pub use outline::{Act, Outline, Scene};
pub use script::{Element, ElementId, ElementKind};
pub use ties::{Caption, LogEntry, Note, Quote, SubtitleCue, SummarySentence, Timing, Variant};

use crate::document::{self, Diagnostic, Kind, Recognition};
use crate::source::Source;
use crate::text::span::Span;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The index as a number to index with.
            pub fn at(self) -> usize {
                self.0 as usize
            }

            /// The index `at`.
            pub fn new(at: usize) -> Self {
                Self(u32::try_from(at).unwrap_or(u32::MAX))
            }
        }
    };
}

index! {
    /// A place in [`Episode::elements`].
    ElementIx
}
index! {
    /// A place in [`Outline::scenes`].
    SceneIx
}
index! {
    /// A place in [`Outline::acts`].
    ActIx
}
index! {
    /// A place in [`Cast::speakers`].
    SpeakerIx
}
index! {
    /// A place in [`Episode::sources`].
    SourceIx
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The script writes it.
    Marked,
    /// Borrowed from another document by alignment.
    Aligned,
    /// Concluded from what stands around it.
    Inferred,
    /// A person said so, in `episode.toml`.
    Stated,
}

/// A fact with where it comes from and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Borrowed<T> {
    /// The fact.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
    /// From 0 to 1.
    pub confidence: f32,
}

/// One document of the episode, as it was read.
#[derive(Debug, Clone)]
pub struct EpisodeSource {
    /// What it was taken for.
    pub kind: Kind,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// Whether a person told its kind.
    pub told: bool,
    /// What its reader did not understand.
    pub left_over: Vec<Span>,
    /// Its text.
    pub source: Arc<Source>,
}

impl EpisodeSource {
    /// What it might be, what it was taken for first; nothing where its kind was told. All readers are asked
    /// anew.
    pub fn opinions(&self) -> Vec<Recognition> {
        if self.told { Vec::new() } else { document::recognise(&self.source) }
    }
}

/// What the documents call the episode.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// The title; where no document gives one, the name of the file or folder.
    pub title: String,
    /// The series.
    pub series: Option<String>,
    /// The number as written, `131`.
    pub number: Option<String>,
    /// The stardate as written, `49337.4`.
    pub stardate: Option<String>,
    /// The day it was first shown, as written.
    pub air_date: Option<String>,
}

impl Identity {
    /// Series, number and title as one name, as far as the documents say.
    pub fn name(&self) -> String {
        let parts = [self.series.as_deref(), self.number.as_deref(), Some(self.title.as_str())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// A diagnostic and the document it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpisodeDiagnostic {
    /// The document.
    pub source: SourceIx,
    /// What there is to say.
    pub diagnostic: Diagnostic,
}

impl EpisodeDiagnostic {
    /// What there is to say about document `source`, in the same order.
    pub(crate) fn all(
        source: SourceIx,
        diagnostics: impl IntoIterator<Item = Diagnostic>,
    ) -> impl Iterator<Item = Self> {
        diagnostics.into_iter().map(move |diagnostic| Self { source, diagnostic })
    }
}

/// Everything known about one episode.
#[derive(Debug, Clone, Default)]
pub struct Episode {
    /// What it is called.
    pub identity: Identity,
    /// The documents; the script first where there is one.
    pub sources: Vec<EpisodeSource>,
    /// The script's elements in its order: the lines of the episode.
    pub elements: Vec<Element>,
    /// Acts and scenes over the elements.
    pub outline: Outline,
    /// Who speaks, who plays them, who made it.
    pub cast: Cast,
    /// Log entries in the order of the script.
    pub logs: Vec<LogEntry>,
    /// The summary's quotes in its order.
    pub quotes: Vec<Quote>,
    /// The summary's prose, sentence by sentence, in its order.
    pub summary: Vec<SummarySentence>,
    /// Captions of pictures.
    pub captions: Vec<Caption>,
    /// Background notes.
    pub notes: Vec<Note>,
    /// Subtitles in their order.
    pub subtitles: Vec<SubtitleCue>,
    /// Where script and subtitles differ in substance, in the order of the subtitles.
    pub variants: Vec<Variant>,
    /// When each element is heard, as [`Episode::elements`]; empty where no subtitles have times.
    /// `Aligned` where subtitles show it, `Inferred` where it lies between two that they show.
    pub timings: Vec<Option<Borrowed<Timing>>>,
    /// The one-sentence description, where a document has one.
    pub logline: Option<String>,
    /// The press kit's synopsis, a paragraph each.
    pub synopsis: Vec<String>,
    /// What the readers and the loader have to say.
    pub diagnostics: Vec<EpisodeDiagnostic>,
}

impl Episode {
    /// The element at `ix`.
    ///
    /// # Panics
    /// Where `ix` is of another episode and lies beyond this one's elements.
    pub fn element(&self, ix: ElementIx) -> &Element {
        &self.elements[ix.at()]
    }

    /// All elements with their indices.
    pub fn indexed(&self) -> impl DoubleEndedIterator<Item = (ElementIx, &Element)> {
        self.elements.iter().enumerate().map(|(at, element)| (ElementIx::new(at), element))
    }

    /// The speaker at `ix`.
    ///
    /// # Panics
    /// Where `ix` is of another episode and lies beyond this one's speakers.
    pub fn speaker(&self, ix: SpeakerIx) -> &Speaker {
        &self.cast.speakers[ix.at()]
    }

    /// The name to show for who speaks `element`: several are joined with `+`; `None` for nobody or unknown.
    pub fn speaker_name(&self, element: &Element) -> Option<String> {
        let names: Vec<&str> = element.speakers.iter().map(|ix| self.speaker(*ix).name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(" + "))
    }

    /// The script that the elements are of.
    pub fn script_source(&self) -> Option<&EpisodeSource> {
        self.sources.iter().find(|source| source.kind.is_script())
    }

    /// The element whose first line is `line` of the script, or the last one before it.
    pub fn element_at_line(&self, line: usize) -> Option<ElementIx> {
        let after = self.elements.partition_point(|element| element.line <= line);
        after.checked_sub(1).map(ElementIx::new)
    }

    /// The element cited as `id`.
    pub fn find(&self, id: ElementId) -> Option<ElementIx> {
        self.elements.iter().position(|element| element.id == id).map(ElementIx::new)
    }

    /// The summary's sentences that tell of `element`, with their indices into [`Episode::summary`].
    pub fn told_of(&self, element: ElementIx) -> impl Iterator<Item = (usize, &SummarySentence)> {
        let told = move |sentence: &SummarySentence| {
            sentence.elements.is_some_and(|tie| tie.value.0 <= element && element <= tie.value.1)
        };
        self.summary.iter().enumerate().filter(move |(_, sentence)| told(sentence))
    }

    /// When `element` is heard, as far as subtitles tell.
    pub fn timing(&self, element: ElementIx) -> Option<Borrowed<Timing>> {
        self.timings.get(element.at()).copied().flatten()
    }

    /// The subtitles that show words of `element`.
    pub fn cues_of(&self, element: ElementIx) -> impl Iterator<Item = &SubtitleCue> {
        self.subtitles.iter().filter(move |cue| cue.shows(element))
    }

    /// Where the subtitles of `element` say something else.
    pub fn variants_of(&self, element: ElementIx) -> impl Iterator<Item = &Variant> {
        self.variants.iter().filter(move |variant| variant.element == element)
    }

    /// The quotes that `element` is a line of, with their indices into [`Episode::quotes`].
    pub fn quotes_of(&self, element: ElementIx) -> impl Iterator<Item = (usize, &Quote)> {
        self.quotes.iter().enumerate().filter(move |(_, quote)| quote.elements.contains(&element))
    }
}

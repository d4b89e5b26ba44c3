//! Taking a source for what it is.

use std::sync::Arc;

use crate::document::script::{Header, Script};
use crate::document::{self, Diagnostic, Document};
use crate::source::Source;
use crate::text::span::Span;

use super::Given;

/// A source with what it was read as.
#[derive(Debug, Clone)]
pub struct Read {
    /// Its text.
    pub source: Arc<Source>,
    /// Whether a person told its kind.
    pub told: bool,
    /// How sure its kind is, 0 to 1; 1 where it was told.
    pub confidence: f32,
    /// What it was read as.
    pub document: Document,
    /// What the reader has to say.
    pub diagnostics: Vec<Diagnostic>,
}

/// Below this a kind is a guess that a person should know of.
const SURE_ENOUGH: f32 = 0.5;

/// Reads `given` as what it is said to be, else as what its content looks most like.
pub fn read(given: Given) -> Read {
    let taken = || {
        let surest = document::surest(&given.source);
        (surest.kind, surest.confidence)
    };
    let (kind, confidence) = given.kind.map_or_else(taken, |kind| (kind, 1.0));
    let parsed = document::parse(&given.source, kind);
    let mut diagnostics = Vec::new();
    if confidence < SURE_ENOUGH {
        let message = format!("taken for a {}, but hardly anything speaks for it", kind.name());
        diagnostics.push(Diagnostic::warning("unsure-kind", Span::new(0, 0), message));
    }
    if given.source.malformed > 0 {
        let (count, encoding) = (given.source.malformed, given.source.encoding);
        let message = format!("{count} malformed sequences were replaced; decoded as {encoding}");
        diagnostics.push(Diagnostic::warning("malformed-text", Span::new(0, 0), message));
    }
    diagnostics.extend(parsed.diagnostics);
    Read {
        source: Arc::new(given.source),
        told: given.kind.is_some(),
        confidence,
        document: parsed.document,
        diagnostics,
    }
}

impl Read {
    /// The script, where it is one.
    pub fn script(&self) -> Option<&Script> {
        match &self.document {
            Document::Script(script) => Some(script),
            _ => None,
        }
    }

    /// What the document says of the episode.
    pub fn header(&self) -> Option<&Header> {
        match &self.document {
            Document::Script(script) => Some(&script.header),
            Document::Summary(summary) => Some(&summary.header),
            Document::PressKit(kit) => Some(&kit.header),
            Document::Subtitles(_) => None,
        }
    }

    /// Where it stands among the documents of an episode: the script first.
    pub(super) fn rank(&self) -> u8 {
        self.document.kind().rank()
    }
}

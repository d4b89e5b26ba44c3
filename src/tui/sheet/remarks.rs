//! What there is to remark on the documents: what their readers and the loader say of places in them, and
//! what nobody understood.

use std::borrow::Cow;

use crate::document::Severity;
use crate::episode::{Episode, SourceIx};
use crate::text::span::Span;

/// Where one is among the remarks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) struct RemarksSheet {
    /// The row under the cursor.
    pub(in crate::tui) cursor: usize,
}

/// A remark on a place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Remark<'a> {
    pub(in crate::tui) source: SourceIx,
    /// The place, bytes of the document's text.
    pub(in crate::tui) span: Span,
    pub(in crate::tui) severity: Severity,
    pub(in crate::tui) message: Cow<'a, str>,
}

/// All remarks on the documents of `episode`, document by document, in the order of their texts.
pub(in crate::tui) fn remarks(episode: &Episode) -> Vec<Remark<'_>> {
    let told = episode.diagnostics.iter().map(|told| Remark {
        source: told.source,
        span: told.diagnostic.span,
        severity: told.diagnostic.severity,
        message: Cow::Borrowed(told.diagnostic.message.as_str()),
    });
    let left_over = episode.sources.iter().enumerate().flat_map(|(at, document)| {
        document.left_over.iter().map(move |span| Remark {
            source: SourceIx::new(at),
            span: *span,
            severity: Severity::Note,
            message: Cow::Owned(format!("not understood: {}", document.source.flow(*span))),
        })
    });
    let mut all: Vec<Remark> = told.chain(left_over).collect();
    all.sort_by_key(|remark| (remark.source, remark.span.start));
    all
}

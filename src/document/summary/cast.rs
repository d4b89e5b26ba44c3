//! Cast lists of a page: `Actor as Role`.

use crate::document::press_kit::CastEntry;
use crate::source::Source;
use crate::text::span::Span;
use crate::text::tokens;

/// The longest entry, words.
const LONGEST: usize = 16;

/// The entry at `span`, `None` where it is none.
pub(super) fn entry(source: &Source, span: Span, guest: bool) -> Option<CastEntry> {
    let text = source.slice(span);
    let at = text.find(" as ")?;
    let actor = source.flow(Span::new(span.start, span.start + at));
    let role = Span::new(span.start + at + " as ".len(), span.end).trimmed(&source.text);
    let written = source.slice(role);
    let sentence = written.ends_with('.') && tokens::count(written) > 4;
    let named = actor.starts_with(char::is_uppercase);
    let entry = named && !written.is_empty() && !sentence && tokens::count(text) <= LONGEST;
    entry.then(|| CastEntry { role: source.flow(role), actor: Some(actor), span: role, guest })
}

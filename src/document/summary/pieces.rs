//! The page cut into pieces: one for each line, or for each paragraph where the page is wrapped.

use crate::source::Source;
use crate::text::span::Span;

use super::headings;
use super::marks;

/// A paragraph, bullet, heading, caption or line of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The whole of it, bullet included.
    pub(super) span: Span,
    /// The same without its bullet.
    pub(super) body: Span,
    /// Whether it has a bullet.
    pub(super) bullet: bool,
    /// How many blank lines stand before it.
    pub(super) gap: usize,
}

/// The longest line that a page wrapped to a column has, bytes.
const WRAPPED: usize = 140;
/// The narrowest column that a page is wrapped to, bytes.
const COLUMN: usize = 50;
/// The shortest line that a wrapped paragraph goes on from, as a share of the longest.
const FULL: f32 = 0.6;

/// The pieces of `source` in order.
pub(super) fn pieces(source: &Source) -> Vec<Piece> {
    let longest = source.line_spans().map(Span::len).max().unwrap_or_default();
    let wrapped = (COLUMN..=WRAPPED).contains(&longest);
    let full = (longest as f32 * FULL) as usize;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut gap = 0;
    let mut line_before = 0;
    for line in source.line_spans() {
        let span = line.trimmed(&source.text);
        if span.is_empty() {
            gap += 1;
            continue;
        }
        let body = without_bullet(source, span);
        let piece = Piece { span, body, bullet: body.start > span.start, gap };
        match pieces.last_mut() {
            Some(before) if wrapped && line_before >= full && goes_on(source, before, &piece) => {
                before.span.end = span.end;
                before.body.end = span.end;
            }
            _ => pieces.push(piece),
        }
        gap = 0;
        line_before = span.len();
    }
    pieces
}

/// Whether `next` is a further line of the paragraph `before`.
fn goes_on(source: &Source, before: &Piece, next: &Piece) -> bool {
    let [first, second] = [source.slice(before.body), source.slice(next.body)];
    let apart = next.gap > 0 || next.bullet || first.contains('\t') || second.contains('\t');
    let heading = headings::heading(first).is_some() || headings::heading(second).is_some();
    let ended = first.ends_with(marks::is_closing) && second.starts_with(marks::is_opening);
    !(apart || heading || ended || marks::attribution(source, next.body).is_some())
}

/// `span` from behind its bullet, the whole of it where it has none.
fn without_bullet(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let rest = text.trim_start_matches(['•', '*', '◦', '▪', '‣', '·', '●', '○', '■']);
    let rest =
        if rest.len() == text.len() { text.strip_prefix("- \"").map_or(text, |_| &text[1..]) } else { rest };
    let spaced = rest.len() < text.len() && (rest.starts_with(char::is_whitespace) || !text.starts_with('*'));
    if !spaced {
        return span;
    }
    Span::new(span.end - rest.len(), span.end).trimmed(&source.text)
}

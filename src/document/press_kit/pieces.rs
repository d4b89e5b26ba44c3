//! The kit cut into pieces: a line each, but a paragraph that is wrapped over several lines is one.

use crate::source::Source;
use crate::text::span::Span;

/// A line or a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The whole of it, trimmed.
    pub(super) span: Span,
    /// How many blank lines stand before it.
    pub(super) gap: usize,
}

/// The longest line of a kit that is wrapped to a column, bytes.
const WRAPPED: usize = 140;
/// The narrowest column that a kit is wrapped to, bytes.
const COLUMN: usize = 50;
/// The shortest line that a wrapped paragraph goes on from, as a share of the longest.
const FULL: f32 = 0.6;

/// The pieces of `source` in order.
pub(super) fn pieces(source: &Source) -> Vec<Piece> {
    let longest = source.line_spans().map(|line| line.trimmed(&source.text).len()).max().unwrap_or_default();
    let full = (longest as f32 * FULL) as usize;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut gap = 0;
    let mut before = "";
    for line in source.line_spans() {
        let span = line.trimmed(&source.text);
        if span.is_empty() {
            gap += 1;
            continue;
        }
        let text = source.slice(span);
        let wraps =
            (COLUMN..=WRAPPED).contains(&longest) && gap == 0 && before.len() >= full && is_flowing(before);
        match pieces.last_mut() {
            Some(last) if wraps && is_flowing(text) => last.span.end = span.end,
            _ => pieces.push(Piece { span, gap }),
        }
        gap = 0;
        before = text;
    }
    pieces
}

/// Whether `line` is one of running words: lists have capitals, columns or leaders.
fn is_flowing(line: &str) -> bool {
    let lower = line.chars().filter(|c| c.is_lowercase()).count();
    let columns = line.contains('\t') || line.contains("   ") || line.contains("....");
    let words = line.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    lower > line.chars().filter(|c| c.is_uppercase()).count() && !columns && words > 0
}

/// Whether `text` is a sentence or more.
pub(super) fn is_prose(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '\'', '’', ')']);
    let words = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    (bare.ends_with(['.', '!', '?', '…']) && words >= 4) || words >= 12
}

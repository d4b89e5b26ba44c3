//! What the readers of formats that are XML have in common: blocks that cover all of it, whatever stands in it.

use super::Diagnostic;
use super::script::{Block, BlockKind};
use crate::source::Source;
use crate::text::span::Span;

/// Adds to `blocks` what stands in `source` from `at` on, where it cannot be read any further, and says so.
pub(super) fn keep_rest(source: &Source, at: usize, blocks: &mut Vec<Block>) -> Diagnostic {
    let rest = Span::new(at, source.text.len()).trimmed(&source.text);
    if !rest.is_empty() {
        blocks.push(Block::plain(rest, rest, BlockKind::Other));
    }
    let message = "found a tag or comment that is never closed; expected its end; what follows is not read";
    Diagnostic::warning("malformed-xml", Span::new(at, at), message)
}

/// `blocks` made to cover all of `source`: the tags before the first one belong to it, those behind any
/// other to the one before. Where there is no block, all is one that nobody understood.
pub(super) fn over_all(source: &Source, mut blocks: Vec<Block>) -> Vec<Block> {
    let all = Span::new(0, source.text.len()).trimmed(&source.text);
    // Where elements stand in each other that should not, what is told first has the place.
    let mut end = 0;
    for block in &mut blocks {
        let within = |at: usize, least: usize, most: usize| at.max(least).min(most.max(least));
        let last = block.span.end.max(end);
        block.span = Span::new(within(block.span.start, end, last), last);
        let start = within(block.text.start, block.span.start, last);
        block.text = Span::new(start, within(block.text.end, start, last));
        end = last;
    }
    let starts: Vec<usize> = blocks.iter().skip(1).map(|block| block.span.start).chain([all.end]).collect();
    for (block, next) in blocks.iter_mut().zip(starts) {
        let end = block.span.end.max(next);
        block.span.end = Span::new(block.span.start, end).trimmed(&source.text).end.max(block.text.end);
    }
    match blocks.first_mut() {
        Some(first) => first.span.start = all.start,
        None if all.is_empty() => {}
        None => blocks.push(Block::plain(all, all, BlockKind::Other)),
    }
    blocks
}

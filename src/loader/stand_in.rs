//! Episodes without a script: the document at hand stands in for it, so that whatever a person
//! opens can be read and searched.

use crate::document::script::{Block, BlockKind, Cue, Header, Script};
use crate::document::subtitles::{Cue as Shown, Subtitles, Turn};
use crate::document::{Document, Kind, press_kit, summary};
use crate::episode::{Episode, SourceIx};
use crate::source::Source;
use crate::text::span::Span;

use super::{Read, Stated, Wanted, cast, scenes, subtitles};

/// Fills `episode` from the first of its documents.
pub(super) fn build(episode: &mut Episode, documents: &[Read]) {
    let best = documents.iter().enumerate().max_by_key(|(_, read)| usefulness(&read.document));
    let Some((at, read)) = best else { return };
    let turned = match &read.document {
        Document::Subtitles(document) => Some(in_turns(document)),
        _ => None,
    };
    let blocks = match &turned {
        Some(document) => document.cues.iter().map(spoken).collect(),
        None => blocks(read),
    };
    let script = Script { kind: read.document.kind(), header: Header::default(), blocks };
    let read = Read { document: Document::Script(script), ..read.clone() };
    scenes::build(episode, SourceIx::new(at), &read);
    if let Some(document) = &turned {
        subtitles::stand_in(episode, SourceIx::new(at), document);
    }
    cast::build(episode, &Stated::default(), Wanted::Everything);
}

/// Subtitles have the lines themselves, a summary what happens, a press kit the least.
fn usefulness(document: &Document) -> u8 {
    match document.kind() {
        Kind::Subtitles => 3,
        Kind::Summary => 2,
        _ => 1,
    }
}

fn blocks(read: &Read) -> Vec<Block> {
    match &read.document {
        Document::Script(script) => script.blocks.clone(),
        Document::Subtitles(subtitles) => subtitles.cues.iter().map(spoken).collect(),
        Document::Summary(summary) => {
            let kind = |block: &summary::Block| plain(block.span, summary_kind(block.kind));
            summary.blocks.iter().map(kind).map(|block| without_edit_link(&read.source, block)).collect()
        }
        Document::PressKit(kit) => kit.blocks.iter().map(|b| plain(b.span, press_kit_kind(b.kind))).collect(),
    }
}

/// A heading without what is left of a wiki's link to edit it, `Summary[]`.
fn without_edit_link(source: &Source, block: Block) -> Block {
    let text = source.slice(block.text);
    let bare = text.strip_suffix("[]").filter(|_| block.kind == BlockKind::Heading);
    let text =
        bare.map_or(block.text, |bare| Span::new(block.text.start, block.text.start + bare.trim_end().len()));
    Block { text, ..block }
}

/// `document` with a cue for what each says, where more than one speaks in one; without those that say nothing.
/// What is not the first in a cue stands at the end of it.
fn in_turns(document: &Subtitles) -> Subtitles {
    let mut cues = Vec::with_capacity(document.cues.len());
    for cue in document.cues.iter().filter(|cue| !cue.text.is_empty()) {
        if cue.turns.is_empty() {
            cues.push(cue.clone());
        }
        for (at, turn) in cue.turns.iter().enumerate() {
            let span = if at == 0 { cue.span } else { Span::new(cue.span.end, cue.span.end) };
            let Turn { voice, text } = turn.clone();
            cues.push(Shown { span, voice, text, turns: Vec::new(), ..cue.clone() });
        }
    }
    Subtitles { cues, ..document.clone() }
}

/// What `cue` is in a script: something said, or a sound that is told of in brackets.
fn spoken(cue: &Shown) -> Block {
    let framed = [('[', ']'), ('(', ')')].iter().any(|(open, close)| {
        let inner = cue.text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inner.is_some_and(|inner| !inner.contains([*open, *close]))
    });
    if framed && cue.voice.is_none() {
        return plain(cue.span, BlockKind::Direction);
    }
    let who = cue.voice.as_ref().map_or_else(Cue::unknown, |voice| Cue::written(voice, None));
    plain(cue.span, BlockKind::Speech(who))
}

fn plain(span: Span, kind: BlockKind) -> Block {
    Block::plain(span, span, kind)
}

fn summary_kind(kind: summary::BlockKind) -> BlockKind {
    match kind {
        summary::BlockKind::Heading => BlockKind::Heading,
        summary::BlockKind::Log => BlockKind::Log,
        summary::BlockKind::Other => BlockKind::Other,
        _ => BlockKind::Narration,
    }
}

fn press_kit_kind(kind: press_kit::BlockKind) -> BlockKind {
    match kind {
        press_kit::BlockKind::Heading => BlockKind::Heading,
        press_kit::BlockKind::Furniture => BlockKind::Metadata,
        press_kit::BlockKind::Other => BlockKind::Other,
        _ => BlockKind::Narration,
    }
}

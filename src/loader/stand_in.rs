//! Episodes without a script: the document at hand stands in for it, so that whatever a person
//! opens can be read and searched.

use crate::document::Document;
use crate::document::script::{Block, BlockKind, Cue, Header, Script};
use crate::document::{Kind, press_kit, summary};
use crate::episode::{Episode, SourceIx};
use crate::text::span::Span;

use super::{Read, Stated, Wanted, cast, scenes, subtitles};

/// Fills `episode` from the first of its documents.
pub(super) fn build(episode: &mut Episode, documents: &[Read]) {
    let best = documents.iter().enumerate().max_by_key(|(_, read)| usefulness(&read.document));
    let Some((at, read)) = best else { return };
    let script =
        Script { kind: read.document.kind(), header: Header::default(), blocks: blocks(&read.document) };
    let read = Read { document: Document::Script(script), ..read.clone() };
    scenes::build(episode, SourceIx::new(at), &read);
    if let Document::Subtitles(document) = &documents[at].document {
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

fn blocks(document: &Document) -> Vec<Block> {
    match document {
        Document::Script(script) => script.blocks.clone(),
        Document::Subtitles(subtitles) => subtitles.cues.iter().map(spoken).collect(),
        Document::Summary(summary) => {
            summary.blocks.iter().map(|b| plain(b.span, summary_kind(b.kind))).collect()
        }
        Document::PressKit(kit) => kit.blocks.iter().map(|b| plain(b.span, press_kit_kind(b.kind))).collect(),
    }
}

fn spoken(cue: &crate::document::subtitles::Cue) -> Block {
    let who = cue.voice.as_ref().map_or_else(Cue::unknown, |voice| Cue::written(voice, None));
    Block::plain(cue.span, cue.span, BlockKind::Speech(who))
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

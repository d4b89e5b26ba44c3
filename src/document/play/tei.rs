//! Plays in TEI: <https://tei-c.org/release/doc/tei-p5-doc/en/html/DR.html>.
//!
//! Divisions of the body are acts, those inside them scenes; an epilogue is an act wherever it stands. What
//! is said keeps its lines of verse. A direction before the first word of a speech says how it is spoken,
//! one among its words stands there in brackets, one behind the last is a direction of its own. So does a
//! letter that is read aloud, whose words are not the reader's own.

mod reader;

use crate::document::script::{Block, BlockKind, Script};
use crate::document::xml::{keep_rest, over_all};
use crate::document::{Diagnostic, Kind, Parsed};
use crate::source::Source;
use crate::source::xml;
use crate::text::span::Span;

use reader::Reader;

/// Whether `source` is TEI.
pub(super) fn is_tei(source: &Source) -> bool {
    let named = source.text.contains("<TEI") || source.text.contains(":TEI");
    named && xml::begins_with(&source.text, "TEI")
}

/// How sure it is that the TEI `source` is a play: somebody speaks in it.
pub(super) fn recognise(source: &Source) -> (f32, String) {
    let speeches = source.text.matches("<sp ").count() + source.text.matches("<sp>").count();
    (if speeches > 0 { 0.99 } else { 0.2 }, format!("TEI, {speeches} speeches"))
}

/// Reads `source` as a play in TEI.
pub(super) fn parse(source: &Source) -> Parsed<Script> {
    let (pieces, broken) = xml::pieces(&source.text);
    let mut reader = Reader::default();
    pieces.iter().for_each(|piece| reader.piece(piece));
    let mut diagnostics = Vec::new();
    if let (Some(open), None) = (reader.open.last(), broken) {
        let message =
            format!("found the end of the file where `</{open}>` was expected; read as if it stood there");
        let end = Span::new(source.text.len(), source.text.len());
        diagnostics.push(Diagnostic::warning("malformed-xml", end, message));
    }
    reader.close_all(pieces.last().map_or(0, |piece| piece.span.end));
    diagnostics.extend(broken.map(|at| keep_rest(source, at, &mut reader.blocks)));
    without_stops(&mut reader.blocks);
    let blocks = over_all(source, reader.blocks);
    Parsed { document: Script { kind: Kind::Play, header: reader.header, blocks }, diagnostics }
}

/// Takes the stop from behind the labels of `blocks` where an edition sets one behind most of them, `MAREN.`: a
/// few may have one of their own, `MAREN JR.`
fn without_stops(blocks: &mut [Block]) {
    let mut labels: Vec<&mut String> = blocks
        .iter_mut()
        .filter_map(|block| match &mut block.kind {
            BlockKind::Speech(cue) => cue.label.as_mut(),
            _ => None,
        })
        .collect();
    let stopped = labels.iter().filter(|label| label.ends_with(['.', ':'])).count();
    if stopped * 2 > labels.len() {
        labels.iter_mut().for_each(|label| label.truncate(label.trim_end_matches(['.', ':', ' ']).len()));
    }
}

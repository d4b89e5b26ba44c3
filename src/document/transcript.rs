//! A fan transcript: header, `[Scene]` headings, `SPEAKER [extension]: text`, directions, log entries.

use crate::source::Source;

use super::script::{Block, BlockKind, Cue, Header, Script};
use super::{Kind, Parsed, Recognition};

/// How sure it is that `source` is a transcript.
pub fn recognise(_source: &Source) -> Recognition {
    Recognition { kind: Kind::Transcript, confidence: 0.1, reason: "text".to_owned() }
}

/// Reads `source` as a transcript.
pub fn parse(source: &Source) -> Parsed<Script> {
    let blocks = source.line_spans().map(|line| line.trimmed(&source.text)).filter(|line| !line.is_empty());
    let blocks = blocks.map(|span| Block { span, text: span, kind: kind_of(source.slice(span)) }).collect();
    Parsed {
        document: Script { kind: Kind::Transcript, header: Header::default(), blocks },
        diagnostics: Vec::new(),
    }
}

fn kind_of(line: &str) -> BlockKind {
    match line.split_once(": ") {
        _ if line.starts_with('[') => BlockKind::Heading,
        _ if line.starts_with('(') => BlockKind::Direction,
        Some((label, _)) => BlockKind::Speech(Cue::written(label, None)),
        None => BlockKind::Other,
    }
}

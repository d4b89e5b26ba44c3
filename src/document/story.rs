//! A story in prose: front matter, scenes by separator, paragraphs, quoted speeches and who says them.

use crate::source::Source;
use crate::text::span::Span;

use super::script::{Block, BlockKind, Header, Script};
use super::{Kind, Parsed, Recognition};

/// How sure it is that `source` is a story.
pub fn recognise(_source: &Source) -> Recognition {
    Recognition { kind: Kind::Story, confidence: 0.05, reason: "text".to_owned() }
}

/// Reads `source` as a story.
pub fn parse(source: &Source) -> Parsed<Script> {
    let whole = Span::new(0, source.text.len());
    let blocks = vec![Block { span: whole, text: whole, kind: BlockKind::Narration }];
    Parsed {
        document: Script { kind: Kind::Story, header: Header::default(), blocks },
        diagnostics: Vec::new(),
    }
}

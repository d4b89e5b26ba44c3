//! XML as a flat list of what stands in it, each with its place; for the readers of formats that are XML.
//!
//! Tags that do not match are no concern here: who reads a play wants its speeches. What cannot be read at
//! all ends the list.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::Diagnostic;
use super::script::{Block, BlockKind};
use crate::source::Source;
use crate::text::span::Span;

/// Something that stands in XML.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// Its place, marks included.
    pub(super) span: Span,
    /// What it is.
    pub(super) what: What<'a>,
}

/// What stands in XML.
#[derive(Debug)]
pub(super) enum What<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// An element ends; its name without the prefix.
    Close(String),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
    /// A comment, an instruction, a declaration.
    Aside,
}

/// The tag that an element begins with.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    name: String,
    start: BytesStart<'a>,
}

impl<'a> Tag<'a> {
    fn new(start: BytesStart<'a>) -> Self {
        Self { name: local(start.name().as_ref()).to_owned(), start }
    }

    /// The element's name without its prefix.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The value of the attribute called `name`, prefix and all.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let attribute =
            attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some(crate::text::clean::clean_line(&value))
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// What stands in `source`, in order; and where it cannot be read any further. An element without content
/// (`<lb/>`) begins and ends at the same place.
pub(super) fn pieces(source: &Source) -> (Vec<Piece<'_>>, Option<usize>) {
    let mut reader = Reader::from_str(&source.text);
    let config = reader.config_mut();
    (config.allow_dangling_amp, config.allow_unmatched_ends, config.check_end_names) = (true, true, false);
    let mut pieces = Vec::new();
    let mut at = 0;
    loop {
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(source.text.len());
        let span = Span::new(at, end);
        let what = match event {
            Err(_) => return (pieces, Some(at)),
            Ok(Event::Eof) => return (pieces, None),
            Ok(Event::Start(start)) => What::Open(Tag::new(start)),
            Ok(Event::Empty(start)) => {
                let name = local(start.name().as_ref()).to_owned();
                pieces.push(Piece { span, what: What::Open(Tag::new(start)) });
                pieces.push(Piece { span: Span::new(end, end), what: What::Close(name) });
                at = end;
                continue;
            }
            Ok(Event::End(name)) => What::Close(local(name.name().as_ref()).to_owned()),
            Ok(Event::Text(text)) => What::Text(text.into_inner()),
            Ok(Event::CData(text)) => What::Text(text.into_inner()),
            Ok(Event::GeneralRef(entity)) => What::Text(resolved(source.slice(span), &entity)),
            Ok(_) => What::Aside,
        };
        pieces.push(Piece { span, what });
        at = end;
    }
}

/// The character that an entity stands for; the entity as it is `written` where it is none of XML's own.
fn resolved<'a>(written: &'a str, entity: &quick_xml::events::BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return Cow::Owned(character.to_string());
    }
    resolve_xml_entity(entity).map_or(Cow::Borrowed(written), Cow::Borrowed)
}

/// Whether `source` begins as XML does and its first element is called `name`.
pub(super) fn begins_with(source: &Source, name: &str) -> bool {
    let mut reader = Reader::from_str(&source.text);
    // What stands before the first element is a handful of declarations and comments.
    for _ in 0..20 {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => return local(start.name().as_ref()) == name,
            Ok(Event::Text(text)) if !text.trim().is_empty() => return false,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
    false
}

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

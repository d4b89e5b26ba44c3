//! XML as a flat list of what stands in it, each with its place: for books, and for the readers of formats that
//! are XML.
//!
//! Tags that do not match are no concern here: who reads a play wants its speeches. What cannot be read at
//! all ends the list.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use crate::text::clean::clean_line;
use crate::text::span::Span;

/// Something that stands in XML.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    /// Its place, marks included.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) what: What<'a>,
}

/// What stands in XML.
#[derive(Debug)]
pub(crate) enum What<'a> {
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
pub(crate) struct Tag<'a> {
    name: String,
    start: BytesStart<'a>,
}

impl<'a> Tag<'a> {
    fn new(start: BytesStart<'a>) -> Self {
        Self { name: local(start.name().as_ref()).to_owned(), start }
    }

    /// The element's name without its prefix.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The value of the attribute called `name`, prefix and all.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let attribute =
            attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some(clean_line(&value))
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// What stands in `xml`, in order; and where it cannot be read any further. An element without content
/// (`<lb/>`) begins and ends at the same place.
pub(crate) fn pieces(xml: &str) -> (Vec<Piece<'_>>, Option<usize>) {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    (config.allow_dangling_amp, config.allow_unmatched_ends, config.check_end_names) = (true, true, false);
    let mut pieces = Vec::new();
    let mut at = 0;
    loop {
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(xml.len());
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
            Ok(Event::GeneralRef(entity)) => What::Text(resolved(span.of(xml), &entity)),
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

/// Whether `text` begins as XML does and its first element is called `name`.
pub(crate) fn begins_with(text: &str, name: &str) -> bool {
    let mut reader = Reader::from_str(text);
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

//! Saved web pages: what a person reads of them, as text.
//!
//! Only tokens are read (`html5gum`), no tree is built: what hostile nesting does to trees is known, and
//! every step here takes time in proportion to the page. What is text is kept; what is for the browser or
//! for getting about the site (scripts, navigation, edit links, what is hidden) is left out and counted.
//! What the tags say of a piece of text and the text alone does not is kept as its [`Role`].

mod elements;
mod peeking;
mod rendering;

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use crate::text::span::Span;

use peeking::Peeking;
use rendering::Rendering;

/// What a piece of a page is, as its tags say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading of this level, from 1.
    Heading(u8),
    /// The caption of a picture or table.
    Caption,
    /// Notes and references at the end, and what points elsewhere.
    Reference,
    /// A passage that is quoted: set apart from what is around it.
    Quotation,
    /// Words that are set in bold letters or in italics.
    Set {
        /// In bold letters.
        bold: bool,
        /// In italics.
        italic: bool,
    },
}

/// A page as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// What a person reads.
    pub(super) text: String,
    /// What its pieces are, in order, disjoint.
    pub(super) roles: Vec<(Span, Role)>,
    /// How many words were left out.
    pub(super) left_out: usize,
}

/// How much of a file is looked at to see whether it is a page, bytes.
const BEGINNING: usize = 2048;

/// Whether `text` is a page: it begins as one, whatever comments stand before.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(behind) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = behind.1.trim_start();
    }
    if !rest.starts_with('<') {
        return false;
    }
    let end = rest.char_indices().map(|(at, _)| at).take_while(|at| *at < BEGINNING).last().unwrap_or(0);
    let beginning = rest[..end].to_ascii_lowercase();
    let tags =
        ["<!doctype html", "<html", "<head", "<body", "<title", "<p>", "<div", "<h1", "<table", "<center"];
    tags.iter().any(|tag| beginning.starts_with(tag))
        || beginning.starts_with("<?xml") && beginning.contains("<html")
}

/// The encoding that a page names in its head, as `<meta charset>` or in the old way.
pub(super) fn named_encoding(bytes: &[u8]) -> Option<String> {
    let beginning = bytes.get(..BEGINNING.min(bytes.len()))?.to_ascii_lowercase();
    let beginning = String::from_utf8_lossy(&beginning).into_owned();
    if !beginning.trim_start().starts_with('<') {
        return None;
    }
    let meta = beginning.find("<meta").and_then(|at| beginning.get(at..));
    let behind = |text: &str, key: &str| text.find(key).map(|at| text[at + key.len()..].to_owned());
    let named = meta.and_then(|meta| behind(meta, "charset=")).or_else(|| {
        behind(&beginning, "encoding=").filter(|_| beginning.trim_start().starts_with("<?xml"))
    })?;
    let name = named.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(['"', '\'', ' ', '>', ';', '/', '?']).unwrap_or(name.len());
    Some(name[..end].to_owned())
}

/// `html` as text.
pub(super) fn page(html: &str) -> Page {
    let mut rendering = Rendering::new(html);
    let callback = |event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<Infallible> {
        rendering.event(event);
        None
    };
    let mut emitter: CallbackEmitter<_, Infallible> = CallbackEmitter::new(callback);
    emitter.naively_switch_states(true);
    let tokenizer = Tokenizer::new_with_emitter(Peeking::new(html), emitter);
    // Reading from memory cannot fail.
    let _ended = tokenizer.finish();
    rendering.finish()
}

#[cfg(test)]
mod tests;

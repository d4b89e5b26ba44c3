//! Where a voice comes from, in brackets behind the name of who speaks: `MAREN [OC]:`, `MAREN (on viewscreen):`.

use crate::source::Source;
use crate::text::span::Span;

use super::brackets::{OPENING, closing, within};
use super::names::{LONGEST, capital_words};

/// Extensions that tell a label from a heading, in small letters.
const EXTENSIONS: [&str; 8] = ["oc", "oc.", "o.c.", "os", "o.s.", "vo", "v.o.", "voice over"];

/// What a voice may come from.
const DEVICES: [&str; 12] = [
    "viewscreen",
    "monitor",
    "screen",
    "tv",
    "phone",
    "telephone",
    "radio",
    "intercom",
    "speaker",
    "comm",
    "video",
    "tape",
];

/// A colon, and the one of East Asian writing.
pub(super) const COLONS: [char; 2] = [':', '：'];

/// Whether `words`, written in brackets, say where a voice comes from.
pub(super) fn is_extension(words: &str) -> bool {
    let lower = words.to_lowercase();
    let device = lower.strip_prefix("on ").and_then(|rest| rest.split_whitespace().next_back());
    EXTENSIONS.contains(&lower.as_str())
        || device.is_some_and(|device| lower.split_whitespace().count() <= 3 && DEVICES.contains(&device))
}

/// Whether `text` is a time and nothing else: `0:14`, `00:01:23.5`.
pub(super) fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let is_number = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    (2..=3).contains(&parts.len()) && parts.iter().all(is_number)
}

/// Whether the bracket of an extension is there on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// It is, or there is no extension.
    Whole,
    /// `MAREN [OC: text`.
    Unclosed,
    /// `MAREN OC]: text`.
    Unopened,
}

/// An extension: its words, where it ends, and whether its bracket is whole.
pub(super) struct Extension {
    pub(super) words: Option<Span>,
    pub(super) end: usize,
    pub(super) bracket: Bracket,
}

/// The extensions at the beginning of `span`: the first one's words, and where they all end.
pub(super) fn extension(source: &Source, span: Span) -> Extension {
    let mut words: Option<Span> = None;
    let mut end = span.start;
    loop {
        let text = Span::new(end, span.end).of(&source.text).trim_start();
        let open = span.end - text.len();
        if !text.starts_with(OPENING) {
            return Extension { words, end, bracket: Bracket::Whole };
        }
        let bracketed = Span::new(open, span.end).of(&source.text);
        let Some(close) = closing(bracketed) else {
            return unclosed(source, words, Span::new(open, span.end));
        };
        let inner = within(&source.text, Span::new(open, open + close));
        // A bracket typed twice belongs to it.
        let behind = bracketed.get(close..).unwrap_or_default();
        end = span.end - behind.trim_start_matches([']', ')']).len();
        // When it is said is nothing of a voice.
        words = words.or(Some(inner).filter(|inner| !is_clock(inner.of(&source.text))));
    }
}

/// The extension whose bracket opens at the beginning of `span` and is never closed: it goes up to the
/// colon. Where there is none it is no extension.
fn unclosed(source: &Source, before: Option<Span>, span: Span) -> Extension {
    let text = span.of(&source.text);
    let bracket = text.chars().next().map_or(0, char::len_utf8);
    let colon = text.find(COLONS).filter(|colon| (bracket..=LONGEST).contains(colon));
    match colon {
        Some(colon) => {
            let inner = Span::new(span.start + bracket, span.start + colon).trimmed(&source.text);
            Extension {
                words: Some(before.unwrap_or(inner)),
                end: span.start + colon,
                bracket: Bracket::Unclosed,
            }
        }
        None => Extension { words: before, end: span.start, bracket: Bracket::Whole },
    }
}

/// `MAREN OC]`, which stands before a colon, taken apart.
pub(super) fn unopened(source: &Source, name: Span) -> Option<(Span, Extension)> {
    let text = name.of(&source.text);
    let inner = text.strip_suffix([']', ')', '}'])?;
    let split = capital_words(text)?;
    let words = Span::new(name.start + split, name.start + inner.len()).trimmed(&source.text);
    let bare = Span::new(name.start, name.start + split);
    let found = Extension { words: Some(words), end: name.end, bracket: Bracket::Unopened };
    (!words.is_empty()).then_some((bare, found))
}

/// The extension that stands behind its colon and before another one: `MAREN: [OC]: text`.
pub(super) fn extension_behind(source: &Source, behind: Span) -> Option<Extension> {
    let found = extension(source, behind);
    let rest = Span::new(found.end, behind.end).of(&source.text);
    let said = rest.trim_start().strip_prefix(COLONS)?;
    (found.words.is_some() && found.bracket == Bracket::Whole)
        .then_some(Extension { end: behind.end - said.len(), ..found })
}

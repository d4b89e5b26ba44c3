//! The lines of the episode.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::document::script::{Evidence, Setting};
use crate::document::words::Emphasis;
use crate::text::span::Span;
use crate::text::tokens;

use super::{ActIx, SceneIx, SourceIx, SpeakerIx};

/// One element of the script: a speech, a direction, a heading ...
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// What a person cites.
    pub id: ElementId,
    /// The document it stands in.
    pub source: SourceIx,
    /// The line of the source where its words begin, from 1.
    pub line: usize,
    /// The words of it, bytes of the source's text.
    pub span: Span,
    /// What it is.
    pub kind: ElementKind,
    /// The scene it belongs to; `None` before the first.
    pub scene: Option<SceneIx>,
    /// The act it belongs to.
    pub act: Option<ActIx>,
    /// Who speaks: nobody, one, or several at once.
    pub speakers: Vec<SpeakerIx>,
    /// The label as the document writes it, without the extension.
    pub label: Option<String>,
    /// Where the voice comes from: `OC`, `on viewscreen`.
    pub extension: Option<String>,
    /// How sure the speaker is, 0 to 1; 1 where the script writes it.
    pub confidence: f32,
    /// What the speaker rests on.
    pub evidence: Evidence,
    /// Who speaks in the document's own list of persons.
    pub who: Option<String>,
    /// The words, flowing on one line, clean.
    pub text: String,
    /// Directions inside a speech, bytes of `text`, parentheses included.
    pub asides: Vec<Range<usize>>,
    /// What of it is emphasised, bytes of `text`.
    pub emphasis: Vec<(Range<usize>, Emphasis)>,
    /// Where lines of their own begin in it but the first one (verse, songs), bytes of `text`.
    pub lines: Vec<usize>,
    /// How it is set, where that says more than its kind.
    pub setting: Setting,
}

impl Element {
    /// How many words are said in it: those of its text without the directions inside it.
    pub fn spoken_words(&self) -> usize {
        let asides = self.asides.iter().filter_map(|range| self.text.get(range.clone()));
        tokens::count(&self.text).saturating_sub(asides.map(tokens::count).sum())
    }

    /// Whether `span` of its text stands in a direction inside it.
    pub fn is_aside(&self, span: Span) -> bool {
        self.asides.iter().any(|aside| aside.start <= span.start && span.end <= aside.end)
    }
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ElementKind {
    /// Something said.
    Speech,
    /// A log entry.
    Log,
    /// A stage direction.
    Direction,
    /// A scene heading or the mark of an act.
    Heading,
    /// What is told.
    Narration,
    /// Header lines and page furniture.
    Metadata,
    /// What the reader did not understand.
    Other,
}

impl ElementKind {
    /// The kind's name in queries and exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Log => "log",
            Self::Direction => "direction",
            Self::Heading => "heading",
            Self::Narration => "narration",
            Self::Metadata => "metadata",
            Self::Other => "other",
        }
    }
}

/// What a person cites: `9.06` is the sixth speech of scene 9. An element that is no speech has the
/// number of the speech before it and a letter: `9.06a`; a scene's heading is `9.00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId {
    /// The scene's number from 1; 0 before the first scene.
    pub scene: u32,
    /// The speech's number in the scene, from 1; 0 before the first.
    pub speech: u32,
    /// 0 for a speech or heading; 1 for `a`, 2 for `b`, ... for what follows it.
    pub after: u32,
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.scene, self.speech)?;
        let letters = letters(self.after);
        f.write_str(&letters)
    }
}

/// 0 is nothing, 1 `a`, 26 `z`, 27 `aa`: as spreadsheets name columns.
fn letters(mut number: u32) -> String {
    let mut reversed = Vec::new();
    while number > 0 {
        let digit = u8::try_from((number - 1) % 26).unwrap_or_default();
        reversed.push(char::from(b'a' + digit));
        number = (number - 1) / 26;
    }
    reversed.iter().rev().collect()
}

/// A text that is no [`ElementId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no line's id; expected scene and speech, such as 9.06")]
pub struct NoElementId(String);

impl FromStr for ElementId {
    type Err = NoElementId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (scene, rest) = text.split_once('.')?;
            let digits = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let after = rest[digits.len()..].bytes().try_fold(0u32, |number, letter| {
                number.checked_mul(26)?.checked_add(u32::from(letter - b'a') + 1)
            })?;
            Some(Self { scene: scene.parse().ok()?, speech: digits.parse().ok()?, after })
        };
        parse().ok_or_else(|| NoElementId(text.to_owned()))
    }
}

impl Serialize for ElementId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ElementId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_and_read_back() {
        for (scene, speech, after, text) in
            [(9, 6, 0, "9.06"), (12, 0, 0, "12.00"), (1, 104, 2, "1.104b"), (3, 1, 28, "3.01ab")]
        {
            let id = ElementId { scene, speech, after };
            assert_eq!(id.to_string(), text);
            assert_eq!(text.parse(), Ok(id));
        }
        assert!("nine".parse::<ElementId>().is_err());
        assert!("9.".parse::<ElementId>().is_err());
    }
}

//! The words that a script and its subtitles say, as sequences to align.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::tokens::Sequence;
use crate::episode::{Element, ElementKind, Episode};
use crate::text::span::Span;
use crate::text::tokens::keys;

use super::confusable::blurred;

/// Words in a row, with the unit (element, cue) that each belongs to.
#[derive(Default)]
pub(super) struct Spoken {
    tokens: Vec<u32>,
    begins: Vec<bool>,
    units: Vec<usize>,
    spans: Vec<Span>,
}

/// Gives equal words equal numbers. What a scanner confuses is equal.
#[derive(Default)]
pub(super) struct Numbering {
    numbers: HashMap<String, u32>,
}

impl Numbering {
    fn number(&mut self, key: String) -> u32 {
        let key = blurred(key);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key, next);
        next
    }

    /// The numbers of the words of `text`; `None` for a word that has none yet.
    pub(super) fn known(&self, text: &str) -> Vec<Option<u32>> {
        keys(text).into_iter().map(|token| self.numbers.get(&blurred(token.key)).copied()).collect()
    }
}

impl Spoken {
    /// What is said in the elements of `episode`; the units are their places.
    pub(super) fn by_script(episode: &Episode, numbering: &mut Numbering) -> Self {
        let mut spoken = Self::default();
        for (unit, element) in episode.elements.iter().enumerate() {
            if matches!(element.kind, ElementKind::Speech | ElementKind::Log) {
                for part in outside_asides(element) {
                    spoken.add(unit, &element.text, part, numbering);
                }
            }
        }
        spoken
    }

    /// What the subtitles `cues` say; the units are their places.
    pub(super) fn by_cues(cues: &[String], numbering: &mut Numbering) -> Self {
        let mut spoken = Self::default();
        for (unit, cue) in cues.iter().enumerate() {
            spoken.add(unit, cue, Span::new(0, cue.len()), numbering);
        }
        spoken
    }

    fn add(&mut self, unit: usize, text: &str, part: Span, numbering: &mut Numbering) {
        for token in keys(part.of(text)) {
            self.begins.push(self.units.last() != Some(&unit));
            self.tokens.push(numbering.number(token.key));
            self.units.push(unit);
            self.spans.push(Span::new(part.start + token.span.start, part.start + token.span.end));
        }
    }

    /// Whether `words` are said somewhere, one after the other.
    pub(super) fn says(&self, words: &[Option<u32>]) -> bool {
        let says = |window: &[u32]| window.iter().zip(words).all(|(said, word)| Some(*said) == *word);
        !words.is_empty() && self.tokens.windows(words.len()).any(says)
    }

    /// Only the words at `places`, which increase.
    pub(super) fn part(&self, places: &[usize]) -> Self {
        let mut part = Self::default();
        for at in places {
            part.begins.push(part.units.last() != Some(&self.units[*at]));
            part.tokens.push(self.tokens[*at]);
            part.units.push(self.units[*at]);
            part.spans.push(self.spans[*at]);
        }
        part
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The unit of the word at `at`.
    pub(super) fn unit(&self, at: usize) -> usize {
        self.units[at]
    }

    /// Where the word at `at` stands in the text of its unit.
    pub(super) fn span(&self, at: usize) -> Span {
        self.spans[at]
    }

    /// The place of the word that stands at `span` in the text of `unit`.
    pub(super) fn at(&self, unit: usize, span: Span) -> Option<usize> {
        let of_unit = self.of_unit(unit);
        let spans = self.spans.get(of_unit.clone())?;
        let at = spans.partition_point(|of| of.start < span.start);
        (spans.get(at) == Some(&span)).then_some(of_unit.start + at)
    }

    /// The number of the word at `at`.
    pub(super) fn token(&self, at: usize) -> u32 {
        self.tokens[at]
    }

    /// The places of the words of `unit`.
    pub(super) fn of_unit(&self, unit: usize) -> Range<usize> {
        self.units.partition_point(|of| *of < unit)..self.units.partition_point(|of| *of <= unit)
    }

    /// The words as a sequence.
    pub(super) fn sequence(&self) -> Sequence<'_> {
        Sequence { tokens: &self.tokens, begins: &self.begins }
    }
}

/// The parts of a speech's text that are said: what is not a direction inside it.
fn outside_asides(element: &Element) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    for aside in &element.asides {
        parts.push(Span::new(start, aside.start));
        start = aside.end;
    }
    parts.push(Span::new(start, element.text.len()));
    parts
}

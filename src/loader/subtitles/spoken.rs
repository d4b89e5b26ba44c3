//! The words that a script and its subtitles say, as sequences to align.

use std::ops::Range;

use crate::align::tokens::Sequence;
use crate::episode::{ElementKind, Episode};
use crate::loader::wording::Wording;
use crate::text::span::Span;
use crate::text::tokens::keys;
use crate::text::vocabulary::{Reader, Vocabulary, Word};

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
    blurred: Vocabulary,
}

impl Numbering {
    /// The number of each word of `vocabulary`.
    fn numbers(&mut self, vocabulary: &Vocabulary) -> Vec<u32> {
        vocabulary.keys().iter().map(|key| self.blurred.add(&blurred(key.to_string()))).collect()
    }

    /// The numbers of the words of `text`; `None` for a word that has none yet.
    pub(super) fn known(&self, text: &str) -> Vec<Option<u32>> {
        keys(text).into_iter().map(|token| self.blurred.number(&blurred(token.key))).collect()
    }
}

impl Spoken {
    /// What is said in the elements of `episode`, whose words are `wording`; the units are their places.
    pub(super) fn by_script(episode: &Episode, wording: &Wording, numbering: &mut Numbering) -> Self {
        let mut spoken = Self::default();
        let numbers = numbering.numbers(wording.vocabulary());
        for (ix, element) in episode.indexed() {
            if matches!(element.kind, ElementKind::Speech | ElementKind::Log) {
                let said = wording.words(ix).iter().filter(|word| !element.is_aside(word.span));
                said.for_each(|word| spoken.put(ix.at(), numbers[word.number as usize], word.span));
            }
        }
        spoken
    }

    /// What the subtitles `cues` say; the units are their places.
    pub(super) fn by_cues(cues: &[String], numbering: &mut Numbering) -> Self {
        let mut spoken = Self::default();
        let mut reader = Reader::default();
        let words: Vec<Vec<Word>> = cues.iter().map(|cue| reader.read(cue)).collect();
        let numbers = numbering.numbers(&reader.into_vocabulary());
        for (unit, words) in words.iter().enumerate() {
            words.iter().for_each(|word| spoken.put(unit, numbers[word.number as usize], word.span));
        }
        spoken
    }

    fn put(&mut self, unit: usize, token: u32, span: Span) {
        self.begins.push(self.units.last() != Some(&unit));
        self.tokens.push(token);
        self.units.push(unit);
        self.spans.push(span);
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

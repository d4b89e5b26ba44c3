//! The comparable words of the script's lines, made once for all that compare something with them.

use crate::episode::{ElementIx, Episode};
use crate::text::vocabulary::{Reader, Vocabulary, Word};

/// The words of an episode's elements.
#[derive(Default)]
pub(super) struct Wording {
    /// For each element the words of its text.
    lines: Vec<Vec<Word>>,
    vocabulary: Vocabulary,
}

impl Wording {
    /// The words of `episode`, whose elements keep their texts from here on.
    pub(super) fn of(episode: &Episode) -> Self {
        let mut reader = Reader::default();
        let lines = episode.elements.iter().map(|element| reader.read(&element.text)).collect();
        Self { lines, vocabulary: reader.into_vocabulary() }
    }

    /// The words of `element` with their places in its text.
    pub(super) fn words(&self, element: ElementIx) -> &[Word] {
        self.lines.get(element.at()).map_or(&[], Vec::as_slice)
    }

    /// The words that have numbers.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The word of this number, comparable.
    pub(super) fn key(&self, word: Word) -> &str {
        self.vocabulary.key(word.number)
    }

    /// The comparable words of `element`.
    pub(super) fn keys(&self, element: ElementIx) -> impl Iterator<Item = &str> + Clone {
        self.words(element).iter().map(|word| self.key(*word))
    }
}

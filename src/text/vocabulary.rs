//! Comparable words as numbers, for texts that are compared with each other again and again.
//!
//! A word is folded and brought to its one spelling ([`tokens::keys`]) when it is
//! met for the first time as it is written; from then on it is looked up. A script of five thousand words
//! has some fifteen hundred different ones.

use foldhash::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::span::Span;
use super::tokens;

/// A comparable word and the stretch of text it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its number in the vocabulary.
    pub number: u32,
    /// Where it stands, bytes of the text that was read.
    pub span: Span,
}

/// Comparable words, each with a number from 0.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    keys: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Vocabulary {
    /// How many words it has.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Its words, by number.
    pub fn keys(&self) -> &[Arc<str>] {
        &self.keys
    }

    /// The word of this `number`; empty where there is none.
    pub fn key(&self, number: u32) -> &str {
        self.keys.get(number as usize).map_or("", |key| key)
    }

    /// The number of the comparable word `key`.
    pub fn number(&self, key: &str) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The number of `key`, which is given one if it has none.
    pub fn add(&mut self, key: &str) -> u32 {
        if let Some(number) = self.number(key) {
            return number;
        }
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let key: Arc<str> = key.into();
        self.keys.push(Arc::clone(&key));
        self.numbers.insert(key, next);
        next
    }
}

/// Reads texts into the words of a vocabulary, which grows as it does.
#[derive(Debug, Default)]
pub struct Reader<'t> {
    vocabulary: Vocabulary,
    /// The numbers of every word as it is written: places in `numbers`. A number may be several words.
    written: HashMap<&'t str, Range<usize>>,
    numbers: Vec<u32>,
}

impl<'t> Reader<'t> {
    /// The words of `text`, as [`tokens::keys`] gives them.
    pub fn read(&mut self, text: &'t str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 5);
        for span in tokens::words(text) {
            let numbers = self.numbers_of(span.of(text));
            words.extend(self.numbers[numbers].iter().map(|number| Word { number: *number, span }));
        }
        words
    }

    /// The words that were read.
    pub fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary
    }

    fn numbers_of(&mut self, written: &'t str) -> Range<usize> {
        if let Some(known) = self.written.get(written) {
            return known.clone();
        }
        let first = self.numbers.len();
        tokens::keys_of_word(written, |key| self.numbers.push(self.vocabulary.add(key)));
        let range = first..self.numbers.len();
        self.written.insert(written, range.clone());
        range
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_read_are_the_comparable_words(texts in prop::collection::vec("[a-zA-Z0-9' .’é\u{fffd}·-]{0,40}", 0..6)) {
            let mut reader = Reader::default();
            let read: Vec<Vec<Word>> = texts.iter().map(|text| reader.read(text)).collect();
            let vocabulary = reader.into_vocabulary();
            for (text, words) in texts.iter().zip(read) {
                let shown: Vec<(&str, Span)> =
                    words.iter().map(|word| (vocabulary.key(word.number), word.span)).collect();
                let keys = tokens::keys(text);
                let meant: Vec<(&str, Span)> =
                    keys.iter().map(|token| (token.key.as_str(), token.span)).collect();
                prop_assert_eq!(shown, meant);
                prop_assert!(words.iter().all(|word| vocabulary.number(vocabulary.key(word.number)) == Some(word.number)));
            }
        }
    }
}

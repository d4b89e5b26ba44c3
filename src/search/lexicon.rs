//! The vocabulary of an index, and where each word stands.
//!
//! Dialogue has few distinct words, whatever the number of lines. So a query's words are compared with
//! the vocabulary once, and everything after that is a walk over sorted lists of places.

use std::collections::{BTreeMap, HashMap};
use std::ops::{Bound, Range};

use crate::text::span::Span;
use crate::text::tokens::{keys, words};

/// Where a word stands: the line, and its place among the comparable words of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    pub(super) line: u32,
    pub(super) at: u32,
}

/// A word as texts write it, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) folded: Box<str>,
    /// The words it stands for when compared: one, or those of a number (`75`: `seventy`, `five`).
    pub(super) keys: Vec<Box<str>>,
}

/// A word of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) word: Word,
    /// Its place in the folded text.
    pub(super) span: Span,
    /// Its place among the comparable words of the line.
    pub(super) at: u32,
}

/// The words of a folded text, in order.
pub(super) fn tokens(folded: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    words(folded).map(move |span| {
        let text = span.of(folded);
        let keys: Vec<Box<str>> = keys(text).into_iter().map(|token| token.key.into_boxed_str()).collect();
        let token = Token { at, span, word: Word { folded: text.into(), keys } };
        at = at.saturating_add(u32::try_from(token.word.keys.len()).unwrap_or(u32::MAX));
        token
    })
}

/// The vocabulary with postings.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    /// Each word once.
    words: Vec<Word>,
    /// The postings of word `i` are `postings[starts[i]..starts[i + 1]]`.
    starts: Vec<usize>,
    /// Postings word by word, each word's in order.
    postings: Vec<Posting>,
    /// The words that a key is part of, and its place in them.
    by_key: BTreeMap<Box<str>, Vec<(u32, u32)>>,
    /// The words' numbers, sorted by how the words are written.
    by_spelling: Vec<u32>,
}

/// A lexicon in the making.
#[derive(Debug, Default)]
pub(super) struct LexiconBuilder {
    ids: HashMap<Box<str>, u32>,
    words: Vec<Word>,
    placed: Vec<(u32, Posting)>,
}

impl LexiconBuilder {
    /// Adds the words of `folded`, the text of `line`; lines come in order.
    pub(super) fn add(&mut self, line: u32, folded: &str) {
        for token in tokens(folded) {
            let id = match self.ids.get(&token.word.folded) {
                Some(id) => *id,
                None => {
                    let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                    self.ids.insert(token.word.folded.clone(), id);
                    self.words.push(token.word);
                    id
                }
            };
            self.placed.push((id, Posting { line, at: token.at }));
        }
    }

    pub(super) fn build(mut self) -> Lexicon {
        // Sorted by word, then place, as the postings were added in order and equal ones keep theirs.
        self.placed.sort_by_key(|(id, _)| *id);
        let mut starts = Vec::with_capacity(self.words.len() + 1);
        for id in 0..=self.words.len() {
            starts.push(self.placed.partition_point(|(of, _)| (*of as usize) < id));
        }
        let mut by_key: BTreeMap<Box<str>, Vec<(u32, u32)>> = BTreeMap::new();
        for (id, word) in (0u32..).zip(&self.words) {
            for (offset, key) in (0u32..).zip(&word.keys) {
                by_key.entry(key.clone()).or_default().push((id, offset));
            }
        }
        let postings = self.placed.into_iter().map(|(_, posting)| posting).collect();
        let mut by_spelling: Vec<u32> = self.ids.into_values().collect();
        by_spelling.sort_unstable_by_key(|id| self.words.get(*id as usize).map(|word| &word.folded));
        Lexicon { words: self.words, starts, postings, by_key, by_spelling }
    }
}

impl Lexicon {
    /// Every word with where it stands.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&Word, &[Posting])> {
        self.words.iter().enumerate().map(|(id, word)| (word, self.postings_of(id)))
    }

    /// Whether `key` occurs.
    pub(super) fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// Whether a word occurs that begins with `folded` as it is written or with `key` as it compares.
    pub(super) fn has_beginning(&self, folded: &str, key: &str) -> bool {
        let written = |id: &u32| self.words.get(*id as usize).map_or("", |word| &word.folded);
        let first = self.by_spelling.partition_point(|id| written(id) < folded);
        let next_key = self.by_key.range::<str, _>((Bound::Included(key), Bound::Unbounded)).next();
        self.by_spelling.get(first).is_some_and(|id| written(id).starts_with(folded))
            || next_key.is_some_and(|(next, _)| next.starts_with(key))
    }

    /// Where `key` stands, in order.
    pub(super) fn places_of(&self, key: &str) -> Vec<Posting> {
        let mut places = Vec::new();
        for (id, offset) in self.by_key.get(key).into_iter().flatten() {
            let shifted = |posting: &Posting| Posting { line: posting.line, at: posting.at + offset };
            places.extend(self.postings_of(*id as usize).iter().map(shifted));
        }
        places.sort_unstable();
        places
    }

    fn postings_of(&self, id: usize) -> &[Posting] {
        let bound = |at: usize| self.starts.get(at).copied().unwrap_or(self.postings.len());
        let range: Range<usize> = bound(id)..bound(id + 1);
        self.postings.get(range).unwrap_or_default()
    }
}

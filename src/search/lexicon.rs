//! The vocabulary of a segment, and where each word stands.
//!
//! Dialogue has few distinct words, whatever the number of lines. So a query's words are compared with
//! the vocabulary once, and everything after that is a walk over sorted lists of places. Words are
//! kept in the order of their spelling, so that those with one beginning are neighbours.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::text::span::Span;
use crate::text::tokens::{keys_of_word, words};

use super::column::{NONE, Texts, number};
use super::cut::Cutter;
use super::postings::pack;

/// A word of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// As it is written, folded.
    pub(super) folded: Box<str>,
    /// The words it stands for when compared: one, or those of a number (`75`: `seventy`, `five`).
    pub(super) keys: Vec<Box<str>>,
    /// Its place in the folded text.
    pub(super) span: Span,
}

/// The words of a folded text, in order.
pub(super) fn tokens(folded: &str) -> impl Iterator<Item = Token> + '_ {
    words(folded).map(move |span| {
        let text = span.of(folded);
        Token { span, folded: text.into(), keys: keys_of(text) }
    })
}

fn keys_of(word: &str) -> Vec<Box<str>> {
    let mut keys = Vec::with_capacity(1);
    keys_of_word(word, |key| keys.push(key.into()));
    keys
}

/// A word as it is compared with one of a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelt<'a> {
    pub(super) folded: &'a str,
    /// What it compares as; `None` for a number, which compares as several words.
    pub(super) key: Option<&'a str>,
    /// As [`letter_mask`].
    pub(super) letters: u32,
}

/// Which letters occur in `word`, a bit each; all that are no Latin letters share some.
pub(super) fn letter_mask(word: &str) -> u32 {
    word.chars().fold(0, |mask, c| {
        mask | match c {
            'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
            other => 1 << (26 + u32::from(other) % 6),
        }
    })
}

/// The vocabulary with postings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lexicon {
    /// Each word once, sorted, with [`SEPARATOR`] after it.
    pub(super) words: Texts,
    /// The letters of each word.
    pub(super) letters: Vec<u32>,
    /// The key of each word, a place in `keys`; [`NONE`] for one with several.
    pub(super) key_of: Vec<u32>,
    /// The postings of all words, packed, one word's after the other's.
    pub(super) postings: Vec<u8>,
    /// Where each word's postings end.
    pub(super) postings_ends: Vec<u32>,
    /// Each key once, sorted: where a word is spelt so, its place in `words`, else how many words there
    /// are and its place in `other_keys`. Nearly all are words.
    pub(super) keys: Vec<u32>,
    pub(super) other_keys: Texts,
    /// The words that a key is part of, and its place in them: `uses[use_ends[k - 1]..use_ends[k]]`.
    pub(super) uses: Vec<(u32, u32)>,
    pub(super) use_ends: Vec<u32>,
}

/// Stands after each word of the vocabulary; it is part of none, so that a search of the whole
/// vocabulary never finds letters of two words.
const SEPARATOR: char = '\n';

/// How many words are kept at hand; a power of two.
const AT_HAND: usize = 4096;

/// A lexicon in the making.
#[derive(Debug, Default)]
pub(super) struct LexiconBuilder {
    /// Words of few letters met lately, by their hash, each above its id: what is said is soon said again, and this
    /// fits into the nearest caches.
    at_hand: Vec<u128>,
    short: HashMap<u128, u32, BuildHasherDefault<WordHasher>>,
    long: HashMap<Box<str>, u32, BuildHasherDefault<WordHasher>>,
    words: Vec<Box<str>>,
    /// What each word compares as; nothing where that is the word itself, as it nearly always is.
    keys: Vec<Vec<Box<str>>>,
    /// How many keys each word has.
    lengths: Vec<u32>,
    /// The words of all lines, one after the other.
    said: Vec<u32>,
    /// Where each line ends in them.
    ends: Vec<u32>,
    cutter: Cutter,
}

impl LexiconBuilder {
    /// Adds the words of `text`, the next line.
    pub(super) fn add(&mut self, text: &str) {
        let mut cutter = std::mem::take(&mut self.cutter);
        cutter.cut(text, |folded, word| {
            let id = self.id(folded, word);
            self.said.push(id);
        });
        self.cutter = cutter;
        self.ends.push(number(self.said.len()));
    }

    fn id(&mut self, folded: &str, at: Span) -> u32 {
        let next = number(self.words.len());
        if let Some(short) = short_at(folded, at) {
            let id = self.short_id(short, next);
            if id == next {
                self.learn(at.of(folded));
            }
            return id;
        }
        let word = at.of(folded);
        let id = match self.long.get(word) {
            Some(id) => *id,
            None => *self.long.entry(word.into()).or_insert(next),
        };
        if id == next {
            self.learn(word);
        }
        id
    }

    /// Adds `word` behind those there are.
    fn learn(&mut self, word: &str) {
        let (mut keys, mut length) = (Vec::new(), 0);
        keys_of_word(word, |key| {
            length += 1;
            // A number is none of the words that it compares as.
            if key != word {
                keys.push(key.into());
            }
        });
        self.words.push(word.into());
        self.lengths.push(length);
        self.keys.push(keys);
    }

    fn short_id(&mut self, word: u128, next: u32) -> u32 {
        // Where the last letters are none, there is room for the id: what is left says how long the word is, too.
        let few = word as u32 <= u32::from(u8::MAX);
        let place = mixed(word) as usize % AT_HAND;
        if let Some(known) = self.at_hand.get(place)
            && few
            && known >> u32::BITS == word >> u32::BITS
        {
            return *known as u32;
        }
        let id = *self.short.entry(word).or_insert(next);
        self.at_hand.resize(AT_HAND, 0);
        if let Some(place) = self.at_hand.get_mut(place).filter(|_| few) {
            *place = word >> u32::BITS << u32::BITS | u128::from(id);
        }
        id
    }

    /// The ids of the words in the order of their spelling.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<(u128, usize)> =
            self.words.iter().map(|word| beginning_of(word)).zip(0..).collect();
        order.sort_unstable_by(|(a, one), (b, other)| {
            a.cmp(b).then_with(|| self.words.get(*one).cmp(&self.words.get(*other)))
        });
        order.into_iter().map(|(_, id)| id).collect()
    }

    pub(super) fn build(self) -> Lexicon {
        let order = self.order();
        let by_word = self.by_word();
        let mut lexicon = Lexicon::default();
        let (mut used, mut other): (Vec<(&str, u32, u32)>, Vec<_>) = Default::default();
        let mut spare = Default::default();
        for (place, id) in (0u32..).zip(&order) {
            let (Some(word), Some(keys)) = (self.words.get(*id), self.keys.get(*id)) else { continue };
            lexicon.words.arena.push_str(word);
            lexicon.words.push("\n");
            lexicon.letters.push(letter_mask(word));
            pack(by_word.of(*id), &mut lexicon.postings, &mut spare);
            lexicon.postings_ends.push(number(lexicon.postings.len()));
            if keys.is_empty() {
                used.push((&**word, place, 0));
            }
            other.extend((0u32..).zip(keys).map(|(offset, key)| (&**key, place, offset)));
        }
        // Nearly all words are their own keys, and in order already: two runs, which are merged.
        other.sort_unstable();
        used.append(&mut other);
        used.sort();
        lexicon.add_keys(used);
        lexicon
    }

    /// Where each word stands, line and place in the line, counted in comparable words; sorted by word,
    /// each word's in their order.
    fn by_word(&self) -> ByWord {
        let mut ends = vec![0usize; self.words.len()];
        for id in &self.said {
            if let Some(count) = ends.get_mut(*id as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            // Until its places are put there, this is where a word's begin.
            sum += std::mem::replace(end, sum);
        }
        let mut places = vec![(0, 0); self.said.len()];
        let mut first = 0;
        for (line, end) in (0u32..).zip(&self.ends) {
            let mut at = 0u32;
            for id in self.said.get(first..*end as usize).unwrap_or_default() {
                if let Some(next) = ends.get_mut(*id as usize)
                    && let Some(place) = places.get_mut(*next)
                {
                    *place = (line, at);
                    *next += 1;
                }
                at = at.saturating_add(self.lengths.get(*id as usize).copied().unwrap_or(1));
            }
            first = *end as usize;
        }
        ByWord { ends, places }
    }
}

/// The word at `at` and its length in one number, as [`beginning_of`] gives it, so that looking it up follows no
/// pointer; `None` for a long one.
fn short_at(folded: &str, at: Span) -> Option<u128> {
    let letters = LETTERS.get(at.len())?;
    match folded.as_bytes().get(at.start..).and_then(|rest| rest.first_chunk()) {
        Some(bytes) => Some(u128::from_be_bytes(*bytes) & letters | at.len() as u128),
        None => Some(beginning_of(at.of(folded))),
    }
}

/// The bits of as many letters as there may be before the length.
const LETTERS: [u128; size_of::<u128>()] = {
    let mut letters = [0; size_of::<u128>()];
    let mut count = 1;
    while count < letters.len() {
        letters[count] = !(u128::MAX >> (8 * count));
        count += 1;
    }
    letters
};

/// The first bytes of `word` and its length, as a number: numbers have the order of the words, as far as that
/// is told by these.
fn beginning_of(word: &str) -> u128 {
    let mut bytes = [0u8; size_of::<u128>()];
    if let Some((length, letters)) = bytes.split_last_mut() {
        let said = word.len().min(letters.len());
        letters.iter_mut().zip(word.bytes()).for_each(|(letter, byte)| *letter = byte);
        *length = if said < word.len() { u8::MAX } else { u8::try_from(said).unwrap_or(u8::MAX) };
    }
    u128::from_be_bytes(bytes)
}

/// Hashes words: there are millions of them, and the standard hasher takes longer than the rest of it.
#[derive(Debug, Clone, Copy, Default)]
struct WordHasher(u64);

/// Odd numbers without a pattern: the first digits of pi and of e.
const MIXED: (u64, u64) = (0x243f_6a88_85a3_08d3, 0xb7e1_5162_8aed_2a6b);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    fn write_u128(&mut self, value: u128) {
        self.0 = mixed(value);
    }
}

/// Both halves of a product of both halves, as in Yi, wyhash (2019).
fn mixed(value: u128) -> u64 {
    let (low, high) = (value as u64 ^ MIXED.0, (value >> 64) as u64 ^ MIXED.1);
    let product = u128::from(low) * u128::from(high);
    product as u64 ^ (product >> 64) as u64
}

struct ByWord {
    ends: Vec<usize>,
    places: Vec<(u32, u32)>,
}

impl ByWord {
    fn of(&self, id: usize) -> &[(u32, u32)] {
        let end = self.ends.get(id).copied().unwrap_or_default();
        let start = id.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.places.get(start..end).unwrap_or_default()
    }
}

impl Lexicon {
    fn add_keys(&mut self, mut used: Vec<(&str, u32, u32)>) {
        self.key_of = vec![NONE; self.words.len()];
        let mut lengths = vec![0u8; self.words.len()];
        used.sort_unstable();
        for same_key in used.chunk_by(|a, b| a.0 == b.0) {
            let key = number(self.keys.len());
            self.add_key(same_key);
            for (_, word, offset) in same_key {
                self.uses.push((*word, *offset));
                let (of, length) = (self.key_of.get_mut(*word as usize), lengths.get_mut(*word as usize));
                if let (Some(of), Some(length)) = (of, length) {
                    *length = length.saturating_add(1);
                    *of = if *length == 1 { key } else { NONE };
                }
            }
            self.use_ends.push(number(self.uses.len()));
        }
    }

    /// Adds the key of these uses behind the keys there are; all words are there.
    fn add_key(&mut self, uses: &[(&str, u32, u32)]) {
        let Some((key, ..)) = uses.first() else { return };
        let own = uses.iter().map(|(_, word, _)| *word as usize).find(|word| self.word(*word) == *key);
        let at = own.unwrap_or_else(|| partition(self.len(), |word| self.word(word) < *key));
        if at < self.len() && self.word(at) == *key {
            return self.keys.push(number(at));
        }
        self.keys.push(number(self.len() + self.other_keys.len()));
        self.other_keys.push(key);
    }

    /// The key at `at`.
    pub(super) fn key_text(&self, at: usize) -> &str {
        let place = self.keys.get(at).map_or(usize::MAX, |place| *place as usize);
        match place.checked_sub(self.len()) {
            Some(other) => self.other_keys.get(other),
            None => self.word(place),
        }
    }

    /// Gives back the room that nothing stands in.
    pub(super) fn shrink_to_fit(&mut self) {
        self.words.shrink_to_fit();
        self.postings.shrink_to_fit();
        for column in
            [&mut self.letters, &mut self.key_of, &mut self.postings_ends, &mut self.keys, &mut self.use_ends]
        {
            column.shrink_to_fit();
        }
        self.other_keys.shrink_to_fit();
        self.uses.shrink_to_fit();
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at `at`, as it is written.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).trim_end_matches(SEPARATOR)
    }

    /// The word at `at` for comparing.
    pub(super) fn spelt(&self, at: usize) -> Spelt<'_> {
        let key = self.key_of.get(at).copied().filter(|key| *key != NONE);
        Spelt {
            folded: self.word(at),
            key: key.map(|key| self.key_text(key as usize)),
            letters: self.letters.get(at).copied().unwrap_or_default(),
        }
    }

    /// The packed postings of the word at `at`.
    pub(super) fn postings(&self, at: usize) -> &[u8] {
        let end = self.postings_ends.get(at).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| self.postings_ends.get(before));
        let start = before.copied().unwrap_or_default();
        self.postings.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether `key` occurs.
    pub(super) fn has(&self, key: &str) -> bool {
        self.key(key).is_some()
    }

    /// Whether a word occurs that begins with `folded` as it is written or with `key` as it compares.
    pub(super) fn has_beginning(&self, folded: &str, key: &str) -> bool {
        !self.beginning(folded).is_empty() || !self.keys_beginning(key).is_empty()
    }

    /// The words that begin with `folded` as they are written.
    pub(super) fn beginning(&self, folded: &str) -> Range<usize> {
        beginning(self.len(), |at| self.word(at), folded)
    }

    fn keys_beginning(&self, key: &str) -> Range<usize> {
        beginning(self.keys.len(), |at| self.key_text(at), key)
    }

    /// The words of one key that begins with `key`.
    pub(super) fn with_key_beginning(&self, key: &str) -> impl Iterator<Item = usize> {
        let keys = self.keys_beginning(key);
        let words = keys.flat_map(|key| self.uses(key)).map(|(word, _)| *word as usize);
        words.filter(|word| self.key_of.get(*word).is_some_and(|key| *key != NONE))
    }

    /// The words that `key` is part of, and its place in them.
    pub(super) fn uses_of(&self, key: &str) -> &[(u32, u32)] {
        self.key(key).map_or(&[], |key| self.uses(key))
    }

    /// The words that have `run` in them, in order; `run` is letters and digits.
    pub(super) fn containing(&self, run: &str) -> Vec<usize> {
        let finder = memchr::memmem::Finder::new(run);
        let found = finder.find_iter(self.words.arena.as_bytes());
        let mut words: Vec<usize> =
            found.map(|at| self.words.ends.partition_point(|end| *end as usize <= at)).collect();
        words.dedup();
        words
    }

    fn key(&self, key: &str) -> Option<usize> {
        let at = partition(self.keys.len(), |at| self.key_text(at) < key);
        (at < self.keys.len() && self.key_text(at) == key).then_some(at)
    }

    fn uses(&self, key: usize) -> &[(u32, u32)] {
        let end = self.use_ends.get(key).copied().unwrap_or_default();
        let start =
            key.checked_sub(1).and_then(|before| self.use_ends.get(before)).copied().unwrap_or_default();
        self.uses.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The places of those of `count` sorted texts that begin with `start`.
fn beginning<'t>(count: usize, text: impl Fn(usize) -> &'t str, start: &str) -> Range<usize> {
    let first = partition(count, |at| text(at) < start);
    let last = partition(count, |at| text(at) < start || text(at).starts_with(start));
    first..last.max(first)
}

/// How many of `count` sorted things come first that `is_before` holds for.
fn partition(count: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn beginnings_have_the_order_of_the_words(one in "[a-cé']{1,18}", other in "[a-cé']{1,18}", behind in "[a-c ]{0,16}") {
            let (a, b) = (beginning_of(&one), beginning_of(&other));
            prop_assert!(a.cmp(&b).is_eq() || a.cmp(&b) == one.cmp(&other));
            let short = (one.len() < 16).then_some(a);
            let folded = format!("{other}{one}{behind}");
            let at = Span::new(other.len(), other.len() + one.len());
            prop_assert_eq!(short_at(&folded, at), short);
            prop_assert!(short.is_none() || one == other || a != b);
        }
    }
}

//! The words of a text that few words are looked for in: most are told from those by their first letter, so
//! that what a word compares as is worked out only where it may be one of them.

use crate::text::span::Span;
use crate::text::tokens::{self, keys_of_word};

/// The comparable words of a text, as [`tokens::keys`] gives them.
pub(super) struct Words<'t> {
    text: &'t str,
    places: Vec<Place>,
}

struct Place {
    span: Span,
    /// The first letter, which a spelling keeps whatever else it changes; 0 for a digit or an accent.
    first: u8,
    /// Which of the words that stand for what is written there; a number has several.
    part: u8,
}

/// The first letters of some words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Initials(u32);

impl Initials {
    pub(super) fn of<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        Self(keys.fold(0, |all, key| all | bit(key.as_bytes().first().copied().unwrap_or_default())))
    }

    /// Whether a word that begins with `first` may be one of them.
    fn may_have(self, first: u8) -> bool {
        first == 0 || self.0 & bit(first) != 0
    }
}

/// A bit for each plain letter, and one for all else.
fn bit(first: u8) -> u32 {
    if first.is_ascii_lowercase() { 1 << (first - b'a') } else { 1 << 26 }
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut places = Vec::with_capacity(text.len() / 5);
        let mut place = |span: Span| {
            let first = text.as_bytes().get(span.start).copied().unwrap_or_default();
            if first.is_ascii_alphabetic() {
                return places.push(Place { span, first: first.to_ascii_lowercase(), part: 0 });
            }
            let mut parts = 0u8;
            keys_of_word(span.of(text), |_| parts = parts.saturating_add(1));
            places.extend((0..parts).map(|part| Place { span, first: 0, part }));
        };
        if text.is_ascii() {
            tokens::plain_words(text, &mut place);
        } else {
            tokens::words(text).for_each(&mut place);
        }
        Self { text, places }
    }

    /// The places of the words that may be among those with these first letters.
    pub(super) fn beginning(&self, with: Initials) -> impl Iterator<Item = usize> + '_ {
        let places = self.places.iter().enumerate();
        places.filter(move |(_, place)| with.may_have(place.first)).map(|(at, _)| at)
    }

    /// Where the word at `at` stands, bytes of the text; empty where there is none.
    pub(super) fn span(&self, at: usize) -> Span {
        self.places.get(at).map_or(Span::default(), |place| place.span)
    }

    /// Whether the word at `at` compares as `key`.
    pub(super) fn is(&self, at: usize, key: &str) -> bool {
        let Some(place) = self.places.get(at) else { return false };
        let mut is = false;
        if place.first == 0 || key.as_bytes().first() == Some(&place.first) {
            self.key_of(place, |word| is = word == key);
        }
        is
    }

    /// What the word at `at` compares as; `None` where there is none.
    pub(super) fn key(&self, at: usize) -> Option<String> {
        let mut found = None;
        self.key_of(self.places.get(at)?, |key| found = Some(key.to_owned()));
        found
    }

    fn key_of(&self, place: &Place, mut put: impl FnMut(&str)) {
        let mut part = 0u8;
        keys_of_word(place.span.of(self.text), |key| {
            if part == place.part {
                put(key);
            }
            part = part.saturating_add(1);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_words_are_those_that_are_compared_everywhere(text in "([a-zA-Z0-9' .’éÉ\u{fffd}·½-]|Mr\\.|[0-9]{1,7}| ){0,30}") {
            let words = Words::of(&text);
            let meant = tokens::keys(&text);
            prop_assert_eq!(words.places.len(), meant.len());
            for (at, token) in meant.iter().enumerate() {
                prop_assert_eq!(words.key(at), Some(token.key.clone()));
                prop_assert!(words.span(at) == token.span && words.is(at, &token.key));
                let initials = Initials::of([token.key.as_str()].into_iter());
                prop_assert!(words.beginning(initials).any(|place| place == at));
                let longer = format!("{}x", token.key);
                prop_assert!(!words.is(at, &longer));
            }
            prop_assert!(!words.is(meant.len(), "x") && words.key(meant.len()).is_none());
        }
    }
}

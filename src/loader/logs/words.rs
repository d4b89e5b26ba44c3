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
    /// Which of the words that stand for what is written there; a number has several.
    part: u8,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut places = Vec::with_capacity(text.len() / 5);
        for span in tokens::words(text) {
            places.push(Place { span, part: 0 });
            if span.of(text).starts_with(char::is_numeric) {
                let mut parts = 0u8;
                keys_of_word(span.of(text), |_| parts = parts.saturating_add(1));
                places.extend((1..parts).map(|part| Place { span, part }));
            }
        }
        Self { text, places }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Where the word at `at` stands, bytes of the text; empty where there is none.
    pub(super) fn span(&self, at: usize) -> Span {
        self.places.get(at).map_or(Span::default(), |place| place.span)
    }

    /// Whether the word at `at` compares as `key`.
    pub(super) fn is(&self, at: usize, key: &str) -> bool {
        let Some(place) = self.places.get(at) else { return false };
        let first = |word: &str| word.as_bytes().first().copied().unwrap_or_default();
        let written = first(place.span.of(self.text));
        // A spelling may change any letter but the first; digits and accents are worked out.
        let may_be = !written.is_ascii_alphabetic() || written.eq_ignore_ascii_case(&first(key));
        may_be && self.key(at).as_deref() == Some(key)
    }

    /// What the word at `at` compares as; `None` where there is none.
    pub(super) fn key(&self, at: usize) -> Option<String> {
        let place = self.places.get(at)?;
        let (mut found, mut part) = (None, 0);
        keys_of_word(place.span.of(self.text), |key| {
            if part == place.part {
                found = Some(key.to_owned());
            }
            part = part.saturating_add(1);
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_words_are_those_that_are_compared_everywhere(text in "([a-zA-Z0-9' .’éÉ\u{fffd}½-]|Mr\\.|[0-9]{1,7}| ){0,30}") {
            let words = Words::of(&text);
            let meant = tokens::keys(&text);
            prop_assert_eq!(words.len(), meant.len());
            for (at, token) in meant.iter().enumerate() {
                prop_assert_eq!(words.key(at), Some(token.key.clone()));
                prop_assert!(words.span(at) == token.span && words.is(at, &token.key));
                let longer = format!("{}x", token.key);
                prop_assert!(!words.is(at, &longer));
            }
            prop_assert!(!words.is(meant.len(), "x") && words.key(meant.len()).is_none());
        }
    }
}

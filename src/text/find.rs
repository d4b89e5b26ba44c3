//! Where a piece of text stands in another: what a person means who looks for it in what they read.
//!
//! Small letters mean letters of either case, with or without accents, quotes and dashes of any shape;
//! a pattern with a capital in it means exactly what it says.

use std::ops::Range;

use super::fold::{Folded, fold};
use super::span::Span;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    needle: String,
    exact: bool,
}

impl Pattern {
    /// The pattern that `typed` means; `None` where nothing is typed.
    pub fn new(typed: &str) -> Option<Self> {
        let exact = typed.chars().any(char::is_uppercase);
        let needle = if exact { typed.to_owned() } else { fold(typed) };
        (!needle.is_empty()).then_some(Self { needle, exact })
    }

    /// Where it stands in `text`: bytes, in order, none over another.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let found = |within: &str| -> Vec<Range<usize>> {
            within.match_indices(&self.needle).map(|(at, found)| at..at + found.len()).collect()
        };
        if self.exact {
            return found(text);
        }
        if text.is_ascii() {
            return found(&fold(text));
        }
        let folded = Folded::new(text);
        let original = |range: Range<usize>| {
            let span = folded.to_original(Span::new(range.start, range.end));
            span.start..span.end
        };
        found(&folded.text).into_iter().map(original).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_mean_either_case_and_capitals_themselves() {
        let table: [(&str, &str, &[&str]); 7] = [
            ("lamp", "Lamp on lamp", &["Lamp", "lamp"]),
            ("Lamp", "Lamp on lamp", &["Lamp"]),
            ("don't", "They don’t.", &["don’t"]),
            ("cafe", "The Café", &["Café"]),
            ("fog", "mist", &[]),
            ("a b", "a b a b", &["a b", "a b"]),
            ("MAREN", "Maren, MAREN", &["MAREN"]),
        ];
        for (typed, text, expected) in table {
            let pattern = Pattern::new(typed).expect("a pattern");
            let found: Vec<&str> = pattern.ranges(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{typed}");
        }
        assert_eq!(Pattern::new(""), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_found_is_on_character_boundaries(typed in ".{0,3}", text in ".{0,30}") {
            for range in Pattern::new(&typed).iter().flat_map(|pattern| pattern.ranges(&text)) {
                proptest::prop_assert!(text.get(range).is_some());
            }
        }
    }
}

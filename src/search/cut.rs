//! Cutting lines into folded words, fast: an index is made of millions of them.

use crate::text::fold::fold;
use crate::text::span::Span;
use crate::text::tokens::{plain_words, words};

/// Cuts lines; what one line needs is kept for the next.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    folded: String,
}

impl Cutter {
    /// Hands the words of `text`, folded, to `put`, in order: what [`words`] gives of the folded text. Each comes as
    /// that text and its place in it.
    pub(super) fn cut(&mut self, text: &str, mut put: impl FnMut(&str, Span)) {
        if !text.is_ascii() {
            let folded = fold(text);
            return words(&folded).for_each(|word| put(&folded, word));
        }
        self.folded.clear();
        self.folded.push_str(text);
        self.folded.make_ascii_lowercase();
        if memchr::memchr(b'`', self.folded.as_bytes()).is_some() {
            self.folded = self.folded.replace('`', "'");
        }
        // Whoever reads the beginning of the last word as a number finds all of its bytes.
        self.folded.push_str(BEHIND);
        plain_words(&self.folded, |word| put(&self.folded, word));
    }
}

/// Stands behind a text, as long as the longest number that is read of it.
const BEHIND: &str = "                ";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_cut_as_everywhere(lines in prop::collection::vec("[ -~]{0,40}|[a-cA-C'`’é \u{fffd}·.-]{0,20}", 0..4)) {
            let mut cutter = Cutter::default();
            for line in lines {
                let mut cut = Vec::new();
                cutter.cut(&line, |folded, word| cut.push(word.of(folded).to_owned()));
                let folded = fold(&line);
                let expected: Vec<&str> = words(&folded).map(|word| word.of(&folded)).collect();
                prop_assert_eq!(cut, expected);
            }
        }
    }
}

//! A stretch of a source's text, in bytes, as every reader and every diagnostic names it.

use serde::Serialize;

/// Half-open byte range `[start, end)` in the decoded text of one source, on char boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `[start, end)`; an `end` before `start` gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The spans from each of `starts`, which are in order, to the next; the last one ends at `end`.
    pub fn between(starts: &[usize], end: usize) -> impl Iterator<Item = Self> {
        let ends = starts.iter().skip(1).copied().chain([end]);
        starts.iter().copied().zip(ends).map(|(start, end)| Self::new(start, end))
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text it covers; empty where the span does not lie in `text` on char boundaries.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same span without white space at either end of the text it covers.
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        Self::new(start, start + inner.trim().len())
    }
}

impl Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_to_the_words_it_covers() {
        let text = "[  a é ]";
        assert_eq!(Span::new(1, 8).trimmed(text).of(text), "a é");
        assert!(Span::new(1, 3).trimmed(text).is_empty());
    }

    #[test]
    fn each_start_begins_a_span_and_ends_the_one_before() {
        let spans = |starts: &[usize]| Span::between(starts, 9).map(|span| (span.start, span.end)).collect();
        let (none, several): (Vec<_>, Vec<_>) = (spans(&[]), spans(&[0, 4, 4]));
        assert_eq!((none, several), (vec![], vec![(0, 4), (4, 4), (4, 9)]));
    }

    #[test]
    fn outside_the_text_is_empty() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}

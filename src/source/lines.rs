//! Byte offsets to line numbers and back.

use crate::text::span::Span;

/// Where each line of a text begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
    len: usize,
    ends_with_newline: bool,
}

impl LineIndex {
    /// Indexes `text`, whose line ends are `\n`.
    pub fn new(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let starts = std::iter::once(0).chain(newlines.filter(|start| *start < text.len())).collect();
        Self { starts, len: text.len(), ends_with_newline: text.ends_with('\n') }
    }

    /// How many lines there are; an empty text has none.
    pub fn count(&self) -> usize {
        if self.len == 0 { 0 } else { self.starts.len() }
    }

    /// The line (from 1) that holds byte `at`; a newline belongs to the line it ends.
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// The span of line `number` (from 1) without its newline.
    pub fn span(&self, number: usize) -> Span {
        let Some(&start) = number.checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return Span::new(self.len, self.len);
        };
        let end = match self.starts.get(number) {
            Some(next) => next - 1,
            None => self.len - usize::from(self.ends_with_newline),
        };
        Span::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_back() {
        let text = "ab\n\ncd\n";
        let index = LineIndex::new(text);
        let lines: Vec<_> = (1..=index.count()).map(|n| index.span(n).of(text)).collect();
        assert_eq!(lines, ["ab", "", "cd"]);
        assert_eq!((0..7).map(|at| index.line_of(at)).collect::<Vec<_>>(), [1, 1, 1, 2, 3, 3, 3]);
    }

    #[test]
    fn an_empty_text_has_no_line() {
        assert_eq!(LineIndex::new("").count(), 0);
        assert!(LineIndex::new("").span(1).is_empty());
        assert_eq!(LineIndex::new("\n").count(), 1);
    }
}

//! The words of a block where its source's text does not say them letter by letter: marks of emphasis and
//! notes are left out, entities are resolved, and lines of verse stay apart.

use std::ops::Range;

use crate::text::clean::clean;

/// What is read of a block: flowing text, and what is known of its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    emphasis: Vec<(Range<usize>, Emphasis)>,
    lines: Vec<usize>,
    /// White space stands before what comes next.
    gap: bool,
    /// A line ends before what comes next.
    broken: bool,
}

/// How words are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Emphasis {
    /// In bold letters.
    pub bold: bool,
    /// In italics.
    pub italic: bool,
    /// Underlined.
    pub underlined: bool,
    /// Sung.
    pub sung: bool,
}

impl Words {
    /// The words, flowing on one line and clean.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is emphasised, bytes of [`Words::text`], in order.
    pub fn emphasis(&self) -> &[(Range<usize>, Emphasis)] {
        &self.emphasis
    }

    /// Where lines of their own begin but the first one, bytes of [`Words::text`], in order.
    pub fn lines(&self) -> &[usize] {
        &self.lines
    }

    /// Adds `text`, cleaned; every run of white space in it is one space.
    pub fn push(&mut self, text: &str, emphasis: Emphasis) {
        let start = self.text.len();
        let text = clean(text);
        let mut first = None;
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            if !bare.is_empty() {
                self.join();
                first.get_or_insert(self.text.len());
                self.text.push_str(bare);
            }
            self.gap |= bare.len() < word.len();
        }
        let range = first.unwrap_or(start)..self.text.len();
        if emphasis == Emphasis::default() || range.is_empty() {
            return;
        }
        match self.emphasis.last_mut() {
            Some((last, same)) if *same == emphasis && last.end == range.start => last.end = range.end,
            _ => self.emphasis.push((range, emphasis)),
        }
    }

    /// Ends the line: what is added next begins one of its own.
    pub fn end_line(&mut self) {
        (self.gap, self.broken) = (true, true);
    }

    /// Adds what `other` says, set as it is there; sung, where `sung` is true.
    pub fn append(&mut self, other: &Self, sung: bool) {
        let ranges = other.emphasis.iter().flat_map(|(range, _)| [range.start, range.end]);
        let mut cuts: Vec<usize> =
            ranges.chain(other.lines.iter().copied()).chain([0, other.text.len()]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        for part in cuts.windows(2) {
            let [start, end] = part else { continue };
            if other.lines.contains(start) {
                self.end_line();
            }
            let set = other.emphasis.iter().find(|(range, _)| range.contains(start)).map(|(_, set)| *set);
            let set = set.unwrap_or_default();
            let text = other.text.get(*start..*end).unwrap_or_default();
            self.push(text, Emphasis { sung: set.sung || sung, ..set });
        }
    }

    /// Puts what is due before the next word.
    fn join(&mut self) {
        if self.gap && !self.text.is_empty() {
            self.text.push(' ');
            if self.broken {
                self.lines.push(self.text.len());
            }
        }
        (self.gap, self.broken) = (false, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_flow_and_their_lines_are_known() {
        let mut words = Words::default();
        let italic = Emphasis { italic: true, ..Emphasis::default() };
        words.push("  The lamp \n is", Emphasis::default());
        words.push(" quite ", italic);
        words.push("out.", italic);
        words.end_line();
        words.end_line();
        words.push("Light\u{1b} it.", Emphasis::default());
        assert_eq!(words.text(), "The lamp is quite out. Light it.");
        assert_eq!(words.lines(), [23]);
        assert_eq!(words.emphasis(), [(12..17, italic), (18..22, italic)]);
    }
}

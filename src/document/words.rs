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

impl Emphasis {
    /// The names of all that it is, in the order in which they are written out.
    pub fn names(self) -> Vec<&'static str> {
        let names = [
            (self.bold, "bold"),
            (self.italic, "italic"),
            (self.underlined, "underline"),
            (self.sung, "sung"),
        ];
        names.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect()
    }

    /// What `names`, set apart by spaces, say; those of a stylesheet (`#bold`) and longer forms
    /// (`underlined`) too.
    pub fn named(names: &str) -> Self {
        let has =
            |name: &str| names.split_whitespace().any(|word| word.trim_start_matches('#').starts_with(name));
        Self { bold: has("bold"), italic: has("ital"), underlined: has("underline"), sung: has("sung") }
    }
}

impl Words {
    /// `text` with lines of their own where `lines` says that they begin, and set as `emphasis` says, both
    /// in bytes of `text` and in order. Places that are not in it, or not between characters, mean nothing.
    pub fn set_apart(text: &str, lines: &[usize], emphasis: &[(Range<usize>, Emphasis)]) -> Self {
        let mut words = Self::default();
        for (range, set) in stretches(text, lines, emphasis) {
            if lines.binary_search(&range.start).is_ok() {
                words.end_line();
            }
            words.push(text.get(range).unwrap_or_default(), set);
        }
        words
    }

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
        for (range, set) in stretches(&other.text, &other.lines, &other.emphasis) {
            if other.lines.binary_search(&range.start).is_ok() {
                self.end_line();
            }
            let text = other.text.get(range).unwrap_or_default();
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

/// The stretches of `text` in which no line begins and nothing is set otherwise: from where to where, and how
/// it is set.
fn stretches(
    text: &str,
    lines: &[usize],
    emphasis: &[(Range<usize>, Emphasis)],
) -> Vec<(Range<usize>, Emphasis)> {
    let ranges = emphasis.iter().flat_map(|(range, _)| [range.start, range.end]);
    let mut cuts: Vec<usize> = ranges.chain(lines.iter().copied()).chain([0, text.len()]).collect();
    cuts.retain(|cut| text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    let mut set = emphasis.iter().peekable();
    let stretch = |(start, end): (usize, usize)| {
        while set.next_if(|(range, _)| range.end <= start).is_some() {}
        let set = set.peek().filter(|(range, _)| range.contains(&start)).map(|(_, set)| *set);
        (start..end, set.unwrap_or_default())
    };
    cuts.iter().copied().zip(cuts.iter().copied().skip(1)).map(stretch).collect()
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
        assert_eq!(Words::set_apart(words.text(), words.lines(), words.emphasis()).lines, words.lines);
        assert_eq!(Words::set_apart("é", &[1, 9], &[(1..7, italic)]).text(), "é");
    }
}

//! `*italic*`, `**bold**`, `***both***`, `_underlined_`, and `\*` for a mark that is meant.

use crate::document::words::{Emphasis, Words};

/// Adds a line to `words` without its marks. Emphasis does not go over the end of a line.
pub(super) fn push_line(words: &mut Words, line: &str) {
    push(words, line, Emphasis::default());
}

/// As [`push_line`], for a line that is sung.
pub(super) fn push_sung(words: &mut Words, line: &str) {
    push(words, line, Emphasis { sung: true, ..Emphasis::default() });
}

/// Whether `line` holds anything that [`push_line`] would leave out.
pub(super) fn is_marked(line: &str) -> bool {
    line.contains(['*', '_', '\\'])
}

/// A run of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    start: usize,
    end: usize,
    /// `_`, else `*`.
    underline: bool,
}

impl Mark {
    fn len(self) -> usize {
        self.end - self.start
    }

    /// Which of the four marks this is.
    fn kind(self) -> usize {
        if self.underline { 0 } else { self.len().min(3) }
    }

    fn applied(self, to: Emphasis) -> Emphasis {
        Emphasis {
            bold: to.bold || self.kind() >= 2,
            italic: to.italic || matches!(self.kind(), 1 | 3),
            underlined: to.underlined || self.underline,
            ..to
        }
    }
}

fn push(words: &mut Words, text: &str, set: Emphasis) {
    let marks = marks(text);
    let mut hopeless = [false; 4];
    let mut from = 0;
    let mut at = 0;
    while let Some(&open) = marks.get(at) {
        at += 1;
        if open.start < from || hopeless[open.kind()] || !opens(text, open) {
            continue;
        }
        let rest = marks.get(at..).unwrap_or_default();
        let Some(closing) = rest.iter().position(|close| closes(text, open, *close)) else {
            hopeless[open.kind()] = true;
            continue;
        };
        let close = rest[closing];
        // Of a longer run, as many marks close as were opened.
        let end = close.start + open.len().min(close.len());
        push_plain(words, slice(text, from, open.start), set);
        push(words, slice(text, open.end, close.start), open.applied(set));
        from = end;
        at += closing + 1;
    }
    push_plain(words, slice(text, from, text.len()), set);
}

fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// The runs of marks in `text`; those behind a `\` are letters.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        let is_mark = matches!(character, '*' | '_') && !escaped;
        escaped = character == '\\' && !escaped;
        if !is_mark {
            continue;
        }
        match marks.last_mut() {
            Some(last) if last.end == at && character == '*' && !last.underline && last.len() < 3 => {
                last.end += 1;
            }
            _ => marks.push(Mark { start: at, end: at + 1, underline: character == '_' }),
        }
    }
    marks
}

fn opens(text: &str, mark: Mark) -> bool {
    text.get(mark.end..).and_then(|after| after.chars().next()).is_some_and(|c| !c.is_whitespace())
}

fn closes(text: &str, open: Mark, mark: Mark) -> bool {
    let same = open.underline == mark.underline
        && (mark.kind() == open.kind() || (mark.kind() == 3 && !open.underline));
    let before = text.get(..mark.start).and_then(|before| before.chars().next_back());
    same && mark.start > open.end && before.is_some_and(|c| !c.is_whitespace())
}

/// Adds words without marks; `\*` is a star.
fn push_plain(words: &mut Words, text: &str, set: Emphasis) {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let behind = rest.get(at + 1..).unwrap_or_default();
        let (before, after) =
            if behind.starts_with(['*', '_', '\\', '[', '~']) { (at, at + 1) } else { (at + 1, at + 1) };
        words.push(slice(rest, 0, before), set);
        let length = behind.chars().next().map_or(0, char::len_utf8);
        words.push(slice(rest, after, after + length), set);
        rest = rest.get(after + length..).unwrap_or_default();
    }
    words.push(rest, set);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        let mut words = Words::default();
        push_line(&mut words, line);
        let mut shown = words.text().to_owned();
        for (range, set) in words.emphasis().iter().rev() {
            let marks: String = [(set.bold, 'b'), (set.italic, 'i'), (set.underlined, 'u')]
                .iter()
                .filter_map(|(is, mark)| is.then_some(*mark))
                .collect();
            shown.insert(range.end, '>');
            shown.insert_str(range.start, &format!("<{marks}:"));
        }
        shown
    }

    #[test]
    fn marks_are_read() {
        for (line, expected) in [
            ("The *lamp* is out.", "The <i:lamp> is out."),
            ("**Out.**", "<b:Out.>"),
            ("***Out***, _she said_.", "<bi:Out>, <u:she said>."),
            ("_The **whole** line_", "<u:The> <bu:whole> <u:line>"),
            ("*so **very** dark*", "<i:so> <bi:very> <i:dark>"),
            ("Five * six * seven", "Five * six * seven"),
            ("a * b", "a * b"),
            ("an open *mark", "an open *mark"),
            (r"the \*star\* is out", "the *star* is out"),
            (r"a\b and \\", r"a\b and \"),
            ("*_both_*", "<iu:both>"),
            ("snake_case_word", "snake<u:case>word"),
            ("**", "**"),
            ("****", "****"),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn many_marks_that_never_close_take_no_time() {
        let line = "*a ".repeat(50_000);
        assert_eq!(read(&line).len(), line.trim_end().len());
    }
}

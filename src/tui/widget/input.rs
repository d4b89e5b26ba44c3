//! One line of text being typed.

use ratatui::style::{Modifier, Style};
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::clean::{clean, is_clean};

/// A line and the place in it where typing goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::tui) struct Input {
    text: String,
    /// A byte of `text` between graphemes.
    cursor: usize,
}

impl Input {
    /// What was typed.
    pub(in crate::tui) fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub(in crate::tui) fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// The line as it is shown while it is typed into: the place of the cursor reversed.
    pub(in crate::tui) fn spans(&self, style: Style) -> [Span<'_>; 3] {
        let after = &self.text[self.cursor..];
        let under = after.graphemes(true).next().unwrap_or(" ");
        let rest = after.get(under.len()..).unwrap_or_default();
        let cursor = style.add_modifier(Modifier::REVERSED);
        [Span::styled(self.before(), style), Span::styled(under, cursor), Span::styled(rest, style)]
    }

    /// Types `text` at the cursor. What a terminal could obey is replaced, as everywhere; but a joiner, which
    /// is typed before what it joins, stays as long as that is missing.
    pub(in crate::tui) fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
        let mut before = self.before().chars().rev();
        let waits = match (before.next(), before.next()) {
            (Some(joiner @ ('\u{200c}' | '\u{200d}')), Some(joined)) => {
                is_clean(&String::from_iter([joined, joiner, joined])).then_some(joiner)
            }
            _ => None,
        };
        let cleaned = clean(&self.text).into_owned();
        if let Some(joiner) = waits {
            let at = self.cursor - joiner.len_utf8();
            self.text.replace_range(..at, &cleaned[..at]);
            self.text.replace_range(self.cursor.., &cleaned[self.cursor..]);
        } else {
            self.text = cleaned;
        }
    }

    /// Moves the cursor a grapheme to the left.
    pub(in crate::tui) fn left(&mut self) {
        self.cursor -= last_grapheme(self.before());
    }

    /// Moves the cursor a grapheme to the right.
    pub(in crate::tui) fn right(&mut self) {
        self.cursor += self.text[self.cursor..].graphemes(true).next().map_or(0, str::len);
    }

    /// Moves the cursor to the beginning of the word before it.
    pub(in crate::tui) fn word_left(&mut self) {
        self.cursor -= last_word(self.before());
    }

    /// Moves the cursor to the end of the word after it.
    pub(in crate::tui) fn word_right(&mut self) {
        self.cursor += self.next_word();
    }

    /// Puts the cursor at the byte `at`, or at the last place before it where it can stand.
    pub(in crate::tui) fn go_to(&mut self, at: usize) {
        let places = self.text.grapheme_indices(true).map(|(start, _)| start).chain([self.text.len()]);
        self.cursor = places.take_while(|place| *place <= at).last().unwrap_or_default();
    }

    /// Moves the cursor to the beginning.
    pub(in crate::tui) fn start(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the end.
    pub(in crate::tui) fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Deletes the grapheme before the cursor.
    pub(in crate::tui) fn delete_back(&mut self) {
        self.delete_before(last_grapheme(self.before()));
    }

    /// Deletes the grapheme after the cursor.
    pub(in crate::tui) fn delete_forward(&mut self) {
        if self.cursor < self.text.len() {
            self.right();
            self.delete_back();
        }
    }

    /// Deletes the word before the cursor and the blanks after it.
    pub(in crate::tui) fn delete_word(&mut self) {
        self.delete_before(last_word(self.before()));
    }

    /// Deletes the word after the cursor and the blanks before it.
    pub(in crate::tui) fn delete_word_forward(&mut self) {
        self.text.replace_range(self.cursor..self.cursor + self.next_word(), "");
    }

    /// Deletes all before the cursor.
    pub(in crate::tui) fn delete_all(&mut self) {
        self.delete_before(self.cursor);
    }

    /// Deletes all after the cursor.
    pub(in crate::tui) fn delete_rest(&mut self) {
        self.text.truncate(self.cursor);
    }

    /// How many bytes the word after the cursor takes with the blanks before it.
    fn next_word(&self) -> usize {
        let after = &self.text[self.cursor..];
        let word = after.trim_start();
        after.len() - word.len() + word.find(char::is_whitespace).unwrap_or(word.len())
    }

    fn delete_before(&mut self, bytes: usize) {
        let start = self.cursor - bytes;
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }
}

/// How many bytes the last word of `text` takes with the blanks after it.
fn last_word(text: &str) -> usize {
    let before = text.trim_end().trim_end_matches(|c: char| !c.is_whitespace());
    text.len() - before.len()
}

fn last_grapheme(text: &str) -> usize {
    text.graphemes(true).next_back().map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_are_typed_before_what_they_join() {
        for (typed, text) in [
            ("\u{1f469}\u{200d}\u{1f467}", "\u{1f469}\u{200d}\u{1f467}"),
            ("\u{1f469}\u{200d}", "\u{1f469}\u{200d}"),
            ("\u{1f469}\u{200d}a", "\u{1f469}\u{fffd}a"),
            ("\u{645}\u{200c}\u{62e}", "\u{645}\u{200c}\u{62e}"),
            ("a\u{200d}b", "a\u{fffd}b"),
            ("\u{200d}", "\u{fffd}"),
            ("a\u{1b}[31m", "a [31m"),
        ] {
            let mut input = Input::default();
            typed.chars().for_each(|character| input.insert(character.encode_utf8(&mut [0; 4])));
            assert_eq!((input.text(), input.before()), (text, text));
        }
    }

    #[test]
    fn edits_by_grapheme_and_word() {
        let mut input = Input::default();
        input.insert("make a déal");
        input.left();
        input.delete_back();
        assert_eq!((input.text(), input.before()), ("make a dél", "make a dé"));
        input.delete_forward();
        input.delete_word();
        assert_eq!(input.text(), "make a ");
        input.delete_word();
        assert_eq!(input.text(), "make ");
        input.start();
        input.delete_back();
        input.right();
        input.delete_rest();
        assert_eq!(input.text(), "m");
        input.delete_all();
        assert_eq!(input.text(), "");
        input.delete_forward();
        input.left();
        input.right();
        assert_eq!(input, Input::default());
    }

    #[test]
    fn words_are_gone_over_and_deleted_whatever_stands_between_them() {
        let mut input = Input::default();
        input.insert("make  a\u{3000}déal ");
        for before in ["make  a\u{3000}", "make  ", "", ""] {
            input.word_left();
            assert_eq!(input.before(), before);
        }
        for before in ["make", "make  a", "make  a\u{3000}déal", "make  a\u{3000}déal "] {
            input.word_right();
            assert_eq!(input.before(), before);
        }
        input.delete_word();
        assert_eq!(input.text(), "make  a\u{3000}");
        input.delete_word();
        assert_eq!(input.text(), "make  ");
        input.start();
        input.delete_word_forward();
        assert_eq!(input.text(), "  ");
        input.delete_word_forward();
        assert_eq!(input, Input::default());
    }
}

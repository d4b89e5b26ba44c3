//! Which rows of a list hold what is typed.

use crate::text::fold::fold;

use super::widget::input::Input;

/// A list that can be filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// The episodes.
    Shelf,
    /// Acts and scenes.
    Outline,
    /// Who speaks.
    Speakers,
    /// Log entries.
    Logs,
}

/// What is typed to filter each of the lists.
#[derive(Debug, Default)]
pub(super) struct Filters {
    shelf: Input,
    outline: Input,
    speakers: Input,
    logs: Input,
}

impl Filters {
    /// What is typed for a list.
    pub(super) fn of(&self, list: List) -> &Input {
        match list {
            List::Shelf => &self.shelf,
            List::Outline => &self.outline,
            List::Speakers => &self.speakers,
            List::Logs => &self.logs,
        }
    }

    /// What is typed for a list, to be changed.
    pub(super) fn of_mut(&mut self, list: List) -> &mut Input {
        match list {
            List::Shelf => &mut self.shelf,
            List::Outline => &mut self.outline,
            List::Speakers => &mut self.speakers,
            List::Logs => &mut self.logs,
        }
    }

    /// The words for a list; `None` where it is not filtered.
    pub(super) fn words(&self, list: List) -> Option<Words> {
        Words::new(self.of(list).text())
    }
}

/// The words that a row is to hold, all of them, in any order; case and accents do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of what is typed; `None` where there are none.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let words: Vec<String> = fold(typed).split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// Whether `text` holds them all.
    pub(super) fn within(&self, text: &str) -> bool {
        let text = fold(text);
        self.0.iter().all(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_in_any_order() {
        let words = Words::new(" Room  lam").expect("words");
        assert!(words.within("3 Lamp room"));
        assert!(!words.within("Lamp"));
        assert_eq!(Words::new("  "), None);
    }
}

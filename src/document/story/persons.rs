//! Everybody in a story who may speak, and the spellings, titles and nouns that mean each.

use std::collections::HashMap;

use super::folding::fold;
use super::lexicon::Senses;
use super::names::Names;
use super::words::{Break, Prose};

/// Somebody who may speak.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// The fullest name that the text often gives.
    pub name: String,
    /// From -1, a woman, to 1, a man; 0 where nothing tells.
    pub gender: f32,
    /// Titles the person is given, in lower case.
    pub titles: Vec<String>,
}

/// Everybody, and whose each spelling is.
#[derive(Debug, Default)]
pub(super) struct Persons {
    /// Everybody.
    pub all: Vec<Person>,
    /// For each of [`Names::phrases`] the person it names.
    pub of_phrase: Vec<Option<usize>>,
    /// Persons spoken of by a noun in the narration, by that noun: `keeper`, `captain`.
    pub of_noun: HashMap<String, usize>,
    /// Everybody who bears a title.
    of_title: HashMap<String, Vec<usize>>,
}

impl Persons {
    /// Folds `names` into persons.
    pub(super) fn fold(names: &Names) -> Self {
        let (all, of_phrase) = fold(names);
        let mut of_title: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, person) in all.iter().enumerate() {
            for title in &person.titles {
                of_title.entry(title.clone()).or_default().push(index);
            }
        }
        Self { all, of_phrase, of_noun: HashMap::new(), of_title }
    }

    /// Everybody who bears `title`.
    pub(super) fn titled(&self, title: &str) -> &[usize] {
        self.of_title.get(title).map_or(&[], Vec::as_slice)
    }

    /// The person whom the noun at `at` speaks of, behind `the`.
    pub(super) fn of_noun_at(&self, at: usize, prose: &Prose) -> Option<usize> {
        let word = prose.words.get(at).filter(|word| !word.senses.any(Senses::GENERIC_NOUN))?;
        let person = self.of_noun.get(word.lower.as_ref())?;
        let before =
            prose.slice(at.saturating_sub(3)..at).iter().rev().take_while(|word| word.after == Break::None);
        before.into_iter().any(|word| word.lower == "the").then_some(*person)
    }

    /// Makes every spelling of `from` one of `into`.
    pub(super) fn merge(&mut self, into: usize, from: usize) {
        for owner in self.of_phrase.iter_mut().flatten().chain(self.of_noun.values_mut()) {
            if *owner == from {
                *owner = into;
            }
        }
    }
}

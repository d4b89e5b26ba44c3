//! The index of an episode, and the way from a query to its answer.

use std::collections::HashMap;
use std::ops::Range;

use crate::episode::{ElementIx, Episode};
use crate::text::fold::fold;

use super::answer::Answer;
use super::filter::{Choice, Names};
use super::lexicon::{Lexicon, LexiconBuilder};
use super::lines::{Line, lines};
use super::query::{Atom, Field, Problem, Query};
use super::{light, rank};

/// An episode made ready for searching.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The elements at the places of their indices, then what other documents say.
    lines: Vec<Line>,
    /// How many of the lines are elements.
    elements: usize,
    /// The folded texts of the lines, one after the other.
    arena: String,
    /// Where each line's text ends in the arena.
    ends: Vec<usize>,
    /// The texts of the elements that folding changes the length of; the way back needs them.
    originals: HashMap<u32, Box<str>>,
    pub(super) lexicon: Lexicon,
    names: Names,
}

impl Index {
    /// The index of `episode`; its work grows with the length of the texts.
    pub fn new(episode: &Episode) -> Self {
        let mut index =
            Self { names: Names::of(episode), elements: episode.elements.len(), ..Self::default() };
        let mut builder = LexiconBuilder::default();
        lines(episode, |line, text| {
            let number = u32::try_from(index.lines.len()).unwrap_or(u32::MAX);
            let folded = fold(text);
            builder.add(number, &folded);
            index.arena.push_str(&folded);
            index.ends.push(index.arena.len());
            if line.witness.is_none() && !text.is_ascii() {
                index.originals.insert(number, text.into());
            }
            index.lines.push(line);
        });
        index.lexicon = builder.build();
        index
    }

    /// What answers `query`.
    pub fn search(&self, query: &Query) -> Answer {
        if query.is_empty() { Answer::default() } else { rank::answer(self, query) }
    }

    /// The stretches of the element's text that answer `query`, bytes of
    /// [`Element::text`](crate::episode::Element::text) on char boundaries, in order, disjoint.
    pub fn highlights(&self, query: &Query, element: ElementIx) -> Vec<Range<usize>> {
        let number = u32::try_from(element.at()).unwrap_or(u32::MAX);
        match (self.folded(number), self.originals.get(&number)) {
            (Some(_), Some(original)) => light::in_original(self, query, original),
            (Some(folded), None) if element.at() < self.elements => light::in_folded(self, query, folded),
            _ => Vec::new(),
        }
    }

    /// What is wrong with `query` for this episode: names that nobody and nothing here goes by.
    /// [`Query::problems`] tells what is wrong with it anywhere.
    pub fn problems(&self, query: &Query) -> Vec<Problem> {
        let terms = query.groups.iter().flatten();
        terms
            .filter_map(|term| match &term.atom {
                Atom::Filter(field, value) if self.choice(*field, value).is_nothing() => Some(Problem {
                    span: term.span.clone(),
                    message: format!("no {} here is called `{value}`", field.name()),
                }),
                _ => None,
            })
            .collect()
    }

    /// All lines by number.
    pub(super) fn line_numbers(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn line(&self, number: u32) -> Option<&Line> {
        self.lines.get(number as usize)
    }

    /// The folded text of line `number`.
    pub(super) fn folded(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.arena.get(start..*self.ends.get(number)?)
    }

    pub(super) fn choice(&self, field: Field, value: &str) -> Choice {
        self.names.choice(field, value)
    }
}

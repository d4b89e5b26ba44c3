//! The search docked under the script, as values: what is asked, what answers, how that is listed.

mod asked;
mod history;
mod library;
mod listing;

use std::ops::Range;

use crate::episode::ElementIx;
use crate::search::{Answer, Index, Problem, Query};
use crate::text::fold::fold;

use super::layout::Pane;
use super::state::ScriptPane;
use super::widget::input::Input;

pub(super) use asked::{Asked, Scope, answer_to};
pub(super) use history::History;
pub(super) use library::{FarHit, FarLine, LibraryAnswer, LibrarySearch, Wish, library_answer};
pub(super) use listing::{Listing, Row, View};

/// The search: its prompt, its results, and where one came from.
#[derive(Debug, Default)]
pub(super) struct Dock {
    pub(super) input: Input,
    pub(super) history: History,
    /// What the prompt was narrowed from: the queries among whose results it searches.
    pub(super) narrowed: Vec<String>,
    pub(super) scope: Scope,
    /// What is wrong with what is typed.
    pub(super) problem: Option<Problem>,
    /// How what is typed was understood, where that is not plain to see.
    pub(super) echo: Option<String>,
    /// What was asked last. Grows with every asking: an answer to an older one is dropped.
    pub(super) generation: u64,
    /// Whether the answer to it has yet to come.
    pub(super) waiting: bool,
    pub(super) asked: Asked,
    pub(super) answer: Answer,
    pub(super) listing: Listing,
    pub(super) library: LibrarySearch,
    /// The row of the listing under the cursor.
    pub(super) cursor: usize,
    pub(super) origin: ScriptPane,
    pub(super) from: Option<Pane>,
    /// The results that were stayed with, to be walked after the search is closed.
    pub(super) kept: Option<Kept>,
}

/// Results to walk through.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    pub(super) asked: Asked,
    /// What was typed for them.
    pub(super) title: String,
    /// Their elements, in the order of the script.
    pub(super) elements: Vec<usize>,
    /// The episodes that have such results where the library was searched, in the order of the shelf.
    pub(super) episodes: Vec<usize>,
    /// Whether the next episode is being walked into, forward or back.
    pub(super) entering: Option<bool>,
}

impl Dock {
    /// What was asked, as one line: `lamp › out`.
    pub(super) fn chain(&self) -> String {
        let parts = self.narrowed.iter().map(String::as_str).chain([self.input.text().trim()]);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(LINK)
    }

    /// Takes what is in the prompt for what is asked; `index` knows the names that there are.
    pub(super) fn understand(&mut self, index: Option<&Index>) {
        let text = self.input.text();
        let typed = Query::parse(text);
        let unknown = || index.and_then(|index| index.problems(&typed).into_iter().next());
        self.problem = typed.problems().first().cloned().or_else(unknown);
        let plain = text.split_whitespace().map(fold).collect::<Vec<_>>().join(" ");
        // What binds how is only plain where nothing is joined.
        let is_plain = |echo: &String| *echo == plain && !echo.contains('|');
        self.echo = Some(typed.echo()).filter(|echo| !echo.is_empty() && !is_plain(echo));
        let narrowed = self.narrowed.iter().map(|query| Query::parse(query));
        let queries = narrowed.chain([typed]).filter(|query| !query.is_empty()).collect();
        self.asked = Asked { queries, scope: self.scope };
    }

    /// The query in the prompt, as far as there is one.
    pub(super) fn query(&self) -> Option<&Query> {
        self.asked.queries.get(self.narrowed.len())
    }

    /// What is asked, else what was kept.
    fn lasting(&self) -> &Asked {
        match &self.kept {
            Some(kept) if self.asked.is_empty() => &kept.asked,
            _ => &self.asked,
        }
    }

    /// Whether nothing is asked and nothing kept.
    pub(super) fn is_over(&self) -> bool {
        self.lasting().is_empty()
    }

    /// The stretches of the element's text that answer what is asked, else what was kept: in order,
    /// disjoint.
    pub(super) fn lit(&self, index: &Index, element: ElementIx) -> Vec<Range<usize>> {
        let queries = &self.lasting().queries;
        let mut lit: Vec<_> = queries.iter().flat_map(|query| index.highlights(query, element)).collect();
        lit.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(lit.len());
        for range in lit {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        joined
    }

    /// The element that the row under the cursor leads to.
    pub(super) fn target(&self) -> Option<usize> {
        self.listing.target(&self.answer, self.cursor)
    }

    /// The line of the library that the row under the cursor leads to.
    pub(super) fn far_hit(&self) -> Option<&FarHit> {
        self.far_hit_of(self.cursor)
    }

    /// The line of the library that the row `at` leads to.
    pub(super) fn far_hit_of(&self, at: usize) -> Option<&FarHit> {
        match *self.listing.rows.get(at)? {
            Row::KeyWord(at) if self.listing.is_far => {
                self.library.answer.hits.get(self.listing.key_words.get(at)?.hit)
            }
            Row::Far(at) => self.library.answer.hits.get(at),
            Row::FarTold(at) => self.library.answer.elsewhere.get(at),
            _ => None,
        }
    }

    /// Takes `answer`, if it is to what was asked last.
    pub(super) fn take(&mut self, generation: u64, answer: Answer) -> bool {
        let wanted = generation == self.generation;
        if wanted {
            self.waiting = false;
            self.answer = answer;
        }
        wanted
    }

    /// Lets go of what belongs to the episode that is left.
    pub(super) fn leave_episode(&mut self) {
        self.scope = Scope::Episode;
        self.listing.forget_folds();
        if let Some(kept) = &mut self.kept {
            kept.asked.scope = Scope::Episode;
            kept.elements.clear();
        }
    }

    /// Asks nothing any more and keeps nothing; what was typed can be asked again.
    pub(super) fn forget(&mut self) {
        self.asked = Asked::default();
        self.answer = Answer::default();
        self.generation += 1;
        self.waiting = false;
        self.kept = None;
    }
}

/// What stands between a query and the one that narrows it.
pub(super) const LINK: &str = " › ";

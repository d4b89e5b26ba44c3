//! The index of an episode, and the way from a query to its answer.

use std::ops::Range;

use crate::episode::{ElementIx, Episode};

use super::answer::Answer;
use super::findings::Findings;
use super::hits::Hits;
use super::light;
use super::plan::{Plan, unknown_names};
use super::query::{Problem, Query};
use super::rank;
use super::segment::{Segment, SegmentBuilder};

/// An episode made ready for searching.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The episode is all of it, so that its elements are the first lines.
    segment: Segment,
}

impl Index {
    /// The index of `episode`; its work grows with the length of the texts.
    pub fn new(episode: &Episode) -> Self {
        let mut builder = SegmentBuilder::default();
        builder.add(episode, "");
        Self { segment: builder.build() }
    }

    /// What answers `query`.
    pub fn search(&self, query: &Query) -> Answer {
        if query.is_empty() {
            return Answer::default();
        }
        let mut found = self.found(query, false);
        if found.is_empty() && is_doubtful(query) {
            found = self.found(query, true);
        }
        Findings::of(&self.segment, found).answer(&self.segment, self.segment.lines())
    }

    fn found(&self, query: &Query, doubtful: bool) -> Hits {
        let plan = Plan::new(query, std::iter::once(&self.segment), doubtful);
        rank::found(&self.segment, &plan, None, &|| false).unwrap_or_default()
    }

    /// The stretches of the element's text that answer `query`, bytes of
    /// [`Element::text`](crate::episode::Element::text) on char boundaries, in order, disjoint.
    pub fn highlights(&self, query: &Query, element: ElementIx) -> Vec<Range<usize>> {
        if self.segment.element(element.0).is_none() {
            return Vec::new();
        }
        let plan = Plan::new(query, std::iter::once(&self.segment), false);
        light::stretches(&plan, self.segment.text(element.0))
    }

    /// What is wrong with `query` for this episode: names that nobody and nothing here goes by.
    /// [`Query::problems`] tells what is wrong with it anywhere.
    pub fn problems(&self, query: &Query) -> Vec<Problem> {
        unknown_names(query, std::iter::once(&self.segment))
    }
}

/// Whether a query that finds nothing may have a slip that made another word of the text: only lines
/// with the rest of the query can tell, so a query of one word never has.
pub(super) fn is_doubtful(query: &Query) -> bool {
    query.plain_words() != 1
}

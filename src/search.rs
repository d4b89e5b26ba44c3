//! The query language and its answers.

use std::ops::Range;

use crate::episode::{ElementIx, Episode};
use crate::text::fold::Folded;
use crate::text::span::Span;

/// A query.
#[derive(Debug, Clone, Default)]
pub struct Query {
    text: String,
}
/// A fault in a query.
#[derive(Debug, Clone)]
pub struct Problem {
    /// where
    pub span: Range<usize>,
    /// what
    pub message: String,
}
impl Query {
    /// p
    pub fn parse(text: &str) -> Self {
        Self { text: crate::text::fold::fold(text.trim()) }
    }
    /// p
    pub fn problems(&self) -> &[Problem] {
        &[]
    }
    /// p
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}
/// i
#[derive(Debug)]
pub struct Index {
    lines: Vec<Folded>,
}
/// h
#[derive(Debug, Clone)]
pub struct Hit {
    /// e
    pub element: ElementIx,
}
/// a
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// h
    pub hits: Vec<Hit>,
    /// e
    pub exact: usize,
    /// n
    pub near: usize,
}
impl Index {
    /// n
    pub fn new(episode: &Episode) -> Self {
        Self { lines: episode.elements.iter().map(|e| Folded::new(&e.text)).collect() }
    }
    /// s
    pub fn search(&self, query: &Query) -> Answer {
        let hits: Vec<Hit> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.text.contains(&query.text))
            .map(|(at, _)| Hit { element: ElementIx::new(at) })
            .collect();
        Answer { exact: hits.len(), hits, near: 0 }
    }
    /// h
    pub fn highlights(&self, query: &Query, element: ElementIx) -> Vec<Range<usize>> {
        let Some(line) = self.lines.get(element.at()) else { return Vec::new() };
        line.text
            .match_indices(&query.text)
            .map(|(at, m)| line.to_original(Span::new(at, at + m.len())))
            .map(|s| s.start..s.end)
            .collect()
    }
}

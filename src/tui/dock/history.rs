//! The queries of before, and going back and forth among them.

use crate::journal::QUERIES_KEPT;

/// Queries, the oldest first.
#[derive(Debug, Default)]
pub(in crate::tui) struct History {
    past: Vec<String>,
    /// Which of them is shown; `None` for what is being typed.
    at: Option<usize>,
    /// What was being typed before one went back.
    draft: String,
}

impl History {
    /// The queries of earlier runs, the oldest first.
    pub(in crate::tui) fn of<'q>(asked: impl Iterator<Item = &'q str>) -> Self {
        Self { past: asked.map(str::to_owned).collect(), ..Self::default() }
    }

    /// Remembers `query` as the latest; a query is remembered once. Gives what is new in that: the query,
    /// unless it was the latest before.
    pub(in crate::tui) fn add(&mut self, query: &str) -> Option<&str> {
        self.at = None;
        let query = query.trim();
        if query.is_empty() || self.past.last().is_some_and(|latest| latest == query) {
            return None;
        }
        self.past.retain(|past| past != query);
        self.past.push(query.to_owned());
        let surplus = self.past.len().saturating_sub(QUERIES_KEPT);
        self.past.drain(..surplus);
        self.past.last().map(String::as_str)
    }

    /// The query before the one that is shown; `typed` is what is in the prompt now.
    pub(in crate::tui) fn older(&mut self, typed: &str) -> Option<&str> {
        let newest = self.at.unwrap_or(self.past.len());
        // The query that stands in the prompt anyway is no step back.
        let at = (0..newest).rev().find(|at| self.past.get(*at).is_some_and(|past| past != typed))?;
        if self.at.is_none() {
            typed.clone_into(&mut self.draft);
        }
        self.at = Some(at);
        self.past.get(at).map(String::as_str)
    }

    /// The query after the one that is shown; after the latest, what was being typed.
    pub(in crate::tui) fn newer(&mut self) -> Option<&str> {
        let next = self.at? + 1;
        self.at = (next < self.past.len()).then_some(next);
        Some(self.past.get(next).map_or(self.draft.as_str(), String::as_str))
    }

    /// What is in the prompt was typed.
    pub(in crate::tui) fn typed(&mut self) {
        self.at = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_and_forth_and_returns_to_what_was_being_typed() {
        let mut history = History::default();
        assert_eq!(history.older("x"), None);
        for (query, new) in [
            ("fog", Some("fog")),
            ("lamp", Some("lamp")),
            ("  ", None),
            ("fog", Some("fog")),
            ("fog ", None),
            ("out ", Some("out")),
        ] {
            assert_eq!(history.add(query), new);
        }
        assert_eq!(history.older("dra"), Some("out"));
        assert_eq!(history.older("out"), Some("fog"));
        assert_eq!(history.older("fog"), Some("lamp"));
        assert_eq!(history.older("lamp"), None);
        assert_eq!(history.newer(), Some("fog"));
        assert_eq!(history.newer(), Some("out"));
        assert_eq!(history.newer(), Some("dra"));
        assert_eq!(history.newer(), None);
        assert_eq!(history.older("out"), Some("fog"), "what is shown is not shown again");
    }

    #[test]
    fn forgets_the_oldest() {
        let mut history = History::default();
        (0..=QUERIES_KEPT).for_each(|at| assert!(history.add(&at.to_string()).is_some()));
        assert_eq!((history.past.len(), history.past.first().map(String::as_str)), (QUERIES_KEPT, Some("1")));
    }
}

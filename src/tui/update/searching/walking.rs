//! Walking results after the search is closed: through the episode, and from one to the next where the
//! library was searched.

use crate::search::Answer;
use crate::tui::dock::{Kept, Wish, answer_to};
use crate::tui::state::State;

impl State {
    /// Keeps the results there are, if there are any, to be walked.
    pub(super) fn keep_results(&mut self) {
        let elements = walked(&self.search.answer);
        if !elements.is_empty() {
            let (asked, title) = (self.search.asked.clone(), self.search.chain());
            self.search.kept = Some(Kept { asked, title, elements, episodes: Vec::new(), entering: None });
        }
    }

    /// Asks for what is kept again: the episode on the table is another, or was read anew.
    pub(in crate::tui::update) fn keep_again(&mut self) {
        let Some(kept) = &mut self.search.kept else { return };
        if let Some(answer) = answer_to(&kept.asked, &self.table) {
            kept.elements = walked(&answer);
        }
    }

    /// Asks for the episode `entry`, to be walked into forward from its first hit or back from its last.
    pub(super) fn enter_episode(&mut self, entry: usize, forward: bool) {
        if Some(entry) == self.opened {
            self.keep_again();
            return self.arrive(forward);
        }
        if let Some(kept) = &mut self.search.kept {
            kept.entering = Some(forward);
        }
        self.search.library.wish = Some(Wish::Open(entry));
    }

    /// Goes to the hit that the open episode was entered for, if it was.
    pub(in crate::tui::update) fn arrive_if_entered(&mut self) {
        if let Some(forward) = self.search.kept.as_mut().and_then(|kept| kept.entering.take()) {
            self.arrive(forward);
        }
    }

    fn arrive(&mut self, forward: bool) {
        let hits = self.search.kept.as_ref().map_or(&[][..], |kept| &kept.elements);
        let hit = if forward { hits.first() } else { hits.last() };
        if let Some(element) = hit.copied() {
            self.jump(element);
            self.say_hit(false);
        }
    }

    /// The next or previous of the episodes that were kept; `None` where there is no other. After the
    /// last comes the first.
    fn next_episode(&self, forward: bool) -> Option<usize> {
        let episodes = &self.search.kept.as_ref()?.episodes;
        let here = episodes.iter().position(|entry| Some(*entry) == self.opened);
        let (here, count) = (here?, episodes.len());
        let next = if forward { (here + 1) % count } else { (here + count - 1) % count };
        episodes.get(next).copied().filter(|_| next != here)
    }

    /// Goes to the next or previous of the results that were kept, or of those that are listed, in the
    /// order of the script.
    pub(in crate::tui::update) fn walk_hits(&mut self, forward: bool) {
        if self.search.kept.is_none() && self.search.asked.is_empty() {
            self.ask();
        }
        if self.search.kept.is_none() || self.arrangement.searching {
            self.keep_results();
        }
        let hits = self.search.kept.as_ref().map_or(&[][..], |kept| &kept.elements);
        let current = self.script.current;
        let next = if forward {
            hits.iter().find(|hit| **hit > current).or(hits.first())
        } else {
            hits.iter().rev().find(|hit| **hit < current).or(hits.last())
        };
        let wrapped = next.is_some_and(|next| if forward { *next <= current } else { *next >= current });
        let next = next.copied();
        if let Some(entry) = self.next_episode(forward).filter(|_| wrapped || next.is_none()) {
            return self.enter_episode(entry, forward);
        }
        match next {
            Some(element) => {
                self.jump(element);
                self.say_hit(wrapped);
            }
            None => self.say("no search to go on with"),
        }
    }

    /// Says which of the kept results one is at.
    pub(super) fn say_hit(&mut self, wrapped: bool) {
        let Some(kept) = &self.search.kept else { return };
        if let Ok(at) = kept.elements.binary_search(&self.script.current) {
            let wrapped = if wrapped { ", from the other end" } else { "" };
            let here = kept.episodes.iter().position(|entry| Some(*entry) == self.opened);
            let within = here.filter(|_| kept.episodes.len() > 1).map_or_else(String::new, |here| {
                format!(", episode {} of {}", here + 1, kept.episodes.len())
            });
            let said = format!("hit {} of {}{within}{wrapped}: {}", at + 1, kept.elements.len(), kept.title);
            self.say(said);
        }
    }
}

/// The lines to walk: those that answer exactly, where there are any; in the order of the script.
fn walked(answer: &Answer) -> Vec<usize> {
    let exact = answer.hits.get(..answer.exact).filter(|exact| !exact.is_empty());
    let hits = exact.unwrap_or(&answer.hits);
    let mut elements: Vec<usize> = hits.iter().map(|hit| hit.element.at()).collect();
    elements.sort_unstable();
    elements.dedup();
    elements
}

//! The search: typing a query, going along with the hits, returning or staying.

use crate::episode::ElementIx;
use crate::search::{Answer, Query};
use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::state::State;

impl State {
    /// Opens the search with an empty query, or with the last one.
    pub(super) fn open_search(&mut self, resume: bool) {
        self.arrangement.zen = false;
        self.find.forget();
        if !self.arrangement.searching {
            self.search.origin = self.script;
            self.search.from = Some(self.arrangement.focus);
        }
        self.arrangement.searching = true;
        if !resume {
            self.search.input.end();
            self.search.input.delete_all();
            self.search.cursor = 0;
        }
        let cursor = self.search.cursor;
        self.focus(Pane::Search);
        self.ask();
        self.search.cursor = cursor.min(self.search.answer.hits.len().saturating_sub(1));
        self.follow_hit();
    }

    /// Carries out `action` where it belongs to the query and its hits.
    pub(super) fn act_on_query(&mut self, action: Action) -> bool {
        let page = usize::from(self.places().inside(Pane::Search).height).max(3) - 2;
        let last = self.search.answer.hits.len().saturating_sub(1);
        let cursor = self.search.cursor;
        let to = match action {
            Action::HitDown => cursor + 1,
            Action::HitUp => cursor.saturating_sub(1),
            Action::HitPageDown => cursor + page,
            Action::HitPageUp => cursor.saturating_sub(page),
            _ => return self.leave_search(action),
        };
        self.search.cursor = to.min(last);
        self.follow_hit();
        true
    }

    fn leave_search(&mut self, action: Action) -> bool {
        match action {
            Action::Accept => {
                self.stay();
                self.close_search(Pane::Script);
                self.say_hit(false);
            }
            Action::Keep => {
                self.stay();
                self.search.origin = self.script;
                self.focus(Pane::Script);
            }
            Action::LeavePrompt => self.focus_next(false),
            Action::LeavePromptBack => self.focus_next(true),
            Action::Cancel => self.cancel_search(),
            _ => return false,
        }
        true
    }

    /// Closes the search and returns to where one was.
    pub(super) fn cancel_search(&mut self) {
        let from = self.search.from.unwrap_or(Pane::Script);
        self.close_search(from);
        self.search.query = None;
        self.search.answer = Answer::default();
        self.show(self.search.origin);
    }

    fn close_search(&mut self, to: Pane) {
        self.arrangement.searching = false;
        self.focus(to);
    }

    /// Makes the way back lead to where the search began.
    fn stay(&mut self) {
        if self.script.current != self.search.origin.current {
            self.jumps.back.push(self.search.origin);
            self.jumps.forward.clear();
        }
    }

    /// Asks anew after the query has changed.
    pub(super) fn search_again(&mut self) {
        self.search.cursor = 0;
        self.ask();
        self.follow_hit();
    }

    /// Asks the index what is in the prompt.
    pub(super) fn ask(&mut self) {
        let query = Query::parse(self.search.input.text());
        self.search.answer = match &self.table.index {
            Some(index) if !query.is_empty() => index.search(&query),
            _ => Answer::default(),
        };
        self.search.query = (!query.is_empty()).then_some(query);
    }

    /// The line that the query is the id of: `9.06`.
    pub(in crate::tui) fn line_asked_for(&self) -> Option<usize> {
        let id = self.search.input.text().trim().parse().ok()?;
        self.table.episode.find(id).map(ElementIx::at)
    }

    /// Shows the line of the hit under the cursor, or the line whose id was typed; without one, where
    /// the search began.
    fn follow_hit(&mut self) {
        match self.line_asked_for().or(self.hit().map(|hit| hit.element.at())) {
            Some(element) => self.glance(element),
            None if self.arrangement.searching => self.show(self.search.origin),
            None => {}
        }
    }

    /// Goes to the next or previous hit of the last search, in the order of the script.
    pub(super) fn walk_hits(&mut self, forward: bool) {
        if self.search.query.is_none() {
            self.ask();
        }
        let mut hits: Vec<usize> = self.walked().iter().map(|hit| hit.element.at()).collect();
        hits.sort_unstable();
        hits.dedup();
        let current = self.script.current;
        let next = if forward {
            hits.iter().find(|hit| **hit > current).or(hits.first())
        } else {
            hits.iter().rev().find(|hit| **hit < current).or(hits.last())
        };
        let wrapped = next.is_some_and(|next| if forward { *next <= current } else { *next >= current });
        match next.copied() {
            Some(element) => {
                self.jump(element);
                self.say_hit(wrapped);
            }
            None => self.say("no search to go on with"),
        }
    }

    /// The hits that are walked: the exact ones, where there are any.
    fn walked(&self) -> &[crate::search::Hit] {
        let answer = &self.search.answer;
        if answer.exact > 0 { answer.hits.get(..answer.exact).unwrap_or(&answer.hits) } else { &answer.hits }
    }

    fn say_hit(&mut self, wrapped: bool) {
        let mut hits: Vec<usize> = self.walked().iter().map(|hit| hit.element.at()).collect();
        hits.sort_unstable();
        if let Some(at) = hits.iter().position(|hit| *hit == self.script.current) {
            let wrapped = if wrapped { ", from the other end" } else { "" };
            self.say(format!("hit {} of {}{wrapped}: {}", at + 1, hits.len(), self.search.input.text()));
        }
    }
}

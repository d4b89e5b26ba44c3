//! The search: typing a query, going along with the hits, returning or staying.

mod library;
mod results;
mod walking;

use crate::episode::ElementIx;
use crate::journal::Record;
use crate::search::{Answer, Query};
use crate::tui::action::Action;
use crate::tui::dock::{Asked, Scope, answer_to};
use crate::tui::layout::Pane;
use crate::tui::state::State;

impl State {
    /// Opens the search with an empty query, or with the last one and its place.
    pub(super) fn open_search(&mut self, resume: bool) {
        self.arrangement.zen = false;
        self.find.forget();
        if !self.arrangement.searching {
            self.search.origin = self.script;
            self.search.from = Some(self.arrangement.focus);
        }
        self.arrangement.searching = true;
        let gone_to = std::mem::take(&mut self.search.library.gone_to);
        if !resume {
            self.search.input = Default::default();
            self.search.narrowed.clear();
            self.search.scope = Scope::Episode;
            self.search.cursor = 0;
        } else if gone_to {
            self.search.scope = Scope::Library;
            self.search.cursor = self.search.library.cursor;
        }
        if self.opened.is_none() {
            self.search.scope = Scope::Library;
        }
        self.search.history.typed();
        self.focus(Pane::Search);
        self.ask();
        self.follow_hit();
    }

    /// Carries out `action` where it belongs to the query and its hits.
    pub(super) fn act_on_query(&mut self, action: Action) -> bool {
        match action {
            Action::OlderQuery => self.recall(true),
            Action::NewerQuery => self.recall(false),
            Action::SearchWithin => self.search_within(),
            Action::SearchWider => self.search_wider(),
            Action::Scope => self.next_scope(),
            _ => return self.act_on_results(action) || self.leave_search(action),
        }
        true
    }

    fn leave_search(&mut self, action: Action) -> bool {
        match action {
            Action::Accept if self.go_far() => {}
            Action::Accept => {
                self.stay();
                self.close_search(Pane::Script);
                if !self.search.answer.hits.is_empty() {
                    self.say_hit(false);
                }
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

    /// Closes the search and returns to where one was. What was kept before stays kept.
    pub(super) fn cancel_search(&mut self) {
        let from = self.search.from.unwrap_or(Pane::Script);
        self.remember_query();
        self.close_search(from);
        self.search.asked = Asked::default();
        self.search.take(self.search.generation, Answer::default());
        self.list_again();
        self.show(self.search.origin);
        if self.opened.is_none() {
            self.show_shelf();
        }
    }

    fn close_search(&mut self, to: Pane) {
        self.arrangement.searching = false;
        self.focus(to);
    }

    /// Keeps the results, and makes the way back lead to where the search began.
    fn stay(&mut self) {
        self.remember_query();
        self.keep_results();
        if self.script.current != self.search.origin.current {
            self.jumps.back.push(self.search.origin);
            self.jumps.forward.clear();
        }
    }

    fn remember_query(&mut self) {
        if let Some(query) = self.search.history.add(self.search.input.text()) {
            self.own.keep(Record::Asked { query: query.to_owned() });
        }
    }

    /// Puts an older query into the prompt, or a newer one.
    fn recall(&mut self, older: bool) {
        let search = &mut self.search;
        let recalled = if older { search.history.older(search.input.text()) } else { search.history.newer() };
        match recalled.map(str::to_owned) {
            Some(query) => {
                self.put_query(&query);
                self.ask_from_the_top();
            }
            None if older => self.say("no query before this one"),
            None => {}
        }
    }

    fn put_query(&mut self, query: &str) {
        self.search.input = Default::default();
        self.search.input.insert(query);
    }

    /// Searches on among the results: what was asked stays a condition.
    fn search_within(&mut self) {
        if self.search.query().is_none_or(Query::is_empty) || self.search.answer.hits.is_empty() {
            return self.say("no results to search on among");
        }
        self.remember_query();
        let typed = self.search.input.text().trim().to_owned();
        self.search.narrowed.push(typed);
        self.put_query("");
        self.ask_from_the_top();
    }

    /// Takes the last narrowing back.
    pub(super) fn search_wider(&mut self) {
        match self.search.narrowed.pop() {
            Some(query) => {
                self.put_query(&query);
                self.ask_from_the_top();
            }
            None => self.say("these are all results"),
        }
    }

    /// Whether there is nothing left to delete but a narrowing.
    pub(super) fn can_take_back(&self) -> bool {
        self.search.input.text().is_empty() && !self.search.narrowed.is_empty()
    }

    /// Searches the next scope in turn: of the scene and the speaker of where the search began, or of
    /// the speaker whose lines are lit.
    fn next_scope(&mut self) {
        if self.opened.is_none() {
            return self.say("no episode is open yet: all are searched");
        }
        let here = self.table.episode.elements.get(self.search.origin.current);
        let scene = here.and_then(|element| element.scene);
        let speaker = here.and_then(|element| element.speakers.first().copied());
        let library = self.has_library();
        self.search.scope = self.search.scope.next(library, scene, self.speakers.choice.only().or(speaker));
        self.ask_from_the_top();
    }

    /// Asks anew after the query was typed.
    pub(super) fn search_again(&mut self) {
        self.search.history.typed();
        self.ask_from_the_top();
    }

    fn ask_from_the_top(&mut self) {
        self.search.cursor = 0;
        self.ask();
        // Until an answer comes the last one is shown, with the cursor on a row of it.
        self.search.cursor = self.search.listing.stop_near(self.search.cursor);
        self.follow_hit();
    }

    /// Asks what is in the prompt. One episode answers at once, as soon as it can be searched; until an
    /// answer comes the one before is shown.
    pub(super) fn ask(&mut self) {
        if self.search.scope == Scope::Library {
            return self.ask_library();
        }
        let search = &mut self.search;
        search.understand(self.table.index.as_deref());
        search.generation += 1;
        search.waiting = true;
        if let Some(answer) = answer_to(&search.asked, &self.table) {
            let generation = search.generation;
            self.take_answer(generation, answer);
        }
    }

    /// Lists `answer`, unless something else has been asked since.
    fn take_answer(&mut self, generation: u64, answer: Answer) {
        if self.search.take(generation, answer) {
            self.list_answer();
            // An answer that was waited for leads the script along like one that came at once.
            if self.arrangement.focus == Pane::Search {
                self.follow_hit();
            }
        }
    }

    /// Makes the rows of an answer that has come; a cursor that was on the first row is on the first again.
    pub(super) fn list_answer(&mut self) {
        let first = self.search.cursor <= self.search.listing.stop_near(0);
        self.list_again();
        let search = &mut self.search;
        search.cursor = search.listing.stop_near(if first { 0 } else { search.cursor });
    }

    /// The line that the query is the id of: `9.06`.
    pub(in crate::tui) fn line_asked_for(&self) -> Option<usize> {
        let id = self.search.input.text().trim().parse().ok()?;
        self.table.episode.find(id).map(ElementIx::at)
    }

    /// Shows the line of the row under the cursor, or the line whose id was typed; without one, where
    /// the search began.
    fn follow_hit(&mut self) {
        match self.line_asked_for().or(self.search.target()).or(self.near_by()) {
            Some(element) => {
                let found = self.search.listing.found(self.search.cursor);
                let lit = || self.answering(element).first().map(|range| range.start);
                self.show_words(element, found.or_else(lit).unwrap_or_default());
            }
            None if self.arrangement.searching => self.show(self.search.origin),
            None => {}
        }
    }
}

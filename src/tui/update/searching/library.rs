//! The search in the whole library: asking the background, taking its answer, going to a line of
//! another episode.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::library::processors;
use crate::search::Grouping;
use crate::tui::dock::{Kept, LibraryAnswer, Row, Scope, View, Wish, library_answer};
use crate::tui::event::Outbox;
use crate::tui::indexing::{self, Indexed};
use crate::tui::layout::Pane;
use crate::tui::runtime::Effect;
use crate::tui::state::{Jumps, ScriptPane, State};
use crate::tui::update::failing::{INDEXING, SEARCHING};
use crate::tui::update::{Effects, Loaded};

/// Says that a search is over, however it ended.
struct Reply {
    outbox: Outbox<Loaded>,
    generation: u64,
    answer: Option<LibraryAnswer>,
}

impl Drop for Reply {
    fn drop(&mut self) {
        let (generation, answer) = (self.generation, self.answer.take());
        self.outbox.send(Loaded::FromLibrary { generation, answer });
    }
}

impl State {
    /// Whether there are several episodes to search.
    pub(super) fn has_library(&self) -> bool {
        self.shelf.entries.len() > 1
    }

    /// Opens the search of all episodes, from the list of them.
    pub(in crate::tui::update) fn search_from_shelf(&mut self) {
        self.overlay = None;
        self.open_search(false);
        if self.has_library() {
            self.search.scope = Scope::Library;
        }
    }

    /// Asks the library what is in the prompt; the answer comes later.
    pub(super) fn ask_library(&mut self) {
        let search = &mut self.search;
        search.understand(None);
        search.generation += 1;
        search.library.want(search.generation);
        search.waiting = !search.asked.is_empty();
        if search.waiting {
            search.library.wish = Some(Wish::Answer);
        } else {
            search.library.answer = LibraryAnswer::default();
            self.list_again();
        }
    }

    /// What the background is to do for the search.
    pub(in crate::tui::update) fn library_effects(&mut self) -> Effects {
        match self.search.library.wish.take() {
            None => Vec::new(),
            Some(Wish::Open(entry)) => self.open(entry),
            Some(Wish::Answer) => self.search_library(),
        }
    }

    fn search_library(&mut self) -> Effects {
        let Some(index) = self.search.library.index.clone() else { return self.make_index() };
        if self.search.library.searching {
            // It is called off; its end asks again.
            return Vec::new();
        }
        self.search.library.searching = true;
        let (generation, queries) = (self.search.generation, self.search.asked.queries.clone());
        let context = match self.search.listing.view {
            View::Lines => self.search.listing.context,
            View::KeyWords(_) => 0,
        };
        let wanted = Arc::clone(&self.search.library.wanted);
        let job = move |outbox: Outbox<Loaded>| {
            let mut reply = Reply { outbox, generation, answer: None };
            let stop = || wanted.load(Ordering::Relaxed) != generation;
            reply.answer = library_answer(&index, &queries, context, processors(), &stop);
        };
        vec![Effect::Spawn { name: SEARCHING.into(), job: Box::new(job) }]
    }

    /// Has the index made, unless it is being made or the list of episodes is not whole yet: the end of
    /// either asks again.
    fn make_index(&mut self) -> Effects {
        let library = &mut self.search.library;
        if library.making.is_some() || self.episodes.progress.is_some() {
            return Vec::new();
        }
        library.making = Some((0, self.shelf.entries.len()));
        library.stale = false;
        let (entries, cache) = (self.shelf.entries.clone(), self.episodes.cache.clone());
        let key = self.episodes.library.as_ref().map(|library| library.key()).unwrap_or_default();
        let job = move |outbox: Outbox<Loaded>| indexing::make(&entries, &key, &cache, &outbox);
        vec![Effect::Spawn { name: INDEXING.into(), job: Box::new(job) }]
    }

    /// Takes how far the index is, or the index.
    pub(in crate::tui::update) fn take_index(&mut self, indexed: Indexed) {
        let library = &mut self.search.library;
        match indexed {
            Indexed::Progress(ready) => {
                library.making = library.making.map(|(_, all)| (ready, all));
            }
            Indexed::Ready(index) => {
                library.making = None;
                library.index = Some(index).filter(|_| !library.stale);
                self.ask_library_again();
            }
        }
    }

    /// The list of episodes has changed: what was made of the old one is of no use.
    pub(in crate::tui::update) fn forget_index(&mut self) {
        self.search.library.index = None;
        self.search.library.stale = true;
        self.ask_library_again();
    }

    /// Asks the library for what it could not answer until now.
    pub(in crate::tui::update) fn ask_library_again(&mut self) {
        if self.search.scope == Scope::Library && self.search.waiting {
            self.search.library.wish = Some(Wish::Answer);
        }
    }

    /// Lists what the library answers, unless something else has been asked since: then that is asked now.
    pub(in crate::tui::update) fn take_library_answer(
        &mut self,
        generation: u64,
        answer: Option<LibraryAnswer>,
    ) {
        self.search.library.searching = false;
        if generation != self.search.generation {
            return self.ask_library_again();
        }
        self.search.waiting = false;
        let Some(answer) = answer.filter(|_| self.search.scope == Scope::Library) else { return };
        self.search.library.answer = answer;
        self.list_answer();
        self.follow_hit();
    }

    /// The element of the row under the cursor, where it is one of the episode on the table.
    pub(super) fn near_by(&self) -> Option<usize> {
        let hit = self.search.far_hit()?;
        hit.element.filter(|_| Some(hit.entry) == self.opened)
    }

    /// Goes to the line under the cursor, in whatever episode it is; false where another scope than the
    /// library is searched.
    pub(super) fn go_far(&mut self) -> bool {
        if self.search.scope != Scope::Library {
            return false;
        }
        self.remember_query();
        if let Some(Row::Named(at)) = self.search.listing.rows.get(self.search.cursor) {
            let at = *at;
            self.go_to_named(at);
            return true;
        }
        let Some(hit) = self.search.far_hit() else {
            self.say("no line to go to");
            return true;
        };
        let (entry, element) = (hit.entry, hit.element.unwrap_or_default());
        self.search.library.gone_to = true;
        self.search.library.cursor = self.search.cursor;
        self.keep_of_library();
        self.close_search(Pane::Script);
        if Some(entry) == self.opened {
            self.keep_again();
            self.jump(element);
        } else {
            let place = ScriptPane { current: element, ..ScriptPane::default() };
            self.left.insert(entry, (place, Jumps::default()));
            self.search.library.wish = Some(Wish::Open(entry));
        }
        true
    }

    /// Searches on among the lines of the speaker at `at` among the names, or goes to the first hit of
    /// the episode there.
    fn go_to_named(&mut self, at: usize) {
        let answer = &self.search.library.answer;
        match self.search.listing.grouping {
            Some(Grouping::Episode) => {
                let Some((_, _, entry)) = answer.episodes.get(at) else { return };
                let entry = *entry;
                self.search.library.gone_to = true;
                self.search.library.cursor = self.search.cursor;
                self.keep_of_library();
                self.close_search(Pane::Script);
                self.enter_episode(entry, true);
            }
            by => {
                let Some((name, _)) = by.and_then(|by| answer.name(by, at)) else { return };
                let asked = format!("{} @{}", self.search.input.text().trim(), name.replace(' ', "\\ "));
                self.search.listing.grouping = None;
                self.put_query(&asked);
                self.ask_from_the_top();
            }
        }
    }

    /// Keeps what the library answers, to be walked from episode to episode.
    fn keep_of_library(&mut self) {
        let ranks = self.ranks_of_entries();
        let mut episodes = self.search.library.answer.walked.clone();
        episodes.sort_by_key(|entry| ranks.get(*entry).copied());
        let (asked, title) = (self.search.asked.within_episode(), self.search.chain());
        self.search.kept = Some(Kept { asked, title, elements: Vec::new(), episodes, entering: None });
    }

    /// For each entry of the shelf its place in the list of episodes.
    pub(super) fn ranks_of_entries(&self) -> Vec<usize> {
        let sections = self.shelf.sections(self.episodes.order);
        let mut ranks = vec![usize::MAX; self.shelf.entries.len()];
        for (rank, entry) in sections.into_iter().flat_map(|section| section.entries).enumerate() {
            if let Some(place) = ranks.get_mut(entry) {
                *place = rank;
            }
        }
        ranks
    }
}

//! The results under the query: going through them, grouping them, seeing them in context.

use crate::tui::action::Action;
use crate::tui::dock::{Row, Scope, View};
use crate::tui::state::State;
use crate::tui::view;

impl State {
    /// Carries out `action` where it belongs to the results.
    pub(super) fn act_on_results(&mut self, action: Action) -> bool {
        let search = &self.search;
        let (listing, at) = (&search.listing, search.cursor);
        let page = || view::results_seen(self).len().saturating_sub(1).max(1);
        let to = match action {
            Action::HitDown => listing.moved(at, 1, true),
            Action::HitUp => listing.moved(at, 1, false),
            Action::HitPageDown => listing.moved(at, page(), true),
            Action::HitPageUp => listing.moved(at, page(), false),
            Action::NextGroup => listing.next_head(at, true),
            Action::PreviousGroup => listing.next_head(at, false),
            _ => return self.change_listing(action),
        };
        self.search.cursor = to;
        self.follow_hit();
        true
    }

    /// Goes to what stands at the row `y` of the pane; a group folds or unfolds.
    pub(in crate::tui::update) fn choose_result(&mut self, y: usize) {
        let Some(at) = view::result_at(self, y).filter(|at| self.search.listing.stop_near(*at) == *at) else {
            return;
        };
        self.search.cursor = at;
        if matches!(self.search.listing.rows.get(at), Some(Row::Group(_))) {
            self.fold_group();
        } else {
            self.follow_hit();
        }
    }

    fn change_listing(&mut self, action: Action) -> bool {
        let listing = &mut self.search.listing;
        match action {
            Action::GroupHits => listing.group_by_next(),
            Action::FoldGroup => return self.fold_group(),
            Action::FoldGroups => listing.toggle_groups(),
            Action::KeyWords => listing.view = listing.view.next(),
            Action::Context => {
                listing.more_context();
                // The lines around those of other episodes are not there until they are asked for.
                if self.search.scope == Scope::Library {
                    self.ask_library();
                    return true;
                }
            }
            Action::WrapHits => listing.wrapped = !listing.wrapped,
            _ => return false,
        }
        self.list_again_at_its_place();
        true
    }

    /// Folds or unfolds the group under the cursor, which goes to its head.
    fn fold_group(&mut self) -> bool {
        match self.search.listing.toggle_group(self.search.cursor) {
            Some(head) => {
                self.search.cursor = head;
                self.list_again();
                self.follow_hit();
            }
            None => self.say("the results are not grouped"),
        }
        true
    }

    /// Lists the same answer in another way; the cursor stays with its line.
    fn list_again_at_its_place(&mut self) {
        let target = self.search.target();
        let far = self.search.far_hit().map(|hit| (hit.entry, hit.element));
        self.list_again();
        let search = &mut self.search;
        let leads_there = |at: &usize| match far {
            Some(far) => search.far_hit_of(*at).is_some_and(|hit| (hit.entry, hit.element) == far),
            None => search.listing.target(&search.answer, *at) == target,
        };
        let is_group = |at: &usize| matches!(search.listing.rows.get(*at), Some(Row::Group(_)));
        let rows = || (0..search.listing.rows.len()).filter(leads_there);
        let row = rows().find(|at| !is_group(at)).or_else(|| rows().next());
        search.cursor = search.listing.stop_near(row.unwrap_or_default());
        self.follow_hit();
    }

    /// Makes the rows of the answer there is.
    pub(in crate::tui::update) fn list_again(&mut self) {
        if self.search.scope == Scope::Library {
            let sorted = matches!(self.search.listing.view, View::KeyWords(_));
            let ranks = if sorted { self.ranks_of_entries() } else { Vec::new() };
            let rank = |entry: usize| ranks.get(entry).copied().unwrap_or(usize::MAX);
            return self.search.listing.list_library(&self.search.library.answer, rank);
        }
        let (search, table) = (&mut self.search, &self.table);
        let (last, index) = (search.asked.queries.last(), table.index.as_deref());
        let lit = |element| match (index, last) {
            (Some(index), Some(query)) => index.highlights(query, element),
            _ => Vec::new(),
        };
        search.listing.list(&table.episode, &search.answer, lit);
    }
}

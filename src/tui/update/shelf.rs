//! The list of episodes: moving in it, folding, ordering, opening; and the scan that fills it.

use std::sync::Arc;

use crate::library::{Library, Scanned};
use crate::tui::action::Action;
use crate::tui::event::Outbox;
use crate::tui::runtime::Effect;
use crate::tui::scanning::{Known, News, Scanning};
use crate::tui::shelf::{Item, renew};
use crate::tui::state::{Overlay, State};

use super::failing::SCANNING;
use super::{Effects, Loaded};

impl State {
    /// Lays the list of episodes over the panes, at the one that is open.
    pub(in crate::tui) fn show_shelf(&mut self) {
        self.episodes.touched |= self.opened.is_some();
        let cursor = match self.opened {
            Some(entry) => self.episodes.reveal(entry),
            None => self.episodes.first_entry(),
        };
        self.overlay = Some(Overlay::Shelf(cursor));
    }

    /// Carries out `action` on the list, whose cursor is at `cursor`; `None` where it does nothing there.
    pub(super) fn act_on_shelf(&mut self, action: Action, cursor: usize) -> Option<Effects> {
        self.episodes.touched = true;
        let header = match self.episodes.item(cursor) {
            Some(Item::Group(group, _)) => Some(group.clone()),
            _ => None,
        };
        let to = match (action, header) {
            (Action::Quit, _) if self.opened.is_none() => return Some(vec![Effect::Quit]),
            (Action::Clear, _) if self.opened.is_none() => {
                self.say("no episode is open yet");
                cursor
            }
            (Action::Quit | Action::Clear, _) => {
                self.overlay = None;
                return Some(Vec::new());
            }
            (Action::Open | Action::Toggle, Some(group)) if self.episodes.is_folded(&group) => {
                self.episodes.unfold(cursor);
                cursor
            }
            (Action::Open | Action::Toggle, Some(_)) | (Action::Fold, _) => self.episodes.fold(cursor),
            (Action::Unfold, _) => {
                self.episodes.unfold(cursor);
                cursor
            }
            (Action::FoldAll, _) => self.episodes.fold_all(true, cursor),
            (Action::UnfoldAll, _) => self.episodes.fold_all(false, cursor),
            (Action::Sort, _) => self.order_shelf(cursor),
            (Action::Open, None) => return Some(self.open_from_shelf(cursor)),
            (Action::Reload, _) => return Some(self.scan_again()),
            (Action::Search, _) => {
                self.search_from_shelf();
                return Some(Vec::new());
            }
            _ => return None,
        };
        self.overlay = Some(Overlay::Shelf(to));
        Some(Vec::new())
    }

    fn order_shelf(&mut self, cursor: usize) -> usize {
        self.episodes.order = self.episodes.order.next();
        self.say(format!("by {}", self.episodes.order.name()));
        self.episodes.arrange(&self.shelf, cursor)
    }

    /// Opens the episode at `cursor`; tells why where that cannot be.
    pub(super) fn open_from_shelf(&mut self, cursor: usize) -> Effects {
        let entry = match self.episodes.item(cursor) {
            Some(Item::Entry(entry)) => *entry,
            Some(Item::Problem(at)) => {
                let problem = self.shelf.problems.get(*at).map(ToString::to_string);
                self.complain(problem.unwrap_or_default());
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        if let Some(why) = self.episodes.lost.get(&entry) {
            let why = why.clone();
            self.complain(why);
            return Vec::new();
        }
        self.overlay = None;
        if Some(entry) != self.opened {
            return self.open(entry);
        }
        self.keep_what_is_open();
        Vec::new()
    }

    /// Scans the library again: what has not changed is not read.
    fn scan_again(&mut self) -> Effects {
        let Some(library) = &self.episodes.library else {
            self.say("there is no folder here to look into again");
            return Vec::new();
        };
        if self.episodes.progress.is_some() {
            self.say("it is being looked into");
            return Vec::new();
        }
        self.episodes.progress = Some((0, 0));
        let library = Arc::clone(library);
        let known = Known::Learnt(Arc::clone(&self.episodes.catalogue), self.episodes.cache.clone());
        let job = move |outbox: Outbox<Loaded>| rescan(&library, known, &outbox);
        vec![Effect::Spawn { name: SCANNING.into(), job: Box::new(job) }]
    }

    /// Takes what a scan tells: the first one fills the list, a later one takes its place in the end.
    pub(super) fn take_news(&mut self, news: News) -> Effects {
        if let Some(shelf) = news.renewed {
            self.episodes.renewed = Some(shelf);
        }
        let shelf = self.episodes.renewed.as_mut().unwrap_or(&mut self.shelf);
        let filled = self.episodes.progress.is_none() || !news.told.is_empty();
        news.told.into_iter().for_each(|told| shelf.take(told));
        self.episodes.progress = Some(news.progress);
        if filled && self.episodes.renewed.is_none() {
            self.arrange_shelf();
        }
        // What is laid out by now may be followed by more.
        drop(news.untaken);
        let mut effects = self.open_wanted();
        if let Some(scanned) = news.ended {
            effects.extend(self.end_scan(*scanned));
            self.own.wanted = None;
        }
        effects
    }

    /// Opens the episode that was read last as soon as it is on the list, unless one chooses already.
    fn open_wanted(&mut self) -> Effects {
        let chooses = self.episodes.touched || self.opened.is_some();
        let wanted = self.own.wanted.as_ref().filter(|_| !chooses);
        let at = wanted.and_then(|wanted| self.shelf.entries.iter().position(|entry| entry.key == *wanted));
        let Some(at) = at else { return Vec::new() };
        self.own.wanted = None;
        self.overlay = None;
        self.open(at)
    }

    fn end_scan(&mut self, scanned: Scanned) -> Effects {
        self.episodes.progress = None;
        if let Some(new) = self.episodes.renewed.take() {
            // What a scan that failed did not come to is not gone.
            if scanned.whole {
                renew(&mut self.shelf, new, &mut self.episodes.lost);
                self.forget_index();
                self.say(format!("{} files, {} of them read again", scanned.files, scanned.read));
            }
            self.arrange_shelf();
        }
        if scanned.whole {
            self.episodes.catalogue = Arc::new(scanned.catalogue);
        } else {
            self.complain("looking into the folder failed; what it came to is listed");
        }
        self.ask_library_again();
        self.end_of_list()
    }

    /// Takes that the library cannot be scanned again; what is listed stays.
    pub(super) fn take_unreadable(&mut self, why: String) {
        self.episodes.progress = None;
        self.complain(why);
    }

    /// Makes the list anew; the cursor stays with what it is on.
    pub(in crate::tui) fn arrange_shelf(&mut self) {
        if let Some(Overlay::Shelf(cursor) | Overlay::Help { over: Some(cursor), .. }) = &mut self.overlay {
            *cursor = self.episodes.arrange(&self.shelf, *cursor);
        } else {
            self.episodes.arrange(&self.shelf, 0);
        }
    }

    /// A list of one episode is not there to be chosen from.
    fn end_of_list(&mut self) -> Effects {
        match (self.opened, self.shelf.entries.len(), self.overlay) {
            (None, 1, Some(Overlay::Shelf(_))) if !self.episodes.touched => {
                self.overlay = None;
                self.open(0)
            }
            (None, 0, _) => {
                self.complain("no documents here; expected text files such as a transcript or subtitles");
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

/// Scans the library anew and tells the reader.
fn rescan(library: &Library, known: Known, outbox: &Outbox<Loaded>) {
    let begun = library.again().and_then(|library| {
        let library = Arc::new(library);
        let scanning = Scanning::begin(&library, known).map_err(|error| library.unreadable(error))?;
        Ok((library.shelf(), scanning))
    });
    match begun {
        Ok((shelf, scanning)) => {
            outbox.send(Loaded::News(News { renewed: Some(shelf), ..News::default() }));
            scanning.relay(outbox);
        }
        Err(error) => drop(outbox.send(Loaded::Unreadable(error.to_string()))),
    }
}

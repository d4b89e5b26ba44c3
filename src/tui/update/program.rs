//! What concerns the program as a whole: panes, looks, overlays, the way out.

use crate::episode::ElementIx;
use crate::tui::action::Action;
use crate::tui::filter::List;
use crate::tui::layout::{self, Arrangement, Beside, Pane, Shifts};
use crate::tui::runtime::Effect;
use crate::tui::state::{Overlay, State};
use crate::tui::view;

use super::Effects;
use super::lists::moved;

/// The narrowest and the widest that lines can be made, columns.
const MEASURES: std::ops::RangeInclusive<u16> = 30..=160;

/// By how many columns panes get wider or narrower.
const STEP_OF_PANES: i16 = 2;

/// By how much lines get wider or narrower.
const STEP: u16 = 4;

impl State {
    pub(super) fn act_on_program(&mut self, action: Action) -> Effects {
        match action {
            Action::Quit => return self.quit(),
            Action::QuitNow => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Mouse => return self.toggle_mouse(),
            Action::Copy | Action::CopyPlain | Action::CopyId => return self.copy(action),
            Action::Reload => return self.reload(),
            Action::Edit => return self.edit_document(),
            Action::OneSpeaker => return self.make_one(),
            Action::SpeakersApart => return self.take_apart(),
            Action::Redraw => return vec![Effect::Redraw],
            Action::Help => self.open_help(None),
            Action::Palette => self.open_palette(),
            Action::GoShelf => self.show_shelf(),
            Action::Themes => self.open_themes(),
            Action::Search => self.open_search(false),
            Action::ResumeSearch => self.open_search(true),
            Action::Find => self.open_find_or_filter(),
            Action::Limit => self.open_limit(),
            Action::Directions => self.toggle_directions(),
            Action::GoScene => {
                self.focus(Pane::Outline);
                self.open_find_or_filter();
            }
            Action::NextHit => self.walk(true),
            Action::PreviousHit => self.walk(false),
            Action::Clear => self.clear(),
            _ => self.arrange(action),
        }
        Vec::new()
    }

    fn arrange(&mut self, action: Action) {
        match action {
            Action::FocusNext => self.focus_next(false),
            Action::FocusPrevious => self.focus_next(true),
            Action::GoScript => self.focus(Pane::Script),
            Action::GoOutline => self.focus(Pane::Outline),
            Action::GoSpeakers => self.focus(Pane::Speakers),
            Action::GoLogs => self.focus(Pane::Logs),
            Action::GoBeside => self.focus(Pane::Beside),
            Action::FoldAll => self.fold_all(true),
            Action::UnfoldAll => self.fold_all(false),
            Action::Sort => self.sort_speakers(),
            Action::Zoom => {
                let zen = std::mem::take(&mut self.arrangement.zen);
                self.arrangement.zoomed = zen || !self.arrangement.zoomed;
            }
            Action::Zen => self.toggle_zen(),
            Action::Widen => self.set_measure(self.page().width.saturating_add(STEP)),
            Action::Comfortable => self.set_measure(self.comfortable),
            Action::WiderPane => self.resize_pane(true, STEP_OF_PANES),
            Action::NarrowerPane => self.resize_pane(true, -STEP_OF_PANES),
            Action::HigherPane => self.resize_pane(false, 1),
            Action::LowerPane => self.resize_pane(false, -1),
            Action::ResetPanes => {
                self.arrangement.shifts = Shifts::default();
                self.say("all panes are as large as they were");
            }
            Action::Layouts => self.turn_layout(),
            Action::Narrow => self.set_measure(self.page().width.saturating_sub(STEP)),
            action => self.say_where(action),
        }
        self.settle();
    }

    /// Shows other panes beside the script; where it is too narrow for them, from the next wider screen.
    fn turn_layout(&mut self) {
        self.arrangement.beside = self.arrangement.beside.next();
        self.arrangement.zoomed = false;
        self.arrangement.zen = false;
        self.focus(Pane::Script);
        let alone = Arrangement { beside: Beside::Nothing, ..self.arrangement };
        let told = self.arrangement.beside.told();
        if self.arrangement != alone && self.places() == layout::places(self.size, alone) {
            self.say(format!("{told}, on a wider screen"));
        } else {
            self.say(told);
        }
    }

    fn toggle_zen(&mut self) {
        self.arrangement.zen = !self.arrangement.zen;
        if self.arrangement.zen {
            self.focus(Pane::Script);
        }
    }

    fn set_measure(&mut self, columns: u16) {
        let before = self.page().width;
        self.measure = columns.clamp(*MEASURES.start(), *MEASURES.end());
        let wide = self.page().width;
        if wide == before {
            self.say(format!("lines of {wide} columns; the pane has no more, or no less can be read"));
        } else {
            self.say(format!("lines of at most {wide} columns"));
        }
    }

    pub(super) fn toggle_mouse(&mut self) -> Effects {
        self.mouse = !self.mouse;
        self.say(if self.mouse { "the mouse is the reader's" } else { "the mouse is the terminal's" });
        vec![Effect::Mouse(self.mouse)]
    }

    /// Closes what is open, then forgets hits and lit lines.
    fn clear(&mut self) {
        if !self.faults.is_empty() {
            return self.faults.clear();
        }
        if self.selecting.take().is_some() {
            return;
        }
        if self.unfilter_focused() {
            return self.settle();
        }
        if self.arrangement.searching {
            self.arrangement.searching = false;
        } else if self.arrangement.zen || self.arrangement.zoomed {
            self.arrangement.zen = false;
            self.arrangement.zoomed = false;
        } else if self.find.pattern.is_some() {
            self.find.forget();
        } else if self.shown.limit().is_some() {
            self.unlimit();
        } else if !self.search.is_over() {
            self.search.forget();
            self.list_again();
        } else if !self.speakers.choice.is_empty() {
            self.speakers.choice = Default::default();
        } else if self.arrangement.focus == Pane::Script {
            self.say(format!("nothing is open; {} quits", self.keymap.first_key(Action::Quit)));
        } else {
            self.focus(Pane::Script);
        }
        self.settle();
    }

    fn quit(&mut self) -> Effects {
        let open = self.selecting.is_some()
            || self.arrangement.searching
            || self.arrangement.zen
            || self.arrangement.zoomed;
        if !open {
            return vec![Effect::Quit];
        }
        self.clear();
        Vec::new()
    }

    /// Carries out `action` while something lies over the panes.
    pub(super) fn act_on_overlay(&mut self, action: Action, count: Option<usize>) -> Effects {
        let Some(overlay) = self.overlay else { return Vec::new() };
        match (overlay, action) {
            (Overlay::Shelf(cursor), Action::Help) => {
                self.open_help(Some(cursor));
            }
            (Overlay::Themes { before }, action) => return self.act_on_themes(before, action, count),
            (Overlay::Shelf(_), Action::Clear) if self.filters.words(List::Shelf).is_some() => {
                self.unfilter(List::Shelf);
            }
            (Overlay::Own { list, cursor, from }, action) => {
                return self.act_on_own_list(list, (cursor, from), action, count);
            }
            (Overlay::Shelf(cursor), action) => match self.act_on_shelf(action, cursor) {
                Some(effects) => return effects,
                None if self.move_overlay(action, count) => {}
                None => return self.act_past_overlay(action, count),
            },
            (_, action) => _ = self.move_overlay(action, count),
        }
        Vec::new()
    }

    /// Moves through what lies over the panes; false where `action` does not move.
    pub(super) fn move_overlay(&mut self, action: Action, count: Option<usize>) -> bool {
        let page = usize::from(self.size.height).saturating_sub(4).max(1);
        let moves = moved(action, count, 0, 0, page).is_some();
        let moved = |at: usize, last: usize| moved(action, count, at, last, page).unwrap_or(at);
        self.overlay = self.overlay.map(|overlay| match overlay {
            Overlay::Help { top, over } => {
                let last = view::help_rows(self).saturating_sub(page);
                Overlay::Help { top: moved(top, last), over }
            }
            Overlay::Own { list, cursor, from } => {
                let last = self.own.ids(list).len().saturating_sub(1);
                Overlay::Own { list, cursor: moved(cursor, last), from }
            }
            Overlay::Shelf(at) => Overlay::Shelf(moved(at, self.episodes.rows.len().saturating_sub(1))),
            Overlay::Palette | Overlay::Themes { .. } => overlay,
        });
        moves
    }

    /// The current element as others cite it.
    pub(in crate::tui) fn current_ix(&self) -> ElementIx {
        ElementIx::new(self.script.current)
    }
}

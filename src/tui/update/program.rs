//! What concerns the program as a whole: panes, looks, overlays, the way out.

use crate::episode::ElementIx;
use crate::tui::action::Action;
use crate::tui::layout::Pane;
use crate::tui::runtime::Effect;
use crate::tui::state::{Overlay, State};
use crate::tui::view;

use super::Effects;

/// The narrowest and the widest that lines can be made, columns.
const MEASURES: std::ops::RangeInclusive<u16> = 30..=160;

/// By how much lines get wider or narrower.
const STEP: u16 = 4;

impl State {
    pub(super) fn act_on_program(&mut self, action: Action) -> Effects {
        match action {
            Action::Quit => return self.quit(),
            Action::QuitNow => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Mouse => return self.toggle_mouse(),
            Action::Copy => return self.copy(),
            Action::Reload => return self.open(self.opened),
            Action::Help => self.overlay = Some(Overlay::Help(0)),
            Action::GoShelf => self.overlay = Some(Overlay::Shelf(self.opened)),
            Action::NextTheme => self.next_theme(),
            Action::Search => self.open_search(false),
            Action::ResumeSearch => self.open_search(true),
            Action::NextHit => self.walk_hits(true),
            Action::PreviousHit => self.walk_hits(false),
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
            Action::SortSpeakers => self.sort_speakers(),
            Action::Zoom => self.arrangement.zoomed = !self.arrangement.zoomed,
            Action::Zen => self.toggle_zen(),
            Action::Widen => self.set_measure(self.measure.saturating_add(STEP)),
            Action::Narrow => self.set_measure(self.measure.saturating_sub(STEP)),
            _ => {}
        }
        self.settle();
    }

    fn toggle_zen(&mut self) {
        self.arrangement.zen = !self.arrangement.zen;
        if self.arrangement.zen {
            self.focus(Pane::Script);
        }
    }

    fn set_measure(&mut self, columns: u16) {
        self.measure = columns.clamp(*MEASURES.start(), *MEASURES.end());
        self.say(format!("lines of at most {} columns", self.measure));
    }

    fn next_theme(&mut self) {
        self.theme = (self.theme + 1) % self.themes.len().max(1);
        let name = self.theme().name;
        self.say(format!("theme {name}"));
    }

    fn toggle_mouse(&mut self) -> Effects {
        self.mouse = !self.mouse;
        self.say(if self.mouse { "the mouse is the reader's" } else { "the mouse is the terminal's" });
        vec![Effect::Mouse(self.mouse)]
    }

    /// Closes what is open, then forgets hits and lit lines.
    fn clear(&mut self) {
        if self.arrangement.searching {
            self.arrangement.searching = false;
        } else if self.arrangement.zen || self.arrangement.zoomed {
            self.arrangement.zen = false;
            self.arrangement.zoomed = false;
        } else if self.search.query.is_some() {
            self.search.query = None;
            self.search.answer = Default::default();
        } else if self.speakers.lit.is_some() {
            self.speakers.lit = None;
        } else {
            self.focus(Pane::Script);
        }
        self.settle();
    }

    fn quit(&mut self) -> Effects {
        let open = self.arrangement.searching || self.arrangement.zen || self.arrangement.zoomed;
        if !open {
            return vec![Effect::Quit];
        }
        self.clear();
        Vec::new()
    }

    /// Copies the current line with what it takes to cite it.
    fn copy(&mut self) -> Effects {
        let Some(element) = self.current() else { return Vec::new() };
        let episode = &self.table.episode;
        let identity = &episode.identity;
        let origin: Vec<&str> =
            [&identity.series, &identity.number].into_iter().flatten().map(String::as_str).collect();
        let mut citation = origin.join(" ");
        if !citation.is_empty() {
            citation.push(' ');
        }
        let speaker = episode.speaker_name(element).map_or_else(String::new, |name| format!("{name}: "));
        vec![Effect::Copy(format!(
            "{citation}\"{}\" {} {speaker}{}\n",
            identity.title, element.id, element.text
        ))]
    }

    /// Carries out `action` while something lies over the panes.
    pub(super) fn act_on_overlay(&mut self, action: Action) -> Effects {
        let Some(overlay) = self.overlay else { return Vec::new() };
        if matches!(action, Action::Quit | Action::Clear | Action::Help) {
            self.overlay = None;
            return Vec::new();
        }
        let page = usize::from(self.size.height).saturating_sub(4).max(1);
        let (at, length) = match overlay {
            Overlay::Help(at) => (at, view::help_rows(self).saturating_sub(page) + 1),
            Overlay::Shelf(at) => (at, self.shelf.entries.len()),
        };
        let to = match action {
            Action::Down => at + 1,
            Action::Up => at.saturating_sub(1),
            Action::PageDown | Action::HalfPageDown | Action::Toggle => at + page,
            Action::PageUp | Action::HalfPageUp => at.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => length,
            Action::Open => return self.open_overlay(overlay),
            _ => at,
        };
        let to = to.min(length.saturating_sub(1));
        self.overlay = Some(match overlay {
            Overlay::Help(_) => Overlay::Help(to),
            Overlay::Shelf(_) => Overlay::Shelf(to),
        });
        Vec::new()
    }

    fn open_overlay(&mut self, overlay: Overlay) -> Effects {
        self.overlay = None;
        match overlay {
            Overlay::Shelf(entry) if entry != self.opened => self.open(entry),
            Overlay::Shelf(_) | Overlay::Help(_) => Vec::new(),
        }
    }

    /// The current element as others cite it.
    pub(in crate::tui) fn current_ix(&self) -> ElementIx {
        ElementIx::new(self.script.current)
    }
}

//! Where each pane is, computed before anything is drawn.
//!
//! From 120 columns on everything stands side by side. Below that the right column folds into a
//! panel with tabs under the outline; below 80 columns the outline becomes a tab too, and the panel
//! lies under the script while keys go to it. Below 16 rows there are no frames, and the pane
//! that keys go to has the screen.

use ratatui::layout::{Constraint, Layout, Position, Rect, Size};

/// A part of the screen that keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// Acts and scenes.
    Outline,
    /// The episode's lines.
    Script,
    /// The query and its results.
    Search,
    /// Who speaks.
    Speakers,
    /// Log entries.
    Logs,
    /// What the other documents say of this place.
    Beside,
}

impl Pane {
    /// All of them, in the order of the focus.
    pub const ALL: [Self; 6] =
        [Self::Outline, Self::Script, Self::Search, Self::Speakers, Self::Logs, Self::Beside];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Outline => "Outline",
            Self::Script => "Script",
            Self::Search => "Search",
            Self::Speakers => "Speakers",
            Self::Logs => "Log entries",
            Self::Beside => "Beside this",
        }
    }
}

/// Columns from which on everything stands side by side.
const WIDE: u16 = 120;

/// Columns from which on outline and script stand side by side.
const MIDDLE: u16 = 80;

/// Rows below which a screen has no room for two panes, one above the other.
const TINY: u16 = 16;

/// Columns below which frames cost too much.
const SLIM: u16 = 56;

/// The tabs of the folded panel.
const RIGHT_TABS: [Pane; 3] = [Pane::Speakers, Pane::Logs, Pane::Beside];
const ALL_TABS: [Pane; 4] = [Pane::Outline, Pane::Speakers, Pane::Logs, Pane::Beside];

/// What the places depend on besides the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrangement {
    /// Where keys go.
    pub focus: Pane,
    /// The pane that the folded panel shows while keys go elsewhere.
    pub tab: Pane,
    /// Whether the search is open.
    pub searching: bool,
    /// Whether the pane that keys go to has the screen.
    pub zoomed: bool,
    /// Whether nothing is to be seen but the script's text.
    pub zen: bool,
}

/// Where the panes are; a pane that is not shown has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    panes: Vec<(Pane, Rect)>,
    /// The tabs of the panel, empty where everything is shown.
    pub tabs: &'static [Pane],
    /// Whether panes have frames.
    pub framed: bool,
    /// The status line.
    pub status: Rect,
    /// The whole screen.
    pub screen: Rect,
}

impl Places {
    /// The pane's place, its frame included.
    pub fn of(&self, pane: Pane) -> Option<Rect> {
        self.panes.iter().find(|(shown, _)| *shown == pane).map(|(_, place)| *place)
    }

    /// The pane's place without its frame or title; empty for a pane that is not shown.
    pub fn inside(&self, pane: Pane) -> Rect {
        let Some(place) = self.of(pane) else { return Rect::default() };
        if self.framed {
            return place.inner(ratatui::layout::Margin::new(1, 1));
        }
        // Without frames the script needs no title: the status line has it.
        let title = u16::from(pane != Pane::Script).min(place.height);
        Rect { y: place.y + title, height: place.height - title, ..place }
    }

    /// The pane at a position of the screen.
    pub fn at(&self, position: Position) -> Option<Pane> {
        self.panes.iter().find(|(_, place)| place.contains(position)).map(|(pane, _)| *pane)
    }

    /// The place of a sheet over the panes: all but the status line.
    pub fn sheet(&self) -> Rect {
        Rect { height: self.screen.height.saturating_sub(self.status.height), ..self.screen }
    }

    /// A sheet's place without its frame or title.
    pub fn inside_sheet(&self) -> Rect {
        let place = self.sheet();
        if self.framed {
            return place.inner(ratatui::layout::Margin::new(1, 1));
        }
        let title = place.height.min(1);
        Rect { y: place.y + title, height: place.height - title, ..place }
    }

    /// The panes that are shown.
    pub fn shown(&self) -> impl Iterator<Item = (Pane, Rect)> + '_ {
        self.panes.iter().copied()
    }
}

/// The places on a screen of `size`.
pub fn places(size: Size, arrangement: Arrangement) -> Places {
    let screen = Rect::new(0, 0, size.width, size.height);
    let [body, status] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(u16::from(!arrangement.zen))])
            .areas(screen);
    let framed = size.width >= SLIM && size.height >= TINY && !arrangement.zen;
    let (panes, tabs): (_, &'static [Pane]) = if arrangement.zen {
        (vec![(Pane::Script, body)], &[])
    } else if arrangement.zoomed {
        (vec![(arrangement.focus, body)], &[])
    } else if size.height < TINY {
        (tiny(body, arrangement), &ALL_TABS)
    } else if size.width >= WIDE {
        (wide(body, arrangement), &[])
    } else if size.width >= MIDDLE {
        (middle(body, arrangement), &RIGHT_TABS)
    } else {
        (narrow(body, arrangement), &ALL_TABS)
    };
    Places { panes, tabs, framed, status, screen }
}

fn wide(body: Rect, arrangement: Arrangement) -> Vec<(Pane, Rect)> {
    let outline = (body.width / 5).clamp(26, 34);
    let right = (body.width / 5).clamp(28, 40);
    let [left, middle, right] =
        Layout::horizontal([Constraint::Length(outline), Constraint::Fill(1), Constraint::Length(right)])
            .areas(body);
    let [speakers, logs, beside] =
        Layout::vertical([Constraint::Fill(4), Constraint::Fill(2), Constraint::Fill(4)]).areas(right);
    let mut panes = with_search(middle, arrangement);
    panes.extend([
        (Pane::Outline, left),
        (Pane::Speakers, speakers),
        (Pane::Logs, logs),
        (Pane::Beside, beside),
    ]);
    panes
}

fn middle(body: Rect, arrangement: Arrangement) -> Vec<(Pane, Rect)> {
    let column = (body.width / 3).clamp(26, 34);
    let [left, middle] = Layout::horizontal([Constraint::Length(column), Constraint::Fill(1)]).areas(body);
    let [outline, panel] = Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(left);
    let mut panes = with_search(middle, arrangement);
    panes.extend([(Pane::Outline, outline), (tab(&RIGHT_TABS, arrangement), panel)]);
    panes
}

fn narrow(body: Rect, arrangement: Arrangement) -> Vec<(Pane, Rect)> {
    if matches!(arrangement.focus, Pane::Script | Pane::Search) {
        return with_search(body, arrangement);
    }
    let [script, panel] = Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
    vec![(Pane::Script, script), (tab(&ALL_TABS, arrangement), panel)]
}

fn tiny(body: Rect, arrangement: Arrangement) -> Vec<(Pane, Rect)> {
    match arrangement.focus {
        Pane::Search => with_search(body, arrangement),
        focus => vec![(focus, body)],
    }
}

fn tab(tabs: &[Pane], arrangement: Arrangement) -> Pane {
    if tabs.contains(&arrangement.focus) { arrangement.focus } else { arrangement.tab }
}

/// The script, with the search docked under it where one is open.
fn with_search(place: Rect, arrangement: Arrangement) -> Vec<(Pane, Rect)> {
    if !arrangement.searching {
        return vec![(Pane::Script, place)];
    }
    let height = (place.height * 2 / 5).max(6).min(place.height.saturating_sub(2).max(1));
    let [script, search] = Layout::vertical([Constraint::Fill(1), Constraint::Length(height)]).areas(place);
    vec![(Pane::Script, script), (Pane::Search, search)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const READING: Arrangement =
        Arrangement { focus: Pane::Script, tab: Pane::Speakers, searching: false, zoomed: false, zen: false };

    fn shown(width: u16, height: u16, arrangement: Arrangement) -> Vec<Pane> {
        let places = places(Size::new(width, height), arrangement);
        Pane::ALL.into_iter().filter(|pane| places.of(*pane).is_some()).collect()
    }

    #[test]
    fn folds_as_it_gets_narrower() {
        let searching = Arrangement { searching: true, ..READING };
        assert_eq!(shown(120, 36, searching), Pane::ALL);
        assert_eq!(shown(119, 36, READING), [Pane::Outline, Pane::Script, Pane::Speakers]);
        assert_eq!(shown(79, 36, READING), [Pane::Script]);
        let outline = Arrangement { focus: Pane::Outline, ..READING };
        assert_eq!(shown(79, 36, outline), [Pane::Outline, Pane::Script]);
        assert_eq!(shown(40, 10, outline), [Pane::Outline]);
    }

    /// All sizes around those where something folds, and some others.
    fn sizes() -> impl Iterator<Item = (u16, u16)> {
        let widths = (0..8).chain(38..42).chain(54..58).chain(78..82).chain(118..122).chain([300]);
        widths.flat_map(|width| (0..20).chain([36, 60]).map(move |height| (width, height)))
    }

    #[test]
    fn panes_lie_on_the_screen_and_the_focused_one_is_shown() {
        for focus in Pane::ALL {
            for (zoomed, zen) in [(false, false), (true, false), (false, true)] {
                let searching = focus == Pane::Search;
                let arrangement = Arrangement { focus, tab: Pane::Logs, searching, zoomed, zen };
                for (width, height) in sizes() {
                    let places = places(Size::new(width, height), arrangement);
                    assert!(zen || places.of(focus).is_some());
                    for (pane, place) in places.shown() {
                        assert_eq!(place.intersection(places.screen), place, "{pane:?}");
                        assert_eq!(places.inside(pane).intersection(place), places.inside(pane));
                    }
                }
            }
        }
    }
}

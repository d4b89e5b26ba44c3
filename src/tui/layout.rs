//! Where each pane is, computed before anything is drawn.
//!
//! From 120 columns on everything stands side by side. Below that the right column folds into a
//! panel with tabs under the outline; below 80 columns the outline becomes a tab too, and the panel
//! lies under the script while keys go to it. Below 16 rows there are no frames, and the pane
//! that keys go to has the screen.

mod divider;

use ratatui::layout::{Constraint, Layout, Position, Rect, Size};

pub use divider::{Divider, Line, Shifts};

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

/// What stands beside the script; a pane that keys go to is shown in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Beside {
    /// Everything, as far as there is room.
    #[default]
    All,
    /// The outline.
    Outline,
    /// Speakers, log entries and what the other documents say.
    Lists,
    /// Nothing.
    Nothing,
}

impl Beside {
    /// The next of them.
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Outline,
            Self::Outline => Self::Lists,
            Self::Lists => Self::Nothing,
            Self::Nothing => Self::All,
        }
    }

    /// What is to be said of it.
    pub fn told(self) -> &'static str {
        match self {
            Self::All => "all panes",
            Self::Outline => "the outline beside the script",
            Self::Lists => "the lists beside the script",
            Self::Nothing => "the script alone",
        }
    }

    /// Whether the outline, and whether the lists are shown while keys go to `focus`.
    fn shows(self, focus: Pane) -> (bool, bool) {
        let lists = matches!(focus, Pane::Speakers | Pane::Logs | Pane::Beside);
        (
            matches!(self, Self::All | Self::Outline) || focus == Pane::Outline,
            matches!(self, Self::All | Self::Lists) || lists,
        )
    }
}

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
    /// What stands beside the script.
    pub beside: Beside,
    /// How a person has moved the lines between the panes.
    pub shifts: Shifts,
}

/// Where the panes are; a pane that is not shown has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    panes: Vec<(Pane, Rect)>,
    lines: Vec<Line>,
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

    /// The line between panes at a position of the screen.
    pub fn line_at(&self, position: Position) -> Option<Line> {
        self.lines.iter().find(|line| line.zone.contains(position)).copied()
    }

    /// Where the line is, if it is shown.
    pub fn line(&self, divider: Divider) -> Option<Line> {
        self.lines.iter().find(|line| line.divider == divider).copied()
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
    let mut plan = Plan { arrangement, panes: Vec::new(), lines: Vec::new() };
    let tabs: &'static [Pane] = if arrangement.zen {
        plan.put(Pane::Script, body);
        &[]
    } else if arrangement.zoomed {
        plan.put(arrangement.focus, body);
        &[]
    } else if size.height < TINY {
        plan.tiny(body);
        &ALL_TABS
    } else if size.width >= WIDE {
        plan.wide(body);
        &[]
    } else if size.width >= MIDDLE {
        plan.middle(body);
        &RIGHT_TABS
    } else {
        plan.narrow(body);
        &ALL_TABS
    };
    Places { panes: plan.panes, lines: plan.lines, tabs, framed, status, screen }
}

/// The panes as they are put in their places, and the lines between them.
struct Plan {
    arrangement: Arrangement,
    panes: Vec<(Pane, Rect)>,
    lines: Vec<Line>,
}

impl Plan {
    fn put(&mut self, pane: Pane, place: Rect) {
        self.panes.push((pane, place));
    }

    /// Moves the line between two places as the person has moved it.
    fn part(&mut self, divider: Divider, before: &mut Rect, after: &mut Rect) {
        divider.part(before, after, self.arrangement.shifts);
        self.lines.push(Line::before(divider, *after));
    }

    fn wide(&mut self, body: Rect) {
        let (outline, lists) = self.arrangement.beside.shows(self.arrangement.focus);
        let columns = [
            Constraint::Length(if outline { (body.width / 5).clamp(26, 34) } else { 0 }),
            Constraint::Fill(1),
            Constraint::Length(if lists { (body.width / 5).clamp(28, 40) } else { 0 }),
        ];
        let [mut left, mut middle, mut right] = Layout::horizontal(columns).areas(body);
        if outline {
            self.part(Divider::Left, &mut left, &mut middle);
        }
        if lists {
            self.part(Divider::Right, &mut middle, &mut right);
        }
        self.with_search(middle);
        if outline {
            self.put(Pane::Outline, left);
        }
        if lists {
            self.lists(right);
        }
    }

    /// Speakers, log entries and what stands beside, one under the other.
    fn lists(&mut self, place: Rect) {
        let rows = [Constraint::Fill(4), Constraint::Fill(2), Constraint::Fill(4)];
        let [mut speakers, mut logs, mut beside] = Layout::vertical(rows).areas(place);
        self.part(Divider::Speakers, &mut speakers, &mut logs);
        self.part(Divider::Logs, &mut logs, &mut beside);
        self.put(Pane::Speakers, speakers);
        self.put(Pane::Logs, logs);
        self.put(Pane::Beside, beside);
    }

    fn middle(&mut self, body: Rect) {
        let shows = self.arrangement.beside.shows(self.arrangement.focus);
        if shows == (false, false) {
            return self.with_search(body);
        }
        let column = (body.width / 3).clamp(26, 34);
        let [mut left, mut middle] =
            Layout::horizontal([Constraint::Length(column), Constraint::Fill(1)]).areas(body);
        self.part(Divider::Left, &mut left, &mut middle);
        self.with_search(middle);
        let tab = tab(&RIGHT_TABS, self.arrangement);
        match shows {
            (true, false) => self.put(Pane::Outline, left),
            (false, _) => self.put(tab, left),
            (true, true) => {
                let [mut outline, mut panel] =
                    Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(left);
                self.part(Divider::Panel, &mut outline, &mut panel);
                self.put(Pane::Outline, outline);
                self.put(tab, panel);
            }
        }
    }

    fn narrow(&mut self, body: Rect) {
        if matches!(self.arrangement.focus, Pane::Script | Pane::Search) {
            return self.with_search(body);
        }
        let [mut script, mut panel] =
            Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
        self.part(Divider::Panel, &mut script, &mut panel);
        self.put(Pane::Script, script);
        self.put(tab(&ALL_TABS, self.arrangement), panel);
    }

    fn tiny(&mut self, body: Rect) {
        match self.arrangement.focus {
            Pane::Search => self.with_search(body),
            focus => self.put(focus, body),
        }
    }

    /// The script, with the search docked under it where one is open.
    fn with_search(&mut self, place: Rect) {
        if !self.arrangement.searching {
            return self.put(Pane::Script, place);
        }
        let height = (place.height * 2 / 5).max(6).min(place.height.saturating_sub(2).max(1));
        let [mut script, mut search] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(height)]).areas(place);
        self.part(Divider::Search, &mut script, &mut search);
        self.put(Pane::Script, script);
        self.put(Pane::Search, search);
    }
}

fn tab(tabs: &[Pane], arrangement: Arrangement) -> Pane {
    if tabs.contains(&arrangement.focus) { arrangement.focus } else { arrangement.tab }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Arrangement {
        Arrangement {
            focus: Pane::Script,
            tab: Pane::Speakers,
            searching: false,
            zoomed: false,
            zen: false,
            beside: Beside::All,
            shifts: Shifts::default(),
        }
    }

    fn shown(width: u16, height: u16, arrangement: Arrangement) -> Vec<Pane> {
        let places = places(Size::new(width, height), arrangement);
        Pane::ALL.into_iter().filter(|pane| places.of(*pane).is_some()).collect()
    }

    #[test]
    fn folds_as_it_gets_narrower() {
        let searching = Arrangement { searching: true, ..reading() };
        assert_eq!(shown(120, 36, searching), Pane::ALL);
        assert_eq!(shown(119, 36, reading()), [Pane::Outline, Pane::Script, Pane::Speakers]);
        assert_eq!(shown(79, 36, reading()), [Pane::Script]);
        let outline = Arrangement { focus: Pane::Outline, ..reading() };
        assert_eq!(shown(79, 36, outline), [Pane::Outline, Pane::Script]);
        assert_eq!(shown(40, 10, outline), [Pane::Outline]);
    }

    #[test]
    fn a_moved_line_takes_from_one_pane_and_gives_to_the_other() {
        let size = Size::new(120, 36);
        let at_rest = places(size, reading());
        let width = |places: &Places, pane| places.of(pane).map(|place| place.width);
        for (by, outline, script) in [(5, 31, 61), (-5, 21, 71), (200, 76, 16), (-200, 16, 76)] {
            let mut arrangement = reading();
            arrangement.shifts.add(Divider::Left, by);
            let moved = places(size, arrangement);
            assert_eq!(width(&moved, Pane::Outline), Some(outline));
            assert_eq!(width(&moved, Pane::Script), Some(script));
            assert_eq!(moved.of(Pane::Beside), at_rest.of(Pane::Beside));
        }
        let line = at_rest.line_at(Position::new(26, 9)).expect("a line");
        assert_eq!((line.divider, line.distance(Position::new(30, 9))), (Divider::Left, 5));
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
                let mut arrangement =
                    Arrangement { focus, tab: Pane::Logs, searching, zoomed, zen, ..reading() };
                for (width, height) in sizes() {
                    arrangement.shifts.add(Divider::Left, 7);
                    arrangement.shifts.add(Divider::Search, -3);
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

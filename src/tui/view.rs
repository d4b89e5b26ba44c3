//! The state on the screen: one view a file, each drawing one pane into the place that the layout
//! gives it. A view changes nothing.

mod beside;
mod card;
mod compare;
mod documents;
mod help;
mod hints;
mod logs;
mod marks;
mod matrix;
mod notes;
mod outline;
mod palette;
mod raw;
mod remarks;
mod script;
mod search;
mod sheet;
mod shelf;
mod speakers;
mod statistics;
mod status;
mod themes;
mod timeline;
mod toast;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use super::filter::List;
use super::layout::{Pane, Places};
use super::sheet::Sheet;
use super::state::{Overlay, Prompt, State};
use super::theme::Theme;
use super::widget::input::Input;
use super::widget::panel::panel;
use super::widget::rows::window;
use super::widget::wrap::width;

pub(super) use beside::rows as beside_rows;
pub(super) use card::{lead_at as card_lead_at, stretch_at as card_stretch_at};
pub(super) use help::row_count as help_rows;
pub(super) use matrix::cell_at as matrix_cell_at;
pub(super) use notes::width_at as note_width;
pub(super) use raw::{raw, top as raw_top};
pub(super) use remarks::places as remark_places;
pub(super) use search::{result_at, results_seen};
pub(super) use sheet::places as sheet_places;
pub(super) use statistics::column_at as statistics_column_at;

/// The cells of a pane's upper frame that its title cannot have: two corners, two blanks.
const FRAME: usize = 4;

/// The smallest screen that one can read on.
const LEAST: Size = Size { width: 16, height: 4 };

/// What every view draws with.
struct Canvas<'a> {
    state: &'a State,
    theme: &'a Theme,
    places: &'a Places,
}

/// Draws everything.
pub(super) fn draw(state: &State, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    let (theme, mut places) = (state.theme(), state.places());
    // The frame may be smaller than the size last told; nothing is drawn outside of it.
    places.screen = places.screen.intersection(buffer.area);
    if places.screen != Rect::new(0, 0, state.size.width, state.size.height) {
        return;
    }
    let canvas = Canvas { state, theme: &theme, places: &places };
    buffer.set_style(places.screen, theme.text);
    if places.screen.width < LEAST.width || places.screen.height < LEAST.height {
        return too_small(&canvas, buffer);
    }
    match state.sheets.top() {
        Some(sheet) => {
            if sheet == Sheet::Card {
                canvas.panes(buffer);
            }
            sheet::draw(&canvas, sheet, buffer);
        }
        None => canvas.panes(buffer),
    }
    status::draw(&canvas, buffer);
    match state.overlay {
        Some(Overlay::Help { top, .. }) => help::draw(&canvas, top, buffer),
        Some(Overlay::Shelf(cursor)) => shelf::draw(&canvas, cursor, buffer),
        Some(Overlay::Themes { .. }) => themes::draw(&canvas, buffer),
        Some(Overlay::Palette) => palette::draw(&canvas, buffer),
        Some(Overlay::Own { list, cursor, from }) => marks::draw(&canvas, list, (cursor, from), buffer),
        None => {}
    }
    if state.prompt() == Some(Prompt::Note) {
        notes::draw(&canvas, buffer);
    }
    toast::draw(&canvas, buffer);
    if state.hinting {
        hints::draw(&canvas, buffer);
    }
}

/// The row of what lies over the panes that stands at a position of the screen.
pub(super) fn overlay_row_at(state: &State, position: Position) -> Option<usize> {
    let screen = state.places().screen;
    let (list, cursor, rows) = match state.overlay? {
        Overlay::Shelf(cursor) => (shelf::list(state, screen), cursor, state.episodes.rows.len()),
        Overlay::Own { list, cursor, .. } => (marks::rows(screen), cursor, state.own.ids(list).len()),
        Overlay::Palette => (palette::list(screen), state.palette.cursor, state.palette.offers.len()),
        Overlay::Themes { .. } => (themes::list(state, screen), state.theme, state.themes.len()),
        Overlay::Help { .. } => return None,
    };
    if !list.contains(position) {
        return None;
    }
    let seen = window(cursor, rows, usize::from(list.height));
    Some(seen.start + usize::from(position.y - list.y)).filter(|row| seen.contains(row))
}

/// Says that there is no room to read in, in as many words as there is room for.
fn too_small(canvas: &Canvas, buffer: &mut Buffer) {
    let screen = canvas.places.screen;
    let Size { width, height } = LEAST;
    let told = [
        format!("too small to read in: {width} columns and {height} rows at least"),
        format!("too small: {width}x{height} at least"),
        "too small".to_owned(),
        "<>".to_owned(),
    ];
    let fits = |told: &&String| told.len() <= usize::from(screen.width);
    let told = told.iter().find(fits).map_or("", String::as_str);
    Line::styled(told, canvas.theme.dim).render(row_at(screen, 0), buffer);
}

impl Canvas<'_> {
    fn panes(&self, buffer: &mut Buffer) {
        for (pane, place) in self.places.shown() {
            self.frame(pane, place, buffer);
            self.pane(pane, self.places.inside(pane), buffer);
        }
    }

    fn frame(&self, pane: Pane, place: Rect, buffer: &mut Buffer) {
        let focused = self.state.arrangement.focus == pane;
        let look = self.theme.panel(focused);
        let title = self.title(pane, usize::from(place.width).saturating_sub(FRAME));
        if self.places.framed {
            panel(title, look).render(place, buffer);
        } else if pane != Pane::Script {
            title.style(look.title).render(Rect { height: place.height.min(1), ..place }, buffer);
        }
    }

    /// The pane's title, with what it is filtered by; made for `room` cells.
    fn title(&self, pane: Pane, room: usize) -> Line<'static> {
        let mut title = self.name(pane, room);
        let list = match pane {
            Pane::Outline => List::Outline,
            Pane::Speakers => List::Speakers,
            Pane::Logs => List::Logs,
            _ => return title,
        };
        title.spans.extend(self.filter(list));
        title
    }

    /// What a list is filtered by: `/` and what is typed.
    fn filter(&self, list: List) -> Vec<Span<'static>> {
        let (typed, style) = (self.state.filters.of(list), self.theme.current);
        let typing = self.state.prompt() == Some(Prompt::Filter(list));
        if !typing && typed.text().is_empty() {
            return Vec::new();
        }
        let mut spans = vec![Span::styled("/", style)];
        if typing {
            let owned = |span: Span| Span::styled(span.content.into_owned(), span.style);
            spans.extend(typed.spans(style).map(owned));
        } else {
            spans.push(Span::styled(typed.text().to_owned(), style));
        }
        spans.push(Span::raw(" "));
        spans
    }

    /// The pane's name; where panes fold into one, their names as tabs.
    fn name(&self, pane: Pane, room: usize) -> Line<'static> {
        if self.places.tabs.contains(&pane) && pane != Pane::Outline
            || self.places.tabs.len() == 4 && pane != Pane::Script && pane != Pane::Search
        {
            let tabs = self.places.tabs.iter().flat_map(|tab| {
                let style = if *tab == pane { self.theme.title_focused } else { self.theme.dim };
                let name = if *tab == pane { tab.title() } else { short(*tab) };
                [Span::styled(name, style), Span::raw(" ")]
            });
            return Line::from_iter([Span::raw(" ")].into_iter().chain(tabs));
        }
        let extra = match pane {
            Pane::Outline if !self.state.table.episode.identity.title.is_empty() => {
                self.state.table.episode.identity.title.clone()
            }
            Pane::Speakers => self.speakers(room),
            Pane::Logs => format!("{} {}", pane.title(), self.state.logs_listed().len()),
            Pane::Script => script::title(self.state),
            Pane::Search => search::title(self.state),
            _ => pane.title().to_owned(),
        };
        Line::from(format!(" {extra} "))
    }

    /// How many speakers there are, in which order, and how many are lit; their order gives way first.
    fn speakers(&self, room: usize) -> String {
        let order = self.state.speakers.order.name();
        let lit = match speakers::lit(self.state) {
            0 => String::new(),
            lit => format!(", {lit} lit"),
        };
        let name = format!("{} {}", Pane::Speakers.title(), self.state.speakers_in_order().len());
        let whole = format!("{name} by {order}{lit}");
        if whole.len() <= room { whole } else { name + &lit }
    }

    fn pane(&self, pane: Pane, inside: Rect, buffer: &mut Buffer) {
        if inside.is_empty() {
            return;
        }
        match pane {
            Pane::Outline => outline::draw(self, inside, buffer),
            Pane::Script => script::draw(self, inside, buffer),
            Pane::Search => search::draw(self, inside, buffer),
            Pane::Speakers => speakers::draw(self, inside, buffer),
            Pane::Logs => logs::draw(self, inside, buffer),
            Pane::Beside => beside::draw(self, inside, buffer),
        }
    }

    /// Marks the row under a list's cursor.
    fn mark_row(&self, pane: Pane, row: Rect, selected: bool, buffer: &mut Buffer) {
        if selected {
            let style = self.theme.selected;
            let focused = self.state.arrangement.focus == pane;
            buffer.set_style(row, if focused { style.patch(self.theme.current) } else { style });
        }
    }
}

/// A tab's name where it is not the one shown.
fn short(pane: Pane) -> &'static str {
    match pane {
        Pane::Outline => "Outl",
        Pane::Script => "Script",
        Pane::Search => "Search",
        Pane::Speakers => "Spkr",
        Pane::Logs => "Logs",
        Pane::Beside => "Beside",
    }
}

/// The row number `at` of `area`, one cell high.
fn row_at(area: Rect, at: usize) -> Rect {
    let y = u16::try_from(at).map_or(area.bottom(), |at| area.y.saturating_add(at));
    Rect { y, height: u16::from(y < area.bottom()), ..area }
}

/// Writes `line` to `row` with `right` at the end of it, which gives way last.
fn both_sides(line: Line, right: Span, row: Rect, buffer: &mut Buffer) {
    let width = u16::try_from(right.width()).unwrap_or(u16::MAX).min(row.width);
    let left = Rect { width: row.width.saturating_sub(width.saturating_add(u16::from(width > 0))), ..row };
    line.render(left, buffer);
    right.render(Rect { x: row.right().saturating_sub(width), width, ..row }, buffer);
}

/// The columns that what is typed has at least, before something stands beside it.
const LEAST_TYPED: usize = 16;

/// Writes a line that is typed into to `row`: a sign and the `input`, the place where one types in sight; and
/// `right` at the end of it where there is room.
fn typed_line(sign: Span, input: &Input, style: Style, right: Span, row: Rect, buffer: &mut Buffer) {
    let room = usize::from(row.width);
    let beside = right.width() + usize::from(right.width() > 0);
    let beside = if beside + LEAST_TYPED > room { 0 } else { beside };
    let typing = room - beside;
    let shift = (sign.width() + width(input.before()) + 1).saturating_sub(typing);
    let columns = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    let line = Line::from_iter([sign].into_iter().chain(input.spans(style)));
    let left = Rect { width: columns(typing), ..row };
    Paragraph::new(line).scroll((0, columns(shift))).render(left, buffer);
    if beside > 0 {
        let wide = columns(right.width());
        right.render(Rect { x: row.right() - wide, width: wide, ..row }, buffer);
    }
}

/// Seconds as minutes and seconds.
fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).floor();
    format!("{:02.0}:{:02.0}", (whole / 60.0).floor(), whole % 60.0)
}

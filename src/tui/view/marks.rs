//! What a person put beside lines: as a list to choose from, and as signs beside the lines themselves.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::journal::{Held, KeptItem, What};
use crate::tui::action::Action;
use crate::tui::own::OwnList;
use crate::tui::state::State;
use crate::tui::widget::panel::panel;
use crate::tui::widget::rows::window;
use crate::tui::widget::wrap::{shorten, width};

use super::{Canvas, both_sides, row_at};

/// The widest that the list gets.
const WIDEST: u16 = 100;

/// Columns for a line's id, and for who speaks it.
const ID: usize = 7;
const NAME: usize = 12;

/// The share of the columns that an episode's title may have.
const TITLE: u16 = 3;

/// The sign of something beside a line, one cell wide.
pub(super) fn sign(what: &What) -> char {
    match what {
        What::Note(_) => '✎',
        What::Bookmark => '◆',
        What::Mark(letter) => *letter,
    }
}

/// The signs beside the element at `index`: notes, then marks, then bookmarks.
pub(super) fn signs(state: &State, index: usize) -> Vec<char> {
    let order = |what: &What| match what {
        What::Note(_) => 0,
        What::Mark(_) => 1,
        What::Bookmark => 2,
    };
    let mut beside: Vec<&What> = state.own.beside(index).map(|here| &here.what).collect();
    beside.sort_by_key(|what| order(what));
    let mut signs: Vec<char> = beside.into_iter().map(sign).collect();
    signs.dedup();
    signs
}

/// Draws a `list` with its cursor, and the row from which on rows are selected.
pub(super) fn draw(
    canvas: &Canvas,
    list: OwnList,
    (cursor, from): (usize, Option<usize>),
    buffer: &mut Buffer,
) {
    let theme = canvas.theme;
    let area = area(canvas.places.screen);
    Clear.render(area, buffer);
    let ids = canvas.state.own.ids(list);
    panel(title(list, ids.len()), theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = rows(canvas.places.screen);
    if ids.is_empty() {
        Line::styled(nothing(canvas, list), theme.dim).render(row_at(inside, 0), buffer);
    }
    for (at, row) in window(cursor, ids.len(), usize::from(inside.height)).enumerate() {
        let place = row_at(inside, at);
        if let Some(kept) = ids.get(row).and_then(|id| canvas.state.own.kept.item(id)) {
            item(canvas, list, kept, place, buffer);
        }
        if row == cursor {
            buffer.set_style(place, theme.selected.patch(theme.current));
        } else if from.is_some_and(|from| row.clamp(cursor.min(from), cursor.max(from)) == row) {
            buffer.set_style(place, theme.selected);
        }
    }
    hints(canvas, from.is_some(), area, buffer);
}

fn area(screen: Rect) -> Rect {
    let width = screen.width.min(WIDEST);
    Rect { x: (screen.width - width) / 2, width, height: screen.height.saturating_sub(1), ..screen }
}

/// The place of the rows.
pub(super) fn rows(screen: Rect) -> Rect {
    area(screen).inner(Margin::new(1, 1))
}

fn title(list: OwnList, count: usize) -> String {
    match list {
        OwnList::Marks => format!(" Marks and bookmarks {count} "),
        OwnList::Notes => format!(" Notes {count} "),
        OwnList::Everything => format!(" On all episodes {count} "),
    }
}

/// What is said where a list has no rows.
fn nothing(canvas: &Canvas, list: OwnList) -> String {
    let key = |action: Action| canvas.state.keymap.first_key(action);
    match list {
        OwnList::Marks => {
            format!("none yet: {} bookmarks a line, {} marks it", key(Action::Bookmark), key(Action::SetMark))
        }
        OwnList::Notes | OwnList::Everything => {
            format!("none yet: {} on a line of the script writes a note", key(Action::Note))
        }
    }
}

/// Sign, line, who speaks, the note or the line's words; the episode's title where it may be another's.
fn item(canvas: &Canvas, list: OwnList, kept: &KeptItem, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let line = &kept.item.line;
    let here = state.own.here.iter().find(|here| here.id == kept.item.id);
    let element = here.and_then(|here| here.at()).and_then(|at| state.table.episode.elements.get(at));
    let mut id = element.map_or(line.id, |element| element.id).to_string();
    if let Some(was) = &kept.item.through {
        let last = here.and_then(|here| state.table.episode.elements.get(here.through?));
        id.push_str(&format!("–{}", last.map_or(was.id, |last| last.id)));
    }
    let name = line.speaker.as_deref().unwrap_or_default();
    let mut row = vec![
        Span::styled(format!("{} ", sign(&kept.item.what)), theme.current),
        Span::styled(format!("{id:<ID$} "), theme.id),
        Span::styled(padded(name, NAME), theme.heading),
    ];
    match here.map(|here| here.held) {
        Some(None) => row.push(Span::styled("lost ", theme.error)),
        Some(Some(Held::Like(_, share))) => {
            row.push(Span::styled(format!("~{:.0} % ", share * 100.0), theme.borrowed));
        }
        _ => {}
    }
    if let What::Note(text) = &kept.item.what {
        row.push(Span::styled(format!("{}  ", text.lines().collect::<Vec<_>>().join(" ")), theme.text));
    }
    let episode = if list == OwnList::Everything { kept.episode.title.as_str() } else { "" };
    let episode = shorten(episode, usize::from(place.width / TITLE)).into_owned();
    let words = element.map_or(line.words.as_str(), |element| element.text.as_str());
    let mut row = Line::from(row);
    let beside = width(&episode) + usize::from(!episode.is_empty());
    let room = usize::from(place.width).saturating_sub(row.width() + beside);
    row.push_span(Span::styled(shorten(words, room), theme.dim));
    both_sides(row, Span::styled(episode, theme.id), place, buffer);
}

/// `text` in exactly `cells` cells and a blank.
fn padded(text: &str, cells: usize) -> String {
    let text = shorten(text, cells);
    let missing = cells.saturating_sub(width(&text)) + 1;
    format!("{text}{}", " ".repeat(missing))
}

/// The keys of the list, in its lower frame, as many as fit.
fn hints(canvas: &Canvas, selecting: bool, area: Rect, buffer: &mut Buffer) {
    let of_rows = [
        (Action::Erase, "takes these away"),
        (Action::Copy, "copies these"),
        (Action::Clear, "selects no more"),
    ];
    let of_list = [
        (Action::Open, "goes there"),
        (Action::Note, "changes"),
        (Action::Erase, "takes away"),
        (Action::FocusNext, "next list"),
        (Action::Undo, "takes back"),
        (Action::Copy, "copies all"),
        (Action::Select, "selects"),
    ];
    let hints = if selecting { &of_rows[..] } else { &of_list[..] };
    let room = usize::from(area.width.saturating_sub(2));
    let mut shown = String::from(" ");
    for (action, does) in hints {
        let hint = format!("{} {does}  ", canvas.state.keymap.first_key(*action));
        if width(&shown) + width(&hint) <= room {
            shown.push_str(&hint);
        }
    }
    if area.height > 2 {
        let row =
            Rect { x: area.x + 1, y: area.bottom() - 1, width: area.width.saturating_sub(2), height: 1 };
        Line::styled(
            shown.replace("  ", " · ").trim_end_matches(['·', ' ']).to_owned() + " ",
            canvas.theme.dim,
        )
        .render(row, buffer);
    }
}

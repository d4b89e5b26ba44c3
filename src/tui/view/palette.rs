//! The palette: what is typed, and what it can mean, with the keys that would do the same.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::palette::Offer;
use crate::tui::widget::panel::panel;
use crate::tui::widget::rows::window;
use crate::tui::widget::wrap::{shorten, width};

use super::{Canvas, both_sides, row_at, typed_line};

/// The widest that it gets.
const WIDEST: u16 = 90;

/// The most offers that are shown at once.
const MOST: u16 = 16;

/// Columns for a name.
const NAME: usize = 22;

/// Columns from which on there is room for what an action does.
const ROOMY: u16 = 56;

pub(super) fn draw(canvas: &Canvas, buffer: &mut Buffer) {
    let (palette, theme) = (&canvas.state.palette, canvas.theme);
    let area = area(canvas.places.screen);
    Clear.render(area, buffer);
    panel(" What to do ", theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(1, 1));
    let count = match palette.offers.len() {
        0 => "nothing is called so".to_owned(),
        count => format!("{} of {count}", palette.cursor + 1),
    };
    let (sign, count) = (Span::styled(":", theme.current), Span::styled(count, theme.dim));
    typed_line(sign, &palette.input, theme.text, count, row_at(inside, 0), buffer);
    let list = list(canvas.places.screen);
    for (at, index) in window(palette.cursor, palette.offers.len(), usize::from(list.height)).enumerate() {
        let place = row_at(list, at);
        let Some(offer) = palette.offers.get(index) else { continue };
        offer_row(canvas, *offer, place, buffer);
        if index == palette.cursor {
            buffer.set_style(place, theme.selected.patch(theme.current));
        }
    }
}

fn area(screen: Rect) -> Rect {
    let width = screen.width.min(WIDEST);
    let height = screen.height.saturating_sub(1).min(MOST + 3);
    Rect { x: (screen.width - width) / 2, width, height, ..screen }
}

/// The place of the rows.
pub(super) fn list(screen: Rect) -> Rect {
    let inside = area(screen).inner(Margin::new(1, 1));
    Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside }
}

fn offer_row(canvas: &Canvas, offer: Offer, place: Rect, buffer: &mut Buffer) {
    let (state, theme) = (canvas.state, canvas.theme);
    let (name, doc, keys) = match offer {
        Offer::Action(row) => {
            (row.name.to_owned(), row.doc.to_owned(), state.keymap.keys(row.action).join("  "))
        }
        Offer::Theme(at) => {
            let name = state.themes.get(at).map_or("", |theme| theme.name.as_str());
            (format!("theme {name}"), "Take this theme".to_owned(), String::new())
        }
        Offer::Element(at) => {
            let element = state.table.episode.elements.get(at);
            let id = element.map_or_else(String::new, |element| element.id.to_string());
            (id, element.map_or_else(String::new, |element| element.text.clone()), "go there".to_owned())
        }
    };
    let mut line = vec![Span::styled(format!("{:<NAME$} ", shorten(&name, NAME)), theme.title_focused)];
    if place.width >= ROOMY {
        let room = usize::from(place.width).saturating_sub(NAME + 2 + width(&keys));
        line.push(Span::styled(shorten(&doc, room).into_owned(), theme.text));
    }
    both_sides(Line::from(line), Span::styled(keys, theme.dim), place, buffer);
}

//! The keys, from the keymap in use; what queries are made of; what the signs on the screen mean.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use crate::tui::action::{ACTIONS, Category};
use crate::tui::state::State;
use crate::tui::widget::panel::panel;
use crate::tui::widget::wrap::wrap;

use super::{Canvas, row_at};

/// Columns for the keys.
const KEYS: usize = 22;

/// Columns below which what a key does stands under the key.
const ROOMY: u16 = 64;

/// What queries are made of.
const QUERIES: [(&str, &str); 11] = [
    ("make a deal", "Words, best first: the phrase, the words, words that begin so, typos"),
    ("\"make a deal\"", "The phrase, whatever stands between its words"),
    ("'lamp  'lamp'", "These letters anywhere; this whole word"),
    ("^captain  deal$", "Lines that begin so; that end so"),
    ("fog !lamp", "The first and not the second"),
    ("fog | mist", "Either"),
    ("~hlrn", "These letters in this order anywhere in a line"),
    ("@fenn", "Lines of a speaker"),
    ("#bridge  #12", "Lines of a scene, by its name or number"),
    ("%act two  %kind log", "Of an act; log entries, directions, speeches"),
    ("9.06", "The line with this id"),
];

/// What the signs on the screen mean.
const SIGNS: [(&str, &str); 11] = [
    ("▌", "The current line, and who speaks it"),
    ("•", "Speaks in this scene"),
    ("»  ×  │", "A speaker chosen, one left out, and the lines that are lit by that"),
    ("✎  ◆  a", "A note, a bookmark, a mark of yours beside the line"),
    ("~", "Borrowed from another document or concluded, with how sure that is"),
    ("⤵  ⤷", "An act ends inside this scene; the scene goes on in the next act"),
    ("≈", "A hit that is nearly what was asked for"),
    ("+2", "A hit that two other documents have too"),
    ("▸  ▾", "Folded; unfolded"),
    ("· ░ ▒ ▓ █", "Nothing, little, more, much, most"),
    ("1.02  9.06a", "Scene and speech; what follows the sixth speech of scene 9"),
];

/// The widest that the help gets.
const WIDEST: u16 = 90;

pub(super) fn draw(canvas: &Canvas, top: usize, buffer: &mut Buffer) {
    let screen = canvas.places.screen;
    let width = screen.width.min(WIDEST);
    let area = Rect { x: (screen.width - width) / 2, width, ..screen };
    Clear.render(area, buffer);
    panel(" Keys ", canvas.theme.panel(true)).style(canvas.theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(2, 1));
    let rows = rows(canvas.state).into_iter().skip(top).take(usize::from(inside.height));
    for (at, row) in rows.enumerate() {
        let place = row_at(inside, at);
        match row {
            HelpRow::Title(title) => Line::styled(title, canvas.theme.heading).render(place, buffer),
            HelpRow::Keys(keys) => Line::styled(keys, canvas.theme.title_focused).render(place, buffer),
            HelpRow::Text(text) => Line::raw(text).render(place, buffer),
        }
    }
}

/// A row of the help.
enum HelpRow {
    Title(&'static str),
    Keys(String),
    Text(String),
}

/// How many rows the help has.
pub(in crate::tui) fn row_count(state: &State) -> usize {
    rows(state).len()
}

fn rows(state: &State) -> Vec<HelpRow> {
    let width = state.size.width.min(WIDEST).saturating_sub(4);
    let mut rows = Vec::new();
    for category in Category::ALL {
        section(&mut rows, category.title());
        for row in ACTIONS.iter().filter(|row| row.category == category) {
            explained(&mut rows, &state.keymap.keys(row.action).join("  "), row.doc, width);
        }
    }
    for (title, explanations) in [("Queries", &QUERIES[..]), ("Signs", &SIGNS[..])] {
        section(&mut rows, title);
        for (sign, meaning) in explanations {
            explained(&mut rows, sign, meaning, width);
        }
    }
    rows
}

fn section(rows: &mut Vec<HelpRow>, title: &'static str) {
    if !rows.is_empty() {
        rows.push(HelpRow::Text(String::new()));
    }
    rows.push(HelpRow::Title(title));
}

/// Adds what `keys` mean: beside them, or wrapped under them where the screen is narrow.
fn explained(rows: &mut Vec<HelpRow>, keys: &str, meaning: &str, width: u16) {
    if width >= ROOMY {
        return rows.push(HelpRow::Text(format!("{keys:<KEYS$} {meaning}")));
    }
    rows.push(HelpRow::Keys(keys.to_owned()));
    let wrapped = wrap(meaning, usize::from(width.saturating_sub(2)));
    rows.extend(wrapped.into_iter().map(|row| HelpRow::Text(format!("  {}", &meaning[row]))));
}

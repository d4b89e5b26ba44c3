//! The keys, from the keymap in use; what queries are made of; what the signs on the screen mean.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::tui::action::{ACTIONS, Category};
use crate::tui::filter::Words;
use crate::tui::state::State;
use crate::tui::widget::panel::panel;
use crate::tui::widget::wrap::wrap;

use super::{Canvas, both_sides, row_at, typed_line};

/// Columns for the keys.
const KEYS: usize = 22;

/// Columns below which what a key does stands under the key.
const ROOMY: u16 = 64;

/// What queries are made of.
const QUERIES: &[(&str, &str)] = &[
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
const SIGNS: &[(&str, &str)] = &[
    ("▌", "The current line, and who speaks it"),
    ("›", "The first row that the last page brought"),
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
const WIDEST: u16 = 100;

/// Columns for an action's name, and those from which on there is room for it.
const NAME: u16 = 22;
const VERY_ROOMY: u16 = 94;

pub(super) fn draw(canvas: &Canvas, top: usize, buffer: &mut Buffer) {
    let (screen, theme) = (canvas.places.screen, canvas.theme);
    let width = screen.width.min(WIDEST);
    let area = Rect { x: (screen.width - width) / 2, width, ..screen };
    Clear.render(area, buffer);
    panel(" Keys ", theme.panel(true)).style(theme.text).render(area, buffer);
    let inside = area.inner(Margin::new(2, 1));
    prompt(canvas, row_at(inside, 0), buffer);
    let below = Rect { y: inside.y.saturating_add(1), height: inside.height.saturating_sub(1), ..inside };
    let rows = rows(canvas.state).into_iter().skip(top).take(usize::from(below.height));
    for (at, row) in rows.enumerate() {
        let place = row_at(below, at);
        match row {
            HelpRow::Title(title) => Line::styled(title, theme.heading).render(place, buffer),
            HelpRow::Keys(keys) => Line::styled(keys, theme.title_focused).render(place, buffer),
            HelpRow::Text(text) => Line::raw(text).render(place, buffer),
            HelpRow::Named(text, name) => {
                let name = format!("{name:<0$}", usize::from(NAME));
                both_sides(Line::raw(text), Span::styled(name, theme.dim), place, buffer);
            }
        }
    }
}

/// What is typed to find a key or what it does.
fn prompt(canvas: &Canvas, place: Rect, buffer: &mut Buffer) {
    let (theme, typed) = (canvas.theme, &canvas.state.help);
    let hint = if typed.text().is_empty() { HINT } else { HINT_FILTERED };
    let sign = Span::styled("> ", theme.current);
    typed_line(sign, typed, theme.text, Span::styled(hint, theme.dim), place, buffer);
}

/// How to use the help, and how to go on where it is filtered.
const HINT: &str = "type to filter, @x: key x, esc closes";
const HINT_FILTERED: &str = "esc shows all";

/// What is said where nothing holds what is typed.
const NOTHING: &str = "no key, and nothing that a key does, is called so";

/// A row of the help.
enum HelpRow {
    Title(&'static str),
    Keys(String),
    Text(String),
    /// A text, and the name by which it can be asked for.
    Named(String, &'static str),
}

/// How many rows the help has.
pub(in crate::tui) fn row_count(state: &State) -> usize {
    rows(state).len()
}

fn rows(state: &State) -> Vec<HelpRow> {
    let width = state.size.width.min(WIDEST).saturating_sub(4);
    let wanted = Wanted::new(state.help.text());
    let mut rows = Vec::new();
    for category in Category::ALL {
        let mut shown = Vec::new();
        for row in ACTIONS.iter().filter(|row| row.category == category) {
            let keys = state.keymap.keys(row.action);
            if wanted.holds(&keys, &format!("{} {}", row.doc, row.name)) {
                explained(&mut shown, &keys.join("  "), row.doc, row.name, width);
            }
        }
        section(&mut rows, category.title(), shown);
    }
    for (title, explanations) in [("Queries", QUERIES), ("Signs", SIGNS)] {
        let mut shown = Vec::new();
        for (sign, meaning) in explanations {
            if wanted.holds(&[(*sign).to_owned()], meaning) {
                explained(&mut shown, sign, meaning, "", width);
            }
        }
        section(&mut rows, title, shown);
    }
    if rows.is_empty() {
        rows.extend(
            wrap(NOTHING, usize::from(width)).into_iter().map(|row| HelpRow::Text(NOTHING[row].to_owned())),
        );
    }
    rows
}

/// What the help is filtered by.
enum Wanted {
    All,
    /// What this key does, or begins to do.
    Key(String),
    Words(Words),
}

impl Wanted {
    fn new(typed: &str) -> Self {
        match typed.strip_prefix('@').filter(|key| !key.is_empty()) {
            Some(key) => Self::Key(key.to_owned()),
            None => Words::new(typed).map_or(Self::All, Self::Words),
        }
    }

    fn holds(&self, keys: &[String], text: &str) -> bool {
        match self {
            Self::All => true,
            Self::Key(wanted) => {
                let begins = |key: &String| key.strip_prefix(wanted).is_some_and(|rest| rest.len() < 2);
                keys.iter().any(begins)
            }
            Self::Words(words) => words.within(&format!("{} {text}", keys.join(" "))),
        }
    }
}

/// Adds a section where there is something in it.
fn section(rows: &mut Vec<HelpRow>, title: &'static str, shown: Vec<HelpRow>) {
    if shown.is_empty() {
        return;
    }
    if !rows.is_empty() {
        rows.push(HelpRow::Text(String::new()));
    }
    rows.push(HelpRow::Title(title));
    rows.extend(shown);
}

/// Adds what `keys` mean: wrapped beside them, or under them where the screen is narrow.
fn explained(rows: &mut Vec<HelpRow>, keys: &str, meaning: &str, name: &'static str, width: u16) {
    if width >= ROOMY {
        let named = if width >= VERY_ROOMY { usize::from(NAME) + 1 } else { 0 };
        let room = usize::from(width).saturating_sub(keys.len().max(KEYS) + 1 + named);
        for (at, row) in wrap(meaning, room).into_iter().enumerate() {
            let keys = if at == 0 { keys } else { "" };
            let text = format!("{keys:<KEYS$} {}", &meaning[row]);
            let is_named = at == 0 && named > 0;
            rows.push(if is_named { HelpRow::Named(text, name) } else { HelpRow::Text(text) });
        }
        return;
    }
    rows.push(HelpRow::Keys(keys.to_owned()));
    let wrapped = wrap(meaning, usize::from(width.saturating_sub(2)));
    rows.extend(wrapped.into_iter().map(|row| HelpRow::Text(format!("  {}", &meaning[row]))));
}

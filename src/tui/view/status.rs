//! The status line: where one is; or what there is to say; or what the keys pressed lead to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::action::Action;
use crate::tui::find::Find;
use crate::tui::layout::Pane;
use crate::tui::state::{Prompt, State};
use crate::tui::widget::input::Input;
use crate::tui::widget::wrap::{shorten, width};

use super::{Canvas, both_sides, typed_line};

pub(super) fn draw(canvas: &Canvas, buffer: &mut Buffer) {
    let (theme, state) = (canvas.theme, canvas.state);
    let typed = typed(canvas);
    let speaks =
        typed.is_some() || state.notice.is_some() || state.count.is_some() || !state.pressed.is_empty();
    // Without a line of its own it takes the last one while there is something to say.
    let screen = canvas.places.screen;
    let last = Rect { y: screen.bottom().saturating_sub(1), height: screen.height.min(1), ..screen };
    let place = if canvas.places.status.is_empty() && speaks { last } else { canvas.places.status };
    if place.is_empty() {
        return;
    }
    buffer.set_style(place, theme.status);
    let room = usize::from(place.width);
    let mut right = hints(canvas);
    if let Some((sign, input)) = typed {
        let sign = Span::styled(sign, theme.status);
        return typed_line(sign, input, theme.status, Span::raw(right), place, buffer);
    }
    let left = if !state.pressed.is_empty() {
        Line::from(format!(" {} …", pressed(canvas)))
    } else if let Some(notice) = &state.notice {
        let style = if notice.is_error { theme.error } else { theme.status };
        // What there is to say is said once; where one is and the keys are there again after the next one.
        if width(&notice.text) + width(&right) + 2 > room {
            right.clear();
        }
        Line::styled(format!(" {}", shorten(&notice.text, room.saturating_sub(1))), style)
    } else {
        Line::from(where_one_is(canvas, room.saturating_sub(width(&right) + 1)))
    };
    // What there is to say is said whole: the keys can be asked for.
    let cuts =
        typed.is_none() && state.notice.is_some() && left.width() + width(&right) >= usize::from(place.width);
    both_sides(left, Span::raw(if cuts { String::new() } else { right }), place, buffer);
}

/// What is typed on the status line, and the sign before it.
fn typed<'a>(canvas: &Canvas<'a>) -> Option<(&'static str, &'a Input)> {
    let state = canvas.state;
    match state.prompt()? {
        Prompt::Find => Some(("/", &state.find.input)),
        Prompt::Limit => Some(("&", &state.shown.input)),
        Prompt::Sought => Some(("/", &state.sheets.sought.input)),
        _ => None,
    }
}

/// What stands between the parts of where one is.
const SEPARATOR: &str = " · ";

/// Episode, act, scene, line; what does not fit into `room` columns is left out from the left.
fn where_one_is(canvas: &Canvas, room: usize) -> String {
    let table = &canvas.state.table;
    let episode = &table.episode;
    let current = canvas.state.script.current;
    let mut parts = vec![episode.identity.name()];
    if let Some(act) = table.act(current).and_then(|ix| episode.outline.acts.get(ix.at())) {
        parts.push(act.name.clone());
    }
    if let Some(scene) = table.scene(current).and_then(|ix| episode.outline.scenes.get(ix.at())) {
        parts.push(format!("{} {}", scene.number, scene.heading).trim_end().to_owned());
    }
    if let Some(element) = canvas.state.current() {
        parts.push(element.id.to_string());
    }
    if canvas.state.shown.limit().is_some() && !canvas.places.framed {
        parts.push(format!("&{}", canvas.state.shown.input.text()));
    }
    while parts.len() > 1 && width(&parts.join(SEPARATOR)) + 1 > room {
        parts.remove(0);
    }
    format!(" {}", parts.join(SEPARATOR))
}

/// How far one is, and the keys that lead on.
fn hints(canvas: &Canvas) -> String {
    let state = canvas.state;
    match state.prompt() {
        Some(Prompt::Find) => return found(&state.find),
        Some(Prompt::Limit) => return limited(state),
        Some(Prompt::Sought) => return sought(state),
        _ => {}
    }
    if let Some(count) = state.count {
        return format!("{count} ");
    }
    if let Some(selected) = state.selected() {
        return selection(canvas, selected.count());
    }
    let last = state.table.episode.elements.len().saturating_sub(1).max(1);
    let percent = state.script.current * 100 / last;
    if canvas.places.screen.width < 60 {
        return format!("{percent} % ");
    }
    let key = |action: Action| state.keymap.first_key(action);
    let keys = if state.sheets.top().is_some() {
        format!("{} go there  {} back", key(Action::Open), key(Action::Clear))
    } else if state.arrangement.focus == Pane::Search {
        format!("{} stay  {} return", key(Action::Accept), key(Action::Cancel))
    } else {
        let keys = [
            (Action::Help, "help"),
            (Action::Find, "find"),
            (Action::Search, "search"),
            (Action::Quit, "quit"),
        ];
        keys.map(|(action, word)| format!("{} {word}", key(action))).join("  ")
    };
    format!("{percent} %  {keys} ")
}

/// Which place of how many one looks at while it is typed what to find.
fn found(find: &Find) -> String {
    match (find.matches.len(), &find.pattern) {
        (_, None) => "a capital means itself; enter stays, esc returns ".to_owned(),
        (0, _) => "not found ".to_owned(),
        (count, _) => format!("{} of {count} ", find.at + 1),
    }
}

/// Which place of how many one looks at in a document.
fn sought(state: &State) -> String {
    let sought = &state.sheets.sought;
    match sought.number(state.sheets.documents.at) {
        Some(number) => format!("{number} of {} ", sought.count()),
        None if sought.input.text().is_empty() => "enter stays, esc returns ".to_owned(),
        None => "not found ".to_owned(),
    }
}

/// How many lines are selected, and what can be done with them.
fn selection(canvas: &Canvas, lines: usize) -> String {
    let counted = format!("{lines} selected ");
    if canvas.places.screen.width < 60 {
        return counted;
    }
    let does = [(Action::Copy, "copy"), (Action::Note, "note"), (Action::Bookmark, "bookmark")];
    let keys = does.map(|(action, word)| format!(" {} {word} ", canvas.state.keymap.first_key(action)));
    counted + &keys.concat()
}

/// How many lines hold what the script is being limited to.
fn limited(state: &State) -> String {
    match state.shown.limit() {
        None => "all lines; esc returns ".to_owned(),
        Some(0) => "no line holds it ".to_owned(),
        Some(holding) => format!("{holding} lines "),
    }
}

/// The keys of a sequence that is not complete.
fn pressed(canvas: &Canvas) -> String {
    canvas.state.pressed.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

//! Whole screens with their styles, at the sizes where the layout differs.

use std::collections::BTreeMap;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Size;

use crate::tui::event::Event;
use crate::tui::state::State;

use super::{drawn, press, reader};

/// The screen's text, then a map of its styles: a letter for each style that is used, `.` for the
/// commonest, with a list of what the letters mean.
pub(super) fn picture(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for cell in buffer.content() {
        *counts.entry(style_of(cell)).or_default() += 1;
    }
    let mut styles: Vec<(String, usize)> = counts.into_iter().collect();
    styles.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let letters: BTreeMap<&str, char> =
        styles.iter().map(|(style, _)| style.as_str()).zip(".abcdefghijklmnopqrstuvwxyz".chars()).collect();
    let mut text = String::new();
    let mut map = String::new();
    for y in 0..area.height {
        for x in 0..area.width {
            let cell = &buffer[(x, y)];
            text.push_str(cell.symbol());
            map.push(letters.get(style_of(cell).as_str()).copied().unwrap_or('?'));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        map.push('\n');
    }
    let legend: Vec<String> = styles
        .iter()
        .filter_map(|(style, _)| Some(format!("{} {style}", letters.get(style.as_str())?)))
        .collect();
    format!("{text}\n{map}\n{}", legend.join("\n"))
}

fn style_of(cell: &Cell) -> String {
    let style = cell.style();
    format!("{:?} on {:?} {:?}", style.fg, style.bg, style.add_modifier)
}

/// Takes the screen after `keys` at a size for the snapshot of this name.
pub(super) fn snapshot(name: &str, (width, height): (u16, u16), keys: &str) {
    let mut state = reader(width, height);
    press(&mut state, keys);
    taken(name, &state);
}

/// Takes the screen of `state` for the snapshot of this name.
pub(super) fn taken(name: &str, state: &State) {
    let Size { width, height } = state.size;
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../../../tests/snapshots/screens" }, {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), picture(&drawn(state)));
    });
}

#[test]
fn reading() {
    for size in [(200, 60), (120, 36), (80, 24), (40, 10)] {
        snapshot("reading", size, "]]}}");
    }
}

#[test]
fn searching() {
    for size in [(200, 60), (120, 36), (80, 24), (40, 10)] {
        snapshot("searching", size, "flamp out<down>");
    }
}

#[test]
fn results_in_their_views() {
    for size in [(200, 60), (120, 36), (80, 24), (40, 10)] {
        snapshot("grouped", size, "flamp<c-g><a-j><c-o><down>");
        snapshot("key_words", size, "f'lamp'<c-v><c-v><down>");
        snapshot("within", size, "flamp<c-t>out | lit<c-x>");
        snapshot("faulty", size, "flamp %zz x");
    }
}

#[test]
fn a_speaker_lit() {
    for size in [(120, 36), (80, 24), (40, 10)] {
        snapshot("lit", size, "cj ");
    }
}

#[test]
fn a_break_inside_a_scene() {
    snapshot("break", (120, 36), "))))}");
}

#[test]
fn finding() {
    snapshot("finding", (80, 24), "/the l");
    snapshot("found", (120, 36), "/lamp<enter>nn");
}

#[test]
fn keys_and_shelf() {
    snapshot("help", (80, 24), "?");
    snapshot("help", (120, 36), "?scene");
    snapshot("help", (40, 10), "?@c");
    snapshot("shelf", (80, 24), "ge");
}

#[test]
fn the_palette() {
    for size in [(120, 36), (80, 24), (40, 10)] {
        snapshot("palette", size, ":scene");
    }
}

#[test]
fn notes_and_marks() {
    let noted = "]]}}aWho trims it?<enter>}Bmk{";
    snapshot("noted", (120, 36), noted);
    for size in [(80, 24), (40, 10)] {
        snapshot(
            "note",
            size,
            "]]}}awho trims the wick when nobody is aboard, and who lit it<a-enter>ask again",
        );
        snapshot("notes", size, &format!("{noted}ga"));
    }
}

#[test]
fn filtered_lists() {
    snapshot("outline_filtered", (120, 36), "t/bridge");
    snapshot("speakers_filtered", (80, 24), "c/e");
}

#[test]
fn some_lines_only() {
    snapshot("limiting", (80, 24), "&lamp");
    for size in [(200, 60), (120, 36), (40, 10)] {
        snapshot("limited", size, "&lamp<enter>");
    }
    snapshot("no_directions", (120, 36), "].");
    snapshot("logs_filtered", (120, 36), "gl/fenn");
}

#[test]
fn lines_selected() {
    for size in [(120, 36), (80, 24), (40, 10)] {
        snapshot("selected", size, "]]v}}");
    }
    snapshot("noted_together", (80, 24), "]]v}}aAll of this twice<enter>ga");
}

#[test]
fn words_in_a_document() {
    for size in [(120, 36), (40, 10)] {
        snapshot("document_found", size, "]]gd<enter>/lamp<enter>n");
    }
}

#[test]
fn what_the_summary_tells_in_its_own_words() {
    for size in [(120, 36), (80, 24), (40, 10)] {
        snapshot("summary_logs", size, "gq<tab>");
    }
    snapshot("summary_captions", (120, 36), "gq<tab><tab>");
}

#[test]
fn layouts() {
    for size in [(120, 36), (80, 24)] {
        snapshot("outline_beside", size, "\\j");
        snapshot("lists_beside", size, "\\\\j");
        snapshot("nothing_beside", size, "\\\\\\j");
    }
}

#[test]
fn what_keys_can_become() {
    let mut state = reader(80, 24);
    press(&mut state, "g");
    state.update(Event::Reminded);
    taken("hints", &state);
}

#[test]
fn the_light_theme() {
    snapshot("light", (120, 36), "Tj<enter>]");
    snapshot("themes", (80, 24), "Tjj");
}

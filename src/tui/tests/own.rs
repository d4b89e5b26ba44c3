//! What a person puts beside lines, and how it is handed to the journal.

use crate::files::System;
use crate::journal::{Anchor, Item, Journal, Record, What};
use crate::tui::action::Action;
use crate::tui::event::Event;
use crate::tui::own::OwnList;
use crate::tui::runtime::Effect;
use crate::tui::state::{Overlay, State};
use crate::tui::update::Loaded;

use super::{press, reader};

/// What stands beside the current line, as it was told on the status line and as it is.
fn beside(state: &State) -> Vec<String> {
    let here = state.own.beside(state.script.current);
    here.map(|here| match &here.what {
        What::Note(text) => text.clone(),
        What::Bookmark => "bookmark".to_owned(),
        What::Mark(letter) => letter.to_string(),
    })
    .collect()
}

/// The job that writes gives its answer.
fn answered(state: &mut State, result: Result<(), String>) {
    let result = result.map(|()| None);
    state.update(Event::Background(Loaded::Saved(result)));
}

fn said(state: &State) -> &str {
    state.notice.as_ref().map_or("", |notice| notice.text.as_str())
}

#[test]
fn keys_put_things_beside_a_line_and_take_them_away() {
    for (keys, expected) in [
        ("B", vec!["bookmark"]),
        ("BB", vec![]),
        ("ma", vec!["a"]),
        ("mamb", vec!["a", "b"]),
        ("ma]ma", vec!["a"]),
        ("ma]ma[", vec![]),
        ("ma]mau[", vec!["a"]),
        ("mA", vec![]),
        ("aone<enter>", vec!["one"]),
        ("aone<enter>a two<enter>", vec!["one two"]),
        ("aone<enter>a two<esc>", vec!["one"]),
        ("aone<enter>a two<esc>u<enter>", vec!["one two"]),
        ("aone<enter>a two<enter>u", vec!["one"]),
        ("aone<enter>a<c-u><enter>", vec![]),
        ("aone<enter>a<c-u><enter>u", vec!["one"]),
        ("a  <enter>", vec![]),
        ("aone<a-enter>two<up>!<enter>", vec!["one!\ntwo"]),
        ("aone<enter>Bmadddddd", vec![]),
        ("aone<enter>Bmadddd", vec!["a"]),
        ("aone<enter>Bmaddddu", vec!["a", "bookmark"]),
        ("u", vec![]),
        ("maBjmbkvjdd", vec![]),
        ("maBjmbkvjddu", vec!["b"]),
        ("maBjmbkvjdduk", vec!["a", "bookmark"]),
        ("maBjmbk", vec!["a", "bookmark"]),
        ("vjdd", vec![]),
        ("mambBg'ggvjdd<esc>", vec!["b"]),
        ("mambBg'ggvjddu<esc>", vec!["a", "b", "bookmark"]),
        ("mambBg'Gvkv<esc>", vec!["a", "b", "bookmark"]),
        ("mambBg'Gvk<esc><esc>", vec!["a", "b", "bookmark"]),
        ("aone<enter>gadd<esc>", vec![]),
        ("aone<enter>gaddu<esc>", vec!["one"]),
        ("aone<enter>gaa two<enter><esc>", vec!["one two"]),
    ] {
        let mut state = reader(120, 36);
        press(&mut state, &format!("]]{keys}"));
        let mut found = beside(&state);
        found.sort();
        assert_eq!(found, expected, "{keys}");
        assert!(state.overlay.is_none() && state.typing.is_none(), "{keys}");
    }
}

#[test]
fn lists_lead_to_lines_and_their_cursor_stays_on_them() {
    let mut state = reader(120, 36);
    press(&mut state, "]]afirst<enter>]]asecond<enter>]B");
    let there = state.script.current;
    press(&mut state, "gggak<enter>");
    let first = state.script.current;
    assert_eq!(beside(&state), ["first"]);
    press(&mut state, "gaGdd");
    assert_eq!(state.overlay, Some(Overlay::Own { list: OwnList::Notes, cursor: 0, from: None }));
    press(&mut state, "<enter>");
    assert_eq!(state.script.current, first);
    press(&mut state, "g'<enter>");
    assert_eq!((state.script.current, beside(&state)), (there, vec!["bookmark".to_owned()]));
    press(&mut state, "ga<tab><tab><tab>");
    assert!(matches!(state.overlay, Some(Overlay::Own { .. })));
}

#[test]
fn of_a_list_what_is_selected_is_copied() {
    let mut state = reader(120, 36);
    press(&mut state, "]]aone<enter>]atwo<enter>]athree<enter>");
    let copied = |state: &mut State, keys: &str| {
        press(state, keys);
        match state.act(Action::Copy, None).pop() {
            Some(Effect::Copy(text)) => text,
            _ => String::new(),
        }
    };
    let all = copied(&mut state, "ga");
    assert!(["> one", "> two", "> three"].iter().all(|note| all.contains(note)), "{all}");
    let some = copied(&mut state, "ggjvj");
    assert!(!some.contains("> one") && some.contains("> two") && some.contains("> three"), "{some}");
    assert!(matches!(state.overlay, Some(Overlay::Own { from: None, .. })));
}

#[test]
fn without_a_journal_it_is_said_that_things_are_not_kept() {
    let mut state = reader(120, 36);
    press(&mut state, "B");
    assert!(said(&state).ends_with("for this run only"), "{}", said(&state));
}

#[test]
fn what_could_not_be_written_is_told_once_and_given_again_in_order() {
    let mut state = reader(120, 36);
    let journal = Journal::at("/nonexistent".into(), Box::new(System));
    state.own.saving.journal = Some(std::sync::Arc::new(journal));
    press(&mut state, "ma");
    assert!(state.own.saving.writing.is_some() && state.own.saving.unsaved.is_empty());
    press(&mut state, "mb");
    answered(&mut state, Err("the disk is full".to_owned()));
    assert_eq!(said(&state), "not kept yet: the disk is full");
    let letters = |records: &[Record]| -> Vec<char> {
        let marks = records.iter().filter_map(|record| match record {
            Record::Keep { item, .. } => item.id.chars().next(),
            _ => None,
        });
        marks.collect()
    };
    assert_eq!(letters(&state.own.saving.unsaved), ['a', 'b']);
    press(&mut state, "j");
    assert!(state.own.saving.writing.is_none(), "nothing new to write");
    press(&mut state, "mc");
    let (batch, records) = state.own.saving.writing.clone().expect("a batch");
    assert_eq!((batch, letters(&records)), (2, vec!['a', 'b', 'c']));
    answered(&mut state, Err("the disk is full".to_owned()));
    assert_ne!(said(&state), "not kept yet: the disk is full", "told once");
    answered(&mut state, Ok(()));
}

#[test]
fn a_lost_line_is_listed_and_said_to_be_lost() {
    let mut state = reader(120, 36);
    press(&mut state, "ma");
    let item = state.own.kept.items()[0].item.clone();
    let line = Anchor { words: "nobody ever said this line here".to_owned(), ..Anchor::default() };
    let episode = state.own.key.clone();
    state.own.keep(Record::Keep { episode, item: Item { line, ..item } });
    state.look_up();
    let before = state.script;
    press(&mut state, "]'a");
    assert!(said(&state).starts_with("lost: "), "{}", said(&state));
    press(&mut state, "g'");
    assert_eq!(state.own.ids(OwnList::Marks).len(), 1);
    press(&mut state, "<enter>");
    assert!(said(&state).starts_with("lost: "));
    assert_ne!(state.script, before);
}

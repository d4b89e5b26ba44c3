//! Finding words in a document that is read as text, and what else the summary tells.

use crate::tui::sheet::{Against, Sheet};
use crate::tui::state::State;

use super::{press, reader};

fn said(state: &State) -> &str {
    state.notice.as_ref().map_or("", |notice| notice.text.as_str())
}

fn under_cursor(state: &State) -> &str {
    let sheet = state.sheets.documents;
    &state.table.episode.sources[sheet.cursor].source.text[sheet.at..]
}

#[test]
fn words_are_found_walked_and_left() {
    let mut state = reader(120, 36);
    press(&mut state, "]]gd<enter>");
    let origin = state.sheets.documents.at;
    press(&mut state, "/lamp<enter>");
    assert!(under_cursor(&state).to_lowercase().starts_with("lamp") && state.sheets.documents.at >= origin);
    let first = state.sheets.documents.at;
    press(&mut state, "nN");
    assert_eq!(state.sheets.documents.at, first);
    assert!(said(&state).ends_with(": lamp"), "{}", said(&state));
    press(&mut state, "<tab>n");
    assert!(under_cursor(&state).to_lowercase().starts_with("lamp"), "in the next document too");
    press(&mut state, "<esc>n");
    assert_eq!((said(&state), state.sheets.top()), ("nothing to find", Some(Sheet::Raw)));
    press(&mut state, "/nowhere to be found<enter>");
    assert_eq!(said(&state), "not found: nowhere to be found");
    let at = state.sheets.documents.at;
    press(&mut state, "/lamp<down><down><esc>");
    assert_eq!(state.sheets.documents.at, at);
    press(&mut state, "/lamp<enter><enter>");
    assert_eq!(state.sheets.top(), None, "and from a place to the script");
}

#[test]
fn quotes_log_entries_and_captions_stand_beside_their_lines() {
    let mut state = reader(120, 36);
    press(&mut state, "gq");
    assert_eq!((state.sheets.top(), state.sheets.compare.against), (Some(Sheet::Compare), Against::Quotes));
    for (against, count) in [
        (Against::Logs, state.table.episode.logs.len()),
        (Against::Captions, state.table.episode.captions.len()),
        (Against::Subtitles, state.sheets.compare.passages.len()),
    ] {
        press(&mut state, "<tab>");
        assert_eq!(state.sheets.compare.against, against);
        if against != Against::Subtitles {
            assert!(count > 0 && state.sheets.compare.passages.len() == count);
        }
    }
    press(&mut state, "gq");
    assert_eq!(state.sheets.compare.against, Against::Quotes);
    press(&mut state, "gq");
    assert_eq!(state.sheets.top(), None);
    press(&mut state, "gq<tab>G<enter>");
    assert!(state.table.episode.logs.iter().any(|log| log.element.at() == state.script.current));
}

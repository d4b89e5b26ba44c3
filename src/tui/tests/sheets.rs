//! The sheets over the panes: what they look like, and that they lead to lines and back.

use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Size;

use crate::document::Kind;
use crate::episode::{Episode, SourceIx};
use crate::library::Shelf;
use crate::loader::{Given, load};
use crate::source::Source;
use crate::tui::event::Event;
use crate::tui::keymap::Keymap;
use crate::tui::layout::Pane;
use crate::tui::sheet::{Against, Column, MatrixSheet, Sheet, parts, remarks, said_of};
use crate::tui::state::State;
use crate::tui::strip;
use crate::tui::table::Table;
use crate::tui::theme::Theme;
use crate::tui::view;
use crate::tui::widget::tall::At;

use super::screens::{snapshot, taken};
use super::{press, reader};

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 36), (80, 24), (40, 10)];

/// Takes the screen after `keys` in the theme that has no colours.
fn without_colours(name: &str, keys: &str) {
    let mut state = reader(80, 24);
    state.theme = state.themes.iter().position(|theme| theme.name == "plain").expect("the theme");
    press(&mut state, keys);
    taken(name, &state);
}

#[test]
fn statistics() {
    for size in SIZES {
        snapshot("statistics", size, "]]Sjj");
    }
    snapshot("statistics_of_scenes", (80, 24), "]]S<tab>lll");
    without_colours("statistics_plain", "Sj");
}

#[test]
fn matrix() {
    for size in SIZES {
        snapshot("matrix", size, "]]Mjjl");
    }
    without_colours("matrix_plain", "Mj");
}

#[test]
fn every_row_of_the_statistics_is_gone_to_and_the_sheet_remembers_it() {
    let mut state = reader(120, 36);
    press(&mut state, "Sjj<enter>");
    let third = state.speakers_in_order()[2];
    assert_eq!(state.sheets.top(), None);
    assert!(state.current().is_some_and(|element| element.speakers.contains(&third)));
    press(&mut state, "S");
    assert_eq!((state.sheets.top(), state.sheets.statistics.cursor()), (Some(Sheet::Statistics), 2));
    press(&mut state, "<esc>");
    assert_eq!(state.sheets.top(), None);
}

#[test]
fn sorting_keeps_the_row_and_the_longest_speech_is_gone_to() {
    let mut state = reader(120, 36);
    press(&mut state, "Sjlll");
    let rows = state.sheets.statistics.rows(&state.table);
    let row = &rows[state.sheets.statistics.cursor()];
    let second = state.speakers_in_order()[1];
    assert_eq!(row.name, state.table.episode.speaker(second).name);
    let longest = row.tally.longest.expect("a longest speech").element;
    press(&mut state, "<enter>");
    assert_eq!(state.current_ix(), longest);
}

#[test]
fn a_cell_of_the_matrix_is_gone_to_and_the_way_back_leads_to_where_one_was() {
    let mut state = reader(120, 36);
    press(&mut state, "]]");
    let before = state.script.current;
    press(&mut state, "Mlllk<enter>");
    let (speaker, sheet) = (state.speakers_in_order()[state.sheets.matrix.row], state.sheets.matrix);
    let target = sheet.target(&state.table, speaker).expect("a line");
    assert_eq!(state.current_ix(), target);
    press(&mut state, "<c-o>");
    assert_eq!(state.script.current, before);
}

#[test]
fn a_key_that_leads_to_a_pane_takes_the_sheets_away() {
    let mut state = reader(120, 36);
    for (keys, open) in [("St", false), ("S/", false), ("SM", true), ("MS]", true), ("ST", true)] {
        press(&mut state, keys);
        assert_eq!(state.sheets.top().is_some(), open, "{keys}");
        press(&mut state, "<esc><esc><esc>");
        assert_eq!(state.sheets.top(), None);
    }
}

#[test]
fn card() {
    for size in SIZES {
        snapshot("card", size, "cjKj");
    }
    without_colours("card_plain", "cjK");
}

#[test]
fn compare() {
    for size in SIZES {
        snapshot("compare", size, "]]Clj");
    }
    snapshot("compare_quotes", (80, 24), "C<tab>l");
    without_colours("compare_plain", "]]Cl");
}

#[test]
fn documents() {
    for size in SIZES {
        snapshot("documents", size, "]]}gdj");
        snapshot("raw", size, "]]}gdj<enter>j");
    }
    without_colours("raw_plain", "]]}gd<enter>");
}

#[test]
fn timeline() {
    for (width, height) in SIZES {
        let mut state = timed(width, height);
        press(&mut state, "jjj gmj");
        taken("timeline", &state);
    }
    let mut state = timed(80, 24);
    state.theme = state.themes.iter().position(|theme| theme.name == "plain").expect("the theme");
    press(&mut state, "cj gm");
    taken("timeline_plain", &state);
}

/// The reader on a script whose subtitles have times.
fn timed(width: u16, height: u16) -> State {
    let lines = [
        (4, "MAREN", "The lamp on the Halyard is out, and the tide turns at nine."),
        (9, "ORRIN", "Then somebody has to row over there and light it."),
        (31, "MAREN", "Somebody is you, as long as I am the one with the fever."),
        (66, "ORRIN", "I rowed on Monday, and on Tuesday, and it was out again by dawn."),
        (70, "TESSA", "Because you trim the wick as if you were paying for it yourself."),
        (75, "ORRIN", "I am paying for it myself, nobody has sent us oil since March."),
        (204, "TESSA", "There is a boat out there without a single light on it."),
        (208, "MAREN", "Ring the bell until I tell you to stop ringing it."),
    ];
    let mut script = String::from("[Watch room]\n");
    let mut srt = String::new();
    for (at, (second, name, words)) in lines.iter().enumerate() {
        if at == 6 {
            script.push_str("[Gallery]\n");
        }
        script.push_str(&format!("{name}: {words}\n"));
        let time = |second: &usize| format!("00:{:02}:{:02}", second / 60, second % 60);
        srt.push_str(&format!("{}\n{},000 --> {},500\n{words}\n\n", at + 1, time(second), time(second)));
    }
    let given = |name, text: &str, kind| Given {
        source: Source::from_bytes(name, text.as_bytes()),
        kind: Some(kind),
    };
    let episode =
        load(vec![given("t", &script, Kind::Transcript), given("s", &srt, Kind::Subtitles)], "The Halyard");
    reader_of(episode, width, height)
}

fn reader_of(episode: Episode, width: u16, height: u16) -> State {
    let table = Table::with_index(episode);
    let mut state = State::new(Shelf::sample(), table, Keymap::shipped().0, Theme::shipped());
    state.update(Event::Resized(Size::new(width, height)));
    state
}

#[test]
fn a_minute_is_gone_to_by_its_number_and_rows_are_made_longer_and_shorter() {
    let mut state = timed(80, 24);
    press(&mut state, "gm3G<enter>");
    assert!(state.current().is_some_and(|element| element.text.starts_with("There is a boat")));
    press(&mut state, "gm");
    let minutes = state.sheets.timeline.timeline(&state).bins.len();
    press(&mut state, "+++");
    let finer = state.sheets.timeline.timeline(&state);
    assert!(finer.bins.len() > 4 * minutes && finer.step == 10, "{finer:?}");
    assert_eq!(state.sheets.timeline.cursor, finer.bin_at(180.0));
    let mut untimed = reader(80, 24);
    press(&mut untimed, "gm");
    assert_eq!(untimed.sheets.top(), None);
    assert!(untimed.notice.is_some_and(|notice| notice.text.contains("no subtitles with times")));
}

#[test]
fn several_speakers_are_lit_some_left_out_and_the_strip_walked() {
    let mut state = reader(120, 36);
    press(&mut state, "c j x");
    let order = state.speakers_in_order();
    let choice = &state.speakers.choice;
    assert!(choice.lights(order[0]) && choice.excludes(order[1]) && !choice.lights(order[2]));
    press(&mut state, "jx<esc>");
    assert!(state.speakers.choice.is_empty());
    press(&mut state, "ggxl");
    let here = |state: &State| state.current().map(|element| element.speakers.clone()).unwrap_or_default();
    assert!(!here(&state).is_empty() && here(&state) != [order[0]]);
    let first = state.script.current;
    press(&mut state, "l");
    assert!(state.script.current > first);
    press(&mut state, "h");
    assert!(state.script.current <= first + 1);
}

#[test]
fn a_card_leads_to_lines_and_to_other_cards() {
    let mut state = reader(120, 36);
    press(&mut state, "cK");
    let first = state.speakers_in_order()[0];
    assert_eq!((state.sheets.top(), state.sheets.card.speaker), (Some(Sheet::Card), first));
    press(&mut state, "jjj<enter>");
    let partner = state.table.statistics().speakers[first.at()].partners[0].speaker;
    assert_eq!(state.sheets.card.speaker, partner);
    press(&mut state, "<enter>");
    let longest = state.table.statistics().speakers[partner.at()].tally.longest.expect("a speech").element;
    assert_eq!((state.sheets.top(), state.current_ix()), (None, longest));
    press(&mut state, "SjK<esc>");
    assert_eq!(state.sheets.top(), Some(Sheet::Statistics));
    press(&mut state, "<esc>ggK");
    assert!(state.sheets.top().is_none() && state.notice.is_some());
}

#[test]
fn both_sides_move_with_the_script_and_esc_returns() {
    let mut state = reader(120, 36);
    press(&mut state, "]]");
    let origin = state.script;
    press(&mut state, "C]");
    let passages = &state.sheets.compare.passages;
    assert!(passages[state.sheets.compare.cursor].holds(state.current_ix()));
    press(&mut state, "jjjl");
    let sheet = &state.sheets.compare;
    assert!(sheet.passages[sheet.cursor].first().is_none_or(|first| first == state.current_ix()));
    press(&mut state, "<esc>");
    assert_eq!((state.script, state.sheets.top()), (origin, None));
    press(&mut state, "Cjjj<enter>");
    assert!(state.script.current > origin.current && state.sheets.top().is_none());
    press(&mut state, "<c-o>");
    assert_eq!(state.script.current, origin.current);
    press(&mut state, "C<tab>");
    assert_eq!(state.sheets.compare.against, Against::Quotes);
}

#[test]
fn a_long_passage_is_scrolled_through_before_the_next() {
    let mut state = reader(30, 6);
    press(&mut state, "C");
    let place = |state: &State| (state.sheets.compare.cursor, state.sheets.compare.top);
    loop {
        let before = place(&state);
        press(&mut state, "j");
        let after = place(&state);
        assert!(after >= before && after.0 - before.0 <= 1);
        if after == before {
            break;
        }
    }
    assert_eq!(place(&state).0, state.sheets.compare.passages.len() - 1);
    for _ in 0..10_000 {
        press(&mut state, "k");
    }
    assert_eq!(place(&state), (0, At::default()));
}

#[test]
fn a_document_is_read_at_what_it_says_and_leads_back_to_a_line() {
    let mut state = reader(120, 36);
    press(&mut state, "]]]}");
    let line = state.current_ix();
    for (at, keys) in [(0, "gdgg<enter>"), (1, "<tab>"), (2, "<tab>")] {
        press(&mut state, keys);
        assert_eq!((state.sheets.top(), state.sheets.documents.cursor), (Some(Sheet::Raw), at));
        let said = said_of(&state.table.episode, SourceIx::new(at), line);
        assert_eq!(state.sheets.documents.at, said.map_or(0, |(span, _)| span.start));
    }
    press(&mut state, "<esc>");
    assert_eq!(state.sheets.top(), Some(Sheet::Documents));
    press(&mut state, "<esc>");
    assert_eq!((state.sheets.top(), state.current_ix()), (None, line));
    press(&mut state, "gdgg<enter>100G<enter>");
    let element = state.current().expect("a line");
    let next = state.table.episode.elements.get(state.script.current + 1).expect("another");
    assert!(element.line <= 100 && next.line > 100, "{} {}", element.line, next.line);
}

#[test]
fn remarks_lead_to_their_places() {
    for size in SIZES {
        snapshot("remarks", size, "gr");
    }
    let mut state = reader(120, 36);
    press(&mut state, "gr");
    let wanted = remarks(&state.table.episode).first().map(|remark| (remark.source, remark.span));
    let (source, span) = wanted.expect("the sample's slip");
    press(&mut state, "<enter>");
    let documents = state.sheets.documents;
    assert_eq!(
        (state.sheets.top(), documents.cursor, documents.at),
        (Some(Sheet::Raw), source.at(), span.start)
    );
    press(&mut state, "<esc>");
    assert_eq!(state.sheets.top(), Some(Sheet::Remarks));
    let place = state.places().inside_sheet();
    click(&mut state, (place.x, place.y));
    assert_eq!(state.sheets.top(), Some(Sheet::Raw));
}

/// Clicks at a position of the screen.
fn click(state: &mut State, (column, row): (u16, u16)) {
    let kind = MouseEventKind::Down(MouseButton::Left);
    state.update(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

/// The positions of the screen where `wanted` is so.
fn positions(state: &State, wanted: impl Fn(u16, u16) -> bool) -> Vec<(u16, u16)> {
    let all = (0..state.size.height).flat_map(|y| (0..state.size.width).map(move |x| (x, y)));
    all.filter(|(x, y)| wanted(*x, *y)).collect()
}

#[test]
fn cells_rows_and_columns_are_clicked() {
    let mut state = reader(120, 36);
    press(&mut state, "M");
    let cell = positions(&state, |x, y| view::matrix_cell_at(&state, x, y) == Some((1, 2)));
    assert!(!cell.is_empty());
    click(&mut state, cell[0]);
    let speaker = state.speakers_in_order()[1];
    let target = MatrixSheet { row: 1, scene: 2, by_words: false }.target(&state.table, speaker);
    assert_eq!((Some(state.current_ix()), state.sheets.top()), (target, None));
    press(&mut state, "S");
    let head = state.places().inside_sheet().y;
    let words =
        positions(&state, |x, y| y == head && view::statistics_column_at(&state, x) == Some(Column::Words));
    click(&mut state, words[0]);
    assert_eq!(state.sheets.statistics.sorting(), (Column::Words, false));
    click(&mut state, (words[0].0, head + 1));
    let most = state.table.ranks.iter().max_by_key(|ix| state.table.episode.speaker(**ix).words);
    assert!(state.current().is_some_and(|element| most.is_some_and(|ix| element.speakers.contains(ix))));
}

#[test]
fn cells_of_the_strips_are_clicked() {
    let mut state = reader(120, 36);
    press(&mut state, "c");
    let (_, strip) = strip::places(state.places().inside(Pane::Speakers));
    let stretches = state.stretches(strip.width);
    let last = stretches.iter().rposition(|stretch| stretch.first.is_some()).expect("a stretch");
    click(&mut state, (strip.x + u16::try_from(last).expect("small"), strip.y));
    assert_eq!(Some(state.current_ix()), stretches[last].first);
    press(&mut state, "K");
    let (_, inside) = view::sheet_places(&state, Sheet::Card);
    let speaker = state.sheets.card.speaker;
    let cells = positions(&state, |x, y| view::card_stretch_at(&state, inside, x, y).is_some());
    assert_eq!(cells.len(), usize::from(inside.width));
    let leads_to = |(x, y): (u16, u16)| view::card_stretch_at(&state, inside, x, y).expect("a line");
    let said = |cell: &(u16, u16)| state.table.episode.element(leads_to(*cell)).speakers.contains(&speaker);
    let cell = cells.iter().copied().find(said).expect("a cell with speeches");
    let target = leads_to(cell);
    click(&mut state, cell);
    assert_eq!((state.current_ix(), state.sheets.top()), (target, None));
    press(&mut state, "K");
    click(&mut state, (0, 0));
    assert_eq!(state.sheets.top(), None);
}

#[test]
fn documents_passages_and_minutes_are_clicked() {
    let mut state = reader(120, 36);
    press(&mut state, "gd");
    let rows = parts(state.places().inside_sheet(), 1).rows;
    click(&mut state, (rows.x, rows.y + 1));
    assert_eq!((state.sheets.top(), state.sheets.documents.cursor), (Some(Sheet::Raw), 1));
    let before = state.sheets.documents.at;
    click(&mut state, (rows.x, rows.y));
    assert!(state.sheets.documents.at <= before);
    press(&mut state, "<esc><esc>ggC");
    let inside = state.places().inside_sheet();
    click(&mut state, (inside.x, inside.bottom() - 1));
    let sheet = &state.sheets.compare;
    assert!(sheet.cursor > 0 && sheet.passages[sheet.cursor].holds(state.current_ix()));
    let mut state = timed(80, 24);
    press(&mut state, "gm");
    let inside = state.places().inside_sheet();
    click(&mut state, (inside.x, inside.y + 3));
    assert!(state.current().is_some_and(|element| element.text.starts_with("There is a boat")));
}

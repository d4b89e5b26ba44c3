//! The reader itself, driven by keys as a person drives it, on the sample that comes with it.

use std::time::Duration;

use pty_session::{Ended, Folder, Program, Session, Signal};

pub(crate) fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_tableread"))
}

/// The reader on the sample, with everything tied that its documents say.
pub(crate) fn reading() -> Session {
    reading_at(120, 36)
}

pub(crate) fn reading_at(columns: u16, rows: u16) -> Session {
    let mut session = program().size(columns, rows).start();
    session.wait_for("~ from the summary").settle(Duration::from_millis(100));
    session
}

pub(crate) fn quit(session: &mut Session) {
    session.keys("q");
    assert_eq!(session.finish(), Ended::Code(0));
    session.assert_given_back();
    assert!(session.has_its_settings());
}

/// Waits until the last row of the screen holds `text`.
pub(crate) fn status_shows(session: &mut Session, text: &str) {
    session.wait_until(&format!("{text:?} on the status line"), |screen| {
        screen.contents().lines().last().is_some_and(|row| row.contains(text))
    });
}

/// The last row of the screen.
pub(crate) fn status(session: &Session) -> String {
    session.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn the_first_frame_has_all_four_things_side_by_side() {
    let mut session = reading();
    session.wait_for("~Act One").wait_for("Speakers 13").wait_for("Log entries 4").wait_for("Beside this");
    session.wait_for("1. Bridge").wait_for("FENN").wait_for("8812.3");
    assert!(!String::from_utf8_lossy(&session.raw_bytes()).contains("?1000h"), "the mouse is left alone");
    quit(&mut session);
}

#[test]
fn from_the_outline_to_a_scene_and_back() {
    let mut session = reading();
    session.keys("t").keys("jj<enter>").wait_for("3. Bridge ─").wait_for("3.01");
    status_shows(&mut session, "3.00");
    session.keys("<c-o>");
    status_shows(&mut session, "1.00");
    quit(&mut session);
}

#[test]
fn acts_fold_and_unfold() {
    let mut session = reading();
    session.keys("t").keys("zM").wait_for("▸ ~Act One");
    assert!(!session.screen().contains("Keeper's cabin"));
    session.keys("zR").wait_for("Keeper's cabin");
    quit(&mut session);
}

#[test]
fn a_speaker_is_lit_and_their_next_line_found() {
    let mut session = reading();
    session.keys("cj<enter>").wait_for("» HALLORAN").wait_for("2.01");
    session.keys("*").wait_for("HALLORAN: line 2 of 55");
    session.keys("#").wait_for("HALLORAN: line 1 of 55");
    session.keys("<esc>").wait_until("the light is out", |screen| !screen.contents().contains("» HALLORAN"));
    quit(&mut session);
}

#[test]
fn a_log_entry_is_gone_to() {
    let mut session = reading();
    session
        .keys("gl")
        .keys("gg")
        .keys("j<enter>")
        .wait_for("LOG")
        .wait_for("8812.4")
        .wait_for("The chart promises");
    status_shows(&mut session, "11.00a");
    quit(&mut session);
}

#[test]
fn search_shows_hits_beside_the_rest_and_returns() {
    let mut session = reading();
    session.keys("]");
    status_shows(&mut session, "2.00");
    session.keys("fspoons").wait_for("exact");
    session.wait_for("ow are we for spoons?").wait_for("Speakers 13").wait_for("Log entries 4");
    session
        .keys("<esc>")
        .wait_until("the search is closed", |screen| !screen.contents().contains("> spoons"));
    status_shows(&mut session, "2.00");
    session
        .keys("fspoons<enter>")
        .wait_for("hit ")
        .wait_until("the search is closed", |screen| !screen.contents().contains("> spoons"));
    let first = status(&session);
    session.keys("n").wait_until("another hit", |screen| {
        screen.contents().lines().last().is_some_and(|line| line != first && line.contains("hit "))
    });
    quit(&mut session);
}

#[test]
fn a_faulty_query_is_told_and_searched_as_far_as_it_is_understood() {
    let mut session = reading();
    session.keys("fspoons %zz x").wait_for("there is no %zz").wait_for("exact");
    session.keys("<esc>").wait_until("the search is closed", |screen| !screen.contents().contains("no %zz"));
    quit(&mut session);
}

#[test]
fn a_resize_keeps_the_speech_and_folds_the_panes() {
    let mut session = reading();
    session.keys("40G");
    status_shows(&mut session, "Act One · ");
    let place = |session: &Session| {
        let status = status(session);
        status.split(" · ").last().and_then(|rest| rest.split_whitespace().next().map(str::to_owned))
    };
    let before = place(&session);
    session.resize(80, 24).settle(Duration::from_millis(150));
    assert_eq!(place(&session), before);
    session.resize(40, 10).settle(Duration::from_millis(150));
    assert_eq!(place(&session), before);
    session.resize(120, 36).settle(Duration::from_millis(150));
    assert_eq!(place(&session), before);
    quit(&mut session);
}

#[test]
fn forty_by_ten_still_reads_and_reaches_everything() {
    let mut session = reading_at(40, 10);
    session.wait_for("▌");
    session.keys("t").wait_for("~Teaser").keys("<tab><tab>").wait_for("HALLORAN");
    session.keys("<tab>").wait_for("8812.4").keys("<tab>").wait_for("Beside").keys("<tab><tab>");
    session.keys("fspoons").wait_for("exact").keys("<enter>").wait_for("spoons");
    quit(&mut session);
}

#[test]
fn help_shows_the_keys_in_use() {
    let mut session = program().start();
    let keymap = session.home().join(".config/tableread");
    std::fs::create_dir_all(&keymap).expect("folder");
    std::fs::write(keymap.join("keymap.toml"), "[reader]\nzen = ['; ;']\n").expect("file");
    session.keys("<c-c>").finish();
    let home = session.home().to_owned();
    let mut session = program().env("XDG_CONFIG_HOME", home.join(".config")).start();
    session
        .wait_for("~ from the summary")
        .keys("?")
        .wait_for("Next line")
        .keys("quit")
        .wait_for("Quit at once")
        .wait_until("only what is wanted", |screen| !screen.contents().contains("Next line"))
        .keys("<c-u>@;;")
        .wait_for("Only the script's text")
        .keys("<c-u>")
        .wait_for("Next line")
        .keys("<pagedown><pagedown><pagedown><pagedown><pagedown>")
        .wait_for("Quit at once");
    // An escape with a key right behind it would be that key with alt.
    session.keys("<esc>").wait_for("Speakers 13");
    session.keys(";").wait_for(";  Only the script's text");
    session.keys(";").wait_until("only the text", |screen| !screen.contents().contains("Speakers"));
    session.keys(";;").wait_for("Speakers");
    quit(&mut session);
}

#[test]
fn a_faulty_setting_is_told_with_its_line_and_the_reader_runs_on() {
    let folder = Folder::new();
    folder.file("tableread/config.toml", "theme = \"light\"\nmesure = 3\n");
    let mut session = program().env("XDG_CONFIG_HOME", &folder).start();
    session.wait_for("config.toml:2").wait_for("unknown field `mesure`").wait_for("did you mean `measure`?");
    session.keys("<esc>").wait_until("it is waved away", |screen| !screen.contents().contains("mesure"));
    quit(&mut session);
}

#[test]
fn several_episodes_are_a_list_to_choose_from() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
    let mut session = program().arg(sample).start();
    session.wait_for("sample · 1 of 2").keys("j").wait_for("2 of 2").keys("<enter>");
    session.wait_until("the list is gone", |screen| !screen.contents().contains("of 2"));
    quit(&mut session);
}

#[test]
fn escape_never_quits_and_quit_closes_first() {
    let mut session = reading();
    session.keys("<esc><esc><esc>").settle(Duration::from_millis(150));
    session.keys("?").wait_for("Moving").keys("<esc>").wait_for("Speakers 13");
    session.keys("o").wait_until("one pane", |screen| !screen.contents().contains("Speakers"));
    session.keys("q").wait_for("Speakers 13");
    quit(&mut session);
}

#[test]
fn the_terminal_is_given_back_after_a_panic_and_a_signal() {
    let mut session = program().env("TABLEREAD_TEST_PANIC", "main").start();
    assert_eq!(session.finish(), Ended::Code(101));
    session.assert_given_back();
    assert!(session.has_its_settings());
    let mut session = reading();
    session.signal(Signal::TERM);
    assert_eq!(session.finish(), Ended::Signal("Terminated".to_owned()));
    session.assert_given_back();
    assert!(session.has_its_settings());
}

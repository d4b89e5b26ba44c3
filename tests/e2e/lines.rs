//! Some of the script's lines: limited to, without directions, selected, copied; what stands beside them,
//! and what other documents have for them.

use std::time::Duration;

use pty_session::Folder;

use crate::reader::{program, quit, reading, reading_at, status_shows};

#[test]
fn a_fan_reads_only_the_lines_about_the_lamp_and_then_all_again() {
    let mut session = reading();
    session.keys("&lamp");
    status_shows(&mut session, "&lamp");
    status_shows(&mut session, "51 lines");
    session.keys("<enter>").wait_for("Script &lamp 51");
    session.keys("j");
    status_shows(&mut session, "1.03");
    session.keys("<esc>");
    session.wait_until("all lines again", |screen| {
        screen.contents().contains(" Script ━") && screen.contents().contains("1.04")
    });
    session.keys("&never said here<enter>");
    status_shows(&mut session, "no line holds never said here; all lines");
    quit(&mut session);
}

#[test]
fn a_limit_is_told_where_nothing_has_a_frame() {
    let mut session = reading_at(40, 10);
    session.keys("&lamp<enter>");
    status_shows(&mut session, "51 lines hold lamp");
    session.keys("j");
    status_shows(&mut session, "&lamp");
    quit(&mut session);
}

#[test]
fn an_actor_reads_without_directions() {
    let mut session = reading();
    session.keys("]").wait_for("(Wickman Dobrik").keys(".").wait_for("· only what is said");
    session.wait_until("no direction", |screen| !screen.contents().contains("(Wickman Dobrik"));
    session.keys(".").wait_for("(Wickman Dobrik");
    quit(&mut session);
}

#[test]
fn a_log_is_found_by_its_day() {
    let mut session = reading();
    session.keys("gl/8812.9").wait_for("Log entries 1").keys("<enter>").wait_for("Log entries 4");
    session.wait_for("8812.9  ");
    quit(&mut session);
}

#[test]
fn panes_beside_the_script_come_and_go() {
    let mut session = reading();
    session.keys("\\");
    session.wait_until("no speakers", |screen| !screen.contents().contains("Speakers 13"));
    session.keys("c").wait_for("Speakers 13").keys("\\\\");
    session.wait_until("the script alone", |screen| screen.contents().starts_with("┏ Script"));
    session.keys("\\").wait_for("Speakers 13").settle(Duration::from_millis(50));
    quit(&mut session);
}

#[test]
fn a_line_is_copied_with_its_citation_without_it_and_as_an_id() {
    let mut session = reading();
    session.keys("]}").settle(Duration::from_millis(50));
    // Base64 of: Lantern Reach 207 "Two Long, One Short" 2.01
    session
        .keys("y")
        .wait_for_bytes(b"\x1b]52;c;TGFudGVybiBSZWFjaCAyMDcgIlR3byBMb25nLCBPbmUgU2hvcnQiIDIuMDEg");
    session.keys("gy").wait_for_bytes(b"\x1b]52;c;Mi4wMQ==\x1b\\");
    session.keys("Y").wait_for("sent to the terminal's clipboard");
    quit(&mut session);
}

#[test]
fn a_podcaster_notes_a_whole_exchange_and_takes_it_along() {
    let mut session = reading();
    session.keys("]}v}}");
    status_shows(&mut session, "3 selected");
    session.keys("aThis turns twice<enter>");
    status_shows(&mut session, "the note on 2.01 is kept");
    session.wait_for("your note").keys("ga").wait_for("2.01–2.03").keys("<esc>");
    session.keys("{v}y").wait_for("sent to the terminal's clipboard");
    session.keys("V<esc>").settle(Duration::from_millis(50));
    quit(&mut session);
}

#[test]
fn words_are_found_in_a_document_that_is_read_as_text() {
    let mut session = reading();
    session.keys("gd<enter>").wait_for("transcript.txt · transcript · line ");
    session.keys("/spoons");
    status_shows(&mut session, "/spoons");
    session.keys("<enter>");
    status_shows(&mut session, ": spoons");
    session.keys("nqq").wait_for("Speakers 13");
    quit(&mut session);
}

#[test]
fn quotes_log_entries_and_captions_are_listed_beside_their_lines() {
    let mut session = reading();
    session
        .keys("gq")
        .wait_for("‹quotes›")
        .keys("<tab>")
        .wait_for("‹log entries›")
        .wait_for("in the summary");
    session.keys("<tab>").wait_for("‹captions›").wait_for("caption 1");
    session.keys("j<enter>").wait_for("Speakers 13");
    quit(&mut session);
}

#[test]
fn what_is_copied_is_given_to_the_command_that_is_set() {
    let folder = Folder::new();
    let copied = folder.join("copied");
    folder.file("tableread/config.toml", format!("copy = \"cat > '{}'\"\n", copied.display()));
    let start = |secure: &str| {
        let program = program().env("XDG_CONFIG_HOME", &folder).env("TABLEREAD_SECURE", secure);
        let mut session = program.start();
        session.wait_for("~ from the summary").settle(Duration::from_millis(100));
        session
    };
    let mut session = start("1");
    session.keys("gy").wait_for("sent to the terminal's clipboard");
    quit(&mut session);
    assert!(!copied.exists(), "no other program is started");
    let mut session = start("0");
    session.keys("gy").wait_for("and given to cat");
    quit(&mut session);
    assert_eq!(std::fs::read_to_string(&copied).expect("a copy"), "1.00");
}

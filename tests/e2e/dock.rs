//! The search dock as a person uses it: groups, scopes, results within results, key words in context,
//! and what is left of it after it is closed.

use pty_session::{Ended, Folder, Program, Session};

use crate::reader::{quit, reading_at, status_shows};

fn gone(session: &mut Session, text: &str) {
    session.wait_until(&format!("{text:?} is gone"), |screen| !screen.contents().contains(text));
}

#[test]
fn who_says_it_most_is_asked_and_jumped_to() {
    let mut session = reading_at(120, 36);
    session.keys("flamp").wait_for("exact");
    session.keys("<c-g>").wait_for("Search · by speaker").wait_for("▸ FENN").wait_for("▸ HALLORAN");
    session.keys("<c-o>").wait_for("▾ ").keys("<c-g>").wait_for("Search · by scene").wait_for("▸ 1 Bridge");
    session.keys("\x1bj<enter>");
    status_shows(&mut session, "hit ");
    quit(&mut session);
}

#[test]
fn a_search_goes_on_among_its_results_and_back() {
    let mut session = reading_at(120, 36);
    session.keys("flamp<c-t>out").wait_for("> lamp › out").wait_for("exact");
    session.keys("<backspace><backspace><backspace>").wait_for("> lamp › ");
    session.keys("<backspace>").wait_until("the first query is back", |screen| {
        screen.contents().contains("> lamp ") && !screen.contents().contains('›')
    });
    session.keys("<esc>");
    gone(&mut session, "> lamp");
    quit(&mut session);
}

#[test]
fn results_are_walked_after_the_search_is_closed_and_after_another_is_left() {
    let mut session = reading_at(120, 36);
    session.keys("fspoons<enter>");
    status_shows(&mut session, "hit 1 of ");
    session.keys("flamp").wait_for("> lamp").keys("<esc>");
    gone(&mut session, "> lamp");
    session.keys("ggn");
    status_shows(&mut session, ": spoons");
    session.keys("F<c-p>").wait_for("> spoons").keys("<c-n>").wait_for("> lamp").keys("<esc>");
    gone(&mut session, "> lamp");
    quit(&mut session);
}

#[test]
fn words_are_read_in_context_and_lines_around_a_hit() {
    let mut session = reading_at(120, 36);
    session.keys("f'lamp'<c-v>").wait_for("in context").wait_for("with a lamp at her");
    session.keys("<c-v>").wait_for("by the word before").keys("<c-v>").wait_for("by the word after");
    session.keys("<c-v>");
    gone(&mut session, "in context");
    session.keys("<c-u>spoons<c-x>").wait_for("> spoons").wait_for("spoons?");
    session.keys("<esc>");
    gone(&mut session, "> spoons");
    quit(&mut session);
}

#[test]
fn the_scope_is_said_and_a_fault_is_marked_where_it_is() {
    let mut session = reading_at(120, 36);
    session.keys("]]}}fthe<c-r><c-r>").wait_for("Search · in scene 3");
    session.keys("<c-r>").wait_for(" says ");
    session.keys("<c-r>");
    gone(&mut session, "· what ");
    session.keys("<c-u>fog | mist lamp").wait_for("= (fog | mist) lamp");
    session.keys("<c-u>lamp %zz x").wait_for("     ^^^").wait_for("there is no %zz");
    session.keys("<esc>");
    gone(&mut session, "^^^");
    quit(&mut session);
}

#[test]
fn all_of_it_works_in_the_smallest_screen() {
    let mut session = reading_at(40, 10);
    session.wait_for("▌").keys("flamp out").wait_for("exact");
    session
        .keys("<c-g>")
        .wait_for("by speaker")
        .wait_for("▸ ")
        .keys("<c-g><c-g><c-v>")
        .wait_for("in context");
    session.keys("<c-v><c-v><c-v><c-t>reach").wait_for("› reach").wait_for("Reach");
    session.keys("<enter>").wait_for("hit ");
    quit(&mut session);
}

#[test]
fn on_a_terminal_each_episode_of_a_search_has_its_heading() {
    let folder = Folder::new();
    for name in ["one", "two"] {
        let script =
            format!("Low Water {name}\n\n[Gallery]\n\nORRIN: No lantern, no ship.\nMAREN: Light it.\n");
        folder.file(format!("{name}/transcript.txt"), script);
    }
    let program = Program::new(env!("CARGO_BIN_EXE_tableread")).size(120, 36).arg("search").arg("lantern");
    let mut session = program.arg(&folder).start();
    session.wait_for("two/transcript.txt  Low Water two");
    let screen = session.screen();
    let rows: Vec<&str> = screen.lines().map(str::trim_end).filter(|row| !row.is_empty()).collect();
    assert!(rows[0].ends_with("one/transcript.txt  Low Water one"), "{rows:?}");
    assert_eq!(rows[1], "1.01 ORRIN: No lantern, no ship.", "{rows:?}");
    assert_eq!(session.finish(), Ended::Code(0));
}

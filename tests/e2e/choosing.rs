//! The palette, hints for keys, and filters, as a person uses them.

use crate::reader::{quit, reading, status_shows};

#[test]
fn anything_is_done_by_its_name_and_places_are_gone_to() {
    let mut session = reading();
    session.keys(":nxtact").wait_for("next-act").wait_for("Next act").keys("<enter>");
    status_shows(&mut session, "Act One");
    session.keys(":9.06").wait_for("go there").keys("<enter>");
    status_shows(&mut session, "9.06");
    session.keys(":theme li<enter>");
    status_shows(&mut session, "theme light");
    session.keys(":qxz").wait_for("nothing is called so").keys("<esc>");
    session.wait_until("the palette is gone", |screen| !screen.contents().contains("What to do"));
    quit(&mut session);
}

#[test]
fn a_pause_after_a_key_shows_what_it_can_become() {
    let mut session = reading();
    session.keys("g").wait_for("To the log entries").keys("l");
    session.wait_until("the hints are gone", |screen| !screen.contents().contains("To the log entries"));
    quit(&mut session);
}

#[test]
fn the_outline_is_filtered_while_one_types() {
    let mut session = reading();
    session.keys("gs").keys("cabin");
    session.wait_until("only cabins", |screen| !screen.contents().contains("2 Wick room"));
    session.keys("<enter>").wait_for("Keeper's cabin ─").wait_for("2 Wick room");
    quit(&mut session);
}

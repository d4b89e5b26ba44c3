//! Finding words in the script, as a person does it.

use crate::reader::{quit, reading, status_shows};

#[test]
fn words_are_found_lit_and_walked_through() {
    let mut session = reading();
    session.keys("/spoons");
    status_shows(&mut session, "/spoons");
    status_shows(&mut session, "1 of ");
    session.keys("<enter>");
    status_shows(&mut session, ": spoons");
    session.wait_for("spoons").keys("N");
    status_shows(&mut session, "round the end: spoons");
    session.keys("/<esc>").keys("/nothing like this<enter>");
    status_shows(&mut session, "not found: nothing like this");
    quit(&mut session);
}

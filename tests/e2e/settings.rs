//! Settings that change while one reads.

use std::fs;
use std::time::Duration;

use pty_session::Folder;

use crate::reader::{program, quit, status_shows};

#[test]
fn a_key_given_while_one_reads_works_at_once_and_a_fault_is_shown_with_its_place() {
    let folder = Folder::new();
    let settings = folder.join("tableread");
    fs::create_dir_all(&settings).expect("folder");
    let mut session = program().env("XDG_CONFIG_HOME", &folder).start();
    session.wait_for("~ from the summary").settle(Duration::from_millis(200));
    fs::write(settings.join("keymap.toml"), "[reader]\nzom = [';']\n").expect("file");
    session.wait_for("keymap.toml:2").wait_for("^^^").wait_for("did you mean [reader] zoom?");
    session.keys("j");
    status_shows(&mut session, "1.00a");
    fs::write(settings.join("keymap.toml"), "[reader]\nzoom = [';']\n").expect("file");
    status_shows(&mut session, "settings read again");
    session.keys(";").wait_until("one pane", |screen| !screen.contents().contains("Speakers"));
    session.keys(";").wait_for("Speakers").settle(Duration::from_millis(200));
    session.stays_quiet(Duration::from_millis(500));
    quit(&mut session);
}

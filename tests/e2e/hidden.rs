//! What is hidden in a text: it is seen, does not hide the words around it, and is in no copy.

use std::process::Command;
use std::time::Duration;

use pty_session::sequences::{assert_harmless, copies, is_harmless};
use pty_session::{Ended, Folder};

use crate::reader::{program, quit, status_shows};

/// Each line has a word with something hidden in it, the word, and how its line is written where it can be seen.
const LINES: [(&str, &str, &str); 8] = [
    ("Do n\u{200b}ot open it.", "not", "Do n\u{fffd}ot open it."),
    (
        "The bar\u{2060}\u{feff}\u{200e}ometer falls.",
        "barometer",
        "The bar\u{fffd}\u{fffd}\u{fffd}ometer falls.",
    ),
    ("A lan\u{ad}tern, then.", "lantern", "A lan·tern, then."),
    ("Ne\u{e0041}v\u{e007f}er at noon.", "never", "Ne··v··er at noon."),
    ("The \u{202e}anchor\u{202c} holds.", "anchor", "The \u{fffd}anchor\u{fffd} holds."),
    ("We row \u{2066}home\u{2069} now.", "home", "We row \u{fffd}home\u{fffd} now."),
    ("Who keep\u{200d}s the oil?", "keeps", "Who keep\u{fffd}s the oil?"),
    ("Only the tide kn\u{61c}ows.", "knows", "Only the tide kn·ows."),
];

fn script(folder: &Folder) -> std::path::PathBuf {
    let said: String = LINES.iter().map(|(line, ..)| format!("MAREN: {line}\nORRIN: Aye.\n")).collect();
    folder.file("fog.txt", format!("Fog\n\n[Deck]\n{said}"))
}

#[test]
fn what_is_hidden_is_seen_and_hides_no_word_from_a_search() {
    let folder = Folder::new();
    let mut session = program().arg(script(&folder)).size(120, 80).start();
    session.wait_for("Only the tide").settle(Duration::from_millis(100));
    for (_, word, seen) in LINES {
        session.wait_for_bytes(seen.as_bytes());
        session.keys("f").settle(Duration::from_millis(30)).keys("<c-u>").keys(word).wait_for("1 exact");
        session.keys("<esc>").settle(Duration::from_millis(60));
        session.keys("/").keys(word).keys("<enter>");
        status_shows(&mut session, &format!("1 of 1: {word}"));
        session.keys("<esc>").settle(Duration::from_millis(60));
    }
    quit(&mut session);
    assert_harmless(&session.raw_bytes(), 120);
}

#[test]
fn a_copy_of_it_hides_nothing() {
    let folder = Folder::new();
    let mut session = program().arg(script(&folder)).size(120, 80).start();
    session.wait_for("Only the tide").keys("ggvGy").wait_for("bytes sent to the terminal");
    quit(&mut session);
    let pieces = assert_harmless(&session.raw_bytes(), 120);
    let [copied] = &copies(&pieces)[..] else { panic!("one copy") };
    for (_, _, seen) in LINES {
        assert!(copied.contains(seen), "{copied}");
    }
    assert!(copied.chars().all(|character| character == '\n' || is_harmless(character)), "{copied:?}");
}

#[test]
fn commands_find_and_show_it_as_well() {
    let folder = Folder::new();
    let script = script(&folder);
    for (_, word, seen) in LINES {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        let output = command.args(["search", word]).arg(&script).output().expect("the program");
        let told = String::from_utf8(output.stdout).expect("text");
        assert!(told.contains(seen) && told.lines().count() == 1, "{word}: {told}");
    }
    let mut session = program().arg("search").arg("anchor").arg(&script).start();
    assert_eq!(session.finish(), Ended::Code(0));
    assert_harmless(&session.raw_bytes(), usize::MAX - 1);
}

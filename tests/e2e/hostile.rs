//! Documents, names, settings and queries that attack the terminal, through the program as it is: every
//! byte that it writes is looked at.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pty_session::sequences::{Piece, assert_harmless, copies, is_harmless};
use pty_session::{Ended, Folder, Program, Session, hostile};

use crate::reader::{program, quit};

/// The hostile library, in a folder of its own.
struct Attack(Folder);

impl Attack {
    fn library() -> Self {
        let folder = Folder::new();
        hostile::library(&folder.join("shelf"));
        Self(folder)
    }

    fn shelf(&self) -> PathBuf {
        self.0.join("shelf")
    }

    /// The one episode with several documents.
    fn episode(&self) -> PathBuf {
        let below =
            |folder: &Path| fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
        let series = below(&self.shelf()).find(|path| path.is_dir()).expect("a series");
        below(&series).find(|path| path.is_dir() && !path.is_symlink()).expect("an episode")
    }
}

/// Keys that lead through every pane, list, sheet and prompt, and what to wait for after them.
const STORY: [(&str, &str); 30] = [
    ("t", "Act"),
    ("jjj<enter>", "q quit"),
    ("c", "Speakers"),
    ("jj ", "»"),
    ("K", "longest"),
    ("<esc>gl", "Log entries"),
    ("gg<enter>", "q quit"),
    ("gw", "Beside"),
    ("ge", " of "),
    ("GG", " of "),
    ("<esc>S", "Statistics"),
    ("<tab><tab>", "‹acts›"),
    ("<esc>M", "Scenes and speakers"),
    ("<esc>C", "‹"),
    ("<tab>", "‹"),
    ("<esc>gq", "‹"),
    ("<esc>gd", "Documents"),
    ("<enter>G", "line "),
    ("<tab>G", "line "),
    ("<esc><esc>?", "Moving"),
    ("<esc>:", "q"),
    ("<esc>T", "dark"),
    ("<esc>fthe", "exact"),
    ("<c-v><c-g>", "exact"),
    ("<esc>/the<enter>", "of"),
    ("&the<enter>", "q quit"),
    ("<esc>]athe note<enter>", "kept"),
    ("ga", "Notes"),
    ("<esc>g'", "Marks"),
    ("<esc>gm", "q"),
];

fn walk(session: &mut Session, story: &[(&str, &str)]) {
    for (keys, seen) in story {
        // An escape with a key right behind it would be that key with alt.
        let (escapes, rest) = keys.split_at(keys.rfind("<esc>").map_or(0, |at| at + "<esc>".len()));
        for _ in 0..escapes.matches("<esc>").count() {
            session.keys("<esc>").settle(Duration::from_millis(150));
        }
        session.keys(rest).wait_for(seen);
    }
}

#[test]
fn nothing_gets_through_from_documents_names_and_settings() {
    let folder = Attack::library();
    hostile::settings(&folder.0.join("config/tableread"));
    for (columns, rows) in [(120, 36), (60, 18)] {
        let mut session = program()
            .arg(folder.episode())
            .env("XDG_CONFIG_HOME", folder.0.join("config"))
            .size(columns, rows)
            .start();
        session.settle(Duration::from_millis(300)).keys("<esc>").settle(Duration::from_millis(100));
        let story = if columns == 120 { &STORY[..] } else { &STORY[16..26] };
        walk(&mut session, story);
        session.keys("<c-c>");
        assert_eq!(session.finish(), Ended::Code(0));
        session.assert_given_back();
        assert_eq!(copies(&assert_harmless(&session.raw_bytes(), usize::from(columns))), [""; 0]);
    }
}

#[test]
fn nothing_gets_through_from_a_list_of_episodes_and_its_faults() {
    let folder = Attack::library();
    let mut session = program().arg(folder.shelf()).start();
    session.wait_for("Could not be used").keys("zR").keys("G").settle(Duration::from_millis(150));
    for _ in 0..12 {
        session.keys("k").settle(Duration::from_millis(30));
    }
    session.keys("f").wait_for("in all").keys("the").wait_for("exact").keys("<c-g>").wait_for("by speaker");
    session.keys("<c-c>").settle(Duration::from_millis(100)).keys("<c-c>");
    assert_eq!(session.finish(), Ended::Code(0));
    assert_harmless(&session.raw_bytes(), 120);
}

#[test]
fn the_residue_of_what_was_attempted_is_seen() {
    let folder = Folder::new();
    let script = "Fog\n\n[Deck]\nMAREN: Row \x1b]0;there\x07 end.\nORRIN: Row \x1b[5n end, \u{202e}do n\u{200b}ot.\n\
                  [Galley]\nMAREN: Tea?\nORRIN: Now.\n";
    let mut session = program().arg(folder.file("fog.txt", script)).start();
    session.wait_for("Row ]0;there end.").wait_for("Row [5n end,");
    // The emulator passes over the replacement characters that stand for what would hide or turn words.
    session.wait_for_bytes("end, \u{fffd}do n\u{fffd}ot.".as_bytes());
    session.keys("frow").wait_for("2 exact").keys("<esc>").settle(Duration::from_millis(100));
    quit(&mut session);
    assert_harmless(&session.raw_bytes(), 120);
}

/// What other people collected; where it is at hand.
#[test]
fn nothing_of_a_collection_of_attacks_gets_through() {
    let Some(shared) = std::env::var_os("TABLEREAD_SHARED") else {
        println!("skipped: TABLEREAD_SHARED is not set");
        return;
    };
    let rows = fs::read(Path::new(&shared).join("corpus/hostile.txt")).expect("the collection");
    let folder = Folder::new();
    let mut script = b"Fog\n\n[Deck]\n".to_vec();
    for row in rows.split(|byte| *byte == b'\n') {
        script.extend([b"MAREN: ", row, b"\nORRIN: Yes.\n[", row, b"]\n", row, b": Out.\n"].concat());
    }
    folder.file("rows.txt", &rows);
    folder.file("fog.txt", script);
    for document in ["rows.txt", "fog.txt"] {
        let mut session = program().arg(folder.join(document)).start();
        session.wait_for("end").settle(Duration::from_millis(100));
        for keys in ["t", "c", "gl", "S", "M", "gd<enter>", "fend", "?"] {
            session.keys("<esc>").settle(Duration::from_millis(60));
            session.keys("<esc>").settle(Duration::from_millis(60));
            session.keys(keys).settle(Duration::from_millis(60));
        }
        session.keys("<c-c>").settle(Duration::from_millis(60)).keys("<c-c>");
        session.finish();
        assert_harmless(&session.raw_bytes(), 120);
        assert!(!String::from_utf8_lossy(&session.raw_bytes()).contains("\u{1b}[38;5;199m"));
    }
}

/// A script of `speeches`, all of them hostile.
fn hostile_script(folder: &Folder, speeches: usize) -> PathBuf {
    let said = hostile::ROWS.concat();
    let script: String = (0..speeches).map(|_| format!("MAREN: {said}\nORRIN: The lamp.\n")).collect();
    folder.file("fog.txt", format!("Fog\n\n[Deck]\n{script}"))
}

#[test]
fn a_hostile_selection_is_copied_clean_and_once() {
    let folder = Folder::new();
    let mut session = program().arg(hostile_script(&folder, 6)).start();
    session.wait_for("The lamp.").keys("ggvGy").wait_for("bytes sent to the terminal");
    quit(&mut session);
    let pieces = assert_harmless(&session.raw_bytes(), 120);
    let [copied] = &copies(&pieces)[..] else { panic!("one copy") };
    assert!(copied.contains("The lamp.") && !copied.ends_with('\n'));
    assert!(copied.chars().all(|character| character == '\n' || is_harmless(character)), "{copied:?}");
}

#[test]
fn more_than_a_clipboard_takes_is_a_message_and_nothing_is_sent() {
    let folder = Folder::new();
    let mut session = program().arg(hostile_script(&folder, 400)).start();
    session.wait_for("The lamp.").keys("ggvGy").wait_for("are more than a terminal's clipboard takes");
    quit(&mut session);
    assert_eq!(copies(&assert_harmless(&session.raw_bytes(), 120)), [""; 0]);
}

#[test]
fn what_is_pasted_into_a_prompt_is_harmless() {
    let mut session = crate::reader::reading();
    for keys in ["f", "/", "&", ":", "?", "]a"] {
        session.keys(keys);
        for row in hostile::ROWS.iter().filter(|row| !row.contains('\0')) {
            // What ends a paste is no part of one.
            session.send(b"\x1b[200~").send(row.replace('\x1b', "").as_bytes()).send(b"\x1b[201~");
        }
        session.settle(Duration::from_millis(80)).keys("<esc>").settle(Duration::from_millis(60));
    }
    session.keys("<c-c>").settle(Duration::from_millis(60)).keys("<c-c>");
    assert_eq!(session.finish(), Ended::Code(0));
    assert_harmless(&session.raw_bytes(), 120);
}

/// What a command writes to a terminal, standard output and error alike; and how it ends.
fn told(folder: &Path, arguments: &[&OsStr]) -> (Vec<Piece>, String, Ended) {
    let program = Program::new(env!("CARGO_BIN_EXE_tableread")).env("XDG_CACHE_HOME", folder.join("cache"));
    let mut session = arguments.iter().fold(program, |program, argument| program.arg(argument)).start();
    let ended = session.finish();
    let bytes = session.raw_bytes();
    let pieces = assert_harmless(&bytes, usize::MAX - 1);
    (pieces, String::from_utf8_lossy(&bytes).into_owned(), ended)
}

#[test]
fn nothing_gets_through_from_the_command_line() {
    let folder = Attack::library();
    let (episode, shelf) = (folder.episode(), folder.shelf());
    let commands: [(&[&str], &Path); 27] = [
        (&["read", "--plain", "--ids"], &episode),
        (&["check"], &episode),
        (&["check", "--format", "json"], &episode),
        (&["outline"], &episode),
        (&["outline", "--format", "json"], &episode),
        (&["speakers"], &episode),
        (&["logs"], &episode),
        (&["quotes"], &episode),
        (&["stats"], &episode),
        (&["stats", "--format", "csv"], &shelf),
        (&["export", "--format", "json"], &episode),
        (&["export", "--format", "jsonl"], &shelf),
        (&["export", "--format", "csv"], &shelf),
        (&["export", "--format", "fountain"], &episode),
        (&["export", "--format", "tei"], &episode),
        (&["export", "--format", "md"], &episode),
        (&["search", "the"], &shelf),
        (&["search", "the", "--by", "speaker"], &shelf),
        (&["search", "the", "--kwic"], &shelf),
        (&["search", "the", "--list"], &shelf),
        (&["search", "the", "--format", "tsv"], &shelf),
        (&["search", "the", "--color", "always"], &episode),
        (&["search", "%zz \u{9b}5n \x1b[5n"], &episode),
        (&["library", "rebuild"], &shelf),
        (&["library", "status"], &shelf),
        (&["check"], &shelf),
        (&["outline"], &shelf),
    ];
    for (arguments, path) in commands {
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).chain([path.as_os_str()]).collect();
        let (pieces, _, ended) = told(&folder.0, &arguments);
        assert!(pieces.iter().any(|piece| matches!(piece, Piece::Text(_))), "{arguments:?} says nothing");
        assert!(matches!(ended, Ended::Code(0..=2)), "{arguments:?}: {ended:?}");
    }
}

/// What a shell's `*` makes of file names may stand where arguments are expected.
#[test]
fn nothing_gets_through_from_arguments_that_are_not_understood() {
    let folder = Folder::new();
    let bad = "\x1b]0;taken over\x07\u{9b}5n\u{202e}\n\x1b[2J";
    let tables: [Vec<String>; 9] = [
        vec![bad.to_owned()],
        vec![format!("--{bad}")],
        vec![format!("-{bad}")],
        vec!["check".to_owned(), bad.to_owned()],
        vec!["check".to_owned(), "--as".to_owned(), bad.to_owned(), ".".to_owned()],
        vec!["export".to_owned(), format!("--format={bad}"), ".".to_owned()],
        vec!["--encoding".to_owned(), bad.to_owned()],
        vec!["read".to_owned(), "--plain".to_owned(), "--speaker".to_owned(), bad.to_owned()],
        vec!["read".to_owned(), "--plain".to_owned(), "--from".to_owned(), bad.to_owned()],
    ];
    for arguments in tables {
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        let (_, said, ended) = told(&folder, &arguments);
        assert!(matches!(ended, Ended::Code(2)) && !said.is_empty(), "{arguments:?}: {ended:?} {said}");
    }
    let (_, said, _) = told(&folder, &[OsStr::from_bytes(b"not\xff\x1b]0;x\x07utf8.txt")]);
    assert!(said.contains("utf8.txt"), "{said}");
}

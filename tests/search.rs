//! `tableread search` as its users run it: rows, counts, groups, exit codes.
#![cfg(feature = "tui")]

use std::path::PathBuf;
use std::process::{Command, Output};

use pty_session::Folder;

const SCRIPT: &str = "The Halyard Transcript\n\n[Lamp room]\n\nMAREN: Trim the lantern, Mister Orrin. The fog is coming.\nORRIN: The lanterns are trimmed.\n(Orrin points at the fog.)\n\n[Gallery]\n\nORRIN: We made a deal: the lantern stays lit.\nMAREN: A deal is a deal - \u{1b}[31m remember.\n";

const SECOND: &str = "Low Water\n\n[Gallery]\n\nORRIN: No lantern, no ship.\nMAREN: Light it, then.\n";

/// The program with a cache that nobody else uses.
fn program() -> Command {
    let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/search-cache");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
    command.env("XDG_CACHE_HOME", cache);
    command
}

/// A folder with the script in it.
struct Halyard(Folder);

impl Halyard {
    fn new() -> Self {
        let folder = Folder::new();
        folder.file("transcript.txt", SCRIPT);
        Self(folder)
    }

    fn search(&self, arguments: &[&str]) -> Output {
        let mut command = program();
        command.arg("search").args(arguments).arg(self.0.join("transcript.txt"));
        command.output().expect("running the program")
    }

    fn rows(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.search(arguments).stdout).expect("text")
    }
}

/// A folder of two episodes.
struct Two(Folder);

impl Two {
    fn new() -> Self {
        let folder = Folder::new();
        folder.file("one/transcript.txt", SCRIPT);
        folder.file("two/transcript.txt", SECOND);
        Self(folder)
    }

    fn search(&self, arguments: &[&str]) -> Output {
        let mut command = program();
        command.arg("search").args(arguments).arg(&self.0);
        command.output().expect("running the program")
    }

    /// What is printed, the folder called `.`.
    fn rows(&self, arguments: &[&str]) -> String {
        let printed = String::from_utf8(self.search(arguments).stdout).expect("text");
        printed.replace(&*self.0.to_string_lossy(), ".")
    }
}

#[test]
fn hits_are_rows_in_the_order_of_the_tiers() {
    let halyard = Halyard::new();
    assert_eq!(
        halyard.rows(&["lantern"]),
        "1.01 MAREN: Trim the lantern, Mister Orrin. The fog is coming.\n\
         2.01 ORRIN: We made a deal: the lantern stays lit.\n\
         1.02 ORRIN: The lanterns are trimmed.\n"
    );
    assert!(halyard.rows(&["lantren"]).starts_with("-- near --\n1.01 MAREN: "));
    assert_eq!(halyard.rows(&["-m", "1", "lantern"]).lines().count(), 1);
}

#[test]
fn what_answers_is_lit_only_where_wanted_and_nothing_else_is_obeyed() {
    let halyard = Halyard::new();
    let lit = halyard.rows(&["--color", "always", "remember"]);
    assert_eq!(lit, "2.02 MAREN: A deal is a deal - [31m \u{1b}[1;31mremember\u{1b}[0m.\n");
    assert!(!halyard.rows(&["remember"]).contains('\u{1b}'));
}

#[test]
fn counts_and_groups_agree_with_the_rows() {
    let halyard = Halyard::new();
    assert_eq!(halyard.rows(&["-c", "lantern"]), "3 exact, 0 near\n");
    assert_eq!(halyard.rows(&["-c", "lantren"]), "0 exact, 2 near\n");
    assert_eq!(halyard.rows(&["--by", "speaker", "lantern"]), "2  ORRIN\n1  MAREN\n");
    assert_eq!(halyard.rows(&["--by", "scene", "lantern"]), "2  1 Lamp room\n1  2 Gallery\n");
}

#[test]
fn context_is_of_the_same_scene_in_the_order_of_the_script() {
    let halyard = Halyard::new();
    for (query, expected) in [
        ("deal$ | trimmed", &["1.01", "1.02", "1.02a"][..]),
        ("remember | trim", &["1.00", "1.01", "1.02", "1.02a", "--", "2.01", "2.02"]),
        ("\"made a deal\"", &["2.00", "2.01", "2.02"]),
    ] {
        let rows = halyard.rows(&["-C", "1", query]);
        let ids: Vec<&str> = rows.lines().filter_map(|row| row.split(' ').next()).collect();
        assert_eq!(ids, expected, "{rows}");
    }
}

#[test]
fn json_has_the_places_of_what_answers() {
    let halyard = Halyard::new();
    let output = halyard.search(&["--format", "json", "\"a deal\""]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&answer["exact"], &answer["near"]), (&2.into(), &0.into()));
    let hit = &answer["hits"][0];
    assert_eq!(
        (&hit["id"], &hit["speaker"], &hit["tier"]),
        (&"2.01".into(), &"ORRIN".into(), &"phrase".into())
    );
    assert_eq!(hit["found"], serde_json::json!([[8, 14]]));
}

#[test]
fn the_exit_code_tells_found_nothing_and_error_apart() {
    let halyard = Halyard::new();
    for (arguments, code) in [
        (&["lantern"][..], 0),
        (&["-c", "lantern"], 0),
        (&["submarine"], 1),
        (&["@nobody"], 1),
        (&["%kind nonsense"], 2),
        (&["lantern !"], 2),
        (&[" "], 2),
    ] {
        assert_eq!(halyard.search(arguments).status.code(), Some(code), "{arguments:?}");
    }
    let said = String::from_utf8(halyard.search(&["fog %kind xyz"]).stderr).expect("text");
    assert!(said.contains("fog %kind xyz") && said.contains("    ^^^^^^^^^"), "{said}");
}

#[test]
fn several_episodes_are_told_apart_by_their_paths() {
    let two = Two::new();
    assert_eq!(
        two.rows(&["\"lantern\""]),
        "./one/transcript.txt:1.01 MAREN: Trim the lantern, Mister Orrin. The fog is coming.\n\
         ./one/transcript.txt:2.01 ORRIN: We made a deal: the lantern stays lit.\n\
         ./two/transcript.txt:1.01 ORRIN: No lantern, no ship.\n"
    );
    assert_eq!(two.rows(&["-m", "1", "lantern"]).lines().count(), 2, "of each episode one");
    assert_eq!(two.rows(&["-l", "lantern"]), "./one/transcript.txt\n./two/transcript.txt\n");
    assert_eq!(two.rows(&["-l", "ship"]), "./two/transcript.txt\n");
    assert_eq!(
        two.rows(&["-c", "lantern"]),
        "./one/transcript.txt: 3 exact, 0 near\n./two/transcript.txt: 1 exact, 0 near\n"
    );
    assert_eq!(two.rows(&["--by", "speaker", "lantern"]), "3  ORRIN\n1  MAREN\n");
    assert_eq!(
        two.rows(&["--by", "episode", "lantern"]),
        "3  The Halyard Transcript  ./one/transcript.txt\n1  Low Water  ./two/transcript.txt\n"
    );
    assert_eq!(
        two.rows(&["--by", "scene", "-m", "2", "lantern"]),
        "2  1 Lamp room  ./one/transcript.txt\n1  2 Gallery  ./one/transcript.txt\n"
    );
}

#[test]
fn only_what_no_episode_has_is_said_to_be_missing() {
    let two = Two::new();
    let said = |arguments: &[&str]| {
        let output = two.search(arguments);
        (output.status.code(), String::from_utf8(output.stderr).expect("text"))
    };
    assert_eq!(said(&["#lamp fog"]), (Some(0), String::new()), "one of the two has a lamp room");
    let (code, told) = said(&["#cellar fog"]);
    assert_eq!((code, told.as_str()), (Some(1), "tableread: no scene here is called `cellar`\n"));
}

#[test]
fn key_words_stand_in_one_column() {
    let two = Two::new();
    let rows = two.rows(&["--kwic", "--sort", "left", "--width", "12", "'lantern'"]);
    assert_eq!(
        rows,
        "1.01    ORRIN                 No lantern, no ship.    ./two/transcript.txt\n\
         2.01    ORRIN        a deal: the lantern stays lit.   ./one/transcript.txt\n\
         1.01    MAREN           Trim the lantern, Mister Orr  ./one/transcript.txt\n"
    );
    let right = two.rows(&["--kwic", "--sort", "right", "--format", "tsv", "'lantern'"]);
    let neighbours: Vec<&str> = right.lines().filter_map(|row| row.split('\t').nth(6)).collect();
    assert_eq!(neighbours, ["right", ", Mister Orrin. The fog is coming.", ", no ship.", "stays lit."]);
    assert_eq!(two.search(&["--sort", "left", "lantern"]).status.code(), Some(2), "nothing to sort");
}

#[test]
fn tables_and_lines_of_json_hold_the_same_hits() {
    let two = Two::new();
    let csv = two.rows(&["--format", "csv", "lantern !trimmed"]);
    assert_eq!(
        csv,
        "episode,path,id,line,kind,speaker,tier,text,witnesses\n\
         The Halyard Transcript,./one/transcript.txt,1.01,5,speech,MAREN,words,\"Trim the lantern, Mister Orrin. The fog is coming.\",\n\
         The Halyard Transcript,./one/transcript.txt,2.01,11,speech,ORRIN,words,We made a deal: the lantern stays lit.,\n\
         Low Water,./two/transcript.txt,1.01,5,speech,ORRIN,words,\"No lantern, no ship.\",\n"
    );
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let lines: Vec<_> = two.rows(&["--format", "jsonl", "lantern"]).lines().map(value).collect();
    let whole = value(&two.rows(&["--format", "json", "lantern"]));
    assert_eq!(whole["exact"], lines.len());
    assert_eq!(whole["hits"].as_array(), Some(&lines));
    assert_eq!(two.rows(&["--format", "tsv", "submarine"]).lines().count(), 1, "the names of the columns");
}

#[test]
fn what_only_other_documents_tell_is_counted_as_such() {
    let halyard = Halyard::new();
    let summary = "Low Water\n\nSummary[]\n\nThe keeper of Halyard wrestles an octopus before the fog comes in.\n\nMemorable quotes[]\n\n\"Trim the lantern, Mister Orrin.\"\n\n- Maren\n\nBackground information[]\n\nIt was filmed on a lightship.\n";
    std::fs::write(halyard.0.join("summary.txt"), summary).expect("writing the summary");
    let search = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        let output = command.arg("search").args(arguments).arg("octopus").arg(&halyard.0).output();
        let output = output.expect("running the program");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    let (code, rows) = search(&[]);
    assert!(code == Some(0) && rows.contains("octopus"), "{rows}");
    assert_eq!(search(&["-c"]), (Some(0), "0 exact, 0 near, 1 told\n".to_owned()));
    assert_eq!(search(&["--kwic"]), (Some(1), String::new()), "nothing of the script to print");
    assert_eq!(search(&["--by", "speaker"]), (Some(1), String::new()));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let two = Two::new();
    let many = "ORRIN: The lantern stays lit.\n".repeat(20_000);
    two.0.file("one/transcript.txt", format!("{SCRIPT}{many}"));
    let mut command = program();
    command.args(["search", "lantern"]).arg(&two.0);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("running the program");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the end of the program");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &[][..]));
}

#[test]
fn a_query_may_begin_with_a_dash() {
    let halyard = Halyard::new();
    let output = halyard.search(&["--", "-"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1, "{output:?}");
}

#[test]
fn a_real_transcript_answers_as_read_by_hand() {
    let Some(shared) = std::env::var_os("TABLEREAD_SHARED") else {
        eprintln!("skipped: TABLEREAD_SHARED is not set");
        return;
    };
    let folder = PathBuf::from(shared).join("seeds/alliances");
    for (query, counted) in [
        ("%kind speech alliance", "16 exact, 0 near\n"),
        ("%kind speech technolgy", "0 exact, 5 near\n"),
        ("%kind speech warp core", "0 exact, 0 near\n"),
        ("%kind speech photon", "0 exact, 0 near\n"),
        ("hostage", "0 exact, 0 near\n"),
    ] {
        let mut command = program();
        let output =
            command.args(["search", "-c", query]).arg(&folder).output().expect("running the program");
        assert_eq!(String::from_utf8_lossy(&output.stdout), counted, "{query}");
    }
}

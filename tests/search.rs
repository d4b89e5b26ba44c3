//! `tableread search` as its users run it: rows, counts, groups, exit codes.
#![cfg(feature = "tui")]

use std::path::PathBuf;
use std::process::{Command, Output};

const SCRIPT: &str = "The Halyard Transcript\n\n[Lamp room]\n\nMAREN: Trim the lantern, Mister Orrin. The fog is coming.\nORRIN: The lanterns are trimmed.\n(Orrin points at the fog.)\n\n[Gallery]\n\nORRIN: We made a deal: the lantern stays lit.\nMAREN: A deal is a deal - \u{1b}[31m remember.\n";

/// A folder with the script in it, gone at the end.
struct Halyard(PathBuf);

impl Halyard {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tableread-search-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        std::fs::write(folder.join("transcript.txt"), SCRIPT).expect("writing the script");
        Self(folder)
    }

    fn search(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        command.arg("search").args(arguments).arg(self.0.join("transcript.txt"));
        command.output().expect("running the program")
    }

    fn rows(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.search(arguments).stdout).expect("text")
    }
}

impl Drop for Halyard {
    fn drop(&mut self) {
        // A folder that stays behind among temporary files does no harm.
        let _removed = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn hits_are_rows_in_the_order_of_the_tiers() {
    let halyard = Halyard::new("rows");
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
    let halyard = Halyard::new("lit");
    let lit = halyard.rows(&["--color", "always", "remember"]);
    assert_eq!(lit, "2.02 MAREN: A deal is a deal - [31m \u{1b}[1;31mremember\u{1b}[0m.\n");
    assert!(!halyard.rows(&["remember"]).contains('\u{1b}'));
}

#[test]
fn counts_and_groups_agree_with_the_rows() {
    let halyard = Halyard::new("counts");
    assert_eq!(halyard.rows(&["-c", "lantern"]), "3 exact, 0 near\n");
    assert_eq!(halyard.rows(&["-c", "lantren"]), "0 exact, 2 near\n");
    assert_eq!(halyard.rows(&["--by", "speaker", "lantern"]), "2  ORRIN\n1  MAREN\n");
    assert_eq!(halyard.rows(&["--by", "scene", "lantern"]), "2  1 Lamp room\n1  2 Gallery\n");
}

#[test]
fn context_is_of_the_same_scene_in_the_order_of_the_script() {
    let halyard = Halyard::new("context");
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
    let halyard = Halyard::new("json");
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
    let halyard = Halyard::new("exit");
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
fn a_query_may_begin_with_a_dash() {
    let halyard = Halyard::new("dash");
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
        let mut command = Command::new(env!("CARGO_BIN_EXE_tableread"));
        let output =
            command.args(["search", "-c", query]).arg(&folder).output().expect("running the program");
        assert_eq!(String::from_utf8_lossy(&output.stdout), counted, "{query}");
    }
}

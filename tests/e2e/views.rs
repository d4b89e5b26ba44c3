//! The views over the panes, driven by keys on the sample that comes with the program.

use std::time::Duration;

use pty_session::{Folder, Program};

use crate::reader::{quit, reading_at};

#[test]
fn who_says_most_is_looked_up_and_their_longest_speech_read() {
    let mut session = reading_at(120, 36);
    session.keys("S").wait_for("Statistics ‹speakers›").wait_for("▾speeches").wait_for("FENN");
    session.keys("lll").wait_for("▾longest").wait_for("longest ");
    session.keys("<tab>").wait_for("‹scenes›").keys("<tab>").wait_for("‹acts›").wait_for("Act Three");
    session.keys("<tab>gg<enter>").wait_for("Speakers 13").wait_for("15.03");
    quit(&mut session);
}

#[test]
fn the_matrix_shows_who_is_where_and_leads_there_and_back() {
    let mut session = reading_at(120, 36);
    session.keys("M").wait_for("Scenes and speakers").wait_for("╷Act One").wait_for("speeches, ");
    session.keys("llll<enter>").wait_for("Speakers 13");
    session.keys("M<tab>").wait_for("‹words›").keys("<esc>").wait_for("Speakers 13");
    session.keys("<c-o>").wait_for("1.00");
    quit(&mut session);
}

#[test]
fn several_speakers_are_lit_one_left_out_and_a_card_read() {
    let mut session = reading_at(120, 36);
    session.keys("c j ").wait_for("» FENN").wait_for("» HALLORAN");
    session.keys("jx").wait_for("× VANE").keys("*").wait_for("those lit: line ");
    session.keys("ggK").wait_for("talks with").wait_for("longest").wait_for("labels FENN");
    session
        .keys("<enter>")
        .wait_until("the card is away", |screen| !screen.contents().contains("talks with"));
    quit(&mut session);
}

#[test]
fn script_and_subtitles_are_read_side_by_side() {
    let mut session = reading_at(120, 36);
    session.keys("C").wait_for("Script and ‹subtitles›").wait_for("1.01");
    session.keys("]]").wait_for("3.01").keys("l").settle(Duration::from_millis(100));
    session.keys("<tab>").wait_for("‹quotes›").wait_for("quote ");
    session.resize(40, 10).wait_for("quote ").resize(120, 36).wait_for("‹quotes›");
    session.keys("<esc>").wait_for("Speakers 13").wait_for("1.00");
    quit(&mut session);
}

#[test]
fn a_document_is_read_as_text_where_it_speaks_of_the_line() {
    let mut session = reading_at(120, 36);
    session.keys("]]}gd").wait_for("Documents at 3.01").wait_for("press-kit");
    session.keys("<enter>").wait_for("transcript.txt · transcript · line ").wait_for("▌");
    session.keys("<tab>").wait_for("summary.txt · summary · line ");
    session
        .keys("<esc>")
        .wait_for("Documents at 3.01")
        .keys("<esc>")
        .wait_for("Speakers 13")
        .wait_for("3.01");
    quit(&mut session);
}

#[test]
fn minutes_are_gone_to_where_subtitles_have_times() {
    let folder = Folder::new();
    let lines = [
        ("MAREN", "The lamp on the Halyard is out, and the tide turns at nine.", "00:00:04"),
        ("ORRIN", "Then somebody has to row over there and light it.", "00:00:09"),
        ("MAREN", "Somebody is you, as long as I am the one with the fever.", "00:01:31"),
        ("ORRIN", "There is a boat out there without a single light on it.", "00:02:40"),
    ];
    let (mut script, mut srt) = (String::from("[Watch room]\n"), String::new());
    for (at, (name, words, time)) in lines.iter().enumerate() {
        script.push_str(&format!("{name}: {words}\n"));
        srt.push_str(&format!("{}\n{time},000 --> {time},900\n{words}\n\n", at + 1));
    }
    folder.file("script.txt", script);
    folder.file("times.srt", srt);
    let mut session = Program::new(env!("CARGO_BIN_EXE_tableread")).arg(&folder).start();
    session.wait_for("Watch room").settle(Duration::from_millis(200));
    session.keys("gm").wait_for("Timeline · a minute a row").wait_for("02:00");
    session.keys("2G<enter>").wait_for("Speakers 2").wait_for("1.04");
    quit(&mut session);
}

#[test]
fn the_command_line_tells_the_same_numbers_as_the_views() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/two-long-one-short");
    let printed = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_tableread"))
            .args(["stats", sample])
            .args(arguments)
            .output()
            .expect("the program to run");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let text = printed(&["--by", "speaker"]);
    let first = text.lines().nth(1).expect("a row").split_whitespace().collect::<Vec<_>>();
    let [name, scenes, speeches, words, ..] = first[..] else { panic!("{text}") };
    let csv = printed(&["--format", "csv"]);
    assert!(csv.contains(&format!("\nspeaker,{name},{scenes},{speeches},{words},")), "{csv}");
    assert!(csv.contains("\nact,Act Three,") && csv.contains("\nscene,3 Bridge,"), "{csv}");
    let json = printed(&["--format", "json", "--by", "act"]);
    assert!(json.contains("\"acts\"") && !json.contains("\"scenes\""), "{json}");
    let mut session = reading_at(120, 36);
    let row = |screen: &str| {
        let row = screen.lines().find(|row| row.contains(name) && row.contains('%'))?;
        Some(row.trim_matches('┃').split_whitespace().take(4).map(str::to_owned).collect::<Vec<_>>())
    };
    session.keys("S").wait_for("▾speeches");
    assert_eq!(row(&session.screen()).expect("the row"), [name, scenes, speeches, words]);
    session.keys("<esc>").wait_for("Speakers 13");
    quit(&mut session);
}

#[test]
fn a_remark_leads_to_its_place_in_the_document() {
    let mut session = reading_at(120, 36);
    session.keys("gr").wait_for("looks like HALLORAN misspelt");
    session.keys("<enter>").wait_until("the document", |screen| {
        let shown = screen.contents();
        shown.contains("transcript.txt") && shown.contains("Haloran") && !shown.contains("Remarks")
    });
    session.keys("<esc>").wait_for("Remarks 1").keys("<esc>").wait_for("Speakers 13");
    quit(&mut session);
}

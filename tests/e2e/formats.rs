//! A script of any format, opened as a person opens it: what the first screen says, its acts, and out again.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use pty_session::{Folder, Session};

use crate::reader::{program, quit, status_shows};

/// One of the project's own documents, opened on a terminal of 120 columns and 36 rows.
fn open(fixture: &str) -> Session {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture);
    program().arg(path).start()
}

/// A document and a cache, in a folder of their own.
struct Document {
    folder: Folder,
    path: PathBuf,
}

impl Document {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let (folder, path) = Folder::with(name, bytes);
        Self { folder, path }
    }

    fn open(&self) -> Session {
        program().arg(&self.path).env("XDG_CACHE_HOME", self.folder.join("cache")).start()
    }
}

fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file");
        writer.write_all(text.as_bytes()).expect("text");
    }
    writer.finish().expect("an archive").into_inner()
}

fn transcript(title: &str) -> String {
    let said = format!("MAREN: The {title} is out.\nORRIN: Then light it.\n").repeat(6);
    format!("{title}\nOriginal Airdate: 9 Nov, 1997\n\n[Deck]\n{said}[Lamp room]\n{said}[Hold]\n{said}\n")
}

#[test]
fn a_fountain_draft_has_its_sections_as_acts() {
    let mut session = open("screenplay/ok/0001_fountain.fountain");
    session.wait_for("▾ Act One").wait_for("▾ Act Two").wait_for("2 INT. LAMP ROOM");
    session.wait_for("ACT ONE ━").wait_for("1. EXT. REEF - NIGHT #1 ─").wait_for("(to the glass)");
    // From act to act, and what nobody is to read is not there.
    session.keys(")");
    status_shows(&mut session, "Act Two");
    assert!(!session.screen().contains("or: not again"), "{}", session.screen());
    quit(&mut session);
}

#[test]
fn final_drafts_file_is_a_screenplay() {
    let mut session = open("screenplay/ok/0004_final_draft.fdx");
    session.wait_for("▾ Act One").wait_for("Maren & Orrin climb. The lamp is out.").wait_for("ORRIN  O.S.");
    assert!(!session.screen().contains("<Paragraph"), "{}", session.screen());
    quit(&mut session);
}

#[test]
fn a_shooting_script_reads_without_what_its_pages_repeat() {
    let mut session = open("screenplay/ok/0005_shooting_script.txt");
    session.wait_for("▾ TEASER").wait_for("▾ ACT ONE").wait_for("2. INT. LAMP ROOM #2 ─");
    session.keys(")").settle(Duration::from_millis(100));
    status_shows(&mut session, "ACT ONE");
    assert!(!session.screen().contains("CONTINUED"), "{}", session.screen());
    quit(&mut session);
}

#[test]
fn a_play_in_tei_has_its_acts_and_scenes() {
    let mut session = open("play/ok/0001_tei.xml");
    session.wait_for("▾ PROLOGUE").wait_for("▾ ACT 1").wait_for("▾ epilogue").wait_for("2 Scene 1");
    session.wait_for("Low is the tide & long the night,");
    session.keys("]]");
    session.wait_for("Out, little lamp;");
    quit(&mut session);
}

#[test]
fn a_saved_page_is_read_as_what_is_on_it() {
    let mut session = open("page/ok/0001_transcript.html");
    session.wait_for("┌ Slack Water ").wait_for("2 Lamp room").wait_for("It was when I \"last\" looked.");
    session.wait_for("Keeper's log");
    assert!(!session.screen().contains("count();"), "{}", session.screen());
    quit(&mut session);
}

#[test]
fn markdown_and_tables_are_scripts() {
    for (fixture, seen) in [
        ("transcript/ok/0021_markdown.md", ["▾ Act One", "▾ The storm", "MAREN  on radio"]),
        ("table/ok/0001_our_own.csv", ["▾ Teaser", "▾ Act Two", "MAREN  OC"]),
        ("table/ok/0003_our_own.jsonl", ["▾ Teaser", "▾ Act One", "MAREN  on radio"]),
    ] {
        let mut session = open(fixture);
        seen.iter().for_each(|seen| {
            session.wait_for(seen);
        });
        quit(&mut session);
    }
}

#[test]
fn a_book_is_a_story_of_its_chapters() {
    let chapter = |title: &str, text: &str| {
        format!(
            "<html xmlns=\"x\"><head><title>{title}</title></head><body><h2>{title}</h2>{text}</body></html>"
        )
    };
    let first = "<p>The cook poured the last of the oil into the pan. “It will do,” he said to nobody.</p>\
                 <p>“You have used all of it,” said Tarn.</p><p>On deck the lamp went out, and the fog came in.</p>";
    let second = "<p>Nobody ate that night. “It was good oil,” the cook said, and he washed the pan.</p>";
    let book = packed(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>",
        ),
        (
            "b.opf",
            "<package><metadata xmlns:dc=\"x\"><dc:title>The Cook’s Regret</dc:title></metadata><manifest>\
             <item id=\"a\" href=\"1.xhtml\"/><item id=\"b\" href=\"2.xhtml\"/></manifest>\
             <spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>",
        ),
        ("1.xhtml", &chapter("Oil", first)),
        ("2.xhtml", &chapter("Regret", second)),
    ]);
    let book = Document::new("regret.epub", &book);
    let mut session = book.open();
    session
        .wait_for("The Cook’s Regret")
        .wait_for("Oil")
        .wait_for("Regret")
        .wait_for("You have used all of it,");
    quit(&mut session);
}

#[test]
fn an_archive_is_a_list_to_choose_from() {
    let archive = Document::new(
        "coast.zip",
        &packed(&[("halyard/a.txt", &transcript("Lamp")), ("halyard/b.txt", &transcript("Bell"))]),
    );
    let mut session = archive.open();
    session.wait_for("Lamp").wait_for("Bell");
    session.keys("/bell<enter>").keys("<enter>");
    session.wait_for("The Bell is out.");
    quit(&mut session);
}

#[test]
fn a_file_of_several_episodes_is_a_list_to_choose_from() {
    let season: String = ["Lamp", "Bell", "Whistle"].map(transcript).concat();
    let season = Document::new("season.txt", season.as_bytes());
    let mut session = season.open();
    session.wait_for("Lamp").wait_for("Bell").wait_for("Whistle");
    session.keys("/whistle<enter>").keys("<enter>");
    session.wait_for("The Whistle is out.");
    // The lines are those of the file.
    session.keys("gd").settle(Duration::from_millis(100)).keys("<enter>");
    session.wait_for("season.txt · transcript · line ").wait_for(" of 129 ");
    // An escape that a letter follows at once would be another key.
    session.keys("<esc>").settle(Duration::from_millis(300));
    session.keys("<esc>").settle(Duration::from_millis(300));
    quit(&mut session);
}

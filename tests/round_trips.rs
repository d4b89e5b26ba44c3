//! What is written out and read back is the same episode: acts, scenes, who speaks, and the words.

use proptest::prelude::*;
use tableread::document::Kind;
use tableread::document::script::Setting;
use tableread::document::words::Emphasis;
use tableread::episode::{Element, ElementKind, Episode};
use tableread::export::{Filed, fountain, markdown, tei, write_columns, write_lines, write_rows};
use tableread::library::Shelf;
use tableread::loader::{Given, load};
use tableread::source::Source;

fn loaded(name: &str, text: &str, kind: Option<Kind>) -> Episode {
    load(vec![Given { source: Source::from_bytes(name, text.as_bytes()), kind }], "Halyard")
}

/// What of an episode a format keeps beside its words.
#[derive(Clone, Copy)]
struct Keeps {
    /// How an element is set: centred, a transition, said at once with the one before.
    settings: bool,
    /// What of it is underlined or sung.
    all_emphasis: bool,
}

/// Everything that an episode can say.
const ALL: Keeps = Keeps { settings: true, all_emphasis: true };

/// The lines of a speech or direction with marks around what is emphasised, and how it is set.
fn set(element: &Element, keeps: Keeps) -> String {
    let mut text = element.text.clone();
    let mut marks: Vec<(usize, String)> = element.lines.iter().map(|at| (*at, "/ ".to_owned())).collect();
    // What is in italics as a whole in Markdown is a direction; what is set in it is not told.
    let told = keeps.all_emphasis || element.kind == ElementKind::Speech;
    for (range, set) in element.emphasis.iter().filter(|_| told) {
        let slanted = set.italic || !keeps.all_emphasis && (set.underlined || set.sung);
        let plain = Emphasis { bold: set.bold, italic: slanted, ..Emphasis::default() };
        let names = if keeps.all_emphasis { *set } else { plain }.names().join(" ");
        marks.extend([(range.start, format!("<{names}>")), (range.end, "</>".to_owned())]);
    }
    marks.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    marks.iter().for_each(|(at, mark)| text.insert_str(*at, mark));
    let setting = element.setting.name().filter(|_| keeps.settings).unwrap_or_default();
    format!("{setting}|{text}")
}

/// Acts and scenes where they begin, who speaks and what is said; and apart from it all else that is told,
/// in order.
fn kept(episode: &Episode, keeps: Keeps) -> (Vec<String>, Vec<String>) {
    let (mut said, mut told) = (Vec::new(), Vec::new());
    let outline = &episode.outline;
    for (at, element) in episode.elements.iter().enumerate() {
        let acts = outline.acts.iter().filter(|act| act.elements.start == at);
        said.extend(acts.map(|act| format!("act {}", act.name)));
        let scenes = outline.scenes.iter().filter(|scene| scene.elements.start == at);
        said.extend(scenes.map(|scene| format!("scene {} {}", scene.number, scene.titled())));
        match element.kind {
            ElementKind::Speech => {
                let name = episode.speaker_name(element).unwrap_or_default();
                let extension = element.extension.as_deref().unwrap_or_default();
                said.push(format!("{name} [{extension}] {}", set(element, keeps)));
            }
            ElementKind::Heading => {}
            ElementKind::Metadata if !keeps.settings => {}
            ElementKind::Metadata if element.setting == Setting::Plain => {
                // What is neither of the title page nor a note is one where a format knows no other.
                told.extend(element.scene.map(|_| format!("note|{}", element.text)));
            }
            ElementKind::Metadata if element.setting == Setting::Note => {
                told.push(format!("note|{}", element.text));
            }
            _ => told.push(set(element, keeps)),
        }
    }
    (said, told)
}

/// Compares `episode` with what is read of it from `text`, a file called `name`.
fn comes_back(episode: &Episode, name: &str, text: &str, keeps: Keeps) {
    let again = loaded(name, text, None);
    let (before, after) = (kept(episode, keeps), kept(&again, keeps));
    for (one, other) in before.0.iter().zip(&after.0).chain(before.1.iter().zip(&after.1)) {
        assert_eq!(one, other, "in\n{text}");
    }
    assert_eq!((before.0.len(), before.1.len()), (after.0.len(), after.1.len()), "in\n{text}");
    assert_eq!(again.identity, episode.identity);
}

/// The elements of `episode` as a table of the form that `write` has.
fn table(episode: &Episode, write: fn(&mut Vec<u8>, &Episode, Filed<'_>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out, episode, Filed { key: "halyard/fog", ..Filed::default() }).expect("written");
    String::from_utf8(out).expect("text")
}

fn as_csv(out: &mut Vec<u8>, episode: &Episode, filed: Filed<'_>) -> std::io::Result<()> {
    write_columns(out)?;
    write_rows(out, episode, filed)
}

fn goes_through_fountain(episode: &Episode) {
    comes_back(episode, "again.fountain", &fountain(episode), ALL);
}

fn goes_through_tei(episode: &Episode) {
    comes_back(episode, "again.xml", &tei(episode), ALL);
}

fn goes_through_markdown(episode: &Episode) {
    comes_back(episode, "again.md", &markdown(episode), Keeps { settings: false, all_emphasis: false });
}

fn goes_through_csv(episode: &Episode) {
    comes_back(episode, "again.csv", &table(episode, as_csv), ALL);
}

fn goes_through_json_lines(episode: &Episode) {
    comes_back(episode, "again.jsonl", &table(episode, write_lines), ALL);
}

/// The script fixtures, each as an episode.
fn episodes() -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Shelf::sample().entries.iter().map(|entry| entry.load().0).collect();
    for folder in ["transcript/ok", "screenplay/ok", "story/ok", "play/ok"] {
        let folder = format!("{}/tests/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).expect("fixtures").map(|e| e.expect("entry").path()).collect();
        paths.sort();
        episodes.extend(paths.iter().map(|path| {
            println!("{}", path.display());
            load(vec![Source::read(path).expect("fixture").into()], "Halyard")
        }));
    }
    episodes
}

#[test]
fn every_fixture_goes_through_fountain() {
    episodes().iter().for_each(goes_through_fountain);
}

#[test]
fn every_fixture_goes_through_tei() {
    episodes().iter().for_each(goes_through_tei);
}

#[test]
fn what_is_written_in_fountain_is_written_so_again() {
    for episode in episodes() {
        let once = fountain(&episode);
        let again = fountain(&loaded("again.fountain", &once, None));
        for (one, other) in again.lines().zip(once.lines()) {
            assert_eq!(one, other);
        }
    }
}

#[test]
fn every_fixture_goes_through_markdown() {
    episodes().iter().for_each(goes_through_markdown);
}

#[test]
fn every_fixture_goes_through_tables() {
    for episode in episodes() {
        goes_through_csv(&episode);
        goes_through_json_lines(&episode);
    }
}

/// Words that mean something to one of the formats where they stand at the beginning of a line or alone.
fn said() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "The lamp is out.",
        "OUT",
        "CUT TO:",
        "INT. HOLD",
        "#",
        "#1#",
        ">",
        "<",
        "= no",
        "===",
        "!",
        "@",
        "~",
        "~la",
        "*",
        "**",
        "_",
        "a_b_c",
        "\\",
        "[[",
        "]]",
        "/*",
        "*/",
        "(softly)",
        "(",
        "...",
        ".x",
        "MAREN",
        "é",
        "^",
        "Title: x",
        "\"Out, \"\" out\"",
        "\"",
        ",",
        ",,",
        ";",
        "{\"text\": 1}",
        "\\n \\u0041",
        "-",
        "---",
        "1.",
        "2) x",
        "> x",
        "`",
        "```",
        "~~~ x",
        "__x__",
        "***x***",
        "&amp;",
        "<b>x</b>",
        "<!-- x -->",
        "[x](y)",
        "![x](y)",
        "[^1]: x",
        "MAREN: x",
        "x:",
        "# x #",
    ]);
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_transcript_goes_through_all(
        lines in prop::collection::vec((0..6usize, said()), 1..30)
    ) {
        let mut text = "The Halyard\n\n[Deck]\n".to_owned();
        for (kind, said) in lines {
            text.push_str(&match kind {
                0 => format!("[Hold {}]\n", said.len()),
                1 => format!("({})\n", said.replace(['(', ')', '[', ']'], "-")),
                2 => "ACT TWO\n".to_owned(),
                3 => format!("ORRIN [on radio]: {said}\n"),
                _ => format!("MAREN: {said}\n"),
            });
        }
        text.push_str("MAREN: Out.\n");
        let episode = loaded("t.txt", &text, Some(Kind::Transcript));
        goes_through_fountain(&episode);
        goes_through_tei(&episode);
        goes_through_markdown(&episode);
        goes_through_csv(&episode);
        goes_through_json_lines(&episode);
    }
}

/// What a screenplay sets otherwise than its kind is set, and what stands beside what is told.
const SCREENPLAY: &str = "\
Title: Halyard
Author: Tess Vale

# Act One

= The light fails, and nobody says so.

INT. LAMP ROOM - NIGHT #1A#

MAREN
(to the glass)
Not *tonight*. [[or: not again]] Not **ever**.

ORRIN (O.S.)
I am **coming _up_**.

MAREN ^
Stay where you are.

The lamp /* flickers and */ goes out.

[[The bell rings here?]]

> FOG <
> AND TIDE <

~Row, row
~the light is low

> SMASH CUT TO:

/* A scene with the owner was here. */

===

EXT. REEF - DAY

## The rescue

MAREN
Oh the tide
comes home,
~comes home.
";

#[test]
fn all_that_a_screenplay_sets_goes_through() {
    let episode = loaded("halyard.fountain", SCREENPLAY, None);
    let (said, told) = kept(&episode, ALL);
    assert!(said.iter().any(|line| line.contains("at-once|Stay")), "{said:#?}");
    for line in [
        "note|or: not again",
        "omitted|flickers and",
        "centred|FOG / AND TIDE",
        "lyrics|Row, row / the light is low",
        "transition|SMASH CUT TO:",
        "page-break|",
        "section|The rescue",
    ] {
        assert!(told.iter().any(|told| told == line), "{line}: {told:#?}");
    }
    goes_through_fountain(&episode);
    goes_through_tei(&episode);
    goes_through_markdown(&episode);
    goes_through_csv(&episode);
    goes_through_json_lines(&episode);
}

//! The screenplay readers over whole screenplays: fixtures, any text at all, and screenplays that another
//! program has read.

use std::fmt::Write;

use proptest::prelude::*;
use tableread::document::script::{Block, BlockKind, Script, Setting};
use tableread::document::{Document, Kind, Parsed, screenplay, surest};
use tableread::source::Source;

use crate::fixtures::{any_text_is_covered, check_blocks, fixtures, in_no_order, read_as_they_should};

/// What is read of a block.
pub(crate) fn text(source: &Source, block: &Block) -> String {
    block.words.as_ref().map_or_else(|| source.flow(block.text), |words| words.text().to_owned())
}

/// Every block with its line, what it is and what it says; `/` parts lines, emphasis has its marks.
pub(crate) fn shown(source: &Source, parsed: &Parsed<Script>) -> String {
    let mut shown = format!("{:?}\n", parsed.document.header);
    for block in &parsed.document.blocks {
        let line = source.line_of(block.span.start);
        let (kind, who) = match &block.kind {
            BlockKind::Speech(cue) => {
                let name = cue.label.as_deref().unwrap_or("?");
                ("speech".to_owned(), format!(" {name} [{}]", cue.extension.as_deref().unwrap_or_default()))
            }
            kind => (format!("{kind:?}").to_lowercase(), String::new()),
        };
        let setting = match block.setting {
            Setting::Plain => String::new(),
            setting => format!(" ({setting:?})"),
        };
        let number = block.number.as_ref().map(|number| format!(" #{number}")).unwrap_or_default();
        writeln!(shown, "{line:>3} {kind}{setting}{who}{number} | {}", marked(source, block))
            .expect("string");
    }
    shown
}

/// The words of a block with `/` between its lines and marks around what is emphasised.
fn marked(source: &Source, block: &Block) -> String {
    let mut text = text(source, block);
    let Some(words) = &block.words else { return text };
    let mut marks: Vec<(usize, String)> = words.lines().iter().map(|at| (*at, "/ ".to_owned())).collect();
    for (range, set) in words.emphasis() {
        let set = [(set.bold, "b"), (set.italic, "i"), (set.underlined, "u"), (set.sung, "sung")];
        let set: String = set.iter().filter_map(|(is, mark)| is.then_some(*mark)).collect();
        marks.push((range.start, format!("<{set}:")));
        marks.push((range.end, ">".to_owned()));
    }
    marks.sort_by_key(|(at, mark)| (*at, mark != ">"));
    marks.iter().rev().for_each(|(at, mark)| text.insert_str(*at, mark));
    text
}

pub(crate) fn check(source: &Source, parsed: &Parsed<Script>) {
    for block in &parsed.document.blocks {
        assert!(block.span.start <= block.text.start && block.text.end <= block.span.end, "{block:?}");
        assert!(source.text.get(block.text.start..block.text.end).is_some(), "{:?}", block.text);
        let words = block.words.iter();
        for at in words.flat_map(|words| {
            let ends = words.emphasis().iter().flat_map(|(range, _)| [range.start, range.end]);
            ends.chain(words.lines().iter().copied()).map(|at| (words.text(), at))
        }) {
            assert!(at.0.is_char_boundary(at.1), "{block:?}");
        }
    }
    check_blocks(source, &Document::Script(parsed.document.clone()));
}

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("screenplay", screenplay::parse, check, shown);
}

#[test]
fn fixtures_are_told_from_everything_else() {
    for path in fixtures("screenplay", "ok") {
        let source = Source::read(&path).expect("fixture");
        assert_eq!(surest(&source).kind, Kind::Screenplay, "{}", path.display());
    }
}

#[test]
fn line_ends_change_nothing() {
    for path in fixtures("screenplay", "ok").into_iter().chain(fixtures("screenplay", "err")) {
        let text = std::fs::read_to_string(&path).expect("fixture");
        let read = |text: &str| {
            let source = Source::from_bytes(&path.display().to_string(), text.as_bytes());
            shown(&source, &screenplay::parse(&source))
        };
        assert_eq!(read(&text), read(&text.replace('\n', "\r\n")), "{}", path.display());
    }
}

/// Text made of what screenplays are made of, in no order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "  \n",
        "\t",
        "#",
        "##",
        "=",
        "===",
        "~",
        "!",
        "@",
        ">",
        "<",
        ".",
        "^",
        "*",
        "**",
        "***",
        "_",
        "\\",
        "[[",
        "]]",
        "/*",
        "*/",
        "INT. HOLD",
        "#12#",
        "MAREN",
        "(V.O.)",
        "(CONT'D)",
        "CUT TO:",
        "Title: The Halyard",
        "Author:",
        "The lamp is out.",
        "é",
        "Fenn",
        "\t\t\t\t\t",
        "\t\t\t",
        "CONTINUED:",
        "12",
        "ACT ONE",
        "END OF ACT ONE",
        "*",
        "\u{a0}",
        "CAST",
        "<Text>",
        "</Paragraph>",
        "&amp;",
        "<Paragraph Type=\"Action\">",
        "<FinalDraft>",
    ]);
    in_no_order(scrap)
}

proptest! {
    #[test]
    fn every_text_is_covered(text in prop_oneof![any::<String>(), scraps()], name in 0..3usize) {
        let name = ["play.fountain", "play.fdx", "play.txt"][name];
        let source = Source::from_bytes(name, text.as_bytes());
        any_text_is_covered(&source, screenplay::parse, check, screenplay::recognise);
    }
}

//! The readers of tables over whole tables, and any text at all.

use proptest::prelude::*;
use tableread::document::{Kind, surest, table};
use tableread::source::Source;

use crate::fixtures::{any_text_is_covered, fixtures, in_no_order, read_as_they_should};
use crate::screenplay::{check, shown};

#[test]
fn fixtures_read_as_they_should() {
    read_as_they_should("table", table::parse, check, shown);
}

#[test]
fn fixtures_are_told_from_everything_else() {
    for path in ["ok", "err"].into_iter().flat_map(|folder| fixtures("table", folder)) {
        let source = Source::read(&path).expect("fixture");
        assert_eq!(surest(&source).kind, Kind::Table, "{}", path.display());
        // Saved by a spreadsheet: another name, other line ends.
        let text = source.text.replace('\n', "\r\n");
        assert_eq!(
            surest(&Source::from_bytes("t.txt", text.as_bytes())).kind,
            Kind::Table,
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_other_fixture_is_a_table() {
    for format in ["transcript", "screenplay", "play", "story", "summary", "press-kit", "subtitles", "page"] {
        for path in ["ok", "err"].into_iter().flat_map(|folder| fixtures(format, folder)) {
            let source = Source::read(&path).expect("fixture");
            assert_eq!(table::recognise(&source).confidence, 0.0, "{}", path.display());
        }
    }
}

proptest! {
    #[test]
    fn any_table_is_covered(
        first in prop::sample::select(vec!["speaker,text\n", "act;text;speaker;scene\n", "text\tkind\n", "{\"text\":\"a\",\"speaker\":\"b\"}\n", ""]),
        text in in_no_order(prop::sample::select(vec![
            "\"", "\"\"", ",", ";", "\t", "\n", "A", "é", "speech", "heading", "{", "}", "{\"text\":\"\\u00e9x\",\"act\":", "\"b\"}", "null", "1",
            "\\", "[", "\n{\"kind\":\"heading\",\"text\":\"x\",\"act\":\"y\"}\n",
        ]))
    ) {
        let source = Source::from_bytes("t", format!("{first}{text}").as_bytes());
        any_text_is_covered(&source, table::parse, check_script, table::recognise);
    }
}

fn check_script(source: &Source, parsed: &tableread::document::Parsed<tableread::document::Script>) {
    check(source, parsed);
    let lines: Vec<usize> = parsed.diagnostics.iter().map(|said| source.line_of(said.span.start)).collect();
    assert!(lines.is_sorted(), "{:?}", parsed.diagnostics);
}

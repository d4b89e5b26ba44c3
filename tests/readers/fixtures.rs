//! Fixtures of all formats, and what every reader owes every text.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tableread::document::{Diagnostic, Document, Parsed, Recognition, Severity};
use tableread::source::Source;

/// The fixtures of `format` in `folder`, `ok` or `err`, sorted.
pub(crate) fn fixtures(format: &str, folder: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(format).join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(path).expect("fixtures").map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    files
}

/// Reads every fixture of `format`: those in `ok` without a warning, those in `err` with one, each
/// `shown` as its snapshot says.
pub(crate) fn read_as_they_should<T>(
    format: &str,
    parse: fn(&Source) -> Parsed<T>,
    check: fn(&Source, &Parsed<T>),
    shown: fn(&Source, &Parsed<T>) -> String,
) {
    for (folder, clean) in [("ok", true), ("err", false)] {
        for path in fixtures(format, folder) {
            let source = Source::read(&path).expect("fixture");
            let parsed = parse(&source);
            check(&source, &parsed);
            let warned = parsed.diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning);
            assert_eq!(warned, !clean, "{}: {:?}", path.display(), parsed.diagnostics);
            let name = path.file_stem().expect("name").to_string_lossy().into_owned();
            let mut text = shown(&source, &parsed);
            show_diagnostics(&mut text, &source, &parsed.diagnostics);
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
                insta::assert_snapshot!(format!("{}_{folder}_{name}", format.replace('-', "_")), text);
            });
        }
    }
}

/// Any text at all is read without loss, and how sure one is that it is of the format is a share.
pub(crate) fn any_text_is_covered<T>(
    source: &Source,
    parse: fn(&Source) -> Parsed<T>,
    check: fn(&Source, &Parsed<T>),
    recognise: fn(&Source) -> Recognition,
) {
    check(source, &parse(source));
    let confidence = recognise(source).confidence;
    assert!((0.0..=1.0).contains(&confidence), "{confidence}");
}

/// What a person found in the documents called `name`.
pub(crate) fn truth(shared: &Path, name: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(shared.join(format!("truth/{name}.json"))).expect("truth");
    serde_json::from_str(&text).expect("json")
}

/// Adds what a reader had to say, each at its line.
fn show_diagnostics(shown: &mut String, source: &Source, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let line = source.line_of(diagnostic.span.start);
        writeln!(shown, "{line:>3} {:?} {}: {}", diagnostic.severity, diagnostic.code, diagnostic.message)
            .expect("string");
    }
}

/// The blocks are in order, disjoint and on char boundaries, and nothing is left out.
pub(crate) fn check_blocks(source: &Source, document: &Document) {
    let mut end = 0;
    for span in document.spans() {
        assert!(span.start >= end, "{span:?} begins before {end}");
        assert!(source.text.get(span.start..span.end).is_some(), "{span:?}");
        end = span.end;
    }
    assert_eq!(document.uncovered(source), []);
}

/// Text made of scraps in no order, some with a blank behind them.
pub(crate) fn in_no_order(scrap: impl Strategy<Value = &'static str>) -> impl Strategy<Value = String> {
    prop::collection::vec((scrap, any::<bool>()), 0..120).prop_map(|scraps| {
        scraps.into_iter().map(|(s, spaced)| if spaced { format!("{s} ") } else { s.to_owned() }).collect()
    })
}

/// The folder of other people's documents, where it is at hand.
pub(crate) fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("TABLEREAD_SHARED").map(PathBuf::from);
    if shared.is_none() {
        println!("skipped: TABLEREAD_SHARED is not set");
    }
    shared
}

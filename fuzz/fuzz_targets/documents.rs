//! Every reader takes any text, loses nothing of it, and says where what it found stands.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tableread::document::{Diagnostic, Document, Kind, parse, recognise};
use tableread::source::Source;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::from_bytes("fuzz", bytes);
    for recognition in recognise(&source) {
        assert!((0.0..=1.0).contains(&recognition.confidence), "{recognition:?}");
    }
    for kind in Kind::ALL {
        let parsed = parse(&source, kind);
        blocks_are_ordered_and_disjoint(&parsed.document, &source);
        let uncovered = parsed.document.uncovered(&source);
        assert!(uncovered.is_empty(), "{kind:?} lost {:?}", uncovered.iter().map(|span| source.slice(*span)));
        diagnostics_name_a_place(&parsed.diagnostics, &source);
    }
});

fn blocks_are_ordered_and_disjoint(document: &Document, source: &Source) {
    let mut end = 0;
    for span in document.spans() {
        assert!(end <= span.start && span.start <= span.end && span.end <= source.text.len(), "{span:?}");
        assert!(
            source.text.is_char_boundary(span.start) && source.text.is_char_boundary(span.end),
            "{span:?}"
        );
        end = span.end;
    }
}

fn diagnostics_name_a_place(diagnostics: &[Diagnostic], source: &Source) {
    for diagnostic in diagnostics {
        assert!(source.text.get(diagnostic.span.start..diagnostic.span.end).is_some(), "{diagnostic:?}");
        assert!(tableread::text::clean::is_clean(&diagnostic.message), "{diagnostic:?}");
    }
}

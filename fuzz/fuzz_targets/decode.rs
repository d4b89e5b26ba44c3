//! Any bytes become a text that is clean and whose lines are where the index says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tableread::source::Source;
use tableread::text::clean::is_clean;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::from_bytes("fuzz", bytes);
    assert!(is_clean(&source.text), "decoded as {}", source.encoding);
    assert!(!source.text.contains('\r'));
    lines_are_the_text(&source);
});

/// The lines, joined again, are the text, and every line's bytes are found to lie on it.
fn lines_are_the_text(source: &Source) {
    let lines: Vec<&str> = source.line_spans().map(|span| source.slice(span)).collect();
    assert_eq!(lines.join("\n"), source.text.strip_suffix('\n').unwrap_or(&source.text));
    for (index, span) in source.line_spans().enumerate() {
        assert_eq!(source.line_of(span.start), index + 1);
        assert_eq!(source.line_of(span.end), index + 1);
    }
}

//! Bytes to text: decoding, pages, wikitext, Markdown, archives and books.

use std::io::{Cursor, Write};

use tableread::source::{Encoding, Form, Source, archive};
use tableread::text::clean::is_clean;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::parts::{Folder, parts};

/// Encodings that a person may say of any file.
const TOLD: [&str; 12] = [
    "utf-8",
    "utf-16",
    "utf-16be",
    "utf-32",
    "windows-1252",
    "windows-1251",
    "shift_jis",
    "gbk",
    "big5",
    "iso-2022-jp",
    "cp437",
    "cp850",
];

/// Any bytes, in the encoding that they look like and in one that is told, become a text that is clean and
/// whose lines are where the index says.
pub fn decode(bytes: &[u8]) {
    holds(&Source::from_bytes("any", bytes));
    let label = TOLD[usize::from(bytes.first().copied().unwrap_or_default()) % TOLD.len()];
    let told = Source::from_bytes_in("any", bytes, Encoding::for_label(label));
    holds(&told);
    // Of a page what stands between its tags is read, and they may be malformed themselves.
    if told.form == Form::Text {
        assert!(told.malformed <= told.text.matches('\u{fffd}').count(), "{label}");
    }
}

/// Any page is read, with its pieces in place.
pub fn html(bytes: &[u8]) {
    let source = Source::from_bytes("any.html", &[b"<html>", bytes].concat());
    holds(&source);
    assert!(source.text.len() <= 12 * bytes.len() + 1000, "{} of {}", source.text.len(), bytes.len());
}

/// Any wikitext is read, with its pieces in place.
pub fn wikitext(bytes: &[u8]) {
    let source = Source::from_bytes("any.txt", &[b"[[A]] [[B]] '''C''' '''D'''\n== E ==\n", bytes].concat());
    holds(&source);
    assert!(source.text.len() <= 12 * bytes.len() + 1000, "{} of {}", source.text.len(), bytes.len());
}

/// Any Markdown is read, with its pieces in place.
pub fn markdown(bytes: &[u8]) {
    let source = Source::from_bytes("any.md", bytes);
    holds(&source);
    assert!(source.text.len() <= 12 * bytes.len() + 1000, "{} of {}", source.text.len(), bytes.len());
}

/// Any archive is opened or refused, as a book and as a folder; so is one that was made of the parts of the
/// input, where the input does not begin as an archive does.
pub fn archive(bytes: &[u8]) {
    let made;
    let bytes = if bytes.starts_with(b"PK") {
        bytes
    } else {
        made = packed(&parts(bytes));
        &made
    };
    holds(&Source::from_bytes("any.epub", bytes));
    let folder = Folder::new();
    let path = folder.file("any.zip", bytes);
    for member in archive::members(&path).unwrap_or_default().iter().take(20) {
        assert!(!member.name.split('/').any(|part| matches!(part, "" | "." | "..")), "{member:?}");
        if let Ok(source) = Source::read(&path.join(&member.name)) {
            holds(&source);
        }
    }
}

/// An archive of `parts`: a book's container, its package, and its pages.
pub fn packed(parts: &[&[u8]]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (at, part) in parts.iter().take(50).enumerate() {
        let name = match at {
            0 => "META-INF/container.xml".to_owned(),
            1 => "OEBPS/package.opf".to_owned(),
            at => format!("OEBPS/{}.xhtml", at - 1),
        };
        zip.start_file(name, options).expect("memory");
        zip.write_all(part).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// What holds of every source.
pub fn holds(source: &Source) {
    assert!(is_clean(&source.text), "decoded as {}", source.encoding);
    assert!(!source.text.contains('\r'));
    assert!(is_line(&source.name), "{:?}", source.name);
    lines_are_the_text(source);
    let mut end = 0;
    for (span, role) in &source.roles {
        assert!(end <= span.start && span.start < span.end, "{span:?} {role:?} after {end}");
        assert!(source.text.get(span.start..span.end).is_some(), "{span:?} {role:?}");
        end = span.end;
    }
    assert!(source.form != Form::Text || source.roles.is_empty());
}

/// Whether `text` may stand in a place of one line.
pub fn is_line(text: &str) -> bool {
    is_clean(text) && !text.contains(['\n', '\t'])
}

/// The lines, joined again, are the text, and every line's bytes are found to lie on it.
fn lines_are_the_text(source: &Source) {
    let lines: Vec<&str> = source.line_spans().map(|span| source.slice(span)).collect();
    assert_eq!(lines.join("\n"), source.text.strip_suffix('\n').unwrap_or(&source.text));
    for (index, span) in source.line_spans().enumerate() {
        assert_eq!(source.line_of(span.start), index + 1);
        assert_eq!(source.line_of(span.end), index + 1);
    }
}

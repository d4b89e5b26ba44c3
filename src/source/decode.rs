//! Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, and the legacy encodings.
//!
//! A mark decides; then valid UTF-8; then UTF-16 by where the zero bytes stand (no guesser sees
//! it without a mark); then `chardetng`, the guesser that browsers use. Decoding never fails:
//! what is malformed becomes U+FFFD and is counted.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text out of bytes, and how it was got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark, line ends `\n`.
    pub text: String,
    /// The encoding's label in the WHATWG registry (`UTF-8`, `windows-1252`, ...), or `UTF-32`.
    pub encoding: &'static str,
    /// How many U+FFFD stand for malformed input.
    pub malformed: usize,
}

/// Decodes `bytes` by mark or by guess.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(text) = utf32(bytes) {
        return finish(text, "UTF-32", bytes);
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => guess(bytes),
    };
    let (text, used, _) = encoding.decode(bytes);
    finish(text.into_owned(), used.name(), bytes)
}

/// The encoding of `bytes` that bear no mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(utf16) = utf16_by_zeros(bytes) {
        return utf16;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// UTF-16 of a script that is mostly ASCII has its zero bytes all on one side.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        () if half < 2 => None,
        () if odd * 10 > half * 4 && even * 10 < half => Some(UTF_16LE),
        () if even * 10 > half * 4 && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}

fn utf32(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xff, 0xfe, 0, 0, body @ ..] => (true, body),
        [0, 0, 0xfe, 0xff, body @ ..] => (false, body),
        _ => return None,
    };
    let character = |unit: &[u8]| {
        let Ok(unit) = unit.try_into() else { return char::REPLACEMENT_CHARACTER };
        let code = if little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    Some(body.chunks(4).map(character).collect())
}

fn finish(text: String, encoding: &'static str, bytes: &[u8]) -> Decoded {
    let text = unix_lines(text);
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    let written =
        if encoding == "UTF-8" { String::from_utf8_lossy(bytes).matches('\u{fffd}').count() } else { 0 };
    // A U+FFFD that the file itself holds is no fault of decoding.
    let own = if std::str::from_utf8(bytes).is_ok() { written } else { 0 };
    Decoded { malformed: replaced.saturating_sub(own), encoding, text }
}

/// `\r\n` and lone `\r` become `\n`.
fn unix_lines(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// How much of a file is looked at for bytes that no text has.
const SAMPLE: usize = 8 * 1024;

/// Whether `bytes` are no text: one in a hundred is NUL, as in no encoding but UTF-16 and UTF-32. A stray
/// NUL does not make a text binary.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let wide = sample.starts_with(&[0xff, 0xfe, 0, 0]) || sample.starts_with(&[0, 0, 0xfe, 0xff]);
    let empty = sample.iter().filter(|byte| **byte == 0).count();
    empty * 100 > sample.len() && !wide && !decode(sample).encoding.starts_with("UTF-16")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: bool, swap: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let text = "MAREN: The lamp is out.\nORRIN: I know.\n";
        for (mark, swap) in [(true, false), (true, true), (false, false), (false, true)] {
            let decoded = decode(&utf16(text, mark, swap));
            assert_eq!(decoded.text, text, "{}", decoded.encoding);
            assert_eq!(decoded.encoding, if swap { "UTF-16BE" } else { "UTF-16LE" });
        }
    }

    #[test]
    fn windows_1252_quotes_come_out_right() {
        let decoded = decode(b"MAREN: It\x92s late \x96 \x93go\x94. Caf\xe9.\r\n");
        assert_eq!(decoded.text, "MAREN: It’s late – “go”. Café.\n");
        assert_eq!(decoded.encoding, "windows-1252");
    }

    #[test]
    fn malformed_sequences_are_counted_and_nothing_is_lost() {
        let decoded = decode(b"\xef\xbb\xbfab\xffcd");
        assert_eq!(decoded.text, "ab\u{fffd}cd");
        assert_eq!(decoded.malformed, 1);
        assert_eq!(decode("kept \u{fffd}".as_bytes()).malformed, 0);
    }

    #[test]
    fn utf32_by_its_mark() {
        let mut bytes = vec![0xff, 0xfe, 0, 0];
        bytes.extend("né".chars().flat_map(|c| u32::from(c).to_le_bytes()));
        assert_eq!(decode(&bytes).text, "né");
    }

    #[test]
    fn a_program_is_no_text_and_wide_text_is() {
        assert!(is_binary(b"\x7fELF\x02\x01\x01\0\0\0\0\0\x03\0>\0"));
        assert!(!is_binary(&[b"a".repeat(200), vec![0], b"b".repeat(200)].concat()));
        assert!(!is_binary(b"[Bridge]\nFENN: Twelve.\n"));
        let wide: Vec<u8> = "\u{feff}FENN: Twelve.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!is_binary(&wide));
        assert!(!is_binary(b"\xff\xfe\0\0F\0\0\0"));
    }
}

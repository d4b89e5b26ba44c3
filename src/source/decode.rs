//! Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, and the legacy encodings.
//!
//! What a person says decides; then a mark; then valid UTF-8; then UTF-16 and UTF-32 by where the zero
//! bytes stand (no guesser sees them without a mark); then `chardetng`, the guesser that browsers use,
//! and what it does not know (`plausible`). Decoding never fails: what is malformed becomes U+FFFD and
//! is counted.

mod plausible;

use super::encoding::Encoding;
use super::page;

/// Text out of bytes, and how it was got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark, line ends `\n`.
    pub text: String,
    /// What it was decoded from.
    pub encoding: Encoding,
    /// Why from that.
    pub ground: Ground,
    /// How many U+FFFD stand for malformed input.
    pub malformed: usize,
}

/// Why a text was decoded as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A person said so.
    Told,
    /// A byte order mark says so.
    Mark,
    /// The page itself says so.
    Page,
    /// It is valid UTF-8.
    Valid,
    /// It looks most like it.
    Guess,
}

impl Ground {
    /// The ground's name in exports and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Mark => "mark",
            Self::Page => "page",
            Self::Valid => "valid",
            Self::Guess => "guess",
        }
    }
}

/// Decodes `bytes` as `told`, else by mark or by guess.
pub fn decode(bytes: &[u8], told: Option<Encoding>) -> Decoded {
    let mark = Encoding::by_mark(bytes);
    let (encoding, ground, body) = match (told, mark) {
        (Some(told), Some((marked, length))) if told == marked => (told, Ground::Told, &bytes[length..]),
        (Some(told), _) => (told, Ground::Told, bytes),
        (None, Some((marked, length))) => (marked, Ground::Mark, &bytes[length..]),
        (None, None) => {
            let (encoding, ground) = named(bytes).map_or_else(|| guess(bytes), |named| (named, Ground::Page));
            (encoding, ground, bytes)
        }
    };
    let valid = if encoding == Encoding::UTF_8 { std::str::from_utf8(body).ok() } else { None };
    if let Some(valid) = valid {
        // A U+FFFD that the file itself holds is no fault of decoding.
        return Decoded { malformed: 0, encoding, ground, text: unix_lines(valid.to_owned()) };
    }
    let text = unix_lines(encoding.decode(body));
    let malformed = text.matches(char::REPLACEMENT_CHARACTER).count();
    Decoded { malformed, encoding, ground, text }
}

/// The encoding that `bytes`, a page, name, where they can be in it.
fn named(bytes: &[u8]) -> Option<Encoding> {
    let named = page::named_encoding(bytes).and_then(|name| Encoding::for_label(&name))?;
    if [Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&named) {
        // Or its name could not have been read.
        return None;
    }
    let could = named.is_single_byte() && by_zeros(bytes).is_none() && std::str::from_utf8(bytes).is_err();
    let is = !named.is_single_byte() && !named.decode(bytes).contains(char::REPLACEMENT_CHARACTER);
    (could || is).then_some(named)
}

/// The encoding of `bytes` that bear no mark.
fn guess(bytes: &[u8]) -> (Encoding, Ground) {
    let japanese = memchr::memmem::find(bytes, b"\x1b$").is_some();
    if let Some(wide) = by_zeros(bytes) {
        return (wide, Ground::Guess);
    }
    if std::str::from_utf8(bytes).is_ok() && !japanese {
        return (Encoding::UTF_8, Ground::Valid);
    }
    if is_utf8_with_faults(bytes) {
        return (Encoding::UTF_8, Ground::Guess);
    }
    let escapes = match japanese {
        true => chardetng::Iso2022JpDetection::Allow,
        false => chardetng::Iso2022JpDetection::Deny,
    };
    let mut detector = chardetng::EncodingDetector::new(escapes);
    detector.feed(bytes, true);
    let guessed = Encoding::registered(detector.guess(None, chardetng::Utf8Detection::Allow));
    let guessed = plausible::plausible(bytes, guessed);
    // The guesser knows only the later of the two, which are one but for some letters of Ukrainian.
    let russian = Encoding::registered(encoding_rs::KOI8_R);
    let ukrainian = Encoding::registered(encoding_rs::KOI8_U);
    let same = guessed == ukrainian && russian.decode(bytes) == ukrainian.decode(bytes);
    (if same { russian } else { guessed }, Ground::Guess)
}

/// How many characters of more than a byte stand against one malformed sequence in UTF-8 with faults.
const WELL_FORMED: usize = 3;

/// Whether `bytes` are UTF-8 in which something is broken, or that was cut within a character: no other
/// encoding makes so many well-formed sequences.
fn is_utf8_with_faults(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= WELL_FORMED * broken && whole > 0
}

/// How much of a file the zero bytes are counted in.
const ZEROS_SAMPLE: usize = 4096;

/// UTF-16 and UTF-32 by their zero bytes: blanks and newlines have them at least, all at the same places,
/// and read so the text has no control characters.
fn by_zeros(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(ZEROS_SAMPLE) & !3];
    let sample = if sample.is_empty() { &bytes[..bytes.len() & !1] } else { sample };
    let zeros: [usize; 4] =
        std::array::from_fn(|at| sample.iter().skip(at).step_by(4).filter(|byte| **byte == 0).count());
    let [a, b, c, d] = zeros;
    let (half, quarter) = (sample.len() / 2, sample.len() / 4);
    let wide = match () {
        () if half < 2 || a + b + c + d == 0 => return None,
        () if quarter > 1 && c == quarter && d == quarter => Encoding::UTF_32LE,
        () if quarter > 1 && a == quarter && b == quarter => Encoding::UTF_32BE,
        () if (b + d) * 50 > half && (a + c) * 50 < b + d => Encoding::UTF_16LE,
        () if (a + c) * 50 > half && (b + d) * 50 < a + c => Encoding::UTF_16BE,
        () => return None,
    };
    let text = wide.decode(sample);
    let strange = |c: char| c.is_control() && !c.is_whitespace() || c == char::REPLACEMENT_CHARACTER;
    let faults = text.chars().filter(|c| strange(*c)).count();
    // The sample may end within a character.
    (faults <= 1 + text.len() / 100).then_some(wide)
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

/// How files begin that people have beside their texts and that are none: PDF, gzip, bzip2, xz, 7z, the Office
/// formats before XML, PNG, JPEG, GIF, programs.
const SIGNS: [&[u8]; 10] = [
    b"%PDF-",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
];

/// Whether `bytes` are no text: they begin as some other format does, or one in a hundred is NUL, as in no encoding
/// but UTF-16 and UTF-32. A stray NUL does not make a text binary.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    if SIGNS.iter().any(|sign| bytes.starts_with(sign)) {
        return true;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let empty = sample.iter().filter(|byte| **byte == 0).count();
    empty * 100 > sample.len() && Encoding::by_mark(sample).is_none() && by_zeros(sample).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: bool, swap: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    fn guessed(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None);
        (decoded.text, decoded.encoding.name())
    }

    #[test]
    fn utf16_with_and_without_mark() {
        for text in ["MAREN: The lamp is out.\nORRIN: I know.\n", "МАРЕН: Лампа погасла.\nОРРИН: Знаю.\n"]
        {
            for (mark, swap) in [(true, false), (true, true), (false, false), (false, true)] {
                let name = if swap { "UTF-16BE" } else { "UTF-16LE" };
                assert_eq!(guessed(&utf16(text, mark, swap)), (text.to_owned(), name));
            }
        }
    }

    #[test]
    fn malformed_sequences_are_counted_and_the_rest_stands() {
        let decoded = decode(b"\xef\xbb\xbfab\xffcd", None);
        assert_eq!((decoded.text.as_str(), decoded.malformed), ("ab\u{fffd}cd", 1));
        assert_eq!(decode("kept \u{fffd}".as_bytes(), None).malformed, 0);
        let cut = decode(&"fjäll, fjäll, fjäll, fjä".as_bytes()[..27], None);
        assert_eq!((cut.encoding.name(), cut.malformed), ("UTF-8", 1));
    }

    #[test]
    fn utf32_by_its_mark_and_by_its_zeros() {
        for mark in [true, false] {
            let text = mark.then_some('\u{feff}').into_iter().chain("né à l’aube".chars());
            let bytes: Vec<u8> = text.flat_map(|c| u32::from(c).to_le_bytes()).collect();
            assert_eq!(guessed(&bytes), ("né à l’aube".to_owned(), "UTF-32LE"));
        }
    }

    #[test]
    fn what_a_person_says_goes_before_marks_and_guesses() {
        let told = |label: &str, bytes: &[u8]| decode(bytes, Encoding::for_label(label)).text;
        assert_eq!(told("windows-1252", "é".as_bytes()), "Ã©");
        assert_eq!(told("utf-8", b"\xef\xbb\xbfOut."), "Out.");
        assert_eq!(told("cp850", b"Caf\x82"), "Café");
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

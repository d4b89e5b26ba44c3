//! Copying by OSC 52: the text goes to the terminal, which puts it into the clipboard, also over
//! ssh. The terminal never answers, so this is *sent*, not *copied*.

use crate::text::clean::clean;

/// The longest text that is sent, bytes. Encoded it has 74 KB, the most that common terminals take;
/// a longer one would be cut or spill onto the screen.
pub const COPY_LIMIT: usize = 55_500;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The sequence that copies `text`, cleaned and without final newlines (a shell would run the line
/// that is pasted); `None` beyond [`COPY_LIMIT`].
pub(super) fn sequence(text: &str) -> Option<String> {
    let cleaned = clean(text);
    let text = cleaned.trim_end_matches('\n');
    (text.len() <= COPY_LIMIT).then(|| format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes())))
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) as usize % ALPHABET.len();
            encoded.push(if place <= three.len() { char::from(ALPHABET[digit]) } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_rfc() {
        let table = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
        ];
        for (plain, encoded) in table {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(base64(b"\xff\xff\xff\xfb"), "////+w==");
    }

    #[test]
    fn what_is_copied_cannot_act_when_pasted() {
        assert_eq!(sequence("lamp\u{1b}[2J\n\n"), sequence("lamp [2J"));
    }

    #[test]
    fn too_much_is_not_sent_at_all() {
        assert!(sequence(&"x".repeat(COPY_LIMIT)).is_some_and(|sent| sent.len() <= 74_100));
        assert_eq!(sequence(&"x".repeat(COPY_LIMIT + 1)), None);
    }
}

//! What tells a paragraph from a caption.

use crate::text::tokens;

/// The longest caption, words.
const CAPTION: usize = 30;

/// Whether `text` is too short and too little of a sentence to be a paragraph.
pub(super) fn is_caption(text: &str) -> bool {
    !ends_sentence(text) && tokens::count(text) <= CAPTION
}

/// Whether `text` ends as sentences do, with the marks, brackets and footnotes that may follow.
pub(super) fn ends_sentence(text: &str) -> bool {
    let mut text = text.trim_end();
    while let Some(rest) = text.strip_suffix(']') {
        match rest.rfind('[') {
            Some(at) if rest.len() - at <= 20 => text = rest[..at].trim_end(),
            _ => break,
        }
    }
    let bare = text.trim_end_matches(['"', '”', '\'', '’', '»', ')', ']', '*', '_']);
    bare.ends_with(['.', '!', '?', '…', ':', ';'])
        || (bare.len() < text.len() && text.ends_with(')') && text.contains(['.', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_do_not_end() {
        for (text, caption) in [
            ("Maren at the lamp", true),
            ("Orrin, keeper of the Halyard", true),
            ("Maren climbs to the lamp.", false),
            ("\"The lamp!\"", false),
            ("Maren climbs.[1]", false),
            ("Maren climbs (and falls).", false),
            ("The lamp goes out. (Almanac 3, p. 12)", false),
        ] {
            assert_eq!(is_caption(text), caption, "{text}");
        }
    }
}

//! The one gate between files and the terminal.
//!
//! A terminal obeys bytes, so no text of a file, a file name, a config string or an error may
//! reach it before it went through here. Cleaning replaces and never removes: every character
//! gives way to harmless ones of the same length in UTF-8, so spans measured before cleaning
//! hold after it.

use std::borrow::Cow;

/// How many combining marks one base character may carry; more would pile up over other lines.
const MARKS_PER_BASE: usize = 8;

/// How many joiners one cluster may have: a family of emoji has three.
const MOST_JOINED: usize = 8;

/// `text` with everything that a terminal could obey, or that hides what is written, replaced by
/// harmless characters of the same length: control characters other than newline and tab become
/// spaces, C1 controls no-break spaces, line separators spaces. What could hide in a word or turn it gives way to a
/// stand-in ([`is_stand_in`]), which words are found through: bidirectional overrides, zero-width characters, tags
/// and soft hyphens. Zero-width joiners stay inside emoji and Indic or Persian words.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain_ascii(text) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let (mut marks, mut joined, mut previous, mut at) = (0, 0, ' ', 0);
    while let Some(character) = text[at..].chars().next() {
        // Most of every text is plain, and is taken as it stands.
        let plain = text[at..].bytes().take_while(|byte| is_plain(*byte)).count();
        if plain > 0 {
            cleaned.push_str(&text[at..at + plain]);
            at += plain;
            (marks, joined, previous) = (0, 0, ' ');
            continue;
        }
        at += character.len_utf8();
        let few = joined < MOST_JOINED;
        if is_joiner(character) && few && joiner_belongs(character, previous, marks, &text[at..]) {
            // Marks pile up over it as if it were not there.
            cleaned.push(character);
            (previous, joined) = (character, joined + 1);
            continue;
        }
        // What a joiner has joined goes on with the same cluster.
        joined = if is_joiner(previous) || is_combining(character) || character == EMOJI_STYLE {
            joined
        } else {
            0
        };
        marks = if is_combining(character) { marks + 1 } else { 0 };
        match replacement(character, marks > MARKS_PER_BASE) {
            Some(harmless) => cleaned.push_str(harmless),
            None => cleaned.push(character),
        }
        // What stands there now: a mark that gave way is no letter that a joiner could follow.
        previous = cleaned.chars().next_back().unwrap_or(' ');
    }
    Cow::Owned(cleaned)
}

/// `text` cleaned for a place that has one line: newlines and tabs are spaces too.
pub fn clean_line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ")
}

/// Whether `text` may go to a terminal as it is, newlines and tabs apart.
pub fn is_clean(text: &str) -> bool {
    clean(text) == text
}

/// Whether `character` may stand in a cell of the screen: whether [`clean`] leaves it, on its own or, of the
/// joiners, where it belongs.
pub fn is_harmless(character: char) -> bool {
    !character.is_control() && (is_joiner(character) || replacement(character, false).is_none())
}

fn is_plain_ascii(text: &str) -> bool {
    // A stretch at a time and each to its end: so many bytes are looked at by one instruction.
    let (stretches, rest) = text.as_bytes().as_chunks::<STRETCH>();
    let plain = |bytes: &[u8]| bytes.iter().fold(true, |plain, byte| plain & is_plain(*byte));
    stretches.iter().all(|stretch| plain(stretch)) && plain(rest)
}

/// How many bytes are looked at before what they say is.
const STRETCH: usize = 64;

fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\t' | b' '..=b'~')
}

/// The harmless stand-in of the same UTF-8 length, or `None` where `character` may stay.
fn replacement(character: char, one_mark_too_many: bool) -> Option<&'static str> {
    match character {
        '\n' | '\t' => None,
        '\0'..='\u{1f}' | '\u{7f}' => Some(" "),
        '\u{80}'..='\u{9f}' => Some("\u{a0}"),
        '\u{ad}' | '\u{34f}' | '\u{61c}' => Some("\u{b7}"),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => Some("\u{fffd}"),
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' => Some("\u{fffd}"),
        // Fillers and signs of single writings that nobody sees.
        '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' => Some("\u{fffd}"),
        '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => {
            Some("\u{b7}\u{b7}")
        }
        '\u{2028}' | '\u{2029}' => Some("   "),
        '\u{e0000}'..='\u{e0fff}' => Some("\u{b7}\u{b7}"),
        _ if one_mark_too_many => Some(stand_in_for_mark(character)),
        _ => None,
    }
}

fn stand_in_for_mark(mark: char) -> &'static str {
    match mark.len_utf8() {
        2 => "\u{b7}",
        3 => "\u{fffd}",
        _ => "\u{b7}\u{b7}",
    }
}

/// Whether `character` stands in a word for what was hidden there, as [`clean`] writes it (three bytes, or two).
pub fn is_stand_in(character: char) -> bool {
    matches!(character, '\u{fffd}' | '\u{b7}')
}

/// Whether `character` is shown in one cell with the one before it: a mark, or what joins as marks do, vowels and
/// finals of Hangul, the sound marks of narrow kana, shades of skin.
fn is_combining(character: char) -> bool {
    // The first of them; nearly all characters of most texts stand before it.
    character >= '\u{300}'
        && (unicode_normalization::char::is_combining_mark(character)
            || matches!(character, '\u{e33}' | '\u{eb3}' | '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}'
                | '\u{ff9e}' | '\u{ff9f}' | '\u{1f3fb}'..='\u{1f3ff}'))
}

/// What makes an emoji of the sign before it.
const EMOJI_STYLE: char = '\u{fe0f}';

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// A joiner is spelling, not hiding, between emoji or inside a word of a script that uses it; not where a mark
/// follows that is one too many for the `marks` before.
fn joiner_belongs(joiner: char, previous: char, marks: usize, rest: &str) -> bool {
    let next = rest.chars().next().unwrap_or(' ');
    if marks >= MARKS_PER_BASE && is_combining(next) {
        return false;
    }
    let emoji = |c: char| matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}');
    let shaping = |c: char| matches!(c, '\u{600}'..='\u{77f}' | '\u{900}'..='\u{dff}');
    let of_emoji = emoji(previous) || previous == EMOJI_STYLE;
    (joiner == '\u{200d}' && of_emoji && emoji(next)) || (shaping(previous) && shaping(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_lose_their_introducers_and_keep_their_residue() {
        assert_eq!(clean("a\u{1b}]52;c;eA==\u{7}b"), "a ]52;c;eA== b");
        assert_eq!(clean("x\u{9b}31my"), "x\u{a0}31my");
    }

    #[test]
    fn hidden_and_turned_text_is_shown_as_such() {
        assert_eq!(clean("do \u{202e}not\u{202c}"), "do \u{fffd}not\u{fffd}");
        assert_eq!(clean("n\u{200b}ot"), "n\u{fffd}ot");
        assert_eq!(clean("a\u{e0041}"), "a\u{b7}\u{b7}");
        assert_eq!(clean("lan\u{ad}tern"), "lan\u{b7}tern");
        assert_eq!(clean("n\u{3164}o\u{180e}t\u{34f}"), "n\u{fffd}o\u{fffd}t\u{b7}");
        assert_eq!(clean("o\u{fe0f}\u{200d}\u{fe0f}k"), "o\u{fe0f}\u{fffd}\u{fe0f}k");
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}";
        assert_eq!(clean(family), family);
        let crowd = "\u{1f468}\u{200d}".repeat(1000);
        let cleaned = clean(&crowd);
        let mut clusters = cleaned.split('\u{fffd}');
        assert!(clusters.all(|cluster| cluster.matches('\u{200d}').count() <= MOST_JOINED), "{cleaned}");
    }

    #[test]
    fn joiners_stay_where_they_spell() {
        let family = "\u{1f468}\u{200d}\u{1f469}";
        assert_eq!(clean(family), family);
        let persian = "\u{645}\u{6cc}\u{200c}\u{62e}";
        assert_eq!(clean(persian), persian);
        assert_eq!(clean("a\u{200d}b"), "a\u{fffd}b");
    }

    #[test]
    fn piled_marks_are_cut() {
        let piled: String = std::iter::once('a').chain(std::iter::repeat_n('\u{301}', 20)).collect();
        let cleaned = clean(&piled);
        assert_eq!(cleaned.chars().filter(|c| *c == '\u{301}').count(), MARKS_PER_BASE);
    }

    proptest! {
        #[test]
        fn cleaning_keeps_every_offset(text in any::<String>()) {
            let cleaned = clean(&text);
            prop_assert_eq!(cleaned.len(), text.len());
            for (at, _) in text.char_indices() {
                prop_assert!(cleaned.is_char_boundary(at));
            }
            prop_assert!(is_clean(&cleaned));
        }

        #[test]
        fn what_is_clean_stays_so_whatever_joins_marks(text in "[\u{64f}\u{94d}\u{200c}\u{200d}\u{628}\u{1f3fd}\u{1f468}\u{fe0f}\u{1161}\u{ff9e}あa ]{0,60}") {
            let cleaned = clean(&text);
            prop_assert!(is_clean(&cleaned), "{:?}", cleaned);
            let mut marks = 0;
            for character in cleaned.chars().filter(|c| !is_joiner(*c)) {
                marks = if is_combining(character) { marks + 1 } else { 0 };
                prop_assert!(marks <= MARKS_PER_BASE, "{:?}", cleaned);
            }
        }
    }
}

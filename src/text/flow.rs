//! Text brought to one line, and cut: as names, titles and what is said of them need it.

/// `text` as one flowing line: every run of white space is one space, and none is at its ends.
pub fn flow(text: &str) -> String {
    if flows(text) {
        return text.to_owned();
    }
    let mut flowing = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flowing.is_empty() {
            flowing.push(' ');
        }
        flowing.push_str(word);
    }
    flowing
}

/// The beginning of `text`: at most so many bytes of it, and no part of a character.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let longest = most.min(text.len());
    let end = (0..=longest).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// Whether `text` is one flowing line already: it is plain and has single spaces between its words.
fn flows(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    // Both to the end: so many bytes are looked at by one instruction.
    let plain = bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    let behind = bytes.get(1..).unwrap_or_default();
    let double = bytes.iter().zip(behind).fold(false, |double, (a, b)| double | (*a == b' ') & (*b == b' '));
    plain && !double && !blank(bytes.first()) && !blank(bytes.last())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_beginning_ends_between_characters() {
        for (most, expected) in [(0, ""), (1, "a"), (2, "a"), (3, "aé"), (9, "aéb")] {
            assert_eq!(beginning("aéb", most), expected, "{most}");
        }
    }

    proptest! {
        #[test]
        fn what_flows_has_its_words_and_single_spaces(text in "[a-c \t\n\u{a0}\u{3000}é]{0,20}|[a-c ]{0,9}") {
            prop_assert_eq!(flow(&text), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}

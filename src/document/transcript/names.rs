//! The shapes of names: what may stand before a colon and be somebody.

use unicode_normalization::char::is_combining_mark;

use super::header;

/// The longest label, bytes.
pub(super) const LONGEST: usize = 48;

/// Marks that are typed where a colon was meant.
pub(super) const MISTYPED: [char; 4] = ['@', '|', '?', '>'];

/// The most words of a label.
pub(super) const MOST_WORDS: usize = 6;

/// Words of a label that may be in small letters where the rest is in capitals.
const SMALL_WORDS: [&str; 17] = [
    "of", "and", "the", "et", "al", "in", "to", "a", "with", "jr", "from", "on", "as", "Mr", "Mrs", "Ms",
    "Dr",
];

/// Whether `name` is written in capitals: `LT. PARIS`, `7 of 9`, `McCOY`, `O'BRIEN et al`.
pub(super) fn is_capital(name: &str) -> bool {
    name.len() <= LONGEST && is_plain_capital(name).unwrap_or_else(|| is_any_capital(name))
}

/// What [`is_capital`] says of a `name` that is not too long.
fn is_any_capital(name: &str) -> bool {
    if !name.chars().all(is_name_character) {
        return false;
    }
    let words = || name.split_whitespace();
    let has_letters = name.chars().any(char::is_alphabetic);
    let has_capital = name.chars().any(char::is_uppercase);
    let numeric = name.bytes().any(|byte| byte.is_ascii_digit());
    (has_capital || numeric)
        && (has_letters || (numeric && name.len() <= 4))
        && words().nth(MOST_WORDS).is_none()
        && words().all(is_capital_word)
        && words().any(|word| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()))
}

/// What [`is_capital`] says of a `name` of plain capitals, digits and marks in few words, as nearly all labels
/// are; `None` for others.
fn is_plain_capital(name: &str) -> Option<bool> {
    let (mut capitals, mut digits, mut spaces) = (0, 0, 0);
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' => capitals += 1,
            b'0'..=b'9' => digits += 1,
            b' ' => spaces += 1,
            b'\'' | b'`' | b'-' | b'.' | b'&' | b'+' | b',' | b'/' | b'#' | b'"' | b'_' => {}
            _ => return None,
        }
    }
    (spaces < MOST_WORDS).then_some(capitals > 0 || digits > 0 && name.len() <= 4)
}

fn is_name_character(c: char) -> bool {
    c.is_alphanumeric()
        || c.is_whitespace()
        || matches!(c, '\'' | '’' | '`' | '-' | '.' | '&' | '+' | ',' | '/' | '#' | '"' | '_' | '·' | '・')
        || !c.is_ascii() && is_combining_mark(c)
}

/// Whether `c` is a letter of a writing without capitals, as most are outside Europe.
fn is_caseless(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()
}

/// Whether `text` begins as a name does: with a capital, or a letter that knows none.
pub(super) fn begins_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || is_caseless(c))
}

/// Whether `name` is written without capitals because its letters have none: `麻里`, `מארן`.
pub(super) fn is_in_caseless_letters(name: &str) -> bool {
    name.starts_with(is_caseless) && is_mixed(name)
}

fn is_capital_word(word: &str) -> bool {
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let capital = word.chars().filter(|c| c.is_uppercase()).count();
    small == 0 || SMALL_WORDS.contains(&word.trim_end_matches('.')) || (capital > small && capital >= 2)
}

/// Whether `name` is written as a name: up to four words, each with a capital; more where several
/// are named, `Maren, Orrin, Fenn, and Old Tom`.
pub(super) fn is_mixed(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |word: &&str| begins_name(word) || matches!(*word, "and" | "of" | "the" | "&" | "+");
    let most = if name.contains([',', '&', '+']) || words.contains(&"and") { 8 } else { 4 };
    (1..=most).contains(&words.len())
        && name.chars().all(is_name_character)
        && words.iter().all(named)
        && begins_name(name)
}

/// Whether `name` may say who speaks without being a name: `Old man on the jetty` would not, for it is
/// too long to tell from a sentence, `Voice on radio` would.
pub(super) fn is_described(name: &str) -> bool {
    let words = name.split_whitespace().count();
    words <= 3
        && name.starts_with(char::is_uppercase)
        && name.chars().all(is_name_character)
        && !header::is_key(name)
}

/// Where the words in capitals at the beginning of `text` end; `None` where there are none of two
/// letters and more.
pub(super) fn capital_words(text: &str) -> Option<usize> {
    let mut end = 0;
    for word in text.split_whitespace() {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        let bare = word.split(MISTYPED).next().unwrap_or_default();
        let letters = || bare.chars().filter(|c| c.is_alphabetic());
        // `I` and `A` begin sentences: they are no names.
        let short = letters().count() < 2 && !bare.chars().any(|c| c.is_ascii_digit());
        let capital = letters().all(char::is_uppercase) && bare.chars().all(is_name_character);
        if !capital || short || start > LONGEST {
            break;
        }
        end = start + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    (end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_names_are_told_as_all_are(name in "[A-C0-2 .'-]{0,12}|[A-B`&+,/#\"_ ]{0,9}|([A-B] ){0,9}") {
            prop_assert!(is_plain_capital(&name).is_none_or(|is| is == is_any_capital(&name)));
        }
    }

    #[test]
    fn names_have_shapes() {
        for name in ["LT. PARRY", "4 of 9", "McADAM", "O'SHEA et al", "Mrs. VOSS", "ÉMILE", "DIVER 1"] {
            assert!(is_capital(name), "{name}");
        }
        for name in ["Maren", "I said: NO", "...", "THE SEVENTH OF THE SEVEN OLD LAMPS", ""] {
            assert!(!is_capital(name), "{name}");
        }
        assert!(is_mixed("Old Tom") && is_mixed("Maren and Orrin") && !is_mixed("What I mean"));
        for name in ["麻里", "オリン・フェン", "מארן", "มาเร่น"] {
            assert!(is_in_caseless_letters(name) && !is_capital(name), "{name}");
        }
        assert!(!is_in_caseless_letters("灯が消えた。"));
        assert!(is_described("Voice on radio") && !is_described("He said one thing"));
    }

    #[test]
    fn words_in_capitals_end() {
        assert_eq!(capital_words("MAREN Light it."), Some(5));
        assert_eq!(capital_words("MAREN@ Light it."), Some(5));
        assert_eq!(capital_words("I am."), None);
        assert_eq!(capital_words("Maren"), None);
    }
}

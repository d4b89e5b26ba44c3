//! What a word must be by the shape of English words, where no document knows it.
//!
//! A capital I after a small letter is an l; at the beginning of a word I stands before consonants
//! (`It`, `In`) and l before vowels (`long`). The few words that break a rule are named.

use crate::text::tokens::is_apostrophe;

/// Words with I before a vowel.
const I_BEFORE_VOWEL: &[&str] = &[
    "iago",
    "iain",
    "iambic",
    "ian",
    "io",
    "iodide",
    "iodine",
    "iolanthe",
    "ion",
    "iona",
    "ionian",
    "ionic",
    "ionised",
    "ionized",
    "ionizing",
    "ionosphere",
    "ions",
    "iota",
    "iou",
    "iowa",
    "iowan",
];

/// Words with l before a consonant: measures.
const L_BEFORE_CONSONANT: &[&str] = &["lb", "lbs"];

/// What a scanner makes of the `ll` after an apostrophe.
const DOUBLE_L: &[&str] = &["II", "Il", "lI"];

/// What `word` is by its shape; the word itself where its shape has nothing against it.
///
/// `after_apostrophe` says that an apostrophe stands before it in the text (`'II`).
pub(super) fn mended(word: &str, after_apostrophe: bool) -> String {
    let mut mended = String::with_capacity(word.len());
    let mut is_clitic = after_apostrophe;
    for piece in word.split_inclusive(is_apostrophe) {
        let bare = piece.trim_end_matches(is_apostrophe);
        mended.push_str(&part(bare, is_clitic));
        mended.push_str(&piece[bare.len()..]);
        is_clitic = true;
    }
    mended
}

/// One part of a word: what stands before, between or after apostrophes.
fn part(part: &str, is_clitic: bool) -> String {
    if is_clitic && DOUBLE_L.contains(&part) {
        return "ll".to_owned();
    }
    if part == "l" && !is_clitic {
        return "I".to_owned();
    }
    let letters: Vec<char> = part.chars().collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase() && **c != 'I').count();
    if capitals >= 2 && letters.iter().all(|c| c.is_uppercase() || *c == 'l') {
        return part.replace('l', "I");
    }
    let letter = |at| match (at, letters[at]) {
        (0, 'I') if is_l_first(part, &letters) => 'l',
        (0, 'l') if is_i_first(part, &letters) => 'I',
        (1.., 'I') if is_l_inside(&letters, at) => 'l',
        (1.., '1') if is_one_between_letters(&letters, at) => 'l',
        (_, letter) => letter,
    };
    (0..letters.len()).map(letter).collect()
}

/// Whether the I that a word begins with is an l: `Iong`.
fn is_l_first(part: &str, letters: &[char]) -> bool {
    letters.get(1).is_some_and(|second| is_vowel(*second))
        && !I_BEFORE_VOWEL.contains(&part.to_lowercase().as_str())
}

/// Whether the l that a word begins with is an I: `lt`, `ln`.
fn is_i_first(part: &str, letters: &[char]) -> bool {
    letters.get(1).is_some_and(|c| c.is_ascii_lowercase() && !is_vowel(*c) && !matches!(c, 'l' | 'h'))
        && !L_BEFORE_CONSONANT.contains(&part)
}

/// Whether the I at `at`, inside a word, is an l: a small letter stands before it (`caIm`; not
/// `McInnes`), or nothing but the first letter and more of the kind (`AII`, `OId`, `KIingon`) and it is
/// neither a number (`XII`) nor the plural of an acronym (`AIs`).
fn is_l_inside(letters: &[char], at: usize) -> bool {
    let (before, _) = letters.split_at(at);
    if before.iter().any(|c| c.is_lowercase()) {
        return !matches!(before, ['M', 'c'] | ['M', 'a', 'c']);
    }
    let [first, rest @ ..] = letters else { return false };
    let run = rest.iter().take_while(|c| **c == 'I').count();
    let after = rest.get(run..).unwrap_or_default();
    if !first.is_uppercase() || at > run {
        return false;
    }
    match after {
        [] => run > 1 && !matches!(first, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'),
        ['s'] => run > 1,
        [next, ..] => next.is_lowercase(),
    }
}

/// Whether the digit at `at` is the only one, between small letters: `he1p`.
fn is_one_between_letters(letters: &[char], at: usize) -> bool {
    let is_small = |at: usize| letters.get(at).is_some_and(|c| c.is_lowercase());
    letters.iter().filter(|c| c.is_numeric()).count() == 1 && is_small(at - 1) && is_small(at + 1)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn faults_are_seen_by_shape_alone() {
        for (seen, meant) in [
            ("Iantern", "lantern"),
            ("AII", "All"),
            ("OId", "Old"),
            ("EIIs", "Ells"),
            ("KIaxon", "Klaxon"),
            ("stiII", "still"),
            ("iII", "ill"),
            ("IIIness", "Illness"),
            ("I'II", "I'll"),
            ("we'Il", "we'll"),
            ("peopIe'II", "people'll"),
            ("Iight", "light"),
            ("lt", "It"),
            ("ln", "In"),
            ("lsn't", "Isn't"),
            ("l'm", "I'm"),
            ("l", "I"),
            ("KlRSTEN", "KIRSTEN"),
            ("ha1ve", "halve"),
            ("McIIvane", "McIlvane"),
        ] {
            assert_eq!(mended(seen, false), meant);
        }
        assert_eq!(mended("II", true), "ll");
    }

    #[test]
    fn what_is_right_stays() {
        for word in [
            "I",
            "It",
            "In",
            "If",
            "Is",
            "Indeed",
            "Isn't",
            "I'm",
            "I'd",
            "AI",
            "AIs",
            "III",
            "XII",
            "VIII",
            "IDIC",
            "MI6",
            "Ilia",
            "Ilia's",
            "2Ic",
            "a1b2",
            "McIntyre",
            "MacIntosh",
            "CIA",
            "FBI",
            "WIFI",
            "HI",
            "Ion",
            "Ian",
            "all",
            "hello",
            "lbs",
            "HELLO",
            "d'l",
            "1st",
        ] {
            assert_eq!(mended(word, false), word);
        }
    }

    proptest! {
        #[test]
        fn mending_touches_only_what_looks_alike(word in "[IlLa-cA-C'i]{0,12}", after: bool) {
            let mended = mended(&word, after);
            prop_assert!(super::super::confusable::may_stand_for(&word, &mended), "{}", mended);
            prop_assert_eq!(super::mended(&mended, after), mended);
        }
    }
}

//! One spelling for words that are written in several: British and American, titles, numbers.
//!
//! The rules are applied to both sides of every comparison, so they need not produce correct
//! words; they must only bring variants together and keep different words apart.

use std::borrow::Cow;

/// The second spelling of a whole word that has one and that no rule covers.
fn variant(folded: &str) -> Option<&'static str> {
    let other = match folded {
        "aeroplane" => "airplane",
        "ageing" => "aging",
        "aluminium" => "aluminum",
        "artefact" => "artifact",
        "artefacts" => "artifacts",
        "capt" => "captain",
        "cdr" => "commander",
        "cmdr" => "commander",
        "cosy" => "cozy",
        "defence" => "defense",
        "defences" => "defenses",
        "dr" => "doctor",
        "enrol" => "enroll",
        "fulfil" => "fulfill",
        "grey" => "gray",
        "jewellery" => "jewelry",
        "judgement" => "judgment",
        "licence" => "license",
        "lt" => "lieutenant",
        "manoeuvre" => "maneuver",
        "manoeuvres" => "maneuvers",
        "mould" => "mold",
        "moustache" => "mustache",
        "mr" => "mister",
        "mrs" => "missus",
        "offence" => "offense",
        "ok" => "okay",
        "plough" => "plow",
        "pretence" => "pretense",
        "prof" => "professor",
        "pyjamas" => "pajamas",
        "sceptical" => "skeptical",
        "sgt" => "sergeant",
        "skilful" => "skillful",
        "sulphur" => "sulfur",
        "tyre" => "tire",
        "wilful" => "willful",
        _ => return None,
    };
    Some(other)
}

/// British endings and the American ones they become, for words of at least the length given.
const ENDINGS: &[(&str, &str, usize)] = &[
    ("isations", "izations", 9),
    ("isation", "ization", 8),
    ("ising", "izing", 7),
    ("ised", "ized", 6),
    ("iser", "izer", 6),
    ("ises", "izes", 6),
    ("ise", "ize", 5),
    ("ysed", "yzed", 6),
    ("yse", "yze", 6),
    ("ourable", "orable", 9),
    ("ourites", "orites", 9),
    ("ourite", "orite", 8),
    ("ouring", "oring", 8),
    ("oured", "ored", 7),
    ("ours", "ors", 7),
    ("our", "or", 6),
    ("tres", "ters", 6),
    ("tred", "tered", 6),
    ("tre", "ter", 5),
    ("bre", "ber", 5),
    ("grammes", "grams", 8),
    ("gramme", "gram", 7),
    ("logues", "logs", 8),
    ("logue", "log", 7),
];

/// The length of the shortest word that an ending of [`ENDINGS`] is changed of, or a double `l`.
const SHORTEST_WITH_ENDING: usize = 5;

/// Endings before which British spelling doubles an `l` that American spelling does not.
const AFTER_DOUBLE_L: &[&str] = &["ed", "ing", "er", "ers", "or", "ors", "ous"];

/// What the endings of both lists end with: most words end otherwise.
const ENDS: [&[u8; 2]; 16] = [
    b"ed", b"er", b"es", b"le", b"me", b"ng", b"ns", b"on", b"or", b"re", b"rs", b"se", b"te", b"ue", b"ur",
    b"us",
];

/// The spelling that `folded` (a folded word) shares with all its variants: itself for nearly all words.
pub(super) fn one_spelling(folded: &str) -> Cow<'_, str> {
    if let Some(other) = variant(folded) {
        return Cow::Borrowed(other);
    }
    if folded.len() < SHORTEST_WITH_ENDING || !ENDS.iter().any(|end| folded.as_bytes().ends_with(*end)) {
        return Cow::Borrowed(folded);
    }
    for (british, american, least) in ENDINGS {
        if folded.len() >= *least
            && let Some(stem) = before(folded, british)
        {
            return Cow::Owned(format!("{stem}{american}"));
        }
    }
    single_l(folded).map_or(Cow::Borrowed(folded), Cow::Owned)
}

/// What stands before `ending` in `word`. Every word is asked for every ending, and most endings are told
/// from its own by their last letter: from there they are compared.
fn before<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    let same = word.bytes().rev().zip(ending.bytes().rev()).all(|(a, b)| a == b);
    if same { word.get(..word.len().checked_sub(ending.len())?) } else { None }
}

/// `travelled` as `traveled`; short stems (`filled`) keep their double letter, which tells them apart.
fn single_l(folded: &str) -> Option<String> {
    let (stem, ending) = AFTER_DOUBLE_L.iter().find_map(|ending| Some((before(folded, ending)?, ending)))?;
    let stem = before(stem, "ll")?;
    let is_vowel = |byte: u8| b"aeiouy".contains(&byte);
    let bytes = stem.as_bytes();
    let syllables =
        (0..bytes.len()).filter(|&i| is_vowel(bytes[i]) && (i == 0 || !is_vowel(bytes[i - 1]))).count();
    (syllables >= 2).then(|| format!("{stem}l{ending}"))
}

/// Whether `word`, in small letters, is one of the words that numbers are written with: `seven`, `forty`.
pub(crate) fn is_number_word(word: &str) -> bool {
    ONES.contains(&word) || TENS.contains(&word) && !word.is_empty()
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Hands the words of the number `digits` (up to six ASCII digits) to `put`, as a script spells it:
/// `75` as `seventy five`. A leading zero is read out digit by digit.
pub(super) fn number_words(digits: &str, put: &mut impl FnMut(&str)) {
    if digits.len() > 1 && digits.starts_with('0') {
        digits.bytes().for_each(|byte| put(ONES[usize::from(byte - b'0')]));
        return;
    }
    let number: usize = digits.parse().unwrap_or_default();
    if number >= 1000 {
        below_thousand(number / 1000, put);
        put("thousand");
    }
    if !number.is_multiple_of(1000) || number == 0 {
        below_thousand(number % 1000, put);
    }
}

fn below_thousand(number: usize, put: &mut impl FnMut(&str)) {
    if number >= 100 {
        put(ONES[number / 100]);
        put("hundred");
    }
    let rest = number % 100;
    match rest {
        0 if number > 0 => {}
        0..20 => put(ONES[rest]),
        _ => {
            put(TENS[rest / 10]);
            if !rest.is_multiple_of(10) {
                put(ONES[rest % 10]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_have_no_ending_to_change() {
        assert!(ENDINGS.iter().all(|(_, _, least)| *least >= SHORTEST_WITH_ENDING));
    }

    #[test]
    fn endings_end_with_few_letters() {
        let endings = ENDINGS.iter().map(|(british, ..)| british).chain(AFTER_DOUBLE_L);
        for ending in endings {
            assert!(ENDS.iter().any(|end| ending.as_bytes().ends_with(*end)), "{ending}");
        }
    }

    #[test]
    fn british_and_american_meet() {
        for (a, b) in [
            ("colour", "color"),
            ("honourable", "honorable"),
            ("centre", "center"),
            ("travelling", "traveling"),
            ("organisation", "organization"),
            ("holoprogramme", "holoprogram"),
            ("analyse", "analyze"),
        ] {
            assert_eq!(one_spelling(a), one_spelling(b), "{a} {b}");
        }
    }

    #[test]
    fn no_spelling_has_another_first_letter() {
        for word in
            ["capt", "cmdr", "dr", "grey", "lt", "mr", "ok", "prof", "organise", "travelled", "theatre"]
        {
            let one = one_spelling(word);
            assert!(one != word && one.as_bytes()[0] == word.as_bytes()[0], "{word} {one}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [("filling", "filing"), ("four", "for"), ("hours", "hors")] {
            assert_ne!(one_spelling(a), one_spelling(b), "{a} {b}");
        }
    }

    #[test]
    fn numbers_are_spelled_out() {
        let said = |digits| {
            let mut said = Vec::new();
            number_words(digits, &mut |word: &str| said.push(word.to_owned()));
            said.join(" ")
        };
        assert_eq!(said("75"), "seventy five");
        assert_eq!(said("4000"), "four thousand");
        assert_eq!(said("120"), "one hundred twenty");
        assert_eq!(said("0"), "zero");
        assert_eq!(said("007"), "zero zero seven");
    }
}

//! What stands in a shooting script besides the script: page headings, `CONTINUED:`, scene numbers, and
//! the marks of acts.

use crate::document::screenplay::lines::{is_capital, is_slug};

/// Whether `line` is what a page repeats: its heading, that a scene goes on, that more is to come.
pub(super) fn is_furniture(line: &str) -> bool {
    let bare = without_number(line).trim_matches(['(', ')']).trim_end_matches(|c: char| !c.is_alphabetic());
    let bare = bare.split('(').next().unwrap_or_default().trim().trim_end_matches([':', ')']);
    matches!(bare, "CONTINUED" | "MORE" | "CONT'D" | "OMITTED" | "OMIT" | "thru   OMITTED")
        || line.starts_with("thru ")
        || is_page_heading(line)
        || (!line.is_empty() && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')))
}

/// Whether `line` heads a page: it ends with the page's number, or has a day of revision in it.
fn is_page_heading(line: &str) -> bool {
    let dated = line.split_whitespace().any(is_date);
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let numbered = last.strip_suffix('.').is_some_and(|number| {
        number.starts_with(|c: char| c.is_ascii_digit())
            && number.len() <= 5
            && number.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let apart = line.trim_end_matches(last).ends_with("  ") || line.len() == last.len();
    let dashed = line.contains(" - ") || line.contains("- ") || line.starts_with("Rev");
    (dated && dashed) || (numbered && apart && !line.ends_with("..")) || (dated && line.len() < 30)
}

/// `10/4/91`, `02/18/97`.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_matches(['(', ')', ',', '.', '-']).split('/').collect();
    let digits =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits)
}

/// What a line says of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ActMark {
    /// One begins.
    Begins,
    /// One ends.
    Ends,
}

/// The numbers by which acts are called.
const NUMBERS: [&str; 12] =
    ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "I", "V"];

/// What `line`, which stands alone, says of acts.
pub(super) fn act_mark(line: &str) -> Option<ActMark> {
    let words: Vec<&str> =
        line.split_whitespace().map(|word| word.trim_matches(['"', ':', '.', '-'])).collect();
    let named = |words: &[&str]| match words {
        ["TEASER" | "TAG" | "PROLOGUE" | "EPILOGUE"] | ["COLD", "OPEN" | "OPENING"] => true,
        ["ACT", number] => {
            NUMBERS.contains(number)
                || number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'I' | b'V' | b'X'))
        }
        _ => false,
    };
    match words.as_slice() {
        ["END", "OF", rest @ ..] | ["END", rest @ ..] if named(rest) => Some(ActMark::Ends),
        rest if named(rest) => Some(ActMark::Begins),
        _ => None,
    }
}

/// Whether `line` is nothing but a scene's letter or number, as it stands over the heading in comedies: `SCENE B`.
pub(super) fn is_scene_letter(line: &str) -> bool {
    let number = line.strip_prefix("SCENE ").unwrap_or_default();
    let counted =
        number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    !number.is_empty() && (counted || NUMBERS.contains(&number))
}

/// How many bytes of `line` are the number of a scene, `12A`, and the space behind it; 0 where none is.
pub(super) fn number_length(line: &str) -> usize {
    let word = line.split_whitespace().next().unwrap_or_default();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let plain = word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '-' | '.'));
    let lettered = word.chars().filter(char::is_ascii_uppercase).count() <= 3;
    let rest = line.get(word.len()..).unwrap_or_default();
    let space = rest.len() - rest.trim_start().len();
    if digits > 0 && digits <= 4 && plain && lettered && space > 0 { word.len() + space } else { 0 }
}

fn without_number(line: &str) -> &str {
    line.get(number_length(line)..).unwrap_or_default()
}

/// The scene that `line` heads, without the numbers at its sides; whether it has one at its left side.
pub(super) fn heading(line: &str) -> Option<(&str, bool)> {
    let name = without_number(line);
    let numbered = name.len() < line.len();
    let number = line.get(..line.len() - name.len()).unwrap_or_default().trim();
    let name =
        name.strip_suffix(number).filter(|rest| numbered && rest.ends_with(' ')).unwrap_or(name).trim_end();
    let place =
        is_slug(name) || (name.len() > 8 && (name.starts_with("EXT/INT") || name.starts_with("EXT./INT")));
    (place && is_capital(name.split('(').next().unwrap_or_default())).then_some((name, numbered))
}

/// Whether `line`, which has a number of its own, heads a shot.
pub(super) fn is_shot(line: &str) -> bool {
    let name = without_number(line);
    name.len() < line.len() && is_capital(name.split('(').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told() {
        for line in [
            "THE HALYARD: \"Fog\" - REV. 10/8/91 - TEASER       1.",
            "HALYARD \"Fog\" - 02/25/97 - CAST",
            "12A  CONTINUED:\t(2)",
            "CONTINUED:",
            "(CONTINUED)",
            "(MORE)",
            "12.",
            "Halyard          14A.",
            "2    OMITTED",
            "thru   OMITTED",
            "Rev. 3/4/97",
            "9",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "INT. HOLD",
            "MAREN",
            "It is the year 12.",
            "CUT TO:",
            "Maren goes on.",
            "MORE ROPE",
            "4 INT. HOLD",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn acts_are_marked() {
        for (line, mark) in [
            ("ACT ONE", Some(ActMark::Begins)),
            ("TEASER", Some(ActMark::Begins)),
            ("ACT IV", Some(ActMark::Begins)),
            ("COLD OPEN", Some(ActMark::Begins)),
            ("END OF ACT ONE", Some(ActMark::Ends)),
            ("END OF TEASER", Some(ActMark::Ends)),
            ("THE END", None),
            ("ACT OF GOD", None),
            ("ACTION", None),
        ] {
            assert_eq!(act_mark(line), mark, "{line}");
        }
    }

    #[test]
    fn letters_of_scenes_stand_alone() {
        assert!(["SCENE A", "SCENE 12", "SCENE THREE", "SCENE AA"].into_iter().all(is_scene_letter));
        assert!(
            !["SCENE", "SCENE ", "SCENE OF THE CRIME", "Scene A", "A SCENE"].into_iter().any(is_scene_letter)
        );
    }

    #[test]
    fn headings_lose_their_numbers() {
        assert_eq!(heading("12A  INT. HOLD - NIGHT   12A"), Some(("INT. HOLD - NIGHT", true)));
        assert_eq!(heading("INT. HOLD 4"), Some(("INT. HOLD 4", false)));
        assert_eq!(heading("4    THE LAMP"), None);
        assert!(is_shot("4    THE LAMP (OPTICAL)") && !is_shot("THE LAMP") && !is_shot("4 lamps"));
    }
}

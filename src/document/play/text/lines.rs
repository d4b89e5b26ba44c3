//! What the lines of a play look like: acts and scenes, names, directions.

/// What a line says of acts and scenes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// An act begins.
    Act,
    /// A scene begins.
    Scene,
    /// Both do; the scene is named from this byte on.
    Both(usize),
    /// A prologue, a chorus, an epilogue: what stands beside the acts.
    Apart,
}

/// What `line` says of acts and scenes, `ACT II`, `Scene 3. A wood`, `EPILOGUE`.
pub(super) fn mark(line: &str) -> Option<Mark> {
    let bare = line.trim_matches(['_', '*', '=', ' ']);
    let lead = line.len() - line.trim_start_matches(['_', '*', '=', ' ']).len();
    let mut words = bare.split([' ', '.', ',', ':']).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let numbered = is_number(second.trim_matches(['_', '—', '-']));
    match first.to_uppercase().as_str() {
        "ACT" if numbered && bare.len() < 90 => {
            let scene = bare.to_ascii_uppercase().find("SCENE").filter(|at| *at > 4);
            Some(scene.map_or(Mark::Act, |at| Mark::Both(lead + at)))
        }
        "SCENE" if (numbered || second.is_empty()) && bare.len() < 120 => Some(Mark::Scene),
        "FIRST" | "SECOND" | "THIRD" | "FOURTH" | "FIFTH"
            if second.eq_ignore_ascii_case("act") && bare.len() < 20 =>
        {
            Some(Mark::Act)
        }
        "PROLOGUE" | "EPILOGUE" | "INDUCTION" | "CHORUS" if second.is_empty() => Some(Mark::Apart),
        _ => None,
    }
}

fn is_number(word: &str) -> bool {
    const WORDS: [&str; 10] =
        ["ONE", "TWO", "THREE", "FOUR", "FIVE", "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH"];
    let upper = word.to_uppercase();
    let roman = !upper.is_empty() && upper.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L'));
    let plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    roman || plain || WORDS.contains(&upper.as_str())
}

/// The longest name, bytes.
const LONGEST: usize = 60;

/// Whether `line` may be the name of somebody who speaks: it begins with words in capitals, and has small
/// letters only where it says as whom.
pub(super) fn is_name(line: &str) -> bool {
    let name = line.trim_end_matches(['.', ':']);
    let named = name.split([',', '(']).next().unwrap_or_default().trim();
    name.len() <= LONGEST
        && named.contains(char::is_uppercase)
        && !named.contains(char::is_lowercase)
        && named.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '.' | '&' | '/'))
        && !name.ends_with(['!', '?', ',', ';'])
}

/// The name that `line` begins with, `ALGERNON.`, and where the words behind it begin.
pub(super) fn name_before(line: &str) -> Option<(&str, usize)> {
    let at = line.get(..line.len().min(LONGEST)).or(Some(line))?.find(". ")?;
    let name = line.get(..at)?.trim_start_matches('_');
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let number = mark(line).is_none() && !is_number(name);
    (letters > 1 && number && is_name(name) && !name.contains('.')).then_some((name, at + 2))
}

/// Where the direction ends with which `line` begins or that it goes on with: behind its last bracket.
pub(super) fn direction_end(line: &str) -> Option<usize> {
    let bare = line.trim_end_matches(['_', '.', ' ']);
    bare.ends_with([']', ')']).then_some(line.len())
}

/// Whether `line` is a direction without brackets, as old editions have them: `Enter Maren.`
pub(super) fn is_bare_direction(line: &str) -> bool {
    const BEGINNINGS: [&str; 8] =
        ["Enter ", "Re-enter ", "Exit", "Exeunt", "Flourish", "Alarum", "Curtain", "CURTAIN"];
    BEGINNINGS.iter().any(|beginning| line.trim_start_matches('_').starts_with(beginning)) && line.len() < 400
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_and_scenes_are_told() {
        for (line, expected) in [
            ("ACT 1", Some(Mark::Act)),
            ("ACT II.", Some(Mark::Act)),
            ("FIRST ACT", Some(Mark::Act)),
            ("Scene 3", Some(Mark::Scene)),
            ("SCENE II. The reef.", Some(Mark::Scene)),
            ("ACT I. SCENE I. The reef", Some(Mark::Both(7))),
            ("EPILOGUE.", Some(Mark::Apart)),
            ("Act as you like", None),
            ("The scene is set", None),
        ] {
            assert_eq!(mark(line), expected, "{line}");
        }
    }

    #[test]
    fn names_are_told() {
        for line in ["MAREN", "OLD TOM.", "FIRST DIVER", "MAREN, as the keeper", "O’SHEA"] {
            assert!(is_name(line), "{line}");
        }
        for line in ["Maren", "OUT!", "MAREN goes", "", "..."] {
            assert!(!is_name(line), "{line}");
        }
        assert_eq!(name_before("MAREN. It is out."), Some(("MAREN", 7)));
        assert_eq!(name_before("I. The reef."), None);
        assert_eq!(name_before("It is out. Yes."), None);
    }
}

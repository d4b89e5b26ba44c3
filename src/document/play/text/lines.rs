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
        // `SCENE.--A room.` and `Scene: the same.` say where without a number.
        "SCENE" if bare.get(5..).is_some_and(|rest| rest.starts_with(['.', ':', '-', '—'])) => {
            (bare.len() < 120).then_some(Mark::Scene)
        }
        "FIRST" | "SECOND" | "THIRD" | "FOURTH" | "FIFTH"
            if second.eq_ignore_ascii_case("act") && bare.len() < 20 =>
        {
            Some(Mark::Act)
        }
        "PROLOGUE" | "EPILOGUE" | "INDUCTION" | "CHORUS" if second.is_empty() => Some(Mark::Apart),
        _ => None,
    }
}

/// Whether the mark `line` has a number, or nothing but the word itself.
pub(super) fn is_numbered(line: &str) -> bool {
    let mut words = line.split([' ', '.', ',', ':', '_', '*', '=']).filter(|word| !word.is_empty()).skip(1);
    words.next().is_none_or(|second| is_number(second.trim_matches(['—', '-'])))
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

/// Where `line` ends and a direction at its right begins: `Farewell.      [Exit.`
pub(super) fn leaves_at(line: &str) -> Option<usize> {
    let gap = line.rfind("   ")?;
    let behind = line.get(gap..)?.trim_start();
    let bare = behind.trim_start_matches(['[', '(', '_']);
    (gap > 0 && is_bare_direction(bare)).then(|| line.len() - behind.len())
}

/// Where the first sentence of the scene's heading `line` ends: `SCENE.--A room. A window.`
pub(super) fn heading_end(line: &str) -> usize {
    let named = line.find([':', '—', '-', '.']).map_or(0, |at| at + 1);
    let sentence = line.get(named..).and_then(|rest| rest.find(". "));
    sentence.map_or(line.len(), |at| named + at + 1)
}

/// What is written short before a name and has a full stop of its own, in capitals.
const TITLES: [&str; 16] = [
    "MR", "MRS", "MS", "DR", "ST", "SR", "JR", "HON", "REV", "CAPT", "LT", "COL", "GEN", "PROF", "MME",
    "MLLE",
];

/// Small words that join names: `SIR HUGO and MRS. VANE`.
const JOINING: [&str; 8] = ["and", "of", "the", "to", "de", "la", "von", "with"];

/// The name that `line` begins with, `ALGERNON.`, `MRS. VANE [rising].`, `_NORA_ (aside).`, and where the words
/// behind it begin; a direction right behind the name is the first of them.
pub(super) fn name_before(line: &str) -> Option<(&str, usize)> {
    named_before(line).or_else(|| named_as_whom(line)).filter(|(name, _)| {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1 && mark(line).is_none() && !is_number(name)
    })
}

fn named_before(line: &str) -> Option<(&str, usize)> {
    let start = line.len() - line.trim_start_matches('_').len();
    let end = start + name_length(line.get(start..)?)?;
    let name = line.get(start..end)?;
    let behind = line.get(end..)?;
    let bare = behind.trim_start_matches('_');
    let said = match bare.strip_prefix(['.', ':']) {
        Some(stopped) => {
            // Something parts the name from what is said: a blank, a dash, a bracket.
            let parted = stopped.trim_start_matches('_');
            let apart = parted.starts_with(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '(' | '['));
            parted.trim_start_matches(['-', '—', ' ', '\t']).len() * usize::from(apart)
        }
        // Without a stop, a direction does.
        None => Some(bare.trim_start()).filter(|rest| opens_bracket(rest)).map_or(0, str::len),
    };
    (said > 0 && name.len() <= LONGEST).then(|| (name, line.len() - said))
}

fn opens_bracket(text: &str) -> bool {
    text.trim_start_matches('_').starts_with(['(', '['])
}

/// How many bytes of `text` are a name in capitals; `None` where it does not begin with one.
fn name_length(text: &str) -> Option<usize> {
    let mut length = None;
    let mut at = 0;
    for token in text.split_inclusive(' ') {
        let bare = token.trim_end();
        let core = bare.split(['.', ':', '_', '(', '[', '—']).next().unwrap_or_default();
        let core = core.split("--").next().unwrap_or_default();
        let capital = core.contains(char::is_alphanumeric)
            && !core.contains(char::is_lowercase)
            && core.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&' | '/'));
        let joins = length.is_some() && JOINING.contains(&core) && core == bare || core == "&";
        if !capital && !joins {
            break;
        }
        let end = at + core.len();
        at += token.len();
        if capital {
            length = Some(end);
        }
        let short = TITLES.contains(&core) && bare.len() == core.len() + 1;
        if bare.len() > core.len() && !short || opens_bracket(text.get(at..).unwrap_or_default()) {
            break;
        }
    }
    length.filter(|length| text.get(..*length).is_some_and(|name| name.contains(char::is_alphabetic)))
}

/// `MAREN, as the keeper. It is out.`
fn named_as_whom(line: &str) -> Option<(&str, usize)> {
    let at = line.get(..line.len().min(LONGEST)).or(Some(line))?.find(". ")?;
    let name = line.get(..at)?.trim_start_matches('_');
    (is_name(name) && !name.contains('.') && !TITLES.contains(&name)).then_some((name, at + 2))
}

/// The name in small letters, mostly cut short, that `line` may begin with: `  Ber. Who's there?`,
/// `_Sir Pet._ Very well.`
pub(super) fn short_name_before(line: &str) -> Option<(&str, usize)> {
    let start = line.len() - line.trim_start_matches('_').len();
    let text = line.get(start..)?;
    let stop = text.get(..text.len().min(LONGEST_SHORT)).or(Some(text))?.find('.')?;
    let name = text.get(..stop)?.trim_end_matches('_');
    let words = || name.split(' ');
    let proper =
        |word: &str| word.starts_with(char::is_uppercase) || word.starts_with(|c: char| c.is_ascii_digit());
    let named = words().count() <= 3
        && words().all(proper)
        && name.contains(char::is_lowercase)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-'));
    let behind = text.get(stop + 1..)?.trim_start_matches('_');
    let said = behind.trim_start_matches([' ', '-', '—']);
    (named && !said.is_empty() && said.len() < behind.len() && mark(line).is_none())
        .then(|| (name, line.len() - said.len()))
}

/// The longest name in small letters, bytes.
const LONGEST_SHORT: usize = 24;

/// Whether `line` heads the list of those who are in a play.
pub(super) fn heads_persons(line: &str) -> bool {
    let upper = line.trim_matches(['_', '*', '=', ' ', '.', ':']).to_uppercase();
    let heads = ["DRAMATIS PERSON", "CHARACTERS", "PERSONS", "THE PERSONS", "PERSONAGES", "CAST", "CONTENTS"];
    upper.len() < 60 && heads.iter().any(|head| upper.starts_with(head))
}

/// Where the direction ends with which `line` begins or that it goes on with: behind its last bracket.
pub(super) fn direction_end(line: &str) -> Option<usize> {
    let bare = line.trim_end_matches(['_', '.', ' ']);
    bare.ends_with([']', ')']).then_some(line.len())
}

/// Whether `line` is a direction without brackets, as old editions have them: `Enter Maren.`
pub(super) fn is_bare_direction(line: &str) -> bool {
    const BEGINNINGS: [&str; 8] =
        ["Enter", "Re-enter", "Exit", "Exeunt", "Flourish", "Alarum", "Curtain", "CURTAIN"];
    let bare = line.trim_start_matches('_');
    let behind = BEGINNINGS.iter().find_map(|beginning| bare.strip_prefix(beginning));
    behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)) && line.len() < 400
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
            ("SCENE.--A room by the sea.", Some(Mark::Scene)),
            ("Scene: the same.", Some(Mark::Scene)),
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
        for (line, name, said) in [
            ("MRS. VANE. Out?", "MRS. VANE", "Out?"),
            ("SIR HUGO and MRS. VANE. You!", "SIR HUGO and MRS. VANE", "You!"),
            ("MAREN [rising]. Out?", "MAREN", "[rising]. Out?"),
            ("THE KEEPER [on her left] Out.", "THE KEEPER", "[on her left] Out."),
            ("_MAREN_ (_aside_). Out.", "MAREN", "(_aside_). Out."),
            ("BODGER.--Yes'm?", "BODGER", "Yes'm?"),
            ("MAREN: Out?", "MAREN", "Out?"),
            ("MAREN, as the keeper. Out.", "MAREN, as the keeper", "Out."),
            ("DR. ST. CLAIR: No.", "DR. ST. CLAIR", "No."),
        ] {
            let found = name_before(line).map(|(name, at)| (name, &line[at..]));
            assert_eq!(found, Some((name, said)), "{line}");
        }
        for line in [
            "MAREN goes. Out.",
            "MAREN.",
            "A lamp. Out.",
            "U.S.A. lamps",
            "MAREN",
            "I. The reef",
            "[Exit] MAREN. x",
        ] {
            assert_eq!(name_before(line), None, "{line}");
        }
        assert_eq!(short_name_before("Ber. Who's there?"), Some(("Ber", 5)));
        assert_eq!(short_name_before("_Sir Pet._ Very well."), Some(("Sir Pet", 11)));
        assert_eq!(short_name_before("He came. She went."), None);
        assert_eq!(name_before("I. The reef."), None);
        assert_eq!(name_before("It is out. Yes."), None);
        assert_eq!(leaves_at("Farewell.      [_Exit."), Some(15));
        assert_eq!(leaves_at("Farewell.   And so on."), None);
        assert_eq!(heading_end("SCENE.--A room. A window."), 15);
        assert_eq!(heading_end("Scene: a room"), 13);
    }
}

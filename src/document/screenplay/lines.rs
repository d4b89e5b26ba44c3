//! What the lines of a screenplay look like, whatever it is written in: slug lines, cues, transitions.

use crate::document::script::Cue;
use crate::text::flow::flow;

/// How a slug line begins, in capitals: as Fountain has it, which knows no `EXT/INT.`
const SLUGS: [&str; 7] = ["INT./EXT", "INT/EXT", "I./E", "I/E", "INT", "EXT", "EST"];

/// The same in whole words, which begin sentences too unless they are in capitals.
const WORDS: [&str; 2] = ["INTERIOR", "EXTERIOR"];

/// Whether `line` heads a scene by how it begins: `INT. LAMP ROOM - NIGHT`, `EXTERIOR: JETTY`.
pub fn is_slug(line: &str) -> bool {
    if let Some(rest) = WORDS.iter().find_map(|word| line.strip_prefix(word)) {
        return rest.starts_with(['.', ' ', ':', ','])
            && rest.contains(char::is_alphanumeric)
            && is_capital(line);
    }
    let after = |lead: &str| {
        let head = line.get(..lead.len()).filter(|head| head.eq_ignore_ascii_case(lead))?;
        line.get(head.len()..)
    };
    SLUGS
        .iter()
        .chain(["EST"].iter())
        .filter_map(|lead| after(lead))
        .any(|rest| rest.starts_with(['.', ' ']) && rest.contains(|c: char| c.is_alphanumeric()))
}

/// Whether `line` is an order to the cutting room that ends as they do: `SMASH CUT TO:`.
pub fn is_transition(line: &str) -> bool {
    line.ends_with("TO:") && is_capital(line)
}

/// Whether `text` has capitals and no small letters.
pub(super) fn is_capital(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// Whether `line` may say who speaks: a name in capitals, then what it says in parentheses.
pub fn is_cue(line: &str) -> bool {
    let name = name_and_rest(line).0;
    is_capital(name) && name.len() <= LONGEST_NAME && !is_transition(line)
}

/// The longest name of who speaks, bytes.
const LONGEST_NAME: usize = 60;

/// The name of a cue and the parentheses behind it.
fn name_and_rest(line: &str) -> (&str, &str) {
    let at = line.find('(').unwrap_or(line.len());
    let closed = line.trim_end().ends_with(')');
    let (name, rest) = if closed { line.split_at(at) } else { (line, "") };
    (name.trim(), rest.trim())
}

/// Who speaks as a cue says it: `MAREN (V.O.) (CONT'D)` is Maren's voice. That she goes on is the page's
/// concern.
pub(super) fn cue(line: &str) -> Cue {
    let (name, rest) = name_and_rest(line);
    let name = if name.is_empty() { line.trim() } else { name };
    let extensions: Vec<&str> = rest
        .split(['(', ')'])
        .map(str::trim)
        .filter(|extension| !extension.is_empty() && !goes_on(extension))
        .collect();
    let extension = (!extensions.is_empty()).then(|| extensions.join(", "));
    Cue::written(flow(name), extension)
}

/// Whether an extension only says that somebody goes on speaking.
pub(super) fn goes_on(extension: &str) -> bool {
    let letters: String = extension.chars().filter(|c| c.is_alphabetic()).collect();
    ["contd", "cont", "continuing", "continued", "more"].contains(&letters.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slug_lines_are_told() {
        for line in [
            "INT. HOLD",
            "ext. jetty - day",
            "INT HOLD",
            "INT./EXT. BOAT",
            "I/E. BOAT",
            "EST. REEF",
            "INT - HOLD",
            "EXTERIOR: JETTY",
            "INTERIOR. HOLD.",
        ] {
            assert!(is_slug(line), "{line}");
        }
        for line in [
            "INTERIOR",
            "INTERIOR of the hold",
            "Interior. The hold.",
            "ESTABLISHING",
            "EXTRA: read",
            "INT.",
            "The int. hold",
            "int",
        ] {
            assert!(!is_slug(line), "{line}");
        }
    }

    #[test]
    fn cues_say_who_speaks() {
        for (line, name, extension) in [
            ("MAREN", "MAREN", None),
            ("MAREN (V.O.)", "MAREN", Some("V.O.")),
            ("MAREN (V.O.)(CONT'D)", "MAREN", Some("V.O.")),
            ("MAREN (cont’d)", "MAREN", None),
            ("OLD  TOM (on the radio)", "OLD TOM", Some("on the radio")),
            ("DIVER 2", "DIVER 2", None),
        ] {
            assert!(is_cue(line), "{line}");
            let cue = cue(line);
            assert_eq!((cue.label.as_deref(), cue.extension.as_deref()), (Some(name), extension), "{line}");
        }
        for line in ["Maren", "23 (O.S.)", "CUT TO:", "", "(V.O.)", "MAREN goes"] {
            assert!(!is_cue(line), "{line}");
        }
    }
}

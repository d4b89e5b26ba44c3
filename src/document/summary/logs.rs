//! How a log entry is told from what is only quoted.

use crate::text::tokens;

/// How many words a log entry needs at most to say that it is one.
const OPENING: usize = 9;

/// The first characters of `text`, enough for the words that tell.
fn opening(text: &str) -> &str {
    let end = text.char_indices().nth(120).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Whether `text`, without quotation marks, opens like a log entry: `Captain's log, stardate ...`,
/// `Personal log, Lieutenant ...`, `Station log, supplemental.`
pub(super) fn is_entry(text: &str) -> bool {
    let opening = opening(text);
    let words = tokens::key_words(opening);
    let words = &words[..words.len().min(OPENING)];
    let Some(at) = words.iter().position(|word| is_log(word)) else { return false };
    let dated = words.iter().skip(at).any(|word| {
        ["stardate", "stardates", "supplemental", "supplement", "date", "entry", "begin", "recording"]
            .contains(&word.as_str())
    });
    let set_off = opening.to_lowercase().find("log").and_then(|at| opening.get(at + 3..));
    let set_off =
        set_off.is_some_and(|rest| rest.trim_start_matches(['s', ')']).starts_with([',', ':', '.', ';']));
    dated || (set_off && at <= 4)
}

/// Whether `text`, a paragraph without quotation marks, is a log entry: prose may tell of one
/// (`In her personal log, Maren ...`), an entry begins with whose log it is.
pub(super) fn is_bare_entry(text: &str) -> bool {
    let words = tokens::key_words(opening(text));
    let Some(at) = words.iter().position(|word| is_log(word)) else { return false };
    is_entry(text) && words.iter().take(at).all(|word| whose(word))
}

/// Whether `word` may stand between the beginning of an entry and `log`.
fn whose(word: &str) -> bool {
    const KINDS: &[&str] = &[
        "personal",
        "first",
        "second",
        "chief",
        "acting",
        "medical",
        "station",
        "ship",
        "duty",
        "military",
        "mission",
        "science",
        "security",
        "tactical",
        "engineering",
        "official",
        "private",
        "additional",
        "supplemental",
    ];
    word.ends_with("'s") || word.ends_with("s'") || KINDS.contains(&word)
}

fn is_log(word: &str) -> bool {
    matches!(word, "log" | "logs" | "starlog" | "journal" | "diary" | "logbook")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_say_that_they_are() {
        for entry in [
            "Keeper's log, stardate 8812.3. The fog is here.",
            "Captain's Log, Supplemental. We wait.",
            "Personal log, Lieutenant Orrin. I cannot sleep.",
            "Station log. Nothing to report.",
            "Medical log, stardate unknown.",
        ] {
            assert!(is_entry(entry), "{entry}");
        }
        for other in
            ["We should keep a log of the fog.", "The lamp is out.", "Throw another log on the fire, Orrin."]
        {
            assert!(!is_entry(other), "{other}");
        }
    }
}

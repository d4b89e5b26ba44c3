//! What the first words of a log entry say of it: whose log it is, by name or by office, and its date.

use crate::text::sentences::sentences;
use crate::text::tokens;

/// The words that an entry opens with, as far as they can say whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// The words before `log`, without what says only what kind of log it is: `first officer`.
    pub(super) office: Vec<String>,
    /// The words of the first clauses that may be somebody's name, numbers left out.
    pub(super) named: Vec<String>,
}

/// Words that say what kind of log it is and not whose.
const KINDS: &[&str] = &[
    "additional",
    "assistant",
    "begin",
    "chief",
    "computer",
    "daily",
    "duty",
    "official",
    "personal",
    "private",
    "supplemental",
    "the",
];

/// Words that stand for a log.
const LOGS: &[&str] = &["log", "logs", "starlog", "logbook", "journal", "diary", "record"];

/// What one who introduces themselves ends with.
const INTRODUCING: &[&str] = &["command", "commanding", "recording", "reporting", "speaking"];

/// How many words an opening has at most before `log`.
const MOST_BEFORE: usize = 6;
/// How many words behind `log` may name whose it is.
const MOST_BEHIND: usize = 8;

impl Opening {
    /// Reads the first sentences of the entry `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut sentences = sentences(text).into_iter().map(|span| span.of(text));
        let words = worded(without_date(sentences.next().unwrap_or_default()));
        let Some(log_at) = words.iter().take(MOST_BEFORE + 1).position(|w| LOGS.contains(&w.as_str())) else {
            return Self::default();
        };
        let before = &words[..log_at];
        // One who is only acting is not who holds the office, whoever it is.
        let acts = before.iter().any(|word| word == "acting");
        let office = before.iter().filter(|word| !acts && !KINDS.contains(&word.as_str())).cloned().collect();
        let mut named: Vec<String> = words.into_iter().take(log_at + 1 + MOST_BEHIND).collect();
        let next = sentences.find(|sentence| !sentence.to_lowercase().starts_with("stardate"));
        named.extend(next.map(introduced).unwrap_or_default());
        Self { office, named }
    }
}

/// `sentence` up to the end of a number behind which another sentence begins without a full stop
/// between them: `stardate 8812.3 The fog`.
fn without_date(sentence: &str) -> &str {
    let ends = sentence.match_indices(' ').find(|(at, _)| {
        sentence[..*at].ends_with(|c: char| c.is_ascii_digit())
            && sentence[at + 1..].starts_with(char::is_uppercase)
    });
    ends.map_or(sentence, |(at, _)| &sentence[..at])
}

/// The words of `sentence`, the one after the opening, where it introduces who speaks: `This is
/// Lieutenant Orrin.`, `Keeper Orrin recording.`
fn introduced(sentence: &str) -> Vec<String> {
    let words = worded(sentence);
    let begins = matches!(words.as_slice(), [this, is, ..] if this == "this" && is == "is");
    let ends = words.last().is_some_and(|last| INTRODUCING.contains(&last.as_str()));
    if words.len() <= MOST_BEHIND && (begins || ends) { words } else { Vec::new() }
}

/// The comparable words of `text` that are written as words; a possessive without its mark.
fn worded(text: &str) -> Vec<String> {
    let tokens = tokens::keys(text).into_iter();
    let written = tokens.filter(|token| !token.span.of(text).starts_with(|c: char| c.is_ascii_digit()));
    written.map(|token| token.key.trim_end_matches("'s").trim_end_matches('\'').to_owned()).collect()
}

/// The stardate in `text`: the number after the word, in digits.
pub(super) fn stardate(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let word = ["stardate", "star date"].into_iter().find(|word| lower.contains(word))?;
    let after = lower.find(word)? + word.len();
    let rest = text.get(after..)?.trim_start_matches([':', ',', ';', ' ']);
    let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = number.trim_end_matches('.');
    number.starts_with(|c: char| c.is_ascii_digit()).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stardates_are_read_as_written() {
        for (text, date) in [
            ("Keeper's log, stardate 8812.3. Fog.", Some("8812.3")),
            ("Keeper's log, Stardate: 8812. Fog.", Some("8812")),
            ("Keeper's log, star date;8812", Some("8812")),
            ("Keeper's log, STARDATE 8812.3, fog", Some("8812.3")),
            ("Keeper's log, supplemental.", None),
            ("Keeper's log, stardate unknown.", None),
        ] {
            assert_eq!(stardate(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn an_opening_says_whose_log_it_is() {
        for (text, office, name) in [
            ("Keeper's log, stardate 8812.7. Maren sleeps.", "keeper", None),
            ("First Officer's log, supplemental. Fog.", "first officer", None),
            ("Acting Keeper's log, supplemental. Fog.", "", None),
            ("Personal log, Lieutenant Orrin, stardate 8812.3. Fog.", "", Some("orrin")),
            ("Lt. Orrin, personal log. Fog.", "", Some("orrin")),
            ("Ship's log. This is Orrin. Fog.", "", Some("orrin")),
            ("Ship's log, stardate 8812.3. Bosun Orrin recording. Fog.", "", Some("orrin")),
            ("Orrin Vane's personal log. Fog.", "", Some("orrin")),
            ("Keeper's log, stardate 8812.3 Although Orrin is ill, we sail.", "keeper", None),
            ("Keeper's starlog, supplemental. Orrin is ill.", "keeper", None),
        ] {
            let opening = Opening::of(text);
            let office: Vec<&str> = office.split_whitespace().collect();
            if name.is_none() {
                assert_eq!(opening.office, office, "{text}");
            }
            assert_eq!(opening.named.iter().any(|word| word == "orrin"), name.is_some(), "{text}");
            assert!(
                !opening.named.iter().any(|word| matches!(word.as_str(), "seven" | "eight" | "maren")),
                "{text}"
            );
        }
    }
}

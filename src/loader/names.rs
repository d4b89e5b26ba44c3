//! The names that a person goes by, word by word: what is a title, what is a name.

use crate::episode::Speaker;
use crate::text::tokens;

/// Words that say what somebody is, not who, as comparable keys.
const TITLES: &[&str] = &[
    "admiral",
    "agent",
    "aunt",
    "captain",
    "chief",
    "colonel",
    "commander",
    "commodore",
    "constable",
    "corporal",
    "count",
    "crewman",
    "cousin",
    "dame",
    "detective",
    "director",
    "doctor",
    "duke",
    "emperor",
    "ensign",
    "father",
    "general",
    "governor",
    "grand",
    "gul",
    "inspector",
    "judge",
    "justice",
    "king",
    "lady",
    "legate",
    "lieutenant",
    "lord",
    "madam",
    "major",
    "master",
    "miss",
    "missus",
    "mister",
    "mother",
    "ms",
    "officer",
    "old",
    "president",
    "prime",
    "prince",
    "princess",
    "private",
    "professor",
    "queen",
    "reverend",
    "senator",
    "sergeant",
    "sir",
    "sister",
    "the",
    "uncle",
    "vice",
    "young",
];

/// Whether `key` (a comparable word) is a title or article.
pub(super) fn is_title(key: &str) -> bool {
    TITLES.contains(&key)
}

/// The comparable words of `name` that are no titles; all of them where nothing else is left
/// (`THE DOCTOR` is `doctor`).
pub(super) fn name_words(name: &str) -> Vec<String> {
    let words: Vec<String> = tokens::key_words(name);
    let proper: Vec<String> = words.iter().filter(|word| !is_title(word)).cloned().collect();
    if proper.is_empty() { words.into_iter().filter(|word| word != "the").collect() } else { proper }
}

/// The titles in `name`, as comparable words.
pub(super) fn titles(name: &str) -> Vec<String> {
    tokens::key_words(name).into_iter().filter(|word| is_title(word) && word != "the").collect()
}

/// The words by which other documents may call `speaker`: of name, role and aliases.
pub(super) fn call_words(speaker: &Speaker) -> Vec<String> {
    let names = std::iter::once(&speaker.name).chain(&speaker.role).chain(&speaker.aliases);
    let mut words: Vec<String> =
        names.flat_map(|name| name_words(name)).filter(|word| word.len() > 1).collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_no_names_unless_nothing_else_is_left() {
        assert_eq!(name_words("Lt. B'Elanna Torres"), ["b'elanna", "torres"]);
        assert_eq!(name_words("THE DOCTOR"), ["doctor"]);
        assert_eq!(name_words("Captain"), ["captain"]);
    }
}

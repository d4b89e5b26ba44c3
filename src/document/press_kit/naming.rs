//! Whether a name in a cast list is a role or an actor, as far as the name alone tells.
//!
//! Kits print both in capitals, one below the other, and leave actors out: nothing but the names says
//! which is which. Roles bear titles, numbers and single names, and the synopsis tells of them; actors
//! have a first and a last name.

use std::collections::HashSet;

use crate::text::tokens;

/// What roles are called: ranks, callings, and what stands for a name.
const CALLINGS: &[&str] = &[
    "captain",
    "commander",
    "lieutenant",
    "ensign",
    "admiral",
    "doctor",
    "dr",
    "the",
    "major",
    "colonel",
    "general",
    "sergeant",
    "private",
    "chief",
    "nurse",
    "officer",
    "guard",
    "professor",
    "agent",
    "detective",
    "inspector",
    "king",
    "queen",
    "prince",
    "princess",
    "lord",
    "lady",
    "sir",
    "mr",
    "mrs",
    "ms",
    "miss",
    "father",
    "mother",
    "sister",
    "brother",
    "judge",
    "senator",
    "ambassador",
    "governor",
    "minister",
    "president",
    "crewman",
    "cadet",
    "man",
    "woman",
    "boy",
    "girl",
    "alien",
    "soldier",
    "waiter",
    "waitress",
    "bartender",
    "clerk",
    "technician",
    "voice",
    "computer",
    "first",
    "second",
    "third",
    "young",
    "old",
    "elder",
    "keeper",
    "pilot",
    "medic",
    "counselor",
    "councilor",
    "marshal",
    "sheriff",
    "deputy",
    "reporter",
    "driver",
    "priest",
    "engineer",
    "scientist",
    "leader",
    "aide",
    "trader",
    "child",
    "narrator",
    "stranger",
    "operator",
];

/// What tells roles and actors apart in one kit.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// The names that the synopsis has, folded.
    told: HashSet<String>,
}

impl Naming {
    /// Learns the names in the `prose` of the kit: words with a capital inside a sentence.
    pub(super) fn learn(&mut self, prose: &str) {
        let capital = prose.split_whitespace().filter(|word| {
            word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
        });
        for word in capital {
            let keys = tokens::key_words(word);
            self.told.extend(
                keys.into_iter().map(|key| key.trim_end_matches("'s").to_owned()).filter(|key| key.len() > 2),
            );
        }
    }

    /// How much speaks for `name` being an actor's: above zero more than for a role.
    pub(super) fn actor(&self, name: &str) -> f32 {
        let words = tokens::key_words(name);
        let count = match words.len() {
            0 | 1 => -1.5,
            2 => 1.2,
            3 => 0.8,
            _ => -0.3,
        };
        let titled = words.iter().any(|word| CALLINGS.contains(&word.as_str()));
        let numbered = name.contains('#') || name.contains(|c: char| c.is_ascii_digit());
        let owned = words.iter().any(|word| word.ends_with("'s"));
        let told = words.iter().any(|word| self.told.contains(word));
        let initial = name.split_whitespace().any(|word| word.len() == 2 && word.ends_with('.'));
        let mut score = count;
        for (holds, weight) in [
            (titled, -2.0),
            (numbered, -2.5),
            (owned, -2.0),
            (told, -2.0),
            (initial, 1.5),
            (is_mixed(name), 1.5),
        ] {
            score += if holds { weight } else { 0.0 };
        }
        score
    }
}

/// Whether a name in capitals has small letters where names are so written: `De`, `McNAIR`, `Jr.`
fn is_mixed(name: &str) -> bool {
    let lower = name.chars().filter(|c| c.is_lowercase()).count();
    let upper = name.chars().filter(|c| c.is_uppercase()).count();
    lower > 0 && 2 * lower < upper
}

//! Offices: what else people who hold one are called, and where they work.

use crate::text::tokens;

use super::words::{Initials, Words};

/// Whose office a log is, by the words that people use for who holds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Office {
    /// Each a name of it, word by word: `first officer`; with how much it says.
    names: Vec<(Vec<String>, f32)>,
    /// What they begin with.
    initials: Initials,
    /// Words of the headings of scenes where it works.
    places: &'static [&'static str],
    /// Who holds it in the series that people keep logs in.
    usual: &'static [&'static str],
}

/// Where an office is named: the place of the first word, how many words do, and how much that says.
pub(super) type Named = (usize, usize, f32);

/// An office that goes by several names.
struct Known {
    /// Words of which a log's opening has one.
    said: &'static [&'static str],
    /// What who holds it is called.
    names: &'static [&'static str],
    /// What others are called too.
    ranks: &'static [&'static str],
    /// Where they work.
    places: &'static [&'static str],
    /// Who they usually are, comparable words of their names.
    usual: &'static [&'static str],
}

/// How much a rank says that others have too.
const RANK: f32 = 0.4;
/// How much a name of several words says: nobody else has it.
const OWN: f32 = 3.0;

const CAPTAINS: &[&str] =
    &["archer", "freeman", "georgiou", "janeway", "kirk", "lorca", "picard", "pike", "sisko"];

const KNOWN: &[Known] = &[
    Known {
        said: &["first"],
        names: &["first officer", "first mate", "number one"],
        ranks: &["commander"],
        places: &[],
        usual: &["chakotay", "kira", "ransom", "riker", "saru", "spock", "t'pol"],
    },
    Known {
        said: &["medical", "doctor", "surgeon", "physician"],
        names: &["doctor", "medical officer", "surgeon", "physician", "medic", "emh"],
        ranks: &[],
        places: &["sickbay", "infirmary", "surgery", "medical", "hospital"],
        usual: &["bashir", "crusher", "culber", "emh", "mccoy", "phlox", "pulaski"],
    },
    Known {
        said: &["engineer", "engineering"],
        names: &["engineer", "engineering officer"],
        ranks: &[],
        places: &["engineering", "engine"],
        usual: &["laforge", "o'brien", "scott", "scotty", "torres", "tucker"],
    },
    Known {
        said: &["security", "tactical"],
        names: &["security chief", "chief of security", "security officer", "tactical officer"],
        ranks: &[],
        places: &["security", "brig", "armoury", "armory"],
        usual: &["odo", "reed", "tuvok", "worf", "yar"],
    },
    Known {
        said: &["helmsman", "helm", "pilot"],
        names: &["helmsman", "pilot"],
        ranks: &[],
        places: &["shuttle", "shuttlepod"],
        usual: &["mayweather", "paris", "sulu"],
    },
    Known {
        said: &["science"],
        names: &["science officer"],
        ranks: &[],
        places: &["laboratory", "lab"],
        usual: &["dax", "spock", "t'pol"],
    },
    Known {
        said: &["operations"],
        names: &["operations officer", "ops"],
        ranks: &[],
        places: &["ops"],
        usual: &["data", "kim"],
    },
    Known { said: &["captain"], names: &["captain", "skipper"], ranks: &[], places: &[], usual: CAPTAINS },
    Known {
        said: &["ship", "station", "mission"],
        names: &["captain", "skipper"],
        ranks: &["commander"],
        places: &[],
        usual: CAPTAINS,
    },
    Known { said: &["commander"], names: &["commander"], ranks: &[], places: &[], usual: &["sisko"] },
];

impl Office {
    /// The office that the words before `log` name; `None` where they name none.
    pub(super) fn of(words: &[String]) -> Option<Self> {
        let last = words.last()?;
        let known = KNOWN.iter().find(|known| words.iter().any(|word| known.said.contains(&word.as_str())));
        let weighed = |words: Vec<String>| {
            let says = if words.len() > 1 { OWN } else { 1.0 };
            (words, says)
        };
        let mut names: Vec<(Vec<String>, f32)> = vec![weighed(words.to_vec())];
        match known {
            Some(known) => {
                // The words of the log itself may be one of them.
                let others = known.names.iter().map(|name| in_words(name)).filter(|name| name != words);
                names.extend(others.map(weighed));
                names.extend(known.ranks.iter().map(|name| (in_words(name), RANK)));
            }
            None if words.len() > 1 => names.push((vec![last.clone()], 1.0)),
            None => {}
        }
        let (places, usual) = known.map_or((&[][..], &[][..]), |known| (known.places, known.usual));
        let initials = Initials::of(names.iter().filter_map(|(name, _)| name.first()).map(String::as_str));
        Some(Self { names, initials, places, usual })
    }

    /// How many words name the office, if any, and how much that says; `is` tells whether the word at a place
    /// from the first one on is a given one.
    fn named(&self, is: impl Fn(usize, &str) -> bool) -> Option<(usize, f32)> {
        let is_said = |name: &[String]| name.iter().enumerate().all(|(at, part)| is(at, part));
        let named = self.names.iter().filter(|(name, _)| is_said(name));
        named.map(|(name, says)| (name.len(), *says)).max_by_key(|(len, _)| *len)
    }

    /// Where `words` name the office.
    pub(super) fn places(&self, words: &Words<'_>) -> impl Iterator<Item = Named> {
        words.beginning(self.initials).filter_map(|at| {
            let (len, says) = self.named(|more, part| words.is(at + more, part))?;
            Some((at, len, says))
        })
    }

    /// Whether `words` name the office.
    pub(super) fn is_in(&self, words: &[String]) -> bool {
        let named =
            |at: usize| self.named(|more, part| words.get(at + more).is_some_and(|word| word == part));
        (0..words.len()).any(|at| named(at).is_some())
    }

    /// How much `text` addresses who holds the office: a name of it set off by commas or at the end.
    pub(super) fn called_in(&self, text: &str) -> f32 {
        let words = Words::of(text);
        let address = |(at, len, says): Named| {
            let before = text[..words.span(at).start].trim_end();
            let after = text[words.span(at + len - 1).end..].trim_start();
            let is_set_off = (before.is_empty() || before.ends_with([',', '.', '?', '!']))
                && (after.is_empty() || after.starts_with(['.', ',', '?', '!']));
            is_set_off.then_some(says)
        };
        self.places(&words).filter_map(address).fold(0.0, f32::max)
    }

    /// Whether the person of these words of a name usually holds it.
    pub(super) fn is_usually(&self, name: &[String]) -> bool {
        matches!(name, [only] if self.usual.contains(&only.as_str()))
    }

    /// Whether the scene with this `heading` is where the office works.
    pub(super) fn works_at(&self, heading: &str) -> bool {
        !self.places.is_empty()
            && tokens::key_words(heading).iter().any(|word| self.places.contains(&word.as_str()))
    }
}

/// The words of a name that is written with spaces between them.
fn in_words(name: &str) -> Vec<String> {
    name.split(' ').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(words: &str) -> Option<Office> {
        Office::of(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn an_address_is_set_off() {
        let keeper = office("keeper").expect("an office");
        for (text, is) in [
            ("Yes, Keeper.", true),
            ("Keeper, look.", true),
            ("Keeper?", true),
            ("The keeper went below.", false),
            ("Keepers, look.", false),
        ] {
            assert_eq!(keeper.called_in(text) > 0.0, is, "{text}");
        }
    }

    #[test]
    fn an_office_goes_by_several_names() {
        let first = office("first officer").expect("an office");
        assert!(first.called_in("Aye, Number One.") > first.called_in("Aye, Commander."));
        assert!(first.called_in("Aye, Commander.") > 0.0);
        let medical = office("chief medical officer").expect("an office");
        assert!(medical.works_at("Sickbay") && medical.called_in("Doctor!") > 0.0);
        assert_eq!(office(""), None);
    }
}

//! Offices: what else people who hold one are called, and where they work.

use crate::text::tokens;
use crate::text::vocabulary::{Vocabulary, Word};

/// Whose office a log is, by the words that people use for who holds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Office {
    /// Each a name of it, word by word: `first officer`; with how much it says.
    names: Vec<(Vec<String>, f32)>,
    /// Words of the headings of scenes where it works.
    places: &'static [&'static str],
    /// Who holds it in the series that people keep logs in.
    usual: &'static [&'static str],
}

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
                names.extend(known.names.iter().map(|name| weighed(in_words(name))));
                names.extend(known.ranks.iter().map(|name| (in_words(name), RANK)));
            }
            None if words.len() > 1 => names.push((vec![last.clone()], 1.0)),
            None => {}
        }
        let (places, usual) = known.map_or((&[][..], &[][..]), |known| (known.places, known.usual));
        Some(Self { names, places, usual })
    }

    /// How many words name the office, the first being `word(0)`, if any, and how much that says.
    pub(super) fn named<W: AsRef<str>>(&self, word: impl Fn(usize) -> Option<W>) -> Option<(usize, f32)> {
        let is_word = |at: usize, part: &str| word(at).is_some_and(|word| word.as_ref() == part);
        let is_said = |name: &[String]| name.iter().enumerate().all(|(at, part)| is_word(at, part));
        let named = self.names.iter().filter(|(name, _)| is_said(name));
        named.map(|(name, says)| (name.len(), *says)).max_by_key(|(len, _)| *len)
    }

    /// Whether a name of it can begin with `written`, a word as it is written: no spelling of a word has another
    /// first letter.
    pub(super) fn may_begin(&self, written: &str) -> bool {
        let Some(first) = written.bytes().next().filter(u8::is_ascii_alphabetic) else { return true };
        let begins = |word: &String| word.bytes().next() == Some(first.to_ascii_lowercase());
        self.names.iter().filter_map(|(name, _)| name.first()).any(begins)
    }

    /// Whether `words` name the office.
    pub(super) fn is_in(&self, words: &[String]) -> bool {
        let named = |at: usize| self.named(|more| words.get(at + more).map(String::as_str));
        (0..words.len()).any(|at| named(at).is_some())
    }

    /// Its names as numbers of `vocabulary`; without those that have a word which that lacks.
    pub(super) fn numbered(&self, vocabulary: &Vocabulary) -> Numbered {
        let number = |(name, says): &(Vec<String>, f32)| {
            let name: Option<Vec<u32>> = name.iter().map(|word| vocabulary.number(word)).collect();
            name.map(|name| (name, *says))
        };
        Numbered { names: self.names.iter().filter_map(number).collect() }
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

/// The names of an office, for texts whose words are numbers of one vocabulary.
pub(super) struct Numbered {
    names: Vec<(Vec<u32>, f32)>,
}

impl Numbered {
    /// How many of `words`, from the first on, name the office, and how much that says.
    pub(super) fn named(&self, words: &[u32]) -> Option<(usize, f32)> {
        let named = self.names.iter().filter(|(name, _)| words.starts_with(name));
        named.map(|(name, says)| (name.len(), *says)).max_by_key(|(len, _)| *len)
    }

    /// How much `text`, whose words are `words`, addresses who holds the office: a name of it set off by
    /// commas or at the end.
    pub(super) fn called_in(&self, text: &str, words: &[Word]) -> f32 {
        let numbers: Vec<u32> = words.iter().map(|word| word.number).collect();
        let address = |at: usize| {
            let (len, says) = self.named(&numbers[at..])?;
            let before = text[..words[at].span.start].trim_end();
            let after = text[words[at + len - 1].span.end..].trim_start();
            let is_set_off = (before.is_empty() || before.ends_with([',', '.', '?', '!']))
                && (after.is_empty() || after.starts_with(['.', ',', '?', '!']));
            is_set_off.then_some(says)
        };
        (0..words.len()).filter_map(address).fold(0.0, f32::max)
    }
}

/// The words of a name that is written with spaces between them.
fn in_words(name: &str) -> Vec<String> {
    name.split(' ').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::vocabulary::Reader;

    fn office(words: &str) -> Option<Office> {
        Office::of(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    fn called_in(office: &Office, text: &str) -> f32 {
        let mut reader = Reader::default();
        let words = reader.read(text);
        office.numbered(&reader.into_vocabulary()).called_in(text, &words)
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
            assert_eq!(called_in(&keeper, text) > 0.0, is, "{text}");
        }
    }

    #[test]
    fn whatever_may_name_it_is_looked_at() {
        let doctor = office("medical").expect("an office");
        for (word, may) in [("Dr", true), ("DOCTOR", true), ("Keeper", false), ("4", true), ("Élan", true)] {
            assert_eq!(doctor.may_begin(word), may, "{word}");
        }
    }

    #[test]
    fn an_office_goes_by_several_names() {
        let first = office("first officer").expect("an office");
        assert!(called_in(&first, "Aye, Number One.") > called_in(&first, "Aye, Commander."));
        assert!(called_in(&first, "Aye, Commander.") > 0.0);
        let medical = office("chief medical officer").expect("an office");
        assert!(medical.works_at("Sickbay") && called_in(&medical, "Doctor!") > 0.0);
        assert_eq!(office(""), None);
    }
}

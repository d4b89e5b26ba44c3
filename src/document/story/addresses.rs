//! Whom a speech addresses, whom it speaks of, and who it says that its speaker is.

use super::lexicon::{Gender, title};
use super::names::{Mention, Names};
use super::persons::Persons;
use super::turns::Turn;
use super::words::{Break, Prose, Word};

/// What a turn's words say of persons.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    /// Persons it calls by name: `Row, Maren.`
    pub called: Vec<usize>,
    /// Persons it speaks of.
    pub spoken_of: Vec<usize>,
    /// Who the speaker says to be: `I am Orrin Hale`, `Hale to bridge`.
    pub own: Option<usize>,
    /// It says `sir` or `madam` to somebody.
    pub courtesy: Option<Gender>,
}

impl Addresses {
    /// Reads the speeches of `turn`.
    pub(super) fn of(turn: &Turn, prose: &Prose, names: &Names, persons: &Persons) -> Self {
        let mut found = Self::default();
        for piece in turn.pieces.iter().filter_map(|at| prose.pieces.get(*at)) {
            let mut at = piece.words.start;
            while at < piece.words.end {
                match names.at(at) {
                    Some(mention) => {
                        found.mention(mention, piece.words.clone(), prose, names, persons);
                        at = mention.words.end.max(at + 1);
                    }
                    None => {
                        found.noun(at, piece.words.clone(), prose, persons);
                        at += 1;
                    }
                }
            }
        }
        found
    }

    fn mention(
        &mut self,
        mention: &Mention,
        piece: std::ops::Range<usize>,
        prose: &Prose,
        names: &Names,
        persons: &Persons,
    ) {
        let called = is_called(mention.words.clone(), piece.clone(), prose);
        match persons.of_phrase.get(mention.phrase).copied().flatten() {
            Some(person) if names_speaker(mention, piece, prose) => self.own = Some(person),
            Some(person) if called => self.called.push(person),
            Some(person) => self.spoken_of.push(person),
            None if called => {
                let title = names.phrases.get(mention.phrase).and_then(|phrase| phrase.titles.last());
                self.called.extend(title.map_or(&[][..], |title| persons.titled(title)));
            }
            None => {}
        }
    }

    /// `sir`, or a noun that the narration has for somebody: `Row, keeper.`
    fn noun(&mut self, at: usize, piece: std::ops::Range<usize>, prose: &Prose, persons: &Persons) {
        let Some(word) = prose.words.get(at) else { return };
        if let Some(person) = persons.of_noun.get(word.lower.as_ref())
            && is_called(at..at + 1, piece.clone(), prose)
        {
            self.called.push(*person);
        }
        let gender = match word.lower.as_ref() {
            "sir" => Gender::Male,
            "ma'am" | "madam" => Gender::Female,
            _ => return,
        };
        if is_called(at..at + 1, piece, prose) {
            self.courtesy = Some(gender);
        }
    }
}

/// Whether a name stands as an address: alone between marks, or with nothing but `my dear` before it.
fn is_called(name: std::ops::Range<usize>, piece: std::ops::Range<usize>, prose: &Prose) -> bool {
    let Some(last) = prose.words.get(name.end.wrapping_sub(1)) else { return false };
    if last.possessive || last.after == Break::None && name.end < piece.end {
        return false;
    }
    let soft = [
        "my", "dear", "dearest", "poor", "yes", "no", "oh", "hello", "hallo", "hullo", "hey", "hi", "thanks",
        "thank", "you", "well", "old", "good-bye", "goodbye", "please", "aye", "sorry",
    ];
    let before = (piece.start..name.start).rev().filter_map(|at| prose.words.get(at));
    let mut before =
        before.skip_while(|word| word.after == Break::None && soft.contains(&word.lower.as_ref()));
    let mut nearest = before.next();
    // A name after `and` is called only where the one before it is.
    if nearest.is_some_and(|word| word.lower == "and" && word.after == Break::None) {
        nearest = before.next().filter(|word| word.is_capital());
    }
    nearest.is_none_or(|word| word.after != Break::None)
}

/// Whether the speech gives the name as its speaker's: `I am Hale`, `my name is Hale`, `Hale to bridge`.
fn names_speaker(mention: &Mention, piece: std::ops::Range<usize>, prose: &Prose) -> bool {
    let word = |at: Option<usize>| at.filter(|at| piece.contains(at)).and_then(|at| prose.words.get(at));
    let start = mention.words.start;
    let is = |word: Option<&Word>, any: &[&str]| {
        word.is_some_and(|word| word.after == Break::None && any.contains(&word.lower.as_ref()))
    };
    let (one, two) = (word(start.checked_sub(1)), word(start.checked_sub(2)));
    let says_so = is(one, &["i'm"])
        || is(one, &["am"]) && is(two, &["i"])
        || is(one, &["is"]) && is(two, &["name"]) && is(word(start.checked_sub(3)), &["my"]);
    let hails = start == piece.start
        && word(Some(mention.words.end)).is_some_and(|word| word.lower == "to")
        && word(Some(mention.words.end + 1)).is_some_and(|word| {
            word.after != Break::None
                && (word.is_capital() || title(&word.lower).is_some() || word.lower.len() > 3)
        });
    let joined =
        prose.words.get(mention.words.end.wrapping_sub(1)).is_some_and(|word| word.after == Break::None);
    says_so || hails && joined
}

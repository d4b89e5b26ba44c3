//! Which names are one person: `Captain Orrin Hale`, `Hale`, `Orrin` and `the Captain`.
//!
//! Names are folded from the fullest to the barest. Where a name could be two persons it is nobody's
//! rather than the wrong one's, unless one of them is spoken of far more often.

use std::collections::HashMap;

use super::lexicon::{Gender, Senses, name_gender, title_gender};
use super::names::{Names, Phrase};
use super::words::{Break, Prose};

/// Somebody who may speak.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// The fullest name that the text often gives.
    pub name: String,
    /// From -1, a woman, to 1, a man; 0 where nothing tells.
    pub gender: f32,
    /// Titles the person is given, in lower case.
    pub titles: Vec<String>,
}

/// Everybody, and whose each spelling is.
#[derive(Debug, Default)]
pub(super) struct Persons {
    /// Everybody.
    pub all: Vec<Person>,
    /// For each of [`Names::phrases`] the person it names.
    pub of_phrase: Vec<Option<usize>>,
    /// Persons spoken of by a noun in the narration, by that noun: `keeper`, `captain`.
    pub of_noun: HashMap<String, usize>,
}

/// How many times as often one person must be spoken of as the next to own a name that both could bear.
const FAR_MORE: usize = 4;

/// `Mrs. Voss` is Maren Voss only where `Maren Voss` and `Maren` together stand at least once for so
/// many times that `Mrs. Voss` does; somebody named so seldom is another of the family.
const KNOWN_BY_TITLE: usize = 8;

/// A full name that stands only once is the name of somebody spoken of less than this often.
const SELDOM: usize = 12;

/// Words with more weight than this to one side tell a person's gender.
const TELLS: f32 = 0.3;

/// A person while the names are folded.
#[derive(Debug, Default)]
struct Draft {
    given: Option<String>,
    family: Option<String>,
    titles: Vec<(String, usize)>,
    count: usize,
    phrases: Vec<usize>,
    male: f32,
    female: f32,
}

impl Persons {
    /// Folds `names` into persons.
    pub(super) fn fold(names: &Names) -> Self {
        let mut folding = Folding {
            phrases: &names.phrases,
            drafts: Vec::new(),
            of_phrase: vec![None; names.phrases.len()],
        };
        let mut order: Vec<usize> = (0..names.phrases.len()).collect();
        order.sort_by_key(|at| {
            names.phrases.get(*at).map(|phrase| (shape(phrase), std::cmp::Reverse(phrase.count)))
        });
        order.into_iter().for_each(|at| folding.place(at));
        let all = folding.drafts.iter().map(|draft| draft.person(&names.phrases)).collect();
        Self { all, of_phrase: folding.of_phrase, of_noun: HashMap::new() }
    }

    /// The person whom the noun at `at` speaks of, behind `the`.
    pub(super) fn of_noun_at(&self, at: usize, prose: &Prose) -> Option<usize> {
        let word = prose.words.get(at).filter(|word| !word.senses.any(Senses::GENERIC_NOUN))?;
        let person = self.of_noun.get(word.lower.as_ref())?;
        let before =
            prose.slice(at.saturating_sub(3)..at).iter().rev().take_while(|word| word.after == Break::None);
        before.into_iter().any(|word| word.lower == "the").then_some(*person)
    }

    /// Makes every spelling of `from` one of `into`.
    pub(super) fn merge(&mut self, into: usize, from: usize) {
        for owner in self.of_phrase.iter_mut().flatten().chain(self.of_noun.values_mut()) {
            if *owner == from {
                *owner = into;
            }
        }
    }
}

/// Full names come first, then names with a title, single names, and bare titles.
fn shape(phrase: &Phrase) -> u8 {
    match (phrase.titles.len(), phrase.names.len()) {
        (_, 2..) => 0,
        (1.., 1) => 1,
        (0, 1) => 2,
        _ => 3,
    }
}

struct Folding<'a> {
    phrases: &'a [Phrase],
    drafts: Vec<Draft>,
    of_phrase: Vec<Option<usize>>,
}

impl Folding<'_> {
    fn place(&mut self, at: usize) {
        let Some(phrase) = self.phrases.get(at) else { return };
        let owner = match shape(phrase) {
            0 => Owner::of(self.full_name(phrase)),
            1 => Owner::of(self.titled(phrase)),
            2 => self.single(phrase),
            _ => self.bare_title(phrase),
        };
        let index = match owner {
            Owner::Known(index) => index,
            Owner::Doubtful => return,
            Owner::New => {
                self.drafts.push(Draft::new(phrase));
                self.drafts.len() - 1
            }
        };
        if let (Some(draft), Some(of_phrase)) = (self.drafts.get_mut(index), self.of_phrase.get_mut(at)) {
            draft.add(at, phrase);
            *of_phrase = Some(index);
        }
    }

    fn full_name(&self, phrase: &Phrase) -> Option<usize> {
        let (given, family) = (given(phrase), family(phrase));
        self.drafts.iter().position(|draft| {
            draft.given == given && draft.family == family && draft.may_be(phrase)
                || draft.family == family
                    && draft.given.is_some()
                    && phrase
                        .names
                        .get(1..phrase.names.len() - 1)
                        .is_some_and(|middle| draft.given.as_ref().is_some_and(|g| middle.contains(g)))
        })
    }

    /// `Mr. Hale`: a man of that family, unless `Mr. Orrin Hale` is what sets another apart from him.
    fn titled(&self, phrase: &Phrase) -> Option<usize> {
        let name = phrase.names.last()?;
        let is_set_apart = |draft: &Draft| {
            draft.given.is_some()
                && draft.given.as_ref() != Some(name)
                && phrase
                    .titles
                    .iter()
                    .any(|title| title_gender(title).is_some() && draft.title_count(title) >= 2)
        };
        let is_family =
            self.drafts.iter().filter(|draft| draft.given.is_some() && draft.bears(name)).count() > 1;
        let told = |draft: &Draft| {
            !is_family
                || draft.gender().abs() >= TELLS
                || phrase.titles.iter().all(|title| title_gender(title).is_none())
        };
        let own_given = |draft: &Draft| {
            !self.drafts.iter().any(|other| other.given == draft.given && other.count > draft.count)
        };
        let known = |draft: &Draft| {
            let alone = if own_given(draft) { self.count_of(draft.given.as_ref()) } else { 0 };
            (draft.count + alone) * KNOWN_BY_TITLE >= phrase.count
        };
        let fits = |draft: &&Draft| {
            draft.bears(name) && draft.may_be(phrase) && !is_set_apart(draft) && told(draft) && known(draft)
        };
        self.most_spoken_of(fits, 1)
    }

    /// How often `name` stands alone in the text.
    fn count_of(&self, name: Option<&String>) -> usize {
        let alone = |phrase: &&Phrase| {
            phrase.titles.is_empty() && phrase.names.len() == 1 && phrase.names.first() == name
        };
        self.phrases.iter().filter(alone).map(|phrase| phrase.count).sum()
    }

    fn single(&self, phrase: &Phrase) -> Owner {
        let Some(name) = phrase.names.first() else { return Owner::Doubtful };
        let given = |draft: &&Draft| draft.given.as_ref() == Some(name);
        if self.drafts.iter().any(|draft| given(&draft)) {
            return Owner::of(self.most_spoken_of(given, 1));
        }
        let bears = |draft: &&Draft| draft.bears(name);
        let claims = self.drafts.iter().filter(bears).count();
        match (claims, self.most_spoken_of(bears, FAR_MORE)) {
            (0, _) => Owner::New,
            (_, Some(index)) => Owner::Known(index),
            // A name borne by several and used alone far more often than with either is a third's.
            _ => Owner::of(self.most_spoken_of(bears, 1)),
        }
    }

    fn bare_title(&self, phrase: &Phrase) -> Owner {
        let Some(title) = phrase.titles.last() else { return Owner::Doubtful };
        let bears = |draft: &&Draft| draft.title_count(title) > 0 || draft.given.as_ref() == Some(title);
        if !self.drafts.iter().any(|draft| bears(&draft)) {
            return Owner::New;
        }
        let counts = |draft: &Draft| {
            draft.title_count(title) + usize::from(draft.given.as_ref() == Some(title)) * draft.count
        };
        let mut claims: Vec<(usize, usize)> = self
            .drafts
            .iter()
            .enumerate()
            .map(|(index, draft)| (counts(draft), index))
            .filter(|(count, _)| *count > 0)
            .collect();
        claims.sort_by(|a, b| b.cmp(a));
        match claims.as_slice() {
            [(_, index)] => Owner::Known(*index),
            [(first, index), (second, _), ..] if *first >= second * FAR_MORE => Owner::Known(*index),
            _ => Owner::Doubtful,
        }
    }

    /// The draft that fits and is spoken of most, where it is so `times` as often as the next.
    fn most_spoken_of(&self, fits: impl Fn(&&Draft) -> bool, times: usize) -> Option<usize> {
        let mut found: Vec<(usize, usize)> = self
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| fits(draft))
            .map(|(at, draft)| (draft.count, at))
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        match found.as_slice() {
            [] => None,
            [(_, only)] => Some(*only),
            [(first, index), (second, _), ..] => (*first >= second * times).then_some(*index),
        }
    }
}

enum Owner {
    Known(usize),
    New,
    Doubtful,
}

impl Owner {
    fn of(known: Option<usize>) -> Self {
        known.map_or(Self::New, Self::Known)
    }
}

fn given(phrase: &Phrase) -> Option<String> {
    phrase.names.first().cloned()
}

/// The last name; in `Duke of Skarn` there is none.
fn family(phrase: &Phrase) -> Option<String> {
    let last = phrase.names.last().filter(|_| phrase.names.len() > 1)?;
    if phrase.names.iter().any(|name| name == "of") { None } else { Some(last.clone()) }
}

impl Draft {
    fn new(phrase: &Phrase) -> Self {
        match (phrase.titles.as_slice(), phrase.names.as_slice()) {
            ([title, ..], []) => Self { given: Some(title.clone()), ..Self::default() },
            ([_, ..], [name]) => Self { family: Some(name.clone()), ..Self::default() },
            _ => Self { given: given(phrase), family: family(phrase), ..Self::default() },
        }
    }

    fn add(&mut self, at: usize, phrase: &Phrase) {
        self.count += phrase.count;
        self.phrases.push(at);
        self.male += phrase.male;
        self.female += phrase.female;
        for title in &phrase.titles {
            match self.titles.iter_mut().find(|(known, _)| known == title) {
                Some((_, count)) => *count += phrase.count,
                None => self.titles.push((title.clone(), phrase.count)),
            }
        }
    }

    fn title_count(&self, title: &str) -> usize {
        self.titles.iter().find(|(known, _)| known == title).map_or(0, |(_, count)| *count)
    }

    fn bears(&self, name: &str) -> bool {
        let last_part = |name: &str| name.rsplit('-').next().map(str::to_owned);
        let is_part = |whole: &Option<String>| {
            whole.as_ref().is_some_and(|whole| {
                whole == name
                    || last_part(whole).as_deref() == Some(name)
                    || last_part(name).as_ref() == Some(whole)
            })
        };
        is_part(&self.given) || is_part(&self.family)
    }

    /// Whether nothing in the titles of `phrase` speaks against its being this person.
    fn may_be(&self, phrase: &Phrase) -> bool {
        let other = |title: &str| if title == "mrs" { "miss" } else { "mrs" };
        phrase.titles.iter().all(|title| {
            let unmarried = matches!(title.as_str(), "mrs" | "miss");
            let gender = self.gender();
            let same = match title_gender(title) {
                Some(Gender::Male) => gender > -TELLS,
                Some(Gender::Female) => gender < TELLS,
                None => true,
            };
            same && !(unmarried && self.title_count(other(title)) > 0)
        })
    }

    fn gender(&self) -> f32 {
        let mut titled = self.titles.iter().filter_map(|(title, count)| Some((title_gender(title)?, *count)));
        if let Some((gender, _)) = titled.next() {
            return if gender == Gender::Male { 1.0 } else { -1.0 };
        }
        let (mut male, mut female) = (self.male, self.female);
        match self.given.as_deref().and_then(name_gender) {
            Some(Gender::Male) => male += 4.0,
            Some(Gender::Female) => female += 4.0,
            None => {}
        }
        (male - female) / (male + female + 1.0)
    }

    fn person(&self, phrases: &[Phrase]) -> Person {
        Person {
            name: self.name(phrases),
            gender: self.gender(),
            titles: self.titles.iter().map(|(title, _)| title.clone()).collect(),
        }
    }

    /// The fullest name: one of two words or more before one with a title before a single one; the
    /// title itself is kept only where a family name stands behind it.
    fn name(&self, phrases: &[Phrase]) -> String {
        let own = || self.phrases.iter().filter_map(|at| phrases.get(*at));
        let best =
            |shape_of: u8| own().filter(|phrase| shape(phrase) == shape_of).max_by_key(|phrase| phrase.count);
        let bound = |phrase: &&Phrase| phrase.titles.iter().any(|title| title_gender(title).is_some());
        let alone = best(2).map_or(0, |phrase| phrase.count);
        let titled = best(1).filter(bound).filter(|phrase| self.given.is_none() && phrase.count * 2 >= alone);
        let full = best(0).filter(|phrase| phrase.count > 1 || self.count < SELDOM);
        let chosen =
            full.or(titled).or_else(|| best(2)).or_else(|| best(1)).or_else(|| best(3)).or_else(|| best(0));
        chosen.map(plain_name).unwrap_or_default()
    }
}

/// A full name without its title, anything else as written.
fn plain_name(phrase: &Phrase) -> String {
    let words: Vec<&str> = phrase.written.split(' ').collect();
    let from = if shape(phrase) == 0 { words.len().saturating_sub(phrase.names.len()) } else { 0 };
    words.get(from..).unwrap_or_default().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::story::words::Place;
    use crate::text::span::Span;

    fn fold(text: &str) -> Vec<(String, Vec<String>)> {
        let mut prose = Prose::default();
        let place = Place { speech: false, continues: false, paragraph: 0, scene: 0 };
        prose.push(text, Span::new(0, text.len()), place);
        let names = Names::find(text, &prose);
        let persons = Persons::fold(&names);
        let spellings = |person: usize| {
            let own =
                names.phrases.iter().zip(&persons.of_phrase).filter(|(_, owner)| **owner == Some(person));
            own.map(|(phrase, _)| phrase.written.clone()).collect()
        };
        persons.all.iter().enumerate().map(|(at, person)| (person.name.clone(), spellings(at))).collect()
    }

    fn names_of(text: &str) -> Vec<String> {
        fold(text).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn parts_of_a_name_are_one_person() {
        let text = "Now Captain Orrin Hale rowed. Then Hale rested, and Orrin slept, and the Captain woke.";
        assert_eq!(fold(text).len(), 1);
        assert_eq!(names_of(text), ["Orrin Hale"]);
    }

    #[test]
    fn husband_wife_and_siblings_stay_apart() {
        let text = "There sat Mr. Voss by Mrs. Voss. There stood Maren Voss with Edric Voss. So Mr. Voss spoke to Mrs. Voss.";
        let mut names = names_of(text);
        names.sort();
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(names.contains(&"Mrs. Voss".to_owned()));
        let text =
            "There sat Mr. Voss by Mr. Edric Voss. So Mr. Voss and Mr. Edric Voss rowed, and Mr. Voss slept.";
        assert_eq!(names_of(text).len(), 2);
    }

    #[test]
    fn a_title_of_several_is_nobodys() {
        let folded = fold("Now Ensign Tarn met Ensign Bly, and the Ensign spoke.");
        assert!(folded.iter().all(|(_, spellings)| !spellings.contains(&"Ensign".to_owned())));
    }
}

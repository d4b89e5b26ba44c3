//! Which names are one person: `Captain Orrin Hale`, `Hale`, `Orrin` and `the Captain`.
//!
//! Names are folded from the fullest to the barest. A name that several could bear is the one's who is
//! spoken of most; a title that several bear is nobody's, unless one of them is spoken of far more often.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::lexicon::{Gender, name_gender, title_gender};
use super::names::{Names, Phrase};
use super::persons::Person;

/// How many times as often one person must be spoken of as the next to own a name that both could bear.
const FAR_MORE: usize = 4;

/// `Mrs. Voss` is Maren Voss only where `Maren Voss` and `Maren` together stand at least once for so
/// many times that `Mrs. Voss` does; somebody named so seldom is another of the family.
const KNOWN_BY_TITLE: usize = 8;

/// A full name that stands only once is the name of somebody spoken of less than this often.
const SELDOM: usize = 12;

/// Words with more weight than this to one side tell a person's gender.
const TELLS: f32 = 0.3;

/// The persons that `names` are of, and for each spelling whose it is.
pub(super) fn fold(names: &Names) -> (Vec<Person>, Vec<Option<usize>>) {
    let mut folding = Folding {
        alone: alone(&names.phrases),
        of_phrase: vec![None; names.phrases.len()],
        phrases: &names.phrases,
        drafts: Vec::new(),
        by_name: HashMap::new(),
        by_title: HashMap::new(),
    };
    let mut order: Vec<usize> = (0..names.phrases.len()).collect();
    order.sort_by_key(|at| names.phrases.get(*at).map(|phrase| (shape(phrase), Reverse(phrase.count))));
    order.into_iter().for_each(|at| folding.place(at));
    (folding.drafts.iter().map(|draft| draft.person(&names.phrases)).collect(), folding.of_phrase)
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

/// How often each single name stands alone.
fn alone(phrases: &[Phrase]) -> HashMap<String, usize> {
    let single = phrases.iter().filter(|phrase| shape(phrase) == 2);
    single.filter_map(|phrase| Some((phrase.names.first()?.clone(), phrase.count))).collect()
}

struct Folding<'a> {
    phrases: &'a [Phrase],
    drafts: Vec<Draft>,
    of_phrase: Vec<Option<usize>>,
    /// Drafts by each part of their names.
    by_name: HashMap<String, Vec<usize>>,
    /// Drafts by title.
    by_title: HashMap<String, Vec<usize>>,
    /// How often each single name stands alone.
    alone: HashMap<String, usize>,
}

impl Folding<'_> {
    fn place(&mut self, at: usize) {
        let Some(phrase) = self.phrases.get(at) else { return };
        let owner = match shape(phrase) {
            0 => self.full_name(phrase),
            1 => self.titled(phrase),
            2 => self.single(phrase),
            _ => self.bare_title(phrase),
        };
        let index = match owner {
            Owner::Known(index) => index,
            Owner::Doubtful => return,
            Owner::New => self.new_draft(phrase),
        };
        let Some(draft) = self.drafts.get_mut(index) else { return };
        for title in &phrase.titles {
            if draft.title_count(title) == 0 {
                self.by_title.entry(title.clone()).or_default().push(index);
            }
        }
        draft.add(at, phrase);
        if let Some(owner) = self.of_phrase.get_mut(at) {
            *owner = Some(index);
        }
    }

    fn new_draft(&mut self, phrase: &Phrase) -> usize {
        let draft = Draft::new(phrase);
        let index = self.drafts.len();
        let mut parts: Vec<&str> =
            [&draft.given, &draft.family].into_iter().flatten().map(String::as_str).collect();
        parts.extend(parts.clone().into_iter().map(last_part));
        parts.sort_unstable();
        parts.dedup();
        for part in parts {
            self.by_name.entry(part.to_owned()).or_default().push(index);
        }
        self.drafts.push(draft);
        index
    }

    /// The drafts that bear `name`, each with its index.
    fn bearers<'b>(&'b self, name: &'b str) -> impl Iterator<Item = (usize, &'b Draft)> {
        let of = |name: &str| self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let last = last_part(name);
        let more = if last == name { &[] } else { of(last) };
        let known = of(name).iter().chain(more).filter_map(|at| Some((*at, self.drafts.get(*at)?)));
        known.filter(move |(_, draft)| draft.bears(name))
    }

    fn full_name(&self, phrase: &Phrase) -> Owner {
        let (given, family) = (given(phrase), family(phrase));
        let Some(name) = &given else { return Owner::Doubtful };
        let same = |draft: &Draft| draft.given == given && draft.family == family && draft.may_be(phrase);
        self.bearers(name).find(|(_, draft)| same(draft)).map_or(Owner::New, |(at, _)| Owner::Known(at))
    }

    /// `Mr. Hale`: a man of that family, unless `Mr. Orrin Hale` is what sets another apart from him.
    fn titled(&self, phrase: &Phrase) -> Owner {
        let Some(name) = phrase.names.last() else { return Owner::Doubtful };
        let gendered = |title: &&String| title_gender(title).is_some();
        let is_set_apart = |draft: &Draft| {
            let told = phrase.titles.iter().filter(gendered).any(|title| draft.title_count(title) >= 2);
            draft.given.as_ref().is_some_and(|given| given != name) && told
        };
        let is_family = self.bearers(name).filter(|(_, draft)| draft.given.is_some()).nth(1).is_some();
        let told = |draft: &Draft| {
            !is_family || draft.gender().abs() >= TELLS || !phrase.titles.iter().any(|title| gendered(&title))
        };
        let fits = self.bearers(name).filter(|(_, draft)| {
            draft.may_be(phrase) && !is_set_apart(draft) && told(draft) && self.is_known(draft, phrase)
        });
        most_spoken_of(fits, 1).map_or(Owner::New, Owner::Known)
    }

    /// Whether a person is spoken of often enough to be meant by the much-used `phrase`.
    fn is_known(&self, draft: &Draft, phrase: &Phrase) -> bool {
        let given = draft.given.as_deref().unwrap_or_default();
        let own_given =
            !self.bearers(given).any(|(_, other)| other.given == draft.given && other.count > draft.count);
        let alone = if own_given { self.alone.get(given).copied().unwrap_or_default() } else { 0 };
        (draft.count + alone) * KNOWN_BY_TITLE >= phrase.count
    }

    /// A name alone: a given name before a family's.
    fn single(&self, phrase: &Phrase) -> Owner {
        let Some(name) = phrase.names.first() else { return Owner::Doubtful };
        let own = self.bearers(name).filter(|(_, draft)| draft.given.as_ref() == Some(name));
        let owner = most_spoken_of(own, 1).or_else(|| most_spoken_of(self.bearers(name), 1));
        owner.map_or(Owner::New, Owner::Known)
    }

    fn bare_title(&self, phrase: &Phrase) -> Owner {
        let Some(title) = phrase.titles.last() else { return Owner::Doubtful };
        let titled = self.by_title.get(title).map_or(&[][..], Vec::as_slice);
        let titled = titled.iter().filter_map(|at| Some((self.drafts.get(*at)?.title_count(title), *at)));
        let named = self.bearers(title).map(|(at, draft)| (draft.count, at));
        let mut claims: Vec<(usize, usize)> = titled.chain(named).collect();
        claims.sort_by(|a, b| b.cmp(a));
        match claims.as_slice() {
            [] => Owner::New,
            [(_, index)] => Owner::Known(*index),
            [(first, index), (second, _), ..] if *first >= second * FAR_MORE => Owner::Known(*index),
            _ => Owner::Doubtful,
        }
    }
}

/// The draft that is spoken of most, where it is so `times` as often as the next.
fn most_spoken_of<'b>(drafts: impl Iterator<Item = (usize, &'b Draft)>, times: usize) -> Option<usize> {
    let mut found: Vec<(Reverse<usize>, usize)> =
        drafts.map(|(at, draft)| (Reverse(draft.count), at)).collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [] => None,
        [(_, only)] => Some(*only),
        [(first, index), (second, _), ..] => (first.0 >= second.0 * times).then_some(*index),
    }
}

/// What stands behind the last hyphen of a name.
fn last_part(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or(name)
}

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

enum Owner {
    Known(usize),
    New,
    Doubtful,
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

    /// Whether `name` is the given or the family name, or one is behind the other's hyphen.
    fn bears(&self, name: &str) -> bool {
        [&self.given, &self.family]
            .into_iter()
            .flatten()
            .any(|whole| whole == name || last_part(whole) == name || last_part(name) == whole)
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
    use crate::document::story::persons::Persons;
    use crate::document::story::words::{Place, Prose};
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

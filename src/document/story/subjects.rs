//! Whom a sentence is about: its subject as a name, a pronoun, or a noun for a person.

use std::ops::Range;

use super::cues::{CueReader, Who};
use super::lexicon::{Gender, Senses, is_between, person_noun};
use super::persons::Person;
use super::words::Break;

/// A noun or pronoun that a sentence may be about.
pub(super) struct Subject {
    /// Whom it means; `None` for a title that several bear.
    pub who: Option<Who>,
    /// The word behind it.
    pub next: usize,
    /// It stands in the possessive.
    pub possessive: bool,
}

impl CueReader<'_> {
    /// The subject of a sentence and where it stands.
    pub(super) fn first_subject(&mut self, sentence: Range<usize>) -> Option<(Subject, usize)> {
        let opening = self.word(sentence.start)?;
        let aside = opening.senses.any(Senses::SUBORDINATOR.or(Senses::PREPOSITION))
            || opening.lower.len() > 4 && (opening.lower.ends_with("ing") || opening.lower.ends_with("ed"));
        let after_aside =
            sentence.clone().find(|at| self.word(*at).is_some_and(|word| word.after != Break::None));
        if aside
            && self.names.at(sentence.start).is_none()
            && let Some(comma) = after_aside
            && let Some(found) = self.subject_in(comma + 1..sentence.end)
        {
            return Some(found);
        }
        self.subject_in(sentence)
    }

    fn subject_in(&mut self, range: Range<usize>) -> Option<(Subject, usize)> {
        let mut at = range.start;
        while at < range.end {
            let governed = at > range.start
                && self
                    .word(at - 1)
                    .is_some_and(|word| word.senses.any(Senses::PREPOSITION) && word.after == Break::None);
            let Some(subject) = self.subject_at(at, range.end, false) else {
                at += 1;
                continue;
            };
            let acts = !subject.possessive
                || (subject.next..range.end.min(subject.next + 3)).any(|at| {
                    self.word(at)
                        .is_some_and(|word| word.senses.any(Senses::BODY_NOUN.or(Senses::VOICE_NOUN)))
                });
            if acts
                && (!governed || self.word(at - 1).is_some_and(|word| word.senses.any(Senses::SUBORDINATOR)))
            {
                return Some((subject, at));
            }
            at = subject.next.max(at + 1);
        }
        None
    }

    /// The noun or pronoun that begins at `at`. With `any_noun` a noun that no list has counts too.
    pub(super) fn subject_at(&mut self, at: usize, end: usize, any_noun: bool) -> Option<Subject> {
        let word = self.word(at).filter(|_| at < end)?;
        if let Some(mention) = self.names.at(at) {
            let (next, phrase) = (mention.words.end, mention.phrase);
            let possessive = self.word(next - 1).is_some_and(|word| word.possessive);
            return Some(Subject { who: self.person_of(phrase), next, possessive });
        }
        if let Some(who) = pronoun(&word.lower) {
            return Some(Subject { who: Some(who), next: at + 1, possessive: false });
        }
        let among = ["of", "the"]
            .iter()
            .zip(at + 1..)
            .all(|(part, at)| self.word(at).is_some_and(|w| w.lower == *part));
        if among && word.lower == "one" {
            return self.subject_at(at + 2, end, any_noun);
        }
        if word.senses.any(Senses::GROUP_NOUN) {
            return Some(Subject { who: Some(Who::Group), next: at + 1, possessive: false });
        }
        let described = word.senses.any(Senses::DETERMINER)
            || matches!(word.lower.as_ref(), "poor" | "old" | "little" | "young");
        if described { self.described(at, end, any_noun) } else { None }
    }

    /// `the old keeper`, `her father`, `his voice`.
    fn described(&mut self, at: usize, end: usize, any_noun: bool) -> Option<Subject> {
        let owner = match self.word(at)?.lower.as_ref() {
            "his" => Some(Who::Pronoun(Gender::Male)),
            "her" => Some(Who::Pronoun(Gender::Female)),
            "my" => Some(Who::Narrator),
            _ => None,
        };
        let mut last = at;
        for next in at + 1..end.min(at + 6) {
            let joined = self.word(next - 1).is_some_and(|word| word.after == Break::None);
            let Some(word) = self.word(next).filter(|_| joined) else { break };
            if let Some(mention) = self.names.at(next) {
                let (next, phrase) = (mention.words.end, mention.phrase);
                let possessive = self.word(next - 1).is_some_and(|word| word.possessive);
                return Some(Subject { who: self.person_of(phrase), next, possessive });
            }
            if word.senses.any(Senses::BODY_NOUN.or(Senses::VOICE_NOUN)) {
                return owner.map(|who| Subject { who: Some(who), next: at + 1, possessive: true });
            }
            if word.senses.any(Senses::GROUP_NOUN) {
                return Some(Subject { who: Some(Who::Group), next: next + 1, possessive: word.possessive });
            }
            if person_noun(word.senses).is_some()
                && !self.word(next + 1).is_some_and(|after| {
                    word.after == Break::None && next + 1 < end && person_noun(after.senses).is_some()
                })
            {
                return Some(self.noun(at, next));
            }
            if word.senses.any(Senses::PREPOSITION.or(Senses::SUBORDINATOR))
                || is_between(&word.lower, word.senses)
                || matches!(word.lower.as_ref(), "and" | "or" | "who" | "which" | "but")
            {
                break;
            }
            last = next;
        }
        (any_noun && last > at).then(|| self.noun(at, last))
    }

    pub(super) fn noun(&mut self, at: usize, head: usize) -> Subject {
        let word = self.prose.words.get(head);
        let senses = word.map(|word| word.senses).unwrap_or_default();
        let (gender, generic) = person_noun(senses).unwrap_or((None, false));
        let words = self.prose.slice(at..head + 1).iter().map(|word| word.lower.as_ref()).collect::<Vec<_>>();
        let person = self.nameless(&words, gender);
        let who = if generic { Who::Described(person, gender) } else { Who::Person(person) };
        Subject { who: Some(who), next: head + 1, possessive: word.is_some_and(|word| word.possessive) }
    }

    /// The person that these words describe, their last the noun: the only bearer of that title, or
    /// one without a name.
    fn nameless(&mut self, words: &[&str], gender: Option<Gender>) -> usize {
        let Some(head) = words.last() else { return 0 };
        let persons = &mut self.persons;
        if let Some(known) = persons.of_noun.get(*head) {
            return *known;
        }
        let person = if let [only] = persons.titled(head) {
            *only
        } else {
            let described = words.get(1..).unwrap_or_default().join(" ");
            let gender = match gender {
                Some(Gender::Male) => 1.0,
                Some(Gender::Female) => -1.0,
                None => 0.0,
            };
            persons.all.push(Person { name: format!("the {described}"), gender, ..Person::default() });
            persons.all.len() - 1
        };
        persons.of_noun.insert((*head).to_owned(), person);
        person
    }
}

/// Whom a pronoun means.
pub(super) fn pronoun(word: &str) -> Option<Who> {
    match word {
        "he" => Some(Who::Pronoun(Gender::Male)),
        "she" => Some(Who::Pronoun(Gender::Female)),
        "i" => Some(Who::Narrator),
        "they" | "we" => Some(Who::Group),
        _ => None,
    }
}

//! What the narration beside a speech says of its speaker: tags, voices, actions.
//!
//! A cue names whom a sentence is about; how much it weighs is decided in `attribution`. The grammar
//! is that of English prose: a subject is the first noun or pronoun of a sentence that no preposition
//! governs, before its verb or, in a tag, behind it.

use std::ops::Range;

use super::lexicon::{Gender, Senses, is_between, person_noun};
use super::names::Names;
use super::persons::{Person, Persons};
use super::words::{Break, Prose, Word};

/// Whom a cue points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// A person by name, or the only one of a kind: `the porter`.
    Person(usize),
    /// `he` or `she`.
    Pronoun(Gender),
    /// `I`.
    Narrator,
    /// `they`, `the children`.
    Group,
    /// `the girl`, `her father`: somebody of that description, mostly one whose name is known.
    Described(usize, Option<Gender>),
}

/// How a cue stands to its speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum CueKind {
    /// `..., said Maren`.
    Tag,
    /// `Maren said: ...`.
    TagBefore,
    /// `Maren, who had rowed all night, now said`.
    FarTag,
    /// `Maren's voice was low`.
    Voice,
    /// An action behind the speech.
    BeatAfter,
    /// An action before it.
    BeatBefore,
    /// The paragraph before ends in a colon, or with a voice.
    LeadIn,
    /// Somebody speaks in the last sentence of the paragraph before: `Then Maren spoke.`
    PriorVerb,
    /// The paragraph before is one short action.
    PriorBeat,
    /// The last sentence of the paragraph before.
    Prior,
}

/// A paragraph of narration with so few words is an action that leads to the speech behind it.
const SHORT_BEAT: usize = 12;

/// One cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hint {
    /// How it stands to the speech.
    pub kind: CueKind,
    /// Whom it points at.
    pub who: Who,
}

/// Reads cues, and keeps the persons that have no name.
pub(super) struct CueReader<'a> {
    prose: &'a Prose<'a>,
    names: &'a Names,
    /// Everybody; those without a name are added when a cue speaks of them.
    pub persons: Persons,
}

struct Subject {
    who: Option<Who>,
    /// The word behind it.
    next: usize,
    possessive: bool,
}

impl<'a> CueReader<'a> {
    /// A reader of `prose` with its `names` folded to `persons`.
    pub(super) fn new(prose: &'a Prose<'a>, names: &'a Names, persons: Persons) -> Self {
        Self { prose, names, persons }
    }

    /// The cue that narration right behind a speech gives of its speaker.
    pub(super) fn after(&mut self, narration: Range<usize>) -> Option<Hint> {
        let sentence = self.prose.sentences(narration).into_iter().next()?;
        let first = self.word(sentence.start)?;
        if is_speech_verb(first)
            && first.after == Break::None
            && let Some(who) = self.inverted(sentence.clone())
        {
            return Some(Hint { kind: CueKind::Tag, who });
        }
        if let Some(who) = self.voice(sentence.clone()) {
            return Some(Hint { kind: CueKind::Voice, who });
        }
        if let Some(who) = self.unlisted(sentence.clone()) {
            return Some(Hint { kind: CueKind::Tag, who });
        }
        let (subject, at) = self.first_subject(sentence.clone())?;
        let who = subject.who?;
        Some(Hint { kind: self.predicate(&subject, at == sentence.start, sentence.end), who })
    }

    /// The cue that narration right before a speech, in its paragraph, gives of its speaker.
    pub(super) fn before(&mut self, narration: Range<usize>) -> Option<Hint> {
        let mut sentences = self.prose.sentences(narration);
        let last = sentences.pop()?;
        if let Some(hint) = self.leading(last.clone()) {
            return Some(hint);
        }
        let who = self.voice(last.clone()).map(|who| Hint { kind: CueKind::Voice, who });
        who.or_else(|| {
            let sentence = std::iter::once(last).chain(sentences.pop());
            let who = sentence.into_iter().find_map(|sentence| self.first_subject(sentence)?.0.who)?;
            Some(Hint { kind: CueKind::BeatBefore, who })
        })
    }

    /// The cue that the paragraph before a speech gives of its speaker.
    pub(super) fn prior(&mut self, narration: Range<usize>) -> Option<Hint> {
        let last = self.prose.sentences(narration.clone()).pop()?;
        let leads = self.word(last.end.checked_sub(1)?)?.after > Break::None;
        if leads && let Some(hint) = self.leading(last.clone()) {
            return Some(Hint { kind: CueKind::LeadIn, ..hint });
        }
        if let Some(who) = self.voice(last.clone()).or_else(|| self.speaking(last.clone())) {
            return Some(Hint { kind: CueKind::PriorVerb, who });
        }
        let short = narration.len() <= SHORT_BEAT;
        let who = self.first_subject(last)?.0.who?;
        Some(Hint { kind: if short { CueKind::PriorBeat } else { CueKind::Prior }, who })
    }

    /// Who speaks last in a sentence: `It was long before Maren spoke again.`
    fn speaking(&mut self, sentence: Range<usize>) -> Option<Who> {
        let verb = sentence.clone().rev().find(|at| self.word(*at).is_some_and(is_sure))?;
        let silent =
            self.word(verb + 1).is_some_and(|word| matches!(word.lower.as_ref(), "nothing" | "no" | "that"));
        let joined = verb > sentence.start && self.word(verb - 1).is_some_and(|word| word.lower == "and");
        match self.subject_before(sentence.start, verb) {
            _ if silent => None,
            None if joined => self.first_subject(sentence)?.0.who,
            found => found,
        }
    }

    /// A sentence that does not end before the speech begins: `Maren rose and said,`.
    fn leading(&mut self, sentence: Range<usize>) -> Option<Hint> {
        let last = self.word(sentence.end.checked_sub(1)?)?;
        if last.after == Break::Stop {
            return None;
        }
        let verb = sentence.clone().rev().find(|at| self.word(*at).is_some_and(is_speech_verb));
        let near = verb.and_then(|verb| self.subject_before(sentence.start, verb));
        let who = match near.or_else(|| self.unlisted(sentence.clone())) {
            Some(who) => Some(who),
            None => self.first_subject(sentence.clone()).and_then(|(subject, _)| subject.who),
        };
        let named = || sentence.clone().find_map(|at| self.names.at(at));
        let who = who.or_else(|| named().and_then(|mention| self.person_of(mention.phrase)));
        let kind = if verb.is_some() { CueKind::TagBefore } else { CueKind::BeatBefore };
        Some(Hint { kind, who: who? })
    }

    /// The subject that stands right before the verb at `verb`, adverbs between them left out.
    fn subject_before(&mut self, start: usize, verb: usize) -> Option<Who> {
        let mut at = verb;
        while at > start {
            at -= 1;
            let word = self.word(at)?;
            if word.after > Break::None && at + 1 != verb {
                return None;
            }
            if let Some(mention) = self.names.at(at) {
                let governed = mention.words.start > start
                    && self
                        .word(mention.words.start - 1)
                        .is_some_and(|word| word.senses.any(Senses::PREPOSITION));
                return if word.possessive || governed { None } else { self.person_of(mention.phrase) };
            }
            if let Some(who) = pronoun(&word.lower) {
                return Some(who);
            }
            if person_noun(word.senses).is_some() || word.senses.any(Senses::GROUP_NOUN) {
                let from = (start..at)
                    .rev()
                    .take(4)
                    .find(|at| self.word(*at).is_some_and(|word| word.senses.any(Senses::DETERMINER)))?;
                return self.subject_at(from, verb, false)?.who;
            }
            if !is_between(&word.lower, word.senses) || verb - at > 4 {
                return None;
            }
        }
        None
    }

    /// The subject behind a verb of speech: `said the old keeper`.
    fn inverted(&mut self, sentence: Range<usize>) -> Option<Who> {
        let mut at = sentence.start + 1;
        while at < sentence.end && at <= sentence.start + 3 {
            if let Some(subject) = self.subject_at(at, sentence.end, true) {
                return if subject.possessive { None } else { subject.who };
            }
            let word = self.word(at)?;
            if word.after != Break::None || !is_between(&word.lower, word.senses) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// A subject that no list has, before a sure verb: `the lamplighter said`.
    fn unlisted(&mut self, sentence: Range<usize>) -> Option<Who> {
        let words = self.prose.slice(sentence.start..sentence.end.min(sentence.start + 6));
        let verb = sentence.start + words.iter().position(is_speech_verb)?;
        let opens = words.first().is_some_and(|word| word.senses.any(Senses::DETERMINER));
        let plain = self.prose.slice(sentence.start..verb).iter().all(|word| {
            let noun = !word.senses.any(Senses::PREPOSITION.or(Senses::BODY_NOUN).or(Senses::VOICE_NOUN));
            noun && word.after == Break::None && !word.possessive && pronoun(&word.lower).is_none()
        });
        let named = (sentence.start..verb).any(|at| self.names.at(at).is_some());
        let mut head = verb.checked_sub(1)?;
        while head > sentence.start
            && self.word(head).is_some_and(|word| is_between(&word.lower, word.senses))
        {
            head -= 1;
        }
        let speaks = self.word(verb).is_some_and(is_sure) || !self.has_object(verb, sentence.end);
        let sure = speaks && head > sentence.start;
        let listed = self
            .word(head)
            .is_some_and(|word| person_noun(word.senses).is_some() || word.senses.any(Senses::GROUP_NOUN));
        (opens && plain && sure && !named && !listed).then(|| self.noun(sentence.start, head).who).flatten()
    }

    /// Whose voice a sentence tells of: `Maren's voice was low`, `came the answer from Orrin`.
    fn voice(&mut self, sentence: Range<usize>) -> Option<Who> {
        let noun = sentence
            .clone()
            .find(|at| self.word(*at).is_some_and(|word| word.senses.any(Senses::VOICE_NOUN)))?;
        let from = sentence.start.max(noun.saturating_sub(5));
        for at in (from..noun).rev() {
            if let Some(mention) = self.names.at(at) {
                return self
                    .word(at)
                    .filter(|word| word.possessive)
                    .and_then(|_| self.person_of(mention.phrase));
            }
            match self.word(at)?.lower.as_ref() {
                "his" => return Some(Who::Pronoun(Gender::Male)),
                "her" => return Some(Who::Pronoun(Gender::Female)),
                "my" => return Some(Who::Narrator),
                _ => {}
            }
        }
        let of = self
            .word(noun + 1)
            .filter(|word| noun + 1 < sentence.end && matches!(word.lower.as_ref(), "of" | "from"));
        of.and_then(|_| self.subject_at(noun + 2, sentence.end, false)?.who)
    }

    /// What a sentence that begins with `subject` does: speaks, or acts.
    fn predicate(&mut self, subject: &Subject, opens: bool, end: usize) -> CueKind {
        let mut at = subject.next;
        while at < end && self.before_verb(at) {
            at += 1;
        }
        match self.word(at).filter(|_| at < end && !subject.possessive) {
            Some(verb) if is_speech_verb(verb) && (is_sure(verb) || !self.has_object(at, end)) => {
                return if opens { CueKind::Tag } else { CueKind::FarTag };
            }
            _ => {}
        }
        let far = (at + 1..end).any(|at| {
            let joined = self.word(at - 1).is_some_and(|word| {
                word.after > Break::None || word.lower == "and" || is_between(&word.lower, word.senses)
            });
            joined && self.word(at).is_some_and(is_sure)
        });
        if far { CueKind::FarTag } else { CueKind::BeatAfter }
    }

    fn before_verb(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| {
            word.after == Break::None && !is_speech_verb(word) && is_between(&word.lower, word.senses)
        })
    }

    fn has_object(&self, verb: usize, end: usize) -> bool {
        let next = self.word(verb + 1).filter(|_| verb + 1 < end);
        let joined = self.word(verb).is_some_and(|word| word.after == Break::None);
        joined
            && next.is_some_and(|word| {
                let object = matches!(
                    word.lower.as_ref(),
                    "him"
                        | "her"
                        | "them"
                        | "it"
                        | "me"
                        | "us"
                        | "back"
                        | "from"
                        | "into"
                        | "over"
                        | "away"
                        | "through"
                        | "off"
                );
                object || word.senses.any(Senses::DETERMINER) || self.names.at(verb + 1).is_some()
            })
    }

    /// The subject of a sentence and where it stands.
    fn first_subject(&mut self, sentence: Range<usize>) -> Option<(Subject, usize)> {
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
    fn subject_at(&mut self, at: usize, end: usize, any_noun: bool) -> Option<Subject> {
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

    fn noun(&mut self, at: usize, head: usize) -> Subject {
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
        let all = &mut self.persons.all;
        *self.persons.of_noun.entry((*head).to_owned()).or_insert_with(|| {
            let bears = |person: &Person| person.titles.iter().any(|title| title == head);
            let mut titled = all.iter().enumerate().filter(|(_, person)| bears(person));
            if let (Some((only, _)), None) = (titled.next(), titled.next()) {
                return only;
            }
            let described = words.get(1..).unwrap_or_default().join(" ");
            let gender = match gender {
                Some(Gender::Male) => 1.0,
                Some(Gender::Female) => -1.0,
                None => 0.0,
            };
            all.push(Person { name: format!("the {described}"), gender, ..Person::default() });
            all.len() - 1
        })
    }

    fn person_of(&self, phrase: usize) -> Option<Who> {
        self.persons.of_phrase.get(phrase).copied().flatten().map(Who::Person)
    }

    fn word(&self, at: usize) -> Option<&'a Word<'a>> {
        self.prose.words.get(at)
    }
}

fn pronoun(word: &str) -> Option<Who> {
    match word {
        "he" => Some(Who::Pronoun(Gender::Male)),
        "she" => Some(Who::Pronoun(Gender::Female)),
        "i" => Some(Who::Narrator),
        "they" | "we" => Some(Who::Group),
        _ => None,
    }
}

fn is_speech_verb(word: &Word) -> bool {
    word.senses.any(Senses::SURE_VERB.or(Senses::UNSURE_VERB))
}

fn is_sure(word: &Word) -> bool {
    word.senses.any(Senses::SURE_VERB)
}

//! What the narration beside a speech says of its speaker: tags, voices, actions.
//!
//! A cue names whom a sentence is about; how much it weighs is decided in `attribution`. The grammar
//! is that of English prose: a subject is the first noun or pronoun of a sentence that no preposition
//! governs, before its verb or, in a tag, behind it.

use std::ops::Range;

use super::lexicon::{Gender, Senses, is_between, person_noun};
use super::names::Names;
use super::persons::Persons;
use super::subjects::{Subject, pronoun};
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
    pub(super) prose: &'a Prose<'a>,
    pub(super) names: &'a Names,
    /// Everybody; those without a name are added when a cue speaks of them.
    pub persons: Persons,
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
        if first.after == Break::None
            && self.speaks(sentence.start)
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
        let verb = sentence.clone().rev().find(|at| self.speaks(*at));
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
                    && self.word(mention.words.start - 1).is_some_and(|word| {
                        word.senses.any(Senses::PREPOSITION) && !word.senses.any(Senses::SUBORDINATOR)
                    });
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
        let verb = (sentence.start..sentence.start + words.len()).find(|at| self.speaks(*at))?;
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
            Some(verb) if self.speaks(at) && (is_sure(verb) || !self.has_object(at, end)) => {
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
            word.after == Break::None && !self.speaks(at) && is_between(&word.lower, word.senses)
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

    /// Whether the word at `at` is a verb of speech. Some are only with another word: `put in`, `went on`.
    fn speaks(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return false };
        let particle =
            |any: &[&str]| self.word(at + 1).is_some_and(|next| any.contains(&next.lower.as_ref()));
        match word.lower.as_ref() {
            "put" | "cut" => particle(&["in"]),
            "broke" | "burst" => particle(&["in", "out"]),
            "went" => particle(&["on"]),
            _ => is_sure(word) || word.senses.any(Senses::UNSURE_VERB),
        }
    }

    pub(super) fn person_of(&self, phrase: usize) -> Option<Who> {
        self.persons.of_phrase.get(phrase).copied().flatten().map(Who::Person)
    }

    pub(super) fn word(&self, at: usize) -> Option<&'a Word<'a>> {
        self.prose.words.get(at)
    }
}

fn is_sure(word: &Word) -> bool {
    word.senses.any(Senses::SURE_VERB)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::story::words::Place;
    use crate::text::span::Span;

    /// What `read` tells of a narration, in a text where Maren, Orrin and Captain Hale are known.
    fn cue(narration: &str, read: impl Fn(&mut CueReader, Range<usize>) -> Option<Hint>) -> String {
        let text = format!("Then Maren and Orrin met Captain Hale. {narration}");
        let mut prose = Prose::default();
        let place = Place { speech: false, continues: false, paragraph: 0, scene: 0 };
        let split = text.len() - narration.len();
        prose.push(&text, Span::new(0, split), place);
        prose.push(&text, Span::new(split, text.len()), place);
        let names = Names::find(&text, &prose);
        let mut reader = CueReader::new(&prose, &names, Persons::fold(&names));
        let Some(hint) = read(&mut reader, prose.pieces[1].words.clone()) else { return String::new() };
        let who = match hint.who {
            Who::Person(person) | Who::Described(person, _) => reader.persons.all[person].name.clone(),
            other => format!("{other:?}"),
        };
        format!("{:?} {who}", hint.kind)
    }

    #[test]
    fn narration_behind_a_speech() {
        for (narration, expected) in [
            ("said Maren.", "Tag Maren"),
            ("Maren slowly answered.", "Tag Maren"),
            ("she had said.", "Tag Pronoun(Female)"),
            ("I said.", "Tag Narrator"),
            ("cried the old ferryman, and ran.", "Tag the old ferryman"),
            ("the lamplighter said.", "Tag the lamplighter"),
            ("said the captain.", "Tag Captain Hale"),
            ("whispered one of the sailors.", "Tag the sailors"),
            ("Maren put in.", "Tag Maren"),
            ("Maren put the oar away.", "BeatAfter Maren"),
            ("Maren returned the look.", "BeatAfter Maren"),
            ("Orrin, who had rowed all night, said at last.", "FarTag Orrin"),
            ("Maren's voice was low.", "Voice Maren"),
            ("came the answer from Orrin.", "Voice Orrin"),
            ("Rowing hard, Orrin looked up at Maren.", "BeatAfter Orrin"),
            ("Beside Orrin, Maren laughed.", "FarTag Maren"),
            ("Maren's hands shook.", "BeatAfter Maren"),
            ("they shouted.", "Tag Group"),
            ("It was raining.", ""),
        ] {
            assert_eq!(cue(narration, |reader, words| reader.after(words)), expected, "{narration}");
        }
    }

    #[test]
    fn narration_before_a_speech() {
        for (narration, expected) in [
            ("Orrin looked up. Maren rose and said,", "TagBefore Maren"),
            ("Maren rose, and Orrin asked:", "TagBefore Orrin"),
            ("Maren laughed at Orrin.", "BeatBefore Maren"),
            ("Orrin's voice was low.", "Voice Orrin"),
        ] {
            assert_eq!(cue(narration, |reader, words| reader.before(words)), expected, "{narration}");
        }
        for (narration, expected) in [
            ("It was long before Maren spoke again.", "PriorVerb Maren"),
            ("Maren turned to Orrin and asked quietly:", "LeadIn Maren"),
            ("Maren shook her head.", "PriorBeat Maren"),
            ("Maren said nothing.", "PriorBeat Maren"),
        ] {
            assert_eq!(cue(narration, |reader, words| reader.prior(words)), expected, "{narration}");
        }
    }
}

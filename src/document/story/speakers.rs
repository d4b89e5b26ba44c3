//! From a story's prose to a cue for each speech: names, persons, turns, then who says them.

use crate::document::script::{Cue, Evidence};

use super::addresses::Addresses;
use super::attribution::{Answer, answers};
use super::candidates::{NOBODY, Sighting, Story};
use super::cues::{CueKind, CueReader, Who};
use super::names::Names;
use super::narrator::names_of_narrator;
use super::persons::{Person, Persons};
use super::turns::{Turn, turns};
use super::weights::{FITTED, confidence};
use super::words::Prose;

/// Below this confidence no speaker is given.
const LEAST: f64 = 0.46;

/// The cue of each piece of `prose`, `None` for narration.
pub(super) fn cues(text: &str, prose: &Prose) -> Vec<Option<Cue>> {
    let names = Names::find(text, prose);
    let persons = Persons::fold(&names);
    let mut reader = CueReader::new(prose, &names, persons);
    let turns = turns(prose, &mut reader);
    let mut persons = reader.persons;
    let unnamed = add(&mut persons, "Narrator");
    let group = add(&mut persons, "All");
    let addresses_of = |persons: &Persons| -> Vec<Addresses> {
        turns.iter().map(|turn| Addresses::of(turn, prose, &names, persons)).collect()
    };
    let sightings_of = |persons: &Persons, narrator| sightings(prose, &names, persons, narrator);
    let seen = sightings_of(&persons, unnamed);
    let own_names = names_of_narrator(&turns, &addresses_of(&persons), &seen, unnamed);
    let narrator = own_names.first().copied().unwrap_or(unnamed);
    own_names.iter().for_each(|other| persons.merge(narrator, *other));
    let addresses = addresses_of(&persons);
    let sightings = sightings_of(&persons, narrator);
    let (cues, voices) = count_cues(&turns, &addresses, persons.all.len(), narrator, group);
    let cued = cued(&turns);
    let story = Story {
        persons: &persons,
        turns: &turns,
        addresses: &addresses,
        sightings: &sightings,
        narrator,
        group,
        cues,
        voices,
        cued,
        weights: &FITTED,
    };
    let answers = answers(&turns, &story.candidates(), &FITTED);
    by_piece(&turns, answers, &persons, prose.pieces.len())
}

/// The answers of the turns as cues of their speeches.
fn by_piece(turns: &[Turn], answers: Vec<Answer>, persons: &Persons, pieces: usize) -> Vec<Option<Cue>> {
    let mut cues = vec![None; pieces];
    for (turn, answer) in turns.iter().zip(answers) {
        for piece in &turn.pieces {
            if let Some(slot) = cues.get_mut(*piece) {
                *slot = Some(cue(answer, persons));
            }
        }
    }
    cues
}

fn cue(answer: Answer, persons: &Persons) -> Cue {
    let sure = confidence(answer.probability);
    let person = persons.all.get(answer.person).filter(|_| answer.person != NOBODY && sure >= LEAST);
    match person {
        Some(person) => Cue {
            label: Some(person.name.clone()),
            extension: None,
            confidence: sure as f32,
            evidence: answer.evidence,
            who: None,
        },
        None => Cue { evidence: Evidence::None, ..Cue::unknown() },
    }
}

fn add(persons: &mut Persons, name: &str) -> usize {
    persons.all.push(Person { name: name.to_owned(), ..Person::default() });
    persons.all.len() - 1
}

/// Where the narration names somebody, `I` included.
fn sightings(prose: &Prose, names: &Names, persons: &Persons, narrator: usize) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for piece in prose.pieces.iter().filter(|piece| !piece.speech) {
        for at in piece.words.clone() {
            let named = names.at(at).filter(|mention| mention.words.start == at);
            let named = named.and_then(|mention| persons.of_phrase.get(mention.phrase).copied().flatten());
            let named = named.or_else(|| persons.of_noun_at(at, prose));
            let own = prose.words.get(at).filter(|word| matches!(word.lower.as_ref(), "i" | "me" | "my"));
            if let Some(person) = named.or(own.map(|_| narrator)) {
                sightings.push(Sighting { paragraph: piece.paragraph, scene: piece.scene, person });
            }
        }
    }
    sightings
}

/// How many cues each person has, and how much tells that each speaks: a tag and a call tell more than
/// an action, which may be a place's or a thing's.
fn count_cues(
    turns: &[Turn],
    addresses: &[Addresses],
    count: usize,
    narrator: usize,
    group: usize,
) -> (Vec<usize>, Vec<usize>) {
    let (mut cues, mut voices) = (vec![0; count], vec![0; count]);
    let mut add = |person: usize, cue: usize, voice: usize| {
        cues.get_mut(person).into_iter().for_each(|count| *count += cue);
        voices.get_mut(person).into_iter().for_each(|count| *count += voice);
    };
    for hint in turns.iter().flat_map(|turn| &turn.hints) {
        let voice = if matches!(hint.kind, CueKind::BeatAfter | CueKind::BeatBefore | CueKind::Prior) {
            1
        } else {
            2
        };
        match hint.who {
            Who::Person(person) | Who::Described(person, _) => add(person, 1, voice),
            Who::Narrator => add(narrator, 1, voice),
            Who::Group => add(group, 1, voice),
            Who::Pronoun(_) => {}
        }
    }
    addresses.iter().flat_map(|addresses| &addresses.called).for_each(|person| add(*person, 0, 2));
    (cues, voices)
}

/// The turns with a cue that names somebody.
fn cued(turns: &[Turn]) -> Vec<usize> {
    let names = |turn: &Turn| turn.hints.iter().any(|hint| !matches!(hint.who, Who::Pronoun(_)));
    turns.iter().enumerate().filter(|(_, turn)| names(turn)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::script::{BlockKind, Evidence};
    use crate::document::story::parse;
    use crate::source::Source;

    /// The speakers of the speeches of `text`, `?` where none is told.
    fn speakers(text: &str) -> Vec<String> {
        let source = Source::from_bytes("story.txt", text.as_bytes());
        let blocks = parse(&source).document.blocks.into_iter();
        let cues = blocks.filter_map(|block| match block.kind {
            BlockKind::Speech(cue) => Some(cue.label.unwrap_or_else(|| "?".to_owned())),
            _ => None,
        });
        cues.collect()
    }

    #[test]
    fn turns_are_taken_between_two() {
        let text = "Now Maren saw Orrin.\n\n\"Row,\" said Maren.\n\n\"I am rowing,\" said Orrin.\n\n\"Faster.\"\n\n\"No.\"\n\n\"Why not?\"\n\n\"The oar is broken.\"\n";
        assert_eq!(speakers(text), ["Maren", "Orrin", "Maren", "Orrin", "Maren", "Orrin"]);
    }

    #[test]
    fn one_asked_by_name_answers() {
        let text = "Now Maren, Orrin and Tarn met.\n\n\"Is it late?\" asked Maren.\n\n\"It is,\" said Orrin.\n\n\"And where is the boat, Tarn?\"\n\n\"At the quay.\"\n\n\"Good,\" said Maren.\n";
        assert_eq!(speakers(text)[3], "Tarn");
    }

    #[test]
    fn pronouns_take_up_whom_the_text_calls_so() {
        let text = "There Maren took her oar, and she rowed. There Orrin took his hat, and he slept.\n\n\"Is it far?\" he asked.\n\n\"Not far,\" she said.\n";
        assert_eq!(speakers(text), ["Orrin", "Maren"]);
    }

    #[test]
    fn two_in_one_paragraph_are_two() {
        let text = "Now Maren sat by Orrin. Maren said, \"Got it?\" and Orrin said, \"Yes.\"\n";
        assert_eq!(speakers(text), ["Maren", "Orrin"]);
        let text = "Now Maren sat by Orrin.\n\n\"Got it,\" said Maren. She looked at Orrin. \"Have you?\"\n";
        assert_eq!(speakers(text), ["Maren", "Maren"]);
    }

    #[test]
    fn the_narrator_is_called_by_name() {
        let exchange = "\"Row, Jory,\" said Maren.\n\n\"I am rowing,\" I said.\n\n";
        assert_eq!(speakers(&exchange.repeat(4))[1], "Jory");
        assert_eq!(speakers("\"Row,\" said Maren.\n\n\"I am rowing,\" I said.\n")[1], "Narrator");
    }

    #[test]
    fn who_gives_a_name_has_it() {
        let text = "Now Maren heard the keeper. Then Orrin Hale came.\n\n\"My name is Orrin Hale.\"\n\n\"I am Maren,\" said the other.\n";
        assert_eq!(speakers(text)[0], "Orrin Hale");
    }

    #[test]
    fn several_speak_together_and_nobody_is_made_up() {
        assert_eq!(speakers("The bell rang. \"Row!\" they shouted.\n"), ["All"]);
        assert_eq!(speakers("The bell rang.\n\n\"Row!\"\n"), ["?"]);
    }

    #[test]
    fn the_evidence_is_named() {
        let text =
            "Now Maren took her oar.\n\n\"Row,\" said Maren.\n\n\"Now.\" Maren smiled at Orrin. She sat.\n";
        let source = Source::from_bytes("story.txt", text.as_bytes());
        let found: Vec<Evidence> = parse(&source)
            .document
            .blocks
            .into_iter()
            .filter_map(
                |block| if let BlockKind::Speech(cue) = block.kind { Some(cue.evidence) } else { None },
            )
            .collect();
        assert_eq!(found[0], Evidence::Tag);
    }
}

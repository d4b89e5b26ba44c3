//! Speeches put together to turns: what one person says in one paragraph, with the cues beside it.

use std::ops::Range;

use super::cues::{CueKind, CueReader, Hint, Who};
use super::lexicon::Senses;
use super::persons::Persons;
use super::words::Prose;

/// What one person says in one go.
#[derive(Debug, Clone, Default)]
pub(super) struct Turn {
    /// Its speeches among [`Prose::pieces`].
    pub pieces: Vec<usize>,
    /// What the narration beside it says of the speaker.
    pub hints: Vec<Hint>,
    /// Its paragraph.
    pub paragraph: usize,
    /// Its scene.
    pub scene: usize,
    /// It goes on in the next paragraph, as far as its marks tell.
    pub continues: bool,
    /// It ends in a question.
    pub asks: bool,
}

impl Turn {
    /// Whether a tag names its speaker or says he, she or I.
    fn is_tagged(&self) -> bool {
        self.hints.iter().any(|hint| is_tag(hint.kind) && hint.kind != CueKind::LeadIn)
    }
}

fn is_tag(kind: CueKind) -> bool {
    matches!(kind, CueKind::Tag | CueKind::TagBefore | CueKind::FarTag | CueKind::LeadIn)
}

/// The turns of `prose` in order.
pub(super) fn turns<'a>(prose: &Prose<'a>, reader: &mut CueReader<'a>) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut start = 0;
    while let Some(first) = prose.pieces.get(start) {
        let paragraph = first.paragraph;
        let len = prose.pieces.iter().skip(start).take_while(|piece| piece.paragraph == paragraph).count();
        let mut builder = Paragraph { prose, reader, turns: Vec::new() };
        builder.read(start..start + len);
        turns.append(&mut builder.turns);
        start += len;
    }
    turns
}

/// The turns of one paragraph while they are put together.
struct Paragraph<'p, 'r, 'a> {
    prose: &'p Prose<'a>,
    reader: &'r mut CueReader<'a>,
    turns: Vec<Turn>,
}

impl Paragraph<'_, '_, '_> {
    fn read(&mut self, pieces: Range<usize>) {
        let mut told: Option<Range<usize>> = None;
        for (at, piece) in pieces.clone().zip(self.prose.pieces.get(pieces.clone()).unwrap_or_default()) {
            if !piece.speech {
                told = Some(piece.words.clone());
                continue;
            }
            match (self.turns.is_empty(), told.take()) {
                (true, None) => {
                    let hints = self.prior(at).into_iter().collect();
                    self.open(at, hints);
                }
                (true, Some(told)) => {
                    let hints = self.reader.before(told).into_iter().collect();
                    self.open(at, hints);
                }
                (false, None) => self.join(at),
                (false, Some(told)) => self.between(at, told),
            }
        }
        if let Some(hint) = told.and_then(|told| self.reader.after(told)) {
            self.close(hint);
        }
    }

    /// A cue behind a speech. Where it cannot mean whom a tag before names, the last speech is another turn.
    fn close(&mut self, hint: Hint) {
        let Some(turn) = self.turns.last_mut() else { return };
        let persons = &self.reader.persons;
        let differs =
            turn.hints.iter().any(|known| is_tag(known.kind) && conflict(known.who, hint.who, persons));
        match turn.pieces.pop() {
            Some(last) if hint.kind == CueKind::Tag && differs && !turn.pieces.is_empty() => {
                self.open(last, vec![hint])
            }
            Some(last) => {
                turn.pieces.push(last);
                turn.hints.push(hint);
            }
            None => {}
        }
    }

    /// A cue from the paragraph before, where that ends with narration of the same scene.
    fn prior(&mut self, at: usize) -> Option<Hint> {
        let piece = self.prose.pieces.get(at)?;
        let before = self.prose.pieces.get(at.checked_sub(1)?)?;
        let fits = !before.speech && before.scene == piece.scene && before.paragraph + 1 == piece.paragraph;
        let hint = if fits { self.reader.prior(before.words.clone()) } else { None }?;
        let opened_by_speech = at >= 2
            && self
                .prose
                .pieces
                .get(at - 2)
                .is_some_and(|piece| piece.speech && piece.paragraph == before.paragraph);
        (!matches!(hint.kind, CueKind::Prior | CueKind::PriorBeat) || !opened_by_speech).then_some(hint)
    }

    fn open(&mut self, at: usize, hints: Vec<Hint>) {
        let Some(piece) = self.prose.pieces.get(at) else { return };
        self.turns.push(Turn {
            pieces: vec![at],
            hints,
            paragraph: piece.paragraph,
            scene: piece.scene,
            continues: piece.continues,
            asks: piece.asks,
        });
    }

    fn join(&mut self, at: usize) {
        if let Some(turn) = self.turns.last_mut() {
            turn.pieces.push(at);
            turn.continues = self.prose.pieces.get(at).is_some_and(|piece| piece.continues);
            turn.asks = self.prose.pieces.get(at).is_some_and(|piece| piece.asks);
        }
    }

    /// Narration between two speeches of a paragraph is of the first, of the second, or both: the
    /// second is another turn where the cue before it speaks of another person than that behind the first.
    fn between(&mut self, at: usize, told: Range<usize>) {
        let before = self.reader.before(told.clone());
        let one_sentence = self.prose.sentences(told.clone()).len() <= 1;
        let first = self.prose.slice(told.clone()).first();
        let joined = first.is_some_and(|word| matches!(word.lower.as_ref(), "and" | "but" | "then" | "so"));
        let inverted = first.is_some_and(|word| word.senses.any(Senses::SURE_VERB));
        let tagged = self.turns.last().is_some_and(Turn::is_tagged);
        let leads_in = before.is_some_and(|before| before.kind == CueKind::TagBefore);
        let is_next = one_sentence && leads_in && !inverted && (joined || tagged);
        if let Some(after) = if is_next { None } else { self.reader.after(told) } {
            self.close(after);
        }
        let before = before.filter(|_| leads_in || !one_sentence);
        let Some(turn) = self.turns.last_mut() else { return };
        let persons = &self.reader.persons;
        let differs = before.is_some_and(|before| {
            turn.hints.iter().any(|hint| is_tag(hint.kind) && conflict(hint.who, before.who, persons))
        });
        match before {
            Some(before) if differs => self.open(at, vec![before]),
            Some(before) if leads_in && turn.hints.last().is_none_or(|last| last.who != before.who) => {
                turn.hints.push(before);
                self.join(at);
            }
            _ => self.join(at),
        }
    }
}

/// Whether two cues cannot mean one person.
fn conflict(one: Who, other: Who, persons: &Persons) -> bool {
    use super::lexicon::Gender;
    let gender = |who: Who| match who {
        Who::Pronoun(gender) | Who::Described(_, Some(gender)) => Some(gender),
        Who::Person(person) => persons.all.get(person).and_then(|person| match person.gender {
            gender if gender > 0.3 => Some(Gender::Male),
            gender if gender < -0.3 => Some(Gender::Female),
            _ => None,
        }),
        _ => None,
    };
    match (one, other) {
        (Who::Person(one), Who::Person(other)) => one != other,
        (Who::Narrator, Who::Narrator) => false,
        (Who::Narrator, _) | (_, Who::Narrator) => true,
        _ => matches!((gender(one), gender(other)), (Some(one), Some(other)) if one != other),
    }
}

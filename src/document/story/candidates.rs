//! Who may have said a turn, and how much speaks for each before the turns around it are heard.

use std::collections::HashMap;

use super::addresses::Addresses;
use super::cues::{Hint, Who};
use super::lexicon::Gender;
use super::persons::{Person, Persons};
use super::turns::Turn;
use super::weights::Weights;

/// The candidate that stands for nobody who could be told.
pub(super) const NOBODY: usize = usize::MAX;

/// Somebody who may have said a turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Index in [`Persons::all`], or [`NOBODY`].
    pub person: usize,
    /// The odds from the turn's own signs.
    pub odds: f64,
}

/// The candidates of one turn.
#[derive(Debug, Clone)]
pub(super) struct Candidates {
    /// Each once; the last is [`NOBODY`].
    pub list: Vec<Candidate>,
    /// Who says `I` in the narration.
    pub narrator: usize,
    /// Those who speak together.
    pub group: usize,
}

/// Where a person is named in the narration: paragraph and word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighting {
    /// The paragraph.
    pub paragraph: usize,
    /// The scene.
    pub scene: usize,
    /// The person.
    pub person: usize,
}

/// What is known of the whole story when a turn is weighed.
pub(super) struct Story<'a> {
    /// Everybody.
    pub persons: &'a Persons,
    /// The turns.
    pub turns: &'a [Turn],
    /// What each turn's words say of persons.
    pub addresses: &'a [Addresses],
    /// Where persons are named in the narration, in order.
    pub sightings: &'a [Sighting],
    /// Who says `I`.
    pub narrator: usize,
    /// Those who speak together.
    pub group: usize,
    /// How many cues each person has in the story.
    pub cues: Vec<usize>,
    /// How much tells that each person speaks at all.
    pub voices: Vec<usize>,
    /// The turns with a cue that names somebody.
    pub cued: Vec<usize>,
    /// The weights.
    pub weights: &'a Weights,
}

/// How many candidates a turn has besides nobody.
const MOST: usize = 8;

/// How many names back somebody named may still speak.
const REACH: usize = 24;

/// How many names ahead, and how many paragraphs.
const REACH_AHEAD: usize = 4;

/// How many turns with a cue before and after count as the conversation.
const TURNS_AROUND: usize = 8;

impl Story<'_> {
    /// The candidates of every turn.
    pub(super) fn candidates(&self) -> Vec<Candidates> {
        (0..self.turns.len()).map(|at| self.of_turn(at)).collect()
    }

    fn of_turn(&self, at: usize) -> Candidates {
        let Some(turn) = self.turns.get(at) else {
            return Candidates { list: Vec::new(), narrator: self.narrator, group: self.group };
        };
        let mut scores: HashMap<usize, f64> = HashMap::new();
        self.near(at, turn, &mut scores);
        let nearest = self.nearest(turn);
        let mut list: Vec<(usize, f64)> = scores
            .into_iter()
            .filter_map(|(person, score)| {
                let own = self.persons.all.get(person)?;
                Some((
                    person,
                    score + self.cue_score(turn, person, own, nearest) + self.address_score(at, person, own),
                ))
            })
            .collect();
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        list.truncate(MOST);
        list.push((NOBODY, self.weights.unknown));
        let highest = list.iter().map(|(_, score)| *score).fold(f64::MIN, f64::max);
        let list = list
            .into_iter()
            .map(|(person, score)| Candidate { person, odds: (score - highest).exp() })
            .collect();
        Candidates { list, narrator: self.narrator, group: self.group }
    }

    /// Who is about: named in the narration nearby, cued or called in the turns around.
    fn near(&self, at: usize, turn: &Turn, scores: &mut HashMap<usize, f64>) {
        let distance = self.distances(turn);
        let mut part: HashMap<usize, f64> = HashMap::new();
        turn.hints.iter().filter_map(|hint| self.named(hint.who)).for_each(|person| {
            part.entry(person).or_default();
        });
        let here = self.cued.partition_point(|cued| *cued < at);
        let around = here.saturating_sub(TURNS_AROUND)..here + TURNS_AROUND + 1;
        for index in self.cued.get(around.start..around.end.min(self.cued.len())).unwrap_or_default() {
            let other = self.turns.get(*index).filter(|other| *index != at && other.scene == turn.scene);
            let hints = other.into_iter().flat_map(|other| &other.hints);
            hints
                .filter_map(|hint| self.named(hint.who))
                .for_each(|person| *part.entry(person).or_default() += 1.0);
        }
        for other in at.saturating_sub(2)..at + 3 {
            let called =
                self.addresses.get(other).filter(|_| other != at).into_iter().flat_map(|a| &a.called);
            called.for_each(|person| *part.entry(*person).or_default() += 0.0);
        }
        part.extend(self.addresses.get(at).and_then(|addresses| addresses.own).map(|person| (person, 1.0)));
        for person in distance.keys().chain(part.keys()) {
            let gap = distance.get(person).copied().unwrap_or(REACH) as f64;
            let cues = part.get(person).copied().unwrap_or_default();
            let often = self.cues.get(*person).copied().unwrap_or_default() as f64;
            let weights = self.weights;
            let score = weights.recency * gap.ln_1p()
                + weights.takes_part * cues.ln_1p()
                + weights.speaks_often * often.ln_1p();
            scores.insert(*person, score);
        }
    }

    /// How many names stand between the turn and where each person is named nearest. Names are counted,
    /// not paragraphs: nobody grows distant in a long dialogue that names nobody.
    fn distances(&self, turn: &Turn) -> HashMap<usize, usize> {
        let mut distances: HashMap<usize, usize> = HashMap::new();
        let here = self.sightings.partition_point(|s| s.paragraph < turn.paragraph);
        let behind = self.sightings.partition_point(|s| s.paragraph <= turn.paragraph);
        let before = self.sightings.iter().take(here).rev().enumerate().take(REACH);
        let before = before.map(|(gap, sighting)| (gap + 1, sighting)).filter(|(_, s)| s.scene == turn.scene);
        let own = self.sightings.iter().take(behind).skip(here).take(REACH).map(|sighting| (0, sighting));
        let after = self.sightings.iter().skip(behind).enumerate().take(REACH_AHEAD);
        let after = after
            .map(|(gap, sighting)| (gap + 3, sighting))
            .filter(|(_, s)| s.scene == turn.scene && s.paragraph <= turn.paragraph + REACH_AHEAD);
        for (gap, sighting) in before.chain(own).chain(after).filter(|(_, s)| self.speaks(s.person)) {
            let known = distances.entry(sighting.person).or_insert(gap);
            *known = gap.min(*known);
        }
        distances
    }

    fn speaks(&self, person: usize) -> bool {
        let gender = self.persons.all.get(person).map_or(0.0, |person| person.gender.abs());
        self.voices.get(person).is_some_and(|voices| *voices > 1 || gender > 0.3)
    }

    fn named(&self, who: Who) -> Option<usize> {
        match who {
            Who::Person(person) | Who::Described(person, _) => Some(person),
            Who::Narrator => Some(self.narrator),
            Who::Group => Some(self.group),
            Who::Pronoun(_) => None,
        }
    }

    /// The man and the woman named last before the turn, each where one is.
    fn nearest(&self, turn: &Turn) -> [Option<usize>; 2] {
        let end = self.sightings.partition_point(|s| s.paragraph < turn.paragraph);
        let mut found = [None, None];
        for sighting in self.sightings.iter().take(end).rev().take(12) {
            let gender = self.persons.all.get(sighting.person).map_or(0.0, |person| person.gender);
            let [male, female] = &mut found;
            if gender > 0.3 {
                male.get_or_insert(sighting.person);
            } else if gender < -0.3 {
                female.get_or_insert(sighting.person);
            }
        }
        found
    }

    /// Who is named last in the narration before a turn, where that is near.
    fn last_named(&self, at: usize) -> Option<usize> {
        let paragraph = self.turns.get(at)?.paragraph;
        let end = self.sightings.partition_point(|sighting| sighting.paragraph < paragraph);
        let last = self.sightings.get(end.checked_sub(1)?)?;
        (last.paragraph + 1 >= paragraph).then_some(last.person)
    }

    /// Whether the narration of a turn's own paragraph names a person, and no cue takes him for the speaker.
    fn is_beside(&self, at: usize, person: usize) -> bool {
        let Some(turn) = self.turns.get(at) else { return false };
        let start = self.sightings.partition_point(|sighting| sighting.paragraph < turn.paragraph);
        let own = self
            .sightings
            .iter()
            .skip(start)
            .take_while(|sighting| sighting.paragraph == turn.paragraph)
            .take(REACH);
        let cued = turn.hints.iter().any(|hint| self.named(hint.who) == Some(person));
        !cued && own.into_iter().any(|sighting| sighting.person == person)
    }

    fn cue_score(&self, turn: &Turn, person: usize, own: &Person, nearest: [Option<usize>; 2]) -> f64 {
        turn.hints.iter().map(|hint| self.hint_score(turn, hint, person, own, nearest)).sum()
    }

    fn hint_score(
        &self,
        turn: &Turn,
        hint: &Hint,
        person: usize,
        own: &Person,
        nearest: [Option<usize>; 2],
    ) -> f64 {
        let weights = self.weights;
        let full = weights.of(hint.kind);
        let alone = person != self.narrator && person != self.group;
        match hint.who {
            Who::Person(named) if named == person => full,
            Who::Narrator if person == self.narrator => full,
            Who::Group if person == self.group => full,
            Who::Pronoun(gender) if alone => {
                let [male, female] = nearest;
                let last = if gender == Gender::Male { male } else { female };
                let bonus = if last == Some(person) { weights.nearest } else { 0.0 };
                let named = |other: &Hint| matches!(other.who, Who::Person(named) if named == person);
                // A pronoun in a tag takes up the name in the action before it, whose gender may be unknown.
                let taken_up = turn.hints.iter().any(named);
                let agrees = agreement(gender, own);
                let agrees = if taken_up && agrees > -0.3 { 1.0 } else { agrees };
                full * weights.pronoun * agrees + bonus
            }
            Who::Pronoun(_) => -full * weights.pronoun,
            Who::Described(described, _) if described == person => full * weights.nameless,
            Who::Described(..) if !alone => -full * weights.pronoun,
            Who::Described(_, Some(gender)) => full * weights.described * agreement(gender, own),
            _ => 0.0,
        }
    }

    fn address_score(&self, at: usize, person: usize, own: &Person) -> f64 {
        let weights = self.weights;
        let Some(addresses) = self.addresses.get(at) else { return 0.0 };
        let mut score = 0.0;
        if addresses.own == Some(person) {
            score += weights.own_name;
        } else if addresses.called.contains(&person) {
            score += weights.called;
        } else if addresses.spoken_of.contains(&person) {
            score += weights.spoken_of;
        }
        let beside = |other: Option<usize>| {
            let other = other?;
            let near = self.turns.get(at)?.paragraph.abs_diff(self.turns.get(other)?.paragraph);
            self.addresses.get(other).filter(|_| near <= 2)
        };
        let calls = |addresses: &Addresses| {
            let courtesy = addresses.courtesy.map_or(0.0, |gender| 0.5 * agreement(gender, own));
            if addresses.called.contains(&person) { 1.0 } else { courtesy }
        };
        score += if self.last_named(at) == Some(person) { weights.last_named } else { 0.0 };
        score += if self.is_beside(at, person) { weights.beside } else { 0.0 };
        let before = at.checked_sub(1).filter(|before| self.is_beside(*before, person));
        score += if before.is_some() { weights.beside_before } else { 0.0 };
        let asks =
            at.checked_sub(1).and_then(|before| self.turns.get(before)).is_some_and(|before| before.asks);
        let before = weights.called_before + if asks { weights.asked_by_name } else { 0.0 };
        score += beside(at.checked_sub(1)).map_or(0.0, |addresses| before * calls(addresses));
        score + beside(Some(at + 1)).map_or(0.0, |after| weights.called_after * calls(after))
    }
}

/// From -1, the other gender, to 1, this one.
fn agreement(gender: Gender, person: &Person) -> f64 {
    f64::from(match gender {
        Gender::Male => person.gender,
        Gender::Female => -person.gender,
    })
}

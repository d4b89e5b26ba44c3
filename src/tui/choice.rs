//! Whose lines are lit: speakers that are chosen, and speakers that are left out.

use std::collections::BTreeSet;

use crate::episode::SpeakerIx;

/// Speakers chosen and left out; nobody is both. Where some are left out and nobody is chosen, all
/// others are lit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    chosen: BTreeSet<SpeakerIx>,
    excluded: BTreeSet<SpeakerIx>,
}

impl Choice {
    /// Whether nothing is chosen or left out: no line is lit.
    pub(super) fn is_empty(&self) -> bool {
        self.chosen.is_empty() && self.excluded.is_empty()
    }

    /// Chooses `speaker` alone.
    pub(super) fn solo(&mut self, speaker: SpeakerIx) {
        self.excluded.clear();
        self.chosen = BTreeSet::from([speaker]);
    }

    /// Chooses `speaker` besides those chosen, or no more.
    pub(super) fn toggle(&mut self, speaker: SpeakerIx) {
        self.excluded.remove(&speaker);
        if !self.chosen.remove(&speaker) {
            self.chosen.insert(speaker);
        }
    }

    /// Leaves `speaker` out, or no more.
    pub(super) fn exclude(&mut self, speaker: SpeakerIx) {
        self.chosen.remove(&speaker);
        if !self.excluded.remove(&speaker) {
            self.excluded.insert(speaker);
        }
    }

    /// Whether the lines of `speaker` are lit.
    pub(super) fn lights(&self, speaker: SpeakerIx) -> bool {
        let chosen = self.chosen.is_empty() || self.chosen.contains(&speaker);
        !self.is_empty() && chosen && !self.excluded.contains(&speaker)
    }

    /// Whether a line that these speak together is lit.
    pub(super) fn lights_any(&self, speakers: &[SpeakerIx]) -> bool {
        speakers.iter().any(|speaker| self.lights(*speaker))
    }

    /// Whether `speaker` was chosen by name.
    pub(super) fn names(&self, speaker: SpeakerIx) -> bool {
        self.chosen.contains(&speaker)
    }

    /// Whether `speaker` is left out.
    pub(super) fn excludes(&self, speaker: SpeakerIx) -> bool {
        self.excluded.contains(&speaker)
    }

    /// The speaker chosen, where it is one.
    pub(super) fn only(&self) -> Option<SpeakerIx> {
        self.chosen.first().copied().filter(|_| self.chosen.len() == 1)
    }

    /// Forgets speakers that an episode of `count` speakers does not have.
    pub(super) fn keep_below(&mut self, count: usize) {
        self.chosen.retain(|speaker| speaker.at() < count);
        self.excluded.retain(|speaker| speaker.at() < count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAREN: SpeakerIx = SpeakerIx(0);
    const ORRIN: SpeakerIx = SpeakerIx(1);
    const TESSA: SpeakerIx = SpeakerIx(2);

    fn lit(choice: &Choice) -> Vec<SpeakerIx> {
        [MAREN, ORRIN, TESSA].into_iter().filter(|speaker| choice.lights(*speaker)).collect()
    }

    #[test]
    fn several_are_chosen_and_released_one_by_one() {
        let mut choice = Choice::default();
        assert_eq!(lit(&choice), []);
        choice.toggle(MAREN);
        choice.toggle(TESSA);
        assert_eq!((lit(&choice), choice.only()), (vec![MAREN, TESSA], None));
        choice.toggle(MAREN);
        assert_eq!((lit(&choice), choice.only()), (vec![TESSA], Some(TESSA)));
        choice.solo(ORRIN);
        assert_eq!((lit(&choice), choice.only()), (vec![ORRIN], Some(ORRIN)));
        choice.toggle(ORRIN);
        assert!(choice.is_empty());
    }

    #[test]
    fn those_left_out_leave_the_others_lit() {
        let mut choice = Choice::default();
        choice.exclude(ORRIN);
        assert_eq!(lit(&choice), [MAREN, TESSA]);
        assert!(
            choice.lights_any(&[ORRIN, TESSA]) && !choice.lights_any(&[ORRIN]) && !choice.lights_any(&[])
        );
        choice.toggle(ORRIN);
        assert_eq!(lit(&choice), [ORRIN]);
        choice.exclude(ORRIN);
        choice.exclude(ORRIN);
        assert!(choice.is_empty());
        choice.exclude(TESSA);
        choice.keep_below(2);
        assert!(choice.is_empty());
    }
}

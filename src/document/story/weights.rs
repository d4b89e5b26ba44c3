//! How much each sign weighs in telling who speaks, in units of log-odds.
//!
//! The values were fitted to stories whose speakers are known: they are to be changed by measuring,
//! and none of them alone means much.

use super::cues::CueKind;

/// How much of a probability's log-odds a confidence keeps: signs are not independent, and the sum of
/// many makes an answer look surer than it is.
const KEPT: f64 = 0.5;

/// Log-odds that every confidence has on top.
const LEAN: f64 = 0.15;

/// How sure an answer of this probability is, as often as such answers prove right.
pub(super) fn confidence(probability: f64) -> f64 {
    let probability = probability.clamp(1e-9, 1.0 - 1e-9);
    let odds = (probability / (1.0 - probability)).ln() * KEPT + LEAN;
    1.0 / (1.0 + (-odds).exp())
}

/// The weights; see the fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// `said Maren` behind the speech, or before it.
    pub tag: f64,
    /// A verb of speech farther in the sentence.
    pub far_tag: f64,
    /// `Maren's voice`.
    pub voice: f64,
    /// An action behind.
    pub beat_after: f64,
    /// An action before.
    pub beat_before: f64,
    /// The paragraph before leads in.
    pub lead_in: f64,
    /// The paragraph before speaks of the person last.
    pub prior: f64,
    /// Somebody speaks in the last sentence of the paragraph before.
    pub prior_verb: f64,
    /// The paragraph before is one short action of the person.
    pub prior_beat: f64,
    /// The person named last in the paragraph before.
    pub last_named: f64,
    /// What part of a cue's weight a pronoun has for persons of that gender.
    pub pronoun: f64,
    /// A pronoun for the person of that gender named last.
    pub nearest: f64,
    /// What part of a cue's weight a description has for persons of that gender.
    pub described: f64,
    /// The same, for the person without a name.
    pub nameless: f64,
    /// The speech calls the person.
    pub called: f64,
    /// The speech speaks of the person.
    pub spoken_of: f64,
    /// The speech before calls the person.
    pub called_before: f64,
    /// The speech before asks the person by name.
    pub asked_by_name: f64,
    /// The speech after calls the person.
    pub called_after: f64,
    /// The speaker gives the person's name as the own.
    pub own_name: f64,
    /// Per logarithm of the distance in paragraphs to where the person was named last.
    pub recency: f64,
    /// Per logarithm of the cues to the person in turns nearby.
    pub takes_part: f64,
    /// Per logarithm of the cues to the person in the whole story.
    pub speaks_often: f64,
    /// The paragraph's own narration names the person, and not as the speaker.
    pub beside: f64,
    /// That of the turn before does.
    pub beside_before: f64,
    /// Nobody can be told.
    pub unknown: f64,
    /// Nobody can be told in two turns running.
    pub unknown_again: f64,
    /// The same person as the turn before, in the paragraph right behind.
    pub same_adjacent: f64,
    /// The same, where narration stands between.
    pub same_apart: f64,
    /// The same person in the same paragraph.
    pub same_paragraph: f64,
    /// The marks say that the speech goes on.
    pub goes_on: f64,
    /// The same person answers a question just asked.
    pub answers_self: f64,
    /// The same person as two turns before.
    pub alternates: f64,
    /// The same, where narration stands between.
    pub alternates_apart: f64,
}

impl Weights {
    /// The full weight of a cue, before it is asked whom it points at.
    pub(super) fn of(&self, kind: CueKind) -> f64 {
        match kind {
            CueKind::Tag | CueKind::TagBefore => self.tag,
            CueKind::FarTag => self.far_tag,
            CueKind::Voice => self.voice,
            CueKind::BeatAfter => self.beat_after,
            CueKind::BeatBefore => self.beat_before,
            CueKind::LeadIn => self.lead_in,
            CueKind::PriorVerb => self.prior_verb,
            CueKind::PriorBeat => self.prior_beat,
            CueKind::Prior => self.prior,
        }
    }
}

/// The fitted weights.
pub(super) const FITTED: Weights = Weights {
    tag: 6.6,
    far_tag: 1.25,
    voice: 5.3,
    beat_after: 5.0,
    beat_before: 2.4,
    lead_in: 3.1,
    prior: 0.8,
    prior_beat: 2.2,
    prior_verb: 0.26,
    last_named: 0.09,
    pronoun: 0.55,
    nearest: 0.95,
    described: 0.45,
    nameless: 0.71,
    called: -5.6,
    spoken_of: -3.7,
    called_before: 1.57,
    asked_by_name: 2.7,
    called_after: 0.2,
    own_name: 4.7,
    recency: -1.42,
    takes_part: 0.78,
    speaks_often: 0.35,
    beside: -0.26,
    beside_before: 0.09,
    unknown: -4.8,
    unknown_again: -0.1,
    same_adjacent: -3.0,
    same_apart: -0.13,
    same_paragraph: 0.44,
    goes_on: 0.27,
    answers_self: -0.7,
    alternates: 1.34,
    alternates_apart: 0.34,
};

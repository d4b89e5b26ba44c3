//! Where an act may begin, as far as the script itself tells.
//!
//! Summaries say little of an act's first lines, so that their sentences alone leave a break open by a
//! few lines. What is written there decides: acts begin at the head of a scene or with a log entry;
//! inside a scene when time has passed or after something was shown, on the line that follows what the
//! summary tells last; seldom with a line that answers the one before.
//!
//! This is a conditional logit (McFadden 1974) over the lines that an act may begin with. Its weights
//! are round numbers near those fitted on 35 breaks of seven episodes, with whole summaries and with
//! thirds of them. With these, 34 of the 35 are found to the line; with weights fitted anew without the
//! episode that is asked for, 31, and 34 within three lines: that is nearer to what others may expect.

use crate::episode::{Element, ElementKind};
use crate::text::tokens;

use super::evidence::Evidence;

/// How much the probability that the sentences give is worth beside the rest. Lines that follow each
/// other are no independent witnesses, so that their product is too sure of itself.
const TRUST: f32 = 0.5;
/// What the head of a scene is worth.
const HEAD: f32 = 1.9;
/// What a log entry is worth; the sentences say most of it, as entries stand in summaries word for word.
const LOG: f32 = 0.7;
/// What a direction inside a scene is worth.
const DIRECTION: f32 = 1.2;
/// What it is worth more that time has passed.
const LATER: f32 = 1.6;
/// What it is worth more that the direction tells of the break.
const BREAK_TOLD: f32 = 3.0;
/// What it is worth that the line before is one that the summary tells at the end of an act.
const AFTER_TOLD: f32 = 0.7;
/// What each line costs that lies between what is told last and the break, up to [`MOST_UNTOLD`].
const UNTOLD: f32 = 0.1;
const MOST_UNTOLD: usize = 6;
/// What a line costs that only answers the one before it, where the act's first sentence does not tell it.
const RETORT: f32 = 1.5;
/// What a speech costs that follows a question.
const ANSWER: f32 = 1.2;
/// What is least probable: with less by the sentences, an act begins nowhere.
const LEAST: f32 = 1e-7;

/// How many words a line has at most that only answers the one before it.
const RETORT_WORDS: usize = 3;
/// How many of an act's last sentences tell of its last lines.
const LAST_SENTENCES: usize = 2;
/// Words of directions that say that time has passed, sorted.
const LATER_WORDS: &[&str] = &[
    "dawn",
    "day",
    "days",
    "dusk",
    "evening",
    "hour",
    "hours",
    "later",
    "meanwhile",
    "minutes",
    "morning",
    "next",
    "night",
    "noon",
    "sunrise",
    "sunset",
    "tomorrow",
    "weeks",
];
/// Words of directions that tell of a break in the broadcast, sorted.
const BREAK_WORDS: &[&str] = &["advert", "adverts", "commercial", "commercials", "credits", "titles"];

/// What a line is like, for an act to begin with it or after it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Form {
    speech: bool,
    direction: bool,
    asks: bool,
    /// Like "Red alert!" or "Is that so?".
    retort: bool,
    /// A direction that says that time has passed.
    later: bool,
    /// A direction that tells of a break in the broadcast.
    break_told: bool,
}

impl Form {
    /// The form of `element`, whose comparable words are `words`; `telling` says whether any of them tells
    /// what it is about.
    pub(super) fn of<'w>(
        element: &Element,
        telling: bool,
        words: impl Iterator<Item = &'w str> + Clone,
    ) -> Self {
        let speech = element.kind == ElementKind::Speech;
        let direction = element.kind == ElementKind::Direction;
        let has = |known: &[&str]| direction && words.clone().any(|word| known.binary_search(&word).is_ok());
        Self {
            speech,
            direction,
            asks: element.text.trim_end_matches([' ', '"', '\u{201d}']).ends_with('?'),
            retort: speech && (!telling || tokens::words(&element.text).nth(RETORT_WORDS).is_none()),
            later: has(LATER_WORDS),
            break_told: has(BREAK_WORDS),
        }
    }

    /// What the forms of a line inside a scene and of the one before it say for a break between them;
    /// `told` says that the act's first sentence tells the line.
    fn inside(self, before: Self, told: bool) -> f32 {
        let sign = |holds: bool, worth: f32| if holds { worth } else { 0.0 };
        sign(self.direction, DIRECTION) + sign(self.later, LATER) + sign(self.break_told, BREAK_TOLD)
            - sign(self.retort && !told, RETORT)
            - sign(self.speech && before.asks, ANSWER)
    }
}

/// How probable it is of each row from `earliest` on that the act of the sentence `first` begins with
/// it, where `begun` tells how probable it is by the sentences that the act has begun by a row.
pub(super) fn probabilities(
    evidence: &Evidence,
    first: usize,
    earliest: usize,
    begun: impl Fn(usize) -> f32,
) -> Vec<f32> {
    let mut before = earliest.checked_sub(1).map_or(0.0, &begun);
    let worth = |row: usize| {
        let now = begun(row);
        let by_sentences = now - std::mem::replace(&mut before, now);
        if by_sentences < LEAST {
            f32::NEG_INFINITY
        } else {
            TRUST * by_sentences.ln() + signs(evidence, first, row)
        }
    };
    let worths: Vec<f32> = (earliest..evidence.rows().len()).map(worth).collect();
    let most = worths.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let odds: Vec<f32> = worths.iter().map(|worth| (worth - most).exp()).collect();
    let all: f32 = odds.iter().sum();
    odds.into_iter().map(|odds| odds / all).collect()
}

/// What is written at `row` and before it says for the act of the sentence `first` beginning there.
fn signs(evidence: &Evidence, first: usize, row: usize) -> f32 {
    let rows = evidence.rows();
    let last: Vec<usize> = (first.saturating_sub(LAST_SENTENCES)..first).collect();
    let told = |row: &usize| last.iter().any(|sentence| evidence.shares_words(*row, *sentence));
    let before = (0..row).rev().take(MOST_UNTOLD);
    let untold = before.take_while(|row| !told(row)).count();
    let around = if untold == 0 && row > 0 { AFTER_TOLD } else { -UNTOLD * untold as f32 };
    let here = &rows[row];
    let begins = if here.log {
        LOG
    } else if here.opens_scene {
        HEAD
    } else {
        let before = row.checked_sub(1).map(|before| rows[before].form).unwrap_or_default();
        here.form.inside(before, evidence.shares_words(row, first))
    };
    around + begins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_for_the_search_in_them() {
        assert!(LATER_WORDS.is_sorted() && BREAK_WORDS.is_sorted());
    }

    #[test]
    fn inside_a_scene_a_direction_is_likelier_than_a_speech_and_an_answer_least() {
        let line = Form { speech: true, ..Form::default() };
        let question = Form { asks: true, ..line };
        let retort = Form { retort: true, ..line };
        let direction = Form { direction: true, ..Form::default() };
        let morning = Form { later: true, ..direction };
        let adverts = Form { break_told: true, ..direction };
        let order = [
            retort.inside(question, false),
            line.inside(question, false),
            line.inside(line, false),
            direction.inside(line, false),
            morning.inside(line, false),
            adverts.inside(line, false),
        ];
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "{order:?}");
        assert!(retort.inside(line, true) > retort.inside(line, false), "what is told anew answers nothing");
        assert!(direction.inside(question, false) >= direction.inside(line, false), "what is shown neither");
    }
}

//! Which sentences of a summary are tied to the lines of their paragraph, as a person found them.

use serde_json::Value;
use tableread::episode::Episode;

/// The sentences of `episode` that are tied and whose paragraph is among the `paragraphs` read by hand:
/// the confidence of each, and whether it is right. It is where most of its lines are its paragraph's.
pub(crate) fn sentences(episode: &Episode, paragraphs: &[Value]) -> Vec<(f32, bool)> {
    let known = episode.summary.iter().filter_map(|sentence| {
        let truth =
            paragraphs.iter().find(|truth| number(&truth["summary_line"]) == sentence.summary_line)?;
        let tie = sentence.elements?;
        let lines = number(&truth["lines"][0])..=number(&truth["lines"][1]);
        let given = &episode.elements[tie.value.0.at()..=tie.value.1.at()];
        let right = given.iter().filter(|element| lines.contains(&element.line)).count();
        Some((tie.confidence, 2 * right >= given.len()))
    });
    known.collect()
}

/// A number of the truth; 0 where there is none.
pub(crate) fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}

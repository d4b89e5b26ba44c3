//! Which lines a filter lets through: who speaks, where, in which act, of what kind.

use crate::episode::{ElementIx, Episode};
use crate::text::fold::fold;

use super::query::Field;

/// What filters look at, folded.
#[derive(Debug, Default)]
pub(super) struct Facts {
    elements: Vec<ElementFacts>,
    series: String,
    stardates: Vec<String>,
    documents: Vec<&'static str>,
}

#[derive(Debug, Default)]
struct ElementFacts {
    /// Names, aliases and labels of who speaks.
    names: Vec<String>,
    scene: Option<(u32, String)>,
    act: Option<(usize, String)>,
    kind: &'static str,
    document: usize,
}

impl Facts {
    /// Of all elements of `episode`.
    pub(super) fn new(episode: &Episode) -> Self {
        let names: Vec<Vec<String>> = episode
            .cast
            .speakers
            .iter()
            .map(|speaker| {
                let all = std::iter::once(&speaker.name).chain(&speaker.aliases).chain(&speaker.role);
                all.map(|name| fold(name)).collect()
            })
            .collect();
        let facts = |element: &crate::episode::Element| ElementFacts {
            names: element.speakers.iter().flat_map(|ix| names[ix.at()].clone()).collect(),
            scene: element
                .scene
                .and_then(|ix| episode.outline.scenes.get(ix.at()))
                .map(|s| (s.number, fold(&s.heading))),
            act: element
                .act
                .and_then(|ix| episode.outline.acts.get(ix.at()).map(|act| (ix.at(), fold(&act.name)))),
            kind: element.kind.name(),
            document: element.source.at(),
        };
        let identity = &episode.identity;
        let logged = episode.logs.iter().filter_map(|log| log.stardate.as_ref());
        Self {
            elements: episode.elements.iter().map(facts).collect(),
            series: fold(identity.series.as_deref().unwrap_or_default()),
            stardates: identity.stardate.iter().chain(logged).map(|stardate| fold(stardate)).collect(),
            documents: episode.sources.iter().map(|source| source.kind.name()).collect(),
        }
    }

    /// Whether the filter lets the element through; `value` is folded.
    pub(super) fn pass(&self, element: ElementIx, field: Field, value: &str) -> bool {
        let Some(facts) = self.elements.get(element.at()) else { return false };
        match field {
            Field::Speaker => facts.names.iter().any(|name| has_word_beginning(name, value)),
            Field::Scene => {
                facts.scene.as_ref().is_some_and(|(number, heading)| match value.parse::<u32>() {
                    Ok(wanted) => *number == wanted,
                    Err(_) => has_word_beginning(heading, value),
                })
            }
            Field::Act => facts.act.as_ref().is_some_and(|(_, name)| is_act(name, value)),
            Field::Kind => facts.kind.starts_with(value),
            Field::Doc => self.documents.get(facts.document).is_some_and(|kind| kind.starts_with(value)),
            Field::Series => has_word_beginning(&self.series, value),
            Field::Stardate => self.stardates.iter().any(|stardate| stardate.starts_with(value)),
        }
    }
}

/// Whether `value` stands in `text` at the beginning of a word.
fn has_word_beginning(text: &str, value: &str) -> bool {
    text.match_indices(value)
        .any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

/// Whether the act called `name` is meant by `value`: `two`, `2`, `ii`, `act two`, `teaser`.
fn is_act(name: &str, value: &str) -> bool {
    const NUMBERS: [[&str; 3]; 9] = [
        ["1", "one", "i"],
        ["2", "two", "ii"],
        ["3", "three", "iii"],
        ["4", "four", "iv"],
        ["5", "five", "v"],
        ["6", "six", "vi"],
        ["7", "seven", "vii"],
        ["8", "eight", "viii"],
        ["9", "nine", "ix"],
    ];
    let bare = |text: &str| text.strip_prefix("act ").unwrap_or(text).trim().to_owned();
    let (name, value) = (bare(name), bare(value));
    let number = |text: &str| NUMBERS.iter().position(|written| written.contains(&text));
    match (number(&name), number(&value)) {
        (Some(a), Some(b)) => a == b,
        _ => name.starts_with(&value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_named_in_many_ways() {
        for value in ["two", "2", "ii", "act two"] {
            assert!(
                is_act("act two", value) && is_act("act ii", value) && !is_act("act three", value),
                "{value}"
            );
        }
        assert!(is_act("teaser", "tea"));
    }

    #[test]
    fn names_match_at_the_beginning_of_a_word() {
        assert!(has_word_beginning("captain maren vane", "van"));
        assert!(!has_word_beginning("captain maren vane", "ane"));
    }
}

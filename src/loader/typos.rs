//! Names that look misspelt: reported, never silently put right.

use foldhash::{HashMap, HashMapExt};

use crate::document::Diagnostic;
use crate::episode::{ElementKind, Episode, EpisodeDiagnostic, Speaker, SpeakerIx};
use crate::text::distance::edit_distance;
use crate::text::fold::fold;
use crate::text::span::Span;
use crate::text::tokens;

use super::names::name_words;

/// A name shorter than this has too many neighbours among ordinary words.
const LEAST_LETTERS: usize = 5;
/// A spelling found more often than this is no slip.
const MOST_SLIPS: usize = 2;
/// A label with at least this many speeches is a person's own.
const OWN_LABEL: usize = 4;

/// A capitalised word of the script.
struct Written {
    shown: String,
    places: Vec<(usize, Span)>,
    in_lower_case: bool,
}

/// What looks misspelt.
pub(super) struct Slips {
    /// Speakers whose label looks like another's.
    labels: Vec<(SpeakerIx, SpeakerIx)>,
    diagnostics: Vec<EpisodeDiagnostic>,
}

impl Slips {
    /// Gives it to `episode`.
    pub(super) fn tell(self, episode: &mut Episode) {
        episode.cast.misspelt = self.labels;
        episode.diagnostics.extend(self.diagnostics);
    }
}

/// The labels, and the words of the script, that are one slip away from a speaker's name.
pub(super) fn find(episode: &Episode) -> Slips {
    let labels = misspelt(&episode.cast.speakers);
    let mut diagnostics = in_lines(episode);
    diagnostics.extend(labels.iter().filter_map(|label| told(episode, *label)));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.source, diagnostic.diagnostic.span));
    Slips { labels, diagnostics }
}

fn in_lines(episode: &Episode) -> Vec<EpisodeDiagnostic> {
    let names = names(episode);
    let neighbours = Neighbours::of(names.iter().map(|(name, count)| (name.as_str(), *count)));
    let words = words(episode);
    let mut found: Vec<EpisodeDiagnostic> = Vec::new();
    for (key, word) in &words {
        let slip = !word.in_lower_case && word.places.len() <= MOST_SLIPS && key.len() >= LEAST_LETTERS;
        if !slip || names.contains_key(key) {
            continue;
        }
        let near = neighbours.of_word(key).max_by_key(|near| (near.number, near.name));
        let Some(name) = near.map(|near| near.name) else { continue };
        found.extend(word.places.iter().map(|(element, span)| {
            let message = format!("\"{}\" looks like {} misspelt", word.shown, name.to_uppercase());
            let source = episode.elements[*element].source;
            EpisodeDiagnostic {
                source,
                diagnostic: Diagnostic::warning("suspected-name-typo", *span, message),
            }
        }));
    }
    found
}

/// Names by what is left of each without one of its letters: two that are one slip apart have such a rest in common,
/// or one is the other's (W. Garbe's symmetric delete).
struct Neighbours<'a> {
    names: Vec<Near<'a>>,
    by_rest: HashMap<String, Vec<usize>>,
}

/// A name that a word may be one slip away from, and what is known of it.
struct Near<'a> {
    name: &'a str,
    /// How many speeches it has, or which speaker's it is.
    number: usize,
}

impl<'a> Neighbours<'a> {
    /// Of names, each with its number.
    fn of(names: impl Iterator<Item = (&'a str, usize)>) -> Self {
        let names: Vec<Near<'a>> = names.map(|(name, number)| Near { name, number }).collect();
        let mut by_rest: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, near) in names.iter().enumerate() {
            for rest in rests(near.name) {
                by_rest.entry(rest).or_default().push(at);
            }
        }
        Self { names, by_rest }
    }

    /// Those that `word` is one slip away from, some more than once.
    fn of_word(&self, word: &str) -> impl Iterator<Item = &Near<'a>> {
        let of_rest = |rest: String| self.by_rest.get(&rest).into_iter().flatten();
        let near = rests(word).flat_map(of_rest).filter_map(|at| self.names.get(*at));
        near.filter(move |near| is_slip(word, near.name))
    }
}

/// `name`, and what is left of it without each of its letters.
fn rests(name: &str) -> impl Iterator<Item = String> {
    let without = |(at, letter): (usize, char)| {
        let (before, behind) = name.split_at(at);
        before.to_owned() + behind.get(letter.len_utf8()..).unwrap_or_default()
    };
    std::iter::once(name.to_owned()).chain(name.char_indices().map(without))
}

/// One slip apart, and no plural or possessive of the name.
fn is_slip(word: &str, name: &str) -> bool {
    name.len() >= LEAST_LETTERS
        && edit_distance(word, name, 1) == Some(1)
        && !word.starts_with(name)
        && !name.starts_with(word)
}

/// The words of the speakers' names, with how many speeches each has.
fn names(episode: &Episode) -> HashMap<String, usize> {
    let mut names: HashMap<String, usize> = HashMap::new();
    for speaker in &episode.cast.speakers {
        for word in name_words(&speaker.name) {
            *names.entry(word).or_default() += speaker.speeches;
        }
    }
    names
}

/// The capitalised words of the script by their folded spelling, and whether they stand in lower case too.
fn words(episode: &Episode) -> HashMap<String, Written> {
    let mut words: HashMap<String, Written> = HashMap::new();
    for (at, element) in episode.elements.iter().enumerate() {
        if matches!(element.kind, ElementKind::Metadata | ElementKind::Heading) {
            continue;
        }
        let source = episode.sources.get(element.source.at()).map(|source| &source.source);
        let text = source.map_or("", |source| source.slice(element.span));
        for span in tokens::words(text) {
            let shown = span.of(text);
            let key = fold(shown).trim_end_matches("'s").to_owned();
            let capital = shown.starts_with(char::is_uppercase);
            let word = words.entry(key).or_insert_with(|| Written {
                shown: shown.to_owned(),
                places: Vec::new(),
                in_lower_case: false,
            });
            word.in_lower_case |= !capital;
            let place = Span::new(element.span.start + span.start, element.span.start + span.end);
            word.places.push((at, place));
        }
    }
    words
}

/// Speakers with hardly a speech whose name is one slip away from one with many.
fn misspelt(speakers: &[Speaker]) -> Vec<(SpeakerIx, SpeakerIx)> {
    let folded: Vec<String> = speakers.iter().map(|speaker| fold(&speaker.name)).collect();
    let named = || speakers.iter().zip(&folded).enumerate();
    let own: Vec<usize> =
        named().filter(|(_, (speaker, _))| speaker.speeches >= OWN_LABEL).map(|(at, _)| at).collect();
    let own_names = own.iter().filter_map(|at| Some((folded.get(*at)?.as_str(), *at)));
    let neighbours = Neighbours::of(own_names);
    let rare = named().filter(|(_, (speaker, _))| speaker.speeches <= MOST_SLIPS);
    let meant = |(at, (_, name)): (usize, (&Speaker, &String))| {
        let near = neighbours.of_word(name).map(|near| near.number);
        let near = near.max_by_key(|at| (speakers.get(*at).map(|speaker| speaker.speeches), *at))?;
        Some((SpeakerIx::new(at), SpeakerIx::new(near)))
    };
    rare.filter_map(meant).collect()
}

/// What there is to say about a label that looks misspelt: whose it is, and who is meant.
fn told(episode: &Episode, (slip, meant): (SpeakerIx, SpeakerIx)) -> Option<EpisodeDiagnostic> {
    let element = episode.elements.iter().find(|element| element.speakers.contains(&slip))?;
    let (slip, meant) = (&episode.speaker(slip).name, &episode.speaker(meant).name);
    let message = format!("the label \"{slip}\" looks like {meant} misspelt");
    let diagnostic = Diagnostic::warning("suspected-name-typo", element.span, message);
    Some(EpisodeDiagnostic { source: element.source, diagnostic })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn neighbours_are_the_names_that_are_one_slip_away(
            names in prop::collection::vec("[abé]{4,7}", 0..12),
            word in "[abé]{4,7}",
        ) {
            let neighbours = Neighbours::of(names.iter().enumerate().map(|(at, name)| (name.as_str(), at)));
            let mut found: Vec<usize> = neighbours.of_word(&word).map(|near| near.number).collect();
            found.sort_unstable();
            found.dedup();
            let wanted: Vec<usize> = (0..names.len()).filter(|at| is_slip(&word, &names[*at])).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}

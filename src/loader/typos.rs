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
    let words = words(episode);
    let mut found: Vec<EpisodeDiagnostic> = Vec::new();
    for (key, word) in &words {
        let slip = !word.in_lower_case && word.places.len() <= MOST_SLIPS && key.len() >= LEAST_LETTERS;
        if !slip || names.contains_key(key) {
            continue;
        }
        let near = names.iter().filter(|(name, _)| is_slip(key, name)).max_by_key(|(_, count)| **count);
        let Some((name, _)) = near else { continue };
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
    let rare = speakers.iter().enumerate().filter(|(_, speaker)| speaker.speeches <= MOST_SLIPS);
    let meant = |(at, speaker): (usize, &Speaker)| {
        let name = fold(&speaker.name);
        let own = speakers.iter().enumerate();
        let own = own.filter(|(_, other)| other.speeches >= OWN_LABEL && is_slip(&name, &fold(&other.name)));
        let (near, _) = own.max_by_key(|(_, other)| other.speeches)?;
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

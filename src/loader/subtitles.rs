//! Subtitles to the lines of the script, and so to who speaks them.
//!
//! Three steps: what a tokeniser took apart is put together; all words of the cues are aligned with
//! all words of the script, letters that a scanner confuses taken as equal; then each word is mended
//! by what it was aligned with. A cue belongs to the element that has most of its words.

mod confusable;
#[cfg(test)]
mod formats;
mod join;
mod lexicon;
mod mend;
mod place;
mod shape;
mod spoken;
#[cfg(test)]
mod tests;
mod timing;

use crate::align;
use crate::document::subtitles::{Cue, Format};
use crate::document::{Diagnostic, Subtitles};
use crate::episode::{
    Borrowed, ElementIx, Episode, EpisodeDiagnostic, Origin, SourceIx, SpeakerIx, SubtitleCue, Timing,
    Variant,
};
use crate::text::span::Span;
use crate::text::tokens::words;
use crate::threads;

use super::cast::name_key;
use super::scenes::asides;
use super::wording::Wording;
use super::{Wanted, variants};
use confusable::is_suspect;
use join::Joining;
use lexicon::Lexicon;
use mend::Mending;
use place::Place;
use spoken::{Numbering, Spoken};

/// Subtitles with the lines that they show.
pub(super) struct Heard {
    source: SourceIx,
    cues: Vec<SubtitleCue>,
    /// When each element is said, where the cues have times.
    timings: Vec<Option<Borrowed<Timing>>>,
    /// Where they say other words than the script.
    variants: Vec<Variant>,
    diagnostics: Vec<Diagnostic>,
}

impl Heard {
    /// Gives it to `episode`; the times where it has none yet.
    pub(super) fn lay(self, episode: &mut Episode) {
        if episode.timings.is_empty() {
            episode.timings = self.timings;
        }
        episode.subtitles.extend(self.cues);
        episode.variants.extend(self.variants);
        episode.diagnostics.extend(EpisodeDiagnostic::all(self.source, self.diagnostics));
    }
}

/// The cues of `document`, document `source` of `episode`, with their lines, times and speakers, and, where
/// everything is `wanted`, with where they differ from the script. `wording` has the episode's words.
pub(super) fn find(
    episode: &Episode,
    wording: &Wording,
    source: SourceIx,
    document: &Subtitles,
    wanted: Wanted,
) -> Heard {
    let tokenised = document.format == Format::Tokenised;
    let mut numbering = Numbering::default();
    let script = Spoken::by_script(episode, wording, &mut numbering);
    let joined = joined(&document.cues, tokenised, &script, &numbering);
    let spoken = Spoken::by_cues(&joined, &mut numbering);
    let aligned = || {
        let mut pairs = align::tokens::align(script.sequence(), spoken.sequence());
        let places = place::places(joined.len(), &script, &spoken, &mut pairs);
        (pairs, places)
    };
    let ((mut pairs, mut places), lexicon) = threads::both(aligned, || Lexicon::of(episode, source));
    let share = place::share_placed(&places, &spoken);
    let mut diagnostics = Vec::new();
    if share < LEAST_SHARE && script.len() > 0 && spoken.len() > 0 {
        places.fill(None);
        pairs.clear();
        diagnostics.push(of_another_episode(share));
    }
    let aligned = Aligned { script: &script, spoken: &spoken, pairs: &pairs };
    let texts = mended(episode, lexicon, &joined, tokenised, &aligned);
    let timings = timing::timings(episode, &document.cues, &places);
    let cues = document.cues.iter().zip(texts).zip(places).enumerate();
    let cues: Vec<SubtitleCue> = cues
        .map(|(index, ((cue, text), place))| tied(episode, source, index, cue, text, place.as_ref()))
        .collect();
    let variants = match wanted {
        Wanted::Everything => variants::find(episode, wording, &cues),
        Wanted::ForSearch => Vec::new(),
    };
    Heard { source, cues, timings, variants, diagnostics }
}

/// Makes the cues of `document`, its document `source`, the lines of `episode`, which has one for each:
/// with their words mended as far as their shape and the other documents tell, and with their times.
pub(super) fn stand_in(episode: &mut Episode, source: SourceIx, document: &Subtitles) {
    let tokenised = document.format == Format::Tokenised;
    let mut numbering = Numbering::default();
    let script = Spoken::default();
    let joined = joined(&document.cues, tokenised, &script, &numbering);
    let spoken = Spoken::by_cues(&joined, &mut numbering);
    let aligned = Aligned { script: &script, spoken: &spoken, pairs: &[] };
    let texts = mended(episode, Lexicon::of(episode, source), &joined, tokenised, &aligned);
    for (element, text) in episode.elements.iter_mut().zip(texts) {
        element.asides = asides(&text);
        element.text = text;
    }
    let when = |cue: &Cue| {
        let value = Timing { start: cue.start?, end: cue.end?.max(cue.start?) };
        Some(Borrowed { value, origin: Origin::Marked, confidence: 1.0 })
    };
    let timings: Vec<Option<Borrowed<Timing>>> = document.cues.iter().map(when).collect();
    if timings.iter().any(Option::is_some) {
        episode.timings = timings;
    }
}

/// Below this share of words in their place the subtitles are not of this script: those of another
/// episode have less than a tenth there, by chance.
const LEAST_SHARE: f32 = 0.15;

fn of_another_episode(share: f32) -> Diagnostic {
    let message = format!(
        "only {:.0} % of the words stand in the script in this order; subtitles of another episode? none was tied to a line",
        share * 100.0
    );
    Diagnostic::warning("subtitles-of-another-episode", Span::new(0, 0), message)
}

/// The cues' words, put together.
fn joined(cues: &[Cue], tokenised: bool, script: &Spoken, numbering: &Numbering) -> Vec<String> {
    let knows_number = |digits: &str| script.says(&numbering.known(digits));
    let joining = Joining { tokenised, knows_number: &knows_number };
    cues.iter().map(|cue| joining.join(&cue.text)).collect()
}

/// What was aligned with what.
struct Aligned<'a> {
    script: &'a Spoken,
    spoken: &'a Spoken,
    pairs: &'a [(usize, usize)],
}

/// The cues' words, mended by `lexicon`.
fn mended(
    episode: &Episode,
    mut lexicon: Lexicon,
    cues: &[String],
    tokenised: bool,
    aligned: &Aligned<'_>,
) -> Vec<String> {
    let scanned = tokenised || is_scanned(cues, &lexicon);
    if scanned {
        lexicon.heed_style(cues.iter().map(String::as_str));
    }
    let mending = Mending { lexicon: &lexicon, scanned };
    let mut answers: Vec<Option<&str>> = vec![None; aligned.spoken.len()];
    for (in_script, in_cues) in aligned.pairs {
        let element = &episode.elements[aligned.script.unit(*in_script)];
        answers[*in_cues] = Some(aligned.script.span(*in_script).of(&element.text));
    }
    let mut begins = true;
    let mut texts = Vec::with_capacity(cues.len());
    for (at, cue) in cues.iter().enumerate() {
        texts.push(mending.text(cue, begins && tokenised, |span| answers[aligned.spoken.at(at, span)?]));
        begins = mend::ends_sentence(cue);
    }
    texts
}

/// Whether so many words have scanning faults that one cannot be a name.
fn is_scanned(cues: &[String], lexicon: &Lexicon) -> bool {
    let mut all = 0;
    let mut faults = 0;
    for word in cues.iter().flat_map(|cue| words(cue).map(|span| span.of(cue))) {
        all += 1;
        faults += usize::from(is_suspect(word) && !lexicon.has(word) && shape::mended(word, false) != word);
    }
    faults >= 3 && faults * 1000 >= all
}

fn tied(
    episode: &Episode,
    source: SourceIx,
    index: usize,
    cue: &Cue,
    text: String,
    place: Option<&Place>,
) -> SubtitleCue {
    let borrowed = |place: &Place| Borrowed {
        value: ElementIx::new(place.element),
        origin: if place.by_words { Origin::Aligned } else { Origin::Inferred },
        confidence: place.confidence,
    };
    let more = |place: &Place| {
        place.shows.iter().map(|(of, _)| *of).filter(|of| *of != place.element).map(ElementIx::new).collect()
    };
    SubtitleCue {
        source,
        index,
        span: cue.span,
        id: cue.id.clone(),
        start: cue.start,
        end: cue.end,
        raw: cue.text.clone(),
        text,
        element: place.map(borrowed),
        more: place.map(more).unwrap_or_default(),
        speaker: match place {
            Some(place) => episode.elements[place.element].speakers.first().copied(),
            None => cue.voice.as_deref().and_then(|voice| named(episode, voice)),
        },
    }
}

/// The speaker that the subtitles themselves name as `voice`.
fn named(episode: &Episode, voice: &str) -> Option<SpeakerIx> {
    let voice = name_key(voice);
    let is_called = |name: &String| name_key(name) == voice;
    let speaker =
        episode.cast.speakers.iter().position(|s| is_called(&s.name) || s.labels.iter().any(is_called))?;
    Some(SpeakerIx::new(speaker))
}

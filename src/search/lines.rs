//! What is searched: the script's elements and what other documents say, a line each.

use crate::episode::{
    ActIx, Element, ElementIx, ElementKind, Episode, Quote, SceneIx, SourceIx, SpeakerIx, SubtitleCue,
    SummarySentence,
};

use super::answer::Witness;

/// The kinds of line that `%kind` knows.
pub(super) const KINDS: &[&str] = &[
    "speech",
    "log",
    "direction",
    "heading",
    "narration",
    "metadata",
    "other",
    "quote",
    "subtitle",
    "summary",
    "caption",
    "note",
    "synopsis",
];

/// A text that is searched, and what it can be chosen by.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What it is: an element of its index's place, or a text beside the script.
    pub(super) witness: Option<Witness>,
    /// One of [`KINDS`].
    pub(super) kind: &'static str,
    pub(super) source: Option<SourceIx>,
    pub(super) scene: Option<SceneIx>,
    pub(super) act: Option<ActIx>,
    pub(super) speakers: Vec<SpeakerIx>,
    /// The elements that a text beside the script is tied to; empty for an element.
    pub(super) ties: Vec<ElementIx>,
}

impl Line {
    /// Whether it answers without being asked for by its kind: headings and page furniture do not.
    pub(super) fn answers_unasked(&self) -> bool {
        self.kind != ElementKind::Heading.name() && self.kind != ElementKind::Metadata.name()
    }

    /// Whether it is something said, which comes before what is only shown.
    pub(super) fn is_said(&self) -> bool {
        self.kind == ElementKind::Speech.name() || self.kind == ElementKind::Log.name()
    }
}

/// Hands every line of `episode` with its text to `put`: first the elements, at the places of their
/// indices, then what stands beside them.
pub(super) fn lines<'a>(episode: &'a Episode, mut put: impl FnMut(Line, &'a str)) {
    for element in &episode.elements {
        put(of_element(element), &element.text);
    }
    for (at, quote) in episode.quotes.iter().enumerate() {
        for text in &quote.text {
            put(of_quote(episode, at, quote), text);
        }
    }
    for (at, cue) in episode.subtitles.iter().enumerate() {
        put(of_cue(episode, at, cue), &cue.text);
    }
    for (at, sentence) in episode.summary.iter().enumerate() {
        put(of_sentence(episode, at, sentence), &sentence.text);
    }
    for (at, caption) in episode.captions.iter().enumerate() {
        let ties = caption.element.map(|tie| tie.value).into_iter().collect();
        put(beside(episode, Witness::Caption(at), Some(caption.source), ties), &caption.text);
    }
    for (at, note) in episode.notes.iter().enumerate() {
        put(beside(episode, Witness::Note(at), Some(note.source), Vec::new()), &note.text);
    }
    for (at, paragraph) in episode.synopsis.iter().enumerate() {
        put(beside(episode, Witness::Synopsis(at), None, Vec::new()), paragraph);
    }
}

fn of_element(element: &Element) -> Line {
    Line {
        witness: None,
        kind: element.kind.name(),
        source: Some(element.source),
        scene: element.scene,
        act: element.act,
        speakers: element.speakers.clone(),
        ties: Vec::new(),
    }
}

/// A text beside the script; where it stands is told by the first element it is tied to.
fn beside(episode: &Episode, witness: Witness, source: Option<SourceIx>, ties: Vec<ElementIx>) -> Line {
    let first = ties.first().and_then(|ix| episode.elements.get(ix.at()));
    Line {
        witness: Some(witness),
        kind: witness.name(),
        source,
        scene: first.and_then(|element| element.scene),
        act: first.and_then(|element| element.act),
        speakers: Vec::new(),
        ties,
    }
}

fn of_quote(episode: &Episode, at: usize, quote: &Quote) -> Line {
    let line = beside(episode, Witness::Quote(at), Some(quote.source), quote.elements.clone());
    Line { speakers: quote.speakers.clone(), ..line }
}

fn of_cue(episode: &Episode, at: usize, cue: &SubtitleCue) -> Line {
    let ties = cue.element.map(|tie| tie.value).into_iter().chain(cue.more.iter().copied()).collect();
    let line = beside(episode, Witness::Subtitle(at, cue.start), Some(cue.source), ties);
    Line { speakers: cue.speaker.into_iter().collect(), ..line }
}

fn of_sentence(episode: &Episode, at: usize, sentence: &SummarySentence) -> Line {
    let ties = sentence
        .elements
        .map_or_else(Vec::new, |tie| (tie.value.0.at()..=tie.value.1.at()).map(ElementIx::new).collect());
    let line = beside(episode, Witness::Sentence(at), Some(sentence.source), ties);
    Line { act: line.act.or(sentence.act), ..line }
}

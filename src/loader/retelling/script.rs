//! The lines of a script as far as a summary's sentences are compared with them.

use crate::episode::{ElementIx, ElementKind, Episode, SpeakerIx};
use crate::loader::wording::Wording;
use crate::text::stems::{is_stop_word, stem};
use crate::text::tokens;
use crate::text::vocabulary::Vocabulary;

use super::openings::Form;

/// The lines that can be retold, everything but the header, and the stems of their words.
pub(super) struct Script {
    /// The lines, in order.
    pub(super) rows: Vec<Row>,
    /// By scene (from 1; 0 is what is outside of any) the stems of its heading.
    pub(super) headings: Vec<Vec<u32>>,
    stems: Stems,
}

/// What a line has to compare.
pub(super) struct Row {
    /// The element that it is.
    pub(super) element: ElementIx,
    /// The scene's number from 1; 0 before the first.
    pub(super) scene: usize,
    pub(super) opens_scene: bool,
    pub(super) log: bool,
    /// What it is like, for an act to begin with it.
    pub(super) form: Form,
    /// Who speaks it.
    pub(super) speakers: Vec<SpeakerIx>,
    /// The numbers of its words' stems, each once and in order, without stop words.
    pub(super) stems: Vec<u32>,
}

impl Script {
    /// The script of `episode`, whose words are `wording`.
    pub(super) fn new(episode: &Episode, wording: &Wording) -> Self {
        let mut stems = Stems::new(wording);
        let told = episode.indexed().filter(|(_, element)| element.kind != ElementKind::Metadata);
        let rows = told.map(|(ix, _)| row(episode, wording, &stems, ix)).collect();
        let scenes = episode.outline.scenes.iter().map(|scene| stems.of(&scene.heading));
        let headings = std::iter::once(Vec::new()).chain(scenes).collect();
        Self { rows, headings, stems }
    }

    /// The number of `stem`, where the script has it.
    pub(super) fn number(&self, stem: &str) -> Option<u32> {
        self.stems.numbers.number(stem)
    }

    /// How many different stems there are.
    pub(super) fn stems(&self) -> usize {
        self.stems.numbers.len()
    }

    /// Numbers for the stems of a text beside the script: the script's own, and others for those that it
    /// lacks.
    pub(super) fn numbering(&self) -> Numbering<'_> {
        Numbering { script: self, others: Vocabulary::default() }
    }
}

/// See [`Script::numbering`].
pub(super) struct Numbering<'s> {
    script: &'s Script,
    others: Vocabulary,
}

impl Numbering<'_> {
    /// The number of `stem`.
    pub(super) fn number(&mut self, stem: &str) -> u32 {
        let beyond =
            || u32::try_from(self.script.stems()).unwrap_or(u32::MAX).saturating_add(self.others.add(stem));
        self.script.number(stem).unwrap_or_else(beyond)
    }
}

/// The stems of the script's words.
struct Stems {
    numbers: Vocabulary,
    /// By the number of a word that of its stem; `None` for a stop word.
    of_words: Vec<Option<u32>>,
}

impl Stems {
    fn new(wording: &Wording) -> Self {
        let mut numbers = Vocabulary::default();
        let words = wording.vocabulary().keys().iter();
        let of_words = words.map(|key| (!is_stop_word(key)).then(|| numbers.add(stem(key)))).collect();
        Self { numbers, of_words }
    }

    /// The stems of the line `element`, each once and in order.
    fn of_line(&self, wording: &Wording, element: ElementIx) -> Vec<u32> {
        let words = wording.words(element).iter();
        once(words.filter_map(|word| self.of_words.get(word.number as usize).copied().flatten()).collect())
    }

    /// The stems of `text`, each once and in order.
    fn of(&mut self, text: &str) -> Vec<u32> {
        let words = tokens::key_words(text).into_iter().filter(|word| !is_stop_word(word));
        once(words.map(|word| self.numbers.add(stem(&word))).collect())
    }
}

/// `stems` in order, each once.
pub(super) fn once(mut stems: Vec<u32>) -> Vec<u32> {
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn row(episode: &Episode, wording: &Wording, stems: &Stems, ix: ElementIx) -> Row {
    let element = episode.element(ix);
    let scene = element.scene.and_then(|scene| episode.outline.scenes.get(scene.at()));
    let heading = element.kind == ElementKind::Heading;
    let stems = if heading { Vec::new() } else { stems.of_line(wording, ix) };
    Row {
        element: ix,
        scene: element.scene.map_or(0, |scene| scene.at() + 1),
        opens_scene: scene.is_some_and(|scene| scene.elements.start == ix.at()),
        log: element.kind == ElementKind::Log,
        form: Form::of(element, !stems.is_empty(), wording.keys(ix)),
        speakers: element.speakers.clone(),
        stems,
    }
}

//! Writing a segment, an episode at a time.

use std::collections::HashMap;

use crate::episode::{
    Element, ElementIx, Episode, Quote, SceneIx, SourceIx, Speaker, SpeakerIx, SubtitleCue, SummarySentence,
};
use crate::search::answer::Witness;
use crate::search::column::{NONE, number};
use crate::search::lexicon::LexiconBuilder;
use crate::search::lines::kind_number;
use crate::text::fold::fold;
use crate::text::tokens::{keys_of_word, words};

use super::names::{Named, NamedScene};
use super::{Beside, Part, Segment};

/// A segment in the making.
#[derive(Debug, Default)]
pub(in crate::search) struct SegmentBuilder {
    segment: Segment,
    lexicon: LexiconBuilder,
    speakers: HashMap<Named, u32>,
    speaking: HashMap<Vec<u32>, u32>,
    /// For each speaker the set of them alone, [`NONE`] until there is one.
    alone: Vec<u32>,
    headings: HashMap<String, u32>,
    acts: HashMap<String, u32>,
    docs: HashMap<(String, String), u32>,
}

/// What one episode's indices are in the segment.
struct Places {
    speakers: Vec<u32>,
    acts: Vec<u32>,
    docs: Vec<u32>,
    first_scene: usize,
}

/// What a line is, apart from its text.
#[derive(Default)]
struct Row<'a> {
    kind: u8,
    source: Option<SourceIx>,
    scene: Option<SceneIx>,
    act: Option<u32>,
    speakers: &'a [SpeakerIx],
    speech: u32,
    after: u32,
    row: usize,
}

impl SegmentBuilder {
    /// How many lines it has so far.
    pub(in crate::search) fn len(&self) -> usize {
        self.segment.len()
    }

    /// Adds every line of `episode`: its elements, at the places of their indices, then what stands
    /// beside them. `key` is what its library
    /// knows it by.
    pub(in crate::search) fn add(&mut self, episode: &Episode, key: &str) {
        let places = self.places(episode);
        let first = number(self.segment.len());
        let beside = number(self.segment.beside.len());
        for element in &episode.elements {
            self.line(&places, of_element(element), &element.text);
        }
        self.beside(episode, &places);
        let logs = episode.logs.iter().filter_map(|log| log.stardate.as_deref());
        self.segment.episodes.push(Part {
            first,
            elements: number(episode.elements.len()),
            end: number(self.segment.len()),
            beside,
            key: key.to_owned(),
            title: episode.identity.name(),
            series: fold(episode.identity.series.as_deref().unwrap_or_default()),
            stardates: episode.identity.stardate.as_deref().into_iter().chain(logs).map(fold).collect(),
        });
    }

    pub(in crate::search) fn build(self) -> Segment {
        let mut segment = self.segment;
        segment.lexicon = self.lexicon.build();
        segment.shrink_to_fit();
        segment.sort_kinds();
        segment
    }

    /// Makes the names of `episode` known.
    fn places(&mut self, episode: &Episode) -> Places {
        let names = &mut self.segment.names;
        if names.speaking.is_empty() {
            names.speaking.push(Vec::new());
            self.speaking.insert(Vec::new(), 0);
        }
        let first_scene = names.scenes.len();
        let scenes = episode.outline.scenes.iter();
        names.scenes.extend(scenes.map(|scene| NamedScene {
            number: scene.number,
            heading: known(&mut self.headings, &mut names.headings, comparable(&scene.heading)),
        }));
        let acts = episode.outline.acts.iter();
        let docs = episode.sources.iter();
        Places {
            speakers: episode
                .cast
                .speakers
                .iter()
                .map(|speaker| known(&mut self.speakers, &mut names.speakers, named(speaker)))
                .collect(),
            acts: acts.map(|act| known(&mut self.acts, &mut names.acts, comparable(&act.name))).collect(),
            docs: docs
                .map(|doc| (doc.kind.name().to_owned(), fold(&doc.source.name)))
                .map(|doc| known(&mut self.docs, &mut names.docs, doc))
                .collect(),
            first_scene,
        }
    }

    /// The place of those of `places` that are `speakers` among all sets of people who speak together.
    fn speaking(&mut self, places: &Places, speakers: &[SpeakerIx]) -> u32 {
        let place = |ix: &SpeakerIx| places.speakers.get(ix.at()).copied();
        // Nearly all lines have one speaker, and looking up a list of one takes longer than all else here.
        if let [speaker] = speakers
            && let Some(alone) = place(speaker).and_then(|place| self.alone.get(place as usize))
            && *alone != NONE
        {
            return *alone;
        }
        let mut speaking: Vec<u32> = speakers.iter().filter_map(place).collect();
        speaking.dedup();
        let alone = match speaking.as_slice() {
            [alone] => Some(*alone as usize),
            _ => None,
        };
        let known = known(&mut self.speaking, &mut self.segment.names.speaking, speaking);
        if let Some(alone) = alone {
            self.alone.resize(self.alone.len().max(alone + 1), NONE);
            if let Some(place) = self.alone.get_mut(alone) {
                *place = known;
            }
        }
        known
    }

    fn line(&mut self, places: &Places, of: Row<'_>, text: &str) {
        let line = number(self.segment.len());
        self.lexicon.add(text);
        let speaking = self.speaking(places, of.speakers);
        let segment = &mut self.segment;
        let place = |list: &[u32], at: Option<usize>| at.and_then(|at| list.get(at)).copied().unwrap_or(NONE);
        segment.texts.push(text);
        segment.kinds.push(of.kind);
        segment.speaking.push(speaking);
        segment.scenes.push(line, of.scene.map_or(NONE, |ix| number(places.first_scene + ix.at())));
        segment.acts.push(line, place(&places.acts, of.act.map(|act| act as usize)));
        segment.docs.push(line, place(&places.docs, of.source.map(|ix| ix.at())));
        segment.speeches.push(of.speech);
        segment.afters.push(line, of.after);
        segment.rows.push(number(of.row));
    }

    /// Adds what stands beside the script.
    fn beside(&mut self, episode: &Episode, places: &Places) {
        for (at, quote) in episode.quotes.iter().enumerate() {
            for text in &quote.text {
                self.tell(episode, places, of_quote(at, quote), text);
            }
        }
        for (at, cue) in episode.subtitles.iter().enumerate() {
            self.tell(episode, places, of_cue(at, cue), &cue.text);
        }
        for (at, sentence) in episode.summary.iter().enumerate() {
            self.tell(episode, places, of_sentence(at, sentence), &sentence.text);
        }
        for (at, caption) in episode.captions.iter().enumerate() {
            let ties = caption.element.map(|tie| tie.value).into_iter().collect();
            let of = Told { ties, source: Some(caption.source), ..Told::new(Witness::Caption(at)) };
            self.tell(episode, places, of, &caption.text);
        }
        for (at, note) in episode.notes.iter().enumerate() {
            let of = Told { source: Some(note.source), ..Told::new(Witness::Note(at)) };
            self.tell(episode, places, of, &note.text);
        }
        for (at, paragraph) in episode.synopsis.iter().enumerate() {
            self.tell(episode, places, Told::new(Witness::Synopsis(at)), paragraph);
        }
    }

    /// Adds a text beside the script; where it stands is told by the first element it is tied to.
    fn tell(&mut self, episode: &Episode, places: &Places, of: Told, text: &str) {
        let first = of.ties.first().and_then(|ix| episode.elements.get(ix.at()));
        let start = number(self.segment.ties.len());
        self.segment.ties.extend(of.ties.iter().map(|ix| ix.0));
        let ties = (start, number(self.segment.ties.len()));
        self.segment.beside.push(Beside { witness: of.witness, ties });
        let row = Row {
            kind: kind_number(of.witness.name()),
            source: of.source,
            scene: first.and_then(|element| element.scene),
            act: first.and_then(|element| element.act).map(|act| act.0).or(of.act),
            speakers: &of.speakers,
            ..Row::default()
        };
        self.line(places, row, text);
    }
}

/// A text beside the script, and what is known of it.
struct Told {
    witness: Witness,
    source: Option<SourceIx>,
    act: Option<u32>,
    speakers: Vec<SpeakerIx>,
    ties: Vec<ElementIx>,
}

impl Told {
    fn new(witness: Witness) -> Self {
        Self { witness, source: None, act: None, speakers: Vec::new(), ties: Vec::new() }
    }
}

fn of_element(element: &Element) -> Row<'_> {
    Row {
        kind: kind_number(element.kind.name()),
        source: Some(element.source),
        scene: element.scene,
        act: element.act.map(|act| act.0),
        speakers: &element.speakers,
        speech: element.id.speech,
        after: element.id.after,
        row: element.line,
    }
}

fn of_quote(at: usize, quote: &Quote) -> Told {
    let (speakers, ties) = (quote.speakers.clone(), quote.elements.clone());
    Told { source: Some(quote.source), speakers, ties, ..Told::new(Witness::Quote(at)) }
}

fn of_cue(at: usize, cue: &SubtitleCue) -> Told {
    let ties = cue.element.map(|tie| tie.value).into_iter().chain(cue.more.iter().copied()).collect();
    let speakers = cue.speaker.into_iter().collect();
    Told { source: Some(cue.source), speakers, ties, ..Told::new(Witness::Subtitle(at, cue.start)) }
}

fn of_sentence(at: usize, sentence: &SummarySentence) -> Told {
    let ties = sentence
        .elements
        .map_or_else(Vec::new, |tie| (tie.value.0.at()..=tie.value.1.at()).map(ElementIx::new).collect());
    let act = sentence.act.map(|act| act.0);
    Told { source: Some(sentence.source), act, ties, ..Told::new(Witness::Sentence(at)) }
}

fn named(speaker: &Speaker) -> Named {
    let known = [Some(&speaker.name), speaker.role.as_ref()].into_iter().flatten();
    let mut names: Vec<String> =
        known.chain(&speaker.labels).chain(&speaker.aliases).map(|name| comparable(name)).collect();
    names.sort_unstable();
    names.dedup();
    Named { shown: speaker.name.clone(), names }
}

/// The words of `name` as they compare, with a blank between them.
fn comparable(name: &str) -> String {
    let mut comparable = String::with_capacity(name.len());
    for word in words(name) {
        keys_of_word(word.of(name), |key| {
            if !comparable.is_empty() {
                comparable.push(' ');
            }
            comparable.push_str(key);
        });
    }
    comparable
}

/// The place of `value` in `list`, to which it is added where it is new.
fn known<T: Clone + Eq + std::hash::Hash>(places: &mut HashMap<T, u32>, list: &mut Vec<T>, value: T) -> u32 {
    if let Some(place) = places.get(&value) {
        return *place;
    }
    let place = number(list.len());
    list.push(value.clone());
    places.insert(value, place);
    place
}

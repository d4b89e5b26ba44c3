//! What is searched, packed: the lines of one or many episodes with all they can be found by.
//!
//! A segment is written once (`builder`) and only read afterwards. It holds each line's text as it is
//! shown; what compares is folded when it is needed, which for the few lines that a search looks at
//! costs less than keeping everything twice.

mod builder;
mod counts;
mod names;
mod stored;

use std::borrow::Cow;
use std::ops::Range;

use crate::episode::{ElementId, ElementIx};
use crate::text::fold::fold;

use super::answer::Witness;
use super::column::{NONE, Numbers, Runs, Texts};
use super::lexicon::Lexicon;
use super::line_set::LineSet;
use super::lines::{KINDS, answers_unasked, is_said};
use super::plan::Level;
use super::query::Field;

pub(super) use builder::SegmentBuilder;
pub(super) use names::{Choice, Names};
pub(super) use stored::VERSION;

/// Lines ready for searching.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Segment {
    pub(super) texts: Texts,
    /// Places in [`KINDS`].
    pub(super) kinds: Vec<u8>,
    /// The lines that are something said, which come before what is only shown.
    pub(super) said: LineSet,
    /// The lines that answer without being asked for by their kind.
    pub(super) unasked: LineSet,
    /// Who speaks: places in [`Names::speaking`].
    pub(super) speaking: Numbers,
    /// Places in [`Names::scenes`].
    pub(super) scenes: Runs,
    /// Places in [`Names::acts`].
    pub(super) acts: Runs,
    /// Places in [`Names::docs`].
    pub(super) docs: Runs,
    /// The middle part of each line's id.
    pub(super) speeches: Numbers,
    /// The last part of each line's id.
    pub(super) afters: Runs,
    /// The line of the document that each line stands in, from 1.
    pub(super) rows: Numbers,
    /// What stands beside the scripts, in the order of the lines that are no elements.
    pub(super) beside: Vec<Beside>,
    /// The elements that texts beside the script are tied to, counted within their episode.
    pub(super) ties: Vec<u32>,
    pub(super) episodes: Vec<Part>,
    pub(super) names: Names,
    pub(super) lexicon: Lexicon,
}

/// A text beside the script.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Beside {
    pub(super) witness: Witness,
    /// Its stretch of [`Segment::ties`].
    pub(super) ties: (u32, u32),
}

/// The stretch of a segment that is one episode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Its first line; its elements come first, at the places of their indices.
    pub(super) first: u32,
    /// How many of its lines are elements.
    pub(super) elements: u32,
    /// One past its last line.
    pub(super) end: u32,
    /// Where its texts beside the script begin in [`Segment::beside`].
    pub(super) beside: u32,
    /// What its library knows it by.
    pub(super) key: String,
    /// Its series, number and title, as far as its documents say.
    pub(super) title: String,
    /// Its series, folded.
    pub(super) series: String,
    /// Its stardate and those of its log entries, folded.
    pub(super) stardates: Vec<String>,
}

impl Segment {
    /// How many lines it has.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// All lines.
    pub(super) fn lines(&self) -> Range<u32> {
        0..super::column::number(self.len())
    }

    /// The text of `line` as it is shown.
    pub(super) fn text(&self, line: u32) -> &str {
        self.texts.get(line as usize)
    }

    /// The text of `line` as it compares.
    pub(super) fn folded(&self, line: u32) -> Cow<'_, str> {
        let text = self.text(line);
        let is_folded = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'`';
        if text.bytes().all(is_folded) { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) }
    }

    /// The kind of `line`, one of [`KINDS`].
    pub(super) fn kind(&self, line: u32) -> &'static str {
        let kind = self.kinds.get(line as usize).copied().unwrap_or_default();
        KINDS.get(usize::from(kind)).copied().unwrap_or_default()
    }

    /// Gives back the room that nothing stands in: a segment is kept for as long as the program runs.
    fn shrink_to_fit(&mut self) {
        self.texts.shrink_to_fit();
        self.kinds.shrink_to_fit();
        [&mut self.speaking, &mut self.speeches, &mut self.rows].into_iter().for_each(Numbers::shrink_to_fit);
        [&mut self.scenes, &mut self.acts, &mut self.docs, &mut self.afters]
            .into_iter()
            .for_each(Runs::shrink_to_fit);
        self.beside.shrink_to_fit();
        self.ties.shrink_to_fit();
        self.episodes.shrink_to_fit();
        self.names.scenes.shrink_to_fit();
        self.lexicon.shrink_to_fit();
    }

    /// Makes what is told by the kinds of the lines, once all are there.
    fn sort_kinds(&mut self) {
        self.said = LineSet::of(&self.kinds, |kind| is_said(*kind));
        self.unasked = LineSet::of(&self.kinds, |kind| answers_unasked(*kind));
    }

    /// The place of the episode that `line` is of.
    pub(super) fn part_of(&self, line: u32) -> Option<usize> {
        let at = self.episodes.partition_point(|part| part.end <= line);
        (at < self.episodes.len()).then_some(at)
    }

    /// The element that `line` is, of its episode; `None` for a text beside the script.
    pub(super) fn element(&self, line: u32) -> Option<ElementIx> {
        let part = self.episodes.get(self.part_of(line)?)?;
        let at = line.checked_sub(part.first)?;
        (at < part.elements).then_some(ElementIx(at))
    }

    /// What `line` is beside the script, and the lines it is tied to; `None` for an element.
    pub(super) fn beside(&self, line: u32) -> Option<(Witness, impl Iterator<Item = u32> + '_)> {
        let part = self.episodes.get(self.part_of(line)?)?;
        let at = line.checked_sub(part.first)?.checked_sub(part.elements)?;
        let beside = self.beside.get((part.beside + at) as usize)?;
        let ties = self.ties.get(beside.ties.0 as usize..beside.ties.1 as usize).unwrap_or_default();
        Some((beside.witness, ties.iter().map(move |element| part.first + element)))
    }

    /// The id that the element `line` is cited by.
    pub(super) fn id(&self, line: u32) -> ElementId {
        let scene = self.names.scenes.get(self.scenes.get(line) as usize).map_or(0, |scene| scene.number);
        let speech = self.speeches.get(line as usize).unwrap_or_default();
        let after = Some(self.afters.get(line)).filter(|after| *after != NONE).unwrap_or_default();
        ElementId { scene, speech, after }
    }

    /// Who speaks `line`, by name.
    pub(super) fn speakers(&self, line: u32) -> Vec<&str> {
        let speaking = self.speaking.get(line as usize).and_then(|set| self.names.speaking.get(set as usize));
        let names = speaking.into_iter().flatten().filter_map(|at| self.names.speakers.get(*at as usize));
        names.map(|named| named.shown.as_str()).collect()
    }

    /// Number and comparable heading of the scene that `line` is in.
    pub(super) fn scene(&self, line: u32) -> Option<(u32, &str)> {
        let scene = self.names.scenes.get(self.scenes.get(line) as usize)?;
        Some((scene.number, self.names.headings.get(scene.heading as usize)?))
    }

    /// The elements of the scene that the element `line` is in; `line` alone where it is none.
    pub(super) fn scene_around(&self, line: u32) -> Range<u32> {
        let alone = line..line.saturating_add(1);
        let part = self.part_of(line).and_then(|part| self.episodes.get(part));
        let Some(part) = part.filter(|part| line < part.first + part.elements) else { return alone };
        let scene = self.scenes.stretch(line, self.lines().end);
        scene.start.max(part.first)..scene.end.min(part.first + part.elements)
    }

    /// The lines that `choice` takes.
    pub(super) fn taken_by(&self, choice: &Choice) -> LineSet {
        let is_in = |list: &[bool], at: u32| list.get(at as usize) == Some(&true);
        let of_runs = |runs: &Runs, chosen: &[bool]| {
            let mut lines = LineSet::none(self.len());
            let stretches = runs.stretches(self.lines().end);
            stretches.filter(|(_, value)| is_in(chosen, *value)).for_each(|(run, _)| lines.put_range(run));
            lines
        };
        match choice {
            Choice::Speaking(sets) => self.speaking.lines(|set| is_in(sets, set)),
            Choice::Scenes(scenes) => of_runs(&self.scenes, scenes),
            Choice::Acts(acts) => of_runs(&self.acts, acts),
            Choice::Docs(docs) => of_runs(&self.docs, docs),
            Choice::Kinds(kinds) => {
                let is_chosen = |kind: &&str| kinds.iter().any(|chosen| chosen == kind);
                let chosen: Vec<bool> = KINDS.iter().map(is_chosen).collect();
                LineSet::of(&self.kinds, |kind| is_in(&chosen, u32::from(*kind)))
            }
            Choice::Parts(parts) => {
                let mut lines = LineSet::none(self.len());
                let chosen = self.episodes.iter().zip(parts).filter(|(_, is_chosen)| **is_chosen);
                chosen.for_each(|(part, _)| lines.put_range(part.first..part.end));
                lines
            }
        }
    }

    /// How close any name here comes to `value`; see [`Names::level`].
    pub(super) fn level(&self, field: Field, value: &str) -> Option<Level> {
        self.names.level(field, value, &self.episodes)
    }

    /// The lines that `field` chooses with `value`, where the closest name anywhere is at `level`.
    pub(super) fn choice(&self, field: Field, value: &str, level: Level) -> Choice {
        self.names.choice(field, value, level, &self.episodes)
    }
}

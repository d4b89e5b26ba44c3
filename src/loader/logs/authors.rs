//! Who speaks a log entry of which the script names nobody.
//!
//! The entry's own words say it (`Personal log, Lieutenant Orrin`) or say whose office it is
//! (`First officer's log`); who holds the office is told by the cast list, by what the documents call
//! people (`Captain Maren`, `Orrin, my first officer`), by who answers to it, by where they work, and by
//! whose it usually is in the series.
//! Against somebody speaks that the entry tells of them. Each sign weighs in units of log-odds; what
//! they add up to for one person against all others, and against nobody here, is the confidence.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use crate::document::Document;
use crate::episode::{Borrowed, Element, ElementKind, Episode, Origin, SceneIx, Speaker, SpeakerIx};
use crate::text::sentences::sentences;
use crate::text::tokens;
use crate::threads;

use super::super::Read;
use super::super::names::{call_words, is_title, name_words};
use super::office::{Named, Office};
use super::opening::Opening;
use super::words::Words;

/// Below this it is a guess, and nobody is told.
const LEAST: f32 = 0.5;
/// How sure it is where the entry itself names who speaks it.
const NAMED: f32 = 0.97;

/// Weights of the signs, in units of log-odds, set by measuring.
mod weight {
    /// The office is in the person's name or role.
    pub(super) const OWN: f32 = 3.5;
    /// Per logarithm of how often the documents call the person by the office.
    pub(super) const CALLED: f32 = 1.6;
    /// The most that being called by the office is worth.
    pub(super) const MOST_CALLED: f32 = 4.5;
    /// The person usually holds the office in the series.
    pub(super) const USUAL: f32 = 2.5;
    /// Per logarithm of how much more often than by chance the person answers to the office.
    pub(super) const ANSWERS: f32 = 1.2;
    /// Per logarithm of how much more often than by chance the person speaks where the office works.
    pub(super) const WORKS: f32 = 0.8;
    /// Per logarithm of the person's share of speeches.
    pub(super) const SPEAKS: f32 = 0.4;
    /// The person speaks in the entry's scene.
    pub(super) const PRESENT: f32 = 0.5;
    /// The person speaks next.
    pub(super) const NEXT: f32 = 0.4;
    /// The same where it is nobody's office, divided by how many are there: it may be told to one alone.
    pub(super) const PRESENT_ALONE: f32 = 2.4;
    /// The summary speaks of a log and of the person, divided by how many it speaks of with it.
    pub(super) const SUMMARY: f32 = 3.5;
    /// The entry tells of the person.
    pub(super) const TOLD_OF: f32 = -4.0;
    /// It is somebody's who is not in the cast, or nobody can tell.
    pub(super) const NOBODY: f32 = 1.6;
}

/// What the documents say of who is what.
pub(super) struct Authors<'a> {
    episode: &'a Episode,
    documents: &'a [Read],
    /// The words of every document, once they are needed.
    told: OnceCell<Vec<Words<'a>>>,
    /// Whom a word names: speakers whose name, role or alias has it.
    called: HashMap<String, Vec<SpeakerIx>>,
    /// The summary's sentences that speak of logs, by their words.
    on_logs: Vec<Vec<String>>,
    /// The speeches in order.
    speeches: Vec<&'a Element>,
    /// What each office says of every speaker, by its words: most logs of an episode are one office's.
    offices: RefCell<HashMap<Vec<String>, Vec<f32>>>,
    /// Who speaks in each scene that was asked about: a scene may have thousands of entries.
    scenes: RefCell<HashMap<Option<SceneIx>, Vec<SpeakerIx>>>,
}

impl<'a> Authors<'a> {
    /// Of `episode`, whose documents are `documents`.
    pub(super) fn new(episode: &'a Episode, documents: &'a [Read]) -> Self {
        let mut called: HashMap<String, Vec<SpeakerIx>> = HashMap::new();
        for (at, speaker) in episode.cast.speakers.iter().enumerate() {
            for word in call_words(speaker).into_iter().filter(|word| !is_title(word)) {
                called.entry(word).or_default().push(SpeakerIx::new(at));
            }
        }
        let speeches = episode.elements.iter().filter(|element| element.kind == ElementKind::Speech);
        Self {
            episode,
            documents,
            told: OnceCell::new(),
            called,
            on_logs: on_logs(documents),
            speeches: speeches.collect(),
            offices: RefCell::default(),
            scenes: RefCell::default(),
        }
    }

    fn told(&self) -> &[Words<'a>] {
        self.told.get_or_init(|| {
            // Subtitles name nobody who speaks.
            let told = |read: &'a Read| match read.document {
                Document::Subtitles(_) => Words::of(""),
                _ => Words::of(&read.source.text),
            };
            threads::each(self.documents.iter().collect(), |read| read.source.text.len(), told)
        })
    }

    /// Who speaks the log `entry`; `None` where there is too little to tell.
    pub(super) fn of(&self, entry: &Element) -> Option<Borrowed<SpeakerIx>> {
        let opening = Opening::of(&entry.text);
        if let Some(value) = self.named(&opening) {
            return Some(Borrowed { value, origin: Origin::Inferred, confidence: NAMED });
        }
        let scores = self.scores(entry, &opening);
        let (at, best) = scores.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let all: f32 = scores.iter().map(|score| score.exp()).sum::<f32>() + weight::NOBODY.exp();
        let confidence = best.exp() / all;
        let value = SpeakerIx::new(at);
        (confidence >= LEAST).then_some(Borrowed { value, origin: Origin::Inferred, confidence })
    }

    /// Whom the opening names; of several the one who speaks most.
    fn named(&self, opening: &Opening) -> Option<SpeakerIx> {
        let named = opening.named.iter().filter_map(|word| self.called.get(word)).flatten().copied();
        named.max_by_key(|ix| self.episode.speaker(*ix).speeches)
    }

    /// The log-odds of every speaker.
    fn scores(&self, entry: &Element, opening: &Opening) -> Vec<f32> {
        let office = Office::of(&opening.office);
        let told_of = self.told_of(&entry.text);
        let most =
            self.episode.cast.speakers.iter().map(|speaker| speaker.speeches).max().unwrap_or_default();
        let mut scores: Vec<f32> = self
            .episode
            .cast
            .speakers
            .iter()
            .map(|speaker| weight::SPEAKS * ratio(speaker.speeches, most as f32))
            .collect();
        self.add_presence(entry, office.is_some(), &mut scores);
        self.add_summary(&mut scores);
        if let Some(office) = &office {
            let mut offices = self.offices.borrow_mut();
            let told = offices.entry(opening.office.clone()).or_insert_with(|| self.of_office(office));
            scores.iter_mut().zip(told).for_each(|(score, told)| *score += *told);
        }
        told_of.into_iter().for_each(|ix| scores[ix.at()] += weight::TOLD_OF);
        scores
    }

    /// Those whom the entry speaks of.
    fn told_of(&self, text: &str) -> Vec<SpeakerIx> {
        let words = tokens::keys(text).into_iter();
        let written = words.filter(|token| token.span.of(text).starts_with(char::is_uppercase));
        let keys = written.map(|token| token.key.trim_end_matches("'s").to_owned());
        let mut told: Vec<SpeakerIx> =
            keys.filter_map(|key| self.called.get(&key)).flatten().copied().collect();
        told.sort_unstable();
        told.dedup();
        told
    }

    fn add_presence(&self, entry: &Element, in_office: bool, scores: &mut [f32]) {
        let speeches = self.of_scene(entry);
        let mut scenes = self.scenes.borrow_mut();
        let present = scenes.entry(entry.scene).or_insert_with(|| {
            let all = speeches.iter().flat_map(|element| element.speakers.iter().copied());
            let mut present: Vec<SpeakerIx> = all.collect();
            present.sort_unstable();
            present.dedup();
            present
        });
        let many = present.len().max(1) as f32;
        let weight = if in_office { weight::PRESENT } else { weight::PRESENT_ALONE / many };
        present.iter().for_each(|ix| scores[ix.at()] += weight);
        let next = speeches.get(speeches.partition_point(|element| element.line < entry.line));
        next.into_iter().flat_map(|next| &next.speakers).for_each(|ix| scores[ix.at()] += weight::NEXT);
    }

    /// The speeches of the scene that `entry` stands in; none of one that stands in none.
    fn of_scene(&self, entry: &Element) -> &[&'a Element] {
        let Some(scene) = entry.scene else { return &[] };
        let from = self.speeches.partition_point(|element| element.scene < Some(scene));
        let to = self.speeches.partition_point(|element| element.scene <= Some(scene));
        self.speeches.get(from..to).unwrap_or_default()
    }

    fn add_summary(&self, scores: &mut [f32]) {
        for sentence in &self.on_logs {
            let mut named: Vec<SpeakerIx> =
                sentence.iter().filter_map(|word| self.called.get(word)).flatten().copied().collect();
            named.sort_unstable();
            named.dedup();
            let weight = weight::SUMMARY / named.len().max(1) as f32;
            named.into_iter().for_each(|ix| scores[ix.at()] += weight);
        }
    }

    /// What `office` says of each speaker, log-odds.
    fn of_office(&self, office: &Office) -> Vec<f32> {
        let named: Vec<Vec<Named>> = self.told().iter().map(|told| office.places(told).collect()).collect();
        let called = self.called_by(office, &named);
        let answers = self.answers(office, &named);
        let works = self.works(office);
        let of = |(at, speaker): (usize, &Speaker)| {
            let own = std::iter::once(&speaker.name).chain(&speaker.role).chain(&speaker.labels);
            let holds = own.into_iter().any(|name| office.is_in(&tokens::key_words(name)));
            let count = called.get(&SpeakerIx::new(at)).copied().unwrap_or_default();
            let usual = office.is_usually(&name_words(&speaker.name));
            let own = if holds { weight::OWN } else { 0.0 };
            let usual = if usual { weight::USUAL } else { 0.0 };
            let called = (weight::CALLED * (1.0 + count).ln()).min(weight::MOST_CALLED);
            own + usual + called + weight::ANSWERS * answers[at] + weight::WORKS * works[at]
        };
        self.episode.cast.speakers.iter().enumerate().map(of).collect()
    }

    /// How often the documents, each of which names the `office` at these places, give each person its name.
    fn called_by(&self, office: &Office, named: &[Vec<Named>]) -> HashMap<SpeakerIx, f32> {
        let mut called: HashMap<SpeakerIx, f32> = HashMap::new();
        let places =
            self.told().iter().zip(named).flat_map(|(told, named)| named.iter().map(move |it| (told, *it)));
        for (told, (at, len, says)) in places {
            let behind = (at + len..).take(2);
            let before = (0..at).rev().take(if len > 1 { 4 } else { 0 });
            let mut near = behind.chain(before).filter_map(|near| told.key(near));
            let named = near.find_map(|word| self.called.get(word.trim_end_matches("'s")));
            for ix in named.into_iter().flatten().filter(|ix| !self.has_other_title(**ix, office)) {
                *called.entry(*ix).or_default() += says;
            }
        }
        called
    }

    /// Whether a person is called by another title than the office: `ADMIRAL VANE` is no captain.
    fn has_other_title(&self, ix: SpeakerIx, office: &Office) -> bool {
        let words = tokens::key_words(&self.episode.speaker(ix).name);
        words.len() > name_words(&self.episode.speaker(ix).name).len() && !office.is_in(&words)
    }

    /// For each speaker how much more often than by chance they are heard beside one who says the
    /// office to them, as a logarithm. The documents name it at these places.
    fn answers(&self, office: &Office, named: &[Vec<Named>]) -> Vec<f32> {
        let mut heard = vec![0.0f32; self.episode.cast.speakers.len()];
        let says = |speech: &&Element| match self.may_name(speech, named) {
            true => office.called_in(&speech.text),
            false => 0.0,
        };
        let addresses: Vec<f32> = self.speeches.iter().map(says).collect();
        for (pair, says) in self.speeches.windows(2).zip(addresses.windows(2)) {
            let ([one, other], [one_says, other_says]) = (pair, says) else { continue };
            if one.scene != other.scene || one.speakers == other.speakers {
                continue;
            }
            for (says, hearing) in [(one_says, other), (other_says, one)] {
                hearing.speakers.iter().for_each(|ix| heard[ix.at()] += says / 2.0);
            }
        }
        self.above_chance(&heard).into_iter().map(|log| log.clamp(-1.0, 2.0)).collect()
    }

    /// Whether `speech` can name the office that the documents name at these places.
    fn may_name(&self, speech: &Element, named: &[Vec<Named>]) -> bool {
        let at = speech.source.at();
        let document = self.documents.get(at).zip(self.told().get(at)).zip(named.get(at));
        let Some(((read, told), named)) = document else { return true };
        if read.source.slice(speech.span) != speech.text {
            // Where marks are left out other words may be read than are written.
            return true;
        }
        let begins = |(at, ..): &Named| told.span(*at).start;
        let next = named.partition_point(|named| begins(named) < speech.span.start);
        named.get(next).is_some_and(|named| begins(named) < speech.span.end)
    }

    /// For each speaker how much more often than by chance they speak where the office works, as a
    /// logarithm.
    fn works(&self, office: &Office) -> Vec<f32> {
        let scenes = &self.episode.outline.scenes;
        let is_place = |element: &&&Element| {
            let scene = element.scene.and_then(|ix| scenes.get(ix.at()));
            scene.is_some_and(|scene| office.works_at(&scene.heading))
        };
        let mut heard = vec![0.0f32; self.episode.cast.speakers.len()];
        for speech in self.speeches.iter().filter(is_place) {
            speech.speakers.iter().for_each(|ix| heard[ix.at()] += 1.0);
        }
        self.above_chance(&heard).into_iter().map(|log| log.clamp(0.0, 2.0)).collect()
    }

    /// The logarithm of `counts` over what each speaker would have by their share of speeches.
    fn above_chance(&self, counts: &[f32]) -> Vec<f32> {
        let all: f32 = counts.iter().sum();
        let spoken = self.speeches.len().max(1) as f32;
        let expected = |at: usize| all * self.episode.cast.speakers[at].speeches as f32 / spoken;
        counts.iter().enumerate().map(|(at, count)| ((count + 1.0) / (expected(at) + 1.0)).ln()).collect()
    }
}

/// The logarithm of `count` over `of`, both at least one more than nothing.
fn ratio(count: usize, of: f32) -> f32 {
    ((count as f32 + 1.0) / (of + 1.0)).ln()
}

/// The sentences of the summaries among `documents` that speak of a log.
fn on_logs(documents: &[Read]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for read in documents {
        let Document::Summary(summary) = &read.document else { continue };
        for paragraph in &summary.paragraphs {
            let text = read.source.slice(paragraph.span);
            if !text.as_bytes().windows(3).any(|letters| letters.eq_ignore_ascii_case(b"log")) {
                continue;
            }
            let of_logs = sentences(text).into_iter().map(|span| tokens::key_words(span.of(text)));
            found.extend(
                of_logs.filter(|words| words.iter().any(|word| matches!(word.as_str(), "log" | "logs"))),
            );
        }
    }
    found
}

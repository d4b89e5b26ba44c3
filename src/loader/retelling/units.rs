//! The pieces of a summary that retell something: sentences of prose, and log entries inside acts.

use foldhash::{HashMap, HashMapExt};

use crate::document::summary::Summary;
use crate::episode::{Episode, SpeakerIx};
use crate::loader::names::{call_words, is_title};
use crate::source::Source;
use crate::text::sentences::sentences;
use crate::text::span::Span;
use crate::text::stems::{is_stop_word, stem};
use crate::text::tokens;

use super::script::{Numbering, Script, once};

/// One piece of a summary.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// Index into the summary's acts.
    pub(super) act: Option<usize>,
    /// Which paragraph of the summary it stands in, counted over the whole.
    pub(super) paragraph: usize,
    /// Which sentence of its paragraph, from 0.
    pub(super) sentence: usize,
    /// Its place in the summary.
    pub(super) span: Span,
    /// Whether it is a log entry.
    pub(super) log: bool,
    /// The numbers of its words' stems, names too, each once and in order; stop words left out.
    pub(super) stems: Vec<u32>,
    /// Who is named in it.
    pub(super) people: Vec<SpeakerIx>,
    /// Its words with a capital letter that are not its first, comparable, without titles.
    pub(super) names: Vec<String>,
}

/// The units of `summary` in the order of the text; their stems have the numbers of `script`, which is
/// that of `episode`.
pub(super) fn units(episode: &Episode, script: &Script, source: &Source, summary: &Summary) -> Vec<Unit> {
    let prose = summary.paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.act, false));
    let logs = summary.logs.iter().filter(|log| log.act.is_some()).map(|log| (log.span, log.act, true));
    let mut pieces: Vec<(Span, Option<usize>, bool)> = prose.chain(logs).collect();
    pieces.sort_unstable_by_key(|(span, ..)| *span);
    let calls = calls(episode);
    let mut stems = script.numbering();
    let mut units = Vec::new();
    for (paragraph, (span, act, log)) in pieces.into_iter().enumerate() {
        let text = source.slice(span);
        let cuts = if log { vec![Span::new(0, text.len())] } else { sentences(text) };
        for (sentence, cut) in cuts.into_iter().enumerate() {
            let (stems, people) = contents(cut.of(text), &calls, &mut stems);
            let span = Span::new(span.start + cut.start, span.start + cut.end);
            let names = names(source.slice(span));
            units.push(Unit { act, paragraph, sentence, span, log, stems, people, names });
        }
    }
    units
}

/// For each word that may name a speaker whom it may name.
fn calls(episode: &Episode) -> HashMap<String, Vec<SpeakerIx>> {
    let mut calls: HashMap<String, Vec<SpeakerIx>> = HashMap::new();
    for (at, speaker) in episode.cast.speakers.iter().enumerate() {
        for word in call_words(speaker) {
            calls.entry(word).or_default().push(SpeakerIx::new(at));
        }
    }
    calls
}

/// The stems and the people of `text`.
fn contents(
    text: &str,
    calls: &HashMap<String, Vec<SpeakerIx>>,
    numbering: &mut Numbering,
) -> (Vec<u32>, Vec<SpeakerIx>) {
    let mut stems = Vec::new();
    let mut people = Vec::new();
    for word in tokens::key_words(text) {
        let bare = word.strip_suffix("'s").unwrap_or(&word);
        let called = calls.get(bare);
        people.extend(called.into_iter().flatten());
        // A name is a word that may be said, too: who enters is greeted, who is missing is called.
        if called.is_some() || !is_stop_word(&word) {
            stems.push(numbering.number(stem(&word)));
        }
    }
    people.sort_unstable();
    people.dedup();
    (once(stems), people)
}

/// The words of the sentence `text` that its author takes for names.
fn names(text: &str) -> Vec<String> {
    let inside = tokens::words(text).skip(1).map(|span| span.of(text));
    let capital = inside.filter(|word| word.starts_with(char::is_uppercase));
    let keys = capital.flat_map(tokens::key_words);
    keys.filter(|key| !is_stop_word(key) && !is_title(key)).collect()
}

//! The captions of the summary's pictures, tied to the line that they show.
//!
//! A caption stands between two paragraphs and shows something of what they tell: of the lines that
//! the sentences around it were tied to, it is the one that has most of its words, said by whom it
//! names, or in the place that it names. A caption that says too little for that stays alone.

use std::ops::RangeInclusive;

use crate::episode::{Borrowed, Caption, ElementIx, ElementKind, Episode, Origin};
use crate::text::tokens;
use crate::text::vocabulary::Vocabulary;

use super::names::{call_words, is_title};
use super::wording::Wording;

/// The share of a caption's words, weighed by rarity, that its line must have.
const FOUND: f32 = 0.45;
/// How much of that weight one word must have to be enough: a rare one, or a name.
const RARE: f32 = 2.0;
/// How sure the place of a caption is at most of which every word is found.
const SUREST: f32 = 0.8;

/// Ties the captions of `episode` whose summary was tied to its lines; `wording` has its words.
pub(super) fn tie(episode: &mut Episode, wording: &Wording) {
    if episode.captions.is_empty() || episode.summary.iter().all(|sentence| sentence.elements.is_none()) {
        return;
    }
    let shown = Shown::new(episode, wording);
    let ties: Vec<Option<Borrowed<ElementIx>>> =
        episode.captions.iter().map(|caption| shown.place(caption)).collect();
    for (caption, tie) in episode.captions.iter_mut().zip(ties) {
        caption.element = tie;
    }
}

/// What can be seen and heard at each line.
struct Shown<'a> {
    episode: &'a Episode,
    vocabulary: Vocabulary,
    /// For each element the words that say something of it, by number, each once and in order.
    words: Vec<Vec<u32>>,
    /// By number how many elements have each word.
    having: Vec<usize>,
}

impl<'a> Shown<'a> {
    fn new(episode: &'a Episode, wording: &Wording) -> Self {
        let saying = Saying::new(episode, wording);
        let words: Vec<Vec<u32>> = episode.indexed().map(|(ix, _)| saying.at(episode, wording, ix)).collect();
        let mut having = vec![0; saying.vocabulary.len()];
        words.iter().flatten().for_each(|word| having[*word as usize] += 1);
        Self { episode, vocabulary: saying.vocabulary, words, having }
    }

    /// The line that `caption` shows, if it says enough.
    fn place(&self, caption: &Caption) -> Option<Borrowed<ElementIx>> {
        let keys = tokens::key_words(&caption.text);
        let said = keys.iter().filter_map(|key| own_word(key)).map(|word| self.vocabulary.number(word));
        let said: Vec<Option<u32>> = said.collect();
        let whole: f32 = said.iter().map(|word| self.rarity(*word)).sum();
        let region = self.region(caption)?;
        let weighed = region.map(|at| {
            let has =
                |word: &&Option<u32>| word.is_some_and(|word| self.words[at].binary_search(&word).is_ok());
            (at, said.iter().filter(has).map(|word| self.rarity(*word)).sum::<f32>())
        });
        let (at, most) = weighed.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let share = most / whole.max(f32::EPSILON);
        let enough = share >= FOUND && most >= RARE;
        enough.then(|| Borrowed {
            value: ElementIx::new(at),
            origin: Origin::Aligned,
            confidence: share.min(1.0) * SUREST,
        })
    }

    /// The lines from those of the paragraph before `caption` to those of the paragraph after it.
    fn region(&self, caption: &Caption) -> Option<RangeInclusive<usize>> {
        let tied = || {
            let of_source = self.episode.summary.iter().filter(|s| s.source == caption.source);
            of_source.filter_map(|sentence| Some((sentence.summary_line, sentence.elements?.value)))
        };
        let before = tied().map(|(line, _)| line).filter(|line| *line < caption.summary_line).max();
        let after = tied().map(|(line, _)| line).filter(|line| *line > caption.summary_line).min();
        let firsts = tied().filter(|(line, _)| before.is_some_and(|before| *line == before));
        let lasts = tied().filter(|(line, _)| after.is_some_and(|after| *line == after));
        let first = firsts.map(|(_, (first, _))| first.at()).min().unwrap_or_default();
        let end = self.episode.elements.len().checked_sub(1)?;
        let last = lasts.map(|(_, (_, last))| last.at()).max().unwrap_or(end);
        (first <= last).then_some(first..=last)
    }

    /// How much it says that a line has `word`; a word that stands nowhere says nothing for any.
    fn rarity(&self, word: Option<u32>) -> f32 {
        let having = word.and_then(|word| self.having.get(word as usize)).copied().unwrap_or_default();
        ((self.words.len() as f32 + 1.0) / having.max(1) as f32).ln().max(0.1)
    }
}

/// What says something of a line, by the numbers of words.
struct Saying {
    vocabulary: Vocabulary,
    /// By the number of a word in the lines' own vocabulary; `None` for a word that says nothing.
    own: Vec<Option<u32>>,
    /// What each speaker is called.
    called: Vec<Vec<u32>>,
    /// What stands in the heading of each scene.
    places: Vec<Vec<u32>>,
}

impl Saying {
    fn new(episode: &Episode, wording: &Wording) -> Self {
        let mut vocabulary = Vocabulary::default();
        let keys = wording.vocabulary().keys().iter();
        let own = keys.map(|key| own_word(key).map(|word| vocabulary.add(word))).collect();
        let speakers = episode.cast.speakers.iter().map(call_words);
        let called = speakers.map(|calls| calls.iter().map(|word| vocabulary.add(word)).collect()).collect();
        let headings = episode.outline.scenes.iter().map(|scene| tokens::key_words(&scene.heading));
        let places = headings
            .map(|keys| {
                keys.iter().filter_map(|key| own_word(key)).map(|word| vocabulary.add(word)).collect()
            })
            .collect();
        Self { vocabulary, own, called, places }
    }

    /// The words that say something of `ix`, each once and in order.
    fn at(&self, episode: &Episode, wording: &Wording, ix: ElementIx) -> Vec<u32> {
        let element = episode.element(ix);
        if matches!(element.kind, ElementKind::Metadata | ElementKind::Heading) {
            return Vec::new();
        }
        let own = wording.words(ix).iter().filter_map(|word| *self.own.get(word.number as usize)?);
        let called = element.speakers.iter().filter_map(|ix| self.called.get(ix.at())).flatten();
        let place = element.scene.and_then(|scene| self.places.get(scene.at()));
        let mut words: Vec<u32> = own.chain(called.chain(place.into_iter().flatten()).copied()).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// Words that say nothing of a picture.
const SMALL: &[&str] = &["and", "are", "for", "from", "has", "her", "his", "their", "them", "with", "was"];

/// `key`, a comparable word, as it says something of a picture: without the mark of a possessive; `None`
/// for titles and small words.
fn own_word(key: &str) -> Option<&str> {
    let word = key.trim_end_matches("'s");
    (word.len() > 2 && !is_title(word) && !SMALL.contains(&word)).then_some(word)
}

#[cfg(test)]
mod tests {
    use crate::document::Kind;
    use crate::loader::wording::Wording;
    use crate::loader::{Given, load};
    use crate::source::Source;

    const SCRIPT: &str = "\
Fog
[Lantern room]
MAREN: The great lamp is out, and the pilots will be upon the rocks by midnight.
ORRIN: I have wet matches and a candle.
[Galley]
TARN: The soup is cold. The kettle has cracked from top to bottom.
WILLA: Then we shall eat biscuits and be grateful.
[Jetty]
MAREN: Row for the harbour, Orrin, and bring the smith who mends our bells.
ORRIN: In this fog I would not find my own boots.
";

    /// The line of the script that a picture of this caption is tied to; it stands after the first
    /// paragraph.
    fn line(caption: &str) -> Option<usize> {
        let summary = format!(
            "Fog is an episode of Halyard.\n\nSummary\n\nThe great lamp is out, and Maren fears that the pilots will be upon \
             the rocks by midnight. Orrin has wet matches and a candle.\n\n{caption}\n\nIn the galley Tarn finds the soup cold and \
             the kettle cracked from top to bottom. Willa is grateful for biscuits.\n\nMaren wants Orrin to row for the harbour \
             and bring the smith who mends their bells. He would not find his own boots in this fog.\n"
        );
        let given =
            |text: &str, kind| Given { source: Source::from_bytes("t", text.as_bytes()), kind: Some(kind) };
        let mut episode = load(vec![given(SCRIPT, Kind::Transcript), given(&summary, Kind::Summary)], "Fog");
        if episode.captions.is_empty() {
            // What is a caption is the summary reader's to tell; here it is told.
            let source = episode.summary.first().expect("sentences").source;
            let summary_line = summary.lines().position(|line| line == caption).expect("caption") + 1;
            let text = caption.to_owned();
            episode.captions.push(super::Caption { source, summary_line, text, element: None });
            let wording = Wording::of(&episode);
            super::tie(&mut episode, &wording);
        }
        let tie = episode.captions[0].element;
        assert!(tie.is_none_or(|tie| tie.confidence > 0.0 && tie.confidence < 1.0));
        tie.map(|tie| episode.element(tie.value).line)
    }

    #[test]
    fn a_caption_is_tied_to_the_line_that_it_shows() {
        for (caption, expected) in [
            ("Maren and the great lamp", Some(3)),
            ("Orrin's wet matches", Some(4)),
            ("The cracked kettle", Some(6)),
            ("Willa in the galley", Some(7)),
            ("An old photograph", None),
            ("Maren", None),
            ("The smith and his bells", None),
        ] {
            assert_eq!(line(caption), expected, "{caption}");
        }
    }
}

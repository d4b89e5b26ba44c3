//! The lines of an episode, ready to be searched.

use std::ops::Range;

use crate::episode::{ElementIx, ElementKind, Episode};
use crate::text::fold::fold;
use crate::text::tokens::key_words;

use super::filter::Facts;
use super::vocabulary::Vocabulary;
use super::{Answer, Query, Witness, evaluate, highlight};

/// A line, or another document's version of one.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) element: ElementIx,
    /// Whose version it is; `None` for the script's own.
    pub(super) witness: Option<Witness>,
    /// Its words as numbers of the vocabulary.
    pub(super) words: Vec<u32>,
    /// All of it, folded, for letters anywhere.
    pub(super) folded: String,
}

/// An episode's lines with their vocabulary and postings.
#[derive(Debug)]
pub struct Index {
    pub(super) texts: Vec<Text>,
    pub(super) vocabulary: Vocabulary,
    /// For each word the texts that have it, increasing.
    postings: Vec<Vec<u32>>,
    /// The script's own words of each element, for highlights.
    shown: Vec<String>,
    pub(super) facts: Facts,
}

impl Index {
    /// Indexes what is said, logged, directed and told in `episode`, with the quotes and subtitles
    /// of each line.
    pub fn new(episode: &Episode) -> Self {
        let versions = versions(episode);
        let words: Vec<Vec<String>> = versions.iter().map(|(.., text)| key_words(text)).collect();
        let (vocabulary, numbered) = Vocabulary::new(&words);
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); vocabulary.len()];
        let mut texts = Vec::with_capacity(versions.len());
        for ((element, witness, text), words) in versions.into_iter().zip(numbered) {
            let number = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            for word in &words {
                let posting = &mut postings[*word as usize];
                if posting.last() != Some(&number) {
                    posting.push(number);
                }
            }
            texts.push(Text { element, witness, words, folded: fold(text) });
        }
        let shown = episode.elements.iter().map(|element| element.text.clone()).collect();
        Self { texts, vocabulary, postings, shown, facts: Facts::new(episode) }
    }

    /// The lines that answer `query`.
    pub fn search(&self, query: &Query) -> Answer {
        evaluate::answer(self, query)
    }

    /// What of the element's text `query` found: byte ranges on char boundaries, sorted, disjoint.
    pub fn highlights(&self, query: &Query, element: ElementIx) -> Vec<Range<usize>> {
        let text = self.shown.get(element.at()).map_or("", String::as_str);
        highlight::ranges(&self.vocabulary, query, text)
    }

    /// The texts that have the word of this number.
    pub(super) fn with(&self, word: u32) -> &[u32] {
        self.postings.get(word as usize).map_or(&[], Vec::as_slice)
    }
}

/// Every line with something to find in it, then the other documents' versions of lines.
fn versions(episode: &Episode) -> Vec<(ElementIx, Option<Witness>, &str)> {
    let searched = |kind| !matches!(kind, ElementKind::Metadata | ElementKind::Heading);
    let own = episode.indexed().filter(|(_, element)| searched(element.kind));
    let mut versions: Vec<_> = own.map(|(ix, element)| (ix, None, element.text.as_str())).collect();
    for (number, quote) in episode.quotes.iter().enumerate() {
        let lines = quote.elements.iter().zip(&quote.text);
        versions.extend(lines.map(|(ix, text)| (*ix, Some(Witness::Quote(number)), text.as_str())));
    }
    for (number, cue) in episode.subtitles.iter().enumerate() {
        let tied = cue.element.map(|tie| (tie.value, Some(Witness::Subtitle(number)), cue.text.as_str()));
        versions.extend(tied);
    }
    versions
}

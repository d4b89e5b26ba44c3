//! The script beside another telling of it: which passage of the one is which of the other, what only
//! one of them has, and where the words differ.
//!
//! A passage holds lines that cannot be told apart further: where one cue shows the end of a speech
//! and the beginning of the next, both stand in one passage. Every element of the script and every cue
//! (or quote) is in exactly one passage, in the order of the script.

mod passages;
mod witness;

use std::ops::Range;

pub(crate) use passages::{Cluster, clusters};

pub use passages::with_subtitles;
pub use witness::{Words, with_captions, with_logs, with_quotes};

use crate::episode::{ElementIx, Episode};

/// Lines of the script, and what the other document has for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The script's lines; empty where only the other document has something.
    pub script: Vec<Told<ElementIx>>,
    /// The other document's lines; empty where only the script has something.
    pub other: Vec<Told<Words>>,
}

/// A line of one of two tellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<T> {
    /// Which line.
    pub line: T,
    /// The words that the other telling does not have so, bytes of the line's text.
    pub differs: Vec<Range<usize>>,
}

impl Passage {
    /// Whether both tellings have it, and say something else in it.
    pub fn differs(&self) -> bool {
        self.is_in_both()
            && (self.script.iter().any(|told| !told.differs.is_empty())
                || self.other.iter().any(|told| !told.differs.is_empty()))
    }

    /// Whether both tellings have it.
    pub fn is_in_both(&self) -> bool {
        !self.script.is_empty() && !self.other.is_empty()
    }

    /// The first of its lines of the script.
    pub fn first(&self) -> Option<ElementIx> {
        self.script.first().map(|told| told.line)
    }

    /// Whether the script's `element` is in it.
    pub fn holds(&self, element: ElementIx) -> bool {
        self.script.iter().any(|told| told.line == element)
    }
}

/// The passage that holds `element`, or the last one before it.
pub fn passage_of(passages: &[Passage], element: ElementIx) -> Option<usize> {
    let holding = passages.iter().position(|passage| passage.holds(element));
    holding.or_else(|| {
        passages.iter().rposition(|passage| passage.first().is_some_and(|first| first <= element))
    })
}

/// The text that a line of the other document shows.
pub fn text_of(episode: &Episode, words: Words) -> &str {
    match words {
        Words::Cue(at) => episode.subtitles.get(at).map_or("", |cue| cue.text.as_str()),
        Words::Quote { quote, line } => {
            let quote = episode.quotes.get(quote);
            quote.and_then(|quote| quote.text.get(line)).map_or("", String::as_str)
        }
        Words::Log(at) => episode.logs.get(at).and_then(|log| log.told.as_deref()).unwrap_or_default(),
        Words::Caption(at) => episode.captions.get(at).map_or("", |caption| caption.text.as_str()),
    }
}

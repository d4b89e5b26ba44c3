//! The query language and its answers.
//!
//! Words are looked up in the vocabulary of an episode and never scattered over its lines: a typo is
//! matched to a word, so that "nothing" means nothing. What is found falls into tiers, best first:
//! the phrase, the whole words, words that begin so, words that are nearly so.
//!
//! - [`query`](Query) — what a person typed, and what is wrong with it;
//! - [`Index`] — the folded lines with their vocabulary and postings;
//! - [`Answer`] — the lines found, with the tier of each.

mod evaluate;
mod filter;
mod highlight;
mod index;
mod parse;
mod query;
mod vocabulary;

use crate::episode::ElementIx;

pub use index::Index;
pub use query::{Problem, Query};

/// How well a line answers; better ones are less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// It has the words one after the other.
    Phrase,
    /// It has the words.
    Words,
    /// It has words that begin so.
    Prefix,
    /// It has words that are nearly so: a letter or two off, or with these letters in this order.
    Near,
}

/// Another document's version of a line that answers too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// A quote of the summary, by its index in the episode.
    Quote(usize),
    /// A subtitle, by its index in the episode.
    Subtitle(usize),
}

/// A line that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The line.
    pub element: ElementIx,
    /// How well it answers.
    pub tier: Tier,
    /// The order within a tier: the more the better.
    pub score: u32,
    /// Other documents' versions of the line that answer.
    pub witnesses: Vec<Witness>,
    /// Whether the script's own words answer, and not only a witness.
    pub in_script: bool,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The lines, by tier, then score, then place.
    pub hits: Vec<Hit>,
    /// How many answer exactly: by phrase, words or beginnings.
    pub exact: usize,
    /// How many answer nearly.
    pub near: usize,
}

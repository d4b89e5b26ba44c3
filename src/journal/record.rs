//! What the journal's records say.

use serde::{Deserialize, Serialize};

use crate::episode::Identity;
use crate::text::fold::fold;

use super::anchor::Anchor;

/// What an episode is known by from one run to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpisodeKey {
    /// Where its first document lies: the canonical path, or `sample:` and a name.
    pub path: String,
    /// Series, number and title, folded; empty where the documents give too little to tell episodes
    /// apart by it.
    pub identity: String,
    /// What to call it in lists.
    pub title: String,
    /// The path of the shelf that it was opened from, canonical, or `sample:`.
    pub shelf: String,
}

impl EpisodeKey {
    /// The key of the episode of this `identity`, whose first document lies at `path`, opened from the
    /// shelf at `shelf`.
    pub fn new(path: String, shelf: String, identity: &Identity) -> Self {
        let Identity { series, number, title, .. } = identity;
        let numbered: Vec<&str> = [series, number].into_iter().flatten().map(String::as_str).collect();
        let title = [numbered.as_slice(), &[title]].concat().join(" ");
        let identity = if numbered.is_empty() { String::new() } else { fold(&title) };
        Self { path, identity, title, shelf }
    }

    /// Whether both are one episode: the same documents, or the same series, number and title wherever
    /// its documents lie by now.
    pub fn is(&self, other: &Self) -> bool {
        self.path == other.path || !self.identity.is_empty() && self.identity == other.identity
    }
}

/// What a person put beside a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// A mark with its letter, `a` to `z`.
    Mark(char),
    /// A mark without a letter.
    Bookmark,
    /// A note, of one or several lines.
    Note(String),
}

/// Something a person put beside a line, and which line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is erased and changed by; no other item has the same.
    pub id: String,
    /// What it is.
    pub what: What,
    /// The line.
    pub line: Anchor,
    /// The last of several lines, where it is beside more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Anchor>,
}

/// Something that a person did and that is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase", deny_unknown_fields)]
pub enum Record {
    /// A journal begins: it never is empty because nothing is kept in it.
    Begin {
        /// The version of the program that began it.
        program: String,
    },
    /// A path was opened.
    Opened {
        /// The path, canonical, or `sample:`.
        path: String,
        /// The first document of the episode that was read, relative to it.
        entry: String,
    },
    /// An episode was left at a line.
    Left {
        /// The episode.
        episode: EpisodeKey,
        /// The line.
        line: Anchor,
    },
    /// A query was asked.
    Asked {
        /// As it was typed.
        query: String,
    },
    /// Something was put beside a line, or what has its id was changed.
    Keep {
        /// The episode.
        episode: EpisodeKey,
        /// What was put there.
        item: Item,
    },
    /// Something was taken away.
    Erase {
        /// Its id.
        id: String,
    },
}

/// A record and when it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamped {
    /// Seconds since 1970 began.
    pub at: u64,
    /// The record.
    pub record: Record,
}

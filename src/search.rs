//! The query language and its answers.
//!
//! Three steps, each in files of its own: a text becomes a [`Query`] (`parse`, which never fails: what
//! it cannot use it names as a [`Problem`]); an episode becomes an [`Index`] (`lexicon`: a vocabulary
//! with postings and positions; `lines`: what stands where); a query asked of an index becomes an
//! [`Answer`] (`find`, `near`, `filter`, then `rank`). Typing faults are looked for among the words of
//! the vocabulary, never among the letters of a line: a sentence is long enough to hold almost any
//! letters in order, a word is not. Only `~loose` looks at whole lines that way, and only when asked.

mod answer;
mod collection;
mod column;
mod cut;
mod find;
mod findings;
mod groups;
mod hits;
mod index;
mod kwic;
mod lexicon;
mod light;
mod line_set;
mod lines;
mod near;
mod packed;
mod parse;
mod plan;
mod postings;
mod query;
mod rank;
mod segment;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Hit, Tier, Told, Witness};
pub use collection::{Collection, EpisodeHits, Place, Ranked, Results, Shard, ShardBuilder, Shown};
pub use groups::{Group, GroupKey, Grouping, groups};
pub use index::Index;
pub use kwic::{KeyWord, KwicOrder, LitLine, concordance, key_words};
pub use query::{Problem, Query};

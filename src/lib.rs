//! tableread lays everything written about one episode on one table.
//!
//! The library is the way of the data, to be read in this order:
//!
//! 1. [`text`] — what may reach a screen, what compares equal, what a word is.
//! 2. [`source`] — bytes to decoded text, with lines and spans.
//! 3. [`document`] — one reader per format; none of them fails and none knows another.
//! 4. [`episode`] — the one model: values, no input or output.
//! 5. [`align`] — token sequences against token sequences; nothing of formats.
//! 6. [`loader`] — documents to one episode: acts, logs, quotes, cast, subtitles.
//! 7. [`library`] — which files are one episode, and the shelf of them.
//! 8. [`search`] — the query language and its answers.
//! 9. [`statistics`] — who says how much, where, to whom and when.
//! 10. [`comparison`] — the script beside another telling of it, passage by passage.
//! 11. [`export`] — the episode written out for other programs.
//!
//! [`cache`] keeps what was derived from documents between runs, [`journal`] what a person made (places,
//! marks, notes); [`config`] is what they have set. With the `tui` feature (on by default) come `cli` and
//! `tui`, the only parts that touch a terminal.

pub mod align;
pub mod cache;
#[cfg(feature = "tui")]
pub mod cli;
pub mod comparison;
pub mod config;
pub mod document;
pub mod episode;
pub mod export;
pub mod files;
pub mod journal;
pub mod library;
pub mod loader;
pub mod search;
pub mod source;
pub mod statistics;
pub mod text;
mod threads;
#[cfg(feature = "tui")]
pub mod tui;

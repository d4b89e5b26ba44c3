//! The rules for text that every other module uses: what may reach a screen, what compares
//! equal, what a word is. One of each, so that no two panes disagree about a line.

pub mod clean;
#[cfg(feature = "tui")]
pub mod columns;
pub mod distance;
pub mod find;
pub mod flow;
pub mod fold;
pub mod sentences;
pub mod span;
pub(crate) mod spelling;
pub mod stems;
pub mod tokens;
pub mod vocabulary;

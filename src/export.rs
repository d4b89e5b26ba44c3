//! The episode written out for other programs.

mod json;
pub mod notes;

pub use json::{Exported, exported, sections};

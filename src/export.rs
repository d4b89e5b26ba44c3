//! The episode written out for other programs.

mod json;

pub use json::{Exported, exported, sections};

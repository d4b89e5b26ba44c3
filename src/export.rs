//! The episode written out for other programs.

mod json;
mod jsonl;
pub mod notes;

pub use json::{Exported, exported, sections};
pub use jsonl::{Filed, write_lines};

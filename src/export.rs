//! The episode written out for other programs.

mod csv;
mod fountain;
mod json;
mod jsonl;
mod lines;
mod markdown;
pub mod notes;
mod tei;

pub use csv::{csv_field, write_columns, write_rows};
pub use fountain::fountain;
pub use json::{Exported, exported, sections};
pub use jsonl::{Filed, write_lines};
pub use markdown::markdown;
pub use tei::tei;

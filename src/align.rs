//! Sequences against sequences: which row of one belongs to which column of the other.
//!
//! Nothing here knows a format or an episode. The loader gives scores and costs, and gets places
//! and probabilities back.

pub mod anchors;
pub mod monotone;
pub mod tokens;
pub mod words;

//! Pieces of a screen that know nothing of episodes.

pub(super) mod input;
pub(super) mod panel;
pub(super) mod rows;
pub(super) mod spans;
pub(super) mod wrap;

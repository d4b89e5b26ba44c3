//! Pieces of a screen that know nothing of episodes.

pub(super) mod area;
pub(super) mod columns;
pub(super) mod input;
pub(super) mod kept;
pub(super) mod panel;
pub(super) mod rows;
pub(super) mod shade;
pub(super) mod spans;
pub(super) mod strip;
pub(super) mod tall;
pub(super) mod wrap;

//! The episode written out for other programs.

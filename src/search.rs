//! The query language and its answers.

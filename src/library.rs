//! Which files are one episode, and the shelf of them.

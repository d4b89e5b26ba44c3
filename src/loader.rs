//! Documents to one episode.

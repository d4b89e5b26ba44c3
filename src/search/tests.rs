//! What a search must find and what not, over invented episodes.

//! The document readers over whole documents: a module for each format, and what holds for all.

mod encodings;
mod fixtures;
mod pages;
mod play;
mod press_kit;
mod screenplay;
mod screenplay_pairs;
mod story;
mod subtitles;
mod summary;
mod table;
mod transcript;
mod webvtt;

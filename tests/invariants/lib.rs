//! What must hold for any bytes at all: a function each for the fuzz targets of `fuzz/`, which panics where
//! something does not hold. `tests/crashes.rs` runs the same functions over the fixtures and over every
//! input that ever broke one of them.

pub mod documents;
pub mod episode;
pub mod kept;
pub mod parts;
pub mod query;
pub mod settings;
pub mod text;

/// A check of any bytes.
pub type Check = fn(&[u8]);

/// The fuzz targets by name.
pub const TARGETS: &[(&str, Check)] = &[
    ("decode", text::decode),
    ("html", text::html),
    ("wikitext", text::wikitext),
    ("markdown", text::markdown),
    ("archive", text::archive),
    ("documents", documents::any),
    ("transcript", documents::transcript),
    ("screenplay", documents::screenplay),
    ("play", documents::play),
    ("subtitles", documents::subtitles),
    ("summary", documents::summary),
    ("story", documents::story),
    ("loader", episode::loader),
    ("query", query::query),
    ("settings", settings::settings),
    ("statements", settings::statements),
    ("journal", kept::journal),
    ("cache", kept::cache),
    ("shard", kept::shard),
];

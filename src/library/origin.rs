//! Where an episode of the shelf comes from, said so that it is known again in another run.

use std::path::{Path, PathBuf};

use crate::source::archive;

use super::{Entry, INPUT, Place, parts};

/// What stands for the sample's shelf where a path is remembered.
pub const SAMPLE: &str = "sample:";

impl Entry {
    /// Where its first document lies: the canonical path, or what it is instead of a path and its name.
    /// Not cleaned.
    pub fn origin(&self) -> String {
        match self.documents.first() {
            Some(Place::File(path)) => {
                let canonical = canonical(path);
                canonical.as_deref().unwrap_or(path).to_string_lossy().into_owned()
            }
            Some(Place::Held(source)) => format!("{INPUT}:{}", source.name),
            Some(Place::Bundled(..)) | None => format!("{SAMPLE}{}", self.name),
        }
    }
}

/// The canonical path, where there is one; of a document in an archive or a part of a file that of the whole, and
/// the name in it.
fn canonical(path: &Path) -> Option<PathBuf> {
    let through =
        || archive::through(path).and_then(|(archive, name)| Some(archive.canonicalize().ok()?.join(name)));
    let part =
        || parts::through(path).and_then(|(file, number)| Some(parts::path_of(&canonical(file)?, number)));
    path.canonicalize().ok().or_else(part).or_else(through)
}

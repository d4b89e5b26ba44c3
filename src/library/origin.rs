//! Where an episode of the shelf comes from, said so that it is known again in another run.

use std::path::Path;

use super::{Entry, Place};

/// What stands for the sample's shelf where a path is remembered.
pub const SAMPLE: &str = "sample:";

impl Entry {
    /// Where its first document lies: the canonical path, or `sample:` and its name. Not cleaned.
    pub fn origin(&self) -> String {
        match self.documents.first() {
            Some(Place::File(path)) => {
                let canonical = path.canonicalize();
                canonical.as_deref().unwrap_or(path).to_string_lossy().into_owned()
            }
            Some(Place::Bundled(..)) | None => format!("{SAMPLE}{}", self.name),
        }
    }

    /// Which entry it is of the shelf that was opened at `shelf`: its first document's path from
    /// there, or its name. Not cleaned.
    pub fn within(&self, shelf: &Path) -> String {
        match self.documents.first() {
            Some(Place::File(path)) => {
                path.strip_prefix(shelf).unwrap_or(path).to_string_lossy().into_owned()
            }
            Some(Place::Bundled(..)) | None => self.name.clone(),
        }
    }
}

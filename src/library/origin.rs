//! Where an episode of the shelf comes from, said so that it is known again in another run.

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
}

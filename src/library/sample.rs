//! The sample that comes with the program: an episode in four documents, and a story.

use crate::document::Kind;

use super::{Entry, Place, Shelf};

macro_rules! document {
    ($folder:literal, $name:literal) => {
        Place::Bundled($name, include_bytes!(concat!("../../assets/sample/", $folder, "/", $name)))
    };
}

/// The sample's shelf, laid out as its folder would be.
pub(super) fn shelf() -> Shelf {
    let episode = Entry {
        name: "two-long-one-short".to_owned(),
        group: Vec::new(),
        documents: vec![
            document!("two-long-one-short", "transcript.txt"),
            document!("two-long-one-short", "summary.txt"),
            document!("two-long-one-short", "press-kit.txt"),
            document!("two-long-one-short", "subtitles.txt"),
        ],
        kind: Some(Kind::Transcript),
        statements: None,
    };
    let story = Entry {
        name: "the-knife-drawer".to_owned(),
        group: Vec::new(),
        documents: vec![document!("the-knife-drawer", "story.txt")],
        kind: Some(Kind::Story),
        statements: None,
    };
    Shelf { name: "sample".to_owned(), entries: vec![episode, story], problems: Vec::new() }
}

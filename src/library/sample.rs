//! The sample that comes with the program: an episode in four documents, and a story.

use crate::document::Kind;

use super::{About, Entry, Place, Shelf, Taken};

macro_rules! document {
    ($folder:literal, $name:literal) => {
        Place::Bundled($name, include_bytes!(concat!("../../assets/sample/", $folder, "/", $name)))
    };
}

/// The sample's shelf, laid out as its folder would be.
pub(super) fn shelf() -> Shelf {
    let text = |text: &str| Some(text.to_owned());
    let episode = Entry {
        documents: vec![
            document!("two-long-one-short", "transcript.txt"),
            document!("two-long-one-short", "summary.txt"),
            document!("two-long-one-short", "press-kit.txt"),
            document!("two-long-one-short", "subtitles.txt"),
        ],
        about: About {
            title: text("Two Long, One Short"),
            series: text("Lantern Reach"),
            season: None,
            number: text("207"),
            air_date: text("9 Nov, 1997"),
        },
        ..entry("two-long-one-short", Kind::Transcript)
    };
    let story = Entry {
        documents: vec![document!("the-knife-drawer", "story.txt")],
        about: About { title: text("THE KNIFE DRAWER"), ..About::default() },
        ..entry("the-knife-drawer", Kind::Story)
    };
    Shelf { name: "sample".to_owned(), entries: vec![episode, story], ..Shelf::default() }
}

fn entry(name: &str, kind: Kind) -> Entry {
    Entry {
        key: name.to_owned(),
        name: name.to_owned(),
        group: Vec::new(),
        documents: Vec::new(),
        taken: Taken::default(),
        kind: Some(kind),
        statements: None,
        about: About::default(),
        stated: About::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Card;
    use super::*;

    #[test]
    fn the_shelf_says_what_the_documents_say() {
        for entry in shelf().entries {
            let card = Card::of(&entry.documents[0].read(None).expect("bundled"));
            assert_eq!((Some(card.kind), &card.about), (entry.kind, &entry.about), "{}", entry.key);
        }
    }
}

//! What comes by standard input: read to its end once, and held, since it cannot be read again.

use std::io::Read;
use std::sync::Arc;

use crate::document;
use crate::source::Source;

use super::{Card, Entry, OpenError, Place, Shelf, Taken};

/// What stands for standard input where a path is expected.
pub const INPUT: &str = "-";

/// What it is called where a document has a name.
const NAME: &str = "standard input";

impl Shelf {
    /// The shelf of the document that `input` gives until it ends: of the episodes in it, where it holds several
    /// and is not said to be something else.
    ///
    /// # Errors
    /// [`OpenError::Read`] where that is no text, too much of it, or cannot be read.
    pub fn of_input(input: impl Read, taken: Taken) -> Result<Self, OpenError> {
        let source = Source::read_from(NAME, input, taken.encoding)?;
        let card = taken.card(&source);
        let entry = |name: String, source: Source, card: &Card| {
            Entry::alone(name, Place::Held(Arc::new(source)), card, taken)
        };
        let entries = match card.parts.as_slice() {
            [] => vec![entry(NAME.to_owned(), source, &card)],
            cards => {
                let parts = document::episodes(&source, card.kind).into_iter().zip(cards).zip(1..);
                parts.map(|((part, card), number)| entry(format!("{NAME} {number}"), part, card)).collect()
            }
        };
        Ok(Self { name: NAME.to_owned(), entries, ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Kind;

    use super::*;

    fn titles(text: &str, taken: Taken) -> Vec<String> {
        let shelf = Shelf::of_input(text.as_bytes(), taken).expect("a document");
        shelf.entries.iter().map(|entry| entry.load().0.identity.title).collect()
    }

    #[test]
    fn what_comes_is_one_episode_or_several() {
        let part = |title: &str| {
            let said = "MAREN: One lamp is out.\nORRIN: Then light it.\n".repeat(20);
            format!(
                "{title}\nStardate: 8.1\nOriginal Airdate: 9 Nov, 1997\n\n[Deck]\n{said}\n[Hold]\n{said}\n"
            )
        };
        assert_eq!(titles(&part("Fog"), Taken::default()), ["Fog"]);
        let both = part("Fog") + &part("Mast");
        assert_eq!(titles(&both, Taken::default()), ["Fog", "Mast"]);
        assert_eq!(titles("The lamp is out.", Taken::default()), [NAME]);
        let story = Taken { kind: Some(Kind::Story), ..Taken::default() };
        assert_eq!(titles(&both, story).len(), 1);
    }

    #[test]
    fn what_is_no_document_is_told() {
        for (bytes, told) in [
            (b"\x00\x01PNG\x00\xff".repeat(90), "standard input: a binary file; expected text"),
            (b"\n".repeat(600_000), "standard input: 600000 lines; a document may have at most 500000"),
        ] {
            let error = Shelf::of_input(bytes.as_slice(), Taken::default()).expect_err("no document");
            assert_eq!(error.to_string(), told);
        }
        let endless = Shelf::of_input(std::io::repeat(b'a'), Taken::default()).expect_err("too large");
        assert!(endless.to_string().contains("a document may have at most"), "{endless}");
    }
}

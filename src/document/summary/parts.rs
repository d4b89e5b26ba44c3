//! The pieces of a page under the headings that they stand under.

use crate::source::Source;

use super::headings::{Heading, Section, heading};
use super::pieces::Piece;

/// A section of the page.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// Its heading, `None` for what stands before the first.
    pub(super) heading: Option<(Piece, Heading<'a>)>,
    /// What stands in it; never [`Section::Same`].
    pub(super) section: Section,
    /// What stands in it.
    pub(super) pieces: Vec<Piece>,
}

/// Puts `pieces` under their headings.
pub(super) fn parts<'a>(source: &'a Source, pieces: &[Piece]) -> Vec<Part<'a>> {
    let mut parts = vec![Part { heading: None, section: Section::Lead, pieces: Vec::new() }];
    for (at, piece) in pieces.iter().enumerate() {
        let section = parts.last().map_or(Section::Lead, |part| part.section);
        let listed = section == Section::Contents && is_listed(source, pieces, at);
        let found = heading(source.slice(piece.span)).filter(|found| opens(found, section, piece) && !listed);
        match (found, parts.last_mut()) {
            (Some(found), _) => {
                let section = if found.section == Section::Same { around(section) } else { found.section };
                parts.push(Part { heading: Some((*piece, found)), section, pieces: Vec::new() });
            }
            (None, _) if section == Section::Contents && !listed => {
                parts.push(Part { heading: None, section: Section::Lead, pieces: vec![*piece] });
            }
            (None, Some(part)) => part.pieces.push(*piece),
            (None, None) => {}
        }
    }
    parts
}

/// Whether a heading may stand at `piece`, inside of `section`. A list of links has the names of
/// things in it that are no headings.
fn opens(found: &Heading, section: Section, piece: &Piece) -> bool {
    let links =
        section == Section::References && matches!(found.section, Section::Story | Section::References);
    !piece.bullet && (found.marked || !links || piece.gap > 0)
}

/// What a heading of no known name goes on with.
fn around(section: Section) -> Section {
    match section {
        Section::Lead | Section::Contents => Section::Story,
        other => other,
    }
}

/// Whether the piece `at` is a line of the table of contents: numbered, or a name that the page has
/// again further down.
fn is_listed(source: &Source, pieces: &[Piece], at: usize) -> bool {
    let Some(piece) = pieces.get(at) else { return false };
    let text = source.slice(piece.body);
    if text.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with(['[', '(']) {
        return true;
    }
    let later = pieces.get(at + 1..).unwrap_or_default();
    let name = heading(text).filter(|found| !found.marked).map_or(text, |found| found.name);
    later.iter().any(|piece| heading(source.slice(piece.span)).is_some_and(|found| found.name == name))
}

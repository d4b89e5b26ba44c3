//! The kinds of line that are searched.

/// The kinds that `%kind` knows: those of the script's elements, then of what stands beside it.
pub(super) const KINDS: &[&str] = &[
    "speech",
    "log",
    "direction",
    "heading",
    "narration",
    "metadata",
    "other",
    "quote",
    "subtitle",
    "summary",
    "caption",
    "note",
    "synopsis",
];

/// The place of `name` among the [`KINDS`].
pub(super) fn kind_number(name: &str) -> u8 {
    let at = KINDS.iter().position(|kind| *kind == name);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

const SPEECH: u8 = 0;
const LOG: u8 = 1;
const HEADING: u8 = 3;
const METADATA: u8 = 5;

/// Whether lines of `kind` answer without being asked for by it: headings and page furniture do not.
pub(super) fn answers_unasked(kind: u8) -> bool {
    kind != HEADING && kind != METADATA
}

/// Whether lines of `kind` are said, which comes before what is only shown.
pub(super) fn is_said(kind: u8) -> bool {
    kind == SPEECH || kind == LOG
}

#[cfg(test)]
mod tests {
    use crate::episode::ElementKind;

    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_kinds() {
        let kinds = [
            (SPEECH, ElementKind::Speech),
            (LOG, ElementKind::Log),
            (HEADING, ElementKind::Heading),
            (METADATA, ElementKind::Metadata),
        ];
        for (number, kind) in kinds {
            assert_eq!(kind_number(kind.name()), number);
        }
        for kind in [ElementKind::Direction, ElementKind::Narration, ElementKind::Other] {
            assert!(kind_number(kind.name()) < u8::MAX);
        }
    }
}

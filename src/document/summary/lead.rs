//! What a page says before its first heading: lines about the episode, the logline, and where the
//! retelling begins if it begins there.

use crate::document::script::Header;
use crate::source::{Role, Source};
use crate::text::sentences::sentences;
use crate::text::span::Span;
use crate::text::tokens;

use super::pieces::Piece;
use super::sidebar;
use super::{logs, marks, prose};

/// The lead, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// The one-sentence description.
    pub(super) logline: Option<Span>,
    /// How many pieces are about the episode; the others retell it.
    pub(super) until: usize,
}

/// The longest logline, bytes and sentences.
const LOGLINE: (usize, usize) = (450, 3);
/// The shortest, words.
const SHORTEST: usize = 4;

/// Reads the `pieces` of the lead and puts what they say of the episode into `header`. Where the lead
/// `retells` the episode too, its first paragraph is the logline only if it is short.
pub(super) fn read(source: &Source, pieces: &[Piece], retells: bool, header: &mut Header) -> Lead {
    let (told, first) = about(source, pieces, header);
    let logline = first.filter(|at| is_logline(source, pieces, *at, retells));
    let until = match logline {
        Some(at) => at + 1 + sidebar_after(source, pieces, at + 1, header),
        None => told,
    };
    let logline = logline.and_then(|at| pieces.get(at)).map(|piece| piece.body);
    if let Some(title) = logline.and_then(|span| defined(source.slice(span))) {
        header.title.get_or_insert_with(|| title.to_owned());
    }
    Lead { logline, until: if retells { until } else { pieces.len() } }
}

/// The title in a sentence that says what it is: `"Slack Water" is the first episode of ...`.
fn defined(text: &str) -> Option<&str> {
    let (title, rest) = text.strip_prefix(['"', '“'])?.split_once(['"', '”'])?;
    (rest.starts_with(" is ") && rest.contains("episode")).then_some(title)
}

/// Reads what is no prose into `header`. Gives how many pieces that takes, and the first of prose.
fn about(source: &Source, pieces: &[Piece], header: &mut Header) -> (usize, Option<usize>) {
    let (mut at, mut told) = (0, 0);
    while let Some(piece) = pieces.get(at) {
        let taken = sidebar::read(source, pieces.get(at..).unwrap_or_default(), at == 0, header);
        if taken > 0 {
            at += taken;
            told = at;
        } else if is_prose(source, piece) {
            return (told, Some(at));
        } else if logs::is_entry(source.slice(marks::unquoted(source, piece.body).inner)) {
            return (told, None);
        } else {
            at += 1;
        }
    }
    (told, None)
}

fn sidebar_after(source: &Source, pieces: &[Piece], from: usize, header: &mut Header) -> usize {
    let mut at = from;
    loop {
        match sidebar::read(source, pieces.get(at..).unwrap_or_default(), false, header) {
            0 => return at - from,
            taken => at += taken,
        }
    }
}

/// How notes begin that lead to other pages, in small letters.
const HATNOTES: [&str; 6] = [
    "this article is about",
    "this page is about",
    "this article concerns",
    "for other uses",
    "you may be looking for",
    "not to be confused with",
];

/// Whether the piece only says which page this is and where others are: `This article is about the episode. For
/// the ship, see ...`.
pub(super) fn is_hatnote(source: &Source, piece: &Piece) -> bool {
    let text = source.slice(piece.body);
    let begins = |with: &&str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    source.role_at(piece.body.start) == Some(Role::Reference) || HATNOTES.iter().any(begins)
}

fn is_prose(source: &Source, piece: &Piece) -> bool {
    if is_hatnote(source, piece) {
        return false;
    }
    let text = source.slice(piece.body);
    let log = logs::is_entry(source.slice(marks::unquoted(source, piece.body).inner));
    prose::ends_sentence(text) && tokens::count(text) >= SHORTEST && !log
}

/// Whether the paragraph `at` is the logline: short, and the teaser is told by others.
fn is_logline(source: &Source, pieces: &[Piece], at: usize, retells: bool) -> bool {
    let Some(piece) = pieces.get(at) else { return false };
    let text = source.slice(piece.body);
    let count = sentences(text).len();
    if text.len() > LOGLINE.0 || count > LOGLINE.1 {
        return false;
    }
    let others: Vec<usize> = pieces
        .iter()
        .skip(at + 1)
        .filter(|piece| is_prose(source, piece))
        .map(|piece| piece.body.len())
        .collect();
    let mean = others.iter().sum::<usize>() / others.len().max(1);
    let set_off = pieces.get(at + 1).is_some_and(|next| next.gap > 1);
    !retells || count == 1 || set_off || 2 * text.len() < mean
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, parse};
    use crate::source::Source;

    #[test]
    fn a_note_that_leads_elsewhere_is_no_logline() {
        let retold = "Teaser[]\n\nMaren climbs to the lamp.\n\nAct One[]\n\nOrrin waits below.\n";
        for note in [
            "This article is about the episode. For the ship, see Fog (ship).",
            "For other uses, see Fog.",
            "You may be looking for the novel, which is called Fog too.",
        ] {
            let source = Source::from_bytes(
                "t",
                format!("{note}\n\nMaren finds the lamp out.\n\n{retold}").as_bytes(),
            );
            let page = parse(&source).document;
            assert_eq!(
                page.logline.map(|span| source.slice(span)),
                Some("Maren finds the lamp out."),
                "{note}"
            );
            let block = page.blocks.iter().find(|block| source.slice(block.span) == note);
            assert_eq!(block.map(|block| block.kind), Some(BlockKind::Reference), "{note}");
        }
    }
}

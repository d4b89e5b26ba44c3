//! What a page says before its first heading: lines about the episode, the logline, and where the
//! retelling begins if it begins there.

use crate::document::script::Header;
use crate::source::Source;
use crate::text::sentences::sentences;
use crate::text::span::Span;

use super::logs;
use super::marks;
use super::pieces::Piece;
use super::prose;

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

/// Reads the `pieces` of the lead and puts what they say of the episode into `header`. Where the lead
/// `retells` the episode too, its first paragraph is the logline only if it is short.
pub(super) fn read(source: &Source, pieces: &[Piece], retells: bool, header: &mut Header) -> Lead {
    let is_prose = |piece: &&Piece| {
        let text = source.slice(piece.body);
        prose::ends_sentence(text) && !logs::is_entry(source.slice(marks::unquoted(source, piece.body).inner))
    };
    let first = pieces.iter().position(|piece| is_prose(&piece) && text_of_title(source, piece).is_none());
    let about = pieces.get(..first.unwrap_or(pieces.len())).unwrap_or_default();
    about_episode(source, about, header);
    let Some(at) = first else {
        return Lead { logline: None, until: if retells { 0 } else { pieces.len() } };
    };
    let Some(piece) = pieces.get(at) else { return Lead::default() };
    let text = source.slice(piece.body);
    let short = text.len() <= LOGLINE.0 && sentences(text).len() <= LOGLINE.1;
    let others: Vec<usize> =
        pieces.iter().skip(at + 1).filter(is_prose).map(|piece| piece.body.len()).collect();
    let mean = others.iter().sum::<usize>() / others.len().max(1);
    let set_off = pieces.get(at + 1).is_some_and(|next| next.gap > 1);
    let one = sentences(text).len() == 1;
    let logline = short && (!retells || one || set_off || 2 * text.len() < mean);
    let until = if logline { at + 1 } else { at };
    Lead { logline: logline.then_some(piece.body), until: if retells { until } else { pieces.len() } }
}

/// The title that stands alone in quotation marks.
fn text_of_title(source: &Source, piece: &Piece) -> Option<String> {
    let said = marks::unquoted(source, piece.body);
    let title = source.flow(said.inner);
    (said.closed && said.rest.is_empty() && title.len() <= 60 && !logs::is_entry(&title)).then_some(title)
}

fn about_episode(source: &Source, pieces: &[Piece], header: &mut Header) {
    let title = pieces.iter().find_map(|piece| text_of_title(source, piece));
    header.title = header.title.take().or(title);
}

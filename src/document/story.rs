//! A story in prose: front matter, scenes by separator, paragraphs, quoted speeches and who says them.

mod addresses;
mod attribution;
mod candidates;
mod cues;
mod folding;
mod front_matter;
mod lexicon;
mod names;
mod narrator;
mod paragraphs;
mod persons;
mod quotes;
mod recognition;
mod speakers;
mod subjects;
mod turns;
mod weights;
mod words;

use crate::source::Source;
use crate::text::span::Span;

use super::edition::edition;
use super::script::{Block, BlockKind, Cue, Header, Script};
use super::{Diagnostic, Kind, Parsed};
use paragraphs::{Paragraph, ParagraphKind};
pub use recognition::recognise;
use words::{Place, Prose};

/// Reads `source` as a story.
pub fn parse(source: &Source) -> Parsed<Script> {
    let Framed { paragraphs, behind, front, header } = framed(source);
    let mut diagnostics = Vec::new();
    let quoted = quotes_of(source, &paragraphs, front, &mut diagnostics);
    let prose = prose_of(source, &paragraphs, &quoted, front);
    let mut cues = speakers::cues(&source.text, &prose).into_iter();
    let mut pieces = prose.pieces.iter().peekable();
    let mut blocks = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at < front || paragraph.kind != ParagraphKind::Prose {
            blocks.push(plain_block(*paragraph, at < front));
        }
        while let Some(piece) = pieces.next_if(|piece| piece.paragraph == at) {
            let kind = match cues.next().flatten() {
                Some(cue) => BlockKind::Speech(cue),
                None if piece.speech => BlockKind::Speech(Cue::unknown()),
                None => BlockKind::Narration,
            };
            blocks.push(Block::plain(piece.span, piece.span, kind));
        }
    }
    blocks.extend(behind.into_iter().map(|paragraph| plain_block(paragraph, true)));
    Parsed { document: Script { kind: Kind::Story, header, blocks }, diagnostics }
}

/// What the front matter of the story `source` says of it.
pub fn header(source: &Source) -> Header {
    framed(source).header
}

/// The paragraphs of a story, and what stands around its text.
struct Framed {
    paragraphs: Vec<Paragraph>,
    /// Those behind the end of the text: the license of the edition that it is in.
    behind: Vec<Paragraph>,
    /// How many of the paragraphs are front matter.
    front: usize,
    header: Header,
}

fn framed(source: &Source) -> Framed {
    let mut paragraphs = paragraphs::paragraphs(source);
    let Some(edition) = edition(source) else {
        let (front, header) = front_matter::front_matter(source, &paragraphs);
        return Framed { paragraphs, behind: Vec::new(), front, header };
    };
    let at = |place: usize| paragraphs.partition_point(|paragraph| paragraph.span.start < place);
    let (before, end) = (at(edition.body.start), at(edition.body.end));
    let behind = paragraphs.split_off(end);
    let (front, header) = front_matter::front_matter(source, paragraphs.get(before..).unwrap_or_default());
    let title = edition.title.or(header.title);
    let author = edition.author.or(header.author);
    Framed { paragraphs, behind, front: before + front, header: Header { title, author, ..header } }
}

fn plain_block(paragraph: Paragraph, front: bool) -> Block {
    let span = paragraph.span;
    match paragraph.kind {
        _ if front => Block::plain(span, span, BlockKind::Metadata),
        ParagraphKind::Separator => Block::plain(span, Span::new(span.end, span.end), BlockKind::Heading),
        _ => Block::plain(span, span, BlockKind::Heading),
    }
}

fn quotes_of(
    source: &Source,
    paragraphs: &[Paragraph],
    front: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<quotes::Quoted>> {
    let style = quotes::style(&source.text, paragraphs.get(front..).unwrap_or_default());
    let is_prose = |paragraph: &&Paragraph| paragraph.kind == ParagraphKind::Prose;
    let mut quoted = Vec::with_capacity(paragraphs.len());
    for (at, paragraph) in paragraphs.iter().enumerate() {
        quoted.push(if at < front || !is_prose(&paragraph) {
            Vec::new()
        } else {
            let next = paragraphs.get(at + 1).filter(is_prose).map(|next| next.span);
            quotes::quoted(&source.text, paragraph.span, next, style, diagnostics)
        });
    }
    quoted
}

/// The prose behind the front matter, cut into what is told and what is said.
fn prose_of<'a>(
    source: &'a Source,
    paragraphs: &[Paragraph],
    quoted: &[Vec<quotes::Quoted>],
    front: usize,
) -> Prose<'a> {
    let mut prose = Prose::default();
    let mut scene = 0;
    for (at, (paragraph, speeches)) in paragraphs.iter().zip(quoted).enumerate().skip(front) {
        if paragraph.kind != ParagraphKind::Prose {
            scene += 1;
            continue;
        }
        let place = Place { speech: false, continues: false, paragraph: at, scene };
        let mut told_from = paragraph.span.start;
        for speech in speeches {
            push_told(source, Span::new(told_from, speech.outer.start), place, &mut prose);
            let said = Place { speech: true, continues: speech.continues, ..place };
            prose.push(&source.text, speech.inner, said);
            told_from = speech.outer.end;
        }
        push_told(source, Span::new(told_from, paragraph.span.end), place, &mut prose);
    }
    prose
}

fn push_told<'a>(source: &'a Source, span: Span, place: Place, prose: &mut Prose<'a>) {
    let span = span.trimmed(&source.text);
    if !span.is_empty() {
        prose.push(&source.text, span, place);
    }
}

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
mod speakers;
mod subjects;
mod turns;
mod weights;
mod words;

use crate::source::Source;
use crate::text::span::Span;

use super::script::{Block, BlockKind, Cue, Script};
use super::{Diagnostic, Kind, Parsed, Recognition};
use paragraphs::{Paragraph, ParagraphKind};
use words::{Place, Prose};

/// How much of a source is looked at to recognise it, bytes.
const SAMPLE: usize = 64 * 1024;

/// How sure it is that `source` is a story.
pub fn recognise(source: &Source) -> Recognition {
    let mut paragraphs = paragraphs::paragraphs(source);
    paragraphs.retain(|paragraph| paragraph.span.start < SAMPLE);
    let prose = paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Prose);
    let words: Vec<&str> = prose.map(|paragraph| source.slice(paragraph.span)).collect();
    let total = words.len().max(1) as f32;
    let quoted = words.iter().filter(|text| holds_speech(text)).count();
    let sentences = words.iter().filter(|text| is_sentences(text)).count();
    let script = words.iter().filter(|text| is_script_line(text)).count();
    let dialogue = (quoted as f32 / total / 0.15).min(1.0);
    let flowing = (sentences as f32 / total / 0.6).min(1.0);
    let written = 1.0 - (script as f32 / total * 5.0).min(1.0);
    let enough = (words.len() as f32 / 4.0).min(1.0);
    let confidence = (0.05 + 0.35 * flowing + 0.52 * dialogue * flowing) * written * enough;
    let reason = format!("{} paragraphs of prose, {quoted} with quoted speech", words.len());
    Recognition { kind: Kind::Story, confidence, reason }
}

fn holds_speech(paragraph: &str) -> bool {
    let opens = paragraph.starts_with(['"', '“', '«', '‘', '\'', '—']);
    let inside = paragraph.contains(", \"") || paragraph.contains(": \"") || paragraph.contains(['“', '«']);
    opens || inside
}

fn is_sentences(paragraph: &str) -> bool {
    let end = paragraph.trim_end_matches(['"', '”', '»', '\'', '’', '_', ')', '*', '-']);
    end.ends_with(['.', '!', '?', '…', ',', ':']) || end.len() < paragraph.len()
}

/// Whether a line is of a script: `[Bridge]`, `(He goes.)`, `MAREN: Row.`
fn is_script_line(line: &str) -> bool {
    let label = line.split_once(':').map(|(label, _)| label).filter(|label| label.len() <= 40);
    let capitals =
        |label: &str| label.contains(char::is_alphabetic) && !label.chars().any(char::is_lowercase);
    line.starts_with('[') || line.starts_with('(') && line.ends_with(')') || label.is_some_and(capitals)
}

/// Reads `source` as a story.
pub fn parse(source: &Source) -> Parsed<Script> {
    let paragraphs = paragraphs::paragraphs(source);
    let (front, header) = front_matter::front_matter(source, &paragraphs);
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
            blocks.push(Block { span: piece.span, text: piece.span, kind });
        }
    }
    Parsed { document: Script { kind: Kind::Story, header, blocks }, diagnostics }
}

fn plain_block(paragraph: Paragraph, front: bool) -> Block {
    let span = paragraph.span;
    match paragraph.kind {
        _ if front => Block { span, text: span, kind: BlockKind::Metadata },
        ParagraphKind::Separator => {
            Block { span, text: Span::new(span.end, span.end), kind: BlockKind::Heading }
        }
        _ => Block { span, text: span, kind: BlockKind::Heading },
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

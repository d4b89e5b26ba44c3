//! Fountain, screenplays as plain text: <https://fountain.io/syntax>.
//!
//! Sections are acts where any is called one, else the highest of them are. Notes and boneyards are kept as blocks
//! that say what they are; one inside a line is left out of the line's words and stands behind its block.

mod elements;
mod emphasis;
mod title_page;
mod visible;

use crate::document::script::{Block, BlockKind, Header, Script, Setting};
use crate::document::words::{Emphasis, Words};
use crate::document::{Kind, Parsed};
use crate::source::Source;
use crate::text::span::Span;

use super::lines::{is_cue, is_slug, is_transition};
use visible::Hidden;

pub use title_page::is_title_line;

/// Reads `source` as Fountain.
pub(super) fn parse(source: &Source) -> Parsed<Script> {
    let page = title_page::read(source);
    let (hidden, mut diagnostics) = visible::hidden(source);
    let mut body = elements::read(source, &visible::lines(source, &hidden, page.end));
    name_acts(source, &mut body);
    diagnostics.append(&mut body.diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    let blocks = page.blocks.into_iter().chain(body.blocks).collect();
    let hidden: Vec<Hidden> = hidden.into_iter().filter(|hidden| hidden.span.start >= page.end).collect();
    let blocks = with_hidden(source, blocks, &hidden);
    Parsed { document: Script { kind: Kind::Screenplay, header: page.header, blocks }, diagnostics }
}

/// What the title page of `source` says.
pub(super) fn header(source: &Source) -> Header {
    title_page::read(source).header
}

/// The stretches of `source` between its title pages, where it begins with one and has more.
pub(super) fn episodes(source: &Source) -> Option<Vec<Span>> {
    let starts = title_page::starts(source);
    let whole =
        starts.len() > 1 && starts.first().is_some_and(|first| source.text[..*first].trim().is_empty());
    whole.then(|| Span::between(&starts, source.text.len()).collect())
}

/// What an act's section is called, in small letters, if it is called as acts are.
const ACTS: [&str; 6] = ["act", "teaser", "cold open", "tag", "prologue", "epilogue"];

/// Makes the sections that are acts the marks of acts; in a text without slug lines those below are the
/// headings of its scenes.
fn name_acts(source: &Source, body: &mut elements::Read) {
    let called_act = |(at, _): &&(usize, usize)| {
        let name = body.blocks.get(*at).map(|block| source.slice(block.text).to_lowercase());
        name.is_some_and(|name| {
            ACTS.iter().any(|act| name.split_whitespace().next() == act.split(' ').next())
        })
    };
    let named = body.sections.iter().find(called_act).map(|(_, depth)| *depth);
    let Some(depth) = named.or_else(|| body.sections.iter().map(|(_, depth)| *depth).min()) else { return };
    let headed = body.blocks.iter().any(|block| block.kind == BlockKind::Heading);
    for (at, section) in &body.sections {
        let Some(block) = body.blocks.get_mut(*at) else { continue };
        if *section == depth {
            block.kind = BlockKind::ActMark;
        } else if *section > depth && !headed {
            (block.kind, block.setting) = (BlockKind::Heading, Setting::Plain);
        }
    }
}

/// `blocks` with what is hidden between and in them; what is hidden in one stands behind it.
fn with_hidden(source: &Source, blocks: Vec<Block>, hidden: &[Hidden]) -> Vec<Block> {
    let mut all = Vec::with_capacity(blocks.len() + hidden.len());
    let mut hidden = hidden.iter().copied().peekable();
    for block in blocks {
        while let Some(next) = hidden.next_if(|next| next.span.start < block.span.start) {
            all.push(hidden_block(source, next));
        }
        let end = block.span.end;
        all.push(block);
        while let Some(next) = hidden.next_if(|next| next.span.start < end) {
            all.push(taken_out(source, next, end));
        }
    }
    all.extend(hidden.map(|next| hidden_block(source, next)));
    all
}

fn hidden_block(source: &Source, hidden: Hidden) -> Block {
    let setting = if hidden.note { Setting::Note } else { Setting::Omitted };
    Block { setting, ..Block::plain(hidden.span, hidden.inside(source), BlockKind::Metadata) }
}

/// What is hidden in a block that ends at `end`, whose bytes are that block's.
fn taken_out(source: &Source, hidden: Hidden, end: usize) -> Block {
    let mut words = Words::default();
    words.push(source.slice(hidden.inside(source)), Emphasis::default());
    let nothing = Span::new(end, end);
    Block { span: nothing, text: nothing, words: Some(words), ..hidden_block(source, hidden) }
}

/// How much of a source is looked at to recognise it, bytes.
const SAMPLE: usize = 16 * 1024;

/// How sure it is that `source` is Fountain, and what speaks for it.
pub(super) fn recognise(source: &Source) -> (f32, String) {
    let name = source.name.to_lowercase();
    if (name.ends_with(".fountain") || name.ends_with(".spmd")) && !source.text.trim().is_empty() {
        return (0.99, "called .fountain".to_owned());
    }
    let titled = !title_page::read(source).blocks.is_empty();
    let counts = count(source);
    let reason = format!("{} slug lines, {} names over what they say", counts.slugs, counts.cues);
    // Lines that are neither say nothing: a screenplay is full of action.
    let enough = (counts.slugs as f32 / 2.0).min(1.0) * (counts.cues as f32 / 3.0).min(1.0);
    let forced = if counts.forced > 0 || titled { 0.1 } else { 0.0 };
    let confidence = if counts.labels > counts.cues { 0.0 } else { enough * (0.8 + forced) };
    (confidence, reason)
}

#[derive(Default)]
struct Counts {
    slugs: usize,
    cues: usize,
    /// Marks that only Fountain has.
    forced: usize,
    /// Lines that begin with a name and a colon, as transcripts have them.
    labels: usize,
}

fn count(source: &Source) -> Counts {
    let mut counts = Counts::default();
    let mut before_blank = true;
    let mut cue = false;
    for line in source.line_spans().take_while(|line| line.start < SAMPLE) {
        let text = source.slice(line).trim();
        counts.cues += usize::from(cue && !text.is_empty());
        counts.slugs += usize::from(before_blank && is_slug(text));
        cue = before_blank && is_cue(text.trim_end_matches('^')) && !is_slug(text);
        let section = text.starts_with('#') && text.trim_start_matches('#').starts_with(' ');
        counts.forced += usize::from(section || (text.starts_with('>') && text.ends_with('<')));
        let label = text.split_once(':').filter(|(name, said)| !said.is_empty() && is_cue(name));
        counts.labels += usize::from(label.is_some() && !is_transition(text));
        before_blank = text.is_empty();
    }
    counts
}

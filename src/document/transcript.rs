//! A fan transcript: header, `[Scene]` headings, `SPEAKER [extension]: text`, directions, log entries; or the
//! same in Markdown (`marked`).
//!
//! Transcripts are typed by hand, so each rule has its faults: `labels` learns which labels a
//! document uses, `pieces` takes its lines apart, `assembly` joins what belongs together and
//! says what was odd.
//!
//! # Diagnostics
//!
//! The codes are stable. All are warnings but `stray-mark`, which is a note.
//!
//! | code | found | read as |
//! | --- | --- | --- |
//! | `missing-colon` | a speaker's name and words, no colon between | a speech |
//! | `semicolon-for-colon` | `MAREN; text` | a speech |
//! | `several-episodes` | the header of another episode | one episode with the one before |
//! | `several-on-a-line` | a second speech or heading begins inside a line | both |
//! | `speaker-alone` | a name on a line of its own | whose the words below are |
//! | `speech-without-speaker` | a colon, or an extension and a colon, with no name before | a speech of nobody known |
//! | `stray-mark` | `;` or the like before a label or a bracket | part of what is before |
//! | `unclear-line` | words that nothing introduces, where somebody should speak | *other* |
//! | `unclosed-bracket` | `[`, `(` that no later line closes | a bracket that ends with its line |
//! | `unopened-bracket` | `]`, `)` that nothing opened | a heading, a direction or an extension |

mod assembly;
mod brackets;
mod extension;
mod header;
mod labels;
mod marked;
mod marks;
mod names;
mod pieces;
mod several;

use crate::source::Source;
use crate::text::span::Span;

use super::script::{Block, BlockKind, Header, Script};
use super::{Kind, Parsed, Recognition};
use labels::Labels;

/// Headings and speeches from which on a text with both is a transcript.
const FEW_HEADINGS: usize = 3;
const FEW_SPEECHES: usize = 10;

/// The share of the blocks that are labelled in a transcript without scene headings.
const LABELLED: f32 = 0.6;

/// Reads `source` as a transcript.
pub fn parse(source: &Source) -> Parsed<Script> {
    if marked::recognise(source).is_some() {
        return marked::parse(source);
    }
    let labels = Labels::of(source);
    let (header, first) = header::read(source, &labels);
    let (blocks, mut diagnostics) = assembly::assemble(source, &labels, first);
    let further = several::further_headers(source, first);
    if !further.is_empty() {
        diagnostics.extend(several::tell(source, &further));
        diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    }
    let metadata = header.lines.iter().map(|span| Block::plain(*span, *span, BlockKind::Metadata));
    let blocks = metadata.chain(blocks).collect();
    Parsed { document: Script { kind: Kind::Transcript, header: header.header, blocks }, diagnostics }
}

/// What the header of the transcript `source` says of it.
pub fn header(source: &Source) -> Header {
    if marked::recognise(source).is_some() {
        return marked::parse(source).document.header;
    }
    header::read(source, &Labels::of_beginning(source, pieces::SAMPLE)).0.header
}

/// The stretches of the transcript `source` that are of one episode each, in order, where it plainly has several.
pub(super) fn episodes(source: &Source) -> Option<Vec<Span>> {
    several::episodes(source)
}

/// Whether `text`, which somebody is named as saying, is a log entry read aloud or dictated: it opens as
/// one does, `Keeper's log, stardate 8812.3.` or `Keeper's log, supplemental.`
pub fn is_spoken_log(text: &str) -> bool {
    if !marks::begins_log(text) {
        return false;
    }
    let opening = text.split(['.', '!', '?']).next().unwrap_or_default().to_lowercase();
    ["stardate", "star date", "suppl"].iter().any(|word| opening.contains(word))
}

/// How sure it is that `source` is a transcript: it has speakers before what they say, and scene
/// headings or hardly any text that nobody says.
pub fn recognise(source: &Source) -> Recognition {
    if let Some((confidence, reason)) = marked::recognise(source) {
        return Recognition { kind: Kind::Transcript, confidence, reason };
    }
    let counts = pieces::count(source, &Labels::of_beginning(source, pieces::SAMPLE));
    let share = counts.speeches as f32 / (counts.speeches + counts.loose).max(1) as f32;
    // A heading says more than a speech does: it stands in brackets on a line of its own.
    let weight = if counts.speeches > 0 { counts.speeches + 2 * counts.headings } else { 0 };
    let enough = (weight as f32 / FEW_SPEECHES as f32).min(1.0);
    let confidence = if counts.headings >= FEW_HEADINGS && counts.speeches >= FEW_SPEECHES && share > 0.3 {
        0.97
    } else if share >= LABELLED {
        (0.3 + 0.6 * share) * enough
    } else {
        0.45 * share * enough
    };
    let (headings, speeches) = (counts.headings, counts.speeches);
    let reason = format!("{headings} scene headings, {speeches} speeches with a speaker");
    Recognition { kind: Kind::Transcript, confidence, reason }
}

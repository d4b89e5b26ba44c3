//! A summary's prose tied to the lines that it retells, and acts borrowed from it.
//!
//! Each sentence of the prose (and each log entry inside it) is a column, each line of the script a
//! row of a [`monotone`] problem. What a line and a sentence have in common (words, who speaks, who is
//! there, where it is) is evidence; where acts and paragraphs end tells what a passage costs. The
//! break between two acts is where the rows most probably pass from the sentences of the one to
//! those of the other.
//!
//! What a word or a speaker is worth follows from how often they occur in the script at hand. The
//! costs and shares that do not are round numbers, set on six episodes whose breaks are known from
//! their shooting scripts and one read by hand; the share of breaks that fall inside a scene was
//! counted in 347 shooting scripts. How well they do, and whether a confidence of 0.9 or more is
//! right 95 times in a hundred, `cargo run --release --example acts` prints.

mod acts;
mod evidence;
mod kinship;
mod people;
mod units;

use crate::align::monotone::{self, Problem, Solution};
use crate::document::Diagnostic;
use crate::document::summary::Summary;
use crate::episode::{
    Borrowed, Caption, ElementIx, ElementKind, Episode, EpisodeDiagnostic, Note, Origin, SourceIx,
    SummarySentence,
};
use crate::source::Source;

use evidence::Evidence;
pub use kinship::Kinship;
use units::Unit;

/// Ties `summary`, document `ix` of `episode`, and borrows its acts where the script marks none. A
/// summary of another episode is kept to be read and tied to nothing; says whether it is of this one.
pub(super) fn tie(episode: &mut Episode, ix: SourceIx, source: &Source, summary: &Summary) -> bool {
    let units = units::units(episode, source, summary);
    let rows: Vec<ElementIx> = rows(episode);
    let evidence = Evidence::new(episode, &rows, &units);
    let kinship = Kinship::new(episode, &evidence);
    let own = !kinship.is_stranger();
    let solution = if own { monotone::solve(&evidence) } else { Solution::default() };
    let borrows = !solution.path.is_empty() && episode.outline.acts.is_empty();
    let acts = if borrows { acts::borrow(episode, summary, &rows, &evidence, &solution) } else { Vec::new() };
    let mut sentences = sentences(ix, source, &rows, &units, &solution);
    for (sentence, unit) in sentences.iter_mut().zip(&units) {
        let of_lines = sentence.elements.and_then(|tie| episode.element(tie.value.0).act);
        sentence.act = unit.act.and_then(|act| acts.get(act).copied().flatten()).or(of_lines);
    }
    episode.summary.extend(sentences);
    remarks(episode, ix, source, summary);
    if !own {
        refuse(episode, ix, &units, kinship);
    }
    own
}

/// What ties `summary`, the document `source`, to the script of `episode`.
pub fn kinship(episode: &Episode, source: &Source, summary: &Summary) -> Kinship {
    let units = units::units(episode, source, summary);
    Kinship::new(episode, &Evidence::new(episode, &rows(episode), &units))
}

/// Says that document `ix` is of another episode, and unties the log entries found in it.
fn refuse(episode: &mut Episode, ix: SourceIx, units: &[Unit], kinship: Kinship) {
    let span = units.first().map(|unit| unit.span).unwrap_or_default();
    let diagnostic = Diagnostic::warning("summary-of-another-episode", span, kinship.remark());
    episode.diagnostics.push(EpisodeDiagnostic { source: ix, diagnostic });
    for log in &mut episode.logs {
        log.in_summary = log.in_summary.filter(|(source, _)| *source != ix);
    }
}

/// The lines that can be retold: everything but the header.
fn rows(episode: &Episode) -> Vec<ElementIx> {
    episode.indexed().filter(|(_, element)| element.kind != ElementKind::Metadata).map(|(ix, _)| ix).collect()
}

/// The units as sentences of the episode's summary, each with the longest run of lines it was given,
/// and none yet with its act.
fn sentences(
    ix: SourceIx,
    source: &Source,
    rows: &[ElementIx],
    units: &[Unit],
    solution: &Solution,
) -> Vec<SummarySentence> {
    let sentence = |(column, unit): (usize, &Unit)| SummarySentence {
        source: ix,
        act: None,
        summary_line: source.line_of(unit.span.start),
        sentence: unit.sentence,
        span: unit.span,
        text: source.flow(unit.span),
        elements: longest_run(&solution.path, column).map(|run| {
            let sure: f32 = run.clone().map(|row| solution.probability(row, column)).sum();
            Borrowed {
                value: (rows[run.start], rows[run.end - 1]),
                origin: Origin::Aligned,
                confidence: sure / run.len() as f32,
            }
        }),
    };
    units.iter().enumerate().map(sentence).collect()
}

/// The longest run of rows that `path` gives to `column`.
fn longest_run(path: &[usize], column: usize) -> Option<std::ops::Range<usize>> {
    let mut best: Option<std::ops::Range<usize>> = None;
    let mut row = 0;
    while row < path.len() {
        let start = row;
        while row < path.len() && path[row] == path[start] {
            row += 1;
        }
        if path[start] == column && best.as_ref().is_none_or(|best| row - start > best.len()) {
            best = Some(start..row);
        }
    }
    best
}

/// Captions and notes stand beside the script without being aligned with it.
fn remarks(episode: &mut Episode, ix: SourceIx, source: &Source, summary: &Summary) {
    let line = |span: &crate::text::span::Span| source.line_of(span.start);
    episode.captions.extend(summary.captions.iter().map(|span| Caption {
        source: ix,
        summary_line: line(span),
        text: source.flow(*span),
        element: None,
    }));
    episode.notes.extend(summary.notes.iter().map(|span| Note {
        source: ix,
        summary_line: line(span),
        text: source.flow(*span),
    }));
}

impl Problem for Evidence<'_> {
    fn rows(&self) -> usize {
        self.rows().len()
    }

    fn columns(&self) -> usize {
        self.units.len()
    }

    fn scores(&self, row: usize, scores: &mut [f32]) {
        self.score_row(row, scores);
    }

    fn gap(&self, row: usize, column: usize) -> f32 {
        self.passage(row, column)
    }

    fn skip(&self) -> f32 {
        evidence::SKIP
    }

    fn jump(&self, row: usize) -> Option<f32> {
        self.opens_scene(row).then_some(evidence::JUMP)
    }

    fn group(&self, column: usize) -> usize {
        self.units[column].act.unwrap_or_default()
    }
}

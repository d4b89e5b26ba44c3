//! A summary's prose tied to the lines that it retells, and acts borrowed from it.
//!
//! Each sentence of the prose (and each log entry inside it) is a column, each line of the script a
//! row of a [`monotone`] problem. What a line and a sentence have in common (words, who speaks, who is
//! there, where it is) is evidence; where paragraphs end tells what a passage costs. The break between
//! two acts is where the rows most probably pass from the sentences of the one to those of the other,
//! as far as an act may begin there (see [`openings`]).
//!
//! What a word or a speaker is worth follows from how often they occur in the script at hand. The
//! costs and shares that do not are round numbers, set on six episodes whose breaks are known from
//! their shooting scripts and one read by hand. How well they do, and whether a confidence of 0.9 or
//! more is right 95 times in a hundred, `cargo run --release --example acts` prints.

mod acts;
mod evidence;
mod kinship;
mod openings;
mod people;
#[cfg(test)]
mod tests;
mod units;

use std::ops::Range;

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

/// A document that retells an episode, and the lines that it may tell of.
struct Retelling<'a> {
    ix: SourceIx,
    source: &'a Source,
    summary: &'a Summary,
    rows: Vec<ElementIx>,
}

/// Ties `summary`, document `ix` of `episode`, and borrows its acts where the script marks none. A
/// summary of another episode is kept to be read and tied to nothing; says whether it is of this one.
pub(super) fn tie(episode: &mut Episode, ix: SourceIx, source: &Source, summary: &Summary) -> bool {
    let retelling = Retelling { ix, source, summary, rows: rows(episode) };
    let units = units::units(episode, source, summary);
    let evidence = Evidence::new(episode, &retelling.rows, &units);
    let kinship = Kinship::new(episode, &evidence);
    let own = !kinship.is_stranger();
    if own {
        retelling.lay(episode, &evidence);
    } else {
        episode.summary.extend(units.iter().map(|unit| retelling.sentence(unit, None)));
        retelling.refuse(episode, &units, kinship);
    }
    retelling.remark(episode);
    own
}

/// What ties `summary`, the document `source`, to the script of `episode`.
pub fn kinship(episode: &Episode, source: &Source, summary: &Summary) -> Kinship {
    let units = units::units(episode, source, summary);
    Kinship::new(episode, &Evidence::new(episode, &rows(episode), &units))
}

/// The lines that can be retold: everything but the header.
fn rows(episode: &Episode) -> Vec<ElementIx> {
    episode.indexed().filter(|(_, element)| element.kind != ElementKind::Metadata).map(|(ix, _)| ix).collect()
}

impl Retelling<'_> {
    /// Lays the sentences of `evidence` over the lines, those of acts that the script lacks aside.
    fn lay(&self, episode: &mut Episode, evidence: &Evidence) {
        let solution = monotone::solve(evidence);
        let lost = acts::lost(evidence.units, &solution);
        if lost.is_empty() {
            return self.lay_all(episode, evidence, &solution);
        }
        let is_lost = |unit: &Unit| unit.act.is_some_and(|act| lost.contains(&act));
        let (untold, told): (Vec<Unit>, Vec<Unit>) = evidence.units.iter().cloned().partition(is_lost);
        let evidence = Evidence::new(episode, &self.rows, &told);
        self.lay_all(episode, &evidence, &monotone::solve(&evidence));
        episode.summary.extend(untold.iter().map(|unit| self.sentence(unit, None)));
        episode.summary.sort_by_key(|sentence| (sentence.source, sentence.span));
        self.report_lost(episode, &untold);
    }

    /// Lays all sentences of `evidence` over the lines as `solution` says.
    fn lay_all(&self, episode: &mut Episode, evidence: &Evidence, solution: &Solution) {
        let borrows = !solution.path.is_empty() && episode.outline.acts.is_empty();
        let acts = if borrows {
            acts::borrow(episode, self.summary, &self.rows, evidence, solution)
        } else {
            Vec::new()
        };
        let runs = longest_runs(&solution.path, evidence.units.len());
        for ((column, unit), run) in evidence.units.iter().enumerate().zip(runs) {
            let mut sentence = self.sentence(unit, self.lines(solution, column, run));
            let of_lines = sentence.elements.and_then(|tie| episode.element(tie.value.0).act);
            sentence.act = unit.act.and_then(|act| acts.get(act).copied().flatten()).or(of_lines);
            episode.summary.push(sentence);
        }
    }

    /// The lines of `run`, which `solution` gives to `column`; none of an empty one.
    fn lines(
        &self,
        solution: &Solution,
        column: usize,
        run: Range<usize>,
    ) -> Option<Borrowed<(ElementIx, ElementIx)>> {
        if run.is_empty() {
            return None;
        }
        let sure: f32 = run.clone().map(|row| solution.probability(row, column)).sum();
        Some(Borrowed {
            value: (self.rows[run.start], self.rows[run.end - 1]),
            origin: Origin::Aligned,
            confidence: sure / run.len() as f32,
        })
    }

    /// `unit` as a sentence of the episode's summary, of no act yet.
    fn sentence(&self, unit: &Unit, elements: Option<Borrowed<(ElementIx, ElementIx)>>) -> SummarySentence {
        SummarySentence {
            source: self.ix,
            act: None,
            summary_line: self.source.line_of(unit.span.start),
            sentence: unit.sentence,
            span: unit.span,
            text: self.source.flow(unit.span),
            elements,
        }
    }

    /// Says that the document is of another episode, and unties the log entries found in it.
    fn refuse(&self, episode: &mut Episode, units: &[Unit], kinship: Kinship) {
        let span = units.first().map(|unit| unit.span).unwrap_or_default();
        let diagnostic = Diagnostic::warning("summary-of-another-episode", span, kinship.remark());
        episode.diagnostics.push(EpisodeDiagnostic { source: self.ix, diagnostic });
        for log in &mut episode.logs {
            log.in_summary = log.in_summary.filter(|(source, _)| *source != self.ix);
        }
    }

    /// Says of the acts whose sentences are `untold` that the script lacks them.
    fn report_lost(&self, episode: &mut Episode, untold: &[Unit]) {
        for of_act in untold.chunk_by(|a, b| a.act == b.act) {
            let Some(first) = of_act.first() else { continue };
            let Some(act) = first.act.and_then(|act| self.summary.acts.get(act)) else { continue };
            let message = format!("nothing in the script answers to {}: its lines are not there", act.name);
            let diagnostic = Diagnostic::note("act-not-in-script", first.span, message);
            episode.diagnostics.push(EpisodeDiagnostic { source: self.ix, diagnostic });
        }
    }

    /// Captions and notes stand beside the script without being aligned with it.
    fn remark(&self, episode: &mut Episode) {
        let (source, source_ix) = (self.source, self.ix);
        episode.captions.extend(self.summary.captions.iter().map(|span| Caption {
            source: source_ix,
            summary_line: source.line_of(span.start),
            text: source.flow(*span),
            element: None,
        }));
        episode.notes.extend(self.summary.notes.iter().map(|span| Note {
            source: source_ix,
            summary_line: source.line_of(span.start),
            text: source.flow(*span),
        }));
    }
}

/// For each of the `columns` the longest run of rows that `path` gives to it; empty for one without any.
fn longest_runs(path: &[usize], columns: usize) -> Vec<Range<usize>> {
    let mut longest = vec![0..0; columns];
    let mut start = 0;
    for run in path.chunk_by(|a, b| a == b) {
        let rows = start..start + run.len();
        start = rows.end;
        if let Some(longest) = longest.get_mut(path[rows.start])
            && rows.len() > longest.len()
        {
            *longest = rows;
        }
    }
    longest
}

impl Problem for Evidence<'_> {
    fn rows(&self) -> usize {
        self.rows().len()
    }

    fn columns(&self) -> usize {
        self.units.len()
    }

    fn scores(&self, row: usize, columns: Range<usize>, scores: &mut [f32]) {
        self.score_row(row, columns, scores);
    }

    fn gap(&self, row: usize, column: usize) -> f32 {
        self.turn(row, &self.units[column - 1], &self.units[column])
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

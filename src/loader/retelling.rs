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
mod retold;
mod script;
#[cfg(test)]
mod tests;
mod units;

use std::ops::Range;

use crate::align::monotone::{self, Problem, Solution};
use crate::document::Diagnostic;
use crate::document::summary::Summary;
use crate::episode::{Borrowed, Caption, ElementIx, Episode, Note, Origin, SourceIx, SummarySentence};
use crate::source::Source;
use crate::threads;

use evidence::Evidence;
pub use kinship::Kinship;
pub(super) use retold::Retold;
use script::Script;
use units::Unit;

use super::wording::Wording;

/// A document that retells an episode, and the lines that it may tell of.
struct Retelling<'a> {
    episode: &'a Episode,
    ix: SourceIx,
    source: &'a Source,
    summary: &'a Summary,
    script: Script,
}

/// The lines of `episode` that `summary`, its document `ix`, tells of, and its acts where the script marks
/// none. A summary of another episode is kept to be read and tied to nothing. `wording` has the
/// episode's words.
pub(super) fn find(
    episode: &Episode,
    wording: &Wording,
    ix: SourceIx,
    source: &Source,
    summary: &Summary,
) -> Retold {
    let retelling = Retelling { episode, ix, source, summary, script: Script::new(episode, wording) };
    let units = units::units(episode, &retelling.script, source, summary);
    let evidence = retelling.evidence(&units);
    // Most summaries are their episode's own: they are laid out while it is asked whether they are.
    let (kinship, solution) =
        threads::both(|| Kinship::new(episode, &retelling.script, &evidence), || monotone::solve(&evidence));
    if kinship.is_stranger() {
        retelling.refused(&units, kinship)
    } else {
        retelling.told(&evidence, &solution)
    }
}

/// What ties `summary`, the document `source`, to the script of `episode`.
pub fn kinship(episode: &Episode, source: &Source, summary: &Summary) -> Kinship {
    let script = Script::new(episode, &Wording::of(episode));
    let units = units::units(episode, &script, source, summary);
    Kinship::new(episode, &script, &Evidence::new(&script, episode.cast.speakers.len(), &units))
}

impl Retelling<'_> {
    /// What ties the lines and `units`.
    fn evidence<'s>(&'s self, units: &'s [Unit]) -> Evidence<'s> {
        Evidence::new(&self.script, self.episode.cast.speakers.len(), units)
    }

    /// The sentences of `evidence` with their lines as `solution` gives them, those of acts that the script
    /// lacks without any.
    fn told(&self, evidence: &Evidence, solution: &Solution) -> Retold {
        let lost = acts::lost(evidence.units, solution);
        if lost.is_empty() {
            return self.all_told(evidence, solution);
        }
        let is_lost = |unit: &Unit| unit.act.is_some_and(|act| lost.contains(&act));
        let (untold, told): (Vec<Unit>, Vec<Unit>) = evidence.units.iter().cloned().partition(is_lost);
        let evidence = self.evidence(&told);
        let mut retold = self.all_told(&evidence, &monotone::solve(&evidence));
        retold.sentences.extend(untold.iter().map(|unit| (self.sentence(unit, None), None)));
        retold.sentences.sort_by_key(|(sentence, _)| sentence.span);
        retold.diagnostics.extend(self.without_lines(&untold));
        retold
    }

    /// All sentences of `evidence` with their lines as `solution` gives them.
    fn all_told(&self, evidence: &Evidence, solution: &Solution) -> Retold {
        let borrows = !solution.path.is_empty() && self.episode.outline.acts.is_empty();
        let (acts, places) = if borrows {
            acts::borrowed(self.summary, self.episode.elements.len(), evidence, solution)
        } else {
            Default::default()
        };
        let runs = longest_runs(&solution.path, evidence.units.len());
        let sentence = |((column, unit), run): ((usize, &Unit), Range<usize>)| {
            let act = unit.act.and_then(|act| places.get(act).copied().flatten());
            (self.sentence(unit, self.lines(solution, column, run)), act)
        };
        let sentences = evidence.units.iter().enumerate().zip(runs).map(sentence).collect();
        Retold { acts, sentences, ..self.aside(true) }
    }

    /// The sentences `units` of another episode, with nothing tied to them.
    fn refused(&self, units: &[Unit], kinship: Kinship) -> Retold {
        let span = units.first().map(|unit| unit.span).unwrap_or_default();
        let remark = Diagnostic::warning("summary-of-another-episode", span, kinship.remark());
        let sentences = units.iter().map(|unit| (self.sentence(unit, None), None)).collect();
        Retold { sentences, diagnostics: vec![remark], ..self.aside(false) }
    }

    /// What stands beside the script without being aligned with it: captions and notes. `own` says whether
    /// they are of this episode.
    fn aside(&self, own: bool) -> Retold {
        let (source, ix) = (self.source, self.ix);
        let captions = self.summary.captions.iter().map(|span| Caption {
            source: ix,
            summary_line: source.line_of(span.start),
            text: source.flow(*span),
            element: None,
        });
        let notes = self.summary.notes.iter().map(|span| Note {
            source: ix,
            summary_line: source.line_of(span.start),
            text: source.flow(*span),
        });
        Retold {
            source: ix,
            own,
            acts: Vec::new(),
            sentences: Vec::new(),
            captions: captions.collect(),
            notes: notes.collect(),
            diagnostics: Vec::new(),
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
            value: (self.script.rows[run.start].element, self.script.rows[run.end - 1].element),
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

    /// What there is to say of the acts whose sentences are `untold`: the script lacks them.
    fn without_lines(&self, untold: &[Unit]) -> Vec<Diagnostic> {
        let of_act = |of_act: &[Unit]| {
            let first = of_act.first()?;
            let act = first.act.and_then(|act| self.summary.acts.get(act))?;
            let message = format!("nothing in the script answers to {}: its lines are not there", act.name);
            Some(Diagnostic::note("act-not-in-script", first.span, message))
        };
        untold.chunk_by(|a, b| a.act == b.act).filter_map(of_act).collect()
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

    fn gaps(&self, row: usize) -> impl Fn(usize) -> f32 {
        let turn = self.turns(row);
        move |column| turn(self.begins_paragraph(column))
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

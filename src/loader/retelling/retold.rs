//! What was found of a summary in a script, and how it is laid over the episode.

use crate::document::Diagnostic;
use crate::episode::{Act, ActIx, Caption, Episode, EpisodeDiagnostic, Note, SourceIx, SummarySentence};

use super::super::outline;

/// A summary with the lines that it tells of.
pub(in super::super) struct Retold {
    pub(super) source: SourceIx,
    /// Whether it tells of this episode.
    pub(in super::super) own: bool,
    /// Its acts, laid over the script; none where they are not to be borrowed.
    pub(super) acts: Vec<Act>,
    /// Its sentences in the order of the text, each with the act of `acts` that it stands in.
    pub(super) sentences: Vec<(SummarySentence, Option<ActIx>)>,
    pub(super) captions: Vec<Caption>,
    pub(super) notes: Vec<Note>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Retold {
    /// Gives it to `episode`: its acts where that has none yet, its sentences, captions and notes.
    pub(in super::super) fn lay(self, episode: &mut Episode) {
        let borrows = episode.outline.acts.is_empty() && !self.acts.is_empty();
        if borrows {
            outline::lay(episode, self.acts);
        }
        for (mut sentence, act) in self.sentences {
            let of_lines = sentence.elements.and_then(|tie| episode.element(tie.value.0).act);
            sentence.act = act.filter(|_| borrows).or(of_lines);
            episode.summary.push(sentence);
        }
        if !self.own {
            for log in &mut episode.logs {
                log.in_summary = log.in_summary.filter(|(source, _)| *source != self.source);
            }
        }
        episode.diagnostics.extend(EpisodeDiagnostic::all(self.source, self.diagnostics));
        episode.captions.extend(self.captions);
        episode.notes.extend(self.notes);
    }
}

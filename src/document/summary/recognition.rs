//! How a wiki page is told from everything else: the headings of its sections, act headings over
//! paragraphs of prose, quotes with attributions.

use crate::document::{Kind, Recognition};
use crate::source::Source;

use super::headings::{Section, heading};
use super::marks;
use super::pieces::{Piece, pieces};
use super::{prose, quotes};

/// The length from which on a paragraph retells, bytes.
const RETELLING: usize = 160;

/// How sure it is that `source` is a wiki summary.
pub(super) fn recognise(source: &Source) -> Recognition {
    let pieces = pieces(source);
    let seen = Seen::of(source, &pieces);
    let reason =
        format!("{} act headings, {} other sections, {} quotes", seen.acts, seen.sections, seen.attributed);
    Recognition { kind: Kind::Summary, confidence: seen.confidence(pieces.len()), reason }
}

/// What a page has of what wiki pages have.
#[derive(Debug, Default)]
struct Seen {
    acts: usize,
    sections: usize,
    marked: usize,
    attributed: usize,
    retelling: usize,
    script: usize,
}

impl Seen {
    fn of(source: &Source, pieces: &[Piece]) -> Self {
        let mut seen = Self::default();
        let mut said = false;
        for piece in pieces {
            let text = source.slice(piece.body);
            if let Some(found) = heading(text) {
                seen.acts += usize::from(found.section == Section::Act);
                seen.sections += usize::from(!matches!(found.section, Section::Act | Section::Same));
                seen.marked += usize::from(found.marked);
            }
            seen.attributed += usize::from(said && marks::attribution(source, piece.span).is_some());
            said = quotes::is_said(text);
            seen.retelling += usize::from(text.len() >= RETELLING && prose::ends_sentence(text) && !said);
            seen.script += usize::from(is_script_line(text));
        }
        seen
    }

    fn confidence(&self, pieces: usize) -> f32 {
        let share = |part: usize, enough: f32| (part as f32 / enough).min(1.0);
        let marked = share(self.marked, 3.0);
        let named = share(self.sections, 2.0);
        let acts = share(self.acts, 3.0) * share(self.retelling, 3.0);
        let attributed = share(self.attributed, 3.0);
        let retold = share(self.retelling, 2.0);
        let sure =
            1.0 - (1.0 - 0.75 * marked) * (1.0 - 0.6 * named) * (1.0 - 0.6 * acts) * (1.0 - 0.4 * attributed);
        let scripted = share(self.script, 0.15 * pieces.max(1) as f32);
        sure * (0.4 + 0.6 * retold) * (1.0 - scripted)
    }
}

/// Whether `line` is of a script or of subtitles: a label and a colon, a scene in brackets, times.
fn is_script_line(line: &str) -> bool {
    let label = line.split_once(':').map(|(label, _)| label);
    let cue = label.is_some_and(|label| {
        label.len() <= 40 && label.contains(char::is_uppercase) && !label.contains(char::is_lowercase)
    });
    let scene = line.starts_with('[') && line.ends_with(']') && line.len() > 3 && line.len() < 60;
    let place = ["INT.", "EXT.", "INT ", "EXT ", "INT/", "FADE "].iter().any(|mark| line.contains(mark));
    cue || scene || place || line.contains("-->")
}

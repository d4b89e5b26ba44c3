//! How a wiki page is told from everything else: the headings of its sections, act headings over
//! paragraphs of prose, quotes with attributions.

use crate::document::{Kind, Recognition};
use crate::source::Source;

use super::headings::{Heading, Section, heading};
use super::marks;
use super::pieces::{Piece, pieces};
use super::{prose, quotes};

/// The length from which on a paragraph retells, bytes.
const RETELLING: usize = 100;

/// The longest page, bytes.
const LONGEST: usize = 192 * 1024;
/// The longest page without headings, bytes: what is longer is a story.
const BRIEF: usize = 32 * 1024;
/// How sure bare prose can be a page: it has no headings, and nobody speaks in it.
const BARE: f32 = 0.45;
/// The share of lines of a script that a page has at most.
const SCRIPTED: f32 = 0.12;

/// How sure it is that `source` is a wiki summary.
pub(super) fn recognise(source: &Source) -> Recognition {
    let pieces = pieces(source);
    let seen = Seen::of(source, &pieces);
    let reason =
        format!("{} act headings, {} other sections, {} quotes", seen.acts, seen.sections, seen.attributed);
    Recognition { kind: Kind::Summary, confidence: seen.confidence(pieces.len(), source.text.len()), reason }
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
    /// Pieces with quotation marks.
    quoted: usize,
}

impl Seen {
    fn of(source: &Source, pieces: &[Piece]) -> Self {
        let mut seen = Self::default();
        let mut said = false;
        for piece in pieces {
            let text = source.slice(piece.body);
            // `#` marks the sections of other formats too.
            if let Some(found) = heading(text).filter(|_| !text.starts_with('#')) {
                seen.acts += usize::from(found.section == Section::Act);
                seen.sections += usize::from(is_wiki_section(&found));
                seen.marked += usize::from(found.marked);
            }
            seen.attributed += usize::from(said && marks::attribution(source, piece.span).is_some());
            said = quotes::is_said(text);
            seen.retelling += usize::from(text.len() >= RETELLING && prose::ends_sentence(text) && !said);
            seen.script += usize::from(is_script_line(text));
            seen.quoted += usize::from(text.contains(['"', '“', '«']));
        }
        seen
    }

    fn confidence(&self, pieces: usize, bytes: usize) -> f32 {
        let share = |part: usize, enough: f32| (part as f32 / enough).min(1.0);
        let marked = share(self.marked, 3.0);
        let named = share(self.sections, 2.0);
        let acts = share(self.acts, 3.0) * share(self.retelling, 3.0);
        let attributed = share(self.attributed, 3.0);
        let sure = [(marked, 0.75), (named, 0.6), (acts, 0.65), (attributed, 0.4)];
        let doubt: f32 = sure.iter().map(|(holds, weight)| 1.0 - holds * weight).product();
        let retold = 0.25 + 0.75 * share(self.retelling, 2.0).max(marked);
        let unsaid = 1.0 - share(self.quoted, 0.3 * pieces.max(1) as f32);
        let brief = if bytes > BRIEF { 0.5 } else { 1.0 };
        let bare = brief
            * BARE
            * share(2 * self.retelling, pieces.max(1) as f32)
            * share(self.retelling, 3.0)
            * unsaid;
        let scripted = share(self.script, SCRIPTED * pieces.max(1) as f32);
        let long = if bytes > LONGEST { 0.2 } else { 1.0 };
        ((1.0 - doubt) * retold).max(bare) * (1.0 - scripted) * long
    }
}

/// Whether `found` heads a section that only wiki pages have; others have cast lists too.
fn is_wiki_section(found: &Heading) -> bool {
    match found.section {
        Section::Story | Section::Logs | Section::Quotes | Section::Notes | Section::References => true,
        Section::Contents | Section::Cast { .. } => found.marked,
        Section::Act | Section::Lead | Section::Same => false,
    }
}

/// Whether `line` is of a script or of subtitles: a label and a colon, a scene in brackets, times.
fn is_script_line(line: &str) -> bool {
    let label = line.split_once(':').map(|(label, _)| label);
    let is_capital = |text: &str| text.contains(char::is_uppercase) && !text.contains(char::is_lowercase);
    let cue = label.is_some_and(|label| label.len() <= 40 && is_capital(label));
    let name = line.len() <= 40 && is_capital(line) && heading(line).is_none();
    let scene = line.starts_with('[') && line.ends_with(']') && line.len() > 3 && line.len() < 60;
    let place = ["INT.", "EXT.", "INT ", "EXT ", "INT/", "FADE "].iter().any(|mark| line.contains(mark));
    cue || name || scene || place || line.contains("-->")
}

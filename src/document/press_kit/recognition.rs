//! How a press kit is told from everything else: a cast list under a heading, credits, headings for
//! advertising, an episode number on top.

use crate::document::{Kind, Recognition};
use crate::source::Source;

use super::headings::{Section, heading};
use super::pieces::{is_prose, pieces};
use super::{PressKit, credits, reading};

/// The longest kit, bytes: some pages.
const LONGEST: usize = 64 * 1024;

/// How sure it is that `source` is a press kit.
pub(super) fn recognise(source: &Source) -> Recognition {
    let none =
        |reason: &str| Recognition { kind: Kind::PressKit, confidence: 0.0, reason: reason.to_owned() };
    if source.text.len() > LONGEST {
        return none("longer than any press kit");
    }
    let pieces = pieces(source);
    let sections: Vec<Section> =
        pieces.iter().filter_map(|piece| heading(source.slice(piece.span))).collect();
    let casts = sections.iter().filter(|section| matches!(section, Section::Cast { .. })).count();
    let advertising = sections.iter().filter(|section| **section == Section::Advertising).count();
    let jobs = pieces.iter().filter(|piece| credits::line(source, piece.span).is_some()).count();
    if casts + advertising + jobs == 0 {
        return none("no cast list, no credits, no advertising");
    }
    let foreign = foreign(source);
    if foreign >= 1.0 {
        return none("headings and lines of another format");
    }
    let kit = reading::read(source, &pieces).document;
    let reason = format!(
        "{casts} cast lists with {} roles, {jobs} credits, {advertising} headings of advertising",
        kit.cast.len()
    );
    let prose = pieces.iter().filter(|piece| is_prose(source.slice(piece.span))).count();
    let strange = (foreign + unknown(&kit, pieces.len(), prose)).min(1.0);
    let confidence = confidence(&kit, casts, advertising, jobs) * (1.0 - strange);
    Recognition { kind: Kind::PressKit, confidence, reason }
}

fn confidence(kit: &PressKit, casts: usize, advertising: usize, jobs: usize) -> f32 {
    let share = |part: usize, enough: f32| (part as f32 / enough).min(1.0);
    let cast = if casts > 0 { share(kit.cast.len(), 3.0) } else { 0.0 };
    let number = if kit.header.number.is_some() { 0.4 } else { 0.0 };
    let told = if kit.logline.is_some() || !kit.synopsis.is_empty() { 0.3 } else { 0.0 };
    let doubt = (1.0 - 0.7 * cast)
        * (1.0 - 0.5 * share(advertising, 1.0))
        * (1.0 - 0.5 * share(jobs, 2.0))
        * (1.0 - number)
        * (1.0 - told);
    let kit_like = cast.max(share(advertising, 1.0) * 0.8).max(0.35 * share(jobs, 2.0));
    (1.0 - doubt) * kit_like
}

/// Which share of the text's `pieces` is none of what a kit has.
fn unknown(kit: &PressKit, pieces: usize, prose: usize) -> f32 {
    let known = kit.cast.len() * 2 + kit.credits.len() * 2 + prose + 12;
    pieces.saturating_sub(known) as f32 / pieces.max(1) as f32
}

/// What the lines of other formats in `source` take away; 1 is all.
fn foreign(source: &Source) -> f32 {
    let lines = source.line_spans().filter(|line| is_foreign(source.slice(*line).trim()));
    lines.count() as f32 * FOREIGN
}

/// What each line of another format takes away.
const FOREIGN: f32 = 0.3;

/// Whether `line` is of a screenplay, of subtitles, or a heading of a wiki page.
fn is_foreign(line: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "teaser",
        "act one",
        "act two",
        "act three",
        "act i",
        "act ii",
        "act 1",
        "act 2",
        "log entries",
        "memorable quotes",
        "quotes",
        "background information",
        "trivia",
        "links and references",
        "references",
        "external links",
        "external link",
        "plot",
    ];
    let marks = ["INT.", "EXT.", "-->", "[edit", "[]"];
    let bare = line.trim_matches('=').trim();
    HEADINGS.iter().any(|heading| heading.eq_ignore_ascii_case(bare))
        || marks.iter().any(|mark| line.contains(mark))
}

//! Acts laid over the scenes, whoever found them.

use crate::document::script::{BlockKind, Setting};
use crate::episode::{Act, ActIx, ElementKind, Episode, Origin, Scene};

use super::Read;

/// Gives `episode` the acts that its script marks, if it marks any.
pub(super) fn marked(episode: &mut Episode, script: &Read) {
    let blocks = script.script().map(|script| script.blocks.as_slice()).unwrap_or_default();
    let marks = blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::ActMark);
    let of = |at: usize| episode.elements.get(at).map(|mark| Start::at(at, &mark.text, mark.setting));
    let marks: Vec<Start> = marks.filter_map(|(at, _)| of(at)).collect();
    let Some(first) = marks.first() else { return };
    let opening = episode.elements.iter().position(|e| e.kind != ElementKind::Metadata);
    let opening = opening.unwrap_or_default();
    let told = episode.elements.get(opening..first.at).unwrap_or_default().iter().any(|e| opens_act(e.kind));
    let untold = told.then(|| Start::at(opening, "", Setting::Plain));
    let starts: Vec<Start> = untold.into_iter().chain(marks).collect();
    let ends: Vec<usize> =
        starts.iter().skip(1).map(|start| start.at).chain([episode.elements.len()]).collect();
    let names = names(&starts);
    let acts = starts.into_iter().zip(ends).zip(names).map(|((start, end), name)| Act {
        name,
        elements: start.at..end,
        lines: (0, 0),
        origin: Origin::Marked,
        confidence: 1.0,
        lender: None,
    });
    lay(episode, acts.collect());
}

/// Whether an element of this `kind` before the first mark of an act is of an act that nothing marks. A direction
/// alone is none: `FADE IN:` stands over the first act.
fn opens_act(kind: ElementKind) -> bool {
    matches!(kind, ElementKind::Speech | ElementKind::Log | ElementKind::Heading | ElementKind::Narration)
}

/// Where an act begins.
struct Start {
    at: usize,
    /// The words of the mark; none where nothing marks it.
    written: String,
    /// Whether these words name the act, whatever they are.
    titled: bool,
}

impl Start {
    fn at(at: usize, written: &str, setting: Setting) -> Self {
        Self { at, written: written.to_owned(), titled: setting == Setting::Section && !written.is_empty() }
    }
}

/// The acts' names: as written where the mark names an act, else counted. What stands before the first
/// mark is the teaser, unless that mark is a bare break: then it is the first act.
fn names(starts: &[Start]) -> Vec<String> {
    let mut number = 0;
    let teaser = starts.get(1).is_none_or(|next| !next.written.to_lowercase().starts_with("commercial"));
    let named = |written: &str| {
        let lower = written.to_lowercase();
        ["act", "teaser", "prologue", "epilogue", "tag"].iter().any(|word| lower.starts_with(word))
    };
    let name = |start: &Start| match start.written.as_str() {
        written if start.titled => written.to_owned(),
        "" if teaser => "Teaser".to_owned(),
        written if named(written) => written.to_owned(),
        written if ["closing", "ending", "end"].iter().any(|end| written.to_lowercase().starts_with(end)) => {
            "Tag".to_owned()
        }
        _ => {
            number += 1;
            format!("Act {}", counted(number))
        }
    };
    starts.iter().map(name).collect()
}

fn counted(number: usize) -> String {
    const WORDS: [&str; 9] = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    WORDS.get(number.wrapping_sub(1)).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Lays `acts`, whose element ranges follow each other, over the elements and scenes of `episode`.
pub(super) fn lay(episode: &mut Episode, mut acts: Vec<Act>) {
    for (at, act) in acts.iter_mut().enumerate() {
        let elements = &mut episode.elements[act.elements.clone()];
        elements.iter_mut().for_each(|element| element.act = Some(ActIx::new(at)));
        let lines = elements.iter().map(|element| element.line);
        act.lines = (lines.clone().min().unwrap_or_default(), lines.max().unwrap_or_default());
    }
    close_gaps(&mut acts);
    for scene in &mut episode.outline.scenes {
        scene.acts = acts_of(scene, &acts);
    }
    episode.outline.acts = acts;
}

/// An act goes on to the line before the next one: lines that no element begins on are of the act
/// whose element they continue.
fn close_gaps(acts: &mut [Act]) {
    let starts: Vec<usize> = acts.iter().skip(1).map(|act| act.lines.0).collect();
    for (act, next) in acts.iter_mut().zip(starts) {
        act.lines.1 = act.lines.1.max(next.saturating_sub(1));
    }
}

fn acts_of(scene: &Scene, acts: &[Act]) -> Vec<ActIx> {
    let meets =
        |act: &Act| act.elements.start < scene.elements.end && scene.elements.start < act.elements.end;
    acts.iter().enumerate().filter(|(_, act)| meets(act)).map(|(at, _)| ActIx::new(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(marks: &[&str]) -> Vec<String> {
        let starts = marks.iter().enumerate().map(|(at, name)| Start::at(at, name, Setting::Plain));
        names(&starts.collect::<Vec<_>>())
    }

    #[test]
    fn acts_between_bare_breaks_are_counted() {
        assert_eq!(named(&["", "Commercial Break", "Commercial Break"]), ["Act One", "Act Two", "Act Three"]);
        let sitcom = ["", "Opening Credits", "Commercial Break", "Closing Credits"];
        assert_eq!(named(&sitcom), ["Teaser", "Act One", "Act Two", "Tag"]);
        assert_eq!(named(&["", "ACT ONE", "ACT TWO"]), ["Teaser", "ACT ONE", "ACT TWO"]);
        assert_eq!(named(&["TEASER", "ACT ONE"]), ["TEASER", "ACT ONE"]);
    }

    #[test]
    fn a_section_is_called_what_it_is_called() {
        let starts = [Start::at(0, "", Setting::Plain), Start::at(4, "The storm", Setting::Section)];
        assert_eq!(names(&starts), ["Teaser", "The storm"]);
    }
}

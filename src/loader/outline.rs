//! Acts laid over the scenes, whoever found them.

use crate::document::script::BlockKind;
use crate::episode::{Act, ActIx, Episode, Origin, Scene};

use super::Read;

/// Gives `episode` the acts that its script marks, if it marks any.
pub(super) fn marked(episode: &mut Episode, script: &Read) {
    let blocks = script.script().map(|script| script.blocks.as_slice()).unwrap_or_default();
    let marks = blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::ActMark);
    let marks: Vec<(usize, String)> = marks.map(|(at, block)| (at, script.source.flow(block.text))).collect();
    if marks.is_empty() {
        return;
    }
    let opening = episode.elements.iter().position(|e| e.kind != crate::episode::ElementKind::Metadata);
    let opening = opening.unwrap_or_default();
    let mut starts: Vec<(usize, String)> = Vec::new();
    if marks.first().is_some_and(|(at, _)| *at > opening) {
        starts.push((opening, String::new()));
    }
    starts.extend(marks);
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([episode.elements.len()]).collect();
    let names = names(&starts);
    let acts = starts.into_iter().zip(ends).zip(names).map(|(((start, _), end), name)| Act {
        name,
        elements: start..end,
        lines: (0, 0),
        origin: Origin::Marked,
        confidence: 1.0,
    });
    lay(episode, acts.collect());
}

/// The acts' names: as written where the mark names an act, else counted. What stands before the first
/// mark is the teaser, unless that mark is a bare break: then it is the first act.
fn names(starts: &[(usize, String)]) -> Vec<String> {
    let mut number = 0;
    let teaser = starts.get(1).is_none_or(|(_, next)| !next.to_lowercase().starts_with("commercial"));
    let named = |written: &str| {
        let lower = written.to_lowercase();
        ["act", "teaser", "prologue", "epilogue", "tag"].iter().any(|word| lower.starts_with(word))
    };
    let name = |(_, written): &(usize, String)| match written.as_str() {
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
        let starts: Vec<(usize, String)> =
            marks.iter().enumerate().map(|(at, name)| (at, (*name).to_owned())).collect();
        names(&starts)
    }

    #[test]
    fn acts_between_bare_breaks_are_counted() {
        assert_eq!(named(&["", "Commercial Break", "Commercial Break"]), ["Act One", "Act Two", "Act Three"]);
        let sitcom = ["", "Opening Credits", "Commercial Break", "Closing Credits"];
        assert_eq!(named(&sitcom), ["Teaser", "Act One", "Act Two", "Tag"]);
        assert_eq!(named(&["", "ACT ONE", "ACT TWO"]), ["Teaser", "ACT ONE", "ACT TWO"]);
        assert_eq!(named(&["TEASER", "ACT ONE"]), ["TEASER", "ACT ONE"]);
    }
}

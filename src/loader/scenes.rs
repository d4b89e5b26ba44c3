//! The flat blocks of a script to numbered scenes and citable elements.

use std::ops::Range;

use crate::document::script::{Block, BlockKind, Evidence};
use crate::episode::{Element, ElementId, ElementKind, Episode, Scene, SceneIx, SourceIx};
use crate::source::Source;

use super::Read;

/// Fills the elements and scenes of `episode` from the script `read`, its document `ix`.
pub(super) fn build(episode: &mut Episode, ix: SourceIx, read: &Read) {
    let Some(script) = read.script() else { return };
    let starts = scene_starts(&script.blocks);
    let mut numbering = Numbering::default();
    let mut next = starts.iter().peekable();
    episode.elements.reserve(script.blocks.len());
    for (at, block) in script.blocks.iter().enumerate() {
        if next.next_if(|start| **start == at).is_some() {
            numbering.open_scene();
        }
        let id = numbering.id(&block.kind);
        episode.elements.push(element(block, id, ix, &read.source));
    }
    episode.outline.scenes = scenes(&episode.elements, &starts, &read.source, &script.blocks);
}

/// The indices of the blocks that open a scene, in order.
///
/// A log entry that stands before a heading opens the scene of that heading. Speech before the first
/// heading is a scene of its own, without a name.
fn scene_starts(blocks: &[Block]) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if block.kind == BlockKind::Heading {
            let since = starts.last().map_or(0, |start| start + 1);
            starts.push(opening_of(blocks, since, at));
        }
    }
    let first = starts.first().copied().unwrap_or(blocks.len());
    let nameless = blocks[..first].iter().position(|block| matches!(block.kind, BlockKind::Speech(_)));
    if nameless.is_some() {
        let opening = blocks[..first].iter().position(|block| block.kind != BlockKind::Metadata);
        starts.insert(0, opening.unwrap_or_default());
    }
    starts
}

/// Where the scene of the heading at `heading` begins: at the log entry (with the act's mark before that) or the act's mark before it, if
/// nothing but directions stands between and the scene before (which begins at or after `since`) keeps a word.
fn opening_of(blocks: &[Block], since: usize, heading: usize) -> usize {
    let leads_in =
        |block: &Block| matches!(block.kind, BlockKind::Log | BlockKind::Direction | BlockKind::ActMark);
    let run = blocks[since..heading].iter().rev().take_while(|block| leads_in(block)).count();
    let lead = &blocks[heading - run..heading];
    let log = lead.iter().position(|block| block.kind == BlockKind::Log).map(|log| {
        let mark = lead[..log].iter().rposition(|block| block.kind == BlockKind::ActMark);
        heading - run + mark.unwrap_or(log)
    });
    let Some(opening) = log.or_else(|| mark_before(blocks, since, heading)) else { return heading };
    let keeps_a_word =
        since == 0 || blocks[since..opening].iter().any(|b| !matches!(b.kind, BlockKind::Heading));
    if keeps_a_word { opening } else { heading }
}

/// The last mark of an act between which and the heading at `heading` is nothing but directions and the rest of
/// a page.
fn mark_before(blocks: &[Block], since: usize, heading: usize) -> Option<usize> {
    let passed = |block: &&Block| {
        matches!(block.kind, BlockKind::Direction | BlockKind::Metadata | BlockKind::ActMark)
    };
    let lead = blocks[since..heading].iter().rev().take_while(passed).count();
    let mark = blocks[heading - lead..heading].iter().rposition(|block| block.kind == BlockKind::ActMark)?;
    Some(heading - lead + mark)
}

fn scenes(elements: &[Element], starts: &[usize], source: &Source, blocks: &[Block]) -> Vec<Scene> {
    let ends = starts.iter().skip(1).copied().chain([elements.len()]);
    let scene = |(number, (start, end)): (usize, (usize, usize))| {
        let own = |element: &&Element| element.kind == ElementKind::Heading && element.id.after == 0;
        let heading = elements[start..end].iter().position(|element| own(&element)).map(|at| start + at);
        let written = heading.and_then(|at| blocks.get(at)).and_then(|block| block.number.clone());
        let heading = heading.and_then(|at| elements.get(at));
        let last =
            blocks[start..end].last().map_or(0, |block| source.line_of(block.span.end.saturating_sub(1)));
        Scene {
            number: u32::try_from(number + 1).unwrap_or(u32::MAX),
            heading: heading.map(|element| element.text.clone()).unwrap_or_default(),
            written,
            elements: start..end,
            lines: (source.line_of(blocks[start].span.start), last),
            acts: Vec::new(),
        }
    };
    starts.iter().copied().zip(ends).enumerate().map(scene).collect()
}

/// Hands out the ids that people cite.
#[derive(Default)]
struct Numbering {
    scene: u32,
    speech: u32,
    after: u32,
    heading_given: bool,
}

impl Numbering {
    fn open_scene(&mut self) {
        *self = Self { scene: self.scene + 1, ..Self::default() };
    }

    fn id(&mut self, kind: &BlockKind) -> ElementId {
        let id = |speech, after| ElementId { scene: self.scene, speech, after };
        match kind {
            BlockKind::Heading if !self.heading_given && self.speech == 0 => {
                self.heading_given = true;
                id(0, 0)
            }
            BlockKind::Speech(_) => {
                self.speech += 1;
                self.after = 0;
                id(self.speech, 0)
            }
            _ => {
                self.after += 1;
                id(self.speech, self.after)
            }
        }
    }
}

fn element(block: &Block, id: ElementId, source_ix: SourceIx, source: &Source) -> Element {
    let cue = match &block.kind {
        BlockKind::Speech(cue) => Some(cue),
        _ => None,
    };
    let words = block.words.as_ref();
    let text = words.map_or_else(|| source.flow(block.text), |words| words.text().to_owned());
    Element {
        id,
        source: source_ix,
        line: source.line_of(block.text.start.max(block.span.start)),
        span: block.text,
        kind: kind_of(&block.kind),
        scene: id.scene.checked_sub(1).map(SceneIx),
        act: None,
        speakers: Vec::new(),
        label: cue.and_then(|cue| cue.label.clone()),
        extension: cue.and_then(|cue| cue.extension.clone()),
        confidence: cue.map_or(1.0, |cue| cue.confidence),
        evidence: cue.map_or(Evidence::None, |cue| cue.evidence),
        who: cue.and_then(|cue| cue.who.clone()),
        asides: if cue.is_some() { asides(&text) } else { Vec::new() },
        emphasis: words.map(|words| words.emphasis().to_vec()).unwrap_or_default(),
        lines: words.map(|words| words.lines().to_vec()).unwrap_or_default(),
        setting: block.setting,
        text,
    }
}

fn kind_of(kind: &BlockKind) -> ElementKind {
    match kind {
        BlockKind::Metadata => ElementKind::Metadata,
        BlockKind::Heading | BlockKind::ActMark => ElementKind::Heading,
        BlockKind::Speech(_) => ElementKind::Speech,
        BlockKind::Log => ElementKind::Log,
        BlockKind::Direction => ElementKind::Direction,
        BlockKind::Narration => ElementKind::Narration,
        BlockKind::Other => ElementKind::Other,
    }
}

/// The directions inside a speech: what stands in parentheses or brackets, marks included. An opening
/// mark that is never closed is no direction, for the words after it would be taken from the speaker.
pub(super) fn asides(text: &str) -> Vec<Range<usize>> {
    let mut asides = Vec::new();
    if memchr::memchr2(b'(', b'[', text.as_bytes()).is_none() {
        return asides;
    }
    let mut open: Option<(usize, char)> = None;
    for (at, character) in text.char_indices() {
        match (open, character) {
            (None, '(') => open = Some((at, ')')),
            (None, '[') => open = Some((at, ']')),
            (Some((start, close)), _) if character == close => {
                asides.push(start..at + close.len_utf8());
                open = None;
            }
            _ => {}
        }
    }
    asides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::{Given, load};

    fn ids(text: &str) -> Vec<String> {
        let given = Given {
            source: Source::from_bytes("t.txt", text.as_bytes()),
            kind: Some(crate::document::Kind::Transcript),
        };
        load(vec![given], "t").elements.iter().map(|e| format!("{} {}", e.id, e.kind.name())).collect()
    }

    #[test]
    fn the_mark_of_an_act_opens_the_scene_whose_heading_follows_it() {
        let text =
            "[Deck]\nMAREN: One.\nACT TWO\n(Fade in.)\n[Hold]\nMAREN: Two.\nACT THREE\nORRIN: Three.\n";
        let expected = [
            "1.00 heading",
            "1.01 speech",
            "2.00a heading",
            "2.00b direction",
            "2.00 heading",
            "2.01 speech",
            "2.01a heading",
            "2.02 speech",
        ];
        assert_eq!(ids(text), expected);
    }

    #[test]
    fn the_mark_of_an_act_before_a_log_entry_is_of_the_scene_that_the_entry_opens() {
        let text = "[Deck]\nMAREN: One.\nACT TWO\nKeeper's log, stardate 8812.3. The fog is back.\n[Hold]\nMAREN: Two.\n";
        let expected =
            ["1.00 heading", "1.01 speech", "2.00a heading", "2.00b log", "2.00 heading", "2.01 speech"];
        assert_eq!(ids(text), expected);
    }

    #[test]
    fn speeches_are_numbered_by_scene_and_the_rest_by_letter() {
        let text = "[Deck]\n(Rain.)\nMAREN: One.\n(She waits.)\nORRIN: Two.\n[Hold]\nMAREN: Three.\n";
        assert_eq!(
            ids(text),
            [
                "1.00 heading",
                "1.00a direction",
                "1.01 speech",
                "1.01a direction",
                "1.02 speech",
                "2.00 heading",
                "2.01 speech"
            ]
        );
    }

    #[test]
    fn asides_are_closed_parentheses() {
        let of =
            |text: &str| asides(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(of("(low) I know. [beat] Go (on"), ["(low)", "[beat]"]);
    }
}

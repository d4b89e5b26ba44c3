//! Which lines of the script are shown: all but what only its pages repeat; those that hold what one limits it
//! to, with the headings of their scenes; all without the directions. The line that one is at is always shown, so that every
//! jump arrives.

use crate::document::script::Setting;
use crate::episode::{Element, ElementKind, Episode, SceneIx};
use crate::text::find::Pattern;

use super::state::ScriptPane;
use super::widget::input::Input;

/// What is shown of the script.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// What is typed to limit it.
    pub(super) input: Input,
    /// Where one was before that.
    pub(super) origin: ScriptPane,
    /// Whether directions, and where voices come from, are left out.
    pub(super) bare: bool,
    pattern: Option<Pattern>,
    /// The indices of what is shown, in order; `None` for all.
    lines: Option<Vec<usize>>,
    /// How many lines hold what the script is limited to.
    holding: usize,
    /// The line that one is at, where it is not among them.
    visited: Option<usize>,
    /// Grows whenever something else is shown.
    version: u64,
}

impl Shown {
    /// Limits `episode` to what is typed and to what is wanted of it. What no line holds limits nothing.
    pub(super) fn ask(&mut self, episode: &Episode) {
        self.pattern = Pattern::new(self.input.text());
        let holding = self.pattern.as_ref().map(|pattern| holding(pattern, episode));
        self.holding = holding.as_ref().map_or(0, Vec::len);
        let limited = holding.filter(|holding| !holding.is_empty());
        self.lines = match limited {
            Some(lines) => Some(with_headings(lines, episode)),
            None => Some(listed(episode, self.bare)).filter(|listed| is_limit(listed, episode)),
        };
        self.visited = None;
        self.version += 1;
    }

    /// Limits `episode` no more.
    pub(super) fn forget(&mut self, episode: &Episode) {
        self.input = Input::default();
        self.ask(episode);
    }

    /// How many lines hold what the script is limited to; `None` where it is not limited.
    pub(super) fn limit(&self) -> Option<usize> {
        self.pattern.as_ref().map(|_| self.holding)
    }

    /// What is looked for in the lines that are shown.
    pub(super) fn pattern(&self) -> Option<&Pattern> {
        self.pattern.as_ref()
    }

    /// A number that changes with what is shown.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Shows the line at `index` as long as one is at it.
    pub(super) fn visit(&mut self, index: usize) {
        let visited = Some(index).filter(|index| !self.is_listed(*index));
        if visited != self.visited {
            self.visited = visited;
            self.version += 1;
        }
    }

    /// Whether the line at `index` is shown.
    pub(super) fn contains(&self, index: usize) -> bool {
        self.visited == Some(index) || self.is_listed(index)
    }

    fn is_listed(&self, index: usize) -> bool {
        self.lines.as_ref().is_none_or(|lines| lines.binary_search(&index).is_ok())
    }

    /// The shown line before `index`.
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        let Some(lines) = &self.lines else { return index.checked_sub(1) };
        let listed = lines.get(..lines.partition_point(|line| *line < index)).and_then(<[usize]>::last);
        listed.copied().max(self.visited.filter(|visited| *visited < index))
    }

    /// The line at `index` or the next one that is listed, of `count`; the last before it where there
    /// is none.
    pub(super) fn nearest(&self, index: usize, count: usize) -> usize {
        let index = index.min(count.saturating_sub(1));
        let Some(lines) = &self.lines else { return index };
        let next = lines.get(lines.partition_point(|line| *line < index)).or(lines.last());
        next.copied().unwrap_or(index)
    }
}

/// The lines of `episode` that hold `pattern`, in what is said or in who says it.
fn holding(pattern: &Pattern, episode: &Episode) -> Vec<usize> {
    let names: Vec<bool> =
        episode.cast.speakers.iter().map(|speaker| !pattern.ranges(&speaker.name).is_empty()).collect();
    let says = |element: &Element| {
        element.speakers.iter().any(|speaker| names.get(speaker.at()).copied().unwrap_or_default())
    };
    let holds = |element: &Element| says(element) || !pattern.ranges(&element.text).is_empty();
    episode.indexed().filter(|(_, element)| holds(element)).map(|(ix, _)| ix.at()).collect()
}

/// `lines` and the headings of the scenes that they are in.
fn with_headings(lines: Vec<usize>, episode: &Episode) -> Vec<usize> {
    let mut scenes: Vec<_> = lines.iter().filter_map(|line| episode.elements.get(*line)?.scene).collect();
    scenes.dedup();
    // A log entry may open a scene before its heading.
    let is_heading =
        |at: &usize| episode.elements.get(*at).is_some_and(|element| element.kind == ElementKind::Heading);
    let heading = |scene: SceneIx| episode.outline.scenes.get(scene.at())?.elements.clone().find(is_heading);
    let headings = scenes.into_iter().filter_map(heading);
    let mut all: Vec<usize> = headings.chain(lines.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The lines of `episode` without its pages' furniture; where it is to be `bare`, without directions too. In a
/// story, what is told between what is said is one.
fn listed(episode: &Episode, bare: bool) -> Vec<usize> {
    let speaks = episode.elements.iter().any(|element| element.kind == ElementKind::Speech);
    let directs = |kind| kind == ElementKind::Direction || speaks && kind == ElementKind::Narration;
    let left_out = |element: &Element| is_furniture(element) || bare && directs(element.kind);
    episode.indexed().filter(|(_, element)| !left_out(element)).map(|(ix, _)| ix.at()).collect()
}

/// Whether `listed` leaves some of `episode` out, and not all of it.
fn is_limit(listed: &[usize], episode: &Episode) -> bool {
    !listed.is_empty() && listed.len() < episode.elements.len()
}

/// Whether the element is what the pages of a script repeat within a scene: their headings, `CONTINUED`.
fn is_furniture(element: &Element) -> bool {
    element.kind == ElementKind::Metadata && element.setting == Setting::Plain && element.scene.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    fn limited(typed: &str, bare: bool) -> (Shown, Episode) {
        let (episode, _) = Shelf::sample().entries[0].load();
        let mut shown = Shown { bare, ..Shown::default() };
        shown.input.insert(typed);
        shown.ask(&episode);
        (shown, episode)
    }

    #[test]
    fn lines_that_hold_it_are_shown_with_the_headings_of_their_scenes() {
        for typed in ["lamp", "fenn", "Fenn"] {
            let (shown, episode) = limited(typed, false);
            assert!(shown.limit().is_some_and(|count| count > 3), "{typed}");
            for (ix, element) in episode.indexed().filter(|(ix, _)| shown.contains(ix.at())) {
                let name = episode.speaker_name(element).unwrap_or_default();
                let text = format!("{name}: {}", element.text).to_lowercase();
                let heading = element.kind == ElementKind::Heading;
                assert!(heading || text.contains(&typed.to_lowercase()), "{typed} {}", element.id);
                let before = shown.before(ix.at());
                assert!(before.is_none_or(|before| before < ix.at() && shown.contains(before)));
            }
        }
        assert_eq!(limited("Fenn", false).0.limit(), limited("Fenn", true).0.limit());
    }

    #[test]
    fn what_the_pages_repeat_is_shown_where_one_is_at_it() {
        let (mut episode, _) = Shelf::sample().entries[0].load();
        let at = episode.elements.iter().position(|element| element.scene.is_some()).expect("a scene") + 1;
        episode.elements[at].kind = ElementKind::Metadata;
        let mut shown = Shown::default();
        shown.ask(&episode);
        assert!(!shown.contains(at) && shown.contains(0) && shown.contains(at + 1));
        shown.visit(at);
        assert!(shown.contains(at));
    }

    #[test]
    fn what_no_line_holds_limits_nothing_and_directions_can_be_left_out() {
        let (shown, episode) = limited("no such words at all", false);
        assert_eq!(shown.limit(), Some(0));
        assert!((0..episode.elements.len()).all(|at| shown.contains(at)));
        let (mut shown, episode) = limited("", true);
        let direction = episode.elements.iter().position(|element| element.kind == ElementKind::Direction);
        let direction = direction.expect("the sample has directions");
        assert!(!shown.contains(direction));
        let version = shown.version();
        shown.visit(direction);
        assert!(shown.contains(direction) && shown.version() > version);
        assert_ne!(shown.nearest(direction, episode.elements.len()), direction);
        shown.visit(direction + 1);
        assert!(!shown.contains(direction));
    }
}

//! An episode in the order in which it is written out: acts, headings, and all else.

use crate::document::script::Setting;
use crate::document::words::Emphasis;
use crate::episode::{Act, Element, ElementKind, Episode, Scene};

/// What is written out next.
pub(super) enum Line<'a> {
    /// An act begins.
    Act(&'a Act),
    /// A scene begins.
    Scene(&'a Scene),
    /// An element that is neither the mark of an act nor the heading of a scene.
    Element(&'a Element),
}

/// Everything of `episode` but its title page, in order. A scene that a log entry opens has its heading
/// before the entry: in what is written, a heading is where a scene begins. A first scene without a name
/// has none.
pub(super) fn in_order(episode: &Episode) -> Vec<Line<'_>> {
    let outline = &episode.outline;
    let mut acts = outline.acts.iter().peekable();
    let mut scenes = outline.scenes.iter().peekable();
    let mut lines = Vec::new();
    let page = title_page(episode).count();
    for (at, element) in episode.elements.iter().enumerate() {
        lines.extend(acts.next_if(|act| act.elements.start <= at).map(Line::Act));
        let scene = scenes.next_if(|scene| scene.elements.start <= at);
        lines.extend(scene.filter(|scene| is_headed(episode, scene)).map(Line::Scene));
        if at >= page && element.kind != ElementKind::Heading {
            lines.push(Line::Element(element));
        }
    }
    lines
}

/// Whether a heading stands in `scene`: the first one may have none.
fn is_headed(episode: &Episode, scene: &Scene) -> bool {
    let within = episode.elements.get(scene.elements.clone()).unwrap_or_default();
    within.iter().any(|element| element.kind == ElementKind::Heading && element.id.after == 0)
}

/// The lines of the script's title page: what stands before everything that is told.
pub(super) fn title_page(episode: &Episode) -> impl Iterator<Item = &Element> {
    let first_act = episode.outline.acts.first().map_or(usize::MAX, |act| act.elements.start);
    let plain = |element: &&Element| {
        element.kind == ElementKind::Metadata && element.setting == Setting::Plain && element.scene.is_none()
    };
    episode.elements.iter().take(first_act).take_while(plain)
}

/// Whether `line` of a title page says that something is so that is called `fact`, and nothing else: `Stardate: 8812.3`,
/// or the fact by itself, in quotation marks or not. A line that only ends as the fact does says more.
pub(super) fn states(line: &str, fact: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”'));
    let Some(before) = bare.strip_suffix(fact) else { return false };
    let key = before.trim_end_matches(['"', '“', ' ']);
    before.is_empty() || key.strip_suffix(':').is_some_and(|key| key.split_whitespace().nth(2).is_none())
}

/// A stretch of a line that is set in one way.
pub(super) type Part<'a> = (&'a str, Emphasis);

/// The lines of the element's text, each in the parts that are set alike; no white space at their ends.
pub(super) fn set_apart(element: &Element) -> Vec<Vec<Part<'_>>> {
    let starts = [0].into_iter().chain(element.lines.iter().copied());
    let ends = element.lines.iter().copied().chain([element.text.len()]);
    starts.zip(ends).map(|(start, end)| parts(element, start, end)).collect()
}

fn parts(element: &Element, start: usize, end: usize) -> Vec<Part<'_>> {
    let text = element.text.as_str();
    let end = start + text.get(start..end).unwrap_or_default().trim_end().len();
    let mut parts = Vec::new();
    let mut at = start;
    let within = element.emphasis.iter().filter(|(range, _)| range.start < end && start < range.end);
    for (range, set) in within {
        let (from, to) = (range.start.max(at), range.end.min(end));
        parts.push((text.get(at..from).unwrap_or_default(), Emphasis::default()));
        parts.push((text.get(from..to).unwrap_or_default(), *set));
        at = to.max(at);
    }
    parts.push((text.get(at..end).unwrap_or_default(), Emphasis::default()));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_line_that_says_nothing_else_states_a_fact() {
        for (line, fact, is) in [
            ("Stardate: 8812.3", "8812.3", true),
            ("Original Airdate: 9 Nov, 1997", "9 Nov, 1997", true),
            ("\"The Oil\"", "The Oil", true),
            ("Title: \"The Oil\"", "The Oil", true),
            ("The Oil", "The Oil", true),
            ("Notes: a memory of The Oil", "The Oil", false),
            ("With thanks to all of you: The Oil", "The Oil", false),
            ("After The Oil", "The Oil", false),
        ] {
            assert_eq!(states(line, fact), is, "{line}");
        }
    }
}

//! A line of the script as it is remembered: its id, its words, and the words around it.
//!
//! An id alone would follow the count of speeches when a document is edited, and words alone are said
//! more than once. Together they find the line again: where its words stand unchanged, the one of them
//! with the same neighbours, the same id, the nearest, in this order; where they were edited, the line
//! that is most like it. A line that nothing is like is lost, and said to be.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::episode::{Element, ElementId, ElementIx, Episode};
use crate::text::clean::clean_line;
use crate::text::fold::fold;
use crate::text::tokens::keys;

/// The characters that are remembered of a line, and of a neighbour.
const WORDS: usize = 600;
const NEIGHBOUR: usize = 80;

/// The share of words that an edited line must have in common with what it was (Dice's coefficient).
const LIKE: f32 = 0.6;

/// Words below which a line is too short to be known by them alone.
const TELLING: usize = 3;

/// A remembered line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Its id.
    pub id: ElementId,
    /// Who speaks it, as it was shown.
    pub speaker: Option<String>,
    /// Its words, as many as it takes to know them again.
    pub words: String,
    /// How the line before begins.
    pub before: String,
    /// How the line after begins.
    pub after: String,
}

impl Default for Anchor {
    fn default() -> Self {
        let id = ElementId { scene: 0, speech: 0, after: 0 };
        Self { id, speaker: None, words: String::new(), before: String::new(), after: String::new() }
    }
}

/// How a remembered line was found again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Held {
    /// Its words stand where they stood or elsewhere.
    Same(ElementIx),
    /// Other words stand for it, this much alike, 0 to 1.
    Like(ElementIx, f32),
}

impl Held {
    /// The line.
    pub fn line(self) -> ElementIx {
        match self {
            Self::Same(line) | Self::Like(line, _) => line,
        }
    }
}

impl Anchor {
    /// The line `ix` of `episode`, to be remembered; `None` where there is no such line.
    pub fn of(episode: &Episode, ix: ElementIx) -> Option<Self> {
        let element = episode.elements.get(ix.at())?;
        let (before, after) = neighbours(episode, ix.at());
        Some(Self {
            id: element.id,
            speaker: episode.speaker_name(element),
            words: element.text.chars().take(WORDS).collect(),
            before,
            after,
        })
    }

    /// This, fit for a screen.
    pub(super) fn cleaned(self) -> Self {
        Self {
            id: self.id,
            speaker: self.speaker.map(|speaker| clean_line(&speaker)),
            words: clean_line(&self.words),
            before: clean_line(&self.before),
            after: clean_line(&self.after),
        }
    }

    /// The line nearest to where this one was, whatever its words: for returning to a place.
    pub fn near(&self, episode: &Episode) -> Option<ElementIx> {
        let last = episode.elements.len().checked_sub(1)?;
        Some(ElementIx::new(place_of(episode, self.id).min(last)))
    }
}

/// Where an element of this id is or would be.
fn place_of(episode: &Episode, id: ElementId) -> usize {
    let found = episode.find(id).map(ElementIx::at);
    found.unwrap_or_else(|| episode.elements.partition_point(|element| element.id < id))
}

/// How the elements around the one at `index` begin.
fn neighbours(episode: &Episode, index: usize) -> (String, String) {
    let beginning = |element: Option<&Element>| {
        element.map_or_else(String::new, |element| element.text.chars().take(NEIGHBOUR).collect())
    };
    let before = index.checked_sub(1).and_then(|before| episode.elements.get(before));
    (beginning(before), beginning(episode.elements.get(index + 1)))
}

/// An episode in which remembered lines are looked for.
#[derive(Debug)]
pub struct Finder<'a> {
    episode: &'a Episode,
    /// Folded words to the elements that have them; made when the first line is not where it was.
    words: std::cell::OnceCell<HashMap<String, Vec<usize>>>,
}

impl<'a> Finder<'a> {
    /// Looks for lines in `episode`.
    pub fn new(episode: &'a Episode) -> Self {
        Self { episode, words: std::cell::OnceCell::new() }
    }

    /// The line that `anchor` remembers; `None` where it is lost.
    pub fn find(&self, anchor: &Anchor) -> Option<Held> {
        let words = folded(&anchor.words);
        let there = self.episode.find(anchor.id).map(ElementIx::at);
        let unmoved =
            there.filter(|at| self.words_at(*at) == words && self.neighbours_in_common(*at, anchor) == 2);
        if let Some(at) = unmoved {
            return Some(Held::Same(ElementIx::new(at)));
        }
        self.same_words(&words, anchor).or_else(|| self.like(anchor))
    }

    /// Among the lines with the same words the one with most neighbours in common, then the one with
    /// the same id, then the nearest.
    fn same_words(&self, words: &str, anchor: &Anchor) -> Option<Held> {
        let was = place_of(self.episode, anchor.id);
        let telling = keys(words).len() >= TELLING;
        let index = self.words.get_or_init(|| self.index());
        let candidates = index.get(words).into_iter().flatten().copied();
        let ranked = candidates.filter_map(|at| {
            let around = self.neighbours_in_common(at, anchor);
            let same_id = self.episode.elements[at].id == anchor.id;
            let known = telling || around > 0 || same_id;
            known.then_some((around, same_id, std::cmp::Reverse(at.abs_diff(was)), at))
        });
        ranked.max().map(|(.., at)| Held::Same(ElementIx::new(at)))
    }

    /// The line whose words are most like the remembered ones; of equals the nearest.
    fn like(&self, anchor: &Anchor) -> Option<Held> {
        let was = place_of(self.episode, anchor.id);
        let wanted = counted(&anchor.words);
        if wanted.values().sum::<usize>() < TELLING {
            return None;
        }
        let mut best: Option<(f32, usize)> = None;
        for (at, element) in self.episode.elements.iter().enumerate() {
            let share = alike(&wanted, &counted(cut(&element.text)));
            let nearer = |than: usize| at.abs_diff(was) < than.abs_diff(was);
            if share >= LIKE && best.is_none_or(|(most, than)| share > most || share == most && nearer(than))
            {
                best = Some((share, at));
            }
        }
        best.map(|(share, at)| Held::Like(ElementIx::new(at), share))
    }

    fn index(&self) -> HashMap<String, Vec<usize>> {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for at in 0..self.episode.elements.len() {
            index.entry(self.words_at(at)).or_default().push(at);
        }
        index
    }

    fn words_at(&self, at: usize) -> String {
        self.episode.elements.get(at).map_or_else(String::new, |element| folded(cut(&element.text)))
    }

    fn neighbours_in_common(&self, at: usize, anchor: &Anchor) -> usize {
        let (before, after) = neighbours(self.episode, at);
        let same = |a: &str, b: &str| folded(a) == folded(b);
        usize::from(same(&before, &anchor.before)) + usize::from(same(&after, &anchor.after))
    }
}

/// As much of a line as is remembered.
fn cut(text: &str) -> &str {
    text.char_indices().nth(WORDS).map_or(text, |(end, _)| &text[..end])
}

/// Words as they compare: folded, without what stands between them.
fn folded(text: &str) -> String {
    let mut words = String::new();
    for word in fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push_str(word);
        words.push(' ');
    }
    words
}

/// How often each word stands in `text`.
fn counted(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for token in keys(text) {
        *counts.entry(token.key).or_default() += 1;
    }
    counts
}

/// Dice's coefficient of two bags of words.
fn alike(a: &HashMap<String, usize>, b: &HashMap<String, usize>) -> f32 {
    let common: usize = a.iter().map(|(word, count)| b.get(word).map_or(0, |other| *count.min(other))).sum();
    let all = a.values().sum::<usize>() + b.values().sum::<usize>();
    if all == 0 { 0.0 } else { 2.0 * common as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader;
    use crate::source::Source;

    const SCRIPT: &str = "Halyard: Fog\n\n[Lamp room]\n\nMAREN: Is the lamp lit on the lee side?\n\n\
        ORRIN: Yes.\n\nMAREN: Then who is ringing the bell?\n\nORRIN: Nobody rings it, and that is the trouble.\n\n\
        [Deck]\n\nMAREN: Orrin, are you there?\n\nORRIN: Yes.\n\nMAREN: Hold the rope until I come up.\n\n\
        ORRIN: It is holding me.\n";

    fn episode(text: &str) -> Episode {
        loader::load(vec![Source::from_bytes("fog.txt", text.as_bytes()).into()], "fog")
    }

    fn line(episode: &Episode, words: &str, nth: usize) -> ElementIx {
        let found = episode.indexed().filter(|(_, element)| element.text == words).nth(nth);
        found.unwrap_or_else(|| panic!("{words}")).0
    }

    /// What the line with these words becomes in the edited script.
    fn found_again(words: &str, nth: usize, edited: &str) -> Option<(String, bool)> {
        let before = episode(SCRIPT);
        let anchor = Anchor::of(&before, line(&before, words, nth)).expect("a line");
        let after = episode(edited);
        let held = Finder::new(&after).find(&anchor)?;
        let place = format!("{} {}", after.element(held.line()).id, after.element(held.line()).text);
        Some((place, matches!(held, Held::Same(_))))
    }

    #[test]
    fn a_line_is_where_it_was() {
        assert_eq!(found_again("Yes.", 1, SCRIPT), Some(("2.02 Yes.".to_owned(), true)));
    }

    #[test]
    fn a_line_moves_with_what_is_written_before_it() {
        let more = SCRIPT.replacen(
            "[Lamp room]\n",
            "[Stairs]\n\nORRIN: Mind the third step.\n\nMAREN: Yes.\n\n[Lamp room]\n",
            1,
        );
        assert_eq!(found_again("Yes.", 1, &more), Some(("3.02 Yes.".to_owned(), true)));
        assert_eq!(found_again("Yes.", 0, &more), Some(("2.02 Yes.".to_owned(), true)));
        let rope = found_again("Hold the rope until I come up.", 0, &more);
        assert_eq!(rope, Some(("3.03 Hold the rope until I come up.".to_owned(), true)));
    }

    #[test]
    fn an_edited_line_is_the_one_most_like_it() {
        let edited = SCRIPT.replace(
            "Nobody rings it, and that is the trouble.",
            "Nobody rings it; that is all the trouble.",
        );
        let words = "Nobody rings it, and that is the trouble.";
        assert_eq!(
            found_again(words, 0, &edited),
            Some(("1.04 Nobody rings it; that is all the trouble.".to_owned(), false))
        );
    }

    #[test]
    fn other_punctuation_and_case_are_the_same_words() {
        let edited = SCRIPT.replace("ORRIN: It is holding me.", "ORRIN: It is HOLDING me!");
        assert_eq!(
            found_again("It is holding me.", 0, &edited),
            Some(("2.04 It is HOLDING me!".to_owned(), true))
        );
    }

    #[test]
    fn what_nothing_is_like_is_lost() {
        let cut = SCRIPT.replace("MAREN: Hold the rope until I come up.\n\n", "");
        assert_eq!(found_again("Hold the rope until I come up.", 0, &cut), None);
        let other = "Gull: Sand\n\n[Dune]\n\nTESS: The tide went out.\n\nBRAM: Yes.\n\nTESS: It will not come back.\n";
        assert_eq!(found_again("Yes.", 1, other), None, "a short line elsewhere is another one");
    }

    #[test]
    fn near_is_always_somewhere() {
        let whole = episode(SCRIPT);
        let anchor = Anchor::of(&whole, line(&whole, "It is holding me.", 0)).expect("a line");
        assert!(anchor.near(&episode("Gull: Sand\n\n[Dune]\n\nTESS: Out.\n\nBRAM: Yes.\n")).is_some());
        assert_eq!(anchor.near(&Episode::default()), None);
    }
}

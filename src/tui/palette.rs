//! What can be asked for by name: every action of the panes, every theme, a line by its number or id,
//! a share of the way.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::episode::{ElementId, ElementIx, Episode};

use super::action::{ACTIONS, Action, Description, Mode};
use super::widget::input::Input;

/// Something that can be asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Offer {
    /// An action.
    Action(&'static Description),
    /// The theme with this index.
    Theme(usize),
    /// The element with this index.
    Element(usize),
}

/// What is typed, and what is offered for it.
#[derive(Debug, Default)]
pub(super) struct Palette {
    /// What is typed.
    pub(super) input: Input,
    /// The row under the cursor.
    pub(super) cursor: usize,
    /// What is offered, best first.
    pub(super) offers: Vec<Offer>,
}

/// Added to the score of what is found in a name: a name is what one types, its doc only explains it.
const BY_NAME: u32 = 1_000;

/// What is offered for `typed`, best first; everything, in the order of help, where nothing is typed.
pub(super) fn offers(typed: &str, episode: &Episode, themes: &[String]) -> Vec<Offer> {
    let typed = typed.trim();
    let mut offers: Vec<Offer> = place(typed, episode).map(Offer::Element).into_iter().collect();
    let actions = ACTIONS.iter().filter(|row| row.mode == Mode::Reader && row.action != Action::Palette);
    let actions = actions.map(|row| (Offer::Action(row), row.name.to_owned(), row.doc));
    let themes = themes.iter().enumerate().map(|(at, name)| (Offer::Theme(at), format!("theme {name}"), ""));
    let mut scores = Scores::new(typed);
    let mut scored: Vec<(u32, Offer)> = actions
        .chain(themes)
        .filter_map(|(offer, name, doc)| {
            let whole = if name == typed { BY_NAME } else { 0 };
            Some((scores.of(&name, doc)? + whole, offer))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    offers.extend(scored.into_iter().map(|(_, offer)| offer));
    offers
}

/// How well names and docs answer what is typed.
struct Scores {
    matcher: Matcher,
    name: Pattern,
    doc: Pattern,
    characters: Vec<char>,
}

impl Scores {
    fn new(typed: &str) -> Self {
        let pattern = |kind| Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            name: pattern(AtomKind::Fuzzy),
            // Letters scattered over a sentence say nothing.
            doc: pattern(AtomKind::Substring),
            characters: Vec::new(),
        }
    }

    fn of(&mut self, name: &str, doc: &str) -> Option<u32> {
        let name = Utf32Str::new(name, &mut self.characters);
        let by_name = self.name.score(name, &mut self.matcher).map(|score| score + BY_NAME);
        let doc = Utf32Str::new(doc, &mut self.characters);
        by_name.or_else(|| self.doc.score(doc, &mut self.matcher))
    }
}

/// The element that `typed` is the place of: `9.06` an id, `123` a line of the script's file, `40%` a
/// share of the way.
fn place(typed: &str, episode: &Episode) -> Option<usize> {
    if let Some(percent) = typed.strip_suffix('%') {
        return Some(share(percent.trim().parse().ok()?, episode.elements.len()));
    }
    if let Ok(line) = typed.parse() {
        return episode.element_at_line(line).map(ElementIx::at);
    }
    episode.find(typed.parse().ok()?).map(ElementIx::at)
}

/// Why `typed` leads nowhere: there is no such line, or nothing is called so.
pub(super) fn leads_nowhere(typed: &str, episode: &Episode) -> String {
    let typed = typed.trim();
    match episode.elements.last().filter(|_| typed.parse::<ElementId>().is_ok()) {
        Some(last) => format!("there is no line {typed}; the last is {}", last.id),
        None => format!("nothing is called {typed}"),
    }
}

/// The element at `percent` of the way through `count` of them.
pub(super) fn share(percent: usize, count: usize) -> usize {
    count.saturating_sub(1) * percent.min(100) / 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    fn named(typed: &str) -> Vec<String> {
        let (episode, _) = Shelf::sample().entries[0].load();
        let themes = ["dark".to_owned(), "light".to_owned()];
        let name = |offer: &Offer| match offer {
            Offer::Action(row) => row.name.to_owned(),
            Offer::Theme(at) => format!("theme {}", themes[*at]),
            Offer::Element(at) => episode.elements[*at].id.to_string(),
        };
        offers(typed, &episode, &themes).iter().map(name).collect()
    }

    #[test]
    fn everything_is_offered_and_the_best_comes_first() {
        let all = ACTIONS.iter().filter(|row| row.mode == Mode::Reader).count() - 1;
        assert_eq!(named("").len(), all + 2);
        for (typed, first) in [
            ("nxtscn", "next-scene"),
            ("zoom", "zoom"),
            ("theme li", "theme light"),
            ("so far through", "percent"),
        ] {
            assert_eq!(named(typed).first().map(String::as_str), Some(first), "{typed}");
        }
        assert_eq!(named("no such thing at all"), [""; 0]);
    }

    #[test]
    fn places_are_gone_to() {
        for (typed, id) in [("3.02", "3.02"), ("0%", "0.00a"), ("1", "0.00a")] {
            assert_eq!(named(typed).first().map(String::as_str), Some(id), "{typed}");
        }
        assert_eq!((share(50, 101), share(400, 101), share(50, 0)), (50, 100, 0));
    }

    #[test]
    fn a_place_that_is_none_is_told_with_the_last_there_is() {
        let (episode, _) = Shelf::sample().entries[0].load();
        let last = episode.elements.last().expect("a line").id;
        for (typed, said) in [
            (" 99.99", format!("there is no line 99.99; the last is {last}")),
            ("zz top", "nothing is called zz top".to_owned()),
        ] {
            assert_eq!(named(typed), [""; 0]);
            assert_eq!(leads_nowhere(typed, &episode), said);
        }
    }
}

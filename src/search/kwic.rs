//! Key words in context: each place that answers as a row of a concordance, with what stands to its
//! left and to its right, sorted by the words next to it.

use std::ops::Range;

use crate::episode::{ElementIx, Episode};
use crate::text::fold::fold;
use crate::text::tokens::words;

use super::answer::Hit;

/// How many words to either side decide between rows that have the nearest one in common.
const COMPARED: usize = 4;

/// What a concordance is sorted by; what is equal stands in the order of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KwicOrder {
    /// The order of the script.
    #[default]
    Place,
    /// The nearest word to the left, then the one before it, and so on.
    Left,
    /// The nearest word to the right, then the one after it, and so on.
    Right,
}

/// A place that answers, in its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyWord {
    /// The hit, a place in the hits that were asked for.
    pub hit: usize,
    /// Its line.
    pub element: ElementIx,
    /// What answers: whole words, bytes of the line's text; empty at the beginning of a line that
    /// answers by something else than its words.
    pub found: Range<usize>,
    /// The folded words before it, the nearest first.
    before: Vec<String>,
    /// The folded words after it.
    after: Vec<String>,
}

/// A line that answers, to make rows of.
#[derive(Debug, Clone)]
pub struct LitLine<'t> {
    /// As [`KeyWord::hit`].
    pub hit: usize,
    /// As [`KeyWord::element`].
    pub element: ElementIx,
    /// Its text.
    pub text: &'t str,
    /// The stretches of it that answer, in order and disjoint.
    pub lit: Vec<Range<usize>>,
}

/// The concordance of `hits`; `lit` gives the stretches of an element's text that answer, in order and
/// disjoint, as [`Index::highlights`](super::Index::highlights) does.
pub fn key_words(
    episode: &Episode,
    hits: &[Hit],
    order: KwicOrder,
    lit: impl Fn(ElementIx) -> Vec<Range<usize>>,
) -> Vec<KeyWord> {
    let line = |(hit, Hit { element, .. }): (usize, &Hit)| {
        let text = episode.elements.get(element.at())?.text.as_str();
        Some(LitLine { hit, element: *element, text, lit: lit(*element) })
    };
    let mut lines: Vec<LitLine<'_>> = hits.iter().enumerate().filter_map(line).collect();
    lines.sort_by_key(|line| line.element);
    concordance(lines, order)
}

/// The concordance of `lines`, which come in their order.
pub fn concordance<'t>(lines: impl IntoIterator<Item = LitLine<'t>>, order: KwicOrder) -> Vec<KeyWord> {
    let mut rows: Vec<KeyWord> = lines.into_iter().flat_map(rows_of).collect();
    match order {
        KwicOrder::Place => {}
        KwicOrder::Left => rows.sort_by(|a, b| a.before.cmp(&b.before)),
        KwicOrder::Right => rows.sort_by(|a, b| a.after.cmp(&b.after)),
    }
    rows
}

/// The rows of one line, in order.
fn rows_of(line: LitLine<'_>) -> Vec<KeyWord> {
    let LitLine { hit, element, text, lit } = line;
    let said: Vec<Range<usize>> = words(text).map(|span| span.start..span.end).collect();
    let folded = |word: &Range<usize>| fold(text.get(word.clone()).unwrap_or_default());
    let row = |found: Range<usize>| {
        let first = said.partition_point(|word| word.end <= found.start);
        let end = said.partition_point(|word| word.start < found.end);
        let before = said.iter().take(first).rev().take(COMPARED).map(folded).collect();
        let after = said.iter().skip(end).take(COMPARED).map(folded).collect();
        KeyWord { hit, element, found, before, after }
    };
    stretches(text, &said, &lit).into_iter().map(row).collect()
}

impl KeyWord {
    /// The folded words that `order` compares it by, the nearest first; none for the order of the script.
    pub fn compared(&self, order: KwicOrder) -> &[String] {
        match order {
            KwicOrder::Place => &[],
            KwicOrder::Left => &self.before,
            KwicOrder::Right => &self.after,
        }
    }
}

/// The stretches of `text` to make rows of, `said` being its words: whole words with something lit in them, joined where they
/// stand one after the other and are not the same word again. Of a line with stretches of several
/// words and of fewer those with most words are taken: where a phrase answers, its words alone do not.
fn stretches(text: &str, said: &[Range<usize>], lit: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<(Range<usize>, Vec<String>)> = Vec::new();
    for lit in lit {
        let Some(whole) = widened(said, lit) else { continue };
        let folded = fold(text.get(whole.clone()).unwrap_or_default());
        match joined.last_mut() {
            Some((last, _)) if whole.start < last.end => last.end = last.end.max(whole.end),
            Some((last, parts))
                if !parts.contains(&folded)
                    && !said.iter().any(|word| last.end <= word.start && word.end <= whole.start) =>
            {
                last.end = whole.end;
                parts.push(folded);
            }
            _ => joined.push((whole, vec![folded])),
        }
    }
    let length =
        |found: &Range<usize>| said.iter().filter(|w| found.start <= w.start && w.end <= found.end).count();
    let most = joined.iter().map(|(found, _)| length(found)).max();
    let Some(most) = most else { return std::iter::once(0..0).collect() };
    joined.into_iter().map(|(found, _)| found).filter(|found| length(found) == most).collect()
}

/// `lit` with the whole of the `said` words that it touches; signs that touch none stay as they are.
fn widened(said: &[Range<usize>], lit: &Range<usize>) -> Option<Range<usize>> {
    if lit.is_empty() {
        return None;
    }
    let mut touched = said.iter().filter(|word| word.start < lit.end && lit.start < word.end);
    let Some(first) = touched.next() else { return Some(lit.clone()) };
    let last = touched.next_back().unwrap_or(first);
    Some(first.start.min(lit.start)..last.end.max(lit.end))
}

#[cfg(test)]
mod tests {
    use crate::loader;
    use crate::search::{Index, Query};
    use crate::source::Source;

    use super::*;

    const SCRIPT: &str = "The Halyard Transcript\n\n[Lamp room]\n\nMAREN: Trim the old lantern, Orrin.\nORRIN: The lanterns are trimmed. No lantern burns.\nMAREN: A deal is a deal: we made a deal.\nORRIN: The new lantern, Maren?\n";

    fn rows(query: &str, order: KwicOrder) -> Vec<String> {
        let episode = loader::load(vec![Source::from_bytes("halyard.txt", SCRIPT.as_bytes()).into()], "x");
        let (index, query) = (Index::new(&episode), Query::parse(query));
        let hits = index.search(&query).hits;
        let rows = key_words(&episode, &hits, order, |element| index.highlights(&query, element));
        let shown = |row: &KeyWord| {
            let text = &episode.element(row.element).text;
            assert_eq!(hits[row.hit].element, row.element);
            format!("{}|{}|{}", &text[..row.found.start], &text[row.found.clone()], &text[row.found.end..])
        };
        rows.iter().map(shown).collect()
    }

    #[test]
    fn each_place_is_a_row_and_the_neighbours_sort() {
        let (trim, burns, new) = (
            "Trim the old |lantern|, Orrin.",
            "The lanterns are trimmed. No |lantern| burns.",
            "The new |lantern|, Maren?",
        );
        assert_eq!(rows("'lantern'", KwicOrder::Place), [trim, burns, new]);
        assert_eq!(rows("'lantern'", KwicOrder::Left), [new, burns, trim]);
        assert_eq!(rows("'lantern'", KwicOrder::Right), [burns, new, trim]);
    }

    #[test]
    fn words_in_a_row_are_one_stretch_and_beat_single_ones() {
        for (query, expected) in [
            ("made a deal", &["A deal is a deal: we |made a deal|."][..]),
            (
                "\"a deal\"",
                &[
                    "|A deal| is a deal: we made a deal.",
                    "A deal is |a deal|: we made a deal.",
                    "A deal is a deal: we made |a deal|.",
                ],
            ),
            ("old trim", &["|Trim| the old lantern, Orrin.", "Trim the |old| lantern, Orrin."]),
            (
                "lanter @orrin",
                &[
                    "The |lanterns| are trimmed. No lantern burns.",
                    "The lanterns are trimmed. No |lantern| burns.",
                    "The new |lantern|, Maren?",
                ],
            ),
            ("@orrin maren", &["The new lantern, |Maren|?"]),
        ] {
            assert_eq!(rows(query, KwicOrder::Place), expected, "{query}");
        }
    }

    #[test]
    fn a_line_that_answers_by_who_speaks_has_nothing_found_in_it() {
        assert_eq!(rows("@maren !deal", KwicOrder::Place), ["||Trim the old lantern, Orrin."]);
    }
}

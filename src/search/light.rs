//! Which stretches of a line to light for a query.

use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::fold::Folded;
use crate::text::span::Span;

use super::answer::Tier;
use super::find::{letters_in, loose_atom};
use super::lexicon::{Spelt, Token, letter_mask, tokens};
use super::near::{Comparison, Likeness};
use super::plan::{Plan, What};
use super::query::Needle;

/// The stretches of `text` that answer `plan`: bytes on char boundaries, in order, disjoint.
pub(super) fn stretches(plan: &Plan<'_>, text: &str) -> Vec<Range<usize>> {
    let folded = Folded::new(text);
    let back = |lit: Range<usize>| {
        let span = folded.to_original(Span::new(lit.start, lit.end));
        span.start..span.end
    };
    merged(in_folded(plan, &folded.text).into_iter().map(back).collect())
}

/// The stretches of `folded`, a folded text, that answer `plan`.
fn in_folded(plan: &Plan<'_>, folded: &str) -> Vec<Range<usize>> {
    let tokens: Vec<Token> = tokens(folded).collect();
    let mut lit = Vec::new();
    for step in plan.groups.iter().flatten().filter(|step| !step.negated) {
        match &step.what {
            What::Word { needle, prefixes, stretch } => {
                light_word(Comparison::new(needle, *prefixes, *stretch), needle, &tokens, &mut lit);
            }
            What::Phrase { keys, .. } => light_phrase(keys, &tokens, &mut lit),
            What::Letters { folded: needle, start, end } => {
                lit.extend(letters_in(folded, needle, *start, *end).map(|(from, to)| from..to));
            }
            What::Loose(needle) => light_loose(needle, folded, &mut lit),
            What::Choice { .. } => {}
        }
    }
    merged(lit)
}

/// Sorted, overlapping and touching ones joined, empty ones left out.
fn merged(mut lit: Vec<Range<usize>>) -> Vec<Range<usize>> {
    lit.retain(|range| !range.is_empty());
    lit.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(lit.len());
    for range in lit {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Lights the words that answer best; of a word that is begun, what was typed of it.
fn light_word(
    mut comparison: Comparison<'_>,
    needle: &Needle,
    tokens: &[Token],
    lit: &mut Vec<Range<usize>>,
) {
    let key = needle.keys.first().map_or("", String::as_str);
    let likeness = |token: &Token| match token.keys.as_slice() {
        keys if keys.iter().any(|word| **word == *key) => {
            Some(Likeness { tier: Tier::Words, cost: 0, weak: false })
        }
        [only] => {
            let (folded, letters) = (&*token.folded, letter_mask(&token.folded));
            comparison.likeness(Spelt { folded, key: Some(only), letters })
        }
        _ => None,
    };
    let likenesses: Vec<Option<Likeness>> = tokens.iter().map(likeness).collect();
    let Some(best) = likenesses.iter().flatten().map(|likeness| likeness.tier).min() else { return };
    for (token, likeness) in tokens.iter().zip(&likenesses) {
        let Some(likeness) = likeness.filter(|likeness| likeness.tier == best) else { continue };
        let typed = token.span.start + needle.folded.len();
        let begun = likeness.tier == Tier::Prefix && token.folded.starts_with(needle.folded.as_str());
        lit.push(token.span.start..if begun { typed } else { token.span.end });
    }
}

/// Lights every place where the words `wanted` stand one after the other.
fn light_phrase(wanted: &[String], tokens: &[Token], lit: &mut Vec<Range<usize>>) {
    let keys = || tokens.iter().flat_map(|token| token.keys.iter().map(move |key| (key, token.span)));
    let said: Vec<_> = keys().collect();
    for stretch in said.windows(wanted.len().max(1)) {
        let answers = stretch.iter().zip(wanted).all(|((key, _), wanted)| ***key == **wanted);
        if let (true, Some((_, first)), Some((_, last))) = (answers, stretch.first(), stretch.last()) {
            lit.push(first.start..last.end);
        }
    }
}

/// Lights the letters that the matcher takes.
fn light_loose(needle: &str, folded: &str, lit: &mut Vec<Range<usize>>) {
    let mut buffer = Vec::new();
    let mut indices = Vec::new();
    let haystack = Utf32Str::new(folded, &mut buffer);
    let found = loose_atom(needle).indices(haystack, &mut Matcher::new(Config::DEFAULT), &mut indices);
    if found.is_none() {
        return;
    }
    // The matcher counts graphemes where the text is not ASCII.
    let starts: Vec<usize> = match haystack {
        Utf32Str::Ascii(_) => (0..=folded.len()).collect(),
        Utf32Str::Unicode(_) => grapheme_starts(folded),
    };
    let place = |at: u32| starts.get(at as usize).copied();
    lit.extend(indices.iter().filter_map(|at| Some(place(*at)?..place(*at + 1)?)));
}

fn grapheme_starts(text: &str) -> Vec<usize> {
    use unicode_segmentation::UnicodeSegmentation;
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

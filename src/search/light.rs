//! Which stretches of a line to light for a query.

use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::fold::Folded;
use crate::text::span::Span;

use super::answer::Tier;
use super::find::{letters_in, loose_atom, may_be_prefix, stretch};
use super::index::Index;
use super::lexicon::{Token, tokens};
use super::near::{Comparison, Likeness};
use super::query::{Atom, Needle, Query};

/// The stretches of `original` that answer `query`: bytes on char boundaries, in order, disjoint.
pub(super) fn in_original(index: &Index, query: &Query, original: &str) -> Vec<Range<usize>> {
    let folded = Folded::new(original);
    let back = |lit: Range<usize>| {
        let span = folded.to_original(Span::new(lit.start, lit.end));
        span.start..span.end
    };
    merged(in_folded(index, query, &folded.text).into_iter().map(back).collect())
}

/// The stretches of `folded`, a folded text, that answer `query`.
pub(super) fn in_folded(index: &Index, query: &Query, folded: &str) -> Vec<Range<usize>> {
    let tokens: Vec<Token> = tokens(folded).collect();
    let alone = query.plain_words() == 1;
    let mut lit = Vec::new();
    for term in query.groups.iter().flatten().filter(|term| !term.negated) {
        match &term.atom {
            Atom::Plain(needle) if needle.keys.len() == 1 => {
                light_word(index, needle, alone, &tokens, &mut lit)
            }
            Atom::Plain(needle) | Atom::Phrase(needle) | Atom::Whole(needle) => {
                light_phrase(needle, &tokens, &mut lit);
            }
            Atom::Letters { folded: needle, start, end } => {
                lit.extend(letters_in(folded, needle, *start, *end).map(|(from, to)| from..to));
            }
            Atom::Loose(needle) => light_loose(needle, folded, &mut lit),
            Atom::Filter(..) => {}
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
fn light_word(index: &Index, needle: &Needle, alone: bool, tokens: &[Token], lit: &mut Vec<Range<usize>>) {
    let prefixes = may_be_prefix(needle, alone);
    let mut comparison = Comparison::new(needle, prefixes, stretch(index, needle, prefixes));
    let key = needle.keys.first().map_or("", String::as_str);
    let likeness = |token: &Token| {
        let whole = Likeness { tier: Tier::Words, cost: 0, weak: false };
        if token.word.keys.iter().any(|word| **word == *key) {
            return Some(whole);
        }
        if token.word.keys.len() == 1 { comparison.likeness(&token.word) } else { None }
    };
    let likenesses: Vec<Option<Likeness>> = tokens.iter().map(likeness).collect();
    let Some(best) = likenesses.iter().flatten().map(|likeness| likeness.tier).min() else { return };
    for (token, likeness) in tokens.iter().zip(&likenesses) {
        let Some(likeness) = likeness.filter(|likeness| likeness.tier == best) else { continue };
        let typed = token.span.start + needle.folded.len();
        let begun = likeness.tier == Tier::Prefix && token.word.folded.starts_with(needle.folded.as_str());
        lit.push(token.span.start..if begun { typed } else { token.span.end });
    }
}

/// Lights every place where the words of `needle` stand one after the other.
fn light_phrase(needle: &Needle, tokens: &[Token], lit: &mut Vec<Range<usize>>) {
    let keys = || tokens.iter().flat_map(|token| token.word.keys.iter().map(move |key| (key, token.span)));
    let said: Vec<_> = keys().collect();
    let wanted = &needle.keys;
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

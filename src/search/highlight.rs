//! What of a line a query found, on the text as it is shown.

use std::ops::Range;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::fold::Folded;
use crate::text::span::Span;
use crate::text::tokens::{Token, keys};

use super::query::{Query, TermKind};
use super::vocabulary::Vocabulary;

/// The ranges of `text` that the wanted terms of `query` found, sorted and disjoint.
pub(super) fn ranges(vocabulary: &Vocabulary, query: &Query, text: &str) -> Vec<Range<usize>> {
    let tokens = keys(text);
    let folded = Folded::new(text);
    let mut found: Vec<Span> = Vec::new();
    for term in query.wanted() {
        match &term.kind {
            TermKind::Plain(words) => {
                for word in words {
                    found.extend(plain(vocabulary, &tokens, word, text));
                }
            }
            TermKind::Substring(letters) => found.extend(
                folded
                    .text
                    .match_indices(letters.as_str())
                    .map(|(at, part)| folded.to_original(Span::new(at, at + part.len()))),
            ),
            TermKind::Exact(words) => found.extend(runs(&tokens, words)),
            TermKind::Anchored { words, .. } => found.extend(anchored(&tokens, words, text)),
            TermKind::Loose(letters) => found.extend(loose(letters, &folded)),
            TermKind::Filter(..) => {}
        }
    }
    joined(found)
}

/// The words that are `word`, else those that begin so, else those that are near it.
fn plain(vocabulary: &Vocabulary, tokens: &[Token], word: &str, text: &str) -> Vec<Span> {
    let whole = spans(tokens, |token| token.key == word);
    if !whole.is_empty() {
        return whole;
    }
    let beginning = tokens.iter().filter(|token| token.key.starts_with(word));
    let beginning: Vec<Span> = beginning.map(|token| beginning_of(token, word, text)).collect();
    if !beginning.is_empty() {
        return beginning;
    }
    let near = if vocabulary.beginning(word).is_empty() { vocabulary.near(word) } else { Vec::new() };
    spans(tokens, |token| {
        vocabulary.whole(&token.key).is_some_and(|number| near.iter().any(|(other, _)| *other == number))
    })
}

/// The part of a token that is the beginning looked for; all of it where it is spelt otherwise.
fn beginning_of(token: &Token, word: &str, text: &str) -> Span {
    let folded = Folded::new(token.span.of(text));
    if !folded.text.starts_with(word) {
        return token.span;
    }
    let part = folded.to_original(Span::new(0, word.len()));
    Span::new(token.span.start + part.start, token.span.start + part.end)
}

fn spans(tokens: &[Token], is: impl Fn(&Token) -> bool) -> Vec<Span> {
    tokens.iter().filter(|token| is(token)).map(|token| token.span).collect()
}

fn runs(tokens: &[Token], words: &[String]) -> Vec<Span> {
    let same = |window: &&[Token]| window.iter().zip(words).all(|(token, word)| token.key == *word);
    let windows = tokens.windows(words.len().max(1)).filter(same);
    windows
        .filter_map(|window| Some(Span::new(window.first()?.span.start, window.last()?.span.end)))
        .collect()
}

/// A run whose last word may go on.
fn anchored(tokens: &[Token], words: &[String], text: &str) -> Vec<Span> {
    let whole = runs(tokens, words);
    if !whole.is_empty() {
        return whole;
    }
    let begins = tokens.iter().zip(words).take(words.len());
    let first: Vec<Span> = begins
        .filter(|(token, word)| token.key.starts_with(word.as_str()))
        .map(|(token, word)| beginning_of(token, word, text))
        .collect();
    first
}

fn loose(letters: &str, folded: &Folded) -> Vec<Span> {
    let atom = Atom::new(letters, CaseMatching::Ignore, Normalization::Never, AtomKind::Fuzzy, false);
    let (mut buffer, mut places) = (Vec::new(), Vec::new());
    let mut matcher = Matcher::new(Config::DEFAULT);
    if atom.indices(Utf32Str::new(&folded.text, &mut buffer), &mut matcher, &mut places).is_none() {
        return Vec::new();
    }
    let starts: Vec<(usize, char)> = folded.text.char_indices().collect();
    let part = |place: &u32| starts.get(*place as usize).map(|(at, c)| Span::new(*at, at + c.len_utf8()));
    places.iter().filter_map(part).map(|span| folded.to_original(span)).collect()
}

/// Sorted, with those that touch or overlap made one.
fn joined(mut spans: Vec<Span>) -> Vec<Range<usize>> {
    spans.sort_unstable();
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span.start..span.end),
        }
    }
    joined
}

//! Where the terms of a query answer: sorted lists of places.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::answer::Tier;
use super::index::Index;
use super::lexicon::Posting;
use super::near::{Comparison, Likeness, Stretch, bare};
use super::query::{Atom, Needle, Term};

/// A place where a term answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) line: u32,
    /// Its first word, counted in comparable words of the line.
    pub(super) at: u32,
    /// One past its last word.
    pub(super) end: u32,
    /// How it answers.
    pub(super) likeness: Likeness,
}

impl Spot {
    fn exact(line: u32, at: u32, end: u32, tier: Tier) -> Self {
        Self { line, at, end, likeness: Likeness { tier, cost: 0, weak: false } }
    }
}

/// How far the words of a query are stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Whether the query has but one word: then a single letter may begin it.
    pub(super) alone: bool,
    /// Whether a word that occurs may have been meant for another all the same.
    pub(super) doubtful: bool,
}

/// Where any term of `group` answers, in order.
pub(super) fn group_spots(index: &Index, group: &[Term], reading: Reading) -> Vec<Spot> {
    if let [term] = group
        && !term.negated
    {
        return spots(index, &term.atom, reading);
    }
    let mut all = Vec::new();
    for term in group {
        all.extend(if term.negated {
            complement(index, &forbidden(index, &term.atom))
        } else {
            spots(index, &term.atom, reading)
        });
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Where a negated `atom` forbids a line: where it answers exactly; a word that is only like another
/// forbids nothing.
pub(super) fn forbidden(index: &Index, atom: &Atom) -> Vec<Spot> {
    let mut spots = spots(index, atom, Reading { alone: false, doubtful: false });
    if !matches!(atom, Atom::Loose(_)) {
        spots.retain(|spot| spot.likeness.tier.is_exact());
    }
    spots
}

/// The lines that `spots` are not in.
fn complement(index: &Index, spots: &[Spot]) -> Vec<Spot> {
    let has = |line: &u32| spots.binary_search_by_key(line, |spot| spot.line).is_ok();
    index.line_numbers().filter(|line| !has(line)).map(|line| Spot::exact(line, 0, 0, Tier::Words)).collect()
}

/// Where `atom` answers, in order.
pub(super) fn spots(index: &Index, atom: &Atom, reading: Reading) -> Vec<Spot> {
    match atom {
        Atom::Plain(needle) if needle.keys.len() == 1 => word_spots(index, needle, reading),
        Atom::Plain(needle) | Atom::Whole(needle) => phrase_spots(index, &needle.keys, Tier::Words),
        Atom::Phrase(needle) => phrase_spots(index, &needle.keys, Tier::Phrase),
        Atom::Letters { folded, start, end } => letter_spots(index, folded, *start, *end),
        Atom::Loose(folded) => loose_spots(index, folded),
        Atom::Filter(field, value) => {
            let choice = index.choice(*field, value);
            let chosen =
                index.line_numbers().filter(|line| index.line(*line).is_some_and(|line| choice.takes(line)));
            chosen.map(|line| Spot::exact(line, 0, 0, Tier::Words)).collect()
        }
    }
}

/// Where a word answers in tiers.
fn word_spots(index: &Index, needle: &Needle, reading: Reading) -> Vec<Spot> {
    let prefixes = may_be_prefix(needle, reading.alone);
    let stretch = if reading.doubtful { Stretch::Any } else { stretch(index, needle, prefixes) };
    let mut comparison = Comparison::new(needle, prefixes, stretch);
    let mut spots: Vec<Spot> = Vec::new();
    for (word, postings) in index.lexicon.entries() {
        if word.keys.len() > 1 {
            continue;
        }
        if let Some(likeness) = comparison.likeness(word).filter(|likeness| likeness.cost > 0) {
            let spot = |place: &Posting| Spot { line: place.line, at: place.at, end: place.at + 1, likeness };
            spots.extend(postings.iter().map(spot));
        }
    }
    let key = needle.keys.first().map_or("", String::as_str);
    let whole = index.lexicon.places_of(key);
    spots.extend(whole.iter().map(|place| Spot::exact(place.line, place.at, place.at + 1, Tier::Words)));
    spots.sort_unstable();
    spots
}

/// How far `needle` may be from what was meant: where it occurs, or a word that it begins, it was meant.
pub(super) fn stretch(index: &Index, needle: &Needle, prefixes: bool) -> Stretch {
    let key = needle.keys.first().map_or("", String::as_str);
    let occurs = index.lexicon.has(key) || prefixes && index.lexicon.has_beginning(bare(&needle.folded), key);
    if occurs { Stretch::None } else { Stretch::Known }
}

/// A single letter begins too many words to be taken for a beginning, unless it is all there is.
pub(super) fn may_be_prefix(needle: &Needle, alone: bool) -> bool {
    alone || needle.folded.chars().count() > 1
}

/// Where `keys` stand one after the other.
fn phrase_spots(index: &Index, keys: &[String], tier: Tier) -> Vec<Spot> {
    let lists: Vec<Vec<Posting>> = keys.iter().map(|key| index.lexicon.places_of(key)).collect();
    let rarest = lists.iter().enumerate().min_by_key(|(_, list)| list.len());
    let Some((rarest, places)) = rarest else { return Vec::new() };
    let rarest = u32::try_from(rarest).unwrap_or(u32::MAX);
    let length = u32::try_from(lists.len()).unwrap_or(u32::MAX);
    let starts = places.iter().filter_map(|place| {
        let start = place.at.checked_sub(rarest)?;
        let stands = |(offset, list): (u32, &Vec<Posting>)| {
            list.binary_search(&Posting { line: place.line, at: start + offset }).is_ok()
        };
        (0u32..).zip(&lists).all(stands).then_some(Spot::exact(place.line, start, start + length, tier))
    });
    starts.collect()
}

/// Lines that have `folded` in them, at their beginning or end where anchored.
fn letter_spots(index: &Index, folded: &str, start: bool, end: bool) -> Vec<Spot> {
    let has = |line: &u32| {
        index.folded(*line).is_some_and(|text| letters_in(text, folded, start, end).next().is_some())
    };
    let spot = |line: u32| Spot::exact(line, 0, 0, Tier::Words);
    match longest_run(folded) {
        Some(run) => lines_with(index, run).into_iter().filter(has).map(spot).collect(),
        None => index.line_numbers().filter(has).map(spot).collect(),
    }
}

/// The places of `needle` in `text`, both folded, as byte offsets of `text`; anchors look past the
/// punctuation around the line unless the needle has some there itself.
pub(super) fn letters_in<'t>(
    text: &'t str,
    needle: &'t str,
    start: bool,
    end: bool,
) -> impl Iterator<Item = (usize, usize)> + 't {
    let is_sign = |c: char| !c.is_alphanumeric();
    let first =
        if needle.starts_with(is_sign) { 0 } else { text.len() - text.trim_start_matches(is_sign).len() };
    let last =
        if needle.ends_with(is_sign) { text.trim_end().len() } else { text.trim_end_matches(is_sign).len() };
    text.match_indices(needle)
        .map(|(at, found)| (at, at + found.len()))
        .filter(move |(from, to)| (!start || *from == first) && (!end || *to == last))
}

/// The longest stretch of letters and digits in `folded`: it lies within one word of a line.
fn longest_run(folded: &str) -> Option<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).max_by_key(|run| run.len())
}

/// The lines with a word that has `run` in it, in order.
fn lines_with(index: &Index, run: &str) -> Vec<u32> {
    let words = index.lexicon.entries().filter(|(word, _)| word.folded.contains(run));
    let mut lines: Vec<u32> =
        words.flat_map(|(_, postings)| postings.iter().map(|place| place.line)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Lines that have the letters of `folded` in order.
fn loose_spots(index: &Index, folded: &str) -> Vec<Spot> {
    let atom = loose_atom(folded);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut spots = Vec::new();
    for line in index.line_numbers() {
        let Some(text) = index.folded(line) else { continue };
        let Some(score) = atom.score(Utf32Str::new(text, &mut buffer), &mut matcher) else { continue };
        let best = u16::try_from(folded.chars().count()).unwrap_or(u16::MAX).saturating_mul(28);
        let cost = u8::try_from(best.saturating_sub(score) / 4).unwrap_or(u8::MAX);
        spots.push(Spot { line, at: 0, end: 0, likeness: Likeness { tier: Tier::Near, cost, weak: false } });
    }
    spots
}

/// The matcher's pattern for letters in order.
pub(super) fn loose_atom(folded: &str) -> nucleo_matcher::pattern::Atom {
    let (case, normalization) = (CaseMatching::Respect, Normalization::Never);
    nucleo_matcher::pattern::Atom::new(folded, case, normalization, AtomKind::Fuzzy, false)
}

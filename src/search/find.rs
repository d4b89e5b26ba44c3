//! Where the steps of a plan answer in one segment.
//!
//! What a step finds is first only counted line by line ([`Places::lines`]): most of it is in lines that
//! some other step does not answer. Only in the lines that are left the exact spots are looked at.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::answer::Tier;
use super::line_set::LineSet;
use super::near::{Comparison, Likeness, Stretch, bare};
use super::plan::{Step, What};
use super::postings;
use super::query::Needle;
use super::segment::Segment;

/// A place where a step answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) line: u32,
    /// Its first word, counted in comparable words of the line.
    pub(super) at: u32,
    /// One past its last word.
    pub(super) end: u32,
    /// How it answers.
    pub(super) likeness: Likeness,
}

/// What a whole word is worth.
const EXACT: Likeness = Likeness { tier: Tier::Words, cost: 0, weak: false };

impl Spot {
    /// The whole of `line`.
    fn whole(line: u32) -> Self {
        Self { line, at: 0, end: 0, likeness: EXACT }
    }

    /// Whether it is a line and no place in it.
    pub(super) fn is_whole_line(&self) -> bool {
        self.at == self.end
    }
}

/// Where one way of answering a step stands.
#[derive(Debug, Clone)]
pub(super) enum Places<'s> {
    /// A word of the vocabulary: its packed postings; how many comparable words after its beginning; how
    /// it answers.
    Word(&'s [u8], u32, Likeness),
    /// The lines with a word of the vocabulary, each as a whole: its packed postings.
    Lines(&'s [u8]),
    /// What was found by looking, in order.
    Spots(Vec<Spot>),
}

impl Places<'_> {
    /// About how many there are.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Word(postings, ..) | Self::Lines(postings) => postings.len() / 2,
            Self::Spots(spots) => spots.len(),
        }
    }

    /// Hands every line with how it answers to `put`, in order; a line may come several times.
    #[inline]
    pub(super) fn lines(&self, mut put: impl FnMut(u32, Likeness)) {
        match self {
            Self::Word(postings, _, likeness) => postings::lines(postings, |line| put(line, *likeness)),
            Self::Lines(postings) => postings::lines(postings, |line| put(line, EXACT)),
            Self::Spots(spots) => spots.iter().for_each(|spot| put(spot.line, spot.likeness)),
        }
    }

    /// How all of its lines answer; `None` where that differs.
    pub(super) fn likeness(&self) -> Option<Likeness> {
        match self {
            Self::Word(.., likeness) => Some(*likeness),
            Self::Lines(_) => Some(EXACT),
            Self::Spots(spots) => {
                let (first, rest) = spots.split_first()?;
                rest.iter().all(|spot| spot.likeness == first.likeness).then_some(first.likeness)
            }
        }
    }

    /// Adds the spots on the lines that are `wanted` to `spots`, in order.
    pub(super) fn spots(&self, wanted: &LineSet, spots: &mut Vec<Spot>) {
        match self {
            Self::Word(postings, offset, likeness) => {
                let put = |line: u32, at: u32| {
                    let at = at.saturating_add(*offset);
                    spots.push(Spot { line, at, end: at.saturating_add(1), likeness: *likeness });
                };
                postings::places(postings, |line| wanted.has(line), put);
            }
            Self::Lines(_) => self.lines(|line, _| {
                if wanted.has(line) {
                    spots.push(Spot::whole(line));
                }
            }),
            Self::Spots(found) => spots.extend(found.iter().filter(|spot| wanted.has(spot.line))),
        }
    }
}

/// Where any step of `group` answers; `None` where it was called off by `stop`.
pub(super) fn group_places<'s>(
    segment: &'s Segment,
    group: &[Step<'_>],
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Places<'s>>> {
    let mut all = Vec::new();
    for step in group {
        let places = places(segment, &step.what, stop)?;
        if step.negated {
            let mut allowed = LineSet::all(segment.len());
            allowed.drop(&forbidden(segment, &step.what, &places));
            all.push(Places::Spots(allowed.lines().map(Spot::whole).collect()));
        } else {
            all.extend(places);
        }
    }
    Some(all)
}

/// The lines that a negated step forbids: where it answers exactly; a word that is only like another
/// forbids nothing.
pub(super) fn forbidden(segment: &Segment, what: &What<'_>, places: &[Places<'_>]) -> LineSet {
    let near_counts = matches!(what, What::Loose(_));
    let mut forbidden = LineSet::none(segment.len());
    for places in places {
        places.lines(|line, likeness| {
            if near_counts || likeness.tier.is_exact() {
                forbidden.put(line);
            }
        });
    }
    forbidden
}

/// Where `what` answers.
pub(super) fn places<'s>(
    segment: &'s Segment,
    what: &What<'_>,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Places<'s>>> {
    Some(match what {
        What::Word { needle, prefixes, stretch } => word_places(segment, needle, *prefixes, *stretch),
        What::Phrase { keys, tier } => vec![Places::Spots(phrase_spots(segment, keys, *tier))],
        What::Letters { folded, start, end } => letter_places(segment, folded, *start, *end),
        What::Loose(folded) => vec![Places::Spots(loose_spots(segment, folded, stop)?)],
        What::Choice { field, value, level } => {
            let choice = level.map(|level| segment.choice(*field, value, level));
            let chosen = choice.map(|choice| segment.taken_by(&choice)).unwrap_or_default();
            vec![Places::Spots(chosen.lines().map(Spot::whole).collect())]
        }
    })
}

/// Where a word answers in tiers.
fn word_places<'s>(
    segment: &'s Segment,
    needle: &Needle,
    prefixes: bool,
    stretch: Stretch,
) -> Vec<Places<'s>> {
    let lexicon = &segment.lexicon;
    let mut comparison = Comparison::new(needle, prefixes, stretch);
    let key = needle.keys.first().map_or("", String::as_str);
    let exact = |(word, offset): &(u32, u32)| Places::Word(lexicon.postings(*word as usize), *offset, EXACT);
    let mut places: Vec<Places<'s>> = lexicon.uses_of(key).iter().map(exact).collect();
    let mut candidates: Vec<usize> = Vec::new();
    if prefixes {
        candidates.extend(lexicon.beginning(bare(&needle.folded)));
        candidates.extend(lexicon.with_key_beginning(key));
    }
    if stretch != Stretch::None {
        let alike =
            lexicon.letters.iter().enumerate().filter(|(_, letters)| comparison.may_be_like(**letters));
        candidates.extend(alike.map(|(word, _)| word));
    }
    candidates.sort_unstable();
    candidates.dedup();
    for word in candidates {
        let spelt = lexicon.spelt(word);
        let likeness = spelt.key.and_then(|_| comparison.likeness(spelt));
        if let Some(likeness) = likeness.filter(|likeness| likeness.cost > 0) {
            places.push(Places::Word(lexicon.postings(word), 0, likeness));
        }
    }
    places
}

/// Where `keys` stand one after the other.
fn phrase_spots(segment: &Segment, keys: &[String], tier: Tier) -> Vec<Spot> {
    let places_of = |key: &String| -> Vec<Places<'_>> {
        let uses = segment.lexicon.uses_of(key).iter();
        uses.map(|(word, offset)| Places::Word(segment.lexicon.postings(*word as usize), *offset, EXACT))
            .collect()
    };
    let lists: Vec<Vec<Places<'_>>> = keys.iter().map(places_of).collect();
    let size = |list: &Vec<Places<'_>>| list.iter().map(Places::size).sum::<usize>();
    let Some((rarest, list)) = lists.iter().enumerate().min_by_key(|(_, list)| size(list)) else {
        return Vec::new();
    };
    let length = super::column::number(keys.len());
    let at_first = |mut spot: Spot| {
        spot.at = spot.at.checked_sub(super::column::number(rarest))?;
        spot.end = spot.at.saturating_add(length);
        spot.likeness.tier = tier;
        Some(spot)
    };
    let mut wanted = LineSet::all(segment.len());
    let mut candidates: Vec<Spot> = sorted_spots(list, &wanted).into_iter().filter_map(at_first).collect();
    for (offset, list) in (0u32..).zip(&lists).filter(|(offset, _)| *offset as usize != rarest) {
        wanted = LineSet::none(segment.len());
        candidates.iter().for_each(|spot| wanted.put(spot.line));
        let others = sorted_spots(list, &wanted);
        let stands = |spot: &Spot| {
            let wanted = (spot.line, spot.at.saturating_add(offset));
            others.binary_search_by_key(&wanted, |other| (other.line, other.at)).is_ok()
        };
        candidates.retain(stands);
    }
    candidates
}

/// The spots of `list` on the lines that are `wanted`, in order.
pub(super) fn sorted_spots(list: &[Places<'_>], wanted: &LineSet) -> Vec<Spot> {
    let mut spots = Vec::new();
    if wanted.is_empty() {
        return spots;
    }
    list.iter().for_each(|places| places.spots(wanted, &mut spots));
    if list.len() > 1 {
        spots = in_order(&spots);
        spots.dedup();
    }
    spots
}

/// `spots` sorted. There are a hundred thousand of them in a few ten thousand lines, some in each: they are
/// counted by line and put where they belong, and only those of one line are compared.
fn in_order(spots: &[Spot]) -> Vec<Spot> {
    let lines = spots.iter().map(|spot| spot.line as usize + 1).max().unwrap_or_default();
    let mut ends = vec![0u32; lines];
    for spot in spots {
        if let Some(count) = ends.get_mut(spot.line as usize) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        // Until its spots are put there, this is where a line begins.
        sum += std::mem::replace(end, sum);
    }
    let mut sorted = spots.to_vec();
    for spot in spots {
        if let Some(end) = ends.get_mut(spot.line as usize)
            && let Some(place) = sorted.get_mut(*end as usize)
        {
            *place = *spot;
            *end += 1;
        }
    }
    let same_line = sorted.chunk_by_mut(|a, b| a.line == b.line).filter(|line| line.len() > 1);
    same_line.for_each(|line| line.sort_unstable_by_key(|spot| (spot.at, spot.end, spot.likeness)));
    sorted
}

/// Lines that have `folded` in them, at their beginning or end where anchored.
fn letter_places<'s>(segment: &'s Segment, folded: &str, start: bool, end: bool) -> Vec<Places<'s>> {
    let Some(run) = longest_run(folded) else {
        let lines = segment.lines().filter(|line| has_letters(segment, *line, folded, start, end));
        return vec![Places::Spots(lines.map(Spot::whole).collect())];
    };
    let words = segment.lexicon.containing(run);
    let places = words.iter().map(|word| Places::Lines(segment.lexicon.postings(*word)));
    if run == folded && !start && !end {
        return places.collect();
    }
    let mut lines: Vec<u32> = Vec::new();
    places.for_each(|places| places.lines(|line, _| lines.push(line)));
    lines.sort_unstable();
    lines.dedup();
    lines.retain(|line| has_letters(segment, *line, folded, start, end));
    vec![Places::Spots(lines.into_iter().map(Spot::whole).collect())]
}

fn has_letters(segment: &Segment, line: u32, folded: &str, start: bool, end: bool) -> bool {
    letters_in(&segment.folded(line), folded, start, end).next().is_some()
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

/// How many lines are looked at between two looks whether the search was called off.
const LINES_AT_ONCE: u32 = 512;

/// Lines that have the letters of `folded` in order; `None` where it was called off.
fn loose_spots(segment: &Segment, folded: &str, stop: &dyn Fn() -> bool) -> Option<Vec<Spot>> {
    let atom = loose_atom(folded);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut spots = Vec::new();
    let best = u16::try_from(folded.chars().count()).unwrap_or(u16::MAX).saturating_mul(28);
    let mut plain = Vec::new();
    for line in segment.lines() {
        if line % LINES_AT_ONCE == 0 && stop() {
            return None;
        }
        let text = segment.text(line);
        // Most lines do not have the letters, and that is seen before they are folded.
        let score = if text.is_ascii() {
            if !may_have_in_order(text, folded) {
                continue;
            }
            plain.clear();
            plain.extend(text.bytes().map(folded_byte));
            atom.score(Utf32Str::Ascii(&plain), &mut matcher)
        } else {
            atom.score(Utf32Str::new(&segment.folded(line), &mut buffer), &mut matcher)
        };
        let Some(score) = score else { continue };
        let cost = u8::try_from(best.saturating_sub(score) / 4).unwrap_or(u8::MAX);
        spots.push(Spot { line, at: 0, end: 0, likeness: Likeness { tier: Tier::Near, cost, weak: false } });
    }
    Some(spots)
}

/// Whether a line of plain letters has those of `folded` in their order.
fn may_have_in_order(text: &str, folded: &str) -> bool {
    let mut rest = text.as_bytes();
    folded.bytes().all(|byte| {
        let other = if byte == b'\'' { b'`' } else { byte.to_ascii_uppercase() };
        let at = memchr::memchr2(byte, other, rest);
        rest = at.and_then(|at| rest.get(at + 1..)).unwrap_or_default();
        at.is_some()
    })
}

/// A plain letter as [`fold`](crate::text::fold::fold) folds it.
fn folded_byte(byte: u8) -> u8 {
    if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() }
}

/// The matcher's pattern for letters in order.
pub(super) fn loose_atom(folded: &str) -> nucleo_matcher::pattern::Atom {
    let (case, normalization) = (CaseMatching::Respect, Normalization::Never);
    nucleo_matcher::pattern::Atom::new(folded, case, normalization, AtomKind::Fuzzy, false)
}

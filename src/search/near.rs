//! When a word of the vocabulary answers a word of the query, and how well.
//!
//! Near is kept narrow, so that a word that does not occur finds nothing: so many slips as a word of
//! the length can have and still be known, or an abbreviation that leaves out vowels.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::distance::edit_distance;

use super::answer::Tier;
use super::lexicon::{Spelt, letter_mask};
use super::query::Needle;

/// How a word answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    pub(super) tier: Tier,
    /// How far from the word itself; less is better.
    pub(super) cost: u8,
    /// Too little to rest on alone: the words beside it must stand beside it in the line too.
    pub(super) weak: bool,
}

/// The shortest word of a query that is looked for with slips in it, in letters.
const SHORTEST_WITH_SLIP: usize = 4;
/// From this length a word with a slip is known without the words around it.
const SHORTEST_SURE: usize = 5;
/// From this length a word with a slip in its first letter is.
const SHORTEST_SURE_WITH_FIRST_WRONG: usize = 7;
/// From this length two slips.
const SHORTEST_WITH_TWO_SLIPS: usize = 10;
/// The shortest abbreviation, in letters.
const SHORTEST_ABBREVIATION: usize = 3;

const COST_OF_PREFIX: usize = 10;
const COST_OF_SLIP: usize = 40;
const COST_OF_ABBREVIATION: usize = 60;

/// How far a word of a query may be from the word that was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// It is meant as it stands.
    None,
    /// A slip in a word that is long enough to be known.
    Known,
    /// A slip in any word; in a short one the words beside it tell.
    Any,
}

/// Compares words with one word of a query.
pub(super) struct Comparison<'a> {
    folded: &'a str,
    key: &'a str,
    letters: usize,
    first: Option<char>,
    mask: u32,
    slips: usize,
    prefixes: bool,
    stretch: Stretch,
    atom: nucleo_matcher::pattern::Atom,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl<'a> Comparison<'a> {
    /// Compares with `needle`, a needle of one key; `prefixes` tells whether it may begin a word.
    pub(super) fn new(needle: &'a Needle, prefixes: bool, stretch: Stretch) -> Self {
        let folded = bare(&needle.folded);
        let letters = folded.chars().count();
        let slips = match letters {
            2..SHORTEST_WITH_SLIP if stretch == Stretch::Any => 1,
            ..SHORTEST_WITH_SLIP => 0,
            SHORTEST_WITH_SLIP..SHORTEST_WITH_TWO_SLIPS => 1,
            _ => 2,
        };
        Self {
            folded,
            key: needle.keys.first().map_or("", String::as_str),
            letters,
            first: folded.chars().next(),
            mask: letter_mask(folded),
            slips: if folded.chars().all(|c| c.is_ascii_digit()) { 0 } else { slips },
            prefixes,
            stretch,
            atom: nucleo_matcher::pattern::Atom::new(
                folded,
                CaseMatching::Respect,
                Normalization::Never,
                AtomKind::Fuzzy,
                false,
            ),
            matcher: Matcher::new(Config::DEFAULT),
            buffer: Vec::new(),
        }
    }

    /// How `word`, a word of one key, answers.
    pub(super) fn likeness(&mut self, word: Spelt<'_>) -> Option<Likeness> {
        if word.key == Some(self.key) {
            return Some(Likeness { tier: Tier::Words, cost: 0, weak: false });
        }
        let begun = self.prefix(word);
        if begun.is_some() || self.stretch == Stretch::None {
            return begun;
        }
        self.slip(word).or_else(|| self.abbreviation(word))
    }

    /// Whether a word of these letters can answer with a slip or abbreviated; most have other letters.
    pub(super) fn may_be_like(&self, letters: u32) -> bool {
        self.may_have_slips(letters) || self.mask & !letters == 0
    }

    /// Each slip changes at most two of the letters that are there.
    fn may_have_slips(&self, letters: u32) -> bool {
        self.slips > 0 && (self.mask ^ letters).count_ones() as usize <= 2 * self.slips
    }

    fn prefix(&self, word: Spelt<'_>) -> Option<Likeness> {
        let begins =
            word.folded.starts_with(self.folded) || word.key.is_some_and(|key| key.starts_with(self.key));
        let more = word.folded.chars().count().saturating_sub(self.letters);
        (self.prefixes && begins).then(|| Likeness {
            tier: Tier::Prefix,
            cost: cost(COST_OF_PREFIX + more),
            weak: false,
        })
    }

    fn slip(&self, word: Spelt<'_>) -> Option<Likeness> {
        if !self.may_have_slips(word.letters) {
            return None;
        }
        let slips = edit_distance(self.folded, word.folded, self.slips)
            .filter(|slips| *slips > 0)
            .or_else(|| edit_distance(self.key, word.key?, self.slips))?;
        let same_first = word.folded.chars().next() == self.first;
        let sure_from = if same_first { SHORTEST_SURE } else { SHORTEST_SURE_WITH_FIRST_WRONG };
        (same_first || slips == 1).then(|| Likeness {
            tier: Tier::Near,
            cost: cost(COST_OF_SLIP * slips),
            weak: self.letters < sure_from,
        })
    }

    /// `jnwy` for `janeway`: the letters in order, only vowels left out.
    fn abbreviation(&mut self, word: Spelt<'_>) -> Option<Likeness> {
        let fits = self.letters >= SHORTEST_ABBREVIATION
            && word.folded.len() > self.folded.len()
            && self.mask & !word.letters == 0
            && word.folded.starts_with(|c| Some(c) == self.first)
            && consonants(self.folded).eq(consonants(word.folded));
        if !fits {
            return None;
        }
        let haystack = Utf32Str::new(word.folded, &mut self.buffer);
        let score = self.atom.score(haystack, &mut self.matcher)?;
        let best = u16::try_from(self.letters).unwrap_or(u16::MAX).saturating_mul(32);
        let lost = usize::from(best.saturating_sub(score)) / 16;
        Some(Likeness { tier: Tier::Near, cost: cost(COST_OF_ABBREVIATION + lost), weak: false })
    }
}

/// `folded` without the signs around it.
pub(super) fn bare(folded: &str) -> &str {
    folded.trim_matches(|c: char| !c.is_alphanumeric())
}

fn cost(cost: usize) -> u8 {
    u8::try_from(cost).unwrap_or(u8::MAX)
}

fn consonants(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
}

//! A query put to an index: candidates by postings, then each text against every group.

use std::collections::{BTreeMap, HashSet};

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::index::{Index, Text};
use super::query::{Query, Term, TermKind};
use super::{Answer, Hit, Tier};

/// How a text answers a term or a query.
type Rated = Option<(Tier, u32)>;

/// The lines of `index` that answer `query`.
pub(super) fn answer(index: &Index, query: &Query) -> Answer {
    if query.is_empty() {
        return Answer::default();
    }
    let groups: Vec<Vec<Prepared>> = query
        .groups
        .iter()
        .map(|group| group.iter().map(|term| Prepared::new(index, term)).collect())
        .collect();
    let phrase = query.as_phrase();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut hits: BTreeMap<usize, Hit> = BTreeMap::new();
    for number in candidates(index, &groups) {
        let Some(text) = index.texts.get(number as usize) else { continue };
        if let Some((tier, score)) = rate(index, text, number, &groups, phrase.as_deref(), &mut matcher) {
            add(&mut hits, text, tier, score);
        }
    }
    let mut hits: Vec<Hit> = hits.into_values().collect();
    hits.sort_by_key(|hit| (hit.tier, std::cmp::Reverse(hit.score), hit.element));
    let exact = hits.partition_point(|hit| hit.tier < Tier::Near);
    Answer { near: hits.len() - exact, exact, hits }
}

/// One hit a line: the best tier of its versions.
fn add(hits: &mut BTreeMap<usize, Hit>, text: &Text, tier: Tier, score: u32) {
    let new = || Hit { element: text.element, tier, score, witnesses: Vec::new(), in_script: false };
    let hit = hits.entry(text.element.at()).or_insert_with(new);
    if (tier, std::cmp::Reverse(score)) < (hit.tier, std::cmp::Reverse(hit.score)) {
        (hit.tier, hit.score) = (tier, score);
    }
    match text.witness {
        Some(witness) if !hit.witnesses.contains(&witness) => hit.witnesses.push(witness),
        Some(_) => {}
        None => hit.in_script = true,
    }
}

/// A term with what of the vocabulary it may mean.
struct Prepared<'a> {
    term: &'a Term,
    /// For a plain term: for each of its words the words of the vocabulary by tier.
    words: Vec<Meanings>,
}

/// The words that a word of the query may mean, as numbers of the vocabulary.
struct Meanings {
    whole: Option<u32>,
    beginning: std::ops::Range<u32>,
    near: Vec<(u32, u32)>,
}

impl<'a> Prepared<'a> {
    fn new(index: &Index, term: &'a Term) -> Self {
        let words = match &term.kind {
            TermKind::Plain(words) => {
                words.iter().map(|word| Meanings::of(index, word, !term.negated)).collect()
            }
            _ => Vec::new(),
        };
        Self { term, words }
    }

    /// The texts that may have it; `None` for all.
    fn candidates(&self, index: &Index) -> Option<HashSet<u32>> {
        if self.term.negated {
            return None;
        }
        match &self.term.kind {
            TermKind::Plain(_) => {
                // The word with the fewest texts decides which ones are looked at.
                let texts = self.words.iter().map(|meanings| meanings.texts(index));
                texts.min_by_key(HashSet::len)
            }
            TermKind::Exact(words) | TermKind::Anchored { words, start: true, .. } if words.len() > 1 => {
                let first = words.first().and_then(|word| index.vocabulary.whole(word));
                Some(first.map_or_else(HashSet::new, |word| index.with(word).iter().copied().collect()))
            }
            _ => None,
        }
    }

    /// How `text` answers it, `None` where it does not; a negated term answers by its absence.
    fn rate(&self, index: &Index, text: &Text, number: u32, matcher: &mut Matcher) -> Rated {
        let rated = match &self.term.kind {
            TermKind::Plain(_) => self.rate_words(index, number),
            TermKind::Substring(letters) => {
                text.folded.contains(letters.as_str()).then_some((Tier::Words, 0))
            }
            TermKind::Exact(words) => has_run(index, text, words).then_some((Tier::Phrase, 0)),
            TermKind::Anchored { words, start, end } => {
                is_anchored(index, text, words, *start, *end).then_some((Tier::Phrase, 0))
            }
            TermKind::Loose(letters) => loose(letters, &text.folded, matcher),
            TermKind::Filter(field, value) => {
                index.facts.pass(text.element, *field, value).then_some((Tier::Phrase, 0))
            }
        };
        match (self.term.negated, rated) {
            (true, Some(_)) => None,
            (true, None) => Some((Tier::Phrase, 0)),
            (false, rated) => rated,
        }
    }

    /// The worst tier of the words, and the sum of their scores.
    fn rate_words(&self, index: &Index, number: u32) -> Rated {
        let mut total = (Tier::Words, 0);
        for meanings in &self.words {
            let (tier, score) = meanings.rate(index, number)?;
            total = (total.0.max(tier), total.1 + score);
        }
        Some(total)
    }
}

impl Meanings {
    fn of(index: &Index, word: &str, with_near: bool) -> Self {
        let vocabulary = &index.vocabulary;
        let beginning = vocabulary.beginning(word);
        // A word that is there was meant: only one that is not may have been meant for another.
        let near = if with_near && beginning.is_empty() { vocabulary.near(word) } else { Vec::new() };
        Self { whole: vocabulary.whole(word), beginning, near }
    }

    fn texts(&self, index: &Index) -> HashSet<u32> {
        let words = self.beginning.clone().chain(self.near.iter().map(|(word, _)| *word));
        words.flat_map(|word| index.with(word)).copied().collect()
    }

    fn rate(&self, index: &Index, number: u32) -> Rated {
        let has = |word: u32| index.with(word).binary_search(&number).is_ok();
        if self.whole.is_some_and(has) {
            return Some((Tier::Words, 0));
        }
        if self.beginning.clone().any(has) {
            return Some((Tier::Prefix, 0));
        }
        let near = self.near.iter().filter(|(word, _)| has(*word)).map(|(_, score)| *score);
        near.max().map(|score| (Tier::Near, score))
    }
}

/// The texts that may answer all groups, in order.
fn candidates(index: &Index, groups: &[Vec<Prepared>]) -> Vec<u32> {
    let mut fewest: Option<HashSet<u32>> = None;
    for group in groups {
        let of_terms: Option<Vec<HashSet<u32>>> = group.iter().map(|term| term.candidates(index)).collect();
        let Some(of_terms) = of_terms else { continue };
        let of_group: HashSet<u32> = of_terms.into_iter().flatten().collect();
        if fewest.as_ref().is_none_or(|fewest| of_group.len() < fewest.len()) {
            fewest = Some(of_group);
        }
    }
    let all = || (0..u32::try_from(index.texts.len()).unwrap_or(u32::MAX)).collect();
    let mut candidates: Vec<u32> = fewest.map_or_else(all, |fewest| fewest.into_iter().collect());
    candidates.sort_unstable();
    candidates
}

/// How `text` answers all groups: the worst tier of them, each by its best term.
fn rate(
    index: &Index,
    text: &Text,
    number: u32,
    groups: &[Vec<Prepared>],
    phrase: Option<&[String]>,
    matcher: &mut Matcher,
) -> Rated {
    let mut total: (Tier, u32) = (Tier::Phrase, 0);
    for group in groups {
        let rated = group.iter().filter_map(|term| term.rate(index, text, number, matcher));
        let (tier, score) = rated.min_by_key(|(tier, score)| (*tier, std::cmp::Reverse(*score)))?;
        total = (total.0.max(tier), total.1 + score);
    }
    let as_phrase = total.0 == Tier::Words && phrase.is_some_and(|words| has_run(index, text, words));
    Some(if as_phrase { (Tier::Phrase, total.1) } else { total })
}

/// The words as numbers; `None` where one is not in the vocabulary.
fn numbers(index: &Index, words: &[String]) -> Option<Vec<u32>> {
    words.iter().map(|word| index.vocabulary.whole(word)).collect()
}

/// Whether `text` has the words one after the other.
fn has_run(index: &Index, text: &Text, words: &[String]) -> bool {
    numbers(index, words).is_some_and(|run| text.words.windows(run.len()).any(|window| window == run))
}

/// Whether `text` begins (its last word by its beginning) and ends with `words`.
fn is_anchored(index: &Index, text: &Text, words: &[String], start: bool, end: bool) -> bool {
    let Some((last, first)) = words.split_last() else { return false };
    let begins = || {
        let beginning = index.vocabulary.beginning(last);
        let whole = numbers(index, first).is_some_and(|first| text.words.starts_with(&first));
        whole && text.words.get(first.len()).is_some_and(|word| beginning.contains(word))
    };
    let ends = || numbers(index, words).is_some_and(|run| text.words.ends_with(&run));
    match (start, end) {
        (true, true) => numbers(index, words).is_some_and(|run| text.words == run),
        (true, false) => begins(),
        (false, _) => ends(),
    }
}

/// Letters in order anywhere in the line.
fn loose(letters: &str, folded: &str, matcher: &mut Matcher) -> Rated {
    let atom = Atom::new(letters, CaseMatching::Ignore, Normalization::Never, AtomKind::Fuzzy, false);
    let mut buffer = Vec::new();
    let score = atom.score(Utf32Str::new(folded, &mut buffer), matcher)?;
    Some((Tier::Near, u32::from(score)))
}

//! From places to an answer: joining the lists, judging each line, putting hits in order.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::episode::ElementIx;

use super::answer::{Answer, Hit, Tier, Told};
use super::filter::Choice;
use super::find::{self, Reading, Spot};
use super::index::Index;
use super::lines::Line;
use super::near::Likeness;
use super::query::{Atom, Field, Query};

/// A line that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    line: u32,
    tier: Tier,
    score: u32,
}

/// What is said comes before what is only shown, whatever else speaks for a line.
const SAID: u32 = 1 << 16;
/// What a word is worth, less its cost.
const WORD: u32 = 300;
/// What two neighbours of the query are worth that stand side by side; shared by the words between
/// them, and halved where their order is the other.
const NEIGHBOURS: u32 = 200;

/// The answer of `index` to `query`.
pub(super) fn answer(index: &Index, query: &Query) -> Answer {
    let one_word = query.plain_words() == 1;
    let mut found = found(index, query, Reading { alone: one_word, doubtful: false });
    if found.is_empty() && !one_word {
        // A slip may have made another word of the text; only lines with the rest of the query tell.
        found = self::found(index, query, Reading { alone: false, doubtful: true });
    }
    let mut answer = Answer::default();
    let mut hits: HashMap<ElementIx, usize> = HashMap::new();
    let mut beside: Vec<(Found, &Line)> = Vec::new();
    for found in found {
        match index.line(found.line) {
            Some(line) if line.witness.is_some() => beside.push((found, line)),
            Some(_) => {
                let element = ElementIx(found.line);
                hits.insert(element, answer.hits.len());
                answer.hits.push(Hit {
                    element,
                    tier: found.tier,
                    score: found.score,
                    witnesses: Vec::new(),
                });
            }
            None => {}
        }
    }
    for (found, line) in beside {
        bear_witness(&mut answer, &hits, found, line);
    }
    answer.exact = answer.hits.iter().filter(|hit| hit.tier.is_exact()).count();
    answer.near = answer.hits.len() - answer.exact;
    answer.hits.sort_by_key(|hit| (hit.tier, Reverse(hit.score), hit.element));
    answer.told.sort_by_key(|told| (told.tier, Reverse(told.score)));
    answer
}

/// Adds a text beside the script to the hits that it is tied to; where there is none, it is told alone.
fn bear_witness(answer: &mut Answer, hits: &HashMap<ElementIx, usize>, found: Found, line: &Line) {
    let Some(witness) = line.witness else { return };
    let mut borne = false;
    for at in line.ties.iter().filter_map(|element| hits.get(element)) {
        if let Some(hit) = answer.hits.get_mut(*at)
            && (found.tier.is_exact() || !hit.tier.is_exact())
        {
            borne = true;
            if !hit.witnesses.contains(&witness) {
                hit.witnesses.push(witness);
            }
        }
    }
    // The lines of one quote come one after the other.
    let known = || answer.told.last().is_some_and(|told| told.witness == witness);
    if !borne && found.tier.is_exact() && !known() {
        let element = line.ties.first().copied();
        answer.told.push(Told { witness, element, tier: found.tier, score: found.score });
    }
}

/// The conditions of a query that are no words.
struct Conditions {
    choices: Vec<(bool, Choice)>,
    /// Lines with words that must not be in them.
    excluded: Vec<Vec<Spot>>,
    kinds_asked: bool,
}

impl Conditions {
    fn take(&self, number: u32, line: &Line) -> bool {
        (self.kinds_asked || line.answers_unasked())
            && self.choices.iter().all(|(negated, choice)| choice.takes(line) != *negated)
            && self
                .excluded
                .iter()
                .all(|spots| spots.binary_search_by_key(&number, |spot| spot.line).is_err())
    }
}

/// Every line that answers, in order.
fn found(index: &Index, query: &Query, reading: Reading) -> Vec<Found> {
    let mut conditions = Conditions { choices: Vec::new(), excluded: Vec::new(), kinds_asked: false };
    let mut lists: Vec<Vec<Spot>> = Vec::new();
    for group in &query.groups {
        match group.as_slice() {
            [term] => match &term.atom {
                Atom::Filter(field, value) => {
                    conditions.kinds_asked |= *field == Field::Kind && !term.negated;
                    conditions.choices.push((term.negated, index.choice(*field, value)));
                }
                atom if term.negated => conditions.excluded.push(find::forbidden(index, atom)),
                _ => lists.push(find::group_spots(index, group, reading)),
            },
            several => lists.push(find::group_spots(index, several, reading)),
        }
    }
    joined(index, &lists, &conditions)
}

/// The lines that are in every list and meet the conditions, judged.
fn joined(index: &Index, lists: &[Vec<Spot>], conditions: &Conditions) -> Vec<Found> {
    let meets = |number: u32| index.line(number).filter(|line| conditions.take(number, line));
    let Some(rarest) = lists.iter().min_by_key(|list| list.len()) else {
        let all = index.line_numbers().filter_map(|number| meets(number).map(|line| (number, line)));
        return all.map(|(line, of)| Found { line, tier: Tier::Words, score: base(of) }).collect();
    };
    let mut found = Vec::new();
    let mut cursors = vec![0usize; lists.len()];
    let mut slices: Vec<&[Spot]> = Vec::with_capacity(lists.len());
    for same_line in rarest.chunk_by(|a, b| a.line == b.line) {
        let Some(number) = same_line.first().map(|spot| spot.line) else { continue };
        slices.clear();
        slices.extend(lists.iter().zip(&mut cursors).map(|(list, cursor)| on_line(list, cursor, number)));
        if slices.iter().any(|slice| slice.is_empty()) {
            continue;
        }
        if let Some(line) = meets(number)
            && let Some((tier, score)) = judged(&slices)
        {
            found.push(Found { line: number, tier, score: base(line) + score });
        }
    }
    found
}

fn base(line: &Line) -> u32 {
    if line.is_said() { SAID } else { 0 }
}

/// The spots of `list` on line `number`; `cursor` goes forward to them, in growing steps.
fn on_line<'a>(list: &'a [Spot], cursor: &mut usize, number: u32) -> &'a [Spot] {
    let mut step = 1;
    while list.get(*cursor + step).is_some_and(|spot| spot.line < number) {
        *cursor += step;
        step *= 2;
    }
    let window = list.get(*cursor..list.len().min(*cursor + step + 1)).unwrap_or_default();
    *cursor += window.partition_point(|spot| spot.line < number);
    let rest = list.get(*cursor..).unwrap_or_default();
    let length = rest.iter().take_while(|spot| spot.line == number).count();
    rest.get(..length).unwrap_or_default()
}

/// The tier and score of a line by the spots of each group on it; `None` where it does not answer.
fn judged(slices: &[&[Spot]]) -> Option<(Tier, u32)> {
    let best = |slice: &&[Spot]| slice.iter().map(|spot| spot.likeness).min();
    let likenesses: Vec<_> = slices.iter().filter_map(best).collect();
    let near = likenesses.iter().filter(|likeness| likeness.tier == Tier::Near).count();
    // One slip in two words is a slip; two in two are other words.
    if likenesses.len() > 1 && near * 2 > likenesses.len() || !weak_ones_are_supported(slices, &likenesses) {
        return None;
    }
    let worst = likenesses.iter().map(|likeness| likeness.tier).max()?;
    let is_phrase = slices.len() > 1 && stand_in_a_row(slices);
    let words: u32 = likenesses.iter().map(|likeness| WORD - u32::from(likeness.cost)).sum();
    let neighbours: u32 = slices.windows(2).map(neighbours).sum();
    Some((if is_phrase { Tier::Phrase } else { worst }, (words + neighbours).min(SAID - 1)))
}

/// Whether each group that has only weak spots has one beside a sure one of a neighbouring group.
fn weak_ones_are_supported(slices: &[&[Spot]], likenesses: &[Likeness]) -> bool {
    let sure = |at: Option<usize>| at.and_then(|at| slices.get(at)).map(|slice| sure_ones(slice));
    slices.iter().zip(likenesses).enumerate().filter(|(_, (_, likeness))| likeness.weak).all(
        |(at, (weak, _))| {
            let (before, after) = (sure(at.checked_sub(1)), sure(Some(at + 1)));
            let follows =
                |w: &Spot| before.as_ref().is_some_and(|(_, ends)| ends.binary_search(&w.at).is_ok());
            let leads =
                |w: &Spot| after.as_ref().is_some_and(|(starts, _)| starts.binary_search(&w.end).is_ok());
            weak.iter().any(|w| follows(w) || leads(w))
        },
    )
}

/// Where the exact spots of `slice` begin and where they end, in order.
fn sure_ones(slice: &[Spot]) -> (Vec<u32>, Vec<u32>) {
    let sure = || slice.iter().filter(|spot| spot.likeness.tier.is_exact());
    let starts = sure().map(|spot| spot.at).collect();
    let mut ends: Vec<u32> = sure().map(|spot| spot.end).collect();
    ends.sort_unstable();
    (starts, ends)
}

/// Whether whole words of all groups stand one after the other.
fn stand_in_a_row(slices: &[&[Spot]]) -> bool {
    let whole = |slice: &'_ [Spot]| -> Vec<Spot> {
        slice.iter().filter(|spot| spot.likeness.tier <= Tier::Words && spot.at < spot.end).copied().collect()
    };
    let mut ends: Option<Vec<u32>> = None;
    for slice in slices {
        let next = whole(slice).into_iter();
        let continues = |spot: &Spot| ends.as_ref().is_none_or(|ends| ends.binary_search(&spot.at).is_ok());
        let mut reached: Vec<u32> = next.filter(continues).map(|spot| spot.end).collect();
        reached.sort_unstable();
        ends = Some(reached);
    }
    ends.is_some_and(|ends| !ends.is_empty())
}

/// What the closeness of two neighbouring groups is worth.
fn neighbours(pair: &[&[Spot]]) -> u32 {
    let [first, second] = pair else { return 0 };
    let worth = |a: &Spot, b: &Spot| match b.at.checked_sub(a.end) {
        Some(between) => NEIGHBOURS / (1 + between),
        None => NEIGHBOURS / 2 / (1 + a.at.saturating_sub(b.end)),
    };
    // Only the nearest on either side can be the best, as the spots are in order.
    let of = |a: &Spot| {
        let after = second.partition_point(|b| b.at < a.end);
        let nearest = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let placed = nearest.filter_map(|at| second.get(at)).filter(|b| b.at < b.end);
        placed.map(|b| worth(a, b)).max().unwrap_or_default()
    };
    first.iter().filter(|a| a.at < a.end).map(of).max().unwrap_or_default()
}

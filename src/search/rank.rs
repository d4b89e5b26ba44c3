//! From places to what is found in one segment: joining the steps of a plan, judging each line.

use super::answer::Tier;
use super::find::{self, Places, Spot, sorted_spots};
use super::near::Likeness;
use super::plan::{Plan, Step, What};
use super::segment::{Choice, Segment};

/// A line that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) line: u32,
    pub(super) tier: Tier,
    /// Among those of a tier more is better.
    pub(super) score: u32,
}

/// Where fewer than one line in so many answers, a list of them is shorter than a table of all.
const FEW: usize = 8;

/// What is said comes before what is only shown, whatever else speaks for a line.
const SAID: u32 = 1 << 16;
/// What a word is worth, less its cost.
const WORD: u32 = 300;
/// What two neighbours of the query are worth that stand side by side; shared by the words between
/// them, and halved where their order is the other.
const NEIGHBOURS: u32 = 200;

/// What the lines of a segment are to a query while its groups are joined: how many groups they answer,
/// or that they are out of the question.
struct Board {
    marks: Vec<u16>,
}

/// The mark of a line that is out of the question.
const OUT: u16 = u16::MAX;

impl Board {
    fn new(segment: &Segment) -> Self {
        Self { marks: vec![0; segment.len()] }
    }

    fn put_out(&mut self, is_out: &[bool]) {
        for (mark, is_out) in self.marks.iter_mut().zip(is_out) {
            if *is_out {
                *mark = OUT;
            }
        }
    }

    /// Counts one more group for the lines in `places` that answer the `before` ones.
    fn count(&mut self, places: &[Places<'_>], before: u16) {
        for places in places {
            places.lines(|line, _| {
                if let Some(mark) = self.marks.get_mut(line as usize).filter(|mark| **mark == before) {
                    *mark += 1;
                }
            });
        }
    }

    fn has(&self, line: u32, groups: u16) -> bool {
        self.marks.get(line as usize) == Some(&groups)
    }
}

/// Every line of `segment` that answers `plan`, in order; `None` where the search was called off.
/// Lines for which `dead` holds are left out.
pub(super) fn found(
    segment: &Segment,
    plan: &Plan<'_>,
    dead: &dyn Fn(&mut [bool]),
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Found>> {
    let mut is_out = vec![false; segment.len()];
    dead(&mut is_out);
    let mut choices: Vec<(bool, Option<Choice>)> = Vec::new();
    let mut groups: Vec<Vec<Places<'_>>> = Vec::new();
    for group in &plan.groups {
        if stop() {
            return None;
        }
        match group.as_slice() {
            [Step { negated, what: What::Choice { field, value, level } }] => {
                choices.push((*negated, level.map(|level| segment.choice(*field, value, level))));
            }
            [Step { negated: true, what }] => {
                find::forbid(what, &find::places(segment, what, stop)?, &mut is_out);
            }
            steps => groups.push(find::group_places(segment, steps, stop)?),
        }
    }
    let meets = |line: u32| {
        (plan.kinds_asked || segment.answers_unasked(line))
            && choices.iter().all(|(negated, choice)| {
                choice.as_ref().is_some_and(|choice| segment.takes(choice, line)) != *negated
            })
    };
    Some(match groups.as_slice() {
        [] => every_line(segment, &is_out, meets),
        [group] => lines_of_one(segment, group, &is_out, meets),
        _ => joined(segment, &groups, &is_out, meets),
    })
}

/// All lines that are not out of the question.
fn every_line(segment: &Segment, is_out: &[bool], meets: impl Fn(u32) -> bool) -> Vec<Found> {
    let lines = segment.lines().zip(is_out).filter(|(line, is_out)| !**is_out && meets(*line));
    lines.map(|(line, _)| Found { line, tier: Tier::Words, score: base(segment, line) }).collect()
}

/// The lines of the only group: where a word stands in them does not matter.
fn lines_of_one(
    segment: &Segment,
    group: &[Places<'_>],
    is_out: &[bool],
    meets: impl Fn(u32) -> bool,
) -> Vec<Found> {
    let judged = |line: u32, likeness: Likeness| {
        let is_out = is_out.get(line as usize) == Some(&true);
        (!is_out && !likeness.weak && meets(line)).then(|| {
            let score = base(segment, line) + WORD - u32::from(likeness.cost);
            Found { line, tier: likeness.tier, score }
        })
    };
    if group.iter().map(Places::size).sum::<usize>() < segment.len() / FEW {
        let mut lines: Vec<(u32, Likeness)> = Vec::new();
        group.iter().for_each(|places| places.lines(|line, likeness| lines.push((line, likeness))));
        lines.sort_unstable();
        lines.dedup_by_key(|(line, _)| *line);
        return lines.into_iter().filter_map(|(line, likeness)| judged(line, likeness)).collect();
    }
    let mut best: Vec<Option<Likeness>> = vec![None; segment.len()];
    for places in group {
        places.lines(|line, likeness| {
            if let Some(best) = best.get_mut(line as usize)
                && best.is_none_or(|best| likeness < best)
            {
                *best = Some(likeness);
            }
        });
    }
    segment.lines().zip(best).filter_map(|(line, best)| judged(line, best?)).collect()
}

/// The lines that are in every group, judged.
fn joined(
    segment: &Segment,
    groups: &[Vec<Places<'_>>],
    is_out: &[bool],
    meets: impl Fn(u32) -> bool,
) -> Vec<Found> {
    let mut board = Board::new(segment);
    board.put_out(is_out);
    let mut rarest_first: Vec<&Vec<Places<'_>>> = groups.iter().collect();
    rarest_first.sort_by_key(|group| group.iter().map(Places::size).sum::<usize>());
    let mut count = 0;
    for group in rarest_first {
        board.count(group, count);
        count = count.saturating_add(1).min(OUT - 1);
    }
    let lists: Vec<Vec<Spot>> =
        groups.iter().map(|group| sorted_spots(group, |line| board.has(line, count))).collect();
    let Some(first) = lists.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut cursors = vec![0usize; lists.len()];
    let mut slices: Vec<&[Spot]> = Vec::with_capacity(lists.len());
    for same_line in first.chunk_by(|a, b| a.line == b.line) {
        let Some(line) = same_line.first().map(|spot| spot.line) else { continue };
        slices.clear();
        slices.extend(lists.iter().zip(&mut cursors).map(|(list, cursor)| on_line(list, cursor, line)));
        if meets(line)
            && let Some((tier, score)) = judged(&slices)
        {
            found.push(Found { line, tier, score: base(segment, line) + score });
        }
    }
    found
}

fn base(segment: &Segment, line: u32) -> u32 {
    if segment.is_said(line) { SAID } else { 0 }
}

/// The spots of `list` on `line`, the line that `cursor` is at; it goes on to the next one.
fn on_line<'a>(list: &'a [Spot], cursor: &mut usize, line: u32) -> &'a [Spot] {
    let rest = list.get(*cursor..).unwrap_or_default();
    let length = rest.iter().take_while(|spot| spot.line == line).count();
    *cursor += length;
    rest.get(..length).unwrap_or_default()
}

/// The tier and score of a line by the spots of each group on it; `None` where it does not answer.
fn judged(slices: &[&[Spot]]) -> Option<(Tier, u32)> {
    // No lists are made here: this is done for every line that has all words.
    let likenesses = || slices.iter().filter_map(|slice| best(slice));
    let near = likenesses().filter(|likeness| likeness.tier == Tier::Near).count();
    // One slip in two words is a slip; two in two are other words.
    if slices.len() > 1 && near * 2 > slices.len() || !weak_ones_are_supported(slices) {
        return None;
    }
    let worst = likenesses().map(|likeness| likeness.tier).max()?;
    let tier = if slices.len() > 1 && stand_in_a_row(slices) { Tier::Phrase } else { worst };
    Some((tier, worth(slices).min(SAID - 1)))
}

fn best(slice: &[Spot]) -> Option<Likeness> {
    slice.iter().map(|spot| spot.likeness).min()
}

/// Whether each group that has only weak spots has one beside a sure one of a neighbouring group.
fn weak_ones_are_supported(slices: &[&[Spot]]) -> bool {
    let is_weak = |slice: &[Spot]| best(slice).is_some_and(|likeness| likeness.weak);
    slices.iter().enumerate().filter(|(_, slice)| is_weak(slice)).all(|(at, weak)| {
        let sure = |at: Option<usize>| at.and_then(|at| slices.get(at)).map(|slice| sure_ones(slice));
        let (before, after) = (sure(at.checked_sub(1)), sure(Some(at + 1)));
        let follows = |w: &Spot| before.as_ref().is_some_and(|(_, ends)| ends.binary_search(&w.at).is_ok());
        let leads = |w: &Spot| after.as_ref().is_some_and(|(starts, _)| starts.binary_search(&w.end).is_ok());
        weak.iter().any(|w| follows(w) || leads(w))
    })
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
    let is_whole = |spot: &&Spot| spot.likeness.tier <= Tier::Words && !spot.is_whole_line();
    let single = |slice: &&[Spot]| matches!(slice, [_]);
    if slices.iter().all(single) {
        let spots = || slices.iter().filter_map(|slice| slice.first());
        return spots().all(|spot| is_whole(&spot))
            && spots().zip(spots().skip(1)).all(|(a, b)| a.end == b.at);
    }
    let mut ends: Option<Vec<u32>> = None;
    for slice in slices {
        let continues = |spot: &&Spot| ends.as_ref().is_none_or(|ends| ends.binary_search(&spot.at).is_ok());
        let reached = slice.iter().filter(is_whole).filter(continues);
        let mut reached: Vec<u32> = reached.map(|spot| spot.end).collect();
        if reached.is_empty() {
            return false;
        }
        reached.sort_unstable();
        ends = Some(reached);
    }
    true
}

/// How many spots on either side of one are looked at for its neighbour in a chain.
const NEAREST: usize = 6;

/// What a line is worth: its best chain of spots, one of each group, by what the words are worth and how
/// close neighbours stand. That two words are side by side in one place and the next two in another says
/// little, and so does a word in the right place that only begins like the one that was asked for.
fn worth(slices: &[&[Spot]]) -> u32 {
    if slices.iter().all(|slice| matches!(slice, [_])) {
        let spots = || slices.iter().filter_map(|slice| slice.first());
        let neighbours: u32 = spots().zip(spots().skip(1)).map(|(a, b)| side_by_side(a, b)).sum();
        return spots().map(worth_of).sum::<u32>() + neighbours;
    }
    let mut before: &[Spot] = &[];
    // What the best chain up to each spot of the group before is worth.
    let mut worths: Vec<u32> = Vec::new();
    for slice in slices {
        let most = worths.iter().copied().max().unwrap_or_default();
        let best_to = |spot: &Spot| {
            // The spots are in order, so that the nearest are neighbours in their list.
            let next = before.partition_point(|other| other.at < spot.at);
            let near = next.saturating_sub(NEAREST)..(next + NEAREST).min(before.len());
            let chains = near.filter_map(|at| Some(worths.get(at)? + side_by_side(before.get(at)?, spot)));
            chains.max().unwrap_or_default().max(most) + worth_of(spot)
        };
        let reached: Vec<u32> = slice.iter().map(best_to).collect();
        (before, worths) = (slice, reached);
    }
    worths.into_iter().max().unwrap_or_default()
}

fn worth_of(spot: &Spot) -> u32 {
    WORD - u32::from(spot.likeness.cost)
}

/// What it is worth that `a` and `b`, spots of two neighbouring groups, are so close.
fn side_by_side(a: &Spot, b: &Spot) -> u32 {
    if a.is_whole_line() || b.is_whole_line() {
        return 0;
    }
    match b.at.checked_sub(a.end) {
        Some(between) => NEIGHBOURS / (1 + between),
        None => NEIGHBOURS / 2 / (1 + a.at.saturating_sub(b.end)),
    }
}

//! From places to what is found in one segment: joining the steps of a plan, judging each line.

use super::answer::Tier;
use super::find::{self, Places, Spot, sorted_spots};
use super::hits::{Alike, Found, Hits};
use super::line_set::LineSet;
use super::near::Likeness;
use super::plan::{Plan, Step, What};
use super::segment::Segment;

/// Where fewer than one line in so many answers, a list of them is shorter than sets of all lines.
const FEW: usize = 8;
/// More kinds of likeness than this are not each worth a set.
const MOST_SETS: usize = 40;

/// What is said comes before what is only shown, whatever else speaks for a line.
const SAID: u32 = 1 << 16;
/// What a word is worth, less its cost.
const WORD: u32 = 300;
/// What two neighbours of the query are worth that stand side by side; shared by the words between
/// them, and halved where their order is the other.
const NEIGHBOURS: u32 = 200;

/// Every line of `segment` that answers `plan`; `None` where the search was called off. Lines that are
/// `gone` are left out.
pub(super) fn found(
    segment: &Segment,
    plan: &Plan<'_>,
    gone: Option<LineSet>,
    stop: &dyn Fn() -> bool,
) -> Option<Hits> {
    let mut lines = if plan.kinds_asked { LineSet::all(segment.len()) } else { segment.unasked.clone() };
    if let Some(gone) = gone {
        lines.drop(&gone);
    }
    let mut groups: Vec<Vec<Places<'_>>> = Vec::new();
    for group in &plan.groups {
        if stop() {
            return None;
        }
        match group.as_slice() {
            [Step { negated, what: What::Choice { field, value, level } }] => {
                let choice = level.map(|level| segment.choice(*field, value, level));
                let chosen = choice.map_or_else(|| LineSet::none(segment.len()), |it| segment.taken_by(&it));
                if *negated { lines.drop(&chosen) } else { lines.keep(&chosen) }
            }
            [Step { negated: true, what }] => {
                lines.drop(&find::forbidden(segment, what, &find::places(segment, what, stop)?));
            }
            steps => groups.push(find::group_places(segment, steps, stop)?),
        }
    }
    Some(match groups.as_slice() {
        [] => Hits::many(alike(segment, WHOLE_LINE, lines).into()),
        [group] => lines_of_one(segment, group, &lines),
        _ => Hits::Few(joined(segment, &groups, lines)),
    })
}

/// What a line is worth of which nothing but what it is was asked.
const WHOLE_LINE: (Tier, u32) = (Tier::Words, 0);

/// `lines`, each worth so much, as sets of those that are said and of the others.
fn alike(segment: &Segment, (tier, score): (Tier, u32), lines: LineSet) -> [Alike; 2] {
    let (mut said, mut shown) = (lines.clone(), lines);
    said.keep(&segment.said);
    shown.drop(&segment.said);
    [Alike { tier, score: SAID + score, lines: said }, Alike { tier, score, lines: shown }]
}

/// Those of `lines` that are in the only group: where a word stands in them does not matter.
fn lines_of_one(segment: &Segment, group: &[Places<'_>], lines: &LineSet) -> Hits {
    if group.iter().map(Places::size).sum::<usize>() >= segment.len() / FEW
        && let Some(sets) = by_likeness(segment, group, lines)
    {
        return Hits::many(sets);
    }
    let mut found: Vec<(u32, Likeness)> = Vec::new();
    for places in group {
        places.lines(|line, likeness| {
            if !likeness.weak && lines.has(line) {
                found.push((line, likeness));
            }
        });
    }
    found.sort_unstable();
    found.dedup_by_key(|(line, _)| *line);
    let judged = |(line, likeness): (u32, Likeness)| Found {
        line,
        tier: likeness.tier,
        score: base(segment, line) + worth_alone(likeness),
    };
    Hits::Few(found.into_iter().map(judged).collect())
}

/// What a likeness is worth where it is all that was asked for.
fn worth_alone(likeness: Likeness) -> u32 {
    WORD - u32::from(likeness.cost)
}

/// Those of `lines` that are in `group`, by how they answer; `None` where they do in too many ways.
fn by_likeness(segment: &Segment, group: &[Places<'_>], lines: &LineSet) -> Option<Vec<Alike>> {
    let mut sets: Vec<(Likeness, LineSet)> = Vec::new();
    for places in group {
        let likeness = match places.likeness() {
            Some(likeness) if likeness.weak => continue,
            Some(likeness) => likeness,
            None if places.size() == 0 => continue,
            None => return None,
        };
        let at = match sets.iter().position(|(other, _)| *other == likeness) {
            Some(at) => at,
            None if sets.len() == MOST_SETS => return None,
            None => {
                sets.push((likeness, LineSet::none(segment.len())));
                sets.len() - 1
            }
        };
        if let Some((_, set)) = sets.get_mut(at) {
            places.lines(|line, _| set.put(line));
        }
    }
    sets.sort_unstable_by_key(|(likeness, _)| *likeness);
    let mut left = lines.clone();
    let mut found = Vec::with_capacity(sets.len() * 2);
    for (likeness, mut set) in sets {
        // A line that answers in several ways answers in the best.
        set.keep(&left);
        left.drop(&set);
        found.extend(alike(segment, (likeness.tier, worth_alone(likeness)), set));
    }
    Some(found)
}

/// Those of `lines` that are in every group, judged.
fn joined(segment: &Segment, groups: &[Vec<Places<'_>>], mut lines: LineSet) -> Vec<Found> {
    let mut rarest_first: Vec<&Vec<Places<'_>>> = groups.iter().collect();
    rarest_first.sort_by_key(|group| group.iter().map(Places::size).sum::<usize>());
    for group in rarest_first {
        let mut with_group = LineSet::none(segment.len());
        group.iter().for_each(|places| places.lines(|line, _| with_group.put(line)));
        lines.keep(&with_group);
        if lines.is_empty() {
            return Vec::new();
        }
    }
    let lists: Vec<Vec<Spot>> = groups.iter().map(|group| sorted_spots(group, &lines)).collect();
    let mut found = Vec::new();
    let mut cursors = vec![0usize; lists.len()];
    let mut slices: Vec<&[Spot]> = Vec::with_capacity(lists.len());
    let mut judge = Judge::default();
    for line in lines.lines() {
        slices.clear();
        slices.extend(lists.iter().zip(&mut cursors).map(|(list, cursor)| on_line(list, cursor, line)));
        if let Some((tier, score)) = judge.judged(&slices) {
            found.push(Found { line, tier, score: base(segment, line) + score });
        }
    }
    found
}

fn base(segment: &Segment, line: u32) -> u32 {
    if segment.said.has(line) { SAID } else { 0 }
}

/// The spots of `list` on `line`, the line that `cursor` is at; it goes on to the next one.
fn on_line<'a>(list: &'a [Spot], cursor: &mut usize, line: u32) -> &'a [Spot] {
    let rest = list.get(*cursor..).unwrap_or_default();
    let length = rest.iter().take_while(|spot| spot.line == line).count();
    *cursor += length;
    rest.get(..length).unwrap_or_default()
}

/// How many spots on either side of one are looked at for its neighbour in a chain.
const NEAREST: usize = 6;

/// Judges lines, with lists that are made once: this is done for every line that has all words.
#[derive(Default)]
struct Judge {
    /// Of the group before: where a row of whole words ends; what the best chain up to each spot is worth.
    before: Vec<u32>,
    /// The same of the present one.
    here: Vec<u32>,
}

impl Judge {
    /// The tier and score of a line by the spots of each group on it; `None` where it does not answer.
    fn judged(&mut self, slices: &[&[Spot]]) -> Option<(Tier, u32)> {
        let (mut near, mut worst) = (0, Tier::Phrase);
        for tier in slices.iter().filter_map(|slice| best(slice)).map(|likeness| likeness.tier) {
            near += usize::from(tier == Tier::Near);
            worst = worst.max(tier);
        }
        // One slip in two words is a slip; two in two are other words.
        if slices.len() > 1 && near * 2 > slices.len() || near > 0 && !weak_ones_are_supported(slices) {
            return None;
        }
        let may_stand_in_a_row = slices.len() > 1 && worst <= Tier::Words;
        let tier = if may_stand_in_a_row && self.stand_in_a_row(slices) { Tier::Phrase } else { worst };
        Some((tier, self.worth(slices).min(SAID - 1)))
    }

    /// Whether whole words of all groups stand one after the other.
    fn stand_in_a_row(&mut self, slices: &[&[Spot]]) -> bool {
        let is_whole = |spot: &&Spot| spot.likeness.tier <= Tier::Words && !spot.is_whole_line();
        let single = |slice: &&[Spot]| matches!(slice, [_]);
        if slices.iter().all(single) {
            let spots = || slices.iter().filter_map(|slice| slice.first());
            return spots().all(|spot| is_whole(&spot))
                && spots().zip(spots().skip(1)).all(|(a, b)| a.end == b.at);
        }
        for (group, slice) in slices.iter().enumerate() {
            let continues = |spot: &&Spot| group == 0 || self.before.binary_search(&spot.at).is_ok();
            self.here.clear();
            self.here.extend(slice.iter().filter(is_whole).filter(continues).map(|spot| spot.end));
            if self.here.is_empty() {
                return false;
            }
            self.here.sort_unstable();
            std::mem::swap(&mut self.before, &mut self.here);
        }
        true
    }

    /// What a line is worth: its best chain of spots, one of each group, by what the words are worth and how
    /// close neighbours stand. That two words are side by side in one place and the next two in another says
    /// little, and so does a word in the right place that only begins like the one that was asked for.
    fn worth(&mut self, slices: &[&[Spot]]) -> u32 {
        if slices.iter().all(|slice| matches!(slice, [_])) {
            let spots = || slices.iter().filter_map(|slice| slice.first());
            let neighbours: u32 = spots().zip(spots().skip(1)).map(|(a, b)| side_by_side(a, b)).sum();
            return spots().map(worth_of).sum::<u32>() + neighbours;
        }
        let mut before: &[Spot] = &[];
        self.before.clear();
        for slice in slices {
            let most = self.before.iter().copied().max().unwrap_or_default();
            let best_to = |spot: &Spot| {
                // The spots are in order, so that the nearest are neighbours in their list.
                let next = before.partition_point(|other| other.at < spot.at);
                let near = next.saturating_sub(NEAREST)..(next + NEAREST).min(before.len());
                let chain = |at: usize| Some(self.before.get(at)? + side_by_side(before.get(at)?, spot));
                near.filter_map(chain).max().unwrap_or_default().max(most) + worth_of(spot)
            };
            self.here.clear();
            self.here.extend(slice.iter().map(best_to));
            std::mem::swap(&mut self.before, &mut self.here);
            before = slice;
        }
        self.before.iter().copied().max().unwrap_or_default()
    }
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

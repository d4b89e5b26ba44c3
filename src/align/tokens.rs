//! Two tellings of the same words, token by token: what of one is what of the other.
//!
//! A script and the subtitles of it differ by words heard otherwise, by lines that only one of them
//! has, by cuts. Anchors (runs that occur once in both) divide the work; between two anchors a
//! banded dynamic program with affine gaps (Gotoh 1982) pairs equal tokens, rare ones for more than
//! common ones, and pays for every place where it leaves the path, less where a line begins. Nothing
//! as large as both sequences multiplied is ever held: the time grows about as the sequences do.

use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

use super::anchors::anchors;

/// One of two sequences to align.
#[derive(Debug, Clone, Copy)]
pub struct Sequence<'a> {
    /// Its tokens; equal numbers are equal tokens.
    pub tokens: &'a [u32],
    /// Whether a unit (line, cue) begins at each token. Where it is shorter than `tokens`, none does.
    pub begins: &'a [bool],
}

/// Runs of tokens looked for as anchors, longest first: the longer, the less by chance.
const RUNS: [usize; 3] = [4, 3, 2];
/// Stretches whose product of lengths is no larger go to the dynamic program at once.
const SMALL: usize = 96 * 96;
/// The most cells that the dynamic program holds for one stretch; beyond, it keeps to a band.
const MOST_CELLS: usize = 1 << 20;

/// What a pair of equal tokens earns, at least: the most common token.
const EQUAL: i32 = 10;
/// What it earns more for each halving of the token's frequency.
const RARER: i32 = 2;
/// What passing two different tokens side by side costs.
const UNEQUAL: i32 = 6;
/// What leaving the path, or coming back to it, costs.
const TURN: i32 = 10;
/// How much less for each side on which a unit begins there.
const AT_BEGIN: i32 = 4;
/// Worse than every path.
const NEVER: i32 = i32::MIN / 2;

/// The pairs `(place in a, place in b)` of equal tokens that stand for each other, increasing in both.
pub fn align(a: Sequence<'_>, b: Sequence<'_>) -> Vec<(usize, usize)> {
    let worth = worth(a.tokens, b.tokens);
    let worth = a.tokens.iter().map(|token| worth.get(token).copied().unwrap_or(EQUAL)).collect();
    let mut aligning = Aligning { a, b, worth, pairs: Vec::new() };
    aligning.stretch(0..a.tokens.len(), 0..b.tokens.len(), &RUNS);
    aligning.pairs
}

/// What a pair of each token earns, by how rare it is in both sequences together.
fn worth(a: &[u32], b: &[u32]) -> HashMap<u32, i32> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for token in a.iter().chain(b) {
        *counts.entry(*token).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(1);
    let halvings = |count: usize| i32::try_from((most / count).max(1).ilog2()).unwrap_or_default();
    counts.into_iter().map(|(token, count)| (token, EQUAL + RARER * halvings(count))).collect()
}

struct Aligning<'a> {
    a: Sequence<'a>,
    b: Sequence<'a>,
    /// For each token of the first what a pair of it earns.
    worth: Vec<i32>,
    pairs: Vec<(usize, usize)>,
}

impl Aligning<'_> {
    /// Aligns two stretches; `runs` are the lengths of anchors still to be tried.
    fn stretch(&mut self, in_a: Range<usize>, in_b: Range<usize>, runs: &[usize]) {
        if in_a.is_empty() || in_b.is_empty() {
            return;
        }
        let small = in_a.len().saturating_mul(in_b.len()) <= SMALL;
        let Some((run, rest)) = runs.split_first().filter(|_| !small) else {
            return self.step_by_step(&in_a, &in_b);
        };
        let found = anchors(self.a.tokens, in_a.clone(), self.b.tokens, in_b.clone(), *run);
        let (mut at_a, mut at_b) = (in_a.start, in_b.start);
        for (a, b) in found {
            // An anchor may overlap the one before; what is left of it is paired all the same.
            let overlap = at_a.saturating_sub(a).max(at_b.saturating_sub(b));
            if overlap >= *run {
                continue;
            }
            let (from_a, from_b) = (a + overlap, b + overlap);
            self.stretch(at_a..from_a, at_b..from_b, rest);
            self.pairs.extend((from_a..a + run).zip(from_b..b + run));
            (at_a, at_b) = (a + run, b + run);
        }
        self.stretch(at_a..in_a.end, at_b..in_b.end, rest);
    }

    /// The dynamic program over one stretch.
    fn step_by_step(&mut self, in_a: &Range<usize>, in_b: &Range<usize>) {
        let mut table = Table::new(in_a.len(), in_b.len());
        let mut above: Vec<Cell> = Vec::new();
        let mut above_start = 0;
        for i in 0..=in_a.len() {
            let columns = table.columns(i);
            let mut row: Vec<Cell> = Vec::with_capacity(columns.len());
            for j in columns.clone() {
                let before = |j: Option<usize>| {
                    let at = j.and_then(|j| j.checked_sub(above_start));
                    at.and_then(|at| above.get(at)).copied().unwrap_or(Cell::NONE)
                };
                let (diagonal, up) = (before(j.checked_sub(1)), before(Some(j)));
                let left = row.last().copied().unwrap_or(Cell::NONE);
                let (a, b) = (in_a.start + i, in_b.start + j);
                let (cell, step) = if i == 0 && j == 0 {
                    (Cell { on: 0, off: -self.turn(a, b) }, Step { off_from: Off::On, on_from_off: false })
                } else {
                    self.cell(a, b, if i == 0 { Cell::NONE } else { diagonal }, up, left)
                };
                row.push(cell);
                table.put(step);
            }
            (above, above_start) = (row, columns.start);
        }
        let end = above.last().copied().unwrap_or(Cell::NONE);
        let ends_off = end.off - self.turn(in_a.end, in_b.end) > end.on;
        self.walk_back(&table, in_a, in_b, ends_off);
    }

    /// The best ways to stand before the tokens `a` and `b`: on the path, having paired those before
    /// them, or off it.
    fn cell(&self, a: usize, b: usize, diagonal: Cell, up: Cell, left: Cell) -> (Cell, Step) {
        let rejoined = match (a.checked_sub(1), b.checked_sub(1)) {
            (Some(a), Some(b)) => diagonal.off.saturating_sub(self.turn(a, b)),
            _ => NEVER,
        };
        let on_from_off = rejoined > diagonal.on;
        let on = diagonal.on.max(rejoined).saturating_add(self.earned(a, b)).max(NEVER);
        let left_path = on.saturating_sub(self.turn(a, b));
        let (off, off_from) = if left_path >= up.off.max(left.off) {
            (left_path, Off::On)
        } else if up.off >= left.off {
            (up.off, Off::Up)
        } else {
            (left.off, Off::Left)
        };
        (Cell { on, off: off.max(NEVER) }, Step { off_from, on_from_off })
    }

    /// What pairing the tokens before `a` and `b` earns or costs.
    fn earned(&self, a: usize, b: usize) -> i32 {
        let (Some(a), Some(b)) = (a.checked_sub(1), b.checked_sub(1)) else { return -UNEQUAL };
        let equal = self.a.tokens.get(a).is_some_and(|token| Some(token) == self.b.tokens.get(b));
        self.worth.get(a).copied().filter(|_| equal).unwrap_or(-UNEQUAL)
    }

    /// What leaving or rejoining the path costs before the tokens `a` and `b`.
    fn turn(&self, a: usize, b: usize) -> i32 {
        let begins =
            |side: &Sequence<'_>, at: usize| side.begins.get(at).copied().unwrap_or(at >= side.tokens.len());
        TURN - AT_BEGIN * (i32::from(begins(&self.a, a)) + i32::from(begins(&self.b, b)))
    }

    /// Collects the pairs of equal tokens along the best path, from the end of the stretches.
    fn walk_back(&mut self, table: &Table, in_a: &Range<usize>, in_b: &Range<usize>, ends_off: bool) {
        let first = self.pairs.len();
        let (mut i, mut j, mut off) = (in_a.len(), in_b.len(), ends_off);
        while i > 0 || j > 0 {
            let step = table.step(i, j);
            match (off, step.off_from) {
                (true, Off::On) => off = false,
                (true, Off::Up) if i > 0 => i -= 1,
                (true, Off::Left) if j > 0 => j -= 1,
                _ => {
                    let (Some(before_i), Some(before_j)) = (i.checked_sub(1), j.checked_sub(1)) else {
                        break;
                    };
                    (i, j) = (before_i, before_j);
                    off = step.on_from_off;
                    let (a, b) = (in_a.start + i, in_b.start + j);
                    if self.a.tokens.get(a) == self.b.tokens.get(b) {
                        self.pairs.push((a, b));
                    }
                }
            }
        }
        if let Some(found) = self.pairs.get_mut(first..) {
            found.reverse();
        }
    }
}

/// The worth of the best paths to a point between tokens.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Having just paired the two tokens before it.
    on: i32,
    /// Having passed over tokens of either side.
    off: i32,
}

impl Cell {
    const NONE: Self = Self { on: NEVER, off: NEVER };
}

/// How the best paths to a point came there.
#[derive(Debug, Clone, Copy)]
struct Step {
    off_from: Off,
    on_from_off: bool,
}

#[derive(Debug, Clone, Copy)]
enum Off {
    /// The path was left at this point.
    On,
    /// A token of the first sequence was passed over.
    Up,
    /// A token of the second was.
    Left,
}

/// The steps to every point of a stretch, or of a band along its diagonal.
struct Table {
    rows: usize,
    columns: usize,
    /// How far the band reaches to either side of the diagonal.
    reach: usize,
    /// Where each row begins in `steps`, filled as rows are.
    row_starts: Vec<usize>,
    steps: Vec<Step>,
}

impl Table {
    fn new(rows: usize, columns: usize) -> Self {
        let fits = rows.saturating_add(1).saturating_mul(columns.saturating_add(1)) <= MOST_CELLS;
        // The diagonal advances by `columns / rows` a row: a narrower band would have gaps.
        let least = columns / rows.max(1) + 2;
        let reach = if fits { columns } else { least.max(MOST_CELLS / (2 * rows.max(1))) };
        let mut table =
            Self { rows, columns, reach, row_starts: Vec::with_capacity(rows + 1), steps: Vec::new() };
        let mut start = 0;
        for row in 0..=rows {
            table.row_starts.push(start);
            start += table.columns(row).len();
        }
        table.steps.reserve(start);
        table
    }

    /// The points of `row` that are held.
    fn columns(&self, row: usize) -> Range<usize> {
        let diagonal = row.saturating_mul(self.columns) / self.rows.max(1);
        diagonal.saturating_sub(self.reach)..(diagonal + self.reach).min(self.columns) + 1
    }

    /// Adds the step to the next point, row by row.
    fn put(&mut self, step: Step) {
        self.steps.push(step);
    }

    fn step(&self, row: usize, column: usize) -> Step {
        let start = self.row_starts.get(row).copied().unwrap_or_default();
        let within = column.saturating_sub(self.columns(row).start);
        let outside = Step { off_from: if row > 0 { Off::Up } else { Off::Left }, on_from_off: true };
        self.steps.get(start + within).copied().unwrap_or(outside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbered(texts: &[&str]) -> Vec<Vec<u32>> {
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut number = |word: &str| {
            let next = u32::try_from(known.len()).expect("few words");
            *known.entry(word.to_owned()).or_insert(next)
        };
        texts.iter().map(|text| text.split_whitespace().map(&mut number).collect()).collect()
    }

    fn paired(a: &str, b: &str) -> Vec<(usize, usize)> {
        let both = numbered(&[a, b]);
        align(Sequence { tokens: &both[0], begins: &[] }, Sequence { tokens: &both[1], begins: &[] })
    }

    #[test]
    fn what_only_one_side_has_is_passed_over() {
        let a = "the lamp is lit maren said nothing the tide turns";
        let b = "the lamp is lit now the tide turns";
        assert_eq!(paired(a, b), [(0, 0), (1, 1), (2, 2), (3, 3), (7, 5), (8, 6), (9, 7)]);
    }

    #[test]
    fn a_common_word_alone_does_not_draw_the_path_away() {
        let a = "hold the line orrin we are going to lose the lamp and the bell of the old ship";
        let b = "hold the line orrin the bell of the old ship";
        assert_eq!(
            paired(a, b).iter().map(|(a, _)| *a).collect::<Vec<_>>(),
            [0, 1, 2, 3, 12, 13, 14, 15, 16, 17]
        );
    }

    #[test]
    fn a_long_stretch_without_anchors_is_walked_in_a_band() {
        let a: Vec<u32> = (0..6000).map(|at| at % 7).collect();
        let begins = [];
        let pairs =
            align(Sequence { tokens: &a, begins: &begins }, Sequence { tokens: &a[..5990], begins: &begins });
        assert!(pairs.len() > 5900, "{}", pairs.len());
    }

    fn sequence() -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(0u32..40, 0..300)
    }

    proptest! {
        #[test]
        fn pairs_increase_are_equal_and_exist(a in sequence(), b in sequence(), begins in prop::collection::vec(any::<bool>(), 0..300)) {
            let pairs = align(Sequence { tokens: &a, begins: &begins }, Sequence { tokens: &b, begins: &[] });
            prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            prop_assert!(pairs.iter().all(|(at, bt)| a[*at] == b[*bt]));
        }

        #[test]
        fn a_sequence_is_its_own_telling(a in sequence()) {
            let same: Vec<(usize, usize)> = (0..a.len()).map(|at| (at, at)).collect();
            prop_assert_eq!(align(Sequence { tokens: &a, begins: &[] }, Sequence { tokens: &a, begins: &[] }), same);
        }
    }
}

//! Rows to columns, forward with room for cutting back and forth.
//!
//! Every row (a line of a script) is given one column (a sentence that retells it). Columns advance
//! with the rows; passing over one costs more than going to the next; where a row allows it, the
//! path may jump to any column of the same group, as a retelling does that finishes one strand
//! before it takes up the other. Groups themselves never go back.
//!
//! This is a hidden Markov model read in two ways, with one recursion over two semirings: the best
//! path (Viterbi: Viterbi 1967) and the probability of each column at each row (forward-backward:
//! Baum and others 1970), the latter scaled row by row (Rabiner 1989). Only columns near the best one
//! of the row before are looked at, so that time and memory grow with the rows.

mod semiring;

use std::iter;
use std::ops::Range;

use semiring::{All, Best, Costs, Semiring};

/// What is to be aligned. Scores and costs are logarithms of odds: larger is likelier, costs are
/// subtracted.
pub trait Problem {
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// How many columns there are.
    fn columns(&self) -> usize;
    /// Writes how well `row` goes with each of `columns` to `scores`, one for each of them.
    fn scores(&self, row: usize, columns: Range<usize>, scores: &mut [f32]);
    /// What as `row` begins tells for a `column` from 1 on the cost of passing to it from `column - 1`.
    fn gaps(&self, row: usize) -> impl Fn(usize) -> f32;
    /// The further cost of each column that no row is given.
    fn skip(&self) -> f32;
    /// The cost of jumping within a group as `row` begins; `None` where it may not.
    fn jump(&self, row: usize) -> Option<f32>;
    /// The group of `column`; never falls from one column to the next.
    fn group(&self, column: usize) -> usize;
}

/// How far from the best column of the row before columns are looked at: more sentences than an act
/// has, so that one that the script lacks can be passed over.
const REACH: usize = 128;

/// The solution of a [`Problem`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Solution {
    /// The column of each row on the best path.
    pub path: Vec<usize>,
    windows: Vec<Window>,
    probabilities: Vec<f32>,
}

impl Solution {
    /// How probable it is that `row` belongs to `column`, 0 to 1.
    pub fn probability(&self, row: usize, column: usize) -> f32 {
        let Some(window) = self.windows.get(row) else { return 0.0 };
        let at = column.checked_sub(window.first).and_then(|at| self.of(window).get(at));
        at.copied().unwrap_or_default()
    }

    /// How probable it is that `row` belongs to `first` or a later column, 0 to 1.
    pub fn from(&self, row: usize, first: usize) -> f32 {
        let Some(window) = self.windows.get(row) else { return 0.0 };
        match first.checked_sub(window.first) {
            None => 1.0,
            Some(at) => self.of(window).get(at..).unwrap_or_default().iter().sum::<f32>().min(1.0),
        }
    }

    fn of(&self, window: &Window) -> &[f32] {
        self.probabilities.get(window.cells()).unwrap_or_default()
    }
}

/// Solves `problem`; without rows or columns the solution is empty.
pub fn solve(problem: &impl Problem) -> Solution {
    if problem.rows() == 0 || problem.columns() == 0 {
        return Solution::default();
    }
    let grid = Grid::new(problem);
    let path = grid.trace(problem);
    let probabilities = grid.probabilities(problem);
    Solution { path, windows: grid.windows, probabilities }
}

/// What the best path of `problem` is worth, its scores less its costs; 0 without rows or columns.
pub fn worth(problem: &impl Problem) -> f32 {
    if problem.rows() == 0 || problem.columns() == 0 {
        return 0.0;
    }
    let mut forward = Forward::new(problem);
    (0..problem.rows()).for_each(|row| forward.pass(row, 0));
    let endings = endings(problem);
    let ends = forward.sums.iter().zip(&endings[forward.window.columns()]);
    ends.map(|(sum, ending)| sum - ending).fold(NEVER, f32::max)
}

/// What never is.
const NEVER: f32 = f32::NEG_INFINITY;

/// The columns that are looked at in a row, and where their cells lie in a table of all rows.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Window {
    first: usize,
    end: usize,
    cells: usize,
}

impl Window {
    fn columns(&self) -> Range<usize> {
        self.first..self.end
    }

    fn cells(&self) -> Range<usize> {
        self.cells..self.cells + self.end - self.first
    }

    /// The window of the next row, around the column `best` of `all`.
    fn around(best: usize, all: usize, cells: usize) -> Self {
        Self { first: best.saturating_sub(REACH), end: (best + REACH + 1).min(all), cells }
    }
}

/// The scores of a problem near the best columns, the sums of the best paths, and the groups' bounds.
struct Grid {
    windows: Vec<Window>,
    scores: Vec<f32>,
    /// For each cell what the best path that ends there is worth.
    best: Vec<f32>,
    groups: Vec<Range<usize>>,
    /// For each column the cost of ending in it: every later one was passed over.
    endings: Vec<f32>,
}

/// The best paths as they pass through the rows, one row at a time.
struct Forward<'p, P> {
    problem: &'p P,
    groups: Vec<Range<usize>>,
    costs: Costs<Best>,
    /// The columns looked at in the row that was passed last, and for each of them its score and what
    /// the best path is worth that ends there.
    window: Window,
    scores: Vec<f32>,
    sums: Vec<f32>,
    best: usize,
}

impl<'p, P: Problem> Forward<'p, P> {
    fn new(problem: &'p P) -> Self {
        Self {
            problem,
            groups: groups(problem),
            costs: Costs::new(problem),
            window: Window { first: 0, end: 0, cells: 0 },
            scores: Vec::new(),
            sums: Vec::new(),
            best: 0,
        }
    }

    /// Passes through `row`, the one after that passed last; its cells lie at `cells` in a table.
    fn pass(&mut self, row: usize, cells: usize) {
        let window = Window::around(self.best, self.problem.columns(), cells);
        self.sums = if row == 0 {
            first_sums::<Best>(self.problem, window, 0.0, &mut self.costs)
        } else {
            let before = (self.window, self.sums.as_slice());
            step::<Best>(self.problem, &self.groups, row, before, window, &mut self.costs)
        };
        self.scores.resize(window.end - window.first, 0.0);
        self.problem.scores(row, window.columns(), &mut self.scores);
        self.sums.iter_mut().zip(&self.scores).for_each(|(sum, score)| *sum += score);
        self.best = highest(window.columns(), |column| self.sums[column - window.first]);
        self.window = window;
    }
}

impl Grid {
    fn new(problem: &impl Problem) -> Self {
        let cells = problem.rows() * problem.columns().min(2 * REACH + 1);
        let mut windows = Vec::with_capacity(problem.rows());
        let (mut scores, mut best) = (Vec::with_capacity(cells), Vec::with_capacity(cells));
        let mut forward = Forward::new(problem);
        for row in 0..problem.rows() {
            forward.pass(row, scores.len());
            scores.extend_from_slice(&forward.scores);
            best.extend_from_slice(&forward.sums);
            windows.push(forward.window);
        }
        Self { windows, scores, best, groups: forward.groups, endings: endings(problem) }
    }

    /// The sums over all ways on from the end of the row before `row`, in its window `was`, given those
    /// (`after`, scores included) from the beginning of `row` on: [`step`] read backwards.
    fn step_back(
        &self,
        problem: &impl Problem,
        row: usize,
        (window, after): (Window, &[f64]),
        was: Window,
        costs: &mut Costs<All>,
    ) -> Vec<f64> {
        let sum_after = |column: usize| {
            let at = column.checked_sub(window.first).and_then(|at| after.get(at));
            at.copied().unwrap_or_default()
        };
        let mut before: Vec<f64> = was.columns().map(sum_after).collect();
        let mut skipping = 0.0;
        let gap = problem.gaps(row);
        for column in (was.first.max(1)..window.end.max(was.end)).rev() {
            let gap = costs.gap(gap(column));
            let direct = sum_after(column) * gap;
            if let Some(sum) = (column - 1).checked_sub(was.first).and_then(|at| before.get_mut(at)) {
                *sum += direct + skipping * gap;
            }
            skipping = (sum_after(column) + skipping) * gap * costs.skip;
        }
        if let Some(cost) = problem.jump(row) {
            jump::<All>(&self.groups, (window, after), (was, &mut before), All::cost(cost));
        }
        before
    }

    fn trace(&self, problem: &impl Problem) -> Vec<usize> {
        let Some(last) = self.windows.last() else { return Vec::new() };
        let end = |column: usize| self.best[last.cells + column - last.first] - self.endings[column];
        let mut column = highest(last.columns(), end);
        let mut path = vec![column; self.windows.len()];
        for row in (1..self.windows.len()).rev() {
            column = self.came_from(problem, row, column);
            path[row - 1] = column;
        }
        path
    }

    /// The column of the row before from which the best path reached `column` at `row`.
    fn came_from(&self, problem: &impl Problem, row: usize, column: usize) -> usize {
        let was = self.windows[row - 1];
        let before = |column: usize| {
            let at = column.checked_sub(was.first).filter(|_| column < was.end);
            at.map_or(NEVER, |at| self.best[was.cells + at])
        };
        let (mut best, mut from) = (before(column), column);
        let mut cost = 0.0;
        let gap = problem.gaps(row);
        for earlier in (was.first.min(column)..column).rev() {
            cost += gap(earlier + 1);
            if before(earlier) - cost > best {
                (best, from) = (before(earlier) - cost, earlier);
            }
            cost += problem.skip();
        }
        if let Some(cost) = problem.jump(row)
            && let Some(group) = self.groups.iter().find(|group| group.contains(&column))
        {
            let other = highest(group.start.max(was.first)..group.end.min(was.end), before);
            if before(other) - cost > best {
                from = other;
            }
        }
        from
    }

    /// For each cell how probable it is.
    fn probabilities(&self, problem: &impl Problem) -> Vec<f32> {
        let likely = self.likelihoods();
        let mut costs = Costs::new(problem);
        let mut sums: Vec<f64> = Vec::with_capacity(likely.len());
        for (row, window) in self.windows.iter().enumerate() {
            let mut current = match row.checked_sub(1).map(|before| self.windows[before]) {
                None => first_sums::<All>(problem, *window, 1.0, &mut costs),
                Some(was) => {
                    let before = (was, &sums[was.cells()]);
                    step::<All>(problem, &self.groups, row, before, *window, &mut costs)
                }
            };
            scale(&mut current, &likely[window.cells()]);
            sums.extend_from_slice(&current);
        }
        self.backward(problem, &likely, &mut sums, &mut costs);
        sums.into_iter().map(|sum| sum as f32).collect()
    }

    /// Makes of the sums over all ways to each cell the probabilities of the cells.
    fn backward(&self, problem: &impl Problem, likely: &[f32], sums: &mut [f64], costs: &mut Costs<All>) {
        let Some(last) = self.windows.last() else { return };
        let mut onward: Vec<f64> = self.endings[last.columns()].iter().map(|cost| All::cost(*cost)).collect();
        for (row, window) in self.windows.iter().enumerate().rev() {
            let of_row = &mut sums[window.cells()];
            of_row.iter_mut().zip(&onward).for_each(|(sum, onward)| *sum *= onward);
            let total: f64 = of_row.iter().sum();
            of_row.iter_mut().for_each(|sum| *sum /= total.max(f64::MIN_POSITIVE));
            let Some(was) = row.checked_sub(1).map(|before| self.windows[before]) else { break };
            scale(&mut onward, &likely[window.cells()]);
            onward = self.step_back(problem, row, (*window, &onward), was, costs);
        }
    }

    /// How likely each cell's score makes it, the best of each row 1.
    fn likelihoods(&self) -> Vec<f32> {
        let mut likely = self.scores.clone();
        for window in &self.windows {
            let of_row = &mut likely[window.cells()];
            let most = of_row.iter().copied().fold(NEVER, f32::max);
            of_row.iter_mut().for_each(|score| *score = (*score - most).exp());
        }
        likely
    }
}

/// The sums in `window` as `row` begins, from those of the row before, which lie in its own window.
fn step<S: Semiring>(
    problem: &impl Problem,
    groups: &[Range<usize>],
    row: usize,
    (was, before): (Window, &[S::Value]),
    window: Window,
    costs: &mut Costs<S>,
) -> Vec<S::Value> {
    let sum_before = |column: usize| {
        let at = column.checked_sub(was.first).and_then(|at| before.get(at));
        at.copied().unwrap_or(S::NONE)
    };
    let mut after: Vec<S::Value> = window.columns().map(sum_before).collect();
    let (mut direct, mut skipping) = (S::NONE, S::NONE);
    let gap = problem.gaps(row);
    let mut pass = |(column, from): (usize, S::Value)| {
        let gap = costs.gap(gap(column));
        skipping = S::after(S::plus(direct, skipping), S::costs(gap, costs.skip));
        direct = S::after(from, gap);
        S::plus(direct, skipping)
    };
    // Nothing is passed to the columns before.
    let first = was.first + 1;
    let mut columns = (first..window.end).zip(before.iter().copied().chain(iter::repeat(S::NONE)));
    for passed in columns.by_ref().take(window.first.saturating_sub(first)) {
        pass(passed);
    }
    let passed_to = after.iter_mut().skip(first.saturating_sub(window.first));
    for (sum, passed) in passed_to.zip(columns) {
        *sum = S::plus(*sum, pass(passed));
    }
    if let Some(cost) = problem.jump(row) {
        jump::<S>(groups, (was, before), (window, &mut after), S::cost(cost));
    }
    after
}

/// Adds to the sums in one window those of the paths that jump there from another.
fn jump<S: Semiring>(
    groups: &[Range<usize>],
    (was, before): (Window, &[S::Value]),
    (window, after): (Window, &mut [S::Value]),
    cost: S::Value,
) {
    for group in groups {
        let all = within(group, was, before).iter().copied().fold(S::NONE, S::plus);
        let all = S::after(all, cost);
        let inside = overlap(group, window);
        for sum in after.get_mut(inside).unwrap_or_default() {
            *sum = S::plus(*sum, all);
        }
    }
}

/// `sums` times `likely`, scaled so that the greatest is 1: products of thousands of rows would vanish.
fn scale(sums: &mut [f64], likely: &[f32]) {
    sums.iter_mut().zip(likely).for_each(|(sum, likely)| *sum *= f64::from(*likely));
    let most = sums.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    sums.iter_mut().for_each(|sum| *sum /= most);
}

/// The sums in the first row's `window` as it begins, `start` in the first column.
fn first_sums<S: Semiring>(
    problem: &impl Problem,
    window: Window,
    start: S::Value,
    costs: &mut Costs<S>,
) -> Vec<S::Value> {
    let mut sum = start;
    let mut sums = Vec::with_capacity(window.end);
    let gap = problem.gaps(0);
    for column in window.columns() {
        if column > 0 {
            sum = S::after(S::after(sum, costs.gap(gap(column))), costs.skip);
        }
        sums.push(sum);
    }
    sums
}

/// The bounds of the groups of columns.
fn groups(problem: &impl Problem) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for column in 0..problem.columns() {
        match groups.last_mut() {
            Some(last) if problem.group(last.start) == problem.group(column) => last.end = column + 1,
            _ => groups.push(column..column + 1),
        }
    }
    groups
}

/// For each column the cost of passing over every later one.
fn endings(problem: &impl Problem) -> Vec<f32> {
    let gap = problem.gaps(problem.rows() - 1);
    let mut endings = vec![0.0; problem.columns()];
    for column in (1..problem.columns()).rev() {
        endings[column - 1] = endings[column] + gap(column) + problem.skip();
    }
    endings
}

/// The places of `group` among the columns of `window`.
fn overlap(group: &Range<usize>, window: Window) -> Range<usize> {
    let start = group.start.max(window.first);
    let end = group.end.min(window.end).max(start);
    start - window.first..end - window.first
}

/// The values of `group` among `values`, which lie in `window`.
fn within<'a, T>(group: &Range<usize>, window: Window, values: &'a [T]) -> &'a [T] {
    values.get(overlap(group, window)).unwrap_or_default()
}

fn highest(mut columns: Range<usize>, value: impl Fn(usize) -> f32) -> usize {
    let first = columns.next().unwrap_or_default();
    columns.fold(first, |best, column| if value(column) > value(best) { column } else { best })
}

#[cfg(test)]
mod tests;

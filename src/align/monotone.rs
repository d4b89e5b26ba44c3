//! Rows to columns, forward with room for cutting back and forth.
//!
//! Every row (a line of a script) is given one column (a sentence that retells it). Columns advance
//! with the rows; passing over one costs more than going to the next; where a row allows it, the
//! path may jump to any column of the same group, as a retelling does that finishes one strand
//! before it takes up the other. Groups themselves never go back.
//!
//! This is a hidden Markov model read in two ways, with one recursion over two semirings: the best
//! path (Viterbi: Viterbi 1967) and the probability of each column at each row (forward-backward:
//! Baum and others 1970). Time is rows times columns.

/// What is to be aligned. Scores and costs are logarithms of odds: larger is likelier, costs are
/// subtracted.
pub trait Problem {
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// How many columns there are.
    fn columns(&self) -> usize;
    /// Writes how well `row` goes with each column to `scores`, one for each column.
    fn scores(&self, row: usize, scores: &mut [f32]);
    /// The cost of passing from column `column - 1` to `column` as `row` begins; `column` is at least 1.
    fn gap(&self, row: usize, column: usize) -> f32;
    /// The further cost of each column that no row is given.
    fn skip(&self) -> f32;
    /// The cost of jumping within a group as `row` begins; `None` where it may not.
    fn jump(&self, row: usize) -> Option<f32>;
    /// The group of `column`; never falls from one column to the next.
    fn group(&self, column: usize) -> usize;
}

/// The solution of a [`Problem`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Solution {
    /// The column of each row on the best path.
    pub path: Vec<usize>,
    columns: usize,
    probabilities: Vec<f32>,
}

impl Solution {
    /// How probable it is that `row` belongs to `column`, 0 to 1.
    pub fn probability(&self, row: usize, column: usize) -> f32 {
        self.probabilities.get(row * self.columns + column).copied().unwrap_or_default()
    }

    /// How probable it is that `row` belongs to `first` or a later column, 0 to 1.
    pub fn from(&self, row: usize, first: usize) -> f32 {
        let start = row * self.columns;
        let of_row = self.probabilities.get(start + first..start + self.columns).unwrap_or_default();
        of_row.iter().sum::<f32>().min(1.0)
    }
}

/// Solves `problem`; without rows or columns the solution is empty.
pub fn solve(problem: &impl Problem) -> Solution {
    let columns = problem.columns();
    if problem.rows() == 0 || columns == 0 {
        return Solution::default();
    }
    let grid = Grid::new(problem);
    let best = grid.forward(problem, f32::max);
    let path = grid.trace(problem, &best);
    let probabilities = grid.probabilities(problem);
    Solution { path, columns, probabilities }
}

/// What the best path of `problem` is worth, its scores less its costs; 0 without rows or columns.
pub fn worth(problem: &impl Problem) -> f32 {
    let Some(last) = problem.rows().checked_sub(1) else { return 0.0 };
    if problem.columns() == 0 {
        return 0.0;
    }
    let grid = Grid::new(problem);
    let sums = grid.forward(problem, f32::max);
    let ends = sums[last * grid.columns..].iter().enumerate();
    ends.map(|(column, sum)| sum - grid.ending(problem, column)).fold(NEVER, f32::max)
}

/// What never is.
const NEVER: f32 = f32::NEG_INFINITY;

/// `ln(e^a + e^b)` without overflow.
fn log_add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == NEVER { high } else { high + (low - high).exp().ln_1p() }
}

/// The scores of a problem, computed once, and the groups' bounds.
struct Grid {
    columns: usize,
    scores: Vec<f32>,
    groups: Vec<std::ops::Range<usize>>,
}

impl Grid {
    fn new(problem: &impl Problem) -> Self {
        let columns = problem.columns();
        let mut scores = vec![0.0; problem.rows() * columns];
        for (row, of_row) in scores.chunks_exact_mut(columns).enumerate() {
            problem.scores(row, of_row);
        }
        let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
        for column in 0..columns {
            match groups.last_mut() {
                Some(last) if problem.group(last.start) == problem.group(column) => last.end = column + 1,
                _ => groups.push(column..column + 1),
            }
        }
        Self { columns, scores, groups }
    }

    fn scores(&self, row: usize) -> &[f32] {
        &self.scores[row * self.columns..(row + 1) * self.columns]
    }

    /// For each row and column the sum (in the semiring of `plus`) over all paths that end there.
    fn forward(&self, problem: &impl Problem, plus: fn(f32, f32) -> f32) -> Vec<f32> {
        let mut table: Vec<f32> = Vec::with_capacity(self.scores.len());
        let mut current = vec![NEVER; self.columns];
        current[0] = 0.0;
        for column in 1..self.columns {
            current[column] = current[column - 1] - problem.gap(0, column) - problem.skip();
        }
        for row in 0..problem.rows() {
            if row > 0 {
                current = self.step(problem, row, &current, plus);
            }
            for (sum, score) in current.iter_mut().zip(self.scores(row)) {
                *sum += score;
            }
            table.extend_from_slice(&current);
        }
        table
    }

    /// The sums as `row` begins, from those at the end of the row before.
    fn step(
        &self,
        problem: &impl Problem,
        row: usize,
        before: &[f32],
        plus: fn(f32, f32) -> f32,
    ) -> Vec<f32> {
        let mut after = before.to_vec();
        let (mut direct, mut skipping) = (NEVER, NEVER);
        for column in 1..self.columns {
            let gap = problem.gap(row, column);
            skipping = plus(direct, skipping) - gap - problem.skip();
            direct = before[column - 1] - gap;
            after[column] = plus(after[column], plus(direct, skipping));
        }
        if let Some(cost) = problem.jump(row) {
            for group in &self.groups {
                let all = before[group.clone()].iter().copied().fold(NEVER, plus) - cost;
                for sum in &mut after[group.clone()] {
                    *sum = plus(*sum, all);
                }
            }
        }
        after
    }

    /// The sums over all ways on from the end of the row before `row`, given those (`after`, scores
    /// included) from the beginning of `row` on: [`Grid::step`] read backwards.
    fn step_back(&self, problem: &impl Problem, row: usize, after: &[f32]) -> Vec<f32> {
        let mut before = after.to_vec();
        let mut skipping = NEVER;
        for column in (1..self.columns).rev() {
            let gap = problem.gap(row, column);
            let direct = after[column] - gap;
            before[column - 1] = log_add(before[column - 1], log_add(direct, skipping - gap));
            skipping = log_add(after[column], skipping) - gap - problem.skip();
        }
        if let Some(cost) = problem.jump(row) {
            for group in &self.groups {
                let all = after[group.clone()].iter().copied().fold(NEVER, log_add) - cost;
                for sum in &mut before[group.clone()] {
                    *sum = log_add(*sum, all);
                }
            }
        }
        before
    }

    /// The cost of ending in `column`: every later one was passed over.
    fn ending(&self, problem: &impl Problem, column: usize) -> f32 {
        let last = problem.rows() - 1;
        (column + 1..self.columns).map(|later| problem.gap(last, later) + problem.skip()).sum()
    }

    fn trace(&self, problem: &impl Problem, best: &[f32]) -> Vec<usize> {
        let rows = problem.rows();
        let at = |row: usize, column: usize| best[row * self.columns + column];
        let end = |column: usize| at(rows - 1, column) - self.ending(problem, column);
        let mut column = highest(0..self.columns, end);
        let mut path = vec![column; rows];
        for row in (1..rows).rev() {
            column =
                self.came_from(problem, row, column, &best[(row - 1) * self.columns..row * self.columns]);
            path[row - 1] = column;
        }
        path
    }

    /// The column of the row before from which the best path reached `column` at `row`.
    fn came_from(&self, problem: &impl Problem, row: usize, column: usize, before: &[f32]) -> usize {
        let (mut best, mut from) = (before[column], column);
        let mut cost = 0.0;
        for earlier in (0..column).rev() {
            cost += problem.gap(row, earlier + 1);
            if before[earlier] - cost > best {
                (best, from) = (before[earlier] - cost, earlier);
            }
            cost += problem.skip();
        }
        if let Some(cost) = problem.jump(row)
            && let Some(group) = self.groups.iter().find(|group| group.contains(&column))
        {
            let other = highest(group.clone(), |other| before[other]);
            if before[other] - cost > best {
                from = other;
            }
        }
        from
    }

    fn probabilities(&self, problem: &impl Problem) -> Vec<f32> {
        let rows = problem.rows();
        let mut table = self.forward(problem, log_add);
        let mut onward: Vec<f32> = (0..self.columns).map(|column| -self.ending(problem, column)).collect();
        for row in (0..rows).rev() {
            let of_row = &mut table[row * self.columns..(row + 1) * self.columns];
            let mut total = NEVER;
            for (sum, onward) in of_row.iter_mut().zip(&onward) {
                *sum += onward;
                total = log_add(total, *sum);
            }
            of_row.iter_mut().for_each(|sum| *sum = (*sum - total).exp());
            for (sum, score) in onward.iter_mut().zip(self.scores(row)) {
                *sum += score;
            }
            onward = self.step_back(problem, row, &onward);
        }
        table
    }
}

fn highest(mut columns: std::ops::Range<usize>, value: impl Fn(usize) -> f32) -> usize {
    let first = columns.next().unwrap_or_default();
    columns.fold(first, |best, column| if value(column) > value(best) { column } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A small problem written out: rows of scores; the first `cut` columns are one group.
    #[derive(Debug)]
    struct Written {
        scores: Vec<Vec<f32>>,
        cut: usize,
        jumps: bool,
    }

    impl Problem for Written {
        fn rows(&self) -> usize {
            self.scores.len()
        }
        fn columns(&self) -> usize {
            self.scores.first().map_or(0, Vec::len)
        }
        fn scores(&self, row: usize, scores: &mut [f32]) {
            scores.copy_from_slice(&self.scores[row]);
        }
        fn gap(&self, _row: usize, _column: usize) -> f32 {
            0.5
        }
        fn skip(&self) -> f32 {
            1.0
        }
        fn jump(&self, _row: usize) -> Option<f32> {
            self.jumps.then_some(2.0)
        }
        fn group(&self, column: usize) -> usize {
            usize::from(column >= self.cut)
        }
    }

    /// The cost of going from one column to the next row's, as the model defines it.
    fn passage(problem: &Written, from: usize, to: usize) -> f32 {
        let mut cost = f32::INFINITY;
        if to >= from {
            let passed = to - from;
            cost = passed as f32 * 0.5 + passed.saturating_sub(1) as f32;
        }
        if problem.jumps && problem.group(from) == problem.group(to) {
            cost = cost.min(2.0);
        }
        cost
    }

    fn worth(problem: &Written, path: &[usize]) -> f32 {
        let columns = problem.columns();
        let mut worth = -1.5 * path[0] as f32 - 1.5 * (columns - 1 - path[path.len() - 1]) as f32;
        for (row, column) in path.iter().enumerate() {
            worth += problem.scores[row][*column];
            if row > 0 {
                worth -= passage(problem, path[row - 1], *column);
            }
        }
        worth
    }

    fn all_paths(rows: usize, columns: usize) -> Vec<Vec<usize>> {
        (0..columns.pow(u32::try_from(rows).expect("few rows")))
            .map(|mut n| {
                (0..rows)
                    .map(|_| {
                        let c = n % columns;
                        n /= columns;
                        c
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn the_diagonal_is_followed_and_a_cut_back_is_found() {
        let strong = |column: usize, columns: usize| {
            (0..columns).map(|c| if c == column { 5.0 } else { 0.0 }).collect()
        };
        let order = [0, 0, 1, 2, 1, 2, 3];
        let scores = order.iter().map(|column| strong(*column, 4)).collect();
        let solution = solve(&Written { scores, cut: 3, jumps: true });
        assert_eq!(solution.path, order);
        assert!(solution.probability(0, 0) > 0.9);
        assert!(solution.from(6, 3) > 0.9);
    }

    #[test]
    fn nothing_to_align_is_no_fault() {
        assert!(solve(&Written { scores: vec![], cut: 0, jumps: false }).path.is_empty());
    }

    proptest! {
        #[test]
        fn the_best_path_is_the_best_of_all(
            scores in proptest::collection::vec(proptest::collection::vec(-3.0f32..3.0, 3), 1..5),
            cut in 0usize..4, jumps in any::<bool>(),
        ) {
            let problem = Written { scores, cut, jumps };
            let solution = solve(&problem);
            let paths = all_paths(problem.rows(), problem.columns());
            let best = paths.iter().map(|path| worth(&problem, path)).fold(NEVER, f32::max);
            prop_assert!((worth(&problem, &solution.path) - best).abs() < 1e-3);
            prop_assert!((super::worth(&problem) - best).abs() < 1e-3);
        }

        #[test]
        fn probabilities_are_those_of_all_paths(
            scores in proptest::collection::vec(proptest::collection::vec(-2.0f32..2.0, 3), 1..4),
        ) {
            let problem = Written { scores, cut: 3, jumps: false };
            let solution = solve(&problem);
            let paths = all_paths(problem.rows(), problem.columns());
            let total = paths.iter().map(|path| worth(&problem, path)).fold(NEVER, log_add);
            for row in 0..problem.rows() {
                for column in 0..problem.columns() {
                    let here = paths.iter().filter(|path| path[row] == column).map(|path| worth(&problem, path));
                    let expected = (here.fold(NEVER, log_add) - total).exp();
                    prop_assert!((solution.probability(row, column) - expected).abs() < 1e-3);
                }
            }
        }
    }
}

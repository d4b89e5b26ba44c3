//! Small problems against all of their paths, and a long one.

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
    fn scores(&self, row: usize, columns: Range<usize>, scores: &mut [f32]) {
        scores.copy_from_slice(&self.scores[row][columns]);
    }
    fn gaps(&self, _row: usize) -> impl Fn(usize) -> f32 {
        |_column| 0.5
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

/// `ln(e^a + e^b + ...)`.
fn log_sum(values: impl Iterator<Item = f32>) -> f32 {
    values.map(f32::exp).sum::<f32>().ln()
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
    let strong =
        |column: usize, columns: usize| (0..columns).map(|c| if c == column { 5.0 } else { 0.0 }).collect();
    let order = [0, 0, 1, 2, 1, 2, 3];
    let scores = order.iter().map(|column| strong(*column, 4)).collect();
    let solution = solve(&Written { scores, cut: 3, jumps: true });
    assert_eq!(solution.path, order);
    assert!(solution.probability(0, 0) > 0.9);
    assert!(solution.from(6, 3) > 0.9);
}

/// More columns than are looked at in any row.
#[test]
fn a_long_diagonal_is_followed_with_a_cut_back_in_it() {
    let mut order: Vec<usize> = (0..5 * REACH).collect();
    order.splice(300..300, [280, 281, 282]);
    let strong = |column: &usize| (0..5 * REACH).map(|c| if c == *column { 9.0 } else { 0.0 }).collect();
    let problem = Written { scores: order.iter().map(strong).collect(), cut: 5 * REACH, jumps: true };
    let solution = solve(&problem);
    assert_eq!(solution.path, order);
    assert!(order.iter().enumerate().all(|(row, column)| solution.probability(row, *column) > 0.9));
    assert!(solution.from(600, 2) > 0.99 && solution.from(2, 600) < 0.01);
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
        let total = log_sum(paths.iter().map(|path| worth(&problem, path)));
        for row in 0..problem.rows() {
            for column in 0..problem.columns() {
                let here = paths.iter().filter(|path| path[row] == column).map(|path| worth(&problem, path));
                let expected = (log_sum(here) - total).exp();
                prop_assert!((solution.probability(row, column) - expected).abs() < 1e-3);
            }
        }
    }
}

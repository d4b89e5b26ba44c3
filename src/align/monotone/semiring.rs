//! Two ways to sum over paths, for one recursion over both.

use super::{NEVER, Problem};

/// How sums over paths are made: the best path's logarithm, or the probability of all of them.
pub(super) trait Semiring {
    type Value: Copy;
    /// The sum over no path.
    const NONE: Self::Value;
    fn plus(a: Self::Value, b: Self::Value) -> Self::Value;
    /// `sum` with `cost` for each of its paths.
    fn after(sum: Self::Value, cost: Self::Value) -> Self::Value;
    /// What costs as much as `one` and `other` together.
    fn costs(one: Self::Value, other: Self::Value) -> Self::Value;
    /// A cost of the problem as a value.
    fn cost(cost: f32) -> Self::Value;
}

/// The logarithm of the best path.
pub(super) struct Best;

impl Semiring for Best {
    type Value = f32;
    const NONE: f32 = NEVER;
    fn plus(a: f32, b: f32) -> f32 {
        if a > b { a } else { b }
    }
    fn after(sum: f32, cost: f32) -> f32 {
        sum - cost
    }
    fn costs(one: f32, other: f32) -> f32 {
        one + other
    }
    fn cost(cost: f32) -> f32 {
        cost
    }
}

/// The probability of all paths.
pub(super) struct All;

impl Semiring for All {
    type Value = f64;
    const NONE: f64 = 0.0;
    fn plus(a: f64, b: f64) -> f64 {
        a + b
    }
    fn after(sum: f64, cost: f64) -> f64 {
        sum * cost
    }
    fn costs(one: f64, other: f64) -> f64 {
        one * other
    }
    fn cost(cost: f32) -> f64 {
        f64::from(-cost).exp()
    }
}

/// The costs of a row, made values when they change: there are few different ones.
pub(super) struct Costs<S: Semiring> {
    gap: (f32, S::Value),
    pub(super) skip: S::Value,
}

impl<S: Semiring> Costs<S> {
    pub(super) fn new(problem: &impl Problem) -> Self {
        Self { gap: (0.0, S::cost(0.0)), skip: S::cost(problem.skip()) }
    }

    pub(super) fn gap(&mut self, cost: f32) -> S::Value {
        if self.gap.0 != cost {
            self.gap = (cost, S::cost(cost));
        }
        self.gap.1
    }
}

//! Times and what is told of them.

use std::fmt;
use std::time::Duration;

/// Times that were measured, milliseconds.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        let milliseconds = time.as_secs_f64() * 1e3;
        let at = self.0.partition_point(|other| *other < milliseconds);
        self.0.insert(at, milliseconds);
    }

    /// `None` where nothing was measured.
    pub(crate) fn median(&self) -> Option<f64> {
        self.0.get(self.0.len() / 2).copied()
    }

    /// What 95 of a hundred do not take longer than.
    pub(crate) fn p95(&self) -> Option<f64> {
        self.0.get((self.0.len() * 95).div_ceil(100).saturating_sub(1)).copied()
    }
}

/// `p50 1.20 ms, p95 3.40 ms, most 5.60 ms of 133`
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.0.last().copied();
        let [p50, p95, most] = [self.median(), self.p95(), most].map(Option::unwrap_or_default);
        write!(f, "p50 {p50:.2} ms, p95 {p95:.2} ms, most {most:.2} ms of {}", self.0.len())
    }
}

/// The geometric mean; `None` of nothing.
pub(crate) fn geomean(values: &[f64]) -> Option<f64> {
    let sum: f64 = values.iter().map(|value| value.ln()).sum();
    (!values.is_empty()).then(|| (sum / values.len() as f64).exp())
}

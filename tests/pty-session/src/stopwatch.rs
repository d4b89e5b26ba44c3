//! Time that a test itself takes: on a busy machine the clock on the wall says what the others do.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Measures what this thread has of a processor.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Duration);

impl Stopwatch {
    /// One that begins now.
    pub fn begin() -> Self {
        Self(processor_time())
    }

    /// What this thread, which must be the one that began it, has had of a processor since.
    pub fn elapsed(self) -> Duration {
        processor_time().saturating_sub(self.0)
    }
}

fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

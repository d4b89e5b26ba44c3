//! What is said over the time of the recording, where subtitles have times.

use crate::episode::{Element, ElementIx, ElementKind, Episode};

/// The most bins that a timeline has: a faulty time of a thousand hours must not make a million rows.
const MOST_BINS: usize = 2000;

/// What is said in each stretch of time, from the start of the recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// How long a bin is, seconds.
    pub step: u32,
    /// The bins in order, without a gap, up to the last line that has a time.
    pub bins: Vec<Bin>,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bin {
    /// How many lines begin in it.
    pub lines: usize,
    /// How many of the lines are wanted ones.
    pub wanted: usize,
    /// The first line that begins in it.
    pub first: Option<ElementIx>,
}

impl Timeline {
    /// The lines of `episode` in bins of `step` seconds (longer ones where there would be too many),
    /// with how many of them are `wanted`; without bins where no subtitles have times.
    pub fn of(episode: &Episode, step: u32, wanted: impl Fn(&Element) -> bool) -> Self {
        let timed: Vec<(ElementIx, &Element, f64)> = episode
            .indexed()
            .filter(|(_, element)| matches!(element.kind, ElementKind::Speech | ElementKind::Log))
            .filter_map(|(ix, element)| Some((ix, element, episode.timing(ix)?.value.start)))
            .collect();
        let last = timed.iter().map(|(.., start)| *start).fold(0.0, f64::max);
        let mut timeline = Self { step: step.max(1), bins: Vec::new() };
        while bin_of(last, timeline.step) >= MOST_BINS && timeline.step < u32::MAX / 2 {
            timeline.step *= 2;
        }
        for (ix, element, start) in timed {
            let at = bin_of(start, timeline.step).min(MOST_BINS);
            if timeline.bins.len() <= at {
                timeline.bins.resize(at + 1, Bin::default());
            }
            if let Some(bin) = timeline.bins.get_mut(at) {
                bin.lines += 1;
                bin.wanted += usize::from(wanted(element));
                bin.first = Some(bin.first.map_or(ix, |first| first.min(ix)));
            }
        }
        timeline
    }

    /// The bin of the time `seconds`, whether or not the timeline is that long.
    pub fn bin_at(&self, seconds: f64) -> usize {
        bin_of(seconds, self.step.max(1))
    }

    /// When the bin `at` begins, seconds.
    pub fn starts_at(&self, at: usize) -> f64 {
        f64::from(u32::try_from(at).unwrap_or(u32::MAX)) * f64::from(self.step)
    }
}

/// Which bin of `step` seconds holds the time `seconds`.
fn bin_of(seconds: f64, step: u32) -> usize {
    let whole = (seconds.max(0.0) / f64::from(step)).floor();
    // A float that does not fit is as large as an integer gets: `as` saturates, and NaN is 0.
    whole as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::loader::{Given, load};
    use crate::source::Source;

    fn timed(times: &[&str]) -> Episode {
        let lines = ["The lamp is out tonight.", "Somebody must row over there.", "Nobody rows in such fog."];
        let mut srt = String::new();
        let mut script = String::from("[Deck]\n");
        for ((at, time), line) in times.iter().enumerate().zip(lines) {
            srt.push_str(&format!("{}\n{time},000 --> {time},900\n{line}\n\n", at + 1));
            script.push_str(&format!("MAREN: {line}\n"));
        }
        let given = |name, text: &str, kind| Given {
            source: Source::from_bytes(name, text.as_bytes()),
            kind: Some(kind),
        };
        load(vec![given("t", &script, Kind::Transcript), given("s", &srt, Kind::Subtitles)], "Halyard")
    }

    #[test]
    fn lines_stand_in_the_minute_that_they_begin_in() {
        let episode = timed(&["00:00:05", "00:00:50", "00:02:10"]);
        let timeline = Timeline::of(&episode, 60, |element| element.text.contains("fog"));
        let lines: Vec<(usize, usize)> = timeline.bins.iter().map(|bin| (bin.lines, bin.wanted)).collect();
        assert_eq!(lines, [(2, 0), (0, 0), (1, 1)]);
        assert_eq!(timeline.bins[1].first, None);
        assert_eq!((timeline.bin_at(130.0), timeline.starts_at(2)), (2, 120.0));
    }

    #[test]
    fn a_time_far_off_makes_no_million_of_bins() {
        let timeline = Timeline::of(&timed(&["00:00:05", "00:00:50", "99:02:10"]), 10, |_| true);
        assert!(timeline.bins.len() <= MOST_BINS + 1, "{}", timeline.bins.len());
        assert_eq!(timeline.bins.iter().map(|bin| bin.lines).sum::<usize>(), 3);
    }

    #[test]
    fn without_times_there_is_no_timeline() {
        assert_eq!(Timeline::of(&Episode::default(), 60, |_| true).bins, []);
    }
}

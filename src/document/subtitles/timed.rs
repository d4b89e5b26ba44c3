//! SubRip, and what is like it. Read as players read it: what stands between two lines of times is the
//! words of the first, whatever is missing around it.

use crate::document::Parsed;
use crate::source::Source;
use crate::text::span::Span;

use super::building::Building;
use super::markup::words;
use super::{Format, Subtitles};

/// How many of the first lines hold times.
pub(super) fn count(source: &Source, lines: usize) -> usize {
    source.line_spans().take(lines).filter(|line| times(source.slice(*line)).is_some()).count()
}

/// Reads a file with times.
pub(super) fn read(source: &Source) -> Parsed<Subtitles> {
    let lines: Vec<Span> = source.line_spans().map(|line| line.trimmed(&source.text)).collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_timing(source.slice(lines[*at]))).collect();
    let mut building = Building::new(source);
    let before = starts.first().copied().unwrap_or(lines.len());
    furniture(&mut building, &lines[..before]);
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        cue(&mut building, &lines[*start..end], end < lines.len());
    }
    building.check_order();
    building.finish(Format::SubRip)
}

/// What stands before the first cue: its counter.
fn furniture(building: &mut Building, lines: &[Span]) {
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if is_counter(building.source.slice(*line)) {
            building.timing(*line);
        } else {
            let message =
                "words before the first time; expected a counter and `00:00:01,000 --> 00:00:02,000`";
            building.other(*line, "words-without-time", message);
        }
    }
}

/// A line of times with what follows it up to the next one; with `more` the last of them may be the next
/// cue's counter.
fn cue(building: &mut Building, lines: &[Span], more: bool) {
    let Some((time, rest)) = lines.split_first() else { return };
    building.timing(*time);
    let source = building.source;
    let times = times(source.slice(*time));
    if times.is_none() {
        // A cue whose times cannot be read keeps its words.
        let message = "not two times; expected `00:00:01,000 --> 00:00:02,000`";
        building.warn("malformed-time", *time, message);
    }
    let counter = rest
        .iter()
        .rposition(|line| !line.is_empty())
        .filter(|at| more && rest.len() > 1 && is_counter(source.slice(rest[*at])));
    let said = &rest[..counter.unwrap_or(rest.len())];
    let mut filled = said.iter().filter(|line| !line.is_empty());
    let first = filled.next();
    let span = match (first, filled.next_back().or(first)) {
        (Some(first), Some(last)) => Span::new(first.start, last.end),
        _ => Span::new(time.end, time.end),
    };
    building.cue(span, *time, times, words(source.slice(span)), None);
    if let Some(at) = counter {
        building.timing(rest[at]);
    }
}

fn is_counter(line: &str) -> bool {
    !line.is_empty() && line.len() < 8 && line.chars().all(|c| c.is_ascii_digit())
}

/// Whether a line is one of times: it has them, or was meant to.
fn is_timing(line: &str) -> bool {
    times(line).is_some() || (line.contains("-->") && line.starts_with(|c: char| c.is_ascii_digit()))
}

/// The times of a line `00:00:02,877 --> 00:00:04,294`, in seconds; hours may be left out, and what
/// stands behind is a player's business.
fn times(line: &str) -> Option<(f64, f64)> {
    // Every document's lines are asked, and hardly one has an arrow.
    memchr::memchr(b'>', line.as_bytes())?;
    let (start, end) = line.split_once("->")?;
    let start = start.trim_end_matches('-').trim();
    let end = end.trim_start_matches('>').split_whitespace().next()?;
    Some((seconds(start)?, seconds(end)?))
}

/// `1:02:03,450`, `02:03.45` in seconds.
fn seconds(time: &str) -> Option<f64> {
    // Some write a colon there too.
    let last = time.rfind([',', '.']).or_else(|| time.rfind(':').filter(|_| time.matches(':').count() == 3));
    let (whole, fraction) = match last {
        Some(at) => (&time[..at], time[at + 1..].trim()),
        None => (time, ""),
    };
    let mut seconds = 0.0;
    let mut parts = 0;
    for part in whole.split(':') {
        let part = part.trim();
        let number: u32 = part.parse().ok()?;
        seconds = seconds * 60.0 + f64::from(number);
        parts += 1;
    }
    let digits = u32::try_from(fraction.len()).ok().filter(|digits| *digits <= 6)?;
    let fraction: u32 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    ((2..=3).contains(&parts)).then(|| seconds + f64::from(fraction) / f64::from(10u32.pow(digits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_players_read_them() {
        for (line, expected) in [
            ("00:00:02,877 --> 00:00:04,294", Some((2.877, 4.294))),
            ("0:00:02.5-->0:00:04", Some((2.5, 4.0))),
            ("01:02.877 --> 01:04.294 align:start", Some((62.877, 64.294))),
            ("0 : 00 : 02,877 -> 00:04,294", Some((2.877, 4.294))),
            ("00:00:02:877 --> 00:00:04:294", Some((2.877, 4.294))),
            ("9999:99:99,999 --> 99999:00:00,000", Some((36_002_439.999, 359_996_400.0))),
            ("-00:00:01,000 --> 00:00:02,000", None),
            ("99999999999:00:00,000 --> 00:00:02,000", None),
            ("a --> b", None),
            ("And --> so on", None),
        ] {
            let read = times(line);
            match (read, expected) {
                (Some(read), Some(expected)) => {
                    assert!(
                        (read.0 - expected.0).abs() < 1e-9 && (read.1 - expected.1).abs() < 1e-9,
                        "{line}"
                    );
                }
                (read, expected) => assert_eq!(read, expected, "{line}"),
            }
        }
    }

    #[test]
    fn missing_counters_and_blank_lines_lose_no_cue() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nOut?\n00:00:03,000 --> 00:00:04,000\n42\n3\n00:00:05,000 --> 00:00:06,000\nLamps.\n\nTwo.\n";
        let parsed = read(&Source::from_bytes("t", text.as_bytes()));
        let texts: Vec<&str> = parsed.document.cues.iter().map(|cue| cue.text.as_str()).collect();
        assert_eq!(texts, ["Out?", "42", "Lamps. Two."]);
    }
}

//! Formats that write both times of a cue on a line with a comma between, and the words below it, up to a
//! blank line: SBV (`0:00:01.000,0:00:02.000`) and SubViewer (`00:00:01.00,00:00:02.00`, `[br]` for a break).

use crate::document::Parsed;
use crate::source::Source;
use crate::text::span::Span;

use super::building::Building;
use super::markup::words;
use super::{Format, Subtitles};

/// How many of the first lines are times.
pub(super) fn count(source: &Source, lines: usize) -> usize {
    source.line_spans().take(lines).filter(|line| times(source.slice(*line)).is_some()).count()
}

/// Reads a file of this kind.
pub(super) fn read(source: &Source) -> Parsed<Subtitles> {
    let lines: Vec<Span> = source.line_spans().map(|line| line.trimmed(&source.text)).collect();
    let mut building = Building::new(source);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let text = source.slice(*line);
        let Some(times) = times(text) else {
            // SubViewer begins with lines like `[TITLE]` and `[END INFORMATION]`.
            if text.starts_with('[') {
                building.timing(*line);
            } else if !line.is_empty() {
                let message = "words without a time; expected `0:00:01.000,0:00:02.000` above them";
                building.other(*line, "words-without-time", message);
            }
            continue;
        };
        building.timing(*line);
        let said = lines.iter().skip(at).take_while(|line| !line.is_empty() && !is_times(source, **line));
        let said: Vec<Span> = said.copied().collect();
        at += said.len();
        let span = match (said.first(), said.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::new(line.end, line.end),
        };
        let shown = source.slice(span).replace("[br]", "\n");
        building.cue(span, *line, Some(times), words(&shown), None);
    }
    building.check_order();
    building.finish(Format::Sbv)
}

fn is_times(source: &Source, line: Span) -> bool {
    times(source.slice(line)).is_some()
}

/// The times of a line, seconds.
fn times(line: &str) -> Option<(f64, f64)> {
    let line = line.trim_start();
    // Every document's lines are asked, and hardly one begins with a time.
    let (start, end) = line.starts_with(|c: char| c.is_ascii_digit()).then(|| line.split_once(','))??;
    Some((seconds(start)?, seconds(end)?))
}

/// `0:00:01.5`, in seconds: three numbers, and behind a full stop some digits.
fn seconds(time: &str) -> Option<f64> {
    let (whole, fraction) = time.trim().split_once('.')?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = whole.split(':').collect();
    if parts.len() != 3 || !parts.iter().all(|part| is_number(part) && part.len() < 6) || !is_number(fraction)
    {
        return None;
    }
    let whole = parts.iter().try_fold(0.0, |sum, part| Some(sum * 60.0 + part.parse::<f64>().ok()?))?;
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    Some(whole + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_below_two_times() {
        let text = "[TITLE]\n0:00:01.000,0:00:02.500\nOut.\nAll out.\n\n0:01:02.00,0:01:03.00\nMAREN: Oh.[br]No.\nstray\n\nlost\n";
        let parsed = read(&Source::from_bytes("t.sbv", text.as_bytes()));
        let cues: Vec<_> =
            parsed.document.cues.iter().map(|cue| (cue.start, cue.end, cue.text.as_str())).collect();
        assert_eq!(
            cues,
            [(Some(1.0), Some(2.5), "Out. All out."), (Some(62.0), Some(63.0), "Oh. No. stray")]
        );
        assert_eq!(parsed.diagnostics.len(), 1);
    }

    #[test]
    fn other_lines_with_commas_are_no_times() {
        for line in ["1,2", "0:00:01,000", "0:00:01.000,", "a:b:c.d,e:f:g.h", "99999999:0:0.0,1:0:0.0"] {
            assert_eq!(times(line), None, "{line}");
        }
    }
}

//! Subtitles with times: SubRip, and WebVTT as far as it is like it. Read as players read them: what
//! stands between two lines of times is the words of the first, whatever is missing around it.

use crate::document::{Diagnostic, Parsed};
use crate::source::Source;
use crate::text::span::Span;

use super::markup::words;
use super::{Block, BlockKind, Cue, Format, Subtitles};

/// How many lines of a source are looked at to recognise it.
const SAMPLE: usize = 400;

/// How many of the first lines hold times.
pub(super) fn count_times(source: &Source) -> usize {
    source.line_spans().take(SAMPLE).filter(|line| times(source.slice(*line)).is_some()).count()
}

/// Reads a file with times.
pub(super) fn read(source: &Source) -> Parsed<Subtitles> {
    let format = if source.text.trim_start().starts_with("WEBVTT") { Format::WebVtt } else { Format::SubRip };
    let lines: Vec<Span> = source.line_spans().map(|line| line.trimmed(&source.text)).collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_timing(source.slice(lines[*at]))).collect();
    let mut reader = Reader { source, blocks: Vec::new(), cues: Vec::new(), diagnostics: Vec::new() };
    let before = starts.first().copied().unwrap_or(lines.len());
    reader.furniture(&lines[..before], format);
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        reader.cue(&lines[*start..end], end < lines.len(), format);
    }
    reader.check_order();
    reader.blocks.sort_by_key(|block| block.span);
    reader.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    let document = Subtitles { format, blocks: reader.blocks, cues: reader.cues };
    Parsed { document, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    source: &'a Source,
    blocks: Vec<Block>,
    cues: Vec<Cue>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// What stands before the first cue: its counter, the header of WebVTT.
    fn furniture(&mut self, lines: &[Span], format: Format) {
        for line in lines.iter().filter(|line| !line.is_empty()) {
            let counter = is_counter(self.source.slice(*line)) || format == Format::WebVtt;
            if !counter {
                let message =
                    "words before the first time; expected a counter and `00:00:01,000 --> 00:00:02,000`";
                self.diagnostics.push(Diagnostic::warning("words-without-time", *line, message));
            }
            let kind = if counter { BlockKind::Timing } else { BlockKind::Other };
            self.blocks.push(Block { span: *line, kind });
        }
    }

    /// A line of times with what follows it up to the next one; with `more` the last of them may be
    /// the next cue's counter.
    fn cue(&mut self, lines: &[Span], more: bool, format: Format) {
        let Some((time, rest)) = lines.split_first() else { return };
        self.blocks.push(Block { span: *time, kind: BlockKind::Timing });
        let (start, end) = self.times(*time).unzip();
        let counter = rest
            .iter()
            .rposition(|line| !line.is_empty())
            .filter(|at| more && self.is_next_counter(rest, *at, format));
        let said = &rest[..counter.unwrap_or(rest.len())];
        let said = if format == Format::WebVtt { self.without_notes(said) } else { said };
        let filled: Vec<Span> = said.iter().copied().filter(|line| !line.is_empty()).collect();
        let span = match (filled.first(), filled.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::new(time.end, time.end),
        };
        if span.is_empty() {
            self.diagnostics.push(Diagnostic::note(
                "cue-without-words",
                *time,
                "nothing is shown at this time",
            ));
        } else {
            self.blocks.push(Block { span, kind: BlockKind::Cue });
        }
        let words = words(self.source.slice(span));
        self.cues.push(Cue { span, start, end, text: words.text, voice: words.voice });
        if let Some(at) = counter {
            self.blocks.push(Block { span: rest[at], kind: BlockKind::Timing });
        }
        let noted = &rest[said.len()..counter.unwrap_or(rest.len())];
        for line in noted.iter().filter(|line| !line.is_empty()) {
            self.blocks.push(Block { span: *line, kind: BlockKind::Timing });
        }
    }

    /// The times of a line, with a word about what is wrong with them. A cue whose times cannot be
    /// read keeps its words.
    fn times(&mut self, line: Span) -> Option<(f64, f64)> {
        let read = times(self.source.slice(line));
        let (code, message) = match read {
            None => ("malformed-time", "not two times; expected `00:00:01,000 --> 00:00:02,000`"),
            Some((start, end)) if end < start => {
                ("time-out-of-order", "the cue ends before it begins; expected the later time second")
            }
            Some(_) => return read,
        };
        self.diagnostics.push(Diagnostic::warning(code, line, message));
        read
    }

    /// Whether the line at `at`, the last with words, counts the next cue: a number, or in WebVTT any
    /// name, after a blank line or with nothing else to be the words.
    fn is_next_counter(&self, lines: &[Span], at: usize, format: Format) -> bool {
        let apart = at > 0 && lines[at - 1].is_empty();
        let number = is_counter(self.source.slice(lines[at]));
        (number && (apart || at > 0 || lines.len() > 1)) || (format == Format::WebVtt && apart)
    }

    /// WebVTT's words end at a blank line; notes and styles may follow.
    fn without_notes<'l>(&self, lines: &'l [Span]) -> &'l [Span] {
        let end = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
        &lines[..end]
    }

    fn check_order(&mut self) {
        for pair in self.cues.windows(2) {
            if let ([Some(before), Some(start)], span) = ([pair[0].start, pair[1].start], pair[1].span)
                && start < before
            {
                let message = "this cue begins before the one above it; expected cues in the order of time";
                self.diagnostics.push(Diagnostic::warning("cue-out-of-order", span, message));
            }
        }
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
    let (start, end) = line.split_once("->")?;
    let start = start.trim_end_matches('-').trim();
    let end = end.trim_start_matches('>').split_whitespace().next()?;
    Some((seconds(start)?, seconds(end)?))
}

/// `1:02:03,450`, `02:03.45` in seconds.
fn seconds(time: &str) -> Option<f64> {
    let (whole, fraction) = match time.rfind([',', '.']) {
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

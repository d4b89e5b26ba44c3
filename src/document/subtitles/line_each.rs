//! Formats with a cue on each line: MicroDVD (`{25}{75}words`, counted in frames) and MPL2
//! (`[10][30]words`, counted in tenths of a second); `|` breaks a line.

use crate::document::{Diagnostic, Parsed};
use crate::source::Source;
use crate::text::span::Span;

use super::building::Building;
use super::markup::words;
use super::{Format, Subtitles};

/// Frames a second where the file does not say: film, as discs have it.
const FILM: f64 = 24_000.0 / 1001.0;

/// How many of the first lines are cues.
pub(super) fn count(source: &Source, lines: usize) -> usize {
    source.line_spans().take(lines).filter(|line| numbers(source.slice(*line)).is_some()).count()
}

/// Reads a file with a cue on each line.
pub(super) fn read(source: &Source) -> Parsed<Subtitles> {
    let mut building = Building::new(source);
    let lines: Vec<Span> = source.line_spans().map(|line| line.trimmed(&source.text)).collect();
    let filled: Vec<Span> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let stated = filled.first().and_then(|line| frames_a_second(source.slice(*line)));
    let rate = stated.unwrap_or(FILM);
    let mut in_frames = false;
    for (at, line) in filled.iter().enumerate() {
        let Some(cue) = numbers(source.slice(*line)) else {
            let message = "no cue; expected two numbers in brackets and what is said";
            building.other(*line, "malformed-cue", message);
            continue;
        };
        if at == 0 && stated.is_some() {
            building.timing(*line);
            continue;
        }
        in_frames |= cue.in_frames;
        let seconds = |count: f64| if cue.in_frames { count / rate } else { count / 10.0 };
        let span = Span::new(line.end - cue.said.len(), line.end);
        building.timing(Span::new(line.start, span.start));
        let shown: Vec<&str> = cue.said.split('|').map(plain).collect();
        let times = (seconds(cue.start), seconds(cue.end));
        building.cue(span, *line, Some(times), words(&shown.join("\n")), None);
    }
    building.check_order();
    let format = if in_frames { Format::MicroDvd } else { Format::Mpl2 };
    let mut parsed = building.finish(format);
    if let Some(first) = filled.first().filter(|_| in_frames && stated.is_none()) {
        let message = "times are frames, and none says how many make a second; 23.976 are assumed";
        parsed.diagnostics.insert(0, Diagnostic::note("assumed-frame-rate", *first, message));
    }
    parsed
}

/// A line with two numbers in brackets.
struct Numbered<'a> {
    start: f64,
    end: f64,
    in_frames: bool,
    said: &'a str,
}

/// The cue on `line`. An end that is left out is the beginning.
fn numbers(line: &str) -> Option<Numbered<'_>> {
    let line = line.trim_start();
    let [open, close] = if line.starts_with('{') { ['{', '}'] } else { ['[', ']'] };
    let (start, rest) = line.strip_prefix(open)?.split_once(close)?;
    let (end, said) = rest.strip_prefix(open)?.split_once(close)?;
    let number = |digits: &str| digits.trim().parse::<u32>().ok().map(f64::from);
    let start = number(start)?;
    let end = if end.trim().is_empty() { start } else { number(end)? };
    Some(Numbered { start, end, in_frames: open == '{', said })
}

/// How many frames a second there are, where the line `{1}{1}25.000` says it.
fn frames_a_second(line: &str) -> Option<f64> {
    let numbered = numbers(line).filter(|line| line.in_frames && line.start <= 1.0 && line.end <= 1.0)?;
    let rate: f64 = numbered.said.trim().replace(',', ".").parse().ok()?;
    (1.0..=200.0).contains(&rate).then_some(rate)
}

/// A line without what is meant for the player: `{y:i}`, or a stroke before it for italics.
fn plain(line: &str) -> &str {
    let mut line = line.trim_start();
    while let Some((code, rest)) = line.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        if !code.contains(':') {
            break;
        }
        line = rest.trim_start();
    }
    line.trim_start_matches(['/', '_', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Vec<(f64, String)> {
        let parsed = read(&Source::from_bytes("t.sub", text.as_bytes()));
        parsed.document.cues.into_iter().map(|cue| (cue.start.unwrap_or(-1.0), cue.text)).collect()
    }

    #[test]
    fn frames_and_tenths_are_seconds() {
        let out = |start: f64, text: &str| (start, text.to_owned());
        assert_eq!(
            cues("{1}{1}25.000\n{25}{75}{y:i}Out.|All out.\n{100}{}Oh.\n"),
            [out(1.0, "Out. All out."), out(4.0, "Oh.")]
        );
        assert_eq!(cues("[10][30]/Out.\n[40][50]Oh.\n"), [out(1.0, "Out."), out(4.0, "Oh.")]);
        assert_eq!(cues("{24}{48}Late.\n"), [out(1.001, "Late.")]);
    }

    #[test]
    fn what_is_no_cue_is_left_over() {
        let parsed = read(&Source::from_bytes("t.sub", b"{1}{2}Out.\nnonsense\n{99999999999}{2}x\n"));
        assert_eq!((parsed.document.cues.len(), parsed.document.blocks.len()), (1, 4));
    }
}

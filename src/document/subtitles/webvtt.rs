//! WebVTT, as browsers read it (<https://www.w3.org/TR/webvtt1/>, "File parsing"): blocks between blank
//! lines, of which those with times are cues. Notes, styles and regions are for the player. Where a
//! browser gives up (no blank line after the signature, a comma in a time) the cues are read all the same.

use crate::document::Parsed;
use crate::source::Source;
use crate::text::span::Span;

use super::building::Building;
use super::markup::words;
use super::{Format, Subtitles};

const ARROW: &str = "-->";

/// Whether `source` bears the signature.
pub(super) fn is_signed(source: &Source) -> bool {
    let first = source.text.trim_start().lines().next().unwrap_or_default();
    first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '-']))
}

/// How many cues have times.
pub(super) fn count(source: &Source, lines: usize) -> usize {
    source.line_spans().take(lines).filter(|line| times(source.slice(*line)).is_some()).count()
}

/// Reads a file with the signature.
pub(super) fn read(source: &Source) -> Parsed<Subtitles> {
    let lines: Vec<Span> = source.line_spans().map(|line| line.trimmed(&source.text)).collect();
    let mut building = Building::new(source);
    let mut at = header(&mut building, &lines);
    while let Some(line) = lines.get(at) {
        at = if line.is_empty() { at + 1 } else { block(&mut building, &lines, at) };
    }
    building.finish(Format::WebVtt)
}

/// The signature and the lines below it, up to a blank one or a cue. Gives the line after them.
fn header(building: &mut Building, lines: &[Span]) -> usize {
    let signature = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let mut at = signature;
    while let Some(line) = lines.get(at).filter(|line| !line.is_empty()) {
        if at > signature && building.source.slice(*line).contains(ARROW) {
            break;
        }
        building.timing(*line);
        at += 1;
    }
    at
}

/// The block that begins at line `at`. Gives the line after it.
fn block(building: &mut Building, lines: &[Span], at: usize) -> usize {
    let source = building.source;
    let text = |at: usize| lines.get(at).map_or("", |line| source.slice(*line));
    let end = at + lines.iter().skip(at).take_while(|line| !line.is_empty()).count();
    if is_for_the_player(text(at)) && !(at..end).any(|at| times(text(at)).is_some()) || is_note(text(at)) {
        lines.iter().take(end).skip(at).for_each(|line| building.timing(*line));
        return end;
    }
    let named = !text(at).contains(ARROW);
    let timed = if named { at + 1 } else { at };
    let Some((line, times)) = lines.get(timed).zip(times(text(timed))).filter(|_| timed < end) else {
        return misread(building, lines, at, end);
    };
    if let Some(name) = lines.get(at).filter(|_| named) {
        building.timing(*name);
    }
    building.timing(*line);
    let said = (timed + 1..end).take_while(|at| !text(*at).contains(ARROW)).count();
    let span = match (lines.get(timed + 1), lines.get(timed + said)) {
        (Some(first), Some(last)) if said > 0 => Span::new(first.start, last.end),
        _ => Span::new(line.end, line.end),
    };
    // A name is the whole line, blanks and all.
    let id = named.then(|| source.slice(source.line_span(source.first_line() + at)).to_owned());
    building.cue(span, *line, Some(times), words(source.slice(span)), id);
    timed + 1 + said
}

/// A block that is no cue, to its end: what browsers leave out is kept and told.
fn misread(building: &mut Building, lines: &[Span], at: usize, end: usize) -> usize {
    let mut block = lines.iter().take(end).skip(at);
    if let Some(first) = block.next() {
        let message = "a block without times; expected `00:01.000 --> 00:02.000` in its first or second line";
        building.other(*first, "malformed-time", message);
    }
    block.for_each(|line| building.more_of_it(*line));
    end
}

fn is_note(line: &str) -> bool {
    line.strip_prefix("NOTE").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a block that begins so styles cues or places them, and shows nothing.
fn is_for_the_player(line: &str) -> bool {
    matches!(line.trim_end(), "STYLE" | "REGION" | "STYLE:" | "REGION:") || line.starts_with("Region:")
}

/// The times of a line `00:01.000 --> 00:02.000 align:start`, seconds; settings may follow at once.
fn times(line: &str) -> Option<(f64, f64)> {
    let (start, rest) = timestamp(line.trim_start())?;
    let rest = rest.trim_start().strip_prefix(ARROW)?;
    let (end, _settings) = timestamp(rest.trim_start())?;
    Some((start, end))
}

/// The time that `text` begins with, and what follows it: hours of any length or none, two digits of
/// minutes and seconds, three of thousandths.
fn timestamp(text: &str) -> Option<(f64, &str)> {
    let (whole, rest) = text.split_once(['.', ','])?;
    let thousandths = rest.get(..3).filter(|digits| is_number(digits))?;
    let behind = rest.get(3..).unwrap_or_default();
    let mut parts = whole.split(':');
    let first = parts.next().filter(|digits| is_number(digits) && digits.len() < 10)?;
    let mut seconds: f64 = first.parse().ok()?;
    let mut count = 0;
    for part in parts {
        if part.len() != 2 || !is_number(part) {
            return None;
        }
        let more: f64 = part.parse().ok()?;
        if more > 59.0 {
            return None;
        }
        seconds = seconds * 60.0 + more;
        count += 1;
    }
    let thousandths: f64 = thousandths.parse().ok()?;
    (1..=2).contains(&count).then_some((seconds + thousandths / 1000.0, behind))
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Vec<(Option<String>, f64, String)> {
        let parsed = read(&Source::from_bytes("t.vtt", text.as_bytes()));
        parsed.document.cues.into_iter().map(|cue| (cue.id, cue.start.unwrap_or(-1.0), cue.text)).collect()
    }

    #[test]
    fn cues_have_names_voices_and_settings() {
        let text = "WEBVTT - fog\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE by hand\nof Orrin\n\n\
                    bell\n00:01.000 --> 00:02.000 line:0\nOut.\nAll out.\n\n1:00:01.500 --> 1:00:02.000align:end\n<v Maren>Oh.\n";
        let bell = (Some("bell".to_owned()), 1.0, "Out. All out.".to_owned());
        assert_eq!(cues(text), [bell, (None, 3601.5, "Oh.".to_owned())]);
    }

    #[test]
    fn what_browsers_leave_out_is_left_over() {
        let text = "WEBVTT\n\n00:00.00 --> 00:02.000\nShort.\n\n-->\n00:01.000 --> 00:02.000\nLost.\n\n00:03.000 --> 00:04.000\nOne\n--> two\n";
        assert_eq!(cues(text), [(None, 3.0, "One".to_owned())]);
        let parsed = read(&Source::from_bytes("t.vtt", text.as_bytes()));
        assert_eq!(parsed.diagnostics.len(), 3);
    }

    #[test]
    fn times_are_as_the_standard_has_them() {
        for (time, seconds) in [
            ("00:01.000", Some(1.0)),
            ("120:00:00.000", Some(432_000.0)),
            ("000:01,500", Some(1.5)),
            ("120:00.000", Some(7200.0)),
            ("00:61.000", None),
            ("00:1.000", None),
            ("01.000", None),
            ("00.00.000", None),
            ("99999999999:00:00.000", None),
            ("00:01.é", None),
        ] {
            assert_eq!(timestamp(time).map(|(seconds, _)| seconds), seconds, "{time}");
        }
    }
}

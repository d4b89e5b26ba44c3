//! SubStation Alpha (`.ass`, `.ssa`): sections, and in `[Events]` a line for each cue whose columns the
//! `Format:` line names. Cues come in the order of layers and signs, so they are sorted by time.

use crate::document::Parsed;
use crate::source::Source;
use crate::text::span::Span;

use super::building::Building;
use super::markup::{Words, words};
use super::{Format, Subtitles};

/// The columns where no line names them: those of version 4.
const COLUMNS: [&str; 10] =
    ["Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text"];

/// How many of the first lines are cues.
pub(super) fn count(source: &Source, lines: usize) -> usize {
    if !source.line_spans().take(lines).any(|line| is_section(source.slice(line))) {
        return 0;
    }
    let cues = source.line_spans().filter(|line| after(source.slice(*line), "Dialogue:").is_some());
    cues.take(lines).count()
}

/// Reads a file with sections.
pub(super) fn read(source: &Source) -> Parsed<Subtitles> {
    let mut building = Building::new(source);
    let mut columns: Vec<String> = COLUMNS.map(str::to_lowercase).to_vec();
    let mut in_events = false;
    for line in source.line_spans().map(|line| line.trimmed(&source.text)) {
        let text = source.slice(line);
        if text.starts_with('[') && text.ends_with(']') {
            in_events = text.eq_ignore_ascii_case("[events]");
        }
        match (after(text, "Format:"), after(text, "Dialogue:")) {
            (Some(names), _) if in_events => {
                columns = names.split(',').map(|name| name.trim().to_lowercase()).collect();
                building.timing(line);
            }
            (_, Some(_)) => dialogue(&mut building, line, &columns),
            _ => building.timing(line),
        }
    }
    building.sort_by_time();
    building.finish(Format::SubStation)
}

/// A line `Dialogue: 0,0:00:01.00,...`: the last column is the words, commas and all.
fn dialogue(building: &mut Building, line: Span, columns: &[String]) {
    let text = building.source.slice(line);
    let values = after(text, "Dialogue:").unwrap_or_default();
    let fields: Vec<&str> = values.splitn(columns.len(), ',').collect();
    let field = |name: &str| {
        let at = columns.iter().position(|column| column == name)?;
        fields.get(at).map(|field| field.trim())
    };
    let times = field("start").and_then(time).zip(field("end").and_then(time));
    let (Some(times), Some(said)) = (times, field("text")) else {
        let message = "times or words are missing; expected the columns of the line `Format:`";
        return building.other(line, "malformed-cue", message);
    };
    let span = Span::new(line.end - said.len(), line.end);
    building.timing(Span::new(line.start, span.start));
    let name = field("name").or_else(|| field("actor")).filter(|name| !name.is_empty());
    let shown = shown(said);
    let words = words(&shown);
    let words = match name {
        // Whoever the line is of says all of it.
        Some(name) => Words { voice: Some(name.to_owned()), turns: Vec::new(), ..words },
        None => words,
    };
    building.cue(span, line, Some(times), words, None);
}

/// What is shown of `said`: breaks as breaks, neither override codes nor drawings.
fn shown(said: &str) -> String {
    let mut shown = String::with_capacity(said.len());
    let mut draws = false;
    let mut rest = said;
    while !rest.is_empty() {
        let code = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        if let Some((code, behind)) = code {
            draws = drawing(code).unwrap_or(draws);
            rest = behind;
            continue;
        }
        let (piece, behind) = match rest.get(1..).and_then(|rest| rest.find('{')) {
            Some(at) => rest.split_at(at + 1),
            None => (rest, ""),
        };
        if !draws {
            shown.push_str(piece);
        }
        rest = behind;
    }
    shown.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
}

/// Whether the code `\p1` or `\p0` switches drawing on or off.
fn drawing(code: &str) -> Option<bool> {
    let codes = code.split('\\').filter_map(|code| code.trim().strip_prefix('p'));
    codes.filter_map(|scale| scale.parse::<u32>().ok()).map(|scale| scale > 0).next_back()
}

/// `0:00:01.50`, in seconds.
fn time(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let [hours, minutes, seconds] = [parts.next()?, parts.next()?, parts.next()?];
    let [hours, minutes]: [u32; 2] = [hours.trim().parse().ok()?, minutes.parse().ok()?];
    let plain = seconds.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let seconds: f64 = seconds.parse().ok().filter(|_| plain)?;
    parts.next().is_none().then_some(f64::from(hours) * 3600.0 + f64::from(minutes) * 60.0 + seconds)
}

/// Whether `line` heads a section that only this format has.
fn is_section(line: &str) -> bool {
    let sections = ["[script info]", "[events]", "[v4+ styles]", "[v4 styles]"];
    let line = line.trim_start();
    line.starts_with('[') && sections.iter().any(|section| section.eq_ignore_ascii_case(line.trim_end()))
}

fn after<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let head = line.get(..key.len())?;
    head.eq_ignore_ascii_case(key).then(|| line.get(key.len()..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_drawings_are_not_shown() {
        for (said, expected) in [
            ("{\\an8}Out.\\NAll{\\i1} out{\\i0}.", "Out.\nAll out."),
            ("{\\p1}m 0 0 l 10 0{\\p0}Fog", "Fog"),
            ("a\\hb {unclosed", "a b {unclosed"),
            ("{\\pos(1,2)}Here", "Here"),
            ("", ""),
        ] {
            assert_eq!(shown(said), expected, "{said}");
        }
    }

    #[test]
    fn columns_are_where_the_format_says() {
        let text = "[Script Info]\nTitle: Fog\n[Events]\nFormat: Start, End, Name, Text\n\
                    Dialogue: 0:00:05.00,0:00:06.00,Orrin,Later, then.\nDialogue: 0:00:01.50,0:00:02.00,,MAREN: Now.\n\
                    Comment: 0:00:01.00,0:00:02.00,,not shown\nDialogue: nonsense\n";
        let parsed = read(&Source::from_bytes("t.ass", text.as_bytes()));
        let cues: Vec<_> = parsed
            .document
            .cues
            .iter()
            .map(|cue| (cue.start, cue.voice.as_deref(), cue.text.as_str()))
            .collect();
        assert_eq!(cues, [(Some(1.5), Some("MAREN"), "Now."), (Some(5.0), Some("Orrin"), "Later, then.")]);
        assert_eq!(parsed.diagnostics.len(), 1);
    }
}

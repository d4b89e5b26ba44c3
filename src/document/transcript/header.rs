//! What stands before the first scene: number, series, title, stardate, airdate; and prose.

use crate::document::script::Header;
use crate::source::Source;
use crate::text::flow::flow;
use crate::text::span::Span;

use super::labels::Labels;
use super::marks::{act_line, begins_log, heading_lead, is_transition};

/// What was read of a header.
pub(super) struct Read {
    pub(super) header: Header,
    /// Its lines.
    pub(super) lines: Vec<Span>,
}

/// The keys of header lines, in small letters.
const KEYS: [&str; 16] = [
    "episode number",
    "episode",
    "number",
    "series",
    "title",
    "stardate",
    "star date",
    "mission date",
    "original airdate",
    "original air date",
    "airdate",
    "air date",
    "first aired",
    "aired",
    "production number",
    "transcript",
];

/// The longest line of a header that is no `key: value`, bytes.
const LONGEST: usize = 80;

/// How many lines without a key a header has at most.
const MOST_PLAIN: usize = 4;

/// Whether `name` is the key of a header line, so that it is no speaker.
pub(super) fn is_key(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    KEYS.contains(&name.trim_end_matches('s'))
        || KEYS.contains(&name.as_str())
        || name.ends_with(" by")
        || name.ends_with("help from")
}

/// Who is named behind `written by` and the like where no colon stands: the words before, and the name.
fn credited(line: &str) -> Option<(&str, &str)> {
    let at = line.to_ascii_lowercase().find(" by ")? + " by".len();
    let (job, name) = line.split_at_checked(at)?;
    let lower = job.to_lowercase();
    let jobs = [
        "written",
        "teleplay",
        "story",
        "directed",
        "transcribed",
        "adjustments",
        "check",
        "typed",
        "edited",
    ];
    jobs.iter().any(|job| lower.contains(job)).then_some((job, name))
}

/// Reads the header of `source`; gives it and the number of the first line after it, from 1.
pub(super) fn read(source: &Source, labels: &Labels) -> (Read, usize) {
    let mut read = Read { header: Header::default(), lines: Vec::new() };
    let mut plain = 0;
    let mut dated = false;
    for number in source.first_line()..=source.last_line() {
        let span = source.line_span(number).trimmed(&source.text);
        if span.is_empty() {
            continue;
        }
        let line = source.slice(span);
        let begun = begins_script(source, labels, span);
        let pair = line.split_once(':').filter(|(key, _)| is_key(key));
        let pair = pair.or_else(|| credited(line).filter(|_| !begun && line.len() <= LONGEST));
        if let Some((key, value)) = pair {
            set(&mut read.header, key, value);
            dated |= key.to_lowercase().contains("date") || key.to_lowercase().contains("aired");
        } else {
            plain += 1;
            let titled = read.header.title.is_some();
            let again = repeats_title(&read.header, line);
            if (begun && !again)
                || line.len() > LONGEST
                || plain > MOST_PLAIN
                || (titled && !again && (dated || line.ends_with('.')))
            {
                return (read, number);
            }
            title(&mut read.header, line);
        }
        read.lines.push(span);
    }
    (read, source.last_line() + 1)
}

/// Whether the script has begun: a heading, a direction, a log entry, a speech.
pub(super) fn begins_script(source: &Source, labels: &Labels, span: Span) -> bool {
    let line = source.slice(span);
    line.starts_with(['[', '(', '{'])
        || begins_log(line)
        || act_line(line).is_some()
        || heading_lead(line).is_some()
        || is_transition(line.trim_end_matches([':', '.']))
        || labels.at(source, span).is_some()
}

fn repeats_title(header: &Header, line: &str) -> bool {
    header.title.as_deref().is_some_and(|title| title.eq_ignore_ascii_case(line.trim()))
}

/// Takes what a header line says: its key, and what stands behind the colon.
pub(super) fn set(header: &mut Header, key: &str, value: &str) {
    let value = flow(value);
    let unknown = value.is_empty()
        || matches!(value.to_lowercase().as_str(), "unknown" | "none" | "n/a" | "not given" | "-");
    let credit = key.len() - "written by".len().min(key.len());
    if let Some((before, "written by")) = key.to_ascii_lowercase().split_at_checked(credit)
        && numbered(before.trim()).is_some()
    {
        title(header, key.get(..credit).unwrap_or_default().trim());
    }
    let field = match key.trim().to_lowercase().as_str() {
        "episode number" | "number" | "episode" | "production number" => &mut header.number,
        "series" => &mut header.series,
        "title" => &mut header.title,
        "stardate" | "star date" => &mut header.stardate,
        key if key.ends_with("written by") || key == "teleplay by" || key == "story by" => &mut header.author,
        key if key.contains("air") => &mut header.air_date,
        _ => return,
    };
    if !unknown && field.is_none() {
        *field = Some(value);
    }
}

/// A line that is the title, or says of which series it is: `The Lantern Reach Transcripts - Fog`.
fn title(header: &mut Header, line: &str) {
    let line = flow(line);
    if let Some((series, title)) = line.split_once(" Transcripts - ") {
        header.series.get_or_insert_with(|| series.trim_start_matches("The ").trim().to_owned());
        header.title = Some(title.trim().to_owned());
    } else if let Some((number, name)) = numbered(&line) {
        // The line above was the series'.
        header.series = header.series.take().or(header.title.take());
        header.number.get_or_insert_with(|| number.to_owned());
        header.title = Some(name.to_owned());
    } else if let Some((series, number, name)) = coded(&line).filter(|_| header.title.is_none()) {
        header.series.get_or_insert_with(|| series.to_owned());
        header.number.get_or_insert_with(|| number.to_owned());
        header.title = Some(name.to_owned());
    } else if header.title.is_none() {
        header.title = Some(line.trim_matches(['"', '“', '”']).to_owned());
    }
}

/// The series, the number and the title of `Halyard 4x12 - Fog` and `Halyard - S04E12 - Fog`.
fn coded(line: &str) -> Option<(&str, &str, &str)> {
    let (head, title) = line.split_once(" - ")?;
    let (series, number, title) = match head.rsplit_once(' ').filter(|(_, code)| is_code(code)) {
        Some((series, code)) => (series, code, title),
        None => title
            .split_once(" - ")
            .filter(|(code, _)| is_code(code))
            .map(|(code, title)| (head, code, title))?,
    };
    let (series, title) = (series.trim().trim_end_matches(['-', ':', ',']).trim_end(), title.trim());
    let title = title.trim_matches(['"', '“', '”']);
    (!series.is_empty() && !title.is_empty()).then_some((series, number, title))
}

/// Whether `code` has a season and a number in it: `4x12`, `S04E12`.
fn is_code(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    let parts = lower.strip_prefix('s').map_or_else(|| lower.split_once('x'), |rest| rest.split_once('e'));
    let short = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.is_some_and(|(season, number)| short(season) && short(number))
}

/// The number and the title of `912 - Fog` or `4x12 - Fog`.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let (number, title) = line.split_once(" - ")?;
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plain = number.chars().all(|c| c.is_ascii_digit() || matches!(c, 'x' | '.' | 'S' | 'E'));
    ((1..=6).contains(&digits) && plain && !title.trim().is_empty()).then_some((number, title.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> (Header, usize) {
        let source = Source::from_bytes("t", text.as_bytes());
        let (read, first) = read(&source, &Labels::of(&source));
        (read.header, first)
    }

    #[test]
    fn every_line_of_a_header_is_used() {
        let (header, first) = header(
            "Episode Number: 207\nThe Lantern Reach Transcripts - Fog\nFog\nStardate: Unknown\nOriginal Airdate: 9 Nov, 1997\n\n[Bridge]\n",
        );
        assert_eq!(header.number.as_deref(), Some("207"));
        assert_eq!(header.series.as_deref(), Some("Lantern Reach"));
        assert_eq!(header.title.as_deref(), Some("Fog"));
        assert_eq!(header.stardate, None);
        assert_eq!(header.air_date.as_deref(), Some("9 Nov, 1997"));
        assert_eq!(first, 7);
    }

    #[test]
    fn a_title_alone_is_a_header() {
        assert_eq!(header("Fog\n[Bridge]\nFENN: Twelve.\n").0.title.as_deref(), Some("Fog"));
        assert_eq!(header("FENN: Twelve.\nFENN: Thirteen.\n"), (Header::default(), 1));
        for line in ["Halyard 4x12 - Fog", "Halyard - S04E12 - \"Fog\"", "Halyard: 4x12 - Fog"] {
            let header = header(&format!("{line}\n[Bridge]\nFENN: Twelve.\n")).0;
            assert_eq!(
                (header.series.as_deref(), header.title.as_deref()),
                (Some("Halyard"), Some("Fog")),
                "{line}"
            );
            assert!(header.number.is_some_and(|number| number.ends_with("12")), "{line}");
        }
    }

    #[test]
    fn prose_after_the_dates_is_no_header() {
        let (header, first) =
            header("Fog\nOriginal Airdate: 1997\nIn the year of the long fog,\nlamps were lit.\n[Bridge]\n");
        assert_eq!((header.title.as_deref(), first), (Some("Fog"), 3));
    }
}

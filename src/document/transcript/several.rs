//! Files that hold more than one episode: a header stands among the speeches.

use crate::document::Diagnostic;
use crate::document::script::Header;
use crate::source::Source;
use crate::text::flow::beginning;
use crate::text::span::Span;

use super::header;
use super::labels::Labels;
use super::pieces;

/// Keys that head an episode and that nobody has for a name, in small letters.
const KEYS: [&str; 7] = [
    "episode number",
    "original airdate",
    "original air date",
    "airdate",
    "air date",
    "first aired",
    "production number",
];

/// The longest of them, bytes.
const LONGEST_KEY: usize = 20;

/// How many lines a header takes at most.
const LONGEST: usize = 8;

/// The longest line of a header that has no key, bytes.
const LONGEST_PLAIN: usize = 80;

/// How much of an episode is looked at to read its header, bytes.
const HEADER: usize = 4096;

/// The numbers of the lines, from `first` on, with which a header is known to be one: the first of each.
fn keyed_lines(source: &Source, first: usize) -> Vec<usize> {
    let mut keyed: Vec<usize> = Vec::new();
    for number in first..=source.last_line() {
        let heads = has_key(source.slice(source.line_span(number)));
        if heads && keyed.last().is_none_or(|before| number > before + LONGEST) {
            keyed.push(number);
        }
    }
    keyed
}

/// Whether `line` is a key with a number behind it.
fn has_key(line: &str) -> bool {
    // Every line of every transcript is asked, and few begin with a letter that a key does.
    let first = line.trim_start().bytes().next().unwrap_or_default();
    if !matches!(first.to_ascii_lowercase(), b'a' | b'e' | b'f' | b'o' | b'p') {
        return false;
    }
    let key_end = line.bytes().take(LONGEST_KEY + 1).position(|byte| byte == b':');
    let pair = key_end.and_then(|end| Some((line.get(..end)?.trim(), line.get(end..)?)));
    pair.is_some_and(|(key, value)| {
        KEYS.iter().any(|known| key.eq_ignore_ascii_case(known))
            && value.contains(|c: char| c.is_ascii_digit())
    })
}

/// Where the headers of further episodes begin in `source`, whose own header ends before line `first`: the
/// span of a line of each.
pub(super) fn further_headers(source: &Source, first: usize) -> Vec<Span> {
    let lines = keyed_lines(source, first).into_iter();
    lines.map(|number| source.line_span(number).trimmed(&source.text)).collect()
}

/// What there is to say about the headers of further episodes.
pub(super) fn tell(source: &Source, headers: &[Span]) -> Vec<Diagnostic> {
    headers.iter().map(|header| Diagnostic::another_episode(source, *header, "the header")).collect()
}

/// The stretches of `source` that are of one episode each, in order: where it has several headers and each of
/// them has a title and a number or date.
pub(super) fn episodes(source: &Source) -> Option<Vec<Span>> {
    let keyed = keyed_lines(source, source.first_line());
    if keyed.len() < 2 {
        return None;
    }
    let labels = Labels::of_beginning(source, pieces::SAMPLE);
    let further = keyed.iter().skip(1).map(|number| {
        let first = first_line(source, &labels, *number);
        source.line_span(first).start
    });
    let starts: Vec<usize> = std::iter::once(0).chain(further).collect();
    let spans: Vec<Span> = Span::between(&starts, source.text.len()).collect();
    spans.iter().all(|span| is_headed(source, *span)).then_some(spans)
}

/// Whether `span` begins with a whole header.
fn is_headed(source: &Source, span: Span) -> bool {
    let header = header_at(source, span);
    header.title.is_some() && (header.number.is_some() || header.air_date.is_some())
}

/// The header that `span` begins with.
fn header_at(source: &Source, span: Span) -> Header {
    let length = beginning(source.slice(span), HEADER).len();
    let part = source.part(None, Span::new(span.start, span.start + length));
    header::read(&part, &Labels::of(&part)).0.header
}

/// The first line of the header that has line `keyed`: of the lines right above it, and where those and what is
/// below have no title, of the lines above a blank one; a title in two lines of its own counts as one.
fn first_line(source: &Source, labels: &Labels, keyed: usize) -> usize {
    let text = |number: usize| source.slice(source.line_span(number)).trim();
    let of_header = |number: &usize| {
        let line = text(*number);
        !line.is_empty()
            && line.len() <= LONGEST_PLAIN
            && !line.ends_with(['.', '!', '?', ',', ';', ']', ')'])
            && !header::begins_script(source, labels, source.line_span(*number).trimmed(&source.text))
    };
    let above =
        |number: usize| (source.first_line()..number).rev().take_while(of_header).last().unwrap_or(number);
    let titled = |number: usize| {
        let rest = Span::new(source.line_span(number).start, source.text.len());
        header_at(source, rest).title.is_some()
    };
    let mut first = above(keyed);
    for _ in 0..2 {
        let blank = (source.first_line()..first).rev().take_while(|number| text(*number).is_empty()).count();
        let end = first - blank;
        let outer = above(end);
        let one_more = blank > 0 && outer < end && keyed - outer <= LONGEST;
        let names_it = one_more && text(outer).contains(" Transcripts - ");
        if !one_more || (titled(first) && !names_it && !text(outer).eq_ignore_ascii_case(text(first))) {
            break;
        }
        first = outer;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firsts(text: &str) -> Option<Vec<String>> {
        let source = Source::from_bytes("t", text.as_bytes());
        let spans = episodes(&source)?;
        Some(
            spans
                .iter()
                .map(|span| source.slice(*span).trim().lines().next().unwrap_or_default().to_owned())
                .collect(),
        )
    }

    const SAID: &str = "[Deck]\nMAREN: Out.\nORRIN: Aye, out\nand cold.\n[Hold]\nMAREN: Out.\nMAREN: Out.\nMAREN: Out.\n\
                        ORRIN: Aye, out\nand cold.\n";

    #[test]
    fn a_file_is_cut_before_each_whole_header() {
        for (header, first) in [
            ("Fog\nOriginal Airdate: 9 Nov, 1997\n\n", "Fog"),
            ("Episode Number: 207\nThe Halyard Transcripts - Fog\nFog\n\n", "Episode Number: 207"),
            (
                "The Halyard Transcripts - Fog\n\nFog\n\nStardate: 1.2\nOriginal Airdate: 9 Nov, 1997\n\n",
                "The Halyard Transcripts - Fog",
            ),
            ("Fog\n\nStardate: 8812.3\n\nOriginal Airdate: 9 Nov, 1997\n\n", "Fog"),
        ] {
            for between in ["\n", "\n\n(The lamp goes out.)\n\n", "\n\nThe end of it all was near.\n\n"] {
                let text = format!("{header}{SAID}{between}{header}{SAID}{between}{header}{SAID}");
                assert_eq!(firsts(&text), Some(vec![first.to_owned(); 3]), "{text}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_whole() {
        let header = "Fog\nOriginal Airdate: 9 Nov, 1997\n\n";
        for text in [
            format!("{header}{SAID}"),
            format!("{header}{SAID}\nEpisode Number: 208\n\n{SAID}"),
            format!("{SAID}\n{header}{SAID}"),
            format!("{header}{SAID}MAREN: The log says\nOriginal Airdate: 10 Nov, 1997\n"),
        ] {
            assert_eq!(firsts(&text), None, "{text}");
        }
    }
}

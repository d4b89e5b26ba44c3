//! Files that hold more than one episode: a header stands among the speeches.

use crate::document::Diagnostic;
use crate::source::Source;
use crate::text::span::Span;

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

/// How many lines a header takes at most.
const LONGEST: usize = 8;

/// Where the headers of further episodes begin in `source`, whose own header ends before line `first` (from
/// 1): the span of the first line of each.
pub(super) fn further_headers(source: &Source, first: usize) -> Vec<Span> {
    let mut headers: Vec<(usize, Span)> = Vec::new();
    for number in first..=source.line_count() {
        let span = source.line_span(number).trimmed(&source.text);
        let heads = source.slice(span).split_once(':').is_some_and(|(key, value)| {
            KEYS.contains(&key.trim().to_lowercase().as_str()) && value.contains(|c: char| c.is_ascii_digit())
        });
        if heads && headers.last().is_none_or(|(before, _)| number > before + LONGEST) {
            headers.push((number, span));
        }
    }
    headers.into_iter().map(|(_, span)| span).collect()
}

/// What there is to say about the headers of further episodes.
pub(super) fn tell(source: &Source, headers: &[Span]) -> Vec<Diagnostic> {
    let told = |header: &Span| {
        let line = source.line_of(header.start);
        let message = format!(
            "found the header of another episode; expected one episode in a file; cut the file before line {line} \
             to have each by itself"
        );
        Diagnostic::warning("several-episodes", *header, message)
    };
    headers.iter().map(told).collect()
}

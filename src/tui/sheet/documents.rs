//! The documents as they are: which line of each speaks of which line of the script, and back.

use crate::document::Kind;
use crate::episode::{ElementIx, Episode, SourceIx};
use crate::text::span::Span;

/// Where one is among the documents, and in the one that is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) struct DocumentsSheet {
    /// The document under the cursor.
    pub(in crate::tui) cursor: usize,
    /// The byte of its text that the row under the cursor begins with or holds.
    pub(in crate::tui) at: usize,
    /// The words that speak of the line one came from.
    pub(in crate::tui) said: Option<Span>,
}

/// Words of a document and the lines of the script, first and last, that they speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tie {
    span: Span,
    lines: (ElementIx, ElementIx),
}

/// The words of the document `source` that speak of `element`; where none do, the last before them that
/// speak of an earlier line, and `false`.
pub(in crate::tui) fn said_of(
    episode: &Episode,
    source: SourceIx,
    element: ElementIx,
) -> Option<(Span, bool)> {
    let ties = ties(episode, source);
    let of = ties.iter().filter(|tie| tie.lines.0 <= element && element <= tie.lines.1);
    if let Some(tie) = of.min_by_key(|tie| (tie.lines.1.at() - tie.lines.0.at(), tie.span.start)) {
        return Some((tie.span, true));
    }
    if let Some(span) = played(episode, source, element) {
        return Some((span, true));
    }
    let before = ties.iter().filter(|tie| tie.lines.1 < element);
    before.max_by_key(|tie| (tie.lines.1, tie.span.start)).map(|tie| (tie.span, false))
}

/// The line of the script that the document `source` speaks of at the byte `at` of its text, or last
/// before it.
pub(in crate::tui) fn spoken_of_at(episode: &Episode, source: SourceIx, at: usize) -> Option<ElementIx> {
    let ties = ties(episode, source);
    let line_end = episode.sources.get(source.at()).map_or(at, |document| {
        let text = &document.source;
        text.line_span(text.line_of(at)).end.max(at)
    });
    let holding = ties.iter().filter(|tie| tie.span.start <= at && at < tie.span.end);
    let before = ties.iter().filter(|tie| tie.span.start <= line_end);
    let tie = holding.min_by_key(|tie| tie.span.len()).or(before.max_by_key(|tie| tie.span.start));
    tie.map(|tie| tie.lines.0)
}

/// All words of a document that speak of lines of the script.
fn ties(episode: &Episode, source: SourceIx) -> Vec<Tie> {
    let Some(document) = episode.sources.get(source.at()) else { return Vec::new() };
    let text = &document.source;
    let line = |number: usize| text.line_span(number);
    let one = |span, element| Tie { span, lines: (element, element) };
    let mut ties = Vec::new();
    let own = episode.indexed().filter(|(_, element)| element.source == source);
    ties.extend(own.map(|(ix, element)| one(element.span, ix)));
    let sentences = episode.summary.iter().filter(|sentence| sentence.source == source);
    ties.extend(
        sentences.filter_map(|sentence| Some(Tie { span: sentence.span, lines: sentence.elements?.value })),
    );
    for quote in episode.quotes.iter().filter(|quote| quote.source == source) {
        for (at, element) in quote.elements.iter().enumerate() {
            let row = at.min(quote.text.len().saturating_sub(1));
            ties.push(one(line(quote.summary_line + row), *element));
        }
    }
    for log in &episode.logs {
        ties.extend(log.in_summary.filter(|(of, _)| *of == source).map(|(_, at)| one(line(at), log.element)));
    }
    let captions = episode.captions.iter().filter(|caption| caption.source == source);
    ties.extend(captions.filter_map(|caption| Some(one(line(caption.summary_line), caption.element?.value))));
    for cue in episode.subtitles.iter().filter(|cue| cue.source == source) {
        let shown = cue.element.iter().map(|tie| tie.value).chain(cue.more.iter().copied());
        ties.extend(shown.map(|element| one(cue.span, element)));
    }
    ties
}

/// Where a press kit names the role or the actor of the one who speaks `element`.
fn played(episode: &Episode, source: SourceIx, element: ElementIx) -> Option<Span> {
    let document = episode.sources.get(source.at()).filter(|document| document.kind == Kind::PressKit)?;
    let speaker = episode.element(element).speakers.first()?;
    let speaker = episode.speaker(*speaker);
    let text = &document.source.text;
    [&speaker.role, &speaker.actor].into_iter().flatten().find_map(|name| {
        let start = text.find(name.as_str())?;
        Some(Span::new(start, start + name.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    fn sample() -> Episode {
        Shelf::sample().entries[0].load().0
    }

    #[test]
    fn every_speech_is_found_in_the_script_and_back() {
        let episode = sample();
        let script = SourceIx::new(0);
        for (ix, element) in episode.indexed() {
            let (span, exact) = said_of(&episode, script, ix).expect("a place");
            assert!(exact && span == element.span, "{}", element.id);
            assert_eq!(spoken_of_at(&episode, script, span.start), Some(ix), "{}", element.id);
        }
    }

    #[test]
    fn other_documents_are_opened_at_what_they_say_of_the_line() {
        let episode = sample();
        let mut exact = [0; 4];
        for (at, document) in episode.sources.iter().enumerate() {
            let source = SourceIx::new(at);
            for (ix, _) in episode.indexed() {
                let Some((span, is_exact)) = said_of(&episode, source, ix) else { continue };
                assert!(span.end <= document.source.text.len());
                exact[at] += usize::from(is_exact);
            }
            for number in 1..=document.source.line_count() {
                let at = document.source.line_span(number).start;
                if let Some(element) = spoken_of_at(&episode, source, at) {
                    assert!(element.at() < episode.elements.len());
                }
            }
        }
        assert!(exact.iter().all(|count| *count > 100), "{exact:?}");
    }
}

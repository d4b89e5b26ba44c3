//! Subtitles without times: one long line of tokens as a scanner left it, or lines of words.

use crate::document::{Diagnostic, Parsed};
use crate::source::Source;
use crate::text::flow::beginning;
use crate::text::span::Span;

use super::markup::words;
use super::{Block, BlockKind, Cue, Format, Subtitles};

/// The share of tokens that are punctuation by itself in text that a tokeniser took apart.
const APART: f32 = 0.05;

/// The longest line of subtitles, bytes: what fits a screen.
const LONGEST_LINE: usize = 56;

/// Lines from which on short lines say something.
const FEW_LINES: usize = 20;

/// How much of a source is looked at, bytes.
const SAMPLE: usize = 12 * 1024;

/// How sure it is that `source` is bare subtitles, and why.
pub(super) fn recognise(source: &Source) -> (f32, String) {
    let share = apart(source);
    if share >= APART && source.text.len() > 200 {
        // Not certain: dots and dashes that somebody meant can be as many, so that others are asked too.
        return (0.95, format!("{:.0} % of the tokens are punctuation by itself", share * 100.0));
    }
    let lines: Vec<Span> = source
        .line_spans()
        .take_while(|line| line.start < SAMPLE)
        .map(|line| line.trimmed(&source.text))
        .collect();
    let filled: Vec<&str> =
        lines.iter().map(|line| source.slice(*line)).filter(|line| !line.is_empty()).collect();
    let count = |is: fn(&str) -> bool| filled.iter().filter(|line| is(line)).count() as f32;
    let total = filled.len().max(1) as f32;
    let short = count(|line| line.len() <= LONGEST_LINE) / total;
    let reason = format!("{:.0} % of the lines are short enough for a screen", short * 100.0);
    if short <= 0.97 {
        return (0.02, reason);
    }
    let spoken =
        count(|line| line.ends_with(['.', '!', '?', ',', '-']) || line.contains(char::is_lowercase)) / total;
    let framed = count(|line| line.starts_with(['(', '['])) / total;
    let enough = (filled.len() as f32 / FEW_LINES as f32).min(1.0);
    // Two speakers on the screen at once have a dash each; lists have them too, but no sentences.
    let dashed = count(|line| line.starts_with("- ")) / total;
    let ended = count(|line| line.ends_with(['.', '!', '?'])) / total;
    let most = if dashed > 0.01 && ended > 0.3 { 0.97 } else { 0.75 };
    (most * enough * spoken * (1.0 - framed), reason)
}

/// Reads bare subtitles.
pub(super) fn read(source: &Source) -> Parsed<Subtitles> {
    let tokenised = apart(source) >= APART;
    let format = if tokenised { Format::Tokenised } else { Format::Plain };
    let spans = if tokenised { sentences(source) } else { lines(source) };
    let mut diagnostics = Vec::new();
    let mut cues = Vec::new();
    for span in &spans {
        let words = words(source.slice(*span));
        if words.text.is_empty() {
            diagnostics.push(Diagnostic::note("cue-without-words", *span, "nothing is said here"));
        }
        cues.push(Cue {
            span: *span,
            start: None,
            end: None,
            text: words.text,
            voice: words.voice,
            turns: words.turns,
            id: None,
        });
    }
    let blocks = spans.into_iter().map(|span| Block { span, kind: BlockKind::Cue }).collect();
    Parsed { document: Subtitles { format, blocks, cues }, diagnostics }
}

/// The share of the tokens that are punctuation by itself.
fn apart(source: &Source) -> f32 {
    let sample = beginning(&source.text, source.text.len().min(SAMPLE).saturating_sub(1));
    // Every document is asked, and most are plain.
    let (tokens, marks) = if sample.is_ascii() {
        with_marks(sample.split_ascii_whitespace())
    } else {
        with_marks(sample.split_whitespace())
    };
    marks as f32 / tokens.max(1) as f32
}

/// How many tokens there are, and how many of them are punctuation.
fn with_marks<'t>(tokens: impl Iterator<Item = &'t str>) -> (usize, usize) {
    let is_mark = |token: &str| {
        token.len() < 4 && (matches!(token, "." | "," | "?" | "!" | "...") || token.starts_with('\''))
    };
    tokens.fold((0, 0), |(tokens, marks), token| (tokens + 1, marks + usize::from(is_mark(token))))
}

/// A cue a sentence: up to a token that ends one, with the closing marks behind it.
fn sentences(source: &Source) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut start = None;
    for (at, token) in tokens(&source.text) {
        let end = at + token.len();
        let closing = token.chars().all(|c| matches!(c, '"' | '”' | ')' | ']' | '.' | '!' | '?' | '…' | '-'));
        match (start, spans.last_mut()) {
            // A mark that begins nothing belongs to the sentence before it.
            (None, Some(last)) if closing => last.end = end,
            _ => {
                let begun = *start.get_or_insert(at);
                let ends = token.ends_with(['.', '!', '?', '…']) && !is_abbreviation(token);
                if ends {
                    spans.push(Span::new(begun, end));
                    start = None;
                }
            }
        }
    }
    spans.extend(start.map(|start| Span::new(start, source.text.trim_end().len())));
    spans
}

fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |token| (token.as_ptr().addr() - text.as_ptr().addr(), token))
}

/// Whether a token's full stop belongs to it: `Mr.`, `p.m.`.
fn is_abbreviation(token: &str) -> bool {
    let bare = token.trim_end_matches('.');
    let title = matches!(bare, "Mr" | "Mrs" | "Ms" | "Dr" | "Lt" | "Cmdr" | "Capt" | "St" | "No");
    let initials =
        bare.contains('.') || (bare.len() == 1 && bare.chars().all(|c| c.is_uppercase() && c != 'I'));
    token.ends_with('.') && !token.ends_with("..") && !bare.is_empty() && (title || initials)
}

/// A cue a line; where blank lines stand between, a cue is what stands between two of them, or the
/// part of it that one speaker says.
fn lines(source: &Source) -> Vec<Span> {
    let all: Vec<Span> = source.line_spans().map(|line| line.trimmed(&source.text)).collect();
    let blank = all.iter().filter(|line| line.is_empty()).count();
    let divided = blank * 5 > all.len();
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for line in all {
        if line.is_empty() {
            open = false;
            continue;
        }
        let changes = source.slice(line).starts_with(['-', '–']) || words(source.slice(line)).voice.is_some();
        match spans.last_mut() {
            Some(last) if open && divided && !changes => last.end = line.end,
            _ => spans.push(line),
        }
        open = true;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> (Format, Vec<String>) {
        let parsed = read(&Source::from_bytes("t", text.as_bytes()));
        (parsed.document.format, parsed.document.cues.into_iter().map(|cue| cue.text).collect())
    }

    #[test]
    fn a_cue_is_a_sentence_with_its_closing_marks() {
        let (format, cues) = texts("\" The Iamp is out . \" Mr. Fenn , it 's out ! ! We 'II see ... no");
        assert_eq!(format, Format::Tokenised);
        assert_eq!(cues, ["\" The Iamp is out . \"", "Mr. Fenn , it 's out ! !", "We 'II see ...", "no"]);
    }

    #[test]
    fn a_cue_is_what_stands_between_blank_lines() {
        let (format, cues) = texts("FENN: Twelve lamps\nare burning.\n\n- And one?\n- LISK: Out.\n\nOh.\n");
        assert_eq!(format, Format::Plain);
        assert_eq!(cues, ["Twelve lamps are burning.", "And one?", "Out.", "Oh."]);
        assert_eq!(texts("One line.\nAnother.\n").1, ["One line.", "Another."]);
    }
}

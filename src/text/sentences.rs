//! Prose to sentences.

use super::span::Span;

/// Abbreviations that end in a full stop without ending a sentence, folded.
const ABBREVIATIONS: &[&str] = &[
    "adm", "capt", "cmdr", "col", "cpl", "dr", "ens", "etc", "gen", "jr", "lt", "maj", "messrs", "mr", "mrs",
    "ms", "no", "prof", "rev", "sgt", "sr", "st", "vs",
];

/// The sentences of `text`, in order, without white space at their ends. A sentence ends at `.`, `?`,
/// `!` or an ellipsis with the quotation marks and brackets that close there, if white space and no
/// lower-case letter follows and the full stop is no abbreviation's or initial's.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['.', '?', '!', '\u{2026}']) {
        let mark = at + found;
        at = end_of_marks(text, mark);
        if ends_sentence(text, mark, at) {
            push(&mut sentences, text, start, at);
            start = at;
        }
    }
    push(&mut sentences, text, start, text.len());
    sentences
}

fn push(sentences: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let span = Span::new(start, end).trimmed(text);
    if !span.is_empty() {
        sentences.push(span);
    }
}

/// Where the run of end marks and closing marks that begins at `mark` ends.
fn end_of_marks(text: &str, mark: usize) -> usize {
    let closing = |c: char| {
        matches!(c, '.' | '?' | '!' | '\u{2026}' | '"' | '\'' | '\u{201d}' | '\u{2019}' | ')' | ']')
    };
    text[mark..].find(|c| !closing(c)).map_or(text.len(), |len| mark + len)
}

fn ends_sentence(text: &str, mark: usize, after: usize) -> bool {
    let rest = &text[after..];
    let Some(next) = rest.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let follows = rest.trim_start().chars().next();
    if follows.is_some_and(char::is_lowercase) {
        return false;
    }
    let single_stop = text[mark..after].starts_with('.') && !text[mark..after].starts_with("..");
    !(single_stop && is_abbreviation(&text[..mark]))
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial && word != "I" || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_stop() {
        assert_eq!(
            split("Mr. Orrin waits. \"Go!\" she says... The U.S.S. Halyard turns? Yes."),
            ["Mr. Orrin waits.", "\"Go!\" she says...", "The U.S.S. Halyard turns?", "Yes."]
        );
    }

    #[test]
    fn a_text_without_marks_is_one_sentence() {
        assert_eq!(split("  no end "), ["no end"]);
        assert!(split(" \n").is_empty());
        assert_eq!(split("It is 3.5 metres. So am I."), ["It is 3.5 metres.", "So am I."]);
    }
}

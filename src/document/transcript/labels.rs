//! Who speaks, as it is written before a speech: `JANEWAY:`, `TORRES [OC]:`, `7 of 9 + KIM (on viewscreen):`.
//!
//! Most editions write labels in capitals, some as names (`Clara:`). Which one a document is, and
//! which labels it uses, is counted before anything is read, so that a colon inside a sentence makes
//! no speaker.

use std::collections::HashMap;

use crate::source::Source;
use crate::text::span::Span;

use super::brackets::closing;
use super::header;

/// The longest label, bytes.
const LONGEST: usize = 48;

/// The most words of a label.
const MOST_WORDS: usize = 6;

/// Words of a label that may be in small letters where the rest is in capitals.
const SMALL_WORDS: [&str; 13] =
    ["of", "and", "the", "et", "al", "in", "to", "a", "with", "jr", "from", "on", "as"];

/// A label at the beginning of a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// The name, without extension.
    pub(super) name: Span,
    /// The extension without its brackets.
    pub(super) extension: Option<Span>,
    /// Where the speech begins: behind the colon.
    pub(super) end: usize,
    /// What stands between the label and the speech.
    pub(super) mark: Mark,
    /// Whether the extension's bracket is never closed.
    pub(super) unclosed: bool,
}

/// What stands between a label and what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A colon.
    Colon,
    /// A semicolon where a colon was meant.
    Semicolon,
    /// Nothing, but the name is one that speaks here.
    Missing,
    /// Nothing, and nothing is said on this line.
    Alone,
}

/// How often each name stands before a colon, in capitals.
#[derive(Debug, Default)]
pub(super) struct Labels {
    counts: HashMap<String, usize>,
    /// Whether the document writes labels in capitals.
    capitals: bool,
    /// Whether it has scene headings in brackets, each on a line of its own.
    headings: bool,
}

/// Bracketed names on lines of their own from which on a document has scene headings.
const FEW_HEADINGS: usize = 3;

impl Labels {
    /// The labels that `source` uses.
    pub(super) fn of(source: &Source) -> Self {
        Self::of_beginning(source, source.text.len())
    }

    /// The labels that the lines of `source` use that begin within its first `bytes`.
    pub(super) fn of_beginning(source: &Source, bytes: usize) -> Self {
        let mut capital: HashMap<String, usize> = HashMap::new();
        let mut mixed: HashMap<String, usize> = HashMap::new();
        let mut headings = 0;
        for line in source.line_spans().take_while(|line| line.start < bytes) {
            let line = line.trimmed(&source.text);
            headings += usize::from(is_bracketed_name(line.of(&source.text)));
            let Some(label) = before_colon(source, line) else { continue };
            let name = label.name.of(&source.text);
            if is_capital(name) {
                *capital.entry(name.to_uppercase()).or_default() += 1;
            } else if is_mixed(name) && !header::is_key(name) {
                *mixed.entry(name.to_uppercase()).or_default() += 1;
            }
        }
        let total = |counts: &HashMap<String, usize>| counts.values().sum::<usize>();
        let capitals = total(&capital) * 2 >= total(&mixed);
        let mut counts = capital;
        if !capitals {
            for (name, count) in mixed {
                *counts.entry(name).or_default() += count;
            }
        }
        Self { counts, capitals, headings: headings >= FEW_HEADINGS }
    }

    /// Whether the document has scene headings in brackets.
    pub(super) fn has_headings(&self) -> bool {
        self.headings
    }

    /// How often `name` stands before a colon.
    fn count(&self, name: &str) -> usize {
        self.counts.get(&name.to_uppercase()).copied().unwrap_or(0)
    }

    /// The label that the text of `line` begins with.
    pub(super) fn at(&self, source: &Source, line: Span) -> Option<Label> {
        if let Some(label) =
            before_colon(source, line).filter(|label| self.is_speaker(label.name.of(&source.text)))
        {
            return Some(label);
        }
        self.without_colon(source, line)
    }

    /// Whether a name before a colon is a speaker's: written as this document writes speakers, or as
    /// one of them in other letters.
    fn is_speaker(&self, name: &str) -> bool {
        is_capital(name)
            || self.count(name) >= 2
            || (!self.capitals && self.count(name) == 1 && is_mixed(name))
    }

    /// A known name in capitals with no colon behind it: alone on its line, or with a sentence after it.
    fn without_colon(&self, source: &Source, line: Span) -> Option<Label> {
        let text = line.of(&source.text);
        let name_end = capital_words(text)?;
        let name = Span::new(line.start, line.start + name_end).trimmed(&source.text);
        let words = name.of(&source.text);
        if self.count(words) < 2 {
            return None;
        }
        let (extension, end, unclosed) = extension(source, Span::new(name.end, line.end));
        let rest = Span::new(end, line.end).of(&source.text).trim_start();
        let mark = match rest.chars().next() {
            None if extension.is_none() => Mark::Alone,
            None => return None,
            Some(first) if first.is_uppercase() || first == '(' || first.is_ascii_digit() => Mark::Missing,
            Some(_) => return None,
        };
        Some(Label { name, extension, end, mark, unclosed })
    }

    /// Where in `text` a speech of a known speaker begins after the end of another sentence.
    pub(super) fn inside(&self, text: &str) -> Option<usize> {
        text.match_indices(": ").find_map(|(colon, _)| {
            let before = &text[..colon];
            let open =
                if before.ends_with([']', ')']) { before.rfind(['[', '(']).unwrap_or(0) } else { colon };
            let name_end = before[..open].trim_end().len();
            let start = before[..name_end]
                .rfind(|c: char| !(c.is_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '\'' | '-')))
                .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            let name = before[start..name_end].trim_start();
            let start = name_end - name.len();
            let ended = before[..start].trim_end().ends_with(['.', '!', '?', ')', ']', '"', '”', '…', ',']);
            (start > 0 && ended && is_capital(name) && self.count(name) >= 2).then_some(start)
        })
    }
}

/// Whether a line is a name with a capital in square brackets.
fn is_bracketed_name(line: &str) -> bool {
    let inner = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.starts_with(char::is_uppercase) && !inner.ends_with('.'))
}

/// A label with a colon or semicolon behind it, whatever the name.
fn before_colon(source: &Source, line: Span) -> Option<Label> {
    let text = line.of(&source.text);
    let skipped = leftover(text);
    let limit =
        text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST + skipped).last().unwrap_or(0);
    let stop = text.get(skipped..)?.find([':', ';', '[', '(', '{']).map(|at| at + skipped)?;
    if stop > limit {
        return None;
    }
    let name = Span::new(line.start + skipped, line.start + stop).trimmed(&source.text);
    if name.is_empty() {
        return None;
    }
    let (extension, end, unclosed) = extension(source, Span::new(name.end, line.end));
    let rest = Span::new(end, line.end).of(&source.text);
    let trimmed = rest.trim_start();
    let mark = match trimmed.chars().next()? {
        ':' => Mark::Colon,
        ';' => Mark::Semicolon,
        _ => return None,
    };
    let behind = trimmed.get(1..).and_then(|after| after.chars().next());
    if mark == Mark::Semicolon
        && !(is_capital(name.of(&source.text)) && behind.is_none_or(char::is_whitespace))
    {
        return None;
    }
    let end = end + (rest.len() - trimmed.len()) + 1;
    Some(Label { name, extension, end, mark, unclosed })
}

/// How many bytes of HTML or typing are left over before a label: `pJANEWAY`, `>KIRK`.
fn leftover(text: &str) -> usize {
    let mut characters = text.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (Some('p' | 'b' | '>' | '*' | '\u{b7}'), Some(second), Some(third))
            if second.is_uppercase() && (third.is_uppercase() || third == '\'') =>
        {
            text.chars().next().map_or(0, char::len_utf8)
        }
        _ => 0,
    }
}

/// The extensions at the beginning of `span`: the first one's words, where they all end, and whether
/// one is never closed.
fn extension(source: &Source, span: Span) -> (Option<Span>, usize, bool) {
    let mut found: Option<Span> = None;
    let mut end = span.start;
    loop {
        let rest = Span::new(end, span.end);
        let text = rest.of(&source.text);
        let lead = text.len() - text.trim_start().len();
        let open = end + lead;
        if !text.trim_start().starts_with(['[', '(', '{']) {
            return (found, end, false);
        }
        let inner = match closing(source.text.get(open..span.end).unwrap_or_default()) {
            Some(close) => {
                end = open + close;
                // A bracket typed twice belongs to it.
                end += source.text[end..span.end].len()
                    - source.text[end..span.end].trim_start_matches([']', ')']).len();
                Span::new(open + 1, open + close - 1)
            }
            None => {
                let colon = source.text[open..span.end].find(':').map(|at| open + at);
                let Some(colon) = colon.filter(|colon| colon - open <= LONGEST) else {
                    return (found, span.start, false);
                };
                let inner = Span::new(open + 1, colon).trimmed(&source.text);
                return (Some(found.unwrap_or(inner)), colon, true);
            }
        };
        found = found.or(Some(inner.trimmed(&source.text)));
    }
}

/// Whether `name` is written in capitals: `LT. PARIS`, `7 of 9`, `McCOY`, `O'BRIEN et al`.
pub(super) fn is_capital(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capital = name.chars().filter(|c| c.is_uppercase()).count();
    let numeric = name.chars().any(|c| c.is_ascii_digit());
    (capital > 0 || numeric)
        && words.len() <= MOST_WORDS
        && name.len() <= LONGEST
        && (letters > 0 || (numeric && name.len() <= 4))
        && name.chars().all(is_name_character)
        && words.iter().all(|word| is_capital_word(word))
        && words.iter().any(|word| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()))
}

fn is_name_character(c: char) -> bool {
    c.is_alphanumeric()
        || c.is_whitespace()
        || matches!(c, '\'' | '’' | '`' | '-' | '.' | '&' | '+' | ',' | '/' | '#' | '"' | '_')
}

fn is_capital_word(word: &str) -> bool {
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let capital = word.chars().filter(|c| c.is_uppercase()).count();
    small == 0 || SMALL_WORDS.contains(&word.trim_end_matches('.')) || (capital > small && capital >= 2)
}

/// Whether `name` is written as a name: up to four words, each with a capital.
fn is_mixed(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            || matches!(*word, "and" | "of" | "the" | "&" | "+")
    };
    (1..=4).contains(&words.len())
        && name.chars().all(is_name_character)
        && words.iter().all(named)
        && name.chars().next().is_some_and(char::is_uppercase)
}

/// Where the words in capitals at the beginning of `text` end; `None` where there are none of two
/// letters and more.
fn capital_words(text: &str) -> Option<usize> {
    let mut end = 0;
    for word in text.split_whitespace() {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        let capital = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        if !capital || !word.chars().all(is_name_character) || start > LONGEST {
            break;
        }
        let next = start + word.len();
        // `I` and `A` begin sentences: they are no names.
        if word.chars().filter(|c| c.is_alphabetic()).count() < 2 && !word.chars().any(|c| c.is_ascii_digit())
        {
            break;
        }
        end = next;
    }
    (end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::from_bytes("t", text.as_bytes())
    }

    fn read(known: &str, line: &str) -> Option<(String, Option<String>, Mark)> {
        let source = source(&format!("{line}\n{known}"));
        let label = Labels::of(&source).at(&source, source.line_span(1))?;
        let of = |span: Span| span.of(&source.text).to_owned();
        Some((of(label.name), label.extension.map(of), label.mark))
    }

    const KNOWN: &str = "MAREN: Yes.\nMAREN: No.\nORRIN: Aye.\nORRIN: Nay.\n";

    #[test]
    fn labels_are_read() {
        for (line, name, extension, mark) in [
            ("MAREN: Light it.", "MAREN", None, Mark::Colon),
            ("MAREN [OC]: Light it.", "MAREN", Some("OC"), Mark::Colon),
            ("MAREN (on viewscreen): Light it.", "MAREN", Some("on viewscreen"), Mark::Colon),
            ("MAREN [OC]]: Light it.", "MAREN", Some("OC"), Mark::Colon),
            ("MAREN [OC: Light it.", "MAREN", Some("OC"), Mark::Colon),
            ("MAREN + ORRIN: Aye!", "MAREN + ORRIN", None, Mark::Colon),
            ("3 of 5: We are.", "3 of 5", None, Mark::Colon),
            ("McKAY: Och.", "McKAY", None, Mark::Colon),
            ("MAREN; Light it.", "MAREN", None, Mark::Semicolon),
            ("MAREN Light it.", "MAREN", None, Mark::Missing),
            ("MAREN", "MAREN", None, Mark::Alone),
            ("pMAREN: Light it.", "MAREN", None, Mark::Colon),
            ("Maren: Light it.", "Maren", None, Mark::Colon),
        ] {
            let expected = (name.to_owned(), extension.map(str::to_owned), mark);
            assert_eq!(read(KNOWN, line), Some(expected), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_labels() {
        for line in [
            "Listen to me: the lamp is out.",
            "And then: nothing.",
            "I: am.",
            "(MAREN: no.)",
            "THE END",
            "Aye; so it is.",
        ] {
            assert!(read(KNOWN, line).is_none_or(|(name, ..)| name == "I"), "{line}");
        }
    }

    #[test]
    fn an_edition_with_names_in_small_letters() {
        let known = "Maren: Yes.\nMaren: No.\nOrrin: Aye.\nOrrin: Nay.\nMaren: Oh.\n";
        assert_eq!(read(known, "Old Tom: Evening.").map(|label| label.0).as_deref(), Some("Old Tom"));
        assert_eq!(read(known, "What I mean is this: no.").map(|label| label.0), None);
    }

    #[test]
    fn a_speech_inside_a_line() {
        let labels = Labels::of(&source(KNOWN));
        assert_eq!(labels.inside("The lamp goes out. MAREN: Oh."), Some(19));
        assert_eq!(labels.inside("The lamp goes out. ORRIN [OC]: Oh."), Some(19));
        assert_eq!(labels.inside("You heard her, said MAREN: go."), None);
    }
}

//! Who speaks, as it is written before a speech: `JANEWAY:`, `TORRES [OC]:`, `7 of 9 + KIM (on viewscreen):`.
//!
//! Most editions write labels in capitals, some as names (`Clara:`). Which one a document is, and
//! which labels it uses, is counted before anything is read, so that a colon inside a sentence makes
//! no speaker.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};

use crate::source::Source;
use crate::text::span::Span;

use super::extension::{
    Bracket, COLONS, Extension, extension, extension_behind, is_clock, is_extension, unopened,
};
use super::header;
use super::marks::{act_line, begins_log, heading_lead, is_furniture, is_transition, scene_lead};
use super::names::{
    LONGEST, MISTYPED, MOST_WORDS, begins_name, capital_words, is_capital, is_described,
    is_in_caseless_letters, is_mixed,
};

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
    /// What is wrong with the extension's bracket.
    pub(super) bracket: Bracket,
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
    /// Whether its headings tell what is seen: `[Maren is alone in the kitchen.]`
    telling: bool,
    /// Whether its headings begin with `Scene:`.
    led: bool,
    /// Whether it tells what happens in paragraphs without brackets.
    narrated: bool,
}

/// Paragraphs without label and bracket from which on a document tells what happens in them.
const FEW_PARAGRAPHS: usize = 5;

/// Bracketed names on lines of their own from which on a document has scene headings.
const FEW_HEADINGS: usize = 3;

/// What the lines of a document that stand in brackets are.
#[derive(Debug, Default)]
struct Bracketed {
    /// `[Lamp room]`
    names: usize,
    /// `[Maren is in the kitchen.]`
    sentences: usize,
    /// `(Maren sits down.)`
    round: usize,
    /// `[Scene: the lamp room]`
    led: usize,
}

impl Bracketed {
    fn count(&mut self, line: &str) {
        let inner = |open, close| line.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
        if let Some(inner) = inner('[', ']').filter(|inner| begins_name(inner)) {
            let sentence = inner.ends_with(['.', '!']);
            *(if sentence { &mut self.sentences } else { &mut self.names }) += 1;
            self.led += usize::from(scene_lead(inner).is_some());
        }
        self.round += usize::from(inner('(', ')').is_some());
    }

    /// Whether sentences in square brackets are headings: they are many, directions are written in
    /// round ones, and no `Scene:` tells headings from the rest.
    fn telling(&self) -> bool {
        let many = self.sentences >= FEW_HEADINGS && self.sentences * 5 >= self.names;
        many && self.round >= FEW_HEADINGS && self.led < FEW_HEADINGS
    }
}

impl Labels {
    /// The labels that `source` uses.
    pub(super) fn of(source: &Source) -> Self {
        Self::of_beginning(source, source.text.len())
    }

    /// The labels that the lines of `source` use that begin within its first `bytes`.
    pub(super) fn of_beginning(source: &Source, bytes: usize) -> Self {
        let mut capital: HashMap<String, usize> = HashMap::new();
        let mut mixed: HashMap<String, usize> = HashMap::new();
        let mut bracketed = Bracketed::default();
        let mut paragraphs = 0;
        for line in source.line_spans().take_while(|line| line.start < bytes) {
            let line = line.trimmed(&source.text);
            bracketed.count(line.of(&source.text));
            let Some(label) = before_colon(source, line) else {
                let told = !capital.is_empty() || !mixed.is_empty();
                paragraphs += usize::from(told && is_bare_paragraph(source, line));
                continue;
            };
            let name = label.name.of(&source.text);
            if is_capital(name) {
                count_one(&mut capital, name);
            } else if is_mixed(name) && !header::is_key(name) {
                count_one(&mut mixed, name);
            }
        }
        let total = |counts: &HashMap<String, usize>| counts.values().sum::<usize>();
        let capitals = total(&capital) * 2 >= total(&mixed);
        let mut counts = capital;
        // Among labels in capitals, one in small letters is a slip if it is there again.
        for (name, count) in mixed.into_iter().filter(|(_, count)| !capitals || *count >= 2) {
            *counts.entry(name).or_default() += count;
        }
        let headings = bracketed.names >= FEW_HEADINGS;
        let led = bracketed.led >= FEW_HEADINGS;
        let labelled = counts.values().sum::<usize>();
        let narrated = paragraphs >= FEW_PARAGRAPHS && paragraphs * 10 >= labelled;
        Self { counts, capitals, headings, telling: bracketed.telling(), led, narrated }
    }

    /// Whether it tells what happens in paragraphs without brackets.
    pub(super) fn is_narrated(&self) -> bool {
        self.narrated
    }

    /// Whether the document has scene headings in brackets.
    pub(super) fn has_headings(&self) -> bool {
        self.headings
    }

    /// Whether its headings begin with `Scene:`.
    pub(super) fn has_led_headings(&self) -> bool {
        self.led
    }

    /// Whether its headings tell what is seen, in sentences.
    pub(super) fn has_telling_headings(&self) -> bool {
        self.telling
    }

    /// How often `name` stands before a colon.
    fn count(&self, name: &str) -> usize {
        let capital = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase());
        let key = if capital { Cow::Borrowed(name) } else { Cow::Owned(name.to_uppercase()) };
        self.counts.get(&*key).copied().unwrap_or(0)
    }

    /// Whether `name` is one of those that speak here more than once.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.count(name) >= 2
    }

    /// The label that the text of `line` begins with.
    pub(super) fn at(&self, source: &Source, line: Span) -> Option<Label> {
        let label = before_colon(source, line).filter(|label| {
            let name = label.name.of(&source.text);
            self.is_speaker(name) || (!self.capitals && after_blank(source, line) && is_described(name))
        });
        if label.is_some() {
            return label;
        }
        self.without_colon(source, line)
    }

    /// Whether a name before a colon is a speaker's: written as this document writes speakers, or as
    /// one of them in other letters.
    fn is_speaker(&self, name: &str) -> bool {
        is_capital(name) || self.knows(name) || (!self.capitals && self.count(name) == 1 && is_mixed(name))
    }

    /// A known name in capitals with no colon behind it: alone on its line, or with a sentence after
    /// it; or any name in capitals with an extension.
    fn without_colon(&self, source: &Source, line: Span) -> Option<Label> {
        let text = line.of(&source.text);
        let name_end = capital_words(text)?;
        let name = Span::new(line.start, line.start + name_end).trimmed(&source.text);
        let Extension { words, end, bracket } = extension(source, Span::new(name.end, line.end));
        let told = words.is_some_and(|words| is_extension(words.of(&source.text)));
        let unknown = (told && is_capital(name.of(&source.text))).then_some(name);
        let name = self.known(source, name).or(unknown)?;
        let rest = Span::new(end, line.end).of(&source.text);
        let said = rest.trim_start_matches(MISTYPED).trim_start_matches(':').trim_start();
        let end = line.end - said.len();
        let mark = match said.chars().next() {
            None if words.is_none() && rest.trim().is_empty() => Mark::Alone,
            None => return None,
            Some(_) if told => Mark::Missing,
            Some(first) if first.is_uppercase() || first == '(' || first.is_ascii_digit() => Mark::Missing,
            Some(_) => return None,
        };
        Some(Label { name, extension: words, end, mark, bracket })
    }

    /// `name` as a known speaker's, without the stop that may be typed for its colon.
    fn known(&self, source: &Source, name: Span) -> Option<Span> {
        let bare = name.of(&source.text).trim_end_matches('.');
        let without = Span::new(name.start, name.start + bare.len());
        [name, without].into_iter().find(|name| self.knows(name.of(&source.text)))
    }

    /// Where in `text` a speech of a known speaker begins after the end of another sentence.
    pub(super) fn inside(&self, text: &str) -> Option<usize> {
        let colons = memchr::memchr_iter(b':', text.as_bytes());
        colons.filter(|colon| text[colon + 1..].starts_with(' ')).find_map(|colon| {
            let before = &text[..colon];
            let open =
                if before.ends_with([']', ')']) { before.rfind(['[', '(']).unwrap_or(0) } else { colon };
            self.known_at_end(before[..open].trim_end())
        })
    }

    /// Where the name of a known speaker begins that `text` ends with, behind the end of a sentence.
    fn known_at_end(&self, text: &str) -> Option<usize> {
        let ends: &[char] = if self.capitals { &SENTENCE_ENDS } else { &SENTENCE_ENDS[1..] };
        text.split_whitespace().rev().take(MOST_WORDS).find_map(|word| {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            let ended = text[..start].trim_end().ends_with(ends);
            (ended && self.knows(&text[start..])).then_some(start)
        })
    }
}

/// Counts one more of `name` among names in capitals.
fn count_one(counts: &mut HashMap<String, usize>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => *counts.entry(name.to_uppercase()).or_default() += 1,
    }
}

/// What stands before a name that begins a speech inside a line; a comma only where names are in capitals.
const SENTENCE_ENDS: [char; 9] = [',', '.', '!', '?', ')', ']', '"', '”', '…'];

/// A label with a colon or semicolon behind it, whatever the name.
fn before_colon(source: &Source, line: Span) -> Option<Label> {
    plain_label(line.of(&source.text), line.start).or_else(|| any_label(source, line))
}

/// What [`before_colon`] gives, however the line is written.
fn any_label(source: &Source, line: Span) -> Option<Label> {
    let text = line.of(&source.text);
    let skipped = leftover(text);
    let stop = skipped + name_end(text.get(skipped..)?)?;
    let name = Span::new(line.start + skipped, line.start + stop).trimmed(&source.text);
    if is_time(text, stop) {
        return timed_label(source, line);
    }
    if name.is_empty() || is_transition(name.of(&source.text)) {
        return None;
    }
    let (name, found) =
        unopened(source, name).unwrap_or_else(|| (name, extension(source, Span::new(name.end, line.end))));
    let rest = Span::new(found.end, line.end).of(&source.text);
    let trimmed = rest.trim_start();
    let (mark, length) = match trimmed.chars().next()? {
        colon if COLONS.contains(&colon) => (Mark::Colon, colon.len_utf8()),
        ';' => (Mark::Semicolon, 1),
        // The corner brackets around what is said stay.
        '「' if trimmed.ends_with('」') && is_in_caseless_letters(name.of(&source.text)) => {
            (Mark::Colon, 0)
        }
        _ => return None,
    };
    // The colon of an address.
    if trimmed.starts_with("://") {
        return None;
    }
    let end = line.end - trimmed.len() + length;
    if let Some(Extension { words, end, .. }) = extension_behind(source, Span::new(end, line.end)) {
        return Some(Label { name, extension: found.words.or(words), end, mark, bracket: found.bracket });
    }
    let behind = trimmed.get(length..).and_then(|after| after.chars().next());
    if mark == Mark::Semicolon
        && !(is_capital(name.of(&source.text)) && behind.is_none_or(char::is_whitespace))
    {
        return None;
    }
    Some(Label { name, extension: found.words, end, mark, bracket: found.bracket })
}

/// Marks of East Asian writing that end a name, as `:` and `(` do; a speech may stand in corner brackets.
const WIDE_MARKS: [char; 3] = ['：', '（', '「'];

/// Where in `text` the name ends that it begins with: at the first mark that may follow one, if that is not too far.
fn name_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let beginning = bytes.get(..=LONGEST).unwrap_or(bytes);
    beginning.iter().enumerate().position(|(at, byte)| match byte {
        b':' | b';' | b'[' | b'(' | b'{' => true,
        // How the wide ones begin.
        0xE3 | 0xEF => text.get(at..).is_some_and(|rest| rest.starts_with(WIDE_MARKS)),
        _ => false,
    })
}

/// The label that [`before_colon`] gives of a line like `MAREN: Out.`, as nearly all are, whose text begins at
/// `start`: a capital, no bracket or stop before the colon, a blank and a letter or digit behind it.
fn plain_label(text: &str, start: usize) -> Option<Label> {
    let bytes = text.as_bytes();
    let beginning = bytes.get(..=LONGEST).unwrap_or(bytes);
    // A wide mark may begin there: that is looked at by others.
    let is_mark = |byte: &u8| matches!(byte, b':' | b';' | b'[' | b'(' | b'{' | 0xE3 | 0xEF);
    let stop = beginning.iter().position(is_mark).filter(|stop| bytes.get(*stop) == Some(&b':'))?;
    let (name, said) = text.split_at_checked(stop)?;
    let ends_plainly = name.ends_with(|c: char| c.is_ascii_alphabetic() || c == '.');
    let goes_on = matches!(said.as_bytes(), [_, b' ', first, ..] if first.is_ascii_alphanumeric());
    let begins_plainly = bytes.first().is_some_and(u8::is_ascii_uppercase);
    (begins_plainly && ends_plainly && goes_on && !is_transition(name)).then(|| Label {
        name: Span::new(start, start + stop),
        extension: None,
        end: start + stop + 1,
        mark: Mark::Colon,
        bracket: Bracket::Whole,
    })
}

/// `Maren Holt  0:14`, alone on its line: who says what follows, and when, as programs that write down talks put it.
fn timed_label(source: &Source, line: Span) -> Option<Label> {
    let text = line.of(&source.text);
    let (name, time) = text.rsplit_once([' ', '\t'])?;
    let name = Span::new(line.start, line.start + name.len()).trimmed(&source.text);
    let written = name.of(&source.text);
    let named = (is_capital(written) || is_mixed(written)) && written.contains(char::is_alphabetic);
    (named && is_clock(time) && !is_transition(written)).then_some(Label {
        name,
        extension: None,
        end: line.end,
        mark: Mark::Colon,
        bracket: Bracket::Whole,
    })
}

/// Whether the colon at `at` stands inside a time: `11:59`.
fn is_time(text: &str, at: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    digit(text.get(..at).and_then(|before| before.chars().next_back()))
        && digit(text.get(at + 1..).and_then(|after| after.chars().next()))
}

/// How many bytes of HTML or typing are left over before a label: `pJANEWAY`, `>KIRK`.
fn leftover(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return 0;
    }
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

/// Whether `line` begins a paragraph of words that nothing introduces.
fn is_bare_paragraph(source: &Source, line: Span) -> bool {
    let text = line.of(&source.text);
    text.contains(char::is_lowercase)
        && !text.starts_with(['[', '(', '{', '<', '"', '“', '\'', '‘'])
        && after_blank(source, line)
        && !begins_log(text)
        && !is_furniture(text, true)
        && act_line(text).is_none()
        && heading_lead(text).is_none()
}

/// Whether the line before the one that begins at `line` is blank.
pub(super) fn after_blank(source: &Source, line: Span) -> bool {
    let before = source.text.get(..line.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    before.strip_suffix('\n').is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with('\n'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_labels_are_told_as_all_are(line in "[A-C1]{1,4}[a. ;:(（：「]{0,2}[A-Ca]{0,3}: ?[\\[(:;a-c1 é]{0,5}|(TIME|Cut to): No.") {
            let source = source(&line);
            let line = source.line_span(1).trimmed(&source.text);
            let plain = plain_label(line.of(&source.text), line.start);
            prop_assert!(plain.is_none() || plain == any_label(&source, line));
        }
    }

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
            ("MAREN  0:14", "MAREN", None, Mark::Colon),
            ("MAREN [00:00:14]: Light it.", "MAREN", None, Mark::Colon),
            ("MAREN [OC] (1:02): Light it.", "MAREN", Some("OC"), Mark::Colon),
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
            "Transcribed by https://lamp.example",
            "At 11:59",
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

//! The story's prose as words in pieces: what is told and what is said, with the marks between words.
//!
//! Everything that finds names, tags and turns looks at these words; none of it looks at the text.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::span::Span;
use crate::text::tokens::is_apostrophe;

use super::lexicon::Senses;

/// The strongest punctuation between a word and the next, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// None but white space.
    None,
    /// A comma or a bracket.
    Comma,
    /// A dash.
    Dash,
    /// A colon or semicolon.
    Colon,
    /// The sentence ends.
    Stop,
}

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    /// As written, without a possessive ending.
    pub text: &'a str,
    /// In lower case, with straight apostrophes.
    pub lower: Cow<'a, str>,
    /// What it can be.
    pub senses: Senses,
    /// Where it begins.
    pub start: usize,
    /// It ends in `'s` or `s'`.
    pub possessive: bool,
    /// It is the first of its sentence or piece.
    pub begins: bool,
    /// What stands between it and the next word of its piece, or the end of the piece.
    pub after: Break,
}

impl Word<'_> {
    /// Whether it is written with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// One past its last byte, the possessive ending left out.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// A stretch of one paragraph that is all told or all said.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its place in the text.
    pub span: Span,
    /// Whether it is said.
    pub speech: bool,
    /// A speech that its paragraph does not close because it goes on in the next.
    pub continues: bool,
    /// It ends with a question mark.
    pub asks: bool,
    /// The number of its paragraph among the document's.
    pub paragraph: usize,
    /// The number of its scene.
    pub scene: usize,
    /// Its words in [`Prose::words`].
    pub words: Range<usize>,
}

/// All the prose of a story.
#[derive(Debug, Default)]
pub(super) struct Prose<'a> {
    /// Every word in order.
    pub words: Vec<Word<'a>>,
    /// Every piece in order.
    pub pieces: Vec<Piece>,
}

impl<'a> Prose<'a> {
    /// Adds the words of `span` of `text` as the next piece.
    pub(super) fn push(&mut self, text: &'a str, span: Span, place: Place) {
        let start = self.words.len();
        read_words(span.of(text), span.start, &mut self.words);
        let Place { speech, continues, paragraph, scene } = place;
        let asks = span.of(text).trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?');
        self.pieces.push(Piece {
            span,
            asks,
            speech,
            continues,
            paragraph,
            scene,
            words: start..self.words.len(),
        });
    }

    /// The words of `range`; none for a range outside.
    pub(super) fn slice(&self, range: Range<usize>) -> &[Word<'a>] {
        self.words.get(range).unwrap_or_default()
    }

    /// The ranges of the sentences of `range`.
    pub(super) fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = range.start;
        for (at, word) in (range.start..).zip(self.slice(range.clone())) {
            if word.after == Break::Stop {
                sentences.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < range.end {
            sentences.push(start..range.end);
        }
        sentences
    }
}

/// Where a piece stands and what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// As in [`Piece`].
    pub speech: bool,
    /// As in [`Piece`].
    pub continues: bool,
    /// As in [`Piece`].
    pub paragraph: usize,
    /// As in [`Piece`].
    pub scene: usize,
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "capt", "cdr", "cmdr", "col", "dr", "ens", "gen", "lieut", "lt", "mlle", "mme", "mr", "mrs", "ms",
    "prof", "rev", "sgt", "st",
];

/// Words whose `'s` is a verb.
const CONTRACTED: &[&str] =
    &["he", "here", "how", "it", "let", "she", "that", "there", "what", "when", "where", "who", "why"];

fn read_words<'a>(text: &'a str, offset: usize, words: &mut Vec<Word<'a>>) {
    let first = words.len();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(char::is_alphanumeric)) {
        let start = at + found;
        mark_break(text.get(at..start).unwrap_or_default(), words, first);
        let len = word_len(text.get(start..).unwrap_or_default());
        at = start + len;
        push_word(text, start, at, offset, words, first);
    }
    mark_break(text.get(at..).unwrap_or_default(), words, first);
    settle_sentences(words.get_mut(first..).unwrap_or_default());
}

fn push_word<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    offset: usize,
    words: &mut Vec<Word<'a>>,
    first: usize,
) {
    let whole = text.get(start..end).unwrap_or_default();
    // Where a file lost its apostrophes, a lone `s` after a word is what is left of `'s`.
    if matches!(whole, "s" | "S") && words.len() > first {
        if let Some(last) = words.last_mut() {
            last.possessive = true;
        }
        return;
    }
    let (base, mut possessive) = without_possessive(whole);
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    possessive |= base.ends_with('s') && next.is_some_and(is_apostrophe);
    let lower = lower(base);
    let senses = Senses::of(&lower);
    let start = offset + start;
    words.push(Word { text: base, lower, senses, start, possessive, begins: false, after: Break::None });
}

fn without_possessive(word: &str) -> (&str, bool) {
    let base = word.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe));
    match base {
        Some(base) if !CONTRACTED.contains(&base.to_lowercase().as_str()) => (base, true),
        _ => (word, false),
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'' || byte == b'-') {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace(is_apostrophe, "'"))
    }
}

/// The length of the word that `text` begins with: letters and digits, with apostrophes and hyphens
/// inside it. Two hyphens are a dash.
fn word_len(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let joined = (character == '-' || is_apostrophe(character))
            && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !character.is_alphanumeric() && !joined {
            return at;
        }
    }
    text.len()
}

fn mark_break(between: &str, words: &mut [Word], first: usize) {
    let is_abbreviated = |word: &Word| {
        ABBREVIATIONS.contains(&word.lower.as_ref())
            || word.text.len() == 1 && word.is_capital() && word.text != "I"
    };
    let Some(word) = words.get_mut(first..).and_then(<[Word]>::last_mut) else { return };
    let mut found = Break::None;
    let mut previous = ' ';
    for character in between.chars() {
        found = found.max(match character {
            '.' if is_abbreviated(word) => Break::None,
            '.' | '!' | '?' | '…' => Break::Stop,
            ':' | ';' => Break::Colon,
            '–' | '—' | '―' => Break::Dash,
            '-' if previous == '-' || previous == ' ' => Break::Dash,
            ',' | '(' | ')' | '[' | ']' => Break::Comma,
            _ => Break::None,
        });
        previous = character;
    }
    word.after = found;
}

/// A stop before a small letter ends no sentence: `What! she thought`.
fn settle_sentences(words: &mut [Word]) {
    let mut begins = true;
    let capitals: Vec<bool> = words.iter().skip(1).map(Word::is_capital).chain([true]).collect();
    for (word, capital_next) in words.iter_mut().zip(capitals) {
        word.begins = begins;
        if word.after == Break::Stop && !capital_next {
            word.after = Break::Comma;
        }
        begins = word.after == Break::Stop;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Prose<'_> {
        let mut prose = Prose::default();
        let place = Place { speech: false, continues: false, paragraph: 0, scene: 0 };
        prose.push(text, Span::new(0, text.len()), place);
        prose
    }

    #[test]
    fn sentences_end_where_they_end() {
        let prose = read("Mr. Orrin rowed. What! she thought. Maren's oar broke--twice");
        let sentences: Vec<Vec<&str>> = prose
            .sentences(0..prose.words.len())
            .into_iter()
            .map(|s| prose.slice(s).iter().map(|w| w.text).collect())
            .collect();
        assert_eq!(
            sentences,
            [
                vec!["Mr", "Orrin", "rowed"],
                vec!["What", "she", "thought"],
                vec!["Maren", "oar", "broke", "twice"]
            ]
        );
        assert!(prose.words[6].possessive && prose.words[6].begins);
        assert_eq!(prose.words[8].after, Break::Dash);
    }

    #[test]
    fn possessives_are_told_from_contractions() {
        for (text, base, possessive) in [
            ("Maren’s", "Maren", true),
            ("Joris' ", "Joris", true),
            ("he's", "he's", false),
            ("T'Vel", "T'Vel", false),
        ] {
            let prose = read(text);
            assert_eq!((prose.words[0].text, prose.words[0].possessive), (base, possessive), "{text}");
        }
    }
}

//! What a word is, and when two words are the same one.
//!
//! The documents of an episode spell the same speech differently: `Mister`/`Mr.`, `realise`/
//! `realize`, `seventy five`/`75`. [`keys`] folds all of that into comparable tokens, each with the
//! span it came from.

use std::borrow::Cow;

use super::clean::is_stand_in;
use super::fold::fold;
use super::span::Span;
use super::spelling;

/// One comparable token and the stretch of text it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word as it compares: folded, in one spelling, numbers as words.
    pub key: String,
    /// Where it stands, bytes of the text it was cut from.
    pub span: Span,
}

/// The words of `text`: runs of letters and digits with apostrophes inside them.
///
/// A hyphen ends a word, an apostrophe does so only where no letter follows. Stand-ins for hidden
/// characters are part of the word around them.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + word_start(&text[at..])?;
        at = start + word_len(&text[start..]);
        Some(Span::new(start, at))
    })
}

/// Which bytes are letters and digits of plain text.
const LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut at = 0;
    while at < letters.len() {
        letters[at] = (at as u8).is_ascii_alphanumeric();
        at += 1;
    }
    letters
};

/// Hands the [`words`] of `text`, which is plain ASCII, to `put`, in order and fast: an index is made of millions of
/// them.
pub(crate) fn plain_words(text: &str, mut put: impl FnMut(Span)) {
    let bytes = text.as_bytes();
    let is_letter = |byte: &u8| LETTERS.get(usize::from(*byte)).copied().unwrap_or_default();
    let rest = |from: usize| bytes.get(from..).unwrap_or_default().iter();
    let letters = |from: usize| rest(from).position(|byte| !is_letter(byte)).unwrap_or(bytes.len() - from);
    let mut at = 0;
    while let Some(gap) = rest(at).position(is_letter) {
        let start = at + gap;
        at = start + letters(start);
        // An apostrophe is inside where a letter follows.
        while bytes.get(at) == Some(&b'\'') && bytes.get(at + 1).is_some_and(is_letter) {
            at += 1;
            at += letters(at);
        }
        put(Span::new(start, at));
    }
}

#[inline]
fn word_start(text: &str) -> Option<usize> {
    let plain = text.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    if text.as_bytes().get(plain).is_some_and(u8::is_ascii) {
        return Some(plain);
    }
    text[plain..].find(char::is_alphanumeric).map(|more| plain + more)
}

#[inline]
fn word_len(text: &str) -> usize {
    // Most words are plain, and what ends them is.
    let bytes = text.as_bytes();
    let is_plain = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut plain = 0;
    while is_plain(plain) || bytes.get(plain) == Some(&b'\'') && is_plain(plain + 1) {
        plain += 1;
    }
    let behind = if bytes.get(plain) == Some(&b'\'') { plain + 1 } else { plain };
    if bytes.get(behind).is_none_or(u8::is_ascii) { plain } else { accented_len(text) }
}

/// The length of the word that `text`, whatever its letters are, begins with.
fn accented_len(text: &str) -> usize {
    let (mut length, mut apostrophe) = (0, false);
    for (at, character) in text.char_indices().filter(|(_, character)| !is_stand_in(*character)) {
        if character.is_alphanumeric() || is_mark(character) && !apostrophe {
            length = at + character.len_utf8();
            apostrophe = false;
        } else if is_apostrophe(character) && !apostrophe {
            apostrophe = true;
        } else {
            break;
        }
    }
    length
}

fn is_mark(character: char) -> bool {
    !character.is_ascii() && unicode_normalization::char::is_combining_mark(character)
}

/// Whether `text` has letters of a writing that puts no spaces between words: of East Asia but Korea, of Southeast
/// Asia (the ideographs and complex-context letters of [UAX #14](https://www.unicode.org/reports/tr14/)).
pub fn is_unspaced(text: &str) -> bool {
    let is_of_it = |c: char| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}'
            | '\u{20000}'..='\u{3ffff}')
    };
    text.chars().any(|c| c.is_alphabetic() && is_of_it(c))
}

/// Whether `character` is one of the shapes an apostrophe has in files.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}')
}

/// The comparable tokens of `text`, in order. A number of up to six digits gives its words, each
/// with the span of the whole number.
pub fn keys(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for span in words(text) {
        keys_of_word(span.of(text), |key| tokens.push(Token { key: key.to_owned(), span }));
    }
    tokens
}

/// Hands what `word`, one of the [`words`] of a text, compares as to `put`: one word, or several for a number.
pub fn keys_of_word(word: &str, mut put: impl FnMut(&str)) {
    let plain = word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'\''));
    let folded = if plain { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) };
    if folded.len() <= 6 && folded.bytes().all(|byte| byte.is_ascii_digit()) {
        spelling::number_words(&folded, &mut put);
    } else {
        put(&spelling::one_spelling(&folded));
    }
}

/// Only the keys of [`keys`].
pub fn key_words(text: &str) -> Vec<String> {
    keys(text).into_iter().map(|token| token.key).collect()
}

/// How many words `text` has, as a person would count them.
pub fn count(text: &str) -> usize {
    if !text.is_ascii() {
        return words(text).count();
    }
    let (mut count, mut inside) = (0, false);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let goes_on = byte == b'\'' && inside && bytes.peek().is_some_and(u8::is_ascii_alphanumeric);
        let is_word = byte.is_ascii_alphanumeric();
        count += usize::from(is_word && !inside);
        inside = is_word || goes_on;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<&str> {
        words(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_keep_inner_apostrophes_and_split_at_hyphens() {
        assert_eq!(
            shown("Don't—it's off-line, y'all' 'tis"),
            ["Don't", "it's", "off", "line", "y'all", "tis"]
        );
        assert_eq!(shown("n\u{fffd}ot 7 5"), ["n\u{fffd}ot", "7", "5"]);
        assert_eq!(
            shown("\u{fffd}n\u{fffd}\u{fffd}o\u{b7}\u{b7}t\u{fffd}. do\u{fffd}n'\u{fffd}t a · b"),
            ["n\u{fffd}\u{fffd}o\u{b7}\u{b7}t", "do\u{fffd}n'\u{fffd}t", "a", "b"]
        );
        assert!(shown("... --").is_empty());
    }

    proptest! {
        #[test]
        fn as_many_are_counted_as_there_are(text in "[a-cA-C0-2' .’é\u{fffd}·-]{0,40}|[a-b' .]{0,20}") {
            prop_assert_eq!(count(&text), words(&text).count());
        }

        #[test]
        fn what_is_hidden_in_words_neither_parts_nor_joins_them(text in "[a-c0-2' .’é\u{301}\u{fffd}·-]{0,40}") {
            let told: String = text.chars().filter(|c| !is_stand_in(*c)).collect();
            let folded = |text: &str| words(text).map(|word| fold(word.of(text))).collect::<Vec<_>>();
            prop_assert_eq!(folded(&text), folded(&told));
        }
    }

    #[test]
    fn spellings_meet() {
        assert_eq!(key_words("Mister Kim realised"), key_words("Mr. Kim realized"));
        assert_eq!(key_words("seventy five grams"), key_words("75 grams"));
    }
}

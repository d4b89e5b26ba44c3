//! What compares equal: case, accents, ligatures and the shapes of quotes and dashes are folded away.
//!
//! Searching and aligning happen on folded text; what is shown is the original. [`Folded`] keeps
//! the way back, so that a match found in one can be lit in the other.

use unicode_normalization::UnicodeNormalization;

use super::clean::is_stand_in;
use super::span::Span;

/// `text` folded: lower case, no accents, straight quotes, plain dashes, no replacement characters.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let folded = text.to_ascii_lowercase();
        return if folded.contains('`') { folded.replace('`', "'") } else { folded };
    }
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|character| fold_char(character, |c| folded.push(c)));
    folded
}

/// Hands each character that `character` folds to (none, one or several) to `put`.
pub fn fold_char(character: char, mut put: impl FnMut(char)) {
    match character {
        '`' => put('\''),
        '\0'..='\u{7f}' => put(character.to_ascii_lowercase()),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' => put('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => put('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => put('-'),
        '\u{2026}' => "...".chars().for_each(put),
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => put(' '),
        'æ' | 'Æ' => "ae".chars().for_each(put),
        'œ' | 'Œ' => "oe".chars().for_each(put),
        'ß' => "ss".chars().for_each(put),
        'ø' | 'Ø' => put('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => put('d'),
        'ł' | 'Ł' => put('l'),
        'þ' | 'Þ' => "th".chars().for_each(put),
        // The stand-ins for hidden characters must not hide the word around them from a search.
        hidden if is_stand_in(hidden) => {}
        other => other
            .nfkd()
            .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .for_each(put),
    }
}

/// Folded text with the way back to the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of the folded text the start of the original character it came from; one
    /// more entry at the end, the original's length.
    origin: Vec<usize>,
    original_len: usize,
}

impl Folded {
    /// Folds `original`.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        for (at, character) in original.char_indices() {
            fold_char(character, |folded| {
                text.push(folded);
                origin.resize(text.len(), at);
            });
        }
        origin.push(original.len());
        Self { text, origin, original_len: original.len() }
    }

    /// The stretch of the original that the folded bytes `[start, end)` came from, whole characters.
    pub fn to_original(&self, folded: Span) -> Span {
        let place = |at: usize| self.origin.get(at).copied().unwrap_or(self.original_len);
        let start = place(folded.start);
        let last = place(folded.end.saturating_sub(1));
        let end = self.origin[folded.end.min(self.origin.len() - 1)..]
            .iter()
            .copied()
            .find(|origin| *origin > last)
            .unwrap_or(self.original_len);
        if folded.is_empty() { Span::new(start, start) } else { Span::new(start, end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_quotes_are_one() {
        assert_eq!(fold("L’Éclair"), fold("l'eclair"));
        assert_eq!(fold("n\u{fffd}o\u{b7}\u{b7}t"), "not");
        assert_eq!(fold("Œuvre — Straße"), "oeuvre - strasse");
    }

    #[test]
    fn the_way_back_covers_whole_characters() {
        let original = "Eh… Café!";
        let folded = Folded::new(original);
        let at = folded.text.find("cafe").expect("folded word");
        assert_eq!(folded.to_original(Span::new(at, at + 4)).of(original), "Café");
        let dots = folded.text.find("...").expect("dots");
        assert_eq!(folded.to_original(Span::new(dots + 1, dots + 2)).of(original), "…");
    }

    proptest! {
        #[test]
        fn every_folded_span_has_an_original(text in any::<String>(), a in 0usize..40, b in 0usize..40) {
            let folded = Folded::new(&text);
            prop_assert_eq!(&folded.text, &fold(&text));
            let span = folded.to_original(Span::new(a.min(b), a.max(b)));
            prop_assert!(text.get(span.start..span.end).is_some());
        }
    }
}

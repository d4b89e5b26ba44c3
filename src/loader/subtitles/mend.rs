//! Mends what a scanner misread, word by word: by the line of the script that a cue was aligned with,
//! by the words of the other documents, then by the shape of English words.

use std::borrow::Cow;

use crate::text::span::Span;
use crate::text::tokens::{is_apostrophe, words};

use super::confusable::{is_suspect, may_stand_for};
use super::lexicon::{Lexicon, capitalised};
use super::shape;

/// What is known when words are mended.
pub(super) struct Mending<'a> {
    /// The words of the episode's other documents.
    pub(super) lexicon: &'a Lexicon,
    /// Whether the document shows that it was scanned: then words too whose shape is not wrong may be
    /// (`AI`, `III`), and capitals may be lost.
    pub(super) scanned: bool,
}

impl Mending<'_> {
    /// `text` with its words mended. `aligned` gives the word of the script that a word of `text`, told
    /// by its span, was aligned with; `begins` says that the text begins a sentence.
    pub(super) fn text<'s>(
        &self,
        text: &str,
        begins: bool,
        aligned: impl Fn(Span) -> Option<&'s str>,
    ) -> String {
        let mut mended = String::with_capacity(text.len());
        let mut end = 0;
        for span in words(text) {
            let between = text.get(end..span.start).unwrap_or_default();
            let opens = if end == 0 { begins } else { ends_sentence(between) };
            mended.push_str(between);
            let after_apostrophe = between.ends_with(is_apostrophe);
            let word = self.letters(span.of(text), after_apostrophe, || aligned(span));
            mended.push_str(&self.capital(word, opens && !after_apostrophe));
            end = span.end;
        }
        mended.push_str(text.get(end..).unwrap_or_default());
        mended
    }

    /// `word` with I and l as they were meant. Most words need no look at what they are aligned with.
    fn letters<'w, 's>(
        &self,
        word: &'w str,
        after_apostrophe: bool,
        aligned: impl FnOnce() -> Option<&'s str>,
    ) -> Cow<'w, str> {
        if !is_suspect(word) {
            return word.into();
        }
        let by_shape = shape::mended(word, after_apostrophe);
        if by_shape == word && !self.scanned {
            return by_shape.into();
        }
        if let Some(meant) = aligned().and_then(|aligned| in_case_of(word, aligned)) {
            return meant.into();
        }
        if self.lexicon.has(word) {
            return word.into();
        }
        match self.lexicon.meant(word) {
            Some(meant) if !after_apostrophe => meant.to_owned().into(),
            _ => self.by_parts(word).unwrap_or(by_shape).into(),
        }
    }

    /// `CuIIuh's`: the name by the lexicon, what follows its apostrophe by shape.
    fn by_parts(&self, word: &str) -> Option<String> {
        let (stem, clitic) = word.rfind(is_apostrophe).map(|at| word.split_at(at))?;
        let stem = self.lexicon.meant(stem)?;
        let mark = clitic.chars().next()?;
        Some(format!("{stem}{mark}{}", shape::mended(&clitic[mark.len_utf8()..], true)))
    }

    /// `word` with the capital that it lost: at the beginning of a sentence, and in a name.
    fn capital<'w>(&self, word: Cow<'w, str>, opens: bool) -> Cow<'w, str> {
        let lost = self.scanned && word.starts_with(char::is_lowercase);
        if lost && (opens || self.lexicon.is_name(&word)) { capitalised(&word).into() } else { word }
    }
}

/// `word` with the letters of `aligned`, the script's word for it, where only what looks alike differs;
/// the first letter may differ in case.
fn in_case_of(word: &str, aligned: &str) -> Option<String> {
    let lower = aligned.to_lowercase();
    let candidates = [aligned.to_owned(), capitalised(&lower), lower];
    candidates.into_iter().find(|candidate| may_stand_for(word, candidate))
}

/// Whether `text` ends a sentence, closing quotes and brackets aside. Dots that trail off do not.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || is_quote(c));
    let before = end.trim_end_matches(['.', '?', '!', '…']);
    let marks = &end[before.len()..];
    !marks.is_empty() && !marks.contains("..") && !marks.contains('…')
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '(' | ')' | '[' | ']') || is_apostrophe(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, known: &str, scanned: bool) -> String {
        let mut lexicon = Lexicon::default();
        lexicon.learn([known]);
        Mending { lexicon: &lexicon, scanned }.text(text, true, |_| None)
    }

    #[test]
    fn the_words_of_other_documents_decide() {
        for (seen, known, meant) in [
            ("AI is here", "the AI said", "AI is here"),
            ("AI is here", "", "AI is here"),
            ("McIntyre of MI6, part III, and Ilia", "", "McIntyre of MI6, part III, and Ilia"),
            ("AI is here", "old Al said", "Al is here"),
            ("Ask ElIa for Ianterns", "Ella lanterns", "Ask Ella for lanterns"),
            ("TeII MeIKa's crew", "MelKa", "Tell MelKa's crew"),
            ("The ZorbIx", "a ZorbIx hums", "The ZorbIx"),
            ("ClA and lDIC", "CIA IDIC", "CIA and IDIC"),
            ("We'II go , I'II wait", "", "We'll go , I'll wait"),
            ("'II do", "", "'ll do"),
        ] {
            assert_eq!(mended(seen, known, true), meant, "knowing {known:?}");
        }
    }

    #[test]
    fn where_nothing_was_scanned_only_impossible_words_are_mended() {
        for (seen, known, meant) in [
            ("AI is here", "old Al said", "AI is here"),
            ("Part III.", "Ill", "Part III."),
            ("a Iantern", "", "a lantern"),
            ("maren came. she left.", "Maren", "maren came. she left."),
        ] {
            assert_eq!(mended(seen, known, false), meant, "knowing {known:?}");
        }
    }

    #[test]
    fn sentences_begin_with_a_capital_again() {
        assert_eq!(
            mended("the bell . then? \"so\" it... was", "", true),
            "The bell . Then? \"So\" it... was"
        );
    }

    #[test]
    fn the_line_of_the_script_decides_before_the_rest() {
        let lexicon = Lexicon::default();
        let mending = Mending { lexicon: &lexicon, scanned: true };
        for (seen, aligned, meant) in [
            ("III", "Ill", "Ill"),
            ("AI", "Al", "Al"),
            ("It", "it", "It"),
            ("Ione", "lone", "lone"),
            ("Ion", "ion", "Ion"),
        ] {
            assert_eq!(mending.text(seen, false, |_| Some(aligned)), meant);
        }
    }
}

//! Puts together what a tokeniser took apart: `don 't`, `Captain .`, `7 5 milligrams`, `do- - the`.
//!
//! Only the space between tokens changes here; what a letter was is the business of mending.

use crate::text::tokens::is_apostrophe;

/// What follows an apostrophe where a word goes on, scanning faults of it included.
const CLITICS: &[&str] =
    &["s", "t", "d", "ll", "ii", "il", "li", "re", "ve", "m", "am", "all", "er", "clock", "know", "ya"];

/// Words that begin with an apostrophe by themselves.
const ELIDED: &[&str] = &[
    "bout", "cause", "cept", "cos", "cuz", "em", "fraid", "gainst", "kay", "n", "neath", "nough", "nuff",
    "round", "scuse", "til", "till", "tis", "twas", "tween", "twere",
];

/// How a text is to be put together.
pub(super) struct Joining<'a> {
    /// Whether every mark stands apart from its word. Otherwise only what is wrong in any English
    /// text is joined: clitics, broken dashes, and numbers that the script has as one.
    pub(super) tokenised: bool,
    /// Whether the script knows a number of these digits.
    pub(super) knows_number: &'a dyn Fn(&str) -> bool,
}

impl Joining<'_> {
    /// `text` with clitics, punctuation, quotes and numbers put back to their words.
    pub(super) fn join(&self, text: &str) -> String {
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let mut joined = String::with_capacity(text.len());
        let mut quote_open = false;
        let mut glued = true;
        for (at, token) in tokens.iter().enumerate() {
            let after = tokens.get(at + 1..).unwrap_or_default();
            if *token == "-" && joined.ends_with('-') {
                mend_dash(&mut joined);
                glued = false;
                continue;
            }
            let is_quote = self.tokenised && matches!(*token, "\"" | "''" | "``");
            let closes_quote = is_quote && quote_open;
            quote_open ^= is_quote;
            if !(glued || closes_quote || self.goes_on(&joined, token, after)) {
                joined.push(' ');
            }
            joined.push_str(token);
            glued = self.tokenised && (is_quote && quote_open || opens(token));
        }
        joined
    }

    /// Whether `token` belongs to the end of `joined` without a space.
    fn goes_on(&self, joined: &str, token: &str, after: &[&str]) -> bool {
        self.is_clitic(joined, token, after)
            || self.tokenised && closes(joined, token)
            || self.is_rest_of_number(joined, token, after)
    }

    /// `'t` after `don`, `n't` after `do`, `'Brien` after `O`.
    fn is_clitic(&self, joined: &str, token: &str, after: &[&str]) -> bool {
        let has_mark = token.contains(is_apostrophe);
        if !has_mark || !joined.ends_with(char::is_alphanumeric) {
            return false;
        }
        let lower = token.to_lowercase();
        if matches!(lower.as_str(), "n't" | "n’t") {
            return true;
        }
        let Some(rest) = lower.strip_prefix(is_apostrophe) else { return false };
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if CLITICS.contains(&word) {
            return true;
        }
        // A later apostrophe by itself closes a quotation that this one opens.
        let quotes = || after.iter().any(|token| token.chars().all(is_apostrophe));
        let may_end_with_apostrophe = || joined.to_lowercase().ends_with(['s', 'n']);
        let is_elided = || ELIDED.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit());
        let fits = if word.is_empty() { may_end_with_apostrophe() } else { !is_elided() };
        self.tokenised && fits && !quotes()
    }

    /// `5 milligrams` after `7`: digits of which the script knows the whole, or which count what
    /// follows; `000` after `10,`; `30` after `5:`.
    fn is_rest_of_number(&self, joined: &str, token: &str, after: &[&str]) -> bool {
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let is_digit = |c: char| c.is_ascii_digit();
        let before = joined.rsplit(' ').next().unwrap_or_default();
        if self.tokenised && before.starts_with(is_digit) {
            let thousands = before.ends_with(',') && token.len() == 3;
            let minutes = before.ends_with(':') && token.len() == 2;
            if thousands || minutes {
                return true;
            }
        }
        if before.is_empty() || !before.chars().all(is_digit) {
            return false;
        }
        let whole = format!("{before}{token}");
        let counts = || after.first().is_some_and(|next| next.starts_with(char::is_lowercase));
        (self.knows_number)(&whole) || self.tokenised && whole.len() <= 3 && counts()
    }
}

/// `do-` before a second hyphen: a dash stands between words, with space around it.
fn mend_dash(joined: &mut String) {
    joined.pop();
    let apart = joined.is_empty() || joined.ends_with(' ');
    joined.push_str(if apart { "--" } else { " --" });
}

/// Whether `token` is punctuation that stands at the end of what is before it.
fn closes(joined: &str, token: &str) -> bool {
    let mark = |c: char| matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '…' | ')' | ']' | '}' | '%' | '”');
    !joined.ends_with('-') && token.chars().all(mark)
}

/// Whether `token` stands at the beginning of what comes after it.
fn opens(token: &str) -> bool {
    matches!(token, "(" | "[" | "{" | "“" | "$" | "£" | "€" | "#" | "¿" | "¡")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn joined(text: &str, tokenised: bool) -> String {
        Joining { tokenised, knows_number: &|digits| digits == "4117" }.join(text)
    }

    #[test]
    fn tokens_find_their_words_again() {
        for (apart, together) in [
            ("I don 't know , Orrin .", "I don't know, Orrin."),
            ("We 'd wait ... here .", "We'd wait... here."),
            ("do n't you ?!", "don't you?!"),
            ("'Tis O 'Hanlon , ma 'am .", "'Tis O'Hanlon, ma'am."),
            ("Get 'em , boys , like in the '60s .", "Get 'em, boys, like in the '60s."),
            ("I hear a \" but \" coming .", "I hear a \"but\" coming."),
            ("He said 'go on ' , and went .", "He said 'go on', and went."),
            ("It is the keepers ' watch .", "It is the keepers' watch."),
            ("the tide- - it turns", "the tide -- it turns"),
            ("- Hey . - What ?", "- Hey. - What?"),
            ("( whispers ) Now .", "(whispers) Now."),
            ("7 5 fathoms , not 10 , 000 .", "75 fathoms, not 10,000."),
            ("at 5 : 30 , berth 41 17 .", "at 5:30, berth 4117."),
            ("one , 2 3 .", "one, 2 3."),
        ] {
            assert_eq!(joined(apart, true), together);
        }
    }

    #[test]
    fn a_text_that_was_not_taken_apart_stays() {
        for text in ["He said 'go on' and went.", "5 7 men", "Wait ... what?", "... and so", "a - b -- c"] {
            assert_eq!(joined(text, false), text);
        }
        assert_eq!(joined("I 'II go , don 't you", false), "I'II go , don't you");
    }

    proptest! {
        #[test]
        fn nothing_but_space_and_dashes_changes(text in "[a-zA-Z0-9 '.,\"-]{0,60}", tokenised: bool) {
            let bare = |text: &str| text.replace([' ', '-'], "");
            prop_assert_eq!(bare(&joined(&text, tokenised)), bare(&text));
        }

        #[test]
        fn any_text_is_joined(text in any::<String>(), tokenised: bool) {
            joined(&text, tokenised);
        }
    }
}

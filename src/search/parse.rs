//! From what was typed to a [`Query`].
//!
//! A superset of fzf's extended syntax in which no sign changes its meaning: terms are separated by
//! white space and all must answer; `|` with space around it joins alternatives. As one types, most
//! texts are not finished: a term that says nothing yet is left out with a [`Problem`], not an error.

use std::ops::Range;

use crate::text::clean::clean_line;
use crate::text::flow::beginning;
use crate::text::fold::fold;
use crate::text::tokens::is_unspaced;

use super::lines;
use super::query::{Atom, Field, Needle, Problem, Query, Term};

/// How much of what was typed is read, bytes, and how many terms: more than any line has words. A document that
/// was pasted by mistake is no query.
const LONGEST: usize = 4096;
const MOST_TERMS: usize = 200;

/// Reads `text`.
pub(super) fn parse(text: &str) -> Query {
    let read = beginning(text, LONGEST);
    let mut parser = Parser { text: read, at: 0, query: Query::default(), or: None };
    let mut terms = 0;
    while terms < MOST_TERMS && parser.skip_space() {
        parser.term();
        terms += 1;
    }
    if parser.at < read.len() || read.len() < text.len() {
        let message = "too much to search for; what comes before this is searched for";
        parser.problem(parser.at..text.len(), message.to_owned());
    }
    if let Some(bar) = parser.or.take() {
        parser.problem(bar, "`|` needs a term after it".to_owned());
    }
    parser.query
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    query: Query,
    /// A `|` that waits for its second alternative.
    or: Option<Range<usize>>,
}

/// A term's text with the escapes undone.
#[derive(Debug, Default)]
struct Raw {
    text: String,
    /// Which bytes of `text` were escaped, and so are no signs.
    literal: Vec<bool>,
}

impl Raw {
    fn push(&mut self, character: char, literal: bool) {
        self.text.push(character);
        self.literal.resize(self.text.len(), literal);
    }

    /// Takes `sign` off the front, unless it was escaped.
    fn strip_front(&mut self, sign: char) -> bool {
        let is_sign = self.text.starts_with(sign) && self.literal.first() == Some(&false);
        if is_sign {
            self.text.drain(..sign.len_utf8());
            self.literal.drain(..sign.len_utf8());
        }
        is_sign
    }

    /// Takes `sign` off the back, unless it was escaped.
    fn strip_back(&mut self, sign: char) -> bool {
        let is_sign = self.text.ends_with(sign) && self.literal.last() == Some(&false);
        if is_sign {
            self.text.truncate(self.text.len() - sign.len_utf8());
            self.literal.truncate(self.text.len());
        }
        is_sign
    }
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes to the next term; false at the end.
    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.text.len()
    }

    fn take(&mut self, sign: char) -> bool {
        let taken = self.rest().starts_with(sign);
        if taken {
            self.at += sign.len_utf8();
        }
        taken
    }

    fn problem(&mut self, span: Range<usize>, message: String) {
        self.query.problems.push(Problem { span, message });
    }

    fn term(&mut self) {
        let start = self.at;
        if self.is_bar() {
            self.at += 1;
            return self.bar(start);
        }
        let mut negated = false;
        while self.take('!') {
            negated = !negated;
        }
        let atom = match self.rest().chars().next() {
            Some('@') => self.named(Field::Speaker),
            Some('#') => self.named(Field::Scene),
            Some('%') => self.percent(),
            Some(sign) if is_double_quote(sign) => self.quoted().map(|raw| Ok(phrase_atom(raw))),
            _ => {
                let raw = self.raw();
                (!raw.text.is_empty()).then(|| Ok(word_atom(raw)))
            }
        };
        self.keep(start, negated, atom);
    }

    fn is_bar(&self) -> bool {
        self.rest().strip_prefix('|').is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace))
    }

    fn bar(&mut self, start: usize) {
        if self.query.groups.is_empty() || self.or.is_some() {
            self.problem(start..self.at, "`|` needs a term before it".to_owned());
        } else {
            self.or = Some(start..self.at);
        }
    }

    /// Adds what was read from `start` to the query, or says why not.
    fn keep(&mut self, start: usize, negated: bool, atom: Option<Result<Atom, String>>) {
        let span = start..self.at;
        let said = self.text.get(span.clone()).unwrap_or_default();
        let atom = match atom {
            Some(Ok(atom)) if !says_nothing(&atom) => atom,
            Some(Err(message)) => return self.drop_term(span, message),
            _ => {
                return self
                    .drop_term(span, format!("`{}` says nothing to search for yet", clean_line(said)));
            }
        };
        let term = Term { negated, atom, span };
        match self.query.groups.last_mut() {
            Some(group) if self.or.take().is_some() => group.push(term),
            _ => self.query.groups.push(vec![term]),
        }
    }

    /// Leaves a term out, and the `|` before it with it.
    fn drop_term(&mut self, span: Range<usize>, message: String) {
        self.or = None;
        self.problem(span, message);
    }

    /// `@name` or `#name` at the cursor.
    fn named(&mut self, field: Field) -> Option<Result<Atom, String>> {
        self.at += 1;
        let value = self.value();
        (!value.is_empty()).then(|| Ok(Atom::Filter(field, fold(&value))))
    }

    /// `%field value`, `%field:value` or `%field=value` at the cursor.
    fn percent(&mut self) -> Option<Result<Atom, String>> {
        self.at += 1;
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let name = fold(rest.get(..length).unwrap_or_default());
        self.at += length;
        let field = match field(&name) {
            Ok(field) => field,
            Err(message) => {
                self.raw();
                return Some(Err(message));
            }
        };
        if !self.take(':') && !self.take('=') {
            self.skip_space();
        }
        let value = fold(&self.value());
        if value.is_empty() {
            return Some(Err(format!("`%{}` needs a value after it", field.name())));
        }
        Some(known_value(field, value).map(|value| Atom::Filter(field, value)))
    }

    /// The value of a field: a term or something in quotation marks.
    fn value(&mut self) -> String {
        match self.rest().chars().next() {
            Some(sign) if is_double_quote(sign) => self.quoted().map(|raw| raw.text).unwrap_or_default(),
            _ => self.raw().text,
        }
    }

    /// Everything up to the next white space that is not escaped.
    fn raw(&mut self) -> Raw {
        let mut raw = Raw::default();
        let mut characters = self.rest().char_indices();
        let start = self.at;
        self.at = self.text.len();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some((_, escaped)) => raw.push(escaped, true),
                    None => raw.push('\\', true),
                },
                space if space.is_whitespace() => {
                    self.at = start + at;
                    break;
                }
                other => raw.push(other, false),
            }
        }
        raw
    }

    /// Something in quotation marks at the cursor; without the closing one, the rest of the query.
    fn quoted(&mut self) -> Option<Raw> {
        let start = self.at;
        let mut raw = Raw::default();
        let mut characters = self.rest().char_indices().skip(1);
        self.at = self.text.len();
        let mut closed = false;
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => raw.push(characters.next().map_or('\\', |(_, escaped)| escaped), true),
                quote if is_double_quote(quote) => {
                    self.at = start + at + quote.len_utf8();
                    closed = true;
                    break;
                }
                other => raw.push(other, false),
            }
        }
        if !closed {
            self.problem(start..self.at, "the quotation mark is not closed".to_owned());
        }
        (!raw.text.trim().is_empty()).then_some(raw)
    }
}

fn is_double_quote(sign: char) -> bool {
    matches!(sign, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

fn says_nothing(atom: &Atom) -> bool {
    match atom {
        Atom::Plain(needle) | Atom::Phrase(needle) | Atom::Whole(needle) => needle.keys.is_empty(),
        Atom::Letters { folded, .. } | Atom::Loose(folded) => folded.trim().is_empty(),
        Atom::Filter(_, value) => value.trim().is_empty(),
    }
}

/// The atom of what stands in quotation marks.
fn phrase_atom(raw: Raw) -> Atom {
    if is_unspaced(&raw.text) { anchored(raw, false) } else { Atom::Phrase(Needle::new(&raw.text)) }
}

/// The atom of a term that is no filter and no phrase.
fn word_atom(mut raw: Raw) -> Atom {
    for apostrophe in ['\'', '\u{2018}', '\u{2019}'] {
        if raw.strip_front(apostrophe) {
            return if raw.text.chars().count() > 1 && (raw.strip_back('\'') || raw.strip_back('\u{2019}')) {
                Atom::Whole(Needle::new(&raw.text))
            } else {
                anchored(raw, false)
            };
        }
    }
    if raw.strip_front('~') {
        return Atom::Loose(fold(&raw.text));
    }
    let start = raw.strip_front('^');
    let end = raw.text.len() > 1 && raw.strip_back('$');
    if start || end {
        return Atom::Letters { folded: fold(&raw.text), start, end };
    }
    let needle = Needle::new(&raw.text);
    match needle.keys.len() {
        // Nothing in it is a word: the signs themselves are looked for.
        0 => anchored(raw, false),
        // Where no spaces stand between words, a word is letters somewhere in a line.
        _ if is_unspaced(&raw.text) => anchored(raw, false),
        _ => Atom::Plain(needle),
    }
}

fn anchored(raw: Raw, start: bool) -> Atom {
    Atom::Letters { folded: fold(&raw.text), start, end: false }
}

/// The field that `name` begins, where it begins one alone.
fn field(name: &str) -> Result<Field, String> {
    let names = || Field::ALL.into_iter().filter(|field| field.name().starts_with(name));
    if let Some(field) = names().find(|field| field.name() == name) {
        return Ok(field);
    }
    let list = |fields: &mut dyn Iterator<Item = Field>| {
        fields.map(|field| format!("%{}", field.name())).collect::<Vec<_>>().join(", ")
    };
    match (names().next(), names().nth(1)) {
        (Some(field), None) => Ok(field),
        (Some(_), Some(_)) => Err(format!("`%{name}` may be {}", list(&mut names()))),
        (None, _) => Err(format!("there is no %{name}, only {}", list(&mut Field::ALL.into_iter()))),
    }
}

/// `value` with the names of kinds written out, or what is wrong with it.
fn known_value(field: Field, value: String) -> Result<String, String> {
    if field != Field::Kind {
        return Ok(value);
    }
    let kinds: Result<Vec<&str>, String> = value.split('|').map(kind).collect();
    kinds.map(|kinds| kinds.join("|"))
}

/// The kind of line that `name` begins, where it begins one alone.
fn kind(name: &str) -> Result<&'static str, String> {
    let begun: Vec<&'static str> =
        lines::KINDS.iter().copied().filter(|kind| kind.starts_with(name)).collect();
    match begun.as_slice() {
        [kind] => Ok(kind),
        several if several.contains(&name) => Ok(several.iter().find(|kind| **kind == name).unwrap_or(&"")),
        [] => Err(format!("no kind `{name}`; there are {}", lines::KINDS.join(", "))),
        several => Err(format!("`{name}` may be {}", several.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_understood() {
        for (typed, echo) in [
            ("Alliance | make", "alliance | make"),
            ("a | b deal", "(a | b) deal"),
            ("'sub 'word' \"a  Phrase\"", "'sub 'word' \"a  phrase\""),
            ("’sub’", "'sub'"),
            ("^so so$ ^so$", "^so so$ ^so$"),
            ("!not !!twice !'sub", "!not twice !'sub"),
            ("~loose @maren !#bridge", "~loose @maren !#bridge"),
            ("@\"Old Maren\" #lamp\\ room", "@old\\ maren #lamp\\ room"),
            ("%sp maren %k:lo|sp %act=two", "@maren %kind:log|speech %act:two"),
            ("lamp\\ room \\!so", "lamp\\ room !so"),
            ("a|b", "a|b"),
            ("-- $", "'-- '$"),
            ("   ", ""),
        ] {
            let query = Query::parse(typed);
            assert_eq!(query.echo(), echo, "{typed}");
            assert_eq!(query.problems(), [], "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_left_out_and_told() {
        for (typed, echo, place) in [
            ("deal !", "deal", 5..6),
            ("'", "", 0..1),
            ("deal @ fog", "deal fog", 5..6),
            ("deal | ", "deal", 5..6),
            ("| deal", "deal", 0..1),
            ("a | | b", "a | b", 4..5),
            ("a | ! b", "a b", 4..5),
            ("\"the fog", "\"the fog\"", 0..8),
            ("\"\" fog", "fog", 0..2),
            ("%colour red", "red", 0..7),
            ("%s maren", "maren", 0..2),
            ("%kind", "", 0..5),
            ("fog %kind xyz", "fog", 4..13),
            ("%kind s", "", 0..7),
        ] {
            let query = Query::parse(typed);
            assert_eq!(query.echo(), echo, "{typed}");
            let places: Vec<Range<usize>> =
                query.problems().iter().map(|problem| problem.span.clone()).collect();
            assert_eq!(places, [place], "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_query_fails_and_problems_lie_in_it(typed in "[ab |!'\"^$~@#%\\\\:é’“]{0,12}") {
            for problem in Query::parse(&typed).problems() {
                proptest::prop_assert!(typed.get(problem.span.clone()).is_some(), "{problem:?}");
                proptest::prop_assert!(!problem.message.contains('\n'));
            }
        }
    }
}

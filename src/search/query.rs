//! A query as it was understood.

use std::fmt::Write;
use std::ops::Range;

use super::parse;

/// Something in a query that could not be understood; the rest of it is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, bytes of the query.
    pub span: Range<usize>,
    /// What was found and what was expected.
    pub message: String,
}

/// What a person typed, understood: groups that must all answer, each by one of its terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) groups: Vec<Vec<Term>>,
    pub(super) problems: Vec<Problem>,
}

/// One thing to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Whether it must not be there.
    pub(super) negated: bool,
    pub(super) kind: TermKind,
}

/// What is looked for, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TermKind {
    /// Words in tiers.
    Plain(Vec<String>),
    /// `'sub`: these letters anywhere, folded.
    Substring(String),
    /// `'word'` or `"a phrase"`: these whole words, one after the other.
    Exact(Vec<String>),
    /// `^so`, `so$`, `^so$`: the line begins, ends so.
    Anchored { words: Vec<String>, start: bool, end: bool },
    /// `~loose`: these letters in this order anywhere in the line.
    Loose(String),
    /// `@speaker`, `#scene`, `%act two`: which lines are looked at.
    Filter(Field, String),
}

/// What a filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Speaker,
    Scene,
    Act,
    Kind,
    Doc,
    Series,
    Stardate,
}

impl Field {
    /// All of them with their names.
    pub(super) const ALL: [(&'static str, Self); 7] = [
        ("speaker", Self::Speaker),
        ("scene", Self::Scene),
        ("act", Self::Act),
        ("kind", Self::Kind),
        ("doc", Self::Doc),
        ("series", Self::Series),
        ("stardate", Self::Stardate),
    ];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

impl Query {
    /// Understands `text`. Never fails: what is faulty is left out and told by [`Query::problems`].
    pub fn parse(text: &str) -> Self {
        parse::parse(text)
    }

    /// What could not be understood, in the order of the query.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The query as it was understood: `(fog OR mist) AND NOT lamp`.
    pub fn echo(&self) -> String {
        let groups: Vec<String> =
            self.groups.iter().map(|group| shown(group, self.groups.len() > 1)).collect();
        groups.join(" AND ")
    }

    /// The terms that must be there.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &Term> {
        self.groups.iter().flatten().filter(|term| !term.negated)
    }

    /// The words of the query where it is nothing but plain words: then they may be a phrase.
    pub(super) fn as_phrase(&self) -> Option<Vec<String>> {
        let mut phrase = Vec::new();
        for group in &self.groups {
            match group.as_slice() {
                [Term { negated: false, kind: TermKind::Plain(words) }] => {
                    phrase.extend(words.iter().cloned())
                }
                [Term { kind: TermKind::Filter(..), .. }] => {}
                _ => return None,
            }
        }
        (phrase.len() > 1).then_some(phrase)
    }
}

fn shown(group: &[Term], among_others: bool) -> String {
    let terms: Vec<String> = group.iter().map(shown_term).collect();
    let joined = terms.join(" OR ");
    if terms.len() > 1 && among_others { format!("({joined})") } else { joined }
}

fn shown_term(term: &Term) -> String {
    let mut shown = String::new();
    if term.negated {
        shown.push_str("NOT ");
    }
    let written = match &term.kind {
        TermKind::Plain(words) => write!(shown, "{}", words.join(" ")),
        TermKind::Substring(letters) => write!(shown, "…{letters}…"),
        TermKind::Exact(words) => write!(shown, "\"{}\"", words.join(" ")),
        TermKind::Anchored { words, start, end } => {
            write!(
                shown,
                "{}{}{}",
                if *start { "^" } else { "" },
                words.join(" "),
                if *end { "$" } else { "" }
            )
        }
        TermKind::Loose(letters) => write!(shown, "~{letters}"),
        TermKind::Filter(field, value) => write!(shown, "{} {value}", field.name()),
    };
    debug_assert!(written.is_ok(), "writing to a string does not fail");
    shown
}

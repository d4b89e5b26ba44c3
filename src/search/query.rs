//! A query as it was understood.

use std::fmt;
use std::ops::Range;

use crate::text::fold::fold;
use crate::text::tokens::key_words;

use super::parse;

/// A query: every group must answer, of a group any term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) groups: Vec<Vec<Term>>,
    pub(super) problems: Vec<Problem>,
}

/// What is wrong with a part of a query; the rest of it is searched for all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The part, bytes of the query.
    pub span: Range<usize>,
    /// What to say about it, one line.
    pub message: String,
}

/// One condition of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) negated: bool,
    pub(super) atom: Atom,
    /// Its place in the query.
    pub(super) span: Range<usize>,
}

/// What a term looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    /// A word in tiers; several keys where the word stands for several (`75`, `off-line`).
    Plain(Needle),
    /// Words one after the other, whatever stands between them that is no word.
    Phrase(Needle),
    /// A whole word (or several, joined by literal spaces).
    Whole(Needle),
    /// Letters anywhere in a line, the line's beginning and end where anchored.
    Letters { folded: String, start: bool, end: bool },
    /// Letters in order anywhere in a line.
    Loose(String),
    /// A condition on the line, not on its words.
    Filter(Field, String),
}

/// Words looked for: as they were typed, folded, and as they compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needle {
    pub(super) folded: String,
    pub(super) keys: Vec<String>,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let folded = fold(text);
        Self { keys: key_words(&folded), folded }
    }
}

/// What a line can be chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Speaker,
    Scene,
    Act,
    Kind,
    Doc,
    Stardate,
    Series,
}

impl Field {
    pub(super) const ALL: [Self; 7] =
        [Self::Speaker, Self::Scene, Self::Act, Self::Kind, Self::Doc, Self::Stardate, Self::Series];

    /// The name after `%`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Scene => "scene",
            Self::Act => "act",
            Self::Kind => "kind",
            Self::Doc => "doc",
            Self::Stardate => "stardate",
            Self::Series => "series",
        }
    }
}

impl Query {
    /// Reads `text`. Never fails: what cannot be used is left out and named in [`Query::problems`].
    pub fn parse(text: &str) -> Self {
        parse::parse(text)
    }

    /// The query that asks all of `queries` at once.
    pub fn all(queries: &[Self]) -> Self {
        let groups = queries.iter().flat_map(|query| query.groups.iter().cloned()).collect();
        Self { groups, problems: Vec::new() }
    }

    /// What is wrong with the query, in its order.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The query as it was understood, in its own language: `(alliance | make) deal @culluh`.
    pub fn echo(&self) -> String {
        let several = self.groups.len() > 1;
        let groups: Vec<String> = self.groups.iter().map(|group| echo_group(group, several)).collect();
        groups.join(" ")
    }

    /// How many plain words it has.
    pub(super) fn plain_words(&self) -> usize {
        self.groups.iter().flatten().filter(|term| matches!(term.atom, Atom::Plain(_))).count()
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

fn echo_group(group: &[Term], several: bool) -> String {
    let terms: Vec<String> = group.iter().map(Term::to_string).collect();
    let alternatives = terms.join(" | ");
    if several && group.len() > 1 { format!("({alternatives})") } else { alternatives }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("!")?;
        }
        match &self.atom {
            Atom::Plain(needle) => f.write_str(&escaped(&needle.folded)),
            Atom::Phrase(needle) => write!(f, "\"{}\"", needle.folded.replace('"', "\\\"")),
            Atom::Whole(needle) => write!(f, "'{}'", escaped(&needle.folded)),
            Atom::Letters { folded, start, end } => {
                let before = if *start { "^" } else { "" };
                let after = if *end { "$" } else { "" };
                let before = if *start || *end { before } else { "'" };
                write!(f, "{before}{}{after}", escaped(folded))
            }
            Atom::Loose(folded) => write!(f, "~{}", escaped(folded)),
            Atom::Filter(Field::Speaker, value) => write!(f, "@{}", escaped(value)),
            Atom::Filter(Field::Scene, value) => write!(f, "#{}", escaped(value)),
            Atom::Filter(field, value) => write!(f, "%{}:{}", field.name(), escaped(value)),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(' ', "\\ ")
}

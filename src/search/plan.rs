//! What a query means for the texts it is asked of.
//!
//! Some signs of a query can only be understood by looking at everything that is searched: a word that
//! occurs somewhere was meant as it stands, a name means those that come closest. So a query is first
//! planned over all segments; then every segment can answer for itself.

use super::answer::Tier;
use super::near::{Stretch, bare};
use super::query::{Atom, Field, Needle, Problem, Query, Term};
use super::segment::Segment;

/// How close a name comes to what was asked for; less is closer.
pub(super) type Level = u8;

/// A query as it is asked: every group must answer, of a group any step.
#[derive(Debug, Clone)]
pub(super) struct Plan<'q> {
    pub(super) groups: Vec<Vec<Step<'q>>>,
    /// Whether lines are asked for by their kind.
    pub(super) kinds_asked: bool,
}

/// A condition on lines.
#[derive(Debug, Clone)]
pub(super) struct Step<'q> {
    pub(super) negated: bool,
    pub(super) what: What<'q>,
}

/// What a step looks for.
#[derive(Debug, Clone)]
pub(super) enum What<'q> {
    /// A word in tiers.
    Word { needle: &'q Needle, prefixes: bool, stretch: Stretch },
    /// Words one after the other.
    Phrase { keys: &'q [String], tier: Tier },
    /// Letters anywhere in a line, or at its beginning or end.
    Letters { folded: &'q str, start: bool, end: bool },
    /// Letters in order anywhere in a line.
    Loose(&'q str),
    /// Lines by what they are; `None` where nothing is called so.
    Choice { field: Field, value: &'q str, level: Option<Level> },
}

impl<'q> Plan<'q> {
    /// The plan of `query` for `segments`. Where it is `doubtful`, a word that occurs may have been meant
    /// for another all the same.
    pub(super) fn new<'s>(
        query: &'q Query,
        segments: impl Iterator<Item = &'s Segment> + Clone,
        doubtful: bool,
    ) -> Self {
        let alone = query.plain_words() == 1;
        let groups = query.groups.iter().map(|group| {
            group.iter().map(|term| step(term, segments.clone(), alone && !term.negated, doubtful)).collect()
        });
        Self { groups: groups.collect(), kinds_asked: query.groups.iter().any(|group| asks_kind(group)) }
    }
}

fn asks_kind(group: &[Term]) -> bool {
    matches!(group, [Term { negated: false, atom: Atom::Filter(Field::Kind, _), .. }])
}

fn step<'q, 's>(
    term: &'q Term,
    segments: impl Iterator<Item = &'s Segment> + Clone,
    alone: bool,
    doubtful: bool,
) -> Step<'q> {
    let what = match &term.atom {
        Atom::Plain(needle) if needle.keys.len() == 1 => {
            let prefixes = may_be_prefix(needle, alone);
            let stretch = match () {
                () if term.negated => Stretch::None,
                () if doubtful => Stretch::Any,
                () => stretch(segments, needle, prefixes),
            };
            What::Word { needle, prefixes, stretch }
        }
        Atom::Plain(needle) | Atom::Whole(needle) => What::Phrase { keys: &needle.keys, tier: Tier::Words },
        Atom::Phrase(needle) => What::Phrase { keys: &needle.keys, tier: Tier::Phrase },
        Atom::Letters { folded, start, end } => What::Letters { folded, start: *start, end: *end },
        Atom::Loose(folded) => What::Loose(folded),
        Atom::Filter(field, value) => {
            What::Choice { field: *field, value, level: level(segments, *field, value) }
        }
    };
    Step { negated: term.negated, what }
}

/// How close the closest name in `segments` comes to `value`.
fn level<'s>(segments: impl Iterator<Item = &'s Segment>, field: Field, value: &str) -> Option<Level> {
    segments.filter_map(|segment| segment.level(field, value)).min()
}

/// How far `needle` may be from what was meant: where it occurs, or a word that it begins, it was meant.
fn stretch<'s>(mut segments: impl Iterator<Item = &'s Segment>, needle: &Needle, prefixes: bool) -> Stretch {
    let key = needle.keys.first().map_or("", String::as_str);
    let occurs = |segment: &Segment| {
        let lexicon = &segment.lexicon;
        lexicon.has(key) || prefixes && lexicon.has_beginning(bare(&needle.folded), key)
    };
    if segments.any(occurs) { Stretch::None } else { Stretch::Known }
}

/// A single letter begins too many words to be taken for a beginning, unless it is all there is.
fn may_be_prefix(needle: &Needle, alone: bool) -> bool {
    alone || needle.folded.chars().count() > 1
}

/// The names in `query` that nobody and nothing in `segments` goes by.
pub(super) fn unknown_names<'s>(
    query: &Query,
    segments: impl Iterator<Item = &'s Segment> + Clone,
) -> Vec<Problem> {
    let terms = query.groups.iter().flatten();
    terms
        .filter_map(|term| match &term.atom {
            Atom::Filter(field, value) if level(segments.clone(), *field, value).is_none() => {
                let message = format!("no {} here is called `{value}`", field.name());
                Some(Problem { span: term.span.clone(), message })
            }
            _ => None,
        })
        .collect()
}

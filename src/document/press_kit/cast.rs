//! Which lines of a cast list are roles and which are actors.
//!
//! Kits list roles and actors in blocks, one after the other, or a role above its actor with some
//! actors missing, or both on one line.

use crate::source::Source;
use crate::text::span::Span;

use super::CastEntry;

/// Words that begin a role and no actor's name.
const TITLES: [&str; 24] = [
    "captain",
    "commander",
    "lieutenant",
    "lt",
    "lt.",
    "ensign",
    "doctor",
    "dr",
    "dr.",
    "the",
    "chief",
    "major",
    "colonel",
    "admiral",
    "crewman",
    "crewmember",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "king",
    "queen",
    "young",
    "old",
];

/// What ties a role and its actor on one line.
const SEPARATORS: [&str; 5] = ["\t", "....", " . . ", " … ", "   "];

/// A list of lines under a cast heading, with blank lines between its blocks.
pub(super) struct List<'a> {
    pub(super) source: &'a Source,
    pub(super) blocks: Vec<Vec<Span>>,
    pub(super) guest: bool,
}

/// The cast read of a list.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) cast: Vec<CastEntry>,
    /// Lines that name an actor.
    pub(super) actors: Vec<Span>,
    /// Where as many roles as actors were expected: the place, roles, actors.
    pub(super) uneven: Option<(Span, usize, usize)>,
}

impl List<'_> {
    /// Ties roles to actors.
    pub(super) fn read(&self) -> Read {
        let lines: Vec<Span> = self.blocks.iter().flatten().copied().collect();
        if !lines.is_empty() && lines.iter().all(|line| self.pair(*line).is_some()) {
            let cast = lines.iter().filter_map(|line| self.pair(*line)).collect();
            return Read { cast, ..Read::default() };
        }
        match self.blocks.as_slice() {
            [roles, actors] if self.are_columns(roles, actors) => self.zip(roles, actors),
            _ => self.interleaved(&lines),
        }
    }

    fn text(&self, span: Span) -> String {
        self.source.flow(span)
    }

    fn entry(&self, span: Span, actor: Option<Span>) -> CastEntry {
        CastEntry {
            role: self.text(span),
            actor: actor.map(|actor| self.text(actor)),
            span,
            guest: self.guest,
        }
    }

    /// A line with a role and its actor.
    fn pair(&self, line: Span) -> Option<CastEntry> {
        let text = self.source.slice(line);
        let clean = |words: &str| {
            let bare =
                words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '-' | ':' | '\t'));
            bare.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let (role, actor) = match text.split_once(" as ") {
            Some((actor, role)) => (clean(role), clean(actor)),
            None => {
                let cut = SEPARATORS.iter().find_map(|separator| text.split_once(separator))?;
                (clean(cut.0), clean(cut.1))
            }
        };
        let whole = !role.is_empty() && !actor.is_empty();
        whole.then_some(CastEntry { role, actor: Some(actor), span: line, guest: self.guest })
    }

    /// Whether a block of roles is followed by a block of their actors: nearly as many, and names.
    fn are_columns(&self, roles: &[Span], actors: &[Span]) -> bool {
        let named = actors.iter().filter(|actor| actor_cost(&self.text(**actor)) < 1.0).count();
        roles.len().abs_diff(actors.len()) <= 1 + roles.len() / 8
            && named * 4 >= actors.len() * 3
            && roles.len() > 1
    }

    fn zip(&self, roles: &[Span], actors: &[Span]) -> Read {
        let cast =
            roles.iter().enumerate().map(|(at, role)| self.entry(*role, actors.get(at).copied())).collect();
        let uneven = (roles.len() != actors.len())
            .then(|| roles.first().map(|first| (*first, roles.len(), actors.len())))
            .flatten();
        Read { cast, actors: actors.to_vec(), uneven }
    }

    /// A role above its actor, some actors missing: the reading of least cost, where an actor stands
    /// only behind a role.
    fn interleaved(&self, lines: &[Span]) -> Read {
        let texts: Vec<String> = lines.iter().map(|line| self.text(*line)).collect();
        let mut read = Read::default();
        let is_actor = least_cost(&texts);
        for (line, actor) in lines.iter().zip(is_actor) {
            match read.cast.last_mut() {
                Some(last) if actor => {
                    last.actor = Some(self.text(*line));
                    read.actors.push(*line);
                }
                _ => read.cast.push(self.entry(*line, None)),
            }
        }
        read
    }
}

/// The cost of a role whose actor is not listed.
const GAP: f32 = 0.7;

/// For each line whether it is an actor, by dynamic programming over role (0) and actor (1).
fn least_cost(texts: &[String]) -> Vec<bool> {
    let mut costs: Vec<[(f32, usize); 2]> = Vec::new();
    for text in texts {
        let before = costs.last().map_or([(0.0, 1), (0.0, 1)], |last| *last);
        let first = costs.is_empty();
        let after_role = before[0].0 + GAP;
        let after_actor = before[1].0;
        let role = if first || after_actor <= after_role { (after_actor, 1) } else { (after_role, 0) };
        let actor = if first { f32::INFINITY } else { before[0].0 };
        costs.push([(role.0 + role_cost(text), role.1), (actor + actor_cost(text), 0)]);
    }
    let mut kind = costs.last().map_or(0, |last| usize::from(last[1].0 < last[0].0));
    let mut kinds = Vec::new();
    for cost in costs.iter().rev() {
        kinds.push(kind == 1);
        kind = cost[kind].1;
    }
    kinds.reverse();
    kinds
}

fn is_titled(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    TITLES.contains(&first.as_str()) || text.contains('#')
}

/// What speaks against a line being an actor: one word, or a title.
fn actor_cost(text: &str) -> f32 {
    let words = text.split_whitespace().count();
    if is_titled(text) || text.chars().any(|c| c.is_ascii_digit()) {
        3.0
    } else if words < 2 {
        2.0
    } else {
        0.0
    }
}

/// What speaks against a line being a role: several words without a title.
fn role_cost(text: &str) -> f32 {
    if is_titled(text) || text.split_whitespace().count() < 2 { 0.0 } else { 0.8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<String>)> {
        let source = Source::from_bytes("t", text.as_bytes());
        let mut blocks = vec![Vec::new()];
        for line in source.line_spans() {
            let line = line.trimmed(&source.text);
            match blocks.last_mut() {
                Some(_) if line.is_empty() => blocks.push(Vec::new()),
                Some(block) => block.push(line),
                None => {}
            }
        }
        blocks.retain(|block| !block.is_empty());
        let list = List { source: &source, blocks, guest: false };
        list.read().cast.into_iter().map(|entry| (entry.role, entry.actor)).collect()
    }

    fn pairs(expected: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
        expected.iter().map(|(role, actor)| ((*role).to_owned(), actor.map(str::to_owned))).collect()
    }

    #[test]
    fn blocks_of_roles_and_actors_are_zipped() {
        let cast = read("INSPECTOR FENN\nLISK\nTHE KEEPER\n\nANNA VANE\nTOM RILL\nJO DE WIT\n");
        let expected = [
            ("INSPECTOR FENN", Some("ANNA VANE")),
            ("LISK", Some("TOM RILL")),
            ("THE KEEPER", Some("JO DE WIT")),
        ];
        assert_eq!(cast, pairs(&expected));
    }

    #[test]
    fn missing_actors_leave_gaps() {
        let cast = read("MARSH\nCOBB\nANNA VANE\nPELLOW\nTHE OLD MAN\nTOM RILL\n");
        let expected = [
            ("MARSH", None),
            ("COBB", Some("ANNA VANE")),
            ("PELLOW", None),
            ("THE OLD MAN", Some("TOM RILL")),
        ];
        assert_eq!(cast, pairs(&expected));
    }

    #[test]
    fn both_on_a_line() {
        let expected = pairs(&[("FENN", Some("ANNA VANE")), ("LISK", Some("TOM RILL"))]);
        assert_eq!(read("FENN.......ANNA VANE\nLISK.......TOM RILL\n"), expected);
        assert_eq!(read("FENN\tANNA VANE\nLISK\tTOM RILL\n"), expected);
        assert_eq!(read("ANNA VANE as FENN\nTOM RILL as LISK\n"), expected);
    }
}

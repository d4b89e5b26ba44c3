//! A cast list to roles and actors. The list says by its layout which is which: pairs on one line,
//! roles with their actors below them, or a block of roles and then a block of actors.

use crate::document::Diagnostic;
use crate::source::Source;
use crate::text::span::Span;

use super::naming::Naming;
use super::pieces::Piece;
use super::{Block, BlockKind, CastEntry};

/// What a cast list is read into.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) blocks: Vec<Block>,
    pub(super) entries: Vec<CastEntry>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads the `pieces` of one list.
pub(super) fn read(source: &Source, pieces: &[Piece], guest: bool, naming: &Naming) -> Cast {
    let mut cast = Cast::default();
    let pairs: Vec<Option<Pair>> = pieces.iter().map(|piece| pair(source, piece.span)).collect();
    let columns = pairs.iter().flatten().filter(|pair| !pair.fixed).count();
    let swapped = columns > 0 && is_swapped(source, &pairs, naming);
    let mut bare: Vec<Piece> = Vec::new();
    for (piece, pair) in pieces.iter().zip(&pairs) {
        match pair {
            Some(pair) => {
                cast.bare(source, &std::mem::take(&mut bare), guest, naming, columns > 0);
                cast.pair(source, piece, if swapped { pair.turned() } else { *pair }, guest);
            }
            None => bare.push(*piece),
        }
    }
    cast.bare(source, &bare, guest, naming, columns > 0);
    cast
}

/// A role and an actor on one line.
#[derive(Debug, Clone, Copy)]
struct Pair {
    role: Span,
    actor: Span,
    /// Whether the words between them say which is which.
    fixed: bool,
}

impl Pair {
    fn turned(self) -> Self {
        if self.fixed { self } else { Self { role: self.actor, actor: self.role, ..self } }
    }
}

/// The role and the actor on the line at `span`: parted by leaders, a tab, three spaces or a dash, or
/// by `as` and `played by`.
fn pair(source: &Source, span: Span) -> Option<Pair> {
    let text = source.slice(span);
    for (mark, actor_first) in
        [(" as ", true), (" AS ", true), (" played by ", false), (" PLAYED BY ", false)]
    {
        if let Some((left, right)) = parted(source, span, mark) {
            let (role, actor) = if actor_first { (right, left) } else { (left, right) };
            return Some(Pair { role, actor, fixed: true });
        }
    }
    let mark = ["...", "…", ". . .", "___", "\t", "   ", " - ", " -- ", " – ", " — ", ": ", " / "]
        .iter()
        .find(|mark| text.contains(**mark))?;
    let (role, actor) = parted(source, span, mark)?;
    Some(Pair { role, actor, fixed: false })
}

/// What stands before and behind `mark`, without leaders.
fn parted(source: &Source, span: Span, mark: &str) -> Option<(Span, Span)> {
    let text = source.slice(span);
    let at = text.find(mark)?;
    let is_leader = |c: char| c.is_whitespace() || matches!(c, '.' | '…' | '_' | '-' | '–' | '—' | ':' | '·');
    let left = text.get(..at)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '·'));
    let right = text.get(at + mark.len()..)?.trim_start_matches(is_leader);
    let named = left.contains(char::is_alphanumeric) && right.contains(char::is_alphanumeric);
    let left = Span::new(span.start, span.start + left.len());
    let right = Span::new(span.end - right.len(), span.end);
    named.then(|| (unquoted(source, left), unquoted(source, right)))
}

/// `span` without quotation marks around it.
fn unquoted(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let marks = ['"', '“', '”'];
    if text.starts_with(marks) && text.ends_with(marks) {
        let inner = text.trim_matches(marks);
        let start = span.start + (text.len() - text.trim_start_matches(marks).len());
        return Span::new(start, start + inner.len());
    }
    span
}

/// Whether the left column has the actors.
fn is_swapped(source: &Source, pairs: &[Option<Pair>], naming: &Naming) -> bool {
    let open = pairs.iter().flatten().filter(|pair| !pair.fixed);
    let lead =
        open.map(|pair| naming.actor(source.slice(pair.role)) - naming.actor(source.slice(pair.actor)));
    lead.sum::<f32>() > 1.5
}

/// Lines that each hold one name, told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Layout {
    /// Each line a role, or the actor of the role above it.
    Below(Vec<bool>),
    /// The first so many lines are roles and the rest actors.
    RolesFirst(usize),
    /// The first so many lines are actors and the rest roles.
    ActorsFirst(usize),
}

/// What it costs that a role has no actor below it.
const GAP: f32 = 0.3;
/// What it is worth that a blank line parts the blocks.
const PARTED: f32 = 2.0;
/// What each role or actor that is over costs.
const OVER: f32 = 1.0;
/// How much better the rarer order, actors first, must be.
const UNUSUAL: f32 = 2.0;

/// The likeliest layout of lines that speak `actor` for being actors; `gaps` are the lines before
/// which a blank line stands.
fn layout(actor: &[f32], gaps: &[bool]) -> Layout {
    let (mut best, mut most) = below(actor);
    let total: f32 = actor.iter().sum();
    let mut before = 0.0;
    let everywhere = gaps.iter().skip(1).all(|gap| *gap);
    for at in 1..actor.len() {
        before += actor[at - 1];
        let worth = total - 2.0 * before;
        let over = at.abs_diff(actor.len() - at) as f32 * OVER;
        let parted = if gaps[at] && !everywhere { PARTED } else { 0.0 };
        let few = if at == 1 { GAP } else { 0.0 };
        for (score, layout) in [
            (worth + parted - over - few, Layout::RolesFirst(at)),
            (parted - worth - over - UNUSUAL, Layout::ActorsFirst(at)),
        ] {
            if score > most {
                (best, most) = (layout, score);
            }
        }
    }
    best
}

/// The likeliest way to take each line for a role or for the actor of the line above.
fn below(actor: &[f32]) -> (Layout, f32) {
    // For each line: the best sum where it is a role, and where it is an actor.
    let mut sums: Vec<[f32; 2]> = Vec::new();
    for (at, actor) in actor.iter().enumerate() {
        let [role_before, actor_before] = if at == 0 { [GAP, f32::NEG_INFINITY] } else { sums[at - 1] };
        let role = (role_before - GAP).max(actor_before) - actor;
        sums.push([role, if at == 0 { f32::NEG_INFINITY } else { role_before + actor }]);
    }
    let mut is_actor = vec![false; actor.len()];
    let last = sums.last().copied().unwrap_or_default();
    let mut now = last[1] > last[0];
    for at in (0..actor.len()).rev() {
        is_actor[at] = now;
        let Some([role, actor]) = at.checked_sub(1).map(|before| sums[before]) else { break };
        now = !now && actor > role - GAP;
    }
    (Layout::Below(is_actor), last[0].max(last[1]))
}

impl Cast {
    fn pair(&mut self, source: &Source, piece: &Piece, pair: Pair, guest: bool) {
        let (first, second) = if pair.role < pair.actor {
            (BlockKind::Role, BlockKind::Actor)
        } else {
            (BlockKind::Actor, BlockKind::Role)
        };
        let cut = pair.role.start.max(pair.actor.start);
        self.blocks.push(Block { span: Span::new(piece.span.start, cut), kind: first });
        self.blocks.push(Block { span: Span::new(cut, piece.span.end), kind: second });
        self.entry(source, pair.role, Some(pair.actor), guest);
    }

    fn entry(&mut self, source: &Source, role: Span, actor: Option<Span>, guest: bool) {
        let actor = actor.map(|actor| source.flow(actor));
        self.entries.push(CastEntry { role: source.flow(role), actor, span: role, guest });
    }

    /// Lines of one name each. In a list of `columns` they are roles without an actor.
    fn bare(&mut self, source: &Source, pieces: &[Piece], guest: bool, naming: &Naming, columns: bool) {
        if pieces.is_empty() {
            return;
        }
        let actor: Vec<f32> = pieces.iter().map(|piece| naming.actor(source.slice(piece.span))).collect();
        let gaps: Vec<bool> = pieces.iter().map(|piece| piece.gap > 0).collect();
        let layout = if columns { Layout::Below(vec![false; pieces.len()]) } else { layout(&actor, &gaps) };
        match layout {
            Layout::Below(is_actor) => self.one_below_the_other(source, pieces, &is_actor, guest),
            Layout::RolesFirst(at) => {
                let (roles, actors) = pieces.split_at(at);
                self.blocks_of(roles, BlockKind::Role);
                self.blocks_of(actors, BlockKind::Actor);
                self.side_by_side(source, roles, actors, guest);
            }
            Layout::ActorsFirst(at) => {
                let (actors, roles) = pieces.split_at(at);
                self.blocks_of(actors, BlockKind::Actor);
                self.blocks_of(roles, BlockKind::Role);
                self.side_by_side(source, roles, actors, guest);
            }
        }
    }

    fn blocks_of(&mut self, pieces: &[Piece], kind: BlockKind) {
        self.blocks.extend(pieces.iter().map(|piece| Block { span: piece.span, kind }));
    }

    fn one_below_the_other(&mut self, source: &Source, pieces: &[Piece], is_actor: &[bool], guest: bool) {
        for (piece, is_actor) in pieces.iter().zip(is_actor) {
            if *is_actor {
                self.blocks_of(&[*piece], BlockKind::Actor);
                if let Some(entry) = self.entries.last_mut() {
                    entry.actor = Some(source.flow(piece.span));
                }
            } else {
                self.blocks_of(&[*piece], BlockKind::Role);
                self.entry(source, piece.span, None, guest);
            }
        }
    }

    /// The first role with the first actor, and so on.
    fn side_by_side(&mut self, source: &Source, roles: &[Piece], actors: &[Piece], guest: bool) {
        for (at, role) in roles.iter().enumerate() {
            self.entry(source, role.span, actors.get(at).map(|actor| actor.span), guest);
        }
        if roles.len() != actors.len()
            && let (Some(first), Some(last)) = (
                roles.iter().chain(actors).map(|p| p.span.start).min(),
                roles.iter().chain(actors).map(|p| p.span.end).max(),
            )
        {
            self.diagnostics.push(Diagnostic::warning(
                "roles-and-actors-differ",
                Span::new(first, last),
                format!(
                    "found {} roles and {} actors; expected as many of the one as of the other",
                    roles.len(),
                    actors.len()
                ),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;

    fn listed(text: &str) -> (Vec<(String, String)>, usize) {
        let source = Source::from_bytes("a", text.as_bytes());
        let mut naming = Naming::default();
        naming.learn("Maren asks Orrin and Teasel to trim the lamp.");
        let cast = read(&source, &pieces(&source), false, &naming);
        let pair = |entry: &CastEntry| (entry.role.clone(), entry.actor.clone().unwrap_or_default());
        (cast.entries.iter().map(pair).collect(), cast.diagnostics.len())
    }

    #[test]
    fn every_layout_pairs_roles_with_actors() {
        let whole = [("MAREN HALE", "ADA QUILL"), ("ORRIN", "JOSS TREMAYNE"), ("THE COOK", "LOU MARSH")];
        for text in [
            "MAREN HALE\nORRIN\nTHE COOK\n\nADA QUILL\nJOSS TREMAYNE\nLOU MARSH\n",
            "ADA QUILL\nJOSS TREMAYNE\nLOU MARSH\n\nMAREN HALE\nORRIN\nTHE COOK\n",
            "MAREN HALE\nADA QUILL\nORRIN\nJOSS TREMAYNE\nTHE COOK\nLOU MARSH\n",
            "MAREN HALE\n\nADA QUILL\n\nORRIN\n\nJOSS TREMAYNE\n\nTHE COOK\n\nLOU MARSH\n",
            "MAREN HALE.....ADA QUILL\nORRIN.....JOSS TREMAYNE\nTHE COOK.....LOU MARSH\n",
            "ADA QUILL\tMAREN HALE\nJOSS TREMAYNE\tORRIN\nLOU MARSH\tTHE COOK\n",
            "MAREN HALE      ADA QUILL\nORRIN           JOSS TREMAYNE\nTHE COOK        LOU MARSH\n",
            "ADA QUILL as MAREN HALE\nJOSS TREMAYNE as ORRIN\nLOU MARSH as THE COOK\n",
            "MAREN HALE -- ADA QUILL\nORRIN -- JOSS TREMAYNE\nTHE COOK -- LOU MARSH\n",
        ] {
            let whole = whole.map(|(role, actor)| (role.to_owned(), actor.to_owned())).to_vec();
            assert_eq!(listed(text), (whole, 0), "{text}");
        }
    }

    #[test]
    fn roles_may_lack_their_actor() {
        let (pairs, faults) = listed("MAREN\nTEASEL\nHARRIET McNAIR\nBARGEMAN #2\nGIRL\nIVY BRAND\n");
        let actors: Vec<&str> = pairs.iter().map(|(_, actor)| actor.as_str()).collect();
        assert_eq!((actors, faults), (vec!["", "HARRIET McNAIR", "", "IVY BRAND"], 0));
    }

    #[test]
    fn blocks_that_differ_are_told() {
        assert_eq!(listed("MAREN HALE\nORRIN\nTHE COOK\n\nADA QUILL\nJOSS TREMAYNE\n").1, 1);
    }
}

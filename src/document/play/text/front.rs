//! What stands before a play: title, author, persons, contents.

use crate::document::edition::Edition;
use crate::document::script::{Block, BlockKind, Header};
use crate::source::Source;
use crate::text::span::Span;

use super::lines::{Mark, heads_persons, is_name, mark};
use super::names::Names;

/// How many lines of the front are looked at for title and author.
const FEW: usize = 20;

/// The title and who wrote it: what the edition says, else the first line, and the one that begins with `by`.
pub(super) fn header(source: &Source, blocks: &[Block], edition: Option<Edition>) -> Header {
    let mut header = Header::default();
    if let Some(edition) = edition {
        (header.title, header.author) = (edition.title, edition.author);
        return header;
    }
    let mut front =
        blocks.iter().take_while(|block| block.kind == BlockKind::Metadata).map(|b| source.flow(b.text));
    for line in front.by_ref().take(FEW) {
        let author = line
            .strip_prefix("by ")
            .or_else(|| line.strip_prefix("By "))
            .or_else(|| line.strip_prefix("Author: "));
        match (author, line.strip_prefix("Title: ")) {
            (Some(author), _) => header.author = header.author.or_else(|| Some(author.to_owned())),
            (None, Some(title)) => header.title = Some(title.to_owned()),
            (None, None) => header.title = header.title.or(Some(line)),
        }
    }
    header
}

/// How many of `lines` are front matter: those before the first act, or scene where there are no acts, that
/// somebody speaks in; where there are neither, those of the edition and of a list of persons.
pub(super) fn lines(source: &Source, lines: &[Span], names: &Names, edition: Option<&Edition>) -> usize {
    let text = |at: usize| lines.get(at).map(|line| source.slice(*line)).unwrap_or_default();
    let framed = edition.map_or(0, |edition| lines.partition_point(|line| line.start < edition.body.start));
    let opens = |at: usize| at == 0 || text(at - 1).is_empty();
    let marks: Vec<(usize, Mark)> =
        (framed..lines.len()).filter(|at| opens(*at)).filter_map(|at| Some((at, mark(text(at))?))).collect();
    let speaks = |at: usize| {
        names.before(text(at)).is_some()
            || opens(at) && names.is_over(text(at)) && !names.is_over(text(at + 1))
    };
    let persons = (framed..lines.len()).take_while(|at| !speaks(*at)).find(|at| heads_persons(text(*at)));
    let acts: Vec<usize> = marks.iter().filter(|(_, mark)| *mark != Mark::Scene).map(|(at, _)| *at).collect();
    let heads: Vec<usize> = if acts.is_empty() { marks.iter().map(|(at, _)| *at).collect() } else { acts };
    let key = |at: usize| {
        text(at).split([' ', '.', ',', ':']).filter(|word| !word.is_empty()).take(2).collect::<String>()
    };
    let mut first = 0;
    // Contents have the marks of the play before it: the same comes again before anybody speaks much.
    while let Some(again) = heads.iter().skip(first + 1).position(|at| key(*at) == key(heads[first])) {
        let next = first + 1 + again;
        let speeches = (heads[first]..heads[next]).filter(|at| speaks(*at)).count();
        if speeches > 2 * (next - first) {
            break;
        }
        first = next;
    }
    match (heads.get(first), persons) {
        // Without persons before it, what is said before the first mark is of the play.
        (Some(head), _) if (framed..*head).filter(|at| speaks(*at)).count() < FEW => *head,
        (_, Some(persons)) => behind_list(lines, persons, |at| is_name(text(at)) || text(at).contains(',')),
        _ => framed,
    }
}

/// The line behind the list that line `head` heads: its paragraphs whose lines all look `listed`.
fn behind_list(lines: &[Span], head: usize, listed: impl Fn(usize) -> bool) -> usize {
    let mut end = head + 1;
    let mut at = end;
    while at < lines.len() {
        let blank = lines.get(at).is_none_or(|line| line.is_empty());
        if !blank && !listed(at) {
            break;
        }
        if !blank {
            end = at + 1;
        }
        at += 1;
    }
    end
}

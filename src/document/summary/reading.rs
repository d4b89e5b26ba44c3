//! A page's parts read one after the other.

use crate::document::{Diagnostic, Parsed};
use crate::source::{Role, Source};
use crate::text::flow::flow;
use crate::text::span::Span;
use crate::text::tokens;

use super::headings::{Section, opens_episode};
use super::parts::Part;
use super::pieces::Piece;
use super::{Act, Block, BlockKind, Log, Paragraph, Summary, cast, lead, logs, marks, prose, quotes};

/// What is read so far.
pub(super) struct Reading<'a> {
    source: &'a Source,
    page: Summary,
    diagnostics: Vec<Diagnostic>,
    /// The act that is being retold.
    act: Option<usize>,
}

/// Reads `parts`, all of `source` in order.
pub(super) fn read(source: &Source, parts: &[Part]) -> Parsed<Summary> {
    let mut reading = Reading { source, page: Summary::default(), diagnostics: Vec::new(), act: None };
    let plan = Plan::of(parts);
    for (at, part) in parts.iter().enumerate() {
        reading.part(part, plan.retells(at), plan.teaser(at));
    }
    reading.nothing_retold();
    reading.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    Parsed { document: reading.page, diagnostics: reading.diagnostics }
}

/// Which parts before the first act heading retell the episode.
struct Plan {
    /// The first part with a heading of the story or an act.
    story: Option<usize>,
    /// The first part with a heading of an act.
    act: Option<usize>,
    /// Whether that is one that opens the episode, so that nothing before it is a teaser.
    named: bool,
}

impl Plan {
    fn of(parts: &[Part]) -> Self {
        let act = parts.iter().position(|part| part.section == Section::Act);
        let story = parts.iter().position(|part| matches!(part.section, Section::Story | Section::Act));
        let first = act.and_then(|at| parts.get(at)).and_then(|part| part.heading.as_ref());
        let named = first.is_some_and(|(_, heading)| opens_episode(heading.name));
        Self { story, act, named }
    }

    /// Whether the lead at `part` retells the episode: where no heading says that it begins later.
    fn retells(&self, part: usize) -> bool {
        self.story.is_none()
            || (self.story == self.act && !self.named && self.act.is_some_and(|act| part < act))
    }

    /// Whether what part `at` retells is the teaser.
    fn teaser(&self, at: usize) -> bool {
        self.act.is_some_and(|act| at < act) && !self.named
    }
}

impl Reading<'_> {
    fn part(&mut self, part: &Part, retells: bool, teaser: bool) {
        if let Some((piece, heading)) = &part.heading {
            self.block(piece.span, BlockKind::Heading);
            if heading.section == Section::Act {
                self.act = Some(self.page.acts.len());
                self.page.acts.push(Act { name: flow(heading.name), heading: Some(piece.span) });
            }
        }
        let pieces: Vec<Piece> = part.pieces.iter().map(|piece| self.undashed(piece)).collect();
        match part.section {
            Section::Lead => self.lead(&pieces, retells, teaser),
            Section::Story | Section::Act | Section::Same => self.story(&pieces, teaser),
            Section::Logs => self.log_list(&pieces),
            Section::Quotes => self.quotes(&part.pieces),
            Section::Notes => self.notes(&pieces),
            Section::Cast { guest } => pieces.iter().for_each(|piece| self.cast(piece, guest)),
            Section::References | Section::Contents => {
                pieces.iter().for_each(|piece| self.block(piece.span, BlockKind::Reference));
            }
        }
    }

    /// `piece` with the dash before it taken for a bullet, as it is everywhere but below a quote.
    fn undashed(&self, piece: &Piece) -> Piece {
        match marks::attribution(self.source, piece.body) {
            Some(body) => Piece { body, bullet: true, ..*piece },
            None => *piece,
        }
    }

    fn nothing_retold(&mut self) {
        if self.page.paragraphs.is_empty() {
            let whole = Span::new(0, self.source.text.len());
            let message = "found nothing that retells the episode; expected paragraphs of prose";
            self.diagnostics.push(Diagnostic::warning("summary-without-prose", whole, message));
        }
    }

    fn lead(&mut self, pieces: &[Piece], retells: bool, teaser: bool) {
        let lead = lead::read(self.source, pieces, retells, &mut self.page.header);
        self.page.logline = self.page.logline.or(lead.logline);
        let (about, rest) = pieces.split_at(lead.until.min(pieces.len()));
        for piece in about {
            let leads_elsewhere = lead::is_hatnote(self.source, piece);
            let kind = if leads_elsewhere { BlockKind::Reference } else { BlockKind::Metadata };
            self.block(piece.span, kind);
        }
        if retells {
            self.story(rest, teaser);
        } else {
            rest.iter().for_each(|piece| self.block(piece.span, BlockKind::Metadata));
        }
    }

    fn story(&mut self, pieces: &[Piece], teaser: bool) {
        for (at, piece) in pieces.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| pieces.get(at));
            self.retold(piece, before, teaser);
        }
    }

    /// A piece of the story: a log entry, a caption, or a paragraph.
    fn retold(&mut self, piece: &Piece, before: Option<&Piece>, teaser: bool) {
        let text = self.source.slice(piece.body);
        let said = marks::unquoted(self.source, piece.body);
        let inner = self.source.slice(said.inner);
        if self.has_role(piece) {
            return;
        }
        if said.opened && logs::is_entry(inner) {
            self.open_teaser(teaser);
            self.quoted_log(piece, said);
        } else if !said.opened && logs::is_bare_entry(text) {
            self.open_teaser(teaser);
            self.page.logs.push(Log { act: self.act, span: piece.body });
            self.block(piece.span, BlockKind::Log);
        } else if text.contains('\t') || text.starts_with('|') {
            self.block(piece.span, BlockKind::Reference);
        } else if prose::is_caption(text) || self.completes_caption(piece, before) {
            self.page.captions.push(piece.body);
            self.block(piece.span, BlockKind::Caption);
        } else {
            self.open_teaser(teaser);
            self.paragraph(piece.span, piece.body);
        }
    }

    /// Takes the piece for what the page itself says that it is, where it does.
    fn has_role(&mut self, piece: &Piece) -> bool {
        match self.source.role_at(piece.body.start) {
            Some(Role::Caption) => {
                self.page.captions.push(piece.body);
                self.block(piece.span, BlockKind::Caption);
                true
            }
            Some(Role::Reference) => {
                self.block(piece.span, BlockKind::Reference);
                true
            }
            Some(Role::Heading(_) | Role::Quotation | Role::Set { .. }) | None => false,
        }
    }

    /// Whether the short sentence at `piece` stands under what a picture is called.
    fn completes_caption(&self, piece: &Piece, before: Option<&Piece>) -> bool {
        const SHORT: usize = 14;
        let after_caption = before.is_some_and(|before| {
            self.page.captions.last() == Some(&before.body)
                && prose::is_caption(self.source.slice(before.body))
        });
        after_caption && tokens::count(self.source.slice(piece.body)) <= SHORT
    }

    /// What is told before the first act heading is the teaser.
    fn open_teaser(&mut self, teaser: bool) {
        if teaser && self.page.acts.is_empty() {
            self.act = Some(0);
            self.page.acts.push(Act { name: "Teaser".to_owned(), heading: None });
        }
    }

    fn paragraph(&mut self, span: Span, body: Span) {
        self.page.paragraphs.push(Paragraph { act: self.act, span: body });
        self.block(span, BlockKind::Prose);
    }

    /// A log entry in quotation marks, and the prose that may follow it in the same paragraph.
    fn quoted_log(&mut self, piece: &Piece, said: marks::Unquoted) {
        let inner = self.source.slice(said.inner);
        let close = if said.closed { None } else { inner.find(marks::is_closing) };
        let Some(close) = close.map(|at| said.inner.start + at) else {
            if !said.closed {
                self.unclosed(said.inner);
            }
            self.page.logs.push(Log { act: self.act, span: said.inner });
            return self.block(piece.span, BlockKind::Log);
        };
        let mark =
            self.source.text.get(close..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.page
            .logs
            .push(Log { act: self.act, span: Span::new(said.inner.start, close).trimmed(&self.source.text) });
        self.block(Span::new(piece.span.start, close + mark), BlockKind::Log);
        let rest = Span::new(close + mark, piece.span.end).trimmed(&self.source.text);
        self.paragraph(rest, rest);
    }

    fn unclosed(&mut self, span: Span) {
        self.diagnostics.push(Diagnostic::warning(
            "unclosed-quote",
            span,
            "found a log entry that opens with a quotation mark; expected another at its end",
        ));
    }

    /// The page's list of log entries.
    fn log_list(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            let said = marks::unquoted(self.source, piece.body);
            let text = self.source.slice(piece.body);
            if self.has_role(piece) {
                continue;
            }
            if !said.opened && !piece.bullet && prose::is_caption(text) {
                self.block(piece.span, BlockKind::Other);
                continue;
            }
            if said.opened && !said.closed {
                self.unclosed(said.inner);
            }
            self.page.logs.push(Log { act: None, span: said.inner });
            self.block(piece.span, BlockKind::Log);
        }
    }

    fn quotes(&mut self, pieces: &[Piece]) {
        let read = quotes::read(self.source, pieces);
        self.page.blocks.extend(read.blocks);
        self.page.quotes.extend(read.quotes);
        self.diagnostics.extend(read.diagnostics);
    }

    fn notes(&mut self, pieces: &[Piece]) {
        for (at, piece) in pieces.iter().enumerate() {
            let heads = pieces.get(at + 1).is_some_and(|next| next.bullet);
            self.note(piece, heads);
        }
    }

    /// A background note, a caption, the links at the end; a short line that `heads` bullets is the
    /// heading of them.
    fn note(&mut self, piece: &Piece, heads: bool) {
        if self.has_role(piece) {
            return;
        }
        let text = self.source.slice(piece.body);
        let kind = match () {
            () if piece.bullet || prose::ends_sentence(text) => BlockKind::Note,
            () if text.contains("; ") || text.contains('\t') || text.starts_with('|') => BlockKind::Reference,
            () if prose::is_caption(text) && heads => BlockKind::Heading,
            () if prose::is_caption(text) => BlockKind::Caption,
            () => BlockKind::Note,
        };
        match kind {
            BlockKind::Note => self.page.notes.push(piece.body),
            BlockKind::Caption => self.page.captions.push(piece.body),
            _ => {}
        }
        self.block(piece.span, kind);
    }

    fn cast(&mut self, piece: &Piece, guest: bool) {
        self.page.cast.extend(cast::entry(self.source, piece.body, guest));
        self.block(piece.span, BlockKind::Reference);
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        if !span.is_empty() {
            self.page.blocks.push(Block { span, kind });
        }
    }
}

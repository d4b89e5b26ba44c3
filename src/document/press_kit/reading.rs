//! A kit's pieces read one after the other, each by the section that it stands in.

use crate::document::{Diagnostic, Parsed};
use crate::source::Source;
use crate::text::sentences::sentences;
use crate::text::span::Span;

use super::headings::{Section, heading, heading_before, is_furniture};
use super::naming::Naming;
use super::pieces::{Piece, is_prose};
use super::{Block, BlockKind, Credit, PressKit, cast, credits, front};

/// What is read so far.
struct Reading<'a> {
    source: &'a Source,
    kit: PressKit,
    diagnostics: Vec<Diagnostic>,
    section: Section,
    /// The cast lists, read once the synopsis has told who is a role.
    lists: Vec<(bool, Vec<Piece>)>,
    /// The jobs whose names stand on the next lines, and where they are written.
    jobs: Option<(Vec<String>, Span)>,
    naming: Naming,
}

/// Reads `pieces`, all of `source` in order.
pub(super) fn read(source: &Source, pieces: &[Piece]) -> Parsed<PressKit> {
    let mut reading = Reading {
        source,
        kit: PressKit::default(),
        diagnostics: Vec::new(),
        section: Section::Front,
        lists: Vec::new(),
        jobs: None,
        naming: Naming::default(),
    };
    for piece in pieces {
        reading.piece(piece);
    }
    reading.nobody_named();
    reading.cast_lists();
    reading.nobody_listed();
    reading.kit.blocks.sort_unstable_by_key(|block| block.span);
    reading.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    Parsed { document: reading.kit, diagnostics: reading.diagnostics }
}

impl Reading<'_> {
    fn piece(&mut self, piece: &Piece) {
        let text = self.source.slice(piece.span);
        if is_furniture(text) {
            return self.block(piece.span, BlockKind::Furniture);
        }
        if let Some(section) = heading(text) {
            self.nobody_named();
            return self.open(section, piece);
        }
        if let Some((section, at)) = heading_before(text) {
            let cut = piece.span.start + at;
            self.nobody_named();
            self.open(section, &Piece { span: Span::new(piece.span.start, cut), ..*piece });
            return self.within(&Piece { span: Span::new(cut, piece.span.end), gap: 0 });
        }
        if !self.credit(piece) {
            self.within(piece);
        }
    }

    /// Reads `piece`, which is no heading and no credit, by the section it stands in.
    fn within(&mut self, piece: &Piece) {
        let text = self.source.slice(piece.span);
        match self.section {
            Section::Front => self.front(piece),
            Section::Logline | Section::Synopsis => self.story(piece),
            Section::Cast { .. } if is_prose(text) => {
                self.section = Section::Synopsis;
                self.story(piece);
            }
            Section::Cast { .. } => {
                if let Some((_, list)) = self.lists.last_mut() {
                    list.push(*piece);
                }
            }
            Section::Credits if is_prose(text) => self.story(piece),
            Section::Credits | Section::Elsewhere => self.block(piece.span, BlockKind::Other),
            Section::Advertising => {
                front::listing(&self.source.flow(piece.span), &mut self.kit.header);
                self.kit.headlines.push(piece.span);
                self.block(piece.span, BlockKind::Headline);
            }
        }
    }

    fn open(&mut self, section: Section, piece: &Piece) {
        self.section = section;
        if let Section::Cast { guest } = section {
            self.lists.push((guest, Vec::new()));
        }
        self.block(piece.span, BlockKind::Heading);
    }

    /// Reads `piece` as a credit, or as a name below a job; `false` where it is neither.
    fn credit(&mut self, piece: &Piece) -> bool {
        let found = credits::line(self.source, piece.span);
        if let Some(found) = found {
            self.nobody_named();
            self.block(piece.span, BlockKind::Credit);
            let names = credits::names(self.source, found.names);
            if names.is_empty() {
                self.jobs = Some((found.jobs, piece.span));
            } else {
                self.credited(&found.jobs, names, piece.span);
            }
            if self.section != Section::Front {
                self.section = Section::Credits;
            }
            return true;
        }
        self.name_below(piece)
    }

    fn name_below(&mut self, piece: &Piece) -> bool {
        let text = self.source.slice(piece.span);
        let Some((jobs, _)) = self.jobs.clone().filter(|_| !is_prose(text)) else { return false };
        let last = self.kit.credits.last().map(|credit| &credit.job);
        let named_before = last.is_some() && last == jobs.last();
        if named_before && piece.gap > 0 {
            self.jobs = None;
            return false;
        }
        let names = credits::names(self.source, piece.span);
        self.credited(&jobs, names, piece.span);
        self.block(piece.span, BlockKind::Credit);
        true
    }

    fn credited(&mut self, jobs: &[String], names: Vec<String>, span: Span) {
        for job in jobs {
            let credit = |name: &String| Credit { job: job.clone(), name: name.clone(), span };
            self.kit.credits.extend(names.iter().map(credit));
        }
    }

    /// Ends what waits for names, and reports it if none came.
    fn nobody_named(&mut self) {
        let Some((jobs, span)) = self.jobs.take() else { return };
        if self.kit.credits.last().is_none_or(|credit| Some(&credit.job) != jobs.last() || credit.span < span)
        {
            self.diagnostics.push(Diagnostic::warning(
                "credit-without-name",
                span,
                format!("found `{}`; expected a name behind or below it", jobs.join(", ")),
            ));
        }
    }

    fn front(&mut self, piece: &Piece) {
        if is_prose(self.source.slice(piece.span)) {
            return self.story(piece);
        }
        front::read(self.source, piece.span, &mut self.kit.header);
        self.block(piece.span, BlockKind::Metadata);
    }

    /// A paragraph: the first is the logline if it is short, the others are the synopsis.
    fn story(&mut self, piece: &Piece) {
        let text = self.source.slice(piece.span);
        self.naming.learn(text);
        let untold = self.kit.logline.is_none() && self.kit.synopsis.is_empty();
        let short = sentences(text).len() <= 2 && text.len() <= 400;
        let logline =
            untold && (self.section == Section::Logline || (short && self.section == Section::Front));
        if self.section == Section::Logline && !untold {
            self.block(piece.span, BlockKind::Metadata);
        } else if logline {
            self.kit.logline = Some(piece.span);
            self.block(piece.span, BlockKind::Metadata);
        } else {
            self.kit.synopsis.push(piece.span);
            self.block(piece.span, BlockKind::Synopsis);
        }
    }

    fn nobody_listed(&mut self) {
        if self.kit.cast.is_empty() {
            let whole = Span::new(0, self.source.text.len());
            let message = "found nobody listed; expected a heading `CAST` with roles and actors below it";
            self.diagnostics.push(Diagnostic::warning("press-kit-without-cast", whole, message));
        }
    }

    fn cast_lists(&mut self) {
        for (guest, list) in std::mem::take(&mut self.lists) {
            let read = cast::read(self.source, &list, guest, &self.naming);
            self.kit.blocks.extend(read.blocks);
            self.kit.cast.extend(read.entries);
            self.diagnostics.extend(read.diagnostics);
        }
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        self.kit.blocks.push(Block { span, kind });
    }
}

//! Memorable quotes: one or several lines in quotation marks, then a dash and who says them.

use crate::document::Diagnostic;
use crate::source::Source;
use crate::text::span::Span;

use super::marks::{self, attribution, unquoted};
use super::pieces::Piece;
use super::{Block, BlockKind, Quote};

/// What a section of quotes is read into.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    pub(super) blocks: Vec<Block>,
    pub(super) quotes: Vec<Quote>,
    pub(super) diagnostics: Vec<Diagnostic>,
    open: Option<Quote>,
}

/// A line of the section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// In quotation marks; with who says it where that stands on the same line.
    Said { inner: Span, closed: bool, by: Option<By> },
    /// `MAREN: The lamp is out.`
    Cued { by: Span, inner: Span },
    /// A dash and a name.
    By(Span),
    /// A direction between the lines, or anything else.
    Aside,
}

/// Who says it, on the line of the quote itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct By {
    name: Span,
    /// Where the dash before it stands.
    dash: usize,
}

/// Reads the pieces of one section of quotes.
pub(super) fn read(source: &Source, pieces: &[Piece]) -> Quotes {
    let lines: Vec<Line> = pieces.iter().map(|piece| line(source, piece.body)).collect();
    let loose = is_loose(pieces, &lines);
    let mut quotes = Quotes::default();
    for (at, (piece, line)) in pieces.iter().zip(&lines).enumerate() {
        let parted = piece.bullet || (piece.gap > 0 && !loose && !answers(&lines, at));
        if parted && !matches!(line, Line::By(_)) {
            quotes.close();
        }
        quotes.take(piece, *line);
    }
    quotes.close();
    quotes
}

/// Whether the piece `at` stands right behind a direction, so that it belongs to what is before it.
fn answers(lines: &[Line], at: usize) -> bool {
    lines.get(at) == Some(&Line::Aside)
        || at.checked_sub(1).and_then(|at| lines.get(at)) == Some(&Line::Aside)
}

fn line(source: &Source, span: Span) -> Line {
    let said = unquoted(source, span);
    if said.opened {
        let by = attribution(source, said.rest).map(|name| By { name, dash: said.rest.start });
        return Line::Said { inner: said.inner, closed: said.closed, by };
    }
    if let Some(name) = attribution(source, span) {
        return Line::By(name);
    }
    cued(source, span).unwrap_or(Line::Aside)
}

/// The longest label before a colon, bytes.
const LABEL: usize = 40;

fn cued(source: &Source, span: Span) -> Option<Line> {
    let text = source.slice(span);
    let colon = text.find(':').filter(|at| (1..=LABEL).contains(at))?;
    let label = &text[..colon];
    let named = label.starts_with(char::is_uppercase) && !label.contains(['.', '?', '!']);
    let said = unquoted(source, Span::new(span.start + colon + 1, span.end).trimmed(&source.text));
    let by = Span::new(span.start, span.start + colon).trimmed(&source.text);
    (named && !said.inner.is_empty()).then_some(Line::Cued { by, inner: said.inner })
}

/// Whether blank lines stand between the lines of one quote, so that they do not part quotes: no two
/// lines stand together, and there are more of them than of attributions.
fn is_loose(pieces: &[Piece], lines: &[Line]) -> bool {
    let said = |line: &Line| matches!(line, Line::Said { .. });
    let together = lines
        .windows(2)
        .zip(pieces.iter().skip(1))
        .any(|(pair, piece)| piece.gap == 0 && pair.iter().all(said));
    let attributed = lines.iter().filter(|line| matches!(line, Line::By(_))).count();
    let count = lines.iter().filter(|line| said(line)).count();
    !together && attributed > 0 && 2 * count >= 3 * attributed
}

impl Quotes {
    fn take(&mut self, piece: &Piece, line: Line) {
        match line {
            Line::Said { inner, closed, by } => {
                if !closed {
                    self.diagnostics.push(Diagnostic::warning(
                        "unclosed-quote",
                        inner,
                        "found a quote that opens with a quotation mark; expected another at its end",
                    ));
                }
                self.add(piece, inner, by);
            }
            Line::Cued { by, inner } => {
                self.block(piece.span, BlockKind::Quote);
                let open = self.open.get_or_insert_with(|| Quote { lines: Vec::new(), attribution: None });
                open.lines.push(inner);
                open.attribution.get_or_insert(by);
            }
            Line::By(name) => self.attribute(piece, name),
            Line::Aside => self.block(piece.span, BlockKind::Quote),
        }
    }

    fn add(&mut self, piece: &Piece, inner: Span, by: Option<By>) {
        let end = by.map_or(piece.span.end, |by| by.dash);
        self.block(Span::new(piece.span.start, end), BlockKind::Quote);
        let open = self.open.get_or_insert_with(|| Quote { lines: Vec::new(), attribution: None });
        open.lines.push(inner);
        if let Some(by) = by {
            open.attribution = Some(by.name);
            self.block(Span::new(end, piece.span.end), BlockKind::Attribution);
            self.close();
        }
    }

    fn attribute(&mut self, piece: &Piece, name: Span) {
        self.block(piece.span, BlockKind::Attribution);
        match self.open.take() {
            Some(open) => self.quotes.push(Quote { attribution: Some(name), ..open }),
            None => self.diagnostics.push(Diagnostic::warning(
                "attribution-without-quote",
                name,
                "found a dash and a name; expected a line in quotation marks before it",
            )),
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.attribution.is_none()
            && let (Some(first), Some(last)) = (open.lines.first(), open.lines.last())
        {
            self.diagnostics.push(Diagnostic::warning(
                "quote-without-attribution",
                Span::new(first.start, last.end),
                format!(
                    "found a quote of {} lines; expected a dash and who says it after it",
                    open.lines.len()
                ),
            ));
        }
        self.quotes.push(open);
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        self.blocks.push(Block { span, kind });
    }
}

/// Whether `text` opens like a line of a quote.
pub(super) fn is_said(text: &str) -> bool {
    text.starts_with(marks::is_opening)
}

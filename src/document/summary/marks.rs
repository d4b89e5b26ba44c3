//! Quotation marks around a line, and the dash before the name of who says it.

use crate::source::Source;
use crate::text::span::Span;

/// A line with its outer quotation marks taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unquoted {
    /// What stands between the marks.
    pub(super) inner: Span,
    /// From behind the closing mark to the end of the line; empty where there is none.
    pub(super) rest: Span,
    /// Whether the line opens with a mark.
    pub(super) opened: bool,
    /// Whether a mark closes it.
    pub(super) closed: bool,
}

/// Whether `character` may open a quote.
pub(super) fn is_opening(character: char) -> bool {
    matches!(character, '"' | '“' | '„' | '«' | '‘' | '‟')
}

/// Whether `character` may close a quote.
pub(super) fn is_closing(character: char) -> bool {
    matches!(character, '"' | '”' | '»' | '“')
}

/// Takes the outer quotation marks off the line at `span`. The closing mark is the last one, if no
/// words but an attribution or a direction in parentheses follow it.
pub(super) fn unquoted(source: &Source, span: Span) -> Unquoted {
    let text = source.slice(span);
    let open = text.chars().next().filter(|c| is_opening(*c) || (*c == '\'' && text.ends_with('\'')));
    let Some(open) = open else {
        return Unquoted { inner: span, rest: Span::new(span.end, span.end), opened: false, closed: false };
    };
    let start = span.start + open.len_utf8();
    let closes =
        |c: char| if matches!(open, '‘' | '\'') { matches!(c, '’' | '\'') } else { is_closing(c) };
    let inside = source.slice(Span::new(start, span.end));
    let close = inside.char_indices().rev().find(|(_, c)| closes(*c));
    let close = close.map(|(at, c)| (start + at, start + at + c.len_utf8()));
    let close = close.filter(|(_, end)| is_aside(source, Span::new(*end, span.end)));
    let (end, rest) = close.unwrap_or((span.end, span.end));
    Unquoted {
        inner: Span::new(start, end).trimmed(&source.text),
        rest: Span::new(rest, span.end).trimmed(&source.text),
        opened: true,
        closed: close.is_some(),
    }
}

/// Whether what follows the closing mark is no part of the quote.
fn is_aside(source: &Source, span: Span) -> bool {
    let span = span.trimmed(&source.text);
    let text = source.slice(span);
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    bracketed || !text.contains(char::is_alphanumeric) || attribution(source, span).is_some()
}

/// The name behind the dash with which the line at `span` begins.
pub(super) fn attribution(source: &Source, span: Span) -> Option<Span> {
    let text = source.slice(span);
    let rest = text.trim_start_matches(['-', '–', '—', '―', '−', '~']);
    let name = Span::new(span.end - rest.len(), span.end).trimmed(&source.text);
    let first = source.slice(name).chars().next()?;
    let named = first.is_alphanumeric() || matches!(first, '(' | '[');
    (rest.len() < text.len() && named).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_marks_come_off() {
        let cases = [
            ("\"The lamp is out.\"", "The lamp is out.", ""),
            ("“The lamp is 'out'.”", "The lamp is 'out'.", ""),
            ("\"The\" and \"lamp\".", "The\" and \"lamp", "."),
            ("\"The lamp.\" (he climbs) \"It is out.\"", "The lamp.\" (he climbs) \"It is out.", ""),
            ("\"The lamp.\" - Maren", "The lamp.", "- Maren"),
            ("\"The lamp.\" (softly)", "The lamp.", "(softly)"),
            ("\"The lamp.", "The lamp.", ""),
            ("\"The\" lamp is out", "The\" lamp is out", ""),
            ("The lamp", "The lamp", ""),
            ("'The lamp.'", "The lamp.", ""),
            ("'Twas the lamp.", "'Twas the lamp.", ""),
        ];
        for (line, inner, rest) in cases {
            let source = Source::from_bytes("a", line.as_bytes());
            let found = unquoted(&source, Span::new(0, source.text.len()));
            assert_eq!((source.slice(found.inner), source.slice(found.rest)), (inner, rest), "{line}");
        }
    }

    #[test]
    fn an_attribution_has_a_dash_and_a_name() {
        for (line, name) in [
            ("- Maren and Orrin", Some("Maren and Orrin")),
            ("—Maren, to Orrin", Some("Maren, to Orrin")),
            ("-- Maren", Some("Maren")),
            ("Maren", None),
            ("---", None),
            ("- \"The lamp\"", None),
        ] {
            let source = Source::from_bytes("a", line.as_bytes());
            let found = attribution(&source, Span::new(0, source.text.len()));
            assert_eq!(found.map(|span| source.slice(span)), name, "{line}");
        }
    }
}

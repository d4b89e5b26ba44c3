//! What of a Fountain text is read: its lines without boneyards (`/* ... */`) and notes (`[[ ... ]]`).

use std::borrow::Cow;

use crate::document::Diagnostic;
use crate::source::Source;
use crate::text::span::Span;

/// A line as it is read.
#[derive(Debug)]
pub(super) struct Line {
    /// The stretches of the source that it is made of; several where something inside is left out.
    parts: Vec<Span>,
    /// Whether a note stands in it.
    noted: bool,
}

impl Line {
    /// Its text, white space at the ends included.
    pub(super) fn text<'a>(&self, source: &'a Source) -> Cow<'a, str> {
        match self.parts.as_slice() {
            [] => Cow::Borrowed(""),
            [part] => Cow::Borrowed(source.slice(*part)),
            parts => Cow::Owned(parts.iter().map(|part| source.slice(*part)).collect()),
        }
    }

    /// From its first to its last character that is no white space.
    pub(super) fn span(&self, source: &Source) -> Span {
        let trimmed = || self.parts.iter().map(|part| part.trimmed(&source.text)).filter(|p| !p.is_empty());
        let start = trimmed().next().map_or_else(|| self.parts.first().map_or(0, |p| p.start), |p| p.start);
        Span::new(start, trimmed().next_back().map_or(start, |part| part.end))
    }

    /// Whether it is in the source as it is read.
    pub(super) fn is_whole(&self) -> bool {
        self.parts.len() <= 1
    }

    /// Whether there is nothing in it, and no note was.
    pub(super) fn is_blank(&self, source: &Source) -> bool {
        !self.noted && self.is_empty(source)
    }

    /// Whether nothing in it is read.
    pub(super) fn is_empty(&self, source: &Source) -> bool {
        self.parts.iter().all(|part| source.slice(*part).trim().is_empty())
    }
}

/// A stretch that is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Its marks included.
    pub(super) span: Span,
    /// A note; else a boneyard.
    pub(super) note: bool,
}

impl Hidden {
    /// What stands between the marks.
    pub(super) fn inside(self, source: &Source) -> Span {
        Span::new(self.span.start + 2, self.span.end.saturating_sub(2)).trimmed(&source.text)
    }
}

/// The boneyards and notes of `source`, in order, and what there is to say about them.
pub(super) fn hidden(source: &Source) -> (Vec<Hidden>, Vec<Diagnostic>) {
    let text = source.text.as_str();
    let (mut found, mut told) = (Vec::new(), Vec::new());
    let mut at = 0;
    // Where it is known that no note begun before it is closed.
    let mut unclosed_until = 0;
    let mut buried = true;
    while let Some(step) = text.get(at..).and_then(|rest| memchr::memchr2(b'/', b'[', rest.as_bytes())) {
        let start = at + step;
        let rest = text.get(start..).unwrap_or_default();
        at = start + 1;
        if text.get(..start).is_some_and(|before| before.ends_with('\\')) {
            continue;
        }
        if rest.starts_with("/*") && buried {
            match rest.find("*/") {
                Some(end) => {
                    at = start + end + 2;
                    found.push(Hidden { span: Span::new(start, at), note: false });
                }
                None => {
                    buried = false;
                    told.push(unclosed("unclosed-boneyard", start, "/*", "*/"));
                }
            }
        } else if rest.starts_with("[[") && start >= unclosed_until {
            let length = paragraph(rest);
            match rest.get(..length).and_then(|within| within.find("]]")) {
                Some(end) => {
                    at = start + end + 2;
                    found.push(Hidden { span: Span::new(start, at), note: true });
                }
                None => {
                    unclosed_until = start + length;
                    told.push(unclosed("unclosed-note", start, "[[", "]]"));
                }
            }
        }
    }
    (found, told)
}

fn unclosed(code: &'static str, start: usize, open: &str, close: &str) -> Diagnostic {
    let message =
        format!("found `{open}` that is never closed; expected `{close}` behind it; read as it stands");
    Diagnostic::warning(code, Span::new(start, start + 2), message)
}

/// How many bytes of `text` stand before its first blank line; two spaces keep a line from being blank.
fn paragraph(text: &str) -> usize {
    let mut from = 0;
    while let Some(step) = text.get(from..).and_then(|rest| memchr::memchr(b'\n', rest.as_bytes())) {
        let line = text.get(from + step + 1..).unwrap_or_default();
        let spaces = line.len() - line.trim_start_matches([' ', '\t']).len();
        if spaces < 2 && line.get(spaces..).is_none_or(|rest| rest.is_empty() || rest.starts_with('\n')) {
            return from + step;
        }
        from += step + 1;
    }
    text.len()
}

/// The lines of `source` from byte `from` on, without what is `hidden`.
pub(super) fn lines(source: &Source, hidden: &[Hidden], from: usize) -> Vec<Line> {
    let mut lines = vec![Line { parts: Vec::new(), noted: false }];
    let mut at = from;
    let ends =
        hidden.iter().filter(|hidden| hidden.span.start >= from).map(|hidden| (hidden.span, hidden.note));
    for (hidden, note) in ends.chain([(Span::new(source.text.len(), source.text.len()), false)]) {
        push_text(&mut lines, source, Span::new(at, hidden.start));
        if let Some(last) = lines.last_mut() {
            last.noted |= note;
        }
        at = hidden.end;
    }
    lines
}

/// Adds the visible text of `span`, which goes on with the last line.
fn push_text(lines: &mut Vec<Line>, source: &Source, span: Span) {
    let mut start = span.start;
    for (number, part) in source.slice(span).split('\n').enumerate() {
        if number > 0 {
            lines.push(Line { parts: Vec::new(), noted: false });
        }
        let end = start + part.len();
        if let Some(line) = lines.last_mut().filter(|_| start < end) {
            line.parts.push(Span::new(start, end));
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let source = Source::from_bytes("t", text.as_bytes());
        let (hidden, _) = hidden(&source);
        lines(&source, &hidden, 0).iter().map(|line| line.text(&source).trim().to_owned()).collect()
    }

    #[test]
    fn notes_and_boneyards_are_left_out() {
        assert_eq!(read("a [[b]]c\nd"), ["a c", "d"]);
        assert_eq!(read("a [[b\nc]]d\n\n/* e\n\nf */\ng"), ["a d", "", "", "g"]);
        assert_eq!(read("a [[b\n  \nc]] d"), ["a  d"]);
        assert_eq!(read("a [[b\n\nc]]"), ["a [[b", "", "c]]"]);
        assert_eq!(read("a /* b"), ["a /* b"]);
    }

    #[test]
    fn what_is_never_closed_takes_no_time() {
        let text = "[[/*".repeat(50_000);
        assert_eq!(read(&text).len(), 1);
    }
}

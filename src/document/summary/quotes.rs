//! Memorable quotes: lines in quotation marks, then a dash and who says them.

use crate::document::Diagnostic;
use crate::source::Source;
use crate::text::span::Span;

use super::Quote;

/// The quotes read so far, and the one that is being read.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    pub(super) quotes: Vec<Quote>,
    lines: Vec<Span>,
}

/// What a line of the section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteLine {
    /// Something said.
    Said,
    /// Who says it.
    Attribution,
}

impl Quotes {
    /// Takes the next line of the section; `after_blank` says whether a blank line stands before it.
    pub(super) fn line(
        &mut self,
        source: &Source,
        line: Span,
        after_blank: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> QuoteLine {
        let text = source.slice(line);
        if let Some(name) = attribution(text) {
            let start = line.end - name.len();
            let attribution = Some(Span::new(start, line.end)).filter(|span| !span.is_empty());
            if self.lines.is_empty() {
                let message = "somebody is named and nothing is quoted; expected a quote before it";
                diagnostics.push(Diagnostic::warning("attribution-without-quote", line, message));
            } else {
                self.quotes.push(Quote { lines: std::mem::take(&mut self.lines), attribution });
            }
            return QuoteLine::Attribution;
        }
        if after_blank {
            self.close(diagnostics);
        }
        self.lines.push(said(source, line, diagnostics));
        QuoteLine::Said
    }

    /// Ends the quote that is being read, which nobody is named for.
    pub(super) fn close(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let (Some(first), Some(last)) = (self.lines.first(), self.lines.last()) else { return };
        let span = Span::new(first.start, last.end);
        let message = "nobody is named for this quote; expected a dash and a name after it";
        diagnostics.push(Diagnostic::warning("quote-without-attribution", span, message));
        self.quotes.push(Quote { lines: std::mem::take(&mut self.lines), attribution: None });
    }
}

/// Who is named after the dash at the beginning of `text`.
fn attribution(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '–', '—', '―', '~'])?;
    Some(rest.trim_start_matches(['-', '–', '—', '―', '~']).trim_start())
}

/// The words of a line without its quotation marks and bullet.
fn said(source: &Source, line: Span, diagnostics: &mut Vec<Diagnostic>) -> Span {
    let text = source.slice(line);
    let Some(open) =
        text.find(['"', '“', '”']).filter(|at| text[..*at].chars().all(|c| !c.is_alphanumeric()))
    else {
        return line;
    };
    let start = open + text[open..].chars().next().map_or(1, char::len_utf8);
    let close = text.rfind(['"', '”', '“']).filter(|close| *close >= start);
    if close.is_none() {
        let message = "the quote is not closed on its line; expected a closing quotation mark";
        diagnostics.push(Diagnostic::warning("unclosed-quote", line, message));
    }
    Span::new(line.start + start, line.start + close.unwrap_or(text.len())).trimmed(&source.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(Vec<String>, Option<String>)>, usize) {
        let source = Source::from_bytes("t", text.as_bytes());
        let (mut quotes, mut diagnostics, mut blank) = (Quotes::default(), Vec::new(), true);
        for span in source.line_spans() {
            let line = span.trimmed(&source.text);
            if !line.is_empty() {
                quotes.line(&source, line, blank, &mut diagnostics);
            }
            blank = line.is_empty();
        }
        quotes.close(&mut diagnostics);
        let of = |span: Span| span.of(&source.text).to_owned();
        let shown =
            |quote: &Quote| (quote.lines.iter().copied().map(of).collect(), quote.attribution.map(of));
        (quotes.quotes.iter().map(shown).collect(), diagnostics.len())
    }

    #[test]
    fn lines_belong_to_the_attribution_that_follows() {
        let (quotes, faults) =
            read("\"Out?\"\n“Out, and cold.”\n\n- Fenn and Lisk\n\n\"Light it.\"\n— Fenn, to Lisk\n");
        let of = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            quotes,
            [
                (of(&["Out?", "Out, and cold."]), Some("Fenn and Lisk".to_owned())),
                (of(&["Light it."]), Some("Fenn, to Lisk".to_owned())),
            ]
        );
        assert_eq!(faults, 0);
    }

    #[test]
    fn faults_are_told() {
        let (quotes, faults) = read("\"Light it.\n\n\"Now.\"\n- Fenn\n- Lisk\n");
        assert_eq!(quotes.len(), 2);
        assert_eq!(faults, 3);
    }
}

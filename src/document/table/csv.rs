//! Rows of fields between commas (RFC 4180), semicolons or tabs, as spreadsheets save them.

use std::borrow::Cow;

use crate::document::Diagnostic;
use crate::source::Source;
use crate::text::span::Span;

use super::column::Column;
use super::rows::{Field, Row, Rows};

/// What stands between the fields of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    separator: char,
}

/// What may stand between fields.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The longest line of names that is looked at, bytes.
const LONGEST: usize = 2000;

/// What the line `first` tells of the table that it begins, and the columns in it that mean something;
/// `None` where it is no line of names.
pub(super) fn head(first: &str) -> Option<(Head, Vec<Column>)> {
    let separator = first.chars().take(LONGEST).find(|c| SEPARATORS.contains(c))?;
    let named = |name: &str| {
        let name = name.trim_matches('"');
        name.len() <= 40 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-'))
    };
    if first.len() > LONGEST || !first.split(separator).all(named) {
        return None;
    }
    let columns: Vec<Column> =
        first.split(separator).filter_map(|name| Column::called(name.trim_matches('"'))).collect();
    Column::make_a_script(&columns).then_some((Head { separator }, columns))
}

/// The rows of `source`, whose first line is one of names.
pub(super) fn rows<'a>(source: &'a Source, head: Head) -> Rows<'a> {
    let first = source.line_span(source.first_line());
    let names = source.slice(first).split(head.separator);
    let columns: Vec<Option<Column>> = names.map(|name| Column::called(name.trim_matches('"'))).collect();
    let mut scanner = Scanner { text: &source.text, at: first.end, separator: head.separator };
    let mut rows = Vec::new();
    while let Some(row) = scanner.row(&columns) {
        rows.push(row);
    }
    Rows { header: Some(first), rows }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    separator: char,
}

impl<'a> Scanner<'a> {
    /// The next row that has something in it.
    fn row(&mut self, columns: &[Option<Column>]) -> Option<Row<'a>> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        if self.rest().trim().is_empty() {
            return None;
        }
        let start = self.at;
        let mut row = Row { span: Span::new(start, start), fields: Vec::new(), fault: None };
        for number in 0.. {
            let (field, closed) = self.field();
            if !closed {
                let message = "found a quotation mark that opens a field; expected one that closes it; the field ends \
                               with its line";
                row.fault = Some(Diagnostic::warning("unclosed-quote", field.span, message));
            }
            if let Some(column) = columns.get(number).copied().flatten() {
                row.fields.push((column, field));
            }
            if !self.rest().starts_with(self.separator) {
                break;
            }
            self.at += self.separator.len_utf8();
        }
        row.span = Span::new(start, self.at);
        Some(row)
    }

    /// The next field, and whether its quotation mark is closed. Afterwards a separator, a line's end or the
    /// end of the text comes next.
    fn field(&mut self) -> (Field<'a>, bool) {
        let start = self.at;
        let quoted = self.rest().strip_prefix('"').map(closing);
        if let Some(Some(length)) = quoted {
            let span = Span::new(start + 1, start + 1 + length);
            self.at = span.end + 1;
            // What stands between the mark and the separator is part of no field.
            self.at += self.to_end();
            let inner = span.of(self.text);
            let value = match inner.contains('"') {
                true => Cow::Owned(inner.replace("\"\"", "\"")),
                false => Cow::Borrowed(inner),
            };
            return (Field { span, value }, true);
        }
        self.at += self.to_end();
        let span = Span::new(start, self.at);
        (Field { span, value: Cow::Borrowed(span.of(self.text)) }, quoted.is_none())
    }

    /// How many bytes there are before the next separator or line's end.
    fn to_end(&self) -> usize {
        let rest = self.rest();
        rest.find([self.separator, '\n']).unwrap_or(rest.len())
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// Where the quotation mark stands that closes what `text` begins with; two of them stand for one that is meant.
fn closing(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('"')?;
        match text.get(at + 1..)?.starts_with('"') {
            true => at += 2,
            false => return Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Vec<String>> {
        let source = Source::from_bytes("t.csv", format!("speaker,text\n{text}").as_bytes());
        let (head, _) = head("speaker,text").expect("names");
        let rows = rows(&source, head).rows;
        let of = |row: &Row<'_>| row.fields.iter().map(|(_, field)| field.value.to_string()).collect();
        rows.iter().map(of).collect()
    }

    #[test]
    fn fields_are_read_as_they_are_written() {
        assert_eq!(values("A,one\nB,two"), [["A", "one"], ["B", "two"]]);
        assert_eq!(values("A,\"one, \"\"two\"\"\nthree\"\n\nB,"), [["A", "one, \"two\"\nthree"], ["B", ""]]);
        assert_eq!(values("A,\"one\nB,two\n"), [["A", "\"one"], ["B", "two"]]);
        assert_eq!(values("A,\"one\" x,y\n"), [["A", "one"]]);
        assert_eq!(values("\"\",\"\"\n"), [["", ""]]);
    }

    #[test]
    fn only_a_line_of_names_begins_a_table() {
        for (line, is) in [
            ("speaker,text", true),
            ("Character;Dialogue;Scene", true),
            ("id\t\"kind\"\ttext", true),
            ("text,words", false),
            ("Speaker, a text", false),
            ("MAREN: speaker, text", false),
            ("", false),
        ] {
            assert_eq!(head(line).is_some(), is, "{line}");
        }
    }
}

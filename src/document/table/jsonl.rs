//! Rows that are JSON objects, one a line (<https://jsonlines.org>).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::document::Diagnostic;
use crate::source::Source;
use crate::text::span::Span;

use super::column::Column;
use super::rows::{Field, Row, Rows};

/// The columns of the object on the line `first`, where it is one of a script.
pub(super) fn columns(first: &str) -> Option<Vec<Column>> {
    let columns: Vec<Column> = object(first)?.keys().filter_map(|name| Column::called(name)).collect();
    Column::make_a_script(&columns).then_some(columns)
}

fn object(line: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(line).ok()
}

/// The rows of `source`, one a line.
pub(super) fn rows(source: &Source) -> Rows<'_> {
    let lines = source.line_spans().map(|line| line.trimmed(&source.text));
    Rows { header: None, rows: lines.filter(|line| !line.is_empty()).map(|line| row(source, line)).collect() }
}

fn row(source: &Source, span: Span) -> Row<'_> {
    let line = source.slice(span);
    let Some(object) = object(line) else {
        let message = "found a line that is no JSON object; expected one with a text";
        let fault = Diagnostic::warning("malformed-json", span, message);
        return Row { span, fields: Vec::new(), fault: Some(fault) };
    };
    let field = |(name, value): (String, &RawValue)| {
        let column = Column::called(&name)?;
        let raw: &str = value.get();
        let start = span.start + offset(line, raw)?;
        Some((column, field(raw, start)?))
    };
    let mut fields: Vec<(Column, Field<'_>)> = object.into_iter().filter_map(field).collect();
    fields.sort_by_key(|(_, field)| field.span.start);
    Row { span, fields, fault: None }
}

/// Where in `line` its part `raw` begins.
fn offset(line: &str, raw: &str) -> Option<usize> {
    raw.as_ptr().addr().checked_sub(line.as_ptr().addr()).filter(|at| at + raw.len() <= line.len())
}

/// A value that begins at byte `start`; `None` for null. Of a string the marks around it are no part; numbers
/// and lists are as they are written.
fn field(raw: &str, start: usize) -> Option<Field<'static>> {
    if raw == "null" {
        return None;
    }
    let text = raw.starts_with('"').then(|| serde_json::from_str::<String>(raw).ok()).flatten();
    let inset = usize::from(text.is_some());
    let span = Span::new(start + inset, start + raw.len() - inset);
    Some(Field { span, value: Cow::Owned(text.unwrap_or_else(|| raw.to_owned())) })
}

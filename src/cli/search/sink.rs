//! Records as programs read them: tables with tabs or commas, JSON whole or a line each.

use std::io::{BufWriter, StdoutLock, Write};

use serde_json::{Map, Value};

use crate::cli::arguments::SearchFormat;
use crate::cli::{CliError, output};

/// A record: its fields in the order in which they are printed.
pub(super) type Record = Map<String, Value>;

/// Where records go: printed at once, or held where the format is one value.
pub(super) struct Sink {
    format: SearchFormat,
    /// The fields that tables have a column for.
    columns: &'static [&'static str],
    begun: bool,
    held: Vec<Value>,
    out: BufWriter<StdoutLock<'static>>,
}

impl Sink {
    pub(super) fn new(format: SearchFormat, columns: &'static [&'static str]) -> Self {
        Self { format, columns, begun: false, held: Vec::new(), out: output::stdout() }
    }

    /// Takes a record.
    pub(super) fn put(&mut self, record: Record) -> Result<(), CliError> {
        match self.format {
            SearchFormat::Text | SearchFormat::Json => self.held.push(Value::Object(record)),
            SearchFormat::Jsonl => {
                serde_json::to_writer(&mut self.out, &record)?;
                writeln!(self.out)?;
            }
            SearchFormat::Tsv => self.row(&record, "\t", tab_separated)?,
            SearchFormat::Csv => self.row(&record, ",", comma_separated)?,
        }
        Ok(())
    }

    /// Prints a line for people.
    pub(super) fn line(&mut self, line: &str) -> Result<(), CliError> {
        Ok(writeln!(self.out, "{line}")?)
    }

    /// Lets what was printed so far be read.
    pub(super) fn flush(&mut self) -> Result<(), CliError> {
        Ok(self.out.flush()?)
    }

    /// Prints an array of what was held, or the names of a table without rows.
    pub(super) fn finish(&mut self) -> Result<(), CliError> {
        match self.format {
            SearchFormat::Text | SearchFormat::Jsonl => {}
            SearchFormat::Json => {
                let held = std::mem::take(&mut self.held);
                self.value(&Value::Array(held))?;
            }
            SearchFormat::Tsv => self.names("\t")?,
            SearchFormat::Csv => self.names(",")?,
        }
        self.flush()
    }

    /// Prints one value as it stands.
    pub(super) fn value(&mut self, value: &Value) -> Result<(), CliError> {
        serde_json::to_writer_pretty(&mut self.out, value)?;
        writeln!(self.out)?;
        self.flush()
    }

    fn names(&mut self, separator: &str) -> Result<(), CliError> {
        if !std::mem::replace(&mut self.begun, true) {
            writeln!(self.out, "{}", self.columns.join(separator))?;
        }
        Ok(())
    }

    fn row(&mut self, record: &Record, separator: &str, cell: fn(&str) -> String) -> Result<(), CliError> {
        self.names(separator)?;
        let cells = self.columns.iter().map(|column| cell(&plain(record.get(*column))));
        writeln!(self.out, "{}", cells.collect::<Vec<_>>().join(separator))?;
        Ok(())
    }
}

/// A value in a cell: several are separated by semicolons.
fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(values)) => {
            values.iter().map(|value| plain(Some(value))).collect::<Vec<_>>().join("; ")
        }
        Some(other) => other.to_string(),
    }
}

/// A tab or line end inside a cell would begin another one.
fn tab_separated(cell: &str) -> String {
    cell.replace(['\t', '\n', '\r'], " ")
}

/// As RFC 4180, section 2, has it: in quotation marks where it holds a comma, a line end or one of
/// them, which are doubled.
fn comma_separated(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cells_hold_what_separates_them() {
        for (cell, tabs, commas) in [
            ("plain", "plain", "plain"),
            ("a, b", "a, b", "\"a, b\""),
            ("say \"when\"", "say \"when\"", "\"say \"\"when\"\"\""),
            ("a\tb\nc", "a b c", "\"a\tb\nc\""),
        ] {
            assert_eq!((tab_separated(cell).as_str(), comma_separated(cell).as_str()), (tabs, commas));
        }
    }

    #[test]
    fn values_are_plain_in_a_cell() {
        for (value, expected) in [
            (json!("a"), "a"),
            (json!(null), ""),
            (json!(["a", "b"]), "a; b"),
            (json!(7), "7"),
            (json!(true), "true"),
        ] {
            assert_eq!(plain(Some(&value)), expected);
        }
        assert_eq!(plain(None), "");
    }
}

//! Where commands print: buffered, cleaned, in columns.

use std::fmt;
use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

use super::CliError;

/// Standard output for one command.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Tells `text`, which is clean, on standard error, as the program's; where nobody can be told, nothing is lost but
/// that.
pub(super) fn complain(text: impl fmt::Display) {
    let _unheard = writeln!(io::stderr(), "tableread: {text}");
}

/// Prints `value` as indented JSON with a final newline.
pub(super) fn json(value: &impl Serialize) -> Result<(), CliError> {
    let mut out = stdout();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}

/// Rows of text in columns as wide as their widest cell; the last column is left as it is.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Adds a row.
    pub(super) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Prints the rows, two spaces between the columns.
    pub(super) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let widths = self.widths();
        for row in &self.rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(shown_width(cell)) + 2));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = Vec::new();
        for row in &self.rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(shown_width(cell));
            }
        }
        widths
    }
}

fn shown_width(cell: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::default();
        table.row(["a", "béta", "x"]);
        table.row(["long", "b", "y"]);
        let mut out = Vec::new();
        table.print(&mut out).expect("writing to memory");
        assert_eq!(String::from_utf8(out).expect("text"), "a     béta  x\nlong  b     y\n");
    }
}

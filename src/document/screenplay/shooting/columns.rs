//! The columns of a shooting script: where action, what is said, and names begin.
//!
//! They are learnt from the script itself: a name in capitals stands further in than what is said below it,
//! and that further in than the action. Tabs go to every eighth column, as typewriters' did.

use std::collections::HashMap;

use crate::document::screenplay::lines::{is_cue, is_slug};
use crate::source::Source;
use crate::text::span::Span;

/// A line of the script without the white space around it and the mark of a revision at its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Its words.
    pub(super) span: Span,
    /// All of it but white space.
    pub(super) whole: Span,
    /// The column of its first character, from 0.
    pub(super) column: usize,
}

/// The columns of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// Where names stand.
    pub(super) name: usize,
    /// Where what is said begins.
    pub(super) said: usize,
}

/// How far further in a name stands than what is said, at least.
const INDENT: usize = 4;

/// Every line of `source`; without those that are blank only because it is double-spaced.
pub(super) fn rows(source: &Source) -> Vec<Row> {
    closed_up(source, source.line_spans().map(|line| row(source, line)).collect())
}

/// How many lines a script has at least of which it is told how they are spaced.
const FEWEST_SPACED: usize = 20;

/// `rows`; where they are double-spaced, as scripts of comedies on a stage are, without what that puts between a
/// name and what is said and between the lines of one paragraph.
fn closed_up(source: &Source, rows: Vec<Row>) -> Vec<Row> {
    if !is_double_spaced(&rows) {
        return rows;
    }
    let margin =
        rows.iter().filter(|row| !row.whole.is_empty()).map(|row| row.column).min().unwrap_or_default();
    let is_spacing = |at: usize| {
        let Some([above, blank, below]) = at.checked_sub(1).and_then(|from| rows.get(from..from + 3)) else {
            return false;
        };
        let (said_above, said_below) = (source.slice(above.span), source.slice(below.span));
        let alone = blank.whole.is_empty() && !said_above.is_empty() && !said_below.is_empty();
        let further_out = below.column <= above.column || said_below.starts_with('(');
        let unfinished =
            above.column == below.column && !said_above.ends_with(['.', '!', '?', ':', ')', '-']);
        alone && further_out && (below.column >= margin + INDENT || unfinished && !is_slug(said_above))
    };
    let spacing: Vec<bool> = (0..rows.len()).map(is_spacing).collect();
    rows.into_iter().zip(spacing).filter(|(_, spacing)| !spacing).map(|(row, _)| row).collect()
}

/// Whether hardly any two lines stand one right below the other, but most have a single blank one between them.
fn is_double_spaced(rows: &[Row]) -> bool {
    let written = |row: Option<&Row>| row.is_some_and(|row| !row.whole.is_empty());
    let (mut below, mut apart) = (0, 0);
    for (at, _) in rows.iter().enumerate().filter(|(_, row)| !row.whole.is_empty()) {
        match (written(rows.get(at + 1)), written(rows.get(at + 2))) {
            (true, _) => below += 1,
            (false, true) => apart += 1,
            (false, false) => {}
        }
    }
    apart >= FEWEST_SPACED && below * 5 < apart
}

fn row(source: &Source, line: Span) -> Row {
    let text = source.slice(line);
    let mut column = 0;
    for character in text.chars().take_while(|c| c.is_whitespace()) {
        column = if character == '\t' { (column / 8 + 1) * 8 } else { column + 1 };
    }
    let whole = line.trimmed(&source.text);
    Row { span: unmarked(source, whole), whole, column }
}

/// `line` without the star that marks a revised line at its right end.
fn unmarked(source: &Source, line: Span) -> Span {
    let text = source.slice(line);
    let bare = text.trim_end_matches('*');
    let marked = bare.len() < text.len() && (bare.ends_with("  ") || bare.ends_with('\t') || bare.is_empty());
    if marked { Span::new(line.start, line.start + bare.trim_end().len()) } else { line }
}

/// The lines of `source` up to number `end`.
pub(super) fn rows_until(source: &Source, end: usize) -> Vec<Row> {
    closed_up(
        source,
        (source.first_line()..=end).map(|number| row(source, source.line_span(number))).collect(),
    )
}

/// How many names stand over words that begin further out, and the columns that most of them have; `None`
/// where no name does.
pub(super) fn learn(source: &Source, rows: &[Row]) -> Option<(usize, Columns)> {
    let mut pairs: HashMap<(usize, usize), usize> = HashMap::new();
    let mut blank = true;
    for (at, row) in rows.iter().enumerate() {
        let text = source.slice(row.span);
        if blank && is_cue(text) && !is_slug(text) {
            let below = rows.iter().skip(at + 1).take(4).take_while(|row| !row.span.is_empty());
            let said =
                below.filter(|row| !source.slice(row.span).starts_with('(')).map(|row| row.column).min();
            if let Some(said) = said.filter(|said| said + INDENT <= row.column) {
                *pairs.entry((row.column, said)).or_default() += 1;
            }
        }
        blank = row.span.is_empty();
    }
    let all = pairs.values().sum();
    let most = pairs.into_iter().max_by_key(|(columns, count)| (*count, *columns))?;
    let (name, said) = most.0;
    Some((all, Columns { name, said }))
}

impl Columns {
    /// Whether `row` begins where names do.
    pub(super) fn is_name(self, row: Row) -> bool {
        row.column >= (self.said + INDENT).max(self.name.saturating_sub(INDENT))
            && row.column <= self.name + 12
    }

    /// Whether `row` begins where what is said does, or what is told in parentheses within it.
    pub(super) fn is_said(self, row: Row) -> bool {
        row.column + 2 >= self.said && row.column <= self.name + 2
    }
}

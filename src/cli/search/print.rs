//! Hits as text: a row each, what answers lit where the terminal may, episodes told apart as `rg` tells
//! files apart.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::ops::Range;

use clap::ColorChoice;

use crate::cli::CliError;
use crate::cli::arguments::{SearchArguments, SearchFormat};
use crate::episode::Element;
use crate::search::{Query, Tier};

use super::Report;
use super::context::{Row, rows};
use super::episodes::Found;
use super::sink::Sink;

/// Bold, red as `grep` has it, and back.
pub(super) const LIT: (&str, &str) = ("\u{1b}[1;31m", "\u{1b}[0m");

/// What stands between stretches that do not follow on each other.
const GAP: &str = "--";

/// Hits, a divider before those that are only near, then what is told elsewhere.
pub(super) struct Rows<'q> {
    query: &'q Query,
    context: usize,
    lit: bool,
    /// How several episodes are told apart.
    naming: Naming,
    begun: bool,
    sink: Sink,
}

/// How an episode's rows say which one they are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// Not at all: there is but one.
    None,
    /// By a heading: what a person reads.
    Heading,
    /// By the path before each row: what a program reads.
    Prefix,
}

impl<'q> Rows<'q> {
    pub(super) fn new(query: &'q Query, wanted: &SearchArguments, several: bool) -> Self {
        let naming = match several {
            false => Naming::None,
            true if io::stdout().is_terminal() => Naming::Heading,
            true => Naming::Prefix,
        };
        let (context, lit) = (wanted.context, may_light(wanted.color));
        Self { query, context, lit, naming, begun: false, sink: Sink::new(SearchFormat::Text, &[]) }
    }

    /// Begins the rows of an episode; gives what stands before each of them.
    fn begin(&mut self, found: &Found) -> Result<String, CliError> {
        let first = !std::mem::replace(&mut self.begun, true);
        match self.naming {
            Naming::None => Ok(String::new()),
            Naming::Heading => {
                if !first {
                    self.sink.line("")?;
                }
                self.sink.line(&format!("{}  {}", found.path(), found.name))?;
                Ok(String::new())
            }
            Naming::Prefix => {
                if !first && self.context > 0 {
                    self.sink.line(GAP)?;
                }
                Ok(format!("{}:", found.path()))
            }
        }
    }

    fn line(&self, found: &Found, row: &Row) -> String {
        let element = found.episode.element(row.element);
        let mut line = format!("{} ", element.id);
        if let Some(name) = found.episode.speaker_name(element) {
            line.push_str(&name);
            line.push_str(": ");
        }
        let lit = if self.lit { found.index.highlights(self.query, row.element) } else { Vec::new() };
        light(&mut line, element, &lit);
        let witnesses = row.hit.map_or(&[][..], |hit| &hit.witnesses);
        if !witnesses.is_empty() {
            let names: Vec<String> = witnesses.iter().map(ToString::to_string).collect();
            // Writing to a string does not fail.
            let _written = write!(line, " [{}]", names.join(", "));
        }
        line
    }
}

impl Report for Rows<'_> {
    fn take(&mut self, found: &Found) -> Result<(), CliError> {
        let prefix = self.begin(found)?;
        let mut near_begun = false;
        for row in rows(&found.episode, &found.answer.hits, self.context) {
            if row.after_gap {
                self.sink.line(GAP)?;
            }
            let is_near = row.hit.is_some_and(|hit| hit.tier == Tier::Near);
            if is_near && !near_begun && self.context == 0 {
                near_begun = true;
                self.sink.line("-- near --")?;
            }
            let line = self.line(found, &row);
            self.sink.line(&format!("{prefix}{line}"))?;
        }
        for told in &found.answer.told {
            let id = told.element.map(|ix| found.episode.element(ix).id);
            let place = id.map_or_else(String::new, |id| format!(" ({id})"));
            let text = told.witness.text(&found.episode);
            self.sink.line(&format!("{prefix}{}{place}: {text}", told.witness))?;
        }
        self.sink.flush()
    }

    fn finish(&mut self) -> Result<(), CliError> {
        self.sink.flush()
    }
}

/// Whether what answers is to be lit.
pub(super) fn may_light(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            io::stdout().is_terminal() && !dumb && !unwanted
        }
    }
}

/// Adds the element's text to `line`, the stretches `lit` of it lit.
fn light(line: &mut String, element: &Element, lit: &[Range<usize>]) {
    let mut at = 0;
    let text = |range: Range<usize>| element.text.get(range).unwrap_or_default();
    for range in lit {
        for part in [text(at..range.start), LIT.0, text(range.clone()), LIT.1] {
            line.push_str(part);
        }
        at = range.end;
    }
    line.push_str(text(at..element.text.len()));
}

//! Hits as text: a row each, what answers lit where the terminal may.

use std::io::{self, IsTerminal, Write};
use std::ops::Range;

use clap::ColorChoice;

use crate::cli::arguments::SearchArguments;
use crate::cli::{CliError, output};
use crate::episode::{Element, Episode};
use crate::search::{Answer, Index, Query, Tier};

use super::context::{Row, rows};

/// Bold, red as `grep` has it, and back.
const LIT: (&str, &str) = ("\u{1b}[1;31m", "\u{1b}[0m");

/// Prints `answer`: hits, a divider before those that are only near, then what is told elsewhere.
pub(super) fn print(
    episode: &Episode,
    index: &Index,
    query: &Query,
    answer: &Answer,
    wanted: &SearchArguments,
) -> Result<(), CliError> {
    let lit = may_light(wanted.color);
    let mut out = output::stdout();
    let mut near_begun = false;
    for row in rows(episode, &answer.hits, wanted.context) {
        if row.after_gap {
            writeln!(out, "--")?;
        }
        let is_near = row.hit.is_some_and(|hit| hit.tier == Tier::Near);
        if is_near && !near_begun && wanted.context == 0 {
            near_begun = true;
            writeln!(out, "-- near --")?;
        }
        let ranges = if lit { index.highlights(query, row.element) } else { Vec::new() };
        print_row(&mut out, episode, &row, &ranges)?;
    }
    for told in &answer.told {
        let place = told.element.map_or_else(String::new, |ix| format!(" ({})", episode.element(ix).id));
        writeln!(out, "{}{place}: {}", told.witness, told.witness.text(episode))?;
    }
    out.flush()?;
    Ok(())
}

/// Whether what answers is to be lit.
fn may_light(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

fn print_row(out: &mut impl Write, episode: &Episode, row: &Row<'_>, lit: &[Range<usize>]) -> io::Result<()> {
    let element = episode.element(row.element);
    write!(out, "{} ", element.id)?;
    if let Some(name) = episode.speaker_name(element) {
        write!(out, "{name}: ")?;
    }
    print_lit(out, element, lit)?;
    let witnesses = row.hit.map_or(&[][..], |hit| &hit.witnesses);
    if !witnesses.is_empty() {
        let names: Vec<String> = witnesses.iter().map(ToString::to_string).collect();
        write!(out, " [{}]", names.join(", "))?;
    }
    writeln!(out)
}

fn print_lit(out: &mut impl Write, element: &Element, lit: &[Range<usize>]) -> io::Result<()> {
    let mut at = 0;
    for range in lit {
        let plain = element.text.get(at..range.start).unwrap_or_default();
        let found = element.text.get(range.clone()).unwrap_or_default();
        write!(out, "{plain}{}{found}{}", LIT.0, LIT.1)?;
        at = range.end;
    }
    out.write_all(element.text.get(at..).unwrap_or_default().as_bytes())
}

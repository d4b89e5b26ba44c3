//! `tableread search`: the lines that answer a query, in one episode or in many, as the reader finds
//! them.

mod context;
mod counts;
mod episodes;
mod groups;
mod kwic;
mod print;
mod records;
mod sink;

use crate::search::{Answer, Problem, Query};
use crate::text::clean::clean_line;

use super::arguments::{Grouping, SearchArguments, SearchFormat};
use super::{Access, CliError, Found, output};

use episodes::{Asked, Asking};

/// A way of printing what was found.
trait Report {
    /// Takes what one episode answers; those that answer nothing do not come here.
    fn take(&mut self, found: &episodes::Found) -> Result<(), CliError>;

    /// Whether there is something of `answer` to print.
    fn prints(&self, _answer: &Answer) -> bool {
        true
    }

    /// Prints what was held back until all was known.
    fn finish(&mut self) -> Result<(), CliError>;
}

pub(super) fn run(wanted: &SearchArguments, access: &Access) -> Result<Found, CliError> {
    let query = understood(&wanted.query)?;
    let shelf = access.shelf(&wanted.path)?;
    for problem in &shelf.problems {
        output::complain(problem);
    }
    let mut report = report(wanted, &query, shelf.entries.len() > 1);
    let mut found = Found::Nothing;
    let with_texts = !(wanted.list || wanted.count || wanted.by == Some(Grouping::Episode));
    let cache = access.cache_of(&wanted.path);
    let asking = Asking { shelf: &shelf, path: &wanted.path, cache: &cache, query: &query, with_texts };
    asking.all(|asked| {
        tell_unread(&asked);
        for problem in &asked.unknown {
            output::complain(clean_line(&problem.message));
        }
        let Some(mut answered) = asked.found.filter(|found| report.prints(&found.answer)) else {
            return Ok(());
        };
        found = Found::Something;
        if let (Some(most), None) = (wanted.max_count, wanted.by) {
            cut(&mut answered.answer, most);
        }
        report.take(&answered)
    })?;
    report.finish()?;
    Ok(found)
}

/// The query, if all of it can be used and there is something to search for.
fn understood(text: &str) -> Result<Query, CliError> {
    let query = Query::parse(text);
    let nothing = || Problem { span: 0..text.len(), message: "there is nothing to search for".to_owned() };
    let problem = query.problems().first().cloned().or_else(|| query.is_empty().then(nothing));
    match problem {
        Some(problem) => Err(CliError::Query { query: text.to_owned(), problem }),
        None => Ok(query),
    }
}

/// The report that is wanted; `several` episodes are told apart by name.
fn report<'q>(wanted: &'q SearchArguments, query: &'q Query, several: bool) -> Box<dyn Report + 'q> {
    let text = wanted.format == SearchFormat::Text;
    match wanted.by {
        Some(by) => Box::new(groups::Groups::new(by, wanted, several)),
        None if wanted.kwic => Box::new(kwic::Concordance::new(query, wanted, several)),
        None if wanted.list => Box::new(counts::Names::new(wanted)),
        None if wanted.count => Box::new(counts::Counts::new(query, wanted, several)),
        None if text => Box::new(print::Rows::new(query, wanted, several)),
        None => Box::new(records::Records::new(query, wanted)),
    }
}

/// Keeps the first `most` hits, and of what is only told as many as are left.
fn cut(answer: &mut Answer, most: usize) {
    answer.hits.truncate(most);
    answer.told.truncate(most - answer.hits.len());
    answer.exact = answer.exact.min(answer.hits.len());
    answer.near = answer.hits.len() - answer.exact;
}

fn tell_unread(asked: &Asked) {
    for problem in &asked.unread {
        output::complain(&problem.message);
    }
}

//! How many lines answer, and which episodes have any.

use serde_json::{Value, json};

use crate::cli::CliError;
use crate::cli::arguments::{SearchArguments, SearchFormat};
use crate::search::Query;

use super::Report;
use super::episodes::Found;
use super::records::record;
use super::sink::{Record, Sink};

const COLUMNS: &[&str] = &["episode", "path", "exact", "near", "told"];

/// Counts, of each episode where there are several.
pub(super) struct Counts<'q> {
    query: &'q Query,
    format: SearchFormat,
    several: bool,
    /// Exact, near and told, of all episodes.
    total: [usize; 3],
    episodes: Vec<Value>,
    sink: Sink,
}

impl<'q> Counts<'q> {
    pub(super) fn new(query: &'q Query, wanted: &SearchArguments, several: bool) -> Self {
        let sink = Sink::new(wanted.format, COLUMNS);
        Self { query, format: wanted.format, several, total: [0; 3], episodes: Vec::new(), sink }
    }
}

impl Report for Counts<'_> {
    fn take(&mut self, found: &Found) -> Result<(), CliError> {
        let answer = &found.answer;
        let counts = [answer.exact, answer.near, answer.told.len()];
        self.total.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
        match self.format {
            SearchFormat::Text if self.several => {
                self.sink.line(&format!("{}: {}", found.path(), counts_told(counts)))?;
            }
            SearchFormat::Text => {}
            SearchFormat::Json => self.episodes.push(Value::Object(counted(found, counts))),
            _ => self.sink.put(counted(found, counts))?,
        }
        self.sink.flush()
    }

    fn finish(&mut self) -> Result<(), CliError> {
        let [exact, near, told] = self.total;
        match self.format {
            SearchFormat::Text if self.several => Ok(()),
            SearchFormat::Text => {
                self.sink.line(&counts_told(self.total))?;
                self.sink.flush()
            }
            SearchFormat::Json => {
                let episodes = std::mem::take(&mut self.episodes);
                self.sink.value(&json!({
                    "query": self.query.echo(), "exact": exact, "near": near, "told": told, "episodes": episodes,
                }))
            }
            _ => self.sink.finish(),
        }
    }
}

/// The counts for people; what only other documents tell is counted where nothing else is.
fn counts_told([exact, near, told]: [usize; 3]) -> String {
    let told = if exact + near == 0 && told > 0 { format!(", {told} told") } else { String::new() };
    format!("{exact} exact, {near} near{told}")
}

fn counted(found: &Found, [exact, near, told]: [usize; 3]) -> Record {
    record([
        ("episode", json!(found.name)),
        ("path", json!(found.path())),
        ("exact", json!(exact)),
        ("near", json!(near)),
        ("told", json!(told)),
    ])
}

/// Where the episodes are that answer, each as soon as it is known.
pub(super) struct Names {
    text: bool,
    sink: Sink,
}

impl Names {
    pub(super) fn new(wanted: &SearchArguments) -> Self {
        Self {
            text: wanted.format == SearchFormat::Text,
            sink: Sink::new(wanted.format, &["episode", "path"]),
        }
    }
}

impl Report for Names {
    fn take(&mut self, found: &Found) -> Result<(), CliError> {
        if self.text {
            self.sink.line(&found.path())?;
        } else {
            self.sink.put(record([("episode", json!(found.name)), ("path", json!(found.path()))]))?;
        }
        self.sink.flush()
    }

    fn finish(&mut self) -> Result<(), CliError> {
        self.sink.finish()
    }
}

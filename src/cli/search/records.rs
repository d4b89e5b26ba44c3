//! Hits for other programs: a record each.

use serde_json::{Value, json};

use crate::cli::CliError;
use crate::cli::arguments::{SearchArguments, SearchFormat};
use crate::search::{Hit, Query, Told, Witness};

use super::Report;
use super::episodes::Found;
use super::sink::{Record, Sink};

const COLUMNS: &[&str] = &["episode", "path", "id", "line", "kind", "speaker", "tier", "text", "witnesses"];

/// Hits, then what only other documents tell, episode after episode.
pub(super) struct Records<'q> {
    query: &'q Query,
    /// The parts of the answer as one value, where it is printed as one.
    whole: Option<Whole>,
    sink: Sink,
}

#[derive(Default)]
struct Whole {
    exact: usize,
    near: usize,
    hits: Vec<Value>,
    told: Vec<Value>,
}

impl<'q> Records<'q> {
    pub(super) fn new(query: &'q Query, wanted: &SearchArguments) -> Self {
        let whole = (wanted.format == SearchFormat::Json).then(Whole::default);
        Self { query, whole, sink: Sink::new(wanted.format, COLUMNS) }
    }
}

impl Report for Records<'_> {
    fn take(&mut self, found: &Found) -> Result<(), CliError> {
        let hits = found.answer.hits.iter().map(|hit| hit_record(found, self.query, hit));
        let told = found.answer.told.iter().map(|told| told_record(found, told));
        if let Some(whole) = &mut self.whole {
            whole.exact += found.answer.exact;
            whole.near += found.answer.near;
            whole.hits.extend(hits.map(Value::Object));
            whole.told.extend(told.map(Value::Object));
            return Ok(());
        }
        for record in hits.chain(told) {
            self.sink.put(record)?;
        }
        self.sink.flush()
    }

    fn finish(&mut self) -> Result<(), CliError> {
        let Some(whole) = self.whole.take() else { return self.sink.finish() };
        self.sink.value(&json!({
            "query": self.query.echo(),
            "exact": whole.exact,
            "near": whole.near,
            "told": whole.told,
            "hits": whole.hits,
        }))
    }
}

fn hit_record(found: &Found, query: &Query, hit: &Hit) -> Record {
    let element = found.episode.element(hit.element);
    let lit: Vec<(usize, usize)> =
        found.index.highlights(query, hit.element).into_iter().map(|lit| (lit.start, lit.end)).collect();
    let witnesses: Vec<String> = hit.witnesses.iter().map(Witness::to_string).collect();
    record([
        ("episode", json!(found.name)),
        ("path", json!(found.path())),
        ("id", json!(element.id)),
        ("line", json!(element.line)),
        ("kind", json!(element.kind)),
        ("speaker", json!(found.episode.speaker_name(element))),
        ("tier", json!(hit.tier)),
        ("score", json!(hit.score)),
        ("text", json!(element.text)),
        ("found", json!(lit)),
        ("witnesses", json!(witnesses)),
    ])
}

/// What is told has the id of the line it is tied to, where it is, and is its own witness.
fn told_record(found: &Found, told: &Told) -> Record {
    record([
        ("episode", json!(found.name)),
        ("path", json!(found.path())),
        ("id", json!(told.element.map(|ix| found.episode.element(ix).id))),
        ("kind", json!(told.witness.name())),
        ("tier", json!(told.tier)),
        ("score", json!(told.score)),
        ("text", json!(told.witness.text(&found.episode))),
        ("witness", json!(told.witness.to_string())),
        ("witnesses", json!([told.witness.to_string()])),
    ])
}

/// A record of these fields.
pub(super) fn record<const N: usize>(fields: [(&str, Value); N]) -> Record {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

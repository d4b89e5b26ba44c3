//! `tableread search`: the lines that answer a query, as the reader finds them.

mod context;
mod print;

use std::io::Write;

use serde_json::{Value, json};

use crate::episode::{Element, Episode};
use crate::search::{Answer, Hit, Index, Problem, Query, Told, Witness};
use crate::text::clean::clean_line;

use super::arguments::{Format, Grouping, SearchArguments};
use super::output::Table;
use super::{CliError, Found, one_episode, output};

pub(super) fn run(wanted: &SearchArguments) -> Result<Found, CliError> {
    let query = Query::parse(&wanted.query);
    if let Some(problem) = query.problems().first() {
        return Err(CliError::Query { query: wanted.query.clone(), problem: problem.clone() });
    }
    if query.is_empty() {
        let message = "there is nothing to search for".to_owned();
        let problem = Problem { span: 0..wanted.query.len(), message };
        return Err(CliError::Query { query: wanted.query.clone(), problem });
    }
    let episode = one_episode(&wanted.path)?;
    let index = Index::new(&episode);
    for problem in index.problems(&query) {
        eprintln!("tableread: {}", clean_line(&problem.message));
    }
    let mut answer = index.search(&query);
    let found = Found::any(answer.hits.len() + answer.told.len());
    if let (Some(most), None) = (wanted.max_count, wanted.by) {
        cut(&mut answer, most);
    }
    match (wanted.format, wanted.count, wanted.by) {
        (Format::Text, true, _) => print_count(&answer)?,
        (Format::Json, true, _) => output::json(&counts(&query, &answer))?,
        (_, false, Some(by)) => print_groups(&episode, &answer, by, wanted)?,
        (Format::Text, false, None) => print::print(&episode, &index, &query, &answer, wanted)?,
        (Format::Json, false, None) => output::json(&answer_json(&episode, &index, &query, &answer))?,
    }
    Ok(found)
}

/// Keeps the first `most` hits, and of what is only told as many as are left.
fn cut(answer: &mut Answer, most: usize) {
    answer.hits.truncate(most);
    answer.told.truncate(most - answer.hits.len());
    answer.exact = answer.exact.min(answer.hits.len());
    answer.near = answer.hits.len() - answer.exact;
}

fn print_count(answer: &Answer) -> Result<(), CliError> {
    let mut out = output::stdout();
    writeln!(out, "{} exact, {} near", answer.exact, answer.near)?;
    out.flush()?;
    Ok(())
}

fn counts(query: &Query, answer: &Answer) -> Value {
    json!({ "query": query.echo(), "exact": answer.exact, "near": answer.near, "told": answer.told.len() })
}

/// Prints how many lines of each group answer: the most first, and as many groups as are wanted.
fn print_groups(
    episode: &Episode,
    answer: &Answer,
    by: Grouping,
    wanted: &SearchArguments,
) -> Result<(), CliError> {
    let mut groups: Vec<(String, usize)> = Vec::new();
    for hit in &answer.hits {
        for name in names(episode, episode.element(hit.element), by) {
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => groups.push((name, 1)),
            }
        }
    }
    groups.sort_by(|(_, a), (_, b)| b.cmp(a));
    groups.truncate(wanted.max_count.unwrap_or(usize::MAX));
    if wanted.format == Format::Json {
        let rows: Vec<Value> =
            groups.iter().map(|(name, hits)| json!({ "name": name, "hits": hits })).collect();
        return output::json(&rows);
    }
    let mut table = Table::default();
    for (name, count) in groups {
        table.row([count.to_string(), name]);
    }
    let mut out = output::stdout();
    table.print(&mut out)?;
    out.flush()?;
    Ok(())
}

/// The groups that `element` counts for.
fn names(episode: &Episode, element: &Element, by: Grouping) -> Vec<String> {
    match by {
        Grouping::Speaker if element.speakers.is_empty() => vec!["(nobody)".to_owned()],
        Grouping::Speaker => element.speakers.iter().map(|ix| episode.speaker(*ix).name.clone()).collect(),
        Grouping::Scene => vec![scene_name(episode, element)],
        Grouping::Episode => vec![episode.identity.title.clone()],
    }
}

fn scene_name(episode: &Episode, element: &Element) -> String {
    let scene = element.scene.and_then(|ix| episode.outline.scenes.get(ix.at()));
    scene.map_or_else(
        || "(before the first scene)".to_owned(),
        |scene| format!("{} {}", scene.number, scene.heading),
    )
}

fn answer_json(episode: &Episode, index: &Index, query: &Query, answer: &Answer) -> Value {
    let mut value = counts(query, answer);
    let hits: Vec<Value> = answer.hits.iter().map(|hit| hit_json(episode, index, query, hit)).collect();
    let told: Vec<Value> = answer.told.iter().map(|told| told_json(episode, told)).collect();
    if let Value::Object(fields) = &mut value {
        fields.insert("hits".to_owned(), hits.into());
        fields.insert("told".to_owned(), told.into());
    }
    value
}

fn hit_json(episode: &Episode, index: &Index, query: &Query, hit: &Hit) -> Value {
    let element = episode.element(hit.element);
    let lit: Vec<(usize, usize)> =
        index.highlights(query, hit.element).into_iter().map(|lit| (lit.start, lit.end)).collect();
    let witnesses: Vec<String> = hit.witnesses.iter().map(Witness::to_string).collect();
    json!({
        "id": element.id,
        "line": element.line,
        "kind": element.kind,
        "speaker": episode.speaker_name(element),
        "tier": hit.tier,
        "score": hit.score,
        "text": element.text,
        "found": lit,
        "witnesses": witnesses,
    })
}

fn told_json(episode: &Episode, told: &Told) -> Value {
    json!({
        "witness": told.witness.to_string(),
        "id": told.element.map(|ix| episode.element(ix).id),
        "tier": told.tier,
        "text": told.witness.text(episode),
    })
}

//! `tableread search QUERY PATH`: the lines that answer, as the reader's search finds them.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

use serde_json::{Value, json};

use crate::episode::{Element, Episode};
use crate::search::{Answer, Hit, Index, Query, Tier, Witness};

use super::arguments::{By, Format, SearchArguments};
use super::{CliError, Found, one_episode, output};

/// How what was found is written on a terminal that shows colours, and how that ends.
const LIT: &str = "\x1b[1m";
const UNLIT: &str = "\x1b[0m";

pub(super) fn run(wanted: &SearchArguments) -> Result<Found, CliError> {
    let query = Query::parse(&wanted.query);
    if let Some(problem) = query.problems().first() {
        return Err(CliError::Query { query: wanted.query.clone(), problem: problem.clone() });
    }
    let episode = one_episode(&wanted.path)?;
    let index = Index::new(&episode);
    let mut answer = index.search(&query);
    let found = Found::any(answer.hits.len());
    if let Some(most) = wanted.max {
        answer.hits.truncate(most);
    }
    let report = Report { episode: &episode, index: &index, query: &query, answer: &answer, wanted };
    report.print()?;
    Ok(found)
}

struct Report<'a> {
    episode: &'a Episode,
    index: &'a Index,
    query: &'a Query,
    answer: &'a Answer,
    wanted: &'a SearchArguments,
}

impl Report<'_> {
    fn print(&self) -> Result<(), CliError> {
        match (self.wanted.format, self.wanted.count, self.wanted.by) {
            (Format::Json, ..) => output::json(&self.json()),
            (Format::Text, true, _) => self.count(),
            (Format::Text, false, Some(by)) => self.counts_by(by),
            (Format::Text, false, None) => self.lines(),
        }
    }

    fn count(&self) -> Result<(), CliError> {
        let mut out = output::stdout();
        writeln!(out, "{} exact, {} near", self.answer.exact, self.answer.near)?;
        out.flush()?;
        Ok(())
    }

    /// How many lines each speaker or scene has, the most first.
    fn counts_by(&self, by: By) -> Result<(), CliError> {
        let mut table = output::Table::default();
        for (name, count) in self.grouped(by) {
            table.row([count.to_string(), name]);
        }
        let mut out = output::stdout();
        table.print(&mut out)?;
        out.flush()?;
        Ok(())
    }

    fn grouped(&self, by: By) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for hit in &self.answer.hits {
            *counts.entry(self.group(self.episode.element(hit.element), by)).or_default() += 1;
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    fn group(&self, element: &Element, by: By) -> String {
        match by {
            By::Speaker => {
                self.episode.speaker_name(element).unwrap_or_else(|| element.kind.name().to_owned())
            }
            By::Scene => {
                let scene = element.scene.and_then(|ix| self.episode.outline.scenes.get(ix.at()));
                scene.map_or_else(String::new, |scene| format!("{} {}", scene.number, scene.heading))
            }
            By::Episode => self.episode.identity.title.clone(),
        }
    }

    /// The lines with what was found in them, those around them where wanted.
    fn lines(&self) -> Result<(), CliError> {
        let mut out = output::stdout();
        let lit =
            io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let mut near = false;
        for hit in &self.answer.hits {
            if hit.tier == Tier::Near && !near {
                near = true;
                writeln!(out, "-- near --")?;
            }
            let context = self.wanted.context;
            let at = hit.element.at();
            for index in at.saturating_sub(context)..=(at + context).min(self.episode.elements.len() - 1) {
                let found = if index == at { Some(hit) } else { None };
                writeln!(out, "{}", self.line(index, found, lit))?;
            }
            if context > 0 {
                writeln!(out, "--")?;
            }
        }
        out.flush()?;
        Ok(())
    }

    fn line(&self, index: usize, hit: Option<&Hit>, lit: bool) -> String {
        let element = &self.episode.elements[index];
        let name = self.episode.speaker_name(element).map_or_else(String::new, |name| format!("{name}: "));
        let mut text = element.text.clone();
        if let (Some(hit), true) = (hit, lit) {
            for range in self.index.highlights(self.query, hit.element).into_iter().rev() {
                text.insert_str(range.end, UNLIT);
                text.insert_str(range.start, LIT);
            }
        }
        let also = hit.map_or_else(String::new, |hit| self.also(hit));
        format!("{}\t{name}{text}{also}", element.id)
    }

    /// The other documents that have the line too.
    fn also(&self, hit: &Hit) -> String {
        let named = |witness: &Witness| match witness {
            Witness::Quote(number) => format!("quote {}", number + 1),
            Witness::Subtitle(number) => format!("subtitle {}", number + 1),
        };
        let names: Vec<String> = hit.witnesses.iter().map(named).collect();
        if names.is_empty() { String::new() } else { format!("  [{}]", names.join(", ")) }
    }

    fn json(&self) -> Value {
        let hit = |hit: &Hit| {
            let element = self.episode.element(hit.element);
            json!({
                "id": element.id.to_string(),
                "line": element.line,
                "kind": element.kind,
                "speaker": self.episode.speaker_name(element),
                "text": element.text,
                "tier": hit.tier,
                "found": self.index.highlights(self.query, hit.element).iter().map(|r| [r.start, r.end]).collect::<Vec<_>>(),
                "quotes": hit.witnesses.iter().filter_map(|w| if let Witness::Quote(n) = w { Some(n + 1) } else { None }).collect::<Vec<_>>(),
                "subtitles": hit.witnesses.iter().filter_map(|w| if let Witness::Subtitle(n) = w { Some(n + 1) } else { None }).collect::<Vec<_>>(),
            })
        };
        json!({
            "query": self.wanted.query,
            "understood": self.query.echo(),
            "exact": self.answer.exact,
            "near": self.answer.near,
            "hits": self.answer.hits.iter().map(hit).collect::<Vec<_>>(),
        })
    }
}

//! How many lines of each speaker, scene or episode answer: the most first.

use std::collections::HashMap;

use serde_json::json;

use crate::cli::CliError;
use crate::cli::arguments::{Grouping, SearchArguments, SearchFormat};
use crate::search::{self, Answer, groups};

use super::Report;
use super::episodes::Found;
use super::records::record;
use super::sink::Sink;

/// Groups of all episodes; a speaker is one in all of them, a scene belongs to its episode.
pub(super) struct Groups {
    by: Grouping,
    most: usize,
    /// Whether what lies within an episode says within which.
    several: bool,
    format: SearchFormat,
    groups: Vec<Group>,
    /// Where in `groups` each is: by name and path.
    places: HashMap<(String, Option<String>), usize>,
}

struct Group {
    name: String,
    /// The episode, where the group lies within one.
    path: Option<String>,
    hits: usize,
}

impl Groups {
    pub(super) fn new(by: Grouping, wanted: &SearchArguments, several: bool) -> Self {
        let most = wanted.max_count.unwrap_or(usize::MAX);
        Self { by, most, several, format: wanted.format, groups: Vec::new(), places: HashMap::new() }
    }

    fn add(&mut self, name: String, path: Option<String>, hits: usize) {
        let next = self.groups.len();
        let at = *self.places.entry((name.clone(), path.clone())).or_insert(next);
        match self.groups.get_mut(at) {
            Some(known) => known.hits += hits,
            None => self.groups.push(Group { name, path, hits }),
        }
    }
}

impl Report for Groups {
    fn take(&mut self, found: &Found) -> Result<(), CliError> {
        let (by, path) = match self.by {
            Grouping::Speaker => (search::Grouping::Speaker, None),
            Grouping::Scene => (search::Grouping::Scene, Some(found.path())),
            Grouping::Episode => {
                self.add(found.name.clone(), Some(found.path()), found.answer.hits.len());
                return Ok(());
            }
        };
        for group in groups(&found.episode, &found.answer.hits, by) {
            self.add(group.key.name(&found.episode), path.clone(), group.hits.len());
        }
        Ok(())
    }

    /// What only other documents tell is nobody's and nowhere.
    fn prints(&self, answer: &Answer) -> bool {
        !answer.hits.is_empty()
    }

    fn finish(&mut self) -> Result<(), CliError> {
        self.groups.retain(|group| group.hits > 0);
        self.groups.sort_by_key(|group| std::cmp::Reverse(group.hits));
        self.groups.truncate(self.most);
        let mut sink = Sink::new(self.format, &["name", "hits", "path"]);
        let width = self.groups.first().map_or(0, |group| group.hits.to_string().len());
        for Group { name, path, hits } in &self.groups {
            if self.format == SearchFormat::Text {
                let path = path
                    .as_ref()
                    .filter(|_| self.several)
                    .map_or_else(String::new, |path| format!("  {path}"));
                sink.line(&format!("{hits:<width$}  {name}{path}"))?;
            } else {
                sink.put(record([("name", json!(name)), ("hits", json!(hits)), ("path", json!(path))]))?;
            }
        }
        sink.finish()
    }
}

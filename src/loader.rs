//! Documents to one episode.
//!
//! One document carries the lines (the script); every other one is tied to it: acts, quotes, log
//! entries and sentences of the summary, roles and actors of the press kit, subtitles. What is
//! borrowed carries its origin and a confidence. Loading never fails; what could not be used is a
//! diagnostic.

mod acts_of_script;
mod captions;
mod cast;
mod logs;
mod names;
mod outline;
mod papers;
mod quotes;
mod reading;
mod retelling;
mod roles;
mod scenes;
mod stand_in;
mod stated;
#[cfg(test)]
pub(crate) mod subtitled;
mod subtitles;
mod typos;
mod variants;
mod wording;

use crate::document::script::Header;
use crate::document::{Document, Kind};
use crate::episode::{Episode, EpisodeDiagnostic, EpisodeSource, Identity, SourceIx};
use crate::source::Source;
use crate::threads;

pub(crate) use cast::may_name_several;
pub use reading::{Read, read};
pub use retelling::{Kinship, kinship};
pub use stated::{Fault, Stated, StatedKind};

use wording::Wording;

/// A document to load.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its text.
    pub source: Source,
    /// What to take it for; `None` leaves it to the readers.
    pub kind: Option<Kind>,
}

impl From<Source> for Given {
    fn from(source: Source) -> Self {
        Self { source, kind: None }
    }
}

/// Builds one episode of `given`; `name` (a file's or folder's) is its title where no document has one.
pub fn load(given: Vec<Given>, name: &str) -> Episode {
    load_stated(given, name, &Stated::default()).0
}

/// Builds one episode of `given` as [`load`] does, with what a person states about it over all else;
/// what cannot be as it is stated is given back.
pub fn load_stated(given: Vec<Given>, name: &str, stated: &Stated) -> (Episode, Vec<Fault>) {
    build(all_read(given), name, stated, Wanted::Everything)
}

/// Builds one episode as [`load_stated`] does, as far as searching it needs: what would only be reported
/// about its documents is not looked for.
pub fn load_for_search(given: Vec<Given>, name: &str, stated: &Stated) -> Episode {
    build(all_read(given), name, stated, Wanted::ForSearch).0
}

/// What can be shown of an episode at once: the script of `given`, with nothing tied to it and nothing
/// looked for in it.
pub fn first_look(given: Option<Given>, name: &str, stated: &Stated) -> Episode {
    let documents: Vec<Read> = given.into_iter().map(read).collect();
    let mut episode = laid_out(&documents, name, stated, Wanted::Everything);
    if let Some(script) = documents.first().filter(|read| read.script().is_some()) {
        outline::marked(&mut episode, script);
    }
    episode
}

/// The script's elements, scenes and speakers; without a script the lines of another document.
fn laid_out(documents: &[Read], name: &str, stated: &Stated, wanted: Wanted) -> Episode {
    let mut episode = Episode {
        identity: identity(documents, name),
        sources: documents.iter().map(episode_source).collect(),
        diagnostics: diagnostics(documents),
        ..Episode::default()
    };
    stated.identify(&mut episode.identity);
    about(&mut episode, documents);
    match documents.iter().position(|read| read.script().is_some()) {
        Some(script) => {
            scenes::build(&mut episode, SourceIx::new(script), &documents[script]);
            cast::build(&mut episode, stated, wanted);
        }
        None => stand_in::build(&mut episode, documents),
    }
    episode
}

/// What the documents say the episode is about: the first sentence that says so, and the synopsis of
/// the press kit.
fn about(episode: &mut Episode, documents: &[Read]) {
    for read in documents {
        let (logline, synopsis) = match &read.document {
            Document::Summary(summary) => (summary.logline, &[][..]),
            Document::PressKit(kit) => (kit.logline, kit.synopsis.as_slice()),
            Document::Script(_) | Document::Subtitles(_) => (None, &[][..]),
        };
        if episode.logline.is_none() {
            episode.logline = logline.map(|span| read.source.flow(span));
        }
        episode.synopsis.extend(synopsis.iter().map(|span| read.source.flow(*span)));
    }
}

/// How much of an episode is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// What searching it needs: nobody's words are counted for it.
    ForSearch,
    /// Also what there is to report: where documents differ, what looks wrong.
    Everything,
}

/// The documents `given`, each read as what it is.
fn all_read(given: Vec<Given>) -> Vec<Read> {
    threads::each(given, |given| given.source.text.len(), read)
}

/// Builds one episode of documents that have been read, with what is stated about it.
fn build(mut documents: Vec<Read>, name: &str, stated: &Stated, wanted: Wanted) -> (Episode, Vec<Fault>) {
    documents.sort_by_key(|read| read.rank());
    let mut episode = laid_out(&documents, name, stated, wanted);
    let mut faults = Vec::new();
    let Some(script) = documents.iter().position(|read| read.script().is_some()) else {
        return (episode, faults);
    };
    // A script alone is compared with nothing, and a library has thousands of them.
    let wording = if documents.len() > 1 { Wording::of(&episode) } else { Wording::default() };
    roles::tie(&mut episode, &wording, &documents);
    stated.give_roles(&mut episode, &mut faults);
    logs::tie(&mut episode, &documents);
    if !stated.lay_acts(&mut episode, &mut faults) {
        outline::marked(&mut episode, &documents[script]);
        acts_of_script::lend(&mut episode, &documents, script);
    }
    papers::tie(&mut episode, &wording, &documents, wanted);
    captions::tie(&mut episode, &wording);
    (episode, faults)
}

fn episode_source(read: &Read) -> EpisodeSource {
    EpisodeSource {
        kind: read.document.kind(),
        confidence: read.confidence,
        told: read.told,
        left_over: read.document.left_over(),
        source: read.source.clone(),
    }
}

fn diagnostics(documents: &[Read]) -> Vec<EpisodeDiagnostic> {
    let of = |(at, read): (usize, &Read)| EpisodeDiagnostic::all(SourceIx::new(at), read.diagnostics.clone());
    documents.iter().enumerate().flat_map(of).collect()
}

/// What the episode is called: for each fact the first document that has it, the script before all.
fn identity(documents: &[Read], name: &str) -> Identity {
    let first = |fact: fn(&Header) -> &Option<String>| {
        documents.iter().filter_map(Read::header).find_map(|header| fact(header).clone())
    };
    Identity {
        title: first(|header| &header.title).unwrap_or_else(|| crate::text::clean::clean_line(name)),
        series: first(|header| &header.series),
        number: first(|header| &header.number),
        stardate: first(|header| &header.stardate),
        air_date: first(|header| &header.air_date),
    }
}

//! Which files of one folder belong together.
//!
//! A folder with one script and papers about it is one episode. A folder with many scripts is many
//! episodes, each by itself. A story is always an episode of its own: it is never merged into a
//! transcript's statistics.

use std::path::{Path, PathBuf};

use crate::document::{self, Kind};
use crate::source::Source;

use super::scan::stem;
use super::{Entry, Place, Problem, Shelf};

/// Adds the episodes that `files`, all of the folder called `folder`, make.
pub(super) fn group(folder: &str, groups: &[String], files: Vec<PathBuf>, shelf: &mut Shelf) {
    let entry = |name: String, documents: Vec<PathBuf>, kind: Option<Kind>| Entry {
        name,
        group: groups.to_vec(),
        documents: documents.into_iter().map(Place::File).collect(),
        kind,
        statements: None,
    };
    let alone = |(file, kind): (PathBuf, Kind)| entry(stem(&file), vec![file], Some(kind));
    if files.len() > MOST_PAPERS {
        shelf.entries.extend(files.into_iter().map(|file| entry(stem(&file), vec![file], None)));
        return;
    }
    let Sorted { scripts, stories, papers } = sort(files, shelf);
    if scripts.len() > 1 {
        shelf.entries.extend(scripts.into_iter().chain(papers).map(alone));
    } else if let Some((_, first)) = scripts.first().or(papers.first()) {
        let first = *first;
        let together = scripts.into_iter().chain(papers).map(|(file, _)| file).collect();
        shelf.entries.push(entry(folder.to_owned(), together, Some(first)));
    }
    shelf.entries.extend(stories.into_iter().map(alone));
}

/// More files than anybody writes about one episode: a folder of transcripts, which need not be read
/// to be listed.
const MOST_PAPERS: usize = 12;

#[derive(Default)]
struct Sorted {
    scripts: Vec<(PathBuf, Kind)>,
    stories: Vec<(PathBuf, Kind)>,
    papers: Vec<(PathBuf, Kind)>,
}

fn sort(files: Vec<PathBuf>, shelf: &mut Shelf) -> Sorted {
    let mut sorted = Sorted::default();
    let kinds = kinds_of(&files);
    for (file, kind) in files.into_iter().zip(kinds) {
        match kind {
            Ok(Kind::Story) => sorted.stories.push((file, Kind::Story)),
            Ok(kind) if kind.is_script() => sorted.scripts.push((file, kind)),
            Ok(kind) => sorted.papers.push((file, kind)),
            Err(problem) => shelf.problems.push(problem),
        }
    }
    sorted
}

/// What the files are, each looked into on a thread of its own: a person waits for the slowest only.
fn kinds_of(files: &[PathBuf]) -> Vec<Result<Kind, Problem>> {
    std::thread::scope(|scope| {
        let looking: Vec<_> = files.iter().map(|file| scope.spawn(|| kind_of(file))).collect();
        let done = looking.into_iter().zip(files);
        done.map(|(thread, file)| thread.join().unwrap_or_else(|_| kind_of(file))).collect()
    })
}

fn kind_of(file: &Path) -> Result<Kind, Problem> {
    match Source::read(file) {
        Ok(source) => Ok(document::kind_of(&source)),
        Err(error) => Err(Problem { path: Place::File(file.to_owned()).shown(), message: error.to_string() }),
    }
}

//! Which files of one folder belong together.
//!
//! A folder with one script and papers about it is one episode. A folder with many scripts is many
//! episodes, each by itself. A story is always an episode of its own: it is never merged into a
//! transcript's statistics.

use std::path::{Path, PathBuf};

use crate::document::{Kind, recognise};
use crate::source::Source;

use super::scan::stem;
use super::{Entry, Place, Problem, Shelf};

/// Adds the episodes that `files`, all of the folder called `folder`, make.
pub(super) fn group(folder: &str, groups: &[String], files: Vec<PathBuf>, shelf: &mut Shelf) {
    let entry = |name: String, documents: Vec<PathBuf>| Entry {
        name,
        group: groups.to_vec(),
        documents: documents.into_iter().map(Place::File).collect(),
    };
    if files.len() > MOST_PAPERS {
        shelf.entries.extend(files.into_iter().map(|file| entry(stem(&file), vec![file])));
        return;
    }
    let Sorted { scripts, stories, papers } = sort(files, shelf);
    if scripts.len() > 1 {
        let alone = scripts.into_iter().chain(papers);
        shelf.entries.extend(alone.map(|file| entry(stem(&file), vec![file])));
    } else if !scripts.is_empty() || !papers.is_empty() {
        shelf.entries.push(entry(folder.to_owned(), scripts.into_iter().chain(papers).collect()));
    }
    shelf.entries.extend(stories.into_iter().map(|file| entry(stem(&file), vec![file])));
}

/// More files than anybody writes about one episode: a folder of transcripts, which need not be read
/// to be listed.
const MOST_PAPERS: usize = 12;

#[derive(Default)]
struct Sorted {
    scripts: Vec<PathBuf>,
    stories: Vec<PathBuf>,
    papers: Vec<PathBuf>,
}

fn sort(files: Vec<PathBuf>, shelf: &mut Shelf) -> Sorted {
    let mut sorted = Sorted::default();
    for file in files {
        match kind_of(&file) {
            Ok(Some(Kind::Story)) => sorted.stories.push(file),
            Ok(Some(kind)) if kind.is_script() => sorted.scripts.push(file),
            Ok(_) => sorted.papers.push(file),
            Err(problem) => shelf.problems.push(problem),
        }
    }
    sorted
}

fn kind_of(file: &Path) -> Result<Option<Kind>, Problem> {
    match Source::read(file) {
        Ok(source) => Ok(recognise(&source).first().map(|opinion| opinion.kind)),
        Err(error) => Err(Problem { path: Place::File(file.to_owned()).shown(), message: error.to_string() }),
    }
}

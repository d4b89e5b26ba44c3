//! Walking a tree of folders for documents, with everything in it that cannot be walked.
//!
//! A folder is walked once, by whatever links it is reached: links are followed after everything else,
//! and one that leads to where the walk has been is a line of the list. So a loop of links ends.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use crate::source::archive;
use crate::text::clean::clean_line;

use super::catalogue::nanoseconds;
use super::{Problem, archived};

/// Endings of files that hold a document. Everything else in a folder is none of ours; a file named
/// on the command line is opened whatever it is called.
const DOCUMENT_ENDINGS: &[&str] = &[
    "txt", "text", "srt", "vtt", "fountain", "spmd", "fdx", "tei", "xml", "md", "ass", "ssa", "sub", "mpl",
    "sbv", "html", "htm", "xhtml", "wiki", "markdown", "epub",
];

/// The file beside an episode's documents in which a person states what is so.
pub(super) const STATEMENTS: &str = "episode.toml";

/// How deep folders are followed.
const MAX_DEPTH: usize = 40;

/// A file that may be a document.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Its path below the library, `/` between the names; `None` where that is no text.
    pub(super) below: Option<String>,
    pub(super) bytes: u64,
    /// When it was changed, nanoseconds since 1970.
    pub(super) changed: Option<u64>,
}

/// A folder with documents.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    /// What it is called, clean.
    pub(super) name: String,
    /// The folders between the library and its files, clean, outermost first; it is the last of them.
    pub(super) groups: Vec<String>,
    pub(super) files: Vec<Found>,
    /// The `episode.toml` in it.
    pub(super) statements: Option<PathBuf>,
}

/// What a walk comes upon.
#[derive(Debug)]
pub(super) enum Step {
    /// A folder with documents.
    Folder(Folder),
    /// Something that cannot be walked.
    Problem(Problem),
}

/// Walks the tree below `root`, in the order of the names, and tells what it comes upon until it is
/// told to stop (`tell` gives false).
pub(super) fn walk(root: &Path, tell: &mut dyn FnMut(Step) -> bool) {
    if archive::is_archive(root) {
        archived::walk(root, &[], tell);
        return;
    }
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut walk =
        Walk { root, been: HashSet::from([real.clone()]), links: Vec::new(), tell, stopped: false };
    walk.folder(root, &real, &mut Vec::new());
    while let Some((path, groups)) = walk.links.pop() {
        walk.link(&path, groups);
    }
}

struct Walk<'a> {
    root: &'a Path,
    /// The folders walked, links followed.
    been: HashSet<PathBuf>,
    /// Links to folders, and the folders they stand in; to be followed last.
    links: Vec<(PathBuf, Vec<String>)>,
    tell: &'a mut dyn FnMut(Step) -> bool,
    stopped: bool,
}

/// What stands in a folder, sorted by name.
#[derive(Default)]
struct Listed {
    files: Vec<Found>,
    folders: Vec<PathBuf>,
    archives: Vec<PathBuf>,
    links: Vec<PathBuf>,
}

impl Walk<'_> {
    /// Walks the folder at `path`, which is at `real` when links are followed.
    fn folder(&mut self, path: &Path, real: &Path, groups: &mut Vec<String>) {
        if self.stopped {
            return;
        }
        if groups.len() > MAX_DEPTH {
            return self.problem(path, format!("more than {MAX_DEPTH} folders deep; not looked into"));
        }
        let listed = match self.list(path) {
            Ok(listed) => listed,
            Err(error) => return self.problem(path, error.to_string()),
        };
        if !listed.files.is_empty() {
            let statements = Some(path.join(STATEMENTS)).filter(|path| path.is_file());
            let name = groups.last().cloned().unwrap_or_else(|| shown_name(path));
            let folder = Folder { name, groups: groups.clone(), files: listed.files, statements };
            self.stopped |= !(self.tell)(Step::Folder(folder));
        }
        for inner in listed.archives {
            groups.push(shown_name(&inner));
            self.stopped |= !archived::walk(&inner, groups, self.tell);
            groups.pop();
        }
        for inner in listed.folders {
            let real = real.join(inner.file_name().unwrap_or_default());
            self.been.insert(real.clone());
            groups.push(shown_name(&inner));
            self.folder(&inner, &real, groups);
            groups.pop();
        }
        self.links.extend(listed.links.into_iter().map(|link| (link, groups.clone())));
    }

    /// Follows the link to a folder at `path`.
    fn link(&mut self, path: &Path, mut groups: Vec<String>) {
        match path.canonicalize() {
            Ok(real) if self.been.insert(real.clone()) => {
                groups.push(shown_name(path));
                self.folder(path, &real, &mut groups);
            }
            Ok(_) => self.problem(path, "a link to a folder that is listed already; not followed".to_owned()),
            Err(error) => self.problem(path, error.to_string()),
        }
    }

    fn list(&mut self, folder: &Path) -> std::io::Result<Listed> {
        let mut listed = Listed::default();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            match std::fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() && is_link => listed.links.push(path),
                Ok(metadata) if metadata.is_dir() => listed.folders.push(path),
                Ok(_) if archive::is_archive(&path) => listed.archives.push(path),
                _ if !is_document(&path) => {}
                Ok(metadata) if metadata.is_file() => listed.files.push(self.found(path, &metadata)),
                Ok(_) => self.problem(&path, "not a regular file; expected a document".to_owned()),
                Err(error) => self.problem(&path, error.to_string()),
            }
        }
        listed.files.sort_by(|a, b| a.path.cmp(&b.path));
        listed.archives.sort();
        listed.folders.sort();
        listed.links.sort();
        Ok(listed)
    }

    fn found(&self, path: PathBuf, metadata: &Metadata) -> Found {
        let below = path.strip_prefix(self.root).ok();
        let names = below.map(|below| below.iter().map(OsStr::to_str).collect::<Option<Vec<_>>>());
        let below = names.flatten().map(|names| names.join("/"));
        Found { path, below, bytes: metadata.len(), changed: nanoseconds(metadata.modified().ok()) }
    }

    fn problem(&mut self, path: &Path, message: String) {
        let problem = Problem { path: shown_below(self.root, path), message };
        self.stopped |= !(self.tell)(Step::Problem(problem));
    }
}

pub(super) fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| DOCUMENT_ENDINGS.contains(&ending.as_str()))
}

/// The path below `root` as it may be shown; the folder's own name where it is the root.
pub(super) fn shown_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).ok().filter(|below| !below.as_os_str().is_empty());
    clean_line(&below.unwrap_or(path).display().to_string())
}

/// The name of a file or folder as it may be shown.
pub(super) fn shown_name(path: &Path) -> String {
    let name = path.file_name().map(OsStr::to_owned);
    let name = name.or_else(|| path.canonicalize().ok()?.file_name().map(OsStr::to_owned));
    clean_line(&name.unwrap_or_else(|| path.as_os_str().to_owned()).to_string_lossy())
}

/// The name of a file without its ending, as it may be shown.
pub(super) fn stem(path: &Path) -> String {
    clean_line(&path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy())
}

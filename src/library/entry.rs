//! One episode on the shelf: where its documents are, and reading them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Kind;
use crate::episode::Episode;
use crate::loader::{self, Fault, Given, Stated, StatedKind};
use crate::source::{Encoding, ReadError, Source};
use crate::text::clean::clean_line;

use super::{About, Card, Problem, parts};

/// The longest document that is read before the first frame, bytes: a longer one takes longer than a person
/// should wait for that.
pub(super) const AT_ONCE: u64 = 512 * 1024;

/// Whether the file at `path` is too long to be read before the first frame.
pub(super) fn is_long(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > AT_ONCE)
}

/// Where a document is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// A document that comes with the program: its name and its bytes.
    Bundled(&'static str, &'static [u8]),
    /// A document that was read already and cannot be read again.
    Held(Arc<Source>),
}

/// What documents are taken for because a person says so, whatever they look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// What they are.
    pub kind: Option<Kind>,
    /// What they are decoded from.
    pub encoding: Option<Encoding>,
}

/// One episode on the shelf. Nothing of its text is kept in memory until it is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by from one scan to the next: its path below the library, clean, with `/`
    /// between the names; the name of its folder or file where that is the library itself.
    pub key: String,
    /// The name of its folder, or of its file without the ending, clean.
    pub name: String,
    /// The folders between the shelf and its documents, clean, outermost first.
    pub group: Vec<String>,
    /// Its documents, the script first where there is one.
    pub documents: Vec<Place>,
    /// What a person says of them.
    pub taken: Taken,
    /// What the first of them was taken for, where it has been looked into.
    pub kind: Option<Kind>,
    /// The `episode.toml` beside them, in which a person states what is so.
    pub statements: Option<PathBuf>,
    /// What is known of it without reading it.
    pub about: About,
    /// What the `library.toml` states of it; this holds over what its documents say.
    pub stated: About,
}

impl Taken {
    /// What is known of the document in `source`, seen as a person says it is.
    pub(super) fn card(self, source: &Source) -> Card {
        self.kind.map_or_else(|| Card::of(source), |kind| Card::of_kind(source, kind))
    }
}

impl Entry {
    /// The one document at `place`, which is called `name` and has this card, as an episode by itself.
    pub(super) fn alone(name: String, place: Place, card: &Card, taken: Taken) -> Self {
        Self {
            key: name.clone(),
            name,
            group: Vec::new(),
            documents: vec![place],
            taken,
            kind: Some(card.kind),
            statements: None,
            about: card.about.clone(),
            stated: About::default(),
        }
    }

    /// Reads the entry's first document alone, which is its script where it has one: enough for a
    /// first look, in the time that it takes to read one file.
    pub fn preview(&self) -> Episode {
        let first = self.documents.first().and_then(|place| place.read(self.taken.encoding).ok());
        let given = first.map(|source| Given { source, kind: self.kind });
        let mut episode = loader::first_look(given, &self.name, &self.statements(&mut Vec::new()).0);
        self.stated.identify(&mut episode.identity);
        episode
    }

    /// Whether its first document is too long for a preview before the first frame.
    pub fn is_long(&self) -> bool {
        matches!(self.documents.first(), Some(Place::File(path)) if is_long(path))
    }

    /// What to name on the command line for this entry alone, clean: its folder, or its one document.
    pub fn place(&self) -> String {
        match self.documents.as_slice() {
            [Place::File(first), _, ..] => {
                clean_line(&first.parent().unwrap_or(Path::new(".")).display().to_string())
            }
            [only, ..] => only.shown(),
            [] => self.name.clone(),
        }
    }

    /// What to call it: its title, or the name of its folder or file where it has none.
    pub fn title(&self) -> &str {
        self.about.title.as_deref().unwrap_or(&self.name)
    }

    /// Reads and ties the entry's documents. A document that can no longer be read is a problem
    /// beside the episode; it does not end the loading.
    pub fn load(&self) -> (Episode, Vec<Problem>) {
        let mut problems = Vec::new();
        let (stated, statements) = self.statements(&mut problems);
        let given = self.given(&stated, &mut problems, None);
        let (mut episode, faults) = loader::load_stated(given, &self.name, &stated);
        self.stated.identify(&mut episode.identity);
        if let Some(statements) = &statements {
            problems.extend(faults.iter().map(|fault| told(statements, fault)));
        }
        (episode, problems)
    }

    /// Reads and ties the entry's documents for searching: as [`Entry::load`], but what would only be
    /// reported is not looked for, and one document alone is what the scan took it for. A library has thousands.
    pub fn load_for_search(&self) -> Episode {
        let mut problems = Vec::new();
        let (stated, _) = self.statements(&mut problems);
        let known = self.kind.filter(|_| self.documents.len() == 1);
        let given = self.given(&stated, &mut problems, known);
        let mut episode = loader::load_for_search(given, &self.name, &stated);
        self.stated.identify(&mut episode.identity);
        episode
    }

    /// Reads the documents that are not to be ignored. One of which nothing is stated is taken for a `kind`,
    /// or left to the readers; what cannot be read is a problem.
    fn given(&self, stated: &Stated, problems: &mut Vec<Problem>, kind: Option<Kind>) -> Vec<Given> {
        let mut given = Vec::with_capacity(self.documents.len());
        for place in &self.documents {
            match place.read(self.taken.encoding) {
                Ok(source) if self.taken.kind.is_some() => {
                    given.push(Given { source, kind: self.taken.kind })
                }
                Ok(source) => match stated.kind_of(&source.name) {
                    Some(StatedKind::Ignored) => {}
                    Some(StatedKind::Is(kind)) => given.push(Given { source, kind: Some(kind) }),
                    None => given.push(Given { source, kind }),
                },
                Err(error) => problems.push(Problem { path: place.shown(), message: error.reason() }),
            }
        }
        given
    }

    /// What is stated about the episode, and where; what is wrong with it is a problem.
    fn statements(&self, problems: &mut Vec<Problem>) -> (Stated, Option<Source>) {
        let Some(path) = &self.statements else { return (Stated::default(), None) };
        let source = match Source::read(path) {
            Ok(source) => source,
            Err(error) => {
                let path = clean_line(&path.display().to_string());
                problems.push(Problem { path, message: error.reason() });
                return (Stated::default(), None);
            }
        };
        match Stated::parse(&source.text) {
            Ok(stated) => (stated, Some(source)),
            Err(fault) => {
                problems.push(told(&source, &fault));
                (Stated::default(), Some(source))
            }
        }
    }
}

/// A fault of an `episode.toml`, with its line.
fn told(statements: &Source, fault: &Fault) -> Problem {
    let line = fault.span.as_ref().map_or(1, |span| statements.line_of(span.start));
    Problem { path: format!("{}:{line}", statements.name), message: clean_line(&fault.message) }
}

impl Place {
    /// Reads the document, as one in `encoding` where that is told.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn read(&self, encoding: Option<Encoding>) -> Result<Source, ReadError> {
        match self {
            Self::File(path) => parts::read(path, encoding),
            Self::Bundled(name, bytes) => Ok(Source::from_bytes_in(name, bytes, encoding)),
            Self::Held(source) => Ok(Source::clone(source)),
        }
    }

    /// The file that it is in, or a part of; `None` for what is no file, or is in an archive.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => {
                let file = parts::through(path).map_or(path.as_path(), |(file, _)| file);
                file.is_file().then_some(file)
            }
            Self::Bundled(..) | Self::Held(_) => None,
        }
    }

    /// The place as it may be shown.
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => clean_line(&path.display().to_string()),
            Self::Bundled(name, _) => clean_line(name),
            Self::Held(source) => source.name.clone(),
        }
    }
}

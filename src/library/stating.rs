//! What a person says in the reader of who is who, written into the `episode.toml` beside the documents,
//! so that every other part of the program knows it too. What else stands in that file stays as it is,
//! comments as well.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, Item, Table, value};

use crate::episode::Speaker;
use crate::files::{self, System};
use crate::loader::may_name_several;
use crate::source::{MAX_BYTES, archive};
use crate::text::clean::clean_line;

use super::walk::STATEMENTS;
use super::{Entry, Place};

/// The table of the file that says which labels are whose.
const SPEAKERS: &str = "speakers";

/// What is said of speakers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// Those with these labels are the one of this name.
    One {
        /// The name that is kept.
        name: String,
        /// The labels that are theirs too.
        labels: Vec<String>,
    },
    /// The one of this name is as many as there are labels, if nothing was said of them before; else what was
    /// said is taken back.
    Apart {
        /// The name that they go by together.
        name: String,
        /// Their labels.
        labels: Vec<String>,
    },
}

/// Why something could not be said.
#[derive(Debug, thiserror::Error)]
pub enum Unsaid {
    /// The episode has no folder of its own that could be written to.
    #[error(
        "an episode.toml needs a folder of the episode's own; this is one file, in an archive or the sample"
    )]
    NoFolder,
    /// What is there cannot be changed without losing something of it.
    #[error("{path}: {why}; it was not changed")]
    Unreadable {
        /// The file.
        path: String,
        /// What was found and what was expected.
        why: String,
    },
    /// It could not be written.
    #[error("{path}: cannot be written: {source}")]
    Unwritten {
        /// The file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// There is nothing that the speaker could be taken apart into.
    #[error("{0} has one label and nothing is said of it")]
    Single(String),
}

impl Saying {
    /// That `others` are `kept`.
    pub fn one<'a>(kept: &Speaker, others: impl Iterator<Item = &'a Speaker>) -> Self {
        Self::One { name: kept.name.clone(), labels: distinct(others.flat_map(labels)) }
    }

    /// That `speaker` is several, or what they were before they were said to be one.
    pub fn apart(speaker: &Speaker) -> Self {
        Self::Apart { name: speaker.name.clone(), labels: distinct(labels(speaker)) }
    }

    /// Says it in `text`, which is TOML.
    fn say(&self, text: &str) -> Result<String, String> {
        let mut file: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| first_line(&error))?;
        if matches!(self, Self::Apart { name, labels } if labels.len() < 2 && !is_stated(&file, name)) {
            return Ok(text.to_owned());
        }
        let speakers = file.entry(SPEAKERS).or_insert_with(|| Item::Table(Table::new()));
        let Some(speakers) = speakers.as_table_like_mut() else {
            return Err(format!("`{SPEAKERS}` is no table; expected a list of labels for each speaker"));
        };
        match self {
            Self::One { name, labels } => {
                let mut all: Vec<String> = stated(speakers.get(name));
                for label in labels {
                    // Who was several already brings all of them along.
                    all.extend(speakers.remove(label).iter().flat_map(|item| stated(Some(item))));
                    all.push(label.clone());
                }
                let all: Array = distinct(all.into_iter()).into_iter().collect();
                speakers.insert(name, value(all));
            }
            Self::Apart { name, labels } => {
                if speakers.remove(name).is_none() {
                    for label in labels {
                        speakers.insert(label, value(Array::from_iter([label.as_str()])));
                    }
                }
            }
        }
        Ok(file.to_string())
    }
}

impl Entry {
    /// Says `saying` of the episode, in the `episode.toml` of its folder, which is made where there is none;
    /// gives its path.
    ///
    /// # Errors
    /// See [`Unsaid`]; the file is as it was then.
    pub fn state(&self, saying: &Saying) -> Result<PathBuf, Unsaid> {
        let path = self.stated_in().ok_or(Unsaid::NoFolder)?;
        let shown = || clean_line(&path.display().to_string());
        let unreadable = |why: String| Unsaid::Unreadable { path: shown(), why };
        let text = match statements(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        let said = saying.say(&text).map_err(unreadable)?;
        if said == text
            && let Saying::Apart { name, .. } = saying
        {
            return Err(Unsaid::Single(name.clone()));
        }
        replace(&path, &said).map_err(|source| Unsaid::Unwritten { path: shown(), source })?;
        Ok(path)
    }

    /// Where statements about the episode stand or would: beside its documents, where they have a folder.
    fn stated_in(&self) -> Option<PathBuf> {
        let beside = match self.documents.as_slice() {
            [Place::File(first), _, ..] => first.parent().map(|folder| folder.join(STATEMENTS)),
            _ => None,
        };
        let path = self.statements.clone().or(beside)?;
        archive::through(&path).is_none().then_some(path)
    }
}

/// The text of the `episode.toml` at `path`.
fn statements(path: &Path) -> io::Result<String> {
    let bytes = files::read(&System, path, MAX_BYTES)?;
    String::from_utf8(bytes).map_err(|_| io::Error::other("expected text in UTF-8"))
}

/// Replaces the file at `path` by one with `text`, whole or not at all.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link is followed: what it leads to is the file. But a folder may be a stranger's, and lead anywhere.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.file_name() != Some(OsStr::new(STATEMENTS)) {
        return Err(io::Error::other(format!("a link to what is no {STATEMENTS}")));
    }
    let new = path.with_extension("toml.new");
    let replaced = written(&new, &path, text).and_then(|()| fs::rename(&new, &path));
    if replaced.is_err() {
        drop(fs::remove_file(&new));
    }
    replaced
}

/// Writes `text` to the file at `new`, which others may read as they may `path`, and waits until it is on the
/// disk.
fn written(new: &Path, path: &Path, text: &str) -> io::Result<()> {
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // Made here and now, so that no link is followed.
    let mut file = File::create_new(new)?;
    if let Ok(was) = fs::metadata(path) {
        file.set_permissions(was.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The labels of `speaker` without what stands in brackets after them; none that others speak under, too.
fn labels(speaker: &Speaker) -> impl Iterator<Item = String> {
    let bare = |label: &String| label.split(['[', '(']).next().unwrap_or_default().trim().to_owned();
    let own = speaker.labels.iter().filter(|label| !may_name_several(label));
    std::iter::once(&speaker.name).chain(own).map(bare)
}

/// `labels` each once, in their order, without empty ones.
fn distinct(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for label in labels.filter(|label| !label.is_empty()) {
        if !all.contains(&label) {
            all.push(label);
        }
    }
    all
}

/// Whether `file` says which labels are those of `name`.
fn is_stated(file: &DocumentMut, name: &str) -> bool {
    let speakers = file.get(SPEAKERS).and_then(Item::as_table_like);
    speakers.is_some_and(|speakers| speakers.contains_key(name))
}

/// The labels that `item` of the file lists.
fn stated(item: Option<&Item>) -> Vec<String> {
    let listed = item.and_then(Item::as_array).into_iter().flatten();
    listed.filter_map(|label| label.as_str()).map(str::to_owned).collect()
}

fn first_line(error: &toml_edit::TomlError) -> String {
    clean_line(error.message().lines().next().unwrap_or("no TOML"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, labels: &[&str]) -> Saying {
        Saying::One { name: name.into(), labels: labels.iter().map(|label| (*label).into()).collect() }
    }

    fn apart(name: &str, labels: &[&str]) -> Saying {
        Saying::Apart { name: name.into(), labels: labels.iter().map(|label| (*label).into()).collect() }
    }

    #[test]
    fn what_stands_there_stays() {
        let before = "# by hand\ntitle = 'Fog'   # really\n\n[speakers]\nORRIN = ['MATE']\n";
        let after = one("MAREN", &["MARREN"]).say(before).expect("TOML");
        assert_eq!(after, format!("{before}MAREN = [\"MARREN\"]\n"));
        assert_eq!(apart("MAREN", &["MAREN", "MARREN"]).say(&after).expect("TOML"), before);
    }

    #[test]
    fn a_file_is_replaced_or_stays_as_it_was() {
        let folder = pty_session::Folder::new();
        let path = folder.join(STATEMENTS);
        replace(&path, "title = 'Fog'").expect("written");
        // Where the new one would be there is a folder.
        fs::create_dir_all(folder.join("episode.toml.new")).expect("in the way");
        assert!(replace(&path, "").is_err());
        assert_eq!(fs::read_to_string(&path).expect("as it was"), "title = 'Fog'");
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_no_file_of_another_name() {
        use std::os::unix::fs::symlink;
        let folder = pty_session::Folder::new();
        let (path, precious) = (folder.join(STATEMENTS), folder.file("precious.toml", "oil = 12"));
        // Where a stranger's folder leads elsewhere: in the file's place, and in that of the new one.
        symlink(&precious, folder.join("episode.toml.new")).expect("a link");
        replace(&path, "title = 'Fog'").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("written"), "title = 'Fog'");
        fs::remove_file(&path).expect("gone");
        symlink(&precious, &path).expect("a link");
        assert!(replace(&path, "").is_err());
        assert_eq!(fs::read_to_string(&precious).expect("as it was"), "oil = 12");
        // What a person shares among folders.
        let shared = folder.file(format!("shared/{STATEMENTS}"), "");
        fs::remove_file(&path).and_then(|()| symlink(&shared, &path)).expect("a link");
        replace(&path, "title = 'Fog'").expect("written");
        assert_eq!(fs::read_to_string(&shared).expect("written"), "title = 'Fog'");
        assert!(path.is_symlink());
    }

    #[test]
    fn each_saying_is_read_back() {
        for (before, saying, expected) in [
            (
                "",
                one("MAREN", &["MARREN", "THE KEEPER"]),
                "[speakers]\nMAREN = [\"MARREN\", \"THE KEEPER\"]\n",
            ),
            ("[speakers]\nA = [\"B\"]\n", one("A", &["B", "C"]), "[speakers]\nA = [\"B\", \"C\"]\n"),
            ("[speakers]\nB = [\"C\"]\n", one("A", &["B"]), "[speakers]\nA = [\"C\", \"B\"]\n"),
            ("", apart("A", &["A", "B"]), "[speakers]\nA = [\"A\"]\nB = [\"B\"]\n"),
        ] {
            assert_eq!(saying.say(before).expect("TOML"), expected);
        }
    }

    #[test]
    fn a_label_that_several_speak_under_is_nobodys_own() {
        let labels = ["VANE [OC]", "VANE + LISK", "V"].map(str::to_owned).to_vec();
        let speaker = Speaker { labels, ..named("VANE") };
        assert_eq!(Saying::one(&named("LISK"), [&speaker].into_iter()), one("LISK", &["VANE", "V"]));
    }

    fn named(name: &str) -> Speaker {
        Speaker { name: name.into(), ..Speaker::default() }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        assert!(one("A", &["B"]).say("title = ").is_err());
        assert!(one("A", &["B"]).say("speakers = 3").is_err_and(|why| why.contains("no table")));
    }
}

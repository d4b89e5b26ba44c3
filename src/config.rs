//! What a person has set: config, keys and themes, read from files that are theirs.
//!
//! Nothing here can end the program: what is faulty is told with its place, and the shipped value
//! stays. Their files are never written.

mod fault;
mod layered;

use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::Deserialize;

use crate::files::{self, Files, System};
use crate::text::clean::{clean, clean_line};
use crate::text::span::Span;

pub use fault::{Excerpt, Fault};
pub(crate) use layered::{MOST_FAULTS, layered};

/// The settings that come with the program.
pub const SHIPPED: &str = include_str!("../assets/config.toml");

/// The largest file of settings that is read, bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// What is set in `config.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The theme's name, or `auto`.
    pub theme: String,
    /// The columns that a line of the script has at most.
    pub measure: u16,
    /// Whether the mouse is captured from the start.
    pub mouse: bool,
    /// A command that gets what is copied as well; empty for none.
    pub copy: String,
    /// Whether places, marks and notes are kept from one run to the next.
    pub remember: bool,
}

/// A file of a person's: where it is shown to be, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, cleaned for display.
    pub name: String,
    /// Its text, clean.
    pub text: String,
}

/// All that was found in the folder of settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// What is set, `None` where nothing usable is.
    pub settings: Option<Settings>,
    /// The file that sets it.
    pub own: Option<File>,
    /// The keys.
    pub keymap: Option<File>,
    /// Themes: name and file.
    pub themes: Vec<(String, File)>,
    /// What could not be used.
    pub faults: Vec<Fault>,
    /// Where all of it is looked for, if there is such a place.
    pub folder: Option<PathBuf>,
}

impl Config {
    /// Reads the settings in the person's config folder.
    pub fn read() -> Self {
        match etcetera::choose_base_strategy() {
            Ok(base) => Self::read_from(&base.config_dir().join("tableread")),
            Err(_) => Self::default(),
        }
    }

    /// Reads the settings in `folder`; a file that is not there sets nothing.
    pub fn read_from(folder: &Path) -> Self {
        Self::read_through(&System, folder)
    }

    /// The same, with `files` for the disk.
    pub fn read_through(files: &dyn Files, folder: &Path) -> Self {
        let mut config = Self { folder: Some(folder.to_owned()), ..Self::default() };
        if let Some(file) = config.file(files, &folder.join("config.toml")) {
            let (settings, errors) = layered(SHIPPED, &file.text);
            config.settings = settings;
            config.faults.extend(errors.iter().map(|error| {
                let span = error.span().map(|span| Span::new(span.start, span.end));
                Fault::new(&file, span, error.message())
            }));
            config.own = Some(file);
        }
        config.keymap = config.file(files, &folder.join("keymap.toml"));
        for path in config.theme_files(files, &folder.join("themes")) {
            let name = path.file_stem().map_or_else(String::new, |stem| clean_line(&stem.to_string_lossy()));
            if let Some(file) = config.file(files, &path) {
                config.themes.push((name, file));
            }
        }
        config
    }

    fn file(&mut self, files: &dyn Files, path: &Path) -> Option<File> {
        let read = files::read(files, path, MAX_BYTES);
        let text = read.and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| io::Error::other("expected text in UTF-8"))
        });
        let name = clean_line(&path.display().to_string());
        let text = self.unless_refused(&name, text)?;
        Some(File { name, text: clean(&text).into_owned() })
    }

    /// The files of themes in `folder`, by name.
    fn theme_files(&mut self, files: &dyn Files, folder: &Path) -> Vec<PathBuf> {
        let name = clean_line(&folder.display().to_string());
        let listed = self.unless_refused(&name, files.list(folder)).unwrap_or_default();
        let mut themes: Vec<PathBuf> = listed.into_iter().map(|file| file.path).collect();
        themes.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        themes.sort();
        themes
    }

    /// What was read of the file or folder called `name`; a refusal is a fault, but not that there is none.
    fn unless_refused<T>(&mut self, name: &str, read: io::Result<T>) -> Option<T> {
        let none = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
        read.inspect_err(|error| {
            if !none.contains(&error.kind()) {
                self.faults.push(Fault::of_file(name.to_owned(), error.to_string()));
            }
        })
        .ok()
    }
}

#[cfg(test)]
mod tests {
    use pty_session::Folder;

    use super::*;

    fn folder(files: &[(&str, &str)]) -> Folder {
        let folder = Folder::new();
        for (name, text) in files {
            folder.file(name, text);
        }
        folder
    }

    #[test]
    fn the_shipped_settings_are_whole() {
        let (settings, errors) = layered::<Settings>(SHIPPED, "");
        assert_eq!(settings.map(|settings| settings.theme).as_deref(), Some("auto"));
        assert!(errors.is_empty());
    }

    #[test]
    fn what_is_named_is_set_and_the_rest_stays() {
        let folder = folder(&[("config.toml", "measure = 50\n"), ("themes/dusk.toml", "text = {}\n")]);
        let config = Config::read_from(&folder);
        assert_eq!(config.settings.map(|s| (s.measure, s.mouse)), Some((50, false)));
        assert_eq!(config.themes.len(), 1);
        assert_eq!(config.faults, []);
    }

    #[test]
    fn without_a_folder_nothing_is_set() {
        let folder = Path::new("/nonexistent/tableread");
        let nothing = Config { folder: Some(folder.to_owned()), ..Config::default() };
        assert_eq!(Config::read_from(folder), nothing);
    }
}

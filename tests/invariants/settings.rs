//! What a person sets and states, whatever they write.

use std::fs;

use tableread::cache::Cache;
use tableread::config::Config;
use tableread::library::{Library, Problem};
use tableread::loader::{Stated, load_stated};
use tableread::source::Source;
use tableread::text::clean::clean;
use tableread::tui::action::{ACTIONS, Mode};
use tableread::tui::keymap::{Chord, Keymap, Meaning};
use tableread::tui::theme::Theme;

use super::parts::{Folder, parts};
use super::text::is_line;

/// A script to state something of.
const SCRIPT: &str =
    "Fog\n\n[Deck]\n\nMAREN: The lamp is out.\n\nORRIN [OC]: I know.\n\n[Hold]\n\nMAREN: Light it.\n";

/// The parts of the input as `config.toml`, `keymap.toml` and a theme: all faults have a place and are fit
/// to be shown, the files stay as they are, and every key leads to one action at most.
pub fn settings(bytes: &[u8]) {
    let folder = Folder::new();
    let names = ["config.toml", "keymap.toml", "themes/own.toml"];
    let files: Vec<_> = names.into_iter().zip(parts(bytes)).collect();
    for (name, part) in &files {
        folder.file(name, part);
    }
    let config = Config::read_from(folder.path());
    for fault in &config.faults {
        assert!(is_line(&fault.to_string()), "{fault:?}");
        if let Some(excerpt) = &fault.excerpt {
            assert!(
                is_line(&excerpt.line) && excerpt.mark.start <= excerpt.line.chars().count(),
                "{fault:?}"
            );
        }
    }
    if let Some(keymap) = &config.keymap {
        keymap_holds(&keymap.text);
    }
    for (name, theme) in &config.themes {
        let (read, faults) = Theme::parse(name, &theme.text);
        assert!(read.is_some() || faults.len() == 1, "{faults:?}");
        faults.into_iter().for_each(|fault| lies(fault.span, &theme.text));
    }
    for (name, part) in files {
        assert_eq!(fs::read(folder.path().join(name)).expect("still there"), part, "{name} was changed");
    }
}

fn keymap_holds(text: &str) {
    let (mut keymap, none) = Keymap::shipped();
    assert_eq!(none, []);
    let (shipped, _) = Keymap::shipped();
    let faults = keymap.change(text);
    // Whoever names no keys on purpose has none; whoever names only such as cannot be used keeps what is shipped.
    let unbound = ACTIONS.iter().filter(|row| keymap.keys(row.action).is_empty());
    assert!(unbound.count() == 0 || text.contains('[') && text.contains(']'), "keys are lost");
    if !faults.is_empty() && faults.iter().all(|fault| fault.span.is_none()) {
        assert!(ACTIONS.iter().all(|row| keymap.keys(row.action) == shipped.keys(row.action)));
    }
    for fault in faults {
        lies(fault.span, text);
    }
    for row in ACTIONS {
        for keys in keymap.keys(row.action) {
            assert!(is_line(&clean(&keys).replace(['\n', '\t'], " ")), "{keys:?}");
        }
    }
    for key in ["j", "g", "q", "ctrl-c", "esc"] {
        let chord = Chord::parse(key).expect("a key");
        let meaning = keymap.meaning(Mode::Reader, &[chord]);
        let goes_on = !keymap.after(Mode::Reader, &[chord]).is_empty();
        assert!(meaning != Meaning::Prefix || goes_on, "{key} waits for nothing");
    }
}

/// The parts of the input as `library.toml` and `episode.toml` beside a script: faults have a place and are
/// fit to be shown, and the script is read all the same.
pub fn statements(bytes: &[u8]) {
    let folder = Folder::new();
    let names = ["library.toml", "fog/episode.toml"];
    for (name, part) in names.into_iter().zip(parts(bytes)) {
        folder.file(name, part);
    }
    folder.file("fog/fog.txt", SCRIPT.as_bytes());
    let library = Library::open(folder.path()).expect("a library");
    let (shelf, _) = library.scanned(&Cache::none());
    assert!(is_line(&shelf.name), "{:?}", shelf.name);
    problems_hold(&shelf.problems);
    for entry in &shelf.entries {
        assert!(is_line(entry.title()), "{:?}", entry.title());
        let (episode, problems) = entry.load();
        super::episode::holds(&episode);
        problems_hold(&problems);
    }
    if let Some(text) = parts(bytes).get(1) {
        stated_holds(&clean(&String::from_utf8_lossy(text)));
    }
}

fn stated_holds(text: &str) {
    let stated = match Stated::parse(text) {
        Ok(stated) => stated,
        Err(fault) => return lies(fault.span, text),
    };
    let source = Source::from_bytes("fog.txt", SCRIPT.as_bytes());
    let (episode, faults) = load_stated(vec![source.into()], "fog", &stated);
    super::episode::holds(&episode);
    assert!(episode.elements.iter().any(|element| element.text == "Light it."));
    faults.into_iter().for_each(|fault| lies(fault.span, text));
}

fn problems_hold(problems: &[Problem]) {
    for problem in problems {
        assert!(is_line(&problem.to_string()), "{problem:?}");
    }
}

fn lies(span: Option<std::ops::Range<usize>>, text: &str) {
    if let Some(span) = span {
        assert!(span.start <= span.end && text.get(span.clone()).is_some(), "{span:?} of {}", text.len());
    }
}

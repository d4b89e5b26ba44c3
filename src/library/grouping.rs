//! Which files of one folder belong together.
//!
//! A folder with one script and papers about it is one episode; so is one with a transcript and the
//! screenplay that it was made from. A folder with more scripts is many episodes, each by itself. A story is always an episode of its own: it is never merged into a
//! transcript's statistics.

use std::path::Path;

use crate::document::Kind;
use crate::episode::Identity;
use crate::loader::Stated;
use crate::source::Source;
use crate::text::tokens::key_words;

use super::about::Card;
use super::walk::{Folder, Found, shown_name, stem};
use super::{About, Entry, Place, Taken, parts, places};

/// More files than anybody writes about one episode: a folder of transcripts, each an episode.
const MOST_PAPERS: usize = 12;

/// Whether each file of the folder is an episode by itself, whatever is in it.
pub(super) fn is_of_single_files(folder: &Folder) -> bool {
    folder.files.len() > MOST_PAPERS
}

/// The episodes that `files` of the folder make, with the cards of those that can be used.
pub(super) fn group(folder: &Folder, files: Vec<(&Found, Card)>) -> Vec<Entry> {
    let (several, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, card)| !card.parts.is_empty());
    let (stories, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(_, card)| card.kind == Kind::Story);
    let (mut scripts, papers): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|(_, card)| card.kind.is_script());
    let single = |(file, card): (&Found, Card)| alone(folder, file, card);
    let mut entries: Vec<Entry> =
        several.into_iter().flat_map(|(file, card)| each(folder, file, card)).collect();
    // A season of which there is one episode so far is not that episode.
    let of_season = folder.groups.last().is_some_and(|name| places::is_season(name));
    if (scripts.len() > 1 && !are_of_one(&scripts)) || of_season && scripts.len() + papers.len() == 1 {
        entries.extend(scripts.into_iter().chain(papers).map(single));
    } else {
        scripts.sort_by_key(|(_, card)| card.kind.rank());
        scripts.extend(papers);
        entries.extend((!scripts.is_empty()).then(|| together(folder, scripts)));
    }
    entries.extend(stories.into_iter().map(single));
    entries
}

/// Whether `scripts` are a transcript and its screenplay: one of each, with a word of their titles in common
/// where both have one.
fn are_of_one(scripts: &[(&Found, Card)]) -> bool {
    let [(_, one), (_, other)] = scripts else { return false };
    let both = [one.kind, other.kind];
    let titles = one.about.title.as_deref().zip(other.about.title.as_deref());
    let alike = |(one, other): (&str, &str)| {
        let words = key_words(one);
        key_words(other).iter().any(|word| words.contains(word))
    };
    both.contains(&Kind::Transcript) && both.contains(&Kind::Screenplay) && titles.is_none_or(alike)
}

/// The episodes that a file is by itself: one, or each of those in it.
pub(super) fn each(folder: &Folder, file: &Found, card: Card) -> Vec<Entry> {
    if card.parts.is_empty() {
        return vec![alone(folder, file, card)];
    }
    // The file is to its episodes what a folder is.
    let mut folders = folder.groups.clone();
    folders.push(stem(&file.path));
    let part = |(at, card): (usize, &Card)| {
        let path = parts::path_of(&file.path, at + 1);
        let name = parts::name(&path);
        let about = about(folder, &folders, "", [card]);
        Entry {
            key: key(&folder.groups, Some(&file.path)) + &format!("/{}", at + 1),
            documents: vec![Place::File(path)],
            kind: Some(card.kind),
            ..entry(folder, name, about)
        }
    };
    card.parts.iter().enumerate().map(part).collect()
}

/// A file that is an episode by itself.
fn alone(folder: &Folder, file: &Found, card: Card) -> Entry {
    let name = stem(&file.path);
    let about = about(folder, &folder.groups, &name, [&card]);
    Entry {
        key: key(&folder.groups, Some(&file.path)),
        documents: vec![Place::File(file.path.clone())],
        kind: Some(card.kind),
        ..entry(folder, name, about)
    }
}

/// The episode that a folder's documents are about, the script first.
fn together(folder: &Folder, files: Vec<(&Found, Card)>) -> Entry {
    let kind = files.first().map(|(_, card)| card.kind);
    let mut cards: Vec<&Card> = files.iter().map(|(_, card)| card).collect();
    cards.sort_by_key(|card| card.kind.rank());
    // The folder is the episode's own: what it is called tells of the episode, not of its series.
    let outer = folder.groups.split_last().map_or(&[][..], |(_, outer)| outer);
    let about = about(folder, outer, &folder.name, cards);
    Entry {
        key: if folder.groups.is_empty() { folder.name.clone() } else { key(&folder.groups, None) },
        documents: files.iter().map(|(file, _)| Place::File(file.path.clone())).collect(),
        kind,
        ..entry(folder, folder.name.clone(), about)
    }
}

fn entry(folder: &Folder, name: String, about: About) -> Entry {
    Entry {
        key: String::new(),
        name,
        group: folder.groups.clone(),
        documents: Vec::new(),
        taken: Taken::default(),
        kind: None,
        statements: folder.statements.clone(),
        about,
        stated: About::default(),
    }
}

/// What is known of an episode: what is stated beside it, what its documents say in the order of
/// `cards`, what its place tells.
fn about<'a>(
    folder: &Folder,
    outer: &[String],
    name: &str,
    cards: impl IntoIterator<Item = &'a Card>,
) -> About {
    let stated = folder.statements.as_deref().map(stated).unwrap_or_default();
    let said = cards.into_iter().fold(stated, |about, card| about.or(&card.about));
    said.or(&places::told_by(outer, name))
}

/// What the `episode.toml` at `path` states of the whole. Its faults are told when the episode is read.
fn stated(path: &Path) -> About {
    let mut identity = Identity::default();
    if let Some(stated) = Source::read(path).ok().and_then(|source| Stated::parse(&source.text).ok()) {
        stated.identify(&mut identity);
    }
    let Identity { title, series, number, air_date, .. } = identity;
    About { title: Some(title).filter(|title| !title.is_empty()), series, season: None, number, air_date }
}

fn key(groups: &[String], file: Option<&Path>) -> String {
    let names = groups.iter().cloned().chain(file.map(shown_name));
    names.collect::<Vec<_>>().join("/")
}

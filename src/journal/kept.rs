//! What the records come to: what is kept of each episode, and what was opened last.

use std::collections::BTreeMap;

use crate::text::clean::{clean, clean_line};

use super::anchor::Anchor;
use super::record::{EpisodeKey, Item, Record, Stamped, What};

/// How many queries are kept, the latest.
pub const QUERIES_KEPT: usize = 200;

/// Something that was put beside a line of an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptItem {
    /// When, seconds since 1970 began; 0 where it has not been written yet.
    pub at: u64,
    /// The episode.
    pub episode: EpisodeKey,
    /// What, and at which line.
    pub item: Item,
}

/// What was opened last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastOpened {
    /// The path, canonical, or `sample:`.
    pub path: String,
    /// The first document of the episode that was read, relative to it.
    pub entry: String,
}

/// Everything that is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    opened: Option<(u64, LastOpened)>,
    left: BTreeMap<String, (u64, EpisodeKey, Anchor)>,
    items: BTreeMap<String, KeptItem>,
    /// Queries and when they were asked, the latest last; each once.
    asked: Vec<(u64, String)>,
    /// Records that said something, superseded ones included.
    records: usize,
}

impl Kept {
    /// Takes what a record says.
    pub fn apply(&mut self, stamped: Stamped) {
        self.records += 1;
        let at = stamped.at;
        match stamped.record {
            Record::Begin { .. } => {}
            Record::Opened { path, entry } => self.opened = Some((at, LastOpened { path, entry })),
            Record::Left { episode, line } => {
                let episode = cleaned_key(episode);
                self.left.insert(episode.path.clone(), (at, episode, line.cleaned()));
            }
            Record::Asked { query } => self.ask(at, clean_line(&query)),
            Record::Keep { episode, item } => {
                let item = KeptItem { at, episode: cleaned_key(episode), item: cleaned_item(item) };
                self.items.insert(item.item.id.clone(), item);
            }
            Record::Erase { id } => {
                self.items.remove(&id);
            }
        }
    }

    fn ask(&mut self, at: u64, query: String) {
        self.asked.retain(|(_, asked)| *asked != query);
        self.asked.push((at, query));
        let surplus = self.asked.len().saturating_sub(QUERIES_KEPT);
        self.asked.drain(..surplus);
    }

    /// The records that say the same as all that were applied, and nothing twice.
    pub fn records(&self) -> Vec<Stamped> {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let mut records = vec![Stamped { at: 0, record: Record::Begin { program } }];
        if let Some((at, LastOpened { path, entry })) = self.opened.clone() {
            records.push(Stamped { at, record: Record::Opened { path, entry } });
        }
        records.extend(
            self.left
                .values()
                .cloned()
                .map(|(at, episode, line)| Stamped { at, record: Record::Left { episode, line } }),
        );
        let asked = self.asked.iter().cloned();
        records.extend(asked.map(|(at, query)| Stamped { at, record: Record::Asked { query } }));
        records.extend(
            self.items
                .values()
                .cloned()
                .map(|KeptItem { at, episode, item }| Stamped { at, record: Record::Keep { episode, item } }),
        );
        records
    }

    /// How many records were applied that say nothing any more.
    pub(super) fn superseded(&self) -> usize {
        let live = self.left.len() + self.items.len() + self.asked.len() + usize::from(self.opened.is_some());
        self.records.saturating_sub(live)
    }

    /// What was opened last.
    pub fn last_opened(&self) -> Option<&LastOpened> {
        self.opened.as_ref().map(|(_, opened)| opened)
    }

    /// The queries that were asked, the latest last, each once.
    pub fn asked(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().map(|(_, query)| query.as_str())
    }

    /// Where `episode` was left.
    pub fn left(&self, episode: &EpisodeKey) -> Option<&Anchor> {
        let there = self.left.get(&episode.path);
        let elsewhere = || {
            let same = self.left.values().filter(|(_, key, _)| key.is(episode));
            same.max_by_key(|(at, _, _)| *at)
        };
        there.or_else(elsewhere).map(|(_, _, line)| line)
    }

    /// What was put beside lines of `episode`.
    pub fn items_of<'a>(&'a self, episode: &'a EpisodeKey) -> impl Iterator<Item = &'a KeptItem> {
        self.items.values().filter(|item| item.episode.is(episode))
    }

    /// Everything that was put beside lines, in the order of the episodes' titles.
    pub fn items(&self) -> Vec<&KeptItem> {
        let mut items: Vec<&KeptItem> = self.items.values().collect();
        items.sort_by(|a, b| {
            let title = |item: &KeptItem| (item.episode.title.clone(), item.episode.path.clone());
            title(a).cmp(&title(b)).then_with(|| a.item.line.id.cmp(&b.item.line.id))
        });
        items
    }

    /// The item of this id.
    pub fn item(&self, id: &str) -> Option<&KeptItem> {
        self.items.get(id)
    }
}

// A journal is a file like any other: what it holds is cleaned before it can reach a screen. A path is
// opened as it stands and cleaned where it is shown.

fn cleaned_key(key: EpisodeKey) -> EpisodeKey {
    EpisodeKey { title: clean_line(&key.title), ..key }
}

fn cleaned_item(item: Item) -> Item {
    let what = match item.what {
        What::Note(text) => What::Note(clean(&text).replace('\t', " ")),
        What::Mark(letter) if !letter.is_ascii_lowercase() => What::Bookmark,
        what => what,
    };
    Item { what, line: item.line.cleaned(), through: item.through.map(Anchor::cleaned), ..item }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str, identity: &str) -> EpisodeKey {
        EpisodeKey {
            path: path.to_owned(),
            identity: identity.to_owned(),
            title: path.to_owned(),
            shelf: String::new(),
        }
    }

    fn note(id: &str, text: &str) -> Item {
        Item { id: id.to_owned(), what: What::Note(text.to_owned()), line: Anchor::default(), through: None }
    }

    fn kept(records: Vec<Record>) -> Kept {
        let mut kept = Kept::default();
        records.into_iter().zip(1..).for_each(|(record, at)| kept.apply(Stamped { at, record }));
        kept
    }

    #[test]
    fn the_last_word_on_an_item_counts() {
        let episode = key("/halyard/one.txt", "");
        let kept = kept(vec![
            Record::Keep { episode: episode.clone(), item: note("1", "first") },
            Record::Keep { episode: episode.clone(), item: note("2", "second") },
            Record::Keep { episode: episode.clone(), item: note("1", "changed") },
            Record::Erase { id: "2".to_owned() },
        ]);
        let items: Vec<_> = kept.items_of(&episode).map(|item| item.item.what.clone()).collect();
        assert_eq!(items, [What::Note("changed".to_owned())]);
        assert_eq!(kept.superseded(), 3);
    }

    #[test]
    fn records_come_to_the_same_again() {
        let episode = key("/halyard/one.txt", "halyard 3 fog");
        let first = kept(vec![
            Record::Opened { path: "/halyard".to_owned(), entry: "one.txt".to_owned() },
            Record::Keep { episode: episode.clone(), item: note("1", "a\u{1b}[2J note") },
            Record::Asked { query: "lamp".to_owned() },
            Record::Asked { query: "fog\u{1b}".to_owned() },
            Record::Asked { query: "lamp".to_owned() },
            Record::Left { episode: episode.clone(), line: Anchor::default() },
        ]);
        assert_eq!(first.asked().last(), Some("lamp"));
        assert_eq!((first.asked().count(), first.superseded()), (2, 1));
        let mut again = Kept::default();
        first.records().into_iter().for_each(|record| again.apply(record));
        assert_eq!(again.records(), first.records());
        assert_eq!(again.items().len(), 1);
        assert!(!format!("{again:?}").contains("\\u{1b}"));
    }

    #[test]
    fn only_the_latest_queries_are_kept() {
        let asked = |at: usize| Record::Asked { query: at.to_string() };
        let kept = kept((0..=QUERIES_KEPT).map(asked).collect());
        assert_eq!((kept.asked().next(), kept.asked().count()), (Some("1"), QUERIES_KEPT));
    }

    #[test]
    fn an_episode_is_known_where_it_was_moved_to() {
        let here = key("/halyard/one.txt", "halyard 3 fog");
        let moved = key("/attic/one.txt", "halyard 3 fog");
        let nameless = key("/attic/two.txt", "");
        let kept = kept(vec![
            Record::Keep { episode: here.clone(), item: note("1", "kept") },
            Record::Left { episode: here, line: Anchor::default() },
        ]);
        assert_eq!((kept.items_of(&moved).count(), kept.left(&moved).is_some()), (1, true));
        assert_eq!((kept.items_of(&nameless).count(), kept.left(&nameless).is_some()), (0, false));
    }
}

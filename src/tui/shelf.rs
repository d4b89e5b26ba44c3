//! The list of episodes: its rows as they are grouped, ordered and folded, and the scan that fills it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::cache::Cache;
use crate::library::{Catalogue, Entry, Library, Order, Section, Shelf};

use super::filter::Words;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShelfRow {
    pub(super) item: Item,
    /// How many groups it lies in.
    pub(super) depth: usize,
}

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// The header of a group, and how many rows there are in it besides headers.
    Group(Group, usize),
    /// An episode: its place on the shelf.
    Entry(usize),
    /// Something that could not be used: its place among the problems.
    Problem(usize),
}

/// Something that folds, by name: it stays folded when the list is made anew.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// A series; `None` for the episodes of none.
    Series(Option<String>),
    /// A season of a series; `None` for its episodes of none.
    Season(Option<String>, Option<String>),
    /// What could not be used.
    Faults,
}

/// The list of episodes.
#[derive(Debug, Default)]
pub(super) struct ShelfList {
    /// The rows in sight of one who scrolls.
    pub(super) rows: Vec<ShelfRow>,
    /// All rows, folded or not.
    all: Vec<ShelfRow>,
    folded: BTreeSet<Group>,
    /// What the episodes in sight are to hold.
    words: Option<Words>,
    /// The episodes that hold it.
    holding: HashSet<usize>,
    pub(super) order: Order,
    /// Entries that cannot be opened any more, and why.
    pub(super) lost: BTreeMap<usize, String>,
    /// Whether the person has moved in it: then the cursor stays with what it is on.
    pub(super) touched: bool,
    /// What it is scanned from; none for what comes with the program, or a single document.
    pub(super) library: Option<Arc<Library>>,
    pub(super) cache: Cache,
    /// How many files the scan that goes on has seen to, and of how many.
    pub(super) progress: Option<(usize, usize)>,
    /// What the last scan learnt.
    pub(super) catalogue: Arc<Catalogue>,
    /// What a scan finds that is to take the place of what there is.
    pub(super) renewed: Option<Shelf>,
}

impl ShelfList {
    /// The list of `shelf`, in its order.
    pub(super) fn of(shelf: &Shelf) -> Self {
        let mut list = Self { order: shelf.order, ..Self::default() };
        list.arrange(shelf, 0);
        list
    }

    /// Makes the rows of `shelf` anew; gives the row for a cursor that was at `cursor`.
    pub(super) fn arrange(&mut self, shelf: &Shelf, cursor: usize) -> usize {
        let under = self.item(cursor).filter(|_| self.touched).cloned();
        self.all = all_rows(shelf, &shelf.sections(self.order));
        self.look_through(shelf);
        self.show();
        self.place_of(under.as_ref())
    }

    /// Shows the episodes of `shelf` that hold `words`, or all; gives the row for a cursor that was at
    /// `cursor`.
    pub(super) fn filter(&mut self, shelf: &Shelf, words: Option<Words>, cursor: usize) -> usize {
        let under = self.item(cursor).cloned();
        self.words = words;
        self.look_through(shelf);
        self.show();
        if self.words.is_some() { self.first_entry() } else { self.place_of(under.as_ref()) }
    }

    /// Finds the episodes that hold the words.
    fn look_through(&mut self, shelf: &Shelf) {
        self.holding.clear();
        let Some(words) = &self.words else { return };
        let named = |entry: &Entry| {
            let about = [&entry.about.series, &entry.about.number].into_iter().flatten();
            let about: Vec<&str> = about.map(String::as_str).collect();
            format!("{} {} {} {}", entry.group.join(" "), about.join(" "), entry.title(), entry.name)
        };
        let entries = shelf.entries.iter().enumerate();
        self.holding = entries.filter(|(_, entry)| words.within(&named(entry))).map(|(at, _)| at).collect();
    }

    /// What the row at `at` is.
    pub(super) fn item(&self, at: usize) -> Option<&Item> {
        self.rows.get(at).map(|row| &row.item)
    }

    /// Whether the group is folded.
    pub(super) fn is_folded(&self, group: &Group) -> bool {
        self.folded.contains(group)
    }

    /// Folds the group of the header at `cursor`; from another row, goes up to its header. Gives the
    /// row for the cursor.
    pub(super) fn fold(&mut self, cursor: usize) -> usize {
        let Some(row) = self.rows.get(cursor).cloned() else { return cursor };
        match row.item {
            Item::Group(group, _) if !self.is_folded(&group) => {
                self.folded.insert(group);
                self.show();
                cursor
            }
            _ => {
                let above = self.rows.get(..cursor).unwrap_or_default();
                above.iter().rposition(|other| other.depth < row.depth).unwrap_or(cursor)
            }
        }
    }

    /// Unfolds the group of the header at `cursor`.
    pub(super) fn unfold(&mut self, cursor: usize) {
        if let Some(Item::Group(group, _)) = self.item(cursor).cloned() {
            self.folded.remove(&group);
            self.show();
        }
    }

    /// Folds every group, or unfolds them all; gives the row for the cursor.
    pub(super) fn fold_all(&mut self, fold: bool, cursor: usize) -> usize {
        let under = self.item(cursor).cloned();
        let groups = self.all.iter().filter_map(|row| match &row.item {
            Item::Group(group, _) if fold => Some(group.clone()),
            _ => None,
        });
        self.folded = groups.collect();
        self.show();
        self.place_of(under.as_ref())
    }

    /// The row of the entry, unfolded where it is folded away.
    pub(super) fn reveal(&mut self, entry: usize) -> usize {
        let item = Item::Entry(entry);
        for group in self.groups_over(&item) {
            self.folded.remove(&group);
        }
        self.show();
        self.place_of(Some(&item))
    }

    /// The first row that can be opened.
    pub(super) fn first_entry(&self) -> usize {
        self.rows.iter().position(|row| matches!(row.item, Item::Entry(_))).unwrap_or_default()
    }

    /// The row of `item`, or of the header that it is folded under; the first entry's where there is none.
    fn place_of(&self, item: Option<&Item>) -> usize {
        let position = |wanted: &Item| self.rows.iter().position(|row| is_same(&row.item, wanted));
        let Some(item) = item else { return self.first_entry() };
        let header = || {
            let over = self.groups_over(item);
            let folded = over.into_iter().find(|group| self.is_folded(group))?;
            position(&Item::Group(folded, 0))
        };
        position(item).or_else(header).unwrap_or_else(|| self.first_entry())
    }

    /// The groups that `item` lies in, the outermost first.
    fn groups_over(&self, item: &Item) -> Vec<Group> {
        let Some(at) = self.all.iter().position(|row| is_same(&row.item, item)) else { return Vec::new() };
        let (above, from) = self.all.split_at(at);
        let mut depth = from.first().map_or(0, |row| row.depth);
        let mut over = Vec::new();
        for row in above.iter().rev().filter(|row| matches!(row.item, Item::Group(..))) {
            if let (true, Item::Group(group, _)) = (row.depth < depth, &row.item) {
                depth = row.depth;
                over.insert(0, group.clone());
            }
        }
        over
    }

    /// Makes the rows in sight: all but those under a folded header; where words are looked for, the
    /// episodes that hold them with their headers.
    fn show(&mut self) {
        let mut folded_at = None;
        self.rows.clear();
        if self.words.is_some() {
            return self.show_holding();
        }
        for row in &self.all {
            if folded_at.is_some_and(|depth| row.depth > depth) {
                continue;
            }
            let folded = matches!(&row.item, Item::Group(group, _) if self.folded.contains(group));
            folded_at = folded.then_some(row.depth);
            self.rows.push(row.clone());
        }
    }

    fn show_holding(&mut self) {
        let mut headers: Vec<&ShelfRow> = Vec::new();
        for row in &self.all {
            match &row.item {
                Item::Group(..) => {
                    headers.retain(|header| header.depth < row.depth);
                    headers.push(row);
                }
                Item::Entry(at) if self.holding.contains(at) => {
                    self.rows.extend(headers.drain(..).cloned());
                    self.rows.push(row.clone());
                }
                Item::Entry(_) | Item::Problem(_) => {}
            }
        }
    }
}

/// Whether two rows are of the same thing, whatever a header counts.
fn is_same(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Group(a, _), Item::Group(b, _)) => a == b,
        _ => a == b,
    }
}

/// All rows of `shelf`: a header for each series where there are several, and for each season in a
/// series that has any.
fn all_rows(shelf: &Shelf, sections: &[Section]) -> Vec<ShelfRow> {
    let mut rows = Vec::with_capacity(shelf.entries.len() + sections.len());
    let by_series: Vec<&[Section]> = sections.chunk_by(|a, b| a.series == b.series).collect();
    let several = by_series.len() > 1;
    for series in by_series {
        let episodes = |sections: &[Section]| sections.iter().map(|section| section.entries.len()).sum();
        let Some(first) = series.first() else { continue };
        let mut depth = 0;
        if several {
            rows.push(header(Group::Series(first.series.clone()), episodes(series), depth));
            depth += 1;
        }
        let seasons = series.iter().any(|section| section.season.is_some());
        for section in series {
            if seasons {
                let season = Group::Season(section.series.clone(), section.season.clone());
                rows.push(header(season, section.entries.len(), depth));
            }
            let depth = depth + usize::from(seasons);
            rows.extend(section.entries.iter().map(|at| ShelfRow { item: Item::Entry(*at), depth }));
        }
    }
    if !shelf.problems.is_empty() {
        rows.push(header(Group::Faults, shelf.problems.len(), 0));
        rows.extend((0..shelf.problems.len()).map(|at| ShelfRow { item: Item::Problem(at), depth: 1 }));
    }
    rows
}

fn header(group: Group, count: usize, depth: usize) -> ShelfRow {
    ShelfRow { item: Item::Group(group, count), depth }
}

/// Puts `new` in the place of `shelf`. Entries keep their places: those that are still there are taken
/// from `new`, those that are gone stay and are told as lost, new ones come behind.
pub(super) fn renew(shelf: &mut Shelf, new: Shelf, lost: &mut BTreeMap<usize, String>) {
    let known: HashSet<String> = shelf.entries.iter().map(|entry| entry.key.clone()).collect();
    let (still, fresh): (Vec<_>, Vec<_>) =
        new.entries.into_iter().partition(|entry| known.contains(&entry.key));
    let mut still: BTreeMap<String, _> = still.into_iter().map(|entry| (entry.key.clone(), entry)).collect();
    lost.clear();
    for (at, entry) in shelf.entries.iter_mut().enumerate() {
        match still.remove(&entry.key) {
            Some(again) => *entry = again,
            None => drop(lost.insert(at, "no longer there".to_owned())),
        }
    }
    shelf.entries.extend(fresh);
    (shelf.name, shelf.problems, shelf.series) = (new.name, new.problems, new.series);
}

#[cfg(test)]
mod tests {
    use crate::library::{About, Entry, Problem};

    use super::*;

    fn entry(key: &str) -> Entry {
        let parts: Vec<&str> = key.split('/').collect();
        let (name, group) = parts.split_last().expect("a name");
        let season = group.get(1).map(|season| (*season).to_owned());
        let mut entry = Shelf::sample().entries[0].clone();
        entry.key = key.to_owned();
        entry.name = (*name).to_owned();
        entry.group = group.iter().map(|group| (*group).to_owned()).collect();
        entry.about = About { season, ..About::default() };
        entry
    }

    fn shelf(keys: &[&str]) -> Shelf {
        Shelf { entries: keys.iter().map(|key| entry(key)).collect(), ..Shelf::default() }
    }

    /// The rows, a letter for what they are and how deep.
    fn told(shelf: &Shelf, list: &ShelfList) -> Vec<String> {
        let row = |row: &ShelfRow| {
            let said = match &row.item {
                Item::Group(Group::Series(series), count) => {
                    format!("{} ({count})", series.as_deref().unwrap_or("none"))
                }
                Item::Group(Group::Season(_, season), count) => {
                    format!("season {} ({count})", season.as_deref().unwrap_or("none"))
                }
                Item::Group(Group::Faults, count) => format!("faults ({count})"),
                Item::Entry(at) => shelf.entries[*at].name.clone(),
                Item::Problem(at) => shelf.problems[*at].to_string(),
            };
            format!("{}{said}", "  ".repeat(row.depth))
        };
        list.rows.iter().map(row).collect()
    }

    const COAST: [&str; 5] = ["halyard/1/a", "halyard/2/b", "halyard/2/c", "tern/d", "tern/e"];

    #[test]
    fn rows_have_the_headers_that_tell_them_apart() {
        let mut coast = shelf(&COAST);
        coast.problems.push(Problem { path: "x".to_owned(), message: "gone".to_owned() });
        assert_eq!(
            told(&coast, &ShelfList::of(&coast)),
            [
                "halyard (3)",
                "  season 1 (1)",
                "    a",
                "  season 2 (2)",
                "    b",
                "    c",
                "tern (2)",
                "  d",
                "  e",
                "faults (1)",
                "  x: gone"
            ]
        );
        let one = shelf(&["halyard/1/a", "halyard/2/b"]);
        assert_eq!(told(&one, &ShelfList::of(&one)), ["season 1 (1)", "  a", "season 2 (1)", "  b"]);
        let flat = shelf(&["tern/d", "tern/e"]);
        assert_eq!(told(&flat, &ShelfList::of(&flat)), ["d", "e"]);
    }

    #[test]
    fn groups_fold_and_the_cursor_goes_to_their_headers() {
        let coast = shelf(&COAST);
        let mut list = ShelfList::of(&coast);
        list.touched = true;
        assert_eq!(list.first_entry(), 2);
        // From an episode up to its season, which then folds, then up to the series.
        assert_eq!((list.fold(5), list.fold(3)), (3, 3));
        assert_eq!(list.rows.len(), 7);
        assert_eq!(list.fold(3), 0);
        list.unfold(3);
        assert_eq!(list.rows.len(), 9);
        assert_eq!(list.fold_all(true, 5), 0);
        assert_eq!(told(&coast, &list), ["halyard (3)", "tern (2)"]);
        // What is folded stays so when the list is made anew.
        assert_eq!(list.arrange(&coast, 1), 1);
        assert_eq!(list.rows.len(), 2);
        assert_eq!(list.reveal(2), 4, "the series and the season are unfolded");
        assert_eq!(list.fold_all(false, 4), 5);
    }

    #[test]
    fn a_filtered_list_keeps_the_headers_of_what_it_shows() {
        let coast = shelf(&COAST);
        let mut list = ShelfList::of(&coast);
        let cursor = list.filter(&coast, Words::new("halyard 2"), 0);
        assert_eq!(told(&coast, &list), ["halyard (3)", "  season 2 (2)", "    b", "    c"]);
        assert_eq!(list.item(cursor), Some(&Item::Entry(1)));
        assert_eq!(list.filter(&coast, Words::new("gull"), 3), 0);
        assert_eq!(list.rows, []);
        list.filter(&coast, Words::new("halyard 2"), 0);
        let cursor = list.filter(&coast, None, 3);
        assert_eq!(list.item(cursor), Some(&Item::Entry(2)));
    }

    #[test]
    fn the_cursor_stays_with_its_episode_once_it_was_moved() {
        let mut coast = shelf(&["tern/d"]);
        let mut list = ShelfList::of(&coast);
        coast.entries.push(entry("tern/c"));
        assert_eq!(list.arrange(&coast, 0), 0, "not moved: the first");
        list.touched = true;
        coast.entries.push(entry("tern/b"));
        assert_eq!(list.arrange(&coast, 0), 1, "moved: the same");
    }

    #[test]
    fn what_is_read_again_keeps_its_places() {
        let mut coast = shelf(&["tern/d", "tern/e"]);
        let mut lost = BTreeMap::new();
        renew(&mut coast, shelf(&["tern/c", "tern/e"]), &mut lost);
        let keys: Vec<&str> = coast.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["tern/d", "tern/e", "tern/c"]);
        assert_eq!(lost.keys().copied().collect::<Vec<_>>(), [0]);
        renew(&mut coast, shelf(&["tern/c", "tern/d", "tern/e"]), &mut lost);
        assert_eq!((coast.entries.len(), lost.len()), (3, 0));
    }
}

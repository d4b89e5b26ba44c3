//! The numbers of many episodes together: each episode a row, each speaker one over all of them.

use std::collections::HashMap;

use crate::cli::load;
use crate::document::Kind;
use crate::library::Shelf;
use crate::statistics::{Statistics, Tally};
use crate::text::fold::fold;

use super::{Row, Told, rounded};

/// The numbers of all episodes of `shelf`. Lines are not named by their ids: these are an episode's.
pub(super) fn told(shelf: &Shelf) -> Told {
    let mut all = Told { title: shelf.name.clone(), ..Told::default() };
    let mut speakers = Speakers::default();
    for entry in &shelf.entries {
        let episode = load(entry);
        let of = Told::of(&episode, &Statistics::of(&episode));
        let number = episode.identity.number.as_deref();
        let mut row = without_ids(of.whole);
        row.speakers = of.speakers.as_ref().map(Vec::len);
        row.name = number.map_or_else(|| of.title.clone(), |number| format!("{number} {}", of.title));
        all.whole.add(&row);
        all.episodes.get_or_insert_default().push(row);
        for (into, rows) in [(&mut all.scenes, of.scenes), (&mut all.acts, of.acts)] {
            let named = |row: Row| Row {
                name: format!("{}: {}", number.unwrap_or(&of.title), row.name),
                ..without_ids(row)
            };
            into.get_or_insert_default().extend(rows.into_iter().flatten().map(named));
        }
        let concluded = episode.script_source().is_some_and(|script| script.kind == Kind::Story);
        of.speakers.into_iter().flatten().for_each(|row| speakers.add(row, concluded));
    }
    all.whole.name = "all".to_owned();
    all.speakers = Some(speakers.rows);
    all.share_anew();
    all
}

/// Speakers over episodes: the same name is the same speaker, but one whose lines in a story are
/// concluded is never counted with one whose lines a script names: theirs is a row with `~`.
#[derive(Default)]
struct Speakers {
    rows: Vec<Row>,
    known: HashMap<String, usize>,
}

impl Speakers {
    fn add(&mut self, row: Row, concluded: bool) {
        let name = if concluded { format!("~{}", row.name) } else { row.name.clone() };
        let at = *self.known.entry(fold(&name)).or_insert(self.rows.len());
        match self.rows.get_mut(at) {
            Some(known) => {
                known.add(&row);
                known.scenes = Some(known.scenes.unwrap_or(0) + row.scenes.unwrap_or(0));
            }
            None => self.rows.push(Row { name, ..without_ids(row) }),
        }
    }
}

fn without_ids(row: Row) -> Row {
    Row { longest_at: None, first: None, last: None, talks_with: Vec::new(), ..row }
}

impl Row {
    /// Adds the speeches of another row.
    fn add(&mut self, other: &Self) {
        self.speeches += other.speeches;
        self.words += other.words;
        self.longest = self.longest.max(other.longest);
    }
}

impl Told {
    /// Reckons shares and means of what has been added up, and puts who speaks most first.
    fn share_anew(&mut self) {
        let tally = |row: &Row| Tally { speeches: row.speeches, words: row.words, ..Tally::default() };
        let whole = tally(&self.whole);
        let tables = [&mut self.episodes, &mut self.speakers, &mut self.scenes, &mut self.acts];
        for row in tables.into_iter().flatten().flatten().chain([&mut self.whole]) {
            row.share = rounded(tally(row).share(&whole), 4);
            row.mean = rounded(tally(row).mean(), 1);
        }
        if let Some(speakers) = &mut self.speakers {
            speakers.sort_by_key(|row| std::cmp::Reverse((row.speeches, row.words)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_episodes_add_up() {
        let shelf = Shelf::sample();
        let twice =
            Shelf { entries: [shelf.entries.clone(), shelf.entries.clone()].concat(), ..shelf.clone() };
        let (once, twice) = (told(&shelf), told(&twice));
        assert_eq!(twice.whole.words, once.whole.words * 2);
        assert_eq!((once.whole.share, twice.whole.mean), (1.0, once.whole.mean));
        let names = |told: &Told| {
            let rows = told.speakers.as_ref().expect("speakers").iter();
            rows.map(|row| row.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&once), names(&twice));
        assert!(names(&once).iter().any(|name| name == "PELLOW"));
        assert!(names(&once).iter().any(|name| name == "~Pellow"));
        let speakers = twice.speakers.as_deref().expect("speakers");
        assert!(speakers.windows(2).all(|pair| pair[0].speeches >= pair[1].speeches));
        let episodes = twice.episodes.as_deref().expect("episodes");
        assert_eq!(episodes.len(), 2 * shelf.entries.len());
        assert_eq!(episodes.iter().map(|row| row.words).sum::<usize>(), twice.whole.words);
    }
}

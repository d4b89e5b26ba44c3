//! Episodes side by side, and how they are grouped and ordered.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::fold::fold;

use super::order::{Key, Order, natural};
use super::{Entry, Place, Problem, Told, places};

/// Episodes side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// What the shelf is called: the folder's or file's name, clean, or what is stated.
    pub name: String,
    /// Its episodes.
    pub entries: Vec<Entry>,
    /// What could not be used.
    pub problems: Vec<Problem>,
    /// What its episodes are ordered by, unless a person wants it otherwise.
    pub order: Order,
    /// The series that are stated to come first.
    pub series: Vec<String>,
}

/// The episodes of one season, or of a series without seasons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The series; `None` for the episodes of none.
    pub series: Option<String>,
    /// The season; `None` for the episodes of none.
    pub season: Option<String>,
    /// Places in [`Shelf::entries`], in the order asked for.
    pub entries: Vec<usize>,
}

impl Shelf {
    /// Takes what a scan tells.
    pub fn take(&mut self, told: Told) {
        match told {
            Told::Entry(entry) => self.entries.push(*entry),
            Told::Problem(problem) => self.problems.push(problem),
        }
    }

    /// Whether it comes with the program.
    pub fn is_bundled(&self) -> bool {
        let bundled = |place: &Place| matches!(place, Place::Bundled(..));
        !self.entries.is_empty() && self.entries.iter().all(|entry| entry.documents.iter().all(bundled))
    }

    /// Brings the episodes into the order in which they stand in their folders, whatever the order in
    /// which they were told.
    pub(super) fn sort(&mut self) {
        self.entries.sort_by_cached_key(|entry| Key::of(entry, Order::Path));
        self.problems.sort_by(|a, b| natural(&a.path, &b.path));
    }

    /// The series of each entry: what it says itself, else what most of those beside it say, else what
    /// its folders tell.
    pub fn series_of_entries(&self) -> Vec<Option<String>> {
        let (beside, filed) = (self.series_of_folders(), self.series_of_places());
        let of = |entry: &Entry| {
            let own = entry.about.series.as_deref();
            let beside = || beside.get(entry.group.as_slice()).copied();
            let place = || places::series(entry.folders_above()).filter(|name| filed.contains(name));
            own.or_else(beside).or_else(place).map(str::to_owned)
        };
        self.entries.iter().map(of).collect()
    }

    /// The series that folders tell of: those with more than one episode.
    fn series_of_places(&self) -> BTreeSet<&str> {
        let mut names: Vec<&str> =
            self.entries.iter().filter_map(|entry| places::series(entry.folders_above())).collect();
        names.sort_unstable();
        names
            .chunk_by(|a, b| a == b)
            .filter(|same| same.len() > 1)
            .filter_map(|same| same.first().copied())
            .collect()
    }

    /// The series that most entries of a folder name.
    fn series_of_folders(&self) -> BTreeMap<&[String], &str> {
        let mut counts: BTreeMap<(&[String], &str), usize> = BTreeMap::new();
        for entry in &self.entries {
            if let Some(series) = &entry.about.series {
                *counts.entry((entry.group.as_slice(), series.as_str())).or_default() += 1;
            }
        }
        let mut most: Vec<_> = counts.into_iter().collect();
        most.sort_by_key(|(_, count)| *count);
        most.into_iter().map(|(pair, _)| pair).collect()
    }

    /// The episodes by series and season, each in `order`: series in the order that is stated, the
    /// others by name, episodes of none at the end.
    pub fn sections(&self, order: Order) -> Vec<Section> {
        let mut sections: BTreeMap<(usize, String, String), Section> = BTreeMap::new();
        let mut spellings: BTreeMap<String, String> = BTreeMap::new();
        for (at, series) in self.series_of_entries().into_iter().enumerate() {
            let Some(entry) = self.entries.get(at) else { continue };
            let season = &entry.about.season;
            let series_key = series.as_deref().map(fold).unwrap_or_default();
            let season_key = season.as_deref().map(fold).unwrap_or_default();
            let key = (self.rank(series.as_deref()), series_key.clone(), season_key);
            // However it is spelt, it is one series.
            let series = series.map(|series| spellings.entry(series_key).or_insert(series).clone());
            let new = || Section { series, season: season.clone(), entries: Vec::new() };
            sections.entry(key).or_insert_with(new).entries.push(at);
        }
        let tells_apart = |section: &Section| section.season.is_some() || section.entries.len() > 1;
        if !sections.values().any(tells_apart) {
            // Headers over one episode each would tell nothing that its row does not.
            let all = Section { entries: (0..self.entries.len()).collect(), ..Section::default() };
            sections = BTreeMap::from([(Default::default(), all)]);
        }
        let mut sections: Vec<_> = sections.into_iter().collect();
        sections.sort_by(|((rank, series, season), _), (other, _)| {
            let by_series = rank.cmp(&other.0).then_with(|| natural(series, &other.1));
            by_series.then_with(|| natural(season, &other.2))
        });
        let sorted = sections.into_iter().map(|(_, mut section)| {
            section.entries.sort_by_cached_key(|at| self.entries.get(*at).map(|entry| Key::of(entry, order)));
            section
        });
        sorted.collect()
    }

    /// Where a series stands among those that are stated; behind them where it is not.
    fn rank(&self, series: Option<&str>) -> usize {
        let Some(series) = series.map(fold) else { return usize::MAX };
        self.series.iter().position(|stated| fold(stated) == series).unwrap_or(self.series.len())
    }
}

impl Entry {
    /// The folders that it is filed under: those above its documents, without its own.
    fn folders_above(&self) -> &[String] {
        match self.group.split_last() {
            Some((own, above)) if *own == self.name => above,
            _ => &self.group,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{About, Taken};
    use super::*;

    fn entry(key: &str, series: Option<&str>, season: Option<&str>, number: &str, date: &str) -> Entry {
        let group: Vec<String> = key.split('/').map(str::to_owned).collect();
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let about = About {
            title: None,
            series: series.and_then(text),
            season: season.and_then(text),
            number: text(number),
            air_date: text(date),
        };
        let (name, group) = group.split_last().expect("a name");
        Entry {
            key: key.to_owned(),
            name: name.clone(),
            group: group.to_vec(),
            documents: Vec::new(),
            taken: Taken::default(),
            kind: None,
            statements: None,
            about,
            stated: About::default(),
        }
    }

    fn told(shelf: &Shelf, order: Order) -> Vec<String> {
        let keys = |section: &Section| {
            let keys: Vec<&str> = section.entries.iter().map(|at| shelf.entries[*at].key.as_str()).collect();
            keys.join(" ")
        };
        let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
        let line = |section: &Section| {
            format!("{} {}: {}", name(&section.series), name(&section.season), keys(section))
        };
        shelf.sections(order).iter().map(line).collect()
    }

    fn coast() -> Shelf {
        let entries = vec![
            entry("halyard/10", Some("Halyard"), Some("2"), "12", "3 Nov 1998"),
            entry("halyard/9", Some("HALYARD"), Some("2"), "9", "4 Nov 1998"),
            entry("halyard/1", Some("Halyard"), Some("10"), "101", ""),
            // Says nothing itself; its folder does.
            entry("halyard/2", None, Some("10"), "", "1 Jan 1990"),
            entry("tern/fog", None, None, "", ""),
            entry("tern/mast", None, None, "", ""),
            entry("alone/fog", None, None, "", ""),
            entry("loose", None, None, "", ""),
        ];
        Shelf { name: "coast".to_owned(), entries, ..Shelf::default() }
    }

    #[test]
    fn episodes_are_grouped_by_what_they_say_and_where_they_stand() {
        assert_eq!(
            told(&coast(), Order::Path),
            [
                "Halyard 2: halyard/9 halyard/10",
                "Halyard 10: halyard/1 halyard/2",
                "tern -: tern/fog tern/mast",
                "- -: loose alone/fog"
            ]
        );
    }

    #[test]
    fn episodes_are_ordered_as_asked_for() {
        for (order, season_2, season_10) in [
            (Order::Title, "halyard/9 halyard/10", "halyard/1 halyard/2"),
            (Order::Number, "halyard/9 halyard/10", "halyard/1 halyard/2"),
            (Order::AirDate, "halyard/10 halyard/9", "halyard/2 halyard/1"),
        ] {
            let told = told(&coast(), order);
            assert_eq!(told[0], format!("Halyard 2: {season_2}"), "{order:?}");
            assert_eq!(told[1], format!("Halyard 10: {season_10}"), "{order:?}");
        }
    }

    #[test]
    fn headers_that_would_tell_nothing_are_left_out() {
        let entries = vec![entry("x/b", Some("Halyard"), None, "", ""), entry("a", None, None, "", "")];
        let shelf = Shelf { entries, ..Shelf::default() };
        assert_eq!(told(&shelf, Order::Path), ["- -: a x/b"]);
    }

    #[test]
    fn series_that_are_stated_come_first() {
        let shelf = Shelf { series: vec!["Tern".to_owned()], ..coast() };
        assert!(told(&shelf, Order::Path)[0].starts_with("tern"));
    }
}

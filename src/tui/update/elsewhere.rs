//! Going to a line of another episode, which may stand on another shelf.

use std::path::Path;
use std::sync::Arc;

use crate::cache::Cache;
use crate::journal::{Anchor, EpisodeKey, Finder, Held};
use crate::library::{Catalogue, Library, OpenError, SAMPLE, Shelf, is_library};
use crate::text::clean::clean_line;
use crate::tui::event::Outbox;
use crate::tui::layout::Pane;
use crate::tui::runtime::Effect;
use crate::tui::shelf::ShelfList;
use crate::tui::state::State;

use super::failing::READING;
use super::loading::{Opened, read};
use super::{Effects, Loaded};

/// A shelf that takes the place of the open one.
#[derive(Debug, Default)]
pub(in crate::tui) struct NewShelf {
    shelf: Shelf,
    library: Option<Arc<Library>>,
    catalogue: Arc<Catalogue>,
}

impl State {
    /// Asks for the episode of `key`, to go to `line` in it.
    pub(super) fn go_elsewhere(&mut self, key: EpisodeKey, line: Anchor) -> Effects {
        let stays = self.own.origin == key.shelf;
        if !stays && self.episodes.progress.is_some() {
            // What the scan still tells would come to the other shelf.
            self.say("the folder is being looked into; another one has to wait for that");
            return Vec::new();
        }
        self.generation += 1;
        let generation = self.generation;
        let open = stays.then(|| self.shelf.clone());
        let cache = self.episodes.cache.clone();
        self.say(format!("opening {}", key.title));
        let name = format!("{READING} {}", key.title);
        let job = move |outbox: Outbox<Loaded>| {
            let answer = match find(&key, open, &cache, generation) {
                Ok(mut opened) => {
                    opened.line = Some(line);
                    Loaded::Episode(Box::new(opened))
                }
                Err(why) => Loaded::Nowhere(generation, why),
            };
            outbox.send(answer);
        };
        vec![Effect::Spawn { name: name.into(), job: Box::new(job) }]
    }

    /// Puts `new`, from which the episode of `key` was opened, in the place of the open shelf.
    pub(super) fn take_shelf(&mut self, new: NewShelf, key: &EpisodeKey) {
        let NewShelf { shelf, library, catalogue } = new;
        let cache = std::mem::take(&mut self.episodes.cache);
        self.episodes = ShelfList::of(&shelf);
        (self.episodes.library, self.episodes.cache, self.episodes.catalogue) = (library, cache, catalogue);
        self.shelf = shelf;
        self.left.clear();
        self.own.origin.clone_from(&key.shelf);
    }

    /// Goes to a remembered line of the open episode, or near it where it is lost.
    pub(super) fn jump_to_anchor(&mut self, line: &Anchor) {
        let found = Finder::new(&self.table.episode).find(line).map(Held::line);
        self.notice = None;
        let near = found.or_else(|| line.near(&self.table.episode));
        self.focus(Pane::Script);
        self.jump(near.map_or(0, |line| line.at()));
        if found.is_none() {
            self.complain(format!("lost: {} is no longer in the script: {}", line.id, line.words));
        }
    }
}

/// The episode of `key`: on the shelf that is `open`, where it was opened from that, else on its own.
fn find(key: &EpisodeKey, open: Option<Shelf>, cache: &Cache, generation: u64) -> Result<Opened, String> {
    let is_new = open.is_none();
    let new = match open {
        Some(shelf) => NewShelf { shelf, ..NewShelf::default() },
        None => new_shelf(&key.shelf, cache).map_err(|error| error.to_string())?,
    };
    let entry = new.shelf.entries.iter().enumerate().find(|(_, entry)| entry.origin() == key.path);
    let gone = || clean_line(&format!("{} is no longer at {}", key.title, key.path));
    let (at, entry) = entry.ok_or_else(gone)?;
    let mut opened = read(entry, at, &key.shelf, generation);
    opened.shelf = is_new.then_some(new);
    Ok(opened)
}

/// The shelf at `path`, all of it.
fn new_shelf(path: &str, cache: &Cache) -> Result<NewShelf, OpenError> {
    let place = Path::new(path);
    if path == SAMPLE {
        return Ok(NewShelf { shelf: Shelf::sample(), ..NewShelf::default() });
    }
    if !is_library(place) {
        return Ok(NewShelf { shelf: Shelf::open(place, cache)?, ..NewShelf::default() });
    }
    let library = Library::open(place)?;
    let (shelf, scanned) = library.scanned(cache);
    Ok(NewShelf { shelf, library: Some(Arc::new(library)), catalogue: Arc::new(scanned.catalogue) })
}

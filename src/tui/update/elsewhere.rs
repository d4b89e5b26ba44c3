//! Going to a line of another episode, which may stand on another shelf.

use std::path::{Path, PathBuf};

use crate::journal::{Anchor, EpisodeKey, Finder, Held};
use crate::library::{SAMPLE, Shelf};
use crate::text::clean::clean_line;
use crate::tui::event::Outbox;
use crate::tui::layout::Pane;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::loading::{Opened, read};
use super::{Effects, Loaded};

impl State {
    /// Asks for the episode of `key`, to go to `line` in it.
    pub(super) fn go_elsewhere(&mut self, key: EpisodeKey, line: Anchor) -> Effects {
        self.generation += 1;
        let generation = self.generation;
        let open = (self.own.origin == key.shelf).then(|| self.shelf.clone());
        self.say(format!("opening {}", key.title));
        let job = move |outbox: Outbox<Loaded>| {
            let answer = match find(&key, open, generation) {
                Ok(mut opened) => {
                    opened.line = Some(line);
                    Loaded::Episode(Box::new(opened))
                }
                Err(why) => Loaded::Nowhere(generation, why),
            };
            outbox.send(answer);
        };
        vec![Effect::Spawn { name: "loader", job: Box::new(job) }]
    }

    /// Puts `shelf`, from which the episode of `key` was opened, in the place of the open one.
    pub(super) fn take_shelf(&mut self, shelf: Shelf, key: &EpisodeKey) {
        self.shelf = shelf;
        self.titles.clear();
        self.left.clear();
        self.own.origin.clone_from(&key.shelf);
        self.own.path = if key.shelf == SAMPLE { PathBuf::new() } else { PathBuf::from(&key.shelf) };
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
fn find(key: &EpisodeKey, open: Option<Shelf>, generation: u64) -> Result<Opened, String> {
    let is_new = open.is_none();
    let shelf = match open {
        Some(shelf) => shelf,
        None if key.shelf == SAMPLE => Shelf::sample(),
        None => Shelf::open(Path::new(&key.shelf)).map_err(|error| error.to_string())?,
    };
    let entry = shelf.entries.iter().enumerate().find(|(_, entry)| entry.origin() == key.path);
    let gone = || clean_line(&format!("{} is no longer at {}", key.title, key.path));
    let (at, entry) = entry.ok_or_else(gone)?;
    let mut opened = read(entry, at, &key.shelf, generation);
    opened.shelf = is_new.then_some(shelf);
    Ok(opened)
}

//! Opening an episode: its script at once, what the other documents say of it as soon as it is tied.

use crate::library::{Entry, Problem};
use crate::tui::event::Outbox;
use crate::tui::runtime::Effect;
use crate::tui::state::{Jumps, ScriptPane, SearchPane, SpeakersPane, State};
use crate::tui::table::Table;

use super::Effects;

/// An episode that was opened in the background.
#[derive(Debug)]
pub(in crate::tui) struct Opened {
    /// Which wish this answers.
    generation: u64,
    /// Which entry of the shelf it is.
    entry: usize,
    /// The episode.
    table: Box<Table>,
    /// Documents that could not be read.
    problems: Vec<Problem>,
}

impl State {
    /// Asks for the shelf's `entry`.
    pub(in crate::tui) fn open(&mut self, entry: usize) -> Effects {
        let Some(wanted) = self.shelf.entries.get(entry).cloned() else { return Vec::new() };
        self.generation += 1;
        let generation = self.generation;
        let job = move |outbox: Outbox<Opened>| read(&wanted, entry, generation, &outbox);
        vec![Effect::Spawn { name: "loader", job: Box::new(job) }]
    }

    /// Lays the opened episode on the table. The same episode again keeps the place.
    pub(super) fn take(&mut self, opened: Opened) {
        if opened.generation != self.generation {
            return;
        }
        let table = *opened.table;
        if opened.entry == self.opened {
            let current = table.find_again(&self.table, self.script.current);
            let top = table.find_again(&self.table, self.script.top.element);
            self.script.current = current;
            self.script.top.element = top;
            self.table = table;
        } else {
            self.opened = opened.entry;
            self.table = table;
            self.forget_place();
        }
        self.speakers.lit = self.speakers.lit.filter(|ix| ix.at() < self.table.ranks.len());
        self.outline.folded.retain(|act| *act < self.table.episode.outline.acts.len());
        if self.search.query.is_some() {
            self.ask();
        }
        if let Some(problem) = opened.problems.first() {
            self.complain(format!("{}: {}", problem.path, problem.message));
        }
        self.settle();
    }

    fn forget_place(&mut self) {
        self.script = ScriptPane { current: self.table.beginning(), ..ScriptPane::default() };
        self.speakers = SpeakersPane { order: self.speakers.order, ..SpeakersPane::default() };
        self.outline = Default::default();
        self.search = SearchPane::default();
        self.jumps = Jumps::default();
        self.beside = 0;
        self.arrangement.searching = false;
        self.focus(crate::tui::layout::Pane::Script);
    }
}

/// Reads `entry`: tells of its script first, then of the whole.
fn read(entry: &Entry, number: usize, generation: u64, outbox: &Outbox<Opened>) {
    let (episode, problems) = entry.load();
    let table = Box::new(Table::with_index(episode));
    outbox.send(Opened { generation, entry: number, table, problems });
}

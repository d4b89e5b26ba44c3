//! Opening an episode: its script at once, what the other documents say of it as soon as it is tied.

use crate::config::Config;
use crate::library::{Entry, Problem};
use crate::tui::event::Outbox;
use crate::tui::runtime::Effect;
use crate::tui::scanning::News;
use crate::tui::state::{Jumps, ScriptPane, SpeakersPane, State};
use crate::tui::table::Table;

use super::Effects;

/// What the background has to say.
#[derive(Debug)]
pub(in crate::tui) enum Loaded {
    /// An episode was opened.
    Episode(Opened),
    /// A scan of the library goes on, or has ended.
    News(News),
    /// The person's settings, as they are now.
    Settings(Config),
    /// The library cannot be scanned, for this reason.
    Unreadable(String),
}

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
        let job = move |outbox: Outbox<Loaded>| read(&wanted, entry, generation, &outbox);
        vec![Effect::Spawn { name: "loader", job: Box::new(job) }]
    }

    /// Takes what the background has to say.
    pub(super) fn take(&mut self, loaded: Loaded) -> Effects {
        match loaded {
            Loaded::Episode(opened) => self.take_episode(opened),
            Loaded::Settings(config) => return self.set_again(&config),
            Loaded::News(news) => return self.take_news(news),
            Loaded::Unreadable(why) => self.take_unreadable(why),
        }
        Vec::new()
    }

    /// Lays the opened episode on the table. The same episode again keeps the place.
    fn take_episode(&mut self, opened: Opened) {
        if opened.generation != self.generation {
            return;
        }
        let table = *opened.table;
        let reloading = std::mem::take(&mut self.reloading);
        if reloading && self.keeps_what_it_has(&table, &opened.problems)
            || !reloading && self.cannot_be_opened(opened.entry, &table, &opened.problems)
        {
            return;
        }
        if Some(opened.entry) == self.opened {
            let current = table.find_again(&self.table, self.script.current);
            let top = table.find_again(&self.table, self.script.top.element);
            self.script.current = current;
            self.script.top.element = top;
            self.table = table;
            self.renew_compare();
        } else {
            let place = (self.script, std::mem::take(&mut self.jumps));
            if let Some(before) = self.opened.replace(opened.entry) {
                self.left.insert(before, place);
            }
            self.table = table;
            self.go_to_place_left();
        }
        if reloading {
            self.say(format!("read again: {} elements", self.table.episode.elements.len()));
        }
        self.speakers.choice.keep_below(self.table.ranks.len());
        self.outline.folded.retain(|act| *act < self.table.episode.outline.acts.len());
        if !self.search.asked.is_empty() {
            self.ask();
        }
        self.keep_again();
        if self.find.pattern.is_some() {
            self.find.ask(&self.table.episode);
        }
        if let Some(problem) = opened.problems.first() {
            self.complain(problem.to_string());
        }
        self.settle();
    }

    /// Reads the documents again.
    pub(super) fn reload(&mut self) -> Effects {
        self.reloading = self.opened.is_some();
        self.opened.map_or_else(Vec::new, |entry| self.open(entry))
    }

    /// Whether a reload gave less than there is: then what there is stays, and the fault is told.
    fn keeps_what_it_has(&mut self, table: &Table, problems: &[Problem]) -> bool {
        let lost = table.episode.elements.is_empty() && !self.table.episode.elements.is_empty();
        if let (true, Some(problem)) = (lost, problems.first()) {
            self.complain(format!("{problem}; what was read before stays"));
        }
        lost
    }

    /// Whether nothing of the entry can be read: then it is told in the list, and what is open stays.
    fn cannot_be_opened(&mut self, entry: usize, table: &Table, problems: &[Problem]) -> bool {
        let Some(problem) = problems.first().filter(|_| table.episode.elements.is_empty()) else {
            self.episodes.lost.remove(&entry);
            return false;
        };
        self.episodes.lost.insert(entry, problem.message.clone());
        self.complain(problem.to_string());
        if self.opened.is_none() {
            self.show_shelf();
        }
        true
    }

    /// Goes to where one was in the episode that was opened, or to its beginning. The query stays.
    fn go_to_place_left(&mut self) {
        let beginning = ScriptPane { current: self.table.beginning(), ..ScriptPane::default() };
        let left = self.opened.and_then(|entry| self.left.remove(&entry));
        (self.script, self.jumps) = left.unwrap_or((beginning, Jumps::default()));
        self.speakers = SpeakersPane { order: self.speakers.order, ..SpeakersPane::default() };
        self.outline = Default::default();
        self.filters = Default::default();
        self.sheets = Default::default();
        self.search.cursor = 0;
        self.search.leave_episode();
        self.search.origin = self.script;
        self.beside = 0;
        self.arrangement.searching = false;
        self.typing = None;
        self.focus(crate::tui::layout::Pane::Script);
    }
}

/// Reads `entry`: tells of its script first, then of the whole.
fn read(entry: &Entry, number: usize, generation: u64, outbox: &Outbox<Loaded>) {
    let (episode, problems) = entry.load();
    let table = Box::new(Table::with_index(episode));
    outbox.send(Loaded::Episode(Opened { generation, entry: number, table, problems }));
}

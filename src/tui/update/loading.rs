//! Opening an episode: its script at once, what the other documents say of it as soon as it is tied.

use std::path::PathBuf;

use crate::config::Config;
use crate::episode::SpeakerIx;
use crate::journal::{Anchor, EpisodeKey, Kept};
use crate::library::{Entry, Problem};
use crate::tui::dock::LibraryAnswer;
use crate::tui::event::Outbox;
use crate::tui::indexing::Indexed;
use crate::tui::runtime::Effect;
use crate::tui::scanning::News;
use crate::tui::state::{Jumps, ScriptPane, SpeakersPane, State};
use crate::tui::table::Table;
use crate::tui::watching;

use super::Effects;
use super::elsewhere::NewShelf;
use super::failing::READING;

/// What the background has to say.
#[derive(Debug)]
pub(in crate::tui) enum Loaded {
    /// An episode was opened.
    Episode(Box<Opened>),
    /// A scan of the library goes on, or has ended.
    News(News),
    /// The person's settings, as they are now.
    Settings(Config),
    /// The library cannot be scanned, for this reason.
    Unreadable(String),
    /// The making of the library's index goes on, or has ended.
    Index(Indexed),
    /// The search of this generation is over; the library's answer, unless it was called off.
    FromLibrary { generation: u64, answer: Option<LibraryAnswer> },
    /// What was to be kept was written, with what the journal comes to by now; or why it was not.
    Saved(Result<Option<Box<Kept>>, String>),
    /// The command that has taken what was copied, or why none has.
    Given(Result<String, String>),
    /// What there is to say about the journal.
    Tidied(String),
    /// Where something was said of the episode of an entry; or why it was not.
    Stated(usize, Result<PathBuf, String>),
    /// A document of an entry has changed.
    Changed(usize),
    /// Why there is no episode to answer the wish of a generation.
    Nowhere(u64, String),
}

/// An episode that was opened in the background.
#[derive(Debug)]
pub(in crate::tui) struct Opened {
    /// Which wish this answers.
    generation: u64,
    /// Which entry of the shelf it is.
    entry: usize,
    /// What it is known by in other runs.
    key: EpisodeKey,
    /// The episode.
    table: Table,
    /// Documents that could not be read.
    problems: Vec<Problem>,
    /// The shelf that it stands on, where that is another than the open one.
    pub(super) shelf: Option<NewShelf>,
    /// The line to go to.
    pub(super) line: Option<Anchor>,
}

impl State {
    /// Asks for the shelf's `entry`.
    pub(in crate::tui) fn open(&mut self, entry: usize) -> Effects {
        let Some(wanted) = self.shelf.entries.get(entry).cloned() else { return Vec::new() };
        self.generation += 1;
        let generation = self.generation;
        let shelf = self.own.origin.clone();
        let name = format!("{READING} {}", wanted.key);
        let job = move |outbox: Outbox<Loaded>| {
            outbox.send(Loaded::Episode(Box::new(read(&wanted, entry, &shelf, generation))));
        };
        vec![Effect::Spawn { name: name.into(), job: Box::new(job) }]
    }

    /// Takes what the background has to say.
    pub(super) fn take(&mut self, loaded: Loaded) -> Effects {
        match loaded {
            Loaded::Episode(opened) => {
                self.take_episode(*opened);
                let mut effects = self.watch_documents();
                effects.extend(self.read_what_has_changed());
                return effects;
            }
            Loaded::Changed(entry) => {
                self.changed |= self.opened == Some(entry);
                return self.read_what_has_changed();
            }
            Loaded::Settings(config) => return self.set_again(&config),
            Loaded::News(news) => return self.take_news(news),
            Loaded::Unreadable(why) => self.take_unreadable(why),
            Loaded::Index(indexed) => self.take_index(indexed),
            Loaded::FromLibrary { generation, answer } => self.take_library_answer(generation, answer),
            Loaded::Saved(result) => self.saved(result),
            Loaded::Given(result) => self.given(result),
            Loaded::Stated(entry, result) => return self.stated(entry, result),
            Loaded::Tidied(told) => self.complain(told),
            Loaded::Nowhere(generation, why) if generation == self.generation => self.complain(why),
            Loaded::Nowhere(..) => {}
        }
        Vec::new()
    }

    /// Lays the opened episode on the table. The same episode again keeps the place.
    fn take_episode(&mut self, opened: Opened) {
        if opened.generation != self.generation {
            return;
        }
        let reloading = std::mem::take(&mut self.reloading);
        if reloading && self.keeps_what_it_has(&opened.table, &opened.problems)
            || !reloading && self.cannot_be_opened(opened.entry, &opened.table, &opened.problems)
        {
            return;
        }
        let (problem, line) = (opened.problems.first().map(Problem::to_string), opened.line.clone());
        if Some(opened.entry) == self.opened && opened.shelf.is_none() {
            self.take_it_again(opened);
        } else {
            self.take_another(opened);
        }
        if reloading {
            self.say(format!("read again: {} elements", self.table.episode.elements.len()));
        }
        self.ask_again();
        if let Some(problem) = problem {
            self.complain(problem);
        }
        self.look_up();
        self.settle();
        self.arrive_if_entered();
        if let Some(line) = &line {
            self.jump_to_anchor(line);
        }
    }

    /// The episode that is open was read once more: one stays where one is in it.
    fn take_it_again(&mut self, opened: Opened) {
        let current = opened.table.find_again(&self.table, self.script.current);
        let top = opened.table.find_again(&self.table, self.script.top.element);
        self.selecting = self.selecting.map(|begun| opened.table.find_again(&self.table, begun));
        self.script.current = current;
        self.script.top.element = top;
        self.take_again(opened.table);
        self.own.key = opened.key;
        if std::mem::take(&mut self.own.returning) {
            self.return_if_untouched();
        }
    }

    /// Another episode than the one that is open, which is kept in mind as it was left.
    fn take_another(&mut self, opened: Opened) {
        self.own.returning = false;
        self.selecting = None;
        self.changed = false;
        self.keep_place();
        let place = (self.script, std::mem::take(&mut self.jumps));
        match self.opened.replace(opened.entry) {
            Some(before) => _ = self.left.insert(before, place),
            // It was told that it is being read.
            None => self.notice = None,
        }
        if let Some(shelf) = opened.shelf {
            self.take_shelf(shelf, &opened.key);
        }
        self.table = opened.table;
        self.own.key = opened.key;
        self.go_to_place_left();
        self.keep_what_is_open();
    }

    /// What was asked of the lines before is asked of those there are now.
    fn ask_again(&mut self) {
        self.speakers.choice.keep_below(self.table.ranks.len());
        self.outline.folded.retain(|act| *act < self.table.episode.outline.acts.len());
        if !self.search.asked.is_empty() {
            self.ask();
        }
        self.keep_again();
        self.shown.ask(&self.table.episode);
        if self.find.pattern.is_some() {
            self.find.ask(&self.table.episode, &self.shown);
        }
    }

    /// Lays the same episode on the table as it is now; the cursor stays with its speaker.
    fn take_again(&mut self, table: Table) {
        let under = self.speaker_under_cursor().map(|ix| self.table.episode.speaker(ix).name.clone());
        self.table = table;
        self.renew_compare();
        let is_under = |ix: &SpeakerIx| Some(&self.table.episode.speaker(*ix).name) == under.as_ref();
        if let Some(row) = self.speakers_in_order().iter().position(is_under) {
            self.speakers.cursor = row;
        }
    }

    /// Has the documents of the open episode watched, if they are not.
    fn watch_documents(&mut self) -> Effects {
        let opened = self.opened.and_then(|at| Some((at, self.shelf.entries.get(at)?)));
        let Some((at, entry)) = opened else { return Vec::new() };
        if self.watched.as_ref().is_some_and(|watched| watched.entry == *entry) {
            return Vec::new();
        }
        let (watched, job) = watching::watch(entry.clone(), at);
        self.watched = Some(watched);
        vec![Effect::Spawn { name: "changes of the documents".into(), job: Box::new(job) }]
    }

    /// Reads the documents again if one of them has changed since; while they are being read that waits.
    fn read_what_has_changed(&mut self) -> Effects {
        if self.reloading || !std::mem::take(&mut self.changed) {
            return Vec::new();
        }
        self.reload()
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
        let returns = left.is_none();
        (self.script, self.jumps) = left.unwrap_or((beginning, Jumps::default()));
        if returns {
            self.return_to_place_kept();
        }
        self.speakers = SpeakersPane { order: self.speakers.order, ..SpeakersPane::default() };
        self.outline = Default::default();
        self.filters = Default::default();
        self.sheets = Default::default();
        self.shown.forget(&self.table.episode);
        self.search.cursor = 0;
        self.search.leave_episode();
        self.search.origin = self.script;
        self.beside = 0;
        self.arrangement.searching = false;
        self.typing = None;
        self.focus(crate::tui::layout::Pane::Script);
    }
}

/// Reads `wanted`, the entry of this number on the shelf at `shelf`.
pub(super) fn read(wanted: &Entry, entry: usize, shelf: &str, generation: u64) -> Opened {
    let (episode, problems) = wanted.load();
    let key = EpisodeKey::new(wanted.origin(), shelf.to_owned(), &episode.identity);
    Opened { generation, entry, key, table: Table::with_index(episode), problems, shelf: None, line: None }
}
